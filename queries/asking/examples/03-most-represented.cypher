// sv: Vilka organ företräds av flest personer i dag?
// en: Which bodies are represented by most people today?
MATCH (p:Person)-[r:REPRESENTS]->(o:Organisation)
WHERE r.first_possible <= toString(date()) AND toString(date()) < r.ended
RETURN o.id AS id, o.label AS body, count(DISTINCT p) AS people
ORDER BY people DESC, id
LIMIT 20
