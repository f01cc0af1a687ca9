"""Taking records into a store: what is new, what changes, what is only confirmed, and what follows.

The store is the master. A record that it lacks is added; one that it has with the same content is
confirmed; other content changes it, unless the record had that content before: a table that is loaded
again does not undo what happened since. Then time is reasoned anew for everything that the load touched.
"""

import gc
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import NamedTuple

from graph import finding
from graph.bundle import Bundle
from graph.identity import Identities
from graph.port import Progress, Store, Writer
from graph.reasoning import Derived, derive_group, span
from graph.records import (
    RECORDS,
    Evidence,
    Hosting,
    Judgement,
    Link,
    Listing,
    Membership,
    Name,
    Organisation,
    Person,
    Record,
    Rule,
    Source,
)
from graph.texts import Text

_SPANNED: tuple[type[Record], ...] = (Organisation, Name, Hosting, Link, Rule)
_OPEN_START: tuple[type[Record], ...] = (Organisation, Name, Rule)
_PART = 20_000
"""Keys that are worked on at a time when everything is worked out anew."""
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

    @property
    def quiet(self) -> bool:
        """Tell that the store already had everything."""
        return not (sum(self.added.values()) or sum(self.changed.values()))


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
    bundle: Bundle,
    who: str,
    what: str,
    *,
    dry_run: bool = False,
    allow_drop: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Load checked records into a store as one whole; return what was done.

    Raises `TooManyEnded` (nothing is written) when the guard of DESIGN's loader is not lifted by
    `allow_drop`; `StoreError` when the store cannot be written.
    """
    with _uncollected(), store.writing(who, what) as writer:
        before = writer.current()
        plan = _sort_out(writer, bundle)
        if plan.changes:
            done = 0
            for model in RECORDS:
                records = plan.changes.get(model, [])
                writer.put(records)
                done += len(records)
                if progress and records:
                    progress(done, plan.count)
            writer.journal(plan.entries)
            reason(writer, plan.changes, plan.left, plan.new_sources)
        after = writer.current() if before else {}
        ended = [key for key in before if key not in after]
        refused = None if allow_drop else _too_many(before, ended)
        if dry_run or refused or not plan.changes:
            writer.forbid()
    if refused:
        raise refused
    return Outcome(plan.added, plan.changed, plan.confirmed, plan.kept, plan.newly_sourced, len(ended), not dry_run)


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


def _too_many(before: Mapping[str, str], ended: Iterable[str]) -> TooManyEnded | None:
    totals = Counter(before.values())
    for kind, count in sorted(Counter(before[key] for key in ended).items()):
        if count > DROP_COUNT and count > DROP_SHARE * totals[kind]:
            return TooManyEnded(kind, count, totals[kind])
    return None


class _Plan:
    """What a load changes in a store."""

    def __init__(self) -> None:
        self.changes: dict[type[Record], list[Record]] = {}
        self.entries: list[tuple[str, str, str, str | None, str | None]] = []
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


def _sort_out(writer: Writer, bundle: Bundle) -> _Plan:
    plan = _Plan()
    for model in RECORDS:
        records = {record.key: record for record in bundle.of(model)}
        if not records:
            continue
        table = model.table
        there = writer.fetch(model, records)
        changes: list[Record] = []
        for key, record in records.items():
            known = there.get(key)
            if known is None:
                plan.added[table] += 1
                plan.entries.append(("added", table, key, None, _content(record)))
                if model is Source:
                    plan.new_sources.add(key)
            elif known == record:
                plan.confirmed[table] += 1
                continue
            else:
                content = _content(record)
                if content in writer.applied(table, key):
                    plan.kept[table] += 1
                    continue
                plan.changed[table] += 1
                if isinstance(known, Membership):
                    plan.left.add(known.group)
                plan.entries.append(("changed", table, key, _content(known), content))
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


def _content(record: Record) -> str:
    """Return what `model_dump_json` returns, without what a hundred thousand calls of it cost."""
    content: bytes = record.__pydantic_serializer__.to_json(record)
    return content.decode()


def reason(
    writer: Writer,
    changes: Mapping[type[Record], Sequence[Record]],
    left: Iterable[str] = (),
    new_sources: Collection[str] = (),
) -> None:
    """Work out anew what follows from the changed records: who is who, names, and the days of all touched.

    `left` are groups that something changed has belonged to and does no longer. On `new_sources` nothing rests
    but what is in `changes` itself.
    """
    touched: defaultdict[str, set[str]] = defaultdict(set)
    groups: set[str] = set(left)
    persons: set[str] = set()
    for record in chain.from_iterable(changes.values()):
        if isinstance(record, Evidence):
            touched[record.kind].add(record.record)
        elif isinstance(record, Membership | Listing):
            groups.add(record.group)
        elif isinstance(record, Person):
            persons.add(record.id)
        elif isinstance(record, Judgement):
            persons.update((record.person_a, record.person_b))
        elif type(record) in _SPANNED:
            touched[record.table].add(record.key)
    changed_sources = [source.key for source in changes.get(Source, ()) if source.key not in new_sources]
    for table, key in writer.resting_on(changed_sources):
        if table == "listings":
            groups.add(key)
        else:
            touched[table].add(key)
    persons |= _name_persons(writer, persons, bool(changes.get(Judgement)))
    if changes.get(Judgement):
        groups |= writer.groups_of(persons)
    known = {membership.key for membership in changes.get(Membership, ())}
    memberships = writer.fetch(Membership, touched.pop("memberships", set()) - known)
    groups.update(membership.group for membership in memberships.values())
    renamed = {record.key for record in changes.get(Organisation, ())}
    renamed.update(name.organisation for name in changes.get(Name, ()) if isinstance(name, Name))
    _label_organisations(writer, renamed)
    people = {record.id: record for record in changes.get(Person, ()) if isinstance(record, Person)}
    _label_persons(writer, persons, people)
    for model in _SPANNED:
        _derive_spans(writer, model, touched.get(model.table, ()))
    _derive_seats(writer, groups)
    writer.connect(groups, touched["organisations"], touched["hostings"] | touched["links"])


def reason_anew(writer: Writer, progress: Progress | None = None) -> None:
    """Work out everything that follows from the records of a store that holds nothing but records.

    It goes through the store part by part, so that a large one needs no more memory than its keys.
    """
    persons, organisations = writer.keys(Person), writer.keys(Organisation)
    spanned = {model: writer.keys(model) for model in _SPANNED}
    records = spanned[Hosting] | spanned[Link]
    total = 2 * (len(persons) + len(organisations)) + sum(map(len, spanned.values())) + len(records)
    done = 0

    def parts(keys: Collection[str]) -> Iterator[list[str]]:
        nonlocal done
        ordered = sorted(keys)
        for start in range(0, len(ordered), _PART):
            part = ordered[start : start + _PART]
            yield part
            done += len(part)
            if progress:
                progress(done, total)

    for part in parts(persons):
        _name_persons(writer, set(part), judged=False)
    _name_persons(writer, set(), judged=True)
    for part in parts(persons):
        _label_persons(writer, part, {})
    for part in parts(organisations):
        _label_organisations(writer, part)
    for model, keys in spanned.items():
        for part in parts(keys):
            _derive_spans(writer, model, part)
    for part in parts(organisations):
        _derive_seats(writer, part)
        writer.connect(part, (), ())
    for part in parts(records):
        writer.connect((), (), part)


def _derive_spans(writer: Writer, model: type[Record], keys: Iterable[str]) -> None:
    open_start = model in _OPEN_START
    writer.derive(
        model.table,
        (
            (record.key, span(record.valid_from, record.valid_to, record.testimonies, open_start))
            for record in writer.spanned(model, keys)
        ),
    )


def _derive_seats(writer: Writer, groups: Iterable[str]) -> None:
    days: list[tuple[str, Derived]] = []
    for _, seats, rolls in writer.seats(groups):
        days.extend(derive_group(seats, rolls).items())
    writer.derive("memberships", days)


def _name_persons(writer: Writer, persons: set[str], judged: bool) -> set[str]:
    """Join persons whom judgements make one, under the first-named of each pair; return all concerned.

    A judgement's own order tells which id stands for both, so that undoing it gives each their own again.
    """
    judgements = list(writer.every(Judgement))
    identities = Identities(judgements)
    concerned = set(persons)
    if judged:
        concerned.update(chain.from_iterable((j.person_a, j.person_b) for j in judgements))
    writer.name_persons({person: identities.standing(person) for person in concerned})
    return concerned


def _label_organisations(writer: Writer, organisations: Collection[str]) -> None:
    """Keep the names by which these organisations are found."""
    if not organisations:
        return
    names: defaultdict[str, list[Name]] = defaultdict(list)
    wanted = set(organisations)
    for name in writer.every(Name):
        if name.organisation in wanted:
            names[name.organisation].append(name)
    found = writer.fetch(Organisation, wanted)
    writer.shorten((finding.short_label(o), finding.level_of(o.kind), o.id) for o in found.values())
    writer.relabel(wanted, chain.from_iterable(finding.organisation_labels(o, names[o.id]) for o in found.values()))


def _label_persons(writer: Writer, persons: Collection[str], known: Mapping[str, Person]) -> None:
    """Keep the names by which these persons, and all who are the same, are found."""
    if not persons:
        return
    standing = writer.standing_for(persons)
    people = {**known, **writer.fetch(Person, standing.keys() - known.keys())}
    writer.relabel(
        set(standing) | set(standing.values()),
        chain.from_iterable(finding.person_labels(people[person], standing[person]) for person in people),
    )
