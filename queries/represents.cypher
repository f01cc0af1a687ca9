// when: parts
MATCH (:Organisation {id: $body})<-[p:PART_OF]-(region:Region)
WHERE p.first_possible <= $as_of < p.ended
RETURN region.id AS region_id
// when: represented
MATCH (b:Organisation)<-[:FOR]-(m:Membership)-[:IN]->(g:Organisation)
WHERE b.id IN $bodies
// when: employed
MATCH (b:Organisation)<-[:EMPLOYED_AT]-(m:Membership)-[:IN]->(g:Organisation)
WHERE b.id IN $bodies
// when: not parts
AND m.same_as = m.id AND m.standing IN $standings AND m.since <= $as_of < m.until
// when: not parts, group_kind
AND g.kind = $group_kind
// when: not parts
MATCH (p:Person)-[:HOLDS]->(m)
OPTIONAL MATCH (m)-[:EMPLOYED_AT]->(e:Organisation)
RETURN
// include: seat_columns
    , b.id AS body_id, b.label AS body,
// when: represented
    'represents' AS relation,
// when: employed
    'employed_by' AS relation,
// when: not parts
    COLLECT { MATCH (m)-[:FOR]->(o) RETURN o.label ORDER BY o.id } AS represents
// end
