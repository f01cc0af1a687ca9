-- when: sources
SELECT id, title, publisher, address, date, period, retrieved, doubt FROM sources
-- when: facts
SELECT source, count(*) FROM evidence GROUP BY source
-- when: alone
SELECT source, count(*)
FROM (
    SELECT min(v.source) AS source FROM evidence v
    GROUP BY v.record, v.kind HAVING min(v.source) = max(v.source)
)
GROUP BY source
-- end
