"""Who is meant by a name: the same in one group or by one employer or body, another one everywhere else."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.loading.intake import take_in
from graph.people.matching import Meant, Mention, SeatAt, best_spelling, match
from graph.port import Store
from graph.records import Judgement, Person
from tests.conftest import EmptyStore
from tests.support.stories import Story


def mention(name: str, group: str, employer: str | None = None, *represents: str) -> Mention:
    """Tell that a row names somebody in a group."""
    return Mention(name, SeatAt(group, employer, frozenset(represents)))


def meant(*mentions: Mention, known: Store | None = None) -> list[Meant]:
    """Return who each mention means."""
    found = match(mentions, known, {}, {})
    return [found[each] for each in mentions]


@pytest.fixture
def two_annas(empty_store: EmptyStore) -> Iterator[Store]:
    """Two persons called Anna Ek: one in NPO akut vård for Ankeborg, one in NPO tandvård employed by Gåseborg."""
    story = Story()
    story.person("anna-ek", "Anna Ek")
    story.person("anna-ek-2", "Anna Ek")
    story.sits("anna-ek", "npo-akut-vard", seen="2022", represents=["region-ankeborg"])
    story.sits("anna-ek-2", "npo-tandvard", seen="2022", employer="region-gaseborg")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "story")
        yield store


def test_a_name_that_nobody_bears_is_a_new_person() -> None:
    assert meant(mention("Åke Öberg", "npo-a")) == [Meant("ake-oberg", "new")]


def test_two_of_one_name_with_nothing_in_common_are_a_possible_pair() -> None:
    assert meant(mention("Anna Ek", "npo-a"), mention("Anna  ek", "npo-b")) == [
        Meant("anna-ek", "new", ("anna-ek-2",)),
        Meant("anna-ek-2", "new", ("anna-ek",)),
    ]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (mention("Anna Ek", "npo-a"), mention("ANNA EK", "npo-a", "region-b"), "same group"),
        (mention("Anna Ek", "npo-a", "region-b"), mention("Anna Ek", "npo-c", "region-b"), "same employer"),
        (mention("Anna Ek", "npo-a", None, "x", "y"), mention("Anna Ek", "npo-c", None, "y"), "same body"),
    ],
)
def test_one_thing_in_common_makes_them_one(one: Mention, other: Mention, why: str) -> None:
    first, second = meant(one, other)
    assert first.person == second.person == "anna-ek"
    assert {first.why, second.why} == {"new", why}


def test_what_ties_two_to_a_third_ties_them_to_each_other() -> None:
    ends = [mention("Anna Ek", "npo-a"), mention("Anna Ek", "npo-c", "region-b")]
    assert len({found.person for found in meant(*ends)}) == 2
    assert len({found.person for found in meant(*ends, mention("Anna Ek", "npo-a", "region-b"))}) == 1


@pytest.mark.parametrize(
    ("where", "person", "why"),
    [
        (mention("Anna Ek", "npo-akut-vard"), "anna-ek", "same group"),
        (mention("Anna Ek", "npo-ny", "region-gaseborg"), "anna-ek-2", "same employer"),
        (mention("Anna Ek", "npo-ny", None, "region-ankeborg"), "anna-ek", "same body"),
        # The group says more than the employer, and the employer more than the represented body.
        (mention("Anna Ek", "npo-akut-vard", "region-gaseborg"), "anna-ek", "same group"),
        (mention("Anna Ek", "npo-ny", "region-gaseborg", "region-ankeborg"), "anna-ek-2", "same employer"),
    ],
)
def test_somebody_known_is_met_again(two_annas: Store, where: Mention, person: str, why: str) -> None:
    assert meant(where, known=two_annas) == [Meant(person, why)]  # type: ignore[arg-type]


def test_a_third_anna_gets_the_next_free_id_and_both_others_as_possible_pairs(two_annas: Store) -> None:
    assert meant(mention("Anna Ek", "npo-ny"), known=two_annas) == [Meant("anna-ek-3", "new", ("anna-ek", "anna-ek-2"))]


def test_whoever_fits_two_equally_well_is_neither(two_annas: Store) -> None:
    story = Story()
    story.person("anna-ek-2", "Anna Ek")
    story.sits("anna-ek-2", "npo-akut-vard", "sekreterare", seen="2023")
    take_in(two_annas, story.bundle, "test", "more")
    (found,) = meant(mention("Anna Ek", "npo-akut-vard"), known=two_annas)
    assert found == Meant("anna-ek-3", "new", ("anna-ek", "anna-ek-2"))


def test_a_mention_that_is_placed_tells_where_its_person_sits(two_annas: Store) -> None:
    first, second = meant(
        mention("Anna Ek", "npo-ny"), mention("Anna Ek", "npo-ny", "region-gaseborg"), known=two_annas
    )
    assert (first.person, second.person) == ("anna-ek-2", "anna-ek-2")


def test_a_judgement_that_two_are_one_makes_their_seats_those_of_one(two_annas: Store) -> None:
    story = Story()
    story.person("anna-ekh", "Anna Ekh")
    story.sits("anna-ekh", "npo-hud", seen="2023")
    story.judges("anna-ek", "anna-ekh")
    # The story tells of the persons anew.
    story.person("anna-ek", "Anna Ek")
    take_in(two_annas, story.bundle, "test", "judged")
    assert meant(mention("Anna Ek", "npo-hud"), known=two_annas) == [Meant("anna-ekh", "same group")]
    assert meant(mention("Anna Ekh", "npo-akut-vard"), known=two_annas) == [Meant("anna-ek", "same group")]


def test_an_alias_is_a_name_too(two_annas: Store) -> None:
    story = Story()
    story.person("bo-gran", "Bo Gran", aliases=["Bosse Gran"])
    story.sits("bo-gran", "npo-hud", seen="2023")
    take_in(two_annas, story.bundle, "test", "more")
    assert meant(mention("Bosse Gran", "npo-hud"), known=two_annas) == [Meant("bo-gran", "same group")]


@pytest.mark.parametrize("name", ["Anna Eck", "Anna K Ek", "Änna Ek"])
def test_a_near_name_in_the_same_group_is_another_person_and_a_possible_pair(two_annas: Store, name: str) -> None:
    (found,) = meant(mention(name, "npo-akut-vard"), known=two_annas)
    assert found.why == "new"
    assert found.like == ("anna-ek", "anna-ek-2")


def test_a_pair_that_was_judged_to_differ_is_not_proposed_again() -> None:
    persons = {"anna-ek": Person(id="anna-ek", name="Anna Ek"), "anna-ek-2": Person(id="anna-ek-2", name="Anna Ek")}
    here = mention("Anna Ek", "npo-ny")
    apart = Judgement(person_a="anna-ek", person_b="anna-ek-3", verdict="not_same", source="s")
    assert match([here], None, persons, {}, [apart]) == {here: Meant("anna-ek-3", "new", ("anna-ek-2",))}


def test_people_whom_the_load_names_by_id_are_known_too() -> None:
    persons = {"anna-x": Person(id="anna-x", name="Anna Ek")}
    here = mention("Anna Ek", "npo-a")
    spots = {"anna-x": [SeatAt("npo-a", None, frozenset())]}
    assert match([here], None, persons, spots) == {here: Meant("anna-x", "same group")}


_mentions = st.builds(
    mention,
    st.sampled_from(["Anna Ek", "anna ek", "Anna Eck"]),
    st.sampled_from(["npo-a", "npo-b", "npo-c", "npo-d"]),
    st.sampled_from([None, "region-a", "region-b"]),
    st.sampled_from(["region-a", "region-b", "region-c"]),
)


@given(st.lists(_mentions, min_size=1, max_size=5, unique=True))
def test_the_order_of_mentions_never_matters_and_equal_ties_are_one_person(mentions: list[Mention]) -> None:
    found = match(mentions, None, {}, {})
    assert all(match(order, None, {}, {}) == found for order in permutations(mentions))
    for one in mentions:
        for other in mentions:
            tied = {tie for ties in one.spot.ties() for tie in ties} & {t for ties in other.spot.ties() for t in ties}
            if tied and one.name.casefold() == other.name.casefold():
                assert found[one].person == found[other].person


@pytest.mark.parametrize(
    ("texts", "shown"),
    [(["ANNA EK", "Anna Ek"], "Anna Ek"), (["anna ek", "Anna Ek", "Anna EK"], "Anna EK"), (["ANNA"], "ANNA")],
)
def test_the_spelling_to_show_is_neither_all_capitals_nor_all_small(texts: list[str], shown: str) -> None:
    assert best_spelling(texts) == shown
