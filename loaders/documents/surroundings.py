"""The text around each quote, and the document's title, for somebody who reviews what was found."""

from collections.abc import Iterator, Sequence
from typing import Any

from loaders.documents.blocks import Block

AROUND = 300
"""Letters before and after a quote."""
_KINDS = ("memberships", "hosting", "successions", "attendance")
_TOP, _LONGEST_TITLE = 4, 150
_MOST_LETTERS = 1_000_000_000
"""Letters gone through in search of quotes; past that the facts have none around them."""


def with_surroundings(found: dict[str, Any], blocks: Sequence[Block]) -> dict[str, Any]:
    """Return what a document says, its title added, and the text around the quote of each fact (or None)."""
    text = "\n".join(_lines(blocks))
    left = _MOST_LETTERS
    around: dict[str, str | None] = {}
    for fact in (fact for kind in _KINDS for fact in found[kind]):
        quote = fact["evidence"]
        if quote not in around:
            around[quote] = _around(quote, text) if left > 0 else None
            left -= len(text)
        fact["surroundings"] = around[quote]
    return {**found, "title": _title(blocks)}


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.rows:
            yield from (" | ".join(cell for cell in row if cell) for row in block.rows)
        else:
            yield block.text


def _around(quote: str, text: str) -> str | None:
    """Return what stands around a quote, from a whole word to a whole word; a quote of two ends counts by its first."""
    sought = quote.partition(" … ")[0]
    at = text.find(sought)
    if at < 0 or not sought:
        return None
    start, end = max(at - AROUND, 0), at + len(sought) + AROUND
    before, after = text[start:at], text[at + len(sought) : end]
    if start:
        before = "… " + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before + sought + after


def _title(blocks: Sequence[Block]) -> str | None:
    """Return the heading at the top."""
    for block in blocks[:_TOP]:
        title = " ".join(block.text.split())
        if block.kind == "heading" and 3 < len(title) <= _LONGEST_TITLE:
            return title
    return None
