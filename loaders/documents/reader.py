"""What a reader of documents is: one module for each kind of file, found by itself.

A module in `readers` that holds a `READER` reads files of its endings; help, the page that takes documents and
the sentences about files that can't be read list them from here.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graph.discovery import values
from graph.texts import Text
from loaders.documents.text.blocks import Block


class Reader(NamedTuple):
    """One kind of file."""

    title: Text
    """What people call such files, in a list."""
    suffixes: tuple[str, ...]
    """File name endings, lower-case with the dot; a folder is searched for them."""
    read: Callable[[Path], Iterator[Block]]
    """Yields the blocks of a file; raises `UnreadableDocument` with one plain sentence when it can't or mustn't."""
    rank: int = 9
    """Place in lists."""
    names: tuple[str, ...] = ()
    """Short names of the endings that people know; all of them, if there are none."""
    begins: bytes = b""
    """How such files begin, whatever their ending says; up to eight bytes."""
    member: str = ""
    """Of files that are zips: the member that tells what it is."""
    scanned: Callable[[Path], Iterator[Block]] | None = None
    """Reads pages of pictures too, by OCR, for those who ask for it."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return every reader in the order of lists: the modules of `readers` that hold a `READER`."""
    found: Sequence[Reader] = values("loaders.documents.readers", "READER")
    return tuple(sorted(found, key=lambda reader: (reader.rank, reader.suffixes)))


def suffixes() -> tuple[str, ...]:
    """Return the endings of all files that are read."""
    return tuple(suffix for reader in readers() for suffix in reader.suffixes)


def names() -> list[str]:
    """Return the short names of what is read, as people know them: PDF, DOCX and so on."""
    return [name for reader in readers() for name in reader.names or [suffix[1:].upper() for suffix in reader.suffixes]]
