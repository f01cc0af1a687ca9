"""The review queue: documents become proposals, which somebody accepts, edits or rejects."""

import streamlit as st

from graph.finding import NotFound
from graph.texts import Language, Text
from views.frame.page import Page
from views.parts import saying, state, suggest, who
from views.parts.markup import NOTHING, join, link, tag, text
from views.review import acts, buttons, doing, drop, edit, latest, reviewing, waiting
from views.review import cards as review_cards
from views.review import document as review_document

_TITLE = Text("Granska", "Review")
_LEAD = Text(
    "Dokument blir förslag. Ingenting ändras i styrgraf förrän någon har godkänt.",
    "Documents become proposals. Nothing changes in styrgraf until somebody has accepted.",
)
_FORM = Text("Ändra en uppgift utan dokument", "Enter a fact without a document")
_JOURNAL = Text("Vad som har beslutats", "What has been decided")
_EMPTY = {
    "open": Text("Inget kvar att granska i dokumentet.", "Nothing left to review in the document."),
    "accepted": Text("Inget förslag är godkänt än.", "No proposal has been accepted yet."),
    "rejected": Text("Inget förslag är avvisat.", "No proposal has been rejected."),
    "superseded": Text("Inget förslag är ersatt.", "No proposal has been superseded."),
}
_EDITED = "andra"
_PAGE = 20
_PAGES = Text("Sidor", "Pages")


def show() -> None:
    """Show the queue, or what the address names of it: a document, a state, a proposal to edit."""
    language = state.language()
    links = [
        tag("p", link(state.address("uppgift"), text(_FORM.of(language))), class_="sg-other"),
        tag("p", link(state.address("beslut"), text(_JOURNAL.of(language))), class_="sg-other"),
    ]
    saying.title(_TITLE.of(language), "", join(links))
    saying.say(_LEAD.of(language))
    outcome = acts.carried_out(doing.do, language)
    if outcome is not None and outcome.done and state.given(_EDITED):
        del st.query_params[_EDITED]
    wanted = state.given("dokument")
    if not wanted:
        drop.show(language)
        st.html(who.field(language))
        latest.show(None, language)
        waiting.documents(reviewing.lines(), language)
    else:
        _document(wanted, language)
    acts.listen(outcome, language)


def _document(wanted: str, language: Language) -> None:
    document = reviewing.document(wanted)
    if document is None:
        raise NotFound(wanted, [])
    earlier = reviewing.document(document.earlier) if document.earlier else None
    waiting.heading(document, earlier, language)
    counts = reviewing.counts().get(document.id, {})
    st.html(review_document.form(document, counts.get("accepted", 0), language))
    st.html(who.field(language))
    editing = state.given(_EDITED)
    if editing:
        edit.show(document, editing, language)
        suggest.show(language)
        return
    chosen = state.given("visa")
    shown = chosen if chosen in waiting.STATES else "open"
    waiting.tabs(document.id, shown, counts, language)
    latest.show(document.id, language)
    number = counts.get(shown, 0)
    if not number:
        saying.say(_EMPTY[shown].of(language), "sg-unknown")
        return
    page = _page(number)
    cards = reviewing.cards(document, shown, (page - 1) * _PAGE, _PAGE, language)
    review_cards.show(document, cards, counts.get("open", 0) if shown == "open" else 0, language)
    st.html(buttons.reasons(language))
    _pages(document.id, shown, page, number, language)


def _page(number: int) -> int:
    given = state.given("sida")
    page = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    return max(1, min(page, -(-number // _PAGE)))


def _pages(document: str, shown: str, page: int, number: int, language: Language) -> None:
    """Show the way to the other pages of a long queue."""
    last = -(-number // _PAGE)
    if last == 1:
        return
    near = sorted({1, last, *range(max(1, page - 3), min(last, page + 3) + 1)})
    links = [
        link(
            state.address("granska", dokument=document, visa=None if shown == "open" else shown, sida=each),
            text(str(each)),
            aria_current="page" if each == page else None,
        )
        for each in near
    ]
    st.html(tag("nav", *links, class_="sg-tabs", aria_label=_PAGES.of(language)) if links else NOTHING)


PAGE = Page("granska", _TITLE, show, menu=3, waiting=reviewing.waiting)
