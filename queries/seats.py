"""The seat ledger: which seats of a group or a body are filled, vacant, unknown or carried over."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from graph import kinds
from graph.port import Value
from graph.reasoning.bodies import Filled, Parents
from graph.texts import Text
from queries import regions, seating
from queries.asking import sample
from queries.asking.query import (
    BODY,
    GROUP,
    Case,
    Query,
    Question,
    gathered,
    labels,
    role_rank,
    sources,
    swedish,
)
from queries.mandates import overdue
from queries.rules import RuleInForce, in_force, rule_for
from queries.seating import Holder, Seated, Wanted


class Row(NamedTuple):
    """One seat. Which seats there should be follows from a sourced rule; `rule_id` names it."""

    group_id: str
    group: str
    role: str | None
    body_id: str | None
    """The body whose seat it is; None when no source tells which seat the person fills."""
    body: str | None
    through_id: str | None
    through: str | None
    """The region whose member fills the seat of its sjukvårdsregion."""
    either_ids: list[str]
    either: str | None
    """The bodies of which it is one's seat, where it is not told whose."""
    relation: str | None
    """How the seat is the body's: `represents`, `through` a region or its sjukvårdsregion, `employed_by` the body
    that is asked about, or `untold`: the body is one of several whose seat it may be."""
    state: str
    """`filled`, `vacant`, `unknown`, or `carried_over`: the term has passed and nobody is told to follow."""
    person_id: str | None
    person: str | None
    represents: str | None
    employer_id: str | None
    employer: str | None
    certainty: str
    last_confirmed: str | None
    unconfirmed: bool
    rule_id: str | None
    sources: list[str]


def answer(question: Question) -> list[Row]:
    """Return the seats of a group, or a body's seats everywhere, or all seats that a rule counts."""
    rules = in_force(question, ("seats_for_each", "seats_for"))
    applies_to = sorted({part for rule in rules for part in rule.applies_to})
    ruled = {
        group: (label, rule)
        for group, label, kind in question.run("seats", "groups", applies_to=applies_to)
        if (rule := rule_for(rules, group, kind)) is not None
    }
    wanted = _wanted(question, ruled)
    now, lapsed = _told(question, ruled)
    body: str | None = question.parameters["body"]
    told = {body for holder in (*now, *lapsed) for body in holder.bodies}
    parents = regions.parents(question, {*told, *([body] if body else [])})
    holders = _holders(question, now, lapsed, wanted, parents)
    names = _names(question, holders, wanted, parents)
    rows: list[Row] = []
    for group in sorted({*holders, *ruled}):
        there = holders.get(group, [])
        label = ruled[group][0] if group in ruled else there[0].group
        for each in seating.seated(there, wanted.get(group), parents):
            relation = _relation(each, body, parents)
            if not body or relation:
                rows.append(_row(group, label, _as_asked(each, body), wanted.get(group), relation, names))
    return rows


def _wanted(question: Question, ruled: Mapping[str, tuple[str, RuleInForce]]) -> dict[str, Wanted]:
    """Return the seats that the rule of each group counts, of the bodies that there are on the day."""
    rules = {rule.id: rule for _, rule in ruled.values()}
    counted = sorted({body for rule in rules.values() for body in (*rule.parameters, rule.parameters.get("kind", ""))})
    bodies = {name: kind for name, _, kind in question.run("seats", "bodies", counted=counted)} if rules else {}
    seats: dict[str, Mapping[str, int]] = {}
    for key, rule in rules.items():
        if rule.check == "seats_for_each":
            kind = rule.parameters.get("kind")
            seats[key] = {body: rule.number("count", 1) for body in sorted(bodies) if bodies[body] == kind}
        else:
            seats[key] = {body: rule.number(body, 1) for body in rule.parameters}
    return {group: Wanted(rule, seats[rule.id]) for group, (_, rule) in ruled.items()}


def _told(question: Question, ruled: Collection[str]) -> tuple[list[Holder], list[Holder]]:
    """Return who sits in the groups concerned, with the vacancies, and those whose planned end has passed."""
    body, group = question.parameters["body"], question.parameters["group"]
    groups = [group] if group else sorted(ruled)
    found = _read(question, "seated", groups=groups, roles=seating.ROLES) | _read(question, "vacant", groups=groups)
    lapsed = _read(question, "lapsed", groups=groups, roles=_LAPSING)
    if body:
        bodies = sorted({body, *regions.parents(question, [body]).get(body, ())})
        found |= _read(question, "of_body", bodies=bodies, roles=seating.ROLES)
        lapsed |= _read(question, "of_body", "lapsed", bodies=bodies, roles=_LAPSING)
    sitting, late = (
        [holder for holder in each.values() if not group or holder.group_id == group] for each in (found, lapsed)
    )
    return sitting, late


def _holders(
    question: Question,
    told: Sequence[Holder],
    lapsed: Sequence[Holder],
    wanted: Mapping[str, Wanted],
    parents: Parents,
) -> dict[str, list[Holder]]:
    """Return by group who sits there or is carried over, and the vacancies."""
    now: defaultdict[str, list[Holder]] = defaultdict(list)
    for holder in told:
        now[holder.group_id].append(holder)
    late = overdue(question, {holder.group_id: holder.group_kind for holder in told})
    there = {group: seating.with_overdue(several, late) for group, several in now.items()}
    carried: defaultdict[str, list[Holder]] = defaultdict(list)
    for holder in seating.carried_over(question, lapsed, now, parents):
        carried[holder.group_id].append(holder)
    for group, several in carried.items():
        sitting = there.get(group, [])
        there[group] = [*sitting, *seating.open_to(sitting, several, wanted.get(group), parents)]
    return {group: several for group, several in there.items() if several}


_LAPSING = sorted(seating.ORDINARY | seating.SINGLE)


def _read(question: Question, *parts: str, **bound: Value) -> dict[str, Holder]:
    found = {}
    for row in question.run("seats", "holders", *parts, **bound):
        bodies = frozenset(gathered(row[8]))
        found[row[0]] = Holder._make(
            (*row[:8], bodies, *row[9:12], bool(row[12]), *row[13:15], bool(row[15]), sources(row[16]), False)
        )
    return found


def _names(
    question: Question, holders: Mapping[str, list[Holder]], wanted: Mapping[str, Wanted], parents: Parents
) -> dict[str, str]:
    """Return what the bodies of an answer are called."""
    told = {body for several in holders.values() for holder in several for body in holder.bodies}
    told |= {body for each in wanted.values() for body in each.seats}
    above = {whole for body in told for whole in parents.get(body, ())}
    return dict(question.run("seats", "names", told=sorted(told | above)))


def _relation(each: Seated, body: str | None, parents: Parents) -> str | None:
    """Return how a seat is a body's, told as surely as the sources do; None when it is not.

    Without a body it is how the body of the row is told.
    """
    holder, seat = each.holder, each.seat
    own = holder.bodies if holder else frozenset()
    above = parents.get(body, frozenset()) if body else frozenset()
    if body is None:
        return None if seat.body is None else "through" if seat.through else "represents"
    if body in own or (seat.body == body and not seat.through):
        return "represents"
    if seat.body == body:
        return "through"
    if body in seat.either:
        return "untold"
    if holder and holder.employer_id == body:
        return "employed_by"
    return "through" if seat.body in above or own & above else None


def _as_asked(each: Seated, body: str | None) -> Seated:
    """Return a seat that several bodies have together as the asked one's."""
    if each.holder and each.seat == Filled(None, None) and body in each.holder.bodies:
        return each._replace(seat=Filled(body, None))
    return each


def _row(
    group: str, label: str, each: Seated, wanted: Wanted | None, relation: str | None, names: Mapping[str, str]
) -> Row:
    holder, seat = each.holder, each.seat
    rule = wanted.rule if wanted and each.counted else None
    either = [names.get(body, body) for body in seat.either]
    return Row(
        group,
        label,
        holder.role if holder else None,
        seat.body,
        names.get(seat.body) if seat.body else None,
        seat.through,
        names.get(seat.through) if seat.through else None,
        list(seat.either),
        "; ".join(either) or None,
        relation,
        _state(holder),
        holder.person_id if holder else None,
        holder.person if holder else None,
        ("; ".join(names.get(body, body) for body in sorted(holder.bodies)) or None) if holder else None,
        holder.employer_id if holder else None,
        holder.employer if holder else None,
        holder.certainty if holder else "unknown",
        holder.last_confirmed if holder else None,
        holder.unconfirmed if holder else False,
        rule.id if rule else None,
        holder.sources if holder else rule.sources if rule else [],
    )


def _state(holder: Holder | None) -> str:
    if holder is None:
        return "unknown"
    if holder.standing == "vacancy":
        return "vacant"
    return "carried_over" if holder.overdue else "filled"


_STATES = tuple(kinds.SEAT_STATES)
_RELATIONS = labels(kinds.RELATIONS) | {
    "through": Text("genom region eller sjukvårdsregion", "through region or sjukvårdsregion"),
    "untold": Text("inte utsagt vems plats", "not told whose seat"),
}
QUERY = Query(
    name="seats",
    title=Text("Vilka platser är tillsatta?", "Which seats are filled?"),
    description=Text(
        "Platserna i en grupp eller för ett organ: tillsatt, vakant, okänd, eller kvar efter att tiden har gått ut.",
        "The seats of a group or a body: filled, vacant, unknown, or carried over when the term has passed.",
    ),
    nothing=Text(
        "Ingen regel i styrgraf säger vilka platser som ska finnas.",
        "No rule in styrgraf says which seats there should be.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        swedish(row.group),
        row.group_id,
        row.body_id is None,
        swedish(row.body),
        role_rank(row.role),
        _STATES.index(row.state),
        swedish(row.person),
    ),
    example={"group": "NPO ögonsjukdomar"},
    parameters=(GROUP, BODY),
    columns={
        "state": Text("Läge", "State"),
        "through": Text("Genom", "Through"),
        "either": Text("En av platserna för", "One of the seats of"),
    },
    words={"state": labels(kinds.SEAT_STATES), "relation": _RELATIONS},
    cases=(
        Case(),
        Case({"group": sample.GROUP}, lookup=True),
        Case({"body": sample.WHOLE}),
    ),
)
