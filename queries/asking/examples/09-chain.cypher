// sv: Hur hänger NPO akut vård och Region Kalmar län ihop?
// en: How are NPO akut vård and Region Kalmar län connected?
MATCH p = shortestPath(
    (:Organisation {id: 'npo-akut-vard'})
    -[:MEMBER_OF|REPRESENTS|EMPLOYED_BY|HOSTS|PART_OF|COUNTERPART_OF*..6]-
    (:Organisation {id: 'region-kalmar-lan'})
)
RETURN p, length(p) AS steps
