"""Whom a person speaks for, and with whom the person sits in groups on a day."""

from collections import defaultdict

import streamlit as st

from graph import kinds, names
from graph.texts import Language, Text
from views import answers, frame, tables
from views.markup import Html, join, tag, text
from views.tables import Column

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


def show(person: answers.Subject, ids: set[str], day: str, language: Language) -> None:
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
        frame.heading(_BODIES.of(language), count=len(represented))
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
        frame.heading(_COLLEAGUES.of(language), _LEAD.of(language), count=len(others))
        columns = [
            Column(_PERSON.of(language), lambda each: tables.subject_link(each[0]), bare=True),
            Column(_GROUPS.of(language), lambda each: join([seat(group) for group in each[1]])),
        ]
        st.html(tables.table(_COLLEAGUES.of(language), columns, others, language, _FOLD))


def _colleagues(groups: dict[str, str], ids: set[str], day: str) -> list[tuple[answers.Subject, list[str]]]:
    """Return those who sit in the groups, with the groups shared; who shares most comes first."""
    shared: defaultdict[str, dict[str, None]] = defaultdict(dict)
    called: dict[str, str] = {}
    for group in groups:
        for row in answers.ask("members", day, group=group).rows:
            if row.person_id and row.person_id not in ids and row.status == "decided":
                shared[row.person_id][group] = None
                called[row.person_id] = row.person
    found = [(answers.Subject(id_, answers.PERSON, called[id_]), list(in_)) for id_, in_ in shared.items()]
    return sorted(found, key=lambda each: (-len(each[1]), names.swedish_key(each[0].label), each[0].id))
