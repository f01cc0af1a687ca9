"""The records: the source of truth, as frozen models that refuse unknown fields (DESIGN §3)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, ClassVar, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from graph import kinds, time

_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")


def _slug(text: str) -> str:
    if not _ID.fullmatch(text) or len(text) > 300:
        raise ValueError("an id of small letters a–z, digits, hyphens and dots")
    return text


def _date(text: str) -> str:
    try:
        time.parse(text)
    except time.NotADate:
        raise ValueError("a date as 2023, 2023-05, 2023-05-17, 2021/2023, ../2022-12 or 2021/..") from None
    return text


def _separate(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Take apart what a semicolon separates, as in the tables: no value of several can hold one."""
    return tuple(part.strip() for text in texts for part in text.split(";") if part.strip())


def _one_of(
    table: dict[str, kinds.Term] | dict[str, kinds.Role] | dict[str, kinds.LinkKind],
) -> AfterValidator:
    def check(text: str) -> str:
        if text not in table:
            raise ValueError("one of: " + ", ".join(table))
        return text

    return AfterValidator(check)


def _organisation_kind(text: str) -> str:
    if text not in kinds.ORGANISATION_KINDS:
        raise ValueError("one of: " + ", ".join(kinds.ORGANISATION_KINDS))
    return text


Id = Annotated[str, AfterValidator(_slug)]
Ids = Annotated[tuple[Id, ...], AfterValidator(lambda ids: tuple(sorted(set(ids))))]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
PartialDate = Annotated[str, AfterValidator(_date)]
Statement = Annotated[str, StringConstraints(min_length=2, max_length=30_000)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=1500)]


class Reference(NamedTuple):
    """What a field points at, told beside its type; all that depends on it reads it there (`references`)."""

    target: str
    """The table of the records that the field names by id."""
    arrow: str | None = None
    """What the relation is called where it is drawn: `(record)-[:ARROW]->(target)`; None where it is not."""
    whole: bool = False
    """The record is about that person: with whoever is left out it goes as a whole."""


class Record(BaseModel):
    """What all records share: frozen, strict about its fields, known by `key`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    table: ClassVar[str]
    """Name of its table in files and stores."""

    @property
    def key(self) -> str:
        """What tells this record from all others of its table."""
        raise NotImplementedError


class _WithId(Record):
    id: Id

    @property
    def key(self) -> str:
        return self.id


class Source(_WithId):
    """Where a fact was read: a page, minutes, a report."""

    table = "sources"
    title: Line
    publisher: Line | None = None
    address: Line | None = None
    """A web address or a file's name."""
    date: PartialDate | None = None
    """As printed on it."""
    period: PartialDate | None = None
    """When its facts were seen, where that is told better than by the date."""
    retrieved: PartialDate | None = None
    checksum: Line | None = None
    doubt: Prose | None = None
    """What in the source itself cannot be right."""
    note: Prose | None = None


class Organisation(_WithId):
    """A body or group; its names are records of their own."""

    table = "organisations"
    kind: Annotated[str, AfterValidator(_organisation_kind)]
    name: Line
    """The full name that it bears today."""
    status: Annotated[str, _one_of(kinds.ORGANISATION_STATUSES)] | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


class Name(Record):
    """One name of an organisation, with the time in which it was borne."""

    table = "names"
    organisation: Annotated[Id, Reference("organisations", "NAMES")]
    text: Line
    sort: Annotated[str, _one_of(kinds.NAME_SORTS)] = "alias"
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None

    @property
    def key(self) -> str:
        """Organisation, sort and text: a body may bear one text as alias and as full name."""
        return f"{self.organisation}|{self.sort}|{self.text}"


class Person(_WithId):
    """Somebody in a public role. No contact details, ever."""

    table = "persons"
    name: Line
    aliases: Annotated[tuple[Line, ...], AfterValidator(_separate)] = ()
    visibility: Annotated[str, _one_of(kinds.VISIBILITIES)] = "public"


class Membership(_WithId):
    """A person's role in a group, or a seat that is said to be vacant (no person)."""

    table = "memberships"
    person: Annotated[Id | None, Reference("persons", whole=True)] = None
    title: Line | None = None
    group: Annotated[Id, Reference("organisations", "IN")]
    role: Annotated[str, _one_of(kinds.ROLES)]
    represents: Annotated[Ids, Reference("organisations", "FOR")] = ()
    """On whose behalf: none told, one or two bodies, sorted."""
    employer: Annotated[Id | None, Reference("organisations", "EMPLOYED_AT")] = None
    status: Annotated[str, _one_of(kinds.MEMBERSHIP_STATUSES)] = "decided"
    succeeds: Annotated[Id | None, Reference("persons", "AFTER")] = None
    """The person whose seat this was."""
    deputises: Annotated[Id | None, Reference("persons", "DEPUTISES")] = None
    """The person whose substitute this is (ersättare för)."""
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    post: Line | None = None
    """What tells this seat from another of the same person in the group, where a register has posts (DESIGN §3)."""


class Hosting(_WithId):
    """A host gives chair support, process leader and resources to the hosted group."""

    table = "hostings"
    host: Annotated[Id, Reference("organisations", "HOST")]
    hosted: Annotated[Id, Reference("organisations", "HOSTED")]
    status: Annotated[str, _one_of(kinds.HOSTING_STATUSES)] = "active"
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


class Link(_WithId):
    """A relation between two organisations: `from_id` VERB `to_id`."""

    table = "links"
    kind: Annotated[str, _one_of(kinds.LINK_KINDS)]
    from_id: Annotated[Id, Reference("organisations", "START")]
    to_id: Annotated[Id, Reference("organisations", "END")]
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


class Rule(_WithId):
    """A rule that the structure should keep; `check` says how it can be tested."""

    table = "rules"
    check: Annotated[str, _one_of(kinds.RULE_CHECKS)] = "text"
    applies_to: Line
    """A kind of organisation, or ids of groups separated by semicolons."""
    parameters: Line | None = None
    """What the check needs, as `name=value` pairs separated by semicolons."""
    text: Prose
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


class Evidence(Record):
    """What one source says of one record, in the source's own terms."""

    table = "evidence"
    kind: Annotated[str, AfterValidator(lambda text: _evidence_kind(text))]
    """The table of the record."""
    record: Key
    source: Annotated[Id, Reference("sources", "FROM")]
    stance: Annotated[str, _one_of(kinds.STANCES)] = "states"
    basis: Annotated[str, _one_of(kinds.BASES)] = "stated"
    observed_on: PartialDate | None = None
    """Only where this fact was seen at another time than the rest of the source."""
    place: Line | None = None
    quote: Prose | None = None
    note: Prose | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    person_name: Line | None = None
    """The name as the source spells it."""
    title: Line | None = None
    represents: Annotated[Ids, Reference("organisations")] = ()
    employer: Annotated[Id | None, Reference("organisations")] = None
    succeeds: Annotated[Id | None, Reference("persons")] = None
    deputises: Annotated[Id | None, Reference("persons")] = None
    unseen: Line | None = None
    """A column that the source fills but the copy at hand cut off."""

    @property
    def key(self) -> str:
        """A source may say a thing of a record once at each place, and once more that it ended."""
        return "|".join((self.kind, self.record, self.source, self.stance, self.basis, self.place or ""))


class Listing(Record):
    """A source that names everyone who held these roles in a group (of one body, if given)."""

    table = "listings"
    source: Annotated[Id, Reference("sources", "FROM")]
    group: Annotated[Id, Reference("organisations", "LISTS")]
    roles: tuple[Annotated[str, _one_of(kinds.ROLES)], ...]
    body: Annotated[Id | None, Reference("organisations", "LISTS_FOR")] = None
    note: Prose | None = None

    @property
    def key(self) -> str:
        """One source may list several groups, and a group's people for several bodies."""
        return "|".join((self.source, self.group, ";".join(self.roles), self.body or ""))


class Judgement(Record):
    """Somebody's verdict on whether two persons are one."""

    table = "judgements"
    person_a: Annotated[Id, Reference("persons", "JUDGES", whole=True)]
    person_b: Annotated[Id, Reference("persons", "JUDGES", whole=True)]
    verdict: Annotated[str, _one_of(kinds.VERDICTS)]
    source: Annotated[Id, Reference("sources", "FROM")]
    note: Prose | None = None

    @property
    def key(self) -> str:
        """The pair, in the order of the ids."""
        return "|".join(sorted((self.person_a, self.person_b)))


RECORDS: tuple[type[Record], ...] = (
    Source,
    Organisation,
    Name,
    Person,
    Membership,
    Hosting,
    Link,
    Rule,
    Listing,
    Judgement,
    Evidence,
)
"""Every kind of record, those that others point at first."""


class Document(_WithId):
    """A document whose proposals are reviewed, or what somebody told by a form; its id is that of its source."""

    table = "documents"
    title: Line
    file: Line | None = None
    """The file's own name."""
    address: Line | None = None
    """Where it was found: a web address, or a place."""
    publisher: Line | None = None
    date: PartialDate | None = None
    """As printed on it."""
    period: PartialDate | None = None
    """The day of the meeting, where that is another than the date."""
    retrieved: PartialDate | None = None
    """The day on which it was loaded."""
    checksum: Line | None = None
    late: PartialDate | None = None
    """The latest day of an event that it tells of as past, when that is after its own date."""
    earlier: Annotated[Id | None, Reference("documents")] = None
    """The document of which it is a later version."""
    said_by: Line | None = None
    """Who told it, when there is nothing to read."""

    @property
    def too_late(self) -> str | None:
        """The day of an event after the document's own date, as that is told now; None when nothing is odd."""
        if self.late is None or self.date is None:
            return self.late
        return None if time.parse(self.date).last >= time.parse(self.late).first else self.late


class Proposal(_WithId):
    """One statement of a document, for somebody to accept or reject."""

    table = "proposals"
    document: Annotated[Id, Reference("documents", "OF")]
    number: int = 0
    """Its place among the document's proposals."""
    sort: Annotated[str, _one_of(kinds.PROPOSAL_SORTS)]
    rows: Statement
    """Rows of tables as JSON, as `loaders.review.statement` reads them."""
    statement: Line
    """What tells the statement from others in whatever version of the document: edits never change it."""
    quote: Prose | None = None
    surroundings: Prose | None = None
    """The text around the quote."""
    place: Line | None = None
    rule: Line | None = None
    """What found it."""
    state: Annotated[str, _one_of(kinds.PROPOSAL_STATES)] = "open"
    reason: Prose | None = None
    """Why it was rejected, or what else became of it."""


STORED: tuple[type[Record], ...] = (*RECORDS, Document, Proposal)
"""What stores and backups keep: the data, and what waits for review with all decisions on it."""

MODELS: Mapping[str, type[Record]] = {model.table: model for model in STORED}
"""Every kind of record by the name of its table."""

WITH_EVIDENCE: tuple[type[Record], ...] = (Organisation, Name, Membership, Hosting, Link, Rule)
"""Kinds that need evidence of their own; a person's is that of the memberships, and listings and
judgements name their source themselves."""

OF_PEOPLE: frozenset[type[Record]] = frozenset({Person, Membership, Listing, Judgement})
"""Kinds of which nothing is left without people."""

TOLD_OF_SEATS: tuple[str, ...] = (
    "person_name",
    *(name for name in Evidence.model_fields if name in Membership.model_fields and name not in Hosting.model_fields),
    "unseen",
)
"""What a source says for itself of a membership, as it says dates of everything."""


@cache
def references(model: type[Record]) -> Mapping[str, Reference]:
    """Return the fields of a kind of record that point at others, each with what it points at."""
    return {
        name: declared
        for name, field in model.model_fields.items()
        for declared in field.metadata
        if isinstance(declared, Reference)
    }


def pointed(record: Record, target: str) -> Iterator[str]:
    """Yield the ids by which a record points at records of a table."""
    for name, reference in references(type(record)).items():
        if reference.target == target:
            yield from ids_in(record, name)


def ids_in(record: Record, field: str) -> tuple[str, ...]:
    """Return the ids that a field holds: none, one or several."""
    value: str | tuple[str, ...] | None = getattr(record, field)
    return (value,) if isinstance(value, str) else value or ()


def _evidence_kind(text: str) -> str:
    names = [model.table for model in WITH_EVIDENCE]
    if text not in names:
        raise ValueError("one of: " + ", ".join(names))
    return text
