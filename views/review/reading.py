"""Reading what was dropped on the queue: each file in the child process, with a sentence on what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from graph.texts import Text
from loaders.documents.mentions.gazetteer import labels_from_store
from loaders.documents.text.blocks import UnreadableDocument
from loaders.documents.workshop import Workshop
from loaders.review.own_tables import holds_tables, propose_tables
from loaders.review.proposing import Proposed, propose
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
            try:
                if holds_tables(path):
                    told = answers.change(lambda store: propose_tables(store, path, who))
                else:
                    told = answers.change(lambda store: propose(store, workshop, path, who, ocr=ocr))
            except (UnreadableDocument, ReviewError) as error:
                return Read(answers.allowed(error.text))
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
