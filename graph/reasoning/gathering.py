"""Which records make one holding (DESIGN §3, Terms): one person's, in one role and on behalf of the same bodies."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from graph.reasoning.bodies import Parents, agree, united
from graph.reasoning.observations import Testimony, ordered
from graph.reasoning.seats import Roll, Seat, covers
from graph.reasoning.terms import Holding, holdings, reading
from graph.time import FIRST_DAY, LAST_DAY, UNKNOWN, When, day_after

_SHOWN = 1_000
"""What a testimony that shows somebody in the seat weighs against one that tells that they left."""


class Turn(NamedTuple):
    """A holding that was renewed, extended or shortened, and between which days that was decided or came."""

    change: str
    """A name of `kinds.CHANGES`."""
    first_day: str
    last_day: str
    before: str | None
    """The end that was told before, as written."""
    after: str | None
    source: str
    basis: str


class Held(NamedTuple):
    """One holding: the seat that stands for it, and the records that tell of it."""

    head: Seat
    records: tuple[Seat, ...]
    terms: str | None = None
    turns: str | None = None


def holdings_of(seats: Sequence[Seat], rolls: Sequence[Roll], parents: Callable[[], Parents] = dict) -> Iterator[Held]:
    """Yield the holdings that the records of one group make; every record belongs to one.

    `parents` tells the sjukvårdsregioner of each region; it is asked only where somebody's records name several bodies.
    """
    pools: defaultdict[tuple[str, str, str, str | None], list[Seat]] = defaultdict(list)
    for seat in seats:
        if seat.person is None or any(t.stance == "denies" for t in seat.testimonies):
            yield _alone(seat)
        else:
            pools[seat.person, seat.role, seat.status, seat.post].append(seat)
    for pool in pools.values():
        for records in _by_bodies(pool, parents):
            yield from _held(records, rolls)


def _alone(seat: Seat) -> Held:
    start, end, left = reading(seat.testimonies, seat.valid_from, seat.valid_to)
    told = ordered(seat.testimonies)
    return Held(seat._replace(valid_from=start, valid_to=end, left=left, testimonies=told), (seat,))


def _by_bodies(pool: list[Seat], parents: Callable[[], Parents]) -> list[list[Seat]]:
    """Part one person's records by the bodies that they speak for; those that tell most, and narrowest, come first."""
    parts: list[list[Seat]] = []
    above = parents() if len({seat.represents for seat in pool if seat.represents}) > 1 else {}
    united_here = united(
        (seat.represents for seat in pool), {t.employer or "" for s in pool for t in s.testimonies}, above
    )

    def place(seat: Seat) -> tuple[int, bool, bool, str]:
        return -len(seat.represents), not seat.represents <= united_here, seat.stored_person != seat.person, seat.id

    for seat in sorted(pool, key=place):
        fitting = [part for part in parts if all(agree(seat.represents, other.represents, above) for other in part)]
        if len(fitting) > 1:
            fitting = [part for part in fitting if _meets(part, seat)]
        if len(fitting) == 1:
            fitting[0].append(seat)
        else:
            parts.append([seat])
    return parts


def _meets(part: Sequence[Seat], seat: Seat) -> bool:
    """Tell whether a record counts as one holding with another of these."""
    told = [t for record in (*part, seat) for t in _told(record)]
    own = range(len(told) - len(_told(seat)), len(told))
    return any(set(own) & {*held.told} and min(held.told) < own.start for held in holdings(told))


def _told(seat: Seat) -> tuple[Testimony, ...]:
    """Return the testimonies of a record; its own dates are told by all where none tells any."""
    told = seat.testimonies or (Testimony("", UNKNOWN, False),)
    if seat.valid_from and not any(t.valid_from for t in told):
        told = tuple(t._replace(valid_from=seat.valid_from) for t in told)
    if seat.valid_to and not any(t.valid_to for t in told):
        told = tuple(t._replace(valid_to=seat.valid_to) for t in told)
    return told


def _held(records: Sequence[Seat], rolls: Sequence[Roll]) -> Iterator[Held]:
    """Yield the holdings of records that speak for the same bodies."""
    pool = [(place, t) for place, record in enumerate(records) for t in _told(record)]
    told = [t for _, t in pool]
    silent = [(roll.source, roll.when) for roll in rolls if covers(roll, records[0])]
    found = holdings(told, silent)
    homes = [
        max(range(len(found)), key=lambda number: (counted[number], number))
        for counted in _counted([place for place, _ in pool], told, found, len(records))
    ]
    for number, holding in enumerate(found):
        own = [record for record, home in zip(records, homes, strict=True) if home == number]
        if own:
            yield _of(own, holding, [told[place] for place in holding.told])


def _counted(
    owners: Sequence[int], told: Sequence[Testimony], found: Sequence[Holding], records: int
) -> list[Counter[int]]:
    """Return for each record how many of its testimonies lie in which holding; those that show it weigh more."""
    counted: list[Counter[int]] = [Counter() for _ in range(records)]
    for number, holding in enumerate(found):
        for place in holding.told:
            counted[owners[place]][number] += _SHOWN if told[place].stance == "states" else 1
    return counted


def _of(records: Sequence[Seat], holding: Holding, told: Sequence[Testimony]) -> Held:
    planned = holding.planned_by
    head = records[0]._replace(
        valid_from=holding.start,
        valid_to=holding.end,
        succeeds=next((record.succeeds for record in records if record.succeeds), None),
        testimonies=ordered(t for t in told if t.source),
        left=holding.left,
        term_from=holding.terms[-1].start if len(holding.terms) > 1 else None,
        planned=planned.when if planned else None,
    )
    turns = [*_turns(holding)]
    return Held(
        head,
        tuple(records),
        json.dumps(_terms(holding)) if len(holding.terms) > 1 else None,
        json.dumps(turns) if turns else None,
    )


def _terms(holding: Holding) -> list[tuple[str | None, str | None, str, str]]:
    """Return (start, end, first day, day after the last) of each term; a day belongs to the term begun last."""
    bounds = [FIRST_DAY, *(term.begun for term in holding.terms[1:]), LAST_DAY]
    return [
        (_text(term.start), _text(term.end), bounds[number], bounds[number + 1])
        for number, term in enumerate(holding.terms)
    ]


def _turns(holding: Holding) -> Iterator[Turn]:
    """Yield how a holding was renewed, and how the ends of its terms moved as sources told."""
    for before, after in zip(holding.terms, holding.terms[1:], strict=False):
        if after.start is not None:
            first = next(iter(after.ends), None)
            yield Turn(
                "renewed", after.start.first, after.start.last, _text(before.end), _text(after.end),
                first.first.source if first else "", first.first.basis if first else "stated",
            )  # fmt: skip
    for term in holding.terms:
        for before_it, end in zip(term.ends, term.ends[1:], strict=False):
            if end.departure or before_it.departure:
                continue
            yield Turn(
                "extended" if end.end.closing.last > before_it.end.closing.last else "shortened",
                min(day_after(before_it.first.when.first), end.first.when.last),
                end.first.when.last,
                before_it.end.text,
                end.end.text,
                end.first.source,
                end.first.basis,
            )


def _text(when: When | None) -> str | None:
    return when.text if when else None
