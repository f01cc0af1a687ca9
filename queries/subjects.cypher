// when: starts
MATCH (near:Person|Organisation)-[r]->(far:Organisation)
WHERE near.id IN $starts AND r.first_possible <= $as_of < r.ended AND r.start_how <> 'seen'
RETURN
    toLower(type(r)) AS kind, near.id AS from_id, far.id AS to_id, r.role AS role, r.status AS status, r.in AS in_group
// when: existed
MATCH (o:Organisation)
WHERE o.id IN $nodes AND o.first_possible <= $as_of < o.ended
RETURN o.id AS id
// when: seats
MATCH (m:Membership)-[:IN]->(g:Organisation)
// when: seats, of_bodies
MATCH (m)-[:FOR]->(b:Organisation)
// when: seats, of_persons
MATCH (holder:Person)-[:HOLDS]->(m)
// when: seats
WHERE m.same_as = m.id AND m.standing IN ['seat', 'vacancy'] AND coalesce(m.end_how, '') <> 'denied'
AND m.since < m.until
// when: seats, in_groups
AND g.id IN $around
// when: seats, of_persons
AND holder.id IN $around
// when: seats, of_bodies
AND b.id IN $around
// when: seats, vacant
AND m.standing = 'vacancy' AND m.since <= $as_of < m.until
// when: seats
OPTIONAL MATCH (p:Person)-[:HOLDS]->(m)
RETURN DISTINCT
    CASE m.standing WHEN 'vacancy' THEN 'vacancy' ELSE 'seat' END AS what, m.id AS id, g.id AS group_id,
    g.kind AS group_kind, p.id AS person_id, coalesce(p.name, '') AS name, 'person' AS holder_kind, m.role AS role,
    m.status AS status, m.represents AS bodies, m.since AS first_possible, m.presumed_from AS presumed_from,
    m.surely_from AS surely_from, m.surely_until AS surely_until, m.until AS ended,
    m.confirmed_from AS confirmed_from, coalesce(m.start_how, '') AS start_how, coalesce(m.end_how, '') AS end_how,
    m.last_confirmed AS last_confirmed, m.sources AS sources
// when: hostings
MATCH (host:Organisation)-[h:HOSTS]->(g:Organisation)
WHERE coalesce(h.end_how, '') <> 'denied' AND h.first_possible < h.ended
// when: hostings, of_groups
AND g.id IN $around
// when: hostings, of_hosts
AND host.id IN $around
// when: hostings
RETURN
    'hosting' AS what, h.record AS id, g.id AS group_id, g.kind AS group_kind, host.id AS host_id, host.label AS host,
    host.kind AS host_kind, '' AS role, h.status AS status, [host.id] AS bodies, h.first_possible AS first_possible,
    h.presumed_from AS presumed_from, h.surely_from AS surely_from, h.surely_until AS surely_until, h.ended AS ended,
    h.confirmed_from AS confirmed_from, coalesce(h.start_how, '') AS start_how, coalesce(h.end_how, '') AS end_how,
    h.last_confirmed AS last_confirmed, h.sources AS sources
// when: system
MATCH (o:Organisation)
WHERE o.kind IN $system_kinds
RETURN o.id AS id
// end
