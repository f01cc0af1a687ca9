// One holding of one or more terms (graph/reasoning/gathering.py): days are worked out anew when the store is opened next.
MATCH (s:Styrgraf {name: 'store'}) WHERE EXISTS { MATCH (:Organisation) } SET s.anew = 3;
