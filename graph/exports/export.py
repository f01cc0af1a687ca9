"""What a format is: one module for each, found by itself (DESIGN §6: a new export is one new file).

A module in `formats` that holds an `EXPORT` is a format of `styrgraf export FORMAT` and of the page of pictures.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import NamedTuple

from graph.discovery import modules, values
from graph.exports.pictures.picture import Picture
from graph.exports.subject import Subject
from graph.texts import Text


class Export(NamedTuple):
    """One format."""

    name: str
    title: Text
    suffix: str
    """File name ending, dot included; empty for a folder of files."""
    media_type: str
    write: Callable[[Subject], bytes | Mapping[str, bytes]]
    """Returns the file, or the files of a folder by their relative paths."""
    draw: Callable[[Picture], bytes] | None = None
    """Of a drawn format: returns the file of one picture, whose boxes somebody may have moved."""
    draw_pages: Callable[[Sequence[Picture]], bytes] | None = None
    """Of a drawn format that holds several pictures: returns a file with a page for each."""
    rank: int = 9
    """Place among the drawn formats in menus."""

    def holds(self, count: int) -> bool:
        """Tell whether it is drawn and can hold so many pictures."""
        return self.draw is not None if count == 1 else self.draw_pages is not None


def formats() -> dict[str, str]:
    """Return every format's name with its module, sorted: modules of `formats` that hold an `EXPORT`."""
    return modules("graph.exports.formats", "EXPORT")


def export(name: str) -> Export:
    """Return the format called `name`; raises KeyError for one that does not exist."""
    found: Export = import_module(formats()[name]).EXPORT
    return found


@cache
def drawn() -> tuple[Export, ...]:
    """Return the drawn formats in the order of menus."""
    found: Sequence[Export] = values("graph.exports.formats", "EXPORT")
    return tuple(sorted((each for each in found if each.draw), key=lambda each: (each.rank, each.name)))
