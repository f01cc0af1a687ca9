"""What a person holds and held, for whom, with whom; and on what ground somebody is held to be one person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph import kinds
from graph.exports.profiles.held import Held, held
from graph.exports.profiles.values import Ask, Ref, ended
from graph.names import swedish_key
from graph.records import Judgement


@dataclass(frozen=True, kw_only=True)
class Assignment(Held):
    """One membership of a person, going on or over, nominated or decided."""

    bodies: tuple[Ref, ...]
    """Empty where no source tells whom the person represents."""


class Assignments(NamedTuple):
    """All memberships of a person; none stands in two parts."""

    sure: tuple[Assignment, ...]
    unconfirmed: tuple[Assignment, ...]
    """What goes on, but nobody has confirmed for three years."""
    nominees: tuple[Assignment, ...]
    attended: tuple[Assignment, ...]
    """Where the person has been there, but is no member."""
    earlier: tuple[Assignment, ...]
    later: tuple[Assignment, ...]

    @property
    def current(self) -> tuple[Assignment, ...]:
        """All seats that the person holds."""
        return self.sure + self.unconfirmed


def assignments(ask: Ask, person: str) -> Assignments:
    """Return all memberships of a person."""
    parts: defaultdict[str, list[Assignment]] = defaultdict(list)
    for row in ask("assignments", {"person": person}):
        parts[_part(row)].append(_assignment(row))
    return Assignments(*(tuple(parts[part]) for part in Assignments._fields))


def _part(row: Any) -> str:
    if row.standing == "attendance":
        return "attended"
    if ended(row):
        return "earlier"
    if row.certainty is None:
        return "later"
    if row.standing == "nomination":
        return "nominees"
    return "unconfirmed" if row.unconfirmed else "sure"


def _assignment(row: Any) -> Assignment:
    return Assignment(**held(row), bodies=tuple(Ref(body, None) for body in row.body_ids))


class Spoken(NamedTuple):
    """A body that a person represents, and where, in which role."""

    body: Ref
    seats: tuple[tuple[Ref, str], ...]
    """Groups with roles."""


def represented(current: Iterable[Assignment]) -> tuple[Spoken, ...]:
    """Return the bodies that a person represents, each once."""
    found: dict[Ref, dict[str, tuple[Ref, str]]] = {}
    for each in current:
        for body in each.bodies:
            found.setdefault(body, {})[each.group.id] = each.group, each.role
    return tuple(Spoken(body, tuple(seats.values())) for body, seats in found.items())


class Colleague(NamedTuple):
    """Somebody who sits in the same groups; the other fields are those of the seat confirmed last."""

    person: Ref
    groups: tuple[Ref, ...]
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    sources: tuple[str, ...]


def colleagues(ask: Ask, current: Iterable[Assignment], ids: Collection[str]) -> tuple[Colleague, ...]:
    """Return those who sit in the same groups as a person; `ids` are all that stand for the person.

    Whoever nobody has confirmed for three years comes after the others; then who shares most comes first.
    """
    shared: defaultdict[str, dict[str, Ref]] = defaultdict(dict)
    seats: dict[str, Any] = {}
    for group in {each.group.id: each.group for each in current}.values():
        for row in ask("members", {"group": group.id}):
            if row.person_id and row.person_id not in ids and row.status == "decided":
                shared[row.person_id][group.id] = group
                known = seats.get(row.person_id)
                seats[row.person_id] = row if known is None else max(known, row, key=_newest)
    found = [
        Colleague(
            Ref(id_, row.person),
            tuple(shared[id_].values()),
            row.last_confirmed,
            row.certainty,
            row.unconfirmed,
            tuple(row.sources),
        )
        for id_, row in seats.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.unconfirmed,
                -len(each.groups),
                swedish_key(each.person.label or ""),
                each.person.id,
            ),
        )
    )


def _newest(row: Any) -> tuple[bool, str]:
    return not row.unconfirmed, row.last_confirmed or ""


def grounds(judgements: Iterable[Judgement], ids: Collection[str]) -> dict[str, Sequence[Judgement]]:
    """Return the judgements on whoever stands for a person, by verdict, in the order of `kinds.VERDICTS`."""
    mine = [each for each in judgements if each.person_a in ids or each.person_b in ids]
    found = {verdict: [each for each in mine if each.verdict == verdict] for verdict in kinds.VERDICTS}
    return {verdict: part for verdict, part in found.items() if part}
