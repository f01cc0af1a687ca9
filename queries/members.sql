SELECT
-- include: seat_columns
    , b.id AS body_id, b.label AS body, CASE WHEN b.id IS NOT NULL THEN 'represents' END AS relation,
    CASE WHEN s.ended <= :as_of THEN date(s.end_last, '-1 day') END AS ended, s.end_how, s.end_basis
FROM seats s
LEFT JOIN representations r ON r.membership = s.id
LEFT JOIN organisations b ON b.id = r.body
WHERE s.standing IN (SELECT value FROM json_each(:standings)) AND s.end_how IS NOT 'denied'
-- when: group
AND s.group_id = :group
-- when: title
AND s.title = :title
-- when: not ended
AND s.first_possible <= :as_of AND :as_of < s.ended
-- when: ended
AND s.first_possible <= :as_of
-- end
