"""The shelves of a tree: in which columns each branch stands, so that the page is low and no word is broken."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from graph.exports.pictures import placing
from graph.exports.pictures.placing import GAP, Item

COLUMN, GUTTER, INDENT = 196.0, 22.0, 22.0
"""Least width of a column, room between columns, and how far a level is moved in."""
AISLE = 28.0
"""Room between shelves."""
_NARROWEST = 90.0
"""A box deep down is not moved in further than to this width."""
_HALVINGS = 12


class Twig(NamedTuple):
    """A box and what hangs below it."""

    item: Item
    relation: str
    """What ties it to the box above."""
    outward: bool
    """That box is where the relation starts."""
    below: tuple["Twig", ...] = ()


class Branch(NamedTuple):
    """A heading, or a box of its own, with what hangs below it."""

    header: Item
    twigs: tuple[Twig, ...]
    relation: str
    """What ties it to the root; empty: nothing does."""
    outward: bool = False


class Grid(NamedTuple):
    """The columns of a page."""

    left: float
    w: float
    """Of each column."""
    columns: int

    def x(self, column: int) -> float:
        """Return where a column begins."""
        return self.left + column * (self.w + GUTTER)

    def wide(self, columns: int) -> float:
        """Return how wide several columns are."""
        return columns * self.w + (columns - 1) * GUTTER


class Placed(NamedTuple):
    """A branch on its shelf: in which columns it stands."""

    branch: Branch
    first: int
    columns: int
    parts: list[list[Twig]]
    """What hangs in each of its columns."""


def least_column(branches: Sequence[Branch]) -> float:
    """Return how wide a column must be so that no word is broken, as far as that can be."""
    needed = [placing.need(branch.header) for branch in branches]
    needed += (_needed(twig, INDENT) for branch in branches for twig in branch.twigs)
    return max([COLUMN, *needed])


def _needed(twig: Twig, indent: float) -> float:
    return max([placing.need(twig.item) + indent, *(_needed(each, indent + INDENT) for each in twig.below)])


def indent_in(w: float) -> float:
    """Return how far boxes are moved in below one that stands in this width."""
    return min(INDENT, max(w - _NARROWEST, 0.0))


def _tall(twig: Twig, w: float) -> float:
    """Return how much height a twig takes in a column."""
    indent = indent_in(w)
    inner = w - indent
    return GAP + placing.height(twig.item, inner) + sum(_tall(each, inner) for each in twig.below)


def _divided(twigs: Sequence[Twig], heights: Sequence[float], count: int) -> tuple[float, list[list[Twig]]]:
    """Divide twigs, in order, into so many columns that the tallest is as low as can be."""
    low, high = max(heights, default=0.0), sum(heights)
    best = _filled(twigs, heights, high)
    for _ in range(_HALVINGS):
        most = (low + high) / 2
        parts = _filled(twigs, heights, most)
        if len(parts) <= count:
            best, high = parts, most
        else:
            low = most
    return high, best


def _filled(twigs: Sequence[Twig], heights: Sequence[float], most: float) -> list[list[Twig]]:
    """Return twigs in columns no taller than `most`, but for a twig that is taller by itself."""
    parts: list[list[Twig]] = [[]]
    filled = 0.0
    for twig, tall in zip(twigs, heights, strict=True):
        if parts[-1] and filled + tall > most:
            parts.append([])
            filled = 0.0
        parts[-1].append(twig)
        filled += tall
    return parts


def shelves(branches: Sequence[Branch], grid: Grid) -> list[list[Placed]]:
    """Divide branches, in order, into rows, and the columns among those of a row, so that the page is low."""
    heights = [[_tall(twig, grid.w) for twig in branch.twigs] for branch in branches]
    known: dict[tuple[int, int], tuple[float, list[list[Twig]]]] = {}

    def divided(place: int, columns: int) -> tuple[float, list[list[Twig]]]:
        if (place, columns) not in known:
            low, parts = _divided(branches[place].twigs, heights[place], columns)
            header = placing.height(branches[place].header, grid.wide(columns))
            known[place, columns] = (header + low, parts)
        return known[place, columns]

    def shelf(start: int, end: int) -> tuple[float, list[int]]:
        """Return how tall a row of these branches is, and how many columns each gets."""
        counts = [1] * (end - start)
        for _ in range(grid.columns - len(counts)):
            tall = [divided(start + place, count)[0] for place, count in enumerate(counts)]
            highest = tall.index(max(tall))
            if divided(start + highest, counts[highest] + 1)[0] >= tall[highest]:
                break
            counts[highest] += 1
        return max(divided(start + place, count)[0] for place, count in enumerate(counts)), counts

    best: list[tuple[float, int, list[int]]] = [(0.0, len(branches), [])]
    for start in range(len(branches) - 1, -1, -1):
        options = []
        for end in range(start + 1, min(start + grid.columns, len(branches)) + 1):
            tall, counts = shelf(start, end)
            options.append((tall + AISLE + best[len(branches) - end][0], end, counts))
        best.append(min(options, key=lambda option: option[0]))
    rows = []
    start = 0
    while start < len(branches):
        _, end, counts = best[len(branches) - start]
        firsts = accumulate(counts, initial=0)
        rows.append(
            [
                Placed(branches[start + place], first, count, divided(start + place, count)[1])
                for place, (first, count) in enumerate(zip(firsts, counts, strict=False))
            ]
        )
        start = end
    return rows
