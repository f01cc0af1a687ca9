"""What can be read in the file, within a load and without."""

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, groupby
from typing import Any, TypeVar

from graph import names, time
from graph.port import JournalLine, Label, Load, Spanned, Step, StoreError, Value
from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Roll, Seat
from graph.reasoning.testimony import SEAT, TESTIMONY, seat, testimony, when
from graph.records import Evidence, Membership, Proposal, Record
from graph.stores.sqlite.schema import FIELDS, KEYED, quoted, record_of
from graph.texts import Text

R = TypeVar("R", bound=Record)

_BATCH = 500
_TESTIMONY = ", ".join(f"v.{name}" for name in TESTIMONY) + ", s.date, s.period, s.retrieved"
_SEAT = ", ".join(f"m.{name}" for name in SEAT)


@contextmanager
def readable() -> Iterator[None]:
    """Tell in words, as a `StoreError`, that the file is damaged where it is read."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(
            Text(
                f"Databasen går inte att läsa ({error}). Se vad som är fel med: styrgraf doctor. Återställ sedan från "
                "en säkerhetskopia (styrgraf restore), eller läs in tabellerna på nytt.",
                f"The database cannot be read ({error}). See what is wrong by: styrgraf doctor. Then restore from a "
                "backup (styrgraf restore), or load the tables anew.",
            )
        ) from error


def batches(items: Iterable[str], size: int = _BATCH) -> Iterator[str]:
    """Yield the items in order, each once, so many at a time, as the JSON text of a list."""
    ordered = sorted(set(items))
    for start in range(0, len(ordered), size):
        yield json.dumps(ordered[start : start + size])


class SqliteReader(ABC):
    """Everything that is read with one query text and bound parameters, on whichever connection."""

    @abstractmethod
    def _connection(self) -> sqlite3.Connection:
        """Return the connection to read on."""

    def ask(self, text: str, parameters: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        """Run one query text with bound parameters and return its rows."""
        bound = {
            name: json.dumps(value) if isinstance(value, list | tuple) else value for name, value in parameters.items()
        }
        with readable():
            return self._connection().execute(text, bound).fetchall()

    def loads(self) -> Iterator[Load]:
        """Go through all loads in the order of their numbers."""
        with readable():
            yield from map(Load._make, self._connection().execute("SELECT id, at, who, what FROM loads ORDER BY id"))

    def entries(self, since: int = 0) -> Iterator[JournalLine]:
        """Go through the journal in the order in which it was written, from the load `since` on."""
        with readable():
            yield from self._connection().execute(
                "SELECT load, action, kind, record, before, after FROM journal WHERE load >= ? ORDER BY load, id",
                (since,),
            )

    def unfinished(self) -> list[Text]:
        """Tell that nothing is half done: everything in a file counts as a whole or not at all."""
        return []

    def keys(self, model: type[Record]) -> set[str]:
        """Return the keys of all records of a kind."""
        rows = self._connection().execute(f"SELECT {KEYED[model]} FROM {model.table}")
        return {row[0] for row in rows}

    def empty(self, model: type[Record]) -> bool:
        """Tell whether there is no record of a kind: then none need be looked up."""
        return self._connection().execute(f"SELECT 1 FROM {model.table} LIMIT 1").fetchone() is None

    def fetch(self, model: type[R], keys: Iterable[str]) -> dict[str, R]:
        """Return those of the records that are there, by key."""
        text = (
            f"SELECT {quoted(FIELDS[model])} FROM {model.table} "
            f"WHERE {KEYED[model]} IN (SELECT value FROM json_each(?))"
        )
        found: dict[str, R] = {}
        if self.empty(model):
            return found
        for batch in batches(keys, 5_000):
            for row in self._connection().execute(text, (batch,)):
                record = record_of(model, row)
                found[record.key] = record
        return found

    def every(self, model: type[R]) -> Iterator[R]:
        """Go through all records of a kind in the order of their keys."""
        text = f"SELECT {quoted(FIELDS[model])} FROM {model.table} ORDER BY {KEYED[model]}"
        with readable():
            for row in self._connection().execute(text):
                yield record_of(model, row)

    def labels(self, step: Step, text: str) -> list[Label]:
        """Return the names that one step of `graph.finding` finds."""
        where = {
            "id": "subject = coalesce((SELECT same_as FROM persons WHERE id = :text), :text)",
            "exact": "exact = :text",
            "bare": "bare = :text",
            "prefix": "bare >= :text AND bare < :text || char(1114111)",
            "words": "id IN (SELECT rowid FROM label_words WHERE label_words MATCH :text)",
        }[step]
        rows = self._connection().execute(
            "SELECT subject, kind, level, text, exact, bare, folded FROM labels "
            f"WHERE {where} ORDER BY level, bare LIMIT 200",
            {"text": names.words_expression(text) if step == "words" else text},
        )
        return [Label(*row) for row in rows]

    def memberships_of(self, persons: Iterable[str]) -> Iterator[Membership]:
        """Go through the memberships of these persons (as stored, before judgements)."""
        for batch in batches(persons):
            yield from (
                record_of(Membership, row)
                for row in self._connection().execute(
                    f"SELECT {quoted(FIELDS[Membership])} FROM memberships "
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
            f"SELECT {quoted(FIELDS[Evidence])} FROM evidence "
            "WHERE kind = ? AND record IN (SELECT value FROM json_each(?))"
        )
        rows = chain.from_iterable(self._connection().execute(text, (table, batch)) for batch in batches(keys))
        return sorted((record_of(Evidence, row) for row in rows), key=lambda evidence: evidence.key)

    def evidence_from(self, source: str, most: int) -> list[Evidence]:
        """Return what one source says, in the order of the keys, at most so many facts."""
        rows = self._connection().execute(
            f"SELECT {quoted(FIELDS[Evidence])} FROM evidence WHERE source = ? ORDER BY key LIMIT ?", (source, most)
        )
        return [record_of(Evidence, row) for row in rows]

    def testimonies(self, memberships: Iterable[str]) -> dict[str, tuple[Testimony, ...]]:
        """Return the testimonies of these memberships, by id."""
        return {spanned.key: spanned.testimonies for spanned in self.spanned(Membership, memberships)}

    def spanned(self, model: type[Record], keys: Iterable[str]) -> Iterator[Spanned]:
        """Yield the dated records with these keys, with their testimonies."""
        key = KEYED[model]
        for batch in batches(keys):
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
        for batch in batches(groups):
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
                f'SELECT m."group", {_SEAT}, {_TESTIMONY} FROM memberships m '
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
            f"SELECT {quoted(FIELDS[Proposal])} FROM proposals {'WHERE ' + given if given else ''} "
            "ORDER BY document, number, id",
            wanted,
        )
        yield from (record_of(Proposal, row) for row in rows)


def _seat(lines: list[tuple[Any, ...]]) -> Seat:
    width = 1 + len(SEAT)
    return seat(lines[0][1:width], (testimony(line[width:]) for line in lines if line[width] is not None))
