"""Mermaid: a flowchart as text, for wikis, GitHub and mermaid.live."""

import json
import re

from graph import kinds
from graph.exports.elements import Edge, Node
from graph.exports.export import Export
from graph.exports.formats import flowchart
from graph.exports.omissions import shown_scene
from graph.exports.pictures import palette
from graph.exports.subject import Subject
from graph.texts import Text

_SHAPES = {
    "box": ("[", "]"),
    "ellipse": ("(", ")"),
    "hexagon": ("{{", "}}"),
    "capsule": ("([", "])"),
    "note": ("[/", "/]"),
}
_PERSON = ("(", ")")
# Mermaid reads markdown, entities, directives (%%{…}%%) and styles (a:b#c;) even inside quotes.
_SPEAKS_TO_MERMAID = re.compile(r"[^\w\s.,…·–—()/!?\u00a0-\U0010ffff-]|_")
_MOST_EDGES, _MOST_LETTERS = 500, 50_000
_TOO_LARGE = Text(
    "%% Stor bild: höj maxEdges och maxTextSize i Mermaids inställningar, eller välj en mindre del.",
    "%% A large picture: raise maxEdges and maxTextSize in Mermaid's settings, or choose a smaller part.",
)


def write(subject: Subject) -> bytes:
    """Return a flowchart; the arrows between two nodes that say the same are one."""
    there = shown_scene(subject)
    language = subject.language
    number = {id_: f"n{place}" for place, id_ in enumerate(there.nodes, 1)}
    body = [_node(number[node.id], node) for node in there.nodes.values()]
    arrows = dict.fromkeys(_arrow(edge, number, subject) for edge in there.edges)
    body += arrows
    for name in sorted({node.kind for node in there.nodes.values()} & kinds.ORGANISATION_KINDS.keys()):
        members = ",".join(number[node.id] for node in there.nodes.values() if node.kind == name)
        body.append(f"    class {members} {name}")
    body.append(f"    classDef default fill:{palette.PLAIN},stroke:{palette.LINE},color:{palette.INK}")
    head = ["---", f"title: {_title(flowchart.heading(subject, there.edges))}", "---", "flowchart LR"]
    head.append(f"    %% {flowchart.MADE_BY.of(language)}")
    text = "\n".join((*head, *body)) + "\n"
    if len(arrows) > _MOST_EDGES or len(text) > _MOST_LETTERS:
        text = text.replace("flowchart LR\n", f"flowchart LR\n    {_TOO_LARGE.of(language)}\n", 1)
    return text.encode()


def _node(name: str, node: Node) -> str:
    known = node.known_kind
    left, right = _SHAPES.get(known.shape, _SHAPES["box"]) if known else _PERSON
    return f'    {name}{left}"{"<br/>".join(map(_escaped, flowchart.lines(node)))}"{right}'


def _arrow(edge: Edge, number: dict[str, str], subject: Subject) -> str:
    line = "-.->" if flowchart.dashed(edge) else "-->"
    words = _escaped(flowchart.arrow_text(edge, subject.language))
    return f'    {number[edge.start]} {line}|"{words}"| {number[edge.end]}'


def _escaped(text: str) -> str:
    return _SPEAKS_TO_MERMAID.sub(lambda found: f"#{ord(found[0])};", text)


def _title(text: str) -> str:
    # A title is plain text in YAML, but < makes Mermaid clean it as HTML; %% could begin a directive.
    shown = text.translate({ord("<"): "＜", ord(">"): "＞"})
    return json.dumps(shown, ensure_ascii=False).replace("%", "\\u0025").replace("---", "\\u002d--")


EXPORT = Export(
    name="mermaid",
    title=Text("Mermaid (text för wiki och GitHub)", "Mermaid (text for wikis and GitHub)"),
    suffix=".mmd",
    media_type="text/plain",
    write=write,
)
