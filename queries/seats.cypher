// when: groups
MATCH (g:Organisation)
WHERE (g.kind IN $applies_to OR g.id IN $applies_to) AND g.first_possible <= $as_of < g.ended
// when: groups, group
AND g.id = $group
// when: groups
RETURN g.id AS group_id, g.label AS group, g.kind AS kind
// when: bodies
MATCH (b:Organisation)
WHERE (b.kind IN $counted OR b.id IN $counted) AND b.first_possible <= $as_of < b.ended
RETURN b.id AS body_id, b.label AS body, b.kind AS kind
// when: names
MATCH (b:Organisation)
WHERE b.id IN $told
RETURN b.id AS body_id, b.label AS body
// when: holders, of_body
CALL {
    MATCH (b:Organisation)<-[:FOR]-(m:Membership)
    WHERE b.id IN $bodies
    RETURN m
    UNION
    MATCH (b:Organisation {id: $body})<-[:EMPLOYED_AT]-(m:Membership)
    RETURN m
}
MATCH (m)-[:IN]->(g:Organisation)
// when: holders, seated
MATCH (g:Organisation)
WHERE g.id IN $groups
WITH g
MATCH (m:Membership)-[:IN]->(g)
// when: holders, lapsed, not of_body
MATCH (g:Organisation)
WHERE g.id IN $groups
WITH g
MATCH (m:Membership)-[:IN]->(g)
// when: holders, vacant
MATCH (m:Membership)-[:IN]->(g:Organisation)
// when: holders, not lapsed
WHERE m.same_as = m.id AND m.since <= $as_of < m.until
// when: holders, seated
AND m.standing = 'seat' AND m.role IN $roles
// when: holders, vacant
AND m.standing = 'vacancy'
// when: holders, vacant, group
AND g.id = $group
// when: holders, vacant, body
AND g.id IN $groups
// when: holders, of_body, not lapsed
AND m.standing IN ['seat', 'vacancy'] AND m.role IN $roles
// when: holders, lapsed
WHERE m.same_as = m.id AND m.standing = 'seat' AND m.end_how = 'stated' AND m.until <= $as_of
AND m.role IN $roles AND g.first_possible <= $as_of < g.ended
AND EXISTS {
    MATCH (m)<-[:ABOUT]-(v:Evidence {stance: 'states'})-[:FROM]->(z:Source)
    WHERE v.valid_to IS NOT NULL AND coalesce(v.observed_on, z.date, z.period) < m.until
}
AND NOT EXISTS {
    MATCH (m)<-[:ABOUT]-(v:Evidence)-[:FROM]->(z:Source)
    WHERE v.stance = 'ended' OR v.valid_to IS NOT NULL AND coalesce(v.observed_on, z.date, z.period) >= m.until
}
// when: holders
OPTIONAL MATCH (p:Person)-[:HOLDS]->(m)
OPTIONAL MATCH (m)-[:EMPLOYED_AT]->(e:Organisation)
RETURN
    m.id AS id, g.id AS group_id, g.label AS group, g.kind AS group_kind, m.standing AS standing, m.role AS role,
    p.id AS person_id, p.name AS person, m.represents AS bodies, e.id AS employer_id, e.label AS employer,
// include: certainty
    m.confirmed_from < $recent AND coalesce(m.end_how, '') <> 'stated'
        AND NOT m.surely_from <= $as_of <= m.surely_until AS unconfirmed,
    m.last_confirmed AS last_confirmed, m.until AS ended, coalesce(m.end_how, '') = 'stated' AS ends,
    m.sources AS sources
// when: followed
MATCH (m:Membership)-[:IN]->(g:Organisation)
WHERE g.id IN $groups AND m.same_as = m.id AND m.standing IN ['seat', 'vacancy']
RETURN g.id AS group_id, m.role AS role, m.represents AS bodies, m.holder AS person_id, m.until AS ended
// end
