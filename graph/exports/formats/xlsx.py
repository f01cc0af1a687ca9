"""XLSX: a workbook with a sheet for each kind of record, in the loader's own columns.

Every cell is text, also those with dates: Excel would make the first of May of `2023-05`, and a name that
begins with = a formula.
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graph.exports import wording
from graph.exports.data import records_of
from graph.exports.data.records_of import LICENCE
from graph.exports.export import Export
from graph.exports.subject import Subject
from graph.texts import Text

READ_ME = Text("Läs mig", "Read me")
"""Name of the sheet for people, which the loader passes over."""

_WIDEST, _NARROWEST = 60, 8
_MOST_ROWS = 1_048_576
_FIRST_YEAR = 1980
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))
"""Characters that a workbook can't hold; others that XML lacks have an escape of their own."""
_ABOUT = Text(
    "Ett blad för varje slag av uppgift. Boken kan läsas in igen: styrgraf load FIL.xlsx",
    "A sheet for each kind of record. The workbook can be loaded again: styrgraf load FILE.xlsx",
)
_ALL_DATES = Text(
    "Här står också det som har upphört. Datumet ovan är dagen då filen skulle gälla.",
    "What has ended stands here too. The date above is the day for which the file was asked.",
)
_WITHOUT_PEOPLE = Text(
    "Utan personer: inga personer, uppdrag, personnamn eller fria anteckningar.",
    "Without people: no persons, memberships, names of persons or free notes.",
)


class TooManyRows(Exception):
    """More records of a kind than a sheet can hold; `text` says what to do."""

    def __init__(self, table: str) -> None:
        """Keep the wording in both languages."""
        self.text = Text(
            f"Bladet {table} får inte plats i Excel. Välj en mindre del med --scope, eller formatet csv.",
            f"The sheet {table} does not fit in Excel. Choose a smaller part with --scope, or the format csv.",
        )
        super().__init__(self.text.en)


def write(subject: Subject) -> bytes:
    """Return the workbook; its properties and its parts bear the day that is asked for."""
    from xlsxwriter import Workbook  # costs a tenth of a second, which other formats should not wait for

    midnight = datetime.combine(date.fromisoformat(subject.as_of), datetime.min.time())
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    lines = _about(subject)
    workbook.set_properties({"title": lines[0], "author": "styrgraf", "created": midnight})
    bold = workbook.add_format({"bold": True, "num_format": "@", "bottom": 1, "valign": "top"})
    text = workbook.add_format({"num_format": "@", "valign": "top"})
    prose = workbook.add_format({"text_wrap": True, "valign": "top"})
    guide = workbook.add_worksheet(READ_ME.of(subject.language))
    guide.set_column(0, 0, 100)
    for place, line in enumerate(lines):
        guide.write_string(place, 0, line, prose)
    for name, columns, rows in records_of.tables(subject):
        if len(rows) >= _MOST_ROWS:
            raise TooManyRows(name)
        sheet = workbook.add_worksheet(name)
        for place, width in enumerate(_widths(columns, rows)):
            sheet.set_column(place, place, width, text)
            sheet.write_string(0, place, columns[place], bold)
        for line_number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(line_number, place, cell.translate(_NOT_IN_XML), text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    workbook.close()
    return _dated(file.getvalue(), midnight)


def _about(subject: Subject) -> list[str]:
    day = wording.AS_OF.fill(day=wording.day(subject.as_of, subject.language))
    told = [day, _ABOUT, _ALL_DATES, *([_WITHOUT_PEOPLE] if subject.without_people else []), LICENCE]
    return [records_of.title(subject), *(line.of(subject.language) for line in told)]


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> list[int]:
    longest = [max((len(row[place] or "") for row in rows), default=0) for place in range(len(columns))]
    return [
        min(max(len(column) + 4, length + 1, _NARROWEST), _WIDEST)
        for column, length in zip(columns, longest, strict=True)
    ]


def _dated(workbook: bytes, midnight: datetime) -> bytes:
    """Return the same workbook with this time on each of its parts."""
    day = (max(midnight.year, _FIRST_YEAR), midnight.month, midnight.day, 0, 0, 0)
    file = BytesIO()
    with ZipFile(BytesIO(workbook)) as made, ZipFile(file, "w", ZIP_DEFLATED) as dated:
        for part in made.infolist():
            entry = ZipInfo(part.filename, day)
            entry.compress_type = ZIP_DEFLATED
            dated.writestr(entry, made.read(part))
    return file.getvalue()


EXPORT = Export(
    name="xlsx",
    title=Text("Excel: ett blad för varje slag", "Excel: a sheet for each kind"),
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write=write,
)
