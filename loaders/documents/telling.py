"""What a document says, as a list that people read: who, role, group, on whose behalf, when, where, and the quote."""

from collections.abc import Iterator
from typing import Any

from graph.kinds import ROLES
from graph.texts import Language, Text
from loaders.tables.descriptions import MEMBERSHIPS

_STATUS = {
    "current": Text("", ""),
    "nominated": Text("nominerad eller kommande", "nominated or to come"),
    "ended": Text("avslutad", "ended"),
    "dormant": Text("vilande", "dormant"),
}
_HEADINGS = (
    ("memberships", Text("Uppdrag", "Seats")),
    ("successions", Text("Byten", "Successions")),
    ("hosting", Text("Värdskap", "Hosting")),
    ("attendance", Text("Närvaro", "Attendance")),
)
_BESIDE = {
    name: column.label
    for name, column in MEMBERSHIPS.columns.items()
    if column.label and name not in ("person", "group", "role", "represents", "status", "valid_from", "valid_to")
}
"""What else of a seat is told by the name that its column has."""
_SHOWN = 160


def lines(found: dict[str, Any], language: Language) -> Iterator[str]:
    """Yield the lines about one document."""
    day = found["document_date"]
    dated = Text(f"daterat {day}", f"dated {day}") if day else Text("utan datum", "without a date")
    yield f"{found['source']} ({dated.of(language)})"
    if found["later_event"]:
        late = found["later_event"]
        warning = Text(
            f"Varning: dokumentet berättar om {late}, efter sitt eget datum. Datumet kan vara fel; pröva varje "
            f"förslag.",
            f"Warning: the document tells of {late}, after its own date. The date may be wrong; weigh every proposal.",
        )
        yield f"  {warning.of(language)}"
    empty = True
    for key, heading in _HEADINGS:
        if not found[key]:
            continue
        empty = False
        yield f"  {heading.of(language)} ({len(found[key])})"
        for fact in found[key]:
            yield f"    {_SENTENCES[key](fact, language)}"
            yield f"      {_source(fact, language)}"
    if empty:
        yield "  " + Text("Inga uppdrag, byten, värdskap eller närvaro hittades.", "No facts were found.").of(language)


def _seat(fact: dict[str, Any], language: Language) -> str:
    parts = [f"{fact['person']}: {_role(fact['role'], language)}, {fact['group']}"]
    if fact["represents"]:
        parts.append(Text(f"för {fact['represents']}", f"for {fact['represents']}").of(language))
    parts += _period(fact.get("valid_from"), fact.get("valid_to"))
    parts += [f"{label.of(language).lower()} {fact[name]}" for name, label in _BESIDE.items() if name in fact]
    parts.append(_STATUS[fact["status"]].of(language))
    return ", ".join(filter(None, parts))


def _period(start: str | None, end: str | None) -> list[str]:
    return [*([f"fr.o.m. {start}"] if start else []), *([f"t.o.m. {end}"] if end else [])]


def _succession(fact: dict[str, Any], language: Language) -> str:
    verb = Text("efter", "after").of(language)
    parts = [f"{fact['successor']} {verb} {fact['predecessor']}: {_role(fact['role'], language)}, {fact['group']}"]
    return ", ".join([*parts, *_period(fact["effective"], None)])


def _hosting(fact: dict[str, Any], language: Language) -> str:
    verb = Text("är värd för", "hosts").of(language)
    parts = [f"{fact['host']} {verb} {fact['hosted']}", *_period(fact.get("valid_from"), None)]
    return ", ".join(filter(None, (*parts, _STATUS[fact["status"]].of(language))))


def _attendance(fact: dict[str, Any], language: Language) -> str:
    present = Text("närvarande", "present") if fact["present"] else Text("frånvarande", "absent")
    parts = [f"{fact['person']}: {present.of(language)}, {fact['group']}", fact["represents"], fact["date"]]
    if fact["role"]:
        parts.insert(1, _role(fact["role"], language))
    if fact.get("agenda_item"):
        parts.append(Text(f"punkt {fact['agenda_item']}", f"item {fact['agenda_item']}").of(language))
    return ", ".join(filter(None, parts))


_SENTENCES = {"memberships": _seat, "successions": _succession, "hosting": _hosting, "attendance": _attendance}


def _role(role: str, language: Language) -> str:
    known = ROLES.get(role)
    return known.label.of(language) if known is not None else role


def _source(fact: dict[str, Any], language: Language) -> str:
    quote = fact["evidence"] if len(fact["evidence"]) <= _SHOWN else fact["evidence"][:_SHOWN].rstrip() + "…"
    place = f"{fact['place'][language]}: " if fact["place"][language] else ""
    return f"{place}”{quote}” [{Text('regel', 'rule').of(language)}: {fact['rule']}]"
