// when: seats
MATCH (b:Organisation)
WHERE b.kind IN $bodies AND b.first_possible <= $as_of < b.ended
OPTIONAL MATCH (b)<-[r:REPRESENTS]-(p:Person)
WHERE r.first_possible <= $as_of < r.ended
RETURN
    b.id AS body_id, b.label AS body, b.kind AS kind, count(r) AS seats, count(DISTINCT p) AS people,
    count(CASE r.role WHEN 'ordförande' THEN 1 END) AS chairs,
    count(
        CASE
            WHEN r.confirmed_from < $recent AND coalesce(r.end_how, '') <> 'stated'
                AND NOT r.surely_from <= $as_of <= r.surely_until THEN 1
        END
    ) AS unconfirmed
// when: hostings
MATCH (host:Organisation)-[h:HOSTS]->(g:Organisation)
WHERE host.kind IN $bodies AND h.first_possible <= $as_of < h.ended
RETURN DISTINCT host.id AS host_id, h.status AS status, g.id AS group_id, g.label AS group
// end
