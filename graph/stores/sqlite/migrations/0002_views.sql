-- Rows as people ask for them: labels instead of ids, all sources, the group's span taken into account.

-- Memberships as people ask for them: persons by judgement, labels of group and employer, all sources.
CREATE VIEW seats AS
SELECT
    m.id, m.holder AS person_id, p.name AS person, m.title, m.role, m.status, m.standing,
    m."group" AS group_id, g.label AS "group", g.kind AS group_kind, g.level AS group_level,
    m.employer AS employer_id, e.label AS employer, m.valid_from, m.valid_to,
    max(m.first_possible, g.first_possible) AS first_possible, min(m.ended, g.ended) AS ended,
    m.presumed_from, m.surely_from, m.surely_until, m.last_confirmed, m.confirmed_from, m.succeeds,
    m.start_how, m.start_first, m.start_last, m.start_source, m.start_basis, m.partner,
    m.end_how, m.end_first, m.end_last, m.end_source, m.end_basis, m.moved_to,
    m.sources
FROM memberships m
JOIN organisations g ON g.id = m."group"
LEFT JOIN persons p ON p.id = m.holder
LEFT JOIN organisations e ON e.id = m.employer
WHERE m.same_as = m.id;

CREATE VIEW host_seats AS
SELECT
    h.id, h.host AS host_id, o.label AS host, h.hosted AS group_id, g.label AS "group", g.kind AS group_kind,
    h.status, h.valid_from, h.valid_to,
    max(h.first_possible, g.first_possible, o.first_possible) AS first_possible,
    min(h.ended, g.ended, o.ended) AS ended,
    h.presumed_from, h.surely_from, h.surely_until, h.last_confirmed, h.confirmed_from,
    h.start_how, h.start_first, h.start_last, h.start_source, h.start_basis,
    h.end_how, h.end_first, h.end_last, h.end_source, h.end_basis,
    (SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.kind = 'hostings' AND v.record = h.id) AS sources
FROM hostings h
JOIN organisations o ON o.id = h.host
JOIN organisations g ON g.id = h.hosted;

CREATE VIEW link_rows AS
SELECT
    l.id, l.kind, l.from_id, f.label AS "from", f.kind AS from_kind, l.to_id, t.label AS "to", t.kind AS to_kind,
    l.valid_from, l.valid_to,
    max(l.first_possible, f.first_possible, t.first_possible) AS first_possible,
    CASE WHEN l.kind IN ('acts_as', 'succeeds') THEN l.ended ELSE min(l.ended, f.ended, t.ended) END AS ended,
    l.presumed_from, l.surely_from, l.surely_until, l.last_confirmed, l.confirmed_from,
    (SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.kind = 'links' AND v.record = l.id) AS sources
FROM links l
JOIN organisations f ON f.id = l.from_id
JOIN organisations t ON t.id = l.to_id;
