"""Fragments of HTML: ready ones are markupsafe's `Markup`, and a plain text only becomes one by being escaped."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup, escape

Html = Markup
"""Ready HTML. mypy refuses a plain text in its place, and where one comes all the same it is escaped."""
NOTHING = Html()
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?", re.ASCII)
_VOID = frozenset({"br", "img", "input", "link", "meta"})


class Column(NamedTuple):
    """One column of a table."""

    heading: str
    cell: Callable[[Any], Html]
    bare: bool = False
    """What it holds speaks for itself, so that a card on a narrow screen does not repeat the heading."""


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Return the parts after one another."""
    return Html(str(escape(between)).join([part if type(part) is Html else escape(part) for part in parts]))


def tag(element: str, /, *inside: Html, **attributes: str | bool | None) -> Html:
    """Return an element; `class_` and `for_` stand for the words that Python keeps for itself.

    An attribute that is None or False is left out, one that is True has no value; `data_label` becomes
    `data-label`. Names of elements and attributes are our own and stand as they are.
    """
    written = "".join(
        _attribute(key, value if value is True else str(value))
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{element}{written}>" if element in _VOID else f"<{element}{written}>{join(inside)}</{element}>")


@lru_cache(maxsize=65_536)
def _attribute(key: str, value: str | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def unbroken_dates(ready: Html, class_: str) -> Html:
    """Return HTML whose dates are elements of a class, so that a style sheet keeps each on one line."""
    return Html(_DATE.sub(rf'<span class="{class_}">\g<0></span>', str(ready)))


def is_web(address: str) -> bool:
    """Tell whether an address leads to a page on the web.

    Only http and https lead anywhere: what stands in a store may be anything, `javascript:` included.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
