"""The other groups and bodies that one belongs to, mirrors, prepares for and so on."""

import streamlit as st

from graph.exports.profiles.relations import around, links_of
from graph.texts import Language, Text
from queries.structure import QUERY as STRUCTURE
from views.parts import answers, downloads, saying, sections, tables
from views.parts.headings import word
from views.parts.markup import text
from views.parts.tables import Column
from views.profiles import cells

_TITLE = Text("Så hänger {name} ihop med andra", "How {name} relates to others")
_NOT_STARTED = Text("Fanns inte den här dagen.", "Did not exist on this day.")


def exists(subject: answers.PageSubject, day: str, language: Language) -> bool:
    """Tell whether the organisation is there on the day, and say so when it is not."""
    if around(answers.rows(day), subject.id).exists:
        return True
    saying.say(_NOT_STARTED.of(language), "sg-then")
    return False


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the links of a group or body; nothing where it has none."""
    links = around(answers.rows(day), subject.id).relations
    if not links:
        return
    refers = tables.refers(links)
    columns = [
        Column(word("relation", language), lambda each: text(each.verb.of(language)), bare=True),
        Column(word("other", language), lambda each: tables.to(refers, each.other), bare=True),
        *cells.proof(refers, language),
    ]
    name = _TITLE.fill(name=subject.label).of(language)
    saying.heading(name, count=len(links))
    st.html(tables.table(name, columns, links, language, sections.FOLD))
    answer = answers.ask(STRUCTURE, day, scope=subject.id)
    downloads.offer(answer, language, "relations", links_of(answer.rows, subject.id))
