// One holding of one or more terms (graph/reasoning/gathering.py): how it was renewed, extended or shortened, to be found.
CREATE INDEX membership_turned IF NOT EXISTS FOR (n:Membership) ON (n.turns);
CALL db.awaitIndexes(120);
MATCH (s:Styrgraf {name: 'store'}) WHERE EXISTS { MATCH (:Organisation) } SET s.anew = 3;
