"""The page to explore: nodes and edges to click on, beside them what is known, and the same as a list and a table."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from graph import kinds
from graph.people.hiding import is_hidden
from graph.texts import Language, Text
from queries.asking import asking
from queries.structure import SYSTEM
from views.explore import component, drawing, network_state, panel
from views.explore import found as network_found
from views.explore import scene as network_scene
from views.explore.network_state import NetworkWish
from views.frame.page import Page
from views.parts import answers, saying, sections, state, tables, words
from views.parts.markup import join, link, tag, text
from views.profiles import person

_TITLE = Text("Utforska", "Explore")
_WHOLE = Text("Hela systemet", "The whole system")
_ABOUT = Text("Allt om {name}", "All about {name}")
_PICTURE = Text("Rita {name}", "Draw {name}")
_SYSTEM_PICTURE = Text("Rita hela systemet", "Draw the whole system")
_NOTHING = Text(
    "Ingen källa nämner något samband här den dagen. Välj en annan dag, eller sök upp någon annan.",
    "No source mentions any relation here on that day. Choose another day, or search for somebody else.",
)
_KEY, _DETAILS = "network", "network-details"


def show() -> None:
    """Show the network around what the address names; without a name that of the whole system."""
    language = state.language()
    name = state.given(state.ID)
    if not name or name == SYSTEM:
        picture = tag("p", link(state.address("bild"), text(_SYSTEM_PICTURE.of(language))), class_="sg-other")
        saying.title(_WHOLE.of(language), _TITLE.of(language), picture)
        centre = SYSTEM
    else:
        subject = answers.find(name, asking.NAMED_KINDS["node"])
        centre = subject.id
        if is_hidden(centre):
            person.show_hidden(_TITLE, language)
            return
        page = tables.page_of(subject.kind)
        links = [
            sections.other_page(subject, page, _ABOUT, language),
            sections.other_page(subject, "bild", _PICTURE, language),
        ]
        saying.title(subject.label, _TITLE.of(language), join(links))
    _network(centre, language)


@st.fragment
def _network(centre: str, language: Language) -> None:
    """Show the network; a click works in this part of the page alone."""
    day = state.day()
    wish = network_state.read(st.query_params)
    found = network_found.find(centre, wish, day, language)
    if len(found.scene.nodes) < 2 and not wish.closed:
        saying.say(_NOTHING.of(language), "sg-unknown")
        if not found.centre:
            return
    component.draw(content(centre, found, wish, day, language), _KEY, partial(_done, _KEY))
    _details(centre, language)


@st.fragment
def _details(centre: str, language: Language) -> None:
    """Tell of what is selected; selecting works in this part alone, so that no graph is sent for a click."""
    day = state.day()
    wish = network_state.read(st.query_params)
    found = network_found.find(centre, wish, day, language)
    told = {"selected": list(wish.selected), "panel": panel.panel(wish.selected, found, day, language)}
    with st.container(key="quiet-details"):
        component.tell(told, _DETAILS, partial(_done, _DETAILS))


def _done(key: str) -> None:
    """Let the address tell what somebody did; the page then shows what the address says."""
    event = st.session_state[key].event
    if not isinstance(event, Mapping):
        return
    wish = network_state.after(network_state.read(st.query_params), event)
    rest = {name: value for name, value in st.query_params.items() if name not in network_state.NAMES}
    st.query_params.from_dict({**rest, **network_state.written(wish)})


def content(
    centre: str, found: network_found.FoundNetwork, wish: NetworkWish, day: str, language: Language
) -> dict[str, Any]:
    """Return all that the browser needs to show a network."""
    on_path = {(link.from_id, link.to_id) for link in found.path}
    kept = {found.centre, *wish.selected, *(end for pair in on_path for end in pair)}
    scene = network_scene.filtered(found.scene, network_found.filters(wish, day), kept)
    bodies = [(each.id, each.label) for each in network_found.bodies()]
    graph = drawing.network_drawing(
        scene,
        found.places,
        found.homes,
        [id_ for id_, _ in bodies],
        centre=found.centre,
        by_kind=wish.by_kind,
        on_path=on_path,
        language=language,
    )
    return {
        "scope": f"{centre} {wish.depth} {day}",
        "language": language,
        "words": {name: each.of(language) for name, each in WORDS.items()},
        "graph": graph,
        "legend": drawing.legend(scene, found.homes, bodies, by_kind=wish.by_kind, language=language),
        "selected": list(wish.selected),
        "path": panel.chain(found, wish.start, wish.goal, language),
        "controls": _controls(centre, found, wish, bodies, language),
        "moved": bool(wish.moved),
        "hidden": len(found.scene.nodes) - len(scene.nodes),
    }


def _controls(
    centre: str, found: network_found.FoundNetwork, wish: NetworkWish, bodies: list[tuple[str, str]], language: Language
) -> dict[str, Any]:
    """Return what can be chosen, and what is."""
    there = {node.kind for node in found.scene.nodes.values()}
    roles = {tie.role for tie in found.scene.ties if tie.role} | {*wish.roles}
    known = [*kinds.ORGANISATION_KINDS]
    order = sorted(there | {*wish.kinds}, key=lambda kind: known.index(kind) if kind in known else len(known))
    return {
        "depth": wish.depth if centre != SYSTEM else 0,
        "farthest": network_state.FARTHEST,
        "by_kind": wish.by_kind,
        "ungrouped": wish.ungrouped,
        "groups": found.base > network_scene.MOST,
        "kinds": [[kind, words.kind(kind, language), kind in wish.kinds] for kind in order],
        "bodies": [[id_, label, id_ == wish.body] for id_, label in bodies],
        "roles": [
            [name, role.label.of(language), name in wish.roles] for name, role in kinds.ROLES.items() if name in roles
        ],
        "certainties": [
            [name, term.label.of(language), name in wish.certainties]
            for name, term in kinds.CERTAINTIES.items()
            if name != "unknown"
        ],
    }


WORDS = {
    "loading": Text("Ritar nätverket …", "Drawing the network …"),
    "failed": Text(
        "Bilden gick inte att visa i den här webbläsaren. Dispositionen och tabellen visar samma sak.",
        "The picture could not be shown in this browser. The outline and the table show the same.",
    ),
    "picture": Text(
        "Nätverk. Pilarna flyttar mellan grannar, Enter öppnar, e visar fler, Esc avmarkerar. "
        "Samma noder står i dispositionen och tabellen.",
        "Network. The arrows move between neighbours, Enter opens, e shows more, Esc clears. "
        "The same nodes are in the outline and the table.",
    ),
    "keys": Text(
        "Tangenter: pilar = granne · Enter = öppna · e = visa fler · Esc = avmarkera · mellanslag = välj fler",
        "Keys: arrows = neighbour · Enter = open · e = show more · Esc = clear · space = select more",
    ),
    "details": Text("Uppgifter", "Details"),
    "outline": Text("Disposition", "Outline"),
    "table": Text("Tabell", "Table"),
    "views": Text("Visa som", "Show as"),
    "nothing": Text(
        "Klicka på en nod för att se vad som är känt om den och för att visa fler runt omkring. "
        "Dispositionen och tabellen har samma noder.",
        "Click a node to see what is known of it, and to show more around it. The outline and the table have the "
        "same nodes.",
    ),
    "steps": Text("Steg ut", "Steps out"),
    "colour": Text("Färg visar", "Colour shows"),
    "host": Text("värd", "host"),
    "kind": Text("slag", "kind"),
    "filter": Text("Filter", "Filter"),
    "kinds": Text("Slag", "Kinds"),
    "body": Text("Sjukvårdsregion", "Sjukvårdsregion"),
    "all": Text("alla", "all"),
    "roles": Text("Roller", "Roles"),
    "certainties": Text("Säkerhet", "Certainty"),
    "clear_filter": Text("Ta bort filtren", "Remove the filters"),
    "hidden": Text("{count} dolda av filter", "{count} hidden by filters"),
    "group": Text("Gruppera när det blir många", "Group when there are many"),
    "fit": Text("Visa allt", "Show all"),
    "closer": Text("Zooma in", "Zoom in"),
    "farther": Text("Zooma ut", "Zoom out"),
    "tidy": Text("Ställ tillbaka flyttade noder", "Put moved nodes back"),
    "legend": Text("Teckenförklaring", "Legend"),
    "lines": Text("Linjer", "Lines"),
    "shapes": Text("Former", "Shapes"),
    "colours": Text("Färger", "Colours"),
    "saved": Text("Sparade vyer", "Saved views"),
    "save": Text("Spara vyn", "Save the view"),
    "save_as": Text("Namn på vyn", "Name of the view"),
    "save_lead": Text(
        "Vyn sparas i den här webbläsaren, med flyttade noder. Kopiera länken för att dela den.",
        "The view is kept in this browser, moved nodes included. Copy the link to share it.",
    ),
    "forget": Text("Ta bort {name}", "Remove {name}"),
    "none_saved": Text("Inga sparade vyer än.", "No saved views yet."),
    "open_page": Text("Öppna sidan", "Open the page"),
    "draw": Text("Rita", "Draw"),
    "centre": Text("Utgå härifrån", "Start from here"),
    "show": Text("Visa {count} till", "Show {count} more"),
    "show_all": Text("Visa alla {count}", "Show all {count}"),
    "fold": Text("Fäll ihop", "Fold"),
    "rows": Text("Visa alla {count} i listan", "List all {count}"),
    "more": Text("och fler på egen sida", "and more on the page"),
    "as_start": Text("Väg härifrån", "Path from here"),
    "as_goal": Text("Väg hit", "Path to here"),
    "path": Text("Vägen från {start} till {goal}", "The path from {start} to {goal}"),
    "path_from": Text(
        "Väg från {start}: välj en annan nod och tryck på ”Väg hit”.",
        "Path from {start}: select another node and press “Path to here”.",
    ),
    "path_to": Text(
        "Väg till {goal}: välj en annan nod och tryck på ”Väg härifrån”.",
        "Path to {goal}: select another node and press “Path from here”.",
    ),
    "no_path": Text(
        "Ingen källa visar något samband mellan dem den dagen.", "No source shows a relation between them on that day."
    ),
    "no_path_needed": Text("Det är samma nod.", "It is the same node."),
    "clear_path": Text("Ta bort vägen", "Remove the path"),
    "several": Text("{count} valda", "{count} selected"),
    "more_mode": Text("Välj flera", "Select several"),
    "unselect": Text("Avmarkera {name}", "Deselect {name}"),
    "clear": Text("Avmarkera alla", "Deselect all"),
    "draw_selection": Text("Rita urvalet", "Draw the selection"),
    "path_between": Text("Visa vägen mellan dem", "Show the path between them"),
    "sources": Text("Källor", "Sources"),
    "confirmed": Text("Senast bekräftad", "Last confirmed"),
    "name": Text("Namn", "Name"),
    "relation": Text("Samband", "Relation"),
    "told_selected": Text("Vald: {name}, {kind}", "Selected: {name}, {kind}"),
    "told_cleared": Text("Ingenting är valt", "Nothing is selected"),
    "told_count": Text("{nodes} noder och {edges} samband visas", "{nodes} nodes and {edges} relations shown"),
    "opens": Text("öppna {name}", "open {name}"),
    "not_shown": Text("visas inte i bilden", "not shown in the picture"),
}
"""Everything that the component says."""
PAGE = Page("utforska", _TITLE, show, menu=1)
