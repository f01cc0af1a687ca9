"""Dates as people write them: in cells of tables, forms and addresses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import time
from graph.written_dates import Period, read, read_day, read_period
from loaders.documents.mentions import dates

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-06-04", "2024-6-4", "20240604", "2024/06/04", "4/6 2024", "4/6-2024", "4.6.2024", "4. 6. 2024"),
        *("4 juni 2024", "den 4 juni 2024", "4 JUNI  2024", "4 jun 2024", "4 jun. 2024", "4:e juni 2024"),
        *("4 June 2024", "June 4, 2024", "4th of June 2024"),
        *("240604", "24-06-04", "4/6-24", "(2024-06-04)", "2024-06-04T10:30:00", "2024-06-04 10.30", "2024‑06‑04"),
    ],
)
def test_a_day_is_read_however_it_is_typed(text: str) -> None:
    assert read(text) == read_day(text) == "2024-06-04"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *(("mars 2025", "2025-03"), ("Mars, 2025", "2025-03"), ("2025 mars", "2025-03"), ("6/2025", "2025-06")),
        *(("06-2025", "2025-06"), ("2025.", "2025"), ("sista februari 2024", "2024-02-29")),
        *(("våren 2024", "2024-01/2024-06"), ("hösten 2024", "2024-08/2024-12"), ("VT 2024", "2024-01/2024-06")),
        *(("kvartal 2 2024", "2024-04/2024-06"), ("Q2 2024", "2024-04/2024-06"), ("2024-Q2", "2024-04/2024-06")),
        *(("andra kvartalet 2024", "2024-04/2024-06"), ("första halvåret 2024", "2024-01/2024-06")),
        *(("vintern 2023/24", "2023-12/2024-02"), ("under 2023", "2023-01/2023-12")),
        *(("mitten av mars 2025", "2025-03/2025-03"), ("2021/2023", "2021/2023"), ("../2022-12", "../2022-12")),
    ],
)
def test_a_month_a_year_and_a_part_of_one_are_no_more_exact_than_they_are_written(text: str, written: str) -> None:
    assert read(text) == written
    assert read_period(text, since_1904=False) == written


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        *(("t.o.m. 2023", None, "2023"), ("t o m 2023", None, "2023"), ("tom. 2023", None, "2023")),
        *(("till och med 31 mars 2025", None, "2025-03-31"), ("–2026", None, "2026")),
        *(("t.o.m. kvartal 2 2024", None, "2024-06"), ("till sommaren 2024", None, "2024-06/2024-08")),
        *(
            ("fr.o.m. 2024-01-01", "2024-01-01", None),
            ("from och med 2024", "2024", None),
            ("sedan 2023", "2023", None),
        ),
        *(
            ("fr o m 1 jan 2024", "2024-01-01", None),
            ("2023–", "2023", None),
            ("från 1 januari 2027", "2027-01-01", None),
        ),
        *(("2023–2026", "2023", "2026"), ("2023-2026", "2023", "2026"), ("2023 – 2026", "2023", "2026")),
        *(("2011–12", "2011", "2012"), ("2023-24", "2023", "2024"), ("2026–2023", "2026", "2023")),
        *(("2023-01-01 – 2026-12-31", "2023-01-01", "2026-12-31"), ("fr.o.m. 2023 t.o.m. 2026", "2023", "2026")),
        *(("januari–mars 2025", "2025-01", "2025-03"), ("1–30 juni 2024", "2024-06-01", "2024-06-30")),
        *(("1/1–30/6 2024", "2024-01-01", "2024-06-30"), ("from 2023 to 2026", "2023", "2026")),
    ],
)
def test_words_and_dashes_tell_beginning_and_end(text: str, start: str | None, end: str | None) -> None:
    assert read_period(text) == Period(start, end)
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [("tillsvidare", None), ("Tills vidare", None), ("2023–tillsvidare", "2023"), ("2023 och framåt", "2023")],
)
def test_until_further_notice_is_an_open_end(text: str, start: str | None) -> None:
    assert read_period(text) == Period(start, None, open=True)


@pytest.mark.parametrize("text", ["–", "-", " — "])
def test_a_dash_alone_says_nothing(text: str) -> None:
    assert read_period(text) == Period()


def test_a_hyphen_leads_to_the_month_and_an_en_dash_too_where_it_parts_no_years() -> None:
    assert read_period("2011-12") == "2011-12"
    assert read_period("2024–06") == "2024-06"


def test_a_number_of_a_spreadsheet_is_a_day_by_the_year_that_it_counts_from() -> None:
    assert read_period("45078", since_1904=False) == "2023-06-01"
    assert read_period("43616", since_1904=True) == "2023-06-01"
    assert read_period("45078") is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_is_the_same_in_digits_and_in_words(one: date, other: date) -> None:
    assert read(one.isoformat()) == one.isoformat()
    first, last = (f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (one, other))
    assert read(first) == one.isoformat()
    assert read_period(f"{first} – {last}") == Period(one.isoformat(), other.isoformat())
    assert read_period(f"{one.isoformat()[:7]}–{other.isoformat()[:7]}") == Period(
        one.isoformat()[:7], other.isoformat()[:7]
    )


@given(st.text(max_size=30))
def test_whatever_is_written_is_read_or_not(text: str) -> None:
    found = read_period(text, since_1904=False)
    for part in (found,) if isinstance(found, str) else found or ():
        if isinstance(part, str):
            time.parse(part)


@pytest.mark.parametrize(
    ("text", "last"),
    [("2024-02", "2024-02-29"), ("februari 2024", "2024-02-29"), ("feb 2023", "2023-02-28"), ("2022", "2022-12-31")],
)
def test_a_month_or_a_year_that_is_asked_for_is_its_last_day(text: str, last: str) -> None:
    assert read_day(text) == last


def test_the_month_and_the_year_that_last_still_are_today() -> None:
    assert read_day(time.today()[:7]) == read_day(time.today()[:4]) == time.today()


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "2024-13-45", "31/2 2024", "6/24 2024", "ju 2024", "juli", "2024-06-04x"),
        *("31 mars", "ca 2023", "12.5", "i våras", "igår", "2023/24", "1492"),
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read(text) is None
    assert read_period(text) is None
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["2021/2023", "../2022-12", "2021/..", "2023–2026", "t.o.m. 2023"])
def test_nobody_asks_for_an_interval_as_a_day(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        *(("2023–tillsvidare", "2023", None), ("januari–mars 2025", "2025-01", "2025-03")),
        *(("t.o.m. kvartal 2 2024", None, "2024-06"), ("1–30 juni 2024", "2024-06-01", "2024-06-30")),
    ],
)
def test_a_cell_of_a_document_that_is_all_a_period_is_read_alike(text: str, start: str | None, end: str | None) -> None:
    assert dates.period(text) == (start, end)
