"""The cards of one document on a page, with what is done to several at once and the keys that do it."""

from collections.abc import Sequence

import streamlit as st

from graph.records import Document
from graph.texts import Language, Text
from views.parts.markup import Html, join, tag, text
from views.review import card as review_card

_KEYS: Sequence[tuple[str, Text]] = (
    ("j", Text("nästa", "next")),
    ("k", Text("föregående", "previous")),
    ("a", Text("godkänn", "accept")),
    ("e", Text("ändra", "edit")),
    ("r", Text("avvisa", "reject")),
    ("u", Text("ångra", "undo")),
)
_KEYBOARD = Text("Tangenter:", "Keys:")
_CHOOSE_ALL = Text("Välj alla på sidan som går att välja", "Choose all on the page that can be chosen")
_ACCEPT_CHOSEN = Text("Godkänn valda (0)", "Accept chosen (0)")
_ACCEPT_ALL = Text("Godkänn alla i dokumentet", "Accept all in the document")
_LEFT_OUT = Text(
    "Förslag med frågor, fel eller motsägelser lämnas kvar: de avgörs ett och ett.",
    "Proposals with questions, faults or conflicts are left out: they are decided one by one.",
)
_WORTH_BULK = 2


def show(document: Document, cards: Sequence[review_card.Card], waiting: int, language: Language) -> None:
    """Show the cards; `waiting` is how many of the document's proposals are open, 0 where others are shown."""
    if waiting >= _WORTH_BULK:
        st.html(_bulk(document, language))
    st.html(_keys(language))
    for card in cards:
        edit = review_card.edit_address(document.id, card.id)
        st.html(review_card.card(card, edit, language))


def _bulk(document: Document, language: Language) -> Html:
    """Return what accepts several at once; the page's script counts the chosen ones."""
    box = tag("input", type="checkbox", data_do="choose")
    return tag(
        "div",
        tag("label", box, text(_CHOOSE_ALL.of(language))),
        tag("button", text(_ACCEPT_CHOSEN.of(language)), type="button", data_do="accept-chosen", disabled=True),
        tag("button", text(_ACCEPT_ALL.of(language)), type="button", data_do="accept-all", data_document=document.id),
        tag("span", text(_LEFT_OUT.of(language)), class_="sg-beside"),
        class_="sg-bulk",
    )


def _keys(language: Language) -> Html:
    keys = [join([tag("kbd", text(key)), text(f" {label.of(language)}")]) for key, label in _KEYS]
    return tag("p", text(_KEYBOARD.of(language) + " "), join(keys, " · "), class_="sg-keys")
