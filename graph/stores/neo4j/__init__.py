"""The shared store on a Neo4j server: one room for each kind of work."""
