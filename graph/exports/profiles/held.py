"""What a seat is to everybody who shows it: in the list of a group, of a body and of a person alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph import kinds
from graph.exports.profiles.values import Ended, Ref, ended, ref
from graph.texts import Language, Text


class RoleWords(NamedTuple):
    """What a role is called, and what stands beside it in small."""

    label: str
    beside: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Held:
    """One seat of one person, going on or over, decided or nominated; whom the person represents stands beside."""

    group: Ref
    person: Ref
    role: str
    status: str
    title: str | None
    employer: Ref | None
    deputises: Ref | None
    """Whose substitute the person is."""
    since: str | None
    until: str | None
    last_confirmed: str | None
    certainty: str | None
    """None when it is not part of the answer on the day."""
    unconfirmed: bool
    ended: Ended | None
    sources: tuple[str, ...]

    def _asdict(self) -> dict[str, Any]:
        """Return the fields by name, as the other values of profiles do."""
        return dict(self.__dict__)

    def role_words(self, language: Language, name: Callable[[Ref], str | None]) -> RoleWords:
        """Return the role with its status unless that is decided; `name` tells what somebody is called, if shown."""
        beside = () if self.status == "decided" else (kinds.MEMBERSHIP_STATUSES[self.status].label.of(language),)
        label = kinds.ROLES[self.role].label
        if self.deputises and (whom := name(self.deputises)):
            label = standing_in(label, whom)
        return RoleWords(label.of(language), beside)


def standing_in(role: Text, whom: str) -> Text:
    """Return what a substitute is called with the name of whom they stand in for."""
    return Text(f"{role.sv} för {whom}", f"{role.en} for {whom}")


def held(row: Any) -> dict[str, Any]:
    """Return the fields of `Held` from a row of `members`, `assignments` or `represents`."""
    return {
        "group": Ref(row.group_id, row.group),
        "person": Ref(row.person_id, row.person),
        "role": row.role,
        "status": row.status,
        "title": row.title,
        "employer": ref(row.employer_id, row.employer),
        "deputises": ref(row.deputises_id, row.deputises),
        "since": row.valid_from,
        "until": row.valid_to,
        "last_confirmed": row.last_confirmed,
        "certainty": row.certainty,
        "unconfirmed": row.unconfirmed,
        "ended": ended(row) if hasattr(row, "ended") else None,
        "sources": tuple(row.sources),
    }
