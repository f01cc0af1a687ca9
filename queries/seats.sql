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
-- when: names
SELECT id, label FROM organisations WHERE id IN (SELECT value FROM json_each(:told))
-- when: holders
SELECT
    s.id, s.group_id, s."group", s.group_kind, s.standing, s.role, s.person_id, s.person,
    (SELECT group_concat(r.body) FROM representations r WHERE r.membership = s.id) AS bodies,
    s.employer_id, s.employer,
-- include: certainty
    s.confirmed_from < :recent AND s.end_how IS NOT 'stated'
        AND NOT :as_of BETWEEN s.surely_from AND s.surely_until AS unconfirmed,
    s.last_confirmed, s.ended, s.end_how = 'stated' AS ends, s.sources
-- when: holders, not of_body
FROM seats s
-- when: holders, of_body
FROM (
    SELECT membership AS id FROM representations WHERE body IN (SELECT value FROM json_each(:bodies))
    UNION
    SELECT id FROM memberships WHERE employer = :body
) r
JOIN seats s ON s.id = r.id
-- when: holders, not lapsed
WHERE s.first_possible <= :as_of AND :as_of < s.ended
-- when: holders, seated
AND s.standing = 'seat' AND s.role IN (SELECT value FROM json_each(:roles))
AND s.group_id IN (SELECT value FROM json_each(:groups))
-- when: holders, vacant
AND s.standing = 'vacancy'
-- when: holders, vacant, group
AND s.group_id = :group
-- when: holders, vacant, body
AND s.group_id IN (SELECT value FROM json_each(:groups))
-- when: holders, of_body, not lapsed
AND s.standing IN ('seat', 'vacancy') AND s.role IN (SELECT value FROM json_each(:roles))
-- when: holders, lapsed
-- Planned ends that have passed: told before their day, and by nobody afterwards.
JOIN organisations g ON g.id = s.group_id AND g.first_possible <= :as_of AND :as_of < g.ended
WHERE s.standing = 'seat' AND s.end_how = 'stated' AND s.ended <= :as_of
AND s.role IN (SELECT value FROM json_each(:roles))
AND EXISTS (
    SELECT 1 FROM evidence v JOIN sources z ON z.id = v.source
    WHERE v.record = s.id AND v.kind = 'memberships' AND v.stance = 'states' AND v.valid_to IS NOT NULL
    AND coalesce(v.observed_on, z.date, z.period) < s.ended
)
AND NOT EXISTS (
    SELECT 1 FROM evidence v JOIN sources z ON z.id = v.source
    WHERE v.record = s.id AND v.kind = 'memberships'
    AND (
        v.stance = 'ended' OR v.valid_to IS NOT NULL AND coalesce(v.observed_on, z.date, z.period) >= s.ended
    )
)
-- when: holders, lapsed, not of_body
AND s.group_id IN (SELECT value FROM json_each(:groups))
-- when: followed
SELECT m."group", m.role, m.represents, m.holder, m.ended
FROM memberships m
WHERE m."group" IN (SELECT value FROM json_each(:groups)) AND m.same_as = m.id
AND m.standing IN ('seat', 'vacancy')
-- end
