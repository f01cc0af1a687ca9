"""Which record each fact without an id belongs to, in the store or the load (DESIGN §3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.port import Known
from graph.reasoning import merging
from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Seat
from graph.records import Hosting, Link, Membership, Record
from graph.texts import Text
from loaders.tables.facts import Fact
from loaders.tables.faults import Report

_Chair = tuple[str | None, str, str, str]
"""Person, group, role and status: what statements of one membership have in common."""


def memberships(
    facts: Sequence[Fact], cited: Mapping[str, Sequence[Testimony]], known: Known | None, report: Report
) -> list[Fact]:
    """Return the facts, each told of the membership that it belongs to.

    `cited` are the testimonies that the load's own table of evidence gives, by record.
    """
    seeking: defaultdict[_Chair, list[Fact]] = defaultdict(list)
    given: list[Fact] = []
    for fact in facts:
        if fact.row.found:
            seeking[_chair(_membership(fact))].append(fact)
        else:
            given.append(fact)
    if not seeking:
        return given
    candidates = _candidates(seeking.keys(), given, cited, known)
    taken = {fact.record.key for fact in given} | (known.keys(Membership) if known else set())
    placed = list(given)
    for chair in sorted(seeking, key=lambda chair: (chair[0] or "", *chair[1:])):
        same = sorted(seeking[chair], key=lambda fact: fact.row.place)
        if len(same) == 1 and chair not in candidates and same[0].record.key not in taken:
            taken.add(same[0].record.key)
            placed.append(same[0])
            continue
        statements = [merging.seat(_membership(fact), _own_testimony(fact)) for fact in same]

        def new_id(place: int, statements: Sequence[Seat] = statements) -> str:
            free = merging.unused(statements[place].id, taken, "--")
            taken.add(free)
            return free

        heads = candidates[chair]
        ids = merging.gathered(statements, heads, new_id)
        there = {head.id for head in heads}
        for fact, key in zip(same, ids, strict=True):
            if fact.stance == "ended" and there and key not in there:
                report.notice(fact.row.place, _which(sorted(there)))
            placed.append(fact.of(key))
    return placed


def _chair(membership: Membership) -> _Chair:
    return membership.person, membership.group, membership.role, membership.status


def _membership(fact: Fact) -> Membership:
    if not isinstance(fact.record, Membership):
        raise TypeError(fact.record)
    return fact.record


def _own_testimony(fact: Fact) -> tuple[Testimony, ...]:
    return (fact.testimony,) if fact.evidence else ()


def _candidates(
    chairs: Iterable[_Chair],
    given: Sequence[Fact],
    cited: Mapping[str, Sequence[Testimony]],
    known: Known | None,
) -> defaultdict[_Chair, list[Seat]]:
    """Return the memberships, stored and given by id, that facts without an id may belong to."""
    wanted = set(chairs)
    here: dict[str, Membership] = {}
    told: defaultdict[str, list[Testimony]] = defaultdict(list)
    for fact in given:
        if _chair(_membership(fact)) in wanted:
            here.setdefault(fact.record.key, _membership(fact))
            told[fact.record.key] += _own_testimony(fact)
    if known is not None:
        persons = {person for person, *_ in wanted if person is not None}
        for held in known.memberships_of(persons):
            if _chair(held) in wanted:
                here.setdefault(held.id, held)
        if any(person is None for person, *_ in wanted):
            for held in known.every(Membership):
                if held.person is None and _chair(held) in wanted:
                    here.setdefault(held.id, held)
        for key, testimonies in known.testimonies(here).items():
            told[key] += testimonies
    candidates: defaultdict[_Chair, list[Seat]] = defaultdict(list)
    for key, held in sorted(here.items()):
        candidates[_chair(held)].append(merging.seat(held, (*told[key], *cited.get(key, ()))))
    return candidates


def relations(model: type[Hosting] | type[Link], facts: Sequence[Fact], known: Known | None) -> list[Fact]:
    """Return facts of hostings or links, each told of the one record of the same ends and sort."""
    there: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for fact in facts:
        if not fact.row.found:
            there[_ends(fact.record)].add(fact.record.key)
    taken = {key for keys in there.values() for key in keys}
    if known is not None and any(fact.row.found for fact in facts):
        for record in known.every(model):
            there[_ends(record)].add(record.key)
            taken.add(record.key)
    placed = []
    for fact in sorted(facts, key=lambda fact: fact.record.key):
        if fact.row.found:
            same = there[_ends(fact.record)]
            if not same:
                same.add(merging.unused(fact.record.key, taken, "--"))
                taken |= same
            fact = fact.of(fact.record.key if fact.record.key in same else min(same))
        placed.append(fact)
    return placed


def _ends(record: Record) -> tuple[str, ...]:
    if isinstance(record, Hosting):
        return record.host, record.hosted, record.status
    if isinstance(record, Link):
        return record.kind, record.from_id, record.to_id
    raise TypeError(record)


def _which(keys: Sequence[str]) -> Text:
    listed = ", ".join(keys)
    return Text(
        f"Det går inte att veta vilket uppdrag som är slut, så det blev ett eget. Skriv id: {listed}.",
        f"It cannot be told which membership is over, so it became one of its own. Write the id: {listed}.",
    )
