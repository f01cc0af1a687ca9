"""Sections that any page is made of: rows by how sure they are, an answer as it is, the rule behind, links."""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from graph import notes
from graph.exports.profiles.values import Parted, parted
from graph.finding import NotFound
from graph.records import Rule
from graph.texts import Language, Text
from queries.asking.asking import Answer
from queries.asking.query import ALL_KINDS
from views.parts import answers, downloads, saying, state, tables
from views.parts.headings import word
from views.parts.markup import Html, link, tag, text
from views.parts.tables import Column

FOLD = 10
"""Rows of long sections that are shown at once."""
_RULE = Text("Regel: {text}", "Rule: {text}")
_AROUND = Text("Utforska runt {name}", "Explore around {name}")


def asked(kinds_: Iterable[str] = ALL_KINDS) -> answers.PageSubject:
    """Return the group or body that the address names; raises `NotFound`."""
    name = state.given(state.ID)
    if not name:
        raise NotFound("", [])
    return answers.find(name, frozenset(kinds_))


def sections(
    answer: Answer[Any],
    columns: Sequence[Column],
    language: Language,
    key: str,
    caption: str,
    rows: Sequence[Any] | None = None,
    fold: int | None = None,
) -> None:
    """Show rows of an answer by how sure they are, and the files of all."""
    wanted = answer.rows if rows is None else rows
    if "step" in answer.columns and "sentence" in answer.columns:
        # A chain is told in its own order.
        st.html(tables.table(caption, columns, wanted, language))
    else:
        by_sureness(wanted, columns, language, caption, fold=fold)
    downloads.offer(answer, language, key, wanted)


def by_sureness(
    rows: Sequence[Any],
    columns: Sequence[Column],
    language: Language,
    caption: str,
    unconfirmed: str | None = None,
    fold: int | None = None,
) -> None:
    """Show rows or values, those that nobody confirmed for three years, the nominees and the unknown apart.

    A single one that no source tells is the answer, and stands by itself.
    """
    alone = len(rows) == 1 and getattr(rows[0], "certainty", None) == "unknown"
    parts = Parted(rows, (), (), ()) if alone else parted(rows)
    if parts.sure:
        st.html(tables.table(caption, columns, parts.sure, language, fold))
    named = {
        unconfirmed or word("unconfirmed", language): parts.unconfirmed,
        word("nominees", language): parts.nominees,
        word("no_source", language): parts.unknown,
    }
    for name, part in named.items():
        if part:
            saying.heading(name, small=True, count=len(part))
            st.html(tables.table(name, columns, part, language, fold))


def generic(
    name: str, day: str, language: Language, *, without: Iterable[str] = (), fold: int = FOLD, **given: str
) -> None:
    """Show the answer to any question as a section, if there is such a question and it has rows."""
    if not answers.has(name):
        return
    answer = answers.ask(name, day, **given)
    if not answer.rows:
        return
    query = answer.query
    saying.heading(query.title.of(language), query.description.of(language), count=len(answer.rows))
    rule(answer.rows, language)
    columns = tables.columns_of(answer, answer.rows, tables.refers(answer.rows), language, without)
    sections(answer, columns, language, name, query.title.of(language), fold=fold)


def rule(rows: Sequence[Any], language: Language) -> None:
    """Tell the rule that all rows follow, if there is one."""
    wanted = tables.rule_of(rows)
    found = answers.fetch(Rule, [wanted]).get(wanted or "")
    if found is not None:
        saying.say(_RULE.fill(text=notes.in_language(found.text, language)).of(language))


def other_page(subject: answers.PageSubject, page: str, label: Text, language: Language) -> Html:
    """Return the link from the page of a group to that of the same body, and back."""
    address = state.address(page, id=subject.id)
    return tag("p", link(address, text(label.fill(name=subject.label).of(language))), class_="sg-other")


def around(subject: answers.PageSubject, language: Language) -> Html:
    """Return the link to the network around a person, a group or a body."""
    return other_page(subject, "utforska", _AROUND, language)
