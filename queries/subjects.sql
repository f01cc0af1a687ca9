-- when: starts
SELECT e.kind, e.from_id, e.to_id, e.role, e.status, m."group" AS in_group
FROM edges e
LEFT JOIN memberships m ON m.id = e.record AND e.record_kind = 'memberships'
LEFT JOIN hostings h ON h.id = e.record AND e.record_kind = 'hostings'
LEFT JOIN links l ON l.id = e.record AND e.record_kind = 'links'
WHERE e.from_id IN (SELECT value FROM json_each(:starts)) AND e.first_possible <= :as_of AND :as_of < e.ended
AND coalesce(m.start_how, h.start_how, l.start_how) <> 'seen'
-- when: existed
SELECT id FROM organisations
WHERE id IN (SELECT value FROM json_each(:nodes)) AND first_possible <= :as_of AND :as_of < ended
-- when: seats
SELECT
    CASE s.standing WHEN 'vacancy' THEN 'vacancy' ELSE 'seat' END AS what, s.id, s.group_id, s.group_kind,
    s.person_id, coalesce(s.person, '') AS name, 'person' AS holder_kind, s.role, s.status,
    (SELECT group_concat(r.body) FROM representations r WHERE r.membership = s.id) AS bodies,
    s.first_possible, s.presumed_from, s.surely_from, s.surely_until, s.ended, s.confirmed_from,
    coalesce(s.start_how, '') AS start_how, coalesce(s.end_how, '') AS end_how, s.last_confirmed, s.sources
FROM seats s
WHERE s.standing IN ('seat', 'vacancy') AND s.end_how IS NOT 'denied' AND s.first_possible < s.ended
-- when: seats, in_groups
AND s.group_id IN (SELECT value FROM json_each(:around))
-- when: seats, of_persons
AND s.person_id IN (SELECT value FROM json_each(:around))
-- when: seats, of_bodies
AND s.id IN (SELECT membership FROM representations WHERE body IN (SELECT value FROM json_each(:around)))
-- when: seats, vacant
AND s.standing = 'vacancy' AND s.first_possible <= :as_of AND :as_of < s.ended
-- when: hostings
SELECT
    'hosting' AS what, h.id, h.group_id, h.group_kind, h.host_id, h.host,
    (SELECT o.kind FROM organisations o WHERE o.id = h.host_id) AS host_kind, '' AS role, h.status, h.host_id AS bodies,
    h.first_possible, h.presumed_from, h.surely_from, h.surely_until, h.ended, h.confirmed_from,
    coalesce(h.start_how, '') AS start_how, coalesce(h.end_how, '') AS end_how, h.last_confirmed, h.sources
FROM host_seats h
WHERE h.end_how IS NOT 'denied' AND h.first_possible < h.ended
-- when: hostings, of_groups
AND h.group_id IN (SELECT value FROM json_each(:around))
-- when: hostings, of_hosts
AND h.host_id IN (SELECT value FROM json_each(:around))
-- when: system
SELECT id FROM organisations WHERE kind IN (SELECT value FROM json_each(:system_kinds))
-- end
