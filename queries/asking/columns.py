"""Headings and words that several questions share, for tables on screen, in the terminal and in files.

What only one question has stands in its own module (`Query.columns`, `words`, `unknown`).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from graph import kinds, notes, time
from graph.texts import Language, Text
from queries.asking.query import BASES, KINDS, Query, labels, sources

SEAT = (
    *("person_id", "person", "role", "group_id", "group", "group_kind", "employer_id", "employer", "title", "status"),
    *("valid_from", "valid_to", "last_confirmed", "certainty", "unconfirmed", "sources", "deputises_id", "deputises"),
    *("terms", "witnesses"),
)
"""What `seat_columns` gives in either language, in this order, before what else a question asks of a seat."""

HEADINGS: dict[str, Text] = {
    "body": Text("Organ", "Body"),
    "certainty": Text("Säkerhet", "Certainty"),
    "chairs": Text("Ordförande", "Chairs"),
    "deputises": Text("Ersättare för", "Substitute for"),
    "employer": Text("Arbetsgivare", "Employer"),
    "end_basis": Text("Grund för slut", "Basis of the end"),
    "end_how": Text("Hur vi vet slutet", "How the end is known"),
    "ended": Text("Slut senast", "Ended by"),
    "from_label": Text("Från", "From"),
    "group": Text("Grupp", "Group"),
    "group_kind": Text("Slag av grupp", "Kind of group"),
    "in_group": Text("I gruppen", "In group"),
    "kind": Text("Slag", "Kind"),
    "label": Text("Namn", "Name"),
    "last_confirmed": Text("Senast bekräftad", "Last confirmed"),
    "level": Text("Nivå", "Level"),
    "person": Text("Person", "Person"),
    "relation": Text("Samband", "Relation"),
    "represents": Text("Företräder", "Represents"),
    "role": Text("Roll", "Role"),
    "rule_id": Text("Regel", "Rule"),
    "seats": Text("Platser", "Seats"),
    "sources": Text("Källor", "Sources"),
    "status": Text("Status", "Status"),
    "step": Text("Steg", "Step"),
    "title": Text("Titel", "Title"),
    "unconfirmed": Text("Ej bekräftad på tre år", "Unconfirmed for three years"),
    "term_from": Text("Perioden från", "Term from"),
    "term_to": Text("Perioden t.o.m.", "Term until"),
    "valid_from": Text("Från", "From"),
    "valid_to": Text("T.o.m.", "Until"),
}
WORDS: dict[str, Mapping[str, Text]] = {
    "certainty": labels(kinds.CERTAINTIES),
    "role": labels(kinds.ROLES),
    "relation": labels(kinds.RELATIONS),
    "kind": KINDS,
    "group_kind": KINDS,
    "end_how": labels(kinds.END_REASONS),
    "end_basis": BASES,
    "status": labels(kinds.MEMBERSHIP_STATUSES),
}
"""What coded values are called, by column, where a question has no words of its own."""
_YES = Text("ja", "yes")


def _part(witnesses: str | None, part: str | None, as_of: str) -> dict[str, Any]:
    """Return how sure one part of a seat is, where that is less sure than the seat (`graph.reasoning.witness`)."""
    days = json.loads(witnesses).get(part) if witnesses and part else None
    if days is None:
        return {}
    presumed_from, surely_from, surely_until, last_confirmed, confirmed_from = days
    stated = surely_from <= as_of <= surely_until
    return {
        "certainty": "stated" if stated else "presumed" if presumed_from <= as_of else "undated",
        "last_confirmed": last_confirmed,
        "unconfirmed": not stated and confirmed_from < time.recent_limit(as_of),
    }


def seat(row: Sequence[Any], as_of: str, *others: str, part: str | None = None) -> dict[str, Any]:
    """Return a row that begins with `seat_columns` by the names of its columns; `others` follow them.

    `valid_from` and `valid_to` are those of the holding, `term_from` and `term_to` those of its term on `as_of`.
    `part` names the column of what was asked for, a body, where the answer is to be as sure as that.
    """
    told = dict(zip((*SEAT, *others), row, strict=True))
    start, end = told["valid_from"], told["valid_to"]
    for term in json.loads(told.pop("terms") or "[]"):
        if term[2] <= as_of < term[3]:
            start, end = term[:2]
    told.update(_part(told.pop("witnesses"), part and told[part], as_of))
    return {
        **told,
        "term_from": start,
        "term_to": end,
        "unconfirmed": bool(told["unconfirmed"]),
        "sources": sources(told["sources"]),
    }


def heading(query: Query[Any], column: str, language: Language) -> str:
    """Return the heading of a query's column; a column without one shows its own name."""
    text = query.columns.get(column) or HEADINGS.get(column)
    return text.of(language) if text else column


def shown(query: Query[Any]) -> tuple[str, ...]:
    """Return the columns that people read: ids stand behind the names that they belong to."""
    columns = query.row._fields
    return tuple(column for column in columns if column != "id" and not column.endswith(("_id", "_ids")))


def words(query: Query[Any], column: str, value: Any, language: Language) -> str:
    """Return a cell as people read it: coded values in words, lists joined, nothing as an empty text."""
    if value is None or value is False:
        unknown = query.unknown.get(column)
        return unknown.of(language) if unknown else ""
    if value is True:
        return _YES.of(language)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    known = query.words.get(column) or WORDS.get(column, {})
    text = known.get(value) if isinstance(value, str) else None
    if text:
        return text.of(language)
    return notes.in_language(value, language) if column in query.notes else str(value)
