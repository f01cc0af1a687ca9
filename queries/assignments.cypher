MATCH (p:Person {id: $person})-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
WHERE m.same_as = m.id
OPTIONAL MATCH (m)-[:EMPLOYED_AT]->(e:Organisation)
RETURN
    p.id AS person_id, p.name AS person, m.role AS role, g.id AS group_id, g.label AS group, g.kind AS group_kind,
    m.represents AS body_ids,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    e.id AS employer_id, e.label AS employer, m.title AS title, m.status AS status, m.standing AS standing,
    m.valid_from AS valid_from, m.valid_to AS valid_to, m.since AS first_possible,
    CASE WHEN m.until <= $as_of THEN toString(date(m.end_last) - duration({days: 1})) END AS ended,
    m.end_how AS end_how, m.end_basis AS end_basis, m.end_source AS end_source, m.last_confirmed AS last_confirmed,
    CASE
        WHEN NOT m.since <= $as_of < m.until THEN null
        WHEN m.surely_from <= $as_of <= m.surely_until THEN 'stated'
        WHEN m.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    m.confirmed_from < $recent AND coalesce(m.end_how, '') <> 'stated'
        AND NOT m.surely_from <= $as_of <= m.surely_until AS unconfirmed,
    m.sources AS sources
