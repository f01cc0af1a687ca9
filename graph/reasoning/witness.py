"""Each part has its own witness (DESIGN §3): how sure a represented body and an employer are, by who tells of them."""

import json
from collections.abc import Callable

from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Seat
from graph.reasoning.spans import Derived, span

EMPLOYER = "employed_by"
"""The name of the relation, as rows of `represents` bear it."""


def witnessed(seat: Seat, own: Derived) -> str | None:
    """Return the days of each part of a seat that not all of its sources tell; None when all tell everything.

    JSON: body id, or `employed_by` → presumed_from, surely_from, surely_until, last_confirmed, confirmed_from, as those
    of `Derived`. A part that no testimony tells is as sure as the seat.
    """
    parts = {}
    for body in sorted(seat.represents):
        if days := _days(seat, own, lambda t, body=body: body in t.bodies):  # type: ignore[misc]
            parts[body] = days
    employers = {t.employer for t in seat.testimonies if t.employer}
    if len(employers) == 1 and (days := _days(seat, own, lambda t: t.employer is not None)):
        parts[EMPLOYER] = days
    return json.dumps(parts) if parts else None


def _days(seat: Seat, own: Derived, tells: Callable[[Testimony], bool]) -> tuple[str | None, ...] | None:
    told = [t for t in seat.testimonies if t.stance == "states"]
    telling = [t for t in told if tells(t)]
    if not telling or len(telling) == len(told):
        return None
    start = seat.valid_from if any(t.valid_from == seat.valid_from for t in telling) else None
    end = seat.valid_to if any(t.valid_to == seat.valid_to for t in telling) else None
    days = span(start, end, telling)
    return (
        max(days.presumed_from, own.presumed_from),
        max(days.surely_from, own.surely_from),
        min(days.surely_until, own.surely_until),
        days.last_confirmed,
        days.confirmed_from,
    )
