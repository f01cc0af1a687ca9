"""Days as people type them."""

import pytest

from graph import time, typed_day


@pytest.mark.parametrize(
    "text",
    [
        *("2024-06-04", "2024-6-4", "20240604", "2024/06/04", "4/6 2024", "4/6-2024", "4.6.2024", "4. 6. 2024"),
        *("4 juni 2024", "den 4 juni 2024", "4 JUNI  2024", "4 jun 2024", "4 jun. 2024", "4:e juni 2024"),
        *("4 June 2024", "June 4, 2024", "4th of June 2024"),
    ],
)
def test_a_day_is_read_however_it_is_typed(text: str) -> None:
    assert typed_day.read(text) == "2024-06-04"


@pytest.mark.parametrize(
    ("text", "last"),
    [("2024-02", "2024-02-29"), ("februari 2024", "2024-02-29"), ("feb 2023", "2023-02-28"), ("2022", "2022-12-31")],
)
def test_a_month_or_a_year_is_its_last_day(text: str, last: str) -> None:
    assert typed_day.read(text) == last


def test_the_month_and_the_year_that_last_still_are_today() -> None:
    assert typed_day.read(time.today()[:7]) == typed_day.read(time.today()[:4]) == time.today()


@pytest.mark.parametrize("text", ["", "24", "2024-13-45", "31/2 2024", "6/24 2024", "ju 2024", "juli", "2024-06-04x"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert typed_day.read(text) is None
