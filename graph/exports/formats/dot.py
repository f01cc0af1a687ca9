"""DOT: the diagram as text for Graphviz."""

from graph.exports import characters, wording
from graph.exports.elements import Edge, Node
from graph.exports.export import Export
from graph.exports.formats import flowchart
from graph.exports.omissions import shown_scene
from graph.exports.pictures import palette
from graph.exports.subject import Subject
from graph.texts import Text

_SHAPES = {
    "box": 'shape="box", style="filled"',
    "ellipse": 'shape="box", style="filled,rounded"',
    "hexagon": 'shape="hexagon", style="filled"',
    "capsule": 'shape="box", style="filled,rounded", penwidth="2"',
    "note": 'shape="note", style="filled"',
}
_PERSON = 'shape="plain"'
_FONT = "DejaVu Sans,Helvetica,Arial,sans-serif"


def write(subject: Subject) -> bytes:
    """Return a directed graph, its nodes called by their ids."""
    there = shown_scene(subject)
    title = _quoted(flowchart.heading(subject, there.edges))
    text = [
        f"// {flowchart.MADE_BY.of(subject.language)}",
        "digraph styrgraf {",
        f'  graph [label={title}, labelloc="t", rankdir="LR", charset="UTF-8", fontname="{_FONT}", fontsize="18"];',
        f'  node [fontname="{_FONT}", fontsize="11", color="{palette.LINE}", fillcolor="{palette.PLAIN}", '
        f'fontcolor="{palette.INK}", margin="0.15,0.08"];',
        f'  edge [fontname="{_FONT}", fontsize="9", color="{palette.LINE}", fontcolor="{palette.QUIET}"];',
        *(_node(node, subject) for node in there.nodes.values()),
        *(_edge(edge, subject) for edge in there.edges),
        "}",
    ]
    return ("\n".join(text) + "\n").encode()


def _node(node: Node, subject: Subject) -> str:
    known = node.known_kind
    shape = _SHAPES.get(known.shape, _SHAPES["box"]) if known else _PERSON
    label = "\\n".join(map(_escaped, flowchart.lines(node)))
    tooltip = _quoted(f"{characters.clean(node.label)} ({wording.kind(node, subject.language)})")
    return f'  {_quoted(node.id)} [label="{label}", {shape}, tooltip={tooltip}];'


def _edge(edge: Edge, subject: Subject) -> str:
    style = ', style="dashed"' if flowchart.dashed(edge) else ""
    label = _quoted(flowchart.arrow_text(edge, subject.language))
    return f"  {_quoted(edge.start)} -> {_quoted(edge.end)} [label={label}{style}];"


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    r"""Return text as it stands in a label, where Graphviz reads \N, \G and HTML entities such as &amp;."""
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


EXPORT = Export(
    name="dot",
    title=Text("DOT (Graphviz)", "DOT (Graphviz)"),
    suffix=".dot",
    media_type="text/vnd.graphviz",
    write=write,
)
