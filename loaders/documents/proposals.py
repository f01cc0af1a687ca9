"""What a document is found to say: four sorts of proposals, each with its quote, its place and its rule."""

from dataclasses import dataclass
from typing import Literal

from loaders.documents.text.blocks import Spot

Status = Literal["current", "nominated", "ended"]


@dataclass
class Quoted:
    """Where a proposal comes from."""

    quote: str
    spot: Spot
    rule: str


@dataclass
class ClaimedMembership(Quoted):
    """A person is said to have a role in a group."""

    person: str
    group: str
    group_kind: str
    role: str
    represents: str | None = None
    status: Status = "current"
    valid_from: str | None = None
    valid_to: str | None = None
    group_id: str | None = None
    represents_id: str | None = None
    deputises: str | None = None
    """Whose substitute the person is."""


@dataclass
class ClaimedHosting(Quoted):
    """A body is said to host a group."""

    host: str
    hosted: str
    status: Literal["current", "dormant"] = "current"
    host_id: str | None = None
    hosted_id: str | None = None
    valid_from: str | None = None


@dataclass
class Succession(Quoted):
    """One person is said to take, or be proposed to take, another's seat."""

    successor: str
    predecessor: str
    group: str
    role: str
    effective: str | None = None
    group_id: str | None = None


@dataclass
class Attendance(Quoted):
    """A line of an attendance list."""

    person: str
    group: str
    date: str | None
    present: bool = True
    role: str | None = None
    represents: str | None = None
    agenda_item: str | None = None
    group_id: str | None = None
    represents_id: str | None = None


Claim = ClaimedMembership | ClaimedHosting | Succession | Attendance
