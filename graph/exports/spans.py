"""From when to when things held, as far as anyone knows: what a time axis is drawn from."""

from typing import Literal, NamedTuple

from graph import time


class Span(NamedTuple):
    """One membership, vacant seat or hosting, of whatever date; days are ISO texts as in `reasoning.Derived`."""

    what: Literal["seat", "vacancy", "hosting"]
    id: str
    """Of the record."""
    group: str
    """The id of the group that somebody sits in, or that is hosted."""
    group_kind: str
    holder: str | None
    """The id of the person or host; None when vacant, or when people are left out."""
    name: str
    """Of the person or host; empty when vacant, or when people are left out."""
    holder_kind: str
    role: str
    """Empty for hosts."""
    status: str
    bodies: tuple[str, ...]
    """Ids of the bodies that the seat represents."""
    first_possible: str
    presumed_from: str
    surely_from: str
    surely_until: str
    ended: str
    """The first day on which it no longer counts."""
    confirmed_from: str
    """The earliest day on which the last observation may have been made."""
    start_how: str
    end_how: str
    """A name of `kinds.END_REASONS`; empty when nothing ended it."""
    last_confirmed: str
    sources: tuple[str, ...]

    def on(self, day: str) -> bool:
        """Tell whether it is part of the answer on a day."""
        return self.first_possible <= day < self.ended

    def unconfirmed(self, day: str) -> bool:
        """Tell whether nobody confirmed it in the years before a day."""
        sure = self.surely_from <= day <= self.surely_until
        return self.confirmed_from < time.recent_limit(day) and not sure and self.end_how != "stated"

    def undated(self, day: str) -> bool:
        """Tell whether a day may lie before anything that is known of it."""
        return not self.surely_from <= day <= self.surely_until and day < self.presumed_from
