"""What ends when: terms that a source states, and terms that follow from a rule."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from graph import time
from graph.texts import Text
from queries.asking.query import BASES, Case, Parameter, Query, Question, joined, role_rank, sources, swedish
from queries.rules import RuleInForce, in_force


class Row(NamedTuple):
    """One mandate that ends, or should have ended, by a day."""

    group_id: str
    group: str
    role: str
    person_id: str | None
    person: str | None
    represents: str | None
    ends_first: str | None
    ends_last: str
    """The first and last day that the end can mean."""
    basis: str
    """`stated` by a source for this person, or `rule`."""
    passed: bool
    """The day has passed and no source says that anybody followed."""
    rule_id: str | None
    certainty: str
    """Of the seat, on the date asked for; `unknown` where a rule speaks of a role whose holder is unknown."""
    last_confirmed: str | None
    sources: list[str]


def answer(question: Question) -> list[Row]:
    """Return the mandates that end within the months asked for, and those that should have ended before."""
    until = months_after(question.as_of, question.parameters["within_months"])
    rows = [
        Row._make((*row[:5], joined(row[5]), *row[6:8], "stated", False, None, *row[8:10], sources(row[10])))
        for row in question.run("mandates", "stated", until=until)
    ]
    known = {(row.group_id, row.role, row.person_id) for row in rows}
    known |= {(row[0], row[1], row[2]) for row in question.run("mandates", "dated")}
    ruled: set[tuple[str, str]] = set()
    rules = in_force(question, ("term", "longest_term"))
    for rule in sorted(rules, key=lambda rule: rule.check != "term"):
        role = rule.parameters.get("role", "ordförande")
        holders = question.run("mandates", "holders", role=role, applies_to=rule.applies_to)
        groups = dict(question.run("mandates", "groups", applies_to=rule.applies_to))
        for group, label in groups.items():
            if (group, role) in ruled:
                continue
            if rule.check == "term":
                ruled.add((group, role))
            seated = [holder for holder in holders if holder[0] == group]
            if rule.check == "term" and not seated:
                seated = [(group, label, role, None, None, None, "unknown", None, None, None)]
            for holder in seated:
                row = _by_rule(rule, holder, question.as_of)
                if row and row.ends_last <= until and (group, role, row.person_id) not in known:
                    rows.append(row)
    return rows


def overdue(question: Question, groups: Mapping[str, str]) -> set[tuple[str, str, str | None]]:
    """Return (group, role, person) of whoever sits in these groups, given with their kinds, longer than a rule lets."""
    found: set[tuple[str, str, str | None]] = set()
    ruled: set[tuple[str, str]] = set()
    rules = in_force(question, ("term", "longest_term")) if groups else []
    for rule in sorted(rules, key=lambda rule: rule.check != "term"):
        role = rule.parameters.get("role", "ordförande")
        there = [group for group, kind in groups.items() if group in rule.applies_to or kind in rule.applies_to]
        concerned = sorted({group for group in there if (group, role) not in ruled})
        holders = question.run("mandates", "holders", role=role, applies_to=concerned) if concerned else []
        found |= {late for holder in holders if (late := _late(rule, holder, question.as_of))}
        ruled |= {(group, role) for group in concerned if rule.check == "term"}
    return found


def _late(rule: RuleInForce, holder: tuple[Any, ...], as_of: str) -> tuple[str, str, str | None] | None:
    row = _by_rule(rule, holder, as_of)
    return (row.group_id, row.role, row.person_id) if row and row.passed else None


def _by_rule(rule: RuleInForce, holder: tuple[Any, ...], as_of: str) -> Row | None:
    group, label, role, person_id, person, represents, certainty, last_confirmed, begun, listed = holder
    if rule.check == "term":
        ends = time.parse(rule.parameters["to"])
        if begun is not None and begun > ends.last:
            return None
        first, last = ends.first, ends.last
    else:
        if begun is None or begun == time.LAST_DAY:
            return None
        # Whoever was surely in the role on a day has served the longest term this long after it.
        first, last = None, months_after(begun, rule.number("months", 36))
    return Row(
        group, label, role, person_id, person, joined(represents), first, last, "rule", last < as_of, rule.id,
        certainty, last_confirmed, sorted({*sources(listed), *rule.sources}),
    )  # fmt: skip


def months_after(day: str, months: int) -> str:
    """Return the same day of the month `months` later, or the month's last day where it has none."""
    start = date.fromisoformat(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


QUERY = Query(
    name="mandates",
    title=Text("Vilka mandat går ut?", "Which mandates end?"),
    description=Text(
        "Uppdrag som slutar inom några månader, enligt en källa eller enligt en regel om mandattid, "
        "och sådana som redan skulle ha slutat.",
        "Assignments that end within some months, by a source or by a rule on terms, and those that should have ended.",
    ),
    nothing=Text(
        "Inget uppdrag löper ut under den tiden, så vitt någon källa eller regel säger.",
        "No mandate ends in that time, as far as any source or rule tells.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        row.passed,
        row.ends_last,
        swedish(row.group),
        role_rank(row.role),
        swedish(row.person),
    ),
    example={"within_months": "12"},
    parameters=(Parameter("within_months", "number", Text("Inom antal månader", "Within months"), default=12),),
    columns={
        "basis": Text("Grund", "Basis"),
        "ends_first": Text("Slutar tidigast", "Ends at the earliest"),
        "ends_last": Text("Slutar senast", "Ends at the latest"),
        "passed": Text("Har passerat", "Passed"),
    },
    words={"basis": BASES},
    cases=(Case({"within_months": 12}),),
)
