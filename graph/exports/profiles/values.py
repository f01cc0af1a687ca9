"""What profiles are made of: how they ask, whom a row points at, how something ended, and how rows part.

Every value that a source stands behind has the fields `certainty`, `last_confirmed`, `unconfirmed` and `sources`, as
the rows of the named questions have them; dates stand as sources write them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graph import kinds
from graph.records import Evidence
from graph.texts import Text
from graph.time import LAST_DAY, day_after

Ask = Callable[[str, Mapping[str, str]], Sequence[Any]]
"""Asks a named question with parameters on the day and returns its rows, as `Subject.ask` does."""
EvidenceOf = Callable[[str, Iterable[str]], Sequence[Evidence]]
"""Returns what sources say of the records of a table with these keys."""
NOMINATED = frozenset(kinds.MEMBERSHIP_STATUSES) - {"decided", "ended", "vacant"}
"""Statuses of what is a nomination, and no appointment (DESIGN §2)."""


class Ref(NamedTuple):
    """A person, group or body that a row points at."""

    id: str
    label: str | None
    """What the row calls it; None where the row has but the id."""


class Told(NamedTuple):
    """A text or a date as written, with the sources that tell it."""

    value: str
    sources: tuple[str, ...]


class Ended(NamedTuple):
    """When a seat ended, and on what ground that is known."""

    day: str | None
    """As written, or `../` and the last day on which it may have gone on; None where nobody can tell."""
    ground: Text


def ref(id_: str | None, label: str | None = None) -> Ref | None:
    """Return whom or what a row points at, None where it points at nothing."""
    return Ref(id_, label) if id_ else None


def sources_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the sources of evidence, each once."""
    return tuple(dict.fromkeys(each.source for each in evidence))


def ended(row: Any) -> Ended | None:
    """Return how the seat of a row ended; None while it goes on."""
    if row.ended is None and row.end_how != "denied":
        return None
    known = row.ended is not None and day_after(row.ended) < LAST_DAY
    day = row.valid_to or (f"../{row.ended}" if known else None)
    how = kinds.END_REASONS[row.end_how].label if row.end_how in kinds.END_REASONS else Text("", "")
    basis = kinds.BASES[row.end_basis].label if row.end_basis in kinds.BASES else None
    if basis is None or row.end_basis == "stated":
        return Ended(day, how)
    return Ended(day, Text(f"{how.sv} ({basis.sv})", f"{how.en} ({basis.en})"))


class Parted(NamedTuple):
    """Rows or values by how sure they are, each in one part, in their order."""

    sure: Sequence[Any]
    unconfirmed: Sequence[Any]
    """What nobody has confirmed for three years."""
    nominees: Sequence[Any]
    unknown: Sequence[Any]
    """What no source tells."""


def nominated(row: Any) -> bool:
    """Tell whether a row is a nomination, which is no appointment (DESIGN §2)."""
    return getattr(row, "status", None) in NOMINATED


def parted(rows: Iterable[Any]) -> Parted:
    """Part rows or values; what is missing in a row, such as the status of a link, parts nothing off."""
    parts = Parted([], [], [], [])
    found: dict[str, list[Any]] = parts._asdict()
    for row in rows:
        if getattr(row, "certainty", None) == "unknown":
            found["unknown"].append(row)
        elif nominated(row):
            found["nominees"].append(row)
        elif getattr(row, "unconfirmed", False) is True:
            found["unconfirmed"].append(row)
        else:
            found["sure"].append(row)
    return parts
