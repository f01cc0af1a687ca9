// sv: Vilka uppdrag vilar på en enda källa?
// en: Which memberships rest on one source alone?
MATCH (m:Membership {standing: 'seat'})
WHERE size(m.sources) = 1
RETURN m.id AS id, m.person AS person, m.`group` AS group, m.role AS role, m.sources[0] AS source
ORDER BY m.id
LIMIT 100
