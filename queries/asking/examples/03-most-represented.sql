-- sv: Vilka organ företräds av flest personer i dag?
-- en: Which bodies are represented by most people today?
SELECT o.id, o.label AS body, count(DISTINCT e.from_id) AS people
FROM edges e
JOIN organisations o ON o.id = e.to_id
WHERE e.kind = 'represents' AND date('now') >= e.first_possible AND date('now') < e.ended
GROUP BY o.id
ORDER BY people DESC, o.id
LIMIT 20
