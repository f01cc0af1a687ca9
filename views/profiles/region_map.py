"""A map of the 21 regions in the colours of their sjukvårdsregioner, with the same as a list beside it."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from graph.texts import Language, Text
from views.parts import answers, areas, saying, scripts, state, tables
from views.parts.markup import Html, join, outward, tag, text

_MAP = Path(__file__).parents[1] / "assets" / "sweden.json"
_TITLE = Text("Regionerna på kartan", "The regions on the map")
_TWO = Text(
    "{name} hör till två sjukvårdsregioner och har bådas färger: gränsen går mellan kommuner.",
    "{name} belongs to two sjukvårdsregioner and bears the colours of both: the border runs between municipalities.",
)
_SHOWN = Text("visas här", "shown here")
_THANKS = Text("Karta:", "Map:")
_CREDIT = "svg-maps/sweden, Victor Cazanave, MapSVG, CC BY 4.0"
_CREDIT_ADDRESS = "https://github.com/VictorCazanave/svg-maps"


@cache
def _map() -> dict[str, Any]:
    shapes: dict[str, Any] = json.loads(_MAP.read_text(encoding="utf-8"))
    return shapes


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show where a region, or the regions of a sjukvårdsregion, lie; nothing for other kinds of bodies."""
    if subject.kind not in (areas.SJUKVARDSREGION, areas.REGION):
        return
    found = areas.on(day)
    saying.heading(_TITLE.of(language))
    with st.container(key="regions", horizontal=True, vertical_alignment="top"):
        scripts.run("map", {"shapes": _map(), "regions": _regions(subject, found)})
        st.html(join([*(_entry(area, subject, language) for area in found), _notes(found, language)]))


def _regions(subject: answers.PageSubject, found: Sequence[areas.Area]) -> list[dict[str, Any]]:
    """Return each region with its colours, its page, and whether it is what the page is about."""
    told: dict[str, dict[str, Any]] = {}
    for area in found:
        for region in area.regions:
            one = told.setdefault(
                region.id,
                {
                    "id": region.id,
                    "name": region.label,
                    "address": state.address(tables.page_of(region.kind), id=region.id),
                    "colours": [],
                    "shown": region.id == subject.id,
                },
            )
            one["colours"].append(area.colour)
            one["shown"] = one["shown"] or area.body.id == subject.id
    return list(told.values())


def _entry(area: areas.Area, subject: answers.PageSubject, language: Language) -> Html:
    chip = tag("span", class_="sg-chip", style=f"background: {area.colour}", aria_hidden="true")
    name = _named(area.body, subject, language)
    regions = [tag("li", _named(region, subject, language)) for region in area.regions]
    return tag("div", tag("p", chip, name, class_="sg-area-name"), tag("ul", *regions), class_="sg-area")


def _named(each: answers.PageSubject, subject: answers.PageSubject, language: Language) -> Html:
    if each.id != subject.id:
        return tables.subject_link(each)
    return join([tag("strong", text(each.label)), tag("span", text(f" {_SHOWN.of(language)}"), class_="sg-date")])


def _notes(found: Sequence[areas.Area], language: Language) -> Html:
    seen: set[str] = set()
    twice = []
    for area in found:
        for region in area.regions:
            if region.id in seen:
                twice.append(tag("p", text(_TWO.fill(name=region.label).of(language)), class_="sg-note"))
            seen.add(region.id)
    credit = outward(_CREDIT_ADDRESS, text(_CREDIT))
    return join([*twice, tag("p", text(f"{_THANKS.of(language)} "), credit, class_="sg-date")])
