// when: stated
MATCH (p:Person)-[:HOLDS]->(m:Membership {end_how: 'stated'})-[:IN]->(g:Organisation)
WHERE m.same_as = m.id AND m.standing = 'seat' AND m.since <= $as_of < m.until AND m.end_first <= $until
AND m.end_last IS NOT NULL
RETURN
    g.id AS group_id, g.label AS group, m.role AS role, p.id AS person_id, p.name AS person,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    toString(date(m.end_first) - duration({days: 1})) AS ends_first,
    toString(date(m.end_last) - duration({days: 1})) AS ends_last,
// include: certainty
    m.last_confirmed AS last_confirmed, m.sources AS sources
// when: dated
MATCH (m:Membership {end_how: 'stated'})
WHERE m.same_as = m.id AND m.standing = 'seat' AND m.since <= $as_of < m.until AND m.end_last IS NOT NULL
RETURN m.group AS group_id, m.role AS role, m.holder AS person_id
// when: groups
MATCH (g:Organisation)
WHERE (g.kind IN $applies_to OR g.id IN $applies_to) AND g.first_possible <= $as_of < g.ended
RETURN g.id AS group_id, g.label AS group
ORDER BY group_id
// when: holders
MATCH (g:Organisation)
WHERE g.kind IN $applies_to OR g.id IN $applies_to
WITH g
MATCH (g)<-[:IN]-(m:Membership {role: $role})<-[:HOLDS]-(p:Person)
WHERE m.same_as = m.id AND m.standing = 'seat' AND m.since <= $as_of < m.until
RETURN
    g.id AS group_id, g.label AS group, m.role AS role, p.id AS person_id, p.name AS person,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
// include: certainty
    m.last_confirmed AS last_confirmed, m.presumed_from AS presumed_from, m.sources AS sources
ORDER BY group_id, person_id
// end
