-- sv: Vilka sitter i minst tre grupper i dag?
-- en: Who sits in at least three groups today?
SELECT p.id, p.name, count(DISTINCT e.to_id) AS groups, group_concat(DISTINCT e.to_id) AS which
FROM edges e
JOIN persons p ON p.id = e.from_id
WHERE e.kind = 'member_of' AND date('now') >= e.first_possible AND date('now') < e.ended
GROUP BY p.id
HAVING groups >= 3
ORDER BY groups DESC, p.id
