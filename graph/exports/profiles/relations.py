"""How an organisation relates to others on a day, and which groups mirror which."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from graph import kinds
from graph.exports.profiles.values import Ask, Ref, ref
from graph.texts import Text

PART, MIRROR = "part_of", "counterpart_of"


class Relation(NamedTuple):
    """One link to another organisation, as seen from the one that the profile is of."""

    kind: str
    """One of `kinds.LINK_KINDS`."""
    other: Ref
    backward: bool
    """The link runs from the other one."""
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    sources: tuple[str, ...]

    @property
    def verb(self) -> Text:
        """What the one does to the other."""
        return verb(self.kind, self.backward)


class Around(NamedTuple):
    """What an organisation is tied to."""

    exists: bool
    """It is there on the day."""
    relations: tuple[Relation, ...]

    @property
    def parts(self) -> tuple[Relation, ...]:
        """The groups that are part of it."""
        return tuple(each for each in self.relations if each.kind == PART and each.backward)


class Mirror(NamedTuple):
    """One group that mirrors another; without a group, a sjukvårdsregion of whose group no source tells."""

    group: Ref | None
    part_of: Ref | None
    mirrored: Ref
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    sources: tuple[str, ...]


def verb(kind: str, backward: bool) -> Text:
    """Return what a link says, read forward or backward."""
    known = kinds.LINK_KINDS[kind]
    return known.inverse if backward else known.verb


def around(ask: Ask, id_: str) -> Around:
    """Return whether the organisation is there on the day, and its links."""
    rows = ask("structure", {"scope": id_})
    labels = {row.id: row.label for row in rows if row.element == "node"}
    relations = []
    for row in links_of(rows, id_):
        backward = row.from_id != id_
        other = row.from_id if backward else row.to_id
        relations.append(
            Relation(
                row.kind,
                Ref(other, labels.get(other)),
                backward,
                row.last_confirmed,
                row.certainty,
                row.unconfirmed,
                tuple(row.sources),
            )
        )
    return Around(id_ in labels, tuple(relations))


def links_of(rows: Iterable[Any], id_: str) -> list[Any]:
    """Return those rows of the question that are links of the organisation."""
    edges = [row for row in rows if row.element == "edge" and row.kind in kinds.LINK_KINDS]
    return [row for row in edges if id_ in (row.from_id, row.to_id)]


def mirrors(ask: Ask, group: str) -> tuple[Mirror, ...]:
    """Return all counterparts of the national group that a group mirrors or is."""
    return tuple(
        Mirror(
            ref(row.group_id, row.group),
            ref(row.body_id, row.body),
            Ref(row.mirrors_id, row.mirrors),
            row.last_confirmed,
            row.certainty,
            row.unconfirmed,
            tuple(row.sources),
        )
        for row in ask("mirrors", {"group": group})
    )


def mirroring_parts(ask: Ask, body: str) -> dict[str, tuple[str, ...]]:
    """Return the groups that are part of a body, with those that each of them mirrors, as ids."""
    found = {}
    for part in around(ask, body).parts:
        own = around(ask, part.other.id).relations
        mirrored = tuple(each.other.id for each in own if each.kind == MIRROR and not each.backward)
        if mirrored:
            found[part.other.id] = mirrored
    return found
