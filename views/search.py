"""Search: persons, groups and bodies, however their name is typed."""

import streamlit as st

from graph.texts import Language, Text
from views import answers, frame, hits, state, words
from views.markup import join, link, tag, text
from views.page import Page

_TITLE = Text("Sök", "Search")
_FOUND = Text("Träffar på ”{text}”", "Hits for “{text}”")
_NOTHING = Text("Skriv ett namn i sökrutan.", "Write a name in the search box.")
_MOST = 50


def show() -> None:
    """Show what the words in the address find, best first, each with what it is."""
    language = state.language()
    wanted = state.given("text")
    if not wanted:
        frame.title(_TITLE.of(language))
        frame.say(_NOTHING.of(language))
        return
    frame.title(_FOUND.fill(text=wanted[:80]).of(language))
    _list(wanted, language)


def _list(wanted: str, language: Language) -> None:
    answer = answers.ask("search", answers.today(), text=wanted, most=_MOST)
    if not answer.rows:
        frame.say(hits.NONE.fill(text=wanted[:80]).of(language), "sg-unknown")
        return
    if all(row.step == "typo" for row in answer.rows):
        frame.say(hits.SPELLING.of(language))
    lines = []
    for row in answer.rows:
        beside = " · ".join(part for part in (words.kind(row.kind, language), hits.about(row, language)) if part)
        shown = link(hits.address(row), text(row.label))
        lines.append(tag("li", shown, tag("span", text(beside), class_="sg-beside")))
    st.html(tag("ul", join(lines), class_="sg-hits"))


PAGE = Page("sok", _TITLE, show)
