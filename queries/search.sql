-- when: exact
SELECT subject, kind, level, text, folded FROM labels WHERE exact = :exact
UNION ALL
SELECT subject, kind, level, subject, folded FROM labels WHERE subject = :text
-- when: bare
SELECT subject, kind, level, text, folded FROM labels WHERE bare = :bare
-- when: words
SELECT l.subject, l.kind, l.level, l.text, l.folded
FROM label_words w
JOIN labels l ON l.id = w.rowid
WHERE w.label_words MATCH :match
ORDER BY l.level, length(l.text), l.folded, l.subject
LIMIT :labels
-- when: shown
SELECT id, label FROM organisations WHERE id IN (SELECT value FROM json_each(:subjects))
UNION ALL
SELECT id, name FROM persons WHERE id IN (SELECT value FROM json_each(:subjects))
-- when: context
SELECT DISTINCT person_id, "group" FROM seats
WHERE person_id IN (SELECT value FROM json_each(:subjects)) AND standing = 'seat' AND end_how IS NOT 'denied'
-- end
