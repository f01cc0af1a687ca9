MATCH (g:Organisation {id: $group})<-[:IN]-(m:Membership)<-[:HOLDS]-(p:Person)
WHERE m.same_as = m.id AND m.standing IN $standings AND coalesce(m.end_how, '') <> 'denied'
// when: not ended
AND m.since <= $as_of < m.until
// when: ended
AND m.since <= $as_of
// end
OPTIONAL MATCH (m)-[:FOR]->(b:Organisation)
OPTIONAL MATCH (m)-[:EMPLOYED_AT]->(e:Organisation)
RETURN
    p.id AS person_id, p.name AS person, m.role AS role, g.id AS group_id, g.label AS group,
    b.id AS body_id, b.label AS body, CASE WHEN b IS NOT NULL THEN 'represents' END AS relation,
    e.id AS employer_id, e.label AS employer, m.title AS title, m.status AS status,
    m.valid_from AS valid_from, m.valid_to AS valid_to, m.last_confirmed AS last_confirmed,
    CASE
        WHEN m.surely_from <= $as_of <= m.surely_until THEN 'stated'
        WHEN m.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    m.confirmed_from < $recent AND coalesce(m.end_how, '') <> 'stated'
        AND NOT m.surely_from <= $as_of <= m.surely_until AS unconfirmed,
    CASE WHEN m.until <= $as_of THEN toString(date(m.end_last) - duration({days: 1})) END AS ended,
    m.end_how AS end_how, m.end_basis AS end_basis, m.sources AS sources
