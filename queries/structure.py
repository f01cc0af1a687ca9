"""The subgraph that a diagram shows: nodes and edges of a scope, on a date."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph import kinds
from graph.names import swedish_key
from graph.texts import Text
from queries.asking import sample
from queries.asking.query import Case, Parameter, Query, Question, kinds_where, labels, role_rank, sources


class Row(NamedTuple):
    """A node (`from_id` and `to_id` None) or an edge between two nodes of the same answer."""

    element: str
    """`node` or `edge`."""
    id: str
    kind: str
    """A node's kind of organisation or `person`; an edge's relation (`kinds.RELATIONS`)."""
    label: str
    from_id: str | None
    to_id: str | None
    in_group: str | None
    """The group in which a person represents or is employed while sitting."""
    role: str | None
    status: str | None
    certainty: str | None
    unconfirmed: bool
    last_confirmed: str | None
    sources: list[str]


SYSTEM = "system"
"""The scope that is the whole national system."""
SYSTEM_KINDS = kinds_where(lambda kind: kind.system)
"""The bodies of the whole national system (DESIGN §2)."""
_BETWEEN = ("hosts", "part_of", "prepares_for", "supports", "acts_as")
_SEATS = ("member_of", "represents")
_AROUND = (*_BETWEEN, *_SEATS, "counterpart_of")
_DEEPEST = 6
"""Levels below one another that are looked for at most."""


def answer(question: Question) -> list[Row]:
    """Return the nodes and edges of the whole system, or around one organisation or person."""
    scope = question.parameters["scope"]
    if scope == SYSTEM:
        inside = [row[0] for row in question.run("structure", "inside", system_kinds=SYSTEM_KINDS)]
        kept = {*inside}
        edges = [
            edge
            for edge in _edges(question, "backward", inside, _BETWEEN)
            if edge.from_id in kept or edge.kind in ("hosts", "acts_as")
        ]
        if question.given("people"):
            edges += _seats(question, inside)
    else:
        kept = {scope}
        edges = _edges(question, "forward", [scope], _AROUND) + _edges(question, "backward", [scope], _AROUND)
        people = sorted({edge.from_id or "" for edge in edges if edge.kind in _SEATS and edge.from_id != scope})
        groups = {edge.to_id for edge in edges if edge.kind == "member_of"} | {scope}
        edges += [
            edge
            for edge in _edges(question, "forward", people, _SEATS)
            if scope in (edge.to_id, edge.in_group) or (edge.kind == "member_of" and edge.to_id in groups)
        ]
    return _with_nodes(question, edges, kept)


def _seats(question: Question, groups: Sequence[str]) -> list[Row]:
    """Return who sits in these groups and on whose behalf, and which bodies those bodies are part of."""
    seats = _edges(question, "backward", groups, ("member_of",))
    people = sorted({edge.from_id for edge in seats if edge.from_id})
    here = {*groups}
    behalf = [edge for edge in _edges(question, "forward", people, ("represents",)) if edge.in_group in here]
    bodies = sorted({edge.to_id for edge in behalf if edge.to_id})
    return [*seats, *behalf, *_edges(question, "forward", bodies, ("part_of",))]


def seated(question: Question, groups: Sequence[str]) -> list[Row]:
    """Return who sits in these groups and on whose behalf."""
    return _with_nodes(question, _seats(question, groups), groups)


def among(question: Question, ids: Sequence[str]) -> list[Row]:
    """Return these nodes, as far as they exist on the date, and the edges between them."""
    chosen = {*ids}
    edges = [edge for edge in _edges(question, "forward", sorted(chosen), _AROUND) if edge.to_id in chosen]
    return _with_nodes(question, edges, chosen)


def behind(question: Question, ids: Sequence[str]) -> list[Row]:
    """Return the edges to those whom these nodes represent or are part of, and from there to what that is part of."""
    edges = _edges(question, "forward", sorted({*ids}), ("represents", "part_of"))
    bodies = sorted({edge.to_id for edge in edges if edge.to_id} - {*ids})
    return [*edges, *_edges(question, "forward", bodies, ("part_of",))]


def below(question: Question, tops: Iterable[str], relations: Sequence[str]) -> list[Row]:
    """Return the nodes and edges that lead down from `tops` by these relations, level by level."""
    found: list[Row] = []
    seen = level = {*tops}
    for _ in range(_DEEPEST):
        edges = _edges(question, "backward", sorted(level), relations) if level else []
        level = {edge.from_id for edge in edges if edge.from_id} - seen
        seen = seen | level
        found += edges
    return _with_nodes(question, found, set())


def _with_nodes(question: Question, edges: Iterable[Row], kept: Iterable[str]) -> list[Row]:
    """Return the nodes at the ends of edges, those that are `kept` in any case, and the edges between nodes."""
    surest: dict[str, Row] = {}
    for edge in edges:
        surest[edge.id] = max(surest.get(edge.id, edge), edge, key=_sureness)
    edges = list(surest.values())
    kept = {*kept, *(end for edge in edges for end in (edge.from_id, edge.to_id) if end)}
    nodes = [
        Row._make(("node", *row, *[None] * 6, False, None, []))
        for row in question.run("structure", "nodes", nodes=sorted(kept))
    ]
    known = {node.id for node in nodes}
    return [*nodes, *(edge for edge in edges if edge.from_id in known and edge.to_id in known)]


def _sureness(edge: Row) -> tuple[int, str, list[str]]:
    """Return how sure an edge is, by which one of several between the same two is told."""
    return -list(kinds.CERTAINTIES).index(edge.certainty or "undated"), edge.last_confirmed or "", edge.sources


def _edges(question: Question, direction: str, around: Sequence[str], relations: Sequence[str]) -> list[Row]:
    """Return the edges that leave (`forward`) or reach (`backward`) these nodes."""
    found = question.run("structure", "edges", direction, around=around, relations=relations)
    return [
        Row(
            "edge",
            "|".join((kind, from_id, to_id, role or "", status or "", in_group or "")),
            kind,
            kinds.RELATIONS[kind].verb.sv,
            from_id,
            to_id,
            in_group,
            role,
            status,
            certainty,
            bool(unconfirmed),
            last_confirmed,
            sources(listed),
        )
        for kind, from_id, to_id, in_group, role, status, certainty, unconfirmed, last_confirmed, listed in found
    ]


QUERY = Query(
    name="structure",
    title=Text("Rita strukturen", "Draw the structure"),
    description=Text(
        "Noderna och sambanden i hela systemet, eller runt en grupp, ett organ eller en person.",
        "The nodes and edges of the whole system, or around a group, a body or a person.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        row.element != "node",
        _level(row.kind),
        row.kind,
        role_rank(row.role),
        swedish_key(row.label),
        row.id,
    ),
    example={"scope": "NPO akut vård"},
    parameters=(
        Parameter("scope", "scope", Text("Omfattning", "Scope"), default=SYSTEM),
        Parameter(
            "people",
            "flag",
            Text("Visa även i hela systemet vilka som sitter var", "Show who sits where in the whole system too"),
        ),
    ),
    columns={"element": Text("Del", "Element"), "from_id": Text("Från", "From"), "to_id": Text("Till", "To")},
    words={"status": labels(kinds.HOSTING_STATUSES) | labels(kinds.MEMBERSHIP_STATUSES)},
    cases=(
        Case(),
        Case({"scope": sample.GROUP}),
        Case({"scope": sample.WHOLE}),
    ),
)


def _level(kind: str) -> int:
    return kinds.ORGANISATION_KINDS[kind].level if kind in kinds.ORGANISATION_KINDS else 9
