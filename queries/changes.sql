-- when: begun
SELECT
    CASE
        WHEN s.partner IS NOT NULL THEN 'role_changed'
        WHEN s.start_how = 'seen' THEN 'first_seen'
        ELSE 'joined'
    END AS change,
    s.person_id, s.person, s.group_id, s."group", s.role,
    (SELECT p.role FROM memberships p WHERE p.id = s.partner) AS from_role,
-- when: named
SELECT
    CASE s.status WHEN 'approved' THEN 'approved' ELSE 'nominated' END,
    s.person_id, s.person, s.group_id, s."group", s.role, NULL,
-- when: succeeded
SELECT
    'succeeded', s.person_id, s.person, s.group_id, s."group", s.role, NULL,
-- when: turned
SELECT
    s.turns, s.person_id, s.person, s.group_id, s."group", s.role, NULL,
-- when: over
SELECT
    'left', s.person_id, s.person, s.group_id, s."group", s.role, NULL,
-- when: moved
SELECT
    'role_changed', s.person_id, s.person, s.group_id, s."group", p.role, s.role,
-- when: begun
    (SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
     WHERE r.membership = s.id),
    NULL, NULL, NULL, NULL, s.start_first, s.start_last, s.start_how, s.start_basis,
    coalesce(s.sources, '') || coalesce(',' || s.start_source, '')
        || coalesce(',' || (SELECT p.sources FROM seats p WHERE p.id = s.partner), '')
FROM seats s
WHERE s.standing = 'seat' AND s.end_how IS NOT 'denied' AND s.start_last > :since AND s.start_first <= :until
-- when: named
    (SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
     WHERE r.membership = s.id),
    NULL, NULL, NULL, NULL, s.start_first, s.start_last, s.start_how, s.start_basis, s.sources
FROM seats s
WHERE s.standing = 'nomination' AND s.end_how IS NOT 'denied' AND s.start_last > :since AND s.start_first <= :until
-- when: succeeded
    (SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
     WHERE r.membership = s.id),
    NULL, NULL, (SELECT w.name FROM persons p JOIN persons w ON w.id = p.same_as WHERE p.id = s.succeeds), s.person,
    s.start_first, s.start_last, s.start_how, s.start_basis, s.sources
FROM seats s
WHERE s.standing = 'seat' AND s.succeeds IS NOT NULL AND s.end_how IS NOT 'denied'
AND s.start_last > :since AND s.start_first <= :until
-- when: turned
    (SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
     WHERE r.membership = s.id),
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, s.sources
FROM seats s
WHERE s.standing = 'seat' AND s.turns IS NOT NULL AND s.end_how IS NOT 'denied'
-- when: over
    (SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
     WHERE r.membership = s.id),
    NULL, NULL, NULL, NULL, s.end_first, s.end_last, s.end_how, s.end_basis,
    coalesce(s.sources, '') || coalesce(',' || s.end_source, '')
FROM seats s
WHERE s.standing = 'seat' AND s.end_how IN ('stated', 'listing', 'vacant', 'left', 'succeeded', 'group') AND s.moved_to IS NULL
AND s.end_last > :since AND s.end_first <= :until
-- when: moved
    (SELECT group_concat(o.label, '; ') FROM representations r JOIN organisations o ON o.id = r.body
     WHERE r.membership = p.id),
    NULL, NULL, NULL, NULL, s.end_first, s.end_last, s.end_how, s.end_basis,
    coalesce(s.sources, '') || coalesce(',' || p.sources, '')
FROM seats s
JOIN seats p ON p.id = s.moved_to
WHERE s.standing = 'seat' AND s.end_how = 'role' AND p.partner IS NOT s.id
AND s.end_last > :since AND s.end_first <= :until
-- when: begun, group
AND s.group_id = :group
-- when: begun, body
AND s.id IN (SELECT membership FROM representations WHERE body = :body)
-- when: named, group
AND s.group_id = :group
-- when: named, body
AND s.id IN (SELECT membership FROM representations WHERE body = :body)
-- when: succeeded, group
AND s.group_id = :group
-- when: succeeded, body
AND s.id IN (SELECT membership FROM representations WHERE body = :body)
-- when: turned, group
AND s.group_id = :group
-- when: turned, body
AND s.id IN (SELECT membership FROM representations WHERE body = :body)
-- when: over, group
AND s.group_id = :group
-- when: over, body
AND s.id IN (SELECT membership FROM representations WHERE body = :body)
-- when: moved, group
AND s.group_id = :group
-- when: moved, body
AND s.id IN (SELECT membership FROM representations WHERE body = :body)
-- when: hosts_begun
SELECT
    CASE h.start_how WHEN 'stated' THEN 'new_host' ELSE 'first_seen' END, NULL, NULL, h.group_id, h."group",
    'värd', NULL, NULL, h.host_id, h.host, NULL, NULL, h.start_first, h.start_last, h.start_how, h.start_basis,
    h.sources
FROM host_seats h
WHERE h.status = 'active' AND h.end_how IS NOT 'denied' AND h.start_last > :since AND h.start_first <= :until
-- when: hosts_over
SELECT
    'ended', NULL, NULL, h.group_id, h."group", 'värd', NULL, NULL, h.host_id, h.host, NULL, NULL,
    h.end_first, h.end_last, h.end_how, h.end_basis, h.sources
FROM host_seats h
WHERE h.status = 'active' AND h.end_how IN ('stated', 'left') AND h.end_last > :since AND h.end_first <= :until
-- when: hosts_begun, group
AND h.group_id = :group
-- when: hosts_begun, body
AND h.host_id = :body
-- when: hosts_over, group
AND h.group_id = :group
-- when: hosts_over, body
AND h.host_id = :body
-- when: renamed
SELECT
    'renamed', NULL, NULL, o.id, o.label, NULL, NULL, NULL, NULL, NULL,
    (
        SELECT group_concat(text, '; ') FROM (
            SELECT b.text FROM names b
            WHERE b.organisation = n.organisation AND b.sort = 'full' AND b.key <> n.key AND b.end_how = 'stated'
            AND b.end_last >= n.start_first ORDER BY b.key
        )
    ),
    n.text, n.start_first, n.start_last, n.start_how, n.start_basis,
    (SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.kind = 'names' AND v.record = n.key)
FROM names n
JOIN organisations o ON o.id = n.organisation
WHERE n.sort = 'full' AND n.start_how = 'stated' AND n.start_last > :since AND n.start_first <= :until
-- when: started
SELECT
    'started', NULL, NULL, o.id, o.label, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    o.start_first, o.start_last, o.start_how, o.start_basis,
    (SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.kind = 'organisations' AND v.record = o.id)
FROM organisations o
WHERE o.start_how = 'stated' AND o.start_last > :since AND o.start_first <= :until
-- when: ended
SELECT
    'ended', NULL, NULL, o.id, o.label, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    o.end_first, o.end_last, o.end_how, o.end_basis,
    (SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.kind = 'organisations' AND v.record = o.id)
FROM organisations o
WHERE o.end_how IN ('stated', 'left') AND o.end_last > :since AND o.end_first <= :until
-- when: renamed, group
AND o.id = :group
-- when: renamed, body
AND o.id = :body
-- when: started, group
AND o.id = :group
-- when: started, body
AND o.id = :body
-- when: ended, group
AND o.id = :group
-- when: ended, body
AND o.id = :body
-- end
