"""The facts of a group or body: host, chair, what it is, its names; each with its sources."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from graph import kinds
from graph.exports.profiles.facts import Called, Leader
from graph.exports.profiles.facts import facts as facts_of
from graph.exports.profiles.hostings import Hosting
from graph.exports.profiles.members import members
from graph.exports.profiles.values import Told
from graph.records import Organisation
from graph.texts import Language, Text
from views.parts import answers, saying, tables, words
from views.parts.headings import word
from views.parts.markup import NOTHING, Html, dated, join, tag, text
from views.parts.tables import Column, Refers

_TITLE = Text("Fakta", "Facts")
_KIND = Text("Vad det är", "What it is")
_NAME = Text("Fullständigt namn", "Full name")
_HOST = {"active": Text("Värd", "Host"), "dormant": Text("Vilande värd", "Dormant host")}


class _Line(NamedTuple):
    """One line of the table of facts."""

    label: str
    value: Html
    sources: Sequence[str]
    confirmed: Html = NOTHING


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show what is known of the organisation itself."""
    about = answers.fetch(Organisation, [subject.id])[subject.id]
    ask = answers.rows(day)
    told = facts_of(about, answers.names_of(about.id), members(ask, about.id), ask, answers.evidence_of)
    refers = tables.refers([*told.hosts, *told.leaders])
    lines = [_host(each, refers, language) for each in told.hosts]
    lines += [_leader(each, refers, language) for each in told.leaders]
    kind = kinds.ORGANISATION_KINDS[told.kind.value].description.of(language)
    lines.append(_Line(_KIND.of(language), text(kind), told.kind.sources))
    if told.full_name:
        lines.append(_Line(_NAME.of(language), text(told.full_name.value), told.full_name.sources))
    lines += _names(told.names, language)
    if told.status:
        status = kinds.ORGANISATION_STATUSES[told.status.value].label.of(language)
        lines.append(_Line(word("status", language), text(status), told.status.sources))
    lines += [_day(key, each, language) for key, each in (("since", told.since), ("until", told.until)) if each]
    found = answers.sources(source for line in lines for source in line.sources)
    columns = [
        Column(word("fact", language), lambda line: tag("strong", text(line.label)), bare=True),
        Column(word("answer", language), lambda line: line.value, bare=True),
        Column(word("confirmed", language), lambda line: line.confirmed),
        Column(word("sources", language), lambda line: tables.sources_cell(found, line.sources, language)),
    ]
    if not any(line.confirmed for line in lines):
        del columns[2]
    saying.heading(_TITLE.of(language))
    st.html(tables.table(_TITLE.of(language), columns, lines, language))


def _host(each: Hosting, refers: Refers, language: Language) -> _Line:
    confirmed = tables.confirmed_cell(each, language)
    label = _HOST[each.status or "active"].of(language)
    if each.host is None:
        return _Line(label, tables.unknown(language), each.sources, confirmed)
    shown = tables.to(refers, each.host)
    through = each.beside(each.group.id)
    parts = [through.of(language)] if through else []
    parts += [
        f"{word(key, language).lower()} {words.when(value, language)}"
        for key, value in (("since", each.since), ("until", each.until))
        if value
    ]
    if parts:
        shown = join([shown, tag("span", text(" " + ", ".join(parts)), class_="sg-date")])
    return _Line(label, shown, each.sources, confirmed)


def _leader(each: Leader, refers: Refers, language: Language) -> _Line:
    if each.person:
        shown = tables.to(refers, each.person)
    elif each.state == "vacant":
        shown = text(kinds.SEAT_STATES["vacant"].label.of(language))
    else:
        shown = tables.unknown(language)
    label = _capital(kinds.ROLES[each.role].label.of(language))
    return _Line(label, shown, each.sources, tables.confirmed_cell(each, language))


def _names(names: Sequence[Called], language: Language) -> list[_Line]:
    """Return what else an organisation is called, a line for each sort."""
    lines = []
    for sort, term in kinds.NAME_SORTS.items():
        of_sort = [name for name in names if name.sort == sort]
        if of_sort:
            shown = join([tag("span", _name(name, language), class_="sg-line") for name in of_sort])
            cited = dict.fromkeys(source for name in of_sort for source in name.sources)
            lines.append(_Line(_capital(term.label.of(language)), shown, list(cited)))
    return lines


def _name(name: Called, language: Language) -> Html:
    span = [words.when(name.since, language), words.when(name.until, language)]
    if not any(span):
        return text(name.text)
    return join([text(name.text), tag("span", text(f" {span[0]} – {span[1]}"), class_="sg-date")])


def _day(key: str, told: Told, language: Language) -> _Line:
    return _Line(word(key, language), dated(words.when(told.value, language)), told.sources)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
