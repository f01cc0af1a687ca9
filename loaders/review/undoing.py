"""Taking back a decision on a proposal: the whole load in which it was made."""

from typing import NamedTuple

from graph.port import Entry, Reader, Store
from graph.records import Proposal
from graph.texts import Text
from graph.undoing import CannotUndo, Undone, undo_load
from loaders.review.refusing import ReviewError

_HISTORY = 200


class Scope(NamedTuple):
    """What is taken back together."""

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


def _decided(entries: list[Entry]) -> int | None:
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
    found = []
    for load, _, table, key, _, _ in reader.entries(number):
        if load != number:
            break
        if table == Proposal.table:
            found.append(key)
    return found


def undo(store: Store, key: str, who: str) -> Undone:
    """Take back the newest decision on a proposal, which is then open again, with all that was decided with it.

    Raises `ReviewError` naming what to take back first, or when there is nothing to take back.
    """
    return undo_number(store, scope(store, key).load, who)


def undo_number(store: Store, number: int, who: str) -> Undone:
    """Take back a load by its number; raises `ReviewError` naming what to take back first."""
    try:
        return undo_load(store, number, who, f"{_WHAT} {number}")
    except CannotUndo as error:
        raise ReviewError(error.text) from None


_WHAT = "granskning: tog tillbaka"
