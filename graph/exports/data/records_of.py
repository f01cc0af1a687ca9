"""The records behind a scope: what the formats that can be loaded again hold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from graph import kinds, time
from graph.bundle import Bundle
from graph.exports import wording
from graph.exports.omissions import omissions_of
from graph.exports.subject import Subject
from graph.people.identity import Identities
from graph.people.names_in_texts import LEFT_OUT
from graph.port import Reader
from graph.records import (
    OF_PEOPLE,
    RECORDS,
    Evidence,
    Hosting,
    Judgement,
    Link,
    Listing,
    Membership,
    Name,
    Organisation,
    Person,
    Record,
    Rule,
    Source,
    pointed,
)
from graph.texts import Text

SYSTEM = "system"
"""The scope that is everything in the store."""
LICENCE = Text(
    "Uppgifter om offentliga roller, hämtade ur de källor som anges. Ingen licens är angiven för dem: fråga den "
    "som lämnade filen innan du sprider den vidare.",
    "Facts about public roles, taken from the sources named. No licence is stated for them: ask whoever gave you "
    "the file before you pass it on.",
)

_Records = dict[type[Record], list[Record]]


def behind(subject: Subject) -> Bundle:
    """Return the records behind a scope, each kind sorted by key, with their evidence and sources.

    For the system that is everything in the store. For an organisation or person it is every membership,
    hosting and link that names it; what these need for the same answers on any date (other roles of the
    same people in the same groups, listings, judgements); and all that they refer to. Without people
    nothing of any person is left, and nothing is there only because somebody sits in it; those who are not
    to be shown are left out in any case.
    """
    reader = subject.reader
    omissions = omissions_of(subject)
    if omissions.hides(subject.scope):
        return Bundle()
    if subject.scope == SYSTEM:
        found: _Records = {model: [*reader.every(model)] for model in RECORDS}
    else:
        found = _Around(reader, subject.scope, subject.without_people).records
    ordered = (record for model in RECORDS for record in sorted(found.get(model, []), key=lambda each: each.key))
    shown = list(omissions.shown(ordered))
    if subject.without_people:
        cited = set(_sources(shown))
        shown = [record for record in shown if not isinstance(record, Source) or record.id in cited]
    return Bundle(sorted(shown, key=lambda record: record.key))


def title(subject: Subject) -> str:
    """Return what a file tells of: the system, or the name of the organisation or person."""
    if subject.scope == SYSTEM:
        return wording.TITLE.of(subject.language)
    omissions = omissions_of(subject)
    if omissions.hides(subject.scope):
        return LEFT_OUT
    labels = dict(subject.names) | {element.id: element.label for element in subject.elements}
    label = labels.get(subject.scope, subject.scope)
    return omissions.text(label) if subject.scope in subject.names else label


def labels(subject: Subject) -> Mapping[str, str]:
    """Return what organisations are called, without the names of those who are left out."""
    omissions = omissions_of(subject)
    return {id_: omissions.text(label) for id_, label in subject.names.items()}


def tables(subject: Subject) -> Iterator[tuple[str, list[str], list[list[str | None]]]]:
    """Yield each table as the loader reads it: its name, its columns, and its rows sorted by key."""
    bundle = behind(subject)
    for model in RECORDS:
        if not (subject.without_people and model in OF_PEOPLE):
            columns = list(model.model_fields)
            yield model.table, columns, [[_cell(record, name) for name in columns] for record in bundle.of(model)]


def _cell(record: Record, field: str) -> str | None:
    value: str | tuple[str, ...] | None = getattr(record, field)
    return ";".join(value) if isinstance(value, tuple) else value


def evidence_of(bundle: Bundle) -> dict[tuple[str, str], list[Evidence]]:
    """Return the evidence of each record, by its table and key."""
    found: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for evidence in bundle.of(Evidence):
        found[evidence.kind, evidence.record].append(evidence)
    return found


def appointed(membership: Membership, told: Iterable[Evidence]) -> bool:
    """Tell whether a membership makes somebody a member: a nomination, attendance or denial doesn't."""
    if membership.person is None or membership.status != "decided":
        return False
    return any(
        evidence.stance == "ended" or (evidence.stance == "states" and evidence.basis not in kinds.NO_MEMBERSHIP)
        for evidence in told
    )


def holds(record: Organisation | Membership | Hosting | Link | Name, as_of: str) -> bool:
    """Tell whether a record's own dates, as far as they are stated, allow that it holds on a day."""
    begins = time.parse(record.valid_from).first if record.valid_from else time.FIRST_DAY
    ends = time.parse(record.valid_to).last if record.valid_to else time.LAST_DAY
    return begins <= as_of <= ends


class _Around:
    """Gathers what names an organisation or person, and everything that this refers to."""

    def __init__(self, reader: Reader, scope: str, without_people: bool) -> None:
        self._reader = reader
        self._judgements = list(reader.every(Judgement))
        self._identities = Identities(self._judgements)
        self._everybody = reader.keys(Person)
        self.records: _Records = {}
        self._name_it(scope, without_people)
        self._refer_to(scope)

    def _name_it(self, scope: str, without_people: bool) -> None:
        """Gather the facts that name the scope."""
        memberships = [] if without_people else self._memberships(scope)
        groups = {scope, *(membership.group for membership in memberships)}
        bodies = {scope, *(body for membership in memberships for body in membership.represents)}
        every = self._reader.every
        self.records = {
            Membership: [*memberships],
            Hosting: [hosting for hosting in every(Hosting) if scope in (hosting.host, hosting.hosted)],
            Link: [link for link in every(Link) if scope in (link.from_id, link.to_id)],
            Rule: [rule for rule in every(Rule) if scope in rule.applies_to.split(";")],
            Listing: [
                listing
                for listing in every(Listing)
                if not without_people and listing.group in groups and (listing.body is None or listing.body in bodies)
            ],
        }
        self.records[Evidence] = self._evidence()

    def _refer_to(self, scope: str) -> None:
        """Gather the people, organisations and sources of these facts."""
        facts = [*chain.from_iterable(self.records.values())]
        people = self._same({scope, *(person for fact in facts for person in pointed(fact, Person.table))})
        organisations = {scope, *chain.from_iterable(map(_organisations, facts))}
        fetch = self._reader.fetch
        self.records |= {
            Person: [*fetch(Person, people).values()],
            Judgement: [each for each in self._judgements if {each.person_a, each.person_b} <= people],
            Organisation: [*fetch(Organisation, organisations).values()],
            Name: [name for name in self._reader.every(Name) if name.organisation in organisations],
        }
        self.records[Evidence] = self._evidence()
        cited = set(_sources(chain.from_iterable(self.records.values())))
        self.records[Source] = [*fetch(Source, cited).values()]

    def _memberships(self, scope: str) -> list[Membership]:
        people = self._same({scope})
        found = {
            membership.id: membership
            for membership in self._reader.every(Membership)
            if scope in pointed(membership, Organisation.table) or membership.person in people
        }
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for membership in found.values():
            if membership.person is not None:
                groups[self._identities.standing(membership.person)].add(membership.group)
        for membership in self._reader.memberships_of(self._same(groups)):
            if membership.group in groups[self._identities.standing(membership.person or "")]:
                found[membership.id] = membership
        return [*found.values()]

    def _same(self, people: Iterable[str]) -> set[str]:
        """Return the persons among these ids, and all who are judged to be one of them."""
        standing = {self._identities.standing(person) for person in people}
        return {person for person in self._everybody if self._identities.standing(person) in standing}

    def _evidence(self) -> list[Record]:
        told = {(record.table, record.key) for record in chain.from_iterable(self.records.values())}
        return [evidence for evidence in self._reader.every(Evidence) if (evidence.kind, evidence.record) in told]


def _organisations(record: Record) -> Iterator[str]:
    yield from pointed(record, Organisation.table)
    if isinstance(record, Rule):
        yield from (part for part in record.applies_to.split(";") if part not in kinds.ORGANISATION_KINDS)


def _sources(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        yield from pointed(record, Source.table)
