"""What is known of an organisation itself: host, chair, what it is, its names, its beginning and end."""

from collections.abc import Sequence
from typing import NamedTuple

from graph import kinds
from graph.exports.profiles.hostings import Hosting, hosts
from graph.exports.profiles.members import Members
from graph.exports.profiles.seats import seats
from graph.exports.profiles.values import Ask, EvidenceOf, Ref, Told, sources_of
from graph.finding import short_label
from graph.names import swedish_key
from graph.records import Name, Organisation

LEADERS = ("ordförande", "processledare")


class Leader(NamedTuple):
    """Who leads a group in a role, or that the seat is vacant, or that nobody tells; the last two are two answers."""

    role: str
    state: str
    """`filled`, `vacant` or `unknown`."""
    person: Ref | None
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    sources: tuple[str, ...]


class Called(NamedTuple):
    """One name of an organisation, with the time when it bore it."""

    text: str
    sort: str
    """One of `kinds.NAME_SORTS`."""
    since: str | None
    until: str | None
    sources: tuple[str, ...]


class Facts(NamedTuple):
    """The facts of an organisation; hosts and leaders are empty where its kind has none."""

    hosts: tuple[Hosting, ...]
    leaders: tuple[Leader, ...]
    kind: Told
    """One of `kinds.ORGANISATION_KINDS`."""
    full_name: Told | None
    """Where it is called something else in short."""
    names: tuple[Called, ...]
    """What it is called besides, by sort."""
    status: Told | None
    since: Told | None
    until: Told | None


def facts(
    about: Organisation, names: Sequence[Name], members: Members | None, ask: Ask, evidence_of: EvidenceOf
) -> Facts:
    """Return the facts of an organisation; `members` are those of the group, None to tell of no people."""
    hosted = kinds.ORGANISATION_KINDS[about.kind].hosted
    own = evidence_of("organisations", [about.id])
    label = short_label(about)

    def day(field: str) -> Told | None:
        value = getattr(about, field)
        giving = [each for each in own if getattr(each, field) == value]
        return Told(value, sources_of(giving or own)) if value else None

    full = [name.key for name in names if name.text == about.name]
    return Facts(
        hosts(ask, about.id) if hosted else (),
        leaders(ask, about.id, members) if hosted and members is not None else (),
        Told(about.kind, sources_of(own)),
        Told(about.name, sources_of(evidence_of("names", full)) or sources_of(own)) if about.name != label else None,
        called([name for name in names if name.text not in (about.name, label)], evidence_of),
        Told(about.status, sources_of(own)) if about.status else None,
        day("valid_from"),
        day("valid_to"),
    )


def leaders(ask: Ask, group: str, members: Members) -> tuple[Leader, ...]:
    """Return who chairs the group and who leads its process."""
    found: list[Leader] = []
    vacant = [seat for seat in seats(ask, group) if seat.state == "vacant"]
    for role in LEADERS:
        holders = [
            Leader(role, "filled", each.person, each.last_confirmed, each.certainty, each.unconfirmed, each.sources)
            for each in members.seated
            if each.role == role
        ]
        empty = [
            Leader(role, "vacant", None, seat.last_confirmed, seat.certainty, False, seat.sources)
            for seat in vacant
            if seat.role == role
        ]
        found += holders or empty or [Leader(role, "unknown", None, None, "unknown", False, ())]
    return tuple(found)


def called(names: Sequence[Name], evidence_of: EvidenceOf) -> tuple[Called, ...]:
    """Return names with their sources, by sort and time."""
    sorts = list(kinds.NAME_SORTS)
    ordered = sorted(
        names,
        key=lambda name: (
            sorts.index(name.sort),
            name.valid_from or name.valid_to or "",
            swedish_key(name.text),
            name.key,
        ),
    )
    return tuple(
        Called(name.text, name.sort, name.valid_from, name.valid_to, sources_of(evidence_of("names", [name.key])))
        for name in ordered
    )
