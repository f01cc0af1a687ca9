MATCH (host:Organisation)-[h:HOSTS]->(g:Organisation)
WHERE h.first_possible <= $as_of < h.ended
// when: group
AND g.id = $group
// when: host
AND host.id IN $hosts
// end
RETURN
    host.id AS host_id, host.label AS host, g.id AS group_id, g.label AS group, h.status AS status,
    h.valid_from AS valid_from, h.valid_to AS valid_to, h.last_confirmed AS last_confirmed,
    CASE
        WHEN h.surely_from <= $as_of <= h.surely_until THEN 'stated'
        WHEN h.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    h.confirmed_from < $recent AND coalesce(h.end_how, '') <> 'stated'
        AND NOT h.surely_from <= $as_of <= h.surely_until AS unconfirmed,
    h.sources AS sources
// when: not host
UNION ALL
MATCH (g:Organisation)
WHERE g.first_possible <= $as_of < g.ended
// when: not host, group
AND g.id = $group
// when: not host, not group
AND g.kind IN $hosted_kinds
// when: not host
AND NOT EXISTS {
    MATCH (:Organisation)-[h:HOSTS {status: 'active'}]->(g)
    WHERE h.first_possible <= $as_of < h.ended
}
RETURN
    null AS host_id, null AS host, g.id AS group_id, g.label AS group, null AS status,
    null AS valid_from, null AS valid_to, null AS last_confirmed,
    'unknown' AS certainty, false AS unconfirmed, null AS sources
// end
