"""Regions and their sjukvårdsregioner: one seat when one of them speaks for the other, and never by a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.reasoning.bodies import Filled, agree, filled, narrowest, parents_of, united

PARENTS = parents_of(
    [
        ("region-ankeborg", "sjukvardsregion-norrmark"),
        ("region-gasborg", "sjukvardsregion-norrmark"),
        ("region-soder", "sjukvardsregion-soder"),
        ("region-tveland", "sjukvardsregion-soder"),
        ("region-tveland", "sjukvardsregion-vaster"),
    ]
)
BODIES = [*PARENTS, "sjukvardsregion-norrmark", "sjukvardsregion-soder", "sjukvardsregion-vaster", "natverk-chefer"]
some_bodies = st.frozensets(st.sampled_from(BODIES), max_size=2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("", "", True),
        ("", "region-ankeborg", True),
        ("region-ankeborg", "region-ankeborg", True),
        ("region-ankeborg", "sjukvardsregion-norrmark", True),
        ("region-ankeborg", "sjukvardsregion-norrmark natverk-chefer", True),
        ("region-ankeborg natverk-chefer", "sjukvardsregion-norrmark natverk-chefer", True),
        ("region-ankeborg natverk-chefer", "sjukvardsregion-norrmark", True),
        ("region-ankeborg", "region-gasborg", False),
        ("region-ankeborg sjukvardsregion-norrmark", "region-gasborg", False),
        ("region-ankeborg", "sjukvardsregion-soder", False),
        ("region-ankeborg", "natverk-chefer", False),
        ("region-tveland", "sjukvardsregion-soder", False),
        ("region-tveland", "sjukvardsregion-vaster", False),
        ("region-tveland", "region-tveland", True),
        ("region-tveland natverk-chefer", "sjukvardsregion-soder natverk-chefer", False),
    ],
)
def test_a_region_and_the_one_sjukvardsregion_it_lies_in_are_one_seat(one: str, other: str, same: bool) -> None:
    assert agree(frozenset(one.split()), frozenset(other.split()), PARENTS) is same


@given(one=some_bodies, other=some_bodies)
def test_agreement_goes_both_ways_and_always_holds_where_one_names_all_that_the_other_does(
    one: frozenset[str], other: frozenset[str]
) -> None:
    assert agree(one, other, PARENTS) == agree(other, one, PARENTS)
    assert agree(one, one, PARENTS)
    assert agree(one, frozenset(), PARENTS)
    assert agree(one, other, {}) == (one <= other or other <= one)


@pytest.mark.parametrize(
    ("told", "employer", "are"),
    [
        (["sjukvardsregion-norrmark", "region-ankeborg"], "", "region-ankeborg"),
        (["sjukvardsregion-norrmark", "region-ankeborg"], "region-ankeborg", "sjukvardsregion-norrmark"),
        (["sjukvardsregion-norrmark", "region-ankeborg"], "region-gasborg", "region-ankeborg"),
        (["region-ankeborg"], "region-ankeborg", "region-ankeborg"),
        (["natverk-chefer sjukvardsregion-norrmark", "region-ankeborg"], "", "natverk-chefer region-ankeborg"),
        (["sjukvardsregion-soder", "region-tveland"], "", "region-tveland sjukvardsregion-soder"),
        (["", ""], "", ""),
    ],
)
def test_the_region_of_one_seat_is_its_narrower_body_or_the_employer(told: list[str], employer: str, are: str) -> None:
    bodies = [frozenset(each.split()) for each in told]
    assert united(bodies, employer.split(), PARENTS) == frozenset(are.split())
    assert united(reversed(bodies), employer.split(), PARENTS) == frozenset(are.split())


@given(one=some_bodies, other=some_bodies)
def test_what_is_united_agrees_with_all_that_agreed(one: frozenset[str], other: frozenset[str]) -> None:
    if agree(one, other, PARENTS):
        assert agree(united([one, other], (), PARENTS), one, PARENTS)
    assert narrowest(narrowest(one, PARENTS), PARENTS) == narrowest(one, PARENTS)


COUNTED = {"sjukvardsregion-norrmark", "sjukvardsregion-soder", "sjukvardsregion-vaster"}


@pytest.mark.parametrize(
    ("bodies", "counted", "seat"),
    [
        ("sjukvardsregion-norrmark", COUNTED, Filled("sjukvardsregion-norrmark", None)),
        ("region-ankeborg", COUNTED, Filled("sjukvardsregion-norrmark", "region-ankeborg")),
        ("region-ankeborg natverk-chefer", COUNTED, Filled("sjukvardsregion-norrmark", "region-ankeborg")),
        ("region-ankeborg sjukvardsregion-norrmark", COUNTED, Filled("sjukvardsregion-norrmark", None)),
        (
            "region-tveland",
            COUNTED,
            Filled(None, "region-tveland", ("sjukvardsregion-soder", "sjukvardsregion-vaster")),
        ),
        ("region-tveland sjukvardsregion-vaster", COUNTED, Filled("sjukvardsregion-vaster", None)),
        ("region-tveland", {"region-tveland"}, Filled("region-tveland", None)),
        ("region-tveland", {"sjukvardsregion-soder"}, Filled(None, "region-tveland", ("sjukvardsregion-soder",))),
        ("natverk-chefer", COUNTED, Filled(None, None)),
        ("", COUNTED, Filled(None, None)),
    ],
)
def test_a_regions_member_fills_the_seat_of_the_sjukvardsregion_it_lies_in(
    bodies: str, counted: set[str], seat: Filled
) -> None:
    assert filled(frozenset(bodies.split()), counted, PARENTS) == seat
