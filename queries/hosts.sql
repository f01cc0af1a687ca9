SELECT
    host_id, host, group_id, "group", status, valid_from, valid_to, last_confirmed,
    CASE
        WHEN :as_of BETWEEN surely_from AND surely_until THEN 'stated'
        WHEN presumed_from <= :as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    confirmed_from < :recent AND end_how IS NOT 'stated'
        AND NOT :as_of BETWEEN surely_from AND surely_until AS unconfirmed,
    sources
FROM host_seats
WHERE first_possible <= :as_of AND :as_of < ended
-- when: group
AND group_id = :group
-- when: host
AND host_id IN (SELECT value FROM json_each(:hosts))
-- when: not host
UNION ALL
SELECT NULL, NULL, g.id, g.label, NULL, NULL, NULL, NULL, 'unknown', 0, NULL
FROM organisations g
WHERE g.first_possible <= :as_of AND :as_of < g.ended
AND NOT EXISTS (
    SELECT 1 FROM host_seats h
    WHERE h.group_id = g.id AND h.status = 'active' AND h.first_possible <= :as_of AND :as_of < h.ended
)
-- when: not host, group
AND g.id = :group
-- when: not host, not group
AND g.kind IN (SELECT value FROM json_each(:hosted_kinds))
-- end
