"""How two persons, groups or bodies hang together: the shortest chain between them, in words."""

from collections import defaultdict
from typing import NamedTuple

from graph import kinds
from graph.texts import Text
from queries import steps
from queries.asking import sample
from queries.asking.query import Case, Parameter, Query, Question

_Before = defaultdict[str, set[str]]


class Row(NamedTuple):
    """One link of the chain, in walking order."""

    step: int
    from_id: str
    from_label: str
    relation: str
    """A name of `kinds.RELATIONS`."""
    backward: bool
    """The relation points from `to_id` to `from_id`."""
    to_id: str
    to_label: str
    role: str | None
    in_group_id: str | None
    in_group: str | None
    """The group in which a person represents somebody, or sits while employed."""
    status: str | None
    sentence: str
    """The link in Swedish, as `Eva Olofsson sitter i NPO ögonsjukdomar som ordförande`."""
    certainty: str
    unconfirmed: bool
    last_confirmed: str | None
    sources: list[str]


def answer(question: Question) -> list[Row]:
    """Return one shortest chain on the date, always the same one; no rows when there is none.

    Of several equally short ones each step takes what is confirmed before what nobody has confirmed for
    long, then the closest relation (`steps.RELATIONS`), then the smallest id.
    """
    start, goal = question.parameters["start"], question.parameters["goal"]
    chain = []
    here = start
    for level in _levels(question, start, goal):
        chain.append(min(steps.between(question, here, level), key=steps.closeness))
        here = chain[-1].far
    details = steps.details(question, chain)
    nodes = steps.nodes(question, {start, *(step.far for step in chain)})
    return [_row(number, step, nodes, details[step.record_kind, step.record]) for number, step in enumerate(chain, 1)]


def _levels(question: Question, start: str, goal: str) -> list[set[str]]:
    """Return the nodes of all shortest chains, first those one step from `start`, last the goal alone.

    It walks from both ends at once, each time from the side that has fewer edges to look at, until they meet.
    """
    if start == goal:
        return []
    sides = {start}, {goal}
    frontiers = [{start}, {goal}]
    before: tuple[_Before, _Before] = defaultdict(set), defaultdict(set)
    work = [steps.degree(question, frontier) for frontier in frontiers]
    while not (meeting := frontiers[0] & frontiers[1]):
        turn = work.index(min(work))
        found = [(near, far) for near, far in steps.ends(question, frontiers[turn]) if far not in sides[turn]]
        if not found:
            return []
        for near, far in found:
            before[turn][far].add(near)
        frontiers[turn] = {far for _, far in found}
        sides[turn].update(frontiers[turn])
        work[turn] = steps.degree(question, frontiers[turn])
    return [*reversed(_back(meeting, before[0])), meeting, *_back(meeting, before[1])][1:]


def _back(level: set[str], before: _Before) -> list[set[str]]:
    """Return the levels from the meeting point back to the end, nearest first."""
    levels = []
    while level := {near for node in level for near in before[node]}:
        levels.append(level)
    return levels


def _row(number: int, step: steps.Step, nodes: dict[str, steps.Stop], details: steps.Details) -> Row:
    near, far = nodes[step.near].label, nodes[step.far].label
    return Row(
        number,
        step.near,
        near,
        step.kind,
        bool(step.backward),
        step.far,
        far,
        step.role,
        details.in_group_id,
        details.in_group,
        step.status,
        _sentence(step, near, far, details.in_group),
        step.certainty,
        bool(step.unconfirmed) and not details.end_stated,
        step.last_confirmed,
        details.sources,
    )


def _sentence(step: steps.Step, near: str, far: str, group: str | None) -> str:
    relation = kinds.RELATIONS[step.kind]
    words = [near, (relation.inverse if step.backward else relation.verb).sv, far]
    if step.kind == "represents" and group:
        words += ["i", group]
    if step.role and step.kind != "employed_by":
        words += ["som", kinds.ROLES[step.role].label.sv]
    if step.status == "dormant":
        words.append(f"({kinds.HOSTING_STATUSES['dormant'].label.sv})")
    return " ".join(words)


QUERY = Query(
    name="path",
    title=Text("Hur hänger de ihop?", "How are they connected?"),
    description=Text(
        "Den kortaste kedjan mellan två personer, grupper eller organ, i ord.",
        "The shortest chain between two persons, groups or bodies, in words.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: row.step,
    example={"start": "Eva Olofsson", "goal": "Region Kalmar län"},
    parameters=(
        Parameter("start", "node", Text("Från", "From"), required=True),
        Parameter("goal", "node", Text("Till", "To"), required=True),
    ),
    columns={
        "sentence": Text("Samband i ord", "In words"),
        "to_label": Text("Till", "To"),
        "backward": Text("Omvänt", "Reversed"),
    },
    cases=(
        Case({"start": sample.PERSON, "goal": sample.REGION}),
        Case({"start": "rpo-norra-ogonsjukdomar", "goal": "lpo-skane-akut-vard"}),
    ),
)
