// when: sources
MATCH (s:Source)
RETURN s.id AS source, s.title AS title, s.publisher AS publisher, s.address AS address, s.date AS date,
    s.period AS period, s.retrieved AS retrieved, s.doubt AS doubt
// when: facts
MATCH (e:Evidence)
RETURN e.source AS source, count(*) AS facts
// when: alone
MATCH (e:Evidence)
WITH e.kind AS kind, e.record AS record, min(e.source) AS source, max(e.source) AS other
WHERE source = other
RETURN source, count(*) AS alone
// end
