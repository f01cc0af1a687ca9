"""Hits of a search in words: where each leads, what tells it from others, and what to say of all."""

from typing import Any

from graph import kinds
from graph.texts import Language, Text
from views.parts import state, tables

NONE = Text(
    "Inget namn liknar ”{text}”. Prova en del av namnet, eller en förkortning.",
    "No name is like “{text}”. Try a part of the name, or an abbreviation.",
)
SPELLING = Text(
    "Inget namn stavas exakt så. Menade du någon av dessa?", "No name is spelt exactly so. Did you mean one of these?"
)
_MATCHED = Text("även kallad {name}", "also called {name}")
_SITS_IN = Text("sitter eller har suttit i {groups}", "sits or has sat in {groups}")


def address(row: Any) -> str:
    """Return the address of the page of a hit."""
    return state.address(tables.page_of(row.kind), id=row.id)


def about(row: Any, language: Language) -> str:
    """Return what tells a hit from others of its kind: the other name that was found, the groups of a person."""
    told = []
    if row.matched.casefold() not in (row.label.casefold(), _full_name(row.label).casefold()):
        told.append(_MATCHED.fill(name=row.matched).of(language))
    if row.context:
        told.append(_SITS_IN.fill(groups=row.context).of(language))
    return " · ".join(told)


def _full_name(label: str) -> str:
    """Return the long form of a short label: NPO akut vård is Nationellt programområde akut vård."""
    for kind in kinds.ORGANISATION_KINDS.values():
        if kind.prefix and label.startswith(kind.prefix[1] + " "):
            return kind.prefix[0] + label[len(kind.prefix[1]) :]
    return label
