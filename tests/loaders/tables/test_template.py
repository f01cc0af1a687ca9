"""The published template: what a person meets in Excel, and that it is read back."""

import hashlib
import re
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from graph import finding, kinds
from graph.port import Store
from graph.records import Membership, Organisation
from graph.texts import LANGUAGES, Language
from loaders.tables.descriptions import TABLES
from loaders.tables.reading import read
from loaders.tables.template import write_template
from tests.support.here import program


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language."""
    found: Language = request.param
    return found


@pytest.fixture
def template(tmp_path: Path, language: Language) -> Path:
    """The template in one language."""
    write_template(tmp_path / "mall.xlsx", language)
    return tmp_path / "mall.xlsx"


def test_an_untouched_template_is_nothing_to_load(template: Path) -> None:
    loaded = read([template], None)
    assert (loaded.rows, len(loaded.bundle), loaded.warnings) == (0, 0, [])


def test_it_begins_with_a_guide_and_has_a_sheet_for_each_table(template: Path, language: Language) -> None:
    workbook = CalamineWorkbook.from_path(template)
    guide = "Läs mig" if language == "sv" else "Read me"
    assert workbook.sheet_names == [guide, *TABLES, "_lists"]
    assert workbook.sheets_metadata[-1].visible == SheetVisibleEnum.Hidden
    text = " ".join(str(cell) for row in workbook.get_sheet_by_name(guide).to_python() for cell in row)
    assert ("bara om offentliga roller" if language == "sv" else "public roles only") in text
    for name, table in TABLES.items():
        assert workbook.get_sheet_by_name(name).to_python() == [list(table.columns)]


def _parts(path: Path, pattern: str) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(pattern, name)]


def test_every_heading_tells_what_it_holds_and_stays_in_sight(template: Path) -> None:
    sheets = _parts(template, r"xl/worksheets/sheet\d+\.xml")
    assert sum('state="frozen"' in sheet for sheet in sheets) == len(TABLES)
    comments = _parts(template, r"xl/comments\d+\.xml")
    assert sum(text.count("<comment ") for text in comments) == sum(len(table.columns) for table in TABLES.values())


def test_closed_lists_and_references_are_chosen_from_lists(template: Path) -> None:
    """A closed list refuses other words; a list of references only proposes, since ids of the store do as well."""
    sheets = dict(zip(TABLES, _parts(template, r"xl/worksheets/sheet\d+\.xml")[1:], strict=False))
    for name, table in TABLES.items():
        expected = [
            column
            for column in table.columns.values()
            if column.choices or column.refers in ("organisations", "sources")
        ]
        validations = re.findall(r"<dataValidation [^>]*>", sheets[name])
        assert len(validations) == len(expected)
        closed = [column for column in expected if column.sort == "choice" and not column.many]
        assert sum('showErrorMessage="1"' in found for found in validations) == len(closed)


def test_what_is_chosen_from_the_lists_is_what_the_loader_reads(template: Path, language: Language) -> None:
    lists = CalamineWorkbook.from_path(template).get_sheet_by_name("_lists").to_python()
    words = {str(cell) for row in lists for cell in row if cell}
    for table in TABLES.values():
        for column in table.columns.values():
            for name, label in column.choices.items():
                assert label.of(language) in words
                assert column.words[label.of(language).casefold()] == name


def test_groups_are_chosen_from_those_that_the_store_has_and_found_by_what_is_chosen(
    real_store: Store, tmp_path: Path
) -> None:
    write_template(tmp_path / "mall.xlsx", "sv", real_store.every(Organisation))
    lists = CalamineWorkbook.from_path(tmp_path / "mall.xlsx").get_sheet_by_name("_lists").to_python()
    (hosted,) = [
        column for column in zip(*lists, strict=True) if "NPO akut vård" in column and "Region Skåne" not in column
    ]
    chosen = [str(name) for name in hosted if name]
    assert chosen.index("NPO akut vård") < chosen.index("NPO ögonsjukdomar")
    for name in chosen:
        assert finding.find(real_store.labels, name, frozenset(kinds.ORGANISATION_KINDS)).subject


def test_the_same_bytes_are_written_each_time(tmp_path: Path) -> None:
    digests = set()
    for name in ("en.xlsx", "till.xlsx"):
        write_template(tmp_path / name, "sv")
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
        time.sleep(1.1 if len(digests) == 1 and name == "en.xlsx" else 0)  # a clock in the file would show
    assert len(digests) == 1


ROWS = {
    "sources": {"title": "Protokoll 1", "date": "2023-05"},
    "organisations": {"kind": "nationellt programområde", "name": "NPO tandvård", "source": "Protokoll 1"},
    "memberships": {
        "person": "Anna Ek",
        "group": "NPO tandvård",
        "role": "ordförande",
        "source": "Protokoll 1",
        "status": "utsedd",
        "stance": "säger",
    },
}


def _filled(template: Path, path: Path) -> Path:
    """Write a workbook with the headings of the template and one row in some sheets, as a person would."""
    book = xlsxwriter.Workbook(str(path))
    for sheet in CalamineWorkbook.from_path(template).sheet_names[1:-1]:
        written = book.add_worksheet(sheet)
        columns = list(TABLES[sheet].columns)
        written.write_row(0, 0, columns)
        for column, value in ROWS.get(sheet, {}).items():
            written.write_string(1, columns.index(column), value)
    book.close()
    return path


def test_a_filled_template_is_read_with_the_words_of_its_lists(template: Path, tmp_path: Path) -> None:
    bundle = read([_filled(template, tmp_path / "ifylld.xlsx")], None).bundle
    assert [group.id for group in bundle.of(Organisation)] == ["npo-tandvard"]
    assert [seat.id for seat in bundle.of(Membership)] == ["anna-ek--npo-tandvard--ordforande"]


@pytest.mark.office
def test_libreoffice_opens_it_and_what_it_saves_is_still_nothing_to_load(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    command = [
        program("soffice"),
        f"-env:UserInstallation=file://{tmp_path}/profil",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run([*command, "--outdir", str(out), str(template)], check=True, capture_output=True, timeout=180)
    assert read([out / "mall.xlsx"], None).rows == 0
    assert CalamineWorkbook.from_path(out / "mall.xlsx").sheet_names[1:-1] == list(TABLES)
