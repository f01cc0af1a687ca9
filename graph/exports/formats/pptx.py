"""PowerPoint: one slide for each picture, of native shapes that can be moved, rewritten and restyled.

A box is one shape with its text inside, and an arrow is glued to the shapes at both ends. Text flows in the
presentation's own font, which is no wider than the measured one, and therefore needs no more lines.
"""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from graph.exports.export import Export
from graph.exports.formats import drawingml, slide
from graph.exports.pictures import rendering
from graph.exports.pictures.picture import Picture
from graph.exports.pictures.sheet import SHEETS
from graph.exports.subject import Subject
from graph.texts import Text

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Slides

_TITLE_ONLY = "Title Only"
_OURS = {
    b'typeface="Calibri"': f'typeface="{drawingml.FONT}"'.encode(),
    b"Microsoft Macintosh PowerPoint": b"styrgraf",
    b"On-screen Show (4:3)": b"Custom",
}
"""What the template says, and what we say instead."""
_SLIDE, _LARGEST = 9 / 16, 5_000.0
"""Height of a slide, in widths, and the longest side that the program takes, in pixels."""
_LARGER, _SMALLER = 1.4, 0.75
"""How far a picture may differ from its own size when several share the size of their slides."""


def write(picture: Picture) -> bytes:
    """Return the picture as a presentation of one slide, which has the picture's own size."""
    return write_pages([picture])


def write_pages(pictures: Sequence[Picture]) -> bytes:
    """Return a presentation with a slide for each picture, in this order."""
    from pptx import Presentation
    from pptx.util import Emu

    slides = Presentation()
    wide, tall = _size(pictures)
    slides.slide_width, slides.slide_height = Emu(round(wide * slide.EMU)), Emu(round(tall * slide.EMU))
    _tidy(slides)
    layout = next(each for each in slides.slide_layouts if each.name == _TITLE_ONLY)
    for picture in pictures:
        scale = min(wide / picture.width, tall / picture.height)
        scale = scale if picture.sheet else min(scale, _LARGER)
        left = (wide - picture.width * scale) / 2
        slide.draw(slides.slides.add_slide(layout), picture, scale, left)
    first = pictures[0]
    day = rendering.midnight(max(picture.as_of for picture in pictures))
    about = slides.core_properties
    about.author = about.last_modified_by = "styrgraf"
    about.title, about.subject = (_line(text)[:255] for text in rendering.title_and_day(pictures))
    about.comments = _line(first.description)[:255] if len(pictures) == 1 else ""
    about.language = slide.LANGUAGES[first.language]
    about.created = about.modified = day
    about.revision = 1
    file = BytesIO()
    slides.save(file)
    return _frozen(file.getvalue(), day)


def _size(pictures: Sequence[Picture]) -> tuple[float, float]:
    """Return how large slides are, in pixels: the sheet that the pictures fill, else as one picture alone is.

    Of several without a sheet, the tallest stays legible.
    """
    sheets = {picture.sheet for picture in pictures}
    if len(sheets) == 1 and (name := sheets.pop()):
        return SHEETS[name].w / slide.POINT, SHEETS[name].h / slide.POINT
    wide, tall = max(picture.width for picture in pictures), max(picture.height for picture in pictures)
    if len(pictures) > 1:
        tall = max(wide * _SLIDE, tall * _SMALLER)
    fitting = min(1.0, _LARGEST / max(wide, tall))
    return wide * fitting, tall * fitting


def _tidy(slides: "Slides") -> None:
    """Keep of the template what is used, and fit its placeholders to the size of the slides."""
    for layout in list(slides.slide_layouts):
        if layout.name != _TITLE_ONLY:
            slides.slide_layouts.remove(layout)
    package = slides.part.package
    for part in (package, slides.part):
        for key, relation in list(part._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                part._rels.pop(key)
    slides.element.sldSz.attrib.pop("type", None)
    across, down = (slides.slide_width or 1) / 9144000, (slides.slide_height or 1) / 6858000
    for shape in slides.slide_master.placeholders:
        shape.left, shape.width = round(shape.left * across), round(shape.width * across)
        shape.top, shape.height = round(shape.top * down), round(shape.height * down)


def _frozen(file: bytes, day: datetime) -> bytes:
    """Return the zip file with one time on all of its members, and with our font in its theme."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            content = given.read(name)
            for old, new in _OURS.items():
                content = content.replace(old, new) if name.startswith(("ppt/theme/", "docProps/app")) else content
            member = zipfile.ZipInfo(name, day.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            kept.writestr(member, content)
    return packed.getvalue()


def _line(text: str) -> str:
    return rendering.printable(text).replace("\n", " ")


def _export(subject: Subject) -> bytes:
    return write(rendering.picture(subject))


EXPORT = Export(
    name="pptx",
    title=Text("PowerPoint, med former att redigera", "PowerPoint, with shapes to edit"),
    suffix=".pptx",
    media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    write=_export,
    draw=write,
    draw_pages=write_pages,
    rank=1,
)
