"""A load into the file: one transaction on one connection."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from graph import time
from graph.port import JournalLine, Load
from graph.records import Membership, Organisation, Person, Record
from graph.stores.sqlite.deriving import Deriving
from graph.stores.sqlite.reading import batches
from graph.stores.sqlite.schema import FIELDS, KEYED, quoted, row_of


class SqliteWriter(Deriving):
    """One load in progress, which somebody else begins and ends as a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write on this connection."""
        self._own = connection
        self.forbidden = False
        self.rows = 0
        self._load: int | None = None

    def _connection(self) -> sqlite3.Connection:
        return self._own

    def begin(self, who: str, what: str) -> None:
        """Open the load under which all changes are noted."""
        self._load = (
            self._connection()
            .execute(
                "INSERT INTO loads (at, who, what) VALUES (?, ?, ?)",
                (datetime.now(UTC).isoformat(timespec="seconds"), who, what),
            )
            .lastrowid
        )

    def steps(self, records: int) -> int | None:
        """Tell that a file takes all records at once."""
        return None

    def step(self) -> None:
        """Do nothing: a load is kept as a whole."""

    def keep_loads(self, loads: Iterable[Load]) -> None:
        """Keep loads as they were, with their numbers."""
        self._connection().executemany("INSERT INTO loads (id, at, who, what) VALUES (?, ?, ?, ?)", loads)

    def keep_entries(self, entries: Iterable[JournalLine]) -> None:
        """Append lines of the journal under the loads that they name."""
        self._connection().executemany(
            "INSERT INTO journal (load, action, kind, record, before, after) VALUES (?, ?, ?, ?, ?, ?)", entries
        )

    def put(self, records: Sequence[Record]) -> None:
        """Add or replace records of one kind by their keys."""
        if not records:
            return
        model = type(records[0])
        key = KEYED[model]
        fields = FIELDS[model] if key == "id" else ("key", *FIELDS[model])
        updates = [f'"{name}" = excluded."{name}"' for name in fields if name != key]
        columns, values = quoted(fields), ", ".join("?" * len(fields))
        rows: dict[str, tuple[Any, ...]] = {row[0]: row for row in map(row_of, records)}
        known = self._known(model, rows)
        if model is Person:
            columns, values = columns + ", same_as", values + ", ?"
            rows = {person: (*row, person) for person, row in rows.items()}
        elif model is Membership:
            columns, values = columns + ", holder", values + ", (SELECT same_as FROM persons WHERE id = ?)"
            updates.append("holder = excluded.holder")
            rows = {membership: (*row, row[1]) for membership, row in rows.items()}
        # What is new goes in at half the price of what may be there already.
        insert = f"INSERT INTO {model.table} ({columns}) VALUES ({values})"
        self._connection().executemany(insert, [row for row_key, row in rows.items() if row_key not in known])
        self._connection().executemany(
            f"{insert} ON CONFLICT ({key}) DO UPDATE SET {', '.join(updates)}", [rows[row_key] for row_key in known]
        )
        self.rows += len(records)
        if model is Membership:
            seats = [record for record in records if isinstance(record, Membership)]
            for batch in batches(known):
                self._connection().execute(
                    "DELETE FROM representations WHERE membership IN (SELECT value FROM json_each(?))",
                    (batch,),
                )
            self._connection().executemany(
                "INSERT INTO representations (membership, body) VALUES (?, ?)",
                [(seat.id, body) for seat in seats for body in seat.represents],
            )

    def remove(self, model: type[Record], keys: Collection[str]) -> None:
        """Take records of one kind away, with their edges and names; nothing that is left may point at them."""
        if model in (Person, Organisation):
            self.relabel(keys, ())
        for batch in batches(keys):
            if model is Membership:
                self._connection().execute(
                    "DELETE FROM representations WHERE membership IN (SELECT value FROM json_each(?))", (batch,)
                )
            self._connection().execute(
                "DELETE FROM edges WHERE record_kind = ? AND record IN (SELECT value FROM json_each(?))",
                (model.table, batch),
            )
            self._connection().execute(
                f"DELETE FROM {model.table} WHERE {KEYED[model]} IN (SELECT value FROM json_each(?))", (batch,)
            )

    def _known(self, model: type[Record], keys: Iterable[str]) -> set[str]:
        """Return those of the keys that the store has."""
        if self.empty(model):
            return set()
        text = f"SELECT {KEYED[model]} FROM {model.table} WHERE {KEYED[model]} IN (SELECT value FROM json_each(?))"
        found = (self._connection().execute(text, (batch,)) for batch in batches(keys, 5_000))
        return {row[0] for row in chain.from_iterable(found)}

    def applied(self, table: str, key: str) -> set[str]:
        """Return every content (JSON) that this record has been given before."""
        rows = self._connection().execute("SELECT after FROM journal WHERE kind = ? AND record = ?", (table, key))
        return {row[0] for row in rows if row[0] is not None}

    def journal(self, entries: Iterable[tuple[str, str, str, str | None, str | None]]) -> None:
        """Append (action, table, key, before, after) to the journal under this load."""
        self._connection().executemany(
            f"INSERT INTO journal (load, action, kind, record, before, after) VALUES ({self._load}, ?, ?, ?, ?, ?)",
            entries,
        )

    def resting_on(self, sources: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield (table, key) of the records whose evidence comes from these sources."""
        for batch in batches(sources):
            yield from self._connection().execute(
                "SELECT DISTINCT kind, record FROM evidence WHERE source IN (SELECT value FROM json_each(?)) "
                "UNION SELECT 'listings', \"group\" FROM listings WHERE source IN (SELECT value FROM json_each(?))",
                (batch, batch),
            )

    def groups_of(self, persons: Iterable[str]) -> set[str]:
        """Return the groups in which these persons have memberships."""
        groups: set[str] = set()
        for batch in batches(persons):
            rows = self._connection().execute(
                'SELECT DISTINCT "group" FROM memberships WHERE person IN (SELECT value FROM json_each(?))',
                (batch,),
            )
            groups.update(row[0] for row in rows)
        return groups

    def current(self) -> dict[str, str]:
        """Return the memberships that nothing has ended: id → kind of the group."""
        rows = self._connection().execute(
            'SELECT m.id, g.kind FROM memberships m JOIN organisations g ON g.id = m."group" '
            "WHERE m.standing = 'seat' AND m.ended > ?",
            (time.today(),),
        )
        return dict(rows.fetchall())

    def forbid(self) -> None:
        """Undo everything when the load ends: a dry run, or one that is refused."""
        self.forbidden = True
