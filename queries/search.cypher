// when: exact
MATCH (n:SearchName {exact: $exact})
RETURN n.subject AS subject, n.kind AS kind, n.level AS level, n.text AS text, n.folded AS folded
UNION ALL
MATCH (n:SearchName {subject: $text})
RETURN n.subject AS subject, n.kind AS kind, n.level AS level, n.subject AS text, n.folded AS folded
// when: bare
MATCH (n:SearchName {bare: $bare})
RETURN n.subject AS subject, n.kind AS kind, n.level AS level, n.text AS text, n.folded AS folded
// when: words
CALL db.index.fulltext.queryNodes('search_names', $match) YIELD node AS n
RETURN n.subject AS subject, n.kind AS kind, n.level AS level, n.text AS text, n.folded AS folded
ORDER BY level, size(text), folded, subject
LIMIT $labels
// when: shown
MATCH (o:Organisation)
WHERE o.id IN $subjects
RETURN o.id AS id, o.label AS label
UNION ALL
MATCH (p:Person)
WHERE p.id IN $subjects
RETURN p.id AS id, p.name AS label
// when: context
MATCH (p:Person)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
WHERE p.id IN $subjects AND m.same_as = m.id AND m.standing = 'seat' AND coalesce(m.end_how, '') <> 'denied'
RETURN DISTINCT p.id AS person_id, g.label AS group
// end
