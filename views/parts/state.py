"""The address holds every state, so that a link can be mailed: page, what it shows, day and language."""

import threading
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from graph import time
from graph.texts import Language
from queries.asking import asking

DAY, LANGUAGE, ID = "datum", "sprak", "id"
"""Names in the address; the parameters of a question stand beside them under their own names."""
_FIELDS = {ID: "namn", "body": "organ", "title": "titel"}
"""Names that a form cannot use: `st.html` takes away a name that a form or document has a property of."""
_LONGEST = 300
_run = threading.local()  # Streamlit runs each page in a thread of its own


def given(name: str, longest: int = _LONGEST) -> str:
    """Return what the address says for `name`, without surrounding blanks; empty when it says nothing."""
    found = st.query_params.get(name) or (st.query_params.get(_FIELDS[name]) if name in _FIELDS else "") or ""
    return str(found).strip()[: longest + 1]


def field(name: str) -> str:
    """Return the name under which a form gives what the address calls `name`."""
    return _FIELDS.get(name, name)


def everything() -> dict[str, str]:
    """Return all that the address says."""
    names = {field: name for name, field in _FIELDS.items()}
    return {names.get(name, name): value for name, value in st.query_params.items() if value}


def language() -> Language:
    """Return the language of the page: Swedish unless the address asks for English."""
    return "en" if given(LANGUAGE) == "en" else "sv"


def day() -> str:
    """Return the day that the page shows; raises `WrongUse` when the address names something else."""
    return asking.as_of_day(given(DAY) or None)


def no_day() -> asking.WrongUse | None:
    """Return what is wrong with the day in the address, None when it is a day or there is none."""
    try:
        day()
    except asking.WrongUse as error:
        return error
    return None


def is_today() -> bool:
    """Tell whether the page shows today."""
    return not given(DAY) or day() == time.today()


def begin() -> None:
    """Read once for this run of a page what every link keeps: a page has hundreds of links."""
    _run.kept = _kept()


def _kept() -> dict[str, str]:
    try:
        on = day() if given(DAY) else ""
    except asking.WrongUse:
        on = given(DAY)  # the page tells what is wrong with it
    return {DAY: on, LANGUAGE: given(LANGUAGE)}


def address(page: str, **parameters: Any) -> str:
    """Return the address of a page of ours, in the same language and on the same day.

    It is relative, so that it holds behind a proxy with a path of its own. Parameters that are None or
    empty are left out; `datum` and `sprak` among them go before those of the page at hand.
    """
    kept: dict[str, str] = getattr(_run, "kept", None) or _kept()
    wanted = {**parameters, **{name: value for name, value in kept.items() if name not in parameters}}
    query = urlencode({name: value for name, value in wanted.items() if value not in (None, "", False)})
    return "./" + page + (f"?{query}" if query else "")
