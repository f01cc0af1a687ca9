"""What days are worked out from: seats and testimonies, made here alone from records and from rows of either store."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph import time
from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Seat
from graph.records import Evidence, Membership, Source
from graph.time import When

TESTIMONY = ("source", "stance", "basis", "valid_from", "valid_to", "observed_on", "represents", "employer")
"""The columns of evidence that a testimony is made from; the source's `date`, `period` and `retrieved` follow."""
SEAT = ("id", "holder", "person", "role", "represents", "status", "valid_from", "valid_to", "succeeds", "post")
"""The columns of a membership that a seat is made from."""


def when(text: str | None) -> When | None:
    """Return a stored date with the days that it can mean."""
    return None if text is None else time.parse(text)


def testimony(row: Sequence[Any]) -> Testimony:
    """Return the testimony that one row of evidence and its source make (the columns of `TESTIMONY`)."""
    source, stance, basis, valid_from, valid_to, observed_on, bodies, employer, date, period, retrieved = row
    return Testimony(
        source,
        time.observed(observed_on or date, None if observed_on else period, retrieved),
        bool(observed_on or date or period),
        stance,
        basis,
        when(valid_from),
        when(valid_to),
        _bodies(bodies),
        employer,
    )


def _bodies(told: str | Iterable[str] | None) -> frozenset[str]:
    return frozenset(told.split(";") if told and isinstance(told, str) else told or ())


def testimony_of(evidence: Evidence, source: Source) -> Testimony:
    """Return what time needs of a piece of evidence."""
    told = (getattr(evidence, name) for name in TESTIMONY)
    return testimony((*told, source.date, source.period, source.retrieved))


def seat(row: Sequence[Any], testimonies: Iterable[Testimony]) -> Seat:
    """Return the seat that one row of a membership makes (`SEAT`); several bodies are a list or a text."""
    key, holder, person, role, bodies, status, valid_from, valid_to, succeeds, post = row
    told = tuple(testimonies)
    return Seat(
        key, holder, person, role, _bodies(bodies), status, when(valid_from), when(valid_to), succeeds, told, post
    )


def seat_of(membership: Membership, holder: str | None, testimonies: Iterable[Testimony]) -> Seat:
    """Return a membership as the seat of whoever holds it after judgements."""
    stored = {**membership.__dict__, "holder": holder}
    return seat([stored[name] for name in SEAT], testimonies)
