"""How the holders of a group stand against the seats that a rule counts: who fills which, and what is open."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from graph import kinds
from graph.reasoning.bodies import Filled, Parents, agree, filled
from queries.asking.query import Question, gathered, role_rank
from queries.rules import RuleInForce

ORDINARY = frozenset(kinds.ORDINARY_ROLES)
SINGLE = frozenset(role.name for role in kinds.ROLES.values() if role.single) | {"vice ordförande"}
"""Roles whose holder is carried over when the term has passed, also where no rule counts seats."""
ROLES = tuple(role.name for role in kinds.ROLES.values() if role.seat or role.name in SINGLE)
"""Roles that are a seat, so that it can be filled or open."""


class Holder(NamedTuple):
    """Somebody in a role, or a vacancy that a source tells of."""

    id: str
    group_id: str
    group: str
    group_kind: str
    standing: str
    role: str
    person_id: str | None
    person: str | None
    bodies: frozenset[str]
    employer_id: str | None
    employer: str | None
    certainty: str
    unconfirmed: bool
    last_confirmed: str | None
    ended: str
    """The day after the last."""
    ends: bool
    """A source states the end."""
    sources: list[str]
    overdue: bool = False
    """The term has passed, and nobody tells that they left."""


class Seated(NamedTuple):
    """A seat: who holds it, if anybody, whose it is, and whether the rule counts it."""

    holder: Holder | None
    seat: Filled
    counted: bool


class Wanted(NamedTuple):
    """The seats that a rule counts in a group: how many of each body."""

    rule: RuleInForce
    seats: Mapping[str, int]

    @property
    def every_seat_is_named(self) -> bool:
        """Tell that the rule counts all seats of the group, so that whoever sits there fills one of them."""
        return self.rule.check == "seats_for"


def seated(holders: Iterable[Holder], wanted: Wanted | None, parents: Parents) -> list[Seated]:
    """Return who fills which seat of a group, then the seats that nobody is told to fill.

    `holders` are those on the day; those whose term has passed may be among them.
    """
    counted = wanted.seats if wanted else {}
    left = Counter(counted)
    sitting: set[str] = set()
    rows: list[Seated] = []
    loose: list[Holder] = []
    for holder in sorted(holders, key=_order):
        if holder.standing == "seat" and holder.person_id in sitting and holder.role in ORDINARY:
            continue  # a chair is a member too, and holds one seat
        if holder.role not in ORDINARY:
            rows.append(Seated(holder, _own(holder, parents), False))
            continue
        sitting |= {holder.person_id} if holder.person_id else set()
        seat = filled(holder.bodies, counted, parents)
        if seat.body is not None:
            rows.append(Seated(holder, seat, left[seat.body] > 0))
            left[seat.body] -= 1
        elif wanted is None:
            rows.append(Seated(holder, _own(holder, parents), False))
        elif seat.either or not wanted.every_seat_is_named:
            rows.append(Seated(holder, seat, False))
        else:
            loose.append(holder)
    return [*rows, *_open(loose, left, wanted)]


def _order(holder: Holder) -> tuple[bool, bool, int, str, str, str]:
    """Whom somebody has confirmed takes the seat first; then the highest role."""
    return (
        holder.overdue, holder.unconfirmed, role_rank(holder.role), holder.standing, holder.person_id or "", holder.id
    )  # fmt: skip


def _own(holder: Holder, parents: Parents) -> Filled:
    """Return whose seat it is where no rule counts it: the one body that is told."""
    return filled(holder.bodies, holder.bodies, parents) if len(holder.bodies) == 1 else Filled(None, None)


def _open(loose: Sequence[Holder], left: Mapping[str, int], wanted: Wanted | None) -> list[Seated]:
    """Return the seats that are left: each body's own, or one of several where it is not told whose somebody fills."""
    missing = [body for body in (wanted.seats if wanted else ()) for _ in range(max(left[body], 0))]
    if not loose:
        return [Seated(None, Filled(body, None), True) for body in missing]
    either = Filled(None, None, tuple(sorted(set(missing))))
    rows = [Seated(holder, either, place < len(missing)) for place, holder in enumerate(loose)]
    return [*rows, *(Seated(None, either, True) for _ in missing[len(loose) :])]


# ---- who is carried over


def carried_over(
    question: Question, lapsed: Sequence[Holder], now: Mapping[str, Sequence[Holder]], parents: Parents
) -> list[Holder]:
    """Return those whose planned end has passed while nobody is told to follow on their seat."""
    if not lapsed:
        return []
    groups = sorted({holder.group_id for holder in lapsed})
    after: defaultdict[tuple[str, str], list[tuple[frozenset[str], str | None, str]]] = defaultdict(list)
    for group, role, bodies, person, ended in question.run("seats", "followed", groups=groups):
        after[group, role].append((frozenset(gathered(bodies, ";")), person, ended))

    def followed(holder: Holder) -> bool:
        later = [each for each in after[holder.group_id, holder.role] if each[2] > holder.ended]
        if holder.role in SINGLE and later:
            return True
        return any(agree(holder.bodies, bodies, parents) and bodies for bodies, _, _ in later)

    def sits(holder: Holder) -> bool:
        there = now.get(holder.group_id, ())
        if any(other.person_id == holder.person_id for other in there):
            return True
        return any(other.role == holder.role and holder.role in SINGLE for other in there)

    return [holder._replace(overdue=True) for holder in lapsed if not followed(holder) and not sits(holder)]


def open_to(
    holders: Sequence[Holder], carried: Sequence[Holder], wanted: Wanted | None, parents: Parents
) -> list[Holder]:
    """Return of those carried over in a group whoever has a single role, or a counted seat that nobody fills."""
    counted: Mapping[str, int] = wanted.seats if wanted else {}
    left = Counter(counted)
    for holder in holders:
        seat = filled(holder.bodies, counted, parents) if holder.role in ORDINARY else Filled(None, None)
        left.update({seat.body: -1} if seat.body else {})
    kept = []
    for holder in sorted(carried, key=lambda each: each.ended, reverse=True):
        body = filled(holder.bodies, counted, parents).body if holder.role in ORDINARY else None
        if holder.role in SINGLE or (body is not None and left[body] > 0):
            kept.append(holder)
            left.update({body: -1} if body else {})
    return kept


def with_overdue(holders: Iterable[Holder], overdue: Collection[tuple[str, str, str | None]]) -> list[Holder]:
    """Return the holders of a group, those marked whose term by a rule has passed while nobody else has the role."""
    there = list(holders)
    alone = Counter(holder.role for holder in there if holder.standing == "seat")
    return [
        holder._replace(overdue=True)
        if (holder.group_id, holder.role, holder.person_id) in overdue and not holder.ends and alone[holder.role] == 1
        else holder
        for holder in there
    ]
