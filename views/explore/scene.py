"""What the network shows: nodes reached from a centre, edges between them, and bundles of what is folded.

Nothing here asks a store or knows of the page. The nodes form a tree from the centre, each with the node that it
was reached from. A bundle stands for what was reached from one node by one relation: "18 ledamöter".
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import networkx

from graph.names import swedish_key
from queries import steps

MOST, CALM = 150, 90
"""More nodes than the first are grouped, until there are at most as many as the second."""
_WORTH_A_GROUP = 3
_BETWEEN = "~"


class Tie(NamedTuple):
    """An edge between two nodes, as some question told it."""

    kind: str
    start: str
    end: str
    role: str
    status: str
    in_group: str
    certainty: str
    unconfirmed: bool
    last_confirmed: str
    sources: tuple[str, ...]


class Way(NamedTuple):
    """How the neighbours of a node are told apart: by relation, and by which way it points."""

    node: str
    relation: str
    backward: bool
    """The relation points at `node`."""

    @property
    def written(self) -> str:
        """Return the way as it stands in the address."""
        return f"{self.node}{_BETWEEN}{'-' if self.backward else ''}{self.relation}"

    @classmethod
    def read(cls, text: str) -> "Way | None":
        """Read a way from the address; None when it is none."""
        node, _, signed = text.partition(_BETWEEN)
        relation = signed.removeprefix("-")
        return cls(node, relation, signed != relation) if node and relation in steps.RELATIONS else None


class NetworkNode(NamedTuple):
    """A person, group or body, or a bundle of such; `way` is how it was reached, None for the centre."""

    id: str
    kind: str
    label: str
    way: Way | None
    level: int
    members: tuple[str, ...] = ()
    """Ids of those whom a bundle stands for, those behind them left out."""

    @property
    def parent(self) -> str | None:
        """Return the node that this one was reached from."""
        return self.way.node if self.way else None

    @property
    def order(self) -> tuple[object, ...]:
        """Return a key that sorts nodes of one level."""
        return swedish_key(self.label), self.id


class Reached(NamedTuple):
    """One node as a question reached it."""

    id: str
    kind: str
    label: str
    way: Way


class NetworkScene(NamedTuple):
    """Nodes in the order in which they were reached, and the edges between them."""

    nodes: Mapping[str, NetworkNode]
    ties: tuple[Tie, ...]

    def children(self) -> dict[str, list[NetworkNode]]:
        """Return the nodes reached from each node."""
        found: defaultdict[str, list[NetworkNode]] = defaultdict(list)
        for node in self.nodes.values():
            if node.parent is not None:
                found[node.parent].append(node)
        return found


def tree(centre: tuple[str, str, str], reached: Iterable[Reached]) -> dict[str, NetworkNode]:
    """Return the nodes with levels, the centre (id, kind, label) first; of several ways to a node the first counts."""
    nodes = {centre[0]: NetworkNode(*centre, None, 0)}
    grow(nodes, reached)
    return nodes


def grow(nodes: dict[str, NetworkNode], reached: Iterable[Reached], hidden: Collection[str] = ()) -> None:
    """Add what was reached from nodes that are there already, in that order.

    Of the nodes that are there, those `hidden` in some bundle are moved to the way by which they were reached now,
    with all behind them.
    """
    for each in reached:
        if each.way.node not in nodes:
            continue
        level = nodes[each.way.node].level + 1
        if each.id not in nodes:
            nodes[each.id] = NetworkNode(each.id, each.kind, each.label, each.way, level)
        elif each.id in hidden and each.id not in _above(nodes, each.way.node):
            moved = _behind(nodes, each.id)
            nodes[each.id] = nodes.pop(each.id)._replace(way=each.way, level=level)
            for id_ in moved:
                node = nodes.pop(id_)
                nodes[id_] = node._replace(level=nodes[node.parent or ""].level + 1)


def _above(nodes: Mapping[str, NetworkNode], id_: str) -> list[str]:
    """Return a node and those that lead to it from the centre."""
    found = [id_]
    while (parent := nodes[found[-1]].parent) is not None:
        found.append(parent)
    return found


def _behind(nodes: Mapping[str, NetworkNode], id_: str) -> list[str]:
    """Return the nodes that are reached through a node, in order."""
    found = {id_: None}
    for node in nodes.values():
        if node.parent in found:
            found[node.id] = None
    return list(found)[1:]


def walked(centre: str, named: Mapping[str, tuple[str, str]], ties: Iterable[Tie]) -> list[Reached]:
    """Return how nodes (id: kind, label) are reached from the centre by the shortest way along the ties.

    Of equally short ways the closest relation (`steps.RELATIONS`) counts. What no tie leads to is left out.
    """
    around: networkx.Graph[str] = networkx.Graph()
    around.add_node(centre)
    ways: dict[tuple[str, str], Way] = {}
    for tie in sorted(ties, key=lambda tie: (tie.unconfirmed, steps.RELATIONS.index(tie.kind), tie), reverse=True):
        around.add_edge(tie.start, tie.end)
        ways[tie.start, tie.end] = Way(tie.start, tie.kind, False)
        ways[tie.end, tie.start] = Way(tie.end, tie.kind, True)
    far = networkx.single_source_shortest_path_length(around, centre)
    found = []
    for id_ in sorted((id_ for id_ in far if id_ != centre), key=lambda id_: (far[id_], id_)):
        nearer = [ways[near, id_] for near in around[id_] if far[near] == far[id_] - 1]
        way = min(nearer, key=lambda way: (steps.RELATIONS.index(way.relation), way))
        found.append(Reached(id_, *named[id_], way))
    return found


def bundled(base: Mapping[str, NetworkNode], most: int = MOST, calm: int = CALM) -> set[tuple[Way, str]]:
    """Return which bundles (way and kind of node) are folded at first: none, unless there are more nodes than `most`.

    The largest of the outermost level go first, until at most `calm` nodes are left. The answer depends on the base
    alone: opening one bundle never folds another.
    """
    there: dict[str, NetworkNode] = dict(base)
    chosen: set[tuple[Way, str]] = set()
    if len(there) <= most:
        return chosen
    for level in range(max(node.level for node in base.values()), 0, -1):
        sizes = Counter(
            (node.way, node.kind) for node in there.values() if node.level == level and node.way and not node.members
        )
        for bundle, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
            if size < _WORTH_A_GROUP or len(there) <= calm:
                break
            chosen.add(bundle)
            there = fold(there, chosen)
    return chosen


def fold(
    nodes: Mapping[str, NetworkNode],
    bundles: Collection[tuple[Way, str]],
    closed: Collection[Way] = (),
    kept: Collection[str] = (),
) -> dict[str, NetworkNode]:
    """Return the nodes with those of each bundle, and all behind them, put into one.

    A `closed` way folds every kind that was reached by it. The nodes `kept`, and those that lead to them, stay.
    """
    spared = {above for id_ in kept if id_ in nodes for above in _above(nodes, id_)}
    shown: dict[str, NetworkNode] = {}
    inside: dict[str, str] = {}
    for node in nodes.values():
        way = node.way
        if way is None or node.id in spared:
            shown[node.id] = node
        elif way.node in inside:
            inside[node.id] = inside[way.node]
        elif node.members or not ((way, node.kind) in bundles or way in closed):
            shown[node.id] = node
        else:
            key = f"{way.written}{_BETWEEN}{node.kind}"
            old = shown.get(key)
            members = (*(old.members if old else ()), node.id)
            shown[key] = NetworkNode(key, node.kind, key, way, node.level, members)
            inside[node.id] = key
    return shown


def without(
    nodes: Mapping[str, NetworkNode], ways: Collection[Way], kept: Collection[str] = ()
) -> dict[str, NetworkNode]:
    """Return the nodes but for those reached by these ways, and all behind them; those `kept` stay."""
    spared = {above for id_ in kept if id_ in nodes for above in _above(nodes, id_)}
    found: dict[str, NetworkNode] = {}
    for node in nodes.values():
        if node.id in spared or node.way is None or (node.way not in ways and node.way.node in found):
            found[node.id] = node
    return found


def homes(nodes: Mapping[str, NetworkNode], whole: Mapping[str, NetworkNode]) -> dict[str, str]:
    """Return for each node of the `whole` tree the shown node that it is, or is folded into."""
    found = {id_: id_ for id_ in nodes}
    for node in nodes.values():
        found |= dict.fromkeys(node.members, node.id)
    for node in whole.values():
        if node.id not in found and node.parent in found:
            found[node.id] = found[node.parent]
    return found


def joined(ties: Iterable[Tie], home: Mapping[str, str]) -> tuple[Tie, ...]:
    """Return the ties between shown nodes, those inside a bundle left out."""
    moved = {
        tie._replace(start=home[tie.start], end=home[tie.end])
        for tie in ties
        if tie.start in home and tie.end in home and home[tie.start] != home[tie.end]
    }
    return tuple(sorted(moved))


class Filters(NamedTuple):
    """What is left on the screen; an empty one leaves everything."""

    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    certainties: frozenset[str] = frozenset()
    belonging: frozenset[str] | None = None
    """Ids of what belongs to the chosen sjukvårdsregion; None: everything."""

    def __bool__(self) -> bool:
        """Tell whether anything is filtered."""
        return bool(self.kinds or self.roles or self.certainties or self.belonging is not None)


def filtered(scene: NetworkScene, filters: Filters, kept: Collection[str]) -> NetworkScene:
    """Return what the filters leave; the nodes `kept` stay, and a node that loses all its edges goes."""
    if not filters:
        return scene
    ties = tuple(
        tie
        for tie in scene.ties
        if (not filters.roles or not tie.role or tie.role in filters.roles)
        and (not filters.certainties or tie.certainty in filters.certainties)
    )
    allowed = {
        node.id
        for node in scene.nodes.values()
        if (not filters.kinds or node.kind in filters.kinds)
        and (filters.belonging is None or filters.belonging & {node.id, *node.members})
    } | {*kept}
    ties = tuple(tie for tie in ties if tie.start in allowed and tie.end in allowed)
    # Those whom a filter on edges leaves without any edge are gone; a filter on nodes alone may leave islands.
    lost = {end for tie in scene.ties for end in (tie.start, tie.end)}
    if filters.roles or filters.certainties:
        lost -= {end for tie in ties for end in (tie.start, tie.end)}
        allowed -= lost - {*kept}
    nodes = {id_: node for id_, node in scene.nodes.items() if id_ in allowed}
    return NetworkScene(nodes, tuple(tie for tie in ties if tie.start in nodes and tie.end in nodes))


def ways_of(ties: Iterable[tuple[str, str, str]], node: str) -> Sequence[Way]:
    """Return the ways that lead from a node along ties (kind, start, end), the closest relation first."""
    found = {Way(node, kind, end == node) for kind, start, end in ties if node in (start, end)}
    return sorted(found, key=lambda way: (steps.RELATIONS.index(way.relation), not way.backward))
