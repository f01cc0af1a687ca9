"""What a form of picture is: one module for each, found by itself, so that a new form is a new file.

A module in `forms` that holds a `FORM` can be drawn as `layout.draw(..., form=its name)`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from graph.discovery import values
from graph.exports.comparison import Before
from graph.exports.elements import Element
from graph.exports.pictures.picture import Picture
from graph.exports.spans import Span
from graph.texts import Language, Text

SYSTEM = "system"
"""The scope that is the whole national system."""


class Request(NamedTuple):
    """What is to be drawn, in whatever form."""

    elements: Sequence[Element]
    scope: str
    as_of: str
    language: Language
    names: Mapping[str, str] = {}
    """Labels of all organisations by id: they name groups that are not among the elements, and let every
    picture give a sjukvårdsregion the same colour."""
    before: Before | None = None
    """The earlier date to compare with."""
    selection: tuple[str, ...] = ()
    """Ids of the nodes to show instead of a scope's surroundings, and of what is between them."""
    spans: Iterable[Span] = ()
    """From when to when things held, for a time axis, and vacant seats."""
    sources: Mapping[str, str] = {}
    """What sources are called, by id; the others are told by their id."""


class Form(NamedTuple):
    """One way to arrange a picture."""

    name: str
    title: Text
    description: Text
    draw: Callable[[Request, float | None], Picture]
    """Draws a request on a page of a given width (None: the width that suits it), as tall as it needs."""
    rank: int = 9
    """Place in menus."""
    timed: bool = False
    """It is drawn from spans."""
    seated: bool = False
    """It shows who sits where even in the whole system, and vacant seats."""
    vacancies: bool = False
    """It shows the vacant seats of the group that it is about."""
    deep: bool = False
    """It shows what belongs to what, level below level."""


@cache
def forms() -> dict[str, Form]:
    """Return every form by name, in the order of menus: the modules of `forms` that hold a `FORM`."""
    found: Sequence[Form] = values("graph.exports.pictures.forms", "FORM")
    return {form.name: form for form in sorted(found, key=lambda form: (form.rank, form.name))}


def form(name: str) -> Form:
    """Return the form called `name`; raises KeyError for one that does not exist."""
    return forms()[name]
