"""What is written as tables is read back as the same records, whatever the texts hold."""

import csv
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import kinds
from graph.bundle import Bundle
from graph.loading.intake import take_in
from graph.records import Evidence, Membership, Organisation, Person, Record, Source
from loaders.contacts import contact
from loaders.tables.descriptions import TABLES
from loaders.tables.reading import read
from tests.conftest import EmptyStore
from tests.support.examples import examples
from tests.support.stories import DATA, Story, partial_dates, real_bundle

Tables = Mapping[str, Sequence[Mapping[str, str]]]
"""Rows by table; each row says what stands in which column."""


def headings(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Return every column that some row fills, in the order of their first use."""
    return list(dict.fromkeys(column for row in rows for column in row))


def write_csv(
    folder: Path, tables: Tables, *, encoding: str = "utf-8", delimiter: str = ",", newline: str = "\n"
) -> Path:
    """Write a folder of CSV files and return it."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, headings(rows), delimiter=delimiter, lineterminator=newline)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_xlsx(path: Path, tables: Tables) -> Path:
    """Write a workbook with a sheet for each table and return its path."""
    workbook = xlsxwriter.Workbook(str(path))
    for name, rows in tables.items():
        sheet = workbook.add_worksheet(name)
        columns = headings(rows)
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column)
        for line, row in enumerate(rows, 1):
            for column, cell in row.items():
                if cell:
                    sheet.write_string(line, columns.index(column), cell)
    workbook.close()
    return path


def as_tables(bundle: Bundle) -> Tables:
    """Return records as the rows of their tables, fields as columns."""
    tables: dict[str, list[dict[str, str]]] = {}
    for record in bundle:
        cells = {
            name: ";".join(value) if isinstance(value, tuple) else value or ""
            for name, value in record.__dict__.items()
        }
        tables.setdefault(record.table, []).append(cells)
    return tables


def content(bundle: Bundle) -> dict[tuple[str, str], Record]:
    """Return the records of a bundle by table and key, for comparison."""
    return {(record.table, record.key): record for record in bundle}


def _is_plain(text: str) -> bool:
    composed = unicodedata.normalize("NFC", text)
    return composed == text == text.strip() and bool(text) and contact(text) is None


# Letters of any script and signs of all sorts; what nobody can see is refused or left out by the loader.
_LETTERS = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\xad;")
_lines = st.text(_LETTERS, min_size=1, max_size=30).filter(_is_plain)
_prose = st.text(_LETTERS | st.just("\n"), min_size=1, max_size=60).filter(_is_plain)
_maybe_dates = st.none() | partial_dates(1990, 2030)
_seen = st.none() | partial_dates(1990, 2025)
"""When a source was written: never in a time to come, which the loader refuses."""


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """Draw a source, two groups and some people with seats and evidence, all texts at their strangest."""
    bundle = Bundle()
    bundle.add(Source(id="s", title=draw(_lines), date=draw(_seen), doubt=draw(st.none() | _prose), note=draw(_prose)))
    for key in ("npo-a", "region-b"):
        kind = draw(st.sampled_from(sorted(kinds.ORGANISATION_KINDS)))
        bundle.add(Organisation(id=key, kind=kind, name=draw(_lines), valid_from=draw(_maybe_dates)))
        bundle.add(Evidence(kind="organisations", record=key, source="s", quote=draw(st.none() | _prose)))
    for number in range(draw(st.integers(0, 3))):
        person = f"p{number}"
        aliases = tuple(dict.fromkeys(draw(st.lists(_lines, max_size=2))))
        bundle.add(Person(id=person, name=draw(_lines), aliases=aliases))
        seat = Membership(
            id=f"m{number}",
            person=person,
            title=draw(st.none() | _lines),
            group="npo-a",
            role=draw(st.sampled_from(sorted(kinds.ROLES))),
            represents=draw(st.sampled_from([(), ("region-b",), ("npo-a", "region-b")])),
            employer=draw(st.sampled_from([None, "region-b"])),
            status=draw(st.sampled_from(["proposed", "nominated", "approved", "decided"])),
        )
        bundle.add(seat)
        bundle.add(Evidence(kind="memberships", record=seat.id, source="s", place=draw(st.none() | _lines)))
    return bundle


@given(bundles(), st.sampled_from([("utf-8", ",", "\n"), ("utf-8-sig", ";", "\r\n"), ("utf-8", "\t", "\r\n")]))
@settings(max_examples=examples(60))
def test_a_csv_folder_holds_the_records_that_were_written(bundle: Bundle, how: tuple[str, str, str]) -> None:
    encoding, delimiter, newline = how
    with tempfile.TemporaryDirectory() as folder:
        tables = as_tables(bundle)
        write_csv(Path(folder), tables, encoding=encoding, delimiter=delimiter, newline=newline)
        assert content(read([Path(folder)], None).bundle) == content(bundle)


@given(bundles())
@settings(max_examples=examples(60))
def test_a_workbook_holds_the_records_that_were_written(bundle: Bundle) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_xlsx(Path(folder) / "tables.xlsx", as_tables(bundle))
        assert content(read([path], None).bundle) == content(bundle)


def test_the_data_set_is_read_as_it_stands() -> None:
    loaded = read([DATA], None)
    assert content(loaded.bundle) == content(real_bundle())
    assert (loaded.matches, loaded.warnings) == ([], [])


def test_the_data_set_as_a_workbook_is_the_same(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tables.xlsx", as_tables(real_bundle()))
    assert content(read([path], None).bundle) == content(real_bundle())


@pytest.mark.parametrize("name", TABLES)
def test_every_field_of_a_record_has_a_described_column(name: str) -> None:
    table = TABLES[name]
    assert set(table.model.model_fields) <= set(table.columns), f"describe them in `descriptions` ({name})"
    assert all(column.about.sv and column.about.en for column in table.columns.values())


@pytest.mark.parametrize("name", TABLES)
def test_a_column_with_a_closed_list_accepts_what_its_model_accepts(name: str) -> None:
    """The lists stand in the descriptions and in the models; a word in one alone would be a trap."""
    table = TABLES[name]
    for column in table.columns.values():
        if column.sort != "choice" or column.name not in table.own:
            continue
        validator = table.model.__pydantic_validator__
        record = table.model.model_construct()
        for word in (*column.choices, *column.words.values()):
            validator.validate_assignment(record.model_copy(), column.name, (word,) if column.many else word)
        labels = [label.of("sv").casefold() for label in column.choices.values()]
        assert len(set(labels)) == len(labels), f"two words of {name}.{column.name} are called the same"


def test_a_load_that_was_taken_in_adds_nothing_when_it_is_read_again(empty_store: EmptyStore, tmp_path: Path) -> None:
    story = Story()
    story.sits("anna-ek", "npo-akut-vard", seen="2020-05-26", represents=["region-ankeborg"])
    story.hosts("region-ankeborg", "npo-akut-vard", seen="2021")
    folder = write_csv(tmp_path / "tables", as_tables(story.bundle))
    with empty_store() as store:
        first = take_in(store, read([folder], store).bundle, "test", "first")
        again = take_in(store, read([folder], store).bundle, "test", "again")
    assert first.written
    assert again.quiet
