"""Looking into a store of either kind past its port: what it keeps, and what it has worked out."""

from typing import Any

from graph.port import Store
from graph.records import STORED

_LABELS = {model.table: model.__name__ for model in STORED}
_EDGE = ("record", "first_possible", "ended")


def columns(store: Store, table: str, *names: str) -> list[tuple[Any, ...]]:
    """Return these columns of all records of a table."""
    if store.dialect == "cypher":
        wanted = ", ".join(f"n.`{name}`" for name in names)
        return store.ask(f"MATCH (n:{_LABELS[table]}) RETURN {wanted}", {})
    wanted = ", ".join(f'"{name}"' for name in names)
    return store.ask(f"SELECT {wanted} FROM {table}", {})


def drawn_edges(store: Store) -> set[tuple[Any, ...]]:
    """Return (from, kind, to, record, first possible day, end) of every edge of the graph."""
    if store.dialect == "cypher":
        text = "MATCH (a)-[r]->(b) WHERE r.record IS NOT NULL RETURN a.id, toLower(type(r)), b.id, "
        edges = store.ask(text + ", ".join(f"r.{name}" for name in _EDGE), {})
    else:
        edges = store.ask(f"SELECT from_id, kind, to_id, {', '.join(_EDGE)} FROM edges", {})
    assert len(edges) == len(set(edges)), "an edge is drawn twice"
    return set(edges)


def everything(store: Store) -> dict[str, list[Any]]:
    """Return all records with all that follows from them, but for the journal."""
    if store.dialect == "cypher":
        found = {
            "nodes": store.ask(
                "MATCH (n) WHERE NOT n:Styrgraf AND NOT n:Load AND NOT n:Change RETURN labels(n), properties(n)", {}
            ),
            "relationships": store.ask(
                "MATCH (a)-[r]->(b) RETURN labels(a), coalesce(a.id, a.key), type(r), properties(r), "
                "labels(b), coalesce(b.id, b.key)",
                {},
            ),
        }
    else:
        tables = (*_LABELS, "representations", "edges")
        found = {table: store.ask(f"SELECT * FROM {table}", {}) for table in tables}
        found["labels"] = store.ask("SELECT subject, kind, level, text, exact, bare, folded FROM labels", {})
        found["label_words"] = store.ask(
            "SELECT l.subject, w.folded FROM label_words w LEFT JOIN labels l ON l.id = w.rowid", {}
        )
    return {name: sorted((tuple(map(_ordered, row)) for row in rows), key=repr) for name, rows in found.items()}


def _ordered(value: Any) -> Any:
    """Return a value in an order of its own: maps and lists come as the server likes."""
    if isinstance(value, dict):
        return sorted((name, _ordered(each)) for name, each in value.items())
    return sorted(value) if isinstance(value, list) else value
