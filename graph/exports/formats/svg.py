"""SVG: the picture as one text file."""

from graph.exports.export import Export, Subject
from graph.exports.pictures import rendering, svg
from graph.texts import Text


def _export(subject: Subject) -> bytes:
    return svg.write(rendering.picture(subject)).encode()


EXPORT = Export(
    name="svg",
    title=Text("Bild (SVG), skarp i alla storlekar", "Picture (SVG), sharp at every size"),
    suffix=".svg",
    media_type="image/svg+xml",
    write=_export,
)
