"""The page of a body: who represents it, where, and what it hosts."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from graph.kinds import ROLES
from graph.texts import Language, Text
from views.frame.page import Page
from views.parts import answers, saying, sections, state, tables, words
from views.parts.markup import Html, dated, join, link, tag, text
from views.parts.tables import Column
from views.pictures import drawing
from views.profiles import body_mirrors, over_time, region_map

_AS_GROUP = Text("Vilka sitter i {name}?", "Who sits in {name}?")
_PICTURE = Text("Rita {name}", "Draw {name}")
_TITLE = Text("Vem företräder {name}?", "Who represents {name}?")
_WITH_PARTS = Text("Vem företräder {name} och dess regioner?", "Who represents {name} and its regions?")
_NONE = Text(
    "Ingen källa säger att någon företräder {name} det här datumet.",
    "No source says that anybody represents {name} on this date.",
)
_ADD_PARTS = Text("Ta med regionerna", "Include the regions")
_DROP_PARTS = Text("Bara {name} själv", "Only {name} itself")
_ADD_EMPLOYED = Text("Ta med dem som är anställda där", "Include those who are employed there")
_DROP_EMPLOYED = Text("Bara dem som företräder", "Only those who represent")
_UNCONFIRMED = Text("Ej bekräftade på tre år", "Not confirmed for three years")
_FOR = Text("För", "For")
_EMPLOYED = Text("anställd, företräder {name}", "employed, represents {name}")
_EMPLOYED_ONLY = Text("anställd", "employed")
_REGIONS = Text("Regioner", "Regions")
PARTS, EMPLOYED = "regioner", "anstallda"


def show() -> None:
    """Show the body that the address names."""
    language, day = state.language(), state.day()
    subject = sections.asked()
    links = [sections.other_page(subject, "bild", _PICTURE, language), sections.around(subject, language)]
    if answers.ask("members", day, group=subject.id, ended=True, nominations=True).rows:
        links.append(sections.other_page(subject, "grupp", _AS_GROUP, language))
    saying.title(subject.label, words.kind(subject.kind, language), join(links))
    if sections.exists(subject, day, language):
        _represented(subject, day, language)
        sections.hosting(subject, day, language)
        region_map.show(subject, day, language)
        body_mirrors.show(subject, day, language)
        sections.facts(subject, day, language)
        sections.relations(subject, day, language)
        drawing.section(subject, day, language)
        over_time.show(subject, day, language)
    sections.history(subject, day, language, "body")


def _represented(subject: answers.PageSubject, day: str, language: Language) -> None:
    parts, employed = bool(state.given(PARTS)), bool(state.given(EMPLOYED))
    may_have_parts = subject.kind == "sjukvardsregion"
    answer = answers.ask(
        "represents",
        day,
        body=subject.id,
        include_parts=parts and may_have_parts,
        relation="any" if employed else None,
        nominations=True,
    )
    title = _WITH_PARTS if parts and may_have_parts else _TITLE
    saying.heading(
        title.fill(name=subject.label).of(language),
        count=sum(not sections.nominated(row) for row in _each_once(answer.rows)) or None,
    )
    st.html(_choices(subject, parts, employed, may_have_parts, language))
    if not answer.rows:
        saying.say(_NONE.fill(name=subject.label).of(language), "sg-unknown")
        return
    rows = _each_once(answer.rows)
    refers = tables.refers(rows)

    def seat(row: Any) -> Html:
        role = ROLES[row.role].label.of(language)
        return (
            join([text(role), tag("span", text(status), class_="sg-beside")])
            if (status := "" if row.status == "decided" else words.plain(answer.query, "status", row.status, language))
            else text(role)
        )

    def person(row: Any) -> Html:
        beside = ", ".join(part for part in (row.title, row.employer) if part)
        shown = tables.named(refers, row.person_id, row.person)
        return join([shown, tag("span", text(beside), class_="sg-beside")]) if beside else shown

    def whom(row: Any) -> Html:
        shown = tables.named(refers, row.body_id, row.body)
        if row.relation != "employed_by":
            return shown
        other = _EMPLOYED.fill(name=row.represents) if row.represents else _EMPLOYED_ONLY
        return join([shown, tag("span", text(other.of(language)), class_="sg-beside")])

    columns = [
        Column(sections.word("group", language), lambda row: tables.named(refers, row.group_id, row.group), bare=True),
        Column(sections.word("person", language), person, bare=True),
        Column(sections.word("role", language), seat),
        Column(_FOR.of(language), whom),
        Column(sections.word("from", language), lambda row: dated(words.when(row.valid_from, language))),
        Column(sections.word("confirmed", language), lambda row: tables.confirmed_cell(row, language)),
        Column(
            sections.word("sources", language),
            lambda row: tables.sources_cell(refers.sources, row.sources, language),
        ),
    ]
    if not any(row.valid_from for row in answer.rows):
        del columns[4]
    if not (parts or employed):
        del columns[3]
    name = title.fill(name=subject.label).of(language)
    sections.sections(answer, columns, language, "represents", name, _UNCONFIRMED.of(language), rows)


def _each_once(rows: Sequence[Any]) -> list[Any]:
    """Leave out those employees who also represent the same body on the same seat."""
    represented = {(row.person_id, row.role, row.group_id, row.body_id) for row in rows if row.relation == "represents"}
    return [
        row
        for row in rows
        if row.relation == "represents" or (row.person_id, row.role, row.group_id, row.body_id) not in represented
    ]


def _choices(
    subject: answers.PageSubject, parts: bool, employed: bool, may_have_parts: bool, language: Language
) -> Html:
    """Return the links that widen or narrow the answer; each is an address of its own."""
    at_hand = {state.ID: subject.id, PARTS: "1" if parts else None, EMPLOYED: "1" if employed else None}
    links = []
    if may_have_parts:
        label = _DROP_PARTS.fill(name=subject.label) if parts else _ADD_PARTS
        links.append(
            link(state.address("organ", **{**at_hand, PARTS: None if parts else "1"}), text(label.of(language)))
        )
    label = _DROP_EMPLOYED if employed else _ADD_EMPLOYED
    links.append(
        link(state.address("organ", **{**at_hand, EMPLOYED: None if employed else "1"}), text(label.of(language)))
    )
    return tag("p", *links, class_="sg-choices")


PAGE = Page("organ", Text("Organ", "Body"), show)
