"""The seat ledger: who fills which seat, through whom, what is carried over, and a region's own seats."""

from collections.abc import Iterator
from typing import Any

import pytest

from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Rule
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.stories import Story

pytestmark = pytest.mark.both_stores

AS_OF = "2026-01-15"
NORRMARK, SODER, VASTER = "sjukvardsregion-norrmark", "sjukvardsregion-soder", "sjukvardsregion-vaster"
ANKEBORG, GASBORG, TVELAND = "region-ankeborg", "region-gasborg", "region-tveland"
AKUT, OGON, STYR, RAD = "npo-akut", "npo-ogon", "sks-styr", "kunskapsrad-norrmark"
CHEFER, EKONOMI, PERSONAL = "natverk-chefer", "natverk-ekonomi", "natverk-personal"


def told() -> Story:
    """Tell of Norrmark (Ankeborg, Gåsborg), Söder and Väster, in both of which Tveland lies."""
    story = Story()
    names = {NORRMARK: "Norrmarks sjukvårdsregion", ANKEBORG: "Region Ankeborg", TVELAND: "Region Tveland"}
    for id_ in (NORRMARK, SODER, VASTER, ANKEBORG, GASBORG, TVELAND, AKUT, OGON, STYR, RAD, CHEFER, EKONOMI, PERSONAL):
        story.organisation(id_, names.get(id_))
    for region, whole in ((ANKEBORG, NORRMARK), (GASBORG, NORRMARK), (TVELAND, SODER), (TVELAND, VASTER)):
        story.links(region, "part_of", whole)
    story.add(
        Rule(
            id="six",
            check="seats_for_each",
            applies_to="npo",
            parameters="kind=sjukvardsregion;count=1",
            text="Invented.",
        )
    )
    parameters = f"{CHEFER}=2;{EKONOMI}=2;{PERSONAL}=1"
    story.add(Rule(id="five", check="seats_for", applies_to=STYR, parameters=parameters, text="Invented."))
    story.add(
        Rule(
            id="term",
            check="term",
            applies_to=OGON,
            parameters="role=ordförande;from=2023;to=2025-12",
            text="Invented.",
        )
    )
    story.sits("anna", AKUT, "ordförande", seen="2025-05-01", represents=[ANKEBORG], employer=ANKEBORG)
    story.sits("bo", AKUT, seen="2025-05-01", represents=[GASBORG])
    story.sits("tyra", AKUT, seen="2025-05-01", represents=[TVELAND])
    story.sits("olga", AKUT, seen="2019-05-01", represents=[NORRMARK])
    story.sits("chair", OGON, "ordförande", seen="2024-05-01", represents=[NORRMARK], employer=GASBORG)
    story.sits("plan", OGON, seen="2024-05-01", until="2025-06-30", represents=[SODER])
    story.sits("gone", OGON, seen="2024-05-01", until="2025-06-30", represents=[VASTER])
    story.sits("next", OGON, seen="2025-08-01", since="2025-07-01", represents=[VASTER])
    story.sits("helper", OGON, "processledare", seen="2024-05-01", until="2025-06-30", represents=[VASTER])
    story.sits("cilla", STYR, "ordförande", seen="2025-05-01", represents=[CHEFER, NORRMARK])
    story.sits("david", STYR, seen="2025-05-01", represents=[SODER])
    story.sits("erik", STYR, seen="2025-05-01", represents=[VASTER])
    story.vacant(STYR, "adjungerad", seen="2025-05-01", represents=[PERSONAL])
    story.sits("frida", RAD, seen="2025-05-01", represents=[GASBORG])
    return story


@pytest.fixture(scope="module")
def store(empty_store: EmptyStore) -> Iterator[Store]:
    with empty_store() as store:
        take_in(store, told().bundle, "test", "the story")
        yield store


def ask(store: Store, as_of: str = AS_OF, **given: str) -> list[Any]:
    return asking.ask(store, "seats", given, as_of).rows


def seats(rows: list[Any]) -> set[tuple[str | None, str | None, str | None, str]]:
    return {(row.body_id, row.through_id, row.person_id, row.state) for row in rows}


# ---- a region's member fills the seat of its sjukvårdsregion


# ---- what needs a store of its own (first, while the one database of Neo4j Community is free)


@pytest.mark.parametrize(
    "how", ["left", "told afterwards", "sits in another role", "follower left", "vacant", "to come"]
)
def test_whoever_left_or_was_followed_is_not_carried_over(empty_store: EmptyStore, how: str) -> None:
    story = told()
    if how == "left":
        story.sits("plan", OGON, seen="2025-05-01", represents=[SODER], stance="ended")
    elif how == "told afterwards":
        story.sits("plan", OGON, seen="2025-09-01", until="2025-06-30", represents=[SODER])
    elif how == "sits in another role":
        story.sits("plan", OGON, "vice ordförande", seen="2025-09-01", represents=[NORRMARK])
    elif how == "follower left":
        story.sits("new", OGON, seen="2025-08-01", represents=[SODER], until="2025-10-01", stance="ended")
    elif how == "vacant":
        story.vacant(OGON, seen="2025-09-01", represents=[SODER])
    else:
        story.sits("new", OGON, seen="2025-09-01", since="2026-03-01", represents=[SODER])
    with empty_store() as store:
        take_in(store, story.bundle, "test", "the story")

        assert "plan" not in {row.person_id for row in ask(store, group=OGON) if row.state == "carried_over"}


def test_a_regions_member_fills_its_sjukvardsregions_seat_and_is_told_through_the_region(store: Store) -> None:
    rows = ask(store, group=AKUT)

    counted = [row for row in rows if row.rule_id]
    assert seats(counted) == {
        (NORRMARK, ANKEBORG, "anna", "filled"),
        (SODER, None, None, "unknown"),
        (VASTER, None, None, "unknown"),
    }
    (anna,) = [row for row in rows if row.person_id == "anna"]
    assert (anna.through, anna.body, anna.relation) == ("Region Ankeborg", "Norrmarks sjukvårdsregion", "through")


def test_who_sits_there_beside_the_one_who_fills_the_seat_is_told_and_not_counted_again(store: Store) -> None:
    rows = {row.person_id: row for row in ask(store, group=AKUT)}

    assert (rows["bo"].body_id, rows["bo"].through_id, rows["bo"].rule_id) == (NORRMARK, GASBORG, None)
    assert (rows["olga"].body_id, rows["olga"].state, rows["olga"].unconfirmed) == (NORRMARK, "filled", True)


def test_a_region_that_lies_in_two_is_told_as_such_and_fills_neither_seat_by_a_guess(store: Store) -> None:
    (tyra,) = [row for row in ask(store, group=AKUT) if row.person_id == "tyra"]

    assert (tyra.body_id, tyra.through_id, tyra.either_ids) == (None, TVELAND, [SODER, VASTER])


# ---- seats of named bodies


def test_where_every_seat_is_counted_whoever_names_none_of_the_bodies_holds_one_that_is_left(store: Store) -> None:
    rows = [row for row in ask(store, group=STYR) if row.rule_id]

    assert len(rows) == 5
    assert seats(rows) == {
        (CHEFER, None, "cilla", "filled"),
        (None, None, "david", "filled"),
        (None, None, "erik", "filled"),
        (None, None, None, "unknown"),
    }
    assert {tuple(row.either_ids) for row in rows if row.body_id is None} == {(CHEFER, EKONOMI, PERSONAL)}


def test_a_vacancy_is_that_of_the_body_that_is_told_though_no_rule_counts_it(store: Store) -> None:
    (vacant,) = [row for row in ask(store, group=STYR) if row.state == "vacant"]

    assert (vacant.role, vacant.body_id, vacant.rule_id) == ("adjungerad", PERSONAL, None)


# ---- carried over


def test_whoever_is_merely_unconfirmed_is_not_carried_over(store: Store) -> None:
    assert {row.state for row in ask(store, group=AKUT) if row.person_id} == {"filled"}


def test_a_chair_whose_term_by_the_rule_has_passed_is_carried_over(store: Store) -> None:
    (chair,) = [row for row in ask(store, group=OGON) if row.person_id == "chair"]
    (before,) = [row for row in ask(store, "2025-12-31", group=OGON) if row.person_id == "chair"]

    assert (chair.state, chair.body_id, chair.rule_id) == ("carried_over", NORRMARK, "six")
    assert before.state == "filled"


def test_a_seat_whose_planned_end_has_passed_is_carried_over_until_somebody_follows(store: Store) -> None:
    rows = [row for row in ask(store, group=OGON) if row.rule_id]

    assert seats(rows) == {
        (NORRMARK, None, "chair", "carried_over"),
        (SODER, None, "plan", "carried_over"),
        (VASTER, None, "next", "filled"),
    }


def test_a_single_role_is_carried_over_too(store: Store) -> None:
    (helper,) = [row for row in ask(store, group=OGON) if row.role == "processledare"]

    assert (helper.person_id, helper.state, helper.rule_id) == ("helper", "carried_over", None)


# ---- a region's own ledger


def test_a_regions_ledger_has_its_own_seats_those_of_its_people_and_those_of_its_sjukvardsregion(store: Store) -> None:
    rows = ask(store, body=GASBORG)

    assert {(row.group_id, row.person_id, row.relation) for row in rows} == {
        (AKUT, "bo", "represents"),
        (AKUT, "anna", "through"),
        (AKUT, "olga", "through"),
        (OGON, "chair", "employed_by"),
        (STYR, "cilla", "through"),
        (RAD, "frida", "represents"),
    }


def test_a_sjukvardsregions_ledger_has_the_seats_that_its_regions_members_fill(store: Store) -> None:
    rows = ask(store, body=NORRMARK)

    assert {(row.group_id, row.person_id, row.relation, row.through_id) for row in rows} == {
        (AKUT, "anna", "through", ANKEBORG),
        (AKUT, "bo", "through", GASBORG),
        (AKUT, "olga", "represents", None),
        (OGON, "chair", "represents", None),
        (STYR, "cilla", "represents", None),
    }


def test_the_ledger_of_a_region_in_two_has_the_seats_of_both_and_its_own_once(store: Store) -> None:
    rows = ask(store, body=TVELAND)

    own = [row for row in rows if row.relation == "represents"]
    assert [(row.group_id, row.person_id) for row in own] == [(AKUT, "tyra")]
    assert {row.body_id for row in rows if row.group_id == AKUT and row.state == "unknown"} == {SODER, VASTER}


def test_group_and_body_together_ask_for_the_bodys_seats_in_the_group(store: Store) -> None:
    assert {row.person_id for row in ask(store, group=RAD, body=GASBORG)} == {"frida"}
    assert ask(store, group=RAD, body=ANKEBORG) == []
