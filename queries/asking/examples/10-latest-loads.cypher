// sv: Vad har lästs in senast?
// en: What was loaded last?
MATCH (l:Load)
WHERE l.number > 0
WITH l ORDER BY l.number DESC LIMIT 10
CALL (l) { MATCH (c:Change {load: l.number}) RETURN count(c) AS changes }
RETURN l.number AS load, l.at AS at, l.who AS who, l.what AS what, changes
ORDER BY load DESC
