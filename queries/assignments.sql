SELECT
    s.person_id, s.person, s.role, s.group_id, s."group", s.group_kind,
    (SELECT group_concat(r.body) FROM representations r WHERE r.membership = s.id) AS body_ids,
    (
        SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
        WHERE r.membership = s.id
    ) AS represents,
    s.employer_id, s.employer, s.title, s.status, s.standing, s.valid_from, s.valid_to, s.first_possible,
    CASE WHEN s.ended <= :as_of THEN date(s.end_last, '-1 day') END AS ended,
    s.end_how, s.end_basis, s.end_source, s.last_confirmed,
    CASE
        WHEN NOT (s.first_possible <= :as_of AND :as_of < s.ended) THEN NULL
        WHEN :as_of BETWEEN s.surely_from AND s.surely_until THEN 'stated'
        WHEN s.presumed_from <= :as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    s.confirmed_from < :recent AND s.end_how IS NOT 'stated'
        AND NOT :as_of BETWEEN s.surely_from AND s.surely_until AS unconfirmed,
    s.sources
FROM seats s
WHERE s.person_id = :person
