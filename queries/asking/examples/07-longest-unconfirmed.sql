-- sv: Vilka pågående uppdrag har ingen bekräftat på länge?
-- en: Which current memberships has nobody confirmed for long?
SELECT person, role, "group", last_confirmed
FROM seats
WHERE standing = 'seat' AND ended > date('now') AND confirmed_from < date('now', '-3 years')
ORDER BY confirmed_from, id
LIMIT 50
