"""What an export is: one module for each format, found by itself (DESIGN §6: a new export is one new file).

A module in `formats` that holds an `EXPORT` is a format of `styrgraf export FORMAT` and of the Diagram page.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from graph.discovery import modules
from graph.exports.comparison import Before
from graph.exports.elements import Element
from graph.exports.spans import Span
from graph.port import Store
from graph.texts import Language, Text


class Subject(NamedTuple):
    """What is exported: a scope on a date, as elements, with the store's records behind it."""

    elements: Sequence[Element]
    scope: str
    """`system`, or the id of an organisation or person."""
    as_of: str
    """ISO day; file times and document properties are set to it, so that the same input gives the same bytes."""
    language: Language
    reader: Store
    """For formats that export records and their evidence, not only elements."""
    names: Mapping[str, str]
    """Labels of all organisations of the store, by id."""
    without_people: bool = False
    form: str = "bands"
    """How a picture is arranged: one of `form.forms()`."""
    before: Before | None = None
    """The earlier date that a picture is compared with."""
    sheet: str | None = None
    """The paper or slide that a picture fills: one of `sheet.SHEETS`."""
    selection: tuple[str, ...] = ()
    """Ids of the nodes that a picture shows instead of the scope's surroundings."""
    spans: Sequence[Span] = ()
    """From when to when things held, for forms with a time axis, and vacant seats."""
    ask: Callable[[str, Mapping[str, str]], Sequence[Any]] | None = None
    """Asks a named question with parameters, on the same day, and returns its rows: for formats that answer
    questions. Typed loosely on purpose, since exports may not import queries."""


class Export(NamedTuple):
    """One format."""

    name: str
    title: Text
    suffix: str
    """File name ending, dot included; empty for a folder of files."""
    media_type: str
    write: Callable[[Subject], bytes | Mapping[str, bytes]]
    """Returns the file, or the files of a folder by their relative paths."""


def formats() -> dict[str, str]:
    """Return every format's name with its module, sorted: modules of `formats` that hold an `EXPORT`."""
    return modules("graph.exports.formats", "EXPORT")


def export(name: str) -> Export:
    """Return the format called `name`; raises KeyError for one that does not exist."""
    found: Export = import_module(formats()[name]).EXPORT
    return found
