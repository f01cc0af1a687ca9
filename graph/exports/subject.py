"""What is exported: the input of every format."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from graph.exports.comparison import Before
from graph.exports.elements import Element
from graph.exports.spans import Span
from graph.port import Store
from graph.texts import Language


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
