"""The journal of the queue: what was decided, by whom and when, with the way back."""

import streamlit as st

from graph.texts import Text
from views import frame, review_acts, review_doing, review_history, review_latest, state, who
from views.page import Page

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
    outcome = review_acts.opened(_TITLE, _LEAD, review_doing.do, language)
    found = review_history.decisions()
    if found:
        st.html(who.field(language))
        st.html(review_latest.lines(found, language))
    else:
        frame.say(_NONE.of(language), "sg-unknown")
    if len(found) == review_history.MOST:
        frame.say(_CUT.fill(number=review_history.MOST).of(language))
    review_acts.listen(outcome, language)


PAGE = Page("beslut", _TITLE, show)
