-- when: mirrored
SELECT e.from_id, e.to_id FROM edges e
WHERE e.from_id IN (SELECT value FROM json_each(:groups)) AND e.kind = 'counterpart_of'
AND e.first_possible <= :as_of AND :as_of < e.ended
-- when: counterparts
SELECT
    f.id AS group_id, f.label AS "group", f.kind, f.level, t.id AS mirrors_id, t.label AS mirrors, e.last_confirmed,
    CASE
        WHEN :as_of BETWEEN e.surely_from AND e.surely_until THEN 'stated'
        WHEN e.presumed_from <= :as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
    e.confirmed_from < :recent AND NOT :as_of BETWEEN e.surely_from AND e.surely_until AS unconfirmed,
    (
        SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.record = e.record AND v.kind = e.record_kind
    ) AS sources
FROM edges e
JOIN organisations f ON f.id = e.from_id
JOIN organisations t ON t.id = e.to_id
WHERE e.to_id IN (SELECT value FROM json_each(:groups)) AND e.kind = 'counterpart_of'
AND e.first_possible <= :as_of AND :as_of < e.ended
-- when: bodies
SELECT e.from_id, o.id, o.label FROM edges e JOIN organisations o ON o.id = e.to_id
WHERE e.from_id IN (SELECT value FROM json_each(:groups)) AND e.kind = 'part_of'
AND o.kind IN ('sjukvardsregion', 'region') AND e.first_possible <= :as_of AND :as_of < e.ended
-- when: tops
SELECT id, label, kind FROM organisations
WHERE id IN (SELECT value FROM json_each(:groups)) AND first_possible <= :as_of AND :as_of < ended
-- when: expected
SELECT id, label FROM organisations
WHERE kind = 'sjukvardsregion' AND first_possible <= :as_of AND :as_of < ended
-- end
