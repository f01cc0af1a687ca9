MATCH (r:Rule)
WHERE r.check IN $checks AND r.first_possible <= $as_of < r.ended
RETURN r.id AS rule_id, r.check AS check, r.applies_to AS applies_to, r.parameters AS parameters, r.sources AS sources
ORDER BY rule_id
