"""What a document says: every rule run over it, and what they tell put together."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from graph import names
from loaders.documents.context.namesakes import distinct_names
from loaders.documents.context.setting import ReadDocument, open_document
from loaders.documents.mentions import dates
from loaders.documents.mentions.gazetteer import Gazetteer
from loaders.documents.proposals import Attendance, Claim, ClaimedHosting, ClaimedMembership, Succession
from loaders.documents.rules import modules
from loaders.documents.text.blocks import Block
from loaders.documents.text.quotes import QuotedText

F = TypeVar("F", bound=Claim)
_PAST = re.compile(
    r"\b(?:\w{3,}ades|\w{3,}erade|utsågs|valdes|beslutade|ersattes|avgick|hölls|tillträdde|lämnade|slutade|"
    r"ställde sig|har (?:\w+ ){0,3}?\w+(?:at|it|ts))\b",
    re.IGNORECASE,
)
_SEASON = re.compile(r"\b(?P<season>våren|sommaren|hösten|senhösten)\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_STARTS = {"våren": "03", "sommaren": "06", "hösten": "09", "senhösten": "11"}
_PLANNED = re.compile(
    r"(?:[–-]|\b(?:inför|till|från|sedan|senast|plan(?:en)? för|från och med|"
    r"fr\.o\.m\.|t\.o\.m\.|gäller|före))\s*(?:den )?$",
    re.I,
)
_RANGE = re.compile(r"\s*[–-]\s*\d")


@dataclass
class Extracted:
    """The proposals from one document, with its day and what to beware of."""

    day: str | None
    memberships: list[ClaimedMembership]
    hosting: list[ClaimedHosting]
    successions: list[Succession]
    attendance: list[Attendance]
    meeting: str | None = None
    """The day of the meeting, when the document tells of one."""
    late: str | None = None
    """The latest day of an event that the document tells of as past, when that is after its own day."""


def extract(name: str, blocks: Sequence[Block], gazetteer: Gazetteer) -> Extracted:
    """Return what a document says."""
    document = _ruled(open_document(name, blocks, gazetteer))
    if apart := distinct_names(document):
        document = _ruled(open_document(name, blocks, gazetteer, apart))
    facts = document.facts
    meeting = document.meeting if document.minutes else None
    if meeting is None and any(isinstance(fact, Attendance) for fact in facts):
        meeting = document.day
    for fact in facts:
        if isinstance(fact, Attendance):
            fact.date = meeting
    found = Extracted(
        document.day,
        _memberships([fact for fact in facts if isinstance(fact, ClaimedMembership)], document),
        _once([fact for fact in facts if isinstance(fact, ClaimedHosting)], lambda fact: (fact.host, fact.hosted)),
        _once(
            [fact for fact in facts if isinstance(fact, Succession)],
            lambda fact: (fact.successor, fact.predecessor, fact.group, fact.role),
        ),
        _once([fact for fact in facts if isinstance(fact, Attendance)], lambda fact: (fact.person, fact.group)),
        meeting,
        _later(document),
    )
    _sourced(found, document, QuotedText(blocks))
    return found


def _sourced(found: Extracted, document: ReadDocument, source: QuotedText) -> None:
    """Give each fact the words of the document itself, and the ids of the organisations that the gazetteer knows."""
    identify = document.gazetteer.identify
    near = [body for body in (document.body, document.sender) if body is not None]
    kinds_of = {seat.group: seat.group_kind for seat in found.memberships}
    for seat in found.memberships:
        seat.quote = source.quote(seat.quote, seat.person)
        seat.group_id = identify(seat.group, near, seat.group_kind)
        seat.represents_id = identify(seat.represents) if seat.represents else None
    for hosting in found.hosting:
        hosting.quote = source.quote(hosting.quote, hosting.hosted)
        hosting.host_id, hosting.hosted_id = identify(hosting.host), identify(hosting.hosted, near)
    for change in found.successions:
        change.quote = source.quote(change.quote, change.successor)
        change.group_id = identify(change.group, near, kinds_of.get(change.group))
    for line in found.attendance:
        line.quote = source.quote(line.quote, line.person)
        line.group_id = identify(line.group, near, kinds_of.get(line.group))
        line.represents_id = identify(line.represents) if line.represents else None


def _ruled(document: ReadDocument) -> ReadDocument:
    for rule in modules():
        document.add(list(rule.find(document)))
    return document


def _memberships(found: Iterable[ClaimedMembership], document: ReadDocument) -> list[ClaimedMembership]:
    """Return one membership for each person, group and role: the body and dates of the one that tells them."""
    kept: dict[tuple[str, str, str], ClaimedMembership] = {}
    for fact in found:
        key = (fact.person, names.exact(fact.group), fact.role)
        held = kept.get(key)
        if held is None:
            kept[key] = replace(fact)
            continue
        for name, value in vars(fact).items():
            if getattr(held, name) is None:
                setattr(held, name, value)
        if fact.status == "ended" or (
            held.status == "nominated"
            and fact.status == "current"
            and not _proposed(held)
            and not _to_come(held, document)
            and fact.quote != held.quote
        ):
            held.status = fact.status
    for fact in kept.values():
        if fact.represents is None:
            fact.represents = document.people.body.get(fact.person)
        if (
            fact.status == "ended"
            and fact.valid_to
            and document.as_of
            and dates.last_day(fact.valid_to) > document.as_of
        ):
            fact.status = "current"
    return [fact for fact in kept.values() if not _said_twice(fact, kept.values())]


def _to_come(fact: ClaimedMembership, document: ReadDocument) -> bool:
    """Tell whether a seat is told to begin after the document's day."""
    return bool(fact.valid_from and document.as_of and dates.first_day(fact.valid_from) > document.as_of)


def _proposed(fact: ClaimedMembership) -> bool:
    return "föreslås" in fact.rule


def _said_twice(fact: ClaimedMembership, others: Iterable[ClaimedMembership]) -> bool:
    """Tell whether a bare `ledamot` only repeats a seat that another line tells more of: a chair is no member too."""
    if fact.role != "ledamot" or not fact.rule.startswith(("löptext", "byte")):
        return False
    return any(
        other is not fact
        and (other.person, other.group) == (fact.person, fact.group)
        and other.role in ("ordförande", "vice ordförande", "ersättare", "adjungerad")
        and other.status == fact.status
        and not re.search(r"\bledamot|\bmedlem", fact.quote)
        for other in others
    )


def _once(found: Iterable[F], key: Callable[[F], object]) -> list[F]:
    kept: dict[object, F] = {}
    for fact in found:
        kept.setdefault(key(fact), fact)
    return list(kept.values())


def _later(document: ReadDocument) -> str | None:
    """Return the latest day after the document's own that its text tells of as past; None when there is none."""
    if document.day is None:
        return None
    days = [
        day
        for unit in document.units
        for sentence in re.split(r"(?<=[a-zåäö])\. ", unit.text)
        if _PAST.search(sentence) is not None
        for day in _days(sentence, document.day)
        if dates.first_day(day) > document.day
    ]
    return max(days, default=None)


def _days(sentence: str, near: str) -> Iterator[str]:
    """Yield the days and seasons that a sentence tells of, without those of plans and periods."""
    for found in _SEASON.finditer(sentence):
        yield f"{found['year']}-{_STARTS[found['season'].casefold()]}"
    for found in dates.DATE.finditer(sentence):
        day = dates.iso(found)
        if day is None or _PLANNED.search(sentence[: found.start()]) or _RANGE.match(sentence[found.end() :]):
            continue
        yield day
