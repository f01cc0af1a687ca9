"""Whom a person speaks for, and with whom the person sits in groups on a day."""

import streamlit as st

from graph import kinds
from graph.exports.profiles.person import assignments, colleagues, represented
from graph.exports.profiles.values import Ref
from graph.texts import Language, Text
from views.parts import answers, saying, tables
from views.parts.headings import word
from views.parts.markup import NOTHING, Html, join, tag, text
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
    ask = answers.rows(day)
    seats = assignments(ask, person.id).current
    refers = tables.refers(seats)

    def seat(group: Ref, role: str | None = None) -> Html:
        beside = tag("span", text(f" {kinds.ROLES[role].label.of(language)}"), class_="sg-date") if role else NOTHING
        return tag("span", tables.to(refers, group), beside, class_="sg-line")

    spoken_for = represented(seats)
    if spoken_for:
        saying.heading(_BODIES.of(language), count=len(spoken_for))
        columns = [
            Column(_BODY.of(language), lambda each: tables.to(refers, each.body), bare=True),
            Column(_GROUPS.of(language), lambda each: join([seat(*there) for there in each.seats])),
        ]
        st.html(tables.table(_BODIES.of(language), columns, spoken_for, language))
    others = colleagues(ask, seats, ids)
    if others:
        saying.heading(_COLLEAGUES.of(language), _LEAD.of(language), count=len(others))
        named = tables.refers(others)
        columns = [
            Column(_PERSON.of(language), lambda each: tables.to(named, each.person), bare=True),
            Column(_GROUPS.of(language), lambda each: join([seat(group) for group in each.groups])),
            Column(word("confirmed", language), lambda each: tables.confirmed_cell(each, language)),
        ]
        st.html(tables.table(_COLLEAGUES.of(language), columns, others, language, _FOLD))
