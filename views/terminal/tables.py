"""Tables for the terminal: aligned columns, wrapped to the width at hand, or one block a row where it is narrow."""

import unicodedata
from collections.abc import Sequence
from textwrap import wrap

_GAP = "  "
_LEAST = 13
"""A column is not made narrower than its longest word, or than this where that word is longer."""
_LABEL = 24
"""Widest name of a cell in a block."""


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _clean(text: str) -> str:
    """Return `text` without control characters, so that a name cannot steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return the rows under their headings, no line wider than `width` where that can be.

    Columns without any content are left out. What does not fit is made narrower in steps: what is the same in all
    rows stands once above them, cells are wrapped, and where columns would be too narrow to read each row is a block.
    """
    cleaned = [[_clean(cell) for cell in row] for row in rows]
    kept = [place for place in range(len(headings)) if any(row[place] for row in cleaned)]
    if not kept:
        return ""
    lines = [[headings[place] for place in kept], *([row[place] for place in kept] for row in cleaned)]
    if _fits(_widths(lines), width):
        return _ruled(lines, _widths(lines))
    lines, same = _shared_columns(lines)
    least = [max(_least(line[place]) for line in lines) for place in range(len(lines[0]))]
    above = "".join(f"{_wrapped(f'{heading}: {cell}', width, '  ')}\n" for heading, cell in same)
    if not _fits(least, width):
        return above + ("\n" if above else "") + _blocks(lines, width)
    sizes = _widths(lines)
    while not _fits(sizes, width):
        widest = max((size, place) for place, size in enumerate(sizes) if size > least[place])[1]
        sizes[widest] -= 1
    return above + ("\n" if above else "") + _ruled(lines, sizes)


def _widths(lines: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(_width, column)) for column in zip(*lines, strict=True)]


def _fits(sizes: Sequence[int], width: int) -> bool:
    return sum(sizes) + len(_GAP) * (len(sizes) - 1) <= width


def _least(cell: str) -> int:
    return min(max(map(_width, cell.split()), default=0), _LEAST)


def _shared_columns(lines: list[list[str]]) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """Return the columns that tell rows apart, and the heading and cell of those that all rows share."""
    heads, *rows = lines
    places = range(1, len(heads)) if len(rows) > 1 else ()
    shared = [place for place in places if len({row[place] for row in rows}) == 1]
    apart = [place for place in range(len(heads)) if place not in shared]
    return [[line[place] for place in apart] for line in lines], [(heads[place], rows[0][place]) for place in shared]


def _ruled(lines: Sequence[Sequence[str]], sizes: Sequence[int]) -> str:
    text = []
    for line in (lines[0], ["─" * size for size in sizes], *lines[1:]):
        cells = [wrap(cell, size, break_on_hyphens=False) or [""] for cell, size in zip(line, sizes, strict=True)]
        for index in range(max(map(len, cells))):
            parts = [cell[index] if index < len(cell) else "" for cell in cells]
            padded = [part + " " * (size - _width(part)) for part, size in zip(parts, sizes, strict=True)]
            text.append(_GAP.join(padded).rstrip())
    return "\n".join(text) + "\n"


def _blocks(lines: Sequence[Sequence[str]], width: int) -> str:
    """Return each row as its first cell with the others under it, each after its heading."""
    heads, *rows = lines
    label = min(max(map(_width, heads)), _LABEL)
    blocks = []
    for row in rows:
        told = [_wrapped(row[0] or "–", width, "  ")]
        for head, cell in zip(heads[1:], row[1:], strict=True):
            if cell:
                first = f"  {head}{' ' * (label - _width(head))}{_GAP}"
                told.append(_wrapped(first + cell, width, " " * (label + 2 + len(_GAP))))
        blocks.append("\n".join(told))
    return "\n\n".join(blocks) + "\n"


def _wrapped(text: str, width: int, indent: str) -> str:
    return "\n".join(wrap(text, width, subsequent_indent=indent, break_on_hyphens=False, drop_whitespace=True))
