"""The seats of a group that are vacant, or that no source mentions."""

import streamlit as st

from graph.exports.profiles.seats import OPEN
from graph.texts import Language, Text
from queries.seats import QUERY as SEATS
from views.parts import answers, downloads, saying, sections, tables

_TITLE = Text("Platser utan känd person", "Seats without a known person")


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the open seats as the question about seats shows them; nothing where there are none."""
    answer = answers.ask(SEATS, day, group=subject.id)
    rows = [row for row in answer.rows if row.state in OPEN]
    if not rows:
        return
    saying.heading(_TITLE.of(language), count=len(rows))
    sections.rule(rows, language)
    columns = tables.columns_of(answer, rows, tables.refers(rows), language, ("person", "group"))
    st.html(tables.table(_TITLE.of(language), columns, rows, language, sections.FOLD))
    downloads.offer(answer, language, "open-seats", rows)
