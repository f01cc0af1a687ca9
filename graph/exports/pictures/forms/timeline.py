"""A time axis: who sat in a group, and who hosted it, from when to when, as far as anyone knows.

A bar is solid while a source covers the time, pale where nothing says that it ended, and fades where it is not
known when it began or ended (DESIGN §3). Vacant and unknown are told as such. The day asked for is a line.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from graph import time
from graph.exports import wording
from graph.exports.characters import clean
from graph.exports.pictures import palette, placing
from graph.exports.pictures.contents import Drawing, prepare
from graph.exports.pictures.form import Form, Request
from graph.exports.pictures.forms import bands
from graph.exports.pictures.lifelines import NOBODYS, Bar, BarPart, Lifeline, Look, Teller
from graph.exports.pictures.measure import width
from graph.exports.pictures.page import Page
from graph.exports.pictures.picture import Band, Box, Picture, RuledLine
from graph.exports.pictures.placing import BETWEEN, MARGIN, PAD, SMALL, Item, Piece, Section
from graph.names import swedish_key
from graph.texts import Text
from graph.time import LAST_DAY

_BAR, _THIN, _LANE, _ROW_GAP = 16.0, 10.0, 18.0, 2.0
_STUB, _POINT, _LEAST = 16.0, 5.0, 1.5
"""Width of an end that is open, the least of what is known of a single day, and the least that is drawn."""
_LABEL, _BESIDE = 250.0, 10.0
_SPARED = 7.0
"""The names of rows need less air above and below than boxes have."""
_SHADES = (0.5, 0.58, 0.66, 0.74, 0.81, 0.87, 0.92, 0.96)
"""How pale the steps are in which a bar fades."""
_PALE = 0.5
_ROOM = 8.0
"""Around the name of a year or month."""
_NAME_HEIGHT = 18.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MONTHS, _MOST_YEARS = (1, 2, 3, 6), 5
"""Of how many months one is named, and how many years are too many for that."""
_YEAR = Text("År", "Year")
_NOTHING = Text("Inga uppgifter om när", "Nothing known about when")
_MEANINGS: Mapping[Look, Text] = {
    "sure": Text("belagt: en källa täcker tiden", "stated: a source covers the time"),
    "presumed": Text("antaget: inget säger att det är slut", "presumed: nothing says that it ended"),
    "end": Text("okänt när det började eller slutade", "unknown when it began or ended"),
    "undated": Text("okänt eller odaterat", "unknown or undated"),
    "vacant": Text("vakant", "vacant"),
}
_DORMANT_MEANS = Text("vilande värd", "dormant host")
_LINE = Text("lodrät linje: {day}", "upright line: {day}")


def draw(request: Request, width: float | None) -> Picture:
    """Return the time axis of a request."""
    made = prepare(request._replace(before=None))
    teller = Teller(made, request)
    page = _Page(made, request, teller, width or bands.WIDE)
    sections = teller.sections()
    if not sections:
        section = Section("nothing", _NOTHING.of(request.language), "", ())
        page.bands.append(placing.empty_band(section, MARGIN, page.y, page.inner))
        page.y += page.bands[-1].h + BETWEEN
        return page.picture()
    label = max(_LABEL * 0.7, min(_LABEL * 1.5, page.inner * 0.19))
    left = MARGIN + PAD + label + _BESIDE + _STUB
    axis = _Axis(teller.start, teller.end, left, page.inner - (left - MARGIN) - PAD - _STUB)
    lines = _head(page, axis, label)
    top = page.y - BETWEEN
    for section, rows in sections:
        _rows(page, section, rows, axis, label)
    foot = page.y - BETWEEN - PAD / 2
    for day in dict.fromkeys([*axis.ticks(), *axis.months()]):
        page.rules.append(RuledLine(axis.x(day), top - PAD + 2, axis.x(day), foot, palette.GRID, 1.0, False))
    for x, y in lines:
        page.rules.append(RuledLine(x, y, x, foot, palette.INK, 1.6, True))
    return page.picture()


class _Axis(NamedTuple):
    """Days from left to right."""

    start: str
    end: str
    left: float
    wide: float

    def x(self, day: str) -> float:
        """Return where a day stands; what lies before or after the axis, at its end."""
        first, last = _ordinal(self.start), _ordinal(self.end) + 1
        share = (_ordinal(min(max(day, self.start), LAST_DAY)) - first) / (last - first)
        return self.left + self.wide * min(max(share, 0.0), 1.0)

    def ticks(self) -> list[str]:
        """Return the days at which lines stand: years, as many as have room for their names."""
        first, last = int(self.start[:4]), int(self.end[:4])
        room = self.wide / (last - first + 1)
        needed = width("2000", SMALL) + _ROOM
        step = next((step for step in _STEPS if step * room >= needed), _STEPS[-1])
        return [f"{year:04d}-01-01" for year in range(first, last + 1) if year % step == 0 or step == 1]

    def months(self) -> list[str]:
        """Return the first days of the months for whose names there is room; none where years stand close."""
        first, last = int(self.start[:4]), int(self.end[:4])
        room = self.wide / (12 * (last - first + 1))
        step = next((step for step in _MONTHS if step * room >= width("mars", SMALL) + 2), 0)
        if not step or last - first >= _MOST_YEARS:
            return []
        return [f"{year:04d}-{month:02d}-01" for year in range(first, last + 1) for month in range(1, 13, step)]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


class _Page(Page):
    """A page whose legend tells what bars mean."""

    def __init__(self, made: Drawing, request: Request, teller: Teller, wide: float) -> None:
        """Take the sources from the spans."""
        sources = {source for span in teller.spans for source in span.sources}
        super().__init__(made, request.scope, request.as_of, teller.title(), wide, sources)
        self.teller = teller
        before = [request.before.as_of] if request.before else []
        self.days = [*before, request.as_of]
        self.looks: set[Look] = set()
        self.listed: dict[str, list[str]] = {}

    def signs(self, boxes: Sequence[Box]) -> list[tuple[Item | str | None, str]]:
        """Return what colours and looks mean."""
        language = self.drawing.language
        shown = {fill for box in boxes for fill in box.fills} | {dot.fill for box in boxes for dot in box.dots}
        colours = self.drawing.colours
        named = sorted(
            (swedish_key(self.teller.short(body)), body) for body, fill in colours.colours.items() if fill in shown
        )
        signs: list[tuple[Item | str | None, str]] = [
            (placing.swatch([colours.of(body)]), self.teller.short(body)) for _, body in named
        ]
        if palette.OTHER in shown:
            signs.append((placing.swatch([palette.OTHER]), wording.OTHER_BODY.of(language)))
        swatches: dict[Look, Item] = {
            "sure": placing.swatch([NOBODYS]),
            "presumed": placing.swatch([palette.paler(NOBODYS, _PALE)]),
            "end": placing.swatch([palette.paler(NOBODYS, shade) for shade in _SHADES]),
            "undated": placing.swatch([palette.PLAIN], hatched=True),
            "vacant": placing.swatch([palette.PLAIN], dashed=True),
        }
        same: dict[Look, Look] = {"start": "end", "unknown": "undated"}
        looks = {same.get(look, look) for look in self.looks}
        signs += ((swatch, _MEANINGS[look].of(language)) for look, swatch in swatches.items() if look in looks)
        if any(box.dashed and box.fills != (palette.PLAIN,) for box in boxes):
            signs.append((placing.swatch([NOBODYS], dashed=True), _DORMANT_MEANS.of(language)))
        if self.teller.spans:
            days = wording.listed([wording.day(day, language) for day in self.days], language)
            signs.append((None, _LINE.fill(day=days).of(language)))
        return signs

    def description(self, boxes: Sequence[Box]) -> str:
        """Return the rows in words."""
        parts = [f"{self.subtitle.text}."]
        for heading, rows in self.listed.items():
            parts.append(f"{heading}: {'; '.join(rows)}.")
        return " ".join(parts)


def _head(page: _Page, axis: _Axis, label: float) -> list[tuple[float, float]]:
    """Add the axis, and return where the lines of the days asked for begin."""
    language = page.drawing.language
    section = Section("axis", _YEAR.of(language), "", ())
    heading, _, _ = placing.head(section, MARGIN, page.y, label + 2 * PAD)
    y = page.y + PAD - 4
    boxes = []
    ticks = [*axis.ticks(), time.day_after(axis.end) if axis.end < LAST_DAY else axis.end]
    for start, end in pairwise(ticks):
        if axis.x(end) - axis.x(start) < width(start[:4], SMALL):
            continue
        boxes.append(_name(f":{start[:4]}", start[:4], axis.x(start), axis.x(end), y))
    y += _NAME_HEIGHT
    months = axis.months()
    for start, end in pairwise([*months, time.day_after(axis.end)] if months else []):
        text = wording.month(int(start[5:7]), language)
        boxes.append(_name(f":{start[:7]}", text, axis.x(start), axis.x(end), y))
    if months:
        y += _NAME_HEIGHT
    y += 4
    lines = []
    taken = page.width
    for day in reversed(page.days):
        text = wording.day(day, language)
        wide = width(text, SMALL) + 2 * 18.0 + 1
        x = min(max(axis.x(day) - wide / 2, axis.left - _STUB), MARGIN + page.inner - PAD - wide)
        if x + wide + 4 > taken:
            y += placing.height(_named("", text), wide) + 4
        item = _named(f":{day}", text)._replace(shape="capsule", fills=(palette.PLAIN,))
        boxes.append(placing.box(item, x, y, wide, placing.height(item, wide)))
        lines.append((axis.x(day), y + boxes[-1].h))
        taken = x
    tall = max(box.y + box.h for box in boxes) + PAD - 4 - page.y
    page.bands.append(Band("axis", MARGIN, page.y, page.inner, tall, heading, None, tuple(boxes)))
    page.y += tall + BETWEEN
    return lines


def _named(id_: str, text: str) -> Item:
    return Item(id_, "", text, "box", (Piece(text),), text, centred=True, fills=(palette.GROUND,))


def _name(id_: str, text: str, x: float, end: float, y: float) -> Box:
    """Return the name of a year or month, which may take all the room between two lines."""
    box = placing.box(_named(id_, text), x - _LABEL, y, end - x + 2 * _LABEL, _NAME_HEIGHT)
    words = tuple(each._replace(x=x, w=end - x) for each in box.words)
    return box._replace(x=x, w=end - x, words=words, bare=True)


def _rows(page: _Page, section: Section, rows: Sequence[Lifeline], axis: _Axis, label: float) -> None:
    """Add a band with a line for each row: its name to the left, its bars to the right."""
    title, note, y = placing.head(section, MARGIN, page.y, page.inner)
    boxes: list[Box] = []
    told = page.listed.setdefault(title.text, [])
    for row in rows:
        name = row.pieces[0].text
        when = "; ".join(bar.when for bar in row.bars)
        item = Item(row.id, row.kind, name, "box", row.pieces, f"{name}\n{when}", (palette.GROUND,))
        high = placing.height(item, label) - 2 * _SPARED
        lanes: list[float] = []
        placed: list[tuple[int, list[tuple[BarPart, float, float]], Bar]] = []
        measured = sorted(
            ((_measured(bar, axis, page.teller.horizon), bar) for bar in row.bars), key=lambda each: each[0][0][1]
        )
        for found, bar in measured:
            lane = next((at for at, end in enumerate(lanes) if end + 1 <= found[0][1]), len(lanes))
            lanes[lane : lane + 1] = [found[-1][2]]
            placed.append((lane, found, bar))
        tall = max(high, len(lanes) * _LANE)
        name_box = placing.box(item, MARGIN + PAD, y + (tall - high) / 2 - _SPARED, label, high)
        boxes.append(name_box._replace(y=y, h=tall, bare=True))
        top = y + (tall - len(lanes) * _LANE) / 2
        for lane, found, bar in placed:
            for part, x, end in found:
                page.looks.add(part.look)
                boxes.append(_box(part, bar, x, end, top + lane * _LANE, page))
        told.append(f"{', '.join(piece.text for piece in row.pieces)}: {when}")
        y += tall + _ROW_GAP
    page.bands.append(
        Band(section.id, MARGIN, page.y, page.inner, y - _ROW_GAP + PAD - page.y, title, note, tuple(boxes))
    )
    page.y += page.bands[-1].h + BETWEEN


def _measured(bar: Bar, axis: _Axis, horizon: str) -> list[tuple[BarPart, float, float]]:
    """Return the parts of a bar with where they begin and end, one after another."""
    found: list[tuple[BarPart, float, float]] = []
    last = len(bar.parts) - 1
    for place, part in enumerate(bar.parts):
        start = axis.x(part.start) if part.start else None
        end = axis.x(part.end) if part.end else None
        if start is None and end is None:
            start, end = axis.left - _STUB, axis.left + axis.wide + _STUB
        elif start is None and end is not None:
            start = axis.left - _STUB if part.look == "undated" else end - _STUB
        elif end is None and start is not None:
            end = axis.left + axis.wide + _STUB if part.look == "undated" else start + _STUB
        if start is None or end is None:
            continue
        if part.look in ("sure", "vacant"):
            end = max(end, start + _POINT)
        elif part.look == "unknown" and part.end != horizon:
            end -= _STUB + 1  # where the open beginning of what is known stands
        if found:
            start = max(start, found[-1][2])
        if end - start >= _LEAST or (place == last and not found):
            found.append((part, start, max(end, start + _LEAST)))
    return found


def _box(part: BarPart, bar: Bar, x: float, end: float, top: float, page: _Page) -> Box:
    """Return one part of a bar."""
    full = part.look in ("sure", "vacant")
    tall = _BAR if full else _THIN
    fills: tuple[str, ...] = (bar.colour,)
    if part.look == "presumed":
        fills = (palette.paler(bar.colour, _PALE),)
    elif part.look in ("start", "end"):
        fills = tuple(palette.paler(bar.colour, shade) for shade in _SHADES)
        fills = fills[::-1] if part.look == "start" else fills
    elif part.look != "sure":
        fills = (palette.PLAIN,)
    lines = [bar.label, bar.when]
    if bar.sources:
        ids = ", ".join(map(clean, bar.sources))
        lines.append(wording.SOURCES_ARE.fill(ids=ids).of(page.drawing.language))
    item = Item(
        bar.id,
        bar.kind,
        bar.label,
        "box",
        (),
        "\n".join(line for line in lines if line),
        fills,
        part.look in ("undated", "unknown"),
        part.look == "vacant" or (bar.dashed and part.look in ("sure", "presumed")),
    )
    return placing.box(item, x, top + (_LANE - tall) / 2, end - x, tall)


FORM = Form(
    name="timeline",
    title=Text("Tidslinje", "Time axis"),
    description=Text(
        "Vem som satt i gruppen och vem som var värd för den, från när till när.",
        "Who sat in the group and who hosted it, from when to when.",
    ),
    draw=draw,
    rank=5,
    timed=True,
)
