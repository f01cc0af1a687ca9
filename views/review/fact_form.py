"""The form for one fact: somebody leaves, follows, is corrected or withdrawn, with its source, through the queue."""

import streamlit as st

from graph.finding import NotFound
from graph.records import Membership
from graph.texts import Language, Text
from views.entry import choice, fields
from views.frame.page import Page
from views.parts import answers, saying, state, suggest, tables, who
from views.parts.markup import Html, join, tag, text
from views.review import acts, doing

_TITLE = Text("Ändra en uppgift", "Enter a fact")
_LEAD = Text(
    "Skriv vad som har hänt. Du får se vad som ändras innan någon godkänner det, och det går att ångra.",
    "Write what has happened. You see what changes before anybody accepts it, and it can be undone.",
)
_ABOUT = Text("Det gäller:", "It is about:")


def show() -> None:
    """Show the form that the address asks for, filled with what the address tells already."""
    language = state.language()
    outcome = acts.opened(_TITLE, _LEAD, doing.do, language)
    sort = state.given("gor")
    changes = sort in fields.CHANGES
    if sort not in fields.SORTS and not changes:
        sort = "" if state.given(choice.PERSON) or fields.given() else "byte"
    choice.sorts(sort, language)
    if sort:
        _form(sort, state.given("uppgift"), language)
    if not changes:
        choice.facts(language)
    suggest.show(language)
    acts.listen(outcome, language)


def _form(sort: str, record: str, language: Language) -> None:
    told = {**fields.SORTS, **fields.CHANGES}[sort]
    saying.heading(told.title.of(language), told.lead.of(language))
    filled = fields.given()
    if sort in fields.CHANGES:
        seat = answers.fetch(Membership, [record]).get(record)
        if seat is None:
            raise NotFound(record, [])
        st.html(_about(seat, language))
        filled = {**fields.of(seat), **filled}
    shown = {field: _label(field, value) for field, value in filled.items()}
    st.html(who.field(language))
    st.html(fields.form(sort, record, shown, language))


def _about(seat: Membership, language: Language) -> Html:
    ends = map(tables.subject_link, answers.subjects([seat.person, seat.group]).values())
    return tag("p", text(_ABOUT.of(language) + " "), join(ends, ", "))


def _label(field: str, value: str) -> str:
    """Return what people call what the address names by its id."""
    if field not in fields.SUGGESTED:
        return value
    found = answers.subjects([value]).get(value)
    return found.label if found else value


PAGE = Page("uppgift", _TITLE, show)
