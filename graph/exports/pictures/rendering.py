"""What the drawn formats share: a subject's picture, how its boxes look, and the font that is embedded."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from graph.exports import omissions, wording
from graph.exports.elements import NODE, PERSON, Edge, Element
from graph.exports.omissions import omissions_of
from graph.exports.pictures import layout, palette
from graph.exports.pictures.form import form
from graph.exports.pictures.picture import Box, Dot, Picture, Shape, Words
from graph.exports.spans import Span
from graph.exports.subject import Subject
from graph.records import Organisation, Source
from graph.texts import Language, Text

REGULAR = Path(__file__).parent / "dejavu" / "DejaVuSans.ttf"
BOLD = Path(__file__).parent / "dejavu" / "DejaVuSans-Bold.ttf"
"""DejaVu Sans 2.37, whose widths `measure` knows; its licence lies beside it."""

RADII: dict[Shape, float] = {"box": 4.0, "ellipse": 18.0, "capsule": 22.0, "person": 9.0}
"""Of the corners, as far as the box's size allows; other shapes have none."""
CUT, FOLD, GROUND_RADIUS, HEAD = 14.0, 10.0, 8.0, 7.0
"""A hexagon's points, a note's ear, the corners of a band, and an arrow's head."""
THIN, THICK, ARROW = 1.0, 1.6, 1.5
"""Widths of a border, a dashed border and a connector."""
DASHES = (5.0, 3.0)
_AND_MORE = Text("{first} och {count} till", "{first} and {count} more")
SOMEBODY = Text("tillsatt", "filled")
"""Stands where a person's name was, in pictures that show which seats are filled."""
_SLACK = 0.5
_EARLIEST = 1980
"""The first year that a member of a zip file can bear."""


class Look(NamedTuple):
    """How a box is drawn."""

    border: str | None
    """None: it has none."""
    width: float
    dashed: bool


class _Element(NamedTuple):
    """A node or an edge of those that may be shown."""

    element: str
    id: str
    kind: str
    label: str
    from_id: str | None = None
    to_id: str | None = None
    in_group: str | None = None
    role: str | None = None
    status: str | None = None
    certainty: str | None = None
    unconfirmed: bool = False
    last_confirmed: str | None = None
    sources: tuple[str, ...] = ()


def picture(subject: Subject) -> Picture:
    """Return the picture of a subject; who is left out (`omissions`) is not even named as its scope."""
    elements = _allowed(subject, subject.elements)
    before = subject.before
    known = subject.scope == layout.SYSTEM or subject.scope in subject.names
    known = known or any(each.id == subject.scope for each in elements)
    return layout.draw(
        elements,
        subject.scope if known else "",
        subject.as_of,
        subject.language,
        names=subject.names,
        form=subject.form,
        before=before._replace(elements=_allowed(subject, before.elements)) if before else None,
        sheet=subject.sheet,
        selection=subject.selection,
        spans=_unnamed(subject) if subject.spans else (),
        sources=_called(subject),
    )


def _called(subject: Subject) -> dict[str, str]:
    """Return what the sources of a subject are called, by the ids that they are shown under.

    Where nothing binds its organisations to others, they are those of the organisations themselves.
    """
    told: list[Element | Span] = [*subject.elements, *(subject.before.elements if subject.before else ())]
    ids = {id_ for each in [*told, *subject.spans] for id_ in each.sources}
    if all(each.element == NODE for each in subject.elements):
        nodes = [each.id for each in subject.elements]
        ids |= {each.source for each in subject.reader.evidence_of(Organisation.table, nodes)}
    found = subject.reader.fetch(Source, sorted(ids)).values()
    shown = omissions_of(subject).shown(found)
    return {record.id: wording.source(record, subject.language) for record in shown if isinstance(record, Source)}


def _allowed(subject: Subject, elements: Sequence[Element]) -> list[_Element]:
    """Return the nodes and edges that may be shown; a form that shows seats shows that they are taken."""
    if subject.without_people and form(subject.form).seated:
        elements = _anonymous(elements, subject.language)
    allowed = omissions.shown_scene(subject._replace(elements=elements))
    found = [_Element(NODE, node.id, node.kind, node.label) for node in allowed.nodes.values()]
    return [*found, *map(_element, allowed.edges)]


def _anonymous(elements: Sequence[Element], language: Language) -> list[Element]:
    """Return the elements with somebody, whoever it is, in place of each person."""
    people = sorted(each.id for each in elements if each.element == NODE and each.kind == PERSON)
    nobody = {person: f":{place}" for place, person in enumerate(people, 1)}
    shown: list[Element] = []
    for each in elements:
        if each.id in nobody:
            shown.append(_Element(NODE, nobody[each.id], PERSON, SOMEBODY.of(language)))
        elif each.from_id in nobody:
            shown.append(_element(_edge(each)._replace(start=nobody[each.from_id])))
        else:
            shown.append(each)
    return shown


def _edge(each: Element) -> Edge:
    """Return an element that is an edge as one."""
    return Edge(
        each.kind,
        each.from_id or "",
        each.to_id or "",
        each.in_group or "",
        each.role or "",
        each.status or "",
        each.certainty or "",
        each.unconfirmed,
        each.last_confirmed or "",
        tuple(each.sources),
    )


def _unnamed(subject: Subject) -> list[Span]:
    """Return the spans without those who are left out; without people, seats stay but not their holders."""
    allowed = omissions_of(subject)
    shown = []
    for span in subject.spans:
        sources = tuple(sorted(map(allowed.source, span.sources)))
        if span.holder is None or not allowed.hides(span.holder):
            shown.append(span._replace(sources=sources))
        elif subject.without_people:
            shown.append(span._replace(holder=None, name="", sources=sources))
    return shown


def _element(edge: Edge) -> _Element:
    return _Element(
        "edge",
        "|".join((edge.kind, edge.start, edge.end, edge.role, edge.status, edge.in_group)),
        edge.kind,
        "",
        edge.start,
        edge.end,
        edge.in_group,
        edge.role,
        edge.status,
        edge.certainty,
        edge.unconfirmed,
        edge.last_confirmed,
        edge.sources,
    )


def title_and_day(pictures: Sequence[Picture]) -> tuple[str, str]:
    """Return what a file with these pages is called, and of what day it tells."""
    first, *others = pictures
    if not others:
        return first.title.text, first.subtitle.text
    title = _AND_MORE.fill(first=first.title.text, count=len(others))
    day = wording.AS_OF.fill(day=wording.day(max(picture.as_of for picture in pictures), first.language))
    return title.of(first.language), day.of(first.language)


def look(box: Box) -> Look:
    """Return a box's border: a dormant host dashes it."""
    if box.bare:
        return Look(None, 0.0, False)
    if box.dashed:
        return Look(palette.INK, THICK, True)
    plain = box.hatched or box.fills[0] == palette.PLAIN
    return Look(palette.LINE if plain else palette.darker(box.fills[0]), THIN, False)


def radius(box: Box) -> float:
    """Return the radius of a box's corners."""
    return min(RADII.get(box.shape, 0.0), box.w / 2, box.h / 2)


def cut(box: Box) -> float:
    """Return how far a hexagon's points stand out."""
    return min(CUT, box.h / 2)


def flowing(words: Words) -> str:
    """Return what is shown of a text as one line, for programs that break lines themselves."""
    shown = ""
    rest = words.text
    for line in words.lines:
        blank = rest.startswith(" ")
        rest = rest.lstrip(" ")
        shown += (" " if shown and blank else "") + line
        rest = rest[len(line) :] if rest.startswith(line) else ""
    return printable(shown)


def dotted(blocks: tuple[Words, ...], dots: tuple[Dot, ...]) -> Iterator[tuple[Words, Dot | None]]:
    """Yield each block of text with the dot that stands before its first line."""
    for words in blocks:
        beside = (dot for dot in dots if words.y - _SLACK <= dot.y <= words.y + words.leading + _SLACK)
        yield words, next(beside, None)


def printable(text: str) -> str:
    """Return `text` without what XML can't hold; line feeds stay."""
    return "".join(letter for letter in text if letter == "\n" or _in_xml(letter))


def _in_xml(letter: str) -> bool:
    code = ord(letter)
    return unicodedata.category(letter) not in ("Cc", "Cs") and code & 0xFFFE != 0xFFFE


def midnight(as_of: str) -> datetime:
    """Return the time that files and their properties bear: the day itself, never the clock."""
    day = date.fromisoformat(as_of)
    return datetime(max(day.year, _EARLIEST), day.month, day.day)


def owner(boxes: Sequence[Box], id_: str, end: tuple[float, float]) -> int:
    """Return the place in `boxes` of the box that an arrow's end belongs to; one id may have several boxes."""
    x, y = end

    def far(place: int) -> float:
        box = boxes[place]
        return max(box.x - x, x - box.x - box.w, 0.0) + max(box.y - y, y - box.y - box.h, 0.0)

    return min((place for place, box in enumerate(boxes) if box.id == id_), key=far)


def names(picture: Picture) -> tuple[list[str], list[str]]:
    """Return a stable name for each band and each box, no two alike; a box bears its own id.

    A person who stands in a picture twice is `anna` and `anna.2`; bands are told apart by a colon.
    """
    used = {"", "0", "1", ":title", ":subtitle", ":legend", ":footer"}

    def unique(wanted: str) -> str:
        found, count = wanted, 1
        while found in used:
            count += 1
            found = f"{wanted}.{count}"
        used.add(found)
        return found

    bands = [unique(f":band:{printable(band.id)}") for band in picture.bands]
    return bands, [unique(printable(box.id)) for box in picture.boxes]
