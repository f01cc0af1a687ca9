"""Arrows between boxes that stand anywhere: which way they run, and where their words stand."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from graph.exports.pictures import rendering
from graph.exports.pictures.measure import LEADING, width
from graph.exports.pictures.picture import Band, Box, Connector, Dot, Words

Point = tuple[float, float]

_ABOVE, _BELOW, _BESIDE = 3.0, 4.0, 6.0
"""How far words stand from their line."""
_INDENT, _SLACK, _ROOM = 13.0, 0.04, 2.0
_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8)
"""Where along a line words are tried."""


class Rect(NamedTuple):
    """An upright rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Return the x of its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Return the y of its lower edge."""
        return self.y + self.h

    @property
    def middle(self) -> Point:
        """Return its centre."""
        return self.x + self.w / 2, self.y + self.h / 2

    def meets(self, other: "Rect", apart: float = -_SLACK) -> bool:
        """Tell whether the two overlap or are less than `apart` from one another."""
        return (
            self.x < other.right + apart
            and other.x < self.right + apart
            and self.y < other.bottom + apart
            and other.y < self.bottom + apart
        )


def rect(shape: Box | Words | Band) -> Rect:
    """Return where a box, a band or a block of text stands."""
    return Rect(shape.x, shape.y, shape.w, shape.h)


def routed(connector: Connector, start: Box, end: Box, others: Sequence[Rect]) -> Connector:
    """Return the arrow between two boxes in their present places, with its words beside it.

    It runs upright and level, through as few of the `others` as can be; no word stands on a box.
    """
    points = min(
        _ways(rect(start), rect(end)),
        key=lambda way: (sum(_crosses(way, other) for other in others), len(way), _length(way)),
    )
    words, dots = _labels(connector, points, [*others, rect(start), rect(end)])
    return connector._replace(points=points, words=words, dots=dots)


def crossed(connector: Connector, others: Sequence[Rect]) -> bool:
    """Tell whether a box lies on the arrow."""
    return any(_crosses(connector.points, other) for other in others)


def taken(connector: Connector) -> list[Rect]:
    """Return where an arrow and its words stand, with some room around its lines."""
    lines = [
        Rect(min(x, to_x) - _ROOM, min(y, to_y) - _ROOM, abs(to_x - x) + 2 * _ROOM, abs(to_y - y) + 2 * _ROOM)
        for (x, y), (to_x, to_y) in pairwise(connector.points)
    ]
    return [*lines, *map(rect, connector.words)]


def _ways(one: Rect, other: Rect) -> Iterator[tuple[Point, ...]]:
    """Yield what an arrow may look like, from edge to edge."""
    level = one.right <= other.x or other.right <= one.x
    upright = one.bottom <= other.y or other.bottom <= one.y
    if level:
        yield from _across(one, other)
    if upright:
        for way in _across(_turned(one), _turned(other)):
            yield tuple((x, y) for y, x in way)
    if not level and not upright:  # one lies on the other: somebody put it there
        yield (one.right, one.middle[1]), (other.x, other.middle[1])


def _turned(shape: Rect) -> Rect:
    return Rect(shape.y, shape.x, shape.h, shape.w)


def _across(one: Rect, other: Rect) -> Iterator[tuple[Point, ...]]:
    """Yield the ways from one to another that stands to its left or right."""
    begin, finish = (one.right, other.x) if one.right <= other.x else (one.x, other.right)
    y, to_y = one.middle[1], other.middle[1]
    top, bottom = max(one.y, other.y), min(one.bottom, other.bottom)
    if top < bottom:
        level = next((at for at in (y, to_y) if top <= at <= bottom), (top + bottom) / 2)
        yield (begin, level), (finish, level)
    if abs(y - to_y) > _SLACK:
        for share in (0.5, 0.25, 0.75):
            turn = begin + (finish - begin) * share
            yield (begin, y), (turn, y), (turn, to_y), (finish, to_y)


def _length(way: Sequence[Point]) -> float:
    return sum(abs(x - to_x) + abs(y - to_y) for (x, y), (to_x, to_y) in pairwise(way))


def _crosses(way: Sequence[Point], other: Rect) -> bool:
    return any(
        Rect(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y)).meets(other)
        for (x, y), (to_x, to_y) in pairwise(way)
    )


def _labels(
    connector: Connector, points: Sequence[Point], others: Sequence[Rect]
) -> tuple[tuple[Words, ...], tuple[Dot, ...]]:
    """Return an arrow's words where they stand on nothing, else at its middle."""
    blocks = list(rendering.dotted(connector.words, connector.dots))
    tried = [_placed(blocks, way, share, side) for way in _parts(points) for share in _SHARES for side in (1, -1)]
    for words, dots in tried:
        if not any(
            rect(block).meets(other) or _crosses(points, rect(block)) for block in words for other in others
        ) and all(block.x > 0 and block.y > 0 for block in words):
            return words, dots
    return tried[0] if tried else ((), ())


def _parts(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Return the lines that an arrow is made of, the longest first."""
    return sorted(pairwise(points), key=lambda part: -_length(part))


def _placed(
    blocks: Sequence[tuple[Words, Dot | None]], way: tuple[Point, Point], share: float, side: int
) -> tuple[tuple[Words, ...], tuple[Dot, ...]]:
    """Return words above and below a level line, or beside an upright one (to the right, or left: -1)."""
    (x, y), (to_x, to_y) = way
    at_x, at_y = x + (to_x - x) * share, y + (to_y - y) * share
    level = abs(to_x - x) >= abs(to_y - y)
    tall = sum(words.size * LEADING for words, _ in blocks)
    top = at_y - blocks[0][0].size * LEADING - _ABOVE if level and blocks else at_y - tall / 2
    placed: list[Words] = []
    dots: list[Dot] = []
    for place, (words, dot) in enumerate(blocks):
        taken = width(words.text, words.size, words.bold) + 1
        indent = _INDENT if dot else 0.0
        wide = taken + indent
        left = at_x - wide / 2 if level else at_x + (_BESIDE if side > 0 else -_BESIDE - wide)
        if level and place == 1:
            top = at_y + _BELOW
        high = words.size * LEADING
        moved = words._replace(x=left + indent, y=top, w=taken, h=high, lines=(words.text,), align="start")
        if dot:
            dots.append(dot._replace(x=left + dot.r + 1, y=dot.y - words.y + top))
        placed.append(moved)
        top += high
    return tuple(placed), tuple(dots)
