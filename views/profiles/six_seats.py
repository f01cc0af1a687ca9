"""The seats of a group, one card for each body that has one: who sits there, or that it is vacant or unknown."""

from collections import defaultdict

import streamlit as st

from graph import kinds
from graph.exports.profiles.seats import Seat
from graph.exports.profiles.seats import seats as seats_of
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
    found = seats_of(answers.rows(day), subject.id)
    seats: defaultdict[str, list[Seat]] = defaultdict(list)
    for each in found:
        if each.body is not None:
            seats[each.body.id].append(each)
    if not seats:
        return
    filled = sum(any(each.state == "filled" for each in there) for there in seats.values())
    saying.heading(_TITLE.of(language), _LEAD.of(language))
    saying.say(_FILLED.fill(filled=filled, all=len(seats)).of(language))
    refers = tables.refers(found)
    colours = areas.colours_of(answers.organisations([areas.SJUKVARDSREGION]))
    cards = [_card(there, refers, colours.of(body), language) for body, there in seats.items()]
    st.html(tag("ul", *cards, class_="sg-seats"))


def _card(there: list[Seat], refers: tables.Refers, colour: str, language: Language) -> Html:
    body = tag("p", tables.to(refers, there[0].body), class_="sg-seat-body")
    holders = [_holder(each, refers, language) for each in there]
    return tag("li", body, *holders, class_="sg-seat", style=f"border-top-color: {colour}")


def _holder(seat: Seat, refers: tables.Refers, language: Language) -> Html:
    state = kinds.SEAT_STATES[seat.state].label.of(language)
    if seat.person is None:
        return tag("p", tag("span", text(state), class_="sg-none"))
    beside = [kinds.ROLES[seat.role].label.of(language)] if seat.role else []
    if seat.state != "filled":
        beside.append(state)
    person = tables.to(refers, seat.person)
    return tag("p", join([person, tag("span", text(", ".join(beside)), class_="sg-beside")]))
