"""The script that Streamlit runs for each page and click: page settings, navigation, and the page of the address."""

from functools import partial
from pathlib import Path

import streamlit as st

from views.frame import page
from views.parts import state

_ICON = Path(__file__).parents[1] / "assets" / "icon.png"


def main() -> None:
    """Show one page."""
    st.set_page_config(page_title="styrgraf", page_icon=_ICON, layout="wide", initial_sidebar_state="collapsed")
    language = state.language()
    pages = [
        st.Page(
            partial(page.show, each),
            title=each.title.of(language),
            url_path=each.path,
            default=not each.path,
        )
        for each in page.every()
    ]
    st.navigation(pages, position="hidden").run()


if __name__ == "__main__":
    main()
