"""Drawn files of more than one subject: a page for each; and boxes that somebody moved in draw.io stay.

A single subject without moved boxes is written by its format alone (`export.Export.write`).
"""

from collections.abc import Callable, Mapping, Sequence

from graph.exports.export import Subject
from graph.exports.formats import drawio, pdf, png, positions, pptx
from graph.exports.pictures import rendering, svg
from graph.exports.pictures.picture import Picture

PAGED: Mapping[str, Callable[[Sequence[Picture]], bytes]] = {"pdf": pdf.write_pages, "pptx": pptx.write_pages}
"""Formats that hold several pages, as does draw.io; the others hold one picture."""
SINGLE: Mapping[str, Callable[[Picture], bytes]] = {
    "png": png.write,
    "svg": lambda picture: svg.write(picture).encode(),
}


def formats(count: int) -> list[str]:
    """Return the names of the drawn formats that hold so many pages."""
    return sorted(["drawio", *PAGED, *(SINGLE if count == 1 else ())])


def write(name: str, subjects: Sequence[Subject], moved: bytes | None = None) -> bytes:
    """Return a file in one of `formats()` with a page for each subject, in this order.

    `moved` is a file of draw.io, made from an earlier one of ours: boxes stay where somebody put them there,
    each on the page of its scope. Raises `positions.NotReadable` when it is none.
    """
    places = [positions.read(moved, subject.scope) if moved is not None else {} for subject in subjects]
    pictures = [
        positions.apply(rendering.picture(subject), chosen) for subject, chosen in zip(subjects, places, strict=True)
    ]
    if name == "drawio":
        return drawio.write_pages(pictures, places)
    if name in PAGED:
        return PAGED[name](pictures)
    (picture,) = pictures
    return SINGLE[name](picture)
