// when: walk
MATCH (near:Person|Organisation)
WHERE near.id IN $around
MATCH (near)-[r:MEMBER_OF|REPRESENTS|EMPLOYED_BY|HOSTS|PART_OF|COUNTERPART_OF|PREPARES_FOR|SUPPORTS|ACTS_AS|SUCCEEDS]-(far)
WHERE r.first_possible <= $as_of < r.ended
// when: walk, between
AND far.id IN $towards
// when: edges
RETURN
    near.id AS near, toLower(type(r)) AS kind, far.id AS far, near = endNode(r) AS backward, r.role AS role,
    r.status AS status,
    CASE
        WHEN r.surely_from <= $as_of <= r.surely_until THEN 'stated'
        WHEN r.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    r.confirmed_from < $recent AND NOT r.surely_from <= $as_of <= r.surely_until AS unconfirmed,
    r.last_confirmed AS last_confirmed, r.record AS record, r.record_kind AS record_kind
// when: ends
RETURN DISTINCT near.id AS near, far.id AS far
// when: reach
RETURN DISTINCT far.id AS far
LIMIT $most
// when: degree
MATCH (near:Person|Organisation)
WHERE near.id IN $around
RETURN sum(COUNT {
    (near)-[:MEMBER_OF|REPRESENTS|EMPLOYED_BY|HOSTS|PART_OF|COUNTERPART_OF|PREPARES_FOR|SUPPORTS|ACTS_AS|SUCCEEDS]-()
}) AS edges
// when: nodes
MATCH (o:Organisation)
WHERE o.id IN $nodes
RETURN o.id AS id, o.kind AS kind, o.label AS label, o.level AS level
UNION ALL
MATCH (p:Person)
WHERE p.id IN $nodes
RETURN p.id AS id, 'person' AS kind, p.name AS label, 5 AS level
// when: details
MATCH (m:Membership)-[:IN]->(g:Organisation)
WHERE m.id IN $records
RETURN
    'memberships' AS record_kind, m.id AS record, g.id AS in_group_id, g.label AS in_group,
    coalesce(m.end_how, '') = 'stated' AS end_stated, m.sources AS sources
UNION ALL
MATCH (h:Hosting)
WHERE h.id IN $records
RETURN
    'hostings' AS record_kind, h.id AS record, null AS in_group_id, null AS in_group,
    false AS end_stated, h.sources AS sources
UNION ALL
MATCH (l:Link)
WHERE l.id IN $records
RETURN
    'links' AS record_kind, l.id AS record, null AS in_group_id, null AS in_group,
    false AS end_stated, l.sources AS sources
// end
