"""XLSX: every sheet a table; cells merged across are headings, cells merged down tell of each row.

What is hidden or struck out is no longer said.
"""

from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from graph.texts import Text
from loaders.documents.reader import Reader
from loaders.documents.text.archives import ZIP, check_zip
from loaders.documents.text.blocks import Block, Spot, UnreadableDocument
from loaders.tables import workbook_parts
from loaders.tables.workbook_looks import Sheet
from loaders.tables.workbooks import in_force

_PART = "xl/workbook.xml"
_MOST_ROWS = 20_000


def read(path: Path) -> Iterator[Block]:
    """Yield a heading and a table for each sheet; lines above the table come as paragraphs.

    Raises `UnreadableDocument` when the workbook is locked, damaged or too large.
    """
    check_zip(path, _PART)
    try:
        looks = workbook_parts.examine(path).sheets
        workbook = CalamineWorkbook.from_path(path)
        sheets = [entry for entry in workbook.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
        for number, entry in enumerate(sheets, 1):
            if entry.visible == SheetVisibleEnum.Visible:
                yield Block("heading", entry.name, Spot(table=number), level=1)
                yield from _sheet(workbook.get_sheet_by_name(entry.name), looks.get(entry.name) or Sheet(), number)
    except workbook_parts.UnreadableWorkbook as error:
        raise UnreadableDocument(error.text) from None
    except CalamineError:
        raise UnreadableDocument(_BROKEN) from None


def _sheet(sheet: CalamineSheet, looks: Sheet, number: int) -> Iterator[Block]:
    if sheet.end is None:
        return
    if sheet.total_height > _MOST_ROWS:
        raise UnreadableDocument(_LONG)
    left = sheet.start[1] if sheet.start else 0
    down = {
        (row, first[1]): first
        for first, last in sheet.merged_cell_ranges or ()
        if first[1] == last[1]
        for row in range(first[0] + 1, min(last[0], sheet.end[0]) + 1)
    }
    rows: list[list[str]] = []
    table: list[tuple[str, ...]] = []
    begun = 0
    for line, values in enumerate(sheet.iter_rows()):
        cells = in_force(values, line + 1, left, looks)
        for column in range(len(cells)):
            if not cells[column] and (first := down.get((line, column + left))) is not None and first[0] < len(rows):
                cells[column] = rows[first[0]][column]
        rows.append(cells)
        filled = [cell for cell in cells if cell]
        if len(filled) > 1:
            begun = begun or line + 1
            table.append(tuple(cells))
            continue
        if table:
            yield Block("table", "", Spot(table=number, row=begun), rows=tuple(table))
            table, begun = [], 0
        if filled:
            yield Block("paragraph", filled[0], Spot(table=number, row=line + 1))
    if table:
        yield Block("table", "", Spot(table=number, row=begun), rows=tuple(table))


_BROKEN = Text(
    "Arbetsboken är skadad. Öppna den i Excel eller LibreOffice och spara om den som .xlsx.",
    "The workbook is damaged. Open it in Excel or LibreOffice and save it again as .xlsx.",
)
_LONG = Text(
    "Ett blad har fler än 20 000 rader. Stora tabeller läses med styrgraf load.",
    "A sheet has more than 20,000 rows. Large tables are read by styrgraf load.",
)


READER = Reader(Text("Excel", "Excel"), (".xlsx",), read, rank=4, begins=ZIP, member=_PART)
