"""The surroundings of a person, group or body, step by step."""

from typing import NamedTuple

from graph import kinds
from graph.texts import Text
from queries import steps
from queries.asking import sample
from queries.asking.query import Case, Parameter, Query, Question, labels, role_rank, swedish


class Row(NamedTuple):
    """One edge by which a node is first reached; a node reached by several edges at once has a row for each."""

    id: str
    kind: str
    """`person`, or the kind of organisation."""
    label: str
    distance: int
    """Steps from the node asked about."""
    via: str
    """The relation (`kinds.RELATIONS`)."""
    backward: bool
    """The relation points from this node to the one before (`from_id`), not the other way."""
    from_id: str
    from_label: str
    role: str | None
    in_group_id: str | None
    in_group: str | None
    """The group in which a person represents somebody, or sits while employed."""
    status: str | None
    certainty: str
    unconfirmed: bool
    last_confirmed: str | None
    sources: list[str]


FARTHEST = 3
"""Steps at most, however many are asked for."""
MOST_NODES = 2_000


def answer(question: Question) -> list[Row]:
    """Return what lies within `depth` steps, at most `FARTHEST`.

    The first step is always whole. A further step that would make the nodes more than `MOST_NODES` is not
    taken, so that the answer stays something that can be read and drawn.
    """
    start = question.parameters["node"]
    seen = frontier = {start}
    reached: list[tuple[int, steps.Step]] = []
    for distance in range(1, min(question.parameters["depth"], FARTHEST) + 1):
        if distance > 1 and len(seen | steps.reach(question, frontier, MOST_NODES + 1)) > MOST_NODES:
            break
        found = [step for step in steps.around(question, frontier) if step.far not in seen]
        reached += [(distance, step) for step in found]
        frontier = {step.far for step in found}
        seen = seen | frontier
    nodes = steps.nodes(question, seen)
    details = steps.details(question, [step for _, step in reached])
    return [_row(distance, step, nodes, details[step.record_kind, step.record]) for distance, step in reached]


def _row(distance: int, step: steps.Step, nodes: dict[str, steps.Stop], details: steps.Details) -> Row:
    node = nodes[step.far]
    return Row(
        node.id,
        node.kind,
        node.label,
        distance,
        step.kind,
        bool(step.backward),
        step.near,
        nodes[step.near].label,
        step.role,
        details.in_group_id,
        details.in_group,
        step.status,
        step.certainty,
        bool(step.unconfirmed) and not details.end_stated,
        step.last_confirmed,
        details.sources,
    )


QUERY = Query(
    name="neighbours",
    title=Text("Vad finns runt omkring?", "What is around it?"),
    description=Text(
        "Det som en person, grupp eller ett organ hänger ihop med, i ett till tre steg.",
        "What a person, group or body is connected to, in one to three steps.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        row.unconfirmed,
        row.distance,
        steps.RELATIONS.index(row.via),
        role_rank(row.role),
        swedish(row.label, row.from_label),
        row.id,
        row.from_id,
        row.backward,
        row.in_group_id or "",
        row.status or "",
        row.last_confirmed or "",
    ),
    example={"node": "Mats Bojestig", "depth": "2"},
    parameters=(
        Parameter("node", "node", Text("Person, grupp eller organ", "Person, group or body"), required=True),
        Parameter("depth", "number", Text("Antal steg", "Steps"), default=1),
    ),
    columns={
        "distance": Text("Avstånd", "Distance"),
        "via": Text("Genom", "Via"),
        "backward": Text("Omvänt", "Reversed"),
    },
    words={"via": labels(kinds.RELATIONS)},
    cases=(
        Case({"node": sample.GROUP}, lookup=True),
        Case({"node": sample.PERSON, "depth": 2}),
        Case({"node": sample.REGION, "depth": 3}),
    ),
)
