"""Somebody's own question in the store's language, which can only read, with examples and what it can be about."""

import base64
from collections.abc import Iterable
from typing import Any

import streamlit as st

from graph.exports.data import tabular
from graph.exports.export import export
from graph.own.question import LONGEST, OwnAnswer, QuestionRefused
from graph.port import Store
from graph.texts import Language, Text
from queries.asking import own
from queries.structure import SYSTEM
from queries.subjects import subject as subject_of
from views.frame.page import Page
from views.parts import answers, downloads, forms, saying, state, tables, words
from views.parts.markup import Html, join, link, tag, text
from views.parts.tables import Column

_TITLE = Text("Egen fråga", "Your own question")
_LEAD = Text(
    "Skriv en fråga i {language}. Den kan bara läsa, får ta {seconds} sekunder och ger högst {most} rader.",
    "Write a question in {language}. It can only read, may take {seconds} seconds and gives at most {most} rows.",
)
_HIDDEN = Text(
    "Personer som inte visas finns inte i det som frågan ser. Egna frågor stängs av med "
    f"{own.SETTING}=0 eller styrgraf app --no-own-questions.",
    "Persons who are not shown are not in what the question sees. Questions of your own are turned off with "
    f"{own.SETTING}=0 or styrgraf app --no-own-questions.",
)
_FIELD = Text("Fråga i {language}", "Question in {language}")
_ASK = Text("Ställ frågan", "Ask the question")
_ANSWER = Text("Svar", "Answer")
_NOTHING = Text("Frågan gav inga rader.", "The question gave no rows.")
_CUT = Text(
    "Frågan ger fler rader än så. Här är de första {number}.",
    "The question gives more rows. Here are the first {number}.",
)
_PICTURE = Text("Det som hittades, som bild", "What was found, as a picture")
_PICTURE_LEAD = Text(
    "Bilden visar de personer, grupper och organ som frågan gav och hur de hänger ihop {day}.",
    "The picture shows the persons, groups and bodies that the question gave, and how they are connected {day}.",
)
_EDGES = Text("Samband i svaret", "Edges in the answer")
_FROM, _KIND, _TO = Text("Från", "From"), Text("Samband", "Edge"), Text("Till", "To")
_EXAMPLES = Text("Exempel", "Examples")
_ABOUT = Text("Vad en fråga kan handla om", "What a question can be about")
_TABLE, _GRAPH = (
    Text("Tabeller och deras kolumner", "Tables and their columns"),
    Text("Noder och samband, med sina egenskaper", "Nodes and edges, with their properties"),
)
_BACK = Text("Färdiga frågor", "Ready-made questions")
QUESTION = "egen"
"""The question in the address."""
_MOST_IN_PICTURE = 60
_FOLD = 50


def show() -> None:
    """Show the form, the answer to the question in the address, and what helps to write one."""
    language, day = state.language(), state.day()
    dialect = answers.work(lambda store: store.dialect)
    spoken = own.LANGUAGE_NAMES[dialect]
    asked = state.given(QUESTION, LONGEST)
    saying.title(
        _TITLE.of(language), beside=tag("p", link(state.address("fragor"), text(_BACK.of(language))), class_="sg-other")
    )
    limits = _LEAD.fill(language=spoken, seconds=f"{own.SECONDS:g}", most=own.MOST)
    saying.say(f"{limits.of(language)} {_HIDDEN.of(language)}")
    if not answers.work(own.allowed):
        saying.tell(answers.work(own.not_allowed).of(language))
    else:
        _form(asked, _FIELD.fill(language=spoken).of(language), language)
        if asked:
            _answer(dialect, asked, day, language)
    _examples(dialect, language)
    _described(dialect, language)


def _form(asked: str, label: str, language: Language) -> None:
    lines = min(max(asked.count("\n") + 2, 6), 20)
    area = tag(
        "textarea",
        text(asked),
        name=QUESTION,
        id="f-egen",
        rows=str(lines),
        maxlength=str(LONGEST),
        required=True,
        spellcheck="false",
    )
    st.html(forms.form("egen", forms.field(label, area, "f-egen"), button=_ASK.of(language), class_="sg-own"))


def _answer(dialect: own.Dialect, asked: str, day: str, language: Language) -> None:
    try:
        found = answers.apart(lambda store: own.ask(store, dialect, asked))
    except QuestionRefused as error:
        saying.tell(error.text.of(language))
        return
    saying.heading(_ANSWER.of(language), count=len(found.rows) or None)
    if not found.rows:
        saying.say(_NOTHING.of(language))
        return
    if found.cut:
        saying.say(_CUT.fill(number=len(found.rows)).of(language))
    shown = found.rows[: tables.MOST]
    subjects = answers.subjects(value for row in shown for cell in row for value in _texts(cell))
    columns = [
        Column(heading, lambda row, place=place: _cell(row[place], subjects))  # type: ignore[misc]
        for place, heading in enumerate(found.columns)
    ]
    st.html(tables.table(_ANSWER.of(language), columns, found.rows, language, _FOLD))
    _files(dialect, asked, found, language)
    if found.nodes:
        _graph(found, day, language)


def _texts(cell: Any) -> Iterable[str]:
    return [cell] if isinstance(cell, str) else cell if isinstance(cell, list) else ()


def _cell(value: Any, subjects: Any) -> Html:
    """Return a value, as a link where it is the id of somebody or something with a page."""
    if isinstance(value, list):
        return join([_cell(each, subjects) for each in value], ", ")
    if value in subjects:
        return link(state.address(tables.page_of(subjects[value].kind), id=value), text(value))
    return text(tabular.cell_text(value))


def _files(dialect: str, asked: str, found: OwnAnswer, language: Language) -> None:
    title = _TITLE.of(language)
    about = [(own.LANGUAGE_NAMES[dialect], asked)]
    downloads.buttons(
        "own",
        "egen-fraga",
        {
            "xlsx": lambda: tabular.to_xlsx(found.columns, found.rows, title, about=about),
            "csv": lambda: tabular.to_csv(found.columns, found.rows, excel=True).encode(),
            "json": lambda: tabular.to_json(dialect, {}, None, found.columns, found.rows).encode(),
        },
        language,
    )


def _graph(found: OwnAnswer, day: str, language: Language) -> None:
    """Draw the persons, groups and bodies that were found, and list the edges."""
    subjects = answers.subjects(node.id for node in found.nodes)
    if 1 < len(subjects) <= _MOST_IN_PICTURE:
        saying.heading(_PICTURE.of(language), small=True)
        sentence = _PICTURE_LEAD.fill(day=words.day_of(day, language)).of(language)
        saying.say(sentence)
        drawn = base64.b64encode(_drawing(tuple(sorted(subjects)), day, language)).decode("ascii")
        picture = tag("img", src=f"data:image/svg+xml;base64,{drawn}", alt=sentence)
        st.html(tag("div", picture, class_="sg-picture", tabindex="0"))
    if found.edges:
        saying.heading(_EDGES.of(language), small=True, count=len(found.edges))
        columns = [
            Column(_FROM.of(language), lambda edge: _cell(edge.start, subjects)),
            Column(_KIND.of(language), lambda edge: text(edge.kind)),
            Column(_TO.of(language), lambda edge: _cell(edge.end, subjects)),
        ]
        st.html(tables.table(_EDGES.of(language), columns, found.edges, language, _FOLD))


def _drawing(ids: tuple[str, ...], day: str, language: Language) -> bytes:
    def draw(store: Store) -> bytes:
        made = export("svg").write(subject_of(store, SYSTEM, day, language, selection=ids))
        return made if isinstance(made, bytes) else b""

    return answers.work(draw)


def _examples(dialect: own.Dialect, language: Language) -> None:
    saying.heading(_EXAMPLES.of(language))
    st.html(
        tag(
            "ul",
            *(
                tag("li", link(state.address("egen", **{QUESTION: each.text}), text(each.title.of(language))))
                for each in own.examples(dialect)
            ),
            class_="sg-hits sg-questions",
        )
    )


def _described(dialect: own.Dialect, language: Language) -> None:
    kinds = _kinds(answers.store_address(), answers.version())
    lines = [
        join([tag("dt", tag("code", text(each.name))), tag("dd", tag("code", text(", ".join(each.fields))))])
        for each in kinds
    ]
    summary = tag("summary", text((_TABLE if dialect == "sql" else _GRAPH).of(language)))
    saying.heading(_ABOUT.of(language))
    st.html(tag("details", summary, tag("dl", *lines, class_="sg-kinds"), class_="sg-terminal"))


@st.cache_resource(max_entries=4, show_spinner=False)
def _kinds(address: str, version: int) -> list[own.Described]:
    return answers.work(own.described)


PAGE = Page("egen", _TITLE, show)
