"""The latest decisions on the queue's page, each with who made it, when, and the way back."""

import streamlit as st

from graph.texts import Language, Text
from views.parts import saying, state, words
from views.parts.markup import Html, dated, join, link, tag, text
from views.review import history
from views.review.history import Decision

_LATEST = Text("Senast beslutat", "Decided last")
_ALL = Text("Alla beslut", "All decisions")
_UNDO = Text("Ångra", "Undo")
_UNDO_ALL = Text("Ångra alla {number}", "Undo all {number}")
_MORE = Text("och {number} till", "and {number} more")
_SHOWN, _LINES = 3, 3


def show(document: str | None, language: Language) -> None:
    """Show the latest decisions, of one document or of all; nothing where none was made."""
    found = history.decisions(document)
    if not found:
        return
    saying.heading(_LATEST.of(language), small=document is not None)
    st.html(lines(found[:_SHOWN], language))
    if len(found) > _SHOWN:
        st.html(tag("p", link(state.address("beslut"), text(_ALL.of(language)))))


def lines(found: list[Decision], language: Language) -> Html:
    """Return decisions as a list, each with the button that takes it back where that is possible."""
    return tag("ul", *(tag("li", _line(each, language), class_="sg-latest") for each in found), class_="sg-decisions")


def _line(decision: Decision, language: Language) -> Html:
    facts = "; ".join(line.of(language) for line in decision.lines[:_LINES])
    if len(decision.lines) > _LINES:
        facts += " " + _MORE.fill(number=len(decision.lines) - _LINES).of(language)
    to = link(state.address("granska", dokument=decision.document), text(facts))
    when = tag("span", dated(words.moment(decision.at)), class_="sg-date")
    told = tag("span", text(f"{decision.who} {decision.done.of(language)}: "), to, text(" "), when)
    if not decision.standing:
        return told
    number = len(decision.standing)
    undo = _UNDO_ALL.fill(number=number).of(language) if number > 1 else _UNDO.of(language)
    button = tag(
        "button",
        text(undo),
        type="button",
        data_do="undo",
        data_proposal=decision.standing[0],
        aria_label=f"{undo}: {facts[:200]}",
        class_="sg-plain",
    )
    return join([told, button])
