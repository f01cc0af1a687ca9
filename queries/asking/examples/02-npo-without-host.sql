-- sv: Vilka NPO saknar känd värd?
-- en: Which NPO have no known host?
SELECT o.id, o.name
FROM organisations o
WHERE o.kind = 'npo' AND NOT EXISTS (SELECT 1 FROM hostings h WHERE h.hosted = o.id)
ORDER BY o.id
