"""Colours: one for each body that hosts, told apart by colour-blind readers too, and never the only sign.

The six were chosen so that any two of them, and the grey of other hosts, lie at least 11 apart in CIELAB for
normal sight, protanopia, deuteranopia and tritanopia alike (Machado, Oliveira and Fernandes 2009), and so
that dark ink on each keeps a contrast of 4.5:1 (WCAG 2.2); `test_diagram_parts` computes both. Five
come from Paul Tol's "light" scheme for labelled cells, a fifth of the way to white; the violet is our own.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

INK = "#1B2430"
"""Text, on every fill."""
QUIET = "#4A5563"
"""Text that may be passed over, on plain and band grounds only."""
PAPER = "#FFFFFF"
PLAIN = "#FFFFFF"
"""Fill of what has no colour of its own."""
GROUND = "#F3F5F7"
"""Ground of a band."""
LINE = "#7A8694"
"""Borders and connectors."""
GRID = "#D5DBE2"
"""Lines that only guide the eye."""
HATCH = "#E1E5EA"
"""Strokes across the fill of what has no known host."""
HEADER = "#C6D0DC"
"""Fill of a box that only heads others."""
OTHER = "#DADDE1"
"""A host outside the sjukvårdsregioner: SKR, a single region, an authority."""
COLOURS = ("#F1E4A0", "#ADE4FF", "#F1A085", "#69C9AD", "#C5AEE0", "#C9D65C")
"""Yellow, sky, orange, mint, violet, lime."""


class Palette(NamedTuple):
    """Which body bears which colour; the rest share `OTHER`."""

    colours: Mapping[str, str]

    def of(self, body: str) -> str:
        """Return the fill of a body."""
        return self.colours.get(body, OTHER)


def assign(bodies: Iterable[str]) -> Palette:
    """Give the first six ids, sorted, a colour each, so that the same six always look the same."""
    return Palette(dict(zip(sorted(set(bodies)), COLOURS, strict=False)))


def darker(colour: str, share: float = 0.62) -> str:
    """Return the same hue darker, for the border of a filled box."""
    return "#" + "".join(f"{round(int(colour[place : place + 2], 16) * share):02X}" for place in (1, 3, 5))


def paler(colour: str, share: float) -> str:
    """Return the same hue mixed with paper: 0 is the colour itself, 1 the paper."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of a colour, from 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, float, float]:
    """Return the linear red, green and blue of a colour written `#RRGGBB`."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(share: float) -> float:
    value: float = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    return value
