"""The days of all seats of one group, which end and explain one another."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph import kinds
from graph.reasoning.bodies import Parents
from graph.reasoning.gathering import holdings_of
from graph.reasoning.observations import Testimony, basis_of, latest_first, sights_of
from graph.reasoning.seats import (
    Roll,
    Seat,
    covers,
    first_after,
    last_known,
    same_chair,
    sits,
    standing_of,
)
from graph.reasoning.spans import Derived, Ender, span, with_end
from graph.reasoning.witness import witnessed
from graph.time import FIRST_DAY, day_after

_ORDER = {"left": 0, "succeeded": 1, "role": 2, "vacant": 3, "filled": 4, "listing": 5}


class _Group(NamedTuple):
    """The seats of a group that were held, however they are looked for, and its listings."""

    by_person: defaultdict[str, list[Seat]]
    by_role: defaultdict[str, list[Seat]]
    successors: defaultdict[tuple[str, str], list[Seat]]
    """Seats of those who succeed a person in a role."""
    rolls: Sequence[Roll]


def derive_group(
    seats: Sequence[Seat],
    rolls: Sequence[Roll],
    life: Derived | None = None,
    parents: Callable[[], Parents] = dict,
) -> dict[str, Derived]:
    """Derive the days of all memberships of one group, which end and explain one another.

    `life` are the group's own days; `parents` tells the sjukvårdsregioner of each region (`graph.reasoning.bodies`).

    Returns one `Derived` for each seat id. A seat that is the same as another after a judgement, or
    another term of its holding, has `same_as` set to that other's id and shares its days.
    """
    held = list(holdings_of(sorted(seats, key=lambda seat: seat.id), rolls, parents))
    heads = [each.head for each in held]
    days = {head.id: _days(head) for head in heads}
    standing = {seat.stored_person: seat.person for seat in seats}
    # What never held ends nothing.
    group = _group((head for head in heads if days[head.id].end_how != "denied"), standing, rolls)
    for head in heads:
        own = days[head.id]
        if own.end_how is None or (own.end_how == "stated" and head.planned):
            ender = min((ender for ender in _enders(head, group) if ender.day < own.ended), default=None)
            if ender is not None:
                going = _days(head._replace(valid_to=None)) if own.end_how else own
                days[head.id] = with_end(going, ender, _latest_first(head))
    for head in heads:
        if sits(head):
            _tell_start(head, days, group)
    return {
        record.id: _ended_with(days[each.head.id], life)._replace(
            same_as=each.head.id,
            standing=standing_of(each.head),
            held_from=each.head.valid_from.text if each.head.valid_from else None,
            held_to=each.head.valid_to.text if each.head.valid_to else None,
            terms=each.terms,
            turns=each.turns,
            witnesses=witnessed(each.head, days[each.head.id]),
        )
        for each in held
        for record in each.records
    }


def _days(head: Seat) -> Derived:
    """Return the days of a holding by itself; until the start that is stated of its last term it surely goes on."""
    own = span(head.valid_from, head.valid_to, head.testimonies, left=head.left)
    begun = head.term_from
    if begun is None or begun.first >= own.ended or basis_of(head.testimonies, "valid_from", begun)[1] != "stated":
        return own
    return own._replace(surely_until=max(own.surely_until, begun.first))


def _ended_with(own: Derived, life: Derived | None) -> Derived:
    """Return the days of a seat, which ends with its group."""
    if life is None or life.end_how is None or not own.first_possible < life.ended < own.ended:
        return own
    return own._replace(
        ended=life.ended,
        surely_until=min(own.surely_until, life.surely_until) if own.surely_until >= life.ended else own.surely_until,
        end_how="group",
        end_first=life.end_first,
        end_last=life.end_last,
        end_source=life.end_source,
        end_basis=life.end_basis,
        moved_to=None,
    )


def _group(heads: Iterator[Seat], standing: Mapping[str | None, str | None], rolls: Sequence[Roll]) -> _Group:
    group = _Group(defaultdict(list), defaultdict(list), defaultdict(list), rolls)
    for head in heads:
        group.by_role[head.role].append(head)
        if head.person is not None:
            group.by_person[head.person].append(head)
        if head.succeeds is not None and head.status == "decided":
            group.successors[standing.get(head.succeeds) or head.succeeds, head.role].append(head)
    return group


def _latest_first(seat: Seat) -> str:
    return latest_first(seat.term_from or seat.valid_from, sights_of(seat.testimonies))


# ---- what ends a seat


def _enders(seat: Seat, group: _Group) -> Iterator[Ender]:
    """Yield what may end a record that has no end of its own: DESIGN §3 (a) to (c)."""
    known = last_known(seat)
    if seat.person is None:
        yield from _holders(seat, known, group)
        return
    yield from _own_other_seats(seat, seat.person, known, group)
    if sits(seat):
        yield from _listings_without(seat, known, group)
        yield from _vacancies(seat, known, group)
        yield from _successors(seat, seat.person, known, group)


def _seen(how: str, other: Seat, known: str, by: str | None = None) -> Iterator[Ender]:
    """Yield the end that the first sight of another seat after a day makes, if there is one."""
    sight = first_after(other, known)
    if sight is not None:
        yield _end(how, sight, by)


def _end(how: str, sight: Testimony, by: str | None = None) -> Ender:
    return Ender(sight.when.first, _ORDER[how], how, sight.when.last, sight.source, sight.basis, by)


def _holders(vacancy: Seat, known: str, group: _Group) -> Iterator[Ender]:
    """Yield those who fill a vacancy."""
    for other in group.by_role[vacancy.role]:
        if sits(other) and same_chair(vacancy, other):
            yield from _seen("filled", other, known)


def _own_other_seats(seat: Seat, person: str, known: str, group: _Group) -> Iterator[Ender]:
    """Yield the seat to which a nomination led, and other roles that the person took up."""
    for other in group.by_person[person]:
        if other.id == seat.id or not sits(other):
            continue
        if seat.status != "decided":
            if other.role == seat.role:
                yield from _seen("filled", other, known)
        elif other.role != seat.role and kinds.ROLES[seat.role].seat and kinds.ROLES[other.role].seat:
            yield from _seen("role", other, known, other.id)


def _listings_without(seat: Seat, known: str, group: _Group) -> Iterator[Ender]:
    """Yield later listings that ought to name the seat, and don't."""
    named_by = {t.source for t in sights_of(seat.testimonies)}
    for roll in group.rolls:
        if covers(roll, seat) and roll.when.first > known and roll.source not in named_by:
            yield Ender(roll.when.first, _ORDER["listing"], "listing", roll.when.last, roll.source, "stated")


def _vacancies(seat: Seat, known: str, group: _Group) -> Iterator[Ender]:
    """Yield sights of the seat as vacant."""
    for other in group.by_role[seat.role]:
        if other.person is None and same_chair(other, seat):
            yield from _seen("vacant", other, known)


def _successors(seat: Seat, person: str, known: str, group: _Group) -> Iterator[Ender]:
    """Yield those who took the seat after the person: from the day that is stated, else as they were first seen."""
    for other in group.successors.get((person, seat.role), ()):
        when = other.valid_from
        if when is not None and when.first > known:
            source, basis = basis_of(other.testimonies, "valid_from", when)
            yield _end("succeeded", Testimony(source or other.testimonies[0].source, when, True, basis=basis))
        else:
            yield from _seen("succeeded", other, known)


# ---- how a seat began


def _tell_start(head: Seat, days: dict[str, Derived], group: _Group) -> None:
    """Tell how a seat began, where its own dates do not: by a change of role or between listings."""
    sights = sights_of(head.testimonies)
    if not sights and head.valid_from is None:
        return
    began = min(t.when.first for t in sights) if head.valid_from is None else head.valid_from.first
    followed = _succeeded_by(head, group)
    partner = _came_from(head, began, group.by_person[head.person or ""], days)
    if partner is not None:
        days[head.id] = days[head.id]._replace(partner=partner.id)
        before = days[partner.id]
        days[partner.id] = before._replace(moved_to=before.moved_to or head.id)
    if head.valid_from is not None:
        return
    seen = min(sights, key=lambda t: (t.when.last, t.when.first, t.source))
    if partner is not None:
        days[head.id] = days[head.id]._replace(
            start_how="role",
            start_first=day_after(_latest_first(partner)),
            start_last=seen.when.last,
            start_source=seen.source,
            start_basis=seen.basis,
        )
    elif followed is not None:
        days[head.id] = days[head.id]._replace(
            start_how="succeeded",
            start_first=min(day_after(_latest_first(followed)), seen.when.last),
            start_last=seen.when.last,
            start_source=seen.source,
            start_basis=seen.basis,
        )
    elif (roll := _last_listing_without(head, began, sights, group.rolls)) is not None:
        days[head.id] = days[head.id]._replace(
            start_how="listing",
            start_first=day_after(roll.when.first),
            start_last=seen.when.last,
            start_source=roll.source,
            start_basis=seen.basis,
        )


def _succeeded_by(seat: Seat, group: _Group) -> Seat | None:
    """Return the seat in the same role of the person whom a source says that this one succeeds."""
    return next((other for other in group.by_role[seat.role] if _followed(other, group, seat)), None)


def _followed(seat: Seat, group: _Group, by: Seat) -> bool:
    return seat.person is not None and by in group.successors.get((seat.person, seat.role), ())


def _last_listing_without(seat: Seat, began: str, sights: Sequence[Testimony], rolls: Sequence[Roll]) -> Roll | None:
    """Return the last listing before a seat began that ought to name it, when another listing does name it."""
    sources = {t.source for t in sights}
    covering = [roll for roll in rolls if covers(roll, seat)]
    if not any(roll.source in sources for roll in covering):
        return None
    without = [roll for roll in covering if roll.when.last < began and roll.source not in sources]
    return max(without, key=lambda roll: (roll.when.first, roll.source), default=None)


def _came_from(seat: Seat, began: str, others: Sequence[Seat], days: Mapping[str, Derived]) -> Seat | None:
    """Return the person's latest other seat role here that ended, all seen surely before this one began."""
    if not kinds.ROLES[seat.role].seat:
        return None
    ended = [
        other
        for other in others
        if other.id != seat.id
        and other.role != seat.role
        and kinds.ROLES[other.role].seat
        and sits(other)
        and days[other.id].end_how is not None
        and FIRST_DAY < last_known(other) < began
    ]
    return max(ended, key=lambda other: (last_known(other), other.id), default=None)
