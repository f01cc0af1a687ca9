// when: nodes
MATCH (o:Organisation)
WHERE o.id IN $nodes AND o.first_possible <= $as_of < o.ended
RETURN o.id AS id, o.kind AS kind, o.label AS label
UNION ALL
MATCH (p:Person)
WHERE p.id IN $nodes
RETURN p.id AS id, 'person' AS kind, p.name AS label
// when: inside
MATCH (o:Organisation)
WHERE o.kind IN $system_kinds AND o.first_possible <= $as_of < o.ended
RETURN o.id AS id
// when: edges, forward
MATCH (near:Person|Organisation WHERE near.id IN $around)-[r]->(:Organisation)
// when: edges, backward
MATCH (near:Organisation WHERE near.id IN $around)<-[r]-(:Person|Organisation)
// when: edges
WHERE toLower(type(r)) IN $relations AND r.first_possible <= $as_of < r.ended
RETURN
    toLower(type(r)) AS kind, startNode(r).id AS from_id, endNode(r).id AS to_id, r.in AS in_group, r.role AS role,
    r.status AS status,
    CASE
        WHEN r.surely_from <= $as_of <= r.surely_until THEN 'stated'
        WHEN r.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    r.confirmed_from < $recent AND NOT r.surely_from <= $as_of <= r.surely_until AS unconfirmed,
    r.last_confirmed AS last_confirmed, r.sources AS sources
// end
