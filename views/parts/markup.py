"""HTML by hand, safely: `Html` is made only here, and every text in it has been escaped."""

import re
from collections.abc import Iterable
from html import escape
from typing import NewType
from urllib.parse import urlsplit

Html = NewType("Html", str)
"""Ready HTML. A plain text becomes one through `text()`; mypy refuses to mix the two."""

NOTHING = Html("")
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?", re.ASCII)


def text(value: object) -> Html:
    """Return a text as HTML that shows exactly that text."""
    return Html(escape(str(value)))


def dated(value: str) -> Html:
    """Return a text as HTML whose dates are not broken across lines."""
    return Html(_DATE.sub(r'<span class="sg-nb">\g<0></span>', escape(value)))


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Return the parts after one another."""
    return Html(escape(between).join(parts))


def tag(element: str, /, *inside: Html, **attributes: str | bool | None) -> Html:
    """Return an element; `class_` and `for_` stand for the words that Python keeps for itself.

    An attribute that is None or False is left out, one that is True has no value; `data_label` becomes
    `data-label`.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if element in ("input", "img", "br"):
        return Html(f"<{element}{written}>")
    return Html(f"<{element}{written}>{''.join(inside)}</{element}>")


def link(address: str, shown: Html, **attributes: str | None) -> Html:
    """Return a link inside styrgraf; `address` comes from `views.parts.state.address`."""
    return tag("a", shown, href=address, target="_self", **attributes)


def outward(address: str, shown: Html | None = None) -> Html:
    """Return a link to a source's own page, or its bare text where it is no web address.

    Only http and https lead anywhere: what stands in a store may be anything, `javascript:` included.
    """
    if not is_web(address):
        return text(address)
    name = shown if shown is not None else text(_readable(urlsplit(address).netloc.removeprefix("www.")))
    return tag("a", name, href=address, target="_blank", rel="noopener noreferrer", class_="sg-out")


def is_web(address: str) -> bool:
    """Tell whether an address leads to a page on the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _readable(host: str) -> str:
    """Return a host's name with å, ä and ö instead of what stands for them in an address."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
