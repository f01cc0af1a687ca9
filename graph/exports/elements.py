"""What a picture is drawn from: nodes and edges, in whatever order they come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from graph import kinds
from graph.exports.characters import clean
from graph.names import swedish_key

PERSON = "person"
NODE = "node"

Change = Literal["", "added", "first_seen", "changed", "gone"]
"""What happened since an earlier date; empty: nothing, or pictures of one date."""


class Element(Protocol):
    """A node or an edge; the rows of the question `structure` are such."""

    @property
    def element(self) -> str:
        """`node` or `edge`."""

    @property
    def id(self) -> str:
        """The id of an organisation or person, or one of the edge's own."""

    @property
    def kind(self) -> str:
        """A kind of organisation, `person`, or a relation."""

    @property
    def label(self) -> str:
        """A node's name."""

    @property
    def from_id(self) -> str | None:
        """Where an edge starts."""

    @property
    def to_id(self) -> str | None:
        """Where an edge ends."""

    @property
    def in_group(self) -> str | None:
        """The group in which a person represents somebody."""

    @property
    def role(self) -> str | None:
        """A person's role in the group."""

    @property
    def status(self) -> str | None:
        """Of a membership or hosting."""

    @property
    def certainty(self) -> str | None:
        """How sure it is on the day (`kinds.CERTAINTIES`)."""

    @property
    def unconfirmed(self) -> bool:
        """Nobody confirmed it in three years."""

    @property
    def last_confirmed(self) -> str | None:
        """The last observation as written."""

    @property
    def sources(self) -> Sequence[str]:
        """Ids of the sources."""


class Edge(NamedTuple):
    """An edge both of whose ends are nodes."""

    kind: str
    start: str
    end: str
    in_group: str
    role: str
    status: str
    certainty: str
    unconfirmed: bool
    last_confirmed: str
    sources: tuple[str, ...]
    change: Change = ""


class Node(NamedTuple):
    """A body, group or person; `label` is as it came."""

    id: str
    kind: str
    label: str
    change: Change = ""
    was: str = ""
    """What it was called on the earlier date, if that was something else."""

    @property
    def order(self) -> tuple[str, str]:
        """Return a key that sorts nodes of one kind."""
        return swedish_key(self.label), self.id

    @property
    def known_kind(self) -> kinds.OrganisationKind | None:
        """Return the kind of organisation, None for persons and kinds that nobody declared."""
        return kinds.ORGANISATION_KINDS.get(self.kind)


class Scene(NamedTuple):
    """Nodes by id and edges by both ends, each list sorted."""

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    leaving: Mapping[str, Sequence[Edge]]
    reaching: Mapping[str, Sequence[Edge]]

    def out(self, node: str, *relations: str) -> list[Edge]:
        """Return the edges of these relations (none given: of any) that leave a node."""
        return [edge for edge in self.leaving.get(node, ()) if not relations or edge.kind in relations]

    def into(self, node: str, *relations: str) -> list[Edge]:
        """Return the edges of these relations (none given: of any) that reach a node."""
        return [edge for edge in self.reaching.get(node, ()) if not relations or edge.kind in relations]


def scene(elements: Iterable[Element]) -> Scene:
    """Sort elements into nodes and edges; an edge from a node to itself, or to none of the nodes, is left out.

    A node whose name has nothing to show is called by its id.
    """
    given = list(elements)
    found = sorted(
        {
            Node(each.id, each.kind, each.label if clean(each.label) else each.id)
            for each in given
            if each.element == NODE
        },
        reverse=True,
    )
    nodes = {node.id: node for node in found}
    edges = sorted(
        {
            Edge(
                each.kind,
                each.from_id,
                each.to_id,
                each.in_group or "",
                each.role or "",
                each.status or "",
                each.certainty or "",
                each.unconfirmed,
                each.last_confirmed or "",
                tuple(sorted(each.sources)),
            )
            for each in given
            if each.element != NODE and each.from_id in nodes and each.to_id in nodes and each.from_id != each.to_id
            if each.from_id and each.to_id
        }
    )
    return joined(nodes, edges)


def joined(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> Scene:
    """Return nodes with the edges between them."""
    told = tuple(edge for edge in sorted(set(edges)) if edge.start in nodes and edge.end in nodes)
    leaving: dict[str, list[Edge]] = defaultdict(list)
    reaching: dict[str, list[Edge]] = defaultdict(list)
    for edge in told:
        leaving[edge.start].append(edge)
        reaching[edge.end].append(edge)
    return Scene(nodes, told, leaving, reaching)
