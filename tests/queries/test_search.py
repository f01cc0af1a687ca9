"""Search: people, groups and bodies by any of their names, however they are typed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.loading.intake import take_in
from graph.names import fold
from graph.port import Store
from graph.stores.sqlite.store import SqliteStore
from queries import search
from queries.asking import asking
from tests.support.stories import Story

OGON, ANKEBORG, ODEMARK = "npo-ogonsjukdomar", "region-ankeborg", "region-odemark"


@pytest.fixture(scope="module")
def found_by_name(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Ögon and its mirror, two regions and some people whose names are easily mistyped."""
    story = Story()
    story.organisation(OGON, "Nationellt programområde ögonsjukdomar")
    story.called(OGON, "Ögon")
    story.organisation("rpo-norra-ogonsjukdomar", "RPO ögonsjukdomar, Norra")
    story.organisation(ANKEBORG, "Region Ankeborg")
    story.called(ANKEBORG, "RAB", sort="short")
    story.organisation(ODEMARK, "Region Ödemark")
    story.called(ODEMARK, "RÖ", sort="short")
    story.organisation("nag-blaljus", "Nationell arbetsgrupp blåljus")
    for id, name in {
        "stina": "Stina Åkebo-Öjeby",
        "kristina": "Kristina Wallenfjord",
        "rolf": "Rolf Bengtsgård",
        "bo-z": "Bo Zetterkvist",
        "bo-a": "Bo Åkerkvist",
        "bo-o": "Bo Österkvist",
        "sten": "Sten Blåljus",
        "ylva": "Ylva Grön",
        "ylva-2": "Ylva M Grön",
    }.items():
        story.person(id, name)
    story.sits("stina", OGON, "ordförande", seen="2020-05-26")
    story.sits("stina", "nag-blaljus", seen="2024-05-26")
    story.sits("rolf", OGON, seen="2020-05-26", status="nominated")
    story.sits("kristina", OGON, seen="2020-05-26", basis="attendance")
    story.sits("ylva", "nag-blaljus", seen="2024-05-26")
    story.sits("ylva-2", OGON, seen="2024-05-26")
    story.judges("ylva", "ylva-2")
    store = SqliteStore(tmp_path_factory.mktemp("search") / "styrgraf.db", create=True)
    take_in(store, story.bundle, "test", "story")
    yield store
    store.close()


def ask(store: Store, text: str, **more: str) -> list[Any]:
    return asking.ask(store, "search", {"text": text, **more}, "2024-06-01").rows


def hits(store: Store, text: str) -> list[tuple[str, str]]:
    return [(row.id, row.step) for row in ask(store, text)]


def test_an_exact_name_or_abbreviation_comes_first_and_hits_of_words_follow(found_by_name: Store) -> None:
    assert hits(found_by_name, "RÖ") == [(ODEMARK, "exact"), ("rolf", "words")]
    assert hits(found_by_name, "rab") == [(ANKEBORG, "exact")]


def test_an_id_is_an_exact_name(found_by_name: Store) -> None:
    (row,) = ask(found_by_name, "nag-blaljus")
    assert (row.id, row.matched, row.step) == ("nag-blaljus", "nag-blaljus", "exact")


def test_a_name_is_found_without_accents_and_without_the_words_of_its_kind(found_by_name: Store) -> None:
    assert hits(found_by_name, "ogon") == [(OGON, "bare"), ("rpo-norra-ogonsjukdomar", "words")]
    assert hits(found_by_name, "NPO Ögonsjukdomar")[0] == (OGON, "exact")
    assert hits(found_by_name, "Programområde ögonsjukdomar")[0] == (OGON, "bare")


@pytest.mark.parametrize("text", ["ojeby", "Öje", "AKEBO", "öjeby stina", "stina åke", "Åkebo Öjeby"])
def test_every_word_is_found_as_the_beginning_of_a_word_in_any_order(found_by_name: Store, text: str) -> None:
    assert hits(found_by_name, text) == [("stina", "words")]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Bengtsgrd", "rolf"),
        ("Bengtsgårdd", "rolf"),
        ("Bengtsgärb", "rolf"),
        ("Begntsgård", "rolf"),
        ("Vallenfjord", "kristina"),
        ("Christina Wallenfjord", "kristina"),
        ("Wallenfjjrd", "kristina"),
        ("Wallnefjo", "kristina"),
        ("Rulf Bentsgård", "rolf"),
    ],
)
def test_slips_of_the_hand_are_forgiven(found_by_name: Store, text: str, person: str) -> None:
    assert hits(found_by_name, text) == [(person, "typo")]


@pytest.mark.parametrize("text", ["RAX", "Bi", "Xengxsgård", "zzz", "Kristina Bengtsgård"])
def test_what_is_too_short_or_too_far_off_is_not_guessed(found_by_name: Store, text: str) -> None:
    assert hits(found_by_name, text) == []


def test_slips_are_looked_for_only_when_nothing_is_written_so(found_by_name: Store) -> None:
    assert hits(found_by_name, "Grön") == [("ylva", "words")]


def test_organisations_come_before_people_and_the_higher_level_first(found_by_name: Store) -> None:
    assert [row.id for row in ask(found_by_name, "blå")] == ["nag-blaljus", "sten"]
    assert [row.level for row in ask(found_by_name, "ögonsj")] == [1, 2]


def test_shorter_names_come_first_and_equally_long_ones_as_swedish_sorts(found_by_name: Store) -> None:
    assert [row.id for row in ask(found_by_name, "bo")] == ["bo-a", "bo-o", "bo-z"]


def test_persons_whom_a_judgement_joins_appear_once_by_either_name(found_by_name: Store) -> None:
    (row,) = ask(found_by_name, "ylva m gron")
    assert (row.id, row.label, row.matched) == ("ylva", "Ylva Grön", "Ylva M Grön")
    assert row.context == "NAG blåljus; NPO ögonsjukdomar"
    assert [row.id for row in ask(found_by_name, "ylva")] == ["ylva"]


def test_a_person_bears_the_groups_where_they_sit_or_sat_and_nothing_less(found_by_name: Store) -> None:
    contexts = {row.id: row.context for text in ("stina", "rolf", "kristina") for row in ask(found_by_name, text)}
    assert contexts == {"stina": "NAG blåljus; NPO ögonsjukdomar", "rolf": None, "kristina": None}
    assert ask(found_by_name, OGON)[0].context is None


def test_no_more_rows_come_than_asked_for(found_by_name: Store) -> None:
    assert [row.id for row in ask(found_by_name, "bo", most="2")] == ["bo-a", "bo-o"]
    assert ask(found_by_name, "bo", most="0") == []
    assert len(ask(found_by_name, "bo", most="1000")) == 3


@pytest.mark.parametrize("text", ["AND", '"', "NEAR(", "a* OR", "-", "'; DROP TABLE labels", "^bo", "{bo}:", "%", "  "])
def test_signs_that_mean_something_to_the_index_are_only_text(found_by_name: Store, text: str) -> None:
    bare = re.sub(r"\W+", " ", text).strip()
    assert ask(found_by_name, f"{text}x") == ask(found_by_name, f"{bare}x")


@given(text=st.text(min_size=1, max_size=40))
def test_no_text_makes_the_search_fail(found_by_name: Store, text: str) -> None:
    if text.strip():
        found = [row.id for row in ask(found_by_name, text)]
        assert len(found) == len(set(found))


@given(data=st.data(), name=st.sampled_from(["Wallenfjord", "Bengtsgård", "Zetterkvist"]))
def test_one_slip_anywhere_in_a_long_name_still_finds_it(found_by_name: Store, data: st.DataObject, name: str) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyzåäö"))
    slip = data.draw(
        st.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + letter + name[place:],
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
            ]
        )
    )
    assert name in {row.label.split()[-1] for row in ask(found_by_name, slip)}


@given(word=st.text("abcö", min_size=1, max_size=6), other=st.text("abcö", max_size=6))
def test_slips_count_the_letters_between_a_word_and_the_beginning_of_another(word: str, other: str) -> None:
    slips = search._slips(fold(word), fold(other))
    assert (slips == 0) == fold(other).startswith(fold(word))
    assert slips <= len(word)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("oien", "rut-oien"),
        ("mjoberg", "karin-stika-mjoberg"),
        ("angergard", "goran-angergard"),
        ("ogon", OGON),
        ("RÖ", "region-ostergotland"),
        ("RKL", "region-kalmar-lan"),
        ("Bojesig", "mats-bojestig"),
        ("Stika Mjöbreg", "karin-stika-mjoberg"),
        ("ögonsjukdommar", OGON),
    ],
)
def test_people_and_bodies_of_the_real_data_are_found(real_store: Store, text: str, first: str) -> None:
    assert ask(real_store, text)[0].id == first
