// sv: Vad finns runt NPO ögonsjukdomar?
// en: What is around NPO ögonsjukdomar?
MATCH (o:Organisation {id: 'npo-ogonsjukdomar'})-[edge]-(other:Person|Organisation)
WHERE edge.record IS NOT NULL
RETURN o, edge, other
ORDER BY other.id
