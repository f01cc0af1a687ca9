"""The page of a body: who represents it, where, and what it hosts."""

import streamlit as st

from graph.exports.profiles.members import members
from graph.exports.profiles.representing import Representative, asked, each_once, representing
from graph.exports.profiles.values import nominated
from graph.texts import Language, Text
from queries.represents import QUERY as REPRESENTS
from views.frame.page import Page
from views.parts import answers, downloads, saying, sections, state, tables, words
from views.parts.headings import word
from views.parts.markup import Html, dated, join, link, tag, text
from views.parts.tables import Column
from views.pictures import drawing
from views.profiles import body_mirrors, cells, facts, history, hosting, ledger, over_time, region_map, relations

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
    if members(answers.rows(day), subject.id).everybody:
        links.append(sections.other_page(subject, "grupp", _AS_GROUP, language))
    saying.title(subject.label, words.kind(subject.kind, language), join(links))
    if relations.exists(subject, day, language):
        _represented(subject, day, language)
        ledger.show(subject, day, language, employed=bool(state.given(EMPLOYED)))
        hosting.show(subject, day, language)
        region_map.show(subject, day, language)
        body_mirrors.show(subject, day, language)
        facts.show(subject, day, language)
        relations.show(subject, day, language)
        drawing.section(subject, day, language)
        over_time.show(subject, day, language)
    history.show(subject, day, language, "body")


def _represented(subject: answers.PageSubject, day: str, language: Language) -> None:
    may_have_parts = subject.kind == "sjukvardsregion"
    parts, employed = bool(state.given(PARTS)), bool(state.given(EMPLOYED))
    with_parts = parts and may_have_parts
    answer = answers.ask(REPRESENTS, day, **asked(subject.id, parts=with_parts, employed=employed))
    found = representing(answers.rows(day), subject.id, parts=with_parts, employed=employed)
    title = (_WITH_PARTS if with_parts else _TITLE).fill(name=subject.label).of(language)
    saying.heading(title, count=sum(not nominated(each) for each in found) or None)
    st.html(_choices(subject, parts, employed, may_have_parts, language))
    if not found:
        saying.say(_NONE.fill(name=subject.label).of(language), "sg-unknown")
        return
    refers = tables.refers(found)

    def person(each: Representative) -> Html:
        beside = ", ".join(part for part in (each.title, each.employer.label if each.employer else "") if part)
        shown = tables.to(refers, each.person)
        return join([shown, tag("span", text(beside), class_="sg-beside")]) if beside else shown

    def whom(each: Representative) -> Html:
        shown = tables.to(refers, each.body)
        if not each.employed_only:
            return shown
        other = _EMPLOYED.fill(name=each.represents) if each.represents else _EMPLOYED_ONLY
        return join([shown, tag("span", text(other.of(language)), class_="sg-beside")])

    columns = [
        Column(word("group", language), lambda each: tables.to(refers, each.group), bare=True),
        Column(word("person", language), person, bare=True),
        Column(word("role", language), lambda each: cells.role(each, language)),
        Column(_FOR.of(language), whom),
        Column(word("from", language), lambda each: dated(words.when(each.since, language))),
        *cells.proof(refers, language),
    ]
    if not any(each.since for each in found):
        del columns[4]
    if not (parts or employed):
        del columns[3]
    sections.by_sureness(found, columns, language, title)
    downloads.offer(answer, language, "represents", each_once(answer.rows))


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
