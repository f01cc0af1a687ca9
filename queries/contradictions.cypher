// Two records go on at once when each surely began before the other may have ended.
// when: hosts
MATCH (p:Organisation)-[a:HOSTS {status: 'active'}]->(g:Organisation)<-[b:HOSTS {status: 'active'}]-(q:Organisation)
WHERE q.id > p.id AND coalesce(a.end_how, '') <> 'denied' AND coalesce(b.end_how, '') <> 'denied'
AND a.presumed_from < CASE WHEN b.end_how IS NULL THEN '9999-12-31' ELSE b.end_first END
AND b.presumed_from < CASE WHEN a.end_how IS NULL THEN '9999-12-31' ELSE a.end_first END
RETURN
    'two_hosts' AS kind, g.id AS group_id, g.label AS group, null AS role,
    p.id AS a_id, p.label AS a, coalesce(a.valid_from, a.last_confirmed) AS a_dates,
    COLLECT {
        MATCH (:Hosting {id: a.record})<-[:ABOUT]-(e:Evidence {stance: 'states'}) RETURN e.basis ORDER BY e.basis LIMIT 1
    }[0] AS a_basis,
    a.sources AS a_sources,
    q.id AS b_id, q.label AS b, coalesce(b.valid_from, b.last_confirmed) AS b_dates,
    COLLECT {
        MATCH (:Hosting {id: b.record})<-[:ABOUT]-(e:Evidence {stance: 'states'}) RETURN e.basis ORDER BY e.basis LIMIT 1
    }[0] AS b_basis,
    b.sources AS b_sources
// when: holders
MATCH (m:Membership)-[:IN]->(g:Organisation)
USING INDEX m:Membership(role)
WHERE m.role IN $single AND m.same_as = m.id AND m.standing = 'seat' AND coalesce(m.end_how, '') <> 'denied'
WITH g, m.role AS role, collect(m) AS held
WHERE size(held) > 1
UNWIND held AS a
UNWIND held AS b
WITH g, role, a, b
WHERE b.holder > a.holder
AND a.presumed_from < CASE WHEN b.end_how IS NULL THEN '9999-12-31' ELSE b.end_first END
AND b.presumed_from < CASE WHEN a.end_how IS NULL THEN '9999-12-31' ELSE a.end_first END
MATCH (p:Person)-[:HOLDS]->(a)
MATCH (q:Person)-[:HOLDS]->(b)
RETURN
    'two_holders' AS kind, g.id AS group_id, g.label AS group, role,
    p.id AS a_id, p.name AS a, a.last_confirmed AS a_dates, a.start_basis AS a_basis, a.sources AS a_sources,
    q.id AS b_id, q.name AS b, b.last_confirmed AS b_dates, b.start_basis AS b_basis, b.sources AS b_sources
// when: on_seat
MATCH (l:Listing)-[:LISTS]->(g:Organisation)
WHERE l.body IS NULL
WITH DISTINCT g
MATCH (g)<-[:IN]-(m:Membership)-[:FOR]->(o:Organisation)
WHERE m.role IN $ordinary AND m.same_as = m.id AND m.standing = 'seat' AND coalesce(m.end_how, '') <> 'denied'
WITH g, o, collect(m) AS held
WHERE size(held) > 1
UNWIND held AS a
UNWIND held AS b
WITH g, o, a, b
WHERE b.holder > a.holder AND b.role = a.role
AND a.presumed_from < CASE WHEN b.end_how IS NULL THEN '9999-12-31' ELSE b.end_first END
AND b.presumed_from < CASE WHEN a.end_how IS NULL THEN '9999-12-31' ELSE a.end_first END
AND NOT EXISTS {
    MATCH (a)<-[:ABOUT]-(v:Evidence)
    MATCH (b)<-[:ABOUT]-(w:Evidence)
    WHERE v.source = w.source
}
MATCH (p:Person)-[:HOLDS]->(a)
MATCH (q:Person)-[:HOLDS]->(b)
RETURN DISTINCT
    'two_on_seat' AS kind, g.id AS group_id, g.label AS group, o.label AS role,
    p.id AS a_id, p.name AS a, a.last_confirmed AS a_dates, a.start_basis AS a_basis, a.sources AS a_sources,
    q.id AS b_id, q.name AS b, b.last_confirmed AS b_dates, b.start_basis AS b_basis, b.sources AS b_sources
// when: bodies
MATCH (p:Person)-[:HOLDS]->(m:Membership)-[:IN]->(g:Organisation)
WHERE m.same_as = m.id AND m.standing = 'seat' AND coalesce(m.end_how, '') <> 'denied' AND size(m.represents) > 0
WITH p, g, m.role AS role, collect(m) AS held
WHERE size(held) > 1
UNWIND held AS a
UNWIND held AS b
WITH p, g, role, a, b
WHERE b.id > a.id
AND a.presumed_from < CASE WHEN b.end_how IS NULL THEN '9999-12-31' ELSE b.end_first END
AND b.presumed_from < CASE WHEN a.end_how IS NULL THEN '9999-12-31' ELSE a.end_first END
RETURN
    'two_bodies' AS kind, g.id AS group_id, g.label AS group, role,
    p.id AS a_id,
    [p.name] + COLLECT { MATCH (a)-[:FOR]->(o) RETURN o.label ORDER BY o.id } AS a,
    a.last_confirmed AS a_dates, a.start_basis AS a_basis, a.sources AS a_sources,
    p.id AS b_id,
    [p.name] + COLLECT { MATCH (b)-[:FOR]->(o) RETURN o.label ORDER BY o.id } AS b,
    b.last_confirmed AS b_dates, b.start_basis AS b_basis, b.sources AS b_sources
// when: employers
MATCH (m:Membership)<-[:ABOUT]-(e:Evidence)
WHERE e.employer IS NOT NULL AND m.same_as = m.id
WITH m, collect(e) AS told, min(e.employer) AS first, max(e.employer) AS last
WHERE first < last
UNWIND told AS v
UNWIND told AS w
WITH m, v, w
WHERE w.employer > v.employer
MATCH (p:Person)-[:HOLDS]->(m)-[:IN]->(g:Organisation)
MATCH (one:Organisation {id: v.employer})
MATCH (other:Organisation {id: w.employer})
RETURN
    'employers' AS kind, g.id AS group_id, g.label AS group, m.role AS role,
    p.id AS a_id, [p.name, one.label] AS a, null AS a_dates, v.basis AS a_basis, [v.source] AS a_sources,
    p.id AS b_id, [p.name, other.label] AS b, null AS b_dates, w.basis AS b_basis, [w.source] AS b_sources
// when: dates
MATCH (e:Evidence)
WHERE e.valid_from IS NOT NULL
WITH e.kind AS kind, e.record AS record, collect(e) AS told, min(e.valid_from) AS first, max(e.valid_from) AS last
WHERE first < last
UNWIND told AS v
UNWIND told AS w
WITH record, v, w
WHERE w.key > v.key AND NOT v.valid_from STARTS WITH w.valid_from AND NOT w.valid_from STARTS WITH v.valid_from
AND NOT v.valid_from CONTAINS '/' AND NOT w.valid_from CONTAINS '/'
OPTIONAL MATCH (v)-[:ABOUT]->(m:Membership WHERE m.same_as = m.id)-[:IN]->(s:Organisation)
OPTIONAL MATCH (p:Person)-[:HOLDS]->(m)
OPTIONAL MATCH (v)-[:ABOUT]->(h:Hosting)-[:HOST]->(o:Organisation)
OPTIONAL MATCH (h)-[:HOSTED]->(g:Organisation)
OPTIONAL MATCH (v)-[:ABOUT]->(n:Name)
WITH record, v, w, m, n, coalesce(p.name, o.label, n.text) AS about, s, g
RETURN
    'dates' AS kind, coalesce(s.id, g.id, n.organisation) AS group_id, coalesce(s.label, g.label, n.text) AS group,
    m.role AS role,
    record AS a_id, about AS a, v.valid_from + '–' + coalesce(v.valid_to, '') AS a_dates, v.basis AS a_basis,
    [v.source] AS a_sources,
    record AS b_id, about AS b, w.valid_from + '–' + coalesce(w.valid_to, '') AS b_dates, w.basis AS b_basis,
    [w.source] AS b_sources
// when: after_end
MATCH (p:Person)-[:HOLDS]->(a:Membership {end_how: 'stated'})-[:IN]->(g:Organisation)
WHERE a.same_as = a.id AND a.standing = 'seat' AND a.end_last IS NOT NULL
WITH p, a, g
MATCH (p)-[:HOLDS]->(b:Membership)-[:IN]->(g)
WHERE b.same_as = b.id AND b.standing = 'seat' AND b.role = a.role AND b.id <> a.id AND b.held_from IS NULL
AND b.confirmed_from >= a.until
RETURN
    'seen_after_end' AS kind, g.id AS group_id, g.label AS group, a.role AS role,
    p.id AS a_id, p.name AS a, a.held_to AS a_dates, a.end_basis AS a_basis, a.sources AS a_sources,
    p.id AS b_id, p.name AS b, b.last_confirmed AS b_dates, b.start_basis AS b_basis, b.sources AS b_sources
// when: doubts
MATCH (s:Source)
WHERE s.doubt IS NOT NULL OR (s.date < s.period AND size(s.date) = size(s.period))
RETURN
    'source_doubt' AS kind, null AS group_id, null AS group, null AS role,
    s.id AS a_id, s.title AS a, coalesce(s.date, s.period) AS a_dates, null AS a_basis, [s.id] AS a_sources,
    null AS b_id, s.doubt AS b, s.period AS b_dates, null AS b_basis, null AS b_sources
// end
