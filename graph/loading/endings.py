"""What a load would end, worked out before anything of it is kept: a load that goes step by step cannot be undone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from graph import time
from graph.people.identity import Identities
from graph.port import Reader
from graph.reasoning.groups import derive_group
from graph.reasoning.seats import Roll
from graph.reasoning.spans import Derived
from graph.reasoning.testimony import seat_of, testimony_of
from graph.records import Evidence, Judgement, Listing, Membership, Record, Source

R = TypeVar("R", bound=Record)

_GROUPS = 200
"""Groups that are worked on at a time."""


def still_current(
    reader: Reader, changes: Mapping[type[Record], Sequence[Record]], groups: Iterable[str]
) -> Iterator[str]:
    """Yield the memberships in these groups that nothing would end once the changes are kept."""
    today = time.today()
    for days in foreseen(reader, changes, groups):
        yield from (key for key, each in days.items() if each.standing == "seat" and each.ended > today)


def foreseen(
    reader: Reader, changes: Mapping[type[Record], Sequence[Record]], groups: Iterable[str]
) -> Iterator[dict[str, Derived]]:
    """Yield for each of these groups the days that its memberships would have once the changes are kept."""
    identities = Identities(_after(changes, Judgement, reader.every(Judgement)).values())
    listings: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in _after(changes, Listing, reader.every(Listing)).values():
        listings[listing.group].append(listing)
    changed: defaultdict[str, list[Membership]] = defaultdict(list)
    for membership in _of(changes, Membership):
        changed[membership.group].append(membership)
    told: defaultdict[str, list[Evidence]] = defaultdict(list)
    for evidence in _of(changes, Evidence):
        if evidence.kind == Membership.table:
            told[evidence.record].append(evidence)
    moved = {membership.id: membership.group for membership in _of(changes, Membership)}
    new_sources = {source.id: source for source in _of(changes, Source)}
    ordered = sorted(set(groups))
    for start in range(0, len(ordered), _GROUPS):
        part = ordered[start : start + _GROUPS]
        there = {group: {seat.id for seat in seats} for group, seats, _ in reader.seats(part)}
        stored = reader.fetch(Membership, (key for keys in there.values() for key in keys))
        kept: defaultdict[str, dict[str, Evidence]] = defaultdict(dict)
        for evidence in reader.evidence_of(Membership.table, stored):
            kept[evidence.record][evidence.key] = evidence
        members = {
            group: [stored[key] for key in sorted(there.get(group, ())) if key not in moved] + changed[group]
            for group in part
        }
        for membership in chain.from_iterable(members.values()):
            kept[membership.id].update({evidence.key: evidence for evidence in told[membership.id]})
        wanted = {evidence.source for facts in kept.values() for evidence in facts.values()}
        wanted.update(listing.source for group in part for listing in listings[group])
        sources = {**reader.fetch(Source, wanted), **new_sources}
        for group in part:
            seats = [
                seat_of(
                    each,
                    identities.standing(each.person) if each.person else None,
                    (testimony_of(fact, sources[fact.source]) for fact in kept[each.id].values()),
                )
                for each in members[group]
            ]
            yield derive_group(seats, [_roll(each, sources[each.source]) for each in listings[group]])


def _of(changes: Mapping[type[Record], Sequence[Record]], model: type[R]) -> list[R]:
    return [record for record in changes.get(model, ()) if isinstance(record, model)]


def _after(changes: Mapping[type[Record], Sequence[Record]], model: type[R], stored: Iterable[R]) -> dict[str, R]:
    return {record.key: record for record in (*stored, *_of(changes, model))}


def _roll(told: Listing, source: Source) -> Roll:
    when_seen = time.observed(source.date, source.period, source.retrieved)
    return Roll(told.source, when_seen, frozenset(told.roles), told.body)
