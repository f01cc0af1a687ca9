-- Two records go on at once when each surely began before the other may have ended.
-- when: hosts
SELECT
    'two_hosts', a.group_id, a."group", NULL, a.host_id, a.host, coalesce(a.valid_from, a.last_confirmed),
    (SELECT min(v.basis) FROM evidence v WHERE v.kind = 'hostings' AND v.record = a.id AND v.stance = 'states'), a.sources,
    b.host_id, b.host, coalesce(b.valid_from, b.last_confirmed),
    (SELECT min(v.basis) FROM evidence v WHERE v.kind = 'hostings' AND v.record = b.id AND v.stance = 'states'), b.sources
FROM host_seats a
JOIN host_seats b ON b.group_id = a.group_id AND b.status = a.status AND b.host_id > a.host_id
WHERE a.status = 'active' AND a.end_how IS NOT 'denied' AND b.end_how IS NOT 'denied'
AND a.presumed_from < CASE WHEN b.end_how IS NULL THEN '9999-12-31' ELSE b.end_first END
AND b.presumed_from < CASE WHEN a.end_how IS NULL THEN '9999-12-31' ELSE a.end_first END
-- when: holders
WITH several AS MATERIALIZED (
    SELECT "group", role FROM memberships
    WHERE role IN (SELECT value FROM json_each(:single))
    GROUP BY "group", role HAVING count(*) > 1
)
SELECT
    'two_holders', g.id, g.label, a.role, p.id, p.name, a.last_confirmed, a.start_basis, a.sources,
    q.id, q.name, b.last_confirmed, b.start_basis, b.sources
FROM several
CROSS JOIN memberships a ON a."group" = several."group" AND a.role = several.role
CROSS JOIN memberships b ON b."group" = several."group" AND b.role = several.role AND b.holder > a.holder
CROSS JOIN organisations g ON g.id = a."group"
CROSS JOIN persons p ON p.id = a.holder
CROSS JOIN persons q ON q.id = b.holder
WHERE a.same_as = a.id AND a.standing = 'seat' AND b.same_as = b.id AND b.standing = 'seat'
-- when: on_seat
WITH held AS NOT MATERIALIZED (
    SELECT
        rowid AS seat, "group", represents, holder, role, presumed_from,
        CASE WHEN end_how IS NULL THEN '9999-12-31' ELSE end_first END AS end_first
    FROM memberships
    WHERE standing = 'seat' AND represents <> '' AND same_as = id AND end_how IS NOT 'denied'
    AND role IN (SELECT value FROM json_each(:ordinary))
),
pairs AS MATERIALIZED (
    SELECT x.seat AS first, y.seat AS second
    FROM held x
    CROSS JOIN held y ON y."group" = x."group" AND y.represents = x.represents AND y.holder > x.holder AND y.role = x.role
    WHERE x.presumed_from < y.end_first AND y.presumed_from < x.end_first
    UNION ALL
    SELECT iif(x.holder < y.holder, x.seat, y.seat), iif(x.holder < y.holder, y.seat, x.seat)
    FROM held x
    CROSS JOIN held y ON y."group" = x."group" AND y.represents <> x.represents AND y.holder <> x.holder AND y.role = x.role
    WHERE x.represents LIKE '%;%' AND x.presumed_from < y.end_first AND y.presumed_from < x.end_first
)
SELECT DISTINCT
    'two_on_seat', g.id, g.label, o.label, p.id, p.name, a.last_confirmed, a.start_basis, a.sources,
    q.id, q.name, b.last_confirmed, b.start_basis, b.sources
FROM pairs
CROSS JOIN memberships a ON a.rowid = pairs.first
CROSS JOIN memberships b ON b.rowid = pairs.second
CROSS JOIN representations r ON r.membership = a.id
CROSS JOIN representations s ON s.membership = b.id AND s.body = r.body
CROSS JOIN organisations g ON g.id = a."group"
CROSS JOIN organisations o ON o.id = r.body
CROSS JOIN persons p ON p.id = a.holder
CROSS JOIN persons q ON q.id = b.holder
WHERE a."group" IN (SELECT l."group" FROM listings l WHERE l.body IS NULL)
AND NOT EXISTS (
    SELECT 1 FROM evidence v JOIN evidence w ON w.source = v.source
    WHERE v.kind = 'memberships' AND v.record = a.id AND w.kind = 'memberships' AND w.record = b.id
)
-- when: bodies
WITH twice AS MATERIALIZED (
    SELECT holder, "group", role FROM memberships
    WHERE standing = 'seat' AND represents <> ''
    GROUP BY holder, "group", role HAVING count(*) > 1
)
SELECT
    'two_bodies', a.group_id, a."group", a.role, a.person_id, a.person || ': ' || (
        SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
        WHERE r.membership = a.id
    ), a.last_confirmed, a.start_basis, a.sources,
    b.person_id, b.person || ': ' || (
        SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
        WHERE r.membership = b.id
    ), b.last_confirmed, b.start_basis, b.sources
FROM twice
CROSS JOIN seats a ON a.person_id = twice.holder AND a.group_id = twice."group" AND a.role = twice.role
CROSS JOIN seats b ON b.person_id = a.person_id AND b.group_id = a.group_id AND b.role = a.role AND b.id > a.id
WHERE a.standing = 'seat' AND b.standing = 'seat'
AND EXISTS (SELECT 1 FROM representations r WHERE r.membership = a.id)
AND EXISTS (SELECT 1 FROM representations r WHERE r.membership = b.id)
-- when: employers
WITH unlike AS MATERIALIZED (
    SELECT record, kind FROM evidence
    WHERE employer IS NOT NULL
    GROUP BY record, kind HAVING min(employer) < max(employer)
)
SELECT
    'employers', s.group_id, s."group", s.role, s.person_id, s.person || ': ' || p.label, NULL, v.basis, v.source,
    s.person_id, s.person || ': ' || q.label, NULL, w.basis, w.source
FROM unlike
CROSS JOIN evidence v ON v.record = unlike.record AND v.kind = unlike.kind
CROSS JOIN evidence w ON w.record = v.record AND w.kind = v.kind AND w.employer > v.employer
CROSS JOIN seats s ON s.id = v.record
JOIN organisations p ON p.id = v.employer
JOIN organisations q ON q.id = w.employer
WHERE v.kind = 'memberships' AND v.employer IS NOT NULL
-- when: dates
WITH unlike AS MATERIALIZED (
    SELECT record, kind FROM evidence
    WHERE valid_from IS NOT NULL
    GROUP BY record, kind HAVING min(valid_from) < max(valid_from)
)
SELECT
    'dates', coalesce(m."group", h.hosted, n.organisation), coalesce(s.label, g.label, n.text), m.role, v.record,
    coalesce(p.name, o.label, n.text), v.valid_from || '–' || coalesce(v.valid_to, ''), v.basis, v.source,
    v.record, coalesce(p.name, o.label, n.text), w.valid_from || '–' || coalesce(w.valid_to, ''), w.basis, w.source
FROM unlike
CROSS JOIN evidence v ON v.record = unlike.record AND v.kind = unlike.kind
CROSS JOIN evidence w ON w.record = v.record AND w.kind = v.kind AND w.key > v.key
LEFT JOIN memberships m ON v.kind = 'memberships' AND m.id = v.record AND m.same_as = m.id
LEFT JOIN organisations s ON s.id = m."group"
LEFT JOIN persons p ON p.id = m.holder
LEFT JOIN hostings h ON v.kind = 'hostings' AND h.id = v.record
LEFT JOIN organisations o ON o.id = h.host
LEFT JOIN organisations g ON g.id = h.hosted
LEFT JOIN names n ON v.kind = 'names' AND n.key = v.record
WHERE v.valid_from IS NOT NULL AND w.valid_from IS NOT NULL
AND v.valid_from NOT LIKE w.valid_from || '%' AND w.valid_from NOT LIKE v.valid_from || '%'
AND instr(v.valid_from, '/') = 0 AND instr(w.valid_from, '/') = 0
-- when: after_end
SELECT
    'seen_after_end', a.group_id, a."group", a.role, a.person_id, a.person, a.valid_to, a.end_basis, a.sources,
    b.person_id, b.person, b.last_confirmed, b.start_basis, b.sources
FROM seats a
CROSS JOIN seats b ON b.person_id = a.person_id AND b.group_id = a.group_id AND b.role = a.role AND b.id <> a.id
WHERE a.standing = 'seat' AND b.standing = 'seat' AND a.end_how = 'stated' AND b.valid_from IS NULL
AND b.confirmed_from >= a.ended
-- when: doubts
SELECT
    'source_doubt', NULL, NULL, NULL, id, title, coalesce(date, period), NULL, id, NULL, doubt, period, NULL, NULL
FROM sources
WHERE doubt IS NOT NULL OR (date < period AND length(date) = length(period))
-- when: holders
AND a.end_how IS NOT 'denied' AND b.end_how IS NOT 'denied'
AND a.presumed_from < CASE WHEN b.end_how IS NULL THEN '9999-12-31' ELSE b.end_first END
AND b.presumed_from < CASE WHEN a.end_how IS NULL THEN '9999-12-31' ELSE a.end_first END
-- when: bodies
AND a.end_how IS NOT 'denied' AND b.end_how IS NOT 'denied'
AND a.presumed_from < CASE WHEN b.end_how IS NULL THEN '9999-12-31' ELSE b.end_first END
AND b.presumed_from < CASE WHEN a.end_how IS NULL THEN '9999-12-31' ELSE a.end_first END
-- end
