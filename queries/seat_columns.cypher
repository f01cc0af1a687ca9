    p.id AS person_id, p.name AS person, m.role AS role, g.id AS group_id, g.label AS group, g.kind AS group_kind,
    e.id AS employer_id, e.label AS employer, m.title AS title, m.status AS status,
    m.held_from AS valid_from, m.held_to AS valid_to, m.last_confirmed AS last_confirmed,
// include: certainty
    m.confirmed_from < $recent AND coalesce(m.end_how, '') <> 'stated'
        AND NOT m.surely_from <= $as_of <= m.surely_until AS unconfirmed,
    m.sources AS sources,
    head(COLLECT { MATCH (m)-[:DEPUTISES]->(d) RETURN d.same_as }) AS deputises_id,
    head(COLLECT { MATCH (m)-[:DEPUTISES]->(d) MATCH (w:Person {id: d.same_as}) RETURN w.name }) AS deputises,
    m.terms AS terms, m.witnesses AS witnesses
