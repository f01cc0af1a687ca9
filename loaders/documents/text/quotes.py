"""A quote as it stands in the document: line breaks and hyphens put back where rules read past them."""

import re
from collections.abc import Sequence

from loaders.documents.text.blocks import Block

_SKIPPED = re.compile(r"[-‑\u00ad]\n|\s")
_MOST = 240


class QuotedText:
    """The text of a document, in which quotes are looked up."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Gather the text of all blocks, cells apart by tabs and rows by line breaks."""
        self.text = "\n".join(
            "\n".join("\t".join(row) for row in block.rows) if block.kind == "table" else block.text for block in blocks
        )
        self._bare: dict[bool, tuple[str, list[int]]] = {}
        self._known: dict[tuple[str, str], str] = {}

    def quote(self, told: str, name: str) -> str:
        """Return the words of the text that a quote was made from; the line that names somebody when there are none."""
        key = (told, name)
        if key not in self._known:
            self._known[key] = self._found(told) or self._line(name) or told
        return self._known[key]

    def _found(self, told: str) -> str | None:
        if told in self.text:
            return told
        wanted = re.sub(r"\s", "", told)
        for hyphens in (False, True):
            bare, places = self._without_blanks(hyphens)
            at = bare.find(wanted) if wanted else -1
            if at >= 0:
                return self.text[places[at] : places[at + len(wanted) - 1] + 1]
        return None

    def _without_blanks(self, hyphens: bool) -> tuple[str, list[int]]:
        """Return the text without blanks, and without hyphens at line ends, with the place of each letter."""
        if hyphens not in self._bare:
            gone = _SKIPPED if hyphens else re.compile(r"\s")
            letters: list[str] = []
            places: list[int] = []
            at = 0
            for found in gone.finditer(self.text):
                letters.append(self.text[at : found.start()])
                places += range(at, found.start())
                at = found.end()
            letters.append(self.text[at:])
            places += range(at, len(self.text))
            self._bare[hyphens] = ("".join(letters), places)
        return self._bare[hyphens]

    def _line(self, name: str) -> str | None:
        words = [re.escape(word) for word in name.split()]
        found = re.search(r"\s+".join(words), self.text, re.IGNORECASE) if words else None
        if found is None:
            found = re.search(words[-1], self.text, re.IGNORECASE) if words else None
        if found is None:
            return None
        start = self.text.rfind("\n", 0, found.start()) + 1
        end = self.text.find("\n", found.end())
        line = self.text[start : end if end >= 0 else len(self.text)]
        return line.strip() if len(line) <= _MOST else found[0]
