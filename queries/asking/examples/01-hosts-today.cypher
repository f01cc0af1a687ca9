// sv: Vem är värd för vad i dag?
// en: Who hosts what today?
MATCH (host:Organisation)-[h:HOSTS {status: 'active'}]->(g:Organisation)
WHERE h.first_possible <= toString(date()) AND toString(date()) < h.ended
RETURN g.label AS group, host.label AS host, h.valid_from AS valid_from, h.last_confirmed AS last_confirmed
ORDER BY g.id
