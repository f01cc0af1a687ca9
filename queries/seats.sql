-- when: groups
SELECT id, label, kind FROM organisations
WHERE (kind IN (SELECT value FROM json_each(:applies_to)) OR id IN (SELECT value FROM json_each(:applies_to)))
AND first_possible <= :as_of AND :as_of < ended
-- when: groups, group
AND id = :group
-- when: bodies
SELECT id, label, kind FROM organisations
WHERE kind IN (SELECT value FROM json_each(:counted)) AND first_possible <= :as_of AND :as_of < ended
UNION ALL
SELECT id, label, kind FROM organisations
WHERE id IN (SELECT value FROM json_each(:counted)) AND first_possible <= :as_of AND :as_of < ended
-- when: holders
SELECT
    s.group_id, s."group", s.group_kind, s.standing, s.role, s.person_id, s.person,
    (SELECT group_concat(r.body) FROM representations r WHERE r.membership = s.id) AS bodies,
    (
        SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
        WHERE r.membership = s.id
    ) AS represents,
    CASE
        WHEN :as_of BETWEEN s.surely_from AND s.surely_until THEN 'stated'
        WHEN s.presumed_from <= :as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    s.confirmed_from < :recent AND s.end_how IS NOT 'stated'
        AND NOT :as_of BETWEEN s.surely_from AND s.surely_until AS unconfirmed,
    s.last_confirmed, s.sources
FROM seats s
WHERE s.first_possible <= :as_of AND :as_of < s.ended
-- when: holders, seated
AND s.standing = 'seat' AND s.role IN (SELECT value FROM json_each(:ordinary))
AND s.group_id IN (SELECT value FROM json_each(:groups))
-- when: holders, vacant
AND s.standing = 'vacancy'
-- when: holders, vacant, group
AND s.group_id = :group
-- when: holders, vacant, body
AND s.group_id IN (SELECT value FROM json_each(:groups))
-- end
