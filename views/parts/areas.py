"""The six sjukvårdsregioner on a day, each with its colour and its regions; a region may belong to two."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.exports.pictures import palette
from queries.structure import QUERY as STRUCTURE
from views.parts import answers
from views.parts.answers import PageSubject

SJUKVARDSREGION, REGION = "sjukvardsregion", "region"


class Area(NamedTuple):
    """One sjukvårdsregion."""

    body: PageSubject
    colour: str
    """The same as in every picture."""
    regions: tuple[PageSubject, ...]


def on(day: str) -> Sequence[Area]:
    """Return the sjukvårdsregioner with the regions that belong to them on the day."""
    bodies = answers.organisations([SJUKVARDSREGION])
    colours = colours_of(bodies)
    regions = {each.id: each for each in answers.organisations([REGION])}
    found = []
    for body in bodies:
        rows = answers.ask(STRUCTURE, day, scope=body.id).rows
        parts = {row.from_id for row in rows if row.kind == "part_of" and row.to_id == body.id}
        found.append(Area(body, colours.of(body.id), tuple(each for id_, each in regions.items() if id_ in parts)))
    return found


def colours_of(bodies: Sequence[PageSubject]) -> palette.Palette:
    """Return the colours of the sjukvårdsregioner."""
    return palette.assign(body.id for body in bodies)
