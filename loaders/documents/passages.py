"""The text around each quote, and the document's title, for somebody who reviews what was found."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.kinds import ORGANISATION_KINDS
from loaders.documents.mentions.gazetteer import Gazetteer
from loaders.documents.text.blocks import Block

AROUND = 300
"""Letters before and after a quote."""
_KINDS = ("memberships", "hosting", "successions", "attendance")
_NAMES = ("group", "represents", "host", "hosted")
_TOP, _LONGEST_TITLE = 4, 150
_MOST_LETTERS = 1_000_000_000
"""Letters gone through in search of quotes; past that the facts have none around them."""


def with_passages(found: dict[str, Any], blocks: Sequence[Block], gazetteer: Gazetteer) -> dict[str, Any]:
    """Return what a document says, with its title, the text around each quote (or None), and ids for sure names."""
    text = "\n".join(_lines(blocks))
    left = _MOST_LETTERS
    around: dict[str, str | None] = {}
    for fact in (fact for kind in _KINDS for fact in found[kind]):
        quote = fact["evidence"]
        if quote not in around:
            around[quote] = _around(quote, text) if left > 0 else None
            left -= len(text)
        fact["surroundings"] = around[quote]
    return {**found, "title": _title(blocks), "ids": dict(_ids(found, gazetteer))}


def _ids(found: dict[str, Any], gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """Yield each name of an organisation in the facts that is one organisation's for sure, with its id."""
    told = {fact.get(column) for kind in _KINDS for fact in found[kind] for column in _NAMES} - {None}
    for name in sorted(told):
        meant = gazetteer.find(name)
        if len(meant) == 1 and meant[0].organisation and meant[0].end - meant[0].start == len(name):
            kind = ORGANISATION_KINDS[meant[0].kind]
            # Each sjukvårdsregion may have one of that name, though the graph knows but one.
            if kind.level == 1 or not kind.group or "," in name:
                yield name, meant[0].organisation


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
