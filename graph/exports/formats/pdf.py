"""PDF: one page for each picture, as large as its text needs, with text that can be searched and copied."""

import re
import threading
import unicodedata
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from graph.exports.export import Export
from graph.exports.pictures import palette, rendering
from graph.exports.pictures.measure import BASELINE
from graph.exports.pictures.picture import Band, Box, Connector, Dot, Legend, Picture, Words
from graph.exports.pictures.sheet import SHEETS
from graph.exports.subject import Subject
from graph.texts import Text

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

_REGULAR, _BOLD = "DejaVuSans", "DejaVuSans-Bold"
_PAPERS = ((595.28, 841.89), (841.89, 1190.55), (1190.55, 1683.78), (1683.78, 2383.94), (2383.94, 3370.39))
"""A4, A3, A2, A1 and A0 in points; a picture gets the first on which its text can be read."""
_EDGE = 12.0
"""Kept free around the picture: printers don't reach further."""
_SMALLEST, _COMFORTABLE, _READABLE = 11.0, 7.0, 5.5
"""The smallest text of pictures in their own unit; on A4 and on larger papers it must have this many points."""
_LARGEST = 1.0
"""Small pictures are not blown up further than to one point for each pixel."""
_HATCH_EVERY, _HATCH_WIDTH = 7.0, 2.5
_WAYS = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N"}
"""Directions of letters and numbers by Unicode's classes; the rest have none of their own."""
_POP = "\u2069"
_ISOLATED = re.compile(f"(\u2068[^{_POP}]*{_POP}?)|(.)", re.DOTALL)
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_ONE_AT_A_TIME = threading.Lock()
"""reportlab keeps the letters that a document uses in its font, which all documents share."""


class Paper(NamedTuple):
    """A page, and how much smaller than itself the picture stands on it; lengths in points."""

    w: float
    h: float
    scale: float


def write(picture: Picture) -> bytes:
    """Return the picture as a PDF of one page."""
    return write_pages([picture])


def write_pages(pictures: Sequence[Picture]) -> bytes:
    """Return a PDF with a page for each picture, in this order, and a bookmark for each."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    first = pictures[0]
    day = max(picture.as_of for picture in pictures)
    file = BytesIO()
    with _ONE_AT_A_TIME:
        if _REGULAR not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(_REGULAR, str(rendering.REGULAR)))
            pdfmetrics.registerFont(TTFont(_BOLD, str(rendering.BOLD)))
        canvas = Canvas(
            file,
            pageCompression=1,
            invariant=1,
            initialFontName=_REGULAR,  # type: ignore[arg-type]  # the stubs call it a number
            lang=first.language,
        )
        title, about = rendering.title_and_day(pictures)
        canvas.setTitle(_plain(title))
        canvas.setSubject(_plain(first.description if len(pictures) == 1 else about))
        canvas.setAuthor("styrgraf")
        canvas.setCreator("styrgraf")
        canvas.setDateFormatter(lambda *_: f"D:{day.replace('-', '')}000000+00'00'")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if len(pictures) > 1:
            canvas.showOutline()
        for place, picture in enumerate(pictures):
            canvas.bookmarkPage(f"page-{place}")
            canvas.addOutlineEntry(_plain(picture.title.text), f"page-{place}", 0)
            _Page(canvas, picture, paper(picture)).draw()
            canvas.showPage()
        canvas.save()
    return file.getvalue()


def paper(picture: Picture) -> Paper:
    """Return the sheet that the picture fills, else the smallest paper on which it can be read."""
    if picture.sheet:
        sheet = SHEETS[picture.sheet]
        return Paper(sheet.w, sheet.h, min(sheet.w / picture.width, sheet.h / picture.height))
    best = _fitting(picture, _PAPERS[-1])
    for place, size in enumerate(_PAPERS):
        found = _fitting(picture, size)
        if found.scale * _SMALLEST >= (_COMFORTABLE if place == 0 else _READABLE):
            return found
    return best


def _fitting(picture: Picture, size: tuple[float, float]) -> Paper:
    short, long = size
    upright, lying = (
        Paper(w, h, min((w - 2 * _EDGE) / picture.width, (h - 2 * _EDGE) / picture.height, _LARGEST))
        for w, h in ((short, long), (long, short))
    )
    if upright.scale == lying.scale:
        return lying if picture.width >= picture.height else upright
    return max(upright, lying, key=lambda each: each.scale)


def visible(line: str) -> str:
    """Return a line as it is painted, from left to right and without signs that only steer.

    A short form of the Unicode bidirectional algorithm: the first letter tells which way a text runs, numbers
    run our way, and what is isolated doesn't touch its surroundings. Arabic letters stay unjoined.
    """
    clusters: list[str] = []
    ways: list[str] = []
    first = ""
    for isolated, letter in _ISOLATED.findall(line):
        way = "" if isolated else _WAYS.get(unicodedata.bidirectional(letter), "")
        first = first or way * (way in ("L", "R"))
        if isolated:
            clusters.append(visible(isolated[1:].removesuffix(_POP)))
            ways.append("")
        elif unicodedata.bidirectional(letter) == "NSM" and clusters:
            clusters[-1] += letter
        elif unicodedata.category(letter) not in ("Cf", "Cc"):
            clusters.append(letter)
            joins = letter in ".,:/-" and ways[-1:] == ["N"]
            ways.append("N" if joins else way)
    if "R" not in ways:
        return "".join(clusters)
    levels = _levels(ways, 1 if first == "R" else 0)
    painted = [
        cluster.translate(_MIRRORED) if level % 2 and len(cluster) == 1 else cluster
        for cluster, level in zip(clusters, levels, strict=True)
    ]
    for lowest in range(max(levels), 0, -1):
        start = 0
        while start < len(painted):
            end = start
            while end < len(painted) and levels[end] >= lowest:
                end += 1
            painted[start:end] = painted[start:end][::-1]
            levels[start:end] = levels[start:end][::-1]
            start = end + 1
    return "".join(painted)


def _levels(ways: Sequence[str], base: int) -> list[int]:
    """Return how deeply each sign is embedded: even numbers run to the right, odd ones to the left."""
    strong = "R" if base else "L"
    found: list[int | None] = []
    for way in ways:
        strong = way if way in ("L", "R") else strong
        upward = {"L": 2 * base, "R": 1, "N": 2 if strong == "R" else 0}
        found.append(upward.get(way))
    # What has no direction takes that of both its neighbours if they agree; numbers count as their surroundings.
    sides = [None if not way else way != "L" and level != 0 for way, level in zip(ways, found, strict=True)]
    levels: list[int] = []
    for at, level in enumerate(found):
        if level is not None:
            levels.append(level)
            continue
        before = next((side for side in reversed(sides[:at]) if side is not None), bool(base))
        after = next((side for side in sides[at + 1 :] if side is not None), bool(base))
        levels.append((1 if before else 2 * base) if before == after else base)
    return levels


def _plain(text: str) -> str:
    """Return text for titles and bookmarks, which programs show in one line."""
    return rendering.printable(text).replace("\n", " ")


class _Page:
    """Draws one picture on a page: a pixel is a unit, and y grows upwards, as PDF has it."""

    def __init__(self, canvas: "Canvas", picture: Picture, on: Paper) -> None:
        self.canvas = canvas
        self.picture = picture
        self.paper = on

    def draw(self) -> None:
        picture, on = self.picture, self.paper
        self.canvas.setPageSize((on.w, on.h))
        self.canvas.saveState()
        left = (on.w - picture.width * on.scale) / 2
        above = (on.h - picture.height * on.scale) / 2
        top = on.h - (above if picture.sheet else max(_EDGE, min(above, 3 * _EDGE)))
        self.canvas.translate(round(left, 3), round(top, 3))
        self.canvas.scale(on.scale, on.scale)
        self.words(picture.title)
        self.words(picture.subtitle)
        for band in picture.bands:
            self.band(band)
        self.rules(above=False)
        for box in picture.boxes:
            self.box(box)
        for connector in picture.connectors:
            self.connector(connector)
        self.rules(above=True)
        if picture.legend:
            self.legend(picture.legend)
        self.words(picture.footer)
        self.canvas.restoreState()

    def band(self, band: Band) -> None:
        self.canvas.setFillColor(palette.GROUND)
        self.canvas.roundRect(band.x, -band.y - band.h, band.w, band.h, rendering.GROUND_RADIUS, stroke=0, fill=1)
        self.words(band.heading)
        if band.note:
            self.words(band.note)

    def rules(self, *, above: bool) -> None:
        for rule in self.picture.rules:
            if rule.above == above:
                self.canvas.setStrokeColor(rule.colour)
                self.canvas.setLineWidth(rule.width)
                self.canvas.line(rule.x, -rule.y, rule.to_x, -rule.to_y)

    def box(self, box: Box) -> None:
        canvas, look = self.canvas, rendering.look(box)
        canvas.saveState()
        canvas.clipPath(self.outline(box), stroke=0, fill=0)
        share = box.w / len(box.fills)
        for place, fill in enumerate((palette.PLAIN,) if box.hatched else box.fills):
            canvas.setFillColor(fill)
            canvas.rect(box.x + place * share, -box.y - box.h, box.w if box.hatched else share, box.h, 0, 1)
        if box.hatched:
            self.hatch(box)
        canvas.restoreState()
        if look.border:
            self.border(box, look.border, look)
        for dot in box.dots:
            self.dot(dot)
        for words in box.words:
            self.words(words)

    def border(self, box: Box, colour: str, look: rendering.Look) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(look.width)
        if look.dashed:
            canvas.setDash(list(rendering.DASHES))
        canvas.drawPath(self.outline(box), stroke=1, fill=0)
        if box.shape == "note":
            x, y = box.x + box.w - rendering.FOLD, -box.y
            canvas.lines(
                [(x, y, x, y - rendering.FOLD), (x, y - rendering.FOLD, x + rendering.FOLD, y - rendering.FOLD)]
            )
        canvas.restoreState()

    def hatch(self, box: Box) -> None:
        canvas = self.canvas
        canvas.setStrokeColor(palette.HATCH)
        canvas.setLineWidth(_HATCH_WIDTH)
        step = _HATCH_EVERY * 2**0.5
        for place in range(int((box.w + box.h) / step) + 1):
            x = box.x + place * step
            canvas.line(x, -box.y, x - box.h, -box.y - box.h)

    def outline(self, box: Box) -> "PDFPathObject":
        path = self.canvas.beginPath()
        x, y, w, h = box.x, -box.y, box.w, box.h
        if box.shape == "hexagon":
            cut = rendering.cut(box)
            corners = [(x + cut, y), (x + w - cut, y), (x + w, y - h / 2), (x + w - cut, y - h), (x + cut, y - h)]
            corners.append((x, y - h / 2))
        elif box.shape == "note":
            corners = [(x, y), (x + w - rendering.FOLD, y), (x + w, y - rendering.FOLD), (x + w, y - h), (x, y - h)]
        else:
            path.roundRect(x, y - h, w, h, rendering.radius(box))
            return path
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
        return path

    def connector(self, connector: Connector) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setStrokeColor(palette.LINE)
        canvas.setFillColor(palette.LINE)
        canvas.setLineWidth(rendering.ARROW)
        (before_x, before_y), (x, y) = connector.points[-2:]
        far = ((x - before_x) ** 2 + (y - before_y) ** 2) ** 0.5 or 1.0
        dx, dy = (x - before_x) / far, (y - before_y) / far
        back, half = rendering.HEAD, rendering.HEAD / 2
        path = canvas.beginPath()
        path.moveTo(connector.points[0][0], -connector.points[0][1])
        for point in (*connector.points[1:-1], (x - dx * back, y - dy * back)):
            path.lineTo(point[0], -point[1])
        if connector.dashed:
            canvas.setDash(list(rendering.DASHES))
        canvas.drawPath(path, stroke=1, fill=0)
        head = canvas.beginPath()
        head.moveTo(x, -y)
        head.lineTo(x - dx * back - dy * half, -(y - dy * back + dx * half))
        head.lineTo(x - dx * back + dy * half, -(y - dy * back - dx * half))
        head.close()
        canvas.drawPath(head, stroke=0, fill=1)
        canvas.restoreState()
        for dot in connector.dots:
            self.dot(dot)
        for words in connector.words:
            self.words(words)

    def legend(self, legend: Legend) -> None:
        self.words(legend.heading)
        for sign in legend.signs:
            if sign.box:
                self.box(sign.box)
            if sign.dot:
                self.dot(sign.dot)
            self.words(sign.words)

    def dot(self, dot: Dot) -> None:
        self.canvas.saveState()
        self.canvas.setLineWidth(rendering.THIN)
        self.canvas.setFillColor(dot.fill or palette.PAPER)
        self.canvas.setStrokeColor(palette.darker(dot.fill) if dot.fill else palette.INK)
        self.canvas.circle(dot.x, -dot.y, dot.r, stroke=1, fill=1)
        self.canvas.restoreState()

    def words(self, words: Words) -> None:
        self.canvas.setFillColor(words.colour)
        self.canvas.setFont(_BOLD if words.bold else _REGULAR, words.size)
        for place, line in enumerate(words.lines):
            y = -(words.y + place * words.leading + BASELINE * words.size)
            if words.align == "middle":
                self.canvas.drawCentredString(words.x + words.w / 2, y, visible(line))
            else:
                self.canvas.drawString(words.x, y, visible(line))


def _export(subject: Subject) -> bytes:
    return write(rendering.picture(subject))


EXPORT = Export(
    name="pdf",
    title=Text("PDF, för utskrift", "PDF, for print"),
    suffix=".pdf",
    media_type="application/pdf",
    write=_export,
    draw=write,
    draw_pages=write_pages,
    rank=2,
)
