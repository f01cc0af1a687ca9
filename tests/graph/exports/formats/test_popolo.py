"""Popolo JSON: a file that Popolo's readers understand, and that loads as the same records."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.bundle import Bundle
from graph.exports.data.records_of import behind
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Evidence, Link, Membership, Name, Organisation, Person, Record, Source
from loaders.tables import reading
from tests.conftest import EmptyStore
from tests.support.export_story import GROUP, story, subject, written

Load = Callable[[Any], reading.Loaded]

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
"""The pattern of all dates in Popolo's JSON schemas (popolo-project/popolo-spec, schemas/*.json)."""
FIELDS = {
    "persons": {"id", "name", "other_names", "styrgraf"},
    "organizations": {
        "id", "name", "other_names", "classification", "parent_id", "founding_date", "dissolution_date", "sources",
        "styrgraf",
    },
    "posts": {"id", "label", "role", "organization_id", "sources", "styrgraf"},
    "memberships": {
        "id", "person_id", "organization_id", "role", "on_behalf_of_id", "start_date", "end_date", "sources",
        "styrgraf",
    },
}  # fmt: skip
"""The fields of those schemas that we write, with our own object."""


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a document as `styrgraf load FILE.json` does."""

    def loaded(document: Any) -> reading.Loaded:
        path = tmp_path / "file.json"
        path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        return reading.read([path], None)

    return loaded


def content(bundle: Bundle) -> dict[tuple[str, str], Record]:
    return {(record.table, record.key): record for record in bundle}


def document(store: Store, scope: str = "system") -> Any:
    return json.loads(written("popolo", subject(store, scope)))


def faults(load: Load, given: Any) -> list[str]:
    with pytest.raises(reading.TablesRefused) as refused:
        load(given)
    return [fault.sentence.en for fault in refused.value.faults]


# ---- what we write


@pytest.mark.parametrize("scope", ["system", GROUP, "sjukvardsregion-ankeborg", "musse-pigg"])
@pytest.mark.parametrize("without_people", [False, True])
def test_the_story_loads_as_the_same_records(told: Store, load: Load, scope: str, without_people: bool) -> None:
    about = subject(told, scope, without_people=without_people)
    assert content(load(written("popolo", about)).bundle) == content(behind(about))


@pytest.mark.parametrize("scope", ["system", "npo-akut-vard", "martin-engstrom"])
def test_the_real_data_loads_as_the_same_records(real_store: Store, load: Load, scope: str) -> None:
    about = subject(real_store, scope)
    loaded = load(written("popolo", about))
    assert content(loaded.bundle) == content(behind(about))
    assert not loaded.warnings


def test_items_have_the_fields_of_popolo_and_one_of_ours(real_store: Store) -> None:
    for name, fields in FIELDS.items():
        items = document(real_store)[name]
        assert items
        for item in items:
            assert item.keys() <= fields
            assert {"id"} < item.keys()
            for source in item.get("sources", ()):
                assert source.keys() == {"url", "note"}
                assert source["url"].startswith("http")


@pytest.mark.parametrize("name", ["persons", "organizations", "posts", "memberships"])
def test_dates_are_years_months_or_days(told: Store, real_store: Store, name: str) -> None:
    """An interval has no place in Popolo; it stands in our own object."""
    for item in document(told)[name] + document(real_store)[name]:
        for field in ("start_date", "end_date", "founding_date", "dissolution_date"):
            assert field not in item or DATE.fullmatch(item[field])


def test_references_point_at_items_of_the_file(real_store: Store) -> None:
    written_ = document(real_store, "sjukvardsregion-mellansverige")
    ids = {name: {item["id"] for item in written_[name]} for name in FIELDS}
    for seat in written_["memberships"]:
        assert seat["person_id"] in ids["persons"]
        assert seat["organization_id"] in ids["organizations"]
        assert seat.get("on_behalf_of_id", seat["organization_id"]) in ids["organizations"]


def test_a_membership_tells_role_body_and_dates(told: Store) -> None:
    (seat,) = [seat for seat in document(told)["memberships"] if seat["person_id"] == "kajsa"]
    own = seat.pop("styrgraf")
    assert seat == {
        "id": f"kajsa--{GROUP}--ordforande",
        "person_id": "kajsa",
        "role": "ordförande",
        "organization_id": GROUP,
        "on_behalf_of_id": "natverk-direktorer",
        "start_date": "2024-01-15",
        "end_date": "2027-03",
        "sources": [
            {
                "url": "https://ankeborg.example/protokoll?a=1&b=2",
                "note": "Protokoll, intervju med Kajsa \"Kax\" Anka & <Söner> 'AB'; sida 1, 2",
            }
        ],
    }
    assert own["represents"] == ["natverk-direktorer", "sjukvardsregion-ankeborg"]


def test_a_vacancy_is_a_post_without_a_holder(told: Store) -> None:
    (post,) = document(told)["posts"]
    assert post["role"] == "processledare"
    assert post["label"].endswith("(vakant)")
    assert post["id"] not in {seat.get("post_id") for seat in document(told)["memberships"]}


def test_nominations_and_attendance_are_no_memberships(told: Store) -> None:
    """Popolo knows members only; who takes a nomination for one would be wrong."""
    written_ = document(told)
    others = {seat["id"] for seat in written_["styrgraf"]["memberships"]}
    assert others == {"langben--nag-simfot--ledamot", "donald--nag-simfot--ledamot"}
    assert others.isdisjoint(seat["id"] for seat in written_["memberships"])


def test_an_organisation_in_two_has_no_parent_in_popolo(real_store: Store) -> None:
    bodies = {item["id"]: item for item in document(real_store)["organizations"]}
    assert "parent_id" not in bodies["region-halland"]
    assert bodies["region-skane"]["parent_id"] == "sjukvardsregion-sodra"


# ---- what others write

FOREIGN = {
    "persons": [{"id": "kalle", "name": "Kalle Anka", "other_names": [{"name": "K. Anka"}], "email": "k@anka.se"}],
    "organizations": [
        {
            "id": "npo-kvack",
            "name": "NPO kvack",
            "classification": "nationellt programområde",
            "founding_date": "2018",
            "parent_id": "sks",
            "other_names": [{"name": "Kvackområdet", "end_date": "2019-05"}],
            "sources": [{"url": "https://anka.example/kvack", "note": "Om kvack"}],
        },
        {"id": "sks", "name": "SKS", "classification": "sks", "sources": [{"url": "https://anka.example/sks"}]},
    ],
    "memberships": [
        {
            "id": "c0ffee00-1234",
            "person_id": "kalle",
            "organization_id": "npo-kvack",
            "role": "chair",
            "on_behalf_of_id": "sks",
            "start_date": "2024-01",
            "sources": [
                {"url": "https://anka.example/kvack", "note": "Om kvack"},
                {"url": "https://anka.example/lista", "note": "Lista"},
            ],
        }
    ],
    "posts": [{"id": "stol", "label": "Stol", "role": "chair", "organization_id": "npo-kvack"}],
}


def test_a_file_of_another_program_is_read_with_its_web_pages_as_sources(load: Load) -> None:
    loaded = load(FOREIGN)
    bundle = loaded.bundle
    assert {source.address for source in bundle.of(Source)} == {
        "https://anka.example/kvack",
        "https://anka.example/sks",
        "https://anka.example/lista",
    }
    (seat,) = bundle.of(Membership)
    assert (seat.person, seat.role, seat.represents, seat.valid_from) == ("kalle", "ordförande", ("sks",), "2024-01")
    assert len([each for each in bundle.of(Evidence) if each.record == seat.id]) == 2
    assert [each.name for each in bundle.of(Person)] == ["Kalle Anka"]
    assert {each.kind for each in bundle.of(Organisation)} == {"npo", "sks"}
    assert [(each.text, each.valid_to) for each in bundle.of(Name)] == [("Kvackområdet", "2019-05")]
    assert [(each.kind, each.to_id) for each in bundle.of(Link)] == [("part_of", "sks")]


def test_contact_details_are_not_read_and_that_is_told(load: Load) -> None:
    loaded = load(FOREIGN)
    assert [notice.sentence.en for notice in loaded.warnings if "Contact details" in notice.sentence.en]
    assert "k@anka.se" not in "".join(record.model_dump_json() for record in loaded.bundle)


def changed(collection: str, **fields: Any) -> Any:
    given = json.loads(json.dumps(FOREIGN))
    given[collection][0] |= fields
    return given


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b"{", "line 1: The file is not whole JSON"),
        (b"\xff\xfe", "The file is not whole JSON"),
        (b"[" * 100_000, "The file is not whole JSON"),
        ([1], "This is not Popolo"),
        ({"a": 1}, "This is not Popolo"),
        ({"persons": [], "styrgraf": {"version": 2}}, "written by a newer styrgraf"),
        (changed("memberships", role="kejsare"), "sheet memberships, line 1, column role: This says “kejsare”"),
        (changed("memberships", person_id=7), "column person: This says “7”. Write text in quotation marks"),
        (changed("memberships", sources=[]), "Name at least one source"),
        (changed("memberships", start_date="igår"), "This says “igår”. Write a date"),
        (changed("organizations", classification="parti"), "This says “parti”"),
        (changed("organizations", sources=["x"]), "Write an object with fields"),
        (changed("persons", name="ring 070-123 45 67"), "Remove it"),
        (changed("persons", memberships=["x"]), "Put it into the list of that name"),
        (changed("persons", memberships=[{"id": "x"}]), "sheet persons, line 1, column sources: This is empty"),
        (changed("memberships", styrgraf={"valid_from": "2023"}), "told in two ways"),
        (changed("memberships", styrgraf={"represents": ["npo-kvack"]}), "told in two ways"),
        (changed("memberships", styrgraf={"vikt": "1"}), "column vikt"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(load: Load, given: Any, expected: str) -> None:
    assert any(expected in sentence for sentence in faults(load, given)), faults(load, given)
