"""What every picture must keep to, whatever its form, and a small story to draw."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from graph.exports.pictures import palette, placing, rendering, sheet
from graph.exports.pictures.measure import width
from graph.exports.pictures.picture import Band, Box, Connector, Legend, Picture, Words
from queries.structure import Row
from tests.support.stories import Story

DAY = "2026-11-22"
SLACK = 0.02
"""Lengths are sums of floats."""
_TEXT_TOP, _TEXT_HIGH = 0.2, 0.8
"""From the tallest letter to the baseline, in font sizes."""

Area = tuple[float, float, float, float]


def node(id_: str, kind: str, label: str) -> Row:
    """Return a node as the question `structure` does."""
    return Row("node", id_, kind, label, None, None, None, None, None, None, False, None, [])


def edge(
    kind: str, start: str, end: str, *, group: str | None, role: str | None, status: str | None, stale: bool
) -> Row:
    """Return an edge as the question `structure` does."""
    id_ = "|".join((kind, start, end, role or "", status or "", group or ""))
    return Row("edge", id_, kind, kind, start, end, group, role, status, "presumed", stale, "2020", ["protokoll"])


def story() -> Story:
    """Tell of three areas and one cooperation group, two sjukvårdsregioner, and who came and went in between."""
    told = Story()
    told.organisation("sks", "Styrgruppen", kind="sks")
    told.organisation("beredningsgrupp", "Beredningsgruppen", kind="beredningsgrupp")
    told.organisation("stodfunktion-nationell", "Nationella stödfunktionen")
    told.organisation("skr", "Sveriges Kommuner och Regioner", kind="ovrig")
    told.organisation("sjukvardsregion-fjall", "Sjukvårdsregion Fjäll")
    told.organisation("sjukvardsregion-kust", "Sjukvårdsregionen Kust")
    told.organisation("region-holmen", "Region Holmen")
    told.organisation("region-backen", "Region Backen")
    told.organisation("npo-berg", "Nationellt programområde bergsjuka")
    told.organisation("npo-vag", "Nationellt programområde vågor och dyningar")
    told.organisation("npo-dis", "Nationellt programområde dis", since="2022-03-01", seen="2023-06-01")
    told.organisation("nsg-karta", "Nationell samverkansgrupp kartor")
    told.organisation("nag-grus", "NAG grus")
    told.organisation("rpo-kust-berg", "RPO bergsjuka, Sjukvårdsregionen Kust")
    told.organisation("lpo-holmen-berg", "LPO bergsjuka, Region Holmen")
    told.links("beredningsgrupp", "prepares_for", "sks", seen="2024-01-01")
    told.links("stodfunktion-nationell", "supports", "sks", seen="2019-02")
    for group in ("npo-berg", "npo-vag", "npo-dis", "nsg-karta"):
        told.links(group, "part_of", "sks", seen="2024-01-01")
    told.links("nag-grus", "part_of", "npo-berg", seen="2023-06-01")
    told.links("rpo-kust-berg", "counterpart_of", "npo-berg", seen="2019-05-01")
    told.links("rpo-kust-berg", "part_of", "sjukvardsregion-kust", seen="2019-05-01")
    told.links("lpo-holmen-berg", "counterpart_of", "rpo-kust-berg", seen="2024-01-01")
    told.links("lpo-holmen-berg", "part_of", "region-holmen", seen="2024-01-01")
    told.links("region-holmen", "part_of", "sjukvardsregion-kust", seen="2024-01-01")
    told.links("region-backen", "part_of", "sjukvardsregion-fjall", seen="2024-01-01")
    told.hosts("sjukvardsregion-fjall", "npo-berg", seen="2019-05-01", since="2019")
    told.hosts("sjukvardsregion-kust", "npo-berg", seen="2019-05-01", status="dormant")
    told.hosts("sjukvardsregion-kust", "npo-vag", seen="2019-05-01", until="2021-12-31")
    told.hosts("sjukvardsregion-fjall", "npo-vag", seen="2023-06-01", since="2022-01-01")
    told.hosts("skr", "nsg-karta", seen="2024-01-01")
    told.person("eva-berg", "Eva Berg")
    told.person("ola-dal", "Ola Dal")
    told.person("asa-alm", "Åsa Alm")
    told.person("bo-ek", "Bo Ek")
    told.person("siv-ask", "Siv Ask")
    for seen in ("2019-05-01", "2021-09-15", "2024-01-01"):
        told.sits("eva-berg", "npo-berg", "ordförande", seen=seen, represents=["sjukvardsregion-fjall"])
    told.sits("ola-dal", "npo-berg", seen="2019-05-01", represents=["region-holmen"])
    told.sits("asa-alm", "npo-berg", seen="2021-09-15", represents=["sjukvardsregion-kust", "region-holmen"])
    told.lists("2019-05-01", "npo-berg")
    told.lists("2021-09-15", "npo-berg")
    told.sits("bo-ek", "npo-berg", "adjungerad", seen="handbook", represents=["skr"])
    told.vacant("npo-berg", "processledare", seen="2024-01-01", represents=["sjukvardsregion-fjall"])
    told.sits("siv-ask", "npo-vag", "ordförande", seen="2023-06-01", since="2022-01-01", until="2025-12-31")
    told.sits("siv-ask", "nsg-karta", seen="2024-01-01", represents=["sjukvardsregion-fjall"])
    told.sits("ola-dal", "sks", seen="2024-01-01", represents=["sjukvardsregion-kust"])
    told.sits("eva-berg", "nag-grus", "ordförande", seen="2023-06-01")
    return told


# ---- what a picture must keep to


def faults(picture: Picture) -> list[str]:
    """Return what is wrong with a picture's geometry, in words."""
    return [
        *_misplaced(picture),
        *_overlapping("band", ((band.id, _area(band)) for band in picture.bands)),
        *_overlapping("box", ((box.id, _area(box)) for box in picture.boxes)),
        *_overlapping("text", ((words.text, _area(words)) for words in picture.texts() if words.text)),
        *(fault for box in picture.boxes for fault in _of_box(box)),
        *(fault for words in picture.texts() for fault in _of_text(picture, words)),
        *(fault for connector in picture.connectors for fault in _of_connector(picture, connector)),
        *_of_sheet(picture),
    ]


def _misplaced(picture: Picture) -> Iterator[str]:
    page = (0.0, 0.0, picture.width, picture.height)
    for band in picture.bands:
        if not _inside(_area(band), page):
            yield f"band {band.id} leaves the page"
        parts = [(each.id, _area(each)) for each in band.boxes]
        parts += ((each.text, _area(each)) for each in (band.heading, band.note) if each)
        yield from (f"{name} leaves band {band.id}" for name, area in parts if not _inside(area, _area(band)))
    for rule in picture.rules:
        if not (_inside((rule.x, rule.y, 0, 0), page) and _inside((rule.to_x, rule.to_y, 0, 0), page)):
            yield "a rule leaves the page"
    if picture.legend and not _inside(_area(picture.legend), page):
        yield "the legend leaves the page"


def _of_box(box: Box) -> Iterator[str]:
    for words in box.words:
        if not _inside(_area(words), _area(box)):
            yield f"{words.text} leaves {box.id}"
        yield from (f"{line} sticks out of {box.id}" for line in _outside(box, words))
        for fill in (*box.fills, *([palette.HATCH] if box.hatched else [])):
            if palette.contrast(words.colour, fill) < 4.5:
                yield f"{words.text} is faint on {fill}"
    for dot in box.dots:
        if not _inside((dot.x - dot.r, dot.y - dot.r, 2 * dot.r, 2 * dot.r), _area(box)):
            yield f"a dot leaves {box.id}"


def _of_text(picture: Picture, words: Words) -> Iterator[str]:
    if not _inside(_area(words), (0, 0, picture.width, picture.height)):
        yield f"{words.text} leaves the page"
    if words.size < placing.SMALL:
        yield f"{words.text} is small"
    if palette.contrast(words.colour, palette.GROUND) < 4.5 or palette.contrast(words.colour, palette.PAPER) < 4.5:
        yield f"{words.text} is faint"
    for line in words.lines:
        if width(line, words.size, words.bold) > words.w + SLACK:
            yield f"{line} is too wide"


def _of_connector(picture: Picture, connector: Connector) -> Iterator[str]:
    told = f"{connector.from_id} → {connector.to_id}"
    ends = {connector.from_id, connector.to_id}
    for id_, point in ((connector.from_id, connector.points[0]), (connector.to_id, connector.points[-1])):
        if not any(_on_border(box, *point) for box in picture.boxes if box.id == id_):
            yield f"{told} misses {id_}"
    if len(connector.points) > 4:
        yield f"{told} has more turns than PowerPoint draws"
    for (x, y), (to_x, to_y) in pairwise(connector.points):
        if abs(x - to_x) > SLACK and abs(y - to_y) > SLACK:
            yield f"{told} runs aslant"
        line = (min(x, to_x), min(y, to_y), abs(x - to_x), abs(y - to_y))
        for box in picture.boxes:
            if box.id not in ends and _meet(line, _area(box)):
                yield f"{told} crosses {box.id}"
    for words in connector.words:
        yield from (f"{words.text} hides {box.id}" for box in picture.boxes if _meet(_area(words), _area(box)))


def _of_sheet(picture: Picture) -> Iterator[str]:
    if picture.sheet is None:
        return
    size = sheet.SHEETS[picture.sheet]
    if abs(picture.width / picture.height - size.w / size.h) > 0.001:
        yield f"it is not shaped like {size.name}"
    points = placing.SMALL * size.w / picture.width
    admitted = any(word in picture.subtitle.text for word in ("punkter", "points"))
    if points < sheet.READABLE - 0.001 and not admitted:
        yield f"text of {points:.1f} points is not admitted"
    if points > size.comfortable + 0.1:
        yield f"text of {points:.1f} points is blown up"


def _on_border(box: Box, x: float, y: float) -> bool:
    level = box.x - SLACK <= x <= box.x + box.w + SLACK and box.y - SLACK <= y <= box.y + box.h + SLACK
    sides = (abs(x - box.x), abs(x - box.x - box.w), abs(y - box.y), abs(y - box.y - box.h))
    return level and min(sides) <= SLACK


def _area(thing: Band | Box | Words | Legend) -> Area:
    return thing.x, thing.y, thing.w, thing.h


def _inside(inner: Area, outer: Area) -> bool:
    (x, y, w, h), (left, top, wide, tall) = inner, outer
    return x >= left - SLACK and y >= top - SLACK and x + w <= left + wide + SLACK and y + h <= top + tall + SLACK


def _meet(one: Area, other: Area) -> bool:
    return (
        one[0] + SLACK < other[0] + other[2]
        and other[0] + SLACK < one[0] + one[2]
        and one[1] + SLACK < other[1] + other[3]
        and other[1] + SLACK < one[1] + one[3]
    )


def _overlapping(what: str, areas: Iterable[tuple[str, Area]]) -> Iterator[str]:
    """Yield the pairs that overlap, looking only at those that can, from top to bottom."""
    by_top = sorted(areas, key=lambda each: each[1][1])
    tops = [area[1] for _, area in by_top]
    for place, (one, area) in enumerate(by_top):
        for other, below in by_top[place + 1 : bisect_left(tops, area[1] + area[3])]:
            if _meet(area, below):
                yield f"{what} {one} overlaps {other}"


def _outside(box: Box, words: Words) -> Iterator[str]:
    """Yield the lines whose corners lie outside a hexagon or a round corner."""
    for place, line in enumerate(words.lines):
        wide = width(line, words.size, words.bold)
        left = words.x + ((words.w - wide) / 2 if words.align == "middle" else 0) - box.x
        top = words.y + place * words.leading + _TEXT_TOP * words.size - box.y
        for y in (top, top + _TEXT_HIGH * words.size):
            if any(_cut_off(box, x, min(y, box.h - y)) for x in (left, box.w - left - wide)):
                yield line
                break


def _cut_off(box: Box, x: float, down: float) -> bool:
    """Tell whether a point, given from the nearest side and from the top or foot, is outside the shape."""
    if box.shape == "hexagon":
        return x < rendering.cut(box) * (1 - down / (box.h / 2)) - SLACK
    radius = rendering.radius(box)
    if x >= radius or down >= radius:
        return False
    return (radius - x) ** 2 + (radius - down) ** 2 > radius**2 + SLACK
