"""Time reasoned once: what the evidence of a record says of any day (DESIGN §3).

Everything here is pure. A load or a review calls it when evidence changes; stores keep the resulting
`Derived` days beside the record, so that a question about a date is a plain comparison of days.
"Surely" means: whichever day of its range an observation was.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from graph import kinds
from graph.time import FIRST_DAY, LAST_DAY, UNKNOWN, When, day_after


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


class Roll(NamedTuple):
    """A listing: the source names everyone who held these roles (of this body, if given) then."""

    source: str
    when: When
    roles: frozenset[str]
    body: str | None


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
    """The membership that stands for this one, since a judgement makes their persons one."""


class _Ender(NamedTuple):
    day: str
    order: int
    how: str
    last: str
    source: str
    basis: str
    seat: str | None = None


_ENDER_ORDER = {"left": 0, "succeeded": 1, "role": 2, "vacant": 3, "filled": 4, "listing": 5}


def certainty(derived: Derived, as_of: str) -> str:
    """Return `stated`, `presumed` or `undated` for a record that is part of the answer on `as_of`."""
    if derived.surely_from <= as_of <= derived.surely_until:
        return "stated"
    return "presumed" if derived.presumed_from <= as_of else "undated"


def most_precise(dates: Iterable[When | None]) -> When | None:
    """Return the narrowest of several dates; of equally narrow ones the earliest (None: none given)."""
    given = [when for when in dates if when is not None]

    def width(when: When) -> tuple[bool, timedelta, str, str]:
        open_side = when.first == FIRST_DAY or when.last == LAST_DAY
        return open_side, date.fromisoformat(when.last) - date.fromisoformat(when.first), when.first, when.text

    return min(given, key=width, default=None)


def _basis_of(testimonies: Sequence[Testimony], field: str, when: When) -> tuple[str | None, str]:
    """Return source and basis of the testimony that gives `when` as its `field`, a stated one first."""
    giving = [t for t in testimonies if getattr(t, field) == when]
    for testimony in giving:
        if testimony.basis == "stated":
            return testimony.source, "stated"
    return (giving[0].source, giving[0].basis) if giving else (None, "stated")


def _ordered(testimonies: Iterable[Testimony]) -> tuple[Testimony, ...]:
    """Return the testimonies in an order of their own, so that the order of loading never matters."""

    def place(t: Testimony) -> tuple[str | bool | When, ...]:
        return t.source, t.when, t.dated, t.stance, t.basis, t.valid_from or UNKNOWN, t.valid_to or UNKNOWN

    told = tuple(testimonies)
    return told if len(told) < 2 else tuple(sorted(told, key=place))


def _sights(testimonies: Sequence[Testimony]) -> list[Testimony]:
    """Return what shows that the record held; attendance counts only where there is nothing else."""
    held = [t for t in testimonies if t.stance == "states"]
    return [t for t in held if t.basis not in kinds.NO_MEMBERSHIP] or held


def span(
    valid_from: When | None,
    valid_to: When | None,
    testimonies: Sequence[Testimony],
    open_start: bool = False,
) -> Derived:
    """Derive the days of one record from its own dates and testimonies.

    `open_start` is for organisations and names: there a missing start means "as far back as you ask".
    """
    testimonies = _ordered(testimonies)
    sights = _sights(testimonies)
    if valid_to is None:  # then the day on which a source says that it ended, unless it was seen after it
        told = most_precise(t.valid_to for t in testimonies if t.stance == "ended")
        valid_to = None if told and any(told.surely_before(t.when) for t in sights) else told
    dated = [t for t in sights if t.dated]
    stated = [t for t in dated if t.basis == "stated"]

    # What was told before the start announces it, and shows on no day that it held.
    announced = valid_from.first if valid_from is not None else FIRST_DAY
    starts: list[str] = [t.when.last for t in dated if t.when.last >= announced]
    sure_starts = [t.when.last for t in stated if t.when.last >= announced]
    sure_ends = [t.when.first for t in stated]

    first = min((t.when.first for t in sights), default=FIRST_DAY)
    start = Derived(start_how="seen")
    if sights:
        sight = min(sights, key=lambda t: (t.when.last, t.when.first, t.source))
        start = start._replace(
            start_first=sight.when.first,
            start_last=sight.when.last,
            start_source=sight.source,
            start_basis=sight.basis,
        )
    if valid_from is not None:
        source, basis = _basis_of(testimonies, "valid_from", valid_from)
        first = valid_from.first
        starts.append(valid_from.last)
        if basis == "stated":
            sure_starts.append(valid_from.last)
        start = Derived(
            start_how="stated",
            start_first=valid_from.first,
            start_last=valid_from.last,
            start_source=source,
            start_basis=basis,
        )
    elif open_start:
        first = FIRST_DAY

    last_sight = max(dated, key=lambda t: (t.when.first, t.when.last, t.source), default=None)
    latest_first = _latest_first(valid_from, sights)
    end = Derived()
    if valid_to is not None:
        source, basis = _basis_of(testimonies, "valid_to", valid_to)
        if basis == "stated":
            sure_ends.append(valid_to.first)
        end = Derived(
            ended=day_after(valid_to.last),
            end_how="stated",
            end_first=day_after(max(valid_to.first, latest_first if latest_first <= valid_to.last else FIRST_DAY)),
            end_last=day_after(valid_to.last),
            end_source=source,
            end_basis=basis,
        )
    else:
        ender = _left(valid_from, testimonies, sights)
        if ender is not None:
            end = _ended(end, ender, latest_first)
    for testimony in testimonies:
        if testimony.stance == "denies":
            end = Derived(ended=FIRST_DAY, end_how="denied", end_source=testimony.source, end_basis=testimony.basis)

    return end._replace(
        first_possible=first,
        presumed_from=max(min(starts, default=LAST_DAY), first),
        surely_from=max(min(sure_starts, default=LAST_DAY), first),
        surely_until=min(max(sure_ends, default=FIRST_DAY), valid_to.last if valid_to else LAST_DAY),
        last_confirmed=last_sight.when.text if last_sight else None,
        confirmed_from=last_sight.when.first if last_sight else FIRST_DAY,
        start_how=start.start_how,
        start_first=start.start_first,
        start_last=start.start_last,
        start_source=start.start_source,
        start_basis=start.start_basis,
    )


def _latest_first(valid_from: When | None, sights: Iterable[Testimony]) -> str:
    """Return the earliest day on which the last sight may have been, or the start: no end comes before it."""
    days = [t.when.first for t in sights]
    if valid_from is not None:
        days.append(valid_from.first)
    return max(days, default=FIRST_DAY)


def _left(valid_from: When | None, testimonies: Sequence[Testimony], sights: Sequence[Testimony]) -> _Ender | None:
    """Find a statement without a date that it is over, made on or surely after every sight, not before the start."""
    last = max((t.when.last for t in sights), default=FIRST_DAY)
    if valid_from is not None:
        last = max(last, valid_from.first)
    for t in sorted(testimonies, key=lambda t: (t.when.first, t.source)):
        if t.stance == "ended" and t.valid_to is None and t.when.first >= last:
            day = day_after(t.when.first) if t.when.first == last else t.when.first
            return _Ender(day, 0, "left", t.when.last, t.source, t.basis)
    return None


def _ended(derived: Derived, ender: _Ender, latest_first: str) -> Derived:
    return derived._replace(
        ended=ender.day,
        end_how=ender.how,
        end_first=min(day_after(latest_first), ender.day),
        end_last=max(ender.last, ender.day),
        end_source=ender.source,
        end_basis=ender.basis,
        moved_to=ender.seat if ender.how == "role" else None,
    )


def same_seat(one: Seat, other: Seat) -> bool:
    """Tell whether two statements tell of the same record (DESIGN §3, "One record, many sources")."""
    return (
        one.person == other.person
        and one.role == other.role
        and one.status == other.status
        and (one.represents <= other.represents or other.represents <= one.represents)
        and spans_can_meet(one.valid_from, one.valid_to, one.testimonies, other.valid_from, other.testimonies)
        and spans_can_meet(other.valid_from, other.valid_to, other.testimonies, one.valid_from, one.testimonies)
    )


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


def derive_group(seats: Sequence[Seat], rolls: Sequence[Roll]) -> dict[str, Derived]:
    """Derive the days of all memberships of one group, which end and explain one another.

    Returns one `Derived` for each seat id. A seat that is the same as another after a judgement has
    only `same_as` set to that other's id and shares its days.
    """
    clusters = _clusters(sorted(seats, key=lambda seat: seat.id))
    heads = [_joined(cluster) for cluster in clusters]
    days = {head.id: span(head.valid_from, head.valid_to, head.testimonies) for head in heads}
    by_person: defaultdict[str, list[Seat]] = defaultdict(list)
    by_role: defaultdict[str, list[Seat]] = defaultdict(list)
    predecessors: defaultdict[tuple[str, str], list[Seat]] = defaultdict(list)
    standing = {seat.stored_person: seat.person for seat in seats}
    for head in heads:
        if days[head.id].end_how == "denied":
            continue  # what never held ends nothing
        by_role[head.role].append(head)
        if head.person is not None:
            by_person[head.person].append(head)
        if head.succeeds is not None and head.status == "decided":
            predecessors[standing.get(head.succeeds) or head.succeeds, head.role].append(head)
    for head in heads:
        if days[head.id].end_how is None:
            ender = _ender(head, by_person, by_role, predecessors, rolls)
            if ender is not None:
                latest_first = _latest_first(head.valid_from, _sights(head.testimonies))
                days[head.id] = _ended(days[head.id], ender, latest_first)
    _starts(heads, days, by_person, rolls)
    result = {}
    for cluster, head in zip(clusters, heads, strict=True):
        for seat in cluster:
            result[seat.id] = days[head.id]._replace(same_as=head.id, standing=_standing(head))
    return result


def _clusters(seats: Sequence[Seat]) -> list[list[Seat]]:
    """Gather seats that a judgement makes one; what was loaded as two records of one person stays two."""
    clusters: list[list[Seat]] = []
    buckets: defaultdict[tuple[str | None, str, str], list[Seat]] = defaultdict(list)
    for seat in seats:
        buckets[seat.person, seat.role, seat.status].append(seat)
    for bucket in buckets.values():
        if len({seat.stored_person for seat in bucket}) < 2:
            clusters.extend([seat] for seat in bucket)
            continue
        heads: list[list[Seat]] = []
        for seat in sorted(bucket, key=lambda s: (-len(s.represents), s.stored_person != s.person, s.id)):
            fitting = [
                cluster
                for cluster in heads
                if all(same_seat(seat, other) for other in cluster)
                and all(seat.stored_person != other.stored_person for other in cluster)
            ]
            if len(fitting) == 1:
                fitting[0].append(seat)
            else:
                heads.append([seat])
        clusters.extend(heads)
    return clusters


def _joined(cluster: list[Seat]) -> Seat:
    head = cluster[0]
    if len(cluster) == 1:
        return head._replace(testimonies=_ordered(head.testimonies))
    return head._replace(
        valid_from=most_precise(seat.valid_from for seat in cluster),
        valid_to=most_precise(seat.valid_to for seat in cluster),
        succeeds=next((seat.succeeds for seat in cluster if seat.succeeds), None),
        testimonies=_ordered(t for seat in cluster for t in seat.testimonies),
    )


def _last_known(seat: Seat) -> str:
    """Return the last day on which it may have been seen, or may have begun."""
    days = [t.when.last for t in _sights(seat.testimonies)]
    if seat.valid_from is not None:
        days.append(seat.valid_from.last)
    return max(days, default=FIRST_DAY)


def _covers(roll: Roll, seat: Seat) -> bool:
    return seat.role in roll.roles and (roll.body is None or roll.body in seat.represents)


def _sits(seat: Seat) -> bool:
    return _standing(seat) == "seat"


def _standing(seat: Seat) -> str:
    if seat.person is None:
        return "vacancy"
    if seat.status != "decided":
        return "nomination"
    held = [t for t in seat.testimonies if t.stance == "states"]
    only_there = held and all(t.basis in kinds.NO_MEMBERSHIP for t in held)
    return "attendance" if only_there else "seat"


def _same_chair(vacancy: Seat, seat: Seat) -> bool:
    """Tell whether a vacancy and a holder speak of one seat: by body, else by a role that one holds."""
    if vacancy.role != seat.role:
        return False
    if vacancy.represents and seat.represents:
        return bool(vacancy.represents & seat.represents)
    return kinds.ROLES[seat.role].single


def _first_after(seat: Seat, day: str) -> Testimony | None:
    """Return the earliest sight of `seat` that was surely made after `day`."""
    later = [t for t in _sights(seat.testimonies) if t.when.first > day]
    return min(later, key=lambda t: (t.when.first, t.source), default=None)


def _ender(
    seat: Seat,
    by_person: Mapping[str, Sequence[Seat]],
    by_role: Mapping[str, Sequence[Seat]],
    predecessors: Mapping[tuple[str, str], Sequence[Seat]],
    rolls: Sequence[Roll],
) -> _Ender | None:
    """Find what ends a record that has no end of its own: DESIGN §3 (a) to (c)."""
    known = _last_known(seat)
    found: list[_Ender] = []

    def add(how: str, t: Testimony | None, by: str | None = None) -> None:
        if t is not None:
            found.append(_Ender(t.when.first, _ENDER_ORDER[how], how, t.when.last, t.source, t.basis, by))

    if seat.person is None:
        for other in by_role[seat.role]:
            if _sits(other) and _same_chair(seat, other):
                add("filled", _first_after(other, known))
        return min(found, default=None)
    for other in by_person[seat.person]:
        if other.id == seat.id or not _sits(other):
            continue
        if seat.status != "decided":
            if other.role == seat.role:
                add("filled", _first_after(other, known))
        elif other.role != seat.role and kinds.ROLES[seat.role].seat and kinds.ROLES[other.role].seat:
            add("role", _first_after(other, known), other.id)
    if not _sits(seat):
        return min(found, default=None)
    named_by = {t.source for t in _sights(seat.testimonies)}
    for roll in rolls:
        if _covers(roll, seat) and roll.when.first > known and roll.source not in named_by:
            found.append(
                _Ender(roll.when.first, _ENDER_ORDER["listing"], "listing", roll.when.last, roll.source, "stated")
            )
    for other in by_role[seat.role]:
        if other.person is None and _same_chair(other, seat):
            add("vacant", _first_after(other, known))
    for other in predecessors.get((seat.person, seat.role), ()):
        if other.valid_from is not None and other.valid_from.first > known:
            when = other.valid_from
            source, basis = _basis_of(other.testimonies, "valid_from", when)
            add("succeeded", Testimony(source or other.testimonies[0].source, when, True, basis=basis))
        else:
            add("succeeded", _first_after(other, known))
    return min(found, default=None)


def _starts(
    heads: Sequence[Seat],
    days: dict[str, Derived],
    by_person: Mapping[str, Sequence[Seat]],
    rolls: Sequence[Roll],
) -> None:
    """Tell how each seat began, where its own dates do not: by a change of role or between listings."""
    for head in heads:
        if not _sits(head):
            continue
        sights = _sights(head.testimonies)
        if not sights and head.valid_from is None:
            continue
        seen = min(sights, key=lambda t: (t.when.last, t.when.first, t.source), default=None)
        began = min(t.when.first for t in sights) if head.valid_from is None else head.valid_from.first
        partner = _came_from(head, began, by_person[head.person or ""], days)
        own = days[head.id]
        if partner is not None:
            before = days[partner.id]
            own = own._replace(partner=partner.id)
            if head.valid_from is None and seen is not None:
                own = own._replace(
                    start_how="role",
                    start_first=day_after(_latest_first(partner.valid_from, _sights(partner.testimonies))),
                    start_last=seen.when.last,
                    start_source=seen.source,
                    start_basis=seen.basis,
                )
            days[partner.id] = before._replace(moved_to=before.moved_to or head.id)
        elif head.valid_from is None and seen is not None:
            sources = {t.source for t in sights}
            listing = [roll for roll in rolls if _covers(roll, head)]
            earlier = [roll for roll in listing if roll.when.last < began and roll.source not in sources]
            if earlier and any(roll.source in sources for roll in listing):
                roll = max(earlier, key=lambda r: (r.when.first, r.source))
                own = own._replace(
                    start_how="listing",
                    start_first=day_after(roll.when.first),
                    start_last=seen.when.last,
                    start_source=roll.source,
                    start_basis=seen.basis,
                )
        days[head.id] = own


def _came_from(seat: Seat, began: str, others: Sequence[Seat], days: Mapping[str, Derived]) -> Seat | None:
    """Return the person's latest other seat role here that ended, all seen surely before this one began."""
    if not kinds.ROLES[seat.role].seat:
        return None
    earlier = [
        other
        for other in others
        if other.id != seat.id
        and other.role != seat.role
        and kinds.ROLES[other.role].seat
        and _sits(other)
        and days[other.id].end_how is not None
        and FIRST_DAY < _last_known(other) < began
    ]
    return max(earlier, key=lambda other: (_last_known(other), other.id), default=None)
