// when: parts
MATCH (:Organisation {id: $body})<-[p:PART_OF]-(region:Region)
WHERE p.first_possible <= $as_of < p.ended
RETURN region.id AS region_id
// when: represented
MATCH (b:Organisation)<-[:FOR]-(m:Membership)-[:IN]->(g:Organisation)
WHERE b.id IN $bodies
// when: employed
MATCH (b:Organisation)<-[:EMPLOYED_AT]-(m:Membership)-[:IN]->(g:Organisation)
WHERE b.id IN $bodies
// when: not parts
AND m.same_as = m.id AND m.standing IN $standings AND m.since <= $as_of < m.until
// when: not parts, group_kind
AND g.kind = $group_kind
// when: not parts
MATCH (p:Person)-[:HOLDS]->(m)
OPTIONAL MATCH (m)-[:EMPLOYED_AT]->(e:Organisation)
RETURN
    p.id AS person_id, p.name AS person, m.role AS role, g.id AS group_id, g.label AS group, g.kind AS group_kind,
    b.id AS body_id, b.label AS body,
// when: represented
    'represents' AS relation,
// when: employed
    'employed_by' AS relation,
// when: not parts
    COLLECT { MATCH (m)-[:FOR]->(o) RETURN o.label ORDER BY o.id } AS represents,
    e.id AS employer_id, e.label AS employer, m.title AS title, m.status AS status,
    m.valid_from AS valid_from, m.valid_to AS valid_to, m.last_confirmed AS last_confirmed,
    CASE
        WHEN m.surely_from <= $as_of <= m.surely_until THEN 'stated'
        WHEN m.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    m.confirmed_from < $recent AND coalesce(m.end_how, '') <> 'stated'
        AND NOT m.surely_from <= $as_of <= m.surely_until AS unconfirmed,
    m.sources AS sources
// end
