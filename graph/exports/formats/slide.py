"""One picture on one slide, in native shapes: bands, boxes with their text, glued arrows, and the legend."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from graph.exports.formats.drawingml import (
    ANGLES,
    NAMESPACES,
    PRESETS,
    ROUGHLY,
    attribute,
    bullet,
    colour_of,
    guide,
    nearest,
    rounded,
    side_of,
    sites_of,
    solid,
    stripes,
    touches,
)
from graph.exports.pictures import palette, rendering
from graph.exports.pictures.picture import Align, Band, Box, Connector, Dot, Legend, Picture, RuledLine, Words
from graph.texts import Language

if TYPE_CHECKING:
    from pptx.slide import Slide

EMU = 9525
"""English metric units in a pixel."""
POINT = 0.75
"""Points in a pixel."""
LANGUAGES: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}
_INSIDE_ROUND = 0.29289
"""How far the text of a shape with round corners begins inside it, in radii."""
_HANGING = 13.0
_SLACK = 1.0
_HATCH = "#B8C1CB"
"""Darker than elsewhere, as the strokes of this pattern are thinner."""


def draw(slide: "Slide", picture: Picture, scale: float, left: float) -> None:
    """Write a picture onto a slide, at this scale and so many pixels from the left."""
    _Drawing(slide, picture, scale, left).draw()


class _Placed(NamedTuple):
    """A box on the slide, with the number that connectors know it by."""

    number: int
    box: Box
    sites: tuple[tuple[float, float], ...]
    """Where connectors are glued, as the shape itself numbers them."""


class _Line(NamedTuple):
    """A paragraph: one block of text, or several that stand on one line."""

    blocks: tuple[Words, ...]
    dot: Dot | None = None
    indent: float = 0.0
    broken: bool = False
    """Lines end where they were measured to end."""


class _Drawing:
    """Writes one picture onto a slide."""

    def __init__(self, slide: "Slide", picture: Picture, scale: float, left: float) -> None:
        self.slide = slide
        self.picture = picture
        self.scale = scale
        self.left = round(left * EMU)
        self.language = LANGUAGES[picture.language]
        self.count = 1
        self.boxes: list[_Placed] = []
        self.ends: dict[str, list[tuple[float, float]]] = {}
        for connector in picture.connectors:
            self.ends.setdefault(connector.from_id, []).append(connector.points[0])
            self.ends.setdefault(connector.to_id, []).append(connector.points[-1])

    def draw(self) -> None:
        picture = self.picture
        self.title(picture.title)
        self.add(self.text(picture.subtitle, "Uppgifter" if picture.language == "sv" else "As of"))
        boxes = [[self.box(box) for box in band.boxes] for band in picture.bands]
        lines = list(map(self.connector, picture.connectors))
        bent = any(len(connector.points) > 2 for connector in picture.connectors)
        under = [self.rule(rule) for rule in picture.rules if not rule.above]
        # Screen readers go from below upwards: boxes follow their band, unless something lies between the two.
        # Bent arrows do: before 7.5, LibreOffice bends them half-way, and then behind boxes is better than across.
        if bent or under:
            layers = [*map(self.band, picture.bands), *under, *(lines if bent else ()), *chain(*boxes)]
        else:
            layers = [xml for band, own in zip(picture.bands, boxes, strict=True) for xml in (self.band(band), *own)]
        layers += () if bent else lines
        for connector in picture.connectors:
            said = rendering.dotted(connector.words, connector.dots)
            layers += (self.text(words, rendering.flowing(words), dot) for words, dot in said)
        for xml in (*layers, *(self.rule(rule) for rule in picture.rules if rule.above)):
            self.add(xml)
        if picture.legend:
            self.add(self.legend(picture.legend))
        self.add(self.text(picture.footer, "Källor" if picture.language == "sv" else "Sources"))

    def add(self, xml: str) -> None:
        from pptx.oxml import parse_xml

        self.slide.shapes._spTree.append(parse_xml(xml))

    def number(self) -> int:
        self.count += 1
        return self.count

    def emu(self, length: float) -> int:
        return round(length * self.scale * EMU)

    # ---- shapes

    def title(self, words: Words) -> None:
        """Fill the layout's title, so that the slide is known by it in outlines and to screen readers."""
        from pptx.oxml import parse_xml

        placeholder = self.slide.shapes.title
        if placeholder is None:
            raise LookupError("the layout has no title")
        frame = self.frame(words.x, words.y, words.w, words.h)
        lines = self.body([_Line((words,))])
        made = parse_xml(
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{self.number()}" name="{attribute(words.text)}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>{frame}'
            f"</p:spPr>{lines}</p:sp>"
        )
        element = placeholder._element
        element.getparent().replace(element, made)

    def band(self, band: Band) -> str:
        beside = bool(band.note and band.note.y < band.heading.y + band.heading.h)
        blocks = (band.heading, band.note) if band.note else (band.heading,)
        lines = [_Line(blocks)] if beside else [_Line((block,)) for block in blocks]
        inside = rendering.GROUND_RADIUS * _INSIDE_ROUND
        body = self.body(
            lines,
            left=band.heading.x - band.x - inside,
            top=band.heading.y - band.y - inside,
            right=_SLACK,
        )
        return self.shape(
            band.heading.text,
            "",
            self.frame(band.x, band.y, band.w, band.h) + rounded(rendering.GROUND_RADIUS / min(band.w, band.h)),
            f"{solid(palette.GROUND)}<a:ln><a:noFill/></a:ln>",
            body,
        )

    def rule(self, rule: RuledLine) -> str:
        flips = (' flipH="1"' if rule.to_x < rule.x else "") + (' flipV="1"' if rule.to_y < rule.y else "")
        left, top = min(rule.x, rule.to_x), min(rule.y, rule.to_y)
        frame = self.turned(left, top, abs(rule.to_x - rule.x), abs(rule.to_y - rule.y), flips)
        line = f'<a:ln w="{self.emu(rule.width)}">{solid(rule.colour)}</a:ln>'
        geometry = '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        return self.shape("", "", frame + geometry, line, self.body(()))

    def box(self, box: Box) -> str:
        sites = sites_of(box)
        ends = dict.fromkeys(end for end in self.ends.get(box.id, ()) if touches(box, end))
        further = [end for end in ends if nearest(sites, end)[1] > ROUGHLY]
        own = (*sites, *further) if further else ()
        if ends and box.shape == "note":
            # LibreOffice numbers the four sites of any shape as those of a rectangle, of five or more as told.
            own = (*sites_of(box._replace(shape="box")), *further)
        shape = self.outlined(box, self.box_text(box, free=bool(own)), own)
        self.boxes.append(_Placed(self.count, box, own or sites))
        return shape

    def outlined(self, box: Box, body: str, sites: Sequence[tuple[float, float]] = ()) -> str:
        """Return a box with its border and fill; with `sites` for connectors, if the preset ones won't do."""
        look = rendering.look(box)
        if box.hatched:
            fill = (
                f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour_of(_HATCH)}</a:fgClr>'
                f"<a:bgClr>{colour_of(palette.PLAIN)}</a:bgClr></a:pattFill>"
            )
        elif len(box.fills) > 1:
            fill = stripes(box.fills)
        else:
            fill = solid(box.fills[0])
        dash = '<a:prstDash val="dash"/>' if look.dashed else ""
        line = (
            f'<a:ln w="{self.emu(look.width)}">{solid(look.border)}{dash}</a:ln>'
            if look.border
            else "<a:ln><a:noFill/></a:ln>"
        )
        return self.shape(
            box.label,
            box.note,
            self.frame(box.x, box.y, box.w, box.h) + self.geometry(box, sites),
            fill + line,
            body,
        )

    def geometry(self, box: Box, sites: Sequence[tuple[float, float]]) -> str:
        if sites:
            return self.free(box, sites)
        least = min(box.w, box.h)
        preset = PRESETS.get(box.shape, "roundRect")
        if preset == "roundRect":
            return rounded(rendering.radius(box) / least)
        inset = rendering.cut(box) if preset == "hexagon" else rendering.FOLD
        return f'<a:prstGeom prst="{preset}"><a:avLst>{guide("adj", inset / least)}</a:avLst></a:prstGeom>'

    def free(self, box: Box, sites: Sequence[tuple[float, float]]) -> str:
        """Return a box's outline as a freeform with the given connection sites, which move with its size."""
        wide, tall = self.emu(box.w), self.emu(box.h)
        guides = "".join(
            f'<a:gd name="{axis}{place}" fmla="*/ {self.emu(length)} {side} {whole}"/>'
            for place, (x, y) in enumerate(sites)
            for axis, length, side, whole in (("x", x - box.x, "w", wide), ("y", y - box.y, "h", tall))
        )
        glue = "".join(
            f'<a:cxn ang="{ANGLES[side_of(box, site)]}"><a:pos x="x{place}" y="y{place}"/></a:cxn>'
            for place, site in enumerate(sites)
        )
        return (
            f"<a:custGeom><a:avLst/><a:gdLst>{guides}</a:gdLst><a:ahLst/><a:cxnLst>{glue}</a:cxnLst>"
            f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path w="{wide}" h="{tall}">{self.path(box)}</a:path>'
            "</a:pathLst></a:custGeom>"
        )

    def path(self, box: Box) -> str:
        w, h = box.w, box.h
        cut, fold = rendering.cut(box), rendering.FOLD
        corners = {
            "hexagon": ((cut, 0), (w - cut, 0), (w, h / 2), (w - cut, h), (cut, h), (0, h / 2)),
            "note": ((0, 0), (w - fold, 0), (w, fold), (w, h), (0, h)),
        }.get(box.shape)
        if corners:
            first, *others = (self.point(x, y) for x, y in corners)
            lines = "".join(f"<a:lnTo>{other}</a:lnTo>" for other in others)
            return f"<a:moveTo>{first}</a:moveTo>{lines}<a:close/>"
        r = rendering.radius(box)
        turns = (((w - r, 0), 16200000), ((w, h - r), 0), ((r, h), 5400000), ((0, r), 10800000))
        size = f'wR="{self.emu(r)}" hR="{self.emu(r)}"'
        sides = "".join(
            f'<a:lnTo>{self.point(x, y)}</a:lnTo><a:arcTo {size} stAng="{angle}" swAng="5400000"/>'
            for (x, y), angle in turns
        )
        return f"<a:moveTo>{self.point(r, 0)}</a:moveTo>{sides}<a:close/>"

    def point(self, x: float, y: float) -> str:
        return f'<a:pt x="{self.emu(x)}" y="{self.emu(y)}"/>'

    def box_text(self, box: Box, *, free: bool) -> str:
        centred = bool(box.words) and box.words[0].align == "middle"
        hexagon = box.shape == "hexagon"
        blocks = list(rendering.dotted(box.words, box.dots))
        starts = [words.x - (_HANGING if dot else 0) for words, dot in blocks]
        ends = [words.x + words.w for words, _ in blocks]
        left, right = min(starts, default=box.x), max(ends, default=box.x + box.w)
        lines = [_Line((words,), dot, words.x - left, hexagon) for words, dot in blocks]
        inside = 0.0 if free else rendering.radius(box) * _INSIDE_ROUND
        ear = rendering.FOLD / 2 if box.shape == "note" and not free else 0.0
        top = 0.0 if centred or not box.words else box.words[0].y - box.y - inside - ear
        return self.body(
            lines,
            left=0.0 if hexagon else left - box.x - inside,
            right=0.0 if hexagon else box.x + box.w - right - inside - ear - _SLACK,
            top=top,
            anchor="ctr" if centred else "t",
            wrap=not hexagon,
        )

    def text(self, words: Words, name: str, dot: Dot | None = None) -> str:
        """Return a block of text as a text box."""
        hanging = _HANGING if dot else 0.0
        frame = self.frame(words.x - hanging, words.y, words.w + hanging + 2 * _SLACK, words.h)
        body = self.body([_Line((words,), dot, hanging)])
        geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        return self.shape(name, "", frame + geometry, "<a:noFill/>", body, text_box=True)

    def shape(self, name: str, told: str, geometry: str, look: str, body: str, *, text_box: bool = False) -> str:
        described = f' descr="{attribute(told)}"' if told else ""
        return (
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{self.number()}" name="{attribute(name)}"{described}/>'
            f"<p:cNvSpPr{' txBox=' + chr(34) + '1' + chr(34) if text_box else ''}/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{geometry}{look}</p:spPr>{body}</p:sp>"
        )

    def frame(self, x: float, y: float, w: float, h: float) -> str:
        return (
            f'<a:xfrm><a:off x="{self.left + self.emu(x)}" y="{self.emu(y)}"/>'
            f'<a:ext cx="{self.emu(w)}" cy="{self.emu(h)}"/></a:xfrm>'
        )

    # ---- text

    def body(
        self,
        lines: Iterable[_Line],
        *,
        left: float = 0.0,
        top: float = 0.0,
        right: float = 0.0,
        anchor: str = "t",
        wrap: bool = True,
    ) -> str:
        insets = f'lIns="{self.emu(max(left, 0))}" tIns="{self.emu(max(top, 0))}" rIns="{self.emu(max(right, 0))}"'
        paragraphs = "".join(self.paragraph(line, first=place == 0) for place, line in enumerate(lines))
        return (
            f'<p:txBody><a:bodyPr wrap="{"square" if wrap else "none"}" {insets} bIns="0" rtlCol="0" anchor="{anchor}">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs or '<a:p/>'}</p:txBody>"
        )

    def paragraph(self, line: _Line, *, first: bool) -> str:
        words = line.blocks[0]
        hanging = f' indent="-{self.emu(_HANGING)}"' if line.dot else ""
        margin = f' marL="{self.emu(line.indent)}"{hanging}' if line.indent else ""
        align: dict[Align, str] = {"start": "l", "middle": "ctr"}
        spacing = f'<a:lnSpc><a:spcPts val="{self.points(words.leading)}"/></a:lnSpc>'
        if not first:
            spacing += f'<a:spcBef><a:spcPts val="{self.points(1)}"/></a:spcBef>'
        else:
            spacing += '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        gap = f'<a:r><a:rPr sz="{self.points(words.size)}"/><a:t>   </a:t></a:r>'
        runs = gap.join(self.runs(block, broken=line.broken) for block in line.blocks)
        return f'<a:p><a:pPr{margin} algn="{align[words.align]}">{spacing}{bullet(line.dot)}</a:pPr>{runs}</a:p>'

    def runs(self, words: Words, *, broken: bool) -> str:
        bold = "1" if words.bold else "0"
        looks = f'lang="{self.language}" sz="{self.points(words.size)}" b="{bold}" dirty="0"'
        texts = [rendering.printable(line) for line in words.lines] if broken else [rendering.flowing(words)]
        return "<a:br/>".join(
            f"<a:r><a:rPr {looks}>{solid(words.colour)}</a:rPr><a:t>{escape(text, quote=False)}</a:t></a:r>"
            for text in texts
        )

    def points(self, length: float) -> int:
        """Return a length in hundredths of a point."""
        return round(length * POINT * self.scale * 100)

    # ---- connectors

    def connector(self, connector: Connector) -> str:
        first, last = connector.points[0], connector.points[-1]
        boxes = [placed.box for placed in self.boxes]
        start = self.boxes[rendering.owner(boxes, connector.from_id, first)]
        end = self.boxes[rendering.owner(boxes, connector.to_id, last)]
        glue, _ = nearest(start.sites, first)
        held, _ = nearest(end.sites, last)
        (x, y), (to_x, to_y) = first, last
        w, h = abs(to_x - x), abs(to_y - y)
        flips = (' flipH="1"' if to_x < x else "") + (' flipV="1"' if to_y < y else "")
        if len(connector.points) == 2 or min(w, h) < ROUGHLY:
            frame = self.turned(min(x, to_x), min(y, to_y), w, h, flips)
            geometry = '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
        else:
            turn_x, turn_y = connector.points[1]
            if turn_x == x:  # begins upright: drawn lying, then turned by a quarter around its middle
                flips = ' rot="5400000"' if to_y > y else ' rot="16200000"'
                flips += ' flipV="1"' if (to_x > x) == (to_y > y) else ""
                frame = self.turned((x + to_x - h) / 2, (y + to_y - w) / 2, h, w, flips)
                bend = abs(turn_y - y) / h
            else:
                frame = self.turned(min(x, to_x), min(y, to_y), w, h, flips)
                bend = abs(turn_x - x) / w
            # One turn is another shape than two.
            once = len(connector.points) == 3
            turning = "" if once else guide("adj1", bend)
            geometry = f'<a:prstGeom prst="bentConnector{2 if once else 3}"><a:avLst>{turning}</a:avLst></a:prstGeom>'
        dash = '<a:prstDash val="dash"/>' if connector.dashed else ""
        said = " ".join(rendering.flowing(words) for words in connector.words)
        told = f"{start.box.label} {said} {end.box.label}"
        return (
            f'<p:cxnSp {NAMESPACES}><p:nvCxnSpPr><p:cNvPr id="{self.number()}" name="{attribute(said)}"'
            f' descr="{attribute(told)}"/><p:cNvCxnSpPr>'
            f'<a:stCxn id="{start.number}" idx="{glue}"/>'
            f'<a:endCxn id="{end.number}" idx="{held}"/>'
            f"</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{frame}{geometry}"
            f'<a:ln w="{self.emu(rendering.ARROW)}">{solid(palette.LINE)}{dash}<a:miter lim="800000"/>'
            f'<a:tailEnd type="triangle" w="med" len="med"/></a:ln></p:spPr></p:cxnSp>'
        )

    def turned(self, x: float, y: float, w: float, h: float, turn: str) -> str:
        return self.frame(x, y, w, h).replace("<a:xfrm>", f"<a:xfrm{turn}>", 1)

    # ---- legend

    def legend(self, legend: Legend) -> str:
        """Return the legend as one group, which moves as a whole."""
        number = self.number()
        parts = [self.text(legend.heading, rendering.flowing(legend.heading))]
        for sign in legend.signs:
            if sign.box:
                parts.append(self.outlined(sign.box._replace(label=rendering.flowing(sign.words)), self.body(())))
            parts.append(self.text(sign.words, rendering.flowing(sign.words), sign.dot))
        frame = self.frame(legend.x, legend.y, legend.w, legend.h)
        inner = frame.replace("<a:xfrm>", "").replace("</a:xfrm>", "")
        inner = inner.replace("<a:off", "<a:chOff").replace("<a:ext", "<a:chExt")
        group = frame.replace("</a:xfrm>", f"{inner}</a:xfrm>")
        return (
            f'<p:grpSp {NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="{number}" name="{attribute(legend.heading.text)}"/>'
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{group}</p:grpSpPr>{''.join(parts)}</p:grpSp>"
        )
