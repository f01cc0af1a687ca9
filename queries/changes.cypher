// when: named
MATCH (p:Person)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
// when: succeeded
MATCH (p:Person)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
// when: turned
MATCH (p:Person)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
// when: begun
MATCH (p:Person)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
// when: over
MATCH (p:Person)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
// when: moved
MATCH (p:Person)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
// when: named, body
MATCH (m)-[:FOR]->(:Organisation {id: $body})
// when: succeeded, body
MATCH (m)-[:FOR]->(:Organisation {id: $body})
// when: turned, body
MATCH (m)-[:FOR]->(:Organisation {id: $body})
// when: begun, body
MATCH (m)-[:FOR]->(:Organisation {id: $body})
// when: over, body
MATCH (m)-[:FOR]->(:Organisation {id: $body})
// when: moved, body
MATCH (m)-[:FOR]->(:Organisation {id: $body})
// when: named
WHERE m.same_as = m.id AND m.standing = 'nomination' AND coalesce(m.end_how, '') <> 'denied'
AND m.start_last > $since AND m.start_first <= $until
// when: succeeded
WHERE m.same_as = m.id AND m.standing = 'seat' AND m.succeeds IS NOT NULL AND coalesce(m.end_how, '') <> 'denied'
AND m.start_last > $since AND m.start_first <= $until
// when: turned
WHERE m.same_as = m.id AND m.standing = 'seat' AND coalesce(m.turns, '') <> '' AND coalesce(m.end_how, '') <> 'denied'
// when: begun
WHERE m.same_as = m.id AND m.standing = 'seat' AND coalesce(m.end_how, '') <> 'denied'
AND m.start_last > $since AND m.start_first <= $until
// when: over
WHERE m.same_as = m.id AND m.standing = 'seat' AND m.moved_to IS NULL
AND m.end_how IN ['stated', 'listing', 'vacant', 'left', 'succeeded', 'group']
AND m.end_last > $since AND m.end_first <= $until
// when: moved
WHERE m.same_as = m.id AND m.standing = 'seat' AND m.end_how = 'role'
AND m.end_last > $since AND m.end_first <= $until
// when: named, group
AND g.id = $group
// when: succeeded, group
AND g.id = $group
// when: turned, group
AND g.id = $group
// when: begun, group
AND g.id = $group
// when: over, group
AND g.id = $group
// when: moved, group
AND g.id = $group
// when: named
RETURN
    CASE m.status WHEN 'approved' THEN 'approved' ELSE 'nominated' END AS change,
    p.id AS person_id, p.name AS person, g.id AS group_id, g.label AS group, m.role AS role, null AS from_role,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    null AS body_id, null AS body, null AS before, null AS after,
    m.start_first AS first_day, m.start_last AS last_day, m.start_how AS how, m.start_basis AS basis,
    m.sources AS sources
// when: succeeded
RETURN
    'succeeded' AS change,
    p.id AS person_id, p.name AS person, g.id AS group_id, g.label AS group, m.role AS role, null AS from_role,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    null AS body_id, null AS body,
    head(COLLECT { MATCH (m)-[:AFTER]->(d) MATCH (w:Person {id: d.same_as}) RETURN w.name }) AS before, p.name AS after,
    m.start_first AS first_day, m.start_last AS last_day, m.start_how AS how, m.start_basis AS basis,
    m.sources AS sources
// when: turned
RETURN
    m.turns AS change,
    p.id AS person_id, p.name AS person, g.id AS group_id, g.label AS group, m.role AS role, null AS from_role,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    null AS body_id, null AS body, null AS before, null AS after,
    null AS first_day, null AS last_day, null AS how, null AS basis, m.sources AS sources
// when: begun
OPTIONAL MATCH (before:Membership {id: m.partner})
RETURN
    CASE
        WHEN before IS NOT NULL THEN 'role_changed'
        WHEN m.start_how = 'seen' THEN 'first_seen'
        ELSE 'joined'
    END AS change,
    p.id AS person_id, p.name AS person, g.id AS group_id, g.label AS group, m.role AS role, before.role AS from_role,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    null AS body_id, null AS body, null AS before, null AS after,
    m.start_first AS first_day, m.start_last AS last_day, m.start_how AS how, m.start_basis AS basis,
    m.sources + coalesce(m.start_source, []) + coalesce(before.sources, []) AS sources
// when: over
RETURN
    'left' AS change,
    p.id AS person_id, p.name AS person, g.id AS group_id, g.label AS group, m.role AS role, null AS from_role,
    COLLECT { MATCH (m)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    null AS body_id, null AS body, null AS before, null AS after,
    m.end_first AS first_day, m.end_last AS last_day, m.end_how AS how, m.end_basis AS basis,
    m.sources + coalesce(m.end_source, []) AS sources
// when: moved
MATCH (next:Membership {id: m.moved_to})
WHERE next.same_as = next.id AND coalesce(next.partner, '') <> m.id
RETURN
    'role_changed' AS change,
    p.id AS person_id, p.name AS person, g.id AS group_id, g.label AS group, next.role AS role, m.role AS from_role,
    COLLECT { MATCH (next)-[:FOR]->(b) RETURN b.label ORDER BY b.id } AS represents,
    null AS body_id, null AS body, null AS before, null AS after,
    m.end_first AS first_day, m.end_last AS last_day, m.end_how AS how, m.end_basis AS basis,
    m.sources + next.sources AS sources
// when: hosts_begun
MATCH (host:Organisation)-[h:HOSTS]->(g:Organisation)
WHERE h.status = 'active' AND coalesce(h.end_how, '') <> 'denied' AND h.start_last > $since AND h.start_first <= $until
// when: hosts_over
MATCH (host:Organisation)-[h:HOSTS]->(g:Organisation)
WHERE h.status = 'active' AND h.end_how IN ['stated', 'left'] AND h.end_last > $since AND h.end_first <= $until
// when: hosts_begun, group
AND g.id = $group
// when: hosts_begun, body
AND host.id = $body
// when: hosts_over, group
AND g.id = $group
// when: hosts_over, body
AND host.id = $body
// when: hosts_begun
RETURN
    CASE h.start_how WHEN 'stated' THEN 'new_host' ELSE 'first_seen' END AS change,
    null AS person_id, null AS person, g.id AS group_id, g.label AS group, 'värd' AS role, null AS from_role,
    null AS represents, host.id AS body_id, host.label AS body, null AS before, null AS after,
    h.start_first AS first_day, h.start_last AS last_day, h.start_how AS how, h.start_basis AS basis,
    h.sources AS sources
// when: hosts_over
RETURN
    'ended' AS change,
    null AS person_id, null AS person, g.id AS group_id, g.label AS group, 'värd' AS role, null AS from_role,
    null AS represents, host.id AS body_id, host.label AS body, null AS before, null AS after,
    h.end_first AS first_day, h.end_last AS last_day, h.end_how AS how, h.end_basis AS basis,
    h.sources AS sources
// when: renamed
MATCH (o:Organisation)<-[:NAMES]-(n:Name)
WHERE n.sort = 'full' AND n.start_how = 'stated' AND n.start_last > $since AND n.start_first <= $until
// when: started
MATCH (o:Organisation)
WHERE o.start_how = 'stated' AND o.start_last > $since AND o.start_first <= $until
// when: ended
MATCH (o:Organisation)
WHERE o.end_how IN ['stated', 'left'] AND o.end_last > $since AND o.end_first <= $until
// when: renamed, group
AND o.id = $group
// when: renamed, body
AND o.id = $body
// when: started, group
AND o.id = $group
// when: started, body
AND o.id = $body
// when: ended, group
AND o.id = $group
// when: ended, body
AND o.id = $body
// when: renamed
RETURN
    'renamed' AS change,
    null AS person_id, null AS person, o.id AS group_id, o.label AS group, null AS role, null AS from_role,
    null AS represents, null AS body_id, null AS body,
    COLLECT {
        MATCH (b)-[:NAMES]->(o)
        WHERE b.sort = 'full' AND b.key <> n.key AND b.end_how = 'stated' AND b.end_last >= n.start_first
        RETURN b.text ORDER BY b.key
    } AS before,
    n.text AS after,
    n.start_first AS first_day, n.start_last AS last_day, n.start_how AS how, n.start_basis AS basis,
    n.sources AS sources
// when: started
RETURN
    'started' AS change,
    null AS person_id, null AS person, o.id AS group_id, o.label AS group, null AS role, null AS from_role,
    null AS represents, null AS body_id, null AS body, null AS before, null AS after,
    o.start_first AS first_day, o.start_last AS last_day, o.start_how AS how, o.start_basis AS basis,
    o.sources AS sources
// when: ended
RETURN
    'ended' AS change,
    null AS person_id, null AS person, o.id AS group_id, o.label AS group, null AS role, null AS from_role,
    null AS represents, null AS body_id, null AS body, null AS before, null AS after,
    o.end_first AS first_day, o.end_last AS last_day, o.end_how AS how, o.end_basis AS basis,
    o.sources AS sources
// end
