"""Scripts of our own in the page: each is one file of `assets`, sent inline, so that no install can lose it."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_ASSETS = Path(__file__).parents[1] / "assets"


@cache
def _component(name: str) -> Any:
    # Without a shadow root: labels and ids of the page reach in, and so do its looks.
    script = (_ASSETS / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(f"styrgraf_{name}", js=script, isolate_styles=False)


def run(name: str, data: Any, key: str | None = None, **on_changes: Any) -> Any:
    """Run the script `name` with `data` (plain values) at this place of the page; return its state.

    For a state that the script may set, give `on_NAME_change`, as Streamlit's components want.
    """
    return _component(name)(data=data, key=key or name, **on_changes)


def quietly(name: str, data: Any) -> None:
    """Run a script that shows nothing by itself."""
    with st.container(key=f"quiet-{name}"):
        run(name, data)
