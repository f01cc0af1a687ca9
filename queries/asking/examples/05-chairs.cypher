// sv: Vilka är ordförande i NPO i dag?
// en: Who chairs the NPO today?
MATCH (p:Person)-[m:MEMBER_OF {role: 'ordförande'}]->(g:Organisation {kind: 'npo'})
WHERE m.first_possible <= toString(date()) AND toString(date()) < m.ended
RETURN g.label AS group, p.name AS person, m.last_confirmed AS last_confirmed
ORDER BY g.id, p.id
