"""Cells of the tables of a profile: a person with title, a role with status, represented bodies, how a seat ended."""

from collections.abc import Iterable

from graph.exports.profiles.held import Held
from graph.exports.profiles.members import Member
from graph.exports.profiles.seats import Seat
from graph.exports.profiles.values import Ended, Ref
from graph.texts import Language, Text
from views.parts import tables, words
from views.parts.headings import word
from views.parts.markup import NOTHING, Html, dated, join, tag, text
from views.parts.tables import Column, Refers

_NOT_TOLD = Text("ej angivet", "not told")


def person(each: Member, refers: Refers) -> Html:
    """Return a person, with title and employer under the name."""
    beside = [text(each.title)] if each.title else []
    if each.employer:
        beside.append(tables.to(refers, each.employer))
    return join(
        [tables.to(refers, each.person), tag("span", join(beside, ", "), class_="sg-beside")]
        if beside
        else [tables.to(refers, each.person)]
    )


def role(each: Held, language: Language, title: str | None = None) -> Html:
    """Return a role, with the title and with the status unless that is decided."""
    words = each.role_words(language, lambda person: person.label)
    beside = [*([title] if title else []), *words.beside]
    label = text(words.label)
    return join([label, tag("span", text(", ".join(beside)), class_="sg-beside")]) if beside else label


def bodies(represented: Iterable[Ref], refers: Refers, language: Language) -> Html:
    """Return the represented bodies, or that no source tells any."""
    shown = [tag("span", tables.to(refers, each), class_="sg-line") for each in represented]
    return join(shown) if shown else tag("span", text(_NOT_TOLD.of(language)), class_="sg-none")


def seat_said(seat: Seat, language: Language) -> str:
    """Return what stands beside the holder of a seat: role, through whom, and since when nobody has confirmed it."""
    told = [each.of(language) for each in seat.said()]
    if seat.unconfirmed:
        told.append(words.confirmed(seat, language))
    return ", ".join(told)


def ended(end: Ended | None, language: Language) -> Html:
    """Return when a seat ended, how that is known, and on what ground."""
    if end is None:
        return NOTHING
    day = dated(words.when(end.day, language))
    return join([day, tag("span", text(end.ground.of(language)), class_="sg-beside")])


def proof(refers: Refers, language: Language) -> list[Column]:
    """Return the columns that end every table: when a source last confirmed it, and all sources."""
    return [
        Column(word("confirmed", language), lambda each: tables.confirmed_cell(each, language)),
        Column(word("sources", language), lambda each: tables.sources_cell(refers.sources, each.sources, language)),
    ]
