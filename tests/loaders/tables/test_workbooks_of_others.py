"""Workbooks as other people keep them: what a sheet shows is what its rows say, and nothing goes unsaid."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from graph.records import Evidence, Membership, Person, Source
from loaders.tables.faults import Fault
from loaders.tables.reading import Loaded, TablesRefused, read

COLUMNS = ("person", "group", "role", "valid_from", "valid_to", "source")
ANNA = ("Anna Provsten", "NPO provsjukdomar", "ledamot", "", "", "Sida A")
BO = ("Bo Enhage", "NPO provsjukdomar", "ledamot", "", "", "Sida A")

Filling = Callable[[Worksheet, xlsxwriter.Workbook], object]


def workbook(path: Path, fill: Filling, since_1904: bool = False) -> Path:
    """Write a workbook with a source, a group, and memberships that `fill` writes below the headings."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": since_1904})
    tables = {
        "sources": (("title", "date"), ("Sida A", "2024-01-10")),
        "organisations": (("kind", "name", "source"), ("npo", "NPO provsjukdomar", "Sida A")),
        "memberships": (COLUMNS,),
    }
    sheets = {name: book.add_worksheet(name) for name in tables}
    for name, rows in tables.items():
        for at, row in enumerate(rows):
            sheets[name].write_row(at, 0, row)
    fill(sheets["memberships"], book)
    book.close()
    return path


def load(folder: Path, fill: Filling, since_1904: bool = False) -> Loaded:
    """Read such a workbook."""
    return read([workbook(folder / "bok.xlsx", fill, since_1904)], None)


def faults(folder: Path, fill: Filling) -> list[Fault]:
    """Return what is wrong in such a workbook."""
    with pytest.raises(TablesRefused) as refused:
        load(folder, fill)
    return refused.value.faults


def people(loaded: Loaded) -> set[str]:
    """Return who was loaded."""
    return {person.name for person in loaded.bundle.of(Person)}


def told(loaded: Loaded) -> str:
    """Return what the load says."""
    return "\n".join(notice.sentence.sv for notice in loaded.warnings)


def terms(loaded: Loaded) -> list[tuple[str | None, str | None]]:
    """Return when the memberships begin and end."""
    return [(seat.valid_from, seat.valid_to) for seat in loaded.bundle.of(Membership)]


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        *(("yyyy", "2023"), ("yyyy-mm", "2023-06"), ("mmm yyyy", "2023-06"), ("[$-41D]mmmm\\ yyyy;@", "2023-06")),
        *(('"t.o.m." yyyy', "2023"), ("yyyy-mm-dd", "2023-06-01"), ("d mmmm yyyy", "2023-06-01")),
        *(("d/m", "2023-06-01"), ("yyyy-mm-dd hh:mm", "2023-06-01"), ("General", "2023-06-01")),
    ],
)
@pytest.mark.parametrize("since_1904", [False, True])
def test_a_date_is_as_exact_as_its_cell_shows_it(tmp_path: Path, shown: str, written: str, since_1904: bool) -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_row("A2", ANNA)
        sheet.write_datetime("E2", datetime.datetime(2023, 6, 1), book.add_format({"num_format": shown}))

    assert terms(load(tmp_path, fill, since_1904)) == [(None, written)]


def test_a_built_in_format_of_month_and_year_shows_no_day(tmp_path: Path) -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_row("A2", ANNA)
        sheet.write_datetime("D2", datetime.datetime(2023, 6, 1, 9, 30), book.add_format({"num_format": 17}))

    assert terms(load(tmp_path, fill)) == [("2023-06", None)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        *((("2023–2026", ""), ("2023", "2026")), (("", "2023–2026"), ("2023", "2026"))),
        *((("t.o.m. 2026", ""), (None, "2026")), (("fr.o.m. 2023", "t.o.m. 31 mars 2026"), ("2023", "2026-03-31"))),
        *((("1 januari 2023", "tillsvidare"), ("2023-01-01", None)), (("2023–", ""), ("2023", None))),
        *((("2023–2026", "2026"), ("2023", "2026")), (("–", "–"), (None, None)), ((2023, 2026), ("2023", "2026"))),
        *(((20230101, 45078), ("2023-01-01", "2023-06-01")), (("2023", "våren 2026"), ("2023", "2026-01/2026-06"))),
    ],
)
def test_beginning_and_end_are_read_as_people_write_them(
    tmp_path: Path, cells: tuple[str | int, ...], expected: tuple[str | None, ...]
) -> None:
    loaded = load(tmp_path, lambda sheet, _: sheet.write_row("A2", (*ANNA[:3], *cells, ANNA[5])))
    assert terms(loaded) == [expected]
    assert [(each.valid_from, each.valid_to) for each in loaded.bundle.of(Evidence) if each.kind == "memberships"] == [
        expected
    ]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("2026–2023", ""), "valid_to"),
        (("2023–2026", "2025"), "valid_from"),
        (("2023–tillsvidare", "2025"), "valid_to"),
        (("31 mars", ""), "valid_from"),
        (("2024", "t.o.m. 2023"), "valid_to"),
    ],
)
def test_dates_that_do_not_go_together_are_refused_with_their_place(
    tmp_path: Path, cells: tuple[str, str], column: str
) -> None:
    (fault,) = faults(tmp_path, lambda sheet, _: sheet.write_row("A2", (*ANNA[:3], *cells, ANNA[5])))
    assert (fault.sheet, fault.line, fault.column) == ("memberships", 2, column)


def test_a_source_seen_in_a_period_keeps_it_as_an_interval(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("title;period\nEtt;2021–2023\nTvå;t.o.m. 2022\nTre;fr.o.m. mars 2021\n")
    assert [source.period for source in read([path], None).bundle.of(Source)] == ["2021/2023", "../2022", "2021-03/.."]


def test_a_truth_value_is_nobodys_name(tmp_path: Path) -> None:
    def fill(sheet: Worksheet, _: object) -> None:
        sheet.write_row("A2", ANNA)
        sheet.write_boolean("A2", True)
        sheet.write_row("A3", ("FALSKT", *BO[1:]))

    assert [(fault.line, fault.column) for fault in faults(tmp_path, fill)] == [(2, "person"), (3, "person")]


def test_merged_cells_tell_the_same_of_all_that_they_cover(tmp_path: Path) -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_row("A2", ANNA)
        sheet.merge_range("D2:E2", "", book.add_format())
        sheet.write_row("A3", BO)
        sheet.merge_range("D3:E3", "2023–2026")
        sheet.write_row("A4", ("Cia Alm", *BO[1:]))
        sheet.write_row("A5", ("Dan Bo", *BO[1:]))
        sheet.merge_range("D4:E5", "2022")

    assert sorted(terms(load(tmp_path, fill)), key=str) == [
        *(("2022", "2022"), ("2022", "2022")),
        *(("2023", "2026"), (None, None)),
    ]


def test_a_row_of_one_merged_cell_is_a_heading_and_told(tmp_path: Path) -> None:
    def fill(sheet: Worksheet, _: object) -> None:
        sheet.merge_range("A2:F2", "Utsedda av regionerna")
        sheet.write_row("A3", ANNA)

    loaded = load(tmp_path, fill)
    assert people(loaded) == {"Anna Provsten"}
    assert "rubriker och hoppas över: 2" in told(loaded)


def test_rows_struck_out_or_hidden_are_left_out_and_told(tmp_path: Path) -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row("A2", ANNA)
        sheet.write_row("A3", BO, struck)
        for line in (4, 5, 7):
            sheet.write_row(line - 1, 0, ("Dold Rad", *BO[1:]))
            sheet.set_row(line - 1, None, None, {"hidden": True})
        sheet.write_row("A6", ("Cia Alm", *BO[1:]))

    loaded = load(tmp_path, fill)
    assert people(loaded) == {"Anna Provsten", "Cia Alm"}
    assert "Överstrukna rader hoppas över: 3." in told(loaded)
    assert "Dolda rader hoppas över: 4–5, 7." in told(loaded)


def test_a_text_struck_out_in_a_row_that_is_not_is_asked_about(tmp_path: Path) -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row("A2", ANNA)
        sheet.write_string("A2", "Anna Provsten", struck)
        sheet.write_row("A3", BO)
        sheet.write_rich_string("A3", struck, "Bo Enhage", " Cia Alm")
        sheet.write_row("A4", ("Dan Bo", *BO[1:]))
        sheet.write_rich_string("A4", struck, "Dan", struck, " Bo")

    told_of = faults(tmp_path, fill)
    assert [(fault.line, fault.column) for fault in told_of] == [(2, "person"), (3, "person"), (4, "person")]
    assert "överstruken" in told_of[0].sentence.sv


def test_hidden_columns_and_sheets_are_left_out_and_told(tmp_path: Path) -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_row("A2", (*ANNA[:3], "2020", "2021", "Sida A"))
        sheet.set_column("E:E", None, None, {"hidden": True})
        for name in ("hostings", "Blad7"):
            hidden = book.add_worksheet(name)
            hidden.write_row("A1", ("x", "y"))
            hidden.hide()

    loaded = load(tmp_path, fill)
    assert terms(loaded) == [("2020", None)]
    assert "Dolda kolumner hoppas över: valid_to." in told(loaded)
    assert told(loaded).count("Bladet är dolt") == 2
