"""What somebody's own Cypher sees where some rows are not to be seen as they are: Neo4j has no views.

Such nodes and relationships are sealed within the question's own transaction, before it runs: those about a hidden
person alone lose their labels and all that they tell, others bear what is shown in its place. The transaction is
always undone, so nobody else ever sees that, and the store stays as it was. Meanwhile a load that would change one of
those few nodes waits, for as long as a question may take.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from neo4j import Transaction

from graph.own.question import Shown
from graph.records import STORED

_TABLES = {model.__name__: model.table for model in STORED} | {"SearchName": "labels", "Change": "journal"}


class Sealed(NamedTuple):
    """What is shown otherwise, as rows of (element id, properties)."""

    nodes: list[dict[str, Any]]
    closed: list[dict[str, Any]]
    """Nodes that lose their labels too."""
    edges: list[dict[str, Any]]


_KEPT: dict[tuple[str, str, int], Sealed] = {}
"""What the last question saw otherwise, by the database, how it was seen and the store's version."""


def seal(transaction: Transaction, shown: Shown) -> None:
    """Let the rest of a transaction see the store as `shown` shows it."""
    row = transaction.run("CALL db.info() YIELD id MATCH (s:Styrgraf {name: 'store'}) RETURN id, s.version").single()
    key = (str(row[0]), shown.key, int(row[1])) if row is not None else ("", shown.key, 0)
    if (sealed := _KEPT.get(key)) is None:
        sealed = _sealed(transaction, shown)
        _KEPT.clear()
        _KEPT[key] = sealed
    labels = [row[0] for row in transaction.run("CALL db.labels() YIELD label RETURN label")]
    without = "".join(f":`{label.replace('`', '``')}`" for label in labels)
    node = "MATCH (n) WHERE elementId(n) = row.id SET n = row.told"
    edge = "MATCH ()-[r]->() WHERE elementId(r) = row.id SET r = row.told"
    for text, rows in (
        (node, sealed.nodes),
        (f"{node} REMOVE n{without}", sealed.closed),
        (edge, sealed.edges),
    ):
        if rows:
            transaction.run(f"UNWIND $rows AS row {text}", rows=rows).consume()


def _sealed(transaction: Transaction, shown: Shown) -> Sealed:
    nodes, closed, edges = [], [], []
    for id_, labels, told in _every(transaction, "MATCH (n) RETURN elementId(n), labels(n), properties(n)"):
        table = next((_TABLES[label] for label in labels if label in _TABLES), "")
        now = shown.row(table, tuple(told.values()))
        if now is None:
            closed.append({"id": id_, "told": {}})
        elif now != tuple(told.values()):
            nodes.append({"id": id_, "told": dict(zip(told, now, strict=True))})
    for id_, kind, told in _every(transaction, "MATCH ()-[r]->() RETURN elementId(r), type(r), properties(r)"):
        now = shown.row(kind, tuple(told.values()))
        if now is not None and now != tuple(told.values()):
            edges.append({"id": id_, "told": dict(zip(told, now, strict=True))})
    return Sealed(*(sorted(found, key=lambda row: str(row["id"])) for found in (nodes, closed, edges)))


def _every(transaction: Transaction, text: str) -> Iterator[tuple[str, Any, Mapping[str, Any]]]:
    for record in transaction.run(text):
        id_, kind, told = record.values()
        yield id_, kind, told
