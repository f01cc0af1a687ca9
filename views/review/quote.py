"""A quote in its surroundings, marked: the reviewer sees the words as they stand in the document."""

import re

from views.parts.markup import NOTHING, Html, join, tag, text

AROUND = 130
"""Letters of the surroundings that are shown on either side."""
_LONGEST = 1_200


def marked(quote: str, surroundings: str) -> Html:
    """Return the quote marked within what stands around it, or alone where it isn't found there."""
    quote = quote.strip()[:_LONGEST]
    found = _find(quote, surroundings)
    if found is None:
        return tag("blockquote", tag("mark", text(quote)), class_="sg-quote") if quote else NOTHING
    start, end = found
    before, after = surroundings[:start], surroundings[end:]
    return tag(
        "blockquote",
        join([text(_tail(before)), tag("mark", text(surroundings[start:end])), text(_head(after))]),
        class_="sg-quote",
    )


def _find(quote: str, surroundings: str) -> tuple[int, int] | None:
    """Return where the quote stands, however its words are spaced and broken into lines."""
    words = quote.split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), surroundings)
    return found.span() if found is not None else None


def _tail(before: str) -> str:
    if len(before) <= AROUND:
        return before
    return "… " + before[-AROUND:].partition(" ")[2]


def _head(after: str) -> str:
    if len(after) <= AROUND:
        return after
    return after[:AROUND].rpartition(" ")[0] + " …"
