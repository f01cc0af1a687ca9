"""draw.io: a diagram to rearrange by hand, whose moved boxes `positions` reads back.

Every box bears the id of what it shows, and where it was put, so that a later picture knows what was moved.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from graph.exports.export import Export
from graph.exports.pictures import palette, rendering, svg
from graph.exports.pictures.measure import longest_part, width
from graph.exports.pictures.picture import Band, Box, Connector, Dot, Legend, Picture, RuledLine, Words
from graph.exports.subject import Subject
from graph.texts import Text

PLACE = "place"
"""What says where a box was put: `x y w h`, counted from the corner of the page."""
MOVED = "moved"
"""What says that this place was somebody's choice, in an earlier file."""
_FONT = "fontFamily=Helvetica;"
"""The program's own font, which is narrower than the measured one."""
_BULLET, _RING = "●", "○"
_DRAWIO_SPACING = 2.0
"""The program adds this much at every edge of a text."""

Style = Mapping[str, str | float | int]


def write(picture: Picture) -> bytes:
    """Return the picture as a diagram."""
    return write_pages([picture])


def write_pages(pictures: Sequence[Picture]) -> bytes:
    """Return a file with a page for each picture; which of its boxes were moved is told there."""
    lines = ['<mxfile host="styrgraf" agent="styrgraf" compressed="false">']
    used: set[str] = set()
    for picture in pictures:
        begun = name = page(picture.scope)
        count = 1
        while name in used:
            count += 1
            name = f"{begun}.{count}"
        used.add(name)
        lines += _Diagram(picture).lines(name)
    return "\n".join([*lines, "</mxfile>", ""]).encode()


def page(scope: str) -> str:
    """Return the id of a picture's page; no box may have the same."""
    return f":page:{rendering.printable(scope)}"


class _Frame(NamedTuple):
    """Where a cell stands in its parent."""

    x: float
    y: float
    w: float
    h: float


class _Diagram:
    """Writes one picture as a page of the file."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.moved = picture.moved
        self.band_names, self.box_names = rendering.names(picture)
        self.edge_names: set[str] = set()
        self.cells: list[str] = []

    def lines(self, name: str) -> list[str]:
        picture = self.picture
        self.text(":title", picture.title)
        self.text(":subtitle", picture.subtitle)
        # Boxes move with their band, unless lines lie between the two.
        under = [rule for rule in picture.rules if not rule.above]
        names = iter(self.box_names)
        for band_name, band in zip(self.band_names, picture.bands, strict=True):
            self.band(band_name, band)
            for box in () if under else band.boxes:
                self.box(next(names), box, band_name, _Frame(band.x, band.y, band.w, band.h))
        self.rules(under, ":rule:under")
        for box in picture.boxes if under else ():
            self.box(next(names), box, "1", None)
        for connector in picture.connectors:
            self.connector(connector)
        self.rules([rule for rule in picture.rules if rule.above], ":rule")
        if picture.legend:
            self.legend(picture.legend)
        self.text(":footer", picture.footer)
        wide, tall = _number(picture.width), _number(picture.height)
        return [
            f'<diagram id="{_attribute(name)}" name="{_attribute(_line(picture.title.text))}">',
            f'<mxGraphModel dx="{wide}" dy="{tall}" grid="1" gridSize="4" guides="1" tooltips="1" connect="1"'
            f' arrows="1" fold="1" page="1" pageScale="1" pageWidth="{wide}" pageHeight="{tall}" math="0" shadow="0"'
            f' background="{palette.PAPER}">',
            "<root>",
            '<mxCell id="0"/>',
            '<mxCell id="1" parent="0"/>',
            *self.cells,
            "</root>",
            "</mxGraphModel>",
            "</diagram>",
        ]

    # ---- cells

    def vertex(self, name: str, label: str, style: str, frame: _Frame, parent: str = "1") -> None:
        self.cells.append(
            f'<mxCell id="{_attribute(name)}" value="{_attribute(label)}" style="{_attribute(style)}" vertex="1"'
            f' connectable="0" parent="{_attribute(parent)}">{_geometry(frame)}</mxCell>'
        )

    def object(
        self, name: str, label: str, style: str, frame: _Frame, parent: str, told: Mapping[str, str], *, fixed: bool
    ) -> None:
        """Add a vertex that bears more than its label."""
        data = "".join(f' {key}="{_attribute(value)}"' for key, value in told.items() if value)
        connectable = ' connectable="0"' if fixed else ""
        self.cells.append(
            f'<object id="{_attribute(name)}" label="{_attribute(label)}"{data}>'
            f'<mxCell style="{_attribute(style)}" vertex="1"{connectable} parent="{_attribute(parent)}">'
            f"{_geometry(frame)}</mxCell></object>"
        )

    def text(
        self, name: str, words: Words, dot: Dot | None = None, parent: str = "1", at: _Frame | None = None
    ) -> None:
        """Add a text that stands by itself; `at` is its parent's frame."""
        hanging = dot.x - dot.r - words.x if dot else 0.0
        # A text box is as wide as its text and a little more: the program's own font is narrower than the measured.
        frame = _Frame(words.x + hanging, words.y, words.w - hanging + 2 * _DRAWIO_SPACING, words.h)
        style = _style(
            {
                "text": "",
                "html": 1,
                "whiteSpace": "wrap",
                "strokeColor": "none",
                "fillColor": "none",
                "align": "center" if words.align == "middle" else "left",
                "verticalAlign": "top",
                "spacing": 0,
                "spacingTop": -_DRAWIO_SPACING,
                "fontColor": words.colour,
                "fontSize": words.size,
                "fontStyle": 1 if words.bold else 0,
            }
        )
        self.vertex(name, _html([(words, dot)]), style, _inside(frame, at), parent)

    def band(self, name: str, band: Band) -> None:
        blocks = [band.heading, *([band.note] if band.note else [])]
        beside = bool(band.note and band.note.y < band.heading.y + band.heading.h)
        label = "&nbsp;&nbsp; ".join(map(_span, blocks)) if beside else "<br>".join(map(_span, blocks))
        style = _style(
            {
                "rounded": 1,
                "absoluteArcSize": 1,
                "arcSize": 2 * rendering.GROUND_RADIUS,
                "whiteSpace": "wrap",
                "html": 1,
                "container": 1,
                "collapsible": 0,
                "recursiveResize": 0,
                "expand": 0,
                "fillColor": palette.GROUND,
                "strokeColor": "none",
                "align": "left",
                "verticalAlign": "top",
                "spacingLeft": band.heading.x - band.x - _DRAWIO_SPACING,
                "spacingTop": band.heading.y - band.y - 2 * _DRAWIO_SPACING,
                "fontColor": palette.INK,
            }
        )
        frame = _Frame(band.x, band.y, band.w, band.h)
        self.object(name, label, style, frame, "1", self.placed(name, frame), fixed=True)

    def rules(self, rules: Sequence[RuledLine], name: str) -> None:
        """Add straight lines; as edges they would have to end on a shape."""
        for place, rule in enumerate(rules):
            x, y, w, h = rule.x, rule.y, rule.to_x - rule.x, rule.to_y - rule.y
            upright = abs(h) > abs(w)
            frame = _Frame(min(x, x + w), min(y, y + h), max(abs(w), rule.width), max(abs(h), rule.width))
            style = _style({"line": "", "direction": "south" if upright else "east", "strokeColor": rule.colour})
            self.vertex(f"{name}:{place}", "", f"{style}strokeWidth={_number(rule.width)};", frame)

    def placed(self, name: str, frame: _Frame) -> dict[str, str]:
        return {PLACE: " ".join(map(_number, frame)), MOVED: "1" if name in self.moved else ""}

    def box(self, name: str, box: Box, parent: str, at: _Frame | None) -> None:
        centred = bool(box.words) and box.words[0].align == "middle"
        blocks = list(rendering.dotted(box.words, box.dots))
        left = min((min(words.x, dot.x - dot.r) if dot else words.x for words, dot in blocks), default=box.x)
        right = max((words.x + words.w for words, _ in blocks), default=box.x + box.w)
        top = box.words[0].y - box.y if box.words else 0.0
        style = _style(
            {
                **_outline(box),
                "whiteSpace": "wrap",
                "html": 1,
                "align": "center" if centred else "left",
                "verticalAlign": "middle" if centred else "top",
                "spacingLeft": left - box.x - _DRAWIO_SPACING,
                "spacingRight": box.x + box.w - right - 2 * _DRAWIO_SPACING,
                "spacingTop": 0 if centred else top - 2 * _DRAWIO_SPACING,
                "fontColor": palette.INK,
            }
        )
        frame = _Frame(box.x, box.y, box.w, box.h)
        told = {
            "kind": box.kind,
            "tooltip": _escaped(box.note).replace("\n", "<br>"),
            "link": svg.safe_address(box.address) or "",
            **self.placed(name, frame),
        }
        self.object(name, _html(blocks), style, _inside(frame, at), parent, told, fixed=False)

    def connector(self, connector: Connector) -> None:
        boxes = self.picture.boxes
        source = rendering.owner(boxes, connector.from_id, connector.points[0])
        target = rendering.owner(boxes, connector.to_id, connector.points[-1])
        start, end = boxes[source], boxes[target]
        name = f":edge:{self.box_names[source]}:{self.box_names[target]}"
        while name in self.edge_names:
            name += f":{'+'.join(connector.kinds)}"
        self.edge_names.add(name)
        exit_x, exit_y = _anchor(start, connector.points[0])
        entry_x, entry_y = _anchor(end, connector.points[-1])
        style = _style(
            {
                "edgeStyle": "orthogonalEdgeStyle",
                "rounded": 0,
                "html": 1,
                "endArrow": "block",
                "endFill": 1,
                "endSize": rendering.HEAD - 1,
                "strokeColor": palette.LINE,
                "strokeWidth": rendering.ARROW,
                "dashed": int(connector.dashed),
                "exitX": exit_x,
                "exitY": exit_y,
                "exitDx": 0,
                "exitDy": 0,
                "exitPerimeter": 0,
                "entryX": entry_x,
                "entryY": entry_y,
                "entryDx": 0,
                "entryDy": 0,
                "entryPerimeter": 0,
            }
        )
        turns = "".join(f'<mxPoint x="{_number(x)}" y="{_number(y)}"/>' for x, y in connector.points[1:-1])
        turns = f'<Array as="points">{turns}</Array>' if turns else ""
        self.cells.append(
            f'<mxCell id="{_attribute(name)}" value="" style="{_attribute(style)}" edge="1" parent="1"'
            f' source="{_attribute(self.box_names[source])}" target="{_attribute(self.box_names[target])}">'
            f'<mxGeometry relative="1" as="geometry">{turns}</mxGeometry></mxCell>'
        )
        middle = _middle(connector.points)
        for place, (words, dot) in enumerate(rendering.dotted(connector.words, connector.dots)):
            self.label(f"{name}:{place}", name, words, dot, middle)

    def label(self, name: str, edge: str, words: Words, dot: Dot | None, middle: tuple[float, float]) -> None:
        """Add a text that belongs to an edge and follows its middle."""
        style = _style(
            {
                "edgeLabel": "",
                "html": 1,
                "align": "center",
                "verticalAlign": "middle",
                "labelBackgroundColor": "none",
                "resizable": 0,
                "fontColor": words.colour,
                "fontSize": words.size,
            }
        )
        taken = max(width(line, words.size, words.bold) for line in words.lines)
        right = words.x + (words.w + taken) / 2 if words.align == "middle" else words.x + taken
        left = dot.x - dot.r if dot else right - taken
        x, y = (left + right) / 2 - middle[0], words.y + words.h / 2 - middle[1]
        self.cells.append(
            f'<mxCell id="{_attribute(name)}" value="{_attribute(_html([(words, dot)]))}" style="{_attribute(style)}"'
            f' vertex="1" connectable="0" parent="{_attribute(edge)}"><mxGeometry relative="1" as="geometry">'
            f'<mxPoint x="{_number(x)}" y="{_number(y)}" as="offset"/></mxGeometry></mxCell>'
        )

    def legend(self, legend: Legend) -> None:
        """Add the legend as a group, which moves as a whole."""
        at = _Frame(legend.x, legend.y, legend.w, legend.h)
        style = _style({"group": "", "fillColor": "none", "strokeColor": "none"})
        self.vertex(":legend", "", style, at)
        self.text(":legend:heading", legend.heading, None, ":legend", at)
        for place, sign in enumerate(legend.signs):
            if sign.box:
                frame = _Frame(sign.box.x, sign.box.y, sign.box.w, sign.box.h)
                style = _style({**_outline(sign.box), "html": 1})
                self.vertex(f":legend:sign:{place}", "", style, _inside(frame, at), ":legend")
            self.text(f":legend:{place}", sign.words, sign.dot, ":legend", at)


def _outline(box: Box) -> dict[str, str | float | int]:
    """Return a box's shape, border and fill as the program calls them.

    It has no hatching: what has no known host gets a dotted border instead. Of several colours it shows the
    first and the last, passing over from one to the other.
    """
    look = rendering.look(box)
    style: dict[str, str | float | int] = {"fillColor": palette.PLAIN if box.hatched else box.fills[0]}
    if len(box.fills) > 1:
        style |= {"gradientColor": box.fills[-1], "gradientDirection": "east"}
    style |= {"strokeColor": look.border or "none", "strokeWidth": look.width or rendering.THIN}
    if look.dashed:
        style |= {"dashed": 1, "dashPattern": "5 3"}
    elif box.hatched and look.border:
        style |= {"dashed": 1, "dashPattern": "1 3", "strokeColor": palette.QUIET, "strokeWidth": rendering.THICK}
    if box.shape == "hexagon":
        return {
            "shape": "hexagon",
            "perimeter": "hexagonPerimeter2",
            "fixedSize": 1,
            "size": rendering.cut(box),
            **style,
        }
    if box.shape == "note":
        return {"shape": "note", "size": rendering.FOLD, **style}
    return {"rounded": 1, "absoluteArcSize": 1, "arcSize": 2 * rendering.radius(box), **style}


def _style(parts: Style) -> str:
    """Return a style as the program writes it; names of whole styles stand without a value."""
    return "".join(
        f"{key};" if value == "" else f"{key}={_number(value) if isinstance(value, float) else value};"
        for key, value in parts.items()
    ) + (_FONT if "html" in parts else "")


def _html(blocks: Iterable[tuple[Words, Dot | None]]) -> str:
    """Return blocks of text as a label; labels are HTML, in which every name is escaped."""
    return "<br>".join(_mark(dot) + _span(words) for words, dot in blocks)


def _span(words: Words) -> str:
    bold = "font-weight:bold;" if words.bold else ""
    colour = f"color:{words.colour};" if words.colour != palette.INK else ""
    if longest_part(words.text, words.size, words.bold) > words.w:
        text = "<br>".join(map(_escaped, words.lines))  # the program breaks no word by itself
    else:
        text = _escaped(rendering.flowing(words))
    return f'<span style="font-size:{_number(words.size)}px;{bold}{colour}">{text}</span>'


def _mark(dot: Dot | None) -> str:
    if dot is None:
        return ""
    colour = palette.darker(dot.fill) if dot.fill else palette.INK
    return f'<span style="font-size:9px;color:{colour};">{_BULLET if dot.fill else _RING}</span>&nbsp;'


def _anchor(box: Box, point: tuple[float, float]) -> tuple[str, str]:
    """Return a point at a box's edge in shares of its width and height, finer than lengths are written."""
    x, y = (point[0] - box.x) / box.w, (point[1] - box.y) / box.h
    return f"{min(max(x, 0.0), 1.0):.5g}", f"{min(max(y, 0.0), 1.0):.5g}"


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the point half-way along a line, where the program puts an edge's labels."""
    lengths = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(points)]
    left = sum(lengths) / 2
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length:
            share = left / length if length else 0.0
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        left -= length
    return points[-1]


def _inside(frame: _Frame, parent: _Frame | None) -> _Frame:
    return frame if parent is None else frame._replace(x=frame.x - parent.x, y=frame.y - parent.y)


def _geometry(frame: _Frame) -> str:
    x, y, w, h = map(_number, frame)
    return f'<mxGeometry x="{x}" y="{y}" width="{w}" height="{h}" as="geometry"/>'


def _number(value: float) -> str:
    """Return a length with at most two decimals."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")


def _line(text: str) -> str:
    return rendering.printable(text).replace("\n", " ")


def _escaped(text: str) -> str:
    return escape(rendering.printable(text), quote=True)


def _attribute(text: str) -> str:
    return escape(rendering.printable(text), quote=True).replace("\n", "&#10;")


def _export(subject: Subject) -> bytes:
    return write(rendering.picture(subject))


EXPORT = Export(
    name="drawio",
    title=Text("draw.io, att flytta om i", "draw.io, to rearrange"),
    suffix=".drawio",
    media_type="application/vnd.jgraph.mxfile",
    write=_export,
    draw=write,
    draw_pages=write_pages,
    rank=5,
)
