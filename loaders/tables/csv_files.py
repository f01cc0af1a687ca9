"""Lines of a CSV file, whatever Excel or an editor made of its encoding, delimiter and line ends."""

import csv
import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from graph.exports.data.tabular import without_apostrophe
from graph.texts import Text
from loaders.tables.bounds import MOST_BYTES, MOST_ROWS, too_many_rows, too_much
from loaders.tables.faults import LineOfTable, Report

_DELIMITERS = ",;\t"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# å, ä, ö and their capitals, and é, as UTF-8 writes them: not in a file that is Windows-1252 throughout.
_UTF8_LETTERS = re.compile(rb"\xc3[\xa4\xa5\xb6\x84\x85\x96\xa9]")

Line = tuple[int, list[str]]
"""The number of the line on which a row begins, and its cells."""


class CsvFile(NamedTuple):
    """The text of a file, and how its cells are told apart."""

    text: str
    delimiter: str
    begins: int
    """Lines that stand before the headings: Excel's own `sep=;`."""

    @property
    def height(self) -> int:
        """Return about how many lines there are."""
        return self.text.count("\n") + 1


def open_csv(path: Path, file: str, columns: Collection[str], report: Report) -> CsvFile | None:
    """Read a whole file; None when it can't be read, which `report` then tells.

    The delimiter is the one by which the headings hold most of the known `columns`.
    """
    if path.stat().st_size > MOST_BYTES:
        report.fault(LineOfTable(file, None, 0), None, "", too_much())
        return None
    text = _decoded(path.read_bytes(), file, report)
    if text is None:
        return None
    if separator := _SEPARATOR_LINE.match(text):
        return CsvFile(text[separator.end() :], separator[1], 1)
    first = next((line for line in io.StringIO(text) if line.strip(" \t\r\n;,")), "")
    delimiter = max(_DELIMITERS, key=lambda mark: _known(first, mark, columns))
    return CsvFile(text, delimiter, 0)


def _known(headings: str, delimiter: str, columns: Collection[str]) -> tuple[int, int]:
    cells = [cell.strip(' "\r\n').casefold() for cell in headings.split(delimiter)]
    return sum(cell in columns for cell in cells), len(cells)


def _decoded(data: bytes, file: str, report: Report) -> str | None:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        report.fault(LineOfTable(file, None, 0), None, "", _WORKBOOK)
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        report.fault(LineOfTable(file, None, _line(data, data.find(b"\0"))), None, "", _NOT_TEXT)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    if not _UTF8_LETTERS.search(data):
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            wrong = error.start
        else:
            report.notice(LineOfTable(file, None, 0), _WINDOWS)
            return text
    report.fault(LineOfTable(file, None, _line(data, wrong)), None, repr(data[wrong : wrong + 1])[2:-1], _MIXED)
    return None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, max(at, 0)) + 1


def lines(opened: CsvFile, file: str, report: Report) -> Iterator[Line]:
    """Yield the rows that are not empty, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(opened.text, newline=""), delimiter=opened.delimiter, strict=True)
    rows = 0
    while True:
        begins = opened.begins + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            long = "field limit" in str(error)
            report.fault(LineOfTable(file, None, begins), None, "", _TOO_LONG if long else _QUOTES)
            continue
        if any(cells):
            rows += 1
            if rows > MOST_ROWS + 1:  # the headings are one more
                report.fault(LineOfTable(file, None, begins), None, "", too_many_rows())
                return
            # What our own export writes before a text that a spreadsheet would run is no part of it.
            yield begins, [without_apostrophe(cell) if cell[:1] == "'" else cell for cell in cells]


_WORKBOOK = Text(
    "Det här är en arbetsbok, inte CSV. Ge filen ett namn som slutar på .xlsx, eller spara om den som CSV UTF-8.",
    "This is a workbook, not CSV. Give the file a name that ends in .xlsx, or save it as CSV UTF-8.",
)
_NOT_TEXT = Text(
    "Filen är inte vanlig text (den har nolltecken eller är UTF-16). Spara om den som CSV UTF-8.",
    "The file is not plain text (it has null characters or is UTF-16). Save it again as CSV UTF-8.",
)
_WINDOWS = Text(
    "Filen är inte UTF-8. Den lästes som Windows-1252. Kontrollera å, ä och ö, eller spara om den som CSV UTF-8.",
    "The file is not UTF-8. It was read as Windows-1252. Check å, ä and ö, or save it as CSV UTF-8.",
)
_MIXED = Text(
    "Tecknet går inte att läsa: filen blandar teckenkodningar. Spara om den som CSV UTF-8.",
    "This character cannot be read: the file mixes encodings. Save it as CSV UTF-8.",
)
_QUOTES = Text(
    "Ett citattecken är inte avslutat eller står mitt i en cell. Skriv två citattecken för ett, och sätt ett sist.",
    "A quotation mark is not closed or stands within a cell. Write two for one, and put one at the end.",
)
_TOO_LONG = Text(
    "Cellen är mycket för lång. Korta den, eller avsluta citattecknet som öppnar den.",
    "The cell is far too long. Shorten it, or close the quotation mark that opens it.",
)
