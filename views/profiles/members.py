"""Who sits in a group, the unconfirmed apart, then nominees, then those who have stopped."""

from collections.abc import Sequence

import streamlit as st

from graph import kinds
from graph.exports.profiles.members import Member, Remark
from graph.exports.profiles.members import asked as asked_of
from graph.exports.profiles.members import members as members_of
from graph.texts import Language, Text
from queries.members import QUERY as MEMBERS
from views.parts import answers, downloads, saying, tables, words
from views.parts.headings import word
from views.parts.markup import dated
from views.parts.tables import Column, Refers
from views.profiles import cells

_TITLE = Text("Vilka sitter i gruppen?", "Who sits in the group?")
_NONE = Text(
    "Ingen källa säger vilka som sitter i gruppen det här datumet. Det är okänt, inte vakant.",
    "No source says who sits in the group on this date. It is unknown, not vacant.",
)
_UNCONFIRMED_LEAD = Text(
    "Inget säger att de har slutat, men ingen källa har bekräftat dem på länge.",
    "Nothing says that they have stopped, but no source has confirmed them for long.",
)
_REMARKS = {
    "shared": Text(
        "{count} visas som {place}: {people}. Samma källa nämner dem tillsammans.",
        "{count} are shown as {place}: {people}. One source names them together.",
    ),
    "end_unknown": Text(
        "{count} visas som {place}: {people}. Ingen källa nämner dem samtidigt, och ingen säger att den tidigare har "
        "slutat.",
        "{count} are shown as {place}: {people}. No source names them together, and none says that the earlier one "
        "has stopped.",
    ),
}
_PLACE_FOR = Text("{role} för {body}", "{role} for {body}")
_AND = Text(" och ", " and ")
_NUMBERS = {2: Text("Två", "Two"), 3: Text("Tre", "Three"), 4: Text("Fyra", "Four")}


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show everybody of the group."""
    everybody = members_of(answers.rows(day), subject.id)
    parts: tuple[tuple[str, str, Sequence[Member]], ...] = (
        ("", "", everybody.sure),
        ("unconfirmed", _UNCONFIRMED_LEAD.of(language), everybody.unconfirmed),
        ("nominees", "", everybody.nominees),
        ("coming", "", everybody.coming),
        ("earlier", "", everybody.earlier),
    )
    refers = tables.refers(each for _, _, part in parts for each in part)
    saying.heading(_TITLE.of(language), count=len(everybody.seated) or None)
    for each in everybody.remarks:
        saying.say(_remark(each, language), "sg-remark")
    if not everybody.seated:
        saying.say(_NONE.of(language), "sg-unknown")
    for key, lead, part in parts:
        if not part:
            continue
        caption = word(key, language) if key else _TITLE.of(language)
        if key:
            saying.heading(caption, lead, small=True, count=len(part))
        st.html(tables.table(caption, _columns(part, refers, key == "earlier", language), part, language))
    downloads.offer(answers.ask(MEMBERS, day, **asked_of(subject.id)), language, "members")


def _remark(remark: Remark, language: Language) -> str:
    """Say why several hold what one person holds at a time, or one body's place in a role."""
    people = [each.label or "" for each in remark.people]
    listed = _AND.of(language).join([", ".join(people[:-1]), people[-1]])
    count = _NUMBERS[len(people)].of(language) if len(people) in _NUMBERS else str(len(people))
    place = kinds.ROLES[remark.role].label.of(language)
    if remark.body:
        place = _PLACE_FOR.fill(role=place, body=remark.body.label or "").of(language)
    return _REMARKS[remark.kind].fill(people=listed, count=count, place=place).of(language)


def _columns(part: Sequence[Member], refers: Refers, over: bool, language: Language) -> list[Column]:
    columns = [
        Column(word("person", language), lambda each: cells.person(each, refers), bare=True),
        Column(word("role", language), lambda each: cells.role(each, language), bare=True),
        Column(word("represents", language), lambda each: cells.bodies(each.bodies, refers, language)),
    ]
    if any(each.since for each in part):
        columns.append(Column(word("from", language), lambda each: dated(words.when(each.since, language))))
    confirmed, sources = cells.proof(refers, language)
    if over:
        columns.append(Column(word("ended", language), lambda each: cells.ended(each.ended, language)))
        confirmed = confirmed._replace(cell=lambda each: dated(words.when(each.last_confirmed, language)))
    return [*columns, confirmed, sources]
