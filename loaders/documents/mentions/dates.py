"""Dates as Swedish documents write them, and what they say of when something begins and ends."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from graph.time import day_after
from graph.written_dates import Period as WrittenPeriod
from graph.written_dates import read_period

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uari)?|febr?(?:uari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_AFTER = "(?:" + "|".join(
    f"(?<={word} )" for word in ("från", "med", "från och med", "till", "till och med", "o.m.", "from", "tom", "sedan")
) + ")"  # fmt: skip
"""What stands before a month that has neither day nor year."""
DATE = re.compile(
    r"(?<![\w/])(?:"
    r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
    r"|(?:den )?(?P<day>[0-3]?\d)(?:\s*[-–]\s*[0-3]?\d)?(?::?e)?\s+(?P<month>"
    + _MONTH
    + r")(?:\s+(?P<year>(?:19|20)\d\d))?"
    r"|(?:den )?sista (?P<month7>" + _MONTH + r")(?:\s+(?P<y7>(?:19|20)\d\d))?"
    r"|(?P<d2>[0-3]?\d)/(?P<m2>1[0-2]|0?[1-9])[\s-]+(?P<y2>(?:19|20)\d\d)"
    r"|(?P<turn>årsskiftet)(?:\s+(?P<turned>(?:19|20)\d\d)(?:\s*[/–-]\s*(?P<turning>(?:20)?\d\d))?)?"
    r"|(?P<month3>" + _MONTH + r")\s+(?P<y3>(?:19|20)\d\d)"
    r"|(?P<y4>(?:19|20)\d\d)-(?P<m4>0[1-9]|1[0-2])(?!\d|-\d)"
    r"|(?P<compact>20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"|(?P<short>(?:1[5-9]|2\d|3[0-5])-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
    r"|(?P<six>(?:1[5-9]|2\d|3[0-5])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"|(?P<d8>[0-3]?\d)/(?P<m8>1[0-2]|0?[1-9])(?:\s*[-–]\s*|\s+)(?P<y8>[1-3]\d)(?!\d|:)"
    r"|(?P<d9>[0-3]?\d)/(?P<m9>1[0-2]|0?[1-9])(?![\d/])"
    rf"|{_AFTER}(?P<month6>januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)(?!\s+\d)"
    r"|(?P<y5>(?:19|20)\d\d)(?![\d:])"
    r")(?![\w])",
    re.IGNORECASE,
)
FROM = (
    r"(?:fr(?:\.\s?)?\s?o\.?\s?m\.?|from\.?|från och med|från|sedan|tillträder|gäller från|per|med start)\s*(?:den\s+)?"
)
TO = (
    r"(?:fram till(?: och med)?|(?:löper|går|gick|löpte) ut|upphör|t(?:\.\s?)?\s?o\.?\s?m\.?|tom\.?|till och "
    r"med|till|längst till|slutar|avgår|avgick|mandat till)\s*(?:den\s+)?"
)


class Period(NamedTuple):
    """When something begins and ends, as ISO dates or parts of them; None when not told."""

    start: str | None = None
    end: str | None = None


def iso(found: re.Match[str], near: str | None = None) -> str | None:
    """Return the date of a match of `DATE` as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; None for no such day.

    A day without a year is the one nearest `near`, an ISO date.
    """
    part = found.groupdict()
    if part["iso"]:
        return _checked(part["iso"])
    if part["compact"]:
        text = part["compact"]
        return _checked(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    if part["short"]:
        return _checked(f"20{part['short']}")
    if part["six"]:
        text = part["six"]
        return _checked(f"20{text[:2]}-{text[2:4]}-{text[4:]}")
    if part["d8"]:
        return _checked(f"20{part['y8']}-{int(part['m8']):02}-{int(part['d8']):02}")
    if part["d9"]:
        year = _nearest_year(int(part["d9"]), int(part["m9"]), near)
        return _checked(f"{year}-{int(part['m9']):02}-{int(part['d9']):02}") if year else None
    if part["month7"]:
        year = part["y7"] or _nearest_year(28, _month(part["month7"]), near)
        return last_day(f"{year}-{_month(part['month7']):02}") if year else None
    if part["month6"]:
        year = _nearest_year(15, _month(part["month6"]), near)
        return f"{year}-{_month(part['month6']):02}" if year else None
    if part["day"]:
        year = part["year"] or _nearest_year(int(part["day"]), _month(part["month"]), near)
        return _checked(f"{year}-{_month(part['month']):02}-{int(part['day']):02}") if year else None
    if part["d2"]:
        return _checked(f"{part['y2']}-{int(part['m2']):02}-{int(part['d2']):02}")
    if part["turn"]:
        if not part["turned"]:
            return f"{int(near[:4]) + 1}-01-01" if near else None
        return f"{int(part['turned']) + 1}-01-01"
    if part["month3"]:
        return f"{part['y3']}-{_month(part['month3']):02}"
    if part["m4"]:
        return f"{part['y4']}-{part['m4']}"
    return part["y5"]


def _month(text: str) -> int:
    return _MONTHS.index(text[:3].casefold()) + 1


def _checked(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _nearest_year(day: int, month: int, near: str | None) -> str | None:
    if near is None:
        return None
    about = date.fromisoformat(first_day(near))
    fits = []
    for year in (about.year - 1, about.year, about.year + 1):
        if 1 <= day <= monthrange(year, month)[1]:
            fits.append(date(year, month, day))
    return str(min(fits, key=lambda each: abs(each - about)).year) if fits else None


def first_day(text: str) -> str:
    """Return the first day that an ISO date or part of one can mean."""
    return (text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10]


def last_day(text: str) -> str:
    """Return the last day that an ISO date or part of one can mean."""
    if len(text) == 10:
        return text
    if len(text) == 7:
        return f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]:02}"
    return f"{text}-12-31"


def next_day(text: str) -> str:
    """Return the first day after all that an ISO date or part of one can mean."""
    return day_after(last_day(text))


UNTOLD = Period()
"""Nothing is said of beginning or end."""
_START = re.compile(rf"(?<!\w){FROM}$", re.IGNORECASE)
_END = re.compile(rf"(?<!\w){TO}$", re.IGNORECASE)
_OPEN = re.compile(r"\s*[–—-](?!\s*\w)")
_SPAN = re.compile(r"\s*(?:[–—-]|till och med|t\.?o\.?m\.?|till)\s*(?:den\s+)?$", re.IGNORECASE)
_LONGEST_WHOLE = 60
"""A text that is all a period, as a cell is, is read as cells of tables are."""
_LEADING = re.compile(r"(?:^|[\s(,])[–—-]\s?$")


def period(text: str, near: str | None = None) -> Period:
    """Return what a text says of beginning and end: `fr.o.m. 2025-01-01`, `2022–`, `t.o.m. 31 mars`, `2022–2025`."""
    whole = read_period(text) if len(text) <= _LONGEST_WHOLE else None
    if isinstance(whole, WrittenPeriod) and "/" not in f"{whole.start}{whole.end}":
        return Period(whole.start, whole.end)
    start = end = None
    last = -1
    for found in DATE.finditer(text):
        day = iso(found, near)
        if day is None:
            continue
        before, after = text[: found.start()], text[found.end() :]
        if (
            (start is not None and last >= 0 and _SPAN.fullmatch(text[last : found.start()]))
            or _END.search(before)
            or (_LEADING.search(before) and start is None)
        ):
            end = end or day
        elif _START.search(before) or _OPEN.match(after) or _follows_span(after):
            start = start or day
        last = found.end()
    return Period(start, end)


_NEXT = re.compile(r"\s*(?:[–—-]|till och med|t\.?o\.?m\.?|till)\s*(?:den\s+)?(?=\d)", re.IGNORECASE)


def _follows_span(after: str) -> bool:
    return bool(_NEXT.match(after))
