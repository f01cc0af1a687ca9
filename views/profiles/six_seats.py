"""The seats of a group, one card for each body that has one: who sits there, or that it is vacant or unknown."""

from collections.abc import Sequence

import streamlit as st

from graph import kinds
from graph.exports.profiles.seats import Seat, ruled
from graph.exports.profiles.seats import seats as seats_of
from graph.texts import Language, Text
from views.parts import answers, areas, saying, tables
from views.parts.markup import Html, join, tag, text
from views.profiles import cells

_TITLE = Text("Platserna i gruppen", "The seats of the group")
_LEAD = Text(
    "En plats för varje organ som ska ha en enligt regeln för gruppen.",
    "One seat for each body that is to have one by the rule for the group.",
)
_FILLED = Text("{filled} av {all} tillsatta", "{filled} of {all} filled")


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the seats of the group by body; nothing where no rule tells which bodies have seats."""
    found = seats_of(answers.rows(day), subject.id)
    seats = ruled(found)
    if not seats.by_body:
        return
    saying.heading(_TITLE.of(language), _LEAD.of(language))
    saying.say(_FILLED.fill(filled=seats.filled, all=seats.all).of(language))
    refers = tables.refers(found)
    colours = areas.colours_of(answers.organisations([areas.SJUKVARDSREGION]))
    cards = [
        _card(tables.to(refers, body), there, refers, colours.of(body.id), language) for body, there in seats.by_body
    ]
    st.html(tag("ul", *cards, class_="sg-seats"))


def _card(name: Html, there: Sequence[Seat], refers: tables.Refers, colour: str, language: Language) -> Html:
    body = tag("p", name, class_="sg-seat-body")
    holders = [_holder(each, refers, language) for each in there]
    return tag("li", body, *holders, class_="sg-seat", style=f"border-top-color: {colour}")


def _holder(seat: Seat, refers: tables.Refers, language: Language) -> Html:
    if seat.person is None:
        return tag("p", tag("span", text(kinds.SEAT_STATES[seat.state].label.of(language)), class_="sg-none"))
    person = tables.to(refers, seat.person)
    return tag("p", join([person, tag("span", text(cells.seat_said(seat, language)), class_="sg-beside")]))
