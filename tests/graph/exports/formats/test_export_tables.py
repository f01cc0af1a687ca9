"""XLSX and CSV: tables that load as the same records, harmless in a spreadsheet."""

import csv
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from graph.bundle import Bundle
from graph.exports.data.records_of import behind
from graph.exports.subject import Subject
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import RECORDS, Judgement, Listing, Membership, Name, Organisation, Person, Record, Rule
from loaders.tables import reading
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.export_story import FORMULA, GROUP, story, subject, written, written_folder
from tests.support.stories import DATA, real_bundle

SCOPES = ("system", GROUP, "sjukvardsregion-ankeborg", "musse-pigg")


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


def content(bundle: Bundle) -> dict[tuple[str, str], Record]:
    return {(record.table, record.key): record for record in bundle}


def saved(name: str, about: Subject, folder: Path) -> Path:
    """Write an export below `folder` and return what `styrgraf load` is given."""
    if name == "xlsx":
        path = folder / "all.xlsx"
        path.write_bytes(written(name, about))
        return path
    for file, text in written_folder(name, about).items():
        (folder / file).write_bytes(text)
    return folder


@pytest.mark.parametrize("without_people", [False, True])
@pytest.mark.parametrize("scope", ["system", "npo-akut-vard", "sjukvardsregion-mellansverige", "martin-engstrom"])
@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_what_is_exported_loads_as_the_same_records(
    real_store: Store, tmp_path: Path, name: str, scope: str, without_people: bool
) -> None:
    about = subject(real_store, scope, without_people=without_people)
    loaded = reading.read([saved(name, about, tmp_path)], None)
    assert content(loaded.bundle) == content(behind(about))


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_the_story_loads_as_the_same_records(told: Store, tmp_path: Path, name: str, scope: str) -> None:
    """Names that begin as formulas among them."""
    about = subject(told, scope)
    loaded = reading.read([saved(name, about, tmp_path)], None)
    assert content(loaded.bundle) == content(behind(about))


def test_the_system_is_everything_in_the_store(told: Store, real_store: Store) -> None:
    assert content(behind(subject(told, "system"))) == content(story().bundle)
    assert content(behind(subject(real_store, "system"))) == content(real_bundle())


def test_the_tables_of_the_real_data_are_the_files_that_it_came_from(real_store: Store) -> None:
    for name, text in written_folder("csv", subject(real_store, "system")).items():
        assert text == (DATA / name).read_bytes(), name


@pytest.mark.parametrize("scope", ["npo-akut-vard", "rut-oien", "region-halland"])
def test_a_part_answers_as_the_whole_does(
    real_store: Store, empty_store: EmptyStore, tmp_path: Path, scope: str
) -> None:
    """What a file leaves out must not change who sits, or since when: listings, other roles and judgements count."""
    loaded = reading.read([saved("xlsx", subject(real_store, scope), tmp_path)], None)
    with empty_store() as part:
        take_in(part, loaded.bundle, "test", "part")
        assert not [finding for finding in part.examine() if finding.level == "fault"]
        person = scope in real_store.keys(Person)
        asked = {"person": scope} if person else {"group": scope}
        name = "assignments" if person else "members"
        if scope == "region-halland":
            name, asked = "represents", {"body": scope, "relation": "any"}
        for day in ("2019-01-01", "2024-01-01", "2026-11-22"):
            assert asking.ask(part, name, asked, day).rows == asking.ask(real_store, name, asked, day).rows


def test_a_part_holds_what_it_refers_to(told: Store) -> None:
    bundle = behind(subject(told))
    assert {each.id for each in bundle.of(Membership)} == {
        each.id for each in told.every(Membership) if each.group == GROUP
    }
    assert {"musse-pigg", "musse-p"} <= {person.id for person in bundle.of(Person)}
    assert "natverk-direktorer" in {organisation.id for organisation in bundle.of(Organisation)}
    assert [len(bundle.of(model)) for model in (Rule, Listing, Judgement, Name)] == [1, 1, 2, 2]


def test_a_body_comes_with_the_seats_that_it_holds(told: Store) -> None:
    seats = behind(subject(told, "sjukvardsregion-ankeborg")).of(Membership)
    assert {seat.person for seat in seats} == {"kajsa", "formel"}


def test_an_employer_comes_with_those_whom_it_employs(told: Store) -> None:
    assert {seat.person for seat in behind(subject(told, "region-ankeborg")).of(Membership)} == {"formel"}


def test_a_person_comes_with_all_spellings(told: Store) -> None:
    seats = behind(subject(told, "musse-pigg")).of(Membership)
    assert {seat.person for seat in seats} == {"musse-pigg", "musse-p"}


# ---- the workbook


@pytest.fixture(scope="module")
def workbook(told: Store) -> Iterator[ZipFile]:
    """The workbook of the story, as a zip of XML."""
    with ZipFile(BytesIO(written("xlsx", subject(told, "system")))) as opened:
        yield opened


def test_there_is_a_sheet_for_each_kind_and_one_for_people(told: Store) -> None:
    opened = CalamineWorkbook.from_filelike(BytesIO(written("xlsx", subject(told, "system"))))
    assert opened.sheet_names == ["Läs mig", *(model.table for model in RECORDS)]
    for model in RECORDS:
        assert opened.get_sheet_by_name(model.table).to_python()[0] == list(model.model_fields)
    english = CalamineWorkbook.from_filelike(BytesIO(written("xlsx", subject(told, language="en"))))
    assert english.sheet_names[0] == "Read me"


def test_the_first_sheet_tells_what_the_file_is(told: Store) -> None:
    opened = CalamineWorkbook.from_filelike(BytesIO(written("xlsx", subject(told, without_people=True))))
    lines = [row[0] for row in opened.get_sheet_by_name("Läs mig").to_python()]
    assert str(lines[0]).startswith("NPO Kvack")
    assert lines[1] == "Uppgifter per 22 november 2026"
    assert any(str(line).startswith("Utan personer") for line in lines)
    assert "memberships" not in opened.sheet_names


def test_every_sheet_has_a_frozen_heading_and_a_filter(workbook: ZipFile) -> None:
    sheets = sorted(name for name in workbook.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
    assert len(sheets) == len(RECORDS) + 1
    for number in range(2, len(sheets) + 1):
        xml = workbook.read(f"xl/worksheets/sheet{number}.xml").decode()
        assert 'state="frozen"' in xml
        assert 'ySplit="1"' in xml
        assert "<autoFilter" in xml


def test_every_cell_is_text_and_none_a_formula_or_link(workbook: ZipFile) -> None:
    for name in workbook.namelist():
        xml = workbook.read(name).decode()
        assert "<f>" not in xml
        assert "<hyperlink" not in xml
        assert all('t="s"' in cell for cell in re.findall(r"<c [^>]*>", xml) if "<v>" in xml)
    styles = workbook.read("xl/styles.xml").decode()
    assert 'formatCode="@"' in styles  # so that what somebody types into a cell stays as typed


def test_a_date_that_is_a_month_stays_a_month(told: Store) -> None:
    opened = CalamineWorkbook.from_filelike(BytesIO(written("xlsx", subject(told, "system"))))
    header, *rows = opened.get_sheet_by_name("memberships").to_python()
    ends = {row[header.index("valid_to")] for row in rows}
    assert {"2027-03", "2027", "2027-01-31", "../2024-06", "2027-01/2027-06"} <= ends


def test_a_csv_cell_that_begins_as_a_formula_gets_an_apostrophe(told: Store) -> None:
    rows = list(csv.DictReader(StringIO(written_folder("csv", subject(told))["persons.csv"].decode())))
    assert "'" + FORMULA in {row["name"] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@")]
