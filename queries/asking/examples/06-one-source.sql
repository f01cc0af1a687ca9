-- sv: Vilka uppdrag vilar på en enda källa?
-- en: Which memberships rest on one source alone?
SELECT m.id, m.person, m."group", m.role, m.sources AS source
FROM memberships m
WHERE m.standing = 'seat' AND m.sources NOT LIKE '%,%'
ORDER BY m.id
LIMIT 100
