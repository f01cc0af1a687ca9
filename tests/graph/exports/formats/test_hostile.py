"""Whatever a name holds, it comes out right and harmless in every format."""

import csv
import json
import re
import unicodedata
from html import unescape
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from PIL import Image
from pptx import Presentation
from python_calamine import CalamineWorkbook
from rdflib import SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF

from graph.exports.characters import clean
from graph.exports.pictures.measure import wrap
from graph.exports.subject import Subject
from graph.loading.intake import take_in
from graph.records import Organisation, Person, Source
from tests.conftest import EmptyStore
from tests.support.examples import examples
from tests.support.export_story import GROUP, HOSTILE, HOSTILE_GROUP, subject, written, written_folder
from tests.support.stories import Story

PIECES = (
    *HOSTILE,
    HOSTILE_GROUP,
    "</node>", "]]>", "&amp;", "&#10;", "%%{init: {}}%%", "\\", '\\"', '"', "'", "`", "#34;", "<br/>", "--> n1", "]",
    "\u202e", "\u2066", "\u200f", "\ufeff", "\u2028", "\x85", "\r\n", "\r", "\n", "\t", "\x00", "\x1b[31m", "\x7f",
    "\ufffe", "e\u0301", "\u0301" * 9, "ﬁ", "_x0041_", "@prefix x: <y> .", '"""', "BEGIN:VEVENT", "=HYPERLINK(1)",
    "-1", "+1", "@a", "{0}", "{a}", "%s", "å", "ß", "🏳️\u200d🌈", "a" * 200, ";", ",", "|",
)  # fmt: skip


def named(text: str) -> bool:
    """Tell whether a record takes the name."""
    try:
        return bool(Person(id="x", name=text))
    except ValueError:
        return False


NAMES = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join), st.text(min_size=1, max_size=60)
).filter(named)

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_xml(text: str) -> str:
    """Return what XML can hold of a text, with the line ends that every reader of XML makes of it."""
    return NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def unsteered(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)


def bare(text: str) -> str:
    """Return a text without blanks: where lines break is the format's affair."""
    return re.sub(r"\s", "", text)


def shown(text: str) -> str:
    """Return what diagrams show of a name: at most nine lines of it."""
    return bare("".join(wrap(clean(text), 260, 14, most=9).lines))


@settings(max_examples=examples(25))
@given(group=NAMES, person=NAMES, alias=NAMES, title=NAMES)
def test_any_name_comes_out_right_in_every_format(
    empty_store: EmptyStore, group: str, person: str, alias: str, title: str
) -> None:
    told = Story()
    told.add(Source(id="kalla", title=title, date="2026"))
    told.add(Organisation(id=GROUP, kind="natverk", name=group), "kalla")
    told.called(GROUP, alias, seen="kalla")
    told.add(Person(id="kajsa", name=person))
    told.sits("kajsa", GROUP, seen="kalla", until="2027")
    records = {type(record): record for record in told.bundle if not isinstance(record, Source) or record.id == "kalla"}
    group, person, title = records[Organisation].name, records[Person].name, records[Source].title  # type: ignore[attr-defined]
    with empty_store() as store:
        take_in(store, told.bundle, "test", "story")
        about = subject(store)
        _networks(about, group, person)
        _diagrams(about, group, person)
        _pictures(about, group, person)
        _tables(about, group, person, title)
        _popolo(about, group, person)
        _turtle(about, group, person, title)
        _ical(about, group, person)


def called(name: str, id_: str) -> str:
    """Return how a picture calls something: a name that shows nothing gives way to the id."""
    return name if clean(name) else id_


def _networks(about: Subject, group: str, person: str) -> None:
    data = json.loads(written("json", about))
    labels = {node["id"]: node["label"] for node in data["nodes"]}
    assert labels == {GROUP: called(group, GROUP), "kajsa": called(person, "kajsa")}
    plain = {GROUP: in_xml(called(group, GROUP)), "kajsa": in_xml(called(person, "kajsa"))}
    graphml = networkx.read_graphml(BytesIO(written("graphml", about)))
    assert {node: facts.get("label", "") for node, facts in graphml.nodes(data=True)} == plain
    gexf = networkx.read_gexf(BytesIO(written("gexf", about)))
    assert {node: facts.get("label", "") for node, facts in gexf.nodes(data=True)} == plain


def _diagrams(about: Subject, group: str, person: str) -> None:
    mermaid = written("mermaid", about).decode().splitlines()
    nodes = [found for line in mermaid if (found := re.fullmatch(r'    n\d+(?:\(\[|\()"([^"]*)"(?:\]\)|\))', line))]
    assert sorted(map(_unescaped, (found[1] for found in nodes))) == sorted(
        (shown(called(group, GROUP)), shown(called(person, "kajsa")))
    )
    assert not any(set(found[1].replace("<br/>", "")) & set("\"'`<>&%{}[]|\\") for found in nodes)
    dot = written("dot", about).decode()
    for id_, name in ((GROUP, group), ("kajsa", person)):
        (line,) = [line for line in dot.split("\n") if line.startswith(f'  "{id_}" [')]
        found = re.search(r'label="((?:[^"\\]|\\.)*)"', line)
        assert found
        text = re.sub(r"\\(.)", lambda each: "" if each[1] == "n" else each[1], found[1]).replace("&amp;", "&")
        assert bare(text) == shown(called(name, id_))


def _pictures(about: Subject, group: str, person: str) -> None:
    """In drawings a name shows as far as there is room, and is whole in what tells of its box."""
    names = {clean(called(group, GROUP)), clean(called(person, "kajsa"))}
    (drawing,) = [ElementTree.fromstring(written("svg", about))]  # noqa: S314  # we wrote it
    told = [each.text or "" for each in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert all(any(text.startswith(in_xml(name)) for text in told) for name in names)
    assert {each.tag.partition("}")[2] for each in drawing.iter()}.isdisjoint({"script", "foreignObject", "image", "a"})
    moved = ElementTree.fromstring(written("drawio", about))  # noqa: S314  # we wrote it
    tooltips = [each.get("tooltip", "") for each in moved.iter("object")]
    assert names <= {unescape(line) for tooltip in tooltips for line in tooltip.split("<br>")}
    (slide,) = Presentation(BytesIO(written("pptx", about))).slides
    assert names <= {shape.name for shape in slide.shapes}
    Image.open(BytesIO(written("png", about))).verify()
    assert written("pdf", about).rstrip().endswith(b"%%EOF")


def _unescaped(label: str) -> str:
    return bare(re.sub(r"#(\d+);", lambda each: chr(int(each[1])), label.replace("<br/>", "")))


def _tables(about: Subject, group: str, person: str, title: str) -> None:
    files = written_folder("csv", about)
    for file, column, key, value in (
        ("organisations.csv", "name", GROUP, group),
        ("persons.csv", "name", "kajsa", person),
        ("sources.csv", "title", "kalla", title),
    ):
        rows = {row["id"]: row for row in csv.DictReader(StringIO(files[file].decode(), newline=""))}
        cell = rows[key][column]
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        assert cell in (value, "'" + value)
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    workbook = CalamineWorkbook.from_filelike(BytesIO(written("xlsx", about)))
    for sheet, key, value in (("organisations", GROUP, group), ("persons", "kajsa", person)):
        header, *cells = workbook.get_sheet_by_name(sheet).to_python()
        (row,) = [row for row in cells if row[header.index("id")] == key]
        assert row[header.index("name")] == re.sub("[\ufffe\uffff]", "", value)


def _popolo(about: Subject, group: str, person: str) -> None:
    data: Any = json.loads(written("popolo", about))
    assert [item["name"] for item in data["persons"]] == [person]
    assert [item["name"] for item in data["organizations"]] == [group]


def _turtle(about: Subject, group: str, person: str, title: str) -> None:
    graph = Graph()
    graph.parse(data=written("turtle", about), format="turtle")
    assert str(graph.value(URIRef(f"urn:styrgraf:organisation:{GROUP}"), SKOS.prefLabel)) == unsteered(group)
    assert str(graph.value(URIRef("urn:styrgraf:person:kajsa"), FOAF.name)) == unsteered(person)
    assert str(graph.value(URIRef("urn:styrgraf:source:kalla"), DCTERMS.title)) == unsteered(title)


def _ical(about: Subject, group: str, person: str) -> None:
    content = written("ical", about)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert (
        str(event["SUMMARY"])
        == f"Mandat går ut: {clean(called(person, 'kajsa'))}, ledamot i {clean(called(group, GROUP))}"
    )


def test_accents_and_ligatures_are_kept_as_they_were_written(empty_store: EmptyStore) -> None:
    """Data formats keep a name to the letter; only pictures compose it."""
    name = unicodedata.normalize("NFD", "Åke Örn")
    told = Story()
    told.person("ake", name)
    told.sits("ake", GROUP, seen="2026")
    with empty_store() as store:
        take_in(store, told.bundle, "test", "story")
        assert name in written("json", subject(store)).decode()
        assert unicodedata.normalize("NFC", name) in written("mermaid", subject(store)).decode()
