"""DrawingML: its words for fills, shapes and bullets, and where it lets connectors be glued to a shape."""

from collections.abc import Sequence
from html import escape
from typing import Literal

from graph.exports.pictures import palette, rendering
from graph.exports.pictures.picture import Box, Dot

Side = Literal["top", "left", "bottom", "right"]

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
FONT = "Arial"
PRESETS = {"hexagon": "hexagon", "note": "snip1Rect"}
"""Other shapes are rectangles with round corners."""
_SITES: dict[str, tuple[Side, ...]] = {
    "roundRect": ("top", "left", "bottom", "right"),
    "snip1Rect": ("right", "bottom", "left", "top"),
}
"""Where a connector can be glued to a shape, in the order of their numbers (ECMA-376, presetShapeDefinitions)."""
ANGLES: dict[Side, int] = {"right": 0, "bottom": 5400000, "left": 10800000, "top": 16200000}
_BULLET, _RING = "●", "○"
_PLATEAU = 0.95
"""Of colours side by side, in widths of the passage between them: older LibreOffice keeps the widest part only."""
ROUGHLY = 0.5
"""Lengths that differ less are the same, in pixels."""


def side_of(box: Box, point: tuple[float, float]) -> Side:
    """Return the side of a box that a connector's end lies on."""
    x, y = point
    far: dict[Side, float] = {
        "left": abs(x - box.x),
        "right": abs(x - box.x - box.w),
        "top": abs(y - box.y),
        "bottom": abs(y - box.y - box.h),
    }
    return min(far, key=lambda side: far[side])


def sites_of(box: Box) -> tuple[tuple[float, float], ...]:
    """Return where connectors can be glued to a preset shape, in the order of its sites' numbers."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    right, left, below = box.x + box.w, box.x, box.y + box.h
    if box.shape == "hexagon":
        cut = rendering.cut(box)
        inner, outer = left + cut, right - cut
        return ((right, y), (outer, below), (inner, below), (left, y), (inner, box.y), (outer, box.y))
    sides: dict[Side, tuple[float, float]] = {
        "top": (x, box.y),
        "left": (left, y),
        "bottom": (x, below),
        "right": (right, y),
    }
    return tuple(sides[side] for side in _SITES[PRESETS.get(box.shape, "roundRect")])


def touches(box: Box, end: tuple[float, float]) -> bool:
    """Tell whether an arrow's end lies on the edge of this box."""
    across = abs(end[0] - box.x - box.w / 2) - box.w / 2
    down = abs(end[1] - box.y - box.h / 2) - box.h / 2
    return abs(max(across, down)) < ROUGHLY


def nearest(sites: Sequence[tuple[float, float]], point: tuple[float, float]) -> tuple[int, float]:
    """Return the number of the site nearest to a point, and how far away it is."""
    far = [abs(x - point[0]) + abs(y - point[1]) for x, y in sites]
    least = min(far)
    return far.index(least), least


def rounded(share: float) -> str:
    """Return a rectangle with round corners, their radius as a share of its shorter side."""
    return f'<a:prstGeom prst="roundRect"><a:avLst>{guide("adj", share)}</a:avLst></a:prstGeom>'


def guide(name: str, share: float) -> str:
    """Return a measure of a shape, as a share of it."""
    return f'<a:gd name="{name}" fmla="val {round(share * 100_000)}"/>'


def stripes(fills: Sequence[str]) -> str:
    """Return several colours side by side, as a gradient with a short passage from one to the next."""
    passage = 100_000 / (len(fills) * _PLATEAU + len(fills) - 1)
    stops = "".join(
        f'<a:gs pos="{round(passage * (place * (_PLATEAU + 1) + side * _PLATEAU))}">{colour_of(fill)}</a:gs>'
        for place, fill in enumerate(fills)
        for side in (0, 1)
    )
    return f'<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'


def solid(colour: str) -> str:
    """Return a fill of one colour."""
    return f"<a:solidFill>{colour_of(colour)}</a:solidFill>"


def colour_of(colour: str) -> str:
    """Return a colour by its code."""
    return f'<a:srgbClr val="{colour.removeprefix("#")}"/>'


def bullet(dot: Dot | None) -> str:
    """Return a dot as the paragraph's bullet, in the colour of its border, as pale ones can't be seen."""
    if dot is None:
        return "<a:buNone/>"
    colour = palette.darker(dot.fill) if dot.fill else palette.INK
    letter = _BULLET if dot.fill else _RING
    return f'<a:buClr>{colour_of(colour)}</a:buClr><a:buFont typeface="{FONT}"/><a:buChar char="{letter}"/>'


def attribute(text: str) -> str:
    """Return a text as the value of an attribute."""
    return escape(rendering.printable(text), quote=True).replace("\n", "&#10;")
