"""A real register of somebody else: the Ministers Database of the Institute for Government, in ../shared/peers/ifg.

It is compared with its own rows, read here day by day. No row of it stands in this repository.
"""

import csv
import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from graph.loading.intake import take_in
from graph.port import Store
from loaders.tables.reading import Loaded, read
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.documents import SHARED
from tests.support.here import TESTS

IFG = SHARED / "peers" / "ifg"
MAPPING = TESTS / "registers" / "ifg.toml"
DAYS = [f"{datetime.date(1979, 5, 4) + datetime.timedelta(day)}" for day in Random(14).sample(range(17_200), 100)]
PAIRS = [sorted(Random(number).sample(DAYS, 2)) for number in range(20)]

pytestmark = [
    pytest.mark.both_stores,
    pytest.mark.skipif(not IFG.is_dir(), reason="the register of ../shared/peers is not here, nor may it be"),
]


class Appointment(NamedTuple):
    """Who held which post, from its first day to the first day after."""

    person: str
    department: str
    post: str
    title: str
    first: str
    after: str


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of their files."""
    with (IFG / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def appointments() -> list[Appointment]:
    """Their rows, but for the two that end before they begin."""
    posts = {post["id"]: (post["organisation_id"], post["id"], post["name"]) for post in table("post.csv")}
    rows = [
        Appointment(row["person_id"], *posts[row["post_id"]], row["start_date"], row["end_date"] or "9999-12-31")
        for row in table("appointment.csv")
    ]
    kept = [row for row in rows if row.first <= row.after]
    assert (len(rows), len(kept)) == (3667, 3665)
    return kept


@pytest.fixture(scope="module")
def held(appointments: list[Appointment]) -> list[Appointment]:
    """The rows, those of one post that somebody held on without a gap as one."""
    chains: list[Appointment] = []
    for row in sorted(appointments, key=lambda row: (row.person, row.post, row.first, row.after)):
        before = chains[-1] if chains else None
        if before and (before.person, before.post) == (row.person, row.post) and before.after >= row.first:
            chains[-1] = before._replace(after=max(before.after, row.after))
        else:
            chains.append(row)
    return chains


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The register as records."""
    return read([IFG], None, mapping=MAPPING)


@pytest.fixture(scope="module")
def register(empty_store: EmptyStore, loaded: Loaded) -> Iterator[Store]:
    """The register in a store."""
    with empty_store() as made:
        take_in(made, lambda _: loaded.bundle, "test", "ifg")
        yield made


def held_on(rows: Sequence[Appointment], day: str) -> set[tuple[str, str, str]]:
    """Return who held what on a day."""
    return {(row.person, row.department, row.title) for row in rows if row.first <= day < row.after}


def test_the_two_reversed_rows_are_told_and_left_out(loaded: Loaded) -> None:
    assert [(Path(notice.file).name, notice.line) for notice in loaded.warnings] == [
        ("appointment.csv", 1730),
        ("appointment.csv", 2749),
    ]


def test_everybody_on_a_day_is_who_the_rows_say(register: Store, appointments: list[Appointment]) -> None:
    for day in DAYS:
        rows = asking.ask(register, "members", {}, day).rows
        assert {(row.person_id, row.group_id, row.title or "") for row in rows} == held_on(appointments, day), day


def test_nobody_is_listed_twice_in_a_post_on_a_day(register: Store) -> None:
    for day in DAYS[:20]:
        rows = Counter(
            (row.person_id, row.group_id, row.title) for row in asking.ask(register, "members", {}, day).rows
        )
        assert max(rows.values(), default=1) == 1, day


def test_who_entered_and_who_left_is_who_the_rows_say(register: Store, held: list[Appointment]) -> None:
    for since, until in PAIRS:
        changes = asking.ask(register, "changes", {"since": since, "until": until}, until).rows
        told = Counter(
            (row.change, row.person_id, row.group_id, row.first_day)
            for row in changes
            if row.change in ("joined", "left")
        )
        entered = Counter(
            ("joined", row.person, row.department, row.first) for row in held if since < row.first <= until
        )
        left = Counter(("left", row.person, row.department, row.after) for row in held if since < row.after <= until)
        assert told == entered + left, (since, until)


def test_a_persons_posts_and_a_posts_holders_are_theirs(register: Store, held: list[Appointment]) -> None:
    told = Random(14)
    for row in told.sample(sorted(held), 30):
        mine = {(each.department, each.first) for each in held if each.person == row.person}
        rows = asking.ask(register, "assignments", {"person": row.person}, "2026-06-19").rows
        assert {(each.group_id, each.valid_from) for each in rows} == mine
        holders = asking.ask(
            register, "members", {"group": row.department, "title": row.title, "ended": True}, "2026-06-19"
        ).rows
        assert {(each.person_id, each.valid_from) for each in holders} == {
            (each.person, each.first) for each in held if (each.department, each.title) == (row.department, row.title)
        }
