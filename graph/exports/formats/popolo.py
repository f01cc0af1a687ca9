"""Popolo JSON: persons, organizations, posts and memberships as civic-data tools read them.

What Popolo has no word for stands in an object called `styrgraf` on each item, and at the top of the file, so
that `loaders/tables/popolo.py` reads the same records back. See https://www.popoloproject.com/specs/.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.bundle import Bundle
from graph.exports.data.records_of import LICENCE, appointed, behind, evidence_of, holds, labels, title
from graph.exports.export import Export
from graph.exports.subject import Subject
from graph.records import (
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
)
from graph.texts import Language, Text

VERSION = 1
"""Of the objects called `styrgraf`."""

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)
_VACANT = Text("vakant", "vacant")

_Json = dict[str, Any]


def write(subject: Subject) -> bytes:
    """Return the records behind the scope; lists are sorted by id, and what isn't told isn't there."""
    document = _Document(behind(subject), subject).whole()
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


class _Document:
    """One file in the making."""

    def __init__(self, bundle: Bundle, subject: Subject) -> None:
        self._bundle = bundle
        self._subject = subject
        self._evidence_of = evidence_of(bundle)
        self._labels = labels(subject)
        self._sources = {source.id: source for source in bundle.of(Source)}
        self._names: defaultdict[str, list[Name]] = defaultdict(list)
        for name in bundle.of(Name):
            self._names[name.organisation].append(name)
        self._parents: defaultdict[str, set[str]] = defaultdict(set)
        for link in bundle.of(Link):
            if link.kind == "part_of" and holds(link, subject.as_of):
                self._parents[link.from_id].add(link.to_id)

    def whole(self) -> _Json:
        bundle, subject = self._bundle, self._subject
        seats = bundle.of(Membership)
        members = [seat for seat in seats if appointed(seat, self._evidence(seat))]
        vacancies = [seat for seat in seats if seat.person is None]
        others = [seat for seat in seats if seat.person is not None and not appointed(seat, self._evidence(seat))]
        known = {(record.table, record.key) for record in bundle}
        loose = [evidence for evidence in bundle.of(Evidence) if (evidence.kind, evidence.record) not in known]
        rest: dict[type[Record], Sequence[Record]] = {
            Source: bundle.of(Source),
            Membership: others,
            Hosting: bundle.of(Hosting),
            Link: bundle.of(Link),
            Rule: bundle.of(Rule),
            Listing: bundle.of(Listing),
            Judgement: bundle.of(Judgement),
            Evidence: loose,
        }
        return {
            "styrgraf": {
                "version": VERSION,
                "title": title(subject),
                "as_of": subject.as_of,
                "licence": LICENCE.of(subject.language),
                **{model.table: [self._extra(record) for record in found] for model, found in rest.items() if found},
            },
            "persons": [self._person(person) for person in bundle.of(Person)],
            "organizations": [self._organisation(organisation) for organisation in bundle.of(Organisation)],
            "posts": [self._post(seat, subject.language) for seat in vacancies],
            "memberships": [self._membership(seat) for seat in members],
        }

    def _person(self, person: Person) -> _Json:
        aliases = [{"name": alias} for alias in person.aliases]
        return self._item(person, {"id": person.id, "name": person.name, "other_names": aliases}, "aliases")

    def _organisation(self, organisation: Organisation) -> _Json:
        parents = self._parents[organisation.id]
        return self._item(
            organisation,
            {
                "id": organisation.id,
                "name": organisation.name,
                "other_names": [self._name(name) for name in self._names[organisation.id]],
                "classification": organisation.kind,
                # Popolo has no room for two.
                "parent_id": min(parents) if len(parents) == 1 else None,
                "founding_date": _date(organisation.valid_from),
                "dissolution_date": _date(organisation.valid_to),
            },
            "kind",
        )

    def _name(self, name: Name) -> _Json:
        dates = {"start_date": _date(name.valid_from), "end_date": _date(name.valid_to)}
        return self._item(name, {"name": name.text, **dates}, "text", "organisation")

    def _post(self, seat: Membership, language: Language) -> _Json:
        label = f"{seat.role}, {self._labels.get(seat.group, seat.group)} ({_VACANT.of(language)})"
        fields = {"id": seat.id, "label": label, "role": seat.role, "organization_id": seat.group}
        return self._item(seat, fields, "group", *(["status"] if seat.status == "vacant" else []), dates=False)

    def _membership(self, seat: Membership) -> _Json:
        return self._item(
            seat,
            {
                "id": seat.id,
                "person_id": seat.person,
                "role": seat.role,
                "organization_id": seat.group,
                "on_behalf_of_id": next(iter(seat.represents), None),
                "start_date": _date(seat.valid_from),
                "end_date": _date(seat.valid_to),
            },
            "person",
            "group",
            *(["represents"] if len(seat.represents) < 2 else []),
        )

    def _item(self, record: Record, popolo: Mapping[str, Any], *told: str, dates: bool = True) -> _Json:
        """Return an item in Popolo's words; fields of the record that these tell leave out of the extra."""
        simple = [name for name in ("valid_from", "valid_to") if dates and _date(getattr(record, name, None))]
        hidden = {*told, *simple, *(popolo.keys() & type(record).model_fields.keys())}
        extra = {name: value for name, value in self._extra(record).items() if name not in hidden}
        item = {**popolo, "sources": self._links(self._evidence(record)), "styrgraf": extra}
        return {name: value for name, value in item.items() if value not in (None, [], {})}

    def _extra(self, record: Record) -> _Json:
        """Return a record's own fields with its evidence."""
        told = [
            evidence.model_dump(mode="json", exclude_defaults=True, exclude={"kind", "record"})
            for evidence in self._evidence(record)
        ]
        return record.model_dump(mode="json", exclude_defaults=True) | ({"evidence": told} if told else {})

    def _evidence(self, record: Record) -> Sequence[Evidence]:
        return self._evidence_of.get((record.table, record.key), ())

    def _links(self, told: Iterable[Evidence]) -> list[_Json]:
        """Return the sources that Popolo can name: those with a web address."""
        sources = (self._sources.get(evidence.source) for evidence in told if evidence.stance != "denies")
        links = {
            source.address: {"url": source.address, "note": source.title}
            for source in sources
            if source and source.address and source.address.startswith(("http://", "https://"))
        }
        return [*links.values()]


def _date(text: str | None) -> str | None:
    """Return a date that Popolo can hold: a year, month or day."""
    return text if text and _DATE.fullmatch(text) else None


EXPORT = Export(
    name="popolo",
    title=Text("Popolo JSON (går att läsa in igen)", "Popolo JSON (can be loaded again)"),
    suffix=".popolo.json",
    media_type="application/json",
    write=write,
)
