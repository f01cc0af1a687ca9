"""Days as people type them: 2024-06-24, 24 juni 2024, 24/6 2024, juni 2024, 2024-06, 2024."""

import re
from datetime import date

from graph import time

_MONTHS = {
    name: place
    for place, names in enumerate(
        (
            ("januari", "january"),
            ("februari", "february"),
            ("mars", "march"),
            ("april",),
            ("maj", "may"),
            ("juni", "june"),
            ("juli", "july"),
            ("augusti", "august"),
            ("september",),
            ("oktober", "october"),
            ("november",),
            ("december",),
        ),
        1,
    )
    for name in names
}
_YEAR, _NUMBER = r"(?P<y>\d{4})", r"(?P<d>\d{1,2})(?:st|nd|rd|th|:?e|:a)?"
_WORD = r"(?P<m>[^\W\d_]{3,9})\.?"
_FORMS = tuple(
    re.compile(form, re.ASCII if r"(?P<m>\d" in form else 0)
    for form in (
        rf"{_YEAR}",
        rf"{_YEAR}[-./](?P<m>\d{{1,2}})",
        rf"{_YEAR}[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})",
        rf"{_YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}})",
        rf"(?P<d>\d{{1,2}})[/.] ?(?P<m>\d{{1,2}})[-/. ] ?{_YEAR}",
        rf"(?:den )?{_NUMBER} (?:of )?{_WORD},? {_YEAR}",
        rf"{_WORD} {_NUMBER},? {_YEAR}",
        rf"{_WORD} {_YEAR}",
    )
)


def read(text: str) -> str | None:
    """Return the day that somebody typed, as year-month-day; None when it is none.

    A month or a year means its last day, or today while it lasts: the field shows which day it became.
    """
    plain = " ".join(text.casefold().split())
    for form in _FORMS:
        if match := form.fullmatch(plain):
            told = match.groupdict()
            month = _month(told.get("m"))
            return _day(int(told["y"]), month, told.get("d")) if month is not None else None
    return None


def _month(text: str | None) -> int | None:
    """Return the number of a month, 0 when only a year was told, None when there is no such month."""
    if text is None:
        return 0
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    found = {place for name, place in _MONTHS.items() if name == text or (name.startswith(text) and len(text) < 5)}
    return found.pop() if len(found) == 1 else None


def _day(year: int, month: int, day: str | None) -> str | None:
    written = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{int(day):02}" if day else "")
    try:
        when = time.parse(written)
        date.fromisoformat(when.last)
    except (time.NotADate, ValueError):
        return None
    return time.today() if when.first <= time.today() <= when.last else when.last
