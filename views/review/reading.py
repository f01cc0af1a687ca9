"""Reading what was dropped on the queue: each file in the child process, with a sentence on what came of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from graph.texts import Text
from loaders.documents.mentions.gazetteer import labels_from_store
from loaders.documents.text.blocks import UnreadableDocument
from loaders.documents.workshop import Workshop
from loaders.review.own_tables import holds_tables, read_tables
from loaders.review.proposing import Proposed, put, seen
from loaders.review.proposing import read as read_document
from loaders.review.refusing import ReviewError
from views.parts import answers

_NEW = Text("{number} förslag att granska.", "{number} proposals to review.")
_ONE = Text("Ett förslag att granska.", "One proposal to review.")
_KNOWN = Text(
    "Inget nytt: det som dokumentet säger har redan föreslagits.",
    "Nothing new: what the document says was proposed before.",
)
_EMPTY = Text(
    "Inga uppdrag, byten, värdskap eller närvaro hittades. En uppgift går att skriva in för hand.",
    "No seats, successions, hostings or attendance were found. A fact can be entered by hand.",
)
_REPLACED = Text(
    "{number} förslag ur en tidigare version är ersatta.", "{number} proposals of an earlier version are superseded."
)
_BUSY = Text(
    "Andra läser in filer just nu. Lämna filen igen om en stund.",
    "Others are loading files now. Leave the file again in a while.",
)
AT_ONCE = 2
"""Files that are read at a time, whoever left them; pages are answered beside them, by the store's own threads."""
_ROOM = threading.BoundedSemaphore(AT_ONCE)
_WAIT = 120.0


class Read(NamedTuple):
    """What came of one file."""

    text: Text
    document: str = ""
    """The document in the queue; empty for a file that was not taken."""


@contextmanager
def reading(who: str, ocr: bool) -> Iterator[Callable[[Path], Read]]:
    """Yield what reads a file, with `ocr` also scanned pages, and puts what it says into the queue for `who`."""
    with Workshop(answers.work(labels_from_store)) as workshop:

        def read(path: Path) -> Read:
            told = answers.change(lambda store: seen(store, path))
            if told is None:
                if not _ROOM.acquire(timeout=_WAIT):
                    return Read(_BUSY)
                try:
                    found, drafts = read_tables(path) if holds_tables(path) else read_document(workshop, path, ocr=ocr)
                except (UnreadableDocument, ReviewError) as error:
                    return Read(answers.allowed(error.text))
                finally:
                    _ROOM.release()
                told = answers.change(lambda store: put(store, path, found, drafts, who))
            return Read(answers.allowed(_said(told)), answers.shown_key(told.document.id))

        yield read


def _said(told: Proposed) -> Text:
    if not told.new:
        return (told.nothing_new or _KNOWN) if told.known else _EMPTY
    said = _ONE if told.new == 1 else _NEW.fill(number=told.new)
    if not told.superseded:
        return said
    more = _REPLACED.fill(number=told.superseded)
    return Text(f"{said.sv} {more.sv}", f"{said.en} {more.en}")
