"""What arrives as a file: encodings, delimiters, line ends, and workbooks of every kind."""

import contextlib
import datetime
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from graph.records import Person, Source
from loaders.tables import bounds, csv_files, opening, workbook_parts
from loaders.tables.faults import Fault
from loaders.tables.reading import Loaded, TablesRefused, read

PERSONS = "id,name\nake-oberg,Åke Öberg\nanna-ek,Anna Ek\n"


def load(folder: Path, data: str | bytes, name: str = "persons.csv") -> Loaded:
    """Write one file and read it."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read([path], None)


def faults(folder: Path, data: str | bytes, name: str = "persons.csv") -> list[Fault]:
    """Return the faults of one file."""
    with pytest.raises(TablesRefused) as refused:
        load(folder, data, name)
    return refused.value.faults


def names(loaded: Loaded) -> list[str]:
    """Return the names of the persons."""
    return [person.name for person in loaded.bundle.of(Person)]


# ---- CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_utf_8_is_read_whatever_the_delimiter_and_line_ends(
    tmp_path: Path, encoding: str, newline: str, delimiter: str
) -> None:
    text = PERSONS.replace(",", delimiter).replace("\n", newline)
    loaded = load(tmp_path, text.encode(encoding))
    assert names(loaded) == ["Åke Öberg", "Anna Ek"]
    assert loaded.warnings == []


def test_windows_1252_is_read_with_a_warning_that_names_the_file(tmp_path: Path) -> None:
    loaded = load(tmp_path, PERSONS.encode("cp1252"))
    assert names(loaded) == ["Åke Öberg", "Anna Ek"]
    (warning,) = loaded.warnings
    assert "persons.csv" in warning.sentence.sv
    assert "Windows-1252" in warning.sentence.sv


def test_one_broken_letter_in_utf_8_is_a_fault_on_its_line_not_a_file_of_wrong_letters(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, PERSONS.encode() + b"bo-gran,B\xf6 Gran\n")
    assert (fault.line, fault.value) == (4, "\\xf6")


def test_excels_own_first_line_tells_the_delimiter(tmp_path: Path) -> None:
    assert names(load(tmp_path, "sep=;\r\nid;name\r\nanna-ek;Anna, kallad Ek\r\n")) == ["Anna, kallad Ek"]


def test_lines_are_counted_as_an_editor_does_over_quoted_line_breaks_and_blank_lines(tmp_path: Path) -> None:
    text = 'title,note\r\n\r\nEtt,"rad 1\r\nrad 2"\r\n,,\r\n,Utan titel\r\n'
    told = faults(tmp_path, text.replace(",,\r\n", ",\r\n"), "sources.csv")
    assert [(fault.line, fault.column) for fault in told] == [(6, "title")]


def test_a_quoted_line_break_stays_in_prose_and_becomes_a_blank_in_a_line(tmp_path: Path) -> None:
    loaded = load(tmp_path, 'title,note\n"Rad 1\nrad 2","a\r\nb"\n', "sources.csv")
    (source,) = loaded.bundle.of(Source)
    assert (source.title, source.note) == ("Rad 1 rad 2", "a\nb")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id,name\nanna-ek,Anna Ek,mer\n", 2),
        ("id,name\nanna-ek,Anna Ek\nbo-gran\n", 3),
        ('id,name\nanna-ek,"Anna Ek\nbo-gran,Bo Gran\n', 2),
        ('id,name\nanna-ek,"Anna" Ek\n', 2),
        ("id,name,\nanna-ek,Anna Ek,mer\n", 2),
        (f'id,name\nanna-ek,"{"x" * 200_000}"\nbo-gran,Bo Gran\n', 2),
        ("id,name\nanna-ek," + "x" * 501 + "\n", 2),
        ("id,name\nanna-ek,Anna\x07 Ek\n", 2),
        ("id,name\nanna-ek,Anna\u202e Ek\n", 2),
        ("id,name\nanna-ek,Anna\x00 Ek\n", 2),
    ],
    ids=["long", "short", "open quote", "quote within", "no heading", "huge", "too long", "bell", "bidi", "null"],
)
def test_a_line_that_is_not_a_row_is_told_with_its_number(tmp_path: Path, text: str, line: int) -> None:
    assert {fault.line for fault in faults(tmp_path, text)} == {line}


def test_trailing_empty_cells_are_no_fault(tmp_path: Path) -> None:
    assert names(load(tmp_path, "id;name;;\nanna-ek;Anna Ek;;\n;;;\nbo-gran;Bo Gran;;;;\n")) == ["Anna Ek", "Bo Gran"]


@pytest.mark.parametrize("data", ["", "\n\n", "id,name\n"], ids=["empty", "blank", "headings"])
def test_a_file_without_rows_is_nothing_to_load(tmp_path: Path, data: str) -> None:
    loaded = load(tmp_path, data)
    assert (loaded.rows, len(loaded.bundle)) == (0, 0)


@pytest.mark.parametrize(
    ("name", "data", "hint"),
    [
        ("person.csv", PERSONS, "persons"),
        ("persons.csv", "id,nmae\nanna-ek,Anna\n", "name"),
        ("persons.csv", "id,name,id\nanna-ek,Anna,anna\n", "två gånger"),
        ("persons.csv", "id\nanna-ek\n", "Lägg till kolumnen name"),
        ("persons.csv", b"PK\x03\x04rest", "arbetsbok"),
        ("persons.csv", PERSONS.encode("utf-16"), "UTF-16"),
        ("persons.xls", b"", ".xlsx"),
        ("persons.xlsx", b"not a zip", "arbetsbok"),
    ],
)
def test_a_wrong_name_or_kind_of_file_is_told_with_what_to_do(
    tmp_path: Path, name: str, data: str | bytes, hint: str
) -> None:
    assert any(hint in fault.sentence.sv for fault in faults(tmp_path, data, name))


def test_a_path_that_is_not_there_and_a_folder_without_tables_are_both_told(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text(PERSONS)
    (tmp_path / "tom").mkdir()
    with pytest.raises(TablesRefused) as refused:
        read([tmp_path / "person.csv", tmp_path / "tom"], None)
    sentences = [fault.sentence.sv for fault in refused.value.faults]
    assert len(sentences) == 2
    assert "Menade du persons.csv?" in sentences[0]


def test_a_folder_may_hold_other_files_and_a_lock_of_excel(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text(PERSONS)
    (tmp_path / "README.md").write_text("läs mig")
    (tmp_path / "~$mall.xlsx").write_bytes(b"lock")
    assert len(names(read([tmp_path], None))) == 2


def test_a_file_is_bounded_in_bytes_and_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the file is opened in this process, where the bounds can be set."""
    path = tmp_path / "persons.csv"
    path.write_text(PERSONS + "bo-gran,Bo Gran\n")

    def found() -> list[Fault]:
        return next(told[0] for kind, *told in opening.answer({"paths": [str(path)]}) if kind == "faults")

    monkeypatch.setattr(csv_files, "MOST_ROWS", 2)
    assert [fault.line for fault in found()] == [3 + 1]
    monkeypatch.setattr(opening, "MOST_LETTERS", 10)
    assert "miljoner tecken" in found()[-1].sentence.sv
    monkeypatch.setattr(csv_files, "MOST_BYTES", 10)
    assert "MB" in found()[0].sentence.sv


def test_progress_is_told_and_ends_at_the_end(tmp_path: Path) -> None:
    rows = "".join(f"p{number},Person Nummer\n" for number in range(2_500))
    (tmp_path / "persons.csv").write_text("id,name\n" + rows)
    told: list[tuple[int, int]] = []
    read([tmp_path], None, lambda done, total: told.append((done, total)))
    assert len(told) >= 3
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


# ---- workbooks


def workbook(path: Path, **cells: object) -> Path:
    """Write a sheet `sources` whose first rows are given as cell → value."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("sources")
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    for cell, value in cells.items():
        if isinstance(value, datetime.datetime):
            sheet.write_datetime(cell, value, dated)
        else:
            sheet.write(cell, value)
    book.close()
    return path


def test_typed_cells_become_what_a_person_would_have_typed(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        A1="title", B1="date", C1="period", D1="publisher", E1="note",
        A2="Ett", B2=datetime.datetime(2023, 5, 17), C2=2023, D2=12.5, E2=True,
        A4="Två", B4=datetime.datetime(2023, 5, 17), C4=2023.0,
    )  # fmt: skip
    one, two = read([path], None).bundle.of(Source)
    assert (one.date, one.period, one.publisher, one.note) == ("2023-05-17", "2023", "12.5", "True")
    assert (two.date, two.period) == ("2023-05-17", "2023")


def test_headings_may_stand_below_a_merged_title_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(" Sources ")
    sheet.merge_range("B2:C2", "Våra källor")
    for cell, value in {"B4": "Title", "C4": "publisher", "B5": "Ett", "B7": "Två", "B8": "Tre", "C9": "Ingen"}.items():
        sheet.write_string(cell, value)
    sheet.merge_range("C7:C8", "Förlaget")
    sheet.merge_range("B10:C10", "Slut")
    book.close()
    with pytest.raises(TablesRefused) as refused:
        read([path], None)
    assert [(fault.sheet, fault.line, fault.column) for fault in refused.value.faults] == [(" Sources ", 9, "title")]
    assert [notice.line for notice in refused.value.notices] == [10]


def test_a_cell_merged_down_tells_the_same_of_each_row(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("sources")
    sheet.write_row(0, 0, ["title", "publisher"])
    sheet.write_column(1, 0, ["Ett", "Två", "Tre"])
    sheet.merge_range("B2:B3", "Förlaget")
    book.close()
    assert [source.publisher for source in read([path], None).bundle.of(Source)] == ["Förlaget", "Förlaget", None]


def test_a_formula_is_its_value_and_an_error_or_no_value_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("sources")
    sheet.write_row(0, 0, ["title", "publisher"])
    sheet.write_formula("A2", '="E"&"tt"', None, "Ett")
    sheet.write_string("A3", "Två")
    sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("A4", "=NA()", None, "#N/A")
    book.close()
    with pytest.raises(TablesRefused) as refused:
        read([path], None)
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(3, "publisher"), (4, "title")]
    assert "formel" in refused.value.faults[0].sentence.sv


def test_an_unknown_sheet_is_a_fault_an_empty_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Blad1")
    book.add_worksheet("membership").write_string("A1", "person")
    book.add_worksheet("Läs mig").write_string("A1", "Så gör du")
    book.close()
    with pytest.raises(TablesRefused) as refused:
        read([path], None)
    (fault,) = refused.value.faults
    assert fault.sheet == "membership"
    assert "Menade du memberships?" in fault.sentence.sv


def test_a_cell_in_the_far_corner_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    for cell in ("ZY300000", "A1048576", "XFD1"):
        path = workbook(tmp_path / f"{cell}.xlsx", A1="title", A2="Ett", **{cell: "x"})
        with pytest.raises(TablesRefused) as refused:
            read([path], None)
        (fault,) = refused.value.faults
        assert fault.line == 0


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 60_000_000}
    with pytest.raises(workbook_parts.UnreadableWorkbook) as refused:
        workbook_parts.examine(_zip(tmp_path / "bomb.xlsx", parts))
    assert "packar upp" in refused.value.text.sv


def test_a_zip_that_lies_about_its_size_is_still_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _zip(
        tmp_path / "bomb.xlsx", {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 5_000_000}
    )
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", 5_000_000)
    assert data.count(size) == 2
    path.write_bytes(bytes(data).replace(size, struct.pack("<I", 10)))
    monkeypatch.setattr(workbook_parts, "_MOST_UNPACKED", 1_000_000)
    with pytest.raises(workbook_parts.UnreadableWorkbook) as refused:
        workbook_parts.examine(path)
    assert "packar upp" in refused.value.text.sv


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_torn_workbook_is_a_fault_and_no_crash(tmp_path: Path, cut: int) -> None:
    path = workbook(tmp_path / "t.xlsx", A1="title", A2="Ett")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(TablesRefused):
        read([path], None)


@pytest.mark.parametrize("at", range(0, 3_000, 150))
def test_a_workbook_with_one_wrong_byte_is_read_or_refused(tmp_path: Path, at: int) -> None:
    path = workbook(tmp_path / "t.xlsx", A1="title", A2="Ett")
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 0xFF
    path.write_bytes(bytes(data))
    rows = 0
    with contextlib.suppress(TablesRefused):
        rows = read([path], None).rows
    assert rows <= 1


def test_a_part_packed_in_an_unusual_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(workbook_parts.UnreadableWorkbook):
        workbook_parts.examine(path)


def test_bounds_are_the_published_ones() -> None:
    assert (bounds.MOST_BYTES, bounds.MOST_ROWS) == (100_000_000, 1_000_000)
