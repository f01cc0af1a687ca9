"""draw.io files: well formed, harmless, every edge on a vertex; and boxes moved there stay where they were put."""

import base64
import re
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from random import Random
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.exports.export import drawn, export
from graph.exports.formats import drawio, positions
from graph.exports.formats import pages as pages_
from graph.exports.formats.positions import NotReadable, Place
from graph.exports.pictures import rendering
from graph.exports.pictures.form import forms
from graph.exports.pictures.measure import width
from graph.exports.pictures.picture import Picture
from graph.port import Store
from tests.support.drawings import (
    PAGES,
    SLACK,
    as_before,
    formed_picture,
    on_edge,
    overlap,
    real_picture,
    real_pictures,
    ruled_picture,
    small_picture,
    subject,
    words,
)
from tests.support.examples import examples

Moved = dict[str, Place]


def diagrams(file: bytes) -> list[Element]:
    return list(ElementTree.fromstring(file).iter("mxGraphModel"))  # noqa: S314  # we wrote it


class Cell:
    """A cell with what its wrapper adds."""

    def __init__(self, cell: Element, wrapper: Element | None) -> None:
        self.told = {**(wrapper.attrib if wrapper is not None else {}), **cell.attrib}
        self.label = self.told.get("label", self.told.get("value", ""))
        self.geometry = cell.find("mxGeometry")

    def side(self, name: str) -> float:
        return float(self.geometry.get(name, "0")) if self.geometry is not None else 0.0


def cells(model: Element) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    (root,) = model
    for each in root:
        cell = each if each.tag == "mxCell" else each.find("mxCell")
        assert cell is not None
        made = Cell(cell, None if cell is each else each)
        assert made.told["id"] not in found
        found[made.told["id"]] = made
    return found


def area(name: str, all_: dict[str, Cell]) -> Place:
    cell = all_[name]
    x, y, w, h = (cell.side(side) for side in ("x", "y", "width", "height"))
    while cell.told.get("parent", "0") not in ("0", "1"):
        cell = all_[cell.told["parent"]]
        x, y = x + cell.side("x"), y + cell.side("y")
    return x, y, w, h


class Text(HTMLParser):
    """The text of a label, and the tags in it."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.lines = [""]
        self.tags: set[str] = set()
        self.feed(label)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "br":
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data


@pytest.fixture(scope="module")
def pages(real_store: Store) -> list[tuple[Picture, dict[str, Cell]]]:
    pictures = real_pictures(real_store)
    models = diagrams(drawio.write_pages(pictures))
    return [(picture, cells(model)) for picture, model in zip(pictures, models, strict=True)]


# ---- the written file


def test_every_page_has_cells_0_and_1_and_every_parent_is_there(pages: list[tuple[Picture, dict[str, Cell]]]) -> None:
    for _, found in pages:
        assert list(found)[:2] == ["0", "1"]
        assert all(cell.told["parent"] in found for name, cell in found.items() if name != "0")


def test_every_edge_ends_on_the_edges_of_two_vertices(pages: list[tuple[Picture, dict[str, Cell]]]) -> None:
    count = 0
    for picture, found in pages:
        edges = [cell for cell in found.values() if cell.told.get("edge")]
        assert len(edges) == len(picture.connectors)
        for edge, connector in zip(edges, picture.connectors, strict=True):
            style = dict(part.split("=") for part in edge.told["style"].split(";") if "=" in part)
            for end, exit_, point in (
                ("source", "exit", connector.points[0]),
                ("target", "entry", connector.points[-1]),
            ):
                vertex = edge.told[end]
                assert found[vertex].told["vertex"] == "1"
                x, y, w, h = area(vertex, found)
                there = x + w * float(style[f"{exit_}X"]), y + h * float(style[f"{exit_}Y"])
                assert there == pytest.approx(point, abs=0.1)
                assert on_edge((x, y, w, h), there)
                count += 1
    assert count > PAGES // 2


def test_a_box_is_known_by_the_id_of_what_it_shows(pages: list[tuple[Picture, dict[str, Cell]]]) -> None:
    for picture, found in pages:
        for box in picture.boxes:
            assert box.id in found
            assert found[box.id].told["kind"] == box.kind


def test_boxes_stand_where_they_were_drawn_and_don_t_overlap(pages: list[tuple[Picture, dict[str, Cell]]]) -> None:
    for picture, found in pages:
        names = rendering.names(picture)[1]
        areas = [area(name, found) for name in names]
        for box, place in zip(picture.boxes, areas, strict=True):
            assert place == pytest.approx((box.x, box.y, box.w, box.h), abs=SLACK)
        assert not [(one, other) for at, one in enumerate(areas) for other in areas[at + 1 :] if overlap(one, other)]


def test_labels_hold_the_text_of_their_box_and_nothing_that_runs(pages: list[tuple[Picture, dict[str, Cell]]]) -> None:
    for picture, found in pages:
        for box, name in zip(picture.boxes, rendering.names(picture)[1], strict=True):
            text = Text(found[name].label)
            assert text.tags <= {"span", "br"}
            shown = "".join(text.lines).replace("●\xa0", "").replace("○\xa0", "")
            assert shown.replace(" ", "") == "".join(map(rendering.flowing, box.words)).replace(" ", "")


def test_no_word_is_wider_than_its_box(pages: list[tuple[Picture, dict[str, Cell]]]) -> None:
    """The program breaks lines at blanks, but never a word."""
    for picture, found in pages:
        for box, name in zip(picture.boxes, rendering.names(picture)[1], strict=True):
            for line in Text(found[name].label).lines:
                assert max((width(word, 11) for word in re.split(r"[\s–-]", line)), default=0) <= box.w


@pytest.mark.parametrize("form", forms())
def test_in_every_form_every_edge_ends_on_vertices(real_store: Store, form: str) -> None:
    picture = formed_picture(real_store, "npo-cancersjukdomar", form)
    (model,) = diagrams(drawio.write(picture))
    found = cells(model)
    edges = [cell for cell in found.values() if cell.told.get("edge")]
    assert len(edges) == len(picture.connectors)
    for edge in edges:
        assert {found[edge.told[end]].told["vertex"] for end in ("source", "target")} == {"1"}
    assert positions.read(drawio.write(picture)) == {}


@pytest.mark.parametrize(
    "name", ["</span><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt; %x%"]
)
def test_a_name_is_only_text(name: str) -> None:
    picture = small_picture()
    band = picture.bands[0]
    box = band.boxes[0]._replace(id=name, label=name, words=(words(name, 60, 140, 500),), note=f"{name}\n{name}")
    made = picture._replace(bands=(band._replace(boxes=(box, *band.boxes[1:])), *picture.bands[1:]), connectors=())
    (model,) = diagrams(drawio.write(made))
    cell = cells(model)[name]
    assert (Text(cell.label).tags, "".join(Text(cell.label).lines)) == ({"span"}, name)
    assert (Text(cell.told["tooltip"]).tags, Text(cell.told["tooltip"]).lines) == ({"br"}, [name, name])


def test_who_stands_in_a_picture_twice_has_two_names() -> None:
    picture = small_picture()
    band = picture.bands[1]
    again = band._replace(boxes=(*band.boxes[:3], band.boxes[3]._replace(id="npo-ask")))
    made = picture._replace(bands=(picture.bands[0], again))
    assert rendering.names(made)[1] == ["sks", "skr", "npo-ask", "nsg-kartor", "nag-grus", "npo-ask.2"]
    assert len(cells(diagrams(drawio.write(made))[0])) == len(cells(diagrams(drawio.write(picture))[0]))


def test_the_small_picture_is_written_as_it_was() -> None:
    as_before("drawn-small.drawio", drawio.write(small_picture()))
    as_before("drawn-ruled.drawio", drawio.write(ruled_picture()))


def test_pages_of_the_same_scope_have_ids_of_their_own() -> None:
    file = ElementTree.fromstring(drawio.write_pages([small_picture(), small_picture("en")]))  # noqa: S314
    assert [each.get("id") for each in file] == [":page:npo-ask", ":page:npo-ask.2"]


# ---- reading back


def changed(file: bytes, name: str, **sides: float) -> bytes:
    """Return a file in which somebody moved a box, as draw.io would write it."""
    pattern = re.compile(rf'id="{re.escape(name)}".*?<mxGeometry ([^>]*?) as="geometry"/>', re.DOTALL)
    found = pattern.search(file.decode())
    assert found is not None
    old = dict(part.split("=") for part in found[1].split())
    new = {side: float(value.strip('"')) for side, value in old.items()}
    for side, by in sides.items():
        new[side] += by
    # draw.io leaves out what is 0.
    geometry = " ".join(f'{side}="{value:g}"' for side, value in new.items() if value)
    return (file.decode()[: found.start(1)] + geometry + file.decode()[found.end(1) :]).encode()


def compressed(file: bytes) -> bytes:
    """Return a file as draw.io writes it compressed: percent-encoded, deflated, base64."""
    text = file.decode()
    start, end = text.index("<mxGraphModel"), text.index("</diagram>")
    deflating = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflating.compress(quote(text[start:end].strip(), safe="~()*!.'").encode()) + deflating.flush()
    return (text[:start] + base64.b64encode(packed).decode() + text[end:]).encode()


def test_nothing_was_moved_in_the_file_that_we_wrote(real_store: Store) -> None:
    for picture in (small_picture(), real_picture(real_store, "system")):
        assert positions.read(drawio.write(picture)) == {}
        assert positions.apply(picture, {}) is picture


def test_what_was_moved_is_read_back_also_when_compressed() -> None:
    file = changed(drawio.write(small_picture()), "npo-ask", x=600, y=-250, width=40)
    expected = {"npo-ask": (646.0, 0.0, 190.0, 60.0)}
    assert positions.read(file) == expected
    assert positions.read(compressed(file)) == expected
    assert positions.read(file[file.index(b"<mxGraphModel") : file.index(b"</diagram>")]) == expected


def test_a_band_takes_its_boxes_along() -> None:
    file = changed(drawio.write(small_picture()), ":band:groups", y=100)
    moved = positions.read(file)
    assert moved.keys() == {":band:groups", "npo-ask", "nsg-kartor", "nag-grus", "eva-berg"}
    made = positions.apply(small_picture(), moved)
    assert [made.bands[1].y, made.bands[1].heading.y, made.boxes[2].y] == [320, 328, 350]
    assert made.legend is not None
    assert made.legend.y >= 320 + 104


def test_the_page_of_the_scope_is_read() -> None:
    other = small_picture()._replace(scope="sks")
    file = drawio.write_pages([other, small_picture()])
    at = file.index(b":page:npo-ask")
    file = file[:at] + changed(file[at:], "eva-berg", x=8)
    assert positions.read(file, "npo-ask").keys() == {"eva-berg"}
    assert positions.read(file, "sks") == positions.read(file) == {}
    assert positions.read(changed(drawio.write(other), "eva-berg", x=8), "npo-ask") == {}


def test_in_a_file_that_does_not_say_where_it_put_a_box_every_place_counts() -> None:
    file = re.sub(rb' place="[^"]*"', b"", drawio.write(small_picture()))
    assert positions.read(file).keys() == {box.id for box in small_picture().boxes}


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><mxfile><diagram>&b;</diagram></mxfile>'


def _deflated(content: bytes) -> bytes:
    deflating = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(deflating.compress(content) + deflating.flush())


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"", "XML"),
        (b"\x89PNG\r\n", "XML"),
        (b"<mxfile><diagram>", "XML"),
        (BOMB, "DOCTYPE"),
        (b"<html/>", "not from draw.io"),
        (b"<mxfile><diagram>inte base64</diagram></mxfile>", "compressed"),
        (b"<mxfile><diagram>" + _deflated(b" " * 70_000_000) + b"</diagram></mxfile>", "too large"),
        (b"<mxfile><diagram>" + _deflated(BOMB) + b"</diagram></mxfile>", "DOCTYPE"),
        (b"<mxfile><diagram>" + _deflated(b"<diagram>eA==</diagram>") + b"</diagram></mxfile>", "compressed"),
        (b" " * 20_000_001, "too large"),
    ],
)
def test_a_file_that_can_t_be_trusted_is_refused_in_a_sentence(file: bytes, told: str) -> None:
    with pytest.raises(NotReadable, match=told) as refused:
        positions.read(file)
    assert refused.value.text.sv.endswith(".")


@pytest.mark.parametrize("width_", ["nan", "inf", "-1e9", "1e300", "x", "-5"])
def test_places_that_nobody_chose_are_passed_over(width_: str) -> None:
    file = re.sub(rb' place="[^"]*"', b"", drawio.write(small_picture()))
    file = re.sub(rb'width="[^"]*" height', f'width="{width_}" height'.encode(), file)
    assert positions.read(file) == {}


# ---- keeping


def corner(picture: Picture, name: str) -> tuple[float, float]:
    found = next(each for each in picture.boxes if each.id == name)
    return found.x, found.y


def faults(made: Picture, chosen: Moved, before: Picture) -> Iterator[str]:
    """Yield what is wrong with a picture in which boxes were moved."""
    names = dict(zip(rendering.names(before)[1], before.boxes, strict=True))
    areas = [(box.id, (box.x, box.y, box.w, box.h)) for box in made.boxes]
    moved = {names[name].id for name in chosen if name in names}
    for at, (one, here) in enumerate(areas):
        for other, there in areas[at + 1 :]:
            if overlap(here, there) and not {one, other} <= moved:
                yield f"{one} overlaps {other}"
    for box in made.boxes:
        if box.x < 0 or box.y < 0 or box.x + box.w > made.width or box.y + box.h > made.height:
            yield f"{box.id} leaves the page"
        for block in box.words:
            inside = box.x <= block.x + SLACK and block.x + block.w <= box.x + box.w + SLACK
            if not inside or block.y + SLACK < box.y or block.y + block.h > box.y + box.h + SLACK:
                yield f"{block.text} leaves {box.id}"
            yield from (f"{line} is cut" for line in block.lines if width(line, block.size, block.bold) > block.w + 1)
    for connector in made.connectors:
        for id_, point in ((connector.from_id, connector.points[0]), (connector.to_id, connector.points[-1])):
            box = made.boxes[rendering.owner(made.boxes, id_, point)]
            if not on_edge((box.x, box.y, box.w, box.h), point):
                yield f"an arrow misses {id_}"
    first = made.legend.y if made.legend else made.footer.y
    yield from (f"{id_} lies on the legend" for id_, (_, y, _, h) in areas if y + h > first + SLACK)


def test_moved_boxes_stay_and_the_others_too() -> None:
    picture = small_picture()
    made = positions.apply(picture, positions.read(changed(drawio.write(picture), "skr", x=120, y=20)))
    assert corner(made, "skr") == (416, 150)
    assert [corner(made, box.id) for box in picture.boxes if box.id != "skr"] == [
        (box.x, box.y) for box in picture.boxes if box.id != "skr"
    ]
    (arrow,) = made.connectors
    assert (arrow.points[0], arrow.points[-1]) == ((416, 180), (196, 180)) or len(arrow.points) == 4


def test_a_box_whose_place_is_taken_goes_to_the_place_that_was_left() -> None:
    picture = small_picture()
    made = positions.apply(picture, {"npo-ask": (206, 250, 150, 60)})
    assert (corner(made, "npo-ask"), corner(made, "nsg-kartor")) == ((206, 250), (46, 250))


def test_a_box_without_a_free_place_in_its_band_goes_below_all_bands() -> None:
    picture = small_picture()
    made = positions.apply(picture, {"skr": (200, 240, 200, 80)})
    assert corner(made, "skr") == (200, 240)
    assert corner(made, "nsg-kartor")[1] > 324
    assert not list(faults(made, {"skr": (0, 0, 0, 0)}, picture))


def test_a_box_that_is_too_small_for_its_text_grows() -> None:
    made = positions.apply(small_picture(), {"eva-berg": (700, 250, 10, 10)})
    (box,) = (each for each in made.boxes if each.id == "eva-berg")
    assert box.w >= 59
    assert box.h >= 40
    assert not list(faults(made, {"eva-berg": (0, 0, 0, 0)}, small_picture()))


def test_the_page_grows_with_what_is_put_beyond_its_edge() -> None:
    made = positions.apply(small_picture(), {"eva-berg": (-300, -80, 150, 60), "skr": (900, 130, 150, 60)})
    assert made.width == 308 + 900 + 150 + 32
    assert corner(made, "eva-berg") == (8, 8)
    assert made.title.x == 32 + 308


def test_a_moved_box_is_drawn_over_the_ground_on_which_it_lies() -> None:
    made = positions.apply(small_picture(), {"skr": (540, 250, 140, 50)})
    assert "skr" in {box.id for box in made.bands[1].boxes}


def test_a_band_on_which_another_is_put_gives_way() -> None:
    made = positions.apply(small_picture(), {":band:middle": (32, 200, 660, 104)})
    first, second = made.bands
    assert second.y >= first.y + first.h
    assert {box.y for box in second.boxes} == {second.y + 30}


def test_a_moved_box_stays_in_the_next_file_and_the_one_after_it() -> None:
    picture = small_picture()
    chosen = positions.read(changed(drawio.write(picture), "skr", x=120, y=20))
    for _ in range(3):
        file = drawio.write(positions.apply(picture, chosen))
        assert positions.read(file) == chosen
        chosen = positions.read(file)


def test_a_new_box_does_not_come_to_lie_on_a_moved_one(real_store: Store) -> None:
    """The moved picture is made anew on a later date, with other boxes."""
    then, now = (real_picture(real_store, "system", day) for day in ("2019-06-01", "2026-11-22"))
    file = changed(drawio.write(then), "npo-levnadsvanor", x=200, y=120)
    chosen = positions.read(file)
    made = positions.apply(now, chosen)
    assert corner(made, "npo-levnadsvanor") == pytest.approx(chosen["npo-levnadsvanor"][:2])
    assert not list(faults(made, chosen, now))


def test_what_was_moved_on_one_page_stays_on_that_page_in_every_format(real_store: Store) -> None:
    subjects = [subject(real_store, scope) for scope in ("npo-cancersjukdomar", "npo-akut-vard")]
    file = pages_.write(export("drawio"), subjects)
    at = file.index(b":page:npo-akut-vard")
    moved = file[:at] + changed(file[at:], "sks", y=40)
    again = pages_.write(export("drawio"), subjects, moved)
    assert positions.read(again, "npo-cancersjukdomar") == {}
    assert positions.read(again, "npo-akut-vard") == positions.read(moved, "npo-akut-vard") != {}
    assert {each.name for each in drawn() if each.holds(2)} == {"drawio", "pdf", "pptx"}
    for known in drawn():
        assert pages_.write(known, subjects[1:], moved) != pages_.write(known, subjects[1:])
        assert pages_.write(known, subjects[1:]) == known.write(subjects[1])
        if known.holds(2):
            assert pages_.write(known, subjects, moved) != pages_.write(known, subjects)


def test_positions_of_boxes_that_are_gone_are_passed_over() -> None:
    assert positions.apply(small_picture(), {"npo-borta": (1, 2, 3, 4)}) is not None
    assert positions.apply(small_picture(), {"npo-borta": (1, 2, 3, 4)}) == small_picture()


@settings(max_examples=examples(60))
@given(random=st.randoms(use_true_random=False), scope=st.sampled_from(["system", "npo-cancersjukdomar", "rcc-norr"]))
def test_wherever_boxes_are_put_the_picture_stays_whole(real_store: Store, random: Random, scope: str) -> None:
    picture = real_picture(real_store, scope)
    band_names, box_names = rendering.names(picture)
    chosen: Moved = {}
    for name in random.sample(box_names, random.randint(1, 4)):
        x, y = random.uniform(-200, picture.width + 100), random.uniform(-100, picture.height + 200)
        chosen[name] = (x, y, random.uniform(20, 300), random.uniform(20, 120))
    if random.random() < 0.2:
        chosen[random.choice(band_names)] = (random.uniform(0, 200), random.uniform(0, 900), 700, 150)
    made = positions.apply(picture, chosen)
    assert not list(faults(made, chosen, picture))
    shift_x, shift_y = made.title.x - picture.title.x, made.title.y - picture.title.y
    before = dict(zip(box_names, picture.boxes, strict=True))
    for name in chosen.keys() & before.keys():
        wanted = chosen[name][0] + shift_x, chosen[name][1] + shift_y
        here = [(box.x, box.y) for box in made.boxes if box.id == before[name].id]
        assert any(place == pytest.approx(wanted, abs=SLACK) for place in here)
    assert positions.apply(picture, chosen) == made
    (model,) = diagrams(drawio.write(made))
    assert len([cell for cell in cells(model).values() if cell.told.get("edge")]) == len(picture.connectors)
