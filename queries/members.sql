SELECT
-- include: seat_columns
    , b.id AS body_id, b.label AS body, CASE WHEN b.id IS NOT NULL THEN 'represents' END AS relation,
    CASE WHEN s.ended <= :as_of THEN date(s.end_last, '-1 day') END AS ended, s.end_how, s.end_basis,
    CASE WHEN s.first_possible > :as_of THEN s.start_first END AS begins
FROM seats s
LEFT JOIN representations r ON r.membership = s.id
LEFT JOIN organisations b ON b.id = r.body
WHERE s.standing IN (SELECT value FROM json_each(:standings)) AND s.end_how IS NOT 'denied'
-- when: group
AND s.group_id = :group
-- when: title
AND s.title = :title
-- when: not ended
AND :as_of < s.ended
-- when: not coming
AND s.first_possible <= :as_of
-- when: coming
AND (s.first_possible <= :as_of OR s.start_how = 'stated' AND :as_of < s.ended)
-- end
