"""Search: persons, groups and bodies, however their name is typed."""

import streamlit as st

from graph.texts import Language, Text
from queries import search
from queries.search import QUERY as SEARCH
from views.frame.page import Page
from views.parts import answers, hits, saying, state, words
from views.parts.markup import join, link, tag, text

_TITLE = Text("Sök", "Search")
_FOUND = Text("Träffar på ”{text}”", "Hits for “{text}”")
_NOTHING = Text("Skriv ett namn i sökrutan.", "Write a name in the search box.")
_MORE = Text("Visa {number} träffar till", "Show {number} more hits")
_AT_LEAST = Text("Visa minst {number} träffar till", "Show at least {number} more hits")
_FULL = Text(
    "De {number} bästa träffarna visas; det finns fler. Skriv mer av namnet.",
    "The {number} best hits are shown; there are more. Write more of the name.",
)
_MOST = 50
"""Hits shown at first."""
_EVERY = "alla"
"""In the address: show all hits."""


def show() -> None:
    """Show what the words in the address find, best first, each with what it is."""
    language = state.language()
    wanted = state.given("text")
    if not wanted:
        saying.title(_TITLE.of(language))
        saying.say(_NOTHING.of(language))
        return
    saying.title(_FOUND.fill(text=wanted[:80]).of(language))
    _list(wanted, language)


def _list(wanted: str, language: Language) -> None:
    answer = answers.ask(SEARCH, answers.today(), text=wanted, most=search.MOST)
    if not answer.rows:
        saying.say(hits.NONE.fill(text=wanted[:80]).of(language), "sg-unknown")
        return
    if all(row.step == "typo" for row in answer.rows):
        saying.say(hits.SPELLING.of(language))
    lines = []
    every = state.given(_EVERY) == "1"
    shown = answer.rows if every else answer.rows[:_MOST]
    for row in shown:
        beside = " · ".join(part for part in (words.kind(row.kind, language), hits.about(row, language)) if part)
        name = link(hits.address(row), text(row.label))
        lines.append(tag("li", name, tag("span", text(beside), class_="sg-beside")))
    st.html(tag("ul", join(lines), class_="sg-hits"))
    more = len(answer.rows) - len(shown)
    if more:
        label = (_AT_LEAST if answer.full else _MORE).fill(number=words.number(more, language)).of(language)
        st.html(tag("p", link(state.address("sok", text=wanted, **{_EVERY: "1"}), text(label)), class_="sg-choices"))
    elif answer.full:
        saying.say(_FULL.fill(number=words.number(len(shown), language)).of(language))


PAGE = Page("sok", _TITLE, show)
