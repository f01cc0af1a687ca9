"""What a sheet shows that the values of its cells don't tell: struck and hidden, a month or a year alone.

Number formats and fonts stand in the part of styles, to which each cell points by number; texts of which some is struck
out in that of strings. A cell that shows `2023-06` holds 2023-06-01: what it shows is what somebody wrote.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

_WHOLE_DATE = 10
_STRUCK = b"strike"
_TRUE = (b"1", b"true")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_ADDRESS = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^<>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*>")
_SMALL = (b"hidden", b'ht="0"', b'width="0"')
_MOST_COLUMNS = 16_384
_MOST_CARRIED = 1 << 22
# Hostile parts leave tags open: texts are cut at what closes them, and no tag is read past the next one.
_STRING_ENDS = re.compile(rb"</(?:\w+:)?si>")
_EMPTY_STRING = re.compile(rb"<(?:\w+:)?si\s*/>")
_RUN_ENDS = re.compile(rb"</(?:\w+:)?r>")
_CELL_ENDS = re.compile(rb"</(?:\w+:)?c>")
_STRIKE = re.compile(rb"""<(?:\w+:)?strike(?:\s*/?>|\s+val\s*=\s*["'](?:1|true)["'])""")
_POINTING = re.compile(
    rb"""(<(?:\w+:)?c\s(?=[^<>]*?\bt\s*=\s*["']s["'])[^<>]*>)\s*<(?:\w+:)?v(?:\s[^<>]*)?>\s*(\d+)\s*</"""
)
_NO_LETTERS = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]")
_MONTH_AND_YEAR = 17
"""The built-in format that shows them alone."""


class Style(NamedTuple):
    """How cells of one style look, as far as it matters here."""

    struck: bool
    shown: int
    """How many letters of an ISO date they show: 4 for a year, 7 for a month, 10 for all."""


class Sheet:
    """How the cells of one sheet look; rows and columns count from 1."""

    def __init__(self) -> None:
        """Begin with nothing to tell."""
        self.blanks: set[tuple[int, int]] = set()
        """Cells with an error, or with a formula never worked out."""
        self.struck: set[tuple[int, int]] = set()
        self.partly_struck: set[tuple[int, int]] = set()
        self.shown: dict[tuple[int, int], int] = {}
        """Cells that show less than a whole date, with how many letters of it."""
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()


class Looks:
    """What the cells of a workbook point at: its styles, and its texts with something struck out."""

    def __init__(self, styles: Mapping[bytes, Style], strings: Mapping[bytes, bool]) -> None:
        """Keep what differs from the ordinary."""
        self._styles = styles
        self._strings = strings
        numbers = b"|".join(styles)
        self._styled = re.compile(rb"""<(?:\w+:)?c\s(?=[^<>]*?\bs\s*=\s*["'](?:%s)["'])[^<>]*>""" % numbers)

    def see(self, text: bytes, sheet: Sheet) -> None:
        """Put into `sheet` what the whole tags in a piece of its part tell."""
        if any(mark in text for mark in _SMALL):
            sheet.hidden_rows.update(line for row in _ROW.findall(text) for line in _hidden(row, b"ht", b"r", b"r"))
            for column in _COLUMN.findall(text):
                sheet.hidden_columns.update(_hidden(column, b"width", b"min", b"max"))
        if self._styles:
            for tag in self._styled.findall(text):
                cell, style = _cell(tag), self._styles[_attributes(tag)[b"s"]]
                if style.struck:
                    sheet.struck.add(cell)
                if style.shown < _WHOLE_DATE:
                    sheet.shown[cell] = style.shown
        if self._strings:
            for tag, number in _POINTING.findall(text):
                if number in self._strings:
                    (sheet.struck if self._strings[number] else sheet.partly_struck).add(_cell(tag))
        if _STRUCK in text:
            for cell_text in _CELL_ENDS.split(text):
                if _STRUCK in cell_text and (whole := _struck(cell_text)) is not None:
                    for tag in _CELL.findall(cell_text)[-1:]:
                        (sheet.struck if whole else sheet.partly_struck).add(_cell(tag))


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _cell(tag: bytes) -> tuple[int, int]:
    """Return row and column of a cell; (0, 0) where it doesn't say."""
    address = _ADDRESS.fullmatch(_attributes(tag).get(b"r", b""))
    return (int(address[2]), number_of(address[1])) if address else (0, 0)


def number_of(letters: bytes) -> int:
    """Return the number of a column: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def letters_of(number: int) -> str:
    """Return what a column is called in a spreadsheet: 1 is A."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _hidden(tag: bytes, size: bytes, first: bytes, last: bytes) -> Iterable[int]:
    """Return the numbers of the rows or columns of a tag that can't be seen."""
    told = _attributes(tag)
    if told.get(b"hidden") not in _TRUE and told.get(size) != b"0":
        return ()
    begin, end = told.get(first, b""), told.get(last, b"")
    if not (begin.isdigit() and end.isdigit()):
        return ()
    return range(int(begin), min(int(end), int(begin) + _MOST_COLUMNS) + 1)


def _struck(string: bytes) -> bool | None:
    """Tell whether all of a text is struck out (True) or some of it (False); None when nothing is."""
    runs = [_STRIKE.search(run) is not None for run in _RUN_ENDS.split(string)[:-1]]
    return all(runs) if any(runs) else None


class StruckStrings:
    """The texts with something struck out, in a part that is read piece by piece."""

    def __init__(self) -> None:
        """Begin with none."""
        self.found: dict[bytes, bool] = {}
        self._carried = b""
        self._number = 0

    def read(self, piece: bytes) -> None:
        """Read on."""
        *strings, rest = _STRING_ENDS.split(self._carried + piece)
        for string in strings:
            self._number += len(_EMPTY_STRING.findall(string))
            if _STRUCK in string and (whole := _struck(string)) is not None:
                self.found[b"%d" % self._number] = whole
            self._number += 1
        self._carried = rest[-_MOST_CARRIED:]


def styles(part: bytes) -> dict[bytes, Style]:
    """Return the styles that strike out or show less than a whole date, by number, as cells name them."""
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return {}
    formats = {each.get("numFmtId"): _shown(each.get("formatCode", "")) for each in root.iter("{*}numFmt")}
    formats[str(_MONTH_AND_YEAR)] = 7
    struck = [
        any(strike.get("val", "1").encode() in _TRUE for strike in font.iter("{*}strike"))
        for fonts in root.iterchildren("{*}fonts")
        for font in fonts.iterchildren("{*}font")
    ]
    found = {}
    for number, style in enumerate(each for styles in root.iterchildren("{*}cellXfs") for each in styles):
        font = style.get("fontId", "")
        look = Style(
            struck[int(font)] if font.isdigit() and int(font) < len(struck) else False,
            formats.get(style.get("numFmtId"), _WHOLE_DATE),
        )
        if look != Style(False, _WHOLE_DATE):
            found[b"%d" % number] = look
    return found


def _shown(code: str) -> int:
    """Return how many letters of an ISO date a number format shows: `yyyy` 4, `mmmm yyyy` 7, `yyyy-mm-dd` 10."""
    letters = _NO_LETTERS.sub("", code.partition(";")[0]).casefold()
    if "y" not in letters or any(letter in letters for letter in "dhs"):
        return _WHOLE_DATE
    return 7 if "m" in letters else 4
