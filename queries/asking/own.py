"""Somebody's own question in the store's language: whether it may be asked, examples, and what it can be about.

It is answered in a limited process (`graph.limited`), the only thing whose end truly stops it: SQLite looks at the
clock between its steps alone, and one step can take minutes.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from graph import port
from graph.limited.child import Refused
from graph.limited.children import Children
from graph.own.question import AnswerEdge, AnswerNode, OwnAnswer, QuestionRefused, too_slow
from graph.people.hiding import without_hidden
from graph.port import Store, StoreError
from graph.stores.addresses import open_store
from graph.texts import Text
from queries.asking.asking import WrongUse

Dialect = Literal["sql", "cypher"]
SETTING = "STYRGRAF_OWN_QUESTIONS"
"""`1` lets people ask questions of their own, `0` does not; without it an embedded store does, a shared one not."""
MOST, SECONDS = 10_000, 10.0
"""Rows that an answer has at most, and seconds that it may take."""
AT_ONCE = 2
"""Questions that are answered at a time; further ones wait, and are refused after as long as an answer may take."""
LANGUAGE_NAMES = {"sql": "SQL", "cypher": "Cypher"}
_EXAMPLES = Path(__file__).parent / "examples"


class Example(NamedTuple):
    """A question that is worth asking, with a title in both languages."""

    name: str
    title: Text
    text: str


def ask(store: Store, dialect: Dialect, text: str) -> OwnAnswer:
    """Ask the store a question of somebody's own.

    Persons who are not shown are not shown here either. Raises `WrongUse` when the store speaks another language or
    takes no such questions, and `QuestionRefused` for what is not allowed, not understood, or takes too long.
    """
    if store.dialect != dialect:
        answers, asked = LANGUAGE_NAMES[store.dialect], LANGUAGE_NAMES[dialect]
        raise WrongUse(
            Text(
                f"Databasen {store.address} svarar på {answers}, inte på {asked}. "
                f"Skriv frågan i {answers}: styrgraf ask --{store.dialect} FIL",
                f"The store {store.address} answers {answers}, not {asked}. "
                f"Write the question in {answers}: styrgraf ask --{store.dialect} FILE",
            )
        )
    if not allowed(store):
        raise WrongUse(not_allowed(store))
    try:
        with _CHILDREN.one(SECONDS) as child:
            (told,) = child.ask([store.address, text.replace("\r\n", "\n"), MOST, SECONDS], SECONDS + _GRACE)
    except Refused as refused:
        raise _explained(refused) from None
    return OwnAnswer(
        _apart(tuple(told["columns"])),
        [tuple(row) for row in told["rows"]],
        told["cut"],
        tuple(AnswerNode(id_, tuple(labels), properties) for id_, labels, properties in told["nodes"]),
        tuple(AnswerEdge(*edge) for edge in told["edges"]),
    )


_CHILDREN = Children(__name__, AT_ONCE)
_GRACE = 2.0
"""Seconds in which the process may still stop by itself, which says more and costs less."""
_STORE_ERRORS = {each.__name__: each for each in (StoreError, port.StoreUnreachable, port.StoreMissing, port.StoreBusy)}


def answer(asked: tuple[str, str, int, float]) -> Iterator[dict[str, Any]]:
    """Yield what the store at an address answers to a text; this runs in the limited process."""
    address, text, most, seconds = asked
    with closing(open_store(address)) as store:
        found = without_hidden(store).ask_own(text, most, seconds)
    nodes = [(node.id, node.labels, _plain(node.properties)) for node in found.nodes]
    edges = [(edge.start, edge.kind, edge.end, _plain(edge.properties)) for edge in found.edges]
    yield {"columns": found.columns, "rows": found.rows, "cut": found.cut, "nodes": nodes, "edges": edges}


def _plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, str | int | float | list | tuple | None) else str(value)
        for name, value in properties.items()
    }


def _explained(refused: Refused) -> Exception:
    """Return in plain words why the process gave no answer."""
    if refused.why == "told":
        return _STORE_ERRORS.get(refused.kind, QuestionRefused)(refused.text)
    if refused.why == "time":
        return too_slow(SECONDS)
    return QuestionRefused(_BUSY if refused.why == "busy" else _TOO_HEAVY)


_BUSY = Text(
    "Andra ställer egna frågor just nu. Försök igen om en stund.",
    "Others are asking questions of their own now. Try again in a while.",
)
_TOO_HEAVY = Text(
    "Frågan behöver mer minne än den får och avbröts. Begränsa den, till exempel till en grupp.",
    "The question needs more memory than it may have and was stopped. Narrow it, for example to one group.",
)


def allowed(store: Store) -> bool:
    """Tell whether the store takes such questions, as `SETTING` says."""
    return os.environ.get(SETTING, "") == "1" or (store.dialect == "sql" and os.environ.get(SETTING, "") == "")


def not_allowed(store: Store) -> Text:
    """Say why the store takes no such questions, and who can change that."""
    turn_on = Text(
        f"Den som sköter styrgraf slår på dem med miljövariabeln {SETTING}=1 eller styrgraf app --own-questions.",
        f"Whoever runs styrgraf turns them on with the environment variable {SETTING}=1 or styrgraf app "
        "--own-questions.",
    )
    if store.dialect == "sql":
        return Text(
            f"Egna frågor är avstängda här. {turn_on.sv}", f"Questions of your own are turned off here. {turn_on.en}"
        )
    return Text(
        "Egna frågor är avstängda för en delad databas, för de kan göra den långsam för andra. " + turn_on.sv,
        "Questions of your own are off for a shared store, since they can make it slow for others. " + turn_on.en,
    )


def _apart(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns' names, each only once."""
    seen: Counter[str] = Counter()
    apart = []
    for column in columns:
        seen[column] += 1
        apart.append(column if seen[column] == 1 else f"{column} ({seen[column]})")
    return tuple(apart)


@cache
def examples(dialect: Dialect) -> tuple[Example, ...]:
    """Return the examples, those of one name the same question in both languages.

    The first two lines of a file are its titles, as comments: `-- sv: …` and `-- en: …` (`//` in Cypher).
    """
    found = []
    for path in sorted(_EXAMPLES.glob(f"*.{dialect}")):
        sv, en, text = path.read_text("utf-8").split("\n", 2)
        titles = Text(sv.partition("sv: ")[2], en.partition("en: ")[2])
        found.append(Example(path.stem, titles, text.strip()))
    return tuple(found)


class Described(NamedTuple):
    """A table, kind of node or kind of edge that can be asked about, and what it has."""

    name: str
    fields: tuple[str, ...]


def described(store: Store) -> list[Described]:
    """Return what the store can be asked about, as it is in this store."""
    return _tables(store) if store.dialect == "sql" else _nodes_and_edges(store)


def _tables(store: Store) -> list[Described]:
    from graph.own.sql import TABLES

    found: dict[str, list[str]] = {}
    for table, column in store.ask(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
        "WHERE m.name IN (SELECT value FROM json_each(:tables)) ORDER BY m.rowid, c.cid",
        {"tables": sorted(TABLES)},
    ):
        found.setdefault(table, []).append(column)
    return [Described(table, tuple(columns)) for table, columns in found.items()]


def _nodes_and_edges(store: Store) -> list[Described]:
    """Look at some of each kind: all of a kind have the same properties, but for those that are empty."""
    found = []
    for (label,) in sorted(store.ask("CALL db.labels() YIELD label RETURN label", {})):
        text = f"MATCH (n:{_quoted(label)}) WITH n LIMIT 100 UNWIND keys(n) AS key RETURN DISTINCT key"
        keys = tuple(sorted(row[0] for row in store.ask(text, {})))
        if keys:
            found.append(Described(f"(:{label})", keys))
    for (kind,) in sorted(store.ask("CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t", {})):
        rows = store.ask(
            f"MATCH (a)-[r:{_quoted(kind)}]->(b) WITH a, r, b LIMIT 100 "
            "RETURN head(labels(a)), head(labels(b)), keys(r)",
            {},
        )
        if rows:
            start, end = rows[0][:2]
            keys = tuple(sorted({key for row in rows for key in row[2]}))
            found.append(Described(f"(:{start})-[:{kind}]->(:{end})", keys))
    return found


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
