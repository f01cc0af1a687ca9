"""The parent's side of reading documents: one limited process, reused from file to file."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from graph.limited.child import Child, Refused
from loaders.documents.mentions.gazetteer import KnownName
from loaders.documents.text.blocks import UnreadableDocument

SECONDS = 60.0
"""How long one file may take."""
OCR_SECONDS = 900.0
"""How long one file of scanned pages may take."""


class Workshop:
    """Reads documents in a child process; use it in a `with` statement."""

    def __init__(self, labels: Sequence[KnownName], seconds: float = SECONDS) -> None:
        """Keep the names of organisations for the child, which starts with the first file."""
        self._child = Child("loaders.documents.worker", first={"names": list(labels)})
        self._seconds = seconds

    @property
    def started(self) -> int:
        """How many children there have been."""
        return self._child.started

    def __enter__(self) -> "Workshop":
        """Return the workshop; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self._child.close()

    def extract(self, path: Path, *, whole: bool = False, ocr: bool = False, most: int | None = None) -> dict[str, Any]:
        """Return what a document says, as `output.as_object` gives it; with `whole` as `passages` adds to it.

        With `ocr` scanned pages are read too.

        Raises `UnreadableDocument` when it can't be read, says more than `most` things, takes too long, or brings the
        child down.
        """
        seconds = max(self._seconds, OCR_SECONDS) if ocr else self._seconds
        found: dict[str, Any]
        asked = {"path": str(path.absolute()), "whole": whole, "ocr": ocr, "most": most}
        try:
            (found,) = self._child.ask(asked, seconds)
        except Refused as refused:
            raise UnreadableDocument(refused.text) from None
        return found
