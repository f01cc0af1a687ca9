"""The seats of a group, one card for each body that has one: who sits there, or that it is vacant or unknown."""

from collections import defaultdict
from typing import Any

import streamlit as st

from graph import kinds
from graph.texts import Language, Text
from views.parts import answers, areas, saying, tables
from views.parts.markup import Html, join, tag, text

_TITLE = Text("Platserna i gruppen", "The seats of the group")
_LEAD = Text(
    "En plats för varje organ som ska ha en enligt regeln för gruppen.",
    "One seat for each body that is to have one by the rule for the group.",
)
_FILLED = Text("{filled} av {all} tillsatta", "{filled} of {all} filled")


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the seats of the group by body; nothing where no rule tells which bodies have seats."""
    answer = answers.ask("seats", day, group=subject.id)
    seats: defaultdict[str, list[Any]] = defaultdict(list)
    for row in answer.rows:
        if row.body_id is not None:
            seats[row.body_id].append(row)
    if not seats:
        return
    filled = sum(any(row.state == "filled" for row in rows) for rows in seats.values())
    saying.heading(_TITLE.of(language), _LEAD.of(language))
    saying.say(_FILLED.fill(filled=filled, all=len(seats)).of(language))
    refers = tables.refers(answer.rows)
    colours = areas.colours_of(answers.organisations([areas.SJUKVARDSREGION]))
    cards = [_card(rows, refers, colours.of(body), language) for body, rows in seats.items()]
    st.html(tag("ul", *cards, class_="sg-seats"))


def _card(rows: list[Any], refers: tables.Refers, colour: str, language: Language) -> Html:
    body = tag("p", tables.named(refers, rows[0].body_id, rows[0].body), class_="sg-seat-body")
    holders = [_holder(row, refers, language) for row in rows]
    return tag("li", body, *holders, class_="sg-seat", style=f"border-top-color: {colour}")


def _holder(row: Any, refers: tables.Refers, language: Language) -> Html:
    state = kinds.SEAT_STATES[row.state].label.of(language)
    if row.person_id is None:
        return tag("p", tag("span", text(state), class_="sg-none"))
    beside = [kinds.ROLES[row.role].label.of(language)] if row.role else []
    if row.state != "filled":
        beside.append(state)
    person = tables.named(refers, row.person_id, row.person)
    return tag("p", join([person, tag("span", text(", ".join(beside)), class_="sg-beside")]))
