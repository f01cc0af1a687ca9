-- sv: Vem är värd för vad i dag?
-- en: Who hosts what today?
SELECT "group", host, valid_from, last_confirmed
FROM host_seats
WHERE status = 'active' AND date('now') >= first_possible AND date('now') < ended
ORDER BY group_id
