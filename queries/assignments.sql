SELECT
-- include: seat_columns
    , s.first_possible <= :as_of AND :as_of < s.ended AS current,
    (SELECT group_concat(r.body) FROM representations r WHERE r.membership = s.id) AS body_ids,
    (
        SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
        WHERE r.membership = s.id
    ) AS represents,
    s.standing, s.first_possible,
    CASE WHEN s.ended <= :as_of THEN date(s.end_last, '-1 day') END AS ended, s.end_how, s.end_basis, s.end_source
FROM seats s
WHERE s.person_id = :person
