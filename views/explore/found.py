"""What the store tells of a network: only what is asked for, through the questions on neighbours and structure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from graph.exports.elements import PERSON
from graph.finding import NotFound
from graph.names import swedish_key
from graph.people.hiding import is_hidden
from graph.port import Store
from graph.texts import Language
from queries import steps, structure
from queries.asking.query import Question
from queries.hosts import QUERY as HOSTS
from queries.neighbours import QUERY as NEIGHBOURS
from queries.path import QUERY as PATH
from queries.structure import QUERY as STRUCTURE
from queries.structure import SYSTEM
from views.explore import layout, network_words
from views.explore import scene as network_scene
from views.explore.layout import NodePlace
from views.explore.network_state import NetworkWish
from views.explore.scene import Filters, NetworkNode, NetworkScene, Reached, Tie, Way
from views.parts import answers

BODY_KINDS = ("sjukvardsregion",)
"""The bodies that one can filter by, and that bear colours of their own."""


class FoundNetwork(NamedTuple):
    """A network before filters: nodes with places, and the ties between them."""

    centre: str
    scene: NetworkScene
    places: Mapping[str, NodePlace]
    base: int
    """How many nodes the centre and depth give before anything is folded."""
    homes: Mapping[str, str]
    """The body that hosts each node, or that it speaks for or belongs to."""
    path: tuple[Any, ...]
    """The links of the chain that was asked for."""


def find(centre: str, wish: NetworkWish, day: str, language: Language) -> FoundNetwork:
    """Return the network around a centre, an id or `structure.SYSTEM`; raises `NotFound` and `WrongUse`."""
    still = wish._replace(selected=(), moved=(), by_kind=False, kinds=(), body="", roles=(), certainties=())
    found = _find(answers.store_address(), answers.version(), centre, still, day, language)
    moved = {id_: (x, y) for id_, x, y in wish.moved if id_ in found.places}
    if not moved:
        return found
    places = {id_: found.places[id_]._replace(x=x, y=y) for id_, (x, y) in moved.items()}
    return found._replace(places={**found.places, **places})


@st.cache_resource(max_entries=200, show_spinner=False)
def _find(address: str, version: int, centre: str, wish: NetworkWish, day: str, language: Language) -> FoundNetwork:
    base, told = _base(centre, wish, day)
    bundles = set() if wish.ungrouped else network_scene.bundled(base)
    first = _named(network_scene.fold(base, bundles), language)
    whole = dict(base)
    hidden = base.keys() - first.keys()
    bundles = {bundle for bundle in bundles if bundle[0] not in wish.opened}
    for way in wish.opened:
        rows = [row for row in _around(way.node, day, whole) if (row.via, row.backward) == way[1:]]
        network_scene.grow(whole, map(_reach, rows), hidden)
        told += tuple(map(_walked, rows))
    chain = _chain(wish, day)
    network_scene.grow(whole, _along(chain))
    kept = {end for link in chain for end in (link.from_id, link.to_id)}
    # Places are found as if nothing that was opened had been closed again, so that closing moves nobody.
    unclosed = _named(network_scene.fold(whole, bundles, (), kept), language)
    # What was there from the start folds into a bundle; what was opened goes as it came.
    given = {node.way for node in base.values()}
    left = network_scene.without(whole, [way for way in wish.closed if way not in given], kept)
    shown = _named(network_scene.fold(left, bundles, wish.closed, kept), language)
    ties = _once((*told, *_among(sorted(whole), day)))
    homes = _homes(_behind(sorted(whole), day), day)
    near = _neighbours(network_scene.joined(ties, network_scene.homes(first, base)))
    places = layout.rings(first, near, lambda node: _order(node, homes))
    layout.beside(places, unclosed, first)
    layout.beside(places, shown, unclosed)
    joined = network_scene.joined(ties, network_scene.homes(shown, left))
    return FoundNetwork(next(iter(base), ""), NetworkScene(shown, joined), places, len(base), homes, tuple(chain))


def _neighbours(ties: Iterable[Tie]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        found[tie.start].add(tie.end)
        found[tie.end].add(tie.start)
    return found


def _once(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Return each tie once, as it was told first."""
    found: dict[tuple[str, ...], Tie] = {}
    for tie in ties:
        found.setdefault((tie.kind, tie.start, tie.end, tie.role, tie.status, tie.in_group), tie)
    return tuple(found.values())


def _base(centre: str, wish: NetworkWish, day: str) -> tuple[dict[str, NetworkNode], tuple[Tie, ...]]:
    if centre == SYSTEM:
        rows = answers.ask(STRUCTURE, day, scope=SYSTEM).rows
        named = {row.id: (row.kind, row.label) for row in rows if row.element == "node"}
        if not named:
            return {}, ()
        ties = [_tie(row) for row in rows if row.element != "node"]
        root = _middle(named, ties)
        return network_scene.tree((root, *named[root]), network_scene.walked(root, named, ties)), ()
    rows = seen(answers.ask(NEIGHBOURS, day, node=centre, depth=wish.depth).rows)
    return network_scene.tree(answers.subjects([centre])[centre], map(_reach, rows)), tuple(map(_walked, rows))


def _middle(named: Mapping[str, tuple[str, str]], ties: Iterable[Tie]) -> str:
    """Return the node that a picture of the whole system starts from: the steering group, else the best connected."""
    many = dict.fromkeys(named, 0)
    for tie in ties:
        many[tie.start] += 1
        many[tie.end] += 1
    return min(named, key=lambda id_: (named[id_][0] != "sks", -many[id_], id_))


def _around(node: str, day: str, known: Mapping[str, NetworkNode]) -> list[Any]:
    """Return the neighbours of a node, none when it is not in the picture."""
    return seen(answers.ask(NEIGHBOURS, day, node=node).rows) if node in known else []


def _reach(row: Any) -> Reached:
    return Reached(row.id, row.kind, row.label, Way(row.from_id, row.via, row.backward))


def _walked(row: Any) -> Tie:
    ends = (row.id, row.from_id) if row.backward else (row.from_id, row.id)
    return Tie(
        row.via,
        *ends,
        row.role or "",
        row.status or "",
        row.in_group_id or "",
        row.certainty or "",
        row.unconfirmed,
        row.last_confirmed or "",
        tuple(row.sources),
    )


def seen(rows: Iterable[Any]) -> list[Any]:
    """Return the rows of `neighbours` or `path` that tell of nobody who is not to be shown."""
    fields = ("id", "from_id", "to_id")
    return [row for row in rows if not any(is_hidden(getattr(row, name, "")) for name in fields)]


def _tie(row: structure.Row) -> Tie:
    return Tie(
        row.kind,
        row.from_id or "",
        row.to_id or "",
        row.role or "",
        row.status or "",
        row.in_group or "",
        row.certainty or "",
        row.unconfirmed,
        row.last_confirmed or "",
        tuple(row.sources),
    )


def _among(ids: Sequence[str], day: str) -> tuple[Tie, ...]:
    """Return the edges between these nodes."""

    def ask(store: Store) -> list[structure.Row]:
        return structure.among(Question(store, store.dialect, {}, day), ids)

    return tuple(_tie(row) for row in answers.work(ask) if row.element != "node")


def _behind(ids: Sequence[str], day: str) -> tuple[Tie, ...]:
    """Return the edges from these nodes to those whom they represent or are part of."""

    def ask(store: Store) -> list[structure.Row]:
        return structure.behind(Question(store, store.dialect, {}, day), ids)

    return tuple(map(_tie, answers.work(ask)))


def _chain(wish: NetworkWish, day: str) -> list[Any]:
    if not (wish.start and wish.goal) or wish.start == wish.goal:
        return []
    try:
        return seen(answers.ask(PATH, day, start=wish.start, goal=wish.goal).rows)
    except NotFound:  # a link from before somebody was hidden, or removed
        return []


def _named(nodes: Mapping[str, NetworkNode], language: Language) -> dict[str, NetworkNode]:
    """Return the nodes, bundles called by what they stand for."""
    return {
        id_: node._replace(label=network_words.bundle(node.way, node.kind, len(node.members), language))
        if node.members and node.way
        else node
        for id_, node in nodes.items()
    }


def _along(chain: Iterable[Any]) -> list[Reached]:
    """Return how the nodes of a chain are reached, from its start and from its goal."""
    links = list(chain)
    there = answers.subjects(end for link in links for end in (link.from_id, link.to_id))
    forth = [Reached(*there[link.to_id], Way(link.from_id, link.relation, link.backward)) for link in links]
    back = [Reached(*there[link.from_id], Way(link.to_id, link.relation, not link.backward)) for link in links[::-1]]
    return forth + back


def _order(node: NetworkNode, homes: Mapping[str, str]) -> tuple[Any, ...]:
    """Sort by relation, then by the body behind, so that what one body hosts stands together."""
    way = node.way
    relation = (steps.RELATIONS.index(way.relation), not way.backward) if way else (-1, False)
    return (relation, homes.get(node.id, "~"), node.kind, swedish_key(node.label), node.id)


def bodies() -> list[answers.PageSubject]:
    """Return the bodies that bear colours of their own."""
    return answers.organisations(BODY_KINDS)


def _homes(ties: Iterable[Tie], day: str) -> dict[str, str]:
    """Return the one body behind each node: itself, its host, whom it represents, or what it is part of.

    Who represents a region stands with the sjukvårdsregion that the region is part of.
    """
    own = {each.id for each in bodies()}
    found = {each: each for each in own}
    for row in answers.ask(HOSTS, day).rows:
        if row.host_id and row.status == "active":
            found.setdefault(row.group_id, row.host_id)
    direct: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        direct[tie.start].add(tie.end)
    for node in sorted(direct):
        mine = {above for body in direct[node] for above in ({body} if body in own else direct.get(body, set())) & own}
        if node not in found and len(mine) == 1:
            found[node] = mine.pop()
    return found


def belonging(body: str, day: str) -> frozenset[str]:
    """Return what belongs to a body: itself, its parts, what it hosts, and who represents it or a part of it."""
    found = {body}
    rows = answers.ask(NEIGHBOURS, day, node=body).rows
    found |= {row.id for row in rows if row.via != "part_of" or row.backward}
    for row in rows:
        if row.via == "part_of" and row.backward and row.kind == "region":
            theirs = answers.ask(NEIGHBOURS, day, node=row.id).rows
            found |= {each.id for each in theirs if each.via == "represents" and each.kind == PERSON}
    return frozenset(found)


def filters(wish: NetworkWish, day: str) -> Filters:
    """Return the filters of a wish."""
    known = {each.id for each in bodies()}
    return Filters(
        frozenset(wish.kinds),
        frozenset(wish.roles),
        frozenset(wish.certainties),
        belonging(wish.body, day) if wish.body in known else None,
    )
