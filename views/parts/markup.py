"""HTML of pages: texts with their dates kept whole, and links."""

from urllib.parse import urlsplit

from markupsafe import escape

from graph.fragments import NOTHING, Html, is_web, join, tag, unbroken_dates

__all__ = ["NOTHING", "Html", "dated", "is_web", "join", "link", "outward", "tag", "text"]


def text(value: object) -> Html:
    """Return a text as HTML that shows exactly that text."""
    return escape(str(value))


def dated(value: str) -> Html:
    """Return a text as HTML whose dates are not broken across lines."""
    return unbroken_dates(escape(value), "sg-nb")


def link(address: str, shown: Html, **attributes: str | None) -> Html:
    """Return a link inside styrgraf; `address` comes from `views.parts.state.address`."""
    return tag("a", shown, href=address, target="_self", **attributes)


def outward(address: str, shown: Html | None = None) -> Html:
    """Return a link to a source's own page, or its bare text where it is no web address (`is_web`)."""
    if not is_web(address):
        return text(address)
    name = shown if shown is not None else text(_readable(urlsplit(address).netloc.removeprefix("www.")))
    return tag("a", name, href=address, target="_blank", rel="noopener noreferrer", class_="sg-out")


def _readable(host: str) -> str:
    """Return a host's name with å, ä and ö instead of what stands for them in an address."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
