"""Tables for the terminal: aligned columns, wrapped to the width at hand."""

import unicodedata
from collections.abc import Sequence
from textwrap import wrap

_GAP = "  "
_NARROWEST = 6


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _clean(text: str) -> str:
    """Return `text` without control characters, so that a name cannot steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return the rows under their headings, no line wider than `width` where that can be.

    Columns without any content are left out.
    """
    cleaned = [[_clean(cell) for cell in row] for row in rows]
    kept = [place for place in range(len(headings)) if any(row[place] for row in cleaned)]
    if not kept:
        return ""
    lines = [[headings[place] for place in kept], *([row[place] for place in kept] for row in cleaned)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(kept))]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    ruled = [lines[0], ["─" * size for size in widths], *lines[1:]]
    text = []
    for line in ruled:
        cells = [wrap(cell, size) or [""] for cell, size in zip(line, widths, strict=True)]
        for index in range(max(map(len, cells))):
            parts = [cell[index] if index < len(cell) else "" for cell in cells]
            padded = [part + " " * (size - _width(part)) for part, size in zip(parts, widths, strict=True)]
            text.append(_GAP.join(padded).rstrip())
    return "\n".join(text) + "\n"
