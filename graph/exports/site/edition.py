"""What one static edition tells of: its pages, names and sources, and the answers that its pages show."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from graph import finding, kinds
from graph.bundle import Bundle
from graph.exports.data import records_of
from graph.exports.omissions import omissions_of
from graph.exports.profiles.relations import around
from graph.exports.subject import Subject
from graph.names import swedish_key
from graph.people.identity import Identities
from graph.port import Label
from graph.records import Evidence, Hosting, Judgement, Link, Membership, Name, Organisation, Person, Source

HOME, NAMES, SOURCES = "index.html", "names.html", "sources.html"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin|conout|com\d|lpt\d)(?:\.|$)")
"""What Windows takes for a device, whatever follows the first dot."""
_LONGEST = 64
_AT_ONCE = {"hosts": ("group", "host"), "seats": ("group",), "changes": ("group",)}
"""Questions that are asked for all pages together, with the parameter that tells the pages apart."""
_TOLD_BY = {"host": ("host", "through")}
"""The columns that tell what a parameter would have picked out, where there are several."""


class Individual(NamedTuple):
    """Somebody who has a page, under every name."""

    id: str
    name: str
    spelt: tuple[str, ...]
    """The other spellings."""
    records: tuple[Person, ...]
    """All records that are judged to be this person."""


class Edition:
    """Everything that the pages need, without those who are left out."""

    def __init__(self, subject: Subject) -> None:
        """Gather what the pages of a subject tell; raises ValueError for a subject that answers no questions."""
        if subject.ask is None:
            raise ValueError("A site needs a subject that answers questions: fill in Subject.ask.")
        self._ask = subject.ask
        self.subject = subject
        self.language = subject.language
        self.as_of = subject.as_of
        self.with_people = not subject.without_people
        self.omissions = omissions_of(subject)
        bundle = records_of.behind(subject)
        self.judgements = bundle.of(Judgement)
        self.organisations = {each.id: each for each in self.omissions.shown(subject.reader.every(Organisation))
                              if isinstance(each, Organisation)}  # fmt: skip
        self.labels = {id_: finding.short_label(each) for id_, each in self.organisations.items()}
        self.names: defaultdict[str, list[Name]] = defaultdict(list)
        for name in bundle.of(Name):
            self.names[name.organisation].append(name)
        self.succeeding = [link for link in bundle.of(Link) if link.kind == "succeeds"]
        self._evidence: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for evidence in bundle.of(Evidence):
            if evidence.kind != "memberships":
                self._evidence[evidence.kind, evidence.record].append(evidence)
        self._read_people()
        shown = self.omissions.shown(subject.reader.every(Source))
        self.sources = {each.id: each for each in shown if isinstance(each, Source)}
        self._shown_ids: dict[str, str] = {}
        self.told = sorted(_neighbours(subject.scope, bundle), key=self._place)
        """Organisations that have a page, by level, kind and name."""
        present = {self.standing(person.id) for person in bundle.of(Person)}
        self.people = [person for person in self.individuals.values() if person.id in present]
        self.addresses = {id_: f"organisation/{file_name(id_)}" for id_ in self.told}
        self.addresses |= {each.id: f"person/{file_name(each.id)}" for each in self.people}
        self._asked: dict[tuple[str, str], defaultdict[str, list[Any]]] = {}
        self.around = {id_: around(self._ask, id_) for id_ in self.told}

    def _read_people(self) -> None:
        """Gather everybody who may be shown, each once."""
        reader = self.subject.reader
        people = [each for each in reader.every(Person) if not self.omissions.hides(each.id)]
        self._standing = Identities(reader.every(Judgement)).standing if people else str
        grouped: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            grouped[self.standing(person.id)].append(person)
        individuals = []
        for id_, records in grouped.items():
            first = next((each for each in records if each.id == id_), records[0])
            spelt = {text for each in records for text in (each.name, *each.aliases)} - {first.name}
            individuals.append(
                Individual(
                    id_, first.name, tuple(sorted(spelt, key=lambda text: (swedish_key(text), text))), (*records,)
                )
            )
        individuals.sort(key=lambda each: (swedish_key(each.name), each.id))
        self.individuals = {each.id: each for each in individuals}

    def ask(self, name: str, given: Mapping[str, str]) -> Sequence[Any]:
        """Return the rows of a question, without those about somebody who is left out.

        What every page asks of its own subject is asked for all of them at once.
        """
        for parameter, wanted in given.items():
            if parameter in _AT_ONCE.get(name, ()):
                return self._at_once(name, parameter, given)[wanted]
        return self._rows(name, given)

    def _at_once(self, name: str, parameter: str, given: Mapping[str, str]) -> Mapping[str, Sequence[Any]]:
        """Return the rows of a question by what its parameter would have picked out."""
        if (name, parameter) not in self._asked:
            by_subject: defaultdict[str, list[Any]] = defaultdict(list)
            for row in self._rows(name, {key: value for key, value in given.items() if key != parameter}):
                for subject in {getattr(row, f"{each}_id") for each in _TOLD_BY.get(parameter, (parameter,))}:
                    by_subject[subject].append(row)
            self._asked[name, parameter] = by_subject
        return self._asked[name, parameter]

    def _rows(self, name: str, given: Mapping[str, str]) -> Sequence[Any]:
        hides = self.omissions.hides
        return [row for row in self._ask(name, given) if not (getattr(row, "person_id", None) and hides(row.person_id))]

    def _place(self, id_: str) -> tuple[int, str, str]:
        kind = self.organisations[id_].kind
        return list(kinds.ORGANISATION_KINDS).index(kind), swedish_key(self.labels[id_]), id_

    def standing(self, person: str) -> str:
        """Return the id that stands for a person."""
        return self._standing(person)

    def label(self, id_: str) -> str | None:
        """Return what an organisation or person is called; None for somebody who is left out."""
        if id_ in self.labels:
            return self.labels[id_]
        found = self.individuals.get(self.standing(id_))
        return found.name if found else None

    def source(self, id_: str) -> Source | None:
        """Return a source as it may be shown, by the id that an answer gives."""
        if id_ not in self._shown_ids:
            self._shown_ids[id_] = self.omissions.source(id_)
        return self.sources.get(self._shown_ids[id_])

    def evidence_of(self, table: str, keys: Iterable[str]) -> list[Evidence]:
        """Return what sources say of records that are no memberships."""
        return [each for key in keys for each in self._evidence[table, key]]

    def labels_of(self, id_: str) -> list[Label]:
        """Return all names by which a page is found."""
        if id_ in self.organisations:
            return finding.organisation_labels(self.organisations[id_], self.names[id_])
        found = self.individuals[id_]
        return [label for record in found.records for label in finding.person_labels(record, id_)]

    def kind(self, id_: str) -> kinds.OrganisationKind:
        """Return the kind of an organisation."""
        return kinds.ORGANISATION_KINDS[self.organisations[id_].kind]


def _neighbours(scope: str, bundle: Bundle) -> set[str]:
    """Return the organisations that have a page: all, or those that a fact ties to the scope."""
    present = {each.id for each in bundle.of(Organisation)}
    if scope == records_of.SYSTEM:
        return present
    tied: set[str | None] = {scope}
    tied.update(end for each in bundle.of(Membership) for end in (each.group, each.employer, *each.represents))
    tied.update(end for each in bundle.of(Hosting) for end in (each.host, each.hosted))
    tied.update(end for each in bundle.of(Link) for end in (each.from_id, each.to_id))
    return present & tied


def file_name(id_: str) -> str:
    """Return a file name for an id: short, and no device on Windows; an underscore tells it from all other ids."""
    if len(id_) > _LONGEST:
        id_ = f"{id_[:_LONGEST]}_{sha256(id_.encode()).hexdigest()[:10]}"
    return f"_{id_}.html" if _RESERVED.match(id_) else f"{id_}.html"


def newest_first(sources: Iterable[Source]) -> list[Source]:
    """Return sources, those with the latest date first."""
    return sorted(sources, key=lambda source: (source.date or source.period or "", source.id), reverse=True)
