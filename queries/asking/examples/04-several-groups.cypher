// sv: Vilka sitter i minst tre grupper i dag?
// en: Who sits in at least three groups today?
MATCH (p:Person)-[m:MEMBER_OF]->(g:Organisation)
WHERE m.first_possible <= toString(date()) AND toString(date()) < m.ended
WITH p, collect(DISTINCT g.id) AS which
WHERE size(which) >= 3
RETURN p.id AS id, p.name AS name, size(which) AS groups, which
ORDER BY groups DESC, id
