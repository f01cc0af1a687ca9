"""Who hosts a group on a day, and what a body hosts."""

from typing import Any, NamedTuple

from graph.exports.profiles.values import Ask, Ref, ref


class Hosting(NamedTuple):
    """One hosting; without a host, that no source tells of an active one."""

    host: Ref | None
    group: Ref
    status: str | None
    since: str | None
    until: str | None
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    sources: tuple[str, ...]


def _hosting(row: Any) -> Hosting:
    return Hosting(
        ref(row.host_id, row.host),
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
