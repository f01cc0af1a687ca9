"""The seat ledger: which seats of a group are filled, vacant, unknown or known by older information only."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from graph import kinds
from graph.texts import Text
from queries.asking import sample
from queries.asking.query import (
    BODY,
    GROUP,
    Case,
    Query,
    Question,
    gathered,
    joined,
    labels,
    role_rank,
    sources,
    swedish,
)
from queries.rules import RuleInForce, in_force, rule_for


class Row(NamedTuple):
    """One seat. Which seats there should be follows from a sourced rule; `rule_id` names it."""

    group_id: str
    group: str
    role: str | None
    body_id: str | None
    """The body whose seat it is; None when no source tells which seat the person fills."""
    body: str | None
    state: str
    """`filled`, `vacant`, `unknown`, or `carried_over`: nobody confirmed the holder for three years."""
    person_id: str | None
    person: str | None
    represents: str | None
    certainty: str
    last_confirmed: str | None
    rule_id: str | None
    sources: list[str]


class _Holder(NamedTuple):
    group_id: str
    group: str
    group_kind: str
    standing: str
    role: str
    person_id: str | None
    person: str | None
    bodies: frozenset[str]
    represents: str | None
    certainty: str
    unconfirmed: bool
    last_confirmed: str | None
    sources: list[str]


ORDINARY = tuple(role.name for role in kinds.ROLES.values() if role.ordinary)


def answer(question: Question) -> list[Row]:
    """Return the seats of a group, or a body's seats everywhere, or all seats that a rule counts."""
    rules = in_force(question, ("seats_for_each", "seats_for"))
    applies_to = sorted({part for rule in rules for part in rule.applies_to})
    groups = {
        group: (label, rule)
        for group, label, kind in question.run("seats", "groups", applies_to=applies_to)
        if (rule := rule_for(rules, group, kind)) is not None
    }
    asked = [question.parameters["group"]] if question.given("group") else sorted(groups)
    found = question.run("seats", "holders", "seated", groups=asked, ordinary=ORDINARY)
    found += question.run("seats", "holders", "vacant", groups=asked)
    holders: defaultdict[str, list[_Holder]] = defaultdict(list)
    for row in found:
        bodies_of = frozenset(gathered(row[7]))
        holder = _Holder._make((*row[:7], bodies_of, joined(row[8]), row[9], bool(row[10]), row[11], sources(row[12])))
        holders[holder.group_id].append(holder)
    rules = [rule for _, rule in groups.values()]
    counted = sorted({body for rule in rules for body in (*rule.parameters, rule.parameters.get("kind", ""))})
    bodies = {name: (label, kind) for name, label, kind in question.run("seats", "bodies", counted=counted)}
    wanted = {rule.id: _wanted(rule, bodies) for rule in rules}
    rows: list[Row] = []
    for group, (label, rule) in groups.items():
        rows += _ledger(group, label, rule, wanted[rule.id], holders.pop(group, []), bodies)
    rows += [_row(holder, None, None, None) for others in holders.values() for holder in others]
    body = question.parameters["body"]
    return [row for row in rows if row.body_id == body] if body else rows


def _wanted(rule: RuleInForce, bodies: dict[str, tuple[str, str]]) -> dict[str, int]:
    """Return the bodies whose seats the rule counts, and how many each has."""
    if rule.check == "seats_for_each":
        count = rule.number("count", 1)
        return {body: count for body, (_, kind) in bodies.items() if kind == rule.parameters.get("kind")}
    return {body: rule.number(body, 1) for body in rule.parameters}


def _ledger(
    group: str,
    label: str,
    rule: RuleInForce,
    wanted: dict[str, int],
    holders: list[_Holder],
    bodies: dict[str, tuple[str, str]],
) -> Iterable[Row]:
    open_seats = dict(wanted)
    loose = 0
    seen: set[str | None] = set()
    for holder in sorted(holders, key=lambda h: (role_rank(h.role), h.standing, h.person_id or "", h.represents or "")):
        if holder.standing == "seat" and holder.person_id in seen:
            continue
        seat = min(holder.bodies & wanted.keys(), default=None)
        if holder.standing == "seat" or holder.role in ORDINARY:
            seen.add(holder.person_id)
            if seat is None:
                loose += 1
            else:
                open_seats[seat] -= 1
        counted = holder.role in ORDINARY
        yield _row(holder, seat, bodies[seat][0] if seat in bodies else None, rule.id if counted else None)
    missing = [body for body, count in open_seats.items() for _ in range(max(count, 0))]
    # Where the seats of named bodies are counted, a holder without a told body fills one of the open ones:
    # how many are unknown is certain, which ones is not.
    if rule.check == "seats_for" and loose:
        missing = [""] * max(len(missing) - loose, 0)
    for body in missing:
        name = bodies[body][0] if body in bodies else None
        yield Row(
            group,
            label,
            None,
            body or None,
            name,
            "unknown",
            None,
            None,
            None,
            "unknown",
            None,
            rule.id,
            rule.sources,
        )


def _row(holder: _Holder, body: str | None, name: str | None, rule: str | None) -> Row:
    state = "vacant" if holder.standing == "vacancy" else "filled"
    if state == "filled" and (holder.unconfirmed or holder.certainty == "undated"):
        state = "carried_over"
    return Row(
        holder.group_id, holder.group, holder.role, body, name, state, holder.person_id, holder.person,
        holder.represents, holder.certainty, holder.last_confirmed, rule, holder.sources,
    )  # fmt: skip


_STATES = tuple(kinds.SEAT_STATES)
QUERY = Query(
    name="seats",
    title=Text("Vilka platser är tillsatta?", "Which seats are filled?"),
    description=Text(
        "Platserna i en grupp enligt regeln för gruppen: tillsatt, vakant, okänd, eller känd bara genom äldre uppgift.",
        "The seats of a group by the rule for it: filled, vacant, unknown, or known by older information only.",
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
    columns={"state": Text("Läge", "State")},
    words={"state": labels(kinds.SEAT_STATES)},
    cases=(
        Case(),
        Case({"group": sample.GROUP}, lookup=True),
        Case({"body": sample.WHOLE}),
    ),
)
