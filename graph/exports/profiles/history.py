"""What changed: who left and joined, roles, hosts, names."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from graph.exports.profiles.values import Ask, Ref, ref

LONG_AGO = "1900-01-01"
"""Where the history of a group begins: before all records."""
_BEGUN = ("joined", "new_host", "started", "renamed")


class Change(NamedTuple):
    """One change, with the first and last day on which it may have happened."""

    change: str
    """One of `kinds.CHANGES`."""
    person: Ref | None
    group: Ref
    body: Ref | None
    """The host, where hosting changed."""
    roles: tuple[str, ...]
    """The role, after the one that it replaced."""
    represents: str | None
    renamed: tuple[str, ...]
    """The names before and after, where a name changed."""
    first_day: str | None
    last_day: str | None
    how: str
    """What tells: `stated`, `listing`, `role`, `seen`, or one of `kinds.END_REASONS`."""
    certainty: str
    sources: tuple[str, ...]

    @property
    def begun(self) -> bool:
        """Something began, and a source or a list tells when."""
        return self.change in _BEGUN and self.how in ("stated", "listing")

    def surely_within(self, since: str, until: str) -> bool:
        """Tell whether it happened in the period (since, until] on whichever of its possible days it happened."""
        if self.first_day is None or self.last_day is None:
            return False
        return since < self.first_day and self.last_day <= until


def changes(rows: Iterable[Any]) -> tuple[Change, ...]:
    """Return the changes that the rows of the question tell of, in their order."""
    return tuple(
        Change(
            row.change,
            ref(row.person_id, row.person),
            Ref(row.group_id, row.group),
            ref(row.body_id, row.body),
            tuple(role for role in (row.from_role, row.role) if role),
            row.represents,
            tuple(name for name in (row.before, row.after) if name),
            row.first_day,
            row.last_day,
            row.how,
            row.certainty,
            tuple(row.sources),
        )
        for row in rows
    )


def asked(until: str, **scope: str) -> dict[str, str]:
    """Return the parameters of the question behind a history; `scope` is a `group` or a `body`."""
    return {"since": LONG_AGO, "until": until, **scope}


def history(ask: Ask, until: str, **scope: str) -> tuple[Change, ...]:
    """Return what changed until a day, the latest first."""
    return changes(latest_first(ask("changes", asked(until, **scope))))


def latest_first(rows: Iterable[Any]) -> list[Any]:
    """Return rows of the question in the order of a history."""
    return sorted(rows, key=lambda row: row.last_day or row.first_day or "", reverse=True)
