"""Pictures: nothing overlaps, nothing is cut or lost, the same input gives the same bytes, names are harmless.

Golden files: run with UPDATE_GOLDEN=1 to write them anew, then look at them.
"""

import os
import random
import re
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import kinds, texts
from graph.exports import wording
from graph.exports.characters import clean
from graph.exports.elements import Element, scene
from graph.exports.export import export, formats
from graph.exports.pictures import layout, palette, svg
from graph.exports.pictures.picture import Box, Picture
from graph.exports.site.lists import linked
from graph.exports.subject import Subject
from graph.port import Store
from queries.asking import asking
from queries.structure import Row
from tests.support import layouts
from tests.support.here import TESTS
from tests.support.layouts import SLACK, node

GOLDEN = TESTS / "golden"
SVG = "{http://www.w3.org/2000/svg}"
DAY = "2026-11-22"

HOSTILE = (
    "<script>alert(1)</script> & \"citat\" 'apostrof'",
    "]]> <![CDATA[ &amp; &#0;",
    "\u202eomvänt\u202c \u2066isolat",
    "שלום עולם \u200f ja",
    "👩\u200d👩\u200d👧\u200d👦 🇸🇪 familj",
    "ord " * 50,
    "Å" * 200,
    "a" + "\u0330" * 80,
    "\x00\x07\x1b[31m \ud800 styr\ufffe\uffff",
    "漢字" * 40,
    "\ufdfd" * 5,
    " \n\t ",
    "",
)


def edge(
    kind: str,
    from_id: str,
    to_id: str,
    *,
    group: str | None = None,
    role: str | None = None,
    status: str | None = None,
    seen: str | None = "2025-03-01",
    stale: bool = False,
    certainty: str = "presumed",
    sources: Sequence[str] = ("protokoll-2025",),
) -> Row:
    id_ = "|".join((kind, from_id, to_id, role or "", status or "", group or ""))
    return Row("edge", id_, kind, kind, from_id, to_id, group, role, status, certainty, stale, seen, list(sources))


SYSTEM_STORY = [
    node("sks", "sks", "Styrgrupp för kunskapsstyrning i samverkan"),
    node("beredningsgrupp", "beredningsgrupp", "Beredningsgruppen"),
    node("stodfunktion-nationell", "stodfunktion", "Nationella stödfunktionen"),
    node("npo-berg", "npo", "NPO bergsjuka"),
    node("npo-ask", "npo", "NPO ask- och almallergi"),
    node("npo-ovader", "npo", "NPO oväder, översvämning och återhämtning"),
    node("npo-ar", "npo", "NPO ärr"),
    node("npo-dal", "npo", "NPO dalgång"),
    node("nsg-kartor", "nsg", "NSG kartor"),
    node("nsg-matning", "nsg", "NSG mätning & <uppföljning>"),
    node("sjukvardsregion-fjall", "sjukvardsregion", "Sjukvårdsregion Fjäll"),
    node("sjukvardsregion-kust", "sjukvardsregion", "Sjukvårdsregionen Kust"),
    node("region-holmen", "region", "Region Holmen"),
    node("skr", "ovrig", "Sveriges Kommuner och Regioner"),
    node("centrum", "ovrig", "Centrum i samverkan"),
    edge("prepares_for", "beredningsgrupp", "sks"),
    edge("part_of", "beredningsgrupp", "sks"),
    edge("supports", "stodfunktion-nationell", "sks", seen="2019", stale=True),
    edge("part_of", "npo-berg", "sks"),
    edge("hosts", "sjukvardsregion-fjall", "npo-berg", status="active"),
    edge("hosts", "sjukvardsregion-kust", "npo-ask", status="active", seen="2020-11/..", stale=True),
    edge("hosts", "region-holmen", "npo-ask", status="active", seen=None, certainty="undated"),
    edge("hosts", "skr", "npo-ovader", status="active", sources=("protokoll-2025", "webb-2024")),
    edge("hosts", "sjukvardsregion-kust", "npo-ovader", status="dormant"),
    edge("hosts", "sjukvardsregion-fjall", "npo-dal", status="dormant", seen="2018/2021-04", stale=True),
    edge("hosts", "skr", "nsg-kartor", status="active"),
    edge("acts_as", "centrum", "npo-ar"),
]
GROUP_STORY = [
    node("npo-berg", "npo", "NPO bergsjuka"),
    node("sks", "sks", "Styrgrupp för kunskapsstyrning i samverkan"),
    node("sjukvardsregion-fjall", "sjukvardsregion", "Sjukvårdsregion Fjäll"),
    node("sjukvardsregion-kust", "sjukvardsregion", "Sjukvårdsregionen Kust"),
    node("natverk-hsd", "natverk", "Hälso- och sjukvårdsdirektörsnätverket"),
    node("nag-grus", "nag", "NAG grus"),
    node("rpo-kust-berg", "rpo", "RPO bergsjuka, Sjukvårdsregionen Kust"),
    node("eva-berg", "person", "Eva Berg"),
    node("ola-dal", "person", "Ola Dal"),
    node("asa-alm", "person", "Åsa Alm"),
    edge("part_of", "npo-berg", "sks"),
    edge("hosts", "sjukvardsregion-fjall", "npo-berg", status="active"),
    edge("part_of", "nag-grus", "npo-berg", seen="2019-05", stale=True),
    edge("counterpart_of", "rpo-kust-berg", "npo-berg", seen="2022/..", certainty="undated"),
    edge("member_of", "eva-berg", "npo-berg", group="npo-berg", role="ordförande", status="decided"),
    edge("represents", "eva-berg", "sjukvardsregion-fjall", group="npo-berg", role="ordförande", status="decided"),
    edge("represents", "eva-berg", "natverk-hsd", group="npo-berg", role="ordförande", status="decided"),
    edge("member_of", "asa-alm", "npo-berg", group="npo-berg", role="ledamot", status="nominated"),
    edge("represents", "asa-alm", "sjukvardsregion-kust", group="npo-berg", role="ledamot", status="nominated"),
    edge(
        "member_of",
        "ola-dal",
        "npo-berg",
        group="npo-berg",
        role="processledare",
        status="decided",
        seen="2020-01-31",
        stale=True,
    ),
]
STORIES: dict[str, tuple[list[Row], str, str, texts.Language]] = {
    "diagram-system": (SYSTEM_STORY, "system", DAY, "sv"),
    "diagram-system-english": (SYSTEM_STORY, "system", "2026-01-02", "en"),
    "diagram-group": (GROUP_STORY, "npo-berg", DAY, "sv"),
    "diagram-person": (GROUP_STORY, "eva-berg", DAY, "sv"),
    "diagram-body": (GROUP_STORY, "sjukvardsregion-fjall", DAY, "sv"),
}


def drawn(name: str) -> Picture:
    elements, scope, as_of, language = STORIES[name]
    return layout.draw(elements, scope, as_of, language)


# ---- what every picture must keep to


def faults(picture: Picture) -> list[str]:
    """Return what is wrong with the geometry of a picture in bands, in words."""
    boxes = {box.id: box for box in picture.boxes}
    found = [f"{words.text} is small" for words in picture.texts() if words.size * 1400 / picture.width < 11]
    for connector in picture.connectors:
        for end, (x, y) in zip((connector.from_id, connector.to_id), connector.points, strict=True):
            box = boxes[end]
            touches = min(abs(x - box.x), abs(x - box.x - box.w)) < SLACK and box.y <= y <= box.y + box.h
            found += [f"an arrow misses {end}"] * (not touches)
    return [*layouts.faults(picture), *found]


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314  # we wrote it


# ---- golden files


@pytest.mark.parametrize("name", STORIES)
def test_the_story_looks_as_it_did(name: str) -> None:
    written = svg.write(drawn(name))
    path = GOLDEN / f"{name}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(written, "utf-8")
    assert written == path.read_text("utf-8")


@pytest.mark.parametrize("name", STORIES)
def test_the_story_is_well_laid_out(name: str) -> None:
    assert faults(drawn(name)) == []


@pytest.mark.parametrize("name", STORIES)
def test_the_order_of_the_input_does_not_matter(name: str) -> None:
    elements, scope, as_of, language = STORIES[name]
    shuffled = [*elements, *elements[:3]]
    random.Random(7).shuffle(shuffled)  # any order will do
    assert svg.write(layout.draw(shuffled, scope, as_of, language)) == svg.write(drawn(name))


# ---- what the whole system tells


def box(picture: Picture, id_: str) -> Box:
    (found,) = (each for each in picture.boxes if each.id == id_)
    return found


def said(found: Box) -> list[str]:
    return [words.text for words in found.words]


def test_bands_go_from_steering_to_hosts() -> None:
    assert [band.heading.text for band in drawn("diagram-system").bands] == [
        "Styrning",
        "Nationella programområden (5)",
        "Nationella samverkansgrupper (2)",
        "Sjukvårdsregioner (2)",
        "Andra värdar (2)",
    ]


def test_the_title_tells_day_and_sources() -> None:
    swedish, english = drawn("diagram-system"), drawn("diagram-system-english")
    assert swedish.title.text == "Nationell kunskapsstyrning: hela systemet"
    assert swedish.subtitle.text == "Uppgifter per 22 november 2026 · 2 källor"
    assert english.subtitle.text == "As of 2 January 2026 · 2 sources"
    assert swedish.footer.text == "Källor: protokoll-2025, webb-2024."


def test_programme_areas_are_sorted_as_swedish_does() -> None:
    (band,) = (band for band in drawn("diagram-system").bands if band.id == "npo")
    assert [each.words[0].text[:4] for each in band.boxes] == ["Ask-", "Berg", "Dalg", "Oväd", "Ärr"]


def test_a_programme_area_has_the_colour_and_the_name_of_its_host() -> None:
    picture = drawn("diagram-system")
    area, host = box(picture, "npo-berg"), box(picture, "sjukvardsregion-fjall")
    assert area.fills == host.fills == (palette.COLOURS[0],)
    assert said(area) == ["Bergsjuka", "värd: Fjäll"]


def test_two_active_hosts_are_both_shown() -> None:
    area = box(drawn("diagram-system"), "npo-ask")
    assert set(area.fills) == {palette.OTHER, palette.COLOURS[1]}
    assert said(area)[1:] == ["värd: Region Holmen (odaterat)", "värd: Kust (2020)"]
    assert [dot.fill for dot in area.dots] == [None]


def test_a_dormant_host_dashes_the_border() -> None:
    area = box(drawn("diagram-system"), "npo-ovader")
    assert area.dashed
    assert said(area)[1:] == ["värd: SKR", "vilande värd: Kust"]


def test_an_unknown_host_is_hatched_and_said_even_beside_a_dormant_one() -> None:
    picture = drawn("diagram-system")
    assert box(picture, "nsg-matning").hatched
    assert said(box(picture, "nsg-matning"))[1:] == ["okänd värd"]
    assert said(box(picture, "npo-dal"))[1:] == ["okänd värd", "vilande värd: Fjäll (2018–2021)"]


def test_what_acts_as_an_area_is_told() -> None:
    assert said(box(drawn("diagram-system"), "npo-ar"))[1:] == ["okänd värd", "utgörs av Centrum i samverkan"]


def test_hosts_are_counted() -> None:
    picture = drawn("diagram-system")
    counted = {
        id_: [text.replace("\xa0", " ") for text in said(box(picture, id_))[1:]]
        for id_ in ("skr", "sjukvardsregion-kust")
    }
    assert counted["skr"] == ["värd för 1 NPO och 1 NSG"]
    assert counted["sjukvardsregion-kust"] == ["värd för 1 NPO", "vilande för 1 NPO"]


def test_arrows_tell_who_prepares_and_supports() -> None:
    arrows = {each.from_id: [words.text for words in each.words] for each in drawn("diagram-system").connectors}
    assert arrows == {"beredningsgrupp": ["bereder åt"], "stodfunktion-nationell": ["stödjer", "(2019)"]}


def test_the_legend_explains_what_is_shown_and_nothing_else() -> None:
    def explained(name: str) -> list[str]:
        legend = drawn(name).legend
        return [sign.words.text for sign in legend.signs] if legend else []

    assert explained("diagram-system") == [
        "Fjäll",
        "Kust",
        "annan värd",
        "okänd värd",
        "har en vilande värd",
        "ej bekräftat de senaste tre åren (senaste belägg)",
        "odaterat: källan har inget datum, eller kan vara senare",
    ]
    assert "okänd värd" not in explained("diagram-group")


# ---- what the surroundings of one tell


def test_a_group_stands_between_what_it_belongs_to_and_its_host() -> None:
    (band, *_) = drawn("diagram-group").bands
    assert [each.id for each in band.boxes] == ["sks", "npo-berg", "sjukvardsregion-fjall"]


def test_members_stand_by_role_with_whom_they_represent() -> None:
    picture = drawn("diagram-group")
    fresh, stale = (band for band in picture.bands if band.id.startswith("sitting"))
    assert [each.id for each in fresh.boxes] == ["eva-berg", "asa-alm"]
    assert said(box(picture, "eva-berg")) == [
        "Eva Berg",
        "ordförande",
        "Fjäll",
        "Hälso- och sjukvårdsdirektörsnätverket",
    ]
    assert [dot.fill for dot in box(picture, "eva-berg").dots] == [palette.COLOURS[0], palette.OTHER]
    assert said(box(picture, "asa-alm"))[1] == "ledamot, nominerad"
    assert stale.note is not None
    assert stale.note.text == "ej bekräftade de senaste tre åren"
    assert said(box(picture, "ola-dal"))[1] == "processledare (2020-01-31)"


def test_a_person_is_shown_with_groups_and_bodies() -> None:
    picture = drawn("diagram-person")
    assert [band.heading.text for band in picture.bands] == ["Person", "Sitter i (1)", "Företräder (2)"]
    assert said(box(picture, "natverk-hsd"))[1] == "ordförande i NPO bergsjuka"


def test_a_group_that_is_not_among_the_elements_is_named_by_the_store() -> None:
    elements = [
        node("sjukvardsregion-kust", "sjukvardsregion", "Sjukvårdsregionen Kust"),
        node("eva-berg", "person", "Eva Berg"),
        edge("represents", "eva-berg", "sjukvardsregion-kust", group="nag-grus", role="ledamot", status="decided"),
    ]
    picture = layout.draw(elements, "sjukvardsregion-kust", DAY, "sv", names={"nag-grus": "NAG grus"})
    assert said(box(picture, "eva-berg"))[1] == "ledamot i NAG grus"


def test_a_body_has_the_same_colour_in_every_picture_of_a_store() -> None:
    names = {f"sjukvardsregion-{letter}": letter for letter in "abcdef"}
    elements = [node("sjukvardsregion-d", "sjukvardsregion", "D")]
    picture = layout.draw(elements, "sjukvardsregion-d", DAY, "sv", names=names)
    assert box(picture, "sjukvardsregion-d").fills == (palette.COLOURS[3],)


@pytest.mark.parametrize("scope", ["system", "npo-berg"])
def test_a_day_without_facts_says_so(scope: str) -> None:
    picture = layout.draw([], scope, DAY, "sv")
    assert [band.heading.text for band in picture.bands] == ["Inga uppgifter den dagen"]
    assert faults(picture) == []
    assert parsed(svg.write(picture)) is not None


# ---- SVG


def test_the_document_is_an_image_with_title_description_and_language() -> None:
    root = parsed(svg.write(drawn("diagram-system-english")))
    assert root.tag == f"{SVG}svg"
    assert root.attrib["lang"] == "en"
    assert root.attrib["role"] == "img"
    assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
    assert root[0].text == "National knowledge governance: the whole system. As of 2 January 2026 · 2 sources"
    assert "Bergsjuka, host: Fjäll" in (root[1].text or "")


@pytest.mark.parametrize("name", STORIES)
def test_the_document_fetches_and_runs_nothing(name: str) -> None:
    root = parsed(svg.write(drawn(name)))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in ("script", "image", "use", "style", "foreignObject", "a")
        for key, value in element.attrib.items():
            assert not key.startswith("on")
            assert "href" not in key
            assert "url(" not in value or re.fullmatch(r"url\(#styrgraf-[\w-]+\)", value)


@pytest.mark.parametrize("name", STORIES)
def test_every_box_can_be_found_and_ids_are_unique(name: str) -> None:
    root = parsed(svg.write(drawn(name)))
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    marked = [element.attrib["data-id"] for element in root.iter(f"{SVG}g") if "data-id" in element.attrib]
    assert marked == [each.id for each in drawn(name).boxes]


def test_text_can_be_copied_as_it_reads() -> None:
    root = parsed(svg.write(drawn("diagram-system")))
    copied = ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]
    assert "Oväder, översvämning och återhämtning" in copied


def test_boxes_become_links_when_there_are_addresses() -> None:
    picture = drawn("diagram-system")
    pages = {box.id: f"/grupp?id={box.id}&språk=sv" for box in picture.boxes}
    root = parsed(svg.write(linked(picture, pages)))
    links = [element.attrib["href"] for element in root.iter(f"{SVG}a")]
    assert "/grupp?id=npo-berg&språk=sv" in links
    assert len(links) == len(picture.boxes)
    # An image would hide the links from screen readers.
    assert root.attrib["role"] == "group"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//elsewhere.example",
        "\\\\elsewhere",
        "file:///etc/passwd",
        "http:",
        "a:b",
        "http://[",
        "",
    ],
)
def test_other_addresses_make_no_link(address: str) -> None:
    picture = drawn("diagram-system")
    root = parsed(svg.write(linked(picture, {box.id: address for box in picture.boxes})))
    assert not list(root.iter(f"{SVG}a"))
    assert root.attrib["role"] == "img"


@pytest.mark.parametrize("address", ["http://a.example/x", "https://a.example", "/x?a=b:c", "x", "?id=a", "#a:b"])
def test_web_and_relative_addresses_are_kept(address: str) -> None:
    assert svg.safe_address(address) == address


def test_a_shortened_name_is_whole_in_its_tooltip() -> None:
    name = "Samordning " * 80
    picture = layout.draw([node("npo-lang", "npo", name)], "system", DAY, "sv")
    assert box(picture, "npo-lang").words[0].lines[-1].endswith("…")
    root = parsed(svg.write(picture))
    (group,) = (each for each in root.iter(f"{SVG}g") if each.attrib.get("data-id") == "npo-lang")
    assert (group[0].text or "").startswith(name.strip())


def test_the_tooltip_tells_exact_dates_and_sources() -> None:
    assert box(drawn("diagram-system"), "npo-ask").note.replace("\xa0", " ").split("\n") == [
        "NPO ask- och almallergi",
        "värd: Region Holmen (odaterat)",
        "värd: Kust (tidigast 2020-11)",
        "Källor: protokoll-2025",
    ]


# ---- hostile names


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_harmless_everywhere(name: str) -> None:
    elements: list[Row] = []
    for row in SYSTEM_STORY:
        elements.append(row._replace(label=name, sources=[name] if row.sources else []))
    for scope, rows in (
        ("system", elements),
        ("npo-berg", [row._replace(label=name, role=name) for row in GROUP_STORY]),
    ):
        picture = layout.draw(rows, scope, DAY, "sv", names={scope: name})
        assert faults(picture) == []
        root = parsed(svg.write(picture))
        assert all(element.tag.startswith(SVG) for element in root.iter())
        assert not list(root.iter(f"{SVG}script"))


@given(
    st.lists(
        st.tuples(st.sampled_from([*kinds.ORGANISATION_KINDS, "person", "okänt slag"]), st.text(max_size=60)),
        max_size=12,
    ),
    st.data(),
)
def test_any_graph_can_be_drawn(nodes: list[tuple[str, str]], data: st.DataObject) -> None:
    ids = [f"id-{place}" for place in range(len(nodes))]
    elements: list[Element] = [node(id_, kind, label) for id_, (kind, label) in zip(ids, nodes, strict=True)]
    if ids:
        ends = st.sampled_from([*ids, "saknas"])
        relations = st.sampled_from(list(kinds.RELATIONS))
        for relation, start, end, group in data.draw(st.lists(st.tuples(relations, ends, ends, ends), max_size=20)):
            elements.append(
                edge(
                    relation,
                    start,
                    end,
                    group=group,
                    role=data.draw(st.sampled_from([None, "ledamot", "hovnarr"])),
                    status=data.draw(st.sampled_from([None, "active", "dormant", "decided"])),
                    seen=data.draw(st.sampled_from([None, "2020", "2020/..", "../2020", "2018/2020-01"])),
                    stale=data.draw(st.booleans()),
                )
            )
    for scope in ("system", ids[0] if ids else "saknas"):
        picture = layout.draw(elements, scope, DAY, "en")
        assert faults(picture) == []
        written = svg.write(picture)
        assert parsed(written) is not None
        assert written == svg.write(layout.draw(elements[::-1], scope, DAY, "en"))


# ---- the real data


@pytest.fixture(scope="module")
def names(real_store: Store) -> dict[str, str]:
    rows = real_store.ask("SELECT id, label FROM organisations", {})
    return dict(rows)


Draw = Callable[[str, str | None], tuple[list[Row], Picture]]


@pytest.fixture(scope="module")
def draw_real(real_store: Store, names: dict[str, str]) -> Draw:
    def draw(scope: str, as_of: str | None) -> tuple[list[Row], Picture]:
        answer = asking.ask(real_store, "structure", {"scope": scope}, as_of)
        return answer.rows, layout.draw(answer.rows, scope, answer.as_of, "sv", names=names)

    return draw


@pytest.mark.parametrize("as_of", ["2017-03-01", "2018-10-01", "2020-05-26", "2022-06-01", "2024-06-19", DAY])
def test_the_real_system_is_well_laid_out_on_every_day(draw_real: Draw, as_of: str) -> None:
    _, picture = draw_real("system", as_of)
    assert faults(picture) == []
    assert picture.width == 1400


def test_the_real_system_is_a_landscape_of_twenty_six_areas(draw_real: Draw) -> None:
    rows, picture = draw_real("system", DAY)
    assert 1.2 <= picture.width / picture.height <= 1.7
    (areas,) = (band for band in picture.bands if band.id == "npo")
    (groups,) = (band for band in picture.bands if band.id == "nsg")
    assert (len(areas.boxes), len(groups.boxes)) == (26, 8)
    assert {row.id for row in rows if row.kind == "npo"} == {each.id for each in areas.boxes}


@pytest.mark.parametrize("as_of", ["2020-05-26", DAY])
def test_every_real_surrounding_is_well_laid_out_and_loses_nobody(
    draw_real: Draw, names: dict[str, str], as_of: str
) -> None:
    wrong = {}
    for scope in names:
        rows, picture = draw_real(scope, as_of)
        found = faults(picture)
        told = " ".join(each.note for each in picture.boxes)
        here = scene(rows)
        if scope in here.nodes:
            shown = {each.id for each in picture.boxes}
            found += [
                f"{each.id} is lost"
                for each in here.nodes.values()
                if each.id not in shown and wording.short(each) not in told
            ]
        if found:
            wrong[scope] = found
    assert wrong == {}


def test_real_persons_are_well_laid_out(draw_real: Draw, real_store: Store) -> None:
    rows = real_store.ask("SELECT DISTINCT holder FROM memberships WHERE same_as = id ORDER BY holder LIMIT 120", {})
    for (person,) in rows:
        if person:
            _, picture = draw_real(person, DAY)
            assert faults(picture) == [], person
            assert clean(picture.title.text)


# ---- as a format


def test_svg_is_a_format_and_can_leave_people_out(real_store: Store, names: dict[str, str]) -> None:
    assert "svg" in formats()
    answer = asking.ask(real_store, "structure", {"scope": "sks"}, "2020-05-26")
    subject = Subject(answer.rows, "sks", answer.as_of, "sv", real_store, names)
    written = export("svg").write(subject)
    assert isinstance(written, bytes)
    assert "Mats Bojestig" in written.decode()
    without = export("svg").write(subject._replace(without_people=True))
    assert isinstance(without, bytes)
    assert "Mats Bojestig" not in without.decode()
    assert parsed(without.decode()) is not None


# ---- what a picture must not say, and must


def test_who_is_not_in_the_picture_may_still_be_the_host() -> None:
    hosts = [node("sjukvardsregion-kust", "sjukvardsregion", "Kusten"), node("npo-grus", "npo", "NPO grus")]
    tie = edge("hosts", "sjukvardsregion-kust", "npo-grus", status="dormant")
    around = layout.draw([*hosts, tie], "sjukvardsregion-kust", DAY, "sv")
    chosen = layout.draw([*hosts, tie], "system", DAY, "sv", selection=["sjukvardsregion-kust", "npo-grus"])
    itself = layout.draw([*hosts, tie], "npo-grus", DAY, "sv")
    assert not box(around, "npo-grus").hatched
    assert not box(chosen, "npo-grus").hatched
    assert box(itself, "npo-grus").hatched, "of what it is about, a picture knows all hosts"


def test_the_footer_calls_sources_by_name_while_there_is_room() -> None:
    rows = [node("npo-grus", "npo", "NPO grus"), node("sks", "sks", "SKS")]
    rows.append(edge("part_of", "npo-grus", "sks", sources=["webb-2024"]))
    named = layout.draw(rows, "npo-grus", DAY, "sv", sources={"webb-2024": "Om oss (2024)"})
    assert named.footer.text == "Källor: Om oss (2024)."
    long = layout.draw(rows, "npo-grus", DAY, "sv", sources={"webb-2024": "Om oss " * 200})
    assert long.footer.text == "Källor: webb-2024."
