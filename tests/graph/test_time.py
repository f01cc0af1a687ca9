"""Partial dates: each stands for one day that lies somewhere in a range of days."""

from calendar import isleap, monthrange
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graph import time
from graph.time import FIRST_DAY, LAST_DAY, UNKNOWN, NotADate, When, observed, parse
from tests.support.stories import partial_dates, plain_dates

DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
DATES = partial_dates(2018, 2026)
PLAIN = plain_dates(2018, 2026)
CLOSED = partial_dates(2018, 2026, open_sides=False)


def days_of(when: When) -> tuple[date, date]:
    return date.fromisoformat(when.first), date.fromisoformat(when.last)


# ---- reading


@given(DAYS)
def test_a_day_is_itself(day: date) -> None:
    when = parse(day.isoformat())

    assert when == When(day.isoformat(), day.isoformat(), day.isoformat())


@given(DAYS)
def test_a_month_spans_all_its_days(day: date) -> None:
    when = parse(f"{day:%Y-%m}")

    assert days_of(when) == (day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


@given(DAYS)
def test_a_year_spans_all_its_days(day: date) -> None:
    assert parse(f"{day:%Y}") == When(f"{day:%Y}", f"{day:%Y}-01-01", f"{day:%Y}-12-31")


@given(PLAIN, PLAIN)
def test_an_interval_spans_from_the_first_day_of_one_to_the_last_of_the_other(one: str, other: str) -> None:
    first, last = parse(one).first, parse(other).last
    assume(first <= last)

    assert parse(f"{one}/{other}") == When(f"{one}/{other}", first, last)


@given(PLAIN)
def test_an_open_side_has_no_day(text: str) -> None:
    assert parse(f"../{text}") == When(f"../{text}", FIRST_DAY, parse(text).last)
    assert parse(f"{text}/..") == When(f"{text}/..", parse(text).first, LAST_DAY)


@given(DATES)
def test_what_was_written_is_kept(text: str) -> None:
    assert parse(text).text == text


@given(DATES)
def test_the_days_of_a_date_read_back_as_that_date(text: str) -> None:
    when = parse(text)
    first = ".." if when.first == FIRST_DAY else when.first
    last = ".." if when.last == LAST_DAY else when.last

    assert parse(f"{first}/{last}")[1:] == when[1:]


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "/", "../..", "2023/", "/2023", "2023/..x", ".../2023", "2023/../.."),
        *("23", "202", "20230", "2023-5", "2023-05-1", "2023-5-17", "20230517", "202305", "2023-", "-2023", "+2023"),
        *("2023-00", "2023-13", "2023-05-00", "2023-05-32", "2023-02-30", "2023-04-31", "2023-02-29", "1900-02-29"),
        *("2023/2022", "2023-05/2023-04", "2023-05-17/2023-05-16", "2021/2022/2023", "2023/05", "2023..2024"),
        *("2023-05-17T10:00", "2023-05-17 10:00", "17/5 2023", "maj 2023", "2023 maj", "ca 2023", "2023?"),
        *(" 2023", "2023 ", "2023\n", "2023-05-17\n", "\t2023", "2023 / 2024", "2023\u00a0", "2023-05\u2013"),
        *("２０２３", "٢٠٢٣", "2023-०५", "²⁰23", "2023–05", "2023−05", "2023⁄2024"),
        *("0000", "0001", "0001-01-01", "1799", "1799-12-31", "2201", "9999", "9999-12-31"),
        *("None", "null", "NaN", "inf", "2023.0", "2e03"),
    ],
)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse(text)

    assert str(caught.value) == text


@given(st.text(max_size=12) | st.text("0123456789-/. ", max_size=21))
def test_whatever_is_written_is_a_date_or_refused(text: str) -> None:
    try:
        when = parse(text)
    except NotADate:
        return
    assert when.first <= when.last


# ---- order


@given(DATES)
def test_no_date_is_surely_before_itself(text: str) -> None:
    assert not parse(text).surely_before(parse(text))


@given(DATES, DATES)
def test_of_two_dates_at_most_one_is_surely_before_the_other(one: str, other: str) -> None:
    assert not (parse(one).surely_before(parse(other)) and parse(other).surely_before(parse(one)))


@given(DATES, DATES, DATES)
def test_what_is_surely_before_an_earlier_date_is_surely_before_the_later(one: str, other: str, third: str) -> None:
    a, b, c = sorted(map(parse, (one, other, third)), key=lambda when: (when.last, when.first))

    assert not (a.surely_before(b) and b.surely_before(c)) or a.surely_before(c)


@given(CLOSED, CLOSED, st.data())
def test_surely_before_holds_whichever_day_of_each_it_was(one: str, other: str, data: st.DataObject) -> None:
    a, b = parse(one), parse(other)
    day, other_day = (data.draw(st.dates(*days_of(when))) for when in (a, b))

    if a.surely_before(b):
        assert day < other_day
    if day == other_day:
        assert a.can_meet(b)


@given(DATES, DATES)
def test_two_dates_meet_or_one_is_surely_before_the_other(one: str, other: str) -> None:
    a, b = parse(one), parse(other)

    assert a.can_meet(b) == b.can_meet(a)
    assert [a.can_meet(b), a.surely_before(b), b.surely_before(a)].count(True) == 1


def test_two_dates_that_share_a_single_day_can_meet_on_it() -> None:
    assert parse("2023").can_meet(parse("2023-12-31/2024"))
    assert parse("2023-12-31/2024").can_meet(parse("2023"))
    assert not parse("2023").surely_before(parse("2023-12-31/2024"))
    assert parse("2023").surely_before(parse("2024-01-01"))


# ---- containment


@given(DATES, DATES, DATES)
def test_within_is_an_order(one: str, other: str, third: str) -> None:
    a, b, c = parse(one), parse(other), parse(third)

    assert a.within(a)
    if a.within(b) and b.within(a):
        assert a[1:] == b[1:]
    if a.within(b) and b.within(c):
        assert a.within(c)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(DATES, DATES, DATES)
def test_what_lies_within_a_date_meets_it_and_keeps_its_order(one: str, other: str, third: str) -> None:
    a, b, c = parse(one), parse(other), parse(third)
    assume(a.within(b))

    assert a.can_meet(b)
    if b.surely_before(c):
        assert a.surely_before(c)
    if c.surely_before(b):
        assert c.surely_before(a)


@given(DAYS)
def test_a_day_lies_within_its_month_and_its_month_within_its_year(day: date) -> None:
    assert parse(f"{day}").within(parse(f"{day:%Y-%m}"))
    assert parse(f"{day:%Y-%m}").within(parse(f"{day:%Y}"))
    assert not parse(f"{day:%Y}").within(parse(f"{day:%Y-%m}"))


@given(DATES)
def test_every_date_lies_within_the_unknown_which_alone_is_undated(text: str) -> None:
    assert parse(text).within(UNKNOWN)
    assert parse(text).dated
    assert not UNKNOWN.dated


# ---- when a source saw what it tells


@given(st.none() | DATES, st.none() | DATES, st.none() | CLOSED)
def test_an_observation_is_never_fresher_than_its_earliest_possible_day(
    printed: str | None, period: str | None, retrieved: str | None
) -> None:
    when = observed(printed, period, retrieved)
    written = period or printed

    assert when.first <= when.last
    assert when.first <= (parse(written).first if written else FIRST_DAY)


@given(st.none() | DATES, st.none() | DATES, CLOSED)
def test_an_observation_was_never_made_after_its_source_was_retrieved(
    printed: str | None, period: str | None, retrieved: str
) -> None:
    assert observed(printed, period, retrieved).last <= parse(retrieved).last


@given(DATES, CLOSED)
def test_retrieval_only_narrows_what_is_written(written: str, retrieved: str) -> None:
    assume(not parse(retrieved).surely_before(parse(written)))

    assert observed(written, None, retrieved).within(parse(written))


@given(DATES, DATES, st.none() | CLOSED)
def test_a_period_goes_before_the_printed_date(printed: str, period: str, retrieved: str | None) -> None:
    assert observed(printed, period, retrieved) == observed(None, period, retrieved)
    assert observed(printed, period, retrieved).text == period


@pytest.mark.parametrize(
    ("written", "retrieved", "first", "last"),
    [
        ("2020-10/..", "2026-11-22", "2020-10-01", "2026-11-22"),
        ("../2022-12", "2026-11-22", FIRST_DAY, "2022-12-31"),
        ("2026", "2026-11-22", "2026-01-01", "2026-11-22"),
        ("2023-05-17", "2026-11-22", "2023-05-17", "2023-05-17"),
        ("2023-05-17", "2026", "2023-05-17", "2023-05-17"),
        ("2020-10/..", None, "2020-10-01", LAST_DAY),
        (None, "2026-11-22", FIRST_DAY, "2026-11-22"),
        (None, "2026-11", FIRST_DAY, "2026-11-30"),
        (None, None, FIRST_DAY, LAST_DAY),
        ("2027", "2026-11-22", "2026-11-22", "2026-11-22"),
    ],
)
def test_an_open_end_or_no_date_reaches_to_the_day_of_retrieval(
    written: str | None, retrieved: str | None, first: str, last: str
) -> None:
    assert observed(written, None, retrieved) == When(written or "", first, last)


# ---- counting days and years


@given(DAYS)
def test_the_day_after_is_the_next_day(day: date) -> None:
    assert date.fromisoformat(time.day_after(day.isoformat())) - day == timedelta(days=1)


def test_the_day_after_an_open_end_is_open_too() -> None:
    assert time.day_after(FIRST_DAY) == FIRST_DAY
    assert time.day_after(LAST_DAY) == LAST_DAY


@given(DAYS, st.integers(0, 30))
def test_years_before_is_the_same_day_in_the_calendar(day: date, years: int) -> None:
    then = date.fromisoformat(time.years_before(day.isoformat(), years))

    assert then.year == day.year - years
    assert then.month == day.month
    if then.day != day.day:
        assert (day.month, day.day, then.day) == (2, 29, 28)
        assert not isleap(then.year)


@pytest.mark.parametrize(
    ("as_of", "limit"),
    [
        ("2026-11-22", "2023-11-22"),
        ("2024-02-29", "2021-02-28"),
        ("2023-02-28", "2020-02-28"),
        ("2023-03-01", "2020-03-01"),
        ("2000-02-29", "1997-02-28"),
    ],
)
def test_three_years_are_counted_by_the_calendar(as_of: str, limit: str) -> None:
    assert time.recent_limit(as_of) == limit


@given(DAYS, DAYS)
def test_a_later_day_never_has_an_earlier_limit(day: date, other: date) -> None:
    earlier, later = sorted((day, other))

    assert time.recent_limit(earlier.isoformat()) <= time.recent_limit(later.isoformat())


def test_today_is_a_day_as_written() -> None:
    assert parse(time.today()).first == time.today()


@given(DAYS, DAYS)
def test_days_as_texts_sort_as_days_do(day: date, other: date) -> None:
    assert (day.isoformat() < other.isoformat()) == (day < other)
    assert FIRST_DAY < day.isoformat() < LAST_DAY
