"""Rows of an XLSX workbook, every cell as the text that a person would have typed in a CSV file."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from graph.texts import Text
from loaders.tables.cells import NO_VALUE, STRUCK, TRUTH
from loaders.tables.csv_files import Line
from loaders.tables.faults import LineOfTable, Report
from loaders.tables.workbook_looks import Sheet, letters_of
from loaders.tables.workbook_parts import UnreadableWorkbook, examine

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


class OpenSheet(NamedTuple):
    """One worksheet, read when its rows are asked for."""

    name: str
    data: CalamineSheet
    looks: Sheet
    hidden: bool
    since_1904: bool
    """Days that are mere numbers count from 1904."""

    @property
    def height(self) -> int:
        """Return the number of the last row."""
        return self.data.total_height


def open_workbook(path: Path, file: str, report: Report) -> list[OpenSheet]:
    """Return the worksheets that have cells; none, and a fault, when the workbook can't be read."""
    try:
        examined = examine(path)
        workbook = CalamineWorkbook.from_path(path)
        sheets = [
            OpenSheet(
                entry.name,
                workbook.get_sheet_by_name(entry.name),
                examined.sheets.get(entry.name) or Sheet(),
                entry.visible != SheetVisibleEnum.Visible,
                examined.since_1904,
            )
            for entry in workbook.sheets_metadata
            if entry.typ == SheetTypeEnum.WorkSheet
        ]
    except UnreadableWorkbook as error:
        report.fault(LineOfTable(file, None, 0), None, "", error.text)
        return []
    except CalamineError as error:
        report.fault(LineOfTable(file, None, 0), None, "", _broken(str(error)))
        return []
    return [sheet for sheet in sheets if sheet.data.end is not None]


def sheet_names(path: Path) -> list[str]:
    """Return what the worksheets that show are called; raises `CalamineError` when the workbook can't be read."""
    return [
        entry.name
        for entry in CalamineWorkbook.from_path(path).sheets_metadata
        if entry.typ == SheetTypeEnum.WorkSheet and entry.visible == SheetVisibleEnum.Visible
    ]


def lines(sheet: OpenSheet, file: str, report: Report) -> Iterator[Line]:
    """Yield the rows that are not empty, with their numbers.

    What a merged cell says holds for each cell that it covers; a row of nothing but one that is merged across is a
    heading for people. Rows struck out, and rows and columns that are hidden, are left out and told.
    """
    reading = _Reading(sheet)
    left_out: dict[Text, list[int]] = {_HEADING: [], _STRUCK_ROWS: [], _HIDDEN_ROWS: []}
    hidden_columns: dict[int, str] = {}
    headed = False
    for line, values in enumerate(sheet.data.iter_rows(), 1):
        filled = [at for at, value in enumerate(values) if value != ""]
        cells = reading.cells(line, values)
        if not any(cells):
            continue
        if reading.merged_across(line) and (not headed or len(filled) <= 1):
            if headed:
                left_out[_HEADING].append(line)
            continue
        if headed and (why := reading.left_out(line, filled)):
            left_out[why].append(line)
            continue
        for at in reading.hidden:
            if cells[at]:
                hidden_columns.setdefault(at, cells[at] if not headed else letters_of(at + reading.left + 1))
            cells[at] = ""
        headed = True
        yield line, cells
    for told, numbers in left_out.items():
        if numbers:
            report.notice(LineOfTable(file, sheet.name, numbers[0]), told.fill(rows=_ranges(numbers)))
    if hidden_columns:
        named = ", ".join(hidden_columns[at] for at in sorted(hidden_columns))
        report.notice(LineOfTable(file, sheet.name, 0), _HIDDEN_COLUMNS.fill(columns=named))


class _Reading:
    """The rows of one sheet as it shows them."""

    def __init__(self, sheet: OpenSheet) -> None:
        self._looks = sheet.looks
        self.left, last = (sheet.data.start or (0, 0))[1], (sheet.data.end or (0, 0))[1]
        self._marked = bool(sheet.looks.blanks or sheet.looks.struck or sheet.looks.partly_struck or sheet.looks.shown)
        self.hidden = [
            column - 1 - self.left for column in sheet.looks.hidden_columns if self.left < column <= last + 1
        ]
        self._merged: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        """First column, last column and last row of the merged cells, by their first row."""
        for (first_row, first_column), (last_row, last_column) in sheet.data.merged_cell_ranges or ():
            if first_column <= last and last_column >= self.left and first_column >= self.left:
                columns = (first_column - self.left, min(last_column, last) - self.left)
                self._merged[first_row + 1].append((*columns, last_row + 1))
        self._across: set[int] = set()
        self._spreading: dict[int, tuple[int, int, str]] = {}
        """What is spread over several cells, by its first column: last column, last row and text."""

    def cells(self, line: int, values: Sequence[Cell]) -> list[str]:
        """Return the texts of a row; those of merged cells in all that they cover."""
        cells = [TRUTH + cell_text(value) if isinstance(value, bool) else cell_text(value) for value in values]
        if self._marked:
            self._mark(line, values, cells)
        self._spreading = {first: each for first, each in self._spreading.items() if each[1] >= line}
        for first, last, last_row in self._merged.get(line, ()):
            self._spreading[first] = (last, last_row, cells[first])
        for first, (last, _, text) in self._spreading.items():
            cells[first : last + 1] = [text] * (last + 1 - first)
        return cells

    def _mark(self, line: int, values: Sequence[Cell], cells: list[str]) -> None:
        looks = self._looks
        for at, value in enumerate(values):
            cell = (line, at + self.left + 1)
            if cell in looks.blanks:
                cells[at] = NO_VALUE
            elif isinstance(value, datetime.date) and cell in looks.shown:
                cells[at] = cells[at][: looks.shown[cell]]
            if cells[at] and (cell in looks.struck or cell in looks.partly_struck):
                cells[at] = STRUCK + cells[at]

    def merged_across(self, line: int) -> bool:
        """Tell whether a row begins a cell that is merged across columns."""
        return any(first != last for first, last, _ in self._merged.get(line, ()))

    def left_out(self, line: int, filled: Sequence[int]) -> Text | None:
        """Return why a row does not count; None when it does."""
        if line in self._looks.hidden_rows:
            return _HIDDEN_ROWS
        if filled and all((line, at + self.left + 1) in self._looks.struck for at in filled):
            return _STRUCK_ROWS
        return None


def _ranges(numbers: Sequence[int]) -> str:
    """Return row numbers as people write them: 4, 7–9."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [f"{first}" if first == last else f"{first}–{last}" for first, last in ranges[:_SHOWN]]
    return ", ".join(shown) + (f" … ({len(numbers)})" if len(ranges) > _SHOWN else "")


def in_force(values: Sequence[Cell], line: int, left: int, looks: Sheet) -> list[str]:
    """Return the texts of a row as a reader takes them: nothing where it is hidden or struck out.

    `left` is the column of the first value, from 0.
    """
    cells = []
    for at, value in enumerate(values, left + 1):
        unseen = line in looks.hidden_rows or at in looks.hidden_columns or (line, at) in looks.struck
        text = "" if unseen else cell_text(value).strip()
        cells.append(text[: looks.shown.get((line, at))] if isinstance(value, datetime.date) else text)
    return cells


def cell_text(value: Cell) -> str:
    """Return what a person would have typed: whole numbers without decimals, days as ISO dates."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


_SHOWN = 30
_HEADING = Text(
    "Rader med bara en sammanfogad cell är rubriker och hoppas över: {rows}. Dela upp cellen om raden ska läsas in.",
    "Rows of one merged cell are headings and skipped: {rows}. Split the cell if the row should be loaded.",
)
_STRUCK_ROWS = Text(
    "Överstrukna rader hoppas över: {rows}. Ta bort överstrykningen om de gäller.",
    "Rows that are struck out are skipped: {rows}. Remove the strikethrough if they hold.",
)
_HIDDEN_ROWS = Text(
    "Dolda rader hoppas över: {rows}. Visa dem i kalkylprogrammet om de ska läsas in.",
    "Hidden rows are skipped: {rows}. Show them in the spreadsheet if they should be loaded.",
)
_HIDDEN_COLUMNS = Text(
    "Dolda kolumner hoppas över: {columns}. Visa dem i kalkylprogrammet om de ska läsas in.",
    "Hidden columns are skipped: {columns}. Show them in the spreadsheet if they should be loaded.",
)


def _broken(reason: str) -> Text:
    return Text(
        f"Arbetsboken går inte att läsa ({reason}). Öppna den i Excel eller LibreOffice och spara om den som .xlsx.",
        f"The workbook cannot be read ({reason}). Open it in Excel or LibreOffice and save it again as .xlsx.",
    )
