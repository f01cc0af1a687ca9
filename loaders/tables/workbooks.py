"""Rows of an XLSX workbook, every cell as the text that a person would have typed in a CSV file."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from graph.texts import Text
from loaders.tables.cells import NO_VALUE
from loaders.tables.csv_files import Line
from loaders.tables.faults import LineOfTable, Report
from loaders.tables.workbook_parts import Blank, UnreadableWorkbook, examine

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


class Sheet(NamedTuple):
    """One worksheet, read when its rows are asked for."""

    name: str
    data: CalamineSheet
    blanks: list[Blank]

    @property
    def height(self) -> int:
        """Return the number of the last row."""
        return self.data.total_height


def open_workbook(path: Path, file: str, report: Report) -> list[Sheet]:
    """Return the worksheets that have cells; none, and a fault, when the workbook can't be read."""
    try:
        blanks = examine(path)
        workbook = CalamineWorkbook.from_path(path)
        sheets = [
            Sheet(entry.name, workbook.get_sheet_by_name(entry.name), blanks.get(entry.name, []))
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


def lines(sheet: Sheet, file: str, report: Report) -> Iterator[Line]:
    """Yield the rows that are not empty, with their numbers.

    A cell merged across columns is a heading for people, so its rows are skipped; one merged down a
    column tells the same of each of its rows.
    """
    skipped, filled = _merged(sheet.data)
    blanks: defaultdict[int, list[int]] = defaultdict(list)
    for blank in sheet.blanks:
        blanks[blank.line].append(blank.column)
    left = sheet.data.start[1] if sheet.data.start else 0
    current: dict[int, tuple[int, str]] = {}
    headed = False
    for number, values in enumerate(sheet.data.iter_rows()):
        cells = [cell_text(value) for value in values]
        for column in [column for column, (last, _) in current.items() if last < number]:
            del current[column]
        for column, last in filled.get(number, ()):
            current[column] = (last, cells[column - left])
        for column, (_, text) in current.items():
            cells[column - left] = text
        for column in blanks.get(number + 1, ()):
            # A column left of all that is read holds nothing but such cells.
            if column - 1 - left in range(len(cells)):
                cells[column - 1 - left] = NO_VALUE
        if not any(cells):
            continue
        if number in skipped:
            if headed:
                report.notice(LineOfTable(file, sheet.name, number + 1), _SKIPPED)
            continue
        headed = True
        yield number + 1, cells


def _merged(sheet: CalamineSheet) -> tuple[set[int], dict[int, list[tuple[int, int]]]]:
    """Return the rows with cells merged across columns, and (column, last row) of others by first row."""
    skipped: set[int] = set()
    filled: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    start, end = sheet.start or (0, 0), sheet.end or (0, 0)
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        if first_column != last_column:
            skipped.update(range(first_row, min(last_row, end[0]) + 1))
        elif start[1] <= first_column <= end[1]:
            filled[first_row].append((first_column, last_row))
    return skipped, filled


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


_SKIPPED = Text(
    "Raden har sammanfogade celler och hoppas över. Dela upp dem om raden ska läsas in.",
    "The row has merged cells and is skipped. Split them if the row should be loaded.",
)


def _broken(reason: str) -> Text:
    return Text(
        f"Arbetsboken går inte att läsa ({reason}). Öppna den i Excel eller LibreOffice och spara om den som .xlsx.",
        f"The workbook cannot be read ({reason}). Open it in Excel or LibreOffice and save it again as .xlsx.",
    )
