MATCH (p:Person {id: $person})-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
WHERE m.same_as = m.id
OPTIONAL MATCH (m)-[:EMPLOYED_AT]->(e:Organisation)
RETURN
// include: seat_columns
    , m.since <= $as_of < m.until AS current,
    m.represents AS body_ids,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    m.standing AS standing, m.since AS first_possible,
    CASE WHEN m.until <= $as_of THEN toString(date(m.end_last) - duration({days: 1})) END AS ended,
    m.end_how AS end_how, m.end_basis AS end_basis, m.end_source AS end_source
