"""Popolo as other programs write it: foreign ids, posts that tell role and group, parts within parts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph import finding
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Evidence, Membership, Name, Organisation, Person
from loaders.tables import reading
from queries.asking import asking

Load = Callable[[Any], reading.Loaded]
Item = dict[str, Any]

PAGE = [{"url": "https://exempel.se/a", "note": "Sida A"}]
GROUP = {"id": "NPO/Prov", "name": "NPO provsjukdomar", "classification": "npo", "sources": PAGE}
BODY = {"id": "region/prov", "name": "Region Provlän", "classification": "region", "sources": PAGE}
ANNA = {"id": "ocd-person/1E2f:3a", "name": "Anna Provsten"}
SEAT = {
    "id": "Medlem/7",
    "person_id": ANNA["id"],
    "organization_id": GROUP["id"],
    "role": "ledamot",
    "on_behalf_of_id": BODY["id"],
    "start_date": "2020-01-01",
    "sources": PAGE,
}
WHOLE = {"persons": [ANNA], "organizations": [GROUP, BODY], "memberships": [SEAT]}


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a document as `styrgraf load FILE.json` does."""

    def loaded(document: Any) -> reading.Loaded:
        path = tmp_path / "file.json"
        path.write_text(json.dumps(document))
        return reading.read([path], None)

    return loaded


def without(item: Item, *fields: str, **more: Any) -> Item:
    """Return an item that lacks some fields and tells others."""
    return {name: value for name, value in item.items() if name not in fields} | more


def seats(loaded: reading.Loaded) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Return who holds which role where, for whom, by names."""
    called = {each.id: each.name for each in loaded.bundle.of(Person)}
    called |= {each.id: each.name for each in loaded.bundle.of(Organisation)}
    return {
        (called[seat.person or ""], called[seat.group], seat.role, tuple(called[body] for body in seat.represents))
        for seat in loaded.bundle.of(Membership)
    }


EXPECTED = {("Anna Provsten", "NPO provsjukdomar", "ledamot", ("Region Provlän",))}


def test_foreign_ids_become_ours_and_theirs_stay_beside_them(load: Load) -> None:
    loaded = load(WHOLE)
    assert seats(loaded) == EXPECTED
    (anna,) = loaded.bundle.of(Person)
    assert anna.aliases == ("ocd-person/1E2f:3a",)
    assert {each.text for each in loaded.bundle.of(Name)} == {"NPO/Prov", "region/prov"}
    assert {each.place for each in loaded.bundle.of(Evidence) if each.kind == "memberships"} == {"Medlem/7"}


@pytest.mark.both_stores
def test_their_ids_find_the_same_in_every_question(store: Store, load: Load) -> None:
    take_in(store, lambda _: load(WHOLE).bundle, "test", "popolo")
    assert [row.person for row in asking.ask(store, "members", {"group": "NPO/Prov"}, "2024-06-01").rows] == [
        "Anna Provsten"
    ]
    (row,) = asking.ask(store, "assignments", {"person": "ocd-person/1E2f:3a"}, "2024-06-01").rows
    assert row.group == "NPO provsjukdomar"
    found = asking.ask(store, "search", {"text": "region/prov"}).rows
    assert "Region Provlän" in {each.label for each in found}
    with pytest.raises(finding.NotFound):
        asking.ask(store, "members", {"group": "NPO/Annat"}, "2024-06-01")


def test_the_same_file_again_is_the_same_people_and_groups(store: Store, load: Load, tmp_path: Path) -> None:
    take_in(store, lambda _: load(WHOLE).bundle, "test", "popolo")
    before = {each.key for kind in (Person, Organisation, Membership, Name) for each in store.every(kind)}
    take_in(store, lambda reader: reading.read([tmp_path / "file.json"], reader).bundle, "test", "popolo")
    assert {each.key for kind in (Person, Organisation, Membership, Name) for each in store.every(kind)} == before


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            WHOLE
            | {
                "posts": [{"id": "P/1", "role": "ledamot", "organization_id": GROUP["id"]}],
                "memberships": [without(SEAT, "role", "organization_id", post_id="P/1")],
            },
            id="role and group in a post",
        ),
        pytest.param(
            WHOLE
            | {
                "posts": [{"id": "P/1", "label": "Ledamot", "organization_id": GROUP["id"]}],
                "memberships": [without(SEAT, "role", post_id="P/1")],
            },
            id="role in a post's label",
        ),
        pytest.param(
            {"persons": [ANNA | {"memberships": [without(SEAT, "person_id")]}], "organizations": [GROUP, BODY]},
            id="memberships within a person",
        ),
        pytest.param(
            {
                "persons": [ANNA],
                "organizations": [GROUP | {"memberships": [without(SEAT, "organization_id", "sources")]}, BODY],
            },
            id="memberships within an organisation, whose page tells them",
        ),
        pytest.param(
            {
                "persons": [ANNA],
                "organizations": [GROUP | {"posts": [{"id": 1, "role": "ledamot", "memberships": [SEAT]}]}, BODY],
            },
            id="memberships within a post within an organisation",
        ),
        pytest.param(
            {
                "persons": [],
                "memberships": [
                    without(SEAT, "person_id", "organization_id", "on_behalf_of_id")
                    | {"person": ANNA, "organization": GROUP, "on_behalf_of": BODY}
                ],
            },
            id="everything within a membership",
        ),
        pytest.param(
            {
                "persons": [],
                "memberships": [
                    without(SEAT, "person_id", "organization_id", "on_behalf_of_id", "role")
                    | {"person": {"name": "Anna Provsten"}, "on_behalf_of": without(BODY, "id")}
                    | {"post": {"role": "ledamot", "organization": without(GROUP, "id")}}
                ],
            },
            id="everything within a membership, without ids",
        ),
        pytest.param(
            WHOLE
            | {
                "persons": [ANNA | {"memberships": [SEAT]}],
                "organizations": [GROUP | {"memberships": [SEAT]}, BODY],
            },
            id="the same membership in three places",
        ),
        pytest.param(
            {
                "sources": PAGE,
                "persons": [ANNA],
                "organizations": [without(GROUP, "sources"), without(BODY, "sources")],
                "memberships": [without(SEAT, "sources")],
            },
            id="one source for the file",
        ),
    ],
)
def test_wherever_the_parts_stand_the_seat_is_the_same(load: Load, document: Any) -> None:
    assert seats(load(document)) == EXPECTED


def test_two_organisations_of_one_name_stay_two(load: Load) -> None:
    other = BODY | {"id": "region/annan"}
    loaded = load(WHOLE | {"organizations": [GROUP, BODY, other]})
    assert len({each.id for each in loaded.bundle.of(Organisation) if each.kind == "region"}) == 2
    (seat,) = loaded.bundle.of(Membership)
    named = {each.text: each.organisation for each in loaded.bundle.of(Name)}
    assert seat.represents == (named["region/prov"],)


def test_terms_that_one_page_tells_are_all_read(load: Load) -> None:
    terms = [("2010", "2013"), ("2016", "2019")]
    given = [without(SEAT, "id", start_date=start, end_date=end) for start, end in terms]
    loaded = load(WHOLE | {"memberships": given})
    told = {(each.valid_from, each.valid_to) for each in loaded.bundle.of(Evidence) if each.kind == "memberships"}
    assert told == set(terms)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (WHOLE | {"persons": []}, "Ingen person i filen har det id:t"),
        (WHOLE | {"organizations": [BODY]}, "column group"),
        (WHOLE | {"memberships": [without(SEAT, "organization_id")]}, "column group"),
        (WHOLE | {"memberships": [without(SEAT, "role", post_id="P/9")]}, "column role"),
        (WHOLE | {"memberships": [without(SEAT, "sources")]}, "column sources"),
        (WHOLE | {"memberships": [SEAT | {"start_date": "2024", "end_date": "2020"}]}, "column valid_to"),
        (WHOLE | {"persons": [without(ANNA, "name")]}, "column name"),
        (WHOLE | {"organizations": [GROUP, without(BODY, "classification")]}, "column kind"),
        (WHOLE | {"memberships": [SEAT | {"person": "Anna"}]}, "column person"),
    ],
)
def test_what_is_missing_is_told_in_one_plain_sentence(load: Load, document: Any, expected: str) -> None:
    with pytest.raises(reading.TablesRefused) as refused:
        load(document)
    told = [fault.sentence for fault in refused.value.faults]
    assert any(expected in sentence.sv or expected in sentence.en for sentence in told), told
    for sentence in told:
        assert "error" not in sentence.en.casefold()
        assert "Traceback" not in sentence.en
