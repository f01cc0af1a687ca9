-- when: edges
SELECT
    near, kind, far, backward, role, status,
    CASE
        WHEN :as_of BETWEEN surely_from AND surely_until THEN 'stated'
        WHEN presumed_from <= :as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    confirmed_from < :recent AND NOT :as_of BETWEEN surely_from AND surely_until AS unconfirmed,
    last_confirmed, record, record_kind
-- when: ends
SELECT DISTINCT near, far
-- when: reach
SELECT DISTINCT far
-- when: walk
FROM (
    SELECT e.from_id AS near, e.to_id AS far, 0 AS backward, e.* FROM edges e
    WHERE e.from_id IN (SELECT value FROM json_each(:around))
-- when: walk, between
    AND e.to_id IN (SELECT value FROM json_each(:towards))
-- when: walk
    UNION ALL
    SELECT e.to_id, e.from_id, 1, e.* FROM edges e
    WHERE e.to_id IN (SELECT value FROM json_each(:around))
-- when: walk, between
    AND e.from_id IN (SELECT value FROM json_each(:towards))
-- when: walk
)
WHERE first_possible <= :as_of AND :as_of < ended
-- when: reach
LIMIT :most
-- when: degree
SELECT
    (SELECT count(*) FROM edges e WHERE e.from_id IN (SELECT value FROM json_each(:around)))
    + (SELECT count(*) FROM edges e WHERE e.to_id IN (SELECT value FROM json_each(:around)))
-- when: nodes
SELECT id, kind, label, level FROM organisations WHERE id IN (SELECT value FROM json_each(:nodes))
UNION ALL
SELECT id, 'person', name, 5 FROM persons WHERE id IN (SELECT value FROM json_each(:nodes))
-- when: details
SELECT DISTINCT
    e.record_kind, e.record, g.id AS in_group_id, g.label AS in_group, m.end_how IS 'stated' AS end_stated,
    coalesce(
        m.sources,
        (SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.record = e.record AND v.kind = e.record_kind)
    ) AS sources
FROM edges e
LEFT JOIN memberships m ON m.id = e.record AND e.record_kind = 'memberships'
LEFT JOIN organisations g ON g.id = m."group"
WHERE e.record IN (SELECT value FROM json_each(:records))
-- end
