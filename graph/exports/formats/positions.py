"""Moved boxes stay: places that somebody chose in draw.io, read back and kept when a picture is made anew."""

import base64
import binascii
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar
from urllib.parse import unquote
from xml.parsers import expat

from graph.exports.formats.drawio import MOVED, PLACE, page
from graph.exports.pictures import placing, rendering
from graph.exports.pictures.picture import Band, Box, Connector, Dot, Legend, Picture, Words
from graph.exports.pictures.placing import BETWEEN, GAP, HOLLOW, MARGIN, PAD, Item, Piece
from graph.exports.pictures.routing import Rect, crossed, rect, routed, taken
from graph.texts import Text

Place = tuple[float, float, float, float]
"""x, y, width and height, counted from the corner of the page."""

LARGEST_FILE = 20_000_000
_LARGEST_INSIDE = 60_000_000
"""Bytes of a file as it is, and of its diagrams once they are inflated."""
_DEEPEST = 50
TOO_LARGE = Text("Filen är för stor.", "The file is too large.")
_FAR, _LARGE = 20_000.0, 4_000.0
"""Nobody puts a box further away or makes it larger on purpose."""
_SAME = 0.5
_EDGE = 8.0
_UNREADABLE = Text("Filens komprimerade innehåll går inte att läsa.", "The file's compressed content can't be read.")
_NO_XML = Text(
    "Filen går inte att läsa: den är inte hel XML. Spara den på nytt i draw.io, som draw.io-fil.",
    "The file can't be read: it is not whole XML. Save it again in draw.io, as a draw.io file.",
)
_LEAST = 40.0

Shape = TypeVar("Shape", Words, Box, Band, Legend)


class NotReadable(Exception):
    """The file holds no diagram of draw.io; `text` says in plain words what is wrong."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


# ---- reading


class _Cell(NamedTuple):
    """A vertex; its place is counted from its parent's."""

    parent: str
    place: Place
    put: Place | None
    """Where our file put it."""
    moved: bool


def read(file: bytes, scope: str | None = None) -> dict[str, Place]:
    """Return the places that somebody chose, by the name that `drawn.names` gives a box or band.

    In a file that does not say where it put a box, every place is taken as chosen. With a `scope` its page is
    read, and nothing in a file that shows other scopes; else the first page. Raises NotReadable.
    """
    if len(file) > LARGEST_FILE:
        raise NotReadable(TOO_LARGE)
    diagrams = _Reader().read(file)
    if not diagrams:
        raise NotReadable(Text("Filen är inte från draw.io.", "The file is not from draw.io."))
    wanted = page(scope or "")
    if scope is not None and wanted not in diagrams and all(name.startswith(page("")) for name in diagrams):
        return {}
    cells = diagrams[wanted] if wanted in diagrams else next(iter(diagrams.values()))
    found = {}
    for name, cell in cells.items():
        if name.startswith(":") and cell.put is None:
            continue  # the title, the legend: they go where the boxes leave room
        place = _absolute(name, cells)
        chosen = cell.moved or cell.put is None or any(abs(a - b) > _SAME for a, b in zip(place, cell.put, strict=True))
        if chosen and place[2] > 0 and place[3] > 0:
            found[name] = place
    return found


def _absolute(name: str, cells: Mapping[str, _Cell]) -> Place:
    x, y, w, h = cells[name].place
    parent = cells[name].parent
    for _ in range(_DEEPEST):
        if parent not in cells:
            break
        x, y = x + cells[parent].place[0], y + cells[parent].place[1]
        parent = cells[parent].parent
    return x, y, w, h


class _Reader:
    """Reads a file as it comes, without building a tree; documents with a type or entities are refused."""

    def __init__(self) -> None:
        self.diagrams: dict[str, dict[str, _Cell]] = {}
        self.cells: dict[str, _Cell] | None = None
        self.packed: list[str] | None = None
        self.wrapper: dict[str, str] = {}
        self.cell: dict[str, str] | None = None
        self.inside = False
        self.inflated = 0

    def read(self, file: bytes) -> dict[str, dict[str, _Cell]]:
        self.parse(file)
        return self.diagrams

    def parse(self, text: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        try:
            parser.Parse(text, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise NotReadable(_NO_XML) from error

    def refuse(self, *_: object) -> None:
        raise NotReadable(Text("Filen får inte ha en DOCTYPE.", "The file must not have a DOCTYPE."))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "diagram":
            self.cells = self.diagrams.setdefault(attributes.get("id", ""), {})
            self.packed = []
        elif tag == "mxGraphModel":
            self.packed = None
            if self.cells is None:
                self.cells = self.diagrams.setdefault("", {})
        elif tag in ("object", "UserObject"):
            self.wrapper = attributes
        elif tag == "mxCell":
            self.cell = {**self.wrapper, **attributes, "id": attributes.get("id") or self.wrapper.get("id", "")}
        elif tag == "mxGeometry" and self.cell is not None and attributes.get("relative") != "1":
            self.keep(self.cell, attributes)

    def end(self, tag: str) -> None:
        if tag == "diagram":
            packed, self.packed = "".join(self.packed or ()).strip(), None
            if packed:
                if self.inside:
                    raise NotReadable(_UNREADABLE)
                self.inside = True
                self.parse(self.unpacked(packed))
                self.inside = False
            self.cells = None
        elif tag in ("object", "UserObject"):
            self.wrapper = {}
        elif tag == "mxCell":
            self.cell = None

    def characters(self, text: str) -> None:
        if self.packed is not None:
            self.packed.append(text)

    def unpacked(self, packed: str) -> bytes:
        """Return a diagram from its compressed form: percent-encoded, deflated, base64."""
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            found = inflating.decompress(base64.b64decode(packed, validate=False), _LARGEST_INSIDE - self.inflated + 1)
        except (binascii.Error, zlib.error, ValueError) as error:
            raise NotReadable(_UNREADABLE) from error
        self.inflated += len(found)
        if self.inflated > _LARGEST_INSIDE:
            raise NotReadable(Text("Filens innehåll är för stort.", "The file's content is too large."))
        return unquote(found.decode("utf-8", "replace")).encode()

    def keep(self, cell: dict[str, str], geometry: dict[str, str]) -> None:
        place = _numbers(geometry.get(side, "0") for side in ("x", "y", "width", "height"))
        if self.cells is None or cell.get("vertex") != "1" or place is None or not cell["id"]:
            return
        put = _numbers(cell.get(PLACE, "").split())
        self.cells.setdefault(cell["id"], _Cell(cell.get("parent", ""), place, put, cell.get(MOVED) == "1"))


def _numbers(texts: Iterable[str]) -> Place | None:
    """Return four lengths, None when they are not such or nobody can have meant them."""
    try:
        x, y, w, h = (float(text) for text in texts)
    except ValueError:
        return None
    if not all(math.isfinite(each) and abs(each) <= _FAR for each in (x, y, w, h)) or max(w, h) > _LARGE:
        return None
    return x, y, w, h


# ---- keeping


def apply(picture: Picture, positions: Mapping[str, Place]) -> Picture:
    """Return the picture with these boxes and bands where somebody put them, and arrows that follow.

    A box grows if its text would not fit. Boxes that nobody moved stay, unless a moved one lies there: then
    they take the nearest free place of their band, or one below all bands. The page grows with them.
    """
    band_names, box_names = rendering.names(picture)
    known = {*band_names, *box_names}
    chosen = {name: place for name, place in positions.items() if name in known}
    if not chosen:
        return picture
    bands = _grounds(picture, [chosen.get(name) for name in band_names])
    names = iter(box_names)
    named = [[(next(names), box) for box in band.boxes] for band in picture.bands]
    boxes = _settled(picture, bands, named, chosen)
    made = _page(picture, _upon(bands, named, boxes), [boxes[name] for name in box_names])
    return made._replace(moved=frozenset(chosen))


def _settled(
    picture: Picture, bands: Sequence[Band], named: Sequence[Sequence[tuple[str, Box]]], chosen: Mapping[str, Place]
) -> dict[str, Box]:
    """Return every box in its place: first the moved ones, then those that can stay, then the others."""
    boxes = {name: _fitted(box, chosen[name]) for own in named for name, box in own if name in chosen}
    waiting: list[tuple[str, Box, int]] = []
    left: list[list[Rect]] = [[] for _ in bands]
    for at, (before, band, own) in enumerate(zip(picture.bands, bands, named, strict=True)):
        dx, dy = band.x - before.x, band.y - before.y
        for name, box in own:
            staying = _shifted(box, dx, dy)
            if name in chosen:
                left[at].append(rect(staying))
            elif any(rect(staying).meets(rect(other)) for other in boxes.values()):
                waiting.append((name, staying, at))
            else:
                boxes[name] = staying
    for name, box, at in waiting:
        taken = [rect(other) for other in boxes.values()]
        x, y = _free(rect(box), bands[at], left[at], taken, bands)
        boxes[name] = _shifted(box, x - box.x, y - box.y)
    return boxes


def _upon(
    bands: Sequence[Band], named: Sequence[Sequence[tuple[str, Box]]], boxes: Mapping[str, Box]
) -> tuple[Band, ...]:
    """Return the bands with the boxes that stand on each; on the ground of a later band, a box is drawn with that."""
    on: list[list[Box]] = [[] for _ in bands]
    for at, own in enumerate(named):
        for name, _ in own:
            later = [place for place in range(at, len(bands)) if rect(bands[place]).meets(rect(boxes[name]))]
            on[max([at, *later])].append(boxes[name])
    return tuple(band._replace(boxes=tuple(standing)) for band, standing in zip(bands, on, strict=True))


def _free(
    box: Rect, band: Band, left: Sequence[Rect], taken: Sequence[Rect], bands: Sequence[Band]
) -> tuple[float, float]:
    """Return where a box can stand: in a place that was left, in its own band, or below all bands."""
    words = [rect(words) for each in bands for words in (each.heading, each.note) if words]

    def stands(x: float, y: float, apart: float) -> bool:
        here = Rect(x, y, box.w, box.h)
        return not any(here.meets(other, apart) for other in taken) and not any(here.meets(each) for each in words)

    def far(corner: tuple[float, float]) -> float:
        return abs(corner[0] - box.x) + abs(corner[1] - box.y)

    def first(corners: Sequence[tuple[float, float]], apart: float) -> tuple[float, float] | None:
        return next((corner for corner in sorted(corners, key=far) if stands(*corner, apart)), None)

    found = first([(each.x, each.y) for each in left if each.w >= box.w - _SAME and each.h >= box.h - _SAME], 0.0)
    if found:
        return found
    below = max(words.y + words.h for words in (band.heading, band.note) if words) + GAP
    across = [band.x + PAD, *(each.right + GAP for each in taken)]
    down = [below, *(each.bottom + GAP for each in taken)]
    inside = [
        (x, y)
        for x in across
        for y in down
        if band.x + PAD <= x <= band.x + band.w - PAD - box.w + _SAME
        and below <= y <= band.y + band.h - PAD - box.h + _SAME
    ]
    found = first(inside, GAP - _SAME)
    if found:
        return found
    floor = max(each.y + each.h for each in bands) + BETWEEN
    edge = max(each.x + each.w for each in bands) - box.w
    below_all = [each.bottom + GAP for each in taken if each.bottom + GAP > floor]
    under = [(x, y) for y in (floor, *below_all) for x in (MARGIN, *across) if x <= max(edge, MARGIN)]
    return first(under, GAP - _SAME) or (MARGIN, max([floor, *below_all]))


def _grounds(picture: Picture, chosen: Sequence[Place | None]) -> list[Band]:
    """Return the bands where somebody put them; on which one was put, another gives way to below all of them."""
    found: dict[int, Band] = {}
    for at, (band, place) in enumerate(zip(picture.bands, chosen, strict=True)):
        if place is not None:
            x, y, w, h = place
            found[at] = _shifted(band, x - band.x, y - band.y)._replace(w=max(w, band.w), h=max(h, band.h))
    staying = [at for at in range(len(picture.bands)) if at not in found]
    moved = [rect(band) for band in found.values()]
    giving_way = [at for at in staying if any(rect(picture.bands[at]).meets(other) for other in moved)]
    found |= {at: picture.bands[at] for at in staying if at not in giving_way}
    for at in giving_way:
        lowest = max(rect(band).bottom for band in found.values())
        found[at] = _shifted(picture.bands[at], 0, lowest + BETWEEN - picture.bands[at].y)
    return [found[at] for at in range(len(picture.bands))]


def _fitted(box: Box, place: Place) -> Box:
    """Return a box in a place, grown where its text needs more room."""
    x, y, w, h = place
    if abs(w - box.w) <= _SAME and abs(h - box.h) <= _SAME:
        return _shifted(box, x - box.x, y - box.y)
    item = _item(box)
    w = max(w, min(placing.need(item), box.w), _LEAST)
    return placing.box(item, x, y, w, max(h, placing.height(item, w)))._replace(bare=box.bare)


def _item(box: Box) -> Item:
    """Return what stands in a box, ready to be placed in another width."""
    pieces = tuple(
        Piece(words.text, words.size, words.bold, (dot.fill or HOLLOW) if dot else None)
        for words, dot in rendering.dotted(box.words, box.dots)
    )
    centred = any(words.align == "middle" for words in box.words)
    return Item(
        box.id,
        box.kind,
        box.label,
        box.shape,
        pieces,
        box.note,
        box.fills,
        box.hatched,
        box.dashed,
        centred,
        box.change,
    )


def _page(picture: Picture, bands: tuple[Band, ...], boxes: Sequence[Box]) -> Picture:
    """Return the whole picture around boxes in their places: arrows, page, legend and footer."""
    connectors = _connectors(picture, bands, boxes)
    shapes = [*map(rect, boxes), *map(rect, bands)]
    lowest = max([shape.bottom for shape in shapes] + [y for each in connectors for _, y in each.points])
    first = picture.legend.y if picture.legend else picture.footer.y
    down = max(0.0, lowest + BETWEEN - first)
    legend = _legend(picture.legend, 0, down) if picture.legend else None
    footer = _shifted(picture.footer, 0, down)
    made = picture._replace(
        bands=bands,
        connectors=connectors,
        legend=legend,
        footer=footer,
        width=max(picture.width, max(shape.right for shape in shapes) + MARGIN),
        height=max(picture.height + down, footer.y + footer.h),
    )
    if (made.width, made.height) != (picture.width, picture.height):
        made = made._replace(sheet=None)
    dx = max(0.0, _EDGE - min(shape.x for shape in shapes))
    dy = max(0.0, _EDGE - min(shape.y for shape in shapes))
    return _whole(made, dx, dy) if dx or dy else made


def _connectors(picture: Picture, bands: Sequence[Band], boxes: Sequence[Box]) -> tuple[Connector, ...]:
    """Return the arrows: those whose boxes moved, or on which a box came to lie, find a new way."""
    before = picture.boxes
    headings = [rect(words) for band in bands for words in (band.heading, band.note) if words]
    found: dict[int, Connector] = {}
    late: list[tuple[int, int, int]] = []
    for place, connector in enumerate(picture.connectors):
        start = rendering.owner(before, connector.from_id, connector.points[0])
        end = rendering.owner(before, connector.to_id, connector.points[-1])
        stayed = all(rect(before[at]) == rect(boxes[at]) for at in (start, end))
        if stayed and not crossed(connector, [rect(box) for at, box in enumerate(boxes) if at not in (start, end)]):
            found[place] = connector
        else:
            late.append((place, start, end))
    for place, start, end in late:
        others = [rect(box) for at, box in enumerate(boxes) if at not in (start, end)]
        arrows = [each for connector in found.values() for each in taken(connector)]
        found[place] = routed(picture.connectors[place], boxes[start], boxes[end], [*others, *headings, *arrows])
    return tuple(found[place] for place in range(len(picture.connectors)))


def _whole(picture: Picture, dx: float, dy: float) -> Picture:
    """Return the picture with everything shifted, so that nothing lies left of or above the page."""
    return picture._replace(
        title=_shifted(picture.title, dx, dy),
        subtitle=_shifted(picture.subtitle, dx, dy),
        bands=tuple(
            _shifted(band, dx, dy)._replace(boxes=tuple(_shifted(box, dx, dy) for box in band.boxes))
            for band in picture.bands
        ),
        connectors=tuple(
            connector._replace(
                points=tuple((x + dx, y + dy) for x, y in connector.points),
                words=tuple(_shifted(words, dx, dy) for words in connector.words),
                dots=_dots(connector.dots, dx, dy),
            )
            for connector in picture.connectors
        ),
        rules=tuple(
            rule._replace(x=rule.x + dx, y=rule.y + dy, to_x=rule.to_x + dx, to_y=rule.to_y + dy)
            for rule in picture.rules
        ),
        legend=_legend(picture.legend, dx, dy) if picture.legend else None,
        footer=_shifted(picture.footer, dx, dy),
        width=picture.width + dx,
        height=picture.height + dy,
        sheet=None,
    )


def _shifted(shape: Shape, dx: float, dy: float) -> Shape:
    """Return words, a box or a band's ground elsewhere."""
    moved = shape._replace(x=shape.x + dx, y=shape.y + dy)
    if isinstance(moved, Box):
        words = tuple(_shifted(block, dx, dy) for block in moved.words)
        return moved._replace(words=words, dots=_dots(moved.dots, dx, dy))
    if isinstance(moved, Band):
        note = _shifted(moved.note, dx, dy) if moved.note else None
        return moved._replace(heading=_shifted(moved.heading, dx, dy), note=note)
    return moved


def _dots(dots: Sequence[Dot], dx: float, dy: float) -> tuple[Dot, ...]:
    return tuple(dot._replace(x=dot.x + dx, y=dot.y + dy) for dot in dots)


def _legend(legend: Legend, dx: float, dy: float) -> Legend:
    return legend._replace(
        x=legend.x + dx,
        y=legend.y + dy,
        heading=_shifted(legend.heading, dx, dy),
        signs=tuple(
            sign._replace(
                box=_shifted(sign.box, dx, dy) if sign.box else None,
                dot=_dots([sign.dot], dx, dy)[0] if sign.dot else None,
                words=_shifted(sign.words, dx, dy),
            )
            for sign in legend.signs
        ),
    )
