"""From a file to its blocks: the reader is chosen by the file's ending, and what is private is blanked at once."""

import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from graph.texts import Text
from loaders.documents.reader import Reader, names, readers, suffixes
from loaders.documents.text.blocks import Block, Limits, UnreadableDocument
from loaders.documents.text.privacy import without_contacts

MOST_BYTES = 100_000_000


class ReadDocument(NamedTuple):
    """One document as blocks, with contact details blanked."""

    name: str
    blocks: list[Block]


def read(path: Path, *, ocr: bool = False) -> ReadDocument:
    """Return what a file holds; scanned pages are read by Tesseract when `ocr` is asked for.

    Raises `UnreadableDocument` with one plain sentence when it can't or mustn't be read.
    """
    limits = Limits()
    blocks = []
    reader = _reader(path)
    for block in (reader.scanned if ocr and reader.scanned else reader.read)(path):
        limits.take(block)
        blocks.append(
            block._replace(
                text=without_contacts(block.text),
                rows=tuple(tuple(without_contacts(cell) for cell in row) for row in block.rows),
            )
        )
    if not blocks:
        raise UnreadableDocument(_EMPTY)
    return ReadDocument(path.name, blocks)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: each one given, and in a folder all whose ending is known, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.is_file() and each.name[0] not in ".~")
            found += sorted(each for each in inside if each.suffix.casefold() in suffixes())
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _reader(path: Path) -> Reader:
    """Return who reads a file: the reader of its ending, unless the file begins as those of others do."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise UnreadableDocument(_unopened(error)) from None
    if size > MOST_BYTES:
        raise UnreadableDocument(_LARGE)
    if not size:
        raise UnreadableDocument(_EMPTY)
    by_ending = next((reader for reader in readers() if path.suffix.casefold() in reader.suffixes), None)
    if by_ending is None:
        raise UnreadableDocument(_other_kind())
    alike = [reader for reader in readers() if reader.begins and start.startswith(reader.begins)]
    if not alike or by_ending in alike:
        return by_ending
    members = _members(path) if any(reader.member for reader in alike) else ()
    return next((reader for reader in alike if not reader.member or reader.member in members), by_ending)


def _members(path: Path) -> Collection[str]:
    """Return what a zip holds; nothing of a broken one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ()


_EMPTY = Text("Filen är tom.", "The file is empty.")
_LARGE = Text(
    f"Filen är större än {MOST_BYTES // 1_000_000} MB. Dela den i flera.",
    f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it.",
)


def _other_kind() -> Text:
    *others, last = names()
    listed = ", ".join(others)
    return Text(
        f"Filens slag läses inte. Spara den som {listed} eller {last}.",
        f"This kind of file is not read. Save it as {listed} or {last}.",
    )


def _unopened(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text("Filen finns inte.", "There is no such file.")
    reason = error.strerror or str(error)
    return Text(f"Filen går inte att öppna ({reason}).", f"The file cannot be opened ({reason}).")
