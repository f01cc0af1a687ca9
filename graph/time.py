"""Dates as sources write them, and the exact days that they can mean.

A source writes `2023-05-17`, `2023-05`, `2023`, an interval `2021-03/2023`, or one open side
`../2022-12`, `2021/..`. Each stands for *one* day that lies somewhere in a range of days. What can be
said of two such dates "surely" holds whichever day in the range it was.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

# Days are kept as ISO texts, which sort as days do in Python, SQL and Cypher alike.
FIRST_DAY = "0001-01-01"
"""Stands for "no known beginning"."""
LAST_DAY = "9999-12-31"
"""Stands for "no known end"."""

CONFIRMED_YEARS = 3
"""What nobody has confirmed for this many years stands apart (DESIGN §3)."""

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_OLDEST, _NEWEST = 1800, 2200


class NotADate(ValueError):
    """The text is not a date that styrgraf understands; `str(error)` is the text."""


class When(NamedTuple):
    """A date as written, with the first and last day that it can mean (ISO texts, both inclusive)."""

    text: str
    first: str
    last: str

    def surely_before(self, other: "When") -> bool:
        """Tell whether every day of this lies before every day of `other`."""
        return self.last < other.first

    def can_meet(self, other: "When") -> bool:
        """Tell whether both can be the same day."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: "When") -> bool:
        """Tell whether every day of this is also a day of `other`, so that this is as precise or more."""
        return other.first <= self.first and self.last <= other.last

    @property
    def closing(self) -> "When":
        """The day that this means as a last day (DESIGN §3): of a month or a year its last; an interval stays."""
        return self if "/" in self.text or self.first == self.last else When(self.text, self.last, self.last)

    @property
    def dated(self) -> bool:
        """Tell whether at least one side is known."""
        return self.first != FIRST_DAY or self.last != LAST_DAY


UNKNOWN = When("", FIRST_DAY, LAST_DAY)


def _partial(text: str) -> tuple[str, str]:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise NotADate(text)
    year, month, day = int(match[1]), match[2], match[3]
    if not _OLDEST <= year <= _NEWEST:
        raise NotADate(text)
    try:
        first = date(year, int(month or 1), int(day or 1))
        if day:
            last = first
        elif month:
            last = date(year, int(month), monthrange(year, int(month))[1])
        else:
            last = date(year, 12, 31)
    except ValueError:
        raise NotADate(text) from None
    return first.isoformat(), last.isoformat()


@lru_cache(maxsize=16_384)
def parse(text: str) -> When:
    """Read a date as written: a year, month or day, or an interval `a/b` with `..` for an open side.

    Raises `NotADate` for anything else, an interval that ends before it begins included.
    """
    first_text, slash, last_text = text.partition("/")
    if not slash:
        return When(text, *_partial(text))
    try:
        first = FIRST_DAY if first_text == ".." else _partial(first_text)[0]
        last = LAST_DAY if last_text == ".." else _partial(last_text)[1]
    except NotADate:
        raise NotADate(text) from None
    if first > last or (first, last) == (FIRST_DAY, LAST_DAY):
        raise NotADate(text)
    return When(text, first, last)


@lru_cache(maxsize=16_384)
def observed(date_text: str | None, period: str | None, retrieved: str | None) -> When:
    """Say when a source saw what it tells.

    The period goes before the printed date (facts/README); an open end, or no date at all, reaches to
    the day on which the source was retrieved. Without any of the three the result is not `dated`.
    """
    written = period or date_text or ""
    when = parse(written) if written else UNKNOWN
    if retrieved and when.last > (limit := parse(retrieved).last):
        when = When(when.text, min(when.first, limit), limit)
    return when


def day_after(day: str) -> str:
    """Return the next day; the two open ends stay as they are."""
    if day in (FIRST_DAY, LAST_DAY):
        return day
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """Return the day before; the two open ends stay as they are."""
    if day in (FIRST_DAY, LAST_DAY):
        return day
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def years_before(day: str, years: int) -> str:
    """Return the same calendar day `years` earlier (29 February becomes the 28th)."""
    then = date.fromisoformat(day)
    try:
        return then.replace(year=then.year - years).isoformat()
    except ValueError:
        return then.replace(year=then.year - years, day=28).isoformat()


def recent_limit(as_of: str) -> str:
    """Return the day from which a confirmation still counts as recent on the day `as_of`."""
    return years_before(as_of, CONFIRMED_YEARS)


def today() -> str:
    """Return today's date as an ISO text."""
    return date.today().isoformat()
