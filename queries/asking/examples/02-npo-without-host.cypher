// sv: Vilka NPO saknar känd värd?
// en: Which NPO have no known host?
MATCH (o:Organisation {kind: 'npo'})
WHERE NOT EXISTS { (:Organisation)-[:HOSTS]->(o) }
RETURN o.id AS id, o.name AS name
ORDER BY o.id
