"""Connections to the file: one for each thread, and one transaction at a time that writes."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph import files
from graph.port import StoreError
from graph.texts import Text

_CACHE, _LOAD_CACHE = 64 * 1024, 512 * 1024
"""Kilobytes of the file that a connection may keep in memory, and may keep during a load."""


def _stamp(path: Path) -> tuple[int, int, bool]:
    """Return what changes when somebody writes into the file, or beside it."""
    told = path.stat()
    return told.st_mtime_ns, told.st_size, path.with_name(f"{path.name}-wal").exists()


class Connections:
    """All threads' connections to one file."""

    def __init__(self, path: Path) -> None:
        """Connect to the file at `path` when that is needed."""
        self._path = path
        self.fixed = files.is_fixed(path)
        """Whether nothing can be written there: a disk to read from, or somebody else's folder."""
        self._local = threading.local()
        self._open: dict[threading.Thread, sqlite3.Connection] = {}
        self._lock = threading.Lock()

    def own(self) -> sqlite3.Connection:
        """Return the connection of the current thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None and self.fixed and self._local.stamp != _stamp(self._path):
            connection = None  # somebody else can write, and did
        if connection is None:
            place, is_uri = (files.reading_address(self._path), True) if self.fixed else (str(self._path), False)
            if self.fixed:
                self._local.stamp = _stamp(self._path)
            connection = sqlite3.connect(place, isolation_level=None, check_same_thread=False, timeout=30, uri=is_uri)
            with self._lock:  # a dashboard has a new thread for each look at a page
                here = threading.current_thread()
                for thread in [thread for thread in self._open if thread is here or not thread.is_alive()]:
                    self._open.pop(thread).close()
                self._open[here] = connection
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            connection.execute("PRAGMA analysis_limit = 10000")
            self._local.connection = connection
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit what is done unless it failed or has been undone already."""
        connection = self.own()
        if self.fixed:
            raise StoreError(
                Text(
                    f"Databasen {self._path} ligger där det bara går att läsa. Inget har sparats. Kopiera den till en "
                    "mapp där du får skriva, och ange den med --store.",
                    f"The database {self._path} lies where one can only read. Nothing was saved. Copy it to a folder "
                    "in which you may write, and name it with --store.",
                )
            )
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError(
                Text(
                    f"Databasen {self._path} går inte att skriva i just nu ({error}). Försök igen om en stund.",
                    f"The database {self._path} cannot be written to now ({error}). Try again in a while.",
                )
            ) from None
        try:
            connection.execute(f"PRAGMA cache_size = -{_LOAD_CACHE}")
            yield connection
            if connection.in_transaction:
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(
                Text(
                    f"Det gick inte att spara i databasen {self._path} ({error}). Inget har sparats.",
                    f"Saving in the database {self._path} failed ({error}). Nothing was saved.",
                )
            ) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._open.values():
                connection.close()
            self._open.clear()
        self._local = threading.local()
