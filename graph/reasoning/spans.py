"""The days of one record, by its own dates and testimonies."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.reasoning.observations import Testimony, basis_of, latest_first, ordered, sights_of
from graph.reasoning.terms import reading
from graph.time import FIRST_DAY, LAST_DAY, When, day_after, day_before


class Derived(NamedTuple):
    """The days that answer questions about a record; ISO texts, `ended` and windows as below."""

    first_possible: str = FIRST_DAY
    """First day on which it may have held."""
    presumed_from: str = LAST_DAY
    """First day surely after an observation of any basis."""
    surely_from: str = LAST_DAY
    """First day surely after a stated observation or start."""
    surely_until: str = FIRST_DAY
    """Last day surely before a stated observation or end."""
    ended: str = LAST_DAY
    """First day on which it no longer counts (exclusive end)."""
    last_confirmed: str | None = None
    """The last observation as written."""
    confirmed_from: str = FIRST_DAY
    """The earliest day on which that last observation may have been made."""
    start_how: str | None = None
    """`stated`, `listing`, `role` or `seen`."""
    start_first: str = FIRST_DAY
    start_last: str = LAST_DAY
    start_source: str | None = None
    start_basis: str | None = None
    end_how: str | None = None
    """A name of `kinds.END_REASONS`."""
    end_first: str = FIRST_DAY
    end_last: str = LAST_DAY
    end_source: str | None = None
    end_basis: str | None = None
    partner: str | None = None
    """The membership from which (start) the person came to this role."""
    moved_to: str | None = None
    """The membership to which the person went from this role."""
    standing: str | None = None
    """`seat`, `nomination`, `vacancy` or `attendance` (which makes nobody a member)."""
    same_as: str | None = None
    """The membership that stands for this one: another term of its holding, or one that a judgement joins to it."""
    held_from: str | None = None
    """The first start of the holding as written, and its last end; None: not told, or open."""
    held_to: str | None = None
    terms: str | None = None
    """Where the holding has several: JSON, for each term start and end as written, first day and day after the last."""
    turns: str | None = None
    """How it was renewed, extended or shortened (`graph.reasoning.gathering.Turn`): JSON; None where it never was."""
    witnesses: str | None = None
    """The days of its parts where they are less sure than the seat (`graph.reasoning.witness`): JSON."""


OF_SEATS = frozenset(
    ("partner", "moved_to", "same_as", "standing", *("held_from", "held_to", "terms", "turns", "witnesses"))
)
"""What is derived of memberships alone."""


class Ender(NamedTuple):
    """What may end a record; the earliest does."""

    day: str
    order: int
    how: str
    last: str
    source: str
    basis: str
    seat: str | None = None


def certainty(derived: Derived, as_of: str) -> str:
    """Return `stated`, `presumed` or `undated` for a record that is part of the answer on `as_of`."""
    if derived.surely_from <= as_of <= derived.surely_until:
        return "stated"
    return "presumed" if derived.presumed_from <= as_of else "undated"


def span(
    valid_from: When | None,
    valid_to: When | None,
    testimonies: Sequence[Testimony],
    open_start: bool = False,
    left: Testimony | None = None,
) -> Derived:
    """Derive the days of one record, or of one holding, from its dates (as `terms` reads them) and testimonies.

    `left` tells, without a day, that it is over. `open_start` is for organisations and names: there a missing start
    means "as far back as you ask".
    """
    testimonies = ordered(testimonies)
    sights = sights_of(testimonies)
    going = [t for t in sights if not t.of_the_past]
    days = _begun(valid_from, testimonies, sights if open_start else going, open_start)
    days = _over(days, valid_from, valid_to, testimonies, going, left)
    if valid_from is None and not open_start and all(t.stance != "states" or t.of_the_past for t in testimonies):
        # Of whoever is only said to have left, no day is known on which they were there.
        days = days._replace(first_possible=days.ended)
    last = max((t for t in sights if t.dated), key=lambda t: (t.when.first, t.when.last, t.source), default=None)
    return days._replace(
        surely_until=_surely_until(valid_to, testimonies, sights),
        last_confirmed=last.when.text if last else None,
        confirmed_from=last.when.first if last else FIRST_DAY,
    )


def _begun(
    valid_from: When | None, testimonies: Sequence[Testimony], sights: Sequence[Testimony], open_start: bool
) -> Derived:
    """Return the days from which it may have held, presumably and surely held, and how it began."""
    start = _first_seen(sights) if valid_from is None else _stated_start(valid_from, testimonies)
    # What was told before the start announces it, and shows on no day that it held.
    announced = FIRST_DAY if valid_from is None else valid_from.first
    shown = [t for t in sights if t.dated and t.when.last >= announced]
    starts = [t.when.last for t in shown]
    sure_starts = [t.when.last for t in shown if t.basis == "stated"]
    if valid_from is not None:
        first = valid_from.first
        starts.append(valid_from.last)
        if start.start_basis == "stated":
            sure_starts.append(valid_from.last)
    else:
        here = [max(t.when.first, t.valid_from.first if t.valid_from else FIRST_DAY) for t in sights]
        first = FIRST_DAY if open_start else min(here, default=FIRST_DAY)
    return start._replace(
        first_possible=first,
        presumed_from=max(min(starts, default=LAST_DAY), first),
        surely_from=max(min(sure_starts, default=LAST_DAY), first),
    )


def days_of(
    testimonies: Sequence[Testimony],
    valid_from: When | None = None,
    valid_to: When | None = None,
    open_start: bool = False,
) -> Derived:
    """Derive the days of a record that counts as one holding, whatever gaps there are.

    Its own dates hold where no testimony tells any.
    """
    told = reading(testimonies, valid_from, valid_to)
    return span(told.start, told.end, testimonies, open_start, told.left)


def _first_seen(sights: Sequence[Testimony]) -> Derived:
    if not sights:
        return Derived(start_how="seen", start_first=LAST_DAY)
    sight = min(sights, key=lambda t: (t.when.last, t.when.first, t.source))
    return Derived(
        start_how="seen",
        start_first=sight.when.first,
        start_last=sight.when.last,
        start_source=sight.source,
        start_basis=sight.basis,
    )


def _stated_start(valid_from: When, testimonies: Sequence[Testimony]) -> Derived:
    source, basis = basis_of(testimonies, "valid_from", valid_from)
    return Derived(
        start_how="stated",
        start_first=valid_from.first,
        start_last=valid_from.last,
        start_source=source,
        start_basis=basis,
    )


def _over(
    begun: Derived,
    valid_from: When | None,
    valid_to: When | None,
    testimonies: Sequence[Testimony],
    sights: Sequence[Testimony],
    left: Testimony | None,
) -> Derived:
    """Return the days with what ends the record by itself: a denial, a day, or a statement that it is over."""
    denial = next((t for t in reversed(testimonies) if t.stance == "denies"), None)
    if denial is not None:
        return begun._replace(ended=FIRST_DAY, end_how="denied", end_source=denial.source, end_basis=denial.basis)
    latest = latest_first(valid_from, sights)
    if valid_to is None:
        if left is None or left.valid_to is None:
            return begun
        day = day_after(left.valid_to.last)
        return with_end(begun, Ender(day, 0, "left", left.when.last, left.source, left.basis), latest)
    source, basis = basis_of(testimonies, "valid_to", valid_to)
    close = valid_to.closing
    return begun._replace(
        ended=day_after(close.last),
        end_how="stated",
        end_first=day_after(max(close.first, latest if latest <= close.last else FIRST_DAY)),
        end_last=day_after(close.last),
        end_source=source,
        end_basis=basis,
    )


def _surely_until(valid_to: When | None, testimonies: Sequence[Testimony], sights: Sequence[Testimony]) -> str:
    sure_ends = [
        t.valid_to.closing.first if t.valid_to and t.of_the_past else t.when.first
        for t in sights
        if t.dated and t.basis == "stated"
    ]
    if valid_to is None:
        return max(sure_ends, default=FIRST_DAY)
    if basis_of(testimonies, "valid_to", valid_to)[1] == "stated":
        sure_ends.append(valid_to.closing.first)
    return min(max(sure_ends, default=FIRST_DAY), valid_to.last)


def with_end(derived: Derived, ender: Ender, latest: str) -> Derived:
    """Return the days of a record that something ends; `latest` is the earliest day of its last sight."""
    return derived._replace(
        surely_until=min(derived.surely_until, day_before(ender.day)),
        ended=ender.day,
        end_how=ender.how,
        end_first=min(day_after(latest), ender.day),
        end_last=max(ender.last, ender.day),
        end_source=ender.source,
        end_basis=ender.basis,
        moved_to=ender.seat if ender.how == "role" else None,
    )
