"""What stands around every page: menu, search, the day, the language, and the words explained."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph import kinds
from graph.port import StoreError
from graph.texts import LANGUAGES, Language, Text
from queries.asking.asking import WrongUse
from views.frame import days, finder
from views.parts import answers, scripts, state, tables, words
from views.parts.markup import NOTHING, Html, join, link, tag, text

_LOOK = Path(__file__).parents[1] / "assets" / "look.css"
_NAME = "styrgraf"
_SKIP = Text("Hoppa till innehållet", "Skip to the content")
_CONTENT = "innehall"
_MENU = Text("Meny", "Menu")
_WAITING = Text("väntar", "waiting")
_OTHER_LANGUAGE = {"sv": "In English", "en": "På svenska"}
_THEN = Text("Du ser läget den {day}.", "You see the state on {day}.")
_BACK = Text("Visa läget i dag", "Show the state today")
_ON_ITS_WAY = Text("Hämtar uppgifterna …", "Fetching the facts …")
_COPIED = Text("Länken är kopierad.", "The link is copied.")
_LOST = Text("Kontakten med styrgraf är bruten.", "The contact with styrgraf is broken.")
_LOST_REST = Text(
    "Programmet har stängts eller svarar inte. Starta det igen; sidan hämtas om av sig själv när det svarar.",
    "The program has been closed or does not answer. Start it again; the page comes back by itself.",
)
_WORDS = Text("Så läser du uppgifterna", "How to read the facts")
_READING = (
    Text(
        "Varje uppgift vilar på en källa. Det som ingen källa nämner är okänt, inte vakant: en plats är vakant bara "
        "när en källa säger det.",
        "Every fact rests on a source. What no source mentions is unknown, not vacant: a seat is vacant only when a "
        "source says so.",
    ),
    Text(
        "En uppgift gäller tills en källa visar att den är slut. Det som ingen har bekräftat på tre år står för sig.",
        "A fact holds until a source shows that it is over. What nobody has confirmed for three years stands apart.",
    ),
    Text("T.o.m. räknas med.", "Until is inclusive."),
)
_SHOWN = Text("Databas: {address}", "Store: {address}")


class MenuEntry(NamedTuple):
    """One page in the menu."""

    path: str
    label: str
    waiting: int = 0
    """How much waits there for somebody."""


def open_page(path: str, name: str, menu: Sequence[MenuEntry], language: Language) -> None:
    """Begin a page: its looks, its language for those who listen to it, name and menu."""
    st.html(_LOOK)
    # The page's own title follows when it knows what it shows.
    st.set_page_config(page_title=f"{name} – {_NAME}")
    entries = [
        link(
            state.address(each.path),
            join([text(each.label), _badge(each.waiting, language)]),
            aria_current="page" if each.path == path else None,
        )
        for each in menu
    ]
    other = next(each for each in LANGUAGES if each != language)
    switch = link(
        state.address(path, **{**state.everything(), state.LANGUAGE: other}),
        text(_OTHER_LANGUAGE[language]),
        lang=other,
        class_="sg-language",
    )
    skip = tag("a", text(_SKIP.of(language)), href=f"#{_CONTENT}", class_="sg-skip")
    home = link(state.address(""), text(_NAME), class_="sg-name")
    st.html(tag("header", skip, home, tag("nav", *entries, aria_label=_MENU.of(language)), switch, class_="sg-header"))


def _badge(waiting: int, language: Language) -> Html:
    if not waiting:
        return NOTHING
    spoken = tag("span", text(" " + _WAITING.of(language)), class_="sg-heard")
    return join([text(" "), tag("span", text(words.number(waiting, language)), spoken, class_="sg-badge")])


def toolbar(path: str, language: Language) -> None:
    """Show search and day, which every page has, and say so when the page does not show today."""
    typed = ""
    try:
        day = state.day()
    except WrongUse:
        # The page itself tells what is wrong with the day in the address.
        day, typed = answers.today(), state.given(state.DAY)
    with st.container(key="toolbar", horizontal=True, vertical_alignment="top"):
        finder.show(language)
        st.html(days.picker(path, day, language, typed))
    st.html(tag("div", id=_CONTENT, tabindex="-1"))
    data = {"language": language, "day": day, "today": answers.today(), "words": _script_texts(language)}
    scripts.quietly("page", data)
    days.calendar(language)
    if day != answers.today():
        back = link(state.address(path, **{**state.everything(), state.DAY: None}), text(_BACK.of(language)))
        then = text(_THEN.fill(day=words.long_day(day, language)).of(language))
        st.html(tag("p", then, text(" "), back, class_="sg-then", role="status"))


def _script_texts(language: Language) -> dict[str, Any]:
    """Return what the page's script says by itself."""
    lost = {"heading": _LOST.of(language), "rest": _LOST_REST.of(language)}
    return {"copied": _COPIED.of(language), "lost": lost}


def on_its_way(language: Language) -> DeltaGenerator:
    """Say, when it takes a while, that the page is on its way; emptying what is returned ends that."""
    with st.container(key="quiet-wait"):
        place = st.empty()
    place.html(tag("p", text(_ON_ITS_WAY.of(language)), class_="sg-wait", role="status"))
    return place


def close_page(language: Language) -> None:
    """End a page with how to read it, which store it shows, and what in that is not finished."""
    terms = [
        join([tag("dt", tables.certainty_cell(term.name, language)), tag("dd", text(term.description.of(language)))])
        for term in kinds.CERTAINTIES.values()
    ]
    st.html(
        tag(
            "footer",
            tag(
                "details",
                tag("summary", text(_WORDS.of(language))),
                tag("dl", *terms),
                *(tag("p", text(sentence.of(language))) for sentence in _READING),
            ),
            *_store(language),
            class_="sg-footer",
        )
    )


def _store(language: Language) -> list[Html]:
    """Return which store is shown, and what was begun in it and did not end well; nothing where there is none."""
    try:
        address, unfinished = answers.work(lambda store: (store.address, store.unfinished()))
    except StoreError:
        return []
    told = [tag("p", text(sentence.of(language)), class_="sg-unfinished", role="status") for sentence in unfinished]
    return [*told, tag("p", text(_SHOWN.fill(address=address).of(language)), class_="sg-store")]
