// when: group
MATCH (g:Organisation {id: $group})<-[:IN]-(m:Membership)<-[:HOLDS]-(p:Person)
// when: not group
MATCH (g:Organisation)<-[:IN]-(m:Membership)<-[:HOLDS]-(p:Person)
// end
WHERE m.same_as = m.id AND m.standing IN $standings AND coalesce(m.end_how, '') <> 'denied'
// when: title
AND m.title = $title
// when: not ended
AND $as_of < m.until
// when: not coming
AND m.since <= $as_of
// when: coming
AND (m.since <= $as_of OR m.start_how = 'stated' AND $as_of < m.until)
// end
OPTIONAL MATCH (m)-[:FOR]->(b:Organisation)
OPTIONAL MATCH (m)-[:EMPLOYED_AT]->(e:Organisation)
RETURN
// include: seat_columns
    , b.id AS body_id, b.label AS body, CASE WHEN b IS NOT NULL THEN 'represents' END AS relation,
    CASE WHEN m.until <= $as_of THEN toString(date(m.end_last) - duration({days: 1})) END AS ended,
    m.end_how AS end_how, m.end_basis AS end_basis,
    CASE WHEN m.since > $as_of THEN m.start_first END AS begins
