"""Somebody's own question in the store's language: whether it may be asked, examples, and what it can be about."""

import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from graph.own.question import OwnAnswer
from graph.people.hiding import without_hidden
from graph.port import Store
from graph.texts import Text
from queries.asking.asking import WrongUse

Dialect = Literal["sql", "cypher"]
SETTING = "STYRGRAF_OWN_QUESTIONS"
"""`1` lets people ask a shared store questions of their own."""
MOST, SECONDS = 10_000, 10.0
"""Rows that an answer has at most, and seconds that it may take."""
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
        raise WrongUse(NOT_ALLOWED)
    found = without_hidden(store).ask_own(text.replace("\r\n", "\n"), MOST, SECONDS)
    return found._replace(columns=_apart(found.columns))


def allowed(store: Store) -> bool:
    """Tell whether the store takes such questions: an embedded one does, a shared one when it is told to."""
    return store.dialect == "sql" or os.environ.get(SETTING) == "1"


NOT_ALLOWED = Text(
    "Egna frågor är avstängda för en delad databas, för de kan göra den långsam för andra. Den som sköter styrgraf "
    f"slår på dem med miljövariabeln {SETTING}=1.",
    "Questions of your own are off for a shared store, since they can make it slow for others. Whoever runs styrgraf "
    f"turns them on with the environment variable {SETTING}=1.",
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
