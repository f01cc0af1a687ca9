"""Tables made to fill memory or time: each ends in a sentence with the file's name, and this process lives on."""

import json
import resource
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.tables.faults import MOST_FAULTS
from loaders.tables.reading import TablesRefused, is_table, read

_SHEET = "xl/worksheets/sheet1.xml"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="persons" sheetId="1" '
    'r:id="r1"/></sheets></workbook>',
}


def workbook(path: Path, sheet: str, strings: str = "<si><t>id</t></si>") -> Path:
    """Write a workbook of one sheet, persons."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/sharedStrings.xml", f"<sst>{strings}</sst>")
        archive.writestr(_SHEET, f"<worksheet>{sheet}</worksheet>")
    return path


def one_text_many_times(path: Path, letters: int = 15_000_000, cells: int = 25_000) -> Path:
    """Write what `shared/faults/safety/sharedref.xlsx` is: a long text that every cell points at."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1))
    return workbook(path, f"<sheetData>{rows}</sheetData>", f"<si><t>{'A' * letters}</t></si>")


def a_million_small_references(path: Path) -> Path:
    """Write 2^20 cells that point at one text of a thousand letters: a gigabyte, said in a few megabytes."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1_000_001))
    return workbook(path, f"<sheetData>{rows}</sheetData>", f"<si><t>{'A' * 1_500}</t></si>")


def merged_without_end(path: Path) -> Path:
    """Write a sheet whose every row begins cells that are merged to the end of all rows."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    ranges = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 20_001))
    return workbook(path, f"<sheetData>{rows}</sheetData><mergeCells>{ranges}</mergeCells>")


def a_size_that_lies(path: Path) -> Path:
    """Write a zip that claims ten bytes of a part of 300 megabytes."""
    workbook(path, " " * 300_000_000)
    size = 300_000_000 + len("<worksheet></worksheet>")
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", 10)))
    return path


def a_cell_of_half_a_gigabyte(path: Path) -> Path:
    """Write a CSV file that is larger than any may be, all of it one cell."""
    with path.open("wb") as file:
        file.write(b'id,name\nanna-ek,"')
        file.truncate(500_000_000)
    return path


def a_cell_of_what_is_allowed(path: Path) -> Path:
    """Write a CSV file of one cell, as large as a file may be."""
    path.write_bytes(b'id,name\nanna-ek,"' + b"A" * 99_000_000 + b'"\n')
    return path


def deep(path: Path) -> Path:
    """Write JSON of five million open brackets."""
    path.write_text('{"persons": ' + "[" * 5_000_000)
    return path


def a_number_of_a_hundred_thousand_digits(path: Path) -> Path:
    """Write Popolo with a number that Python refuses to read."""
    path.write_text('{"persons": [{"id": ' + "9" * 100_000 + "}]}")
    return path


def many_small_objects(path: Path) -> Path:
    """Write Popolo of a million small objects, each of which costs far more than it takes in the file."""
    path.write_text(json.dumps({"persons": [{"other_names": [{}, {}, {}]}] * 1_000_000}))
    return path


HOSTILE: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "one text many times": ("bok.xlsx", one_text_many_times),
    "a million small references": ("bok.xlsx", a_million_small_references),
    "merged without end": ("bok.xlsx", merged_without_end),
    "a size that lies": ("bok.xlsx", a_size_that_lies),
    "a cell of half a gigabyte": ("persons.csv", a_cell_of_half_a_gigabyte),
    "a cell of what is allowed": ("persons.csv", a_cell_of_what_is_allowed),
    "deep JSON": ("popolo.json", deep),
    "a long number": ("popolo.json", a_number_of_a_hundred_thousand_digits),
    "many small objects": ("popolo.json", many_small_objects),
}


@pytest.mark.parametrize(("name", "make"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_table_is_one_sentence_about_its_file_and_takes_nothing_here(
    tmp_path: Path, name: str, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / name)
    before = resource.getrusage(resource.RUSAGE_SELF)
    is_table(path)
    with pytest.raises(TablesRefused) as refused:
        read([path], None)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert len(refused.value.faults) == 1 or make in (merged_without_end, many_small_objects)
    assert len(refused.value.faults) <= MOST_FAULTS + 1
    for fault in refused.value.faults:
        assert fault.sentence.sv.startswith(path.as_posix())
        assert "\n" not in fault.sentence.sv
    assert after.ru_maxrss - before.ru_maxrss < 600_000, "kB"
    assert after.ru_utime - before.ru_utime < 30, "seconds of this process; its child's are counted apart"
    good = tmp_path / "good" / "persons.csv"
    good.parent.mkdir()
    good.write_text("id,name\nanna-ek,Anna Ek\n")
    assert read([good], None).rows == 1
