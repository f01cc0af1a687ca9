SELECT
    s.person_id, s.person, s.role, s.group_id, s."group", b.id AS body_id, b.label AS body,
    CASE WHEN b.id IS NOT NULL THEN 'represents' END AS relation,
    s.employer_id, s.employer, s.title, s.status, s.valid_from, s.valid_to, s.last_confirmed,
    CASE
        WHEN :as_of BETWEEN s.surely_from AND s.surely_until THEN 'stated'
        WHEN s.presumed_from <= :as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    s.confirmed_from < :recent AND s.end_how IS NOT 'stated'
        AND NOT :as_of BETWEEN s.surely_from AND s.surely_until AS unconfirmed,
    CASE WHEN s.ended <= :as_of THEN date(s.end_last, '-1 day') END AS ended, s.end_how, s.end_basis,
    s.sources
FROM seats s
LEFT JOIN representations r ON r.membership = s.id
LEFT JOIN organisations b ON b.id = r.body
WHERE s.group_id = :group AND s.standing IN (SELECT value FROM json_each(:standings)) AND s.end_how IS NOT 'denied'
-- when: not ended
AND s.first_possible <= :as_of AND :as_of < s.ended
-- when: ended
AND s.first_possible <= :as_of
-- end
