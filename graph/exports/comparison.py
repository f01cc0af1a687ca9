"""Two dates in one picture: what came, went and changed between them, told by colour and by sign.

What nobody told of before is not therefore new (DESIGN §3): it has a sign of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.exports.elements import NODE, PERSON, Change, Edge, Element, Node, Scene, joined, scene
from graph.texts import Text


class Before(NamedTuple):
    """The earlier date to compare with, and what there was."""

    as_of: str
    elements: Sequence[Element]
    first_seen: frozenset[str] = frozenset()
    """Ids of the later date's elements of which nothing tells that they are new, though none of these is here."""


class Mark(NamedTuple):
    """How a change is shown."""

    sign: str
    fill: str
    meaning: Text


MARKS: Mapping[Change, Mark] = {
    "added": Mark("+", "#69C9AD", Text("tillkommet efter {day}", "added after {day}")),
    "gone": Mark("–", "#F1A085", Text("borta sedan {day}", "gone since {day}")),
    "changed": Mark("~", "#F1E4A0", Text("ändrat sedan {day}", "changed since {day}")),
    "first_seen": Mark(
        "?",
        "#DADDE1",
        Text("först sett efter {day}: ingen äldre uppgift att jämföra med", "first seen after {day}: nothing earlier"),
    ),
}
"""The four colours are those of `palette` that readers of every sight tell apart (mint, orange, yellow, grey)."""


def compared(before: Before, elements: Iterable[Element]) -> Scene:
    """Return what there is or was on either date; each node and edge bears what happened to it."""
    given = list(elements)
    then, now = scene(before.elements), scene(given)
    unsure = {_identity(each) for each in given if each.id in before.first_seen}
    earlier = {edge[:6]: edge for edge in then.edges}
    later = {edge[:6]: edge for edge in now.edges}
    edges = [
        edge if key in earlier else edge._replace(change="first_seen" if key in unsure else "added")
        for key, edge in later.items()
    ]
    edges += (edge._replace(change="gone") for key, edge in earlier.items() if key not in later)
    nodes = {id_: node._replace(change="gone") for id_, node in then.nodes.items() if id_ not in now.nodes}
    for id_, node in now.nodes.items():
        was = then.nodes.get(id_)
        if was is None:
            alone = node.kind != PERSON and id_ not in before.first_seen
            nodes[id_] = node._replace(change="added" if alone else "first_seen")
        elif was.label != node.label:
            nodes[id_] = node._replace(change="changed", was=was.label)
        else:
            nodes[id_] = node
    return joined(nodes, edges)


def _identity(each: Element) -> tuple[str | None, ...]:
    """Return what makes an edge the same on both dates: how sure it is may differ."""
    if each.element == NODE:
        return ()
    return each.kind, each.from_id, each.to_id, each.in_group or "", each.role or "", each.status or ""


def of_tied(node: Node, edges: Iterable[Edge]) -> Change:
    """Return what happened to what is shown because of its edges: with the last of them it goes."""
    found = {edge.change for edge in edges}
    if not found:
        return node.change
    if len(found) == 1:
        (only,) = found
        return only or ("changed" if node.was else "")
    return "first_seen" if found == {"", "first_seen"} and not node.was else "changed"


def of_standing(node: Node, edges: Iterable[Edge]) -> Change:
    """Return what happened to what is shown in any case, and of which edges only tell."""
    if node.change:
        return node.change
    found = {edge.change for edge in edges} - {""}
    return "" if not found else "first_seen" if found == {"first_seen"} else "changed"


def signed(text: str, change: Change) -> str:
    """Return a text behind its sign, if it has one."""
    return f"{MARKS[change].sign} {text}" if change in MARKS else text
