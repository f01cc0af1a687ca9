"""The embedded store: one SQLite file, with the standard library alone."""

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from time import sleep
from typing import Any, Literal, TypeVar, cast, get_origin

from graph import names, time
from graph.own.question import Found
from graph.own.sql import ask_own
from graph.port import (
    Entry,
    Finding,
    JournalLine,
    Label,
    Load,
    Restoring,
    Spanned,
    StoreError,
    StoreMissing,
    StoreUnreachable,
    Value,
    Writer,
)
from graph.reasoning.days import Derived, Roll, Seat, Testimony
from graph.reasoning.testimony import TESTIMONY, testimony, when
from graph.records import STORED, Evidence, Membership, Organisation, Person, Proposal, Record
from graph.texts import Text

R = TypeVar("R", bound=Record)

_MIGRATIONS = sorted((Path(__file__).parent / "migrations").glob("[0-9]*.sql"))
SCHEMA_VERSION = len(_MIGRATIONS)
_MANY = 1_000_000
"""Number of edges past which the shared store serves better (DESIGN §4)."""
_BATCH = 500
_WAL_TRIES, _WAL_PAUSE = 100, 0.1
"""How often, and how many seconds apart, a new file is asked to keep a write-ahead log."""
_CACHE, _LOAD_CACHE = 64 * 1024, 512 * 1024
"""Kilobytes of the file that a connection may keep in memory, and may keep during a load."""
_OWN_TABLES = {"settings", "loads", "journal"}
"""What every schema has had since the first: a database without them is somebody else's."""
_EMPTIED = (
    *("label_words", "labels", "edges", "representations", "journal", "loads"),
    *(model.table for model in reversed(STORED)),
)
"""All tables but the settings, those that point at others first."""
_DAYS = [name for name in Derived._fields if name not in ("partner", "moved_to", "same_as", "standing")]
_SEAT_DAYS = list(Derived._fields)


def _lists(model: type[Record]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple)


_FIELDS = {model: tuple(model.model_fields) for model in STORED}
_LISTS = {model: _lists(model) for model in STORED}
_LIST_PLACES = {
    model: tuple(place for place, name in enumerate(_FIELDS[model]) if name in lists) for model, lists in _LISTS.items()
}
_VALUES = {model: itemgetter(*fields) for model, fields in _FIELDS.items()}
_KEYED = {model: "id" if "id" in model.model_fields else "key" for model in STORED}


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _row(record: Record) -> tuple[Any, ...]:
    model = type(record)
    row: tuple[Any, ...] = _VALUES[model](record.__dict__)
    for place in _LIST_PLACES[model]:
        row = (*row[:place], ";".join(row[place]), *row[place + 1 :])
    return row if _KEYED[model] == "id" else (record.key, *row)


def _record(model: type[R], row: Sequence[Any]) -> R:
    lists = _LISTS[model]
    values = {
        name: (tuple(value.split(";")) if value else ()) if name in lists else value
        for name, value in zip(_FIELDS[model], row, strict=True)
    }
    return cast(R, model.model_construct(None, **values))


_EDGE_DAYS = (
    "s.first_possible, s.presumed_from, s.surely_from, s.surely_until, s.ended, s.last_confirmed, s.confirmed_from"
)
_SEAT_EDGES = (
    ("member_of", "s.group_id", "seats s"),
    ("represents", "r.body", "seats s JOIN representations r ON r.membership = s.id"),
    ("employed_by", "s.employer_id", "seats s"),
)
_OTHER_EDGES = (
    ("host_seats", "s.host_id, 'hosts', s.group_id, s.id, 'hostings', NULL, s.status", "host_id", "group_id"),
    ("link_rows", "s.from_id, s.kind, s.to_id, s.id, 'links', NULL, NULL", "from_id", "to_id"),
)
_TELLING = "SELECT group_concat(DISTINCT v.source) FROM evidence v"
_TESTIMONY = ", ".join(f"v.{name}" for name in TESTIMONY) + ", s.date, s.period, s.retrieved"


def _statements(script: str) -> Iterator[str]:
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        if sqlite3.complete_statement("\n".join(lines)):
            yield "\n".join(lines)
            lines.clear()
    if lines:
        yield "\n".join(lines)


def _batches(items: Iterable[str], size: int = _BATCH) -> Iterator[str]:
    ordered = sorted(set(items))
    for start in range(0, len(ordered), size):
        yield json.dumps(ordered[start : start + size])


class SqliteStore:
    """A store in one file; each thread reads through a connection of its own."""

    dialect: Literal["sql"] = "sql"

    def __init__(self, path: Path, create: bool = False) -> None:
        """Open the file at `path`, and bring an older schema up to date after a copy has been put aside.

        Raises `StoreMissing` when there is no store (and `create` is not set), `StoreUnreachable` or `StoreError` when
        the file is something else, or was written by a newer styrgraf.
        """
        self.address = f"sqlite:///{path}"
        self._path = path
        self._local = threading.local()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._lock = threading.Lock()
        if not path.exists() and not create:
            raise StoreMissing(
                Text(
                    f"Det finns ingen databas i {path}. Skapa den med: styrgraf load data/",
                    f"There is no database at {path}. Create it with: styrgraf load data/",
                )
            )
        try:
            self._migrate()
        except StoreError:
            self.close()
            raise
        except sqlite3.DatabaseError as error:
            self.close()
            raise StoreUnreachable(
                Text(
                    f"Filen {path} går inte att öppna som styrgrafs databas ({error}). "
                    "Ange en annan fil med --store, eller återställ från en säkerhetskopia.",
                    f"The file {path} cannot be opened as styrgraf's database ({error}). "
                    "Name another file with --store, or restore from a backup.",
                )
            ) from None

    def _migrate(self) -> None:
        connection = self._connection()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if (tables and version == 0) or (version and not tables >= _OWN_TABLES):
            raise StoreError(
                Text(
                    f"Filen {self._path} är en databas, men inte styrgrafs. Ange en annan fil med --store.",
                    f"The file {self._path} is a database, but not styrgraf's. Name another file with --store.",
                )
            )
        if version > SCHEMA_VERSION:
            raise StoreError(
                Text(
                    f"Databasen {self._path} är skriven av en nyare styrgraf. Uppdatera styrgraf.",
                    f"The database {self._path} was written by a newer styrgraf. Update styrgraf.",
                )
            )
        self._to_wal(connection)
        if version == SCHEMA_VERSION:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another program may have done all this while this one waited.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if 0 < version < SCHEMA_VERSION:
                self._put_aside(version)
            for number, script in enumerate(_MIGRATIONS[version:], version + 1):
                for statement in _statements(script.read_text("utf-8")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number:d}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    @staticmethod
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

    def _put_aside(self, version: int) -> None:
        """Copy the store as it was before the migration that has begun."""
        aside = self._path.with_name(f"{self._path.name}.v{version}.bak")
        with closing(sqlite3.connect(self._path)) as source, closing(sqlite3.connect(aside)) as target:
            source.backup(target)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=30)
            with self._lock:  # a dashboard has a new thread for each look at a page
                for thread in [thread for thread in self._connections if not thread.is_alive()]:
                    self._connections.pop(thread).close()
                self._connections[threading.current_thread()] = connection
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            connection.execute("PRAGMA analysis_limit = 10000")
            self._local.connection = connection
        return connection

    def ask(self, text: str, parameters: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        """Run one query text with bound parameters and return its rows."""
        bound = {
            name: json.dumps(value) if isinstance(value, list | tuple) else value for name, value in parameters.items()
        }
        return self._connection().execute(text, bound).fetchall()

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

    def loads(self) -> Iterator[Load]:
        """Go through all loads in the order of their numbers."""
        yield from map(Load._make, self._connection().execute("SELECT id, at, who, what FROM loads ORDER BY id"))

    def entries(self, since: int = 0) -> Iterator[JournalLine]:
        """Go through the journal in the order in which it was written, from the load `since` on."""
        yield from self._connection().execute(
            "SELECT load, action, kind, record, before, after FROM journal WHERE load >= ? ORDER BY load, id", (since,)
        )

    def unfinished(self) -> list[Text]:
        """Tell that nothing is half done: everything in a file counts as a whole or not at all."""
        return []

    def keys(self, model: type[Record]) -> set[str]:
        """Return the keys of all records of a kind."""
        rows = self._connection().execute(f"SELECT {_KEYED[model]} FROM {model.table}")
        return {row[0] for row in rows}

    def empty(self, model: type[Record]) -> bool:
        """Tell whether there is no record of a kind: then none need be looked up."""
        return self._connection().execute(f"SELECT 1 FROM {model.table} LIMIT 1").fetchone() is None

    def fetch(self, model: type[R], keys: Iterable[str]) -> dict[str, R]:
        """Return those of the records that are there, by key."""
        text = (
            f"SELECT {_quoted(_FIELDS[model])} FROM {model.table} "
            f"WHERE {_KEYED[model]} IN (SELECT value FROM json_each(?))"
        )
        found: dict[str, R] = {}
        if self.empty(model):
            return found
        for batch in _batches(keys, 5_000):
            for row in self._connection().execute(text, (batch,)):
                record = _record(model, row)
                found[record.key] = record
        return found

    def every(self, model: type[R]) -> Iterator[R]:
        """Go through all records of a kind in the order of their keys."""
        text = f"SELECT {_quoted(_FIELDS[model])} FROM {model.table} ORDER BY {_KEYED[model]}"
        for row in self._connection().execute(text):
            yield _record(model, row)

    def labels(self, step: Literal["id", "exact", "bare", "prefix"], text: str) -> list[Label]:
        """Return the names that one step of `graph.finding` finds."""
        where = {
            "id": "subject = coalesce((SELECT same_as FROM persons WHERE id = :text), :text)",
            "exact": "exact = :text",
            "bare": "bare = :text",
            "prefix": "bare >= :text AND bare < :text || char(1114111)",
        }[step]
        rows = self._connection().execute(
            "SELECT subject, kind, level, text, exact, bare, folded FROM labels "
            f"WHERE {where} ORDER BY level, bare LIMIT 200",
            {"text": text},
        )
        return [Label(*row) for row in rows]

    def memberships_of(self, persons: Iterable[str]) -> Iterator[Membership]:
        """Go through the memberships of these persons (as stored, before judgements)."""
        for batch in _batches(persons):
            yield from (
                _record(Membership, row)
                for row in self._connection().execute(
                    f"SELECT {_quoted(_FIELDS[Membership])} FROM memberships "
                    "WHERE person IN (SELECT value FROM json_each(?))",
                    (batch,),
                )
            )

    def persons_named(self, name: str) -> list[str]:
        """Return the stored ids of the persons who bear exactly this name (`names.exact`)."""
        rows = self._connection().execute(
            "SELECT p.id, p.name, p.aliases FROM labels l JOIN persons p ON p.same_as = l.subject "
            "WHERE l.exact = :name AND l.kind = 'person'",
            {"name": name},
        )
        return sorted({person for person, own, aliases in rows if name in map(names.exact, (own, *aliases.split(";")))})

    def evidence_of(self, table: str, keys: Iterable[str]) -> list[Evidence]:
        """Return what all sources say of these records, in the order of the evidence's keys."""
        text = (
            f"SELECT {_quoted(_FIELDS[Evidence])} FROM evidence "
            "WHERE kind = ? AND record IN (SELECT value FROM json_each(?))"
        )
        rows = chain.from_iterable(self._connection().execute(text, (table, batch)) for batch in _batches(keys))
        return sorted((_record(Evidence, row) for row in rows), key=lambda evidence: evidence.key)

    def evidence_from(self, source: str, most: int) -> list[Evidence]:
        """Return what one source says, in the order of the keys, at most so many facts."""
        rows = self._connection().execute(
            f"SELECT {_quoted(_FIELDS[Evidence])} FROM evidence WHERE source = ? ORDER BY key LIMIT ?", (source, most)
        )
        return [_record(Evidence, row) for row in rows]

    def testimonies(self, memberships: Iterable[str]) -> dict[str, tuple[Testimony, ...]]:
        """Return the testimonies of these memberships, by id."""
        return {spanned.key: spanned.testimonies for spanned in self.spanned(Membership, memberships)}

    def spanned(self, model: type[Record], keys: Iterable[str]) -> Iterator[Spanned]:
        """Yield the dated records with these keys, with their testimonies."""
        key = _KEYED[model]
        for batch in _batches(keys):
            rows = self._connection().execute(
                f"SELECT t.{key}, t.valid_from, t.valid_to, {_TESTIMONY} FROM {model.table} t "
                f"LEFT JOIN evidence v ON v.record = t.{key} AND v.kind = '{model.table}' "
                "LEFT JOIN sources s ON s.id = v.source "
                f"WHERE t.{key} IN (SELECT value FROM json_each(?)) ORDER BY t.{key}, v.source",
                (batch,),
            )
            for record, lines in groupby(rows, key=lambda row: row[0]):
                same = list(lines)
                yield Spanned(
                    record,
                    when(same[0][1]),
                    when(same[0][2]),
                    tuple(testimony(line[3:]) for line in same if line[3] is not None),
                )

    def seats(self, groups: Iterable[str]) -> Iterator[tuple[str, list[Seat], list[Roll]]]:
        """Yield each group with its memberships and listings, ready for `reasoning.derive_group`."""
        for batch in _batches(groups):
            rolls: dict[str, list[Roll]] = {}
            for row in self._connection().execute(
                'SELECT l."group", l.roles, l.body, l.source, s.date, s.period, s.retrieved '
                "FROM listings l JOIN sources s ON s.id = l.source "
                'WHERE l."group" IN (SELECT value FROM json_each(?)) ORDER BY l.key',
                (batch,),
            ):
                group, roles, body, source, date, period, retrieved = row
                roll = Roll(source, time.observed(date, period, retrieved), frozenset(roles.split(";")), body)
                rolls.setdefault(group, []).append(roll)
            rows = self._connection().execute(
                'SELECT m."group", m.id, m.holder, m.person, m.role, m.represents, m.status, m.valid_from, '
                f"m.valid_to, m.succeeds, {_TESTIMONY} FROM memberships m "
                "LEFT JOIN evidence v ON v.record = m.id AND v.kind = 'memberships' "
                "LEFT JOIN sources s ON s.id = v.source "
                'WHERE m."group" IN (SELECT value FROM json_each(?)) ORDER BY m."group", m.id, v.source',
                (batch,),
            )
            for group, lines in groupby(rows, key=lambda row: row[0]):
                yield (
                    group,
                    [_seat(list(same)) for _, same in groupby(lines, key=lambda row: row[1])],
                    rolls.get(group, []),
                )

    def proposals(self, document: str | None = None, state: str | None = None) -> Iterator[Proposal]:
        """Go through the proposals (of a document, in a state) by document and place in it."""
        wanted = {"document": document, "state": state}
        given = " AND ".join(f"{name} = :{name}" for name, value in wanted.items() if value is not None)
        rows = self._connection().execute(
            f"SELECT {_quoted(_FIELDS[Proposal])} FROM proposals {'WHERE ' + given if given else ''} "
            "ORDER BY document, number, id",
            wanted,
        )
        yield from (_record(Proposal, row) for row in rows)

    @contextmanager
    def writing(self, who: str, what: str) -> Iterator[Writer]:
        """Begin a load; it is one transaction, undone when anything in it fails."""
        with self._transaction() as connection:
            writer = _SqliteWriter(self, connection)
            writer.begin(who, what)
            yield writer
            if writer.forbidden:
                connection.execute("ROLLBACK")
        if not writer.forbidden:
            self._analyse(writer)

    @contextmanager
    def restoring(self, clear: bool) -> Iterator[Restoring]:
        """Begin to fill the store from a backup; it is one transaction, undone when anything in it fails."""
        with self._transaction() as connection:
            if clear:
                self._clear(connection)
            writer = _SqliteWriter(self, connection)
            yield writer
        self._analyse(writer)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit what is done unless it failed or has been undone already."""
        connection = self._connection()
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

    def _analyse(self, writer: "_SqliteWriter") -> None:
        with suppress(sqlite3.OperationalError):  # the load is done, also when somebody else writes already
            self._connection().execute("PRAGMA optimize" if writer.rows < 1000 else "ANALYZE")

    def _clear(self, connection: sqlite3.Connection) -> None:
        """Empty all tables; the version goes on from where it was."""
        version = self.version()
        for table in _EMPTIED:
            connection.execute(f"DELETE FROM {table}")
        if version:
            connection.execute("INSERT OR REPLACE INTO settings VALUES ('replaced', ?)", (str(version + 1),))

    def ask_own(self, text: str, most: int, seconds: float) -> Found:
        """Run somebody's own query on a connection of its own, which can read and nothing else."""
        return ask_own(self._path, text, most, seconds)

    def history(self, table: str | None = None, key: str | None = None, most: int = 100) -> list[Entry]:
        """Return the newest lines of the journal, of one record if given."""
        where = "WHERE j.kind = :kind AND j.record = :record" if table and key else ""
        rows = self._connection().execute(
            "SELECT l.id, l.at, l.who, l.what, j.action, j.kind, j.record, j.before, j.after "
            f"FROM journal j JOIN loads l ON l.id = j.load {where} ORDER BY j.id DESC LIMIT :most",
            {"kind": table, "record": key, "most": most},
        )
        return [Entry(*row) for row in rows]

    def examine(self) -> list[Finding]:
        """Check the file, the references between records, and that every record has evidence."""
        connection = self._connection()
        findings = []
        for (line,) in connection.execute("PRAGMA integrity_check"):
            if line != "ok":
                findings.append(
                    Finding(
                        "fault",
                        Text(f"Databasfilen är skadad: {line}", f"The database file is damaged: {line}"),
                    )
                )
        for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(20):
            findings.append(
                Finding(
                    "fault",
                    Text(
                        f"En rad i {table} pekar på något som saknas i {parent}.",
                        f"A row in {table} points at something that is missing from {parent}.",
                    ),
                )
            )
        for table in ("organisations", "names", "memberships", "hostings", "links", "rules"):
            key = "key" if table == "names" else "id"
            rows = connection.execute(
                f"SELECT {key} FROM {table} t WHERE NOT EXISTS "
                f"(SELECT 1 FROM evidence v WHERE v.kind = :table AND v.record = t.{key}) LIMIT 20",
                {"table": table},
            )
            for (record,) in rows:
                findings.append(
                    Finding(
                        "fault",
                        Text(f"{table}: {record} saknar källa.", f"{table}: {record} has no source."),
                    )
                )
        edges = connection.execute(
            "SELECT (SELECT count(*) FROM memberships) + (SELECT count(*) FROM representations) "
            "+ (SELECT count(*) FROM hostings) + (SELECT count(*) FROM links)"
        ).fetchone()[0]
        if edges > _MANY:
            findings.append(
                Finding(
                    "warning",
                    Text(
                        f"Databasen har {edges} samband. Över en miljon passar en delad Neo4j bättre.",
                        f"The database has {edges} edges. Past a million a shared Neo4j serves better.",
                    ),
                )
            )
        return findings

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()
        self._local = threading.local()


class _SqliteWriter:
    """One transaction on one connection."""

    def __init__(self, store: SqliteStore, connection: sqlite3.Connection) -> None:
        self._store = store
        self._connection = connection
        self.forbidden = False
        self.rows = 0
        self._load: int | None = None
        self.ask = store.ask
        self.keys = store.keys
        self.labels = store.labels
        self.memberships_of = store.memberships_of
        self.persons_named = store.persons_named
        self.testimonies = store.testimonies
        self.evidence_of = store.evidence_of
        self.evidence_from = store.evidence_from
        self.spanned = store.spanned
        self.seats = store.seats
        self.proposals = store.proposals
        self.loads = store.loads
        self.entries = store.entries
        self.unfinished = store.unfinished

    def begin(self, who: str, what: str) -> None:
        """Open the load under which all changes are noted."""
        self._load = self._connection.execute(
            "INSERT INTO loads (at, who, what) VALUES (?, ?, ?)",
            (datetime.now(UTC).isoformat(timespec="seconds"), who, what),
        ).lastrowid

    def steps(self, records: int) -> int | None:
        return None

    def step(self) -> None:
        pass

    def keep_loads(self, loads: Iterable[Load]) -> None:
        self._connection.executemany("INSERT INTO loads (id, at, who, what) VALUES (?, ?, ?, ?)", loads)

    def keep_entries(self, entries: Iterable[JournalLine]) -> None:
        self._connection.executemany(
            "INSERT INTO journal (load, action, kind, record, before, after) VALUES (?, ?, ?, ?, ?, ?)", entries
        )

    def fetch(self, model: type[R], keys: Iterable[str]) -> dict[str, R]:
        return self._store.fetch(model, keys)

    def every(self, model: type[R]) -> Iterator[R]:
        return self._store.every(model)

    def put(self, records: Sequence[Record]) -> None:
        if not records:
            return
        model = type(records[0])
        key = _KEYED[model]
        fields = _FIELDS[model] if key == "id" else ("key", *_FIELDS[model])
        updates = [f'"{name}" = excluded."{name}"' for name in fields if name != key]
        columns, values = _quoted(fields), ", ".join("?" * len(fields))
        rows: dict[str, tuple[Any, ...]] = {row[0]: row for row in map(_row, records)}
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
        self._connection.executemany(insert, [row for row_key, row in rows.items() if row_key not in known])
        self._connection.executemany(
            f"{insert} ON CONFLICT ({key}) DO UPDATE SET {', '.join(updates)}", [rows[row_key] for row_key in known]
        )
        self.rows += len(records)
        if model is Membership:
            seats = [record for record in records if isinstance(record, Membership)]
            for batch in _batches(known):
                self._connection.execute(
                    "DELETE FROM representations WHERE membership IN (SELECT value FROM json_each(?))",
                    (batch,),
                )
            self._connection.executemany(
                "INSERT INTO representations (membership, body) VALUES (?, ?)",
                [(seat.id, body) for seat in seats for body in seat.represents],
            )

    def remove(self, model: type[Record], keys: Collection[str]) -> None:
        if model in (Person, Organisation):
            self.relabel(keys, ())
        for batch in _batches(keys):
            if model is Membership:
                self._connection.execute(
                    "DELETE FROM representations WHERE membership IN (SELECT value FROM json_each(?))", (batch,)
                )
            self._connection.execute(
                "DELETE FROM edges WHERE record_kind = ? AND record IN (SELECT value FROM json_each(?))",
                (model.table, batch),
            )
            self._connection.execute(
                f"DELETE FROM {model.table} WHERE {_KEYED[model]} IN (SELECT value FROM json_each(?))", (batch,)
            )

    def _known(self, model: type[Record], keys: Iterable[str]) -> set[str]:
        """Return those of the keys that the store has."""
        if self._store.empty(model):
            return set()
        text = f"SELECT {_KEYED[model]} FROM {model.table} WHERE {_KEYED[model]} IN (SELECT value FROM json_each(?))"
        found = (self._connection.execute(text, (batch,)) for batch in _batches(keys, 5_000))
        return {row[0] for row in chain.from_iterable(found)}

    def applied(self, table: str, key: str) -> set[str]:
        rows = self._connection.execute("SELECT after FROM journal WHERE kind = ? AND record = ?", (table, key))
        return {row[0] for row in rows if row[0] is not None}

    def journal(self, entries: Iterable[tuple[str, str, str, str | None, str | None]]) -> None:
        self._connection.executemany(
            f"INSERT INTO journal (load, action, kind, record, before, after) VALUES ({self._load}, ?, ?, ?, ?, ?)",
            entries,
        )

    def resting_on(self, sources: Iterable[str]) -> Iterator[tuple[str, str]]:
        for batch in _batches(sources):
            yield from self._connection.execute(
                "SELECT DISTINCT kind, record FROM evidence WHERE source IN (SELECT value FROM json_each(?)) "
                "UNION SELECT 'listings', \"group\" FROM listings WHERE source IN (SELECT value FROM json_each(?))",
                (batch, batch),
            )

    def groups_of(self, persons: Iterable[str]) -> set[str]:
        groups: set[str] = set()
        for batch in _batches(persons):
            rows = self._connection.execute(
                'SELECT DISTINCT "group" FROM memberships WHERE person IN (SELECT value FROM json_each(?))',
                (batch,),
            )
            groups.update(row[0] for row in rows)
        return groups

    def derive(self, table: str, days: Iterable[tuple[str, Derived]]) -> None:
        columns = _SEAT_DAYS if table == "memberships" else _DAYS
        key = "key" if table == "names" else "id"
        width = len(columns)
        places = [Derived._fields.index(name) for name in columns]
        assignments = ", ".join(f'"{name}" = ?' for name in columns)
        days = list(days)
        if table == "memberships":
            # Who tells of it stands beside it, too; where several are the same, of all of them.
            assignments += f", sources = ({_TELLING} WHERE v.record = memberships.id AND v.kind = 'memberships')"
        self._connection.executemany(
            f"UPDATE {table} SET {assignments} WHERE {key} = ?",
            (
                (*(derived if width == len(derived) else [derived[place] for place in places]), record)
                for record, derived in days
            ),
        )
        if table == "memberships":
            self._connection.executemany(
                f"UPDATE memberships SET sources = ({_TELLING} WHERE v.kind = 'memberships' AND v.record IN "
                "(SELECT x.id FROM memberships x WHERE x.same_as = memberships.id AND x.same_as <> x.id "
                "UNION ALL SELECT memberships.id)) WHERE id = ?",
                sorted({(derived.same_as,) for record, derived in days if derived.same_as != record}),
            )

    def name_persons(self, same: Mapping[str, str]) -> None:
        changed = [
            person
            for batch in _batches(same)
            for person, who in self._connection.execute(
                "SELECT id, same_as FROM persons WHERE id IN (SELECT value FROM json_each(?))", (batch,)
            )
            if who != same[person]
        ]
        self._connection.executemany(
            "UPDATE persons SET same_as = ? WHERE id = ?", [(same[person], person) for person in changed]
        )
        for batch in _batches(changed):
            self._connection.execute(
                "UPDATE memberships SET holder = (SELECT same_as FROM persons p WHERE p.id = person) "
                "WHERE person IN (SELECT value FROM json_each(?))",
                (batch,),
            )
        self._connection.execute(
            "UPDATE memberships SET holder = (SELECT same_as FROM persons p WHERE p.id = person) "
            "WHERE holder IS NULL AND person IS NOT NULL"
        )

    def standing_for(self, persons: Iterable[str]) -> dict[str, str]:
        standing: dict[str, str] = {}
        for batch in _batches(persons):
            standing.update(
                self._connection.execute(
                    "SELECT id, same_as FROM persons WHERE same_as IN "
                    "(SELECT same_as FROM persons WHERE id IN (SELECT value FROM json_each(?)))",
                    (batch,),
                ).fetchall()
            )
        return standing

    def relabel(self, subjects: Iterable[str], labels: Iterable[Label]) -> None:
        for batch in _batches(subjects):
            self._connection.execute(
                "DELETE FROM label_words WHERE rowid IN "
                "(SELECT id FROM labels WHERE subject IN (SELECT value FROM json_each(?)))",
                (batch,),
            )
            self._connection.execute("DELETE FROM labels WHERE subject IN (SELECT value FROM json_each(?))", (batch,))
        start = self._connection.execute("SELECT coalesce(max(id), 0) FROM labels").fetchone()[0]
        self._connection.executemany(
            "INSERT INTO labels (subject, kind, level, text, exact, bare, folded) VALUES (?, ?, ?, ?, ?, ?, ?)",
            labels,
        )
        self._connection.execute(
            "INSERT INTO label_words (rowid, folded) SELECT id, folded FROM labels WHERE id > ?", (start,)
        )

    def shorten(self, labels: Iterable[tuple[str, int, str]]) -> None:
        self._connection.executemany("UPDATE organisations SET label = ?, level = ? WHERE id = ?", labels)

    def connect(self, groups: Iterable[str], organisations: Iterable[str], records: Iterable[str]) -> None:
        ends, loose = sorted(set(organisations)), sorted(set(records))
        for batch in _batches([*groups, *ends], 5_000):
            self._connection.execute(
                "DELETE FROM edges WHERE record_kind = 'memberships' AND record IN "
                '(SELECT id FROM memberships WHERE "group" IN (SELECT value FROM json_each(?)))',
                (batch,),
            )
            for kind, other, source in _SEAT_EDGES:
                self._connection.execute(
                    "INSERT OR REPLACE INTO edges "
                    f"SELECT s.person_id, '{kind}', {other}, s.id, 'memberships', s.role, s.status, {_EDGE_DAYS} "
                    f"FROM {source} WHERE s.group_id IN (SELECT value FROM json_each(?)) AND s.standing = 'seat' "
                    f"AND {other} IS NOT NULL AND s.person_id IS NOT NULL ORDER BY s.person_id",
                    (batch,),
                )
        for batch in _batches(loose):
            self._connection.execute(
                "DELETE FROM edges WHERE record_kind IN ('hostings', 'links') "
                "AND record IN (SELECT value FROM json_each(?))",
                (batch,),
            )
        for source, columns, first, second in _OTHER_EDGES:
            drawn = set(loose)
            for column in (first, second):
                text = f"SELECT id FROM {source} WHERE {column} IN (SELECT value FROM json_each(?))"
                for batch in _batches(ends):
                    drawn.update(row[0] for row in self._connection.execute(text, (batch,)))
            for batch in _batches(drawn, 5_000):
                self._connection.execute(
                    f"INSERT OR REPLACE INTO edges SELECT {columns}, {_EDGE_DAYS} FROM {source} s "
                    f"WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY 1, 2, 3",
                    (batch,),
                )

    def current(self) -> dict[str, str]:
        rows = self._connection.execute(
            'SELECT m.id, g.kind FROM memberships m JOIN organisations g ON g.id = m."group" '
            "WHERE m.standing = 'seat' AND m.ended > ?",
            (time.today(),),
        )
        return dict(rows.fetchall())

    def forbid(self) -> None:
        self.forbidden = True


def _seat(lines: list[tuple[Any, ...]]) -> Seat:
    _, key, holder, person, role, represents, status, valid_from, valid_to, succeeds = lines[0][:10]
    return Seat(
        key,
        holder,
        person,
        role,
        frozenset(represents.split(";")) if represents else frozenset(),
        status,
        when(valid_from),
        when(valid_to),
        succeeds,
        tuple(testimony(line[10:]) for line in lines if line[10] is not None),
    )
