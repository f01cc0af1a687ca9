"""Overviews of everything: the sources' age, busy people, and what each region carries."""

from collections.abc import Iterator
from typing import Any

import pytest

from graph.loading.intake import take_in
from graph.port import Store
from graph.stores.sqlite.store import SqliteStore
from queries.asking import asking
from tests.support.stories import Story

AS_OF = "2024-06-01"
AKUT, OGON, SMARTA = "npo-akut-vard", "npo-ogonsjukdomar", "nsg-smarta"
NORRA, SODRA = "sjukvardsregion-norra", "sjukvardsregion-sodra"
ANKEBORG, ODEMARK = "region-ankeborg", "region-odemark"


@pytest.fixture(scope="module")
def ankeborg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Anna holds four seats in two groups, Bo two, Cilla one; Norra hosts Akut, and Ödemark nothing."""
    story = Story()
    story.organisation(AKUT, "NPO akut vård")
    story.organisation(OGON, "NPO ögonsjukdomar")
    story.organisation(NORRA, "Norra sjukvårdsregionen")
    story.organisation(SODRA, "Södra sjukvårdsregionen")
    story.organisation(ANKEBORG, "Region Ankeborg")
    story.organisation(ODEMARK, "Region Ödemark")
    story.organisation("region-nyland", since="2030")
    story.links(ANKEBORG, "part_of", NORRA)
    story.hosts(NORRA, AKUT, seen="2023-05-26")
    story.hosts(NORRA, OGON, seen="2023-05-26", status="dormant")
    for id in ("anna", "bo", "cilla", "anna-b"):
        story.person(id)
    story.sits("anna", AKUT, "ordförande", seen="2023-05-26", represents=[NORRA, ANKEBORG])
    story.sits("anna", AKUT, "kontaktperson", seen="2018-05-26", represents=[NORRA])
    story.sits("anna", OGON, seen="2023-05-26", represents=[NORRA])
    story.sits("anna", SMARTA, "processledare", seen="2018-05-26", until="2030")
    story.sits("anna", "nag-sepsis", seen="2018-05-26", until="2020")
    story.sits("anna", "nag-stroke", seen="2023-05-26", status="nominated")
    story.sits("anna-b", OGON, seen="2023-06-01", represents=[NORRA])
    story.judges("anna", "anna-b")
    story.sits("bo", AKUT, seen="2023-05-26", represents=[SODRA])
    story.sits("bo", OGON, seen="2023-05-26")
    story.sits("cilla", OGON, "ordförande", seen="2018-05-26", represents=[SODRA])
    story.source("lately", period="2020-10/..")
    story.source("once", period="../2019-12")
    story.source("page")
    story.sits("dan", "nag-sepsis", seen="lately", until="2021")
    story.sits("dan", "nag-stroke", seen="once", until="2021")
    story.sits("dan", "nag-smarta", seen="page", until="2021")
    store = SqliteStore(tmp_path_factory.mktemp("overviews") / "styrgraf.db", create=True)
    take_in(store, story.bundle, "test", "story")
    yield store
    store.close()


def ask(store: Store, name: str, as_of: str = AS_OF, **given: str) -> list[Any]:
    return asking.ask(store, name, given, as_of).rows


# ---- freshness


def test_age_counts_from_the_earliest_day_on_which_a_source_may_have_seen_its_facts(ankeborg: Store) -> None:
    ages = {row.source_id: (row.seen, row.dated, row.age_days) for row in ask(ankeborg, "freshness", "2024-06-01")}
    assert ages["2023-06-01"] == ("2023-06-01", True, 366)
    assert ages["lately"] == ("2020-10/..", True, 1339)
    assert ages["once"] == ("../2019-12", True, 1614)
    assert ages["page"] == (None, False, None)


def test_a_source_newer_than_the_date_has_no_age(ankeborg: Store) -> None:
    ages = {row.source_id: row.age_days for row in ask(ankeborg, "freshness", "2023-05-31")}
    assert ages["2023-06-01"] is None
    assert ages["once"] is not None


def test_what_rests_on_a_source_alone_is_what_no_other_source_tells(tmp_path_factory: pytest.TempPathFactory) -> None:
    story = Story()
    story.sits("anna", AKUT, seen="2020")
    story.sits("anna", AKUT, seen="2021")
    story.sits("bo", AKUT, seen="2021")
    story.sits("bo", AKUT, seen="2021", stance="ended")
    story.source("unused", "2022")
    store = SqliteStore(tmp_path_factory.mktemp("fresh") / "styrgraf.db", create=True)
    take_in(store, story.bundle, "test", "story")
    rows = {row.source_id: (row.facts, row.alone) for row in ask(store, "freshness")}
    assert rows == {"handbook": (1, 1), "2020": (1, 0), "2021": (3, 1), "unused": (0, 0)}
    store.close()


def test_the_source_on_which_most_rests_alone_comes_first_and_the_oldest_among_equals(ankeborg: Store) -> None:
    rows = ask(ankeborg, "freshness")
    keys = [(-row.alone, row.age_days is None, -(row.age_days or 0)) for row in rows]
    assert keys == sorted(keys)
    assert [row.source_id for row in rows if row.alone == 1] == ["once", "lately", "2023-06-01", "page"]


# ---- busy people


def test_seats_are_roles_in_groups_and_a_person_of_two_spellings_counts_once(ankeborg: Store) -> None:
    (anna,) = ask(ankeborg, "busy_people")
    assert (anna.person_id, anna.seats, anna.chairs) == ("anna", 4, 1)
    assert anna.groups == "NPO akut vård; NPO ögonsjukdomar; Nsg smarta"
    assert anna.bodies == "Norra sjukvårdsregionen; Region Ankeborg"
    assert anna.sources == ["2018-05-26", "2023-05-26", "2023-06-01"]


def test_what_nobody_confirmed_for_three_years_is_counted_apart_unless_its_end_is_told(ankeborg: Store) -> None:
    (anna,) = ask(ankeborg, "busy_people")
    assert anna.unconfirmed == 1


def test_fewer_seats_can_be_asked_for_and_the_busiest_come_first(ankeborg: Store) -> None:
    rows = ask(ankeborg, "busy_people", at_least="2")
    assert [(row.person_id, row.seats) for row in rows] == [("anna", 4), ("bo", 2)]
    assert [row.person_id for row in ask(ankeborg, "busy_people", at_least="1")] == ["anna", "bo", "cilla"]


def test_seats_are_those_of_the_date(ankeborg: Store) -> None:
    (anna,) = ask(ankeborg, "busy_people", "2019-01-01", at_least="3")
    assert anna.groups == "Nag sepsis; NPO akut vård; Nsg smarta"


# ---- load by region


def test_a_body_carries_the_seats_that_are_held_for_it(ankeborg: Store) -> None:
    rows = {row.body_id: row for row in ask(ankeborg, "load_by_region")}
    norra, ankeborgs = rows[NORRA], rows[ANKEBORG]
    assert (norra.seats, norra.people, norra.chairs, norra.unconfirmed) == (3, 1, 1, 1)
    assert (ankeborgs.seats, ankeborgs.people, ankeborgs.chairs) == (1, 1, 1)
    assert (rows[SODRA].seats, rows[SODRA].people, rows[SODRA].unconfirmed) == (2, 2, 1)


def test_active_and_dormant_hostings_are_told_apart(ankeborg: Store) -> None:
    rows = {row.body_id: row for row in ask(ankeborg, "load_by_region")}
    assert (rows[NORRA].hostings, rows[NORRA].dormant_hostings, rows[NORRA].groups_hosted) == (1, 1, "NPO akut vård")


def test_every_body_of_the_date_has_a_row_and_what_no_source_tells_is_not_nought(ankeborg: Store) -> None:
    rows = ask(ankeborg, "load_by_region")
    assert [row.body_id for row in rows] == [NORRA, SODRA, ANKEBORG, ODEMARK]
    assert rows[-1] == (ODEMARK, "Region Ödemark", "region", None, None, None, None, None, None, None)
    ankeborgs = next(row for row in rows if row.body_id == ANKEBORG)
    assert (ankeborgs.seats, ankeborgs.hostings) == (1, None)


def test_the_real_data_has_six_sjukvardsregioner_and_21_regions_and_no_seat_is_lost(real_store: Store) -> None:
    rows = ask(real_store, "load_by_region", "2024-06-19")
    assert [row.kind for row in rows] == ["sjukvardsregion"] * 6 + ["region"] * 21
    for row in rows:
        held = ask(real_store, "represents", "2024-06-19", body=row.body_id)
        assert (row.seats or 0, row.people or 0) == (len(held), len({seat.person_id for seat in held}))
        assert (row.unconfirmed or 0) == sum(seat.unconfirmed for seat in held)
        assert (row.hostings or 0) == sum(
            hosting.status == "active" and hosting.host_id == row.body_id  # what it hosts for its whole counts there
            for hosting in ask(real_store, "hosts", "2024-06-19", host=row.body_id)
        )


def test_busy_people_of_the_real_data_hold_what_their_assignments_tell(real_store: Store) -> None:
    rows = ask(real_store, "busy_people", "2024-06-19")
    assert rows
    for row in rows:
        held = [seat for seat in ask(real_store, "assignments", "2024-06-19", person=row.person_id) if seat.certainty]
        held = [seat for seat in held if seat.standing == "seat"]
        assert row.seats == len({(seat.group_id, seat.role) for seat in held}) >= 3
        assert row.sources == sorted({source for seat in held for source in seat.sources})
