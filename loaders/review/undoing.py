"""Taking back a decision on a proposal: by itself, or with all that was decided at the same time."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from graph.loading.undoing import CannotUndo, Key, Part, Rest, Undone, parts_of, undo_load
from graph.port import JournalEntry, Known, Reader, Store
from graph.records import Judgement, Person, Proposal, Record, Source
from graph.texts import Text
from loaders.review.building import Built, build
from loaders.review.refusing import ReviewError

_HISTORY, _NAMED = 200, 5
_WHAT = "granskning: tog tillbaka"


class Back(NamedTuple):
    """What taking back did."""

    proposals: tuple[str, ...]
    """Those whose decision was taken back."""
    standing: int
    """How many of those that were decided at the same time still stand."""
    undone: Undone


class Scope(NamedTuple):
    """What was decided together, and still stands."""

    load: int
    proposals: tuple[str, ...]


def scope(reader: Store, key: str) -> Scope:
    """Return the load that made the newest decision on a proposal, with all proposals that it decided.

    Raises `ReviewError` when there is nothing to take back.
    """
    entries = [entry for entry in reader.history(Proposal.table, key, _HISTORY) if entry.action == "changed"]
    number = _decided(entries)
    if number is None:
        raise ReviewError(
            Text(f"Det finns inget att ta tillbaka för {key}.", f"There is nothing to take back for {key}.")
        )
    return Scope(number, tuple(_proposals(reader, number)))


def _decided(entries: list[JournalEntry]) -> int | None:
    """Return the load of the newest change that nobody has taken back yet; `entries` are the newest first."""
    taken_back: list[str | None] = []
    for entry in entries:
        if entry.what.startswith(_WHAT):
            taken_back.append(entry.before)
        elif taken_back and taken_back[-1] == entry.after:
            taken_back.pop()
        else:
            return entry.load
    return None


def _proposals(reader: Reader, number: int) -> list[str]:
    parts = parts_of(reader, number, _WHAT)
    found: dict[str, None] = {}
    for load, _, table, key, _, _ in reader.entries(number):
        if load > max(parts, default=number):
            break
        if table == Proposal.table and load == number:
            found[key] = None
        elif table == Proposal.table and load in parts:
            found.pop(key, None)
    return list(found)


def undo(store: Store, key: str, who: str) -> Back:
    """Take back the newest decision on one proposal, which then is as it was; what was decided with it stands.

    What a decision superseded comes back with it. Raises `ReviewError` naming what to take back first, or when there
    is nothing to take back.
    """
    told = scope(store, key)
    decided = store.fetch(Proposal, told.proposals).values()
    if len(told.proposals) == 1 or any(proposal.state == "superseded" for proposal in decided):
        return undo_together(store, key, who)
    return Back((key,), len(told.proposals) - 1, _undo(store, told.load, who, Part(key, _without(key))))


def undo_together(store: Store, key: str, who: str) -> Back:
    """Take back the newest decision on a proposal with all that was decided at the same time and stands; as `undo`."""
    told = scope(store, key)
    return Back(told.proposals, 0, _undo(store, told.load, who, None))


def _undo(store: Store, number: int, who: str, part: Part | None) -> Undone:
    try:
        return undo_load(store, number, who, _WHAT, part)
    except CannotUndo as error:
        raise ReviewError(error.text) from None


def _without(key: str) -> Rest:
    """Return what tells what the others of a load leave when one proposal is taken back."""

    def rest(before: Known, left: Mapping[Key, Record]) -> Mapping[Key, Record]:
        decided = {each: record for (table, each), record in left.items() if table == Proposal.table}
        others = {target: record for target, record in left.items() if target != (Proposal.table, key)}
        if {record.state for record in decided.values() if isinstance(record, Proposal)} != {"accepted"}:
            return others
        were = before.fetch(Proposal, decided)
        moment = datetime.now(UTC)
        whole = build(before, [were[each] for each in decided], (), "", moment)
        alone = build(before, [were[each] for each in decided if each != key], (), "", moment)
        if alone.faults:
            raise _tied(key, alone.faults)
        told, stays = _keyed(whole), _keyed(alone)
        again = all(told.get(target) == record for target, record in left.items() if target in told or _rests(target))
        if not again or any(target not in left and told.get(target) != record for target, record in stays.items()):
            raise _tied(key, [each for each in decided if each != key])
        gone = told.keys() - stays.keys()
        judged = {
            target: record
            for target, record in others.items()
            if isinstance(record, Judgement)
            and {(Person.table, record.person_a), (Person.table, record.person_b)} & gone
        }
        gone |= {*judged, *((Source.table, record.source) for record in judged.values())}
        return {target: stays.get(target, record) for target, record in others.items() if target not in gone}

    return rest


def _rests(target: Key) -> bool:
    """Tell whether a record can only come from what proposals say: not from answers, nor stay for others' sake."""
    return target[0] not in (Proposal.table, Judgement.table, Source.table, Person.table)


def _keyed(built: Built) -> dict[Key, Record]:
    return {(record.table, record.key): record for record in built.records}


def _tied(key: str, others: Iterable[str]) -> CannotUndo:
    listed = list(others)
    named = ", ".join(listed[:_NAMED]) + (" …" if len(listed) > _NAMED else "")
    return CannotUndo(
        Text(
            f"{key} hänger ihop med andra förslag som godkändes samtidigt ({named}). Ta först tillbaka dem, eller hela "
            "beslutet på en gång.",
            f"{key} is tied to other proposals that were accepted with it ({named}). First take them back, or the "
            "whole decision at once.",
        )
    )
