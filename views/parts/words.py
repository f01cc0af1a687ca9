"""Words that several pages use: dates as people say them, and what a fact's standing is called."""

import re
from datetime import datetime
from typing import Any

from graph import kinds
from graph.texts import Language, Text
from graph.time import today
from queries.asking import columns
from queries.asking.query import Query

_AS_WRITTEN = re.compile(r"\d{4}(-\d{2}){0,2}|(\d{4}(-\d{2}){0,2}|\.\.)/(\d{4}(-\d{2}){0,2}|\.\.)", re.ASCII)

UNKNOWN = Text("okänd – ingen källa", "unknown – no source")
UNDATED = Text("utan datum", "without a date")
NOT_CONFIRMED = Text("ej bekräftad sedan {when}", "not confirmed since {when}")
NEVER_DATED = Text("ej bekräftad, källan saknar datum", "not confirmed, the source has no date")
_BY = Text("senast {last}", "by {last}")
_OR_LATER = Text("{first} eller senare", "{first} or later")
_OR_EARLIER = Text("{last} eller tidigare", "{last} or earlier")
_BETWEEN = Text("{first} – {last}", "{first} – {last}")
_MONTHS = Text(
    "januari februari mars april maj juni juli augusti september oktober november december",
    "January February March April May June July August September October November December",
)


def when(text: str | None, language: Language) -> str:
    """Return a date as written in a record in words: `../2022-12` is "senast 2022-12"."""
    if not text:
        return ""
    first, slash, last = text.partition("/")
    if not slash:
        return text
    if first == "..":
        return _BY.fill(last=last).of(language)
    if last == "..":
        return _OR_LATER.fill(first=first).of(language)
    return _BETWEEN.fill(first=first, last=last).of(language)


def between(first: str | None, last: str | None, language: Language) -> str:
    """Return the days on which something may have happened."""
    if first and last:
        return first if first == last else f"{first} – {last}"
    return when(f"{first or '..'}/{last or '..'}", language) if first or last else UNDATED.of(language)


def plain(query: Query[Any], column: str, value: Any, language: Language) -> str:
    """Return a cell as plain words, dates among them."""
    if isinstance(value, str) and _AS_WRITTEN.fullmatch(value):
        return when(value, language)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value, language)
    return columns.words(query, column, value, language)


def number(value: int, language: Language) -> str:
    """Return a whole number with its thousands set apart: 1 413 in Swedish, 1,413 in English."""
    written = f"{value:,}"
    return written if language == "en" else written.replace(",", "\u00a0")


def months(language: Language) -> list[str]:
    """Return the names of the twelve months."""
    return _MONTHS.of(language).split()


def long_day(day: str, language: Language) -> str:
    """Return a day as in a sentence: 19 juni 2024."""
    year, month, date = day.split("-")
    return f"{int(date)} {months(language)[int(month) - 1]} {year}"


def moment(at: str) -> str:
    """Return a moment of the journal by this computer's clock: 2026-11-22 14:05."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def confirmed(row: Any, language: Language) -> str:
    """Return when a row's fact was last confirmed, with a warning where that was long ago."""
    last: str | None = row.last_confirmed
    if getattr(row, "unconfirmed", False) is True:
        if not last:
            return NEVER_DATED.of(language)
        first, slash, end = last.partition("/")
        told = _OR_EARLIER.fill(last=end).of(language) if slash and first == ".." else when(last, language)
        return NOT_CONFIRMED.fill(when=told).of(language)
    return when(last, language) or UNDATED.of(language)


def kind(name: str, language: Language) -> str:
    """Return what a kind of organisation, or a person, is called."""
    if name in kinds.ORGANISATION_KINDS:
        return kinds.ORGANISATION_KINDS[name].label.of(language)
    return "person"


def day_of(day: str, language: Language) -> str:
    """Return a day as in a sentence, with "i dag" where it is that."""
    said = Text("i dag, den {day}", "today, {day}") if day == today() else Text("den {day}", "on {day}")
    return said.fill(day=long_day(day, language)).of(language)
