"""Search in the header of every page: hits while somebody types, grouped by kind, the best one first."""

from typing import Any

import streamlit as st

from graph.port import StoreError
from graph.texts import Language, Text
from queries.asking.asking import WrongUse
from queries.search import QUERY as SEARCH
from views.parts import answers, hits, scripts, state, words

_KEY = "finder"
_MOST = 12
_LONGEST = 300
_LABEL = Text("Sök person, grupp eller organ", "Search for a person, group or body")
_HITS = Text("Träffar", "Hits")
_ALL = Text("Visa alla träffar", "Show all hits")
_SEARCHING = Text("Söker …", "Searching …")
_ALL_HITS = Text("{number} träffar. Välj med piltangenterna.", "{number} hits. Choose with the arrow keys.")
_BEST_HITS = Text(
    "De {number} bästa träffarna. Välj med piltangenterna.", "The {number} best hits. Choose with the arrow keys."
)
_ONE_HIT = Text("En träff. Enter öppnar den.", "One hit. Enter opens it.")
_NOT_NOW = Text("Sökningen gick inte att göra just nu.", "The search could not be made just now.")


@st.fragment
def show(language: Language) -> None:
    """Show the search field; only this part of the page works while somebody types."""
    known = st.session_state.get(_KEY)
    typed = str(getattr(known, "text", "") or "").strip()[:_LONGEST]
    names = {"label": _LABEL, "hits": _HITS, "all": _ALL, "searching": _SEARCHING}
    data = {"words": {name: each.of(language) for name, each in names.items()}, **found(typed, language)}
    scripts.run("finder", data, _KEY, on_text_change=lambda: None)


def found(typed: str, language: Language) -> dict[str, Any]:
    """Return what the field shows for the words typed: hits by kind, in the order of the best of each kind."""
    if not typed:
        return {"text": "", "groups": [], "told": "", "note": "", "all": ""}
    every = state.address("sok", text=typed)
    try:
        rows = answers.ask(SEARCH, answers.today(), text=typed, most=_MOST).rows
    except (StoreError, WrongUse):
        sentence = _NOT_NOW.of(language)
        return {"text": typed, "groups": [], "told": sentence, "note": sentence, "all": every}
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        hit = {"label": row.label, "about": hits.about(row, language), "address": hits.address(row)}
        groups.setdefault(row.kind, []).append(hit)
    if not rows:
        note = told = hits.NONE.fill(text=typed[:80]).of(language)
    else:
        note = hits.SPELLING.of(language) if all(row.step == "typo" for row in rows) else ""
        several = _BEST_HITS if len(rows) == _MOST else _ALL_HITS
        told = (_ONE_HIT if len(rows) == 1 else several.fill(number=len(rows))).of(language)
    shown = [{"kind": words.kind(kind, language), "hits": each} for kind, each in groups.items()]
    return {"text": typed, "groups": shown, "told": told, "note": note, "all": every}
