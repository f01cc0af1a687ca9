-- One holding of one or more terms (graph/reasoning/gathering.py): its first start and last end, its terms, and how it was
-- renewed, extended or shortened. All days are worked out anew once, when the store is opened.

ALTER TABLE memberships ADD COLUMN post TEXT;
ALTER TABLE memberships ADD COLUMN held_from TEXT;
ALTER TABLE memberships ADD COLUMN held_to TEXT;
ALTER TABLE memberships ADD COLUMN terms TEXT;
ALTER TABLE memberships ADD COLUMN turns TEXT;
ALTER TABLE memberships ADD COLUMN witnesses TEXT;
CREATE INDEX memberships_turned ON memberships (id) WHERE turns IS NOT NULL;
INSERT OR REPLACE INTO settings (name, value) SELECT 'anew', '4' WHERE EXISTS (SELECT 1 FROM organisations);

DROP VIEW seats;
-- Memberships as people ask for them: persons by judgement, labels of group and employer, all sources.
CREATE VIEW seats AS
SELECT
    m.id, m.holder AS person_id, p.name AS person, m.title, m.role, m.status, m.standing,
    m."group" AS group_id, g.label AS "group", g.kind AS group_kind, g.level AS group_level,
    m.employer AS employer_id, e.label AS employer, d.id AS deputises_id, d.name AS deputises,
    m.held_from AS valid_from, m.held_to AS valid_to, m.terms, m.turns, m.witnesses,
    max(m.first_possible, g.first_possible) AS first_possible, min(m.ended, g.ended) AS ended,
    m.presumed_from, m.surely_from, m.surely_until, m.last_confirmed, m.confirmed_from, m.succeeds,
    m.start_how, m.start_first, m.start_last, m.start_source, m.start_basis, m.partner,
    m.end_how, m.end_first, m.end_last, m.end_source, m.end_basis, m.moved_to,
    m.sources
FROM memberships m
JOIN organisations g ON g.id = m."group"
LEFT JOIN persons p ON p.id = m.holder
LEFT JOIN organisations e ON e.id = m.employer
LEFT JOIN persons told ON told.id = m.deputises
LEFT JOIN persons d ON d.id = told.same_as
WHERE m.same_as = m.id;
