"""The seats of a region that the list of those who represent it does not tell, and how each is the region's."""

from typing import Any, NamedTuple

from graph import kinds
from graph.exports.profiles.seats import Seat, ledger
from graph.exports.profiles.values import Ask
from graph.texts import Text

KIND = "region"
"""The kind of body whose page shows them."""
TITLE = Text("Platser för {name}", "Seats of {name}")
LEAD = Text(
    "Utöver dem som företräder {name}. Platser genom sjukvårdsregionen är gemensamma för regionerna i den.",
    "Besides those who represent {name}. Seats through the sjukvårdsregion are shared by its regions.",
)
HOW = Text("Hur", "How")
_HOW = {
    "represents": Text("regionens egen plats", "the region's own seat"),
    "employed_by": Text("anställd här", "employed here"),
    "through": Text("genom sjukvårdsregionen", "through the sjukvårdsregion"),
    "untold": Text("inte utsagt", "not told"),
}
_FOR = Text("företräder {name}", "represents {name}")


class How(NamedTuple):
    """How a seat is the region's, and what stands beside that in small."""

    label: Text
    beside: tuple[Text, ...]


def seats(ask: Ask, region: str, *, employed: bool = False) -> tuple[Seat, ...]:
    """Return the seats of a region that are not told already; `employed`: neither are those of its employees."""
    return tuple(each for each in ledger(ask, region) if not told_already(each, employed=employed))


def told_already(seat: Any, *, employed: bool = False) -> bool:
    """Tell that the list of those who represent the region tells of a seat or a row, `employed` if it has them too.

    That the term has passed, it does not tell.
    """
    told = ("represents", "employed_by") if employed else ("represents",)
    return seat.relation in told and seat.state == "filled"


def how(seat: Seat) -> How:
    """Say how a seat is the region's, and which sjukvårdsregion's, or whose else, it is."""
    label = _HOW[seat.relation or "untold"]
    if seat.relation == "employed_by":
        return How(label, (_FOR.fill(name=seat.represents),) if seat.represents else ())
    if seat.relation == "through":
        whole = (seat.body.label or seat.body.id) if seat.body else seat.represents
        return How(label, (*((Text(whole, whole),) if whole else ()), *seat.whose()))
    if seat.relation == "untold":
        return How(label, (seat.one_of(),))
    return How(label, ())


def holder(seat: Seat) -> Text | None:
    """Return the state in words, in the place of a person or beside; None where somebody sits there."""
    return None if seat.state == "filled" else kinds.SEAT_STATES[seat.state].label
