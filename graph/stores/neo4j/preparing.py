"""Making a database ours: only an empty one, and an older schema only after a backup."""

from collections.abc import Callable
from pathlib import Path

from graph.port import StoreError, StoreMissing
from graph.stores.neo4j import schema
from graph.stores.neo4j.connection import Connection
from graph.texts import Text

_SHOWN = 5


def prepare(connection: Connection, create: bool, back_up: Callable[[int], Path]) -> None:
    """Bring the schema up to date; `back_up` is called with the version that an older one has.

    Raises `StoreMissing` for an empty database when `create` is not set, `StoreError` for one that holds
    something else, or was written by a newer styrgraf.
    """
    where = connection.where
    wanted = len(schema.MIGRATIONS)
    found = connection.greet("MATCH (s:Styrgraf {name: 'store'}) RETURN s.schema")
    version = found[0][0] if found else 0
    if version == wanted:
        return
    if version > wanted:
        raise StoreError(
            Text(
                f"Databasen på {where} är skriven av en nyare styrgraf. Uppdatera styrgraf.",
                f"The database at {where} was written by a newer styrgraf. Update styrgraf.",
            )
        )
    if version:
        back_up(version)
    else:
        _refuse_others(connection)
        if not create:
            raise StoreMissing(
                Text(
                    f"Neo4j på {where} är tom. Läs in uppgifter med: styrgraf load data/",
                    f"The Neo4j at {where} is empty. Load records with: styrgraf load data/",
                )
            )
    with connection.plain():
        for number, script in enumerate(schema.MIGRATIONS[version:], version + 1):
            for statement in statements(script.read_text("utf-8")):
                connection.session().run(statement).consume()
            connection.session().run(
                "MERGE (s:Styrgraf {name: 'store'}) ON CREATE SET s.version = 0 SET s.schema = $number "
                "MERGE (:Styrgraf {name: 'lock'})",
                {"number": number},
            ).consume()


def statements(script: str) -> list[str]:
    """Return the statements of a script, which end with a semicolon at the end of a line."""
    lines = [line for line in script.splitlines() if not line.startswith("//")]
    return [each for part in "\n".join(lines).split(";\n") if (each := part.strip().rstrip(";"))]


def _refuse_others(connection: Connection) -> None:
    """Raise `StoreError` for a database that holds nodes of somebody else's."""
    found = connection.read(
        "MATCH (n) WITH n LIMIT 1000 UNWIND CASE labels(n) WHEN [] THEN [''] ELSE labels(n) END AS label "
        "RETURN DISTINCT label ORDER BY label",
        {},
    )
    strange = [row[0] for row in found]
    # Another program of ours may have begun to make this store at the same moment.
    if strange and not set(strange) <= {"Styrgraf"}:
        listed = ", ".join(f":{label}" if label else "( )" for label in strange[:_SHOWN])
        raise StoreError(
            Text(
                f"Databasen på {connection.where} innehåller redan något annat än styrgraf ({listed}). "
                "Inget har ändrats. Ange en annan databas med NEO4J_DATABASE, eller en annan server med --store.",
                f"The database at {connection.where} already holds something else than styrgraf ({listed}). "
                "Nothing was changed. Name another database with NEO4J_DATABASE, or another server with --store.",
            )
        )
