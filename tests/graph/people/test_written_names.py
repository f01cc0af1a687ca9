"""Names as lists write them: surname first, with titles, roles and initials; suspected, and never joined in silence."""

from collections.abc import Iterator

import pytest

from graph.loading.intake import take_in
from graph.people import written
from graph.people.likenesses import possible_pairs
from graph.people.matching import Mention, SeatAt, match
from graph.port import Store
from graph.records import Person
from loaders.review.people import KnownPeople
from tests.conftest import EmptyStore
from tests.support.stories import Story

WRITTEN = [
    "Ek, Nils",
    "Ek Nils",
    "Dr. Nils Ek",
    "Prof. Nils Ek",
    "Nils Ek (ordf)",
    "Nils Ek, ordförande",
    "Nils Ek, MD",
]
OTHERS = ["Nils Ekman", "Nina Ek", "Ek", "N. Ekman", "M. Ek"]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_name_with_title_or_role_or_surname_first_is_like_the_plain_one(text: str) -> None:
    assert written.alike(text) == written.alike("Nils Ek")


@pytest.mark.parametrize("text", ["", ",", "()", "Dr.", "Ek", "(ordf)", "Ordförande", "Ek, Nils, Anna, Bo"])
def test_what_is_hardly_a_name_has_a_key_all_the_same(text: str) -> None:
    assert written.alike(text) == written.alike(text)
    assert isinstance(written.initial(text), str)


def test_a_name_of_title_words_alone_keeps_them() -> None:
    assert written.words_of("Doktor") == ("doktor",)
    assert written.words_of("Lind, Eva-Maria") == ("eva", "maria", "lind")


@pytest.fixture
def store(empty_store: EmptyStore) -> Iterator[Store]:
    with empty_store() as store:
        story = Story()
        for number, name in enumerate(["Nils Ek", *WRITTEN, "N. Ek", *OTHERS]):
            story.person(f"p{number}", name)
            story.sits(f"p{number}", "npo-prov", seen="2025-01-10")
        story.person("away", "N. Ek")
        story.sits("away", "npo-annat", seen="2025-01-10")
        take_in(store, story.bundle, "test", "the story")
        yield store


def test_every_way_to_write_a_name_is_a_pair_to_judge_and_other_names_are_not(store: Store) -> None:
    pairs = [{pair.first.name, pair.second.name} for pair in possible_pairs(store)]

    for text in (*WRITTEN, "N. Ek"):
        assert {"Nils Ek", text} in pairs
    assert not [pair for pair in pairs if "Nils Ek" in pair and pair & set(OTHERS)]


def test_an_initial_is_suspected_in_the_same_group_alone(store: Store) -> None:
    ids = [{pair.first.id, pair.second.id} for pair in possible_pairs(store)]

    assert {"p0", "p8"} in ids
    assert {"p0", "away"} not in ids


@pytest.mark.parametrize("text", [*WRITTEN, "N. Ek"])
def test_a_load_tells_whom_a_written_name_may_mean(store: Store, text: str) -> None:
    persons = {"nils": Person(id="nils", name="Nils Ek"), "nina": Person(id="nina", name="Nina Ek")}
    here = SeatAt("npo-prov", None, frozenset())
    mention = Mention(text, here)
    meant = match([mention], None, persons, {"nils": [here], "nina": [here]})[mention]

    assert (meant.why, "nils" in meant.like) == ("new", True)
    assert ("nina" in meant.like) == (text == "N. Ek")


@pytest.mark.parametrize("text", [*WRITTEN, "N. Ek"])
def test_review_asks_whether_a_written_name_is_a_known_persons(empty_store: EmptyStore, text: str) -> None:
    story = Story()
    story.person("nils", "Nils Ek")
    story.sits("nils", "npo-prov", seen="2025-01-10")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "the story")
        seats = list(store.memberships_of(["nils"]))

        assert [asked.person.id for asked in KnownPeople(store).questions("1", text, "new", seats)] == ["nils"]
