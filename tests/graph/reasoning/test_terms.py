"""Holdings and terms, against a reading from day to day that was written apart from it."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from graph.reasoning import observations
from graph.reasoning.groups import derive_group
from graph.reasoning.seats import Seat
from graph.time import LAST_DAY
from tests.support.day_by_day import Told, days_held
from tests.support.stories import seat, seen

DAYS = 40
FIRST = date(2020, 1, 1)


def iso(day: int | None) -> str | None:
    return None if day is None else (FIRST + timedelta(days=day)).isoformat()


def said_by(told: Told) -> observations.Testimony:
    return seen(
        iso(told.on),
        source=f"source-{told.on}",
        stance="ended" if told.gone else "states",
        since=iso(told.since),
        until=iso(told.until),
    )


def records(told: list[Told]) -> list[Seat]:
    """Tell every statement as a record of its own."""
    return [seat("anna", said_by(each), id=f"m{place:02}") for place, each in enumerate(told)]


def listed(seats: list[Seat]) -> list[int]:
    """Return how many rows the person has on each day."""
    derived = derive_group(seats, [])
    heads = [days for key, days in derived.items() if days.same_as == key]
    return [
        sum(days.first_possible <= (iso(day) or "") < days.ended <= LAST_DAY for days in heads) for day in range(DAYS)
    ]


@st.composite
def statements(draw: st.DrawFn) -> list[Told]:
    """Draw what several sources say of one seat, each on a day of its own."""
    days = draw(st.lists(st.integers(0, DAYS - 1), min_size=1, max_size=6, unique=True))
    told = []
    for on in days:
        since = draw(st.none() | st.integers(0, DAYS - 1))
        until = draw(st.none() | st.integers(since or 0, DAYS - 1))
        told.append(Told(on, since, until, gone=since is None and draw(st.booleans())))
    return told


@given(statements())
def test_on_every_day_the_seat_is_held_as_a_reading_from_day_to_day_tells(told: list[Told]) -> None:
    expected = [sum(day in held for held in days_held(told, DAYS)) for day in range(DAYS)]

    assert listed(records(told)) == expected


@given(statements(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_told_never_matters_to_a_day(told: list[Told], random: Random) -> None:
    shuffled = sorted(told, key=lambda each: random.random())

    assert listed(records(shuffled)) == listed(records(told))


@given(statements())
def test_nobody_holds_one_seat_twice_on_a_day(told: list[Told]) -> None:
    assert max(listed(records(told))) <= 1
