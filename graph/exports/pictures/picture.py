"""A picture as geometry: what every drawn format writes, each in its own way.

Lengths are pixels at `Picture.width`; y grows downwards. Text is already measured, broken and cleaned. Lists
are in reading order, and everything is a plain value, so that equal pictures give equal files.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from graph.exports.elements import Change
from graph.texts import Language

Shape = Literal["box", "ellipse", "hexagon", "capsule", "note", "person"]
"""As `graph.kinds` names them, and `person`. An ellipse is drawn as a box with very round corners."""
Align = Literal["start", "middle"]


class Words(NamedTuple):
    """A block of text in one size; its lines share the height evenly."""

    x: float
    y: float
    w: float
    h: float
    lines: tuple[str, ...]
    text: str
    """The whole text, of which `lines` may show only the beginning."""
    size: float
    bold: bool
    colour: str
    align: Align

    @property
    def leading(self) -> float:
        """Return the height of one line."""
        return self.h / len(self.lines)


class Dot(NamedTuple):
    """A small circle before a line of text: filled with a body's colour, or hollow for what is unconfirmed."""

    x: float
    y: float
    """Its centre."""
    r: float
    fill: str | None
    """None: hollow."""


class Box(NamedTuple):
    """One organisation or person."""

    id: str
    kind: str
    label: str
    """The whole name, cleaned."""
    shape: Shape
    x: float
    y: float
    w: float
    h: float
    fills: tuple[str, ...]
    """One colour, or several side by side from left to right."""
    hatched: bool
    """No host is known, or nothing else is that the box asks for."""
    dashed: bool
    """A dormant host is known; in a comparison: it is gone."""
    words: tuple[Words, ...]
    dots: tuple[Dot, ...]
    note: str
    """What a tooltip tells: the whole name, every statement drawn, and the sources."""
    change: Change = ""
    """What happened to it since an earlier date: already in its fill and words; what is gone is also `dashed`."""
    bare: bool = False
    """Without a border: a part of a bar on a time axis."""
    address: str | None = None
    """Where the box leads."""


class Band(NamedTuple):
    """A ground with a heading, and the boxes that stand on it."""

    id: str
    x: float
    y: float
    w: float
    h: float
    heading: Words
    note: Words | None
    boxes: tuple[Box, ...]


class Connector(NamedTuple):
    """An arrow between two boxes: `from_id` VERB `to_id`."""

    from_id: str
    to_id: str
    kinds: tuple[str, ...]
    """The relations that it stands for (`kinds.RELATIONS`)."""
    points: tuple[tuple[float, float], ...]
    dashed: bool
    words: tuple[Words, ...]
    dots: tuple[Dot, ...]


class Sign(NamedTuple):
    """One entry of the legend: a small empty box or a dot, and what it means."""

    box: Box | None
    dot: Dot | None
    words: Words


class RuledLine(NamedTuple):
    """A straight line across the page: a year on a time axis, or the day that the picture tells of."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    width: float
    above: bool
    """Drawn over the boxes; else on the bands' ground, under the boxes."""


class Legend(NamedTuple):
    """What colours, borders and dots mean: those that the picture shows."""

    x: float
    y: float
    w: float
    h: float
    heading: Words
    signs: tuple[Sign, ...]


class Picture(NamedTuple):
    """A whole picture."""

    scope: str
    as_of: str
    language: Language
    width: float
    height: float
    title: Words
    subtitle: Words
    description: str
    """The picture in words, for those who can't see it."""
    bands: tuple[Band, ...]
    connectors: tuple[Connector, ...]
    legend: Legend | None
    footer: Words
    sheet: str | None = None
    """The paper or slide (`sheet.SHEETS`) that it fills edge to edge, margins included; None: any size."""
    rules: tuple[RuledLine, ...] = ()
    moved: frozenset[str] = frozenset()
    """Names (`rendering.names`) of the boxes and bands that somebody put where they are."""

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return all boxes, in reading order."""
        return tuple(box for band in self.bands for box in band.boxes)

    def texts(self) -> Iterator[Words]:
        """Yield every block of text, in reading order."""
        yield self.title
        yield self.subtitle
        for band in self.bands:
            yield band.heading
            if band.note:
                yield band.note
            for box in band.boxes:
                yield from box.words
        for connector in self.connectors:
            yield from connector.words
        if self.legend:
            yield self.legend.heading
            for sign in self.legend.signs:
                yield sign.words
        yield self.footer
