-- when: above
SELECT l.from_id, l.to_id
FROM links l
JOIN organisations o ON o.id = l.from_id AND o.kind = 'region'
JOIN organisations t ON t.id = l.to_id AND t.kind = 'sjukvardsregion'
WHERE l.from_id IN (SELECT value FROM json_each(:told)) AND l.kind = 'part_of'
AND l.first_possible <= :as_of AND :as_of < l.ended
-- when: below
SELECT l.from_id
FROM links l
JOIN organisations o ON o.id = l.from_id AND o.kind = 'region'
JOIN organisations t ON t.id = l.to_id AND t.kind = 'sjukvardsregion'
WHERE l.to_id = :whole AND l.kind = 'part_of' AND l.first_possible <= :as_of AND :as_of < l.ended
-- end
