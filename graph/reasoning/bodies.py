"""Regions and the sjukvårdsregioner they lie in (DESIGN §3, "A region in a sjukvårdsregion").

A region speaks for its sjukvårdsregion: a seat told as the one's is the other's too, the region being the narrower
body. A region that lies in several (Halland) never does so by itself: nobody has told for which of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

Bodies = frozenset[str]
Parents = Mapping[str, frozenset[str]]
"""The sjukvårdsregioner that each region lies in; other bodies are not in it."""


class Filled(NamedTuple):
    """Whose seat somebody fills, by the bodies that are told."""

    body: str | None
    """The one body whose seat it is; None when none is told, or several may be meant."""
    through: str | None
    """The region through which it is that body's; None when the body itself is told."""
    either: tuple[str, ...] = ()
    """The bodies of which it is one, where a region lies in several."""


def parents_of(lying: Iterable[tuple[str, str]]) -> Parents:
    """Return the sjukvårdsregioner of each region, from pairs (region, sjukvårdsregion) of the links `part_of`."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for region, sjukvardsregion in lying:
        found[region].add(sjukvardsregion)
    return {region: frozenset(several) for region, several in found.items()}


def parent(body: str, parents: Parents) -> str | None:
    """Return the one sjukvårdsregion that a region lies in; None when it lies in none or in several."""
    several = parents.get(body, ())
    return next(iter(several)) if len(several) == 1 else None


def agree(one: Bodies, other: Bodies, parents: Parents) -> bool:
    """Tell whether two statements can tell of one seat by the bodies they name.

    They do when one of them names nothing that the other does not, as such or as region and sjukvårdsregion; nothing
    named agrees with everything.
    """
    mine, theirs = narrowest(one, parents), narrowest(other, parents)
    return _within(mine, theirs, parents) or _within(theirs, mine, parents)


def _within(some: Bodies, others: Bodies, parents: Parents) -> bool:
    return all(any(_same_body(body, other, parents) for other in others) for body in some)


def _same_body(one: str, other: str, parents: Parents) -> bool:
    return one == other or parent(one, parents) == other or parent(other, parents) == one


def narrowest(bodies: Bodies, parents: Parents) -> Bodies:
    """Return the bodies without a sjukvårdsregion one of whose regions is among them."""
    return bodies - {above for body in bodies if (above := parent(body, parents)) is not None}


def united(told: Iterable[Bodies], employers: Collection[str], parents: Parents) -> Bodies:
    """Return on whose behalf somebody sits by several statements of one seat, each body once.

    Of a region and its sjukvårdsregion the region stays, as the narrower; one that is the person's employer gives way
    to the sjukvårdsregion, and is told as the employer.
    """
    all_told = frozenset(body for bodies in told for body in bodies)
    given_way = {body for body in all_told & set(employers) if parent(body, parents) in all_told}
    return narrowest(all_told - given_way, parents)


def filled(bodies: Bodies, counted: Collection[str], parents: Parents) -> Filled:
    """Return which of the `counted` bodies' seats is filled by whoever represents `bodies`.

    A body that is counted itself goes before one that is meant through its region.
    """
    told = sorted(bodies.intersection(counted))
    if told:
        return Filled(told[0], None)
    through = {region: parents.get(region, frozenset()).intersection(counted) for region in sorted(bodies)}
    for region, several in through.items():
        if len(parents.get(region, ())) == 1 and several:
            return Filled(next(iter(several)), region)
    for region, several in through.items():
        if several:
            return Filled(None, region, tuple(sorted(several)))
    return Filled(None, None)
