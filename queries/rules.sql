SELECT
    r.id, r."check", r.applies_to, r.parameters,
    (SELECT group_concat(DISTINCT v.source) FROM evidence v WHERE v.kind = 'rules' AND v.record = r.id) AS sources
FROM rules r
WHERE r."check" IN (SELECT value FROM json_each(:checks)) AND r.first_possible <= :as_of AND :as_of < r.ended
ORDER BY r.id
