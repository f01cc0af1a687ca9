"""Records: frozen, strict about their fields, and each known by a key of its own."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from graph import kinds
from graph.records import (
    STORED,
    WITH_EVIDENCE,
    Document,
    Evidence,
    Hosting,
    Judgement,
    Link,
    Listing,
    Membership,
    Name,
    Organisation,
    Person,
    Proposal,
    Record,
    Rule,
    Source,
)

LEAST: dict[type[Record], Mapping[str, Any]] = {
    Source: {"id": "protokoll-1", "title": "Protokoll 1"},
    Organisation: {"id": "npo-akut-vard", "kind": "npo", "name": "NPO akut vård"},
    Name: {"organisation": "npo-akut-vard", "text": "Akuten"},
    Person: {"id": "anna-alm", "name": "Anna Alm"},
    Membership: {"id": "anna--npo--ledamot", "group": "npo-akut-vard", "role": "ledamot"},
    Hosting: {"id": "norra--npo--active", "host": "norra", "hosted": "npo-akut-vard"},
    Link: {"id": "npo--part-of--sks", "kind": "part_of", "from_id": "npo-akut-vard", "to_id": "sks"},
    Rule: {"id": "six-seats", "applies_to": "npo", "text": "Ett NPO har en ledamot från var sjukvårdsregion."},
    Listing: {"source": "protokoll-1", "group": "npo-akut-vard", "roles": ["ledamot"]},
    Judgement: {"person_a": "anna-alm", "person_b": "anna-ahlm", "verdict": "same", "source": "protokoll-1"},
    Evidence: {"kind": "memberships", "record": "anna--npo--ledamot", "source": "protokoll-1"},
    Document: {"id": "protokoll-1", "title": "Protokoll 1"},
    Proposal: {"id": "p1", "document": "protokoll-1", "sort": "membership", "rows": "[]", "statement": "a"},
}
"""The least that makes a record of each kind."""

EVERY_KIND = pytest.mark.parametrize("model", STORED, ids=lambda model: model.__name__)


def least(model: type[Record], **more: object) -> Record:
    return model.model_validate({**LEAST[model], **more})


def faults(model: type[Record], **more: object) -> list[tuple[object, str]]:
    """Return field and message of each fault in a record with `more` than the least."""
    with pytest.raises(ValidationError) as caught:
        least(model, **more)
    return [(fault["loc"][0], fault["msg"]) for fault in caught.value.errors()]


# ---- every kind


@EVERY_KIND
def test_a_record_cannot_be_changed(model: type[Record]) -> None:
    record = least(model)
    field = next(iter(model.model_fields))

    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, field, "another")


@EVERY_KIND
def test_a_misspelt_field_is_refused(model: type[Record]) -> None:
    assert faults(model, valid_form="2023") == [("valid_form", "Extra inputs are not permitted")]


@EVERY_KIND
def test_what_a_record_needs_must_be_there(model: type[Record]) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({})

    missing = {str(fault["loc"][0]) for fault in caught.value.errors() if fault["type"] == "missing"}
    needed = {name for name, field in model.model_fields.items() if field.is_required()}
    assert missing == needed
    assert needed


@EVERY_KIND
def test_records_of_equal_content_are_equal_and_make_one_member_of_a_set(model: type[Record]) -> None:
    assert least(model) == least(model)
    assert len({least(model), least(model)}) == 1


@EVERY_KIND
def test_a_record_reads_back_from_its_json(model: type[Record]) -> None:
    record = least(model)

    assert model.model_validate_json(record.model_dump_json()) == record


@EVERY_KIND
def test_a_key_is_never_empty(model: type[Record]) -> None:
    assert least(model).key


def test_every_kind_has_a_table_of_its_own() -> None:
    assert len({model.table for model in STORED}) == len(STORED) == len(LEAST)


def test_evidence_knows_every_kind_that_needs_it_and_no_other() -> None:
    for model in WITH_EVIDENCE:
        assert least(Evidence, kind=model.table).key
    for model in set(STORED) - set(WITH_EVIDENCE):
        assert [field for field, _ in faults(Evidence, kind=model.table)] == ["kind"]


# ---- choices


@pytest.mark.parametrize(
    ("model", "field", "choices"),
    [
        (Organisation, "kind", kinds.ORGANISATION_KINDS),
        (Organisation, "status", kinds.ORGANISATION_STATUSES),
        (Name, "sort", kinds.NAME_SORTS),
        (Person, "visibility", kinds.VISIBILITIES),
        (Membership, "role", kinds.ROLES),
        (Membership, "status", kinds.MEMBERSHIP_STATUSES),
        (Hosting, "status", kinds.HOSTING_STATUSES),
        (Link, "kind", kinds.LINK_KINDS),
        (Rule, "check", kinds.RULE_CHECKS),
        (Evidence, "stance", kinds.STANCES),
        (Evidence, "basis", kinds.BASES),
        (Judgement, "verdict", kinds.VERDICTS),
    ],
)
def test_a_choice_is_one_of_its_table_and_the_fault_names_them_all(
    model: type[Record], field: str, choices: Mapping[str, object]
) -> None:
    for choice in choices:
        assert getattr(least(model, **{field: choice}), field) == choice
    for wrong in ("", "nonsense", next(iter(choices)).upper(), f" {next(iter(choices))}"):
        assert faults(model, **{field: wrong}) == [(field, "Value error, one of: " + ", ".join(choices))]


def test_a_listing_names_roles() -> None:
    assert [field for field, _ in faults(Listing, roles=["ledamot", "trollkarl"])] == ["roles"]


# ---- ids


@pytest.mark.parametrize("id", ["a", "2020-05-26", "npo-akut-vard", "anna--npo--ledamot", "v1.2", "x" * 300])
def test_an_id_is_a_readable_slug(id: str) -> None:
    assert least(Person, id=id).key == id


@pytest.mark.parametrize(
    "id",
    ["", "-a", ".a", "Anna", "åsa", "a b", "a_b", "a/b", "a|b", "a;b", "a\n", " a", "a ", "é", "１", "x" * 301],
)
def test_what_is_no_readable_slug_is_refused_as_an_id(id: str) -> None:
    assert faults(Person, id=id) == [("id", "Value error, an id of small letters a–z, digits, hyphens and dots")]


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Name, "organisation"),
        (Membership, "person"),
        (Membership, "group"),
        (Membership, "employer"),
        (Membership, "succeeds"),
        (Hosting, "host"),
        (Hosting, "hosted"),
        (Link, "from_id"),
        (Link, "to_id"),
        (Listing, "source"),
        (Listing, "group"),
        (Listing, "body"),
        (Judgement, "person_a"),
        (Judgement, "person_b"),
        (Judgement, "source"),
        (Evidence, "source"),
        (Evidence, "employer"),
        (Evidence, "succeeds"),
    ],
)
def test_what_points_at_a_record_is_an_id(model: type[Record], field: str) -> None:
    assert [name for name, _ in faults(model, **{field: "Ingen Alls"})] == [field]


# ---- texts and dates


@pytest.mark.parametrize(
    ("model", "field"),
    [
        *((Source, field) for field in ("date", "period", "retrieved")),
        *((model, field) for model in WITH_EVIDENCE for field in ("valid_from", "valid_to")),
        *((Evidence, field) for field in ("observed_on", "valid_from", "valid_to")),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(model: type[Record], field: str) -> None:
    for written in ("2023", "2023-05", "2023-05-17", "2021-03/2023", "../2022-12", "2021/.."):
        assert getattr(least(model, **{field: written}), field) == written
    for wrong in ("", "maj 2023", "2023-13", "2023-02-30", "2023/2022", " 2023"):
        assert [name for name, _ in faults(model, **{field: wrong})] == [field]


def test_blanks_around_a_text_are_nothing_and_a_blank_text_is_refused() -> None:
    assert least(Person, name="  Anna Alm ") == least(Person)
    assert [field for field, _ in faults(Person, name="   ")] == ["name"]
    assert [field for field, _ in faults(Person, name="x" * 501)] == ["name"]
    assert [field for field, _ in faults(Source, note="x" * 4001)] == ["note"]


def test_a_semicolon_separates_other_names_as_it_does_in_the_tables() -> None:
    assert least(Person, aliases=["Anna Öien; A. Alm", ";", "Anna"]) == least(
        Person, aliases=["Anna Öien", "A. Alm", "Anna"]
    )


def test_empty_means_not_known() -> None:
    membership = least(Membership)

    assert isinstance(membership, Membership)
    assert membership.person is None
    assert membership.represents == ()
    assert membership.valid_from is None


# ---- keys


@given(st.permutations(["norra", "sodra", "norra"]))
def test_the_bodies_that_a_person_represents_have_no_order_and_each_counts_once(bodies: list[str]) -> None:
    membership = least(Membership, represents=bodies)

    assert membership == least(Membership, represents=["norra", "sodra"])


def test_one_judgement_for_each_pair_whichever_is_named_first() -> None:
    one = least(Judgement, person_a="anna-alm", person_b="anna-ahlm")
    other = least(Judgement, person_a="anna-ahlm", person_b="anna-alm")

    assert one.key == other.key
    assert one != other


def test_a_body_may_bear_one_text_as_alias_and_as_full_name() -> None:
    assert least(Name, sort="alias").key != least(Name, sort="full").key


def test_a_source_may_say_a_thing_at_several_places_and_also_that_it_ended() -> None:
    tellings = [
        least(Evidence),
        least(Evidence, place="§ 7"),
        least(Evidence, place="§ 8"),
        least(Evidence, stance="ended"),
        least(Evidence, basis="implied"),
        least(Evidence, source="protokoll-2"),
        least(Evidence, record="bo--npo--ledamot"),
        least(Evidence, kind="hostings"),
    ]

    assert len({told.key for told in tellings}) == len(tellings)


def test_what_one_source_says_at_one_place_is_one_telling_whatever_it_quotes() -> None:
    assert least(Evidence, quote="Anna Alm").key == least(Evidence, quote="A. Alm", note="kortare").key


def test_one_source_may_list_several_groups_and_a_group_for_several_bodies() -> None:
    listings = [
        least(Listing),
        least(Listing, group="npo-ogonsjukdomar"),
        least(Listing, body="region-ankeborg"),
        least(Listing, roles=["ordförande"]),
        least(Listing, source="protokoll-2"),
    ]

    assert len({listing.key for listing in listings}) == len(listings)
