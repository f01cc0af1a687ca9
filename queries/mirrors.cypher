// when: mirrored
MATCH (f:Organisation)-[c:COUNTERPART_OF]->(t:Organisation)
WHERE f.id IN $groups AND c.first_possible <= $as_of < c.ended
RETURN f.id AS group_id, t.id AS mirrors_id
// when: counterparts
MATCH (f:Organisation)-[c:COUNTERPART_OF]->(t:Organisation)
WHERE t.id IN $groups AND c.first_possible <= $as_of < c.ended
RETURN
    f.id AS group_id, f.label AS group, f.kind AS kind, f.level AS level, t.id AS mirrors_id, t.label AS mirrors,
    c.last_confirmed AS last_confirmed,
    CASE
        WHEN c.surely_from <= $as_of <= c.surely_until THEN 'stated'
        WHEN c.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    c.confirmed_from < $recent AND NOT c.surely_from <= $as_of <= c.surely_until AS unconfirmed,
    c.sources AS sources
// when: bodies
MATCH (g:Organisation)-[p:PART_OF]->(b:Sjukvardsregion|Region)
WHERE g.id IN $groups AND p.first_possible <= $as_of < p.ended
RETURN g.id AS group_id, b.id AS body_id, b.label AS body
// when: tops
MATCH (g:Organisation)
WHERE g.id IN $groups AND g.first_possible <= $as_of < g.ended
RETURN g.id AS group_id, g.label AS group, g.kind AS kind
// when: expected
MATCH (b:Organisation {kind: 'sjukvardsregion'})
WHERE b.first_possible <= $as_of < b.ended
RETURN b.id AS body_id, b.label AS body
// end
