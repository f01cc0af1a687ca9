"""Search: persons, groups and bodies, however their name is typed."""

import streamlit as st

from graph import kinds
from graph.texts import Language, Text
from views import answers, frame, state, tables, words
from views.markup import join, tag, text
from views.page import Page

_TITLE = Text("Sök", "Search")
_FOUND = Text("Träffar på ”{text}”", "Hits for “{text}”")
_NONE = Text(
    "Inget namn liknar ”{text}”. Prova en del av namnet, eller en förkortning.",
    "No name is like “{text}”. Try a part of the name, or an abbreviation.",
)
_NOTHING = Text("Skriv ett namn i sökrutan.", "Write a name in the search box.")
_MATCHED = Text("även kallad {name}", "also called {name}")
_SPELLING = Text(
    "Inget namn stavas exakt så. Menade du någon av dessa?", "No name is spelt exactly so. Did you mean one of these?"
)
_SITS_IN = Text("sitter eller har suttit i {groups}", "sits or has sat in {groups}")
_MOST = 50


def show() -> None:
    """Show what the words in the address find."""
    language = state.language()
    wanted = state.given("text")
    if not wanted:
        frame.title(_TITLE.of(language))
        frame.say(_NOTHING.of(language))
        return
    frame.title(_FOUND.fill(text=wanted[:80]).of(language))
    hits(wanted, language)


def hits(wanted: str, language: Language) -> None:
    """Show the hits, best first, each with what it is."""
    answer = answers.ask("search", answers.today(), text=wanted, most=_MOST)
    if not answer.rows:
        frame.say(_NONE.fill(text=wanted[:80]).of(language), "sg-unknown")
        return
    if all(row.step == "typo" for row in answer.rows):
        frame.say(_SPELLING.of(language))
    lines = []
    for row in answer.rows:
        subject = answers.Subject(row.id, row.kind, row.label)
        about = [words.kind(row.kind, language)]
        if row.matched.casefold() not in (row.label.casefold(), _full_name(row.label).casefold()):
            about.append(_MATCHED.fill(name=row.matched).of(language))
        if row.context:
            about.append(_SITS_IN.fill(groups=row.context).of(language))
        lines.append(tag("li", tables.subject_link(subject), tag("span", text(" · ".join(about)), class_="sg-beside")))
    st.html(tag("ul", join(lines), class_="sg-hits"))


def _full_name(label: str) -> str:
    """Return the long form of a short label: NPO akut vård is Nationellt programområde akut vård."""
    for kind in kinds.ORGANISATION_KINDS.values():
        if kind.prefix and label.startswith(kind.prefix[1] + " "):
            return kind.prefix[0] + label[len(kind.prefix[1]) :]
    return label


PAGE = Page("sok", _TITLE, show)
