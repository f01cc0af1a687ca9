-- sv: Vilka är ordförande i NPO i dag?
-- en: Who chairs the NPO today?
SELECT "group", person, last_confirmed
FROM seats
WHERE role = 'ordförande' AND group_kind = 'npo' AND standing = 'seat'
    AND date('now') >= first_possible AND date('now') < ended
ORDER BY group_id, person_id
