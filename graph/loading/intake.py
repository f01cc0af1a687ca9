"""Taking records into a store: what is new, what changes, what is only confirmed, and what follows.

The store is the master. A record that it lacks is added; one that it has with the same content is
confirmed; other content changes it, unless the record had that content before: a table that is loaded
again does not undo what happened since. Then time is reasoned anew for everything that the load touched.
"""

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import NamedTuple

from graph.bundle import Bundle
from graph.loading.consequences import reason, reason_anew, touched
from graph.loading.endings import still_current
from graph.port import Progress, Reader, Store, StoreBusy, Writer
from graph.records import (
    STORED,
    Evidence,
    Judgement,
    Membership,
    Person,
    Record,
    Source,
)
from graph.texts import Text

TRIES = 3
"""How often what came between and passes is tried."""
DROP_SHARE, DROP_COUNT = 0.10, 20
"""A load may end at most this share, or this many, of the memberships in one kind of group."""


class Outcome(NamedTuple):
    """What a load did, or would do; counts by table."""

    added: Mapping[str, int]
    changed: Mapping[str, int]
    confirmed: Mapping[str, int]
    kept: Mapping[str, int]
    """Rows that the store has had before and that changed since: left as the store has them."""
    newly_sourced: int
    """Records that were there before and gained evidence."""
    ended: int
    """Memberships that counted as going on before the load and do so no longer."""
    written: bool
    lines: tuple[tuple[str, str, str], ...] = ()
    """(action, table, key) of every record that is new or changed, in the order of writing."""
    over: tuple[str, ...] = ()
    """Ids of the memberships that go on no longer."""

    @property
    def quiet(self) -> bool:
        """Tell that the store already had everything."""
        return not (sum(self.added.values()) or sum(self.changed.values()))


_Change = tuple[str, str, str, str | None, str | None]
"""(action, table, key, before, after): a line for the journal."""


class TooManyEnded(Exception):
    """The load would end more memberships than a slip of the hand should; nothing was written."""

    def __init__(self, kind: str, ended: int, total: int) -> None:
        """Keep the kind of group and the counts."""
        super().__init__(f"{kind}: {ended} of {total}")
        self.text = Text(
            f"Inlästa uppgifter skulle avsluta {ended} av {total} uppdrag i grupper av slaget {kind}. "
            "Inget har sparats. Är det meningen? Kör igen med --allow-drop.",
            f"These tables would end {ended} of {total} memberships in groups of kind {kind}. "
            "Nothing was saved. Is that intended? Run again with --allow-drop.",
        )


def take_in(
    store: Store,
    bundle: Bundle | Callable[[Reader], Bundle],
    who: str,
    what: str,
    *,
    insist: bool = False,
    dry_run: bool = False,
    allow_drop: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Load checked records into a store as one whole; return what was done.

    A bundle that rests on what the store holds is made within the load: give what makes it from a reader. With
    `insist` records get a content that they have had before too, as a person's decision wants; a load of tables does
    not do that, nor does it show anybody again whom somebody hid.
    A large load into a shared store goes step by step (`Writer.steps`): one that broke off is completed by the same
    load run again. What came between and passes is tried again here, since a whole load can be.
    Raises `TooManyEnded` (nothing is written) when the guard of DESIGN's loader is not lifted by
    `allow_drop`; `StoreError` when the store cannot be written.
    """
    for _ in range(TRIES - 1):
        with suppress(StoreBusy):
            return _take_in(store, bundle, who, what, insist, dry_run, allow_drop, progress)
    return _take_in(store, bundle, who, what, insist, dry_run, allow_drop, progress)


def _take_in(
    store: Store,
    bundle: Bundle | Callable[[Reader], Bundle],
    who: str,
    what: str,
    insist: bool,
    dry_run: bool,
    allow_drop: bool,
    progress: Progress | None,
) -> Outcome:
    with _uncollected(), store.writing(who, what) as writer:
        broken = bool(writer.unfinished())
        before = {} if broken else writer.current()
        plan = _sort_out(writer, bundle if isinstance(bundle, Bundle) else bundle(writer), insist)
        if plan.changes or broken:
            size = None if dry_run else writer.steps(plan.count)
            if size and before and not allow_drop:
                _refuse(before, _foreseen(writer, plan, before))
            done = 0
            for records, entries in plan.parts(size):
                for model in STORED:
                    writer.put(records.get(model, []))
                writer.journal(entries)
                writer.step()
                done += sum(map(len, records.values()))
                if progress:
                    progress(done, plan.count)
            if broken:
                reason_anew(writer)
            else:
                reason(writer, plan.changes, plan.left, plan.new_sources)
        after = writer.current() if before else {}
        ended = [key for key in before if key not in after]
        if not allow_drop:
            _refuse(before, ended)
        if dry_run or not (plan.changes or broken):
            writer.forbid()
    return Outcome(
        plan.added,
        plan.changed,
        plan.confirmed,
        plan.kept,
        plan.newly_sourced,
        len(ended),
        not dry_run,
        tuple(line[:3] for line in plan.entries),
        tuple(sorted(ended)),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the search for unreachable cycles: a load makes very many objects and no cycles of them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _refuse(before: Mapping[str, str], ended: Iterable[str]) -> None:
    """Raise `TooManyEnded` when more end than a slip of the hand should end."""
    totals = Counter(before.values())
    for kind, count in sorted(Counter(before[key] for key in ended).items()):
        if count > DROP_COUNT and count > DROP_SHARE * totals[kind]:
            raise TooManyEnded(kind, count, totals[kind])


def _foreseen(writer: Writer, plan: "_Plan", before: Collection[str]) -> set[str]:
    """Return which of the memberships that go on now the load would end."""
    _, groups, persons = touched(writer, plan.changes, plan.new_sources)
    groups |= plan.left
    if plan.changes.get(Judgement):
        judged = chain.from_iterable((j.person_a, j.person_b) for j in writer.every(Judgement))
        groups |= writer.groups_of(persons.union(judged))
    there = {seat.id for _, seats, _ in writer.seats(groups) for seat in seats}
    return there.intersection(before).difference(still_current(writer, plan.changes, groups))


class _Plan:
    """What a load changes in a store."""

    def __init__(self) -> None:
        self.changes: dict[type[Record], list[Record]] = {}
        self.entries: list[_Change] = []
        self.added: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.confirmed: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.newly_sourced = 0
        self.left: set[str] = set()
        """Groups from which a changed membership moved."""
        self.new_sources: set[str] = set()

    @property
    def count(self) -> int:
        """Return how many records are written."""
        return sum(map(len, self.changes.values()))

    def parts(self, size: int | None) -> Iterator[tuple[Mapping[type[Record], Sequence[Record]], list[_Change]]]:
        """Yield the changes with their lines for the journal: whole, or so many records with their evidence."""
        if size is None:
            yield self.changes, self.entries
            return
        lines = {(line[1], line[2]): line for line in self.entries}
        told: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
        for evidence in self.changes.get(Evidence, ()):
            if isinstance(evidence, Evidence):
                told[evidence.kind, evidence.record].append(evidence)
        for model in STORED:
            # Evidence comes last: what is left of it by then is about records that are there already.
            rest = list(chain.from_iterable(told.values())) if model is Evidence else self.changes.get(model, [])
            for start in range(0, len(rest), size):
                part = {model: rest[start : start + size]}
                if model is not Evidence:
                    part[Evidence] = [
                        each for record in part[model] for each in told.pop((model.table, record.key), ())
                    ]
                yield part, [lines[record.table, record.key] for records in part.values() for record in records]


def _sort_out(writer: Writer, bundle: Bundle, insist: bool) -> _Plan:
    plan = _Plan()
    for model in STORED:
        records = {record.key: record for record in bundle.of(model)}
        if not records:
            continue
        table = model.table
        there = writer.fetch(model, records)
        changes: list[Record] = []
        for key, given in records.items():
            known = there.get(key)
            record = given if insist else _still_hidden(given, known)
            if known is None:
                plan.added[table] += 1
                plan.entries.append(("added", table, key, None, content_of(record)))
                if model is Source:
                    plan.new_sources.add(key)
            elif known == record:
                plan.confirmed[table] += 1
                continue
            else:
                content = content_of(record)
                if not insist and _had(writer, record, content):
                    plan.kept[table] += 1
                    continue
                plan.changed[table] += 1
                if isinstance(known, Membership):
                    plan.left.add(known.group)
                plan.entries.append(("changed", table, key, content_of(known), content))
            changes.append(record)
        if changes:
            plan.changes[model] = changes
    new = {(entry[1], entry[2]) for entry in plan.entries if entry[0] == "added"}
    sourced = {
        (evidence.kind, evidence.record)
        for evidence in plan.changes.get(Evidence, [])
        if isinstance(evidence, Evidence)
    }
    plan.newly_sourced = len(sourced - new)
    return plan


def _had(writer: Writer, record: Record, content: str) -> bool:
    """Tell whether a record had this content before, as a styrgraf may have kept it that knew fewer fields."""
    before = writer.applied(record.table, record.key)
    return content in before or any(type(record).model_validate_json(each) == record for each in before)


def _still_hidden(record: Record, known: Record | None) -> Record:
    """Return the record, a person's not shown when the store has it so: only somebody's own act undoes that."""
    if isinstance(record, Person) and isinstance(known, Person) and known.visibility == "suppressed":
        return record.model_copy(update={"visibility": known.visibility})
    return record


def content_of(record: Record) -> str:
    """Return what `model_dump_json` returns, without what a hundred thousand calls of it cost."""
    content: bytes = record.__pydantic_serializer__.to_json(record)
    return content.decode()
