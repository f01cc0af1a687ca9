"""A found network as pyvis builds it: colours and shapes as in the diagrams, and what is said of each node."""

import sys
import threading
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

from graph import kinds
from graph.exports.elements import PERSON
from graph.exports.pictures import palette
from graph.exports.pictures.contents import kind_rank
from graph.texts import Language, Text
from views.explore import network_words
from views.explore.layout import NodePlace
from views.explore.scene import NetworkNode, NetworkScene, Tie
from views.parts import tables, words

_FORMS = ("hexagon", "box", "ellipse", "note", "capsule", "person")
"""The shapes of kinds, each with the colour of the same place when colours tell kinds."""
_PALER = 0.42
_NO_HOST = Text("ingen känd sjukvårdsregion", "no known sjukvårdsregion")
_OTHER = Text("annan värd", "other host")
_UNCONFIRMED = Text("ej bekräftat på tre år, eller vilande", "not confirmed for three years, or dormant")
_PEOPLE = Text("personer", "people")


class LineStyle(NamedTuple):
    """How edges of a relation are drawn."""

    width: float
    colour: str
    label: Text
    dashes: tuple[int, ...] = ()


_THIN = LineStyle(1.0, "#B4BEC8", Text("hör till, speglar, bereder, stödjer", "part of, mirrors, prepares, supports"))
LINES = {
    "hosts": LineStyle(2.6, "#5A6672", Text("är värd för", "hosts")),
    "member_of": LineStyle(1.4, "#6B7884", Text("sitter i", "sits in")),
    "represents": LineStyle(1.4, "#3F7F94", Text("företräder", "represents"), (2, 4)),
    "employed_by": LineStyle(1.0, "#9AA6B1", Text("är anställd av", "is employed by"), (1, 5)),
}
_FAINT = (4, 4)
_importing = threading.Lock()


def network_drawing(
    scene: NetworkScene,
    places: Mapping[str, NodePlace],
    homes: Mapping[str, str],
    bodies: Sequence[str],
    *,
    centre: str,
    by_kind: bool,
    on_path: Collection[tuple[str, str]],
    language: Language,
) -> dict[str, Any]:
    """Return nodes, edges and options as pyvis gives them, for a browser to draw."""
    colours = palette.assign(bodies)
    made = _network()(directed=True)
    made.toggle_physics(False)
    best = _best(scene.ties)
    for node in scene.nodes.values():
        place = places[node.id]
        fill = colour(node, homes, colours, by_kind=by_kind)
        made.add_node(
            node.id,
            label=node.label,
            shape="custom",
            color=fill,
            x=place.x,
            y=place.y,
            side=place.side,
            kind=node.kind,
            **({"root": True} if node.id == centre else {}),
            **_said(node, best, language),
        )
    merged: defaultdict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in scene.ties:
        merged[tie.start, tie.end, tie.kind].append(tie)
    for (start, end, kind), ties in merged.items():
        line = LINES.get(kind, _THIN)
        faint = all(tie.unconfirmed or tie.status == "dormant" for tie in ties)
        stroke = line.colour
        if kind == "hosts" and not by_kind and start in colours.colours:
            stroke = palette.darker(colours.of(start), 0.72)
        made.add_edge(
            start,
            end,
            color=stroke,
            width=line.width,
            dashes=list(_FAINT if faint else line.dashes) or False,
            kind=kind,
            **({"path": True} if (start, end) in on_path or (end, start) in on_path else {}),
            **_tie_facts(ties, language),
        )
    nodes, edges, *_, options = made.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": options,
        "kinds": {
            kind: {"label": words.kind(kind, language), "form": form(kind), "page": tables.page_of(kind)}
            for kind in sorted({node.kind for node in scene.nodes.values()})
        },
        "relations": {
            name: [relation.verb.of(language), relation.inverse.of(language)]
            for name, relation in kinds.RELATIONS.items()
        },
    }


@cache
def _network() -> Any:
    """Return pyvis's network, imported without what it uses in notebooks alone: IPython with jedi, and jsonpickle."""
    display = ModuleType("IPython.display")
    display.__dict__["IFrame"] = None
    unused = {"IPython": ModuleType("IPython"), "IPython.display": display, "jsonpickle": ModuleType("jsonpickle")}
    with _importing:
        away = {name: module for name, module in unused.items() if name not in sys.modules}
        sys.modules.update(away)
        try:
            from pyvis.network import Network
        finally:
            for name in away:
                sys.modules.pop(name, None)
    return Network


def form(kind: str) -> str:
    """Return the shape of a kind, as in the diagrams."""
    known = kinds.ORGANISATION_KINDS.get(kind)
    return known.shape if known else "person"


def colour(node: NetworkNode, homes: Mapping[str, str], colours: palette.Palette, *, by_kind: bool) -> str:
    """Return the fill of a node: that of its kind, or that of the body behind it."""
    if by_kind:
        return _of_kind(node.kind)
    behind = {homes[id_] for id_ in node.members or (node.id,) if id_ in homes}
    return colours.of(behind.pop()) if len(behind) == 1 else palette.PLAIN


def _of_kind(kind: str) -> str:
    known = kinds.ORGANISATION_KINDS.get(kind)
    if known is None:
        return palette.COLOURS[_FORMS.index("person")] if kind == PERSON else palette.OTHER
    place = _FORMS.index(known.shape) if known.shape in _FORMS else 0
    return palette.paler(palette.COLOURS[place], min(known.level - 1, 2) * _PALER)


def _best(ties: Sequence[Tie]) -> dict[tuple[str, str, str], list[Tie]]:
    found: defaultdict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.kind, tie.start, tie.end].append(tie)
    return found


def _said(node: NetworkNode, ties: Mapping[tuple[str, str, str], Sequence[Tie]], language: Language) -> dict[str, Any]:
    """Return what lists and tables tell of a node, and how it hangs in the tree."""
    told: dict[str, Any] = {"members": len(node.members)} if node.members else {}
    way = node.way
    if way is None:
        return told
    ends = (node.id, way.node) if way.backward else (way.node, node.id)
    told |= {"parent": way.node, "way": way.written}
    there = ties.get((way.relation, *ends), ())
    if not there or node.members:
        return told
    newest = max(there, key=lambda tie: (not tie.unconfirmed, tie.last_confirmed))
    told["certainty"] = network_words.certainty(newest.certainty, language)
    return told | _tie_facts(there, language, newest)


def _tie_facts(ties: Sequence[Tie], language: Language, newest: Tie | None = None) -> dict[str, Any]:
    """Return the roles that edges between the same two tell, and when the newest was confirmed."""
    roles = list(dict.fromkeys(role for tie in ties if (role := network_words.role(tie, language))))
    told: dict[str, Any] = {"role": ", ".join(roles[:3])} if roles else {}
    if newest or len(ties) == 1:
        tie = newest or ties[0]
        told["confirmed"] = network_words.confirmed(tie, language)
        if tie.unconfirmed:
            told["late"] = True
    return told


def legend(
    scene: NetworkScene,
    homes: Mapping[str, str],
    bodies: Sequence[tuple[str, str]],
    *,
    by_kind: bool,
    language: Language,
) -> dict[str, list[dict[str, Any]]]:
    """Return the signs that are on the screen: shapes, colours and lines, each with what it means."""
    colours = palette.assign(id_ for id_, _ in bodies)
    kinds_there = sorted({node.kind for node in scene.nodes.values()}, key=kind_rank)
    shapes = [
        {"form": form(kind), "fill": _of_kind(kind) if by_kind else palette.PLAIN, "label": _plural(kind, language)}
        for kind in kinds_there
    ]
    fills: list[dict[str, Any]] = []
    if not by_kind:
        used = {colour(node, homes, colours, by_kind=False) for node in scene.nodes.values()}
        fills = [{"fill": colours.of(id_), "label": label} for id_, label in bodies if colours.of(id_) in used]
        fills += [{"fill": palette.OTHER, "label": _OTHER.of(language)}] if palette.OTHER in used else []
        fills += [{"fill": palette.PLAIN, "label": _NO_HOST.of(language)}] if palette.PLAIN in used else []
    there = {tie.kind for tie in scene.ties}
    lines = [_stroke(line, language) for kind, line in LINES.items() if kind in there]
    lines += [_stroke(_THIN, language)] if there - set(LINES) else []
    if any(tie.unconfirmed or tie.status == "dormant" for tie in scene.ties):
        lines.append(_stroke(LineStyle(1.4, "#6B7884", _UNCONFIRMED, _FAINT), language))
    return {"shapes": shapes, "fills": fills, "lines": lines}


def _plural(kind: str, language: Language) -> str:
    known = kinds.ORGANISATION_KINDS.get(kind)
    return (known.plural if known else _PEOPLE).of(language)


def _stroke(line: LineStyle, language: Language) -> dict[str, Any]:
    return {
        "colour": line.colour,
        "width": line.width,
        "dashes": list(line.dashes),
        "label": line.label.of(language),
    }
