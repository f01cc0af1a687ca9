"""Everything that a store holds about one person, for whoever asks what is kept about them (GDPR, article 15)."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from graph.people.identity import Identities
from graph.people.names_in_texts import PersonNames
from graph.port import JournalEntry, Store
from graph.records import WITH_EVIDENCE, Evidence, Judgement, Membership, Organisation, Person, Record, Source, pointed


class Extract(NamedTuple):
    """What is stored about a person."""

    records: list[Record]
    """The person under all ids that are judged to be one, their memberships, and judgements on who they are."""
    evidence: list[Evidence]
    """What each source says about those records."""
    mentions: list[Record]
    """Other records that name the person in a text or as the one who sat there before."""
    sources: dict[str, Source]
    organisations: dict[str, Organisation]
    """Those that the records point at."""
    journal: list[JournalEntry]


def cluster(store: Store, person: str) -> list[str]:
    """Return the ids that are judged to be one person with this one, sorted."""
    judgements = list(store.every(Judgement))
    identities = Identities(judgements)
    pairs = {id_ for each in judgements for id_ in (each.person_a, each.person_b)} | {person}
    return sorted(id_ for id_ in pairs if identities.standing(id_) == identities.standing(person))


def extract(store: Store, person: str) -> Extract:
    """Return what the store holds about a person; the id is one that it knows."""
    ids = cluster(store, person)
    people = [*store.fetch(Person, ids).values()]
    memberships = sorted(store.memberships_of(ids), key=lambda each: each.key)
    judgements = [each for each in store.every(Judgement) if {each.person_a, each.person_b} & {*ids}]
    records: list[Record] = [*people, *memberships, *judgements]
    evidence = [each for model in WITH_EVIDENCE for each in store.evidence_of(model.table, _keys(records, model))]
    mentions = [*_mentions(store, people, {record.key for record in (*records, *evidence)})]
    told = {id_ for each in (*evidence, *judgements, *mentions) for id_ in pointed(each, Source.table)}
    bodies = {id_ for each in memberships for id_ in pointed(each, Organisation.table)}
    journal = [line for each in (*records, *evidence) for line in store.history(each.table, each.key)]
    return Extract(
        records,
        evidence,
        mentions,
        store.fetch(Source, told),
        store.fetch(Organisation, bodies),
        sorted(journal, key=lambda line: (line.load, line.kind, line.record)),
    )


def _keys(records: Iterable[Record], model: type[Record]) -> list[str]:
    return [record.key for record in records if isinstance(record, model)]


def _mentions(store: Store, people: Iterable[Person], known: set[str]) -> Iterator[Record]:
    """Yield the records not known yet that tell one of the names or ids."""
    people = [*people]
    named, ids = PersonNames(people), {person.id for person in people}
    for model in (Source, Membership, Evidence):
        for record in store.every(model):
            if record.key not in known and _tells(record.__dict__.values(), named, ids):
                yield record


def _tells(values: Iterable[Any], named: PersonNames, ids: set[str]) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    return any(text in ids or named.in_text(text) for text in texts)
