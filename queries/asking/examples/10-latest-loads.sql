-- sv: Vad har lästs in senast?
-- en: What was loaded last?
SELECT l.id AS load, l.at, l.who, l.what, count(j.id) AS changes
FROM loads l
LEFT JOIN journal j ON j.load = l.id
GROUP BY l.id
ORDER BY l.id DESC
LIMIT 10
