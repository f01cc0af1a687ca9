"""Names for the fields of a form while somebody types: found by the server, however many there are."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import streamlit as st

from graph.port import StoreError
from graph.texts import Language
from queries.asking.asking import WrongUse
from queries.asking.query import BODY_KINDS, GROUP_KINDS
from queries.search import QUERY as SEARCH
from views.parts import answers, forms, hits, scripts, words
from views.parts.markup import Html

_KEY = "suggest"
_MOST, _LONGEST = 12, 200
_SORTS: Mapping[str, frozenset[str]] = {
    "person": frozenset({answers.PERSON}),
    "group": frozenset(GROUP_KINDS),
    "body": frozenset(BODY_KINDS),
}
"""What each sort of field can name."""


def field(label: str, name: str, value: str, sort: str, id_: str, *, required: bool = False) -> Html:
    """Return a field for the name of a `person`, `group` or `body`; `show` must run on the same page."""
    return forms.field(label, forms.typed(name, value, id_, required=required, data_suggest=sort), id_)


@st.fragment
def show(language: Language) -> None:
    """Answer what somebody types into the fields; only this part of the page works meanwhile."""
    known = st.session_state.get(_KEY)
    asked = getattr(known, "asked", None)
    with st.container(key="quiet-suggest"):
        scripts.run("suggest", {"names": found(asked, language)}, _KEY, on_asked_change=lambda: None)


def found(asked: Any, language: Language) -> list[dict[str, str]]:
    """Return the names that fit what was typed; one that several bear is told by its id."""
    if not isinstance(asked, Mapping):
        return []
    wanted = _SORTS.get(str(asked.get("sort")))
    typed = str(asked.get("text") or "").strip()[:_LONGEST]
    if wanted is None or not typed:
        return []
    try:
        rows = answers.ask(SEARCH, answers.today(), text=typed, most=50).rows
    except (StoreError, WrongUse):
        return []
    fitting = [row for row in rows if row.kind in wanted][:_MOST]
    times = Counter(row.label for row in fitting)
    return [
        {
            "name": row.label if times[row.label] == 1 else row.id,
            "about": hits.about(row, language)
            if row.kind == answers.PERSON and times[row.label] == 1
            else " · ".join(filter(None, (row.label, words.kind(row.kind, language), hits.about(row, language)))),
        }
        for row in fitting
    ]
