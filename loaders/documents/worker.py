"""What the limited process does with documents (`graph.limited`): it says what each says, or why it can't be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.texts import Text
from loaders.documents.extract import extract
from loaders.documents.mentions.gazetteer import Gazetteer, KnownName
from loaders.documents.output import as_object
from loaders.documents.passages import with_passages
from loaders.documents.reading import read
from loaders.documents.text.blocks import UnreadableDocument

_known: list[Gazetteer] = []


def answer(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a file says.

    First come the `names` of organisations, to which there is no answer; then with each request a `path`. With `whole`
    the document's title and the text around each quote stand beside; with `ocr` scanned pages are read too; one that
    says more than `most` is refused.
    """
    if "names" in asked:
        _known[:] = [Gazetteer(KnownName(*fields) for fields in asked["names"])]
        return
    (gazetteer,) = _known
    path = Path(asked["path"])
    document = read(path, ocr=asked["ocr"])
    found = as_object(path.name, extract(document.name, document.blocks, gazetteer))
    most = asked["most"]
    if most is not None and sum(len(facts) for facts in found.values() if isinstance(facts, list)) > most:
        raise UnreadableDocument(_TOO_MUCH.fill(most=most))
    yield with_passages(found, document.blocks, gazetteer) if asked["whole"] else found


_TOO_MUCH = Text(
    "Dokumentet säger mer än {most} saker, fler än någon kan granska. Dela det i flera.",
    "The document says more than {most} things, more than anybody can review. Split it.",
)
