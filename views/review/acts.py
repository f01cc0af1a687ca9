"""The queue's script on a page: what it sends is carried out, and what came of it is told."""

from collections.abc import Callable

import streamlit as st

from graph.texts import Language, Text
from views.parts import saying, scripts, state, who
from views.parts.markup import link, tag, text
from views.review import act as review_act
from views.review import card
from views.review.act import Act, ActOutcome

_KEY, _SENT, _CAME = "review", "review-sent", "review-came"
_HOME = Text("Granska", "Review")
_WORDS = {
    "name": who.MISSING,
    "answer": Text("Svara först på frågan om personen.", "Answer the question about the person first."),
    "nothing": Text("Det går inte att göra här.", "That cannot be done here."),
    "working": Text("Arbetar …", "Working …"),
    "chosen": Text("Godkänn valda ({number})", "Accept chosen ({number})"),
}


def opened(title: Text, lead: Text, do: Callable[[Act], ActOutcome], language: Language) -> ActOutcome | None:
    """Open a page beside the queue: its title, the way back to the queue, what it is for; then as `carried_out`."""
    home = link(state.address("granska"), text("← " + _HOME.of(language)))
    saying.title(title.of(language), "", tag("p", home, class_="sg-other"))
    saying.say(lead.of(language))
    return carried_out(do, language)


def carried_out(do: Callable[[Act], ActOutcome], language: Language) -> ActOutcome | None:
    """Do what was sent, draw the page anew, and return what came of it; what can't be done stays told on the page."""
    act = review_act.understood(st.session_state.pop(_SENT, None))
    if act is not None:
        st.session_state[_CAME] = do(act) if act.who else ActOutcome(who.MISSING, act.stamp, done=False)
        st.rerun()  # the menu, which is drawn already, counts what waits
    outcome: ActOutcome | None = st.session_state.pop(_CAME, None)
    with st.container():  # always there, so that what follows keeps its place, and what is typed there stays
        if outcome is not None and not outcome.done:
            saying.tell(outcome.text.of(language))
    return outcome


def listen(outcome: ActOutcome | None, language: Language) -> None:
    """Run the script: it tells what came of the last message, and sends the next."""
    data = {
        "words": {name: words.of(language) for name, words in _WORDS.items()},
        "who": who.usual(),
        "stamp": outcome.stamp if outcome else "",
        "told": outcome.text.of(language) if outcome else "",
        "focus": card.element(outcome.focus) if outcome and outcome.focus else "",
        "go": state.address("granska", dokument=outcome.document) if outcome and outcome.document else "",
    }
    scripts.run("review", data, _KEY, on_act_change=_keep)


def _keep() -> None:
    """Keep a message for the run that follows: there its faults are told as those of any page."""
    st.session_state[_SENT] = getattr(st.session_state.get(_KEY), "act", None)
