"""Whom a person speaks for, and with whom the person sits in groups on a day."""

from collections import defaultdict
from typing import Any

import streamlit as st

from graph import kinds, names
from graph.texts import Language, Text
from views.parts import answers, saying, tables
from views.parts.markup import Html, join, tag, text
from views.parts.sections import word
from views.parts.tables import Column

_BODIES = Text("Företräder", "Represents")
_COLLEAGUES = Text("Sitter tillsammans med", "Sits together with")
_LEAD = Text(
    "De som enligt källorna sitter i samma grupper den dag som visas.",
    "Those who sit in the same groups on the day shown, by the sources.",
)
_BODY = Text("Organ", "Body")
_PERSON = Text("Person", "Person")
_GROUPS = Text("Grupper", "Groups")
_FOLD = 12


def show(person: answers.PageSubject, ids: set[str], day: str, language: Language) -> None:
    """Show the bodies that the person represents and the colleagues; `ids` are all that stand for the person."""
    rows = answers.ask("assignments", day, person=person.id).rows
    seats = [row for row in rows if row.certainty is not None and row.standing == "seat"]
    refers = tables.refers(seats)
    represented: dict[str, dict[str, str]] = {}
    for row in seats:
        for body in row.body_ids:
            represented.setdefault(body, {})[row.group_id] = kinds.ROLES[row.role].label.of(language)
    groups = {row.group_id: row.group for row in seats}

    def seat(group: str, role: str | None = None) -> Html:
        beside = tag("span", text(f" {role}"), class_="sg-date") if role else text("")
        return tag("span", tables.named(refers, group, groups[group]), beside, class_="sg-line")

    if represented:
        saying.heading(_BODIES.of(language), count=len(represented))
        columns = [
            Column(_BODY.of(language), lambda body: tables.named(refers, body, None), bare=True),
            Column(
                _GROUPS.of(language),
                lambda body: join([seat(group, role) for group, role in represented[body].items()]),
            ),
        ]
        st.html(tables.table(_BODIES.of(language), columns, list(represented), language))
    others = _colleagues(groups, ids, day)
    if others:
        saying.heading(_COLLEAGUES.of(language), _LEAD.of(language), count=len(others))
        columns = [
            Column(_PERSON.of(language), lambda each: tables.subject_link(each[0]), bare=True),
            Column(_GROUPS.of(language), lambda each: join([seat(group) for group in each[1]])),
            Column(word("confirmed", language), lambda each: tables.confirmed_cell(each[2], language)),
        ]
        st.html(tables.table(_COLLEAGUES.of(language), columns, others, language, _FOLD))


def _colleagues(groups: dict[str, str], ids: set[str], day: str) -> list[tuple[answers.PageSubject, list[str], Any]]:
    """Return those who sit in the groups, with the groups shared and the seat confirmed last.

    Whoever nobody has confirmed for three years comes after the others; then who shares most comes first.
    """
    shared: defaultdict[str, dict[str, None]] = defaultdict(dict)
    seats: dict[str, Any] = {}
    for group in groups:
        for row in answers.ask("members", day, group=group).rows:
            if row.person_id and row.person_id not in ids and row.status == "decided":
                shared[row.person_id][group] = None
                known = seats.get(row.person_id)
                seats[row.person_id] = row if known is None else max(known, row, key=_newest)
    found = [
        (answers.PageSubject(id_, answers.PERSON, seats[id_].person), [*in_], seats[id_]) for id_, in_ in shared.items()
    ]
    return sorted(
        found,
        key=lambda each: (each[2].unconfirmed, -len(each[1]), names.swedish_key(each[0].label), each[0].id),
    )


def _newest(row: Any) -> tuple[bool, str]:
    return not row.unconfirmed, row.last_confirmed or ""
