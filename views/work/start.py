"""The start page: search, the five questions, how much is known, and the whole system as a picture."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st

from graph.kinds import ORGANISATION_KINDS
from graph.loading.judging import PREFIX
from graph.records import Organisation
from graph.texts import Language, Text
from queries.freshness import QUERY as FRESHNESS
from queries.hosts import QUERY as HOSTS
from queries.members import QUERY as MEMBERS
from queries.structure import SYSTEM
from views.frame.page import Page
from views.parts import answers, forms, saying, state, words
from views.parts.markup import Html, join, link, tag, text
from views.pictures import drawing
from views.work.questions import QUESTION

_NO_PAGE = Text("Sidan finns inte. Här är startsidan.", "There is no such page. Here is the start page.")
_TITLE = Text("Start", "Start")
_NAME = Text("Vem sitter var, för vems räkning?", "Who sits where, on whose behalf?")
_LEAD = Text(
    "Kunskapsstyrningen i svensk hälso- och sjukvård: grupper, ledamöter, värdar och vem som säger det.",
    "Knowledge governance in Swedish health care: groups, members, hosts, and who says so.",
)
_BODY = Text("Region, sjukvårdsregion eller annat organ", "Region, sjukvårdsregion or other body")
_SINCE = Text("Från", "From")
_SHOW = Text("Visa", "Show")
_COMPARE = Text("Jämför", "Compare")
_QUESTIONS = (
    Text("Vem företräder oss?", "Who represents us?"),
    Text("Vem är värd?", "Who is host?"),
    Text("Hur såg det ut den …?", "What did it look like on …?"),
    Text("Vad måste åtgärdas?", "What must be done?"),
    Text("Rita det", "Draw it"),
)
_SAYS = (
    Text(
        "Varje plats som ett organ har, med person, roll, sedan när och källa.",
        "Every seat of a body, with person, role, since when and source.",
    ),
    Text(
        "Vilken sjukvårdsregion som är värd för vilken grupp, nu och förr.",
        "Which sjukvårdsregion hosts which group, now and before.",
    ),
    Text(
        "Välj dag överst på sidan, eller jämför två dagar.", "Choose a day at the top of the page, or compare two days."
    ),
    Text(
        "Vakanta platser, mandat som går ut, regler och källor som inte går ihop.",
        "Vacant seats, mandates that end, rules and sources that do not go together.",
    ),
    Text(
        "En daterad bild av hela systemet eller en del av det.", "A dated picture of the whole system or a part of it."
    ),
)
_ALL_HOSTS = Text("Alla värdar", "All hosts")
_TO_BE_DONE = Text("Visa listan", "Show the list")
_DRAW = Text("Rita", "Draw")
_COVERAGE = Text("Så mycket vet vi", "How much is known")
_COVERAGE_LEAD = Text(
    "Räknat ur källorna för dagen som visas. Det som ingen källa säger är okänt.",
    "Counted from the sources for the day shown. What no source says is unknown.",
)
_OF = Text("{known} av {all} {kinds}", "{known} of {all} {kinds}")
_HOST_KNOWN = Text("Värd känd för", "Host known for")
_CHAIR_KNOWN = Text("Ordförande känd för", "Chair known for")
_SEATS = Text("uppdrag", "seats")
_CONFIRMED = Text(
    "I NPO och NSG, bekräftade de senaste tre åren:", "In NPO and NSG, confirmed in the last three years:"
)
_SOURCES = Text("Underlag, det nyaste från {day}:", "Sources, the newest of {day}:")
_NUMBER = Text("{number} källor", "{number} sources")
_SYSTEM = Text("Hela systemet", "The whole system")
_OPEN = Text("Öppna bilden", "Open the picture")
_SHORT = {"npo": "NPO", "nsg": "NSG"}


class Tile(NamedTuple):
    """One number of how much is known."""

    figure: str
    words: str
    address: str
    share: float | None = None
    """Between 0 and 1; None where there is no whole to compare with."""


def show() -> None:
    """Show the start page."""
    language, day = state.language(), state.day()
    if _lost():
        saying.say(_NO_PAGE.of(language), "sg-then")
    saying.title(_NAME.of(language))
    saying.say(_LEAD.of(language), "sg-intro")
    st.html(tag("div", *_cards(language), class_="sg-cards"))
    saying.heading(_COVERAGE.of(language), _COVERAGE_LEAD.of(language))
    st.html(tag("div", *(_tile(tile) for tile in coverage(day, language)), class_="sg-tiles"))
    saying.heading(_SYSTEM.of(language))
    st.html(drawing.image(SYSTEM, day, _SYSTEM.of(language).lower(), language))
    st.html(tag("p", link(state.address("bild"), text(_OPEN.of(language))), class_="sg-choices"))


def _lost() -> bool:
    """Tell whether the address names a page that is not there: then the start page is what is shown."""
    return bool(urlsplit(st.context.url or "").path.rpartition("/")[2])


def _cards(language: Language) -> Iterable[Html]:
    bodies = tuple(kind.name for kind in ORGANISATION_KINDS.values() if kind.host)
    who = forms.form(
        "organ",
        forms.organisation(_BODY.of(language), state.ID, "", bodies, required=True),
        button=_SHOW.of(language),
    )
    then = forms.form(
        "jamfor",
        forms.day(_SINCE.of(language), "fran", "", "start-since", language, required=True),
        button=_COMPARE.of(language),
    )
    inside = (
        who,
        _go(state.address("fragor", **{QUESTION: "hosts", "visa": "1"}), _ALL_HOSTS, language),
        then,
        _go(state.address("atgarda"), _TO_BE_DONE, language),
        _go(state.address("bild"), _DRAW, language),
    )
    for title, says, control in zip(_QUESTIONS, _SAYS, inside, strict=True):
        yield tag(
            "section", tag("h2", text(title.of(language))), tag("p", text(says.of(language))), control, class_="sg-card"
        )


def _go(address: str, label: Text, language: Language) -> Html:
    return tag("p", link(address, text(label.of(language)), class_="sg-button"))


def _tile(tile: Tile) -> Html:
    parts = [tag("span", text(tile.words)), text(" "), tag("strong", text(tile.figure))]
    if tile.share is not None:
        filled = tag("span", style=f"width: {tile.share:.0%}")
        parts.append(tag("span", filled, class_="sg-bar", aria_hidden="true"))
    return link(tile.address, join(parts), class_="sg-tile")


def coverage(day: str, language: Language) -> list[Tile]:
    """Return how much is known on a day: hosts, chairs, confirmed seats, sources; all of it counted."""
    hosts = answers.ask(HOSTS, day).rows
    kind_of = {key: each.kind for key, each in answers.fetch(Organisation, [row.group_id for row in hosts]).items()}
    groups = {row.group_id for row in hosts}
    hosted = {row.group_id for row in hosts if row.host_id and row.status == "active"}
    every_host = state.address("fragor", **{QUESTION: "hosts", "visa": "1"})
    every_seat = state.address("fragor", **{QUESTION: "seats", "visa": "1"})
    tiles = []
    for kind, short in _SHORT.items():
        all_ = {group for group in groups if kind_of.get(group) == kind}
        known = len(all_ & hosted)
        if all_:
            tiles.append(_share(known, len(all_), _HOST_KNOWN, short, every_host, language))
    seats = {group: answers.ask(MEMBERS, day, group=group).rows for group in sorted(groups)}
    for kind, short in _SHORT.items():
        all_ = {group for group in groups if kind_of.get(group) == kind}
        known = sum(any(row.role == "ordförande" and row.status == "decided" for row in seats[group]) for group in all_)
        if all_:
            tiles.append(_share(known, len(all_), _CHAIR_KNOWN, short, every_seat, language))
    held = {(row.group_id, row.role, row.person_id): row.unconfirmed for rows in seats.values() for row in rows}
    fresh = Counter(held.values())[False]
    if held:
        figure = _OF.fill(known=fresh, all=len(held), kinds=_SEATS.of(language)).of(language)
        tiles.append(Tile(figure, _CONFIRMED.of(language), state.address("atgarda"), fresh / len(held)))
    sources = [row for row in answers.ask(FRESHNESS, day).rows if not row.source_id.startswith(PREFIX)]
    seen = [(row.age_days, row.seen) for row in sources if row.age_days is not None]
    if seen:
        _, newest = min(seen, key=lambda each: each[0])
        told = _SOURCES.fill(day=words.when(newest, language)).of(language)
        tiles.append(Tile(_NUMBER.fill(number=len(sources)).of(language), told, state.address("kalla")))
    return tiles


def _share(known: int, all_: int, label: Text, kinds: str, address: str, language: Language) -> Tile:
    count = _OF.fill(known=known, all=all_, kinds=kinds).of(language)
    return Tile(count, label.of(language), address, known / all_)


PAGE = Page("", _TITLE, show, menu=0)
