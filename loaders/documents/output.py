"""Proposals as the JSON of `styrgraf extract --format json`: one object for each document."""

from dataclasses import fields
from typing import Any

from graph.texts import Text
from loaders.documents.extract import Extracted
from loaders.documents.proposals import Attendance, ClaimedHosting, ClaimedMembership, Quoted, Succession


def as_object(source: str, found: Extracted) -> dict[str, Any]:
    """Return what a document says as plain values, with quote, place and rule beside each fact."""
    warned = {"warning": "later_than_document"} if found.late else {}
    return {
        "source": source,
        "document_date": found.day,
        "meeting_date": found.meeting,
        "memberships": [_membership(fact) | warned for fact in found.memberships],
        "hosting": [_hosting(fact) | warned for fact in found.hosting],
        "successions": [_succession(fact) | warned for fact in found.successions],
        "attendance": [_attendance(fact) | warned for fact in found.attendance],
        "later_event": found.late,
    }


def nothing(source: str, why: Text) -> dict[str, Any]:
    """Return the object of a file that couldn't be read: no facts, and why."""
    lists: dict[str, Any] = {kind: [] for kind in ("memberships", "hosting", "successions", "attendance")}
    return {
        "source": source,
        "document_date": None,
        "meeting_date": None,
        **lists,
        "error": {"sv": why.sv, "en": why.en},
    }


def _quoted(fact: ClaimedMembership | ClaimedHosting | Succession | Attendance) -> dict[str, Any]:
    place = fact.spot.text
    return {"evidence": fact.quote, "place": {"sv": place.sv, "en": place.en}, "rule": fact.rule}


def _known(**ids: str | None) -> dict[str, str]:
    """Return the ids of the organisations that are known."""
    return {name: organisation for name, organisation in ids.items() if organisation is not None}


_OF_SEATS = [each.name for each in fields(ClaimedMembership) if each.name not in {own.name for own in fields(Quoted)}]
_ALWAYS = frozenset({"represents"})
"""What stands there even where nothing is told."""


def _membership(fact: ClaimedMembership) -> dict[str, Any]:
    told = {name: value for name in _OF_SEATS if (value := getattr(fact, name)) is not None or name in _ALWAYS}
    return told | _quoted(fact)


def _hosting(fact: ClaimedHosting) -> dict[str, Any]:
    ids = _known(host_id=fact.host_id, hosted_id=fact.hosted_id)
    dated = {"valid_from": fact.valid_from} if fact.valid_from else {}
    return {"host": fact.host, "hosted": fact.hosted, "status": fact.status, **dated, **ids, **_quoted(fact)}


def _succession(fact: Succession) -> dict[str, Any]:
    return {
        "successor": fact.successor,
        "predecessor": fact.predecessor,
        "group": fact.group,
        "role": fact.role,
        "effective": fact.effective,
        **_known(group_id=fact.group_id),
        **_quoted(fact),
    }


def _attendance(fact: Attendance) -> dict[str, Any]:
    item = {"agenda_item": fact.agenda_item} if fact.agenda_item else {}
    return {
        "person": fact.person,
        "group": fact.group,
        "date": fact.date,
        "present": fact.present,
        "role": fact.role,
        "represents": fact.represents,
        **item,
        **_known(group_id=fact.group_id, represents_id=fact.represents_id),
        **_quoted(fact),
    }
