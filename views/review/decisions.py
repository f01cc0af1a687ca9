"""The journal of the queue: what was decided, by whom and when, with the way back."""

import streamlit as st

from graph.texts import Text
from views.frame.page import Page
from views.parts import saying, state, who
from views.review import acts, doing, history, latest

_TITLE = Text("Beslut", "Decisions")
_LEAD = Text(
    "Vad som har godkänts, avvisats och ändrats, av vem och när. Ett beslut går att ångra så länge inget senare "
    "beslut bygger på det.",
    "What was accepted, rejected and edited, by whom and when. A decision can be undone while no later one rests on "
    "it.",
)
_NONE = Text("Ingen har beslutat något än.", "Nobody has decided anything yet.")
_CUT = Text("Visar de {number} senaste besluten.", "Showing the {number} latest decisions.")


def show() -> None:
    """Show the latest decisions."""
    language = state.language()
    outcome = acts.opened(_TITLE, _LEAD, doing.do, language)
    found = history.decisions()
    if found:
        st.html(who.field(language))
        st.html(latest.lines(found, language))
    else:
        saying.say(_NONE.of(language), "sg-unknown")
    if len(found) == history.MOST:
        saying.say(_CUT.fill(number=history.MOST).of(language))
    acts.listen(outcome, language)


PAGE = Page("beslut", _TITLE, show)
