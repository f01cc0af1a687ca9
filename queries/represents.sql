-- when: parts
SELECT from_id FROM link_rows
WHERE to_id = :body AND kind = 'part_of' AND from_kind = 'region' AND first_possible <= :as_of AND :as_of < ended
-- when: not parts
SELECT
-- include: seat_columns
    , b.id AS body_id, b.label AS body,
-- when: represented
    'represents' AS relation,
-- when: employed
    'employed_by' AS relation,
-- when: not parts
    (
        SELECT group_concat(o.label, '; ') FROM representations x JOIN organisations o ON o.id = x.body
        WHERE x.membership = s.id
    ) AS represents
-- when: represented
FROM representations r
JOIN seats s ON s.id = r.membership
JOIN organisations b ON b.id = r.body
WHERE r.body IN (SELECT value FROM json_each(:bodies))
-- when: employed
FROM seats s
JOIN organisations b ON b.id = s.employer_id
WHERE s.employer_id IN (SELECT value FROM json_each(:bodies))
-- when: not parts
AND s.standing IN (SELECT value FROM json_each(:standings))
AND s.first_possible <= :as_of AND :as_of < s.ended
-- when: not parts, group_kind
AND s.group_kind = :group_kind
-- end
