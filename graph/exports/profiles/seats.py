"""The seats of a group and of a body: filled, vacant, unknown, or carried over when the term has passed."""

from typing import Any, NamedTuple

from graph import kinds
from graph.exports.profiles.values import Ask, Ref, ref
from graph.texts import Text

OPEN = ("vacant", "unknown")
"""States of a seat without a known person; vacant is what a source says, unknown what none mentions."""

_THROUGH = Text("genom {name}", "through {name}")
_EITHER = Text("för {sv}, det är inte utsagt vilket", "for {en}, not told which")


class Seat(NamedTuple):
    """One seat, as a rule counts it or a source tells of it."""

    group: Ref
    role: str | None
    body: Ref | None
    """The body whose seat it is; None when no source tells which."""
    through: Ref | None
    """The region whose member fills the seat of its sjukvårdsregion."""
    either: tuple[Ref, ...]
    """The bodies of which it is one's seat, where it is not told whose."""
    relation: str | None
    """How it is the seat of the body that is asked about: `represents`, `through`, `employed_by` or `untold`."""
    represents: str | None
    """Whom the holder speaks for, in words."""
    employer: Ref | None
    state: str
    """One of `kinds.SEAT_STATES`."""
    person: Ref | None
    last_confirmed: str | None
    unconfirmed: bool
    counted: bool
    """A rule counts it among the seats that there should be."""
    certainty: str
    sources: tuple[str, ...]

    @property
    def taken(self) -> bool:
        """Tell that somebody is told to hold it."""
        return self.person is not None and self.state not in OPEN

    def said(self) -> tuple[Text, ...]:
        """Say in which role the seat is held, through which region or for which of several, and if the term passed."""
        told = [kinds.ROLES[self.role].label] if self.role else []
        told += self.whose()
        if self.state != "filled":
            told.append(kinds.SEAT_STATES[self.state].label)
        return tuple(told)

    def whose(self) -> tuple[Text, ...]:
        """Say through which region the seat is filled, and for which of several bodies it is one."""
        told = [_THROUGH.fill(name=self.through.label or self.through.id)] if self.through else []
        if self.either:
            names = self.one_of()
            told.append(_EITHER.fill(sv=names.sv, en=names.en))
        return tuple(told)

    def one_of(self) -> Text:
        """Return the names of the bodies of which it is one's seat."""
        names = [body.label or body.id for body in self.either]
        return Text(" eller ".join(names), " or ".join(names))


class Ruled(NamedTuple):
    """The seats that a rule counts in a group, by body."""

    by_body: tuple[tuple[Ref, tuple[Seat, ...]], ...]
    """Each body with its seats, and those that may be its."""
    filled: int
    all: int


def seats(ask: Ask, group: str) -> tuple[Seat, ...]:
    """Return all seats of a group."""
    return tuple(_seat(row) for row in ask("seats", {"group": group}))


def ledger(ask: Ask, body: str) -> tuple[Seat, ...]:
    """Return all seats of a body: its own first, then those of its people, then those through region or whole."""
    found = [_seat(row) for row in ask("seats", {"body": body})]
    return tuple(sorted(found, key=lambda seat: _RELATIONS.index(seat.relation)))


_RELATIONS = ("represents", "employed_by", "through", "untold", None)


def _seat(row: Any) -> Seat:
    either = zip(row.either_ids, (row.either or "").split("; "), strict=False)
    return Seat(
        Ref(row.group_id, row.group),
        row.role,
        ref(row.body_id, row.body),
        ref(row.through_id, row.through),
        tuple(Ref(id_, label) for id_, label in either),
        row.relation,
        row.represents,
        ref(row.employer_id, row.employer),
        row.state,
        ref(row.person_id, row.person),
        row.last_confirmed,
        row.unconfirmed,
        row.rule_id is not None,
        row.certainty,
        tuple(row.sources),
    )


def ruled(found: tuple[Seat, ...]) -> Ruled:
    """Return of the seats of a group those that its rule counts, and who else holds them, by body."""
    bodies: dict[str, Ref] = {}
    counted = [seat for seat in found if seat.counted]
    for seat in counted:
        for body in (*((seat.body,) if seat.body else ()), *seat.either):
            bodies.setdefault(body.id, body)
    ordinary = [seat for seat in found if seat.role is None or kinds.ROLES[seat.role].ordinary]
    by_body = [
        (body, tuple(seat for seat in ordinary if body.id in _of(seat) and (seat.counted or seat.taken)))
        for body in bodies.values()
    ]
    return Ruled(tuple(by_body), sum(seat.taken for seat in counted), len(counted))


def _of(seat: Seat) -> set[str]:
    return {seat.body.id} if seat.body else {body.id for body in seat.either}


def open_seats(ask: Ask, group: str) -> tuple[Seat, ...]:
    """Return the seats of a group that are vacant, or that no source mentions."""
    return tuple(each for each in seats(ask, group) if each.state in OPEN)
