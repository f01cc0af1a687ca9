-- sv: Vad finns runt NPO ögonsjukdomar?
-- en: What is around NPO ögonsjukdomar?
SELECT e.from_id, e.kind, e.to_id, e.role, e.last_confirmed
FROM edges e
WHERE 'npo-ogonsjukdomar' IN (e.from_id, e.to_id)
ORDER BY e.kind, e.from_id, e.to_id
