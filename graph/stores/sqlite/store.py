"""The embedded store: one SQLite file, with the standard library alone."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from graph.loading import anew
from graph.own.question import OwnAnswer, Shown
from graph.own.sql import ask_own
from graph.port import Finding, JournalEntry, Restoring, StoreError, StoreUnreachable, Writer
from graph.stores.sqlite import examining
from graph.stores.sqlite.connection import Connections
from graph.stores.sqlite.preparing import prepare
from graph.stores.sqlite.reading import SqliteReader
from graph.stores.sqlite.refusing import has_log, log_unread, refuse_others
from graph.stores.sqlite.schema import EMPTIED
from graph.stores.sqlite.writing import SqliteWriter
from graph.texts import Text


class SqliteStore(SqliteReader):
    """A store in one file; each thread reads through a connection of its own."""

    dialect: Literal["sql"] = "sql"

    def __init__(self, path: Path, create: bool = False) -> None:
        """Open the file at `path`, and bring an older schema up to date after a copy has been put aside.

        Raises `StoreMissing` when there is no store (and `create` is not set), `StoreUnreachable` or `StoreError` when
        the file is something else, or was written by a newer styrgraf.
        """
        self.address = f"sqlite:///{path}"
        self._path = path
        self._connections = Connections(path)
        refuse_others(path, create)
        try:
            if create and not path.exists():
                with suppress(OSError):  # somebody else makes it at the same moment, or SQLite tells why nobody can
                    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            prepare(self._connection(), path, create, self._connections.fixed)
            self._work_out_anew()
        except StoreError:
            self.close()
            raise
        except sqlite3.DatabaseError as error:
            self.close()
            if self._connections.fixed and has_log(path):
                raise log_unread(path) from None
            raise StoreUnreachable(
                Text(
                    f"Filen {path} går inte att öppna som styrgrafs databas ({error}). "
                    "Ange en annan fil med --store, eller återställ från en säkerhetskopia.",
                    f"The file {path} cannot be opened as styrgraf's database ({error}). "
                    "Name another file with --store, or restore from a backup.",
                )
            ) from None

    def _connection(self) -> sqlite3.Connection:
        return self._connections.own()

    def _work_out_anew(self) -> None:
        """Work out all days, once, where an update reads time otherwise; what changed is told beside the copy."""
        asked = self._connection().execute("SELECT value FROM settings WHERE name = 'anew'").fetchone()
        if asked is not None:
            report = self._path.with_name(f"{self._path.name}.v{asked[0]}.csv")
            with self.writing(anew.WHO, anew.WHAT) as writer:
                anew.work_out_anew(writer, self.dialect, report)
                self._connection().execute("DELETE FROM settings WHERE name = 'anew'")

    def version(self) -> int:
        """Return the number of the newest load, higher by all that was given before a backup replaced it."""
        row = (
            self._connection()
            .execute(
                "SELECT coalesce(max(id), 0) + coalesce((SELECT CAST(value AS INTEGER) FROM settings "
                "WHERE name = 'replaced'), 0) FROM loads"
            )
            .fetchone()
        )
        return int(row[0])

    @contextmanager
    def writing(self, who: str, what: str) -> Iterator[Writer]:
        """Begin a load; it is one transaction, undone when anything in it fails."""
        with self._connections.transaction() as connection:
            writer = SqliteWriter(connection)
            writer.begin(who, what)
            yield writer
            if writer.forbidden:
                connection.execute("ROLLBACK")
        if not writer.forbidden:
            self._analyse(writer)

    @contextmanager
    def restoring(self, clear: bool) -> Iterator[Restoring]:
        """Begin to fill the store from a backup; it is one transaction, undone when anything in it fails."""
        with self._connections.transaction() as connection:
            if clear:
                self._clear(connection)
            writer = SqliteWriter(connection)
            yield writer
        self._analyse(writer)

    def _analyse(self, writer: SqliteWriter) -> None:
        with suppress(sqlite3.OperationalError):  # the load is done, also when somebody else writes already
            self._connection().execute("PRAGMA optimize" if writer.rows < 1000 else "ANALYZE")

    def _clear(self, connection: sqlite3.Connection) -> None:
        """Empty all tables; the version goes on from where it was."""
        version = self.version()
        for table in EMPTIED:
            connection.execute(f"DELETE FROM {table}")
        if version:
            connection.execute("INSERT OR REPLACE INTO settings VALUES ('replaced', ?)", (str(version + 1),))

    def ask_own(self, text: str, most: int, seconds: float, shown: Shown | None = None) -> OwnAnswer:
        """Run somebody's own query on a connection of its own, which can read and nothing else."""
        return ask_own(self._path, text, most, seconds, shown)

    def history(self, table: str | None = None, key: str | None = None, most: int = 100) -> list[JournalEntry]:
        """Return the newest lines of the journal, of one record if given."""
        where = "WHERE j.kind = :kind AND j.record = :record" if table and key else ""
        rows = self._connection().execute(
            "SELECT l.id, l.at, l.who, l.what, j.action, j.kind, j.record, j.before, j.after "
            f"FROM journal j JOIN loads l ON l.id = j.load {where} ORDER BY j.id DESC LIMIT :most",
            {"kind": table, "record": key, "most": most},
        )
        return [JournalEntry(*row) for row in rows]

    def damage(self) -> list[Text]:
        """Tell what is wrong with the file, its tables, its values and the references between records."""
        return examining.damage(self._connection())

    def examine(self) -> list[Finding]:
        """Check the file, the references between records, and that every record has evidence."""
        return examining.examine(self._connection(), self._path)

    def close(self) -> None:
        """Close the connections of all threads."""
        self._connections.close()
