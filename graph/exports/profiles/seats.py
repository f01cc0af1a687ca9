"""The seats of a group: filled, vacant, unknown, or known by older information only."""

from typing import Any, NamedTuple

from graph.exports.profiles.values import Ask, Ref, ref

OPEN = ("vacant", "unknown")
"""States of a seat without a known person; vacant is what a source says, unknown what none mentions."""


class Seat(NamedTuple):
    """One seat, as a rule counts it or a source tells of it."""

    role: str | None
    body: Ref | None
    """The body whose seat it is; None when no source tells which."""
    represents: str | None
    """Whom the holder speaks for, in words."""
    state: str
    """One of `kinds.SEAT_STATES`."""
    person: Ref | None
    last_confirmed: str | None
    certainty: str
    sources: tuple[str, ...]


def seats(ask: Ask, group: str) -> tuple[Seat, ...]:
    """Return all seats of a group."""
    return tuple(_seat(row) for row in ask("seats", {"group": group}))


def _seat(row: Any) -> Seat:
    return Seat(
        row.role,
        ref(row.body_id, row.body),
        row.represents,
        row.state,
        ref(row.person_id, row.person),
        row.last_confirmed,
        row.certainty,
        tuple(row.sources),
    )


def open_seats(ask: Ask, group: str) -> tuple[Seat, ...]:
    """Return the seats of a group that are vacant, or that no source mentions."""
    return tuple(each for each in seats(ask, group) if each.state in OPEN)
