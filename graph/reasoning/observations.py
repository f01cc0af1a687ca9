"""Testimonies: what one source saw of a record, and when."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from graph import kinds
from graph.time import FIRST_DAY, LAST_DAY, UNKNOWN, When


class Testimony(NamedTuple):
    """One piece of evidence, reduced to what time needs."""

    source: str
    when: When
    """When the source saw it; `when.first` and `when.last` bound the day."""
    dated: bool
    """False when the source has neither date nor period: then only its retrieval bounds the day."""
    stance: str = "states"
    basis: str = "stated"
    valid_from: When | None = None
    valid_to: When | None = None
    bodies: frozenset[str] = frozenset()
    """The bodies on whose behalf the source says that the person sits, and who it says employs them."""
    employer: str | None = None

    @property
    def of_the_past(self) -> bool:
        """Tell whether it speaks of a time that was over when it was written, and so saw nobody there."""
        return self.valid_to is not None and self.dated and self.valid_to.closing.surely_before(self.when)


def most_precise(dates: Iterable[When | None]) -> When | None:
    """Return the narrowest of several dates; of equally narrow ones the earliest (None: none given)."""
    given = [when for when in dates if when is not None]

    def width(when: When) -> tuple[bool, timedelta, str, str]:
        open_side = when.first == FIRST_DAY or when.last == LAST_DAY
        return open_side, date.fromisoformat(when.last) - date.fromisoformat(when.first), when.first, when.text

    return min(given, key=width, default=None)


def basis_of(testimonies: Sequence[Testimony], field: str, when: When) -> tuple[str | None, str]:
    """Return source and basis of the testimony that gives `when` as its `field`, a stated one first."""
    giving = [t for t in testimonies if getattr(t, field) == when]
    for testimony in giving:
        if testimony.basis == "stated":
            return testimony.source, "stated"
    return (giving[0].source, giving[0].basis) if giving else (None, "stated")


def ordered(testimonies: Iterable[Testimony]) -> tuple[Testimony, ...]:
    """Return the testimonies in an order of their own, so that the order of loading never matters."""

    def place(t: Testimony) -> tuple[object, ...]:
        dates = (t.valid_from or UNKNOWN, t.valid_to or UNKNOWN)
        return t.source, t.when, t.dated, t.stance, t.basis, *dates, sorted(t.bodies), t.employer or ""

    given = tuple(testimonies)
    return given if len(given) < 2 else tuple(sorted(given, key=place))


def sights_of(testimonies: Sequence[Testimony]) -> list[Testimony]:
    """Return what shows that the record held; attendance counts only where there is nothing else."""
    held = [t for t in testimonies if t.stance == "states"]
    return [t for t in held if t.basis not in kinds.NO_MEMBERSHIP] or held


def latest_first(valid_from: When | None, sights: Iterable[Testimony]) -> str:
    """Return the earliest day on which the last sight may have been, or the start: no end comes before it."""
    days = [t.when.first for t in sights]
    if valid_from is not None:
        days.append(valid_from.first)
    return max(days, default=FIRST_DAY)
