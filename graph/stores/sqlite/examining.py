"""Whether a file is as it was written: its pages, tables, values and references; and who else can read it."""

import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from graph.port import Finding
from graph.records import STORED, WITH_EVIDENCE
from graph.stores.sqlite.preparing import statements
from graph.stores.sqlite.schema import KEYED, MIGRATIONS
from graph.texts import Text

_MANY = 1_000_000
"""Number of edges past which the shared store serves better (DESIGN §4)."""
_MOST = 20
"""How many findings of a kind are told."""
_TYPES = {"TEXT": "text", "INTEGER": "integer"}


def damage(connection: sqlite3.Connection) -> list[Text]:
    """Return a sentence for each thing that is not as styrgraf wrote it; the gravest first."""
    found: list[Text] = []
    for check in (_pages, _tables, _values, _references):
        try:
            found += islice(check(connection), _MOST)
        except sqlite3.DatabaseError as error:
            found.append(_damaged(str(error)))
    return found


def _damaged(how: str) -> Text:
    return Text(f"Databasfilen är skadad: {how}.", f"The database file is damaged: {how}.")


def _pages(connection: sqlite3.Connection) -> Iterator[Text]:
    lines = chain.from_iterable(line.splitlines() for (line,) in connection.execute("PRAGMA integrity_check"))
    yield from (_damaged(line) for line in lines if line != "ok")


def _tables(connection: sqlite3.Connection) -> Iterator[Text]:
    """Compare tables, indexes and views with those of a new store."""
    wanted, there = _new_schema(), _schema(connection)
    for name in wanted.keys() - there.keys():
        yield Text(f"{name} saknas i databasen.", f"{name} is missing from the database.")
    for name in wanted.keys() & there.keys():
        if wanted[name] != there[name]:
            yield Text(f"{name} är ändrad i databasen.", f"{name} has been changed in the database.")


def _new_schema() -> dict[str, str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        for script in MIGRATIONS:
            for statement in statements(script.read_text("utf-8")):
                new.execute(statement)
        return _schema(new)


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, type || ' ' || sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return dict(rows.fetchall())


def _values(connection: sqlite3.Connection) -> Iterator[Text]:
    """Find values of another type than their column's."""
    for table in (*(model.table for model in STORED), "loads", "journal"):
        columns = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
        wrong = " OR ".join(f"typeof(\"{name}\") NOT IN ('{_TYPES[sort]}', 'null')" for name, sort in columns)
        for (number,) in connection.execute(f"SELECT count(*) FROM {table} WHERE {wrong}"):
            if number:
                yield Text(
                    f"{table}: {number} rader har värden som inte är text eller tal.",
                    f"{table}: {number} rows have values that are neither text nor numbers.",
                )


def _references(connection: sqlite3.Connection) -> Iterator[Text]:
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Text(
            f"En rad i {table} pekar på något som saknas i {parent}.",
            f"A row in {table} points at something that is missing from {parent}.",
        )


def examine(connection: sqlite3.Connection, path: Path) -> list[Finding]:
    """Return everything that `doctor` has to tell of a file; of a damaged one the damage alone."""
    if damaged := damage(connection):
        return [Finding("fault", text) for text in damaged]
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _unsourced(connection),
        lambda: _others(connection),
        lambda: _large(connection),
        lambda: _open_to_others(path),
    )
    return [finding for check in checks for finding in check()]


def _unsourced(connection: sqlite3.Connection) -> Iterator[Finding]:
    for model in WITH_EVIDENCE:
        table, key = model.table, KEYED[model]
        rows = connection.execute(
            f"SELECT {key} FROM {table} t WHERE NOT EXISTS "
            f"(SELECT 1 FROM evidence v WHERE v.kind = :table AND v.record = t.{key}) LIMIT {_MOST}",
            {"table": table},
        )
        for (record,) in rows:
            yield Finding("fault", Text(f"{table}: {record} saknar källa.", f"{table}: {record} has no source."))


def _others(connection: sqlite3.Connection) -> Iterator[Finding]:
    for name in _schema(connection).keys() - _new_schema().keys():
        yield Finding(
            "warning",
            Text(f"{name} i databasen hör inte till styrgraf.", f"{name} in the database is none of styrgraf's."),
        )


def _large(connection: sqlite3.Connection) -> Iterator[Finding]:
    edges = connection.execute(
        "SELECT (SELECT count(*) FROM memberships) + (SELECT count(*) FROM representations) "
        "+ (SELECT count(*) FROM hostings) + (SELECT count(*) FROM links)"
    ).fetchone()[0]
    if edges > _MANY:
        yield Finding(
            "warning",
            Text(
                f"Databasen har {edges} samband. Över en miljon passar en delad Neo4j bättre.",
                f"The database has {edges} edges. Past a million a shared Neo4j serves better.",
            ),
        )


def _open_to_others(path: Path) -> Iterator[Finding]:
    """Warn of a file that everyone on the computer can read; Windows keeps that with the folder."""
    if sys.platform == "win32":
        yield Finding(
            "note",
            Text(
                f"Mappens behörigheter bestämmer vem som kan läsa {path}: lägg databasen där bara du kommer åt den.",
                f"The folder's permissions say who can read {path}: keep the database where only you have access.",
            ),
        )
    elif path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        yield Finding(
            "warning",
            Text(
                f"Alla på datorn kan läsa {path}. Ändra det med: chmod o= {path}*",
                f"Everyone on this computer can read {path}. Change that by: chmod o= {path}*",
            ),
        )
