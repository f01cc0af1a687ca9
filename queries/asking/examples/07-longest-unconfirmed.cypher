// sv: Vilka pågående uppdrag har ingen bekräftat på länge?
// en: Which current memberships has nobody confirmed for long?
MATCH (m:Membership {standing: 'seat'})-[:IN]->(g:Organisation)
MATCH (p:Person)-[:HOLDS]->(m)
WHERE m.same_as = m.id AND m.until > toString(date())
    AND m.confirmed_from < toString(date() - duration({years: 3}))
RETURN p.name AS person, m.role AS role, g.label AS group, m.last_confirmed AS last_confirmed
ORDER BY m.confirmed_from, m.id
LIMIT 50
