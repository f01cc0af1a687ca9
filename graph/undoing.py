"""Taking back a load exactly: what it added goes, what it changed is again as it was, and the journal keeps both.

Nothing that came later may rest on it: whoever built on a load takes that back first. A source or a person that
others speak of by now stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from graph.intake import TRIES, content_of, reason
from graph.port import Load, Reader, Store, StoreBusy
from graph.records import (
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
)
from graph.texts import Text

Key = tuple[str, str]
"""A record's table and key."""

_MODELS = {model.table: model for model in STORED}
_POINTERS: Mapping[str, type[Record]] = {
    **dict.fromkeys(("organisation", "group", "body", "represents", "employer"), Organisation),
    **dict.fromkeys(("host", "hosted", "from_id", "to_id"), Organisation),
    **dict.fromkeys(("person", "succeeds", "person_a", "person_b"), Person),
    **dict.fromkeys(("document", "earlier"), Document),
    "source": Source,
}
_SHARED = (Source, Person, Document)
"""What stays when others speak of it by now."""
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


class _Line(NamedTuple):
    action: str
    before: str | None
    after: str | None


def undo_load(store: Store, number: int, who: str, what: str) -> Undone:
    """Take back a load; raises `CannotUndo` naming what to take back first, `StoreError` when it cannot be written."""
    for _ in range(TRIES - 1):
        with suppress(StoreBusy):
            return _undo(store, number, who, what)
    return _undo(store, number, who, what)


def _undo(store: Store, number: int, who: str, what: str) -> Undone:
    with store.writing(who, what) as writer:
        own, later = _journal(writer, number)
        if not own:
            raise CannotUndo(
                Text(
                    f"Inläsning {number} ändrade ingenting, eller finns inte.",
                    f"Load {number} changed nothing, or is not there.",
                )
            )
        present = _present(writer, own)
        _refuse_changed(writer, own, present, later)
        resting = _resting(writer, own, later)
        kept = {key for key in resting if _MODELS[key[0]] in _SHARED and own[key].before is None}
        _refuse_rested_on(writer, own, {key: loads for key, loads in resting.items() if key not in kept})
        gone = {key: record for key, record in present.items() if own[key].before is None and key not in kept}
        former = {key: _read(key, line.before) for key, line in own.items() if line.before is not None}
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
        return Undone(len(gone), len(former), len(kept))


def _journal(reader: Reader, number: int) -> tuple[dict[Key, _Line], list[tuple[int, Key, str | None]]]:
    """Return what a load did with each record, and the later lines: load, record, content."""
    own: dict[Key, _Line] = {}
    later: list[tuple[int, Key, str | None]] = []
    for load, action, table, key, before, after in reader.entries(number):
        if load == number:
            first = own.get((table, key))
            own[table, key] = _Line(action, first.before if first else before, after)
        else:
            later.append((load, (table, key), after))
    return own, later


def _read(key: Key, content: str | None) -> Record:
    return _MODELS[key[0]].model_validate_json(content or "")


def _present(reader: Reader, keys: Iterable[Key]) -> dict[Key, Record]:
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for table, key in keys:
        wanted[table].append(key)
    return {
        (table, key): record
        for table, several in wanted.items()
        for key, record in reader.fetch(_MODELS[table], several).items()
    }


def _refuse_changed(
    reader: Reader,
    own: Mapping[Key, _Line],
    present: Mapping[Key, Record],
    later: Iterable[tuple[int, Key, str | None]],
) -> None:
    """Raise `CannotUndo` when something of the load is no longer as the load left it."""
    if any(line.after is None for line in own.values()):
        raise CannotUndo(
            Text(
                "Det var självt ett återtagande. Godkänn i stället förslaget igen.",
                "That took something back itself. Accept the proposal again instead.",
            )
        )
    changed = {key for key, line in own.items() if key not in present or present[key] != _read(key, line.after)}
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


def _points(record: Record) -> Iterator[Key]:
    """Yield the records at which a record points."""
    for field, model in _POINTERS.items():
        value = getattr(record, field, None)
        for key in (value,) if isinstance(value, str) else value or ():
            yield model.table, key
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
