"""Mermaid and DOT, drawn by the real tools: what they show is what the names say.

Graphviz is a Debian package (.ci/debian-packages). mermaid-cli comes from npm, exactly as tests/mermaid/
locks it, into a cache of its own: the first run in continuous integration installs it, which takes a minute.
"""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

import pytest

from graph.exports.characters import clean
from graph.exports.elements import Node
from graph.exports.subject import Subject
from graph.loading.intake import take_in
from graph.port import Store
from tests.conftest import EmptyStore
from tests.support.export_story import GROUP, HOSTILE, HOSTILE_GROUP, story, subject, written
from tests.support.fetched import CannotFetch, from_npm
from tests.support.here import TESTS, browser_program, cannot_run_here, program

LOCK = TESTS / "mermaid"
SVG, HTML = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xhtml}"

NAMES = (
    *HOSTILE,
    HOSTILE_GROUP,
    "1. Första punkten",
    "- streck",
    "# rubrik",
    "**fet** _kursiv_ ~~bort~~",
    '`kod` "`md`"',
    "%%{init: {'theme':'dark'}}%%",
    "style fill: #123; x",
    "classDef x:#ff0;",
    "end",
    "graph TD",
    "subgraph x",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "https://exempel.se/a?b=c#d",
    "[länk](https://exempel.se)",
    "$$x^2$$",
    "fa:fa-car bil",
    "a\\nb \\N \\G \\l c",
    "&amp; &lt; &#65; #quot; #35;",
    "click n1 call x()",
    "n1 --> n2",
    "\u202eomvänd\u202c text",
    "[/a/] {{b}} ((c)) >d]",
    "a|b|c",
    "---",
)
"""What a name may hold that these languages would take for their own."""


class _Row(Node):
    """A node of a picture, as the question `structure` gives it."""

    element = "node"
    from_id = to_id = in_group = role = status = certainty = last_confirmed = None
    unconfirmed = False
    sources: Sequence[str] = ()


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


def hostile(store: Store) -> Subject:
    """Return a picture of nothing but strange names."""
    rows = [_Row(f"npo-{number}", "npo", name) for number, name in enumerate(NAMES)]
    rows += [_Row(f"person-{number}", "person", name) for number, name in enumerate(NAMES)]
    return subject(store)._replace(elements=rows)


@pytest.fixture(scope="module")
def graphviz() -> str:
    return program("dot")


@pytest.fixture(scope="module")
def mermaid(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the command that draws Mermaid, with a browser that is there already."""
    settings = tmp_path_factory.mktemp("mermaid") / "browser.json"
    settings.write_text(json.dumps({"executablePath": browser_program(), "args": ["--no-sandbox"]}))
    try:
        modules = from_npm("mermaid", LOCK, {"PUPPETEER_SKIP_DOWNLOAD": "1"})
    except CannotFetch as reason:
        cannot_run_here(reason)
    return [str(modules / ".bin" / "mmdc"), "--quiet", "--puppeteerConfigFile", str(settings)]


def bare(text: str) -> str:
    """Return a text without blanks and signs of direction: how a tool breaks lines is its own affair."""
    return re.sub("[\\s\u2066-\u2069]", "", text)


def drawn_by_graphviz(dot: str, content: bytes) -> ElementTree.Element:
    made = subprocess.run([dot, "-Tsvg"], input=content, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr.decode()
    assert not re.search(rb"rror|syntax", made.stderr), made.stderr.decode()
    return ElementTree.fromstring(made.stdout)  # noqa: S314 — Graphviz' own


def graphviz_labels(drawing: ElementTree.Element, sort: str) -> list[str]:
    """Return the text of each node or edge, its lines joined."""
    return [
        bare("".join(text.text or "" for text in group.iter(f"{SVG}text")))
        for group in drawing.iter(f"{SVG}g")
        if group.get("class") == sort
    ]


def test_graphviz_draws_the_story(graphviz: str, told: Store) -> None:
    about = subject(told)
    drawing = drawn_by_graphviz(graphviz, written("dot", about))
    labels = {bare(clean(row.label)) for row in about.elements if row.element == "node"}
    assert set(graphviz_labels(drawing, "node")) == labels
    assert len(graphviz_labels(drawing, "edge")) == len([row for row in about.elements if row.element == "edge"])
    assert "ordförande" in graphviz_labels(drawing, "edge")


def test_graphviz_shows_strange_names_as_they_are(graphviz: str, told: Store) -> None:
    drawing = drawn_by_graphviz(graphviz, written("dot", hostile(told)))
    assert sorted(graphviz_labels(drawing, "node")) == sorted(bare(clean(name)) for name in (*NAMES, *NAMES))
    assert not list(drawing.iter(f"{SVG}script"))


def test_graphviz_draws_the_real_data(graphviz: str, real_store: Store) -> None:
    drawing = drawn_by_graphviz(graphviz, written("dot", subject(real_store, "system")))
    assert "NPOakutvård" in graphviz_labels(drawing, "node")


@pytest.fixture(scope="module")
def drawings(
    mermaid: list[str], told: Store, real_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> list[ElementTree.Element]:
    """Draw everything in one go, since starting a browser is what takes time."""
    place = tmp_path_factory.mktemp("drawn")
    subjects = (subject(told), hostile(told), subject(real_store, "system"))
    fenced = (f"```mermaid\n{written('mermaid', each).decode()}```\n" for each in subjects)
    (place / "all.md").write_text("\n".join(fenced), "utf-8")
    made = subprocess.run(
        [*mermaid, "--input", place / "all.md", "--output", place / "drawn.md"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    files = [place / f"drawn-{number}.svg" for number in range(1, len(subjects) + 1)]
    return [ElementTree.parse(file).getroot() for file in files]  # noqa: S314 — Mermaid's own


def mermaid_labels(drawing: ElementTree.Element, sort: str) -> list[str]:
    """Return the text of each `node` or `edgeLabel`."""
    groups = (group for group in drawing.iter(f"{SVG}g") if sort in (group.get("class") or "").split())
    return [bare("".join("".join(span.itertext()) for span in group.iter(f"{HTML}span"))) for group in groups]


def test_mermaid_draws_the_story(drawings: list[ElementTree.Element], told: Store) -> None:
    labels = {bare(clean(row.label)) for row in subject(told).elements if row.element == "node"}
    assert set(mermaid_labels(drawings[0], "node")) == labels
    assert {"ordförande", "ärvärdför", "företräder"} <= set(mermaid_labels(drawings[0], "edgeLabel"))


def test_mermaid_shows_its_title(drawings: list[ElementTree.Element]) -> None:
    titles = [each.text for each in drawings[0].iter(f"{SVG}text") if each.get("class") == "flowchartTitleText"]
    day = "uppgifter per 22 november 2026 (streckat: vilande, ej beslutat eller ej bekräftat på tre år)"
    assert titles == [f"NPO {HOSTILE_GROUP} – {day}".replace("<", "＜").replace(">", "＞")]


def test_mermaid_shows_strange_names_as_they_are(drawings: list[ElementTree.Element]) -> None:
    expected = sorted(bare(clean(name)) for name in (*NAMES, *NAMES))
    assert sorted(mermaid_labels(drawings[1], "node")) == expected


def test_mermaid_runs_nothing_that_a_name_says(drawings: list[ElementTree.Element]) -> None:
    for drawing in drawings:
        assert {element.tag for element in drawing.iter()}.isdisjoint(
            {f"{SVG}script", f"{HTML}script", f"{HTML}img", f"{HTML}a", f"{SVG}a", f"{HTML}strong", f"{HTML}code"}
        )


def test_mermaid_draws_the_real_data(drawings: list[ElementTree.Element]) -> None:
    assert "NPOakutvård" in mermaid_labels(drawings[2], "node")


def test_a_picture_too_large_for_mermaid_says_so(told: Store) -> None:
    rows = [_Row(f"npo-{number}", "npo", "ord " * 40) for number in range(400)]
    assert b"%% Stor bild" in written("mermaid", subject(told)._replace(elements=rows))
    assert b"%% Stor bild" not in written("mermaid", subject(told, GROUP))
