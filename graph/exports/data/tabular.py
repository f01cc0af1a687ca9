"""Tables for files: CSV, XLSX and JSON of rows, the same bytes each time, and harmless in a spreadsheet.

A cell that begins as a formula would be run by the program that opens the file. XLSX cells are therefore
always written as text, and CSV cells get an apostrophe in front.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from math import isfinite
from typing import Any

_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # and full-width ones
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']|[\x00-\x1f]")
_LONGEST_CELL = 32_767
_WIDEST, _NARROWEST = 60, 8
_CREATED = datetime(2000, 1, 1)
_FIRST_EXCEL_YEAR = 1900
SEPARATOR = "; "
"""Stands between the parts of a cell that holds a list."""


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, excel: bool = False) -> str:
    """Return the rows as CSV: commas and line feeds, or with `excel` what a Swedish Excel opens by itself.

    That is semicolons, carriage returns and a byte order mark, without which å, ä and ö go wrong.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n")
    writer.writerow([harmless(_one_line_end(column)) for column in columns])
    writer.writerows([harmless(_one_line_end(cell_text(value))) for value in row] for row in rows)
    return ("\ufeff" if excel else "") + text.getvalue()


def to_json(
    name: str,
    parameters: Mapping[str, Any],
    as_of: str | None,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> str:
    """Return an answer as JSON, in the shape of `styrgraf ask --format json` (DESIGN §5)."""
    return json.dumps(
        {
            "query": name,
            "parameters": dict(parameters),
            "as_of": as_of,
            "columns": list(columns),
            "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        },
        ensure_ascii=False,
        indent=2,
    )


def to_xlsx(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    title: str,
    about: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Return the rows as an Excel workbook: a table with a frozen heading, filter, widths and real dates.

    `about` becomes a second sheet of label and value, so
    that the file tells by itself what was asked and when. Dates that are not a whole day stay text.
    """
    from xlsxwriter import Workbook  # costs a tenth of a second, which no other question should wait for

    file = BytesIO()
    workbook = Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"title": title, "created": _CREATED})
    bold = workbook.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})

    sheet = workbook.add_worksheet(sheet_name(title))
    widths = [len(heading) + 3 for heading in columns]
    for place, heading in enumerate(columns):
        sheet.write_string(0, place, heading, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if value is None or value == "" or value == []:
                continue
            text = cell_text(value)
            widths[place] = max(widths[place], *(len(line) + 2 for line in text.split("\n")))
            if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
                sheet.write_number(last, place, value, wrapped)
            elif (when := _as_date(value)) is not None:
                sheet.write_datetime(last, place, when, day)
            else:
                sheet.write_string(last, place, text[:_LONGEST_CELL], wrapped)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)

    notes = list(about)
    if notes:
        beside = workbook.add_worksheet("Om" if sheet_name(title) != "Om" else "Om tabellen")
        for line, (label, value) in enumerate(notes):
            beside.write_string(line, 0, label, bold)
            beside.write_string(line, 1, value[:_LONGEST_CELL], wrapped)
        beside.set_column(0, 0, 24)
        beside.set_column(1, 1, _WIDEST)
    workbook.close()
    return file.getvalue()


def cell_text(value: Any) -> str:
    """Return a value as the text of a cell: lists joined, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return SEPARATOR.join(map(str, value))
    return str(value)


def sheet_name(title: str) -> str:
    """Return a title that Excel accepts for a sheet: at most 31 characters and none of its own signs."""
    return _NOT_IN_A_SHEET_NAME.sub(" ", title).strip()[:31].strip() or "Tabell"


def harmless(text: str) -> str:
    """Return a cell of CSV that no spreadsheet takes for a formula; `as_told` gives the text back."""
    return "'" + text if text.lstrip("'").startswith(_FORMULA) else text


def without_apostrophe(cell: str) -> str:
    """Return a cell of CSV without the apostrophe that `harmless` put before it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def _one_line_end(text: str) -> str:
    """Return a text with line feeds for line ends: a bare carriage return would end the row."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _as_date(value: Any) -> datetime | None:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year > _FIRST_EXCEL_YEAR else None
