"""A workbook looked at before it is opened: is it small enough, and what does it show that its values don't tell?

A zip can hold a thousand times its size, and a sheet with one cell in the far corner makes a reader that
keeps a grid ask for more memory than there is. So every part is unpacked once, in pieces, and only its
cells' addresses are read. What python-calamine doesn't tell is found on the way: cells with an error (`#N/A`) and
formulas that were never worked out, which it reads as empty, and what `loaders.tables.workbook_looks` knows of.
"""

import html
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from graph.texts import Text
from loaders.tables.bounds import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, too_many_rows, too_much
from loaders.tables.workbook_looks import Looks, Sheet, StruckStrings, number_of, styles

_MOST_UNPACKED = 1_000_000_000
_MOST_STYLES = 20_000_000
_MOST_RATIO = 200
_SMALL = 20_000_000
"""Unpacked bytes below which the ratio doesn't matter."""
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
"""How a workbook begins that Excel has encrypted, or that is an .xls by another name."""
_PIECE = 1 << 20
_DENSE = 25
"""A sheet may span this many times more cells than it has …"""
_SPAN = 2_000_000
"""… once it spans more than this many."""

_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["\']([A-Z]{1,2})([0-9]{1,7})["\']')
_FAR_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["\'](?![A-Z]{1,2}[0-9]{1,7}["\'])([^"\']{0,40})')
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c\s(?=[^<>]*?\bt\s*=\s*["\']e["\'])[^<>]*?\br\s*=\s*["\']([A-Z]+)([0-9]+)["\']'
    rb'|<c\s[^<>]*?\br="([A-Z]+)([0-9]+)"[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_SINCE_1904 = re.compile(r"<(?:\w+:)?workbookPr\s[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')


class UnreadableWorkbook(Exception):
    """The workbook can't or mustn't be opened; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


class Examined(NamedTuple):
    """What is known of a workbook before it is opened."""

    sheets: dict[str, Sheet]
    """How each sheet looks, by its name."""
    since_1904: bool
    """Its days are numbered from 1904, as old Macintosh programs did."""


def examine(path: Path) -> Examined:
    """Return how the sheets look.

    Raises `UnreadableWorkbook` for a file that isn't a workbook or is larger than it should be.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableWorkbook(too_much())
    try:
        with path.open("rb") as file:
            if file.read(4) == _OLD_CONTAINER:
                raise UnreadableWorkbook(_LOCKED)
        with ZipFile(path) as archive, path.open("rb") as file:
            parts = archive.infolist()
            _check_sizes(parts)
            pieces = _Pieces(file)
            of_all = {part.filename: part for part in parts if part.filename in (_STYLES, _STRINGS)}
            strings = StruckStrings()
            for piece in pieces.of(of_all.get(_STRINGS)):
                strings.read(piece)
            looks = Looks(styles(b"".join(pieces.of(of_all.get(_STYLES), _MOST_STYLES))), strings.found)
            sheets = {}
            for part in parts:
                if of_all.get(part.filename) is not part:
                    sheets[part.filename] = _surveyed(pieces.of(part), looks)
            named, since_1904 = _workbook(archive)
            return Examined({name: sheets[part] for name, part in named.items() if part in sheets}, since_1904)
    except (BadZipFile, LargeZipFile, zlib.error, struct.error, NotImplementedError, UnicodeDecodeError):
        raise UnreadableWorkbook(_NO_WORKBOOK) from None


def _check_sizes(parts: list[ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableWorkbook(_LOCKED)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and unpacked > _MOST_RATIO * packed):
        raise UnreadableWorkbook(_BOMB)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise UnreadableWorkbook(_NO_WORKBOOK)


class _Pieces:
    """The parts of a workbook, unpacked piece by piece, as long as they are bearable together."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = _MOST_UNPACKED

    def of(self, part: ZipInfo | None, most: int = _MOST_UNPACKED) -> Iterator[bytes]:
        for piece in _unpacked(self._file, part) if part else ():
            self._left -= len(piece)
            most -= len(piece)
            if min(self._left, most) < 0:
                raise UnreadableWorkbook(_BOMB)
            yield piece


def _unpacked(file: BinaryIO, part: ZipInfo) -> Iterator[bytes]:
    """Yield what a part really holds, whatever size its entry claims."""
    file.seek(part.header_offset)
    header = file.read(30)
    if header[:4] != b"PK\x03\x04":
        raise BadZipFile
    name, extra = struct.unpack("<HH", header[26:30])
    file.seek(name + extra, 1)
    left = part.compress_size
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotImplementedError
    inflate = zlib.decompressobj(-15)
    while left > 0 and (data := file.read(min(left, _PIECE))):
        left -= len(data)
        if part.compress_type == ZIP_STORED:
            yield data
            continue
        while data:
            yield inflate.decompress(data, _PIECE)
            data = inflate.unconsumed_tail


def _surveyed(pieces: Iterable[bytes], looks: Looks) -> Sheet:
    survey = _Survey(looks)
    for piece in pieces:
        survey.read(piece)
    survey.finish()
    return survey.sheet


class _Survey:
    """The addresses of the cells in one part and how they look, read piece by piece."""

    def __init__(self, looks: Looks) -> None:
        self.sheet = Sheet()
        self._looks = looks
        self._carried = b""
        self._columns: set[bytes] = set()
        self._rows = 0
        self._cells = 0

    def read(self, piece: bytes) -> None:
        window = self._carried + piece
        # Whole cells only; what begins after the last one waits for the next piece.
        cut = window.rfind(b"</c>") + 4
        if cut < 4:
            cut = max(window.rfind(b"<"), 0)
        self._scan(window[:cut])
        self._carried = window[cut:][-_PIECE:]

    def finish(self) -> None:
        self._scan(self._carried)

    def _scan(self, text: bytes) -> None:
        if far := _FAR_CELL.search(text):
            raise UnreadableWorkbook(_far(far[1].decode("ascii", "replace")))
        self._looks.see(text, self.sheet)
        cells = _CELL.findall(text)
        if not cells:
            return
        self._cells += len(cells)
        self._columns.update({letters for letters, _ in cells})
        self._rows = max(self._rows, *map(int, {digits for _, digits in cells}), 0)
        columns = max(map(number_of, self._columns))
        if self._rows > MOST_ROWS + 1:
            raise UnreadableWorkbook(too_many_rows())
        area = self._rows * columns
        if columns > MOST_COLUMNS or (area > _SPAN and area > _DENSE * max(self._cells, _SPAN // _DENSE)):
            far = max(cells, key=lambda cell: (int(cell[1]), number_of(cell[0])))
            raise UnreadableWorkbook(_far((far[0] + far[1]).decode("ascii")))
        for found in _NO_VALUE.finditer(text):
            self.sheet.blanks.add((int(found[2] or found[4]), number_of(found[1] or found[3])))


def _workbook(archive: ZipFile) -> tuple[dict[str, str], bool]:
    """Return which part holds each sheet, by the sheet's name, and whether days count from 1904."""
    try:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        workbook = archive.read("xl/workbook.xml").decode()
    except KeyError:
        return {}, False
    targets = {}
    for found in _RELATION.findall(relations):
        relation = dict(_ATTRIBUTE.findall(found))
        target = relation.get("Target", "")
        targets[relation.get("Id")] = target[1:] if target.startswith("/") else f"xl/{target}"
    parts = {}
    for found in _SHEET.findall(workbook):
        sheet = dict(_ATTRIBUTE.findall(found))
        relation_id = next((value for name, value in sheet.items() if name.endswith(":id")), None)
        parts[html.unescape(sheet.get("name", ""))] = targets.get(relation_id, "")
    return parts, _SINCE_1904.search(workbook) is not None


_NO_WORKBOOK = Text(
    "Filen går inte att läsa som arbetsbok. Öppna den i Excel eller LibreOffice och spara om den som .xlsx.",
    "The file cannot be read as a workbook. Open it in Excel or LibreOffice and save it again as .xlsx.",
)
_LOCKED = Text(
    "Arbetsboken är skyddad med lösenord eller har ett äldre format. Spara en kopia utan lösenord som .xlsx.",
    "The workbook is protected by a password or of an older format. Save a copy without a password as .xlsx.",
)
_BOMB = Text(
    "Arbetsboken packar upp till mycket mer än en tabell behöver och öppnas därför inte. Spara bladen som CSV.",
    "The workbook unpacks to far more than tables need, so it is not opened. Save the sheets as CSV.",
)


def _far(cell: str) -> Text:
    return Text(
        f"Cell {cell} står långt utanför tabellen. Ta bort tomma rader och kolumner runt den, och spara om filen.",
        f"Cell {cell} stands far outside the table. Delete empty rows and columns around it, and save again.",
    )
