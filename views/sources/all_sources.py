"""All sources that the page of a group or body rests on, in one list."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from graph.texts import Language, Text
from views.parts import answers, saying, tables
from views.parts.markup import tag, text

_TITLE = Text("Källor till sidan", "Sources of this page")
_FOLD = 8
_MORE = Text("och {number} till", "and {number} more")


def show(rows: Iterable[Any], language: Language) -> None:
    """Show the sources of all these rows, the newest first."""
    ids = {source for row in rows for source in row.sources}
    found = tables.newest_first(answers.sources(ids).values())
    if not found:
        return
    saying.heading(_TITLE.of(language), count=len(found))
    lines = [tag("li", tables.source_line(source, language)) for source in found]
    st.html(tag("ul", *lines[:_FOLD], class_="sg-sources"))
    if len(lines) > _FOLD:
        more = tag("summary", text(_MORE.fill(number=len(lines) - _FOLD).of(language)))
        st.html(tag("details", more, tag("ul", *lines[_FOLD:], class_="sg-sources"), class_="sg-folded"))
