"""Seats in a group: which statements tell of one, whose it is, and which listings ought to name it."""

from collections.abc import Sequence
from typing import NamedTuple

from graph import kinds
from graph.reasoning.observations import Testimony, sights_of
from graph.reasoning.terms import succession_of
from graph.time import FIRST_DAY, When


class Seat(NamedTuple):
    """A membership with its testimonies; `person` is who it is after judgements (None: vacant)."""

    id: str
    person: str | None
    stored_person: str | None
    role: str
    represents: frozenset[str]
    status: str
    valid_from: When | None
    valid_to: When | None
    succeeds: str | None
    testimonies: tuple[Testimony, ...]
    post: str | None = None
    left: Testimony | None = None
    """Of a holding: who tells, without a day, that it is over."""
    term_from: When | None = None
    """Of a holding of several terms: when the last began."""
    planned: When | None = None
    """When the source spoke that first gave the end that is still planned."""


class Roll(NamedTuple):
    """A listing: the source names everyone who held these roles (of this body, if given) then."""

    source: str
    when: When
    roles: frozenset[str]
    body: str | None


def same_seat(one: Seat, other: Seat) -> bool:
    """Tell whether two statements tell of the same record (DESIGN §3, "One record, many sources")."""
    return (
        one.person == other.person
        and one.role == other.role
        and one.status == other.status
        and one.post == other.post
        and same_bodies(one, other)
        and not another_term(one, other)
        and spans_can_meet(one.valid_from, one.valid_to, one.testimonies, other.valid_from, other.testimonies)
        and spans_can_meet(other.valid_from, other.valid_to, other.testimonies, one.valid_from, one.testimonies)
    )


def same_bodies(one: Seat, other: Seat) -> bool:
    """Tell whether the represented bodies of one contain those of the other (none told: contained in all)."""
    return one.represents <= other.represents or other.represents <= one.represents


def another_term(one: Seat, other: Seat) -> bool:
    """Tell whether one is the term after the other, or later still."""
    if one.valid_from is None or other.valid_from is None:
        return False
    earlier, later = sorted((one, other), key=lambda seat: seat.valid_from[1:] if seat.valid_from else ("", ""))
    follows = later.valid_from and succession_of(earlier.valid_from, earlier.valid_to, later.valid_from, later.valid_to)
    return follows is not False


def spans_can_meet(
    one_from: When | None,
    one_to: When | None,
    one_testimonies: Sequence[Testimony],
    other_from: When | None,
    other_testimonies: Sequence[Testimony],
) -> bool:
    """Tell that `one` did not surely end before `other` began or was seen."""
    if one_to is None:
        return True
    if other_from is not None and one_to.surely_before(other_from):
        return False
    return not any(one_to.surely_before(t.when) for t in other_testimonies if t.stance == "states" and t.dated)


def last_known(seat: Seat) -> str:
    """Return the last day on which it may have been seen, or may have begun."""
    days = [t.when.last for t in sights_of(seat.testimonies) if not t.of_the_past]
    days += [told.last for told in (seat.valid_from, seat.planned) if told is not None]
    return max(days, default=FIRST_DAY)


def covers(roll: Roll, seat: Seat) -> bool:
    """Tell whether a listing claims to name everyone who holds such a seat."""
    return seat.role in roll.roles and (roll.body is None or roll.body in seat.represents)


def sits(seat: Seat) -> bool:
    """Tell whether somebody holds the seat: it is no vacancy, no nomination, and not only attended."""
    return standing_of(seat) == "seat"


def standing_of(seat: Seat) -> str:
    """Return what the record makes of its person, as `Derived.standing` names it."""
    if seat.person is None:
        return "vacancy"
    if seat.status != "decided":
        return "nomination"
    held = [t for t in seat.testimonies if t.stance == "states"]
    only_there = held and all(t.basis in kinds.NO_MEMBERSHIP for t in held)
    return "attendance" if only_there else "seat"


def same_chair(vacancy: Seat, seat: Seat) -> bool:
    """Tell whether a vacancy and a holder speak of one seat: by body, else by a role that one holds."""
    if vacancy.role != seat.role:
        return False
    if vacancy.represents and seat.represents:
        return bool(vacancy.represents & seat.represents)
    return kinds.ROLES[seat.role].single


def first_after(seat: Seat, day: str) -> Testimony | None:
    """Return the earliest sight of `seat` that was surely made after `day`."""
    later = [t for t in sights_of(seat.testimonies) if t.when.first > day]
    return min(later, key=lambda t: (t.when.first, t.source), default=None)
