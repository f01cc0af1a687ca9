-- when: nodes
SELECT id, kind, label FROM organisations
WHERE id IN (SELECT value FROM json_each(:nodes)) AND first_possible <= :as_of AND :as_of < ended
UNION ALL
SELECT id, 'person', name FROM persons WHERE id IN (SELECT value FROM json_each(:nodes))
-- when: inside
SELECT id FROM organisations
WHERE kind IN (SELECT value FROM json_each(:system_kinds)) AND first_possible <= :as_of AND :as_of < ended
-- when: edges
SELECT
    e.kind, e.from_id, e.to_id, m."group" AS in_group, e.role, e.status,
    CASE
        WHEN :as_of BETWEEN e.surely_from AND e.surely_until THEN 'stated'
        WHEN e.presumed_from <= :as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    e.confirmed_from < :recent AND NOT :as_of BETWEEN e.surely_from AND e.surely_until AS unconfirmed,
    e.last_confirmed,
    coalesce(
        m.sources,
        (SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.record = e.record AND v.kind = e.record_kind)
    ) AS sources
FROM edges e
LEFT JOIN memberships m ON m.id = e.record AND e.record_kind = 'memberships'
WHERE e.first_possible <= :as_of AND :as_of < e.ended
AND e.kind IN (SELECT value FROM json_each(:relations))
-- when: edges, forward
AND e.from_id IN (SELECT value FROM json_each(:around))
-- when: edges, backward
AND e.to_id IN (SELECT value FROM json_each(:around))
-- end
