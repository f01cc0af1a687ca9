"""From a file to its blocks: the reader is chosen by the file's ending, and what is private is blanked at once."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from graph.texts import Text
from loaders.documents.readers import pdf
from loaders.documents.text.blocks import Block, Limits, Unreadable
from loaders.documents.text.privacy import without_contacts

_READERS = ("plain", "pdf", "docx", "html", "xlsx", "mail")
SUFFIXES = (".pdf", ".docx", ".html", ".htm", ".xhtml", ".xlsx", ".txt", ".text", ".md", ".eml")
"""Endings that are read; a folder is searched for them."""
MOST_BYTES = 100_000_000

_STARTS: tuple[tuple[bytes, str], ...] = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"))


class ReadDocument(NamedTuple):
    """One document as blocks, with contact details blanked."""

    name: str
    blocks: list[Block]


def read(path: Path, *, ocr: bool = False) -> ReadDocument:
    """Return what a file holds; scanned pages are read by Tesseract when `ocr` is asked for.

    Raises `Unreadable` with one plain sentence when it can't or mustn't be read.
    """
    limits = Limits()
    blocks = []
    reader = _reader(path)
    for block in pdf.read(path, ocr=True) if ocr and reader is pdf.read else reader(path):
        limits.take(block)
        blocks.append(
            block._replace(
                text=without_contacts(block.text),
                rows=tuple(tuple(without_contacts(cell) for cell in row) for row in block.rows),
            )
        )
    if not blocks:
        raise Unreadable(_EMPTY)
    return ReadDocument(path.name, blocks)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: each one given, and in a folder all whose ending is known, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.is_file() and each.name[0] not in ".~")
            found += sorted(each for each in inside if each.suffix.casefold() in SUFFIXES)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _reader(path: Path) -> Callable[[Path], Iterator[Block]]:
    suffix = path.suffix.casefold()
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise Unreadable(_unopened(error)) from None
    if size > MOST_BYTES:
        raise Unreadable(_LARGE)
    if not size:
        raise Unreadable(_EMPTY)
    if suffix not in SUFFIXES:
        raise Unreadable(_OTHER_KIND)
    for mark, really in _STARTS:
        if start.startswith(mark) and suffix != really and not (really == ".docx" and suffix == ".xlsx"):
            suffix = _office(path) if really == ".docx" else really
    for name in _READERS:
        module = import_module(f"loaders.documents.readers.{name}")
        if suffix in module.SUFFIXES:
            reader: Callable[[Path], Iterator[Block]] = module.read
            return reader
    raise Unreadable(_OTHER_KIND)


def _office(path: Path) -> str:
    """Return the ending that a zip should have had."""
    try:
        with zipfile.ZipFile(path) as archive:
            held = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return path.suffix.casefold()
    return ".docx" if "word/document.xml" in held else ".xlsx" if "xl/workbook.xml" in held else path.suffix.casefold()


_EMPTY = Text("Filen är tom.", "The file is empty.")
_LARGE = Text(
    f"Filen är större än {MOST_BYTES // 1_000_000} MB. Dela den i flera.",
    f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it.",
)
_OTHER_KIND = Text(
    "Filens slag läses inte. Spara den som PDF, DOCX, HTML, XLSX, TXT, MD eller EML.",
    "This kind of file is not read. Save it as PDF, DOCX, HTML, XLSX, TXT, MD or EML.",
)


def _unopened(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text("Filen finns inte.", "There is no such file.")
    reason = error.strerror or str(error)
    return Text(f"Filen går inte att öppna ({reason}).", f"The file cannot be opened ({reason}).")
