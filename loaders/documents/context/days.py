"""When a document is from: the day it gives as its own, and that of the meeting that it tells of."""

import re
from collections.abc import Sequence

from loaders.documents.context.units import Unit
from loaders.documents.mentions import dates

_DATED = re.compile(
    r"(?i)(?:datum|mötesdatum|uppdatera(?:d|des|ts)|(?:uppdatera|ändra|granska|revidera|publicera)(?:d|de|des|t|"
    r"ts) senast|senast (?:uppdaterad|ändrad|reviderad|granskad)|reviderad|publicerad|"
    r"publiceringsdatum|"
    r"upprättad|fastställd|beslutad|version|utgåva|skapad|gäller (?:från|per)|per|aktuell|daterad|ändrad|skriven)"
    r"(?: (?:den|av [^:,]{2,40}|till|version [\d.]+))?\s*[:,]?\s*(?:den )?$"
)
_CHANGED = re.compile(
    r"(?i)(?:(?:uppdatera|ändra|revidera|granska)(?:d|des|ts|t)(?: senast)?)(?: (?:den|av "
    r"[^:,]{2,40}))?\s*[:,]?\s*(?:den )?$"
)
"""The last change says more of how old a page is than its first publication does."""
_RUNNING_HEAD = re.compile(r"(?:19|20)\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])")
"""A day alone on a line, as heads of pages have it."""
_MET = re.compile(
    r"(?:mötes|sammanträdes)(?:datum|dag|tid)\s*:?\s*(?:\w+(?:en)? )?(?:den )?$|"
    r"\b(?:möte|mötet|sammanträde|sammanträdet|träff)\b[^.]{0,50}$",
    re.IGNORECASE,
)


def own_day(units: Sequence[Unit], head: Sequence[Unit]) -> str | None:
    """Return a document's day: with a label, else in its `head`, else with a label at its foot, else on every page."""
    cells = [" ".join(cell for cell in row if cell) for unit in units[:3] for row in unit.rows[:4]]
    for pattern in (_CHANGED, _DATED, None):
        for text in (*(unit.text for unit in head), *cells):
            for found in dates.DATE.finditer(text[:400]):
                day = dates.iso(found)
                if day is None or len(day) < 10:
                    continue
                if _heads(text, found) if pattern is None else pattern.search(text[: found.start()]):
                    return day
    for unit in reversed(units):
        for found in dates.DATE.finditer(unit.text[-300:]):
            day = dates.iso(found)
            if day is not None and len(day) == 10 and _DATED.search(unit.text[-300:][: found.start()]):
                return day
    alone = {unit.text.strip() for unit in units if _RUNNING_HEAD.fullmatch(unit.text.strip())}
    return alone.pop() if len(alone) == 1 else None


def of_meeting(head: Sequence[Unit]) -> str | None:
    """Return the day that the head of minutes tells as the meeting's; None when it only has a day."""
    for unit in head:
        for found in dates.DATE.finditer(unit.text[:300]):
            day = dates.iso(found)
            if day is not None and len(day) == 10 and _MET.search(unit.text[: found.start()]):
                return day
    return None


def _heads(text: str, found: re.Match[str]) -> bool:
    """Tell whether a day without a label stands where a document gives its own: in a short line, not in prose."""
    return (
        len(text) < 130
        and not text.rstrip().endswith((".", "!"))
        and not re.search(
            rf"(?:{dates.FROM}|{dates.TO}|senast|före|till och med|perioden)\s*$", text[: found.start()], re.IGNORECASE
        )
    )
