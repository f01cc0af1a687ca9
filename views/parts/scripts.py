"""Scripts of our own in the page: each is one file of `assets`."""

from typing import Any

import streamlit as st

from views.parts import packaged


def run(name: str, data: Any, key: str | None = None, **on_changes: Any) -> Any:
    """Run the script `name` with `data` (plain values) at this place of the page; return its state.

    For a state that the script may set, give `on_NAME_change`, as Streamlit's components want.
    """
    # Without a shadow root: labels and ids of the page reach in, and so do its looks.
    return packaged.component(name, js=f"{name}.js", isolate_styles=False)(data=data, key=key or name, **on_changes)


def quietly(name: str, data: Any) -> None:
    """Run a script that shows nothing by itself."""
    with st.container(key=f"quiet-{name}"):
        run(name, data)
