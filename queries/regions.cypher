// when: above
MATCH (region:Organisation)
WHERE region.id IN $told AND region.kind = 'region'
MATCH (region)-[l:PART_OF]->(whole:Sjukvardsregion)
WHERE l.first_possible <= $as_of < l.ended
RETURN region.id AS region_id, whole.id AS whole_id
// when: below
MATCH (whole:Organisation {id: $whole, kind: 'sjukvardsregion'})<-[l:PART_OF]-(region:Region)
WHERE l.first_possible <= $as_of < l.ended
RETURN region.id AS region_id
// end
