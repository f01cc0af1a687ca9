"""Who sits in a group on a day, who is nominated, who has stopped; and why several hold one place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from graph import kinds
from graph.exports.profiles.held import Held, held
from graph.exports.profiles.values import Ask, Ref


@dataclass(frozen=True, kw_only=True)
class Member(Held):
    """One person's role in a group, with all bodies that the person speaks for there."""

    certainty: str
    begins: str | None
    """The day on which it begins, where that is later than the date."""
    bodies: tuple[Ref, ...] = ()
    """Empty where no source tells whom the person represents."""
    remark: str | None
    """Where several hold one place: `shared` (one source names all) or `end_unknown` (none names both)."""


class Remark(NamedTuple):
    """Why several hold what one person holds at a time, or one body's place in a role."""

    kind: str
    """`shared` or `end_unknown`."""
    role: str
    body: Ref | None
    """The body whose place it is; None where the role itself is for one person."""
    people: tuple[Ref, ...]


class Members(NamedTuple):
    """Everybody of a group; nobody stands in two parts."""

    sure: tuple[Member, ...]
    unconfirmed: tuple[Member, ...]
    """Those who sit there, but whom nobody has confirmed for three years."""
    nominees: tuple[Member, ...]
    coming: tuple[Member, ...]
    """Those who begin on a later day, as a source tells."""
    earlier: tuple[Member, ...]
    remarks: tuple[Remark, ...]

    @property
    def seated(self) -> tuple[Member, ...]:
        """All who sit there."""
        return self.sure + self.unconfirmed

    @property
    def everybody(self) -> tuple[Member, ...]:
        """All, whatever part they stand in."""
        return self.sure + self.unconfirmed + self.nominees + self.coming + self.earlier


def members(ask: Ask, group: str) -> Members:
    """Return everybody of a group."""
    everyone = _merged(ask("members", asked(group)))
    current = [each for each in everyone if each.ended is None and each.begins is None]
    seated = [each for each in current if each.status == "decided"]
    return Members(
        tuple(each for each in seated if not each.unconfirmed),
        tuple(each for each in seated if each.unconfirmed),
        tuple(each for each in current if each.status != "decided"),
        tuple(each for each in everyone if each.begins is not None),
        tuple(each for each in everyone if each.ended is not None),
        tuple(_remarks(seated)),
    )


def asked(group: str) -> dict[str, str]:
    """Return the parameters of the question behind."""
    return {"group": group, "nominations": "true", "ended": "true", "coming": "true"}


def _merged(rows: Iterable[Any]) -> list[Member]:
    """Return one member for the rows that differ only by the body they represent."""
    found: dict[tuple[Any, ...], list[Ref]] = {}
    for row in rows:
        member = Member(**held(row), begins=row.begins, remark=row.remark)
        bodies = found.setdefault((member, row.relation, row.end_how, row.end_basis), [])
        if row.body_id:
            bodies.append(Ref(row.body_id, row.body))
    return [replace(key[0], bodies=tuple(bodies)) for key, bodies in found.items()]


def _remarks(seated: Sequence[Member]) -> Iterable[Remark]:
    places: defaultdict[tuple[str, Ref | None], list[Member]] = defaultdict(list)
    for each in seated:
        if each.remark:
            for body in (None,) if kinds.ROLES[each.role].single else each.bodies:
                places[each.role, body].append(each)
    for (role, body), there in places.items():
        people = tuple({each.person.id: each.person for each in there}.values())
        if len(people) > 1:
            remark = "end_unknown" if any(each.remark == "end_unknown" for each in there) else "shared"
            yield Remark(remark, role, body, people)
