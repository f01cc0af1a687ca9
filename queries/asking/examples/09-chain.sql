-- sv: Hur hänger NPO akut vård och Region Kalmar län ihop?
-- en: How are NPO akut vård and Region Kalmar län connected?
WITH RECURSIVE both_ways (one, other) AS (
    SELECT from_id, to_id FROM edges UNION SELECT to_id, from_id FROM edges
),
chain (place, steps, route) AS (
    SELECT 'npo-akut-vard', 0, 'npo-akut-vard'
    UNION
    SELECT b.other, c.steps + 1, c.route || ' – ' || b.other
    FROM chain c
    JOIN both_ways b ON b.one = c.place
    WHERE c.steps < 4 AND instr(c.route, b.other) = 0
)
SELECT steps, route FROM chain WHERE place = 'region-kalmar-lan' ORDER BY steps, route LIMIT 10
