"""Every named question, with a form made from its own parameters, and the same question for the terminal."""

import shlex
from collections.abc import Mapping
from typing import Any

import streamlit as st

from graph import finding
from graph.finding import NotFound
from graph.texts import Language, Text
from queries.asking import asking
from queries.asking.asking import Answer, WrongUse
from queries.asking.query import Query
from views.frame.page import Page
from views.parts import answers, forms, saying, sections, state, tables, words
from views.parts.markup import Html, join, link, tag, text

_TITLE = Text("Frågor", "Questions")
_LEAD = Text(
    "Välj en fråga. Svaret går att ladda ner, och länken går att skicka.",
    "Choose a question. The answer can be downloaded, and the link can be sent.",
)
_ASK = Text("Visa svaret", "Show the answer")
_EXAMPLE = Text("Visa ett exempel", "Show an example")
_ANSWER = Text("Svar", "Answer")
_AS_OF = Text("Läget {day}.", "The state {day}.")
_TERMINAL = Text("Samma fråga i terminalen", "The same question in the terminal")
_SEVERAL = Text("”{name}” kan betyda flera. Välj en:", "“{name}” can mean several. Choose one:")
_NOT_FOUND = Text("Ingenting heter ”{name}”.", "Nothing is called “{name}”.")
_BACK = Text("Alla frågor", "All questions")
_OWN = Text("Skriv en egen fråga i databasens språk", "Write a question of your own in the store's language")
_FIRST = ("represents", "hosts", "members", "assignments", "seats", "mandates", "changes", "contradictions")
"""The questions that most people ask, in the order in which they ask them."""
QUESTION, ASKED = "fraga", "visa"
"""Names in the address: which question, and that its form has been sent."""


def show() -> None:
    """Show the question that the address names, with its answer once it is complete."""
    language, day = state.language(), state.day()
    name = state.given(QUESTION)
    if not name or name not in asking.names():
        saying.title(_TITLE.of(language))
        saying.say(_LEAD.of(language))
        _list(language)
        return
    query = asking.query(name)
    back = tag("p", link(state.address("fragor"), text(_BACK.of(language))), class_="sg-other")
    saying.title(query.title.of(language), beside=back)
    saying.say(query.description.of(language))
    given = {parameter.name: state.given(parameter.name) for parameter in query.parameters}
    _form(query, given, language)
    missing = [each for each in query.parameters if each.required and not given[each.name]]
    asked = bool(state.given(ASKED)) or any(given.values()) or not query.parameters
    if missing or not asked:
        if query.example or not missing:
            st.html(tag("p", _example(query, language), class_="sg-choices"))
        return
    _answer(query, given, day, language)


_FULL = Text(
    "De {number} första raderna: det kan finnas fler. Höj det högsta antalet för att se dem.",
    "The first {number} rows: there may be more. Raise the highest number to see them.",
)


def _list(language: Language) -> None:
    entries = []
    for name in sorted(asking.names(), key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)):
        query = asking.query(name)
        entries.append(
            tag(
                "li",
                link(state.address("fragor", **{QUESTION: name}), text(query.title.of(language))),
                tag("span", text(query.description.of(language)), class_="sg-beside"),
            )
        )
    st.html(tag("ul", *entries, class_="sg-hits sg-questions"))
    st.html(tag("p", link(state.address("egen"), text(_OWN.of(language))), class_="sg-choices"))


def _form(query: Query[Any], given: Mapping[str, str], language: Language) -> None:
    keep = {
        QUESTION: query.name,
        ASKED: "1",
        state.DAY: state.given(state.DAY),
        state.LANGUAGE: state.given(state.LANGUAGE),
    }
    fields = [forms.parameter(parameter, given[parameter.name], language) for parameter in query.parameters]
    if fields:
        st.html(forms.form("fragor", *fields, button=_ASK.of(language), class_="sg-question", keep=keep))


def _example(query: Query[Any], language: Language) -> Html:
    parameters = {name: value for name, value in query.example.items() if name != "as_of"}
    day = query.example.get("as_of") or state.given(state.DAY)
    address = state.address("fragor", **{QUESTION: query.name, ASKED: "1", **parameters, state.DAY: day})
    return link(address, text(_EXAMPLE.of(language)))


def _answer(query: Query[Any], given: Mapping[str, str], day: str, language: Language) -> None:
    try:
        answer = answers.ask(query.name, day, **given)
    except NotFound as error:
        _candidates(query, given, error, language)
        return
    except WrongUse as error:
        saying.tell(_in_words(query, error.text.of(language), language))
        return
    saying.heading(_ANSWER.of(language), count=len(answer.rows) or None)
    if understood := _understood(answer, language):
        st.html(tag("p", *understood, class_="sg-note"))
    if query.dated:
        saying.say(_AS_OF.fill(day=words.day_of(day, language)).of(language))
    if not answer.rows:
        saying.say(query.nothing.of(language), "sg-unknown")
    else:
        if answer.full:
            saying.say(_FULL.fill(number=len(answer.rows)).of(language))
        columns = tables.columns_of(answer, answer.rows, tables.refers(answer.rows), language)
        sections.sections(answer, columns, language, "answer", query.title.of(language))
    _terminal(query, given, day, language)


def _understood(answer: Answer[Any], language: Language) -> list[Html]:
    """Return what the names in the form were taken to mean, as links."""
    found = answers.subjects(value for value in answer.parameters.values() if isinstance(value, str))
    return [
        tag("span", text(f"{parameter.label.of(language)}: "), tables.subject_link(found[value]), class_="sg-meant")
        for parameter in answer.query.parameters
        if (value := answer.parameters[parameter.name]) in found
    ]


def _in_words(query: Query[Any], sentence: str, language: Language) -> str:
    """Return a message with the fields' labels in place of the terminal's options."""
    for parameter in query.parameters:
        sentence = sentence.replace(f"--{parameter.name.replace('_', '-')}", parameter.label.of(language))
        sentence = sentence.replace(f"--{parameter.name}", parameter.label.of(language))
    return sentence


def _candidates(query: Query[Any], given: Mapping[str, str], error: NotFound, language: Language) -> None:
    """Let people choose among what a name may mean; each choice is the same question with an id."""
    name = error.name[:100]
    if not error.candidates:
        saying.tell(_NOT_FOUND.fill(name=name).of(language))
        return
    unclear = [each for each, value in given.items() if value == error.name]
    choices = []
    for label in error.candidates[:20]:
        chosen = {**given, **dict.fromkeys(unclear, label.subject)}
        address = state.address("fragor", **{QUESTION: query.name, ASKED: "1", **chosen})
        kind = words.kind(label.kind, language)
        shown = join([link(address, text(label.text)), tag("span", text(f" {kind}"), class_="sg-date")])
        choices.append(tag("li", shown))
    sentence = tag("p", text(_SEVERAL.fill(name=name).of(language)))
    st.html(tag("div", sentence, tag("ul", *choices), class_="sg-told", role="alert"))


def _terminal(query: Query[Any], given: Mapping[str, str], day: str, language: Language) -> None:
    """Show the command line that asks the same."""
    command = tag("code", text(command_line(query, given, day if query.dated and not state.is_today() else None)))
    summary = tag("summary", text(_TERMINAL.of(language)))
    st.html(tag("details", summary, tag("pre", command), class_="sg-terminal"))


def command_line(query: Query[Any], given: Mapping[str, str], as_of: str | None) -> str:
    """Return the command that asks a question with these parameters."""
    parts = ["styrgraf", "ask", query.name]
    for parameter in query.parameters:
        value = given.get(parameter.name)
        if not value:
            continue
        parts.append(f"--{parameter.name.replace('_', '-')}")
        if parameter.kind != "flag":
            parts.append(value)
    if as_of:
        parts += ["--as-of", as_of]
    return shlex.join(parts)


PERSON = finding.PERSON
PAGE = Page("fragor", _TITLE, show, menu=1)
