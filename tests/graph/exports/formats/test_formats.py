"""What holds of every export: the same input gives the same bytes, and they look as they did.

Golden files: run with UPDATE_GOLDEN=1 to write them anew, then look at them.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.exports.export import export, formats
from graph.loading.intake import take_in
from graph.port import Store
from graph.texts import Language
from tests.conftest import EmptyStore
from tests.support.examples import examples
from tests.support.export_story import FORMATS, GROUP, everything, story, subject, written, written_folder
from tests.support.here import PROJECT, TESTS

GOLDEN = TESTS / "golden"
LOOKS: dict[str, tuple[str, str, Language, bool]] = {
    "graphml": (GROUP, "graphml", "sv", False),
    "gexf": (GROUP, "gexf", "sv", False),
    "json": (GROUP, "json", "sv", False),
    "mermaid": (GROUP, "mmd", "sv", False),
    "dot": (GROUP, "dot", "sv", False),
    "popolo": ("system", "popolo.json", "sv", False),
    "turtle": ("system", "ttl", "sv", False),
    "ical": (GROUP, "ics", "sv", False),
    "mermaid-english": (GROUP, "mmd", "en", False),
    "ical-english": (GROUP, "ics", "en", False),
    "json-without-people": (GROUP, "json", "sv", True),
    "popolo-without-people": ("system", "popolo.json", "sv", True),
}
"""Golden file → scope, ending, language, without people."""


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


def as_before(path: Path, content: bytes) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert content.decode() == path.read_bytes().decode()


def test_every_format_is_found_by_itself() -> None:
    assert set(FORMATS) <= formats().keys()
    for name in FORMATS:
        assert export(name).name == name


@pytest.mark.parametrize("look", LOOKS)
def test_the_story_is_written_as_it_was(told: Store, look: str) -> None:
    scope, ending, language, without_people = LOOKS[look]
    about = subject(told, scope, language=language, without_people=without_people)
    as_before(GOLDEN / f"export-{look}.{ending}", written(look.partition("-")[0], about))


def test_the_tables_of_the_story_are_written_as_they_were(told: Store) -> None:
    files = written_folder("csv", subject(told, "system"))
    for name, content in files.items():
        as_before(GOLDEN / "export-csv" / name, content)
    assert {path.name for path in (GOLDEN / "export-csv").iterdir()} == files.keys()


@pytest.mark.parametrize("scope", ["system", GROUP, "sjukvardsregion-ankeborg", "kajsa"])
@pytest.mark.parametrize("name", FORMATS)
def test_an_export_ends_with_the_same_bytes_each_time(told: Store, name: str, scope: str) -> None:
    about = subject(told, scope)
    assert list(everything(name, about)) == list(everything(name, about))


@settings(max_examples=examples(10))
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_the_elements_does_not_matter(told: Store, random: Random) -> None:
    about = subject(told)
    rows = list(about.elements)
    random.shuffle(rows)
    for name in ("json", "graphml", "gexf", "mermaid", "dot"):
        assert written(name, about._replace(elements=rows)) == written(name, about)


def test_hashing_has_no_say_in_the_bytes(told: Store, tmp_path: Path) -> None:
    """Sets are walked in another order in every process: whoever forgets to sort is found out here."""
    script = (
        "import sys; from pathlib import Path\n"
        "from graph.loading.intake import take_in; from graph.stores.sqlite.store import SqliteStore\n"
        "from tests.support.export_story import story\nfrom tests.graph.exports.formats.test_formats import digests\n"
        "store = SqliteStore(Path(sys.argv[1]), create=True); take_in(store, story().bundle, 'test', 'story')\n"
        "print(digests(store), end='')\n"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "story.db"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout == str(digests(told))


def digests(store: Store) -> dict[tuple[str, str, bool], str]:
    """Return what tells the bytes of every export of a store from others."""
    return {
        (name, scope, without): sha256(
            b"".join(everything(name, subject(store, scope, without_people=without)))
        ).hexdigest()
        for name in FORMATS
        for scope in ("system", GROUP)
        for without in (False, True)
    }


def test_a_day_long_ago_gives_a_whole_workbook(told: Store) -> None:
    """A zip's members can't be older than 1980."""
    with ZipFile(BytesIO(written("xlsx", subject(told, as_of="1969-07-20")))) as workbook:
        assert workbook.testzip() is None
        assert {part.date_time[:3] for part in workbook.infolist()} == {(1980, 7, 20)}


def test_a_workbook_bears_the_day_that_was_asked_for(told: Store) -> None:
    with ZipFile(BytesIO(written("xlsx", subject(told)))) as workbook:
        assert {part.date_time for part in workbook.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        properties = workbook.read("docProps/core.xml").decode()
    assert properties.count("2026-11-22T00:00:00Z") == 2


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_store_gives_a_whole_file(empty_store: EmptyStore, name: str) -> None:
    with empty_store() as store:
        assert b"".join(everything(name, subject(store, "system")))


@pytest.mark.parametrize("name", FORMATS)
def test_the_real_data_can_be_written_in_every_format(real_store: Store, name: str) -> None:
    assert b"".join(everything(name, subject(real_store, "system", language="en")))
