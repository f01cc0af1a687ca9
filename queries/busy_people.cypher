// when: people
MATCH (p:Person)
WHERE COUNT { (p)-[:HOLDS]->() } >= $at_least
WITH p
MATCH (p)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
WHERE m.same_as = m.id AND m.standing = 'seat' AND m.since <= $as_of < m.until
// A chair who is listed as a member too has one seat in the group; any other role is a seat of its own.
WITH
    p, g, CASE WHEN m.role IN $ordinary THEN '' ELSE m.role END AS place,
    max(CASE m.role WHEN 'ordförande' THEN 1 ELSE 0 END) AS chair,
    min(CASE
        WHEN m.confirmed_from < $recent AND coalesce(m.end_how, '') <> 'stated'
            AND NOT m.surely_from <= $as_of <= m.surely_until THEN 1
        ELSE 0
    END) AS unconfirmed
WITH
    p, count(*) AS seats, collect(g.label) AS groups, sum(chair) AS chairs,
    sum(unconfirmed) AS unconfirmed
WHERE seats >= $at_least
RETURN p.id AS person_id, p.name AS person, seats, groups, chairs, unconfirmed
// when: bodies
MATCH (p:Person)-[r:REPRESENTS]->(b:Organisation)
WHERE p.id IN $persons AND r.first_possible <= $as_of < r.ended
RETURN DISTINCT p.id AS person_id, b.label AS body
// when: sources
MATCH (p:Person)-[:HOLDS]->(m:Membership)
WHERE p.id IN $persons AND m.same_as = m.id AND m.standing = 'seat' AND m.since <= $as_of < m.until
UNWIND m.sources AS source
RETURN DISTINCT p.id AS person_id, source
// end
