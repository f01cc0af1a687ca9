-- when: seats
SELECT
    b.id AS body_id, b.label AS body, b.kind, coalesce(sum(h.seats), 0) AS seats, count(h.person) AS people,
    coalesce(sum(h.chairs), 0) AS chairs, coalesce(sum(h.unconfirmed), 0) AS unconfirmed
FROM organisations b
LEFT JOIN (
    -- Grouped in the order in which the edges lie, so that nothing is sorted.
    SELECT
        e.to_id AS body, e.from_id AS person, count(*) AS seats, sum(e.role = 'ordförande') AS chairs,
        sum(
            e.confirmed_from < :recent AND NOT :as_of BETWEEN e.surely_from AND e.surely_until
            AND e.record NOT IN (SELECT m.id FROM memberships m WHERE m.end_how = 'stated')
        ) AS unconfirmed
    FROM edges e
    WHERE +e.kind = 'represents' AND e.first_possible <= :as_of AND :as_of < e.ended
    GROUP BY e.from_id, e.kind, e.to_id
) h ON h.body = b.id
WHERE b.kind IN (SELECT value FROM json_each(:bodies)) AND b.first_possible <= :as_of AND :as_of < b.ended
GROUP BY b.id
-- when: hostings
SELECT DISTINCT h.host_id, h.status, h.group_id, h."group" FROM organisations b JOIN host_seats h ON h.host_id = b.id
WHERE b.kind IN (SELECT value FROM json_each(:bodies)) AND h.first_possible <= :as_of AND :as_of < h.ended
-- end
