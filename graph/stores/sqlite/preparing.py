"""Making a file ours: only an empty one, and an older schema only after a copy of it has been put aside."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import sleep

from graph.files import begun
from graph.port import StoreError
from graph.stores.sqlite import schema
from graph.stores.sqlite.refusing import empty
from graph.texts import Text

_WAL_TRIES, _WAL_PAUSE = 100, 0.1
"""How often, and how many seconds apart, a new file is asked to keep a write-ahead log."""
_OWN_TABLES = {"settings", "loads", "journal"}
"""What every schema has had since the first: a database without them is somebody else's."""


def prepare(connection: sqlite3.Connection, path: Path, create: bool, fixed: bool) -> None:
    """Bring the schema of the file at `path` up to date; an empty one is filled only with `create`.

    Raises `StoreMissing` for an empty one, `StoreError` when the file is something else, was written by a newer
    styrgraf, or by an older one where nothing can be written (`fixed`).
    """
    wanted = len(schema.MIGRATIONS)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if (tables and version == 0) or (version and not tables >= _OWN_TABLES):
        raise StoreError(
            Text(
                f"Filen {path} är en databas, men inte styrgrafs. Ange en annan fil med --store.",
                f"The file {path} is a database, but not styrgraf's. Name another file with --store.",
            )
        )
    if version > wanted:
        raise StoreError(
            Text(
                f"Databasen {path} är skriven av en nyare styrgraf. Uppdatera styrgraf.",
                f"The database {path} was written by a newer styrgraf. Update styrgraf.",
            )
        )
    if version == 0 and not create:
        raise empty(path)
    if fixed and version < wanted:
        raise StoreError(
            Text(
                f"Databasen {path} är skriven av en äldre styrgraf och måste uppdateras, men där kan den bara läsas. "
                "Kopiera den till en mapp där du får skriva, och ange den med --store.",
                f"The database {path} was written by an older styrgraf and must be updated, but one can only read "
                "there. Copy it to a folder in which you may write, and name it with --store.",
            )
        )
    if fixed:
        return
    _to_wal(connection)
    if version == wanted:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have done all this while this one waited.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if 0 < version < wanted:
            _put_aside(path, version)
        for number, script in enumerate(schema.MIGRATIONS[version:], version + 1):
            for statement in statements(script.read_text("utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _to_wal(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work at once; SQLite does not wait by itself while others do the same."""
    for left in reversed(range(_WAL_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if not left:
                raise
            sleep(_WAL_PAUSE)


def _put_aside(path: Path, version: int) -> None:
    """Copy the store as it was before the migration that has begun."""
    with begun(path) as new:
        new.touch(0o600)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(new)) as target:
            source.backup(target)
        new.replace(path.with_name(f"{path.name}.v{version}.bak"))


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a migration."""
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        if sqlite3.complete_statement("\n".join(lines)):
            yield "\n".join(lines)
            lines.clear()
    if lines:
        yield "\n".join(lines)
