"""Where the nodes of a network stand: rings around the centre, and free places beside what is opened later.

The same nodes get the same places whenever and wherever they are drawn. A ring is as large as its labels need: at
its sides they stand under one another, at its top and bottom beside one another, so a place at the side takes a
label's height and one at the top its width.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from views.explore.scene import NetworkNode

_LETTER, _NARROWEST, _WIDEST = 6.7, 60.0, 225.0
_HEIGHT = 36.0
_SYMBOL = 15.0
_GAP_X, _GAP_Y = 40.0, 105.0
_FIRST_X, _FIRST_Y = 160.0, 180.0
_ROUND = 1.1
_EVEN = 0.6
_SPREAD = 0.85
_SLICES = 720
_TRIES = 40


class NodePlace(NamedTuple):
    """Where a node stands, and on which side of it its label: r, l, t or b."""

    x: int
    y: int
    side: str


def width(label: str) -> float:
    """Return about how wide a label is drawn."""
    return min(max(_LETTER * len(label), _NARROWEST), _WIDEST)


class _Ring:
    """An ellipse with as many places as labels fit, counted clockwise from the top."""

    def __init__(self, a: float, b: float, label: float) -> None:
        self.a, self.b = a, b
        self.upto = [0.0]
        for slice_ in range(_SLICES):
            turn = 2 * math.pi * (slice_ + 0.5) / _SLICES
            step = 2 * math.pi / _SLICES
            needed = max(abs(a * math.cos(turn)) * step / label, abs(b * math.sin(turn)) * step / _HEIGHT)
            self.upto.append(self.upto[-1] + needed)

    @property
    def room(self) -> float:
        return self.upto[-1]

    def at(self, share: float) -> tuple[float, float]:
        """Return the point at a share (0 to 1) of all places."""
        wanted = (share % 1) * self.room
        after = min(max(bisect_left(self.upto, wanted), 1), _SLICES)
        inside = (wanted - self.upto[after - 1]) / ((self.upto[after] - self.upto[after - 1]) or 1)
        turn = 2 * math.pi * (after - 1 + inside) / _SLICES
        return self.a * math.sin(turn), -self.b * math.cos(turn)


def rings(
    nodes: Mapping[str, NetworkNode], neighbours: Mapping[str, Iterable[str]], order: Callable[[NetworkNode], Any]
) -> dict[str, NodePlace]:
    """Return a place for every node of a tree: the centre in the middle, a ring for each level around it.

    `order` sorts what was reached from one node; `neighbours` pull a node of the second ring or further out to the
    middle of those of the ring inside it.
    """
    levels: defaultdict[int, list[NetworkNode]] = defaultdict(list)
    for node in nodes.values():
        levels[node.level].append(node)
    children: defaultdict[str, list[NetworkNode]] = defaultdict(list)
    for node in nodes.values():
        if node.parent is not None:
            children[node.parent].append(node)
    weight: dict[str, float] = {}
    for level in sorted(levels, reverse=True):
        for node in levels[level]:
            weight[node.id] = max(1.0, sum(weight[child.id] for child in children[node.id]))
    sector: dict[str, tuple[float, float]] = {}
    found: dict[str, NodePlace] = {}
    for node in levels.get(0, ()):
        sector[node.id] = (0.0, 1.0)
        found[node.id] = NodePlace(0, 0, "b")
    shells = _shells([[node.label for node in levels[level]] for level in sorted(levels)[1:]])
    for level, ring in zip(sorted(levels)[1:], shells, strict=True):
        for parent in levels[level - 1]:
            _share_out(sector[parent.id], sorted(children[parent.id], key=order), weight, sector)
        middle = {node.id: _middle(node, sector, neighbours, nodes) for node in levels[level]}
        row = sorted(levels[level], key=lambda node: (middle[node.id], order(node)))
        wanted = [middle[node.id] * ring.room for node in row]
        for node, at in zip(row, _apart(wanted, ring.room), strict=True):
            found[node.id] = _placed(*ring.at(at / ring.room), ring.b)
    return found


def _shells(rows: Sequence[Sequence[str]]) -> list[_Ring]:
    """Return a ring for each level, with room for its labels, and those inside a wide one not huddled in its middle."""
    sizes: list[tuple[float, float, float]] = []
    a = b = label = 0.0
    for row in rows:
        a, b = (a + label + _GAP_X, max(b + _GAP_Y, _ROUND * (a + label + _GAP_X))) if a else (_FIRST_X, _FIRST_Y)
        label = max(map(width, row))
        while _Ring(a, b, label + 8).room < len(row) * 1.12 + 1:
            a, b = a * 1.06, b * 1.06
        sizes.append((a, b, label))
    shells = []
    for place, (a, b, label) in enumerate(sizes, 1):
        share = _SPREAD * place / len(sizes) if place < len(sizes) else 1
        shells.append(_Ring(max(a, share * sizes[-1][0]), max(b, share * sizes[-1][1]), label + 8))
    return shells


def _share_out(
    sector: tuple[float, float],
    row: Sequence[NetworkNode],
    weight: Mapping[str, float],
    sectors: dict[str, tuple[float, float]],
) -> None:
    """Give each node of a row its part of a sector, by weight."""
    whole = sum(weight[node.id] for node in row)
    at = sector[0]
    for node in row:
        share = (sector[1] - sector[0]) * weight[node.id] / whole
        sectors[node.id] = (at, at + share)
        at += share


def _middle(
    node: NetworkNode,
    sector: Mapping[str, tuple[float, float]],
    neighbours: Mapping[str, Iterable[str]],
    nodes: Mapping[str, NetworkNode],
) -> float:
    """Return where on its ring a node wants to stand, as a share of a turn."""
    inner = sorted(
        other for other in {*neighbours.get(node.id, ())} if other in sector and nodes[other].level == node.level - 1
    )
    if node.level < 2 or len(inner) < 2:
        return sum(sector[node.id]) / 2
    turns = [math.pi * sum(sector[other]) for other in inner]
    x, y = sum(map(math.cos, turns)), sum(map(math.sin, turns))
    if math.hypot(x, y) < 0.01 * len(inner):
        return sum(sector[node.id]) / 2
    return (math.atan2(y, x) / (2 * math.pi)) % 1


def _apart(wanted: Sequence[float], room: float) -> list[float]:
    """Return places on a circle of `room`, as near as possible to those wanted (sorted) but well apart.

    They are at least one apart, and where there is room to spare nearly as far as all could be.
    """
    count = len(wanted)
    if count < 2:
        return list(wanted)
    apart = max(1.0, _EVEN * room / count)
    gaps = [(wanted[(place + 1) % count] - wanted[place]) % room for place in range(count)]
    cut = (max(range(count), key=lambda place: (gaps[place], -place)) + 1) % count
    turned = [wanted[(cut + place) % count] for place in range(count)]
    line = [at + (room if at < turned[0] else 0) for at in turned]
    blocks: list[list[float]] = []  # sums and counts of those who stand shoulder to shoulder
    for place, at in enumerate(line):
        blocks.append([at - place * apart, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1]]
    flat = [total / number for total, number in blocks for _ in range(int(number))]
    stood = [at + place * apart for place, at in enumerate(flat)]
    if stood[-1] - stood[0] > room - apart:
        stood = [stood[0] + place * room / count for place in range(count)]
    back: list[float] = [0.0] * count
    for place, at in enumerate(stood):
        back[(cut + place) % count] = at % room
    return back


def _placed(x: float, y: float, b: float) -> NodePlace:
    if abs(x) < 0.18 * b or (abs(y) > 0.97 * b):
        return NodePlace(round(x), round(y), "t" if y < 0 else "b")
    return NodePlace(round(x), round(y), "r" if x > 0 else "l")


def beside(places: dict[str, NodePlace], nodes: Mapping[str, NetworkNode], placed: Mapping[str, NetworkNode]) -> None:
    """Add places for those nodes that have none, near the one that each was reached from; nobody else moves.

    `placed` are the nodes that stand there already.
    """
    taken = _Taken()
    for node in placed.values():
        taken.add(_box(places[node.id], node.label))
    for node in nodes.values():
        if node.id in places:
            continue
        middle = places.get(node.parent or "", NodePlace(0, 0, "b"))
        outward = math.atan2(middle.y, middle.x) if (middle.x, middle.y) != (0, 0) else 0.0
        places[node.id] = _free(middle, outward, node.label, taken)
        taken.add(_box(places[node.id], node.label))


def _free(middle: NodePlace, outward: float, label: str, taken: "_Taken") -> NodePlace:
    place = middle
    for ring in range(_TRIES):
        far = 95 + 46 * ring
        turns = max(8, round(2 * math.pi * far / 30))
        for number in range(turns):
            # Straight out first, then a little to either side, and so on round.
            turn = outward + (number + 1) // 2 * (-1) ** number * 2 * math.pi / turns
            x, y = middle.x + 1.35 * far * math.cos(turn), middle.y + far * math.sin(turn)
            place = NodePlace(round(x), round(y), "r" if x >= middle.x else "l")
            if not taken.hits(_box(place, label)):
                return place
    return place


_Box = tuple[float, float, float, float]


def _box(place: NodePlace, label: str) -> _Box:
    """Return left, top, right and bottom of a node with its label."""
    wide = width(label)
    if place.side in "tb":
        top = place.y - (_SYMBOL + _HEIGHT if place.side == "t" else _SYMBOL)
        return place.x - wide / 2, top, place.x + wide / 2, top + 2 * _SYMBOL + _HEIGHT
    left = place.x - _SYMBOL - (wide if place.side == "l" else 0)
    return left, place.y - _HEIGHT / 2, left + 2 * _SYMBOL + wide, place.y + _HEIGHT / 2


class _Taken:
    """Boxes, found again by the squares that they lie in."""

    _SIDE = 120

    def __init__(self) -> None:
        self._squares: defaultdict[tuple[int, int], list[_Box]] = defaultdict(list)

    def add(self, box: _Box) -> None:
        for square in self._of(box):
            self._squares[square].append(box)

    def hits(self, box: _Box) -> bool:
        left, top, right, bottom = box
        return any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for square in self._of(box)
            for other in self._squares.get(square, ())
        )

    def _of(self, box: _Box) -> list[tuple[int, int]]:
        left, top, right, bottom = (math.floor(edge / self._SIDE) for edge in box)
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
