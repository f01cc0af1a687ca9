"""Who hosts a group on a day, and what a body hosts."""

from typing import Any, NamedTuple

from graph.exports.profiles.values import Ask, Ref, ref
from graph.texts import Text

_THROUGH = Text("genom {name}", "through {name}")
_FOR = Text("för {name}", "for {name}")


class Hosting(NamedTuple):
    """One hosting; without a host, that no source tells of an active one."""

    host: Ref | None
    through: Ref | None
    """The region that hosts for its sjukvårdsregion."""
    group: Ref
    status: str | None
    since: str | None
    until: str | None
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    sources: tuple[str, ...]

    def beside(self, page: str) -> Text | None:
        """Say through whom it is hosted, or, on the page of that region, for whom; None where there is one host."""
        if self.through is None or self.host is None:
            return None
        if self.through.id == page:
            return _FOR.fill(name=self.host.label)
        return _THROUGH.fill(name=self.through.label)


def _hosting(row: Any) -> Hosting:
    return Hosting(
        ref(row.host_id, row.host),
        ref(row.through_id, row.through),
        Ref(row.group_id, row.group),
        row.status,
        row.valid_from,
        row.valid_to,
        row.last_confirmed,
        row.certainty,
        row.unconfirmed,
        tuple(row.sources),
    )


def hosts(ask: Ask, group: str) -> tuple[Hosting, ...]:
    """Return who hosts a group, active hosts before dormant ones."""
    rows = ask("hosts", {"group": group})
    return tuple(_hosting(row) for row in sorted(rows, key=lambda row: row.status or ""))


def hosted(ask: Ask, host: str) -> tuple[Hosting, ...]:
    """Return what a body hosts."""
    return tuple(_hosting(row) for row in ask("hosts", {"host": host}))
