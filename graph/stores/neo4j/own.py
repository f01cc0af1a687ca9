"""Somebody's own Cypher, once `graph.own.cypher` allows it: a read transaction with a limit on time and rows."""

import json
import re
from collections.abc import Iterable
from time import monotonic
from typing import Any

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, Record
from neo4j.exceptions import ClientError, Neo4jError, TransientError
from neo4j.graph import Node as ServerNode
from neo4j.graph import Path as ServerPath
from neo4j.graph import Relationship

from graph.own.cypher import checked
from graph.own.question import MOST_SIGNS, AnswerEdge, AnswerNode, OwnAnswer, QuestionRefused, Shown, too_slow
from graph.stores.neo4j.sealing import seal
from graph.texts import Text

_PLACE = re.compile(r"\(line (\d+), column (\d+)")
_SLOW = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "Terminated", "LockClientStopped")
_EDGE_FACTS = ("role", "status", "valid_from", "valid_to")
"""What is told of an edge in a cell."""
_MOST_KEPT = 2_000
"""Nodes and edges of an answer that are kept as such."""


def ask_own(
    driver: Driver,
    database: str | None,
    text: str,
    most: int,
    seconds: float,
    shown: Shown | None = None,
) -> OwnAnswer:
    """Return what the question finds, at most so many rows; it sees every row as `shown` returns it, if given.

    Raises `QuestionRefused` for what is not allowed, not understood or takes longer, and the driver's errors when the
    server cannot be reached.
    """
    sent = checked(text)
    until = monotonic() + seconds
    gathered = _Gathered()
    rows: list[tuple[Any, ...]] = []
    signs, cut = 0, False
    try:
        with (
            driver.session(
                database=database, default_access_mode=WRITE_ACCESS if shown else READ_ACCESS, fetch_size=500
            ) as session,
            session.begin_transaction(timeout=seconds) as transaction,
        ):
            if shown is not None:
                seal(transaction, shown)
            result = transaction.run(sent)
            columns = tuple(result.keys())
            for record in result:
                row = tuple(gathered.plain(value) for value in _values(record))
                signs += sum(len(value) if isinstance(value, str) else 8 for value in row)
                if len(rows) >= most or signs > MOST_SIGNS:
                    cut = True
                    break
                if monotonic() > until:
                    raise too_slow(seconds)
                rows.append(row)
            transaction.rollback()
    except (ClientError, TransientError) as error:
        raise _explained(error, seconds) from None
    return OwnAnswer(columns, rows, cut, *gathered.all())


def _values(record: Record) -> Iterable[Any]:
    return record.values()


class _Gathered:
    """Values as they are shown, and the nodes and edges among them."""

    def __init__(self) -> None:
        self._nodes: dict[str, AnswerNode] = {}
        self._edges: dict[str, Relationship] = {}

    def plain(self, value: Any) -> Any:
        """Return a value as a cell shows it, and keep what can be drawn."""
        if value is None or isinstance(value, str | int | float | bool):
            return value
        if isinstance(value, ServerNode):
            return str(self._node(value))
        if isinstance(value, Relationship):
            return self._edge(value)
        if isinstance(value, ServerPath):
            shown = [str(self._node(value.nodes[0]))]
            for edge, (one, other) in zip(
                value.relationships, zip(value.nodes, value.nodes[1:], strict=False), strict=True
            ):
                self._edge(edge)
                arrow = f"–{edge.type}→" if edge.start_node == one else f"←{edge.type}–"
                shown += [arrow, str(self._node(other))]
            return " ".join(shown)
        if isinstance(value, list | tuple):
            parts = [self.plain(each) for each in value]
            return parts if all(isinstance(part, str) for part in parts) else json.dumps(parts, ensure_ascii=False)
        if isinstance(value, dict):
            return json.dumps({key: self.plain(each) for key, each in value.items()}, ensure_ascii=False)
        if isinstance(value, bytes | bytearray):
            return value.hex()
        return value.iso_format() if hasattr(value, "iso_format") else str(value)

    def all(self) -> tuple[tuple[AnswerNode, ...], tuple[AnswerEdge, ...]]:
        """Return the nodes and edges that were found, the nodes under our own ids."""
        edges = tuple(
            AnswerEdge(self._id(edge.start_node), edge.type, self._id(edge.end_node), dict(edge))
            for edge in self._edges.values()
        )
        return tuple(self._nodes.values()), edges

    def _node(self, found: ServerNode) -> AnswerNode:
        properties = dict(found)
        own = str(properties.get("id") or properties.get("key") or found.element_id)
        node = AnswerNode(own, tuple(sorted(found.labels)), properties)
        if len(self._nodes) < _MOST_KEPT:
            self._nodes[found.element_id] = node
        return node

    def _edge(self, found: Relationship) -> str:
        if len(self._edges) < _MOST_KEPT:
            self._edges[found.element_id] = found
        told = ", ".join(f"{key}: {found[key]}" for key in _EDGE_FACTS if found.get(key) is not None)
        beside = f" ({told})" if told else ""
        return f"{self._id(found.start_node)} –{found.type}→ {self._id(found.end_node)}{beside}"

    def _id(self, found: ServerNode | None) -> str:
        if found is None:
            return ""
        known = self._nodes.get(found.element_id)
        return known.id if known else str(found.get("id") or found.element_id)


def _explained(error: Neo4jError, seconds: float) -> QuestionRefused:
    """Return the server's message in plain words, with line and column where it names them."""
    name = (error.code or "").rpartition(".")[2]
    if name in _SLOW:
        return too_slow(seconds)
    if name in ("ForbiddenOnReadOnlyDatabase", "WriteOnReadOnlyAccessDatabase"):
        return QuestionRefused(
            Text(
                "Egna frågor går inte här: personer är dolda, och databasen går bara att läsa.",
                "Questions of your own cannot be asked here: persons are hidden, and the database can only be read.",
            )
        )
    if name == "AccessMode":
        return QuestionRefused(Text("En egen fråga kan bara läsa.", "A question of your own can only read."))
    if name == "MemoryPoolOutOfMemoryError":
        return QuestionRefused(
            Text(
                "Frågan behöver mer minne än servern ger den. Begränsa den.",
                "The question needs more memory than the server gives it. Narrow it.",
            )
        )
    message = error.message or name
    place = _PLACE.search(message)
    first = message[: place.start()] if place else message.split("\n")[0]
    sentence = first.strip().rstrip(":")[:500]
    return QuestionRefused(
        Text(f"Neo4j svarar: {sentence}", f"Neo4j says: {sentence}"),
        (int(place[1]), int(place[2])) if place else None,
    )
