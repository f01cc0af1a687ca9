"""Drawn files: a page for each subject, and boxes that somebody moved in draw.io stay."""

from collections.abc import Sequence

from graph.exports.export import Export
from graph.exports.formats import moved as moved_
from graph.exports.formats import positions
from graph.exports.pictures import rendering
from graph.exports.subject import Subject


def write(known: Export, subjects: Sequence[Subject], moved: bytes | None = None) -> bytes:
    """Return a file in a drawn format that holds so many pictures, with a page for each subject, in this order.

    `moved` is a file of draw.io, made from an earlier one of ours: boxes stay where somebody put them there,
    each on the page of its scope. Raises `positions.NotReadable` when it is none.
    """
    pictures = [rendering.picture(subject) for subject in subjects]
    if moved is not None:
        found = moved_.places(moved, [subject.scope for subject in subjects])
        pictures = [positions.apply(picture, places) for picture, places in zip(pictures, found, strict=True)]
    if len(pictures) > 1 and known.draw_pages:
        return known.draw_pages(pictures)
    if known.draw is None:
        raise ValueError(f"{known.name} is not drawn")
    (picture,) = pictures
    return known.draw(picture)
