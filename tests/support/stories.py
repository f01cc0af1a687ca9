"""Small stories about invented people, from which tests are told.

Two ways to tell one. `seat`, `seen`, `listing` … speak to `graph.reasoning` directly. A `Story` gathers the
records that a load brings; what a sentence of it mentions for the first time comes into being by itself:

    story = Story()
    story.sits("anna", "npo-akut-vard", seen="2020-05-26", represents=["region-ankeborg"])
    story.lists("2023-09-22", "npo-akut-vard", "ledamot")

A source may be called by its date; any other is introduced with `story.source(...)`.
"""

import csv
from collections.abc import Iterable
from datetime import date
from typing import get_origin

from hypothesis import strategies as st

from graph import kinds, names, time
from graph.bundle import Bundle
from graph.loading.intake import take_in
from graph.port import Store
from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Roll, Seat
from graph.reasoning.spans import Derived, certainty
from graph.records import (
    RECORDS,
    STORED,
    WITH_EVIDENCE,
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
    Source,
)
from graph.time import When
from tests.support.here import PROJECT

DATA = PROJECT / "data"
READ = "2026-11-22"
"""The day on which every source of a story was retrieved."""
HANDBOOK = "handbook"
"""The undated source of whatever a story takes for granted."""


# ---- dates as sources write them


def plain_dates(first_year: int, last_year: int) -> st.SearchStrategy[str]:
    """Draw years, months and days."""
    days = st.dates(date(first_year, 1, 1), date(last_year, 12, 31))
    return st.builds(date.strftime, days, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%d"]))


def partial_dates(first_year: int, last_year: int, *, open_sides: bool = True) -> st.SearchStrategy[str]:
    """Draw dates in every form: a year, month or day, an interval, and one open side."""
    plain = plain_dates(first_year, last_year)
    intervals = st.lists(plain, min_size=2, max_size=2).map(lambda pair: "/".join(sorted(pair)))
    if not open_sides:
        return plain | intervals
    return plain | intervals | plain.map("../{}".format) | plain.map("{}/..".format)


# ---- what reasoning is told


def when(text: str | None) -> When | None:
    """Read a date as written (None: not told)."""
    return None if text is None else time.parse(text)


def seen(
    on: str | None,
    *,
    source: str | None = None,
    basis: str = "stated",
    stance: str = "states",
    since: str | None = None,
    until: str | None = None,
) -> Testimony:
    """Tell that a source saw it `on` a date (None: the source is undated)."""
    return Testimony(
        source or f"seen-{on}",
        time.observed(on, None, READ),
        on is not None,
        stance,
        basis,
        when(since),
        when(until),
    )


def left(on: str | None, *, source: str | None = None, until: str | None = None) -> Testimony:
    """Tell that a source says, on a date, that it is over."""
    return seen(on, source=source or f"left-{on}", stance="ended", until=until)


def denied(on: str | None, *, source: str | None = None) -> Testimony:
    """Tell that a source says, on a date, that it isn't true."""
    return seen(on, source=source or f"denied-{on}", stance="denies")


def seat(
    person: str | None,
    *told: Testimony,
    role: str = "ledamot",
    represents: Iterable[str] = (),
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
    succeeds: str | None = None,
    id: str | None = None,
    stored: str | None = None,
) -> Seat:
    """Tell of somebody's seat; `stored` is the id under which the person was loaded, before judgements."""
    return Seat(
        id or f"{stored or person or 'vacant'}-{role}",
        person,
        stored or person,
        role,
        frozenset(represents),
        status or ("vacant" if person is None else "decided"),
        when(since),
        when(until),
        succeeds,
        told,
    )


def listing(on: str | None, *roles: str, body: str | None = None, source: str | None = None) -> Roll:
    """Tell that a source names everyone who held these roles (of one body) on a date."""
    return Roll(source or f"list-{on}", time.observed(on, None, READ), frozenset(roles or ("ledamot",)), body)


def answer(derived: Derived, as_of: str) -> str | None:
    """Return the certainty with which a record is part of the answer on a day (None: it is no part of it).

    The queries ask the same of the derived days (DESIGN §3, "Reasoned once").
    """
    if not derived.first_possible <= as_of < derived.ended:
        return None
    return certainty(derived, as_of)


# ---- what a load brings


class Story:
    """Records told sentence by sentence; `bundle` is what a load of them brings."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._records: dict[tuple[str, str], Record] = {}

    @property
    def bundle(self) -> Bundle:
        """Return everything told so far."""
        return Bundle(self._records.values())

    def add(self, record: Record, told_by: str | None = HANDBOOK) -> None:
        """Add a record, or tell it anew; where its kind needs evidence, `told_by` is the source of it."""
        self._records[record.table, record.key] = record
        if told_by is not None and type(record) in WITH_EVIDENCE:
            self._source(told_by)
            self.evidence(record, told_by)

    def _has(self, model: type[Record], key: str) -> bool:
        return (model.table, key) in self._records

    def source(
        self, id: str, date: str | None = None, *, period: str | None = None, retrieved: str | None = READ
    ) -> str:
        """Tell of a source, or that its date was another."""
        self.add(Source(id=id, title=f"Om {id}", date=date, period=period, retrieved=retrieved))
        return id

    def _source(self, id: str) -> str:
        if not self._has(Source, id):
            self.source(id, None if id == HANDBOOK else time.parse(id).text)
        return id

    def organisation(
        self,
        id: str,
        name: str | None = None,
        *,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        seen: str = HANDBOOK,
    ) -> str:
        """Tell of a group or body; its kind is the beginning of its id, when nothing else is said."""
        kind = kind or next(kind for kind in kinds.ORGANISATION_KINDS if id.partition("-")[0] == kind)
        words = id.replace("-", " ")
        self.add(
            Organisation(id=id, kind=kind, name=name or words.capitalize(), valid_from=since, valid_to=until), seen
        )
        return id

    def _organisations(self, *ids: str | None) -> None:
        for id in ids:
            if id is not None and not self._has(Organisation, id):
                self.organisation(id)

    def called(self, organisation: str, text: str, *, sort: str = "alias", seen: str = HANDBOOK) -> None:
        """Tell of one more name of an organisation."""
        self._organisations(organisation)
        self.add(Name(organisation=organisation, text=text, sort=sort), seen)

    def person(self, id: str, name: str | None = None, *, aliases: Iterable[str] = ()) -> str:
        """Tell of a person."""
        self.add(Person(id=id, name=name or id.replace("-", " ").title(), aliases=tuple(aliases)))
        return id

    def _persons(self, *ids: str | None) -> None:
        for id in ids:
            if id is not None and not self._has(Person, id):
                self.person(id)

    def sits(
        self,
        person: str | None,
        group: str,
        role: str = "ledamot",
        *,
        seen: str,
        represents: Iterable[str] = (),
        employer: str | None = None,
        status: str | None = None,
        succeeds: str | None = None,
        since: str | None = None,
        until: str | None = None,
        stance: str = "states",
        basis: str = "stated",
        observed_on: str | None = None,
        id: str | None = None,
    ) -> str:
        """Tell that a source saw somebody in a role of a group (person None: that the seat was vacant)."""
        bodies = tuple(represents)
        self._persons(person, succeeds)
        self._organisations(group, employer, *bodies)
        membership = Membership(
            id=id or f"{person or 'vacant'}--{group}--{names.slug(role)}",
            person=person,
            group=group,
            role=role,
            represents=bodies,
            employer=employer,
            status=status or ("vacant" if person is None else "decided"),
            succeeds=succeeds,
            valid_from=since,
            valid_to=until,
        )
        self.add(membership, None)
        self.evidence(membership, seen, stance=stance, basis=basis, observed_on=observed_on, since=since, until=until)
        return membership.id

    def vacant(self, group: str, role: str = "ledamot", *, seen: str, represents: Iterable[str] = ()) -> str:
        """Tell that a source says that a seat was vacant."""
        return self.sits(None, group, role, seen=seen, represents=represents)

    def hosts(
        self,
        host: str,
        hosted: str,
        *,
        seen: str,
        status: str = "active",
        since: str | None = None,
        until: str | None = None,
    ) -> str:
        """Tell that a source saw who hosts what."""
        self._organisations(host, hosted)
        hosting = Hosting(
            id=f"{host}--{hosted}--{status}",
            host=host,
            hosted=hosted,
            status=status,
            valid_from=since,
            valid_to=until,
        )
        self.add(hosting, None)
        self.evidence(hosting, seen, since=since, until=until)
        return hosting.id

    def links(self, from_id: str, kind: str, to_id: str, *, seen: str = HANDBOOK) -> str:
        """Tell how two organisations relate."""
        self._organisations(from_id, to_id)
        link = Link(id=f"{from_id}--{kind.replace('_', '-')}--{to_id}", kind=kind, from_id=from_id, to_id=to_id)
        self.add(link, seen)
        return link.id

    def lists(self, source: str, group: str, *roles: str, body: str | None = None) -> None:
        """Tell that a source names everyone who held these roles (of one body) in a group."""
        self._organisations(group, body)
        self.add(Listing(source=self._source(source), group=group, roles=roles or ("ledamot",), body=body))

    def judges(self, one: str, other: str, verdict: str = "same") -> None:
        """Tell whether two persons are one."""
        self._persons(one, other)
        self.add(Judgement(person_a=one, person_b=other, verdict=verdict, source=self._source(HANDBOOK)))

    def evidence(
        self,
        record: Record,
        source: str,
        *,
        stance: str = "states",
        basis: str = "stated",
        observed_on: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        """Tell what one more source says of a record."""
        told = Evidence(
            kind=record.table,
            record=record.key,
            source=self._source(source),
            stance=stance,
            basis=basis,
            observed_on=observed_on,
            valid_from=since,
            valid_to=until,
        )
        self._records[told.table, told.key] = told


def real_bundle() -> Bundle:
    """Read `data/` row by row into records."""
    bundle = Bundle()
    for model in RECORDS:
        lists = {name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple}
        with (DATA / f"{model.table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells: dict[str, str | list[str]] = {name: cell for name, cell in row.items() if cell}
                cells |= {name: row[name].split(";") for name in lists if row[name]}
                bundle.add(model.model_validate(cells))
    return bundle


GROUP = "npo-akut-vard"


def ankeborg() -> Story:
    """Tell of Anna and Bo, who sit in a group on behalf of two regions."""
    story = Story()
    story.sits("anna", GROUP, seen="2020-05-26", represents=["region-ankeborg"], employer="region-ankeborg")
    story.sits("anna", GROUP, "ordförande", seen="2023-09-22")
    story.sits("bo", GROUP, seen="2020-05-26", represents=["region-norrmark"])
    story.hosts("region-ankeborg", GROUP, seen="2020-05-26")
    story.links(GROUP, "part_of", "sks")
    story.lists("2023-09-22", GROUP)
    return story


def load(store: Store, story: Story, who: str = "test") -> None:
    """Take a story in."""
    take_in(store, story.bundle, who, "the story")


def content(store: Store) -> dict[str, list[Record]]:
    """Return every record of a store, by table."""
    return {model.table: list(store.every(model)) for model in STORED}
