"""Every table on a page as a file to take along."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from graph.texts import Language, Text
from queries.asking.asking import Answer
from views.parts import answers, files

_FORMATS = {
    "xlsx": (
        Text("Ladda ner som Excel", "Download as Excel"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": (Text("som CSV", "as CSV"), "text/csv"),
    "json": (Text("som JSON", "as JSON"), "application/json"),
}


def offer(answer: Answer[Any], language: Language, key: str, rows: Sequence[Any] | None = None) -> None:
    """Show the two ways to take an answer along; the files are made when somebody asks for one."""
    wanted = answer.rows if rows is None else rows
    if not wanted:
        return
    buttons(
        key,
        files.file_name(answer),
        {
            "xlsx": lambda: files.excel(answer, wanted, answers.sources, language),
            "csv": lambda: files.csv(answer, wanted, answers.sources, language),
        },
        language,
    )


def buttons(key: str, name: str, makers: Mapping[str, Callable[[], bytes]], language: Language) -> None:
    """Show a button for each format; `makers` make the file once somebody asks for it."""
    with st.container(horizontal=True, gap="small", key=f"files-{key}"):
        for format_, make in makers.items():
            label, mime = _FORMATS[format_]
            st.download_button(
                label.of(language),
                data=make,
                file_name=f"{name}.{format_}",
                mime=mime,
                on_click="ignore",
                type="tertiary",
                key=f"{format_}-{key}",
            )
