"""draw.io files from people are read apart: a hostile one is a sentence, and costs this process nothing."""

import base64
import resource
import zlib

import pytest

from graph.exports.formats import drawio, moved, positions
from graph.exports.formats.positions import NotReadable
from tests.graph.exports.formats.test_drawio import changed, compressed
from tests.support.drawings import small_picture

CELL = '<mxCell id="{id}" vertex="1" parent="{parent}"><mxGeometry x="1" y="1" width="50" height="50"/></mxCell>'


def packed(text: bytes) -> bytes:
    """Return a file whose diagram is compressed."""
    deflating = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    inside = base64.b64encode(deflating.compress(text) + deflating.flush()).decode()
    return f'<mxfile><diagram id="a">{inside}</diagram></mxfile>'.encode()


def model(cells: str) -> bytes:
    """Return a diagram of these cells."""
    return f"<mxGraphModel><root>{cells}</root></mxGraphModel>".encode()


HOSTILE = {
    "inflates without end": packed(b" " * 300_000_000),
    "within one another": packed(packed(model(""))),
    "a hundred thousand boxes": packed(model("".join(CELL.format(id=n, parent="1") for n in range(100_000)))),
    "opened without end": b"<mxGraphModel>" + b"<a>" * 6_000_000,
    "entities": b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbbbbbbbb">]><mxfile>&b;</mxfile>',
    "larger than any": b" " * 20_000_001,
    "no XML": bytes(range(256)) * 1_000,
    "an encoding nobody knows": b'<?xml version="1.0" encoding="x-hostile"?><mxfile/>',
}


@pytest.mark.parametrize("file", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_drawing_is_a_sentence(file: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotReadable) as refused:
        moved.places(file, ["system"])
    assert refused.value.text.sv.endswith(".")
    assert "\n" not in refused.value.text.sv
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000, "kB"


def test_boxes_that_are_one_anothers_parents_are_read_like_others() -> None:
    file = packed(model(CELL.format(id="a", parent="b") + CELL.format(id="b", parent="a")))
    assert moved.places(file, ["system"])[0].keys() == {"a", "b"}


def test_what_is_read_apart_is_what_the_file_says() -> None:
    file = compressed(changed(drawio.write(small_picture()), "skr", x=120, y=20))
    assert moved.places(file, ["system"]) == [positions.read(file, "system")]
    assert moved.places(file, ["system"]) is moved.places(file, ["system"]), "it is read once"
