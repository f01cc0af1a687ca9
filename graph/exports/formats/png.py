"""PNG: the SVG as pixels, twice as fine as it is large, so that it stays sharp on paper and on good screens."""

import struct
import zlib

from graph.exports.export import Export
from graph.exports.pictures import rendering, svg
from graph.exports.pictures.picture import Picture
from graph.exports.subject import Subject
from graph.texts import Text

_FINER = 2.0
_MOST_PIXELS = 60_000_000
"""Of a picture that is drawn in full; larger ones are made coarser, for memory's sake."""
_PER_METRE = 96 / 0.0254
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_END = len(_SIGNATURE) + 25


def write(picture: Picture) -> bytes:
    """Return the picture as a PNG, with its title, description and true size inside."""
    from resvg_py import svg_to_bytes

    finer = min(_FINER, (_MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
    drawn_ = svg_to_bytes(
        svg_string=svg.write(picture),
        width=round(picture.width * finer),
        background="white",  # also under the last row of pixels, which the picture covers in part
        skip_system_fonts=True,
        font_files=[str(rendering.REGULAR), str(rendering.BOLD)],
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    )
    return _described(bytes(drawn_), picture, finer)


def _described(png: bytes, picture: Picture, finer: float) -> bytes:
    """Return the file with what a reader of it may ask: how large it is meant to be, and what it shows."""
    dots = round(_PER_METRE * finer)
    told = [
        _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        _text("Title", f"{picture.title.text}. {picture.subtitle.text}", picture),
        _text("Description", picture.description, picture),
        _text("Software", "styrgraf", picture),
    ]
    return b"".join((png[:_HEADER_END], *told, png[_HEADER_END:]))


def _text(key: str, text: str, picture: Picture) -> bytes:
    return _chunk(b"iTXt", b"\0".join((key.encode(), b"", b"", picture.language.encode(), b"", text.encode())))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _export(subject: Subject) -> bytes:
    return write(rendering.picture(subject))


EXPORT = Export(
    name="png",
    title=Text("Bild (PNG), för webb och mejl", "Picture (PNG), for web and mail"),
    suffix=".png",
    media_type="image/png",
    write=_export,
    draw=write,
    rank=3,
)
