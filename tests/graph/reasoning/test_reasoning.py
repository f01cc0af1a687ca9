"""Time reasoned: every sentence of DESIGN §3, "On a date D", as a story of two or three lines."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph import kinds, time
from graph.reasoning import observations
from graph.reasoning.groups import derive_group
from graph.reasoning.observations import most_precise
from graph.reasoning.seats import Roll, Seat, same_seat
from graph.reasoning.spans import Derived, certainty, span
from graph.time import FIRST_DAY, LAST_DAY
from tests.support.stories import READ, answer, denied, left, listing, partial_dates, plain_dates, seat, seen, when


def days(told: Seat, *context: Seat | Roll) -> Derived:
    """Return the days of the first seat, in a group with the other seats and listings."""
    seats = [told, *(other for other in context if isinstance(other, Seat))]
    return derive_group(seats, [roll for roll in context if isinstance(roll, Roll)])[told.id]


def answers(derived: Derived, *as_of: str) -> list[str | None]:
    return [answer(derived, day) for day in as_of]


# ---- a date lies in a span


def test_a_stated_span_holds_from_its_first_day_through_its_last() -> None:
    anna = days(
        seat("anna", seen("2021", since="2020-01-01", until="2022-12-31"), since="2020-01-01", until="2022-12-31")
    )

    assert answers(anna, "2019-12-31", "2020-01-01", "2022-12-31", "2023-01-01") == [None, "stated", "stated", None]


@pytest.mark.parametrize("written", ["2021-03-01", "2024-01-10"])
def test_a_year_as_last_day_means_its_last_day_whenever_it_was_written(written: str) -> None:
    anna = days(seat("anna", seen(written, since="2021", until="2022"), since="2021", until="2022"))

    assert answers(anna, "2022-01-01", "2022-12-31", "2023-01-01") == ["stated", "stated", None]


def test_some_time_in_a_year_is_written_as_its_months_and_sure_only_until_it_begins() -> None:
    some_time = "2022-01/2022-12"
    anna = days(seat("anna", seen("2021-03-01", until=some_time), until=some_time))
    seen_in_it = days(seat("anna", seen("2021-03-01", until=some_time), seen("2022-06-01"), until=some_time))

    assert answers(anna, "2022-01-01", "2022-01-02", "2022-12-31", "2023-01-01") == [
        "stated",
        "presumed",
        "presumed",
        None,
    ]
    assert answers(seen_in_it, "2022-06-01", "2022-06-02", "2022-12-31") == ["stated", "presumed", "presumed"]


@pytest.mark.parametrize(
    ("last_seen", "until", "first", "last"),
    [
        ("2021-03-01", "2022-12-31", "2023-01-01", "2023-01-01"),
        ("2021-03-01", "2022", "2023-01-01", "2023-01-01"),
        ("2021-03-01", "2022-01/2022-12", "2022-01-02", "2023-01-01"),
        ("2022-06-01", "2022-01/2022-12", "2022-06-02", "2023-01-01"),
        ("2022-12-31", "2022-01/2022-12", "2023-01-01", "2023-01-01"),
        ("2022", "2022-01/2022-12", "2022-01-02", "2023-01-01"),
        ("2021-03-01", "../2022-12", "2021-03-02", "2023-01-01"),
        (None, "../2022-12", FIRST_DAY, "2023-01-01"),
    ],
)
def test_a_stated_end_has_a_first_and_a_last_possible_day_after_the_last_sight(
    last_seen: str | None, until: str, first: str, last: str
) -> None:
    anna = days(seat("anna", seen(last_seen, source="minutes", until=until), until=until))

    assert (anna.end_how, anna.end_first, anna.end_last, anna.ended) == ("stated", first, last, last)
    assert (anna.end_source, anna.end_basis) == ("minutes", "stated")


def test_a_year_as_first_day_may_be_any_day_of_it_and_surely_its_last() -> None:
    anna = days(seat("anna", seen("2024-03-01", since="2021"), since="2021"))

    assert answers(anna, "2020-12-31", "2021-01-01", "2021-12-30", "2021-12-31") == [
        None,
        "undated",
        "undated",
        "stated",
    ]


def test_a_missing_start_is_the_first_day_on_which_it_may_have_been_observed() -> None:
    anna = days(seat("anna", seen("2023-05"), seen("2024-02-01")))

    assert anna.first_possible == "2023-05-01"
    assert answers(anna, "2023-04-30", "2023-05-01", "2023-05-31") == [None, "undated", "stated"]


def test_an_organisation_without_a_start_goes_back_as_far_as_one_asks() -> None:
    group = span(None, None, [seen("2023-05-17")], open_start=True)

    assert answers(group, "1850-01-01", "2023-05-17", "2023-05-18") == ["undated", "stated", "presumed"]


def test_an_organisation_with_a_start_did_not_exist_before_it() -> None:
    group = span(when("2018"), None, [seen("2023-05-17", since="2018")], open_start=True)

    assert answers(group, "2017-12-31", "2018-01-01", "2018-12-31") == [None, "undated", "stated"]


def test_a_start_some_time_before_a_day_has_no_first_day() -> None:
    anna = days(seat("anna", seen("2023-05-17", since="../2022-12"), since="../2022-12"))

    assert answers(anna, "2001-01-01", "2022-12-30", "2022-12-31", "2023-05-17") == [
        "undated",
        "undated",
        "stated",
        "stated",
    ]


def test_a_missing_end_is_open_when_nothing_ends_it() -> None:
    anna = days(seat("anna", seen("2020-05-26")))

    assert anna.ended == LAST_DAY
    assert anna.end_how is None
    assert answer(anna, "2150-01-01") == "presumed"


def test_not_mentioned_is_not_ended() -> None:
    anna = days(seat("anna", seen("2020-05-26")), seat("bo", seen("2023-09-22")))

    assert answer(anna, "2026-11-22") == "presumed"


# ---- how sure


def test_the_day_of_an_observation_is_stated_and_the_day_after_presumed() -> None:
    anna = days(seat("anna", seen("2020-05-26")))

    assert answers(anna, "2020-05-25", "2020-05-26", "2020-05-27") == [None, "stated", "presumed"]


def test_surely_between_two_observations_is_stated() -> None:
    anna = days(seat("anna", seen("2020-05-26"), seen("2023-09-22")))

    assert answers(anna, "2020-05-26", "2021-12-24", "2023-09-22", "2023-09-23") == [
        "stated",
        "stated",
        "stated",
        "presumed",
    ]


def test_one_observation_in_a_whole_year_is_stated_on_no_day() -> None:
    anna = days(seat("anna", seen("2023")))

    assert answers(anna, "2022-12-31", "2023-01-01", "2023-12-30", "2023-12-31") == [
        None,
        "undated",
        "undated",
        "presumed",
    ]


def test_between_two_years_is_from_the_end_of_one_to_the_beginning_of_the_other() -> None:
    anna = days(seat("anna", seen("2020"), seen("2023")))

    assert answers(anna, "2020-12-30", "2020-12-31", "2023-01-01", "2023-01-02") == [
        "undated",
        "stated",
        "stated",
        "presumed",
    ]


def test_two_observations_whose_order_cannot_be_told_have_nothing_surely_between_them() -> None:
    anna = days(seat("anna", seen("2022/2023"), seen("2023/2024")))

    assert answers(anna, "2022-06-01", "2023-06-01", "2023-12-31", "2024-12-31") == [
        "undated",
        "undated",
        "presumed",
        "presumed",
    ]


def test_between_a_stated_start_and_an_observation_is_stated() -> None:
    anna = days(seat("anna", seen("2023-09-22", since="2021-01-01"), since="2021-01-01"))

    assert answers(anna, "2020-12-31", "2021-01-01", "2023-09-22", "2023-09-23") == [
        None,
        "stated",
        "stated",
        "presumed",
    ]


def test_between_an_observation_and_a_stated_end_is_stated() -> None:
    anna = days(seat("anna", seen("2020-05-26"), left("2023-01-10", until="2022-12-31"), until="2022-12-31"))

    assert answers(anna, "2020-05-25", "2020-05-26", "2022-12-31", "2023-01-01") == [None, "stated", "stated", None]


def test_a_start_that_was_announced_before_it_came_is_presumed_after_it() -> None:
    anna = days(seat("anna", seen("2023-12-14", since="2024-03-01"), since="2024-03-01"))

    assert answers(anna, "2023-12-14", "2024-02-29", "2024-03-01", "2024-03-02") == [None, None, "presumed", "presumed"]


def test_an_announcement_shows_on_no_day_that_what_it_announces_had_begun() -> None:
    anna = days(seat("anna", seen("2022-12-01", since="2023"), seen("2024-06-19"), since="2023"))

    assert answers(anna, "2023-01-01", "2023-12-30", "2023-12-31", "2024-06-19") == [
        "undated",
        "undated",
        "stated",
        "stated",
    ]


def test_an_open_period_reaches_to_the_day_of_retrieval_and_is_no_fresher_than_its_first_day() -> None:
    anna = days(seat("anna", seen("2020-10/..")))

    assert answers(anna, "2020-09-30", "2020-10-01", "2026-11-21", READ) == [None, "undated", "undated", "presumed"]
    assert anna.last_confirmed == "2020-10/.."
    assert anna.confirmed_from == "2020-10-01"


@pytest.mark.parametrize("basis", ["implied", "inferred", "derived"])
def test_evidence_that_is_no_statement_never_makes_stated(basis: str) -> None:
    anna = days(seat("anna", seen("2020-05-26", basis=basis), seen("2023-09-22", basis=basis)))

    assert answers(anna, "2020-05-25", "2020-05-26", "2021-12-24", "2023-09-22") == [None, *["presumed"] * 3]


@pytest.mark.parametrize("basis", ["implied", "inferred", "derived"])
def test_a_span_that_is_no_statement_is_never_stated(basis: str) -> None:
    told = seen("2023-09-22", basis=basis, since="2020-01-01", until="2025-12-31")
    anna = days(seat("anna", told, since="2020-01-01", until="2025-12-31"))

    assert answers(anna, "2020-01-01", "2023-09-22", "2025-12-31", "2026-01-01") == [*["presumed"] * 3, None]


def test_a_statement_and_an_inference_are_stated_on_the_day_of_the_statement_alone() -> None:
    anna = days(seat("anna", seen("2020-05-26", basis="inferred"), seen("2023-09-22")))

    assert answers(anna, "2022-01-01", "2023-09-22", "2023-09-23") == ["presumed", "stated", "presumed"]


# ---- undated sources


def test_what_only_an_undated_source_tells_is_undated_for_ever() -> None:
    anna = days(seat("anna", seen(None)))

    assert answers(anna, "1900-01-01", "2026-11-22", "2050-01-01") == ["undated"] * 3
    assert anna.last_confirmed is None


def test_an_undated_source_may_be_older_than_the_dated_one() -> None:
    anna = days(seat("anna", seen(None), seen("2020-05-26")))

    assert answers(anna, "2019-01-01", "2020-05-26", "2020-05-27") == ["undated", "stated", "presumed"]


def test_a_stated_span_in_an_undated_source_is_stated_still() -> None:
    anna = days(
        seat("anna", seen(None, since="2020-01-01", until="2022-12-31"), since="2020-01-01", until="2022-12-31")
    )

    assert answers(anna, "2019-12-31", "2021-01-01", "2023-01-01") == [None, "stated", None]
    assert anna.last_confirmed is None


# ---- last confirmed


def test_the_last_observation_is_told_as_it_is_written() -> None:
    assert days(seat("anna", seen("2020-05-26"), seen("2023-05"))).last_confirmed == "2023-05"


def test_an_open_period_is_not_the_last_observation_when_another_may_be_later() -> None:
    anna = days(seat("anna", seen("2020-10/.."), seen("2023-05-17")))

    assert anna.last_confirmed == "2023-05-17"
    assert anna.confirmed_from == "2023-05-17"


def test_an_undated_source_does_not_hide_the_date_of_another() -> None:
    anna = days(seat("anna", seen("../2022-12"), seen(None)))

    assert anna.last_confirmed == "../2022-12"


def test_a_statement_that_it_is_over_confirms_nothing() -> None:
    assert days(seat("anna", seen("2020-05-26"), left("2023-01-10"))).last_confirmed == "2020-05-26"


@pytest.mark.parametrize(
    ("observed", "as_of", "recent"),
    [
        ("2021-11-30", "2024-11-30", True),
        ("2021-11-30", "2024-12-01", False),
        ("2021-02-28", "2024-02-28", True),
        ("2021-02-28", "2024-02-29", True),
        ("2021-02-28", "2024-03-01", False),
        ("2020-02-29", "2023-02-28", True),
        ("2020-02-29", "2023-03-01", False),
        ("2021", "2024-01-01", True),
        ("2021", "2024-01-02", False),
        ("2021/..", "2024-01-02", False),
        ("../2024-01", "2024-02-01", False),
        (None, "2024-02-01", False),
    ],
)
def test_what_nobody_confirmed_for_three_years_of_the_calendar_stands_apart(
    observed: str | None, as_of: str, recent: bool
) -> None:
    anna = days(seat("anna", seen(observed)))

    assert (anna.confirmed_from >= time.recent_limit(as_of)) == recent


# ---- (a) a listing


def test_a_later_list_without_the_person_ends_the_seat_on_its_first_possible_day() -> None:
    anna = days(seat("anna", seen("2020-05-26")), listing("2023-09-22", source="kv-2023"))

    assert answers(anna, "2020-05-26", "2023-09-21", "2023-09-22") == ["stated", "presumed", None]
    assert (anna.last_confirmed, anna.end_how, anna.end_source) == ("2020-05-26", "listing", "kv-2023")
    assert (anna.end_first, anna.end_last) == ("2020-05-27", "2023-09-22")


def test_a_list_of_a_whole_year_ends_the_seat_from_the_beginning_of_that_year() -> None:
    anna = days(seat("anna", seen("2020-05-26")), listing("2023"))

    assert answers(anna, "2022-12-31", "2023-01-01") == ["presumed", None]
    assert (anna.end_first, anna.end_last) == ("2020-05-27", "2023-12-31")


def test_the_first_of_several_lists_without_the_person_ends_the_seat() -> None:
    anna = days(seat("anna", seen("2020-05-26")), listing("2024-01-01"), listing("2023-09-22"), listing("2025-01-01"))

    assert anna.ended == "2023-09-22"


def test_nobody_leaves_before_the_start_that_was_announced() -> None:
    announced = seen("2019-12-01", since="2020-05-01")
    anna = days(seat("anna", announced, since="2020-05-01"), listing("2023-09-22"))

    assert (anna.end_first, anna.end_last) == ("2020-05-02", "2023-09-22")


def test_a_list_with_the_person_ends_nothing() -> None:
    anna = days(seat("anna", seen("2020-05-26"), seen("2023-09-22")), listing("2023-09-22"))

    assert answer(anna, "2026-11-22") == "presumed"


def test_a_source_that_names_the_person_is_no_list_without_the_person_whenever_it_saw_them() -> None:
    anna = days(seat("anna", seen("2022-05-01", source="kv-2023")), listing("2023-09-22", source="kv-2023"))

    assert anna.end_how is None


def test_a_person_seen_again_after_a_list_without_them_had_not_left() -> None:
    anna = days(seat("anna", seen("2020-05-26"), seen("2024-06-19")), listing("2023-09-22"))

    assert answers(anna, "2023-09-22", "2026-11-22") == ["stated", "presumed"]


@pytest.mark.parametrize("listed", ["2020", "2020-05", "2019/2021", "../2023", "2020-05/..", "2020-05-26", None])
def test_a_list_whose_order_cannot_be_told_ends_nothing(listed: str | None) -> None:
    anna = days(seat("anna", seen("2020-05-26")), listing(listed))

    assert anna.end_how is None


@pytest.mark.parametrize("observed", ["2023", "2021/..", None])
def test_a_list_ends_nothing_that_may_have_been_observed_after_it(observed: str | None) -> None:
    anna = days(seat("anna", seen("2020-05-26"), seen(observed)), listing("2023-09-22"))

    assert anna.end_how is None


def test_a_list_ends_nothing_that_may_have_begun_after_it() -> None:
    announced = seen("2023-06-01", since="2024-01-01")

    assert days(seat("anna", announced, since="2024-01-01"), listing("2023-09-22")).end_how is None


def test_a_list_ends_nothing_that_may_have_begun_later_in_the_same_year() -> None:
    anna = seat("anna", seen("2022-12-01", since="2023"), since="2023")

    assert days(anna, listing("2023-05-17")).end_how is None
    assert days(anna, listing("2024-01-01")).end_how == "listing"


@pytest.mark.parametrize(("role", "ended"), [("ledamot", True), ("ordförande", True), ("adjungerad", False)])
def test_a_list_ends_only_the_roles_that_it_covers(role: str, ended: bool) -> None:
    anna = days(seat("anna", seen("2020-05-26"), role=role), listing("2023-09-22", "ordförande", "ledamot"))

    assert (anna.end_how == "listing") == ended


@pytest.mark.parametrize(
    ("represents", "ended"),
    [(["varmland"], True), (["varmland", "natverket"], True), (["dalarna"], False), ([], False)],
)
def test_a_list_of_one_bodys_people_ends_only_theirs(represents: list[str], ended: bool) -> None:
    anna = days(seat("anna", seen("2020-05-26"), represents=represents), listing("2023-09-22", body="varmland"))

    assert (anna.end_how == "listing") == ended


def test_a_list_of_members_ends_no_nomination_and_no_vacancy() -> None:
    nominee = seat("anna", seen("2020-05-26"), status="nominated")
    vacancy = seat(None, seen("2020-05-26"), represents=["norra"])

    assert days(nominee, listing("2023-09-22")).end_how is None
    assert days(vacancy, listing("2023-09-22")).end_how is None


def test_an_end_that_came_is_not_replaced_by_a_list_but_one_that_was_planned_is() -> None:
    came = days(seat("anna", seen("2023-05-26", since="2019", until="2022-12"), since="2019"), listing("2021-01-01"))
    planned = days(seat("anna", seen("2020-05-26", until="2022-12"), until="2022-12"), listing("2021-01-01"))

    assert (came.end_how, came.ended) == ("stated", "2023-01-01")
    assert (planned.end_how, planned.ended) == ("listing", "2021-01-01")


# ---- (b) another role of the same group


def test_who_is_seen_later_in_another_role_changed_role() -> None:
    anna, chair = seat("anna", seen("2020-05-26")), seat("anna", seen("2023-09-22"), role="ordförande")
    was, became = days(anna, chair), days(chair, anna)

    assert answers(was, "2023-09-21", "2023-09-22") == ["presumed", None]
    assert (was.end_how, was.moved_to, became.partner) == ("role", chair.id, anna.id)
    assert answers(became, "2023-09-21", "2023-09-22") == [None, "stated"]


def test_a_change_of_role_is_one_row_with_a_first_and_a_last_possible_day() -> None:
    anna, chair = seat("anna", seen("2020-05")), seat("anna", seen("2023"), role="ordförande")
    became = days(chair, anna)

    assert (became.start_how, became.start_first, became.start_last) == ("role", "2020-05-02", "2023-12-31")
    assert days(anna, chair).moved_to == chair.id
    assert became.moved_to is None


def test_who_left_one_role_long_before_another_began_came_to_it_when_last_seen_without_it() -> None:
    anna = seat("anna", seen("2018", until="2019-12-31"), until="2019-12-31")
    became = days(seat("anna", seen("2023-09-22"), role="ordförande"), anna)

    assert (became.first_possible, became.start_last) == ("2023-09-22", "2023-09-22")
    assert days(anna, seat("anna", seen("2023-09-22"), role="ordförande")).moved_to == "anna-ordförande"


def test_a_stated_start_in_the_new_role_stays_stated() -> None:
    anna = seat("anna", seen("2020-05-26"))
    chair = seat("anna", seen("2023-09-22", since="2023-01-01"), role="ordförande", since="2023-01-01")
    became = days(chair, anna)

    assert (became.start_how, became.start_first, became.partner) == ("stated", "2023-01-01", anna.id)


@pytest.mark.parametrize("role", [name for name, role in kinds.ROLES.items() if role.seat and name != "ledamot"])
def test_the_co_opted_the_chairs_and_the_substitutes_who_become_members_change_role(role: str) -> None:
    assert days(seat("anna", seen("2020"), role=role), seat("anna", seen("2023"))).end_how == "role"
    assert days(seat("anna", seen("2020")), seat("anna", seen("2023"), role=role)).end_how == "role"


@pytest.mark.parametrize("role", [name for name, role in kinds.ROLES.items() if not role.seat])
def test_a_role_without_a_seat_is_held_beside_any_other(role: str) -> None:
    anna, beside = seat("anna", seen("2020")), seat("anna", seen("2023"), role=role)

    assert days(anna, beside).end_how is None
    assert days(beside, anna).partner is None
    assert days(seat("anna", seen("2020"), role=role), seat("anna", seen("2023"))).end_how is None


def test_the_first_sight_in_another_role_ends_the_seat() -> None:
    seen_twice = seat("anna", seen("2024"), seen("2022"), role="ordförande")
    vaguely = seat("anna", seen("2023"), seen("2022/2025"), role="ordförande")

    assert days(seat("anna", seen("2020")), seen_twice).ended == "2022-01-01"
    assert days(seat("anna", seen("2020")), vaguely).ended == "2022-01-01"
    assert days(seat("anna", seen("2020")), vaguely).end_last == "2025-12-31"
    assert days(seen_twice, seat("anna", seen("2020"))).start_last == "2022-12-31"
    assert days(vaguely, seat("anna", seen("2020"))).start_last == "2023-12-31"


def test_who_had_begun_as_chair_before_the_last_sight_as_a_member_did_not_come_from_there() -> None:
    anna = seat("anna", seen("2020-05-26"))
    for since in ("2019", "2020"):
        chair = seat("anna", seen("2023-09-22", since=since), role="ordförande", since=since)
        assert days(chair, anna).partner is None
        assert (days(anna, chair).end_how, days(anna, chair).moved_to) == ("role", chair.id)


@pytest.mark.parametrize("other", ["2020-05-26", "2020", "2019/2021", "2020/..", None])
def test_two_roles_whose_order_cannot_be_told_are_both_shown(other: str | None) -> None:
    anna, chair = seat("anna", seen("2020-05-26")), seat("anna", seen(other), role="ordförande")

    assert days(anna, chair).end_how is None
    assert days(chair, anna).end_how is None


def test_the_same_role_seen_later_is_no_change() -> None:
    norra, sodra = (
        seat("anna", seen("2020"), represents=["norra"], id="one"),
        seat("anna", seen("2023"), represents=["sodra"], id="two"),
    )

    assert days(norra, sodra).end_how is None


def test_somebody_else_in_another_role_ends_nothing() -> None:
    assert days(seat("anna", seen("2020")), seat("bo", seen("2023"), role="ordförande")).end_how is None


def test_a_nomination_to_another_role_ends_nothing() -> None:
    nominee = seat("anna", seen("2023"), role="ordförande", status="nominated")

    assert days(seat("anna", seen("2020")), nominee).end_how is None


def test_attending_in_another_role_ends_nothing() -> None:
    there = seat("anna", seen("2023", basis="attendance"), role="adjungerad")

    assert days(seat("anna", seen("2020")), there).end_how is None


def test_each_role_of_a_career_ends_with_the_next() -> None:
    first = seat("anna", seen("2018"), role="adjungerad")
    second = seat("anna", seen("2020"))
    third = seat("anna", seen("2023"), role="ordförande")
    career = derive_group([third, first, second], [])

    assert [career[role.id].ended for role in (first, second, third)] == ["2020-01-01", "2023-01-01", LAST_DAY]
    assert [career[role.id].moved_to for role in (first, second, third)] == [second.id, third.id, None]
    assert [career[role.id].partner for role in (first, second, third)] == [None, first.id, second.id]


# ---- (c) vacancies, leaving and succession


def test_a_source_that_says_that_the_person_has_left_ends_the_seat() -> None:
    anna = days(seat("anna", seen("2020-05-26"), left("2023-01-10", source="minutes")))

    assert answers(anna, "2023-01-09", "2023-01-10") == ["presumed", None]
    assert (anna.end_how, anna.end_source) == ("left", "minutes")
    assert (anna.end_first, anna.end_last) == ("2020-05-27", "2023-01-10")


def test_a_source_that_says_when_the_person_left_ends_the_seat_on_that_day() -> None:
    anna = days(seat("anna", seen("2021-03-01"), left("2024-02-01", until="2023-05-31")))

    assert answers(anna, "2021-03-01", "2023-05-31", "2023-06-01") == ["stated", "stated", None]


def test_who_was_seen_surely_after_the_day_on_which_a_source_says_they_left_is_still_there() -> None:
    anna = days(seat("anna", seen("2023-09-01"), left("2023-06-15", until="2023-05-31")))

    assert answers(anna, "2024-01-01") == ["presumed"]


@pytest.mark.parametrize("said", ["2019-01-10", "2020", "../2023", None])
def test_who_may_have_been_seen_after_it_was_said_that_they_left_is_still_there(said: str | None) -> None:
    anna = days(seat("anna", seen("2020-05-26"), left(said)))

    assert anna.end_how is None


def test_who_left_before_the_seat_began_left_another_seat() -> None:
    anna = days(seat("anna", left("2019-01-10"), seen("2023-09-22", since="2023-01-01"), since="2023-01-01"))
    announced = days(seat("anna", left("2019-01-10"), seen("2018-12-01", since="2020-01-01"), since="2020-01-01"))

    assert answers(anna, "2023-01-01", "2026-11-22") == ["stated", "presumed"]
    assert answers(announced, "2020-01-01", "2026-11-22") == ["presumed", "presumed"]


def test_who_leaves_in_the_year_of_their_start_left_after_it() -> None:
    anna = days(seat("anna", seen("2022-12-01", since="2023"), left("2023-05-10"), since="2023"))

    assert answers(anna, "2023-01-01", "2023-05-09", "2023-05-10") == ["undated", "undated", None]
    assert (anna.end_first, anna.end_last) == ("2023-01-02", "2023-05-10")


def test_of_several_who_say_that_somebody_has_left_the_one_who_may_be_first_counts() -> None:
    anna = days(seat("anna", seen("2020-05-26"), left("2023-05"), left("2022/2024", source="thanks")))

    assert (anna.ended, anna.end_source) == ("2022-01-01", "thanks")


def test_leaving_some_day_of_a_month_ends_the_seat_from_its_first_day_or_from_the_day_after_the_last_sight() -> None:
    month = days(seat("anna", seen("2020-05-26"), left("2023-02")))
    from_that_day = days(seat("anna", seen("2023-01-10"), left("2023-01-10/2023-02")))

    assert (month.ended, month.end_first, month.end_last) == ("2023-02-01", "2020-05-27", "2023-02-28")
    assert (from_that_day.ended, from_that_day.end_last) == ("2023-01-11", "2023-02-28")


def test_minutes_that_thank_whoever_leaves_show_them_for_the_last_time() -> None:
    anna = days(seat("anna", seen("2023-01-10", source="minutes"), left("2023-01-10", source="minutes")))

    assert answers(anna, "2023-01-10", "2023-01-11") == ["stated", None]


def test_who_is_only_said_to_have_left_held_the_seat_on_no_day_that_is_known() -> None:
    chair = days(seat("anna", left("2023-01-10", until="../2022-12"), role="ordförande", until="../2022-12"))

    assert answers(chair, "2018-01-01", "2022-12-31", "2023-01-01") == [None, None, None]
    assert chair.last_confirmed is None
    assert chair.end_how == "stated"


def test_who_is_only_said_to_have_left_without_a_day_held_it_on_no_day_either() -> None:
    chair = days(seat("anna", left("2023-01-10"), role="ordförande"), seat("bo", seen("2023-09-22"), role="ordförande"))

    assert answers(chair, "2018-01-01", "2023-01-09", "2023-01-10") == [None, None, None]
    assert chair.end_how == "left"


def test_who_is_only_known_to_have_left_one_role_may_be_seen_in_another() -> None:
    gone = seat("anna", left("2023-01-10"), role="ordförande")
    here = seat("anna", seen("2023-09-22"))
    derived = derive_group([gone, here], [listing("2018-01-01")])

    assert derived[gone.id].end_how == "left"
    assert answer(derived[here.id], "2023-09-22") == "stated"


def test_a_seat_said_to_be_vacant_is_no_longer_held() -> None:
    anna = days(
        seat("anna", seen("2020-05-26"), represents=["norra"]), seat(None, seen("2023-09-22"), represents=["norra"])
    )

    assert (anna.end_how, anna.ended, anna.end_source) == ("vacant", "2023-09-22", "seen-2023-09-22")


def test_a_vacant_seat_of_another_body_ends_nothing() -> None:
    anna = seat("anna", seen("2020-05-26"), represents=["norra"])

    assert days(anna, seat(None, seen("2023-09-22"), represents=["sodra"])).end_how is None
    assert days(anna, seat(None, seen("2023-09-22"), represents=["norra"], role="ersättare")).end_how is None


def test_a_vacancy_of_nobody_knows_which_seat_ends_only_a_role_that_one_person_has() -> None:
    vacant_member, vacant_chair = seat(None, seen("2023")), seat(None, seen("2023"), role="ordförande")

    assert days(seat("anna", seen("2020"), represents=["norra"]), vacant_member).end_how is None
    assert days(seat("anna", seen("2020"), represents=["norra"], role="ordförande"), vacant_chair).end_how == "vacant"


@pytest.mark.parametrize("said", ["2020-05-26", "2020", "2019", "2020/..", None])
def test_a_vacancy_whose_order_cannot_be_told_ends_nothing_and_both_are_shown(said: str | None) -> None:
    anna, vacancy = seat("anna", seen("2020-05-26"), role="ordförande"), seat(None, seen(said), role="ordförande")

    assert days(anna, vacancy).end_how is None


def test_a_vacancy_lasts_until_somebody_is_seen_on_the_seat() -> None:
    vacancy = seat(None, seen("2020-05-26"), represents=["norra"])
    derived = days(vacancy, seat("anna", seen("2023-09-22"), represents=["norra"]))

    assert answers(derived, "2020-05-26", "2023-09-21", "2023-09-22") == ["stated", "presumed", None]
    assert derived.end_how == "filled"


def test_a_vacancy_is_filled_by_the_first_who_holds_that_very_seat() -> None:
    vacancy = seat(None, seen("2020-05-26"), represents=["norra"])
    nominee = seat("eva", seen("2021"), represents=["norra"], status="nominated")
    elsewhere = seat("bo", seen("2021"), represents=["sodra"])
    second, first = (seat(who, seen(on), represents=["norra"]) for who, on in (("kaj", "2024"), ("anna", "2023-09-22")))

    assert days(vacancy, nominee, elsewhere).end_how is None
    assert days(vacancy, nominee, elsewhere, second, first).ended == "2023-09-22"


def test_a_nomination_lasts_until_the_nominee_is_seen_in_the_role() -> None:
    nominee = seat("anna", seen("2020-05-26"), status="nominated", id="nomination")
    derived = derive_group([nominee, seat("anna", seen("2023-09-22"))], [])

    assert (derived["nomination"].end_how, derived["nomination"].ended) == ("filled", "2023-09-22")
    assert derived["nomination"].standing == "nomination"


def test_of_several_seats_the_first_in_which_the_nominee_is_seen_ends_the_nomination() -> None:
    nominee = seat("anna", seen("2020-05-26"), status="nominated", id="nomination")
    for_norra = seat("anna", seen("2024"), represents=["norra"], id="norra")
    for_sodra = seat("anna", seen("2023"), represents=["sodra"], id="sodra")

    assert days(nominee, for_norra, for_sodra).ended == "2023-01-01"
    assert days(nominee, seat("anna", seen("2023"), role="ordförande")).end_how is None


def test_who_is_succeeded_has_left_when_the_successor_begins() -> None:
    anna = seat("anna", seen("2020-05-26"), role="ordförande")
    bo = seat("bo", seen("2023-09-22", since="2023-01-01"), role="ordförande", since="2023-01-01", succeeds="anna")

    assert (days(anna, bo).end_how, days(anna, bo).ended) == ("succeeded", "2023-01-01")
    assert days(anna, bo).end_source == "seen-2023-09-22"


@pytest.mark.parametrize(("last_seen", "since"), [("2023-01-01", "2023-01-01"), ("2023-05-17", "2023")])
def test_who_may_have_been_seen_when_the_successor_began_is_gone_when_the_successor_is_seen(
    last_seen: str, since: str
) -> None:
    anna = seat("anna", seen(last_seen), role="ordförande")
    bo = seat("bo", seen("2023-09-22", since=since), role="ordförande", since=since, succeeds="anna")

    assert days(anna, bo).ended == "2023-09-22"


def test_a_nominated_successor_ends_nothing() -> None:
    anna = seat("anna", seen("2020-05-26"), role="ordförande")
    bo = seat("bo", seen("2023-09-22"), role="ordförande", status="nominated", succeeds="anna")

    assert days(anna, bo).end_how is None


def test_who_is_succeeded_has_left_when_the_successor_is_seen() -> None:
    anna = seat("anna", seen("2020-05-26"), role="ordförande")
    bo = seat("bo", seen("2023-09-22"), role="ordförande", succeeds="anna")

    assert days(anna, bo).ended == "2023-09-22"
    assert days(bo, anna).end_how is None


def test_a_successor_whose_order_cannot_be_told_ends_nothing() -> None:
    anna = seat("anna", seen("2020-05-26"), role="ordförande")

    assert days(anna, seat("bo", seen("2020"), role="ordförande", succeeds="anna")).end_how is None


def test_two_chairs_without_a_word_of_succession_are_both_shown() -> None:
    anna, bo = seat("anna", seen("2020"), role="ordförande"), seat("bo", seen("2023"), role="ordförande")

    assert days(anna, bo).end_how is None


def test_the_first_of_all_that_would_end_a_seat_ends_it() -> None:
    anna = seat("anna", seen("2020-05-26"), left("2024-01-01"))
    chair = seat("anna", seen("2022-05-01"), role="ordförande")

    assert days(anna, chair, listing("2023-09-22")).end_how in ("left", "role")
    assert days(seat("anna", seen("2020-05-26")), chair, listing("2023-09-22")).end_how == "role"
    assert days(seat("anna", seen("2020-05-26")), chair, listing("2021-09-22")).end_how == "listing"


# ---- attendance and denial


@pytest.mark.parametrize("basis", sorted(kinds.NO_MEMBERSHIP))
def test_being_there_makes_nobody_a_member(basis: str) -> None:
    assert days(seat("anna", seen("2023-09-22", basis=basis))).standing == "attendance"


def test_a_member_who_attends_is_confirmed_by_no_attendance() -> None:
    anna = days(seat("anna", seen("2020-05-26"), seen("2023-09-22", basis="attendance")))

    assert (anna.standing, anna.last_confirmed) == ("seat", "2020-05-26")
    assert answers(anna, "2020-05-26", "2021-01-01") == ["stated", "presumed"]


def test_attendance_before_the_first_observation_is_no_membership_yet() -> None:
    anna = days(seat("anna", seen("2018-01-01", basis="attendance"), seen("2020-05-26")))

    assert answers(anna, "2018-01-01", "2020-05-26") == [None, "stated"]


def test_what_is_denied_is_no_part_of_any_answer() -> None:
    anna = days(seat("anna", seen("2020-05-26"), denied("2023-09-22", source="correction")))

    assert answers(anna, "2020-05-26", "2023-09-22", "2026-11-22") == [None, None, None]
    assert (anna.end_how, anna.end_source) == ("denied", "correction")


def test_what_is_denied_ends_nothing_else() -> None:
    member = seat("anna", seen("2020-05-26"), represents=["norra"])
    never_chair = seat("anna", seen("2022-05-26"), denied("2023-09-22"), role="ordförande")
    chair = seat("bo", seen("2020-05-26"), role="ordförande")
    never_vacant = seat(None, seen("2022-05-26"), denied("2023-09-22"), role="ordförande", status="vacant")

    found = derive_group([member, never_chair, chair, never_vacant], [])

    assert (found[member.id].end_how, found[chair.id].end_how) == (None, None)


# ---- joined


def test_a_stated_start_is_joining() -> None:
    anna = days(seat("anna", seen("2023-09-22", since="2023-01", source="minutes"), since="2023-01"))

    assert (anna.start_how, anna.start_first, anna.start_last) == ("stated", "2023-01-01", "2023-01-31")
    assert (anna.start_source, anna.start_basis) == ("minutes", "stated")


def test_who_stands_in_a_later_list_but_not_in_an_earlier_one_joined_between_them() -> None:
    anna = days(
        seat("anna", seen("2023-09-22", source="new")), listing("2020-05-26"), listing("2023-09-22", source="new")
    )

    assert (anna.start_how, anna.start_first, anna.start_last) == ("listing", "2020-05-27", "2023-09-22")


def test_the_first_sight_is_the_one_that_was_surely_first() -> None:
    anna = days(seat("anna", seen("2023-09-22"), seen("2020-05", source="minutes"), seen("2020")))

    assert (anna.start_how, anna.start_last, anna.start_source) == ("seen", "2020-05-31", "minutes")


def test_any_other_first_sight_is_first_seen_and_not_joined() -> None:
    assert days(seat("anna", seen("2023-09-22"))).start_how == "seen"
    assert days(seat("anna", seen("2023-09-22")), listing("2020-05-26")).start_how == "seen"
    assert days(seat("anna", seen("2023-09-22", source="new")), listing("2023-09-22", source="new")).start_how == "seen"


@pytest.mark.parametrize(
    ("first_seen", "listed"),
    [
        ("2023-09-22", "2023"),
        ("2023-01-01", "2023-01-01"),
        ("2020-05-26", "2021"),
        ("2020/2023", "2021"),
        (None, "2021"),
    ],
)
def test_a_list_that_may_be_later_than_the_first_sight_does_not_lack_the_person(
    first_seen: str | None, listed: str
) -> None:
    anna = seat("anna", seen(first_seen), seen("2024", source="new"))

    assert days(anna, listing(listed), listing("2024", source="new")).start_how == "seen"


def test_a_stated_start_stays_stated_whatever_lists_say() -> None:
    anna = seat("anna", seen("2023-09-22", source="new", since="2022"), since="2022")
    joined = days(anna, listing("2020-05-26"), listing("2023-09-22", source="new"))

    assert (joined.start_how, joined.start_first, joined.start_last) == ("stated", "2022-01-01", "2022-12-31")


def test_a_list_of_other_roles_or_of_another_bodys_people_lacks_nobody() -> None:
    anna = seat("anna", seen("2023-09-22", source="new"), represents=["norra"])
    new = listing("2023-09-22", source="new")

    assert days(anna, listing("2020-05-26", "ordförande"), new).start_how == "seen"
    assert days(anna, listing("2020-05-26", body="sodra"), new).start_how == "seen"
    assert days(anna, listing("2020-05-26", body="norra"), new).start_how == "listing"


def test_the_last_of_several_lists_without_the_person_bounds_the_joining() -> None:
    new = listing("2023-09-22", source="new")
    anna = days(seat("anna", seen("2023-09-22", source="new")), listing("2018"), listing("2020-05-26"), new)

    assert anna.start_first == "2020-05-27"


def test_lists_of_whole_years_leave_the_most_room_for_when_somebody_joined() -> None:
    new = listing("2023", source="new")
    anna = days(seat("anna", seen("2023", source="new")), listing("2020"), listing("2018/2021"), new)

    assert (anna.start_how, anna.start_first, anna.start_last) == ("listing", "2020-01-02", "2023-12-31")


# ---- one record, many sources


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([], ["norra"], True),
        (["norra"], ["norra", "natverket"], True),
        (["norra"], ["sodra"], False),
        (["norra", "natverket"], ["sodra", "natverket"], False),
    ],
)
def test_statements_tell_of_one_record_when_one_set_of_bodies_contains_the_other(
    one: list[str], other: list[str], same: bool
) -> None:
    assert same_seat(seat("anna", represents=one), seat("anna", represents=other)) == same
    assert same_seat(seat("anna", represents=other), seat("anna", represents=one)) == same


def test_another_person_role_or_status_is_another_record() -> None:
    anna = seat("anna", seen("2020"))

    assert same_seat(anna, anna)
    assert not same_seat(anna, seat("bo", seen("2020")))
    assert not same_seat(anna, seat("anna", seen("2020"), role="ersättare"))
    assert not same_seat(anna, seat("anna", seen("2020"), status="nominated"))


def test_a_seat_that_surely_ended_before_the_other_began_or_was_seen_is_another_record() -> None:
    first = seat("anna", seen("2018"), until="2019")

    assert not same_seat(first, seat("anna", seen("2023"), since="2021"))
    assert not same_seat(first, seat("anna", seen("2023")))
    assert not same_seat(seat("anna", seen("2023")), first)
    assert same_seat(first, seat("anna", seen("2019")))
    assert same_seat(first, seat("anna", seen("2019/2023")))
    assert same_seat(first, seat("anna", seen(None)))
    assert same_seat(first, seat("anna", seen("2019"), left("2023")))
    assert same_seat(first, seat("anna", seen("2019"), denied("2023")))


@pytest.mark.parametrize(
    ("given", "wins"),
    [
        (["2023", "2023-05", "2023-05-17"], "2023-05-17"),
        (["2021/2023", "2022"], "2022"),
        (["../2022-12", "2021/.."], "../2022-12"),
        (["../2022-12", "2015/2024"], "2015/2024"),
        (["2024-01", "2024-02"], "2024-02"),
        (["2024-01-01/2024-01-31", "2023-02-01/2023-03-01"], "2023-02-01/2023-03-01"),
        (["2023-05-17", "2021-05-17"], "2021-05-17"),
        ([], None),
    ],
)
def test_the_most_precise_date_wins(given: list[str], wins: str | None) -> None:
    assert most_precise(map(when, given)) == when(wins)
    assert most_precise(map(when, reversed([*given]))) == when(wins)


@given(st.lists(partial_dates(2018, 2026, open_sides=False), min_size=1))
def test_no_date_is_narrower_than_the_most_precise_one(texts: list[str]) -> None:
    def width(told: time.When) -> timedelta:
        return date.fromisoformat(told.last) - date.fromisoformat(told.first)

    wins = most_precise(map(when, texts))

    assert wins is not None
    assert width(wins) == min(width(time.parse(text)) for text in texts)


# ---- judgements


def test_two_names_judged_one_person_share_one_seat() -> None:
    gave = seat("eva", seen("2020-05-26"), stored="eva-gave", id="one", represents=["norra"])
    gawe = seat("eva", seen("2023-09-22"), stored="eva", id="two")
    derived = derive_group([gave, gawe], [listing("2021-01-01")])

    assert derived["one"] == derived["two"]
    assert derived["one"].same_as == derived["two"].same_as
    assert answers(derived["one"], "2020-05-26", "2022-01-01", "2023-09-22") == ["stated"] * 3


def test_the_seat_that_stands_for_both_is_the_fullest_and_else_the_one_under_the_name_that_stands() -> None:
    def standing(gave: list[str], eva: list[str]) -> set[str | None]:
        seats = [
            seat("eva", seen("2020"), stored="eva-gave", id="a", represents=gave),
            seat("eva", seen("2020"), stored="eva", id="b", represents=eva),
        ]
        return {one.same_as for one in derive_group(seats, []).values()}

    assert standing(["norra"], []) == {"a"}
    assert standing([], []) == standing(["norra"], ["norra"]) == {"b"}


def test_a_seat_joins_only_where_it_is_the_same_as_each() -> None:
    both = seat("eva", seen("2020"), stored="eva", id="both", represents=["norra", "natverket"])
    norra = seat("eva", seen("2020"), stored="eva-gave", id="a", represents=["norra"])
    network = seat("eva", seen("2020"), stored="eva-gawe", id="b", represents=["natverket"])

    assert {id: one.same_as for id, one in derive_group([both, norra, network], []).items()} == {
        "both": "both",
        "a": "both",
        "b": "b",
    }


def test_two_records_of_one_person_in_one_role_for_the_same_body_count_as_one() -> None:
    norra = seat("eva", seen("2020"), stored="eva-gave", id="norra", represents=["norra"])
    again = seat("eva", seen("2020"), stored="eva-gave", id="zagain")
    blank = seat("eva", seen("2020"), stored="eva", id="blank")

    assert {id: one.same_as for id, one in derive_group([norra, again, blank], []).items()} == {
        "norra": "norra",
        "blank": "norra",
        "zagain": "norra",
    }


def test_undoing_the_judgement_gives_each_their_own_seat_again() -> None:
    gave = seat("eva-gave", seen("2020-05-26"), id="one", represents=["norra"])
    gawe = seat("eva", seen("2023-09-22"), id="two")
    derived = derive_group([gave, gawe], [listing("2021-01-01")])

    assert [derived[id].same_as for id in ("one", "two")] == ["one", "two"]
    assert derived["one"].ended == "2021-01-01"
    assert derived["two"].first_possible == "2023-09-22"


def test_one_person_under_two_names_changes_role() -> None:
    gave = seat("eva", seen("2020-05-26"), stored="eva-gave", id="one")
    gawe = seat("eva", seen("2023-09-22"), stored="eva", id="two", role="ordförande")

    assert days(gave, gawe).end_how == "role"
    assert days(gawe, gave).partner == "one"


def test_seats_of_one_person_for_different_bodies_stay_two() -> None:
    gave = seat("eva", seen("2020-05-26"), stored="eva-gave", id="one", represents=["norra"])
    gawe = seat("eva", seen("2023-09-22"), stored="eva", id="two", represents=["sodra"])
    derived = derive_group([gave, gawe], [])

    assert [derived[id].same_as for id in ("one", "two")] == ["one", "two"]


def test_a_seat_that_fits_two_others_joins_neither() -> None:
    norra = seat("eva", seen("2020"), stored="eva-gave", id="one", represents=["norra"])
    sodra = seat("eva", seen("2021"), stored="eva-gave", id="two", represents=["sodra"])
    blank = seat("eva", seen("2022"), stored="eva", id="three")
    derived = derive_group([norra, sodra, blank], [])

    assert {id: derived[id].same_as for id in derived} == {id: id for id in derived}


@pytest.mark.parametrize("named", ["eva", "eva-gave", "eva-gafe"])
def test_whoever_succeeds_one_of_several_names_succeeds_the_person(named: str) -> None:
    gave = seat("eva", seen("2020"), stored="eva-gave", id="one", role="ordförande", represents=["norra"])
    gafe = seat("eva", seen("2021"), stored="eva-gafe", id="two", role="ordförande")
    bo = seat("bo", seen("2023"), role="ordförande", succeeds=named)

    assert days(gave, gafe, bo).end_how == "succeeded"


# ---- whatever is told

PLAIN = plain_dates(2018, 2026)
DATES = partial_dates(2018, 2026)
ROLES = st.sampled_from(["ordförande", "ledamot", "ersättare", "adjungerad", "processledare", "sekreterare"])
BODIES = st.frozensets(st.sampled_from(["norra", "sodra", "natverket"]), max_size=2)
SOURCES = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def tellings(
    draw: st.DrawFn, stances: Sequence[str] = ("states", "states", "states", "ended")
) -> observations.Testimony:
    return seen(
        draw(st.none() | DATES),
        source=draw(SOURCES),
        basis=draw(st.sampled_from([*kinds.BASES, "stated", "stated"])),
        stance=draw(st.sampled_from(stances)),
    )


@st.composite
def seats(draw: st.DrawFn, id: str = "seat") -> Seat:
    person = draw(st.sampled_from([None, "anna", "bo", "eva"]))
    since, until = draw(
        st.sampled_from([(None, None)] * 3 + [("2019", None), (None, "2024"), ("2020-05", "2022-12-31")])
    )
    told = draw(st.lists(tellings(), min_size=1, max_size=4))
    if until:  # seen surely after it had ended, it would be another record
        assume(not any(time.parse(until).surely_before(t.when) for t in told))
    if since or until:
        told[0] = told[0]._replace(valid_from=when(since), valid_to=when(until))
    return seat(
        person,
        *told,
        role=draw(ROLES),
        represents=draw(BODIES),
        status="vacant" if person is None else draw(st.sampled_from(["decided"] * 4 + ["nominated"])),
        since=since,
        until=until,
        succeeds=draw(st.sampled_from([None, None, None, "anna", "eva", "eva-gave"])),
        id=id,
        stored=draw(st.sampled_from(["eva", "eva-gave"])) if person == "eva" else person,
    )


@st.composite
def rolls(draw: st.DrawFn) -> Roll:
    roles = draw(st.lists(ROLES, min_size=1, max_size=3))
    return listing(draw(st.none() | DATES), *roles, body=draw(st.sampled_from([None, "norra"])), source=draw(SOURCES))


@st.composite
def groups(draw: st.DrawFn, most: int = 4) -> list[Seat]:
    return [draw(seats(f"seat-{number}")) for number in range(draw(st.integers(1, most)))]


ROLLS = st.lists(rolls(), max_size=3)
SURE = {None: 0, "undated": 1, "presumed": 2, "stated": 3}


def edges_of(*derived: Derived) -> list[str]:
    """Return the days on which an answer can change, the days before and after them, and some others."""
    known = {
        day
        for one in derived
        for day in (one.first_possible, one.presumed_from, one.surely_from, one.surely_until, one.ended)
    }
    inner = [date.fromisoformat(day) for day in known - {FIRST_DAY, LAST_DAY}]
    moved = {(day + timedelta(days=by)).isoformat() for day in inner for by in (-1, 0, 1)}
    return sorted({*moved, "1900-01-01", "2100-01-01"})


@given(groups(), ROLLS)
def test_the_days_of_a_record_stand_in_their_order(told: list[Seat], lists: list[Roll]) -> None:
    for one in derive_group(told, lists).values():
        assert one.first_possible <= one.presumed_from <= one.surely_from
        assert one.start_first <= one.start_last
        assert one.end_first <= one.end_last
        if one.surely_from <= one.surely_until:
            assert one.first_possible <= one.surely_from <= one.surely_until < one.ended
        assert (one.end_how is None) == (one.ended == LAST_DAY)
        if one.end_how is not None and one.start_source is not None:
            assert one.first_possible < one.ended
            assert one.first_possible <= one.end_first


@given(groups(), ROLLS)
def test_no_record_is_stated_on_a_day_that_lies_outside_its_span(told: list[Seat], lists: list[Roll]) -> None:
    for one in derive_group(told, lists).values():
        for day in edges_of(one):
            if certainty(one, day) == "stated":
                assert one.first_possible <= day < one.ended


@given(groups(), ROLLS)
def test_only_a_statement_makes_stated(told: list[Seat], lists: list[Roll]) -> None:
    softened = [
        one._replace(
            testimonies=tuple(t._replace(basis="inferred" if t.basis == "stated" else t.basis) for t in one.testimonies)
        )
        for one in told
    ]
    for one in derive_group(softened, lists).values():
        assert one.surely_until < one.surely_from


@given(groups(), ROLLS, st.data())
def test_one_more_observation_never_shortens_and_never_makes_less_sure(
    told: list[Seat], lists: list[Roll], data: st.DataObject
) -> None:
    # Each statement is a record here: what comes between may part a holding in two.
    told = [one._replace(id=f"{one.id}-{n}", testimonies=(t,)) for one in told for n, t in enumerate(one.testimonies)]
    before = derive_group(told, lists)
    number = data.draw(st.integers(0, len(told) - 1))
    assume(any(t.stance == "states" and t.basis not in kinds.NO_MEMBERSHIP for t in told[number].testimonies))
    more = seen(data.draw(DATES), source="more")
    told[number] = told[number]._replace(testimonies=(*told[number].testimonies, more))
    after = derive_group(told, lists)
    assume(all(before[id].same_as == after[id].same_as for id in before))
    old, new = before[told[number].id], after[told[number].id]

    for day in edges_of(old, new):
        assert SURE[answer(new, day)] >= SURE[answer(old, day)], day


@given(groups(), ROLLS, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_never_matters(told: list[Seat], lists: list[Roll], random: Random) -> None:
    shuffled = [one._replace(testimonies=tuple(random.sample(one.testimonies, len(one.testimonies)))) for one in told]

    assert derive_group(random.sample(shuffled, len(shuffled)), random.sample(lists, len(lists))) == derive_group(
        told, lists
    )


@given(groups(), ROLLS)
def test_an_end_is_surely_after_every_sight(told: list[Seat], lists: list[Roll]) -> None:
    derived = derive_group(told, lists)
    for one in told:
        if derived[one.id].end_how not in (None, "stated") and derived[one.id].standing == "seat":
            held = [t for t in one.testimonies if t.stance == "states" and t.basis not in kinds.NO_MEMBERSHIP]
            assert all(t.when.last < derived[one.id].ended for t in held)


@given(groups(), ROLLS)
def test_who_has_one_seat_after_a_judgement_has_the_same_days_everywhere(told: list[Seat], lists: list[Roll]) -> None:
    derived = derive_group(told, lists)
    for one in derived.values():
        assert one.same_as is not None
        assert derived[one.same_as] == one


@given(st.lists(tellings(), max_size=4), st.none() | PLAIN, st.booleans())
def test_the_days_of_a_body_a_hosting_or_a_link_stand_in_their_order_too(
    told: list[observations.Testimony], since: str | None, open_start: bool
) -> None:
    one = span(when(since), None, told, open_start)

    assert one.first_possible <= one.presumed_from <= one.surely_from
    assert one.first_possible < one.ended or not any(t.stance == "states" for t in told)
    assert span(when(since), None, told[::-1], open_start) == one
    if open_start and since is None:
        assert one.first_possible == FIRST_DAY
