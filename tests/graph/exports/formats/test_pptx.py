"""PowerPoint files: native shapes with their text inside, glued arrows, and what LibreOffice makes of them."""

from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from pptx import Presentation

from graph.exports.formats import pptx
from graph.exports.pictures import palette, rendering
from graph.exports.pictures.form import forms
from graph.exports.pictures.measure import width, wrap
from graph.exports.pictures.picture import Picture
from graph.port import Store
from tests.support.drawings import (
    PAGES,
    as_before,
    formed_picture,
    office,
    on_edge,
    overlap,
    pdf_text,
    real_picture,
    real_pictures,
    ruled_picture,
    small_picture,
)
from tests.support.here import program

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
EMU = 9525
SIDES = ("xMin", "yMin", "xMax", "yMax")


def slides(file: bytes) -> list[Any]:
    """Return the slides, as python-pptx reads them; it types little of what lies inside."""
    return list(Presentation(BytesIO(file)).slides)


def element(shape: Any) -> Any:
    return shape._element


def described(slide: Any) -> list[Any]:
    """Return the shapes that are boxes: those that tell more than their text."""
    return [each for each in slide.shapes if element(each).tag == f"{P}sp" and _descr(each)]


def _descr(shape: Any) -> str:
    return str(element(shape).find(f".//{P}cNvPr").get("descr", ""))


def connectors(slide: Any) -> list[Any]:
    return [each for each in slide.shapes if element(each).tag == f"{P}cxnSp"]


def area(shape: Any) -> tuple[float, float, float, float]:
    return shape.left / EMU, shape.top / EMU, shape.width / EMU, shape.height / EMU


def shown(picture: Picture) -> list[list[str]]:
    return [[rendering.flowing(words) for words in box.words] for box in picture.boxes]


def told(shape: Any) -> list[str]:
    return ["".join(run.text for run in paragraph.runs) for paragraph in shape.text_frame.paragraphs]


@pytest.fixture(scope="module")
def pages(real_store: Store) -> list[tuple[Picture, Any]]:
    """Pictures of random scopes and days, each with its slide; boxes have their own size on it."""
    return [(picture, slides(pptx.write(picture))[0]) for picture in real_pictures(real_store)]


# ---- the written file, over random scopes and days


def test_each_box_is_one_shape_with_its_text(pages: list[tuple[Picture, Any]]) -> None:
    for picture, slide in pages:
        boxes = described(slide)
        assert [each.name for each in boxes] == [box.label for box in picture.boxes]
        assert [_descr(each) for each in boxes] == [box.note for box in picture.boxes]
        for shape, lines, box in zip(boxes, shown(picture), picture.boxes, strict=True):
            broken = [" ".join(told(shape)).replace("\v", "")]
            assert told(shape) == lines or (box.shape == "hexagon" and _letters(broken) == _letters(lines))


def _letters(lines: list[str]) -> str:
    return "".join(lines).replace(" ", "")


def test_shapes_stand_where_they_were_drawn(pages: list[tuple[Picture, Any]]) -> None:
    for picture, slide in pages:
        for shape, box in zip(described(slide), picture.boxes, strict=True):
            assert area(shape) == pytest.approx((box.x, box.y, box.w, box.h), abs=0.01)


def test_no_two_boxes_overlap(pages: list[tuple[Picture, Any]]) -> None:
    for picture, slide in pages:
        areas = [area(each) for each in described(slide)]
        assert not [
            (picture.scope, one, other)
            for at, one in enumerate(areas)
            for other in areas[at + 1 :]
            if overlap(one, other)
        ]


def test_every_arrow_is_glued_to_two_boxes_and_ends_on_them(pages: list[tuple[Picture, Any]]) -> None:
    count = 0
    for picture, slide in pages:
        boxes = {each.shape_id: each for each in described(slide)}
        arrows = connectors(slide)
        assert len(arrows) == len(picture.connectors)
        for arrow in arrows:
            for tag, end in (
                ("stCxn", (arrow.begin_x, arrow.begin_y)),
                ("endCxn", (arrow.end_x, arrow.end_y)),
            ):
                glue = element(arrow).find(f".//{A}{tag}")
                shape = boxes[int(glue.get("id"))]
                point = end[0] / EMU, end[1] / EMU
                assert on_edge(area(shape), point)
                assert int(glue.get("idx")) < _sites(shape)
                count += 1
    assert count > PAGES // 2


def _sites(shape: Any) -> int:
    own = element(shape).findall(f".//{A}cxn")
    return len(own) or {"roundRect": 4, "snip1Rect": 4, "hexagon": 6}[_preset(shape)]


def _preset(shape: Any) -> str:
    return str(element(shape).find(f".//{A}prstGeom").get("prst"))


def test_no_text_is_wider_or_taller_than_its_shape(pages: list[tuple[Picture, Any]]) -> None:
    for picture, slide in pages:
        for shape, box in zip(described(slide), picture.boxes, strict=True):
            frame = shape.text_frame
            inside = rendering.radius(box) * 0.29289 if not element(shape).findall(f".//{A}custGeom") else 0
            room = (shape.width - frame.margin_left - frame.margin_right) / EMU - 2 * inside
            tall = frame.margin_top / EMU
            for paragraph in frame.paragraphs:
                indent = int(element(paragraph).find(f"{A}pPr").get("marL", 0)) / EMU
                size = paragraph.runs[0].font.size.pt / 0.75
                bold = bool(paragraph.runs[0].font.bold)
                leading = paragraph.line_spacing.pt / 0.75
                texts = [run.text for run in paragraph.runs]
                if not frame.word_wrap:
                    assert max(width(text, size, bold) for text in texts) <= box.w - 2 * rendering.cut(box)
                    lines = len(texts)
                else:
                    lines = len(wrap("".join(texts), room - indent, size, bold, most=50).lines)
                tall += lines * leading + paragraph.space_before.pt / 0.75
            assert tall <= box.h + 0.1, (picture.scope, box.label)


def test_text_stands_out_from_every_fill(pages: list[tuple[Picture, Any]]) -> None:
    for _, slide in pages:
        for shape in described(slide):
            fills = [each.get("val") for each in element(shape).find(f"{P}spPr").iter(f"{A}srgbClr")]
            line = element(shape).find(f"{P}spPr/{A}ln")
            border = [each.get("val") for each in line.iter(f"{A}srgbClr")]
            inks = {each.get("val") for each in element(shape).iter(f"{A}rPr") for each in each.iter(f"{A}srgbClr")}
            for fill in fills[: len(fills) - len(border)]:
                for ink in inks:
                    assert palette.contrast(f"#{ink}", f"#{fill}") >= 4.5


def test_ids_on_a_slide_are_unique(pages: list[tuple[Picture, Any]]) -> None:
    for _, slide in pages:
        ids = [each.get("id") for each in slide._element.iter(f"{P}cNvPr")]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("form", forms())
@pytest.mark.parametrize("scope", ["system", "npo-cancersjukdomar"])
def test_in_every_form_boxes_have_their_text_and_arrows_their_ends(real_store: Store, form: str, scope: str) -> None:
    picture = formed_picture(real_store, scope, form)
    presentation = Presentation(BytesIO(pptx.write(picture)))
    assert ((presentation.slide_width or 0) / EMU, (presentation.slide_height or 0) / EMU) == pytest.approx(
        (1190.55 / 0.75, 841.89 / 0.75), abs=1
    ) or picture.sheet != "a3-landscape"
    (slide,) = presentation.slides
    boxes = {each.shape_id: each for each in slide.shapes if element(each).tag == f"{P}sp"}
    texts = " ".join(" ".join(told(each)) for each in boxes.values())
    for box in picture.boxes:
        assert _letters([rendering.flowing(words) for words in box.words[:1]]) in _letters([texts])
    arrows = connectors(slide)
    assert len(arrows) == len(picture.connectors)
    for arrow, connector in zip(arrows, picture.connectors, strict=True):
        assert _preset(arrow) in ("straightConnector1", f"bentConnector{len(connector.points) - 1}")
        for tag in ("stCxn", "endCxn"):
            glue = element(arrow).find(f".//{A}{tag}")
            assert int(glue.get("idx")) < _sites(boxes[int(glue.get("id"))])


# ---- the file as a whole


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert pptx.write(small_picture()) == pptx.write(small_picture())


def test_the_small_picture_is_written_as_it_was() -> None:
    with ZipFile(BytesIO(pptx.write(small_picture()))) as file:
        as_before("drawn-small-slide.xml", _indented(file.read("ppt/slides/slide1.xml")))


def _indented(xml: bytes) -> bytes:
    root = ElementTree.fromstring(xml)  # noqa: S314  # we wrote it
    ElementTree.indent(root)
    return f"{ElementTree.tostring(root, 'unicode')}\n".encode()


def test_times_and_properties_are_those_of_the_day() -> None:
    file = pptx.write(small_picture()._replace(as_of="2024-02-29"))
    with ZipFile(BytesIO(file)) as packed:
        assert {member.date_time for member in packed.infolist()} == {(2024, 2, 29, 0, 0, 0)}
        assert not [name for name in packed.namelist() if "thumbnail" in name or "printer" in name]
    about = Presentation(BytesIO(file)).core_properties
    assert about.created is not None
    assert (about.created.date(), about.modified) == (about.modified.date() if about.modified else None, about.created)
    assert about.created.date().isoformat() == "2024-02-29"
    assert (about.title, about.author, about.language) == ("Ask & <alm>", "styrgraf", "sv-SE")


def test_a_day_long_ago_gives_a_whole_file() -> None:
    with ZipFile(BytesIO(pptx.write(small_picture()._replace(as_of="1969-07-20")))) as packed:
        assert packed.testzip() is None
        assert {member.date_time[:3] for member in packed.infolist()} == {(1980, 7, 20)}


def test_the_slide_has_the_pictures_size_and_its_title() -> None:
    presentation = Presentation(BytesIO(pptx.write(small_picture("en"))))
    assert (presentation.slide_width, presentation.slide_height) == (724 * EMU, 400 * EMU)
    (slide,) = presentation.slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "Ask & <alm>"
    assert presentation.core_properties.language == "en-GB"


def test_several_pictures_are_several_slides_of_one_size(real_store: Store) -> None:
    chosen = [real_picture(real_store, scope) for scope in ("npo-cancersjukdomar", "sks", "npo-akut-vard")]
    presentation = Presentation(BytesIO(pptx.write_pages(chosen)))
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides if slide.shapes.title]
    assert titles == [picture.title.text for picture in chosen]
    wide, tall = presentation.slide_width or 0, presentation.slide_height or 0
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= wide + EMU
            assert shape.top + shape.height <= tall + EMU


def test_colours_side_by_side_pass_over_into_one_another() -> None:
    (slide,) = slides(pptx.write(small_picture()))
    ask = next(each for each in described(slide) if each.name == "Ask")
    stops = [(int(each.get("pos")), each[0].get("val")) for each in element(ask).iter(f"{A}gs")]
    one, other = (fill.removeprefix("#") for fill in palette.COLOURS[:2])
    assert [colour for _, colour in stops] == [one, one, other, other]
    assert [place for place, _ in stops] == sorted(place for place, _ in stops)
    assert (stops[0][0], stops[-1][0]) == (0, 100_000)


def test_lines_lie_under_and_over_the_boxes() -> None:
    (slide,) = slides(pptx.write(ruled_picture()))
    presets = [_preset(each) for each in slide.shapes if element(each).findall(f"{P}spPr/{A}prstGeom")]
    first, last = (place for place, preset in enumerate(presets) if preset == "line")
    assert first < presets.index("hexagon") < last
    bare = next(each for each in described(slide) if each.name == "Ask")
    assert element(bare).find(f"{P}spPr/{A}ln/{A}noFill") is not None


# ---- LibreOffice


@pytest.mark.office
def test_libreoffice_shows_every_text_in_its_box(real_store: Store, tmp_path: Path) -> None:
    """All slides open, and the words of each box lie inside it, whole."""
    program("soffice")
    program("pdftotext")
    scopes = ("system", "sks", "npo-cancersjukdomar", "sjukvardsregion-norra", "rcc-norr")
    chosen = [*(real_picture(real_store, scope) for scope in scopes), small_picture(), ruled_picture()]
    file = pptx.write_pages(chosen)
    pdf = office(file, ".pptx", tmp_path)
    boxed = ElementTree.fromstring(pdf_text(pdf, tmp_path, "-bbox"))  # noqa: S314  # LibreOffice wrote it
    shown_pages = [each for each in boxed.iter() if each.tag.endswith("page")]
    wide = (Presentation(BytesIO(file)).slide_width or 0) / EMU
    for picture, slide, page in zip(chosen, slides(file), shown_pages, strict=True):
        scale = wide / float(page.get("width", "1"))
        found = [
            ("".join(each.itertext()), [scale * float(each.get(side, "0")) for side in SIDES])
            for each in page.iter()
            if each.tag.endswith("word")
        ]
        for shape, box in zip(described(slide), picture.boxes, strict=True):
            x, y, w, h = area(shape)
            inside = [
                text
                for text, (left, top, right, bottom) in found
                if x - 1 <= left and right <= x + w + 1 and y - 2 <= top and bottom <= y + h + 2
            ]
            for word in " ".join(map(rendering.flowing, box.words)).split():
                assert any(word in text or text in word for text in inside), (box.label, word)
