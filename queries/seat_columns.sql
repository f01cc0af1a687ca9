    s.person_id, s.person, s.role, s.group_id, s."group", s.group_kind, s.employer_id, s.employer, s.title, s.status,
    s.valid_from, s.valid_to, s.last_confirmed,
-- include: certainty
    s.confirmed_from < :recent AND s.end_how IS NOT 'stated'
        AND NOT :as_of BETWEEN s.surely_from AND s.surely_until AS unconfirmed,
    s.sources, s.deputises_id, s.deputises, s.terms, s.witnesses
