"""Changes as a table: when, what, who, how it is known, sources."""

from collections.abc import Sequence

import streamlit as st

from graph import kinds
from graph.exports.profiles.history import Change
from graph.texts import Language, Text
from queries.asking import asking
from views.parts import tables, words
from views.parts.headings import word
from views.parts.markup import Html, dated, join, tag, text
from views.parts.tables import Column, Refers

_FOLD = 10
_MAYBE = Text("kan ha skett i perioden", "may have happened in the period")
_HOW_BEGUN = {
    "stated": Text("källan anger när", "the source tells when"),
    "listing": Text("saknas i en tidigare lista", "missing from an earlier list"),
}


def show(
    found: Sequence[Change],
    language: Language,
    caption: str,
    *,
    show_group: bool,
    show_change: bool = True,
    fold: int = _FOLD,
    period: tuple[str, str] | None = None,
) -> None:
    """Show changes; those that may lie outside the `period` are marked."""
    refers = tables.refers(found)

    def when(each: Change) -> Html:
        said = dated(words.between(each.first_day, each.last_day, language))
        if period is None or each.surely_within(*period):
            return said
        return join([said, tag("span", text(_MAYBE.of(language)), class_="sg-pill sg-presumed")], " ")

    columns = [
        Column(word("when", language), when),
        Column(word("change", language), lambda each: text(kinds.CHANGES[each.change].label.of(language))),
        Column(word("who", language), lambda each: _what_changed(each, refers, language)),
        Column(word("group", language), lambda each: tables.to(refers, each.group)),
        Column(word("how", language), lambda each: text(_how_known(each, language))),
        Column(word("sources", language), lambda each: tables.sources_cell(refers.sources, each.sources, language)),
    ]
    if not show_group:
        del columns[3]
    if not show_change:
        del columns[1]
    st.html(tables.table(caption, columns, found, language, fold))


def _how_known(change: Change, language: Language) -> str:
    if change.begun:
        return _HOW_BEGUN[change.how].of(language)
    return words.plain(asking.query("changes"), "how", change.how, language)


def _what_changed(change: Change, refers: Refers, language: Language) -> Html:
    if change.renamed:
        return text(" → ".join(change.renamed))
    roles = [words.plain(asking.query("changes"), "role", role, language) for role in change.roles]
    if change.person:
        beside = ", ".join(part for part in (" → ".join(roles), change.represents) if part)
        return join([tables.to(refers, change.person), tag("span", text(beside), class_="sg-beside")])
    if change.body:
        return join([tables.to(refers, change.body), tag("span", text("".join(roles)), class_="sg-beside")])
    return tables.to(refers, change.group)
