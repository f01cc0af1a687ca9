"""Taking back a load exactly: what it added goes, what it changed is again as it was, and the journal keeps both.

Nothing that came later may rest on it: whoever built on a load takes that back first. A source or a person that
others speak of by now stays, and goes with the last of them that is taken back. A part of a load is taken back by what
the rest alone would have brought, told from the store as it was before.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from graph.loading.consequences import reason
from graph.loading.intake import TRIES, content_of
from graph.loading.store_before import StoreBefore
from graph.port import Known, Load, Reader, Store, StoreBusy, Writer
from graph.records import (
    MODELS,
    STORED,
    WITH_EVIDENCE,
    Document,
    Evidence,
    Membership,
    Organisation,
    Person,
    Proposal,
    Record,
    Source,
    ids_in,
    references,
)
from graph.texts import Text

Key = tuple[str, str]
"""A record's table and key."""

_SHARED = (Source, Person, Document)
"""What stays when others speak of it by now."""
_STAYING = (Source, Person)
"""What then goes with the last of them."""
_NAMED = 5


class CannotUndo(Exception):
    """The load cannot be taken back; `text` says what to take back first. Nothing was changed."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


class Undone(NamedTuple):
    """What taking back did."""

    removed: int
    restored: int
    kept: int
    """Sources and persons that others speak of by now."""


Rest = Callable[[Known, Mapping[Key, Record]], Mapping[Key, Record]]
"""Tells, of the store as it was before a load and of what the load left, what a part of it alone would have left.

Raises `CannotUndo` when that cannot be told.
"""


class Part(NamedTuple):
    """What is taken back of a load."""

    name: str
    """Follows the load's number in the journal."""
    rest: Rest


class _Line(NamedTuple):
    before: str | None
    after: str | None


class _Since(NamedTuple):
    """What the journal tells from a load on."""

    own: Mapping[Key, _Line]
    """What the load did with each record, but for parts that were taken back."""
    later: Sequence[tuple[int, Key, str | None]]
    """What came later: load, record, content."""
    before: Mapping[Key, str | None]
    """What everything that changed since was like."""
    back: bool
    """The load took something back itself."""


def undo_load(store: Store, number: int, who: str, what: str, part: Part | None = None) -> Undone:
    """Take back a load, or a part of it; the journal says `what` and the number.

    Raises `CannotUndo` naming what to take back first, `StoreError` when it cannot be written.
    """
    for _ in range(TRIES - 1):
        with suppress(StoreBusy):
            return _undo(store, number, who, what, part)
    return _undo(store, number, who, what, part)


def parts_of(reader: Reader, number: int, what: str) -> set[int]:
    """Return the loads in which parts of a load were taken back."""
    return {load.id for load in reader.loads() if load.what.startswith(f"{what} {number}, ")}


def _undo(store: Store, number: int, who: str, what: str, part: Part | None) -> Undone:
    told = f"{what} {number}, {part.name}" if part else f"{what} {number}"
    with store.writing(who, told) as writer:
        since = _journal(writer, number, parts_of(writer, number, what))
        if not since.own:
            raise CannotUndo(
                Text(
                    f"Inläsning {number} ändrade ingenting, eller finns inte.",
                    f"Load {number} changed nothing, or is not there.",
                )
            )
        if since.back:
            raise CannotUndo(
                Text(
                    "Det var självt ett återtagande. Godkänn i stället förslaget igen.",
                    "That took something back itself. Accept the proposal again instead.",
                )
            )
        left = {key: _read(key, line.after) for key, line in since.own.items()}
        rest = part.rest(_before(writer, since), left) if part else {}
        own = {key: line for key, line in since.own.items() if rest.get(key) != left[key]}
        present = _present(writer, own)
        own = {key: line for key, line in own.items() if key in present or not _gone_since(key, line)}
        _refuse_changed(writer, _to_compare(own, left, rest), present, since.later)
        resting = _resting(writer, own, since.later)
        kept = {key for key in resting if MODELS[key[0]] in _SHARED and own[key].before is None}
        _refuse_rested_on(writer, own, {key: loads for key, loads in resting.items() if key not in kept})
        former = {
            key: rest.get(key) or _read(key, line.before)
            for key, line in own.items()
            if key in rest or line.before is not None
        }
        gone = {key: present[key] for key in own if key not in former and key not in kept}
        gone |= _left_behind(writer, present, former, gone, what)
        _write(writer, present, former, gone)
        return Undone(len(gone), len(former), len(kept))


def _write(
    writer: Writer, present: Mapping[Key, Record], former: Mapping[Key, Record], gone: Mapping[Key, Record]
) -> None:
    for model in STORED:
        writer.put([record for (table, _), record in former.items() if table == model.table])
    for model in reversed(STORED):
        writer.remove(model, [record for table, record in gone if table == model.table])
    writer.journal(
        [
            *(("changed", *key, content_of(present[key]), content_of(record)) for key, record in former.items()),
            *(("removed", *key, content_of(record), None) for key, record in gone.items()),
        ]
    )
    changes: dict[type[Record], list[Record]] = defaultdict(list)
    # Who is gone has no names to be found by; whoever was judged the same has them again by the judgement.
    for record in (
        *former.values(),
        *(each for each in gone.values() if not isinstance(each, Person | Organisation)),
    ):
        changes[type(record)].append(record)
    left = [record.group for key in former if isinstance(record := present[key], Membership)]
    reason(writer, changes, left)


def _journal(reader: Reader, number: int, parts: Collection[int]) -> _Since:
    own: dict[Key, _Line] = {}
    later: list[tuple[int, Key, str | None]] = []
    origin: dict[Key, str | None] = {}
    back = False
    for load, _, table, name, before, after in reader.entries(number):
        key = (table, name)
        origin.setdefault(key, before)
        if load == number or (load in parts and key in own):
            own[key] = _Line(own[key].before if key in own else before, after)
            back = back or (load == number and after is None)
        elif load not in parts:
            later.append((load, key, after))
    changed = {key: line for key, line in own.items() if back or line.after not in (None, line.before)}
    return _Since(changed, later, origin, back)


def _before(reader: Reader, since: _Since) -> StoreBefore:
    """Return the store as it was before the load."""
    return StoreBefore(reader, {key: _read(key, content) if content else None for key, content in since.before.items()})


def _gone_since(key: Key, line: _Line) -> bool:
    """Tell whether a record that is not there may have gone with the last that spoke of it."""
    return line.before is None and MODELS[key[0]] in _SHARED


def _read(key: Key, content: str | None) -> Record:
    return MODELS[key[0]].model_validate_json(content or "")


def _present(reader: Reader, keys: Iterable[Key]) -> dict[Key, Record]:
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for table, key in keys:
        wanted[table].append(key)
    return {
        (table, key): record
        for table, several in wanted.items()
        for key, record in reader.fetch(MODELS[table], several).items()
    }


def _to_compare(own: Mapping[Key, _Line], left: Mapping[Key, Record], rest: Mapping[Key, Record]) -> dict[Key, Record]:
    """Return what must still be as the load left it: not how a source is described that goes altogether."""
    return {
        key: left[key]
        for key, line in own.items()
        if key in rest or line.before is not None or MODELS[key[0]] is not Source
    }


def _refuse_changed(
    reader: Reader,
    left: Mapping[Key, Record],
    present: Mapping[Key, Record],
    later: Iterable[tuple[int, Key, str | None]],
) -> None:
    """Raise `CannotUndo` when something of the load is no longer as the load `left` it."""
    changed = {key for key, record in left.items() if present.get(key) != record}
    if changed:
        raise _first(reader, {load for load, key, _ in later if key in changed}, sorted(changed))


def _resting(
    reader: Reader, own: Mapping[Key, _Line], later: Iterable[tuple[int, Key, str | None]]
) -> dict[Key, set[int]]:
    """Return the records of a load at which others point that came later and are still there, with their loads."""
    candidates = {
        key: load
        for load, key, after in later
        if after is not None and key not in own and own.keys() & set(_points(_read(key, after)))
    }
    resting: defaultdict[Key, set[int]] = defaultdict(set)
    for key, record in _present(reader, candidates).items():
        for target in own.keys() & set(_points(record)):
            resting[target].add(candidates[key])
    return resting


def _left_behind(
    reader: Reader, present: Mapping[Key, Record], former: Mapping[Key, Record], gone: Mapping[Key, Record], what: str
) -> dict[Key, Record]:
    """Return the sources and persons that stayed when the loads that brought them were taken back.

    Only what is `gone` now, or `former` as it was before, still spoke of them.
    """
    spoken = {target for key in (*gone, *former) for target in _points(present[key])} - present.keys()
    wanted = {key for key in spoken if MODELS[key[0]] in _STAYING}
    taken_back = {int(told[1]) for load in reader.loads() if (told := re.match(rf"{re.escape(what)} (\d+)", load.what))}
    if not wanted or not taken_back:
        return {}
    came: dict[Key, int] = {}
    speaking: set[Key] = set()
    for load, action, table, name, _, after in reader.entries(min(taken_back)):
        key = (table, name)
        if key in wanted and action == "added":
            came[key] = load
        elif after and any(f'"{each}"' in after for _, each in wanted) and wanted & set(_points(_read(key, after))):
            speaking.add(key)
    still = {**_present(reader, speaking - gone.keys() - former.keys()), **former}
    spoken_of = {target for record in still.values() for target in _points(record)}
    return _present(reader, {key for key in wanted - spoken_of if came.get(key) in taken_back})


def _points(record: Record) -> Iterator[Key]:
    """Yield the records at which a record points."""
    for field, reference in references(type(record)).items():
        for key in ids_in(record, field):
            yield reference.target, key
    if isinstance(record, Evidence):
        yield record.kind, record.record


def _refuse_rested_on(reader: Reader, own: Mapping[Key, _Line], resting: Mapping[Key, set[int]]) -> None:
    """Raise `CannotUndo` when later facts rest on what the load added, or tell of what it changed."""
    facts = {model.table for model in WITH_EVIDENCE}
    on = {
        key: loads for key, loads in resting.items() if own[key].before is None or key[0] in facts - {"organisations"}
    }
    if on:
        raise _first(reader, {load for loads in on.values() for load in loads}, sorted(on))


def _first(reader: Reader, loads: set[int], keys: list[Key]) -> CannotUndo:
    named = [load for load in reader.loads() if load.id in loads]
    accepted: defaultdict[int, list[str]] = defaultdict(list)
    if loads:
        for load, _, table, key, _, _ in reader.entries(min(loads)):
            if load in loads and table == Proposal.table:
                accepted[load].append(key)
    told = "; ".join(_load(load, accepted[load.id]) for load in reversed(named[-_NAMED:]))
    about = ", ".join(f"{table} {key}" for table, key in keys[:_NAMED])
    return CannotUndo(
        Text(
            f"Det går inte att ta tillbaka ännu, för något senare bygger på det ({about}). Ta först tillbaka: {told}.",
            f"It cannot be taken back yet, because something later rests on it ({about}). First take back: {told}.",
        )
    )


def _load(load: Load, proposals: list[str]) -> str:
    named = f", {', '.join(proposals[:_NAMED])}" if proposals else ""
    return f"{load.id} ({load.what}, {load.who}, {load.at[:10]}{named})"
