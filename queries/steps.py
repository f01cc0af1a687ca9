"""Walking the graph: the edges around some nodes, both ways, which neighbours and paths share."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from queries.asking.query import Question, role_rank, sources

RELATIONS = (
    "member_of",
    "prepares_for",
    "supports",
    "acts_as",
    "hosts",
    "part_of",
    "counterpart_of",
    "succeeds",
    "represents",
    "employed_by",
)
"""Every relation, those that bind two nodes most closely first."""


class Step(NamedTuple):
    """One edge, walked from `near` to `far`; `backward` when it points from `far` to `near`."""

    near: str
    kind: str
    far: str
    backward: int
    role: str | None
    status: str | None
    certainty: str
    unconfirmed: int
    last_confirmed: str | None
    record: str
    record_kind: str


class Stop(NamedTuple):
    """A person or organisation on the way."""

    id: str
    kind: str
    label: str
    level: int


class Details(NamedTuple):
    """What the record behind an edge adds to it."""

    in_group_id: str | None
    in_group: str | None
    """The group in which a person represents somebody, or sits while employed."""
    end_stated: bool
    sources: list[str]


def around(question: Question, nodes: Collection[str]) -> list[Step]:
    """Return the edges on the date that leave or reach `nodes`."""
    return [Step(*row) for row in question.run("steps", "walk", "edges", around=sorted(nodes))]


def between(question: Question, node: str, others: Collection[str]) -> list[Step]:
    """Return the edges on the date between a node and any of the `others`."""
    found = question.run("steps", "walk", "edges", "between", around=[node], towards=sorted(others))
    return [Step(*row) for row in found]


def ends(question: Question, nodes: Collection[str]) -> list[tuple[str, str]]:
    """Return each of `nodes` with each node that is one step from it on the date."""
    return [(near, far) for near, far in question.run("steps", "walk", "ends", around=sorted(nodes))]


def reach(question: Question, nodes: Collection[str], most: int) -> set[str]:
    """Return at most `most` of what is one step from `nodes`, to see whether that is too much to fetch."""
    return {row[0] for row in question.run("steps", "walk", "reach", around=sorted(nodes), most=most)}


def degree(question: Question, nodes: Collection[str]) -> int:
    """Return how many edges, of whatever date, a step from `nodes` has to look at."""
    ((count,),) = question.run("steps", "degree", around=sorted(nodes))
    return int(count)


def nodes(question: Question, ids: Collection[str]) -> dict[str, Stop]:
    """Return what these persons and organisations are called, by id."""
    return {row[0]: Stop(*row) for row in question.run("steps", "nodes", nodes=sorted(ids))}


def details(question: Question, steps: Iterable[Step]) -> dict[tuple[str, str], Details]:
    """Return the details of the records behind `steps`, by their kind and id."""
    records = sorted({step.record for step in steps})
    return {
        (kind, record): Details(group, label, bool(end_stated), sources(listed))
        for kind, record, group, label, end_stated, listed in question.run("steps", "details", records=records)
    }


def closeness(step: Step) -> tuple[object, ...]:
    """Return a key by which, of several edges, the one that says most comes first."""
    return bool(step.unconfirmed), RELATIONS.index(step.kind), role_rank(step.role), step.far, step.record
