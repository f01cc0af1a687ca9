-- when: people
WITH several AS (SELECT holder FROM memberships GROUP BY holder HAVING count(*) >= :at_least)
SELECT
    person_id, person, count(*) AS seats, group_concat("group", char(10)) AS groups,
    sum(chair) AS chairs, sum(unconfirmed) AS unconfirmed
FROM (
    SELECT
        s.person_id, s.person, s."group", max(s.role = 'ordförande') AS chair,
        min(
            s.confirmed_from < :recent AND s.end_how IS NOT 'stated'
            AND NOT :as_of BETWEEN s.surely_from AND s.surely_until
        ) AS unconfirmed
    FROM several CROSS JOIN seats s ON s.person_id = several.holder
    WHERE s.standing = 'seat' AND s.first_possible <= :as_of AND :as_of < s.ended
    -- A chair who is listed as a member too has one seat in the group; any other role is a seat of its own.
    GROUP BY
        s.person_id, s.group_id, CASE WHEN s.role IN (SELECT value FROM json_each(:ordinary)) THEN '' ELSE s.role END
)
GROUP BY person_id
HAVING count(*) >= :at_least
-- when: bodies
SELECT DISTINCT e.from_id, o.label
FROM edges e
JOIN organisations o ON o.id = e.to_id
WHERE e.from_id IN (SELECT value FROM json_each(:persons)) AND e.kind = 'represents'
AND e.first_possible <= :as_of AND :as_of < e.ended
-- when: sources
SELECT DISTINCT m.holder, v.source
FROM memberships m
JOIN seats s ON s.id = m.same_as
JOIN evidence v ON v.record = m.id AND v.kind = 'memberships'
WHERE m.holder IN (SELECT value FROM json_each(:persons))
AND s.standing = 'seat' AND s.first_possible <= :as_of AND :as_of < s.ended
-- end
