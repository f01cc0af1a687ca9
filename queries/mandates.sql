-- when: stated
SELECT
    s.group_id, s."group", s.role, s.person_id, s.person,
    (SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
     WHERE r.membership = s.id) AS represents,
    date(s.end_first, '-1 day') AS ends_first, date(s.end_last, '-1 day') AS ends_last,
-- include: certainty
    s.last_confirmed, s.sources
FROM seats s
WHERE s.standing = 'seat' AND s.end_how = 'stated' AND s.first_possible <= :as_of AND :as_of < s.ended
AND s.end_first <= :until
-- when: dated
SELECT group_id, role, person_id FROM seats
WHERE standing = 'seat' AND end_how = 'stated' AND first_possible <= :as_of AND :as_of < ended
-- when: groups
SELECT id, label FROM organisations
WHERE (kind IN (SELECT value FROM json_each(:applies_to)) OR id IN (SELECT value FROM json_each(:applies_to)))
AND first_possible <= :as_of AND :as_of < ended
ORDER BY id
-- when: holders
SELECT
    s.group_id, s."group", s.role, s.person_id, s.person,
    (SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
     WHERE r.membership = s.id) AS represents,
-- include: certainty
    s.last_confirmed, s.presumed_from, s.sources
FROM organisations g
JOIN seats s ON s.group_id = g.id
WHERE g.id IN (
    SELECT id FROM organisations WHERE kind IN (SELECT value FROM json_each(:applies_to))
    UNION SELECT value FROM json_each(:applies_to)
)
AND s.role = :role AND s.standing = 'seat' AND s.first_possible <= :as_of AND :as_of < s.ended
ORDER BY s.group_id, s.person_id
-- end
