"""SVG: the picture as one text file."""

from graph.exports.export import Export
from graph.exports.pictures import rendering, svg
from graph.exports.pictures.picture import Picture
from graph.exports.subject import Subject
from graph.texts import Text


def write(picture: Picture) -> bytes:
    """Return the picture as a file."""
    return svg.write(picture).encode()


def _export(subject: Subject) -> bytes:
    return write(rendering.picture(subject))


EXPORT = Export(
    name="svg",
    title=Text("Bild (SVG), skarp i alla storlekar", "Picture (SVG), sharp at every size"),
    suffix=".svg",
    media_type="image/svg+xml",
    write=_export,
    draw=write,
    rank=4,
)
