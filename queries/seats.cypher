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
// when: holders, seated
MATCH (g:Organisation)
WHERE g.id IN $groups
WITH g
MATCH (m:Membership)-[:IN]->(g)
// when: holders, vacant
MATCH (m:Membership)-[:IN]->(g:Organisation)
// when: holders
WHERE m.same_as = m.id AND m.since <= $as_of < m.until
// when: holders, seated
AND m.standing = 'seat' AND m.role IN $ordinary
// when: holders, vacant
AND m.standing = 'vacancy'
// when: holders, vacant, group
AND g.id = $group
// when: holders, vacant, body
AND g.id IN $groups
// when: holders
OPTIONAL MATCH (p:Person)-[:HOLDS]->(m)
RETURN
    g.id AS group_id, g.label AS group, g.kind AS group_kind, m.standing AS standing, m.role AS role,
    p.id AS person_id, p.name AS person, m.represents AS bodies,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    CASE
        WHEN m.surely_from <= $as_of <= m.surely_until THEN 'stated'
        WHEN m.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    m.confirmed_from < $recent AND coalesce(m.end_how, '') <> 'stated'
        AND NOT m.surely_from <= $as_of <= m.surely_until AS unconfirmed,
    m.last_confirmed AS last_confirmed, m.sources AS sources
// end
