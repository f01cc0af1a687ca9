"""The tables of a SQLite store as somebody's own question sees them, where some rows are not to be seen as they are.

On the question's own connection a temporary view stands before every table and view of the store, under its name.
Behind each stands another whose name nobody can guess; that alone may read the table, as `graph.own.sql` tells SQLite.
Rows that are shown otherwise come from a temporary table instead; all others are read where they are, by their indexes.
"""

import secrets
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from graph.own.question import Shown
from graph.records import STORED

TABLES = (*(model.table for model in STORED), "loads", "journal", "representations", "edges", "labels")
VIEWS = ("seats", "host_seats", "link_rows")
WORDS = "label_words"


class Changed(NamedTuple):
    """The rows of one table that are not shown as they are: their keys, and what is shown in their place."""

    keys: list[tuple[Any, ...]]
    rows: list[tuple[Any, ...]]


def changed(connection: sqlite3.Connection, shown: Shown) -> dict[str, Changed]:
    """Return what is shown otherwise, by table."""
    found = {}
    for table in TABLES:
        places = [row[0] for row in _columns(connection, table) if row[5]]
        change = Changed([], [])
        for row in connection.execute(f"SELECT * FROM main.{table}"):
            if (now := shown.row(table, row)) != row:
                change.keys.append(tuple(row[place] for place in places))
                if now is not None:
                    change.rows.append(now)
        found[table] = change
    return found


def stand_before(connection: sqlite3.Connection, changes: dict[str, Changed], words: bool) -> str:
    """Put the views before the tables, with `words` also before the full-text index; return the name that may pass."""
    token = f"v{secrets.token_hex(16)}"
    connection.execute("PRAGMA temp_store = MEMORY")
    for table, change in changes.items():
        keys = [row[1] for row in _columns(connection, table) if row[5]]
        real = f"{token}_{table}"
        connection.execute(f"CREATE TEMP TABLE {real}_gone ({_listed(keys)}, PRIMARY KEY ({_listed(keys)}))")
        connection.execute(f"CREATE TEMP TABLE {real}_rows AS SELECT * FROM main.{table} WHERE 0")
        _insert(connection, f"{real}_gone", change.keys)
        _insert(connection, f"{real}_rows", change.rows)
        same = " AND ".join(f'g."{key}" = t."{key}"' for key in keys)
        seen = f"WHERE NOT EXISTS (SELECT 1 FROM temp.{real}_gone g WHERE {same})" if change.keys else ""
        beside = f"UNION ALL SELECT * FROM temp.{real}_rows" if change.rows else ""
        connection.execute(f"CREATE TEMP VIEW {real} AS SELECT * FROM main.{table} t {seen} {beside}")
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM temp.{real}")
    texts = dict(connection.execute("SELECT name, sql FROM main.sqlite_master WHERE sql IS NOT NULL").fetchall())
    for view in VIEWS:
        connection.execute(texts[view].replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    if words:
        connection.execute(texts[WORDS].replace(WORDS, f"temp.{WORDS}", 1))
        connection.execute(f"INSERT INTO temp.{WORDS} (rowid, folded) SELECT id, folded FROM temp.labels")
    return token


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"PRAGMA main.table_info({table})").fetchall()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT OR IGNORE INTO temp.{table} VALUES ({marks})", rows)
