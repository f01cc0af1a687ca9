"""Dates as people write them, as the texts that records hold (`graph.time`).

One reader for cells of tables, forms and addresses: `31 mars 2025`, `6/2025`, `20250630`, `våren 2024`,
`t.o.m. 2023`, `2023–2026`, `tillsvidare`. A text that can mean two days is not read.
"""

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

from graph import time


class Period(NamedTuple):
    """What a text says of a beginning and an end; None where it says nothing of it."""

    start: str | None = None
    end: str | None = None
    open: bool = False
    """It says that there is no end yet: `tillsvidare`."""


_MONTHS = {
    name: place
    for place, names in enumerate(
        (
            ("januari", "january"),
            ("februari", "february", "febr"),
            ("mars", "march"),
            ("april",),
            ("maj", "may"),
            ("juni", "june"),
            ("juli", "july"),
            ("augusti", "august"),
            ("september", "sept"),
            ("oktober", "october"),
            ("november",),
            ("december",),
        ),
        1,
    )
    for name in names
}
_PARTS: dict[str, tuple[int, int]] = {
    **{
        f"{number}{word}": months
        for number, months in enumerate(((1, 3), (4, 6), (7, 9), (10, 12)), 1)
        for word in "kq"
    },
    **{f"{number}h": months for number, months in enumerate(((1, 6), (7, 12)), 1)},
    **dict.fromkeys(("vår", "våren", "vt", "vårterminen", "spring"), (1, 6)),
    **dict.fromkeys(("sommar", "sommaren", "summer"), (6, 8)),
    **dict.fromkeys(("höst", "hösten", "ht", "höstterminen", "autumn"), (8, 12)),
}
"""Parts of a year, as first and last month: quarters, halves, and seasons as wide as they are meant."""
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (("1", "första", "first"), ("2", "andra", "second"), ("3", "tredje", "third"), ("4", "fjärde", "fourth")), 1
    )
    for word in words
}
_HALF, _QUARTER = r"halvåret|halvår|h|half", r"kvartalet|kvartal|kv|k|q|quarter"
_PART = re.compile(
    rf"(?:(?P<n1>{'|'.join(_NUMBERS)}) ?(?:(?P<h1>{_HALF})|(?P<q1>{_QUARTER}))"
    rf"|(?:(?P<h2>{_HALF})|(?P<q2>{_QUARTER}))\.? ?(?P<n2>[1-4])"
    rf"|(?P<season>[^\W\d_]+))"
)
_YEAR, _SHORT, _NUMBER = r"(?P<y>\d{4})", r"(?P<s>[1-4]\d)", r"(?P<d>\d{1,2})(?:st|nd|rd|th|:?e|:a)?"
_TIME = r"[t ]\d\d?[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?"
_WORD = r"(?P<m>[^\W\d_]{3,9})\.?"
_FORMS = tuple(
    re.compile(form, re.ASCII if r"(?P<m>\d" in form else 0)
    for form in (
        rf"{_YEAR}",
        rf"{_YEAR}[-./](?P<m>\d{{1,2}})",
        rf"{_YEAR}[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?:{_TIME})?",
        rf"{_YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}})",
        rf"{_SHORT}(?P<m>\d{{2}})(?P<d>\d{{2}})",
        rf"{_SHORT}-(?P<m>\d{{2}})-(?P<d>\d{{2}})",
        rf"(?P<d>\d{{1,2}})[/.] ?(?P<m>\d{{1,2}})[-/. ] ?{_YEAR}",
        rf"(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})[- ]{_SHORT}",
        rf"(?P<m>\d{{1,2}})[-/]{_YEAR}",
        rf"(?:den )?{_NUMBER} (?:of )?{_WORD},? {_YEAR}",
        rf"{_WORD} {_NUMBER},? {_YEAR}",
        rf"{_WORD},? {_YEAR}",
        rf"{_YEAR},? {_WORD}",
    )
)
_LAST = re.compile(r"(?:den )?sista (?P<month>[^\W\d_]{3,9}\.? \d{4})")
_WITHIN = re.compile(r"(?:under|någon gång(?: under)?|(?:i )?(?:början|mitten|slutet) (?:av|på)) (?P<of>.+)")
_FROM = r"(?:från och med|from och med|fr\.? ?o\.? ?m\.?|från|from|sedan|since)(?: den)?"
_TO = r"(?:(?:fram )?till och med|t\.? ?o\.? ?m\.?|längst till|fram till|till|until|to|through)(?: den)?"
_OPEN = re.compile(
    r"(?:gäller )?(?:tills? ?vidare|t\.? ?v\.?|löpande|pågående|(?:och )?framåt|until further notice|ongoing)"
)
_STARTS = re.compile(rf"{_FROM} ?(?=\d|[^\W\d_])")
_ENDS = re.compile(rf"{_TO} ?(?=\d|[^\W\d_])")
_BETWEEN = re.compile(rf" ?(?:--?|–) ?| (?:och )?(?=tills ?vidare|till vidare|framåt)| {_TO} ?")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.0+)?", re.ASCII)
_SERIALS_BEGIN = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_DASHES = str.maketrans("—‒−‑", "––--")


def read(text: str) -> str | None:
    """Return the date that a text tells: a day, a month, a year, or an interval for a part of a year.

    None when it is no date, or when it tells of a beginning and an end.
    """
    found = read_period(text)
    return found if isinstance(found, str) else None


def read_period(text: str, since_1904: bool | None = None) -> Period | str | None:
    """Return the date that a text tells, or what it says of a beginning and an end; None when it is neither.

    With `since_1904` five digits are a day as spreadsheets number them, from 1904 or from 1900.
    """
    plain = _plain(text)
    if since_1904 is not None and _SERIAL.fullmatch(plain):
        return (_SERIALS_BEGIN[since_1904] + timedelta(days=int(float(plain)))).isoformat()
    if re.search(r"\d{4}–\d\d$", plain) and (found := _split(plain)):
        return found  # an en dash parts two years; a hyphen leads to the month
    if (found_date := _date(plain)) is not None:
        return found_date
    if not plain.strip("-– ") and plain:
        return Period()
    if _OPEN.fullmatch(plain):
        return Period(open=True)
    return _split(plain)


def read_day(text: str) -> str | None:
    """Return the day that somebody typed, as year-month-day; None when it is none.

    A month, a year or a part of it means its last day, or today while it lasts: the field shows which day it became.
    """
    written = read(text)
    if written is None or (written == text.strip() and "/" in written):
        return None
    when = time.parse(written)
    return time.today() if when.first <= time.today() <= when.last else when.last


def _plain(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_DASHES).casefold().split())
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1].strip()
    return plain.rstrip(".,;") if len(plain) > 1 and plain[-2].isdecimal() else plain


def _date(plain: str) -> str | None:
    """Return a single date."""
    plain = plain.replace("–", "-")
    try:
        return time.parse(plain).text
    except time.NotADate:
        pass
    if found := _LAST.fullmatch(plain):
        month = _date(found["month"])
        return time.parse(month).last if month is not None else None
    if found := _WITHIN.fullmatch(plain):
        of = _date(found["of"])
        return of if of is None or "/" in of or len(of) == 10 else f"{of}-01/{of}-12" if len(of) == 4 else f"{of}/{of}"
    for form in _FORMS:
        if match := form.fullmatch(plain):
            told = match.groupdict()
            if (month_number := _month(told.get("m"))) is not None:
                return _checked(told.get("y") or f"20{told['s']}", month_number, told.get("d"))
    return _part_of_year(plain)


def _month(text: str | None) -> int | None:
    """Return the number of a month, 0 when only a year was told, None when there is no such month."""
    if text is None:
        return 0
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    found = {place for name, place in _MONTHS.items() if name == text or (name.startswith(text) and len(text) < 5)}
    return found.pop() if len(found) == 1 else None


def _checked(year: str, month: int, day: str | None) -> str | None:
    written = year + (f"-{month:02}" if month else "") + (f"-{int(day):02}" if day else "")
    try:
        return time.parse(written).text
    except time.NotADate:
        return None


def _part_of_year(plain: str) -> str | None:
    """Return the interval of a quarter, a half or a season; a winter begins in the year before its spring."""
    if winter := re.fullmatch(r"vintern? (\d{4})[/–-](?:\d\d)?(\d\d)", plain, re.ASCII):
        year = int(winter[1])
        return f"{year}-12/{year + 1}-02" if f"{year + 1}".endswith(winter[2]) else None
    for form in (r"(?P<part>.+?) (?P<y>\d{4})", r"(?P<y>\d{4})[ -](?P<part>.+)"):
        outer = re.fullmatch(form, plain, re.ASCII)
        if outer and (inner := _PART.fullmatch(outer["part"])):
            told = inner.groupdict()
            number = _NUMBERS.get(told["n1"] or told["n2"] or "", "")
            key = told["season"] or number + ("h" if told["h1"] or told["h2"] else "q")
            if months := _PARTS.get(key):
                first, last = (f"{outer['y']}-{month:02}" for month in months)
                return f"{first}/{last}"
    return None


def _split(plain: str) -> Period | None:
    """Return what a text says of beginning and end: `fr.o.m. 2023`, `t.o.m. 2026`, `2023–2026`, `2023–`."""
    for mark in (None, *_BETWEEN.finditer(plain)):
        left, right = (plain, "") if mark is None else (plain[: mark.start()], plain[mark.end() :])
        begins, ends = _STARTS.match(left), _ENDS.match(right if mark else left)
        if mark is None and ends:
            if (end := _end(left[ends.end() :])) is not None:
                return Period(end=end)
        elif mark is None and begins:
            if (start := _date(left[begins.end() :])) is not None:
                return Period(start=start)
        elif mark is not None:
            start_text = left[begins.end() :] if begins else left
            end_text = right[ends.end() :] if ends and not _OPEN.fullmatch(right) else right
            if found := _both(start_text.strip(), end_text.strip()):
                return found
    return None


def _both(start_text: str, end_text: str) -> Period | None:
    """Return the period between two dates, of which the first may leave out what the second tells."""
    if _OPEN.fullmatch(end_text) or not end_text:
        start = _date(start_text)
        return Period(start, open=bool(end_text)) if start else None
    end = _end(end_text)
    if end is None and re.fullmatch(r"\d\d", end_text) and re.fullmatch(r"\d{4}", start_text):
        end = start_text[:2] + end_text if end_text > start_text[2:] else None
    if end is None:
        return None
    if not start_text:
        return Period(end=end)
    rest = end_text.split()
    for at in range(len(rest), -1, -1):
        if (start := _date(" ".join((start_text, *rest[at:])))) is not None:
            return Period(start, end)
    return None


def _end(text: str) -> str | None:
    """Return an end: people mean the last month of a quarter or a half."""
    found = _date(text)
    quarter = found is not None and "/" in found and re.search(r"\d ?(?:kv|k|q|h)|kv|half|quarter|halv", text)
    return found.partition("/")[2] if found and quarter else found
