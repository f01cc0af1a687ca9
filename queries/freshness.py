"""How old each source is, and what rests on it alone."""

from datetime import date
from typing import NamedTuple

from graph import time
from graph.texts import Text
from queries.asking.query import Query, Question, swedish


class Row(NamedTuple):
    """One source."""

    source_id: str
    title: str
    publisher: str | None
    address: str | None
    seen: str | None
    """When its facts were seen, as written: the period, else the printed date."""
    dated: bool
    age_days: int | None
    """From the earliest day on which its facts may have been seen; where only the latest is known, from that
    one (it is at least so old). None when undated, and when the source is newer than the day asked for."""
    facts: int
    """Rows of evidence that it gives."""
    alone: int
    """Records of which no other source tells."""
    doubt: str | None


def answer(question: Question) -> list[Row]:
    """Return every source, also those that nothing rests on."""
    facts = dict(question.run("freshness", "facts"))
    alone = dict(question.run("freshness", "alone"))
    return [
        Row(
            source,
            title,
            publisher,
            address,
            period or printed,
            bool(period or printed),
            _age(question.as_of, time.observed(printed, period, retrieved)) if period or printed else None,
            facts.get(source, 0),
            alone.get(source, 0),
            doubt,
        )
        for source, title, publisher, address, printed, period, retrieved, doubt in question.run("freshness", "sources")
    ]


def _age(as_of: str, seen: time.When) -> int | None:
    earliest = seen.last if seen.first == time.FIRST_DAY else seen.first
    days = (date.fromisoformat(as_of) - date.fromisoformat(earliest)).days
    return days if days >= 0 else None


QUERY = Query(
    name="freshness",
    title=Text("Hur färska är källorna?", "How fresh are the sources?"),
    description=Text(
        "Varje källas ålder och hur många uppgifter som vilar på den ensam; flest och äldst först.",
        "The age of each source and how many facts rest on it alone; most and oldest first.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        -row.alone,
        row.age_days is None,
        -(row.age_days or 0),
        swedish(row.title),
        row.source_id,
    ),
    example={},
    columns={
        "address": Text("Adress", "Address"),
        "age_days": Text("Ålder i dagar", "Age in days"),
        "alone": Text("Vilar på den ensam", "Resting on it alone"),
        "dated": Text("Har datum", "Dated"),
        "doubt": Text("Tveksamt i källan", "Doubt in the source"),
        "facts": Text("Uppgifter", "Facts"),
        "publisher": Text("Utgivare", "Publisher"),
        "seen": Text("Uppgifterna gällde", "Facts seen"),
    },
    notes=("doubt",),
)
