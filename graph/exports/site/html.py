"""HTML of the site: texts that may run from right to left or hold what HTML can't, tables and lists."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape

from graph import fragments
from graph.fragments import NOTHING, Column, Html, is_web, join, unbroken_dates

__all__ = ["NOTHING", "Column", "Html", "dated", "join", "listed", "outward", "plain", "shown", "table", "tag", "text"]
_TURNING = ("R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_ISOLATE, _POP = "\u2068", "\u2069"


@lru_cache(maxsize=65_536)
def shown(value: str) -> str:
    """Return a text without what HTML can't hold: control characters, lone surrogates, non-characters."""
    return "".join(
        letter if letter.isprintable() or not _unfit(letter) else " " if letter.isspace() else "" for letter in value
    )


def _unfit(letter: str) -> bool:
    code = ord(letter)
    return (
        unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    )


def turning(value: str) -> bool:
    """Tell whether a text holds anything that runs from right to left, or changes the direction."""
    return any(unicodedata.bidirectional(letter) in _TURNING for letter in value)


@lru_cache(maxsize=65_536)
def text(value: str) -> Html:
    """Return a text as HTML that shows exactly that text and leaves the direction of what surrounds it alone."""
    written = escape(shown(value))
    return Html(f"<bdi>{written}</bdi>") if turning(value) else written


def plain(value: str) -> Html:
    """Return a text for places that hold no elements, such as a page's title."""
    written = escape(shown(value))
    return Html(f"{_ISOLATE}{written}{_POP}") if turning(value) else written


def dated(value: str) -> Html:
    """Return a text whose dates are not broken across lines."""
    return unbroken_dates(text(value), "nb")


def tag(element: str, /, *inside: Html, **attributes: str | bool | None) -> Html:
    """Return an element, as `fragments.tag` does, without what HTML can't hold in its attributes."""
    for key, value in attributes.items():
        if isinstance(value, str) and not value.isprintable():
            attributes[key] = shown(value)
    return fragments.tag(element, *inside, **attributes)


def outward(address: str, *, brief: bool = False) -> Html:
    """Return a link to a source's own page, or its bare text where it has none; `brief` shows the site alone."""
    if not is_web(address) or shown(address) != address:
        return text(address)
    name = urlsplit(address).netloc.removeprefix("www.") if brief else address
    return tag("a", text(name), href=address, rel="noopener noreferrer", class_="out brief" if brief else "out")


def table(caption: str, columns: Sequence[Column], rows: Iterable[Any]) -> Html:
    """Return the rows as a table whose cells name their columns, so that it can become cards on a narrow screen.

    The roles say again what the elements are: a browser forgets it when a style sheet makes cards of them.
    """
    head = tag("tr", *(tag("th", text(each.heading), scope="col", role="columnheader") for each in columns), role="row")
    lines = []
    for row in rows:
        cells = [(column, column.cell(row)) for column in columns]
        lines.append(
            tag(
                "tr",
                *(
                    tag(
                        "td",
                        cell,
                        role="cell",
                        data_label=None if column.bare else column.heading,
                        class_=None if cell else "empty",
                    )
                    for column, cell in cells
                ),
                role="row",
            )
        )
    return tag(
        "table",
        tag("caption", text(caption)),
        tag("thead", head, role="rowgroup"),
        Html("\n"),
        tag("tbody", join(lines, "\n"), role="rowgroup"),
        role="table",
    )


def listed(items: Iterable[Html], **attributes: str | None) -> Html:
    """Return a list."""
    return tag("ul", join((tag("li", item) for item in items), "\n"), **attributes)
