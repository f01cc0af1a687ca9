"""From contents to geometry: boxes as tall as their text, bands around them, arrows, legend and footer."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.exports.elements import Change
from graph.exports.pictures import palette
from graph.exports.pictures.measure import BASELINE, LEADING, Wrapped, longest_part, width, wrap
from graph.exports.pictures.picture import Align, Band, Box, Connector, Dot, Legend, Shape, Sign, Words

TITLE, SUBTITLE, HEADING, MIDDLE_NAME, NAME, SMALL = 26.0, 14.0, 14.0, 16.0, 13.0, 11.0
"""Font sizes."""
MARGIN, PAD, GAP, BETWEEN = 32.0, 14.0, 8.0, 12.0
"""Around the page, inside a band, between boxes, and between bands."""
LINES = 14
"""Of one text at most: room for names of 200 characters in narrow boxes. What takes more ends with an ellipsis."""
HOLLOW = "hollow"

_ABOVE, _PIECES = 8.0, 1.0
_DOT = 3.5
INDENT = 13.0
"""Room for a dot before a line of text."""
_SIDEWAYS: dict[Shape, float] = {
    "box": 11.0,
    "ellipse": 14.0,
    "hexagon": 22.0,
    "capsule": 18.0,
    "note": 13.0,
    "person": 12.0,
}
"""How far text keeps from a shape's left and right edge, so that round corners don't cut it."""
_CENTRED = ("hexagon", "capsule")
_SIDE, _MIDDLE, _LEAST = 300.0, 420.0, 54.0
"""Widest box beside the middle one, widest middle one, and the least height of both."""
_ARROW = 64.0
_SWATCH, _SWATCH_HEIGHT, _SIGN_GAP, _SIGN = 22.0, 14.0, 22.0, 420.0
_MANY_LINES = 1_000
_LONG_WORD = 260.0
"""As wide as a box becomes for the sake of one word."""


class Piece(NamedTuple):
    """One line of a box before it is broken; `dot` is a colour, or hollow."""

    text: str
    size: float = SMALL
    bold: bool = False
    dot: str | None = None
    full: str = ""
    """What the tooltip tells instead of `text`."""
    change: Change = ""
    """What happened to what it tells."""


class Item(NamedTuple):
    """What stands in a box, before it has a place."""

    id: str
    kind: str
    label: str
    shape: Shape
    pieces: tuple[Piece, ...]
    note: str
    fills: tuple[str, ...] = (palette.PLAIN,)
    hatched: bool = False
    dashed: bool = False
    centred: bool = False
    change: Change = ""


class Section(NamedTuple):
    """What stands in a band."""

    id: str
    heading: str
    note: str
    items: tuple[Item, ...]


class Beside(NamedTuple):
    """An item beside the middle one, and the arrow between them."""

    item: Item
    verb: str
    standing: str
    """What is said below the arrow, with a hollow dot."""
    hollow: bool
    inward: bool
    """The arrow points at the middle."""
    kinds: tuple[str, ...]
    dashed: bool = False


def words(
    text: str,
    x: float,
    y: float,
    w: float,
    size: float,
    *,
    bold: bool = False,
    colour: str = palette.INK,
    align: Align = "start",
    most: int = LINES,
) -> Words:
    """Return a block of text, broken to fit `w`."""
    return _block(wrap(text, w, size, bold, most), text, x, y, w, size, bold, colour, align)


def _block(
    wrapped: Wrapped,
    text: str,
    x: float,
    y: float,
    w: float,
    size: float,
    bold: bool,
    colour: str,
    align: Align,
) -> Words:
    lines = wrapped.lines or ("",)
    return Words(x, y, w, len(lines) * size * LEADING, lines, text, size, bold, colour, align)


def height(item: Item, w: float) -> float:
    """Return how tall a box of width `w` must be for an item."""
    return 2 * _ABOVE + _content(item, w)


def _content(item: Item, w: float) -> float:
    room = w - 2 * _SIDEWAYS[item.shape]
    total = sum(_lines(piece, room) * piece.size * LEADING for piece in item.pieces)
    return total + _PIECES * (len(item.pieces) - 1)


def _lines(piece: Piece, room: float) -> int:
    return max(1, len(wrap(piece.text, _room(piece, room), piece.size, piece.bold, LINES).lines))


def _room(piece: Piece, room: float) -> float:
    return room - INDENT if piece.dot else room


def need(item: Item) -> float:
    """Return how wide a box must be so that no word is broken, up to a limit for words without end."""
    parts = ((INDENT if piece.dot else 0) + longest_part(piece.text, piece.size, piece.bold) for piece in item.pieces)
    longest = max(parts, default=0.0)
    return min(2 * _SIDEWAYS[item.shape] + longest + 0.01, _LONG_WORD)


def box(item: Item, x: float, y: float, w: float, h: float) -> Box:
    """Return an item in its place."""
    centred = item.centred or item.shape in _CENTRED
    inset = _SIDEWAYS[item.shape]
    top = y + ((h - _content(item, w)) / 2 if centred else _ABOVE)
    blocks = []
    dots = []
    for piece in item.pieces:
        room = _room(piece, w - 2 * inset)
        left = x + w - inset - room
        align: Align = "middle" if centred else "start"
        block = words(piece.text, left, top, room, piece.size, bold=piece.bold, align=align)
        if piece.dot:
            taken = width(block.lines[0], piece.size, piece.bold)
            start = left + (room - taken) / 2 if centred else left
            dots.append(dot(start - INDENT + _DOT + 1, top, piece.size, piece.dot))
        blocks.append(block)
        top += block.h + _PIECES
    return Box(
        item.id,
        item.kind,
        item.label,
        item.shape,
        x,
        y,
        w,
        h,
        item.fills,
        item.hatched,
        item.dashed,
        tuple(blocks),
        tuple(dots),
        item.note,
        item.change,
    )


def dot(x: float, top: float, size: float, colour: str) -> Dot:
    """Return the dot before a line of text whose top is known; `colour` may be hollow."""
    return Dot(x, top + (BASELINE - 0.36) * size, _DOT, None if colour == HOLLOW else colour)


def columns(count: int, most: int) -> int:
    """Return how many columns make the fewest rows, as even as can be."""
    rows = -(-count // most)
    return -(-count // rows)


def head(section: Section, x: float, y: float, w: float) -> tuple[Words, Words | None, float]:
    """Return a band's heading, its note beside or under it, and where the boxes begin."""
    heading = words(section.heading, x + PAD, y + PAD - 4, w - 2 * PAD, HEADING, bold=True)
    lowest = heading.y + heading.h
    if not section.note:
        return heading, None, lowest + 8
    taken = width(heading.lines[-1], HEADING, True) + 14
    room = w - 2 * PAD - taken
    if len(heading.lines) == 1 and width(section.note, SMALL) <= room:
        line = heading.y + (BASELINE * HEADING - BASELINE * SMALL)
        note = words(section.note, x + PAD + taken, line, room, SMALL, colour=palette.QUIET)
        heading = heading._replace(w=taken - 7)
    else:
        note = words(section.note, x + PAD, lowest + 1, w - 2 * PAD, SMALL, colour=palette.QUIET)
        lowest = note.y + note.h
    return heading, note, lowest + 8


def band(
    section: Section, x: float, y: float, w: float, most: int, widest: float, top: float = 0.0, least: float = 0.0
) -> Band:
    """Return a section as a band whose boxes stand in a grid of at most `most` columns.

    No box is wider than `widest`, higher up than `top` or lower than `least`.
    """
    heading, note, below = head(section, x, y, w)
    top = max(top, below)
    boxes: list[Box] = []
    count = columns(len(section.items), most)
    widest_word = max(map(need, section.items))
    while count > 1 and (w - 2 * PAD - (count - 1) * GAP) / count < widest_word:
        count = columns(len(section.items), count - 1)
    room = min((w - 2 * PAD - (count - 1) * GAP) / count, widest)
    for start in range(0, len(section.items), count):
        row = section.items[start : start + count]
        tall = max([least, *(height(item, room) for item in row)])
        boxes += (box(item, x + PAD + place * (room + GAP), top, room, tall) for place, item in enumerate(row))
        top += tall + GAP
    return Band(section.id, x, y, w, top - GAP + PAD - y, heading, note, tuple(boxes))


def empty_band(section: Section, x: float, y: float, w: float) -> Band:
    """Return a band that has only words."""
    heading, note, top = head(section, x, y, w)
    return Band(section.id, x, y, w, top - 8 + PAD - 4 - y, heading, note, ())


def row(bands: Sequence[Band]) -> list[Band]:
    """Make bands that stand side by side equally tall."""
    tall = max(each.h for each in bands)
    return [each._replace(h=tall) for each in bands]


def crossing(
    section: Section, left: Sequence[Beside], right: Sequence[Beside], x: float, y: float, w: float
) -> tuple[Band, list[Connector]]:
    """Return a band with the section's only item in the middle, others left and right of it, and arrows."""
    heading, note, top = head(section, x, y, w)
    (item,) = section.items
    arrow = max([_ARROW, *(_label_width(each) + 30 for each in (*left, *right))])
    sides = [side for side in (left, right) if side]
    inner = w - 2 * PAD - arrow * len(sides)
    side = min(_SIDE, inner / (len(sides) + 1.3))
    middle = min(_MIDDLE, inner - side * len(sides))
    heights = [[max(_LEAST, height(each.item, side)) for each in group] for group in (left, right)]
    stacks = [sum(group) + GAP * (len(group) - 1) for group in heights]
    tall = max(_LEAST, height(item, middle), *stacks)
    start = x + (w - middle - (side + arrow) * len(sides)) / 2
    middle_x = start + (side + arrow if left else 0)
    centre = box(item, middle_x, top, middle, tall)
    boxes = [centre]
    connectors = []
    for group, own, stack, edge, outer in (
        (left, heights[0], stacks[0], middle_x, start),
        (right, heights[1], stacks[1], middle_x + middle, middle_x + middle + arrow),
    ):
        down = top + (tall - stack) / 2
        if len(group) == 1:
            own, down = [tall], top
        for each, high in zip(group, own, strict=True):
            beside = box(each.item, outer, down, side, high)
            boxes.append(beside)
            near = outer + side if outer < middle_x else outer
            connectors.append(_connector(each, centre, near, edge, down + high / 2))
            down += high + GAP
    boxes.sort(key=lambda each: (each.x, each.y))
    return Band(section.id, x, y, w, top + tall + PAD - y, heading, note, tuple(boxes)), connectors


def _label_width(each: Beside) -> float:
    return max(width(each.verb, SMALL), width(each.standing, SMALL) + (INDENT if each.hollow else 0))


def _connector(each: Beside, centre: Box, near: float, edge: float, y: float) -> Connector:
    """Return the arrow between a box whose inner edge is at `near` and the middle one's at `edge`."""
    first, last = (near, edge) if each.inward else (edge, near)
    left, room = min(near, edge) + 8, abs(near - edge) - 16
    blocks = [
        words(
            each.verb,
            left,
            y - SMALL * LEADING - 3,
            room,
            SMALL,
            colour=palette.QUIET,
            align="middle",
            most=1,
        )
    ]
    dots = []
    if each.standing:
        shift = INDENT if each.hollow else 0
        below = words(
            each.standing,
            left + shift,
            y + 4,
            room - shift,
            SMALL,
            colour=palette.QUIET,
            align="middle",
            most=1,
        )
        blocks.append(below)
        if each.hollow:
            taken = width(below.lines[0], SMALL)
            middle = below.x + (below.w - taken) / 2
            dots.append(dot(middle - INDENT + _DOT + 1, below.y, SMALL, HOLLOW))
    start, end = (each.item.id, centre.id) if each.inward else (centre.id, each.item.id)
    return Connector(start, end, each.kinds, ((first, y), (last, y)), each.dashed, tuple(blocks), tuple(dots))


def legend(heading: str, signs: Sequence[tuple[Item | str | None, str]], x: float, y: float, w: float) -> Legend:
    """Return the legend; a sign is an empty box, a dot (its colour or hollow) or nothing, and its meaning."""
    title = words(heading, x, y, w, SMALL, bold=True)
    left, top = x + width(heading, SMALL, True) + _SIGN_GAP, y
    line = SMALL * LEADING + 8
    placed = []
    for sign, text in signs:
        indent = 0.0 if sign is None else (_SWATCH if isinstance(sign, Item) else 2 * _DOT) + 6
        taken = indent + min(width(text, SMALL) + 1, _SIGN)
        if left + taken > x + w and left > x:
            left, top = x, top + line
        block = words(text, left + indent, top, taken - indent, SMALL, most=1)
        swatch = box(sign, left, top, _SWATCH, _SWATCH_HEIGHT) if isinstance(sign, Item) else None
        spot = dot(left + _DOT + 1, top, SMALL, sign) if isinstance(sign, str) else None
        placed.append(Sign(swatch, spot, block))
        left += taken + _SIGN_GAP
    return Legend(x, y, w, top + SMALL * LEADING - y, title._replace(w=width(heading, SMALL, True)), tuple(placed))


def whole(text: str, x: float, y: float, w: float, size: float, *, colour: str) -> Words:
    """Return a block of text of as many lines as it needs, without breaks at hyphens."""
    wrapped = wrap(text, w, size, most=_MANY_LINES, at_hyphens=False)
    return _block(wrapped, text, x, y, w, size, False, colour, "start")


def shares(sections: Sequence[Section], room: float, most: int) -> list[float]:
    """Divide a width among sections side by side: by how many columns they have, but so that words fit."""
    counts = [columns(len(section.items), most) for section in sections]
    needs = [
        count * max(map(need, section.items)) + (count - 1) * GAP + 2 * PAD
        for section, count in zip(sections, counts, strict=True)
    ]
    wanted = [max(room * count / sum(counts), least) for count, least in zip(counts, needs, strict=True)]
    over = sum(wanted) - room
    slack = [max(want - least, 0.0) for want, least in zip(wanted, needs, strict=True)]
    if over > sum(slack):
        return [room * want / sum(wanted) for want in wanted]
    return [want - over * part / (sum(slack) or 1) for want, part in zip(wanted, slack, strict=True)]


def shelves(sizes: Sequence[int], most: int) -> list[list[int]]:
    """Divide sections, given by how many boxes they hold, into rows of at most `most` columns, in order."""
    found: list[list[int]] = []
    taken = most
    for place, size in enumerate(sizes):
        wanted = min(size, most)
        if taken + wanted > most:
            found.append([])
            taken = 0
        found[-1].append(place)
        taken += wanted
    return found


def swatch(fills: Sequence[str], *, hatched: bool = False, dashed: bool = False) -> Item:
    """Return an empty item that shows a fill in the legend."""
    return Item("", "", "", "box", (), "", tuple(fills), hatched, dashed)
