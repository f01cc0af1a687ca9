"""SVG: one text file, without anything fetched, run or guessed, that a browser, Word or Inkscape opens."""

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from graph.exports.pictures import palette, rendering
from graph.exports.pictures.measure import BASELINE
from graph.exports.pictures.picture import Band, Box, Connector, Dot, Legend, Picture, RuledLine, Words
from graph.texts import Language

_FONTS = "'DejaVu Sans', 'Segoe UI', Arial, Helvetica, sans-serif"
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]")


def write(picture: Picture, language: Language | None = None, prefix: str = "styrgraf") -> str:
    """Return the picture as a whole SVG document; `prefix` begins every id, for pages with several.

    `language` says in which the document is marked, by default the picture's own.
    """
    return _Writer(picture, language or picture.language, prefix).document()


def safe_address(address: str | None) -> str | None:
    """Return an address if it is http, https or relative to this page, else None."""
    if not address or re.search(r"[\x00-\x20\x7f\\]", address) or address.startswith("//"):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme:
        return address if parts.scheme in ("http", "https") and parts.netloc else None
    return None if ":" in address.split("/")[0].split("?")[0].split("#")[0] else address


class _Writer:
    """Writes one picture, keeping in mind which fills must be defined."""

    def __init__(self, picture: Picture, language: Language, prefix: str) -> None:
        self.picture = picture
        self.language = language
        self.prefix = _NOT_IN_ID.sub("_", prefix)
        self.mixed = sorted({box.fills for box in self._all_boxes() if len(box.fills) > 1})
        self.hatched = any(box.hatched for box in self._all_boxes())
        self.linked = any(safe_address(box.address) for box in picture.boxes)
        self.used: set[str] = set()

    def _all_boxes(self) -> Iterable[Box]:
        yield from self.picture.boxes
        for sign in self.picture.legend.signs if self.picture.legend else ():
            if sign.box:
                yield sign.box

    def document(self) -> str:
        picture = self.picture
        wide, tall = _number(picture.width), _number(picture.height)
        # An image hides what is in it from screen readers; a picture with links must not.
        role = "group" if self.linked else "img"
        title, description = f"{self.prefix}-title", f"{self.prefix}-description"
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}"'
            f' lang="{self.language}" xml:lang="{self.language}" role="{role}"'
            f' aria-labelledby="{title}" aria-describedby="{description}" direction="ltr"'
            f' font-family="{_FONTS}" text-rendering="geometricPrecision">',
            f'<title id="{title}">{_text(f"{picture.title.text}. {picture.subtitle.text}")}</title>',
            f'<desc id="{description}">{_text(picture.description)}</desc>',
            *self.definitions(),
            f'<rect width="{wide}" height="{tall}" fill="{palette.PAPER}"/>',
            self.words(picture.title),
            self.words(picture.subtitle),
        ]
        # Grounds first, then the lines under the boxes: a line may cross several bands.
        lines += (self.ground(band) for band in picture.bands) if picture.rules else ()
        lines += (self.rule(rule) for rule in picture.rules if not rule.above)
        for band in picture.bands:
            lines += self.band(band)
        lines += (self.rule(rule) for rule in picture.rules if rule.above)
        for connector in picture.connectors:
            lines += self.connector(connector)
        if picture.legend:
            lines += self.legend(picture.legend)
        lines += [self.words(picture.footer), "</svg>", ""]
        return "\n".join(lines)

    def definitions(self) -> list[str]:
        lines = []
        if self.hatched:
            lines.append(
                f'<pattern id="{self.prefix}-hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
                f' patternTransform="rotate(45)"><rect width="7" height="7" fill="{palette.PLAIN}"/>'
                f'<rect width="2.5" height="7" fill="{palette.HATCH}"/></pattern>'
            )
        for place, fills in enumerate(self.mixed):
            share = 100 / len(fills)
            stops = "".join(
                f'<stop offset="{_number(share * (at + side))}%" stop-color="{fill}"/>'
                for at, fill in enumerate(fills)
                for side in (0, 1)
            )
            lines.append(f'<linearGradient id="{self.prefix}-fill-{place}">{stops}</linearGradient>')
        if self.picture.connectors:
            lines.append(
                f'<marker id="{self.prefix}-arrow" viewBox="0 0 8 8" refX="7.5" refY="4"'
                f' markerWidth="{_number(rendering.HEAD)}" markerHeight="{_number(rendering.HEAD)}"'
                ' orient="auto-start-reverse" markerUnits="userSpaceOnUse">'
                f'<path d="M0 0L8 4L0 8z" fill="{palette.LINE}"/></marker>'
            )
        return ["<defs>", *lines, "</defs>"] if lines else []

    def band(self, band: Band) -> list[str]:
        return [
            f'<g id="{self.unique("band-" + band.id)}">',
            *([] if self.picture.rules else [self.ground(band)]),
            self.words(band.heading),
            *([self.words(band.note)] if band.note else []),
            *(line for box in band.boxes for line in self.box(box)),
            "</g>",
        ]

    def ground(self, band: Band) -> str:
        return f'<rect {_place(band.x, band.y, band.w, band.h)} rx="8" fill="{palette.GROUND}"/>'

    def rule(self, rule: RuledLine) -> str:
        ends = f'x1="{_number(rule.x)}" y1="{_number(rule.y)}" x2="{_number(rule.to_x)}" y2="{_number(rule.to_y)}"'
        return f'<line {ends} stroke="{rule.colour}" stroke-width="{_number(rule.width)}"/>'

    def box(self, box: Box) -> list[str]:
        address = safe_address(box.address)
        lines = [
            f'<g id="{self.unique(box.id)}" data-id="{_text(box.id)}" data-kind="{_text(box.kind)}">',
            f"<title>{_text(box.note)}</title>",
            self.outline(box),
            *map(self.dot, box.dots),
            *map(self.words, box.words),
            "</g>",
        ]
        return [f'<a href="{_text(address)}">', *lines, "</a>"] if address else lines

    def outline(self, box: Box) -> str:
        if box.hatched:
            fill, stroke = f"url(#{self.prefix}-hatch)", palette.LINE
        elif len(box.fills) > 1:
            fill, stroke = (
                f"url(#{self.prefix}-fill-{self.mixed.index(box.fills)})",
                palette.darker(box.fills[0]),
            )
        else:
            fill = box.fills[0]
            stroke = palette.LINE if fill == palette.PLAIN else palette.darker(fill)
        look = f'fill="{fill}" stroke="{"none" if box.bare else palette.INK if box.dashed else stroke}"'
        if box.dashed and not box.bare:
            look += ' stroke-width="1.6" stroke-dasharray="5 3"'
        x, y, w, h = box.x, box.y, box.w, box.h
        if box.shape == "hexagon":
            cut = rendering.cut(box)
            path = f"M{_pair(x + cut, y)}H{_number(x + w - cut)}L{_pair(x + w, y + h / 2)}L{_pair(x + w - cut, y + h)}"
            return f'<path d="{path}H{_number(x + cut)}L{_pair(x, y + h / 2)}z" {look}/>'
        if box.shape == "note":
            inner, lower = x + w - rendering.FOLD, y + rendering.FOLD
            edge = f"M{_pair(x, y)}H{_number(inner)}L{_pair(x + w, lower)}V{_number(y + h)}H{_number(x)}z"
            ear = f"M{_pair(inner, y)}V{_number(lower)}H{_number(x + w)}"
            return f'<path d="{edge}{ear}" {look}/>'
        return f'<rect {_place(x, y, w, h)} rx="{_number(rendering.radius(box))}" {look}/>'

    def connector(self, connector: Connector) -> list[str]:
        points = " ".join(_pair(*point) for point in connector.points)
        dashes = ' stroke-dasharray="5 3"' if connector.dashed else ""
        return [
            f'<g data-from="{_text(connector.from_id)}" data-to="{_text(connector.to_id)}"'
            f' data-kind="{_text(" ".join(connector.kinds))}">',
            f'<polyline points="{points}" fill="none" stroke="{palette.LINE}" stroke-width="1.5"{dashes}'
            f' marker-end="url(#{self.prefix}-arrow)"/>',
            *map(self.dot, connector.dots),
            *map(self.words, connector.words),
            "</g>",
        ]

    def legend(self, legend: Legend) -> list[str]:
        lines = [f'<g id="{self.unique("legend")}">', self.words(legend.heading)]
        for sign in legend.signs:
            lines += [self.outline(sign.box)] if sign.box else []
            lines += [self.dot(sign.dot)] if sign.dot else []
            lines.append(self.words(sign.words))
        return [*lines, "</g>"]

    def dot(self, dot: Dot) -> str:
        fill = dot.fill or palette.PAPER
        stroke = palette.darker(dot.fill) if dot.fill else palette.INK
        place = f'cx="{_number(dot.x)}" cy="{_number(dot.y)}" r="{_number(dot.r)}"'
        return f'<circle {place} fill="{fill}" stroke="{stroke}"/>'

    def words(self, words: Words) -> str:
        """Write a block; the blanks at which it was broken stay, so that it can be copied as one text."""
        x = _number(words.x if words.align == "start" else words.x + words.w / 2)
        spans = []
        rest = words.text
        for place, line in enumerate(words.lines):
            y = _number(words.y + place * words.leading + BASELINE * words.size)
            rest = rest[len(line) :] if rest.startswith(line) else ""
            blank = " " if rest.startswith(" ") and place < len(words.lines) - 1 else ""
            rest = rest.lstrip(" ")
            spans.append(f'<tspan x="{x}" y="{y}">{_text(line)}</tspan>{blank}')
        bold = ' font-weight="bold"' if words.bold else ""
        anchor = ' text-anchor="middle"' if words.align == "middle" else ""
        return f'<text font-size="{_number(words.size)}"{bold}{anchor} fill="{words.colour}">{"".join(spans)}</text>'

    def unique(self, id_: str) -> str:
        """Return an id for the document that no other element of it has."""
        begun = f"{self.prefix}-{_NOT_IN_ID.sub('_', id_)}"
        found, count = begun, 1
        while found in self.used:
            count += 1
            found = f"{begun}.{count}"
        self.used.add(found)
        return found


def _text(text: str) -> str:
    """Escape text for content and attributes, without what XML can't hold."""
    kept = "".join(
        letter
        for letter in text
        if letter == "\n" or (ord(letter) >= 0x20 and not 0x7F <= ord(letter) <= 0x9F and _in_xml(ord(letter)))
    )
    return escape(kept, quote=True)


def _in_xml(code: int) -> bool:
    return not 0xD800 <= code <= 0xDFFF and code & 0xFFFE != 0xFFFE


def _number(value: float) -> str:
    """Return a length with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _pair(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _place(x: float, y: float, w: float, h: float) -> str:
    return f'x="{_number(x)}" y="{_number(y)}" width="{_number(w)}" height="{_number(h)}"'
