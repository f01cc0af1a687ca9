"""A zip looked at before it is opened: DOCX and XLSX are zips, and a small zip can hold far too much."""

import zlib
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile

from graph.texts import Text
from loaders.documents.text.blocks import UnreadableDocument

_MOST_UNPACKED = 200_000_000
_MOST_RATIO = 150
_SMALL = 5_000_000
"""Unpacked bytes below which the ratio doesn't matter."""
_MOST_PARTS = 5_000
_PIECE = 1 << 20
ZIP = b"PK\x03\x04"
"""How a zip begins."""
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
"""How a document begins that Office has encrypted, or that is of the older kind."""


def check_zip(path: Path, part: str) -> None:
    """Raise `UnreadableDocument` unless the file is a sound zip that holds `part` and unpacks to a bearable size."""
    with path.open("rb") as file:
        if file.read(4) == _OLD_CONTAINER:
            raise UnreadableDocument(_LOCKED)
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            if any(each.flag_bits & 1 for each in parts):
                raise UnreadableDocument(_LOCKED)
            if part not in archive.namelist():
                raise UnreadableDocument(_OTHER)
            unpacked, packed = sum(each.file_size for each in parts), sum(each.compress_size for each in parts)
            if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
                raise UnreadableDocument(_BOMB)
            if unpacked > _SMALL and unpacked > _MOST_RATIO * max(packed, 1):
                raise UnreadableDocument(_BOMB)
            for each in parts:  # what an entry claims may be a lie, so the text is unpacked once and counted
                if each.filename.endswith((".xml", ".rels")):
                    _count(archive, each.filename, each.file_size)
    except (BadZipFile, LargeZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError):
        raise UnreadableDocument(_BROKEN) from None


def _count(archive: ZipFile, name: str, claimed: int) -> None:
    left = claimed
    with archive.open(name) as part:
        head = part.read(min(_PIECE, claimed + 1))
        if b"<!DOCTYPE" in head[:4_000] or b"<!ENTITY" in head[:4_000]:
            raise UnreadableDocument(_ENTITIES)
        left -= len(head)
        while piece := part.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise UnreadableDocument(_BOMB)


_LOCKED = Text(
    "Filen är skyddad med lösenord eller har ett äldre format. Spara en kopia utan lösenord som .docx eller .xlsx.",
    "The file is protected by a password or of an older format. Save a copy without one as .docx or .xlsx.",
)
_OTHER = Text(
    "Filens innehåll stämmer inte med dess ändelse. Öppna den i det program som skapade den och spara om den.",
    "What the file holds is not what its ending says. Open it in the program that made it and save it again.",
)
_BOMB = Text(
    "Filen packar upp till mycket mer än ett dokument behöver och öppnas därför inte.",
    "The file unpacks to far more than a document needs, so it is not opened.",
)
_BROKEN = Text(
    "Filen är skadad eller avklippt. Hämta den på nytt.",
    "The file is damaged or cut off. Fetch it again.",
)
_ENTITIES = Text(
    "Filen definierar egna tecken (entiteter), som kan växa utan gräns, och öppnas därför inte.",
    "The file defines entities of its own, which can grow without bound, so it is not opened.",
)
