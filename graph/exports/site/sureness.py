"""Tables of what holds, by how sure it is."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph.exports.profiles.values import parted
from graph.exports.site.html import Column, table
from graph.exports.site.page import Page

_SPLIT = {"sure": "", "unconfirmed": "unconfirmed", "nominees": "nominees", "unknown": "no_source_tells"}


def by_sureness(page: Page, name: str, columns: Sequence[Column], values: Iterable[Any]) -> None:
    """Show values, those that nobody confirmed for three years and the nominees apart, last what no source tells."""
    parts = parted(values)._asdict()
    for part, key in _SPLIT.items():
        if parts[part] and key:
            page.part(page.word(key), len(parts[part]))
        if parts[part]:
            page.add(table(page.word(key) if key else name, columns, parts[part]))
