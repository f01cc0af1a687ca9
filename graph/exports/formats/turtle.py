"""Turtle: organisations, memberships and hostings as RDF, in the terms of W3C's ORG, with DCAT-AP-SE.

What ORG has no term for is told in a vocabulary of our own (`vocabulary.py`), which the file defines.
"""

import re
from collections.abc import Mapping
from itertools import count

from rdflib import BNode, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, RDF, RDFS, SKOS, TIME, XSD
from rdflib.term import Node

from graph import kinds
from graph.exports.data import vocabulary
from graph.exports.data.records_of import LICENCE, SYSTEM, appointed, behind, evidence_of, holds, title
from graph.exports.data.triples import Triples
from graph.exports.data.vocabulary import TERMS, concept, page, thing
from graph.exports.export import Export
from graph.exports.subject import Subject
from graph.records import (
    Evidence,
    Hosting,
    Judgement,
    Link,
    Membership,
    Name,
    Organisation,
    Person,
    Record,
    Source,
)
from graph.texts import LANGUAGES, Text

STYR = Namespace(vocabulary.NAMESPACE)
_PREFIXES = {
    "rdf": RDF,
    "org": ORG,
    "foaf": FOAF,
    "skos": SKOS,
    "time": TIME,
    "dcterms": DCTERMS,
    "dcat": DCAT,
    "owl": OWL,
    "rdfs": RDFS,
    "xsd": XSD,
    vocabulary.PREFIX: STYR,
}

_LINKS = {
    "counterpart_of": STYR.counterpartOf,
    "prepares_for": STYR.preparesFor,
    "supports": STYR.supports,
    "acts_as": STYR.actsAs,
}
_PRECISION = {
    4: (XSD.gYear, TIME.inXSDgYear),
    7: (XSD.gYearMonth, TIME.inXSDgYearMonth),
    10: (XSD.date, TIME.inXSDDate),
}
_LISTS: Mapping[vocabulary.Thing, tuple[Text, Mapping[str, Text]]] = {
    "role": (Text("Roller", "Roles"), {each.name: each.label for each in kinds.ROLES.values()}),
    "kind": (Text("Slag", "Kinds"), {each.name: each.label for each in kinds.ORGANISATION_KINDS.values()}),
    "membership-status": (
        Text("Uppdragets status", "Status of memberships"),
        {each.name: each.label for each in kinds.MEMBERSHIP_STATUSES.values()},
    ),
    "hosting-status": (
        Text("Värdskapets status", "Status of hostings"),
        {each.name: each.label for each in kinds.HOSTING_STATUSES.values()},
    ),
    "organisation-status": (
        Text("Organisationens status", "Status of organisations"),
        {each.name: each.label for each in kinds.ORGANISATION_STATUSES.values()},
    ),
}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EU = Namespace("http://publications.europa.eu/resource/authority/")
_TITLE = Text("Kunskapsstyrning i svensk hälso- och sjukvård", "Knowledge governance in Swedish health care")
_DESCRIPTION = Text(
    "Vem som sitter var, för vems räkning, vem som är värd, sedan när, och vilken källa som säger det: "
    "{title}, enligt de källor som var kända {as_of}.",
    "Who sits where, on whose behalf, hosted by whom, since when, and which source says so: "
    "{title}, by the sources known on {as_of}.",
)
_KEYWORDS = (Text("kunskapsstyrning", "knowledge governance"), Text("hälso- och sjukvård", "health care"))


def write(subject: Subject) -> bytes:
    """Return the records behind the scope as Turtle; rules and listings, which ORG knows nothing of, stay out."""
    return _Triples(subject).turtle()


class _Triples:
    """One graph in the making."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._bundle = behind(subject)
        self._evidence = evidence_of(self._bundle)
        self._sources = {source.id: source for source in self._bundle.of(Source)}
        self._classes = {
            each.id: ORG[kinds.ORGANISATION_KINDS[each.kind].rdf_class] for each in self._bundle.of(Organisation)
        }
        self._blank = count(1)
        self._triples = Triples({prefix: str(namespace) for prefix, namespace in _PREFIXES.items()})

    def turtle(self) -> bytes:
        bundle = self._bundle
        self._dataset()
        for organisation in bundle.of(Organisation):
            self._organisation(organisation)
        for name in bundle.of(Name):
            self._name(name)
        for person in bundle.of(Person):
            self._person(person)
        for judgement in bundle.of(Judgement):
            self._judgement(judgement)
        for seat in bundle.of(Membership):
            self._seat(seat)
        for hosting in bundle.of(Hosting):
            self._hosting(hosting)
        for link in bundle.of(Link):
            self._link(link)
        for source in bundle.of(Source):
            self._source(source)
        self._vocabulary()
        return self._triples.turtle().encode()

    def _say(self, subject: Node, predicate: Node, *objects: Node | None) -> None:
        for told in objects:
            if told is not None:
                self._triples.add(subject, predicate, told)

    def _label(self, subject: Node, predicate: Node, text: Text) -> None:
        self._say(subject, predicate, *(_text(text.of(language), lang=language) for language in LANGUAGES))

    # the data set and its words

    def _dataset(self) -> None:
        """Describe the data set as DCAT-AP-SE asks; licence and contact are unknown, so they are left out."""
        subject = self._subject
        shown = subject.scope if subject.scope == SYSTEM or subject.scope in self._classes else "x"
        dataset, file = URIRef(thing("dataset", shown)), URIRef(thing("dataset", f"{shown}:turtle"))
        publisher = URIRef("urn:styrgraf:publisher")
        self._say(dataset, RDF.type, DCAT.Dataset)
        self._label(dataset, DCTERMS.title, _TITLE)
        self._label(dataset, DCTERMS.description, _DESCRIPTION.fill(title=title(subject), as_of=subject.as_of))
        self._say(dataset, DCTERMS.publisher, publisher)
        self._say(publisher, RDF.type, FOAF.Agent)
        self._say(publisher, FOAF.name, _text("styrgraf"))
        self._say(dataset, DCTERMS.language, _EU["language/SWE"])
        self._say(dataset, DCAT.theme, _EU["data-theme/HEAL"], _EU["data-theme/GOVE"])
        self._say(dataset, DCTERMS.spatial, _EU["country/SWE"])
        for keyword in _KEYWORDS:
            self._label(dataset, DCAT.keyword, keyword)
        self._say(dataset, STYR.asOf, Literal(subject.as_of, datatype=XSD.date))
        self._say(dataset, DCAT.distribution, file)
        self._say(file, RDF.type, DCAT.Distribution)
        self._say(file, DCAT.accessURL, URIRef(""))  # this file, wherever it lies
        self._say(file, DCAT.mediaType, URIRef("https://www.iana.org/assignments/media-types/text/turtle"))
        rights = self._new()
        self._say(file, DCTERMS.rights, rights)
        self._say(rights, RDF.type, DCTERMS.RightsStatement)
        self._label(rights, RDFS.label, LICENCE)

    def _vocabulary(self) -> None:
        ontology = URIRef(vocabulary.NAMESPACE)
        self._say(ontology, RDF.type, OWL.Ontology)
        self._label(ontology, RDFS.label, Text("styrgrafs egna termer", "styrgraf's own terms"))
        for term in TERMS:
            told = STYR[term.name]
            self._say(told, RDF.type, RDFS.Class if term.is_class else RDF.Property)
            self._label(told, RDFS.label, term.label)
            self._label(told, RDFS.comment, term.about)
            self._say(told, RDFS.isDefinedBy, ontology)
            self._say(told, RDFS.domain, _term(term.domain))
            self._say(told, RDFS.range, _term(term.range))
            self._say(told, RDFS.subPropertyOf, _term(term.broader))
        for sort, (scheme, entries) in _LISTS.items():
            self._concepts(sort, scheme, entries)

    def _concepts(self, sort: vocabulary.Thing, label: Text, entries: Mapping[str, Text]) -> None:
        """Define the entries of a closed list that the file uses."""
        scheme = URIRef(thing("scheme", sort))
        used = [name for name in entries if self._triples.refers_to(URIRef(concept(sort, name)))]
        if used:
            self._say(scheme, RDF.type, SKOS.ConceptScheme)
            self._label(scheme, SKOS.prefLabel, label)
        for name in used:
            told = URIRef(concept(sort, name))
            self._say(told, RDF.type, SKOS.Concept, ORG.Role if sort == "role" else None)
            self._label(told, SKOS.prefLabel, entries[name])
            self._say(told, SKOS.inScheme, scheme)

    # the records

    def _organisation(self, organisation: Organisation) -> None:
        told = _organisation(organisation.id)
        self._say(told, RDF.type, self._classes[organisation.id])
        self._say(told, SKOS.prefLabel, _text(organisation.name, lang="sv"))
        self._say(told, ORG.classification, URIRef(concept("kind", organisation.kind)))
        self._say(told, DCTERMS.identifier, _text(organisation.id))
        if organisation.status:
            self._say(told, STYR.status, URIRef(concept("organisation-status", organisation.status)))
        self._say(told, STYR.during, self._interval(organisation.valid_from, organisation.valid_to))
        self._rest_on(told, organisation)

    def _name(self, name: Name) -> None:
        told = _organisation(name.organisation)
        text = _text(name.text, lang="sv")
        if not self._triples.says(told, SKOS.prefLabel, text):
            self._say(told, SKOS.altLabel, text)

    def _person(self, person: Person) -> None:
        told = _person(person.id)
        self._say(told, RDF.type, FOAF.Person)
        self._say(told, FOAF.name, _text(person.name))
        self._say(told, SKOS.altLabel, *(_text(alias) for alias in person.aliases))
        self._say(told, DCTERMS.identifier, _text(person.id))

    def _judgement(self, judgement: Judgement) -> None:
        alike = {"same": OWL.sameAs, "not_same": OWL.differentFrom}.get(judgement.verdict)
        if alike is not None:
            self._say(_person(judgement.person_a), alike, _person(judgement.person_b))

    def _seat(self, seat: Membership) -> None:
        """Tell of a membership; of a vacancy as a post; of anything less as no appointment."""
        told = URIRef(thing("membership", seat.id))
        role, group = URIRef(concept("role", seat.role)), _organisation(seat.group)
        during = self._interval(seat.valid_from, seat.valid_to)
        if appointed(seat, self._evidence.get((seat.table, seat.key), ())):
            self._say(told, RDF.type, ORG.Membership)
            self._say(told, ORG.member, _person(seat.person or ""))
            self._say(told, ORG.organization, group)
            self._say(told, ORG.role, role)
            self._say(told, ORG.memberDuring, during)
        elif seat.person is None:
            self._say(told, RDF.type, ORG.Post)
            self._say(told, ORG.postIn, group)
            self._say(told, ORG.role, role)
            self._say(told, STYR.during, during)
        else:
            self._say(told, RDF.type, STYR.Candidacy)
            self._say(told, STYR.candidate, _person(seat.person))
            self._say(told, STYR.group, group)
            self._say(told, STYR.inRole, role)
            self._say(told, STYR.during, during)
        self._say(told, STYR.status, URIRef(concept("membership-status", seat.status)))
        self._say(told, STYR.onBehalfOf, *(_organisation(body) for body in seat.represents))
        self._say(told, STYR.employer, _organisation(seat.employer) if seat.employer else None)
        self._say(told, STYR.workTitle, _text(seat.title, lang="sv") if seat.title else None)
        self._rest_on(told, seat)

    def _hosting(self, hosting: Hosting) -> None:
        told = URIRef(thing("hosting", hosting.id))
        self._say(told, RDF.type, STYR.Hosting)
        self._say(told, STYR.host, _organisation(hosting.host))
        self._say(told, STYR.hosted, _organisation(hosting.hosted))
        self._say(told, STYR.status, URIRef(concept("hosting-status", hosting.status)))
        self._say(told, STYR.during, self._interval(hosting.valid_from, hosting.valid_to))
        self._rest_on(told, hosting)

    def _link(self, link: Link) -> None:
        """Tell of a link as a statement with its sources, and plainly where its dates allow the day asked for."""
        told = URIRef(thing("link", link.id))
        one, other = _organisation(link.from_id), _organisation(link.to_id)
        if link.kind == "succeeds":
            self._say(told, RDF.type, ORG.ChangeEvent)
            self._say(told, ORG.originalOrganization, other)
            self._say(told, ORG.resultingOrganization, one)
        else:
            relation = _LINKS.get(link.kind) or self._belonging(link)
            self._say(told, RDF.type, RDF.Statement)
            self._say(told, RDF.subject, one)
            self._say(told, RDF.predicate, relation)
            self._say(told, RDF.object, other)
            if holds(link, self._subject.as_of):
                self._say(one, relation, other)
                self._say(one, ORG.linkedTo, other if link.kind in _LINKS else None)
        self._say(told, STYR.during, self._interval(link.valid_from, link.valid_to))
        self._rest_on(told, link)

    def _belonging(self, link: Link) -> URIRef:
        """Return how ORG says that one body is part of another, by what the two are."""
        part, whole = self._classes.get(link.from_id), self._classes.get(link.to_id)
        if part == ORG.OrganizationalUnit and whole == ORG.FormalOrganization:
            return ORG.unitOf
        if part == ORG.FormalOrganization and whole == ORG.OrganizationalCollaboration:
            return ORG.memberOf
        return ORG.subOrganizationOf

    def _source(self, source: Source) -> None:
        told = _source(source.id)
        self._say(told, RDF.type, DCTERMS.BibliographicResource)
        self._say(told, DCTERMS.title, _text(source.title, lang="sv"))
        self._say(told, DCTERMS.identifier, _text(source.id))
        if source.publisher:
            publisher = self._new()
            self._say(told, DCTERMS.publisher, publisher)
            self._say(publisher, RDF.type, FOAF.Agent)
            self._say(publisher, FOAF.name, _text(source.publisher))
        self._say(told, DCTERMS.issued, _date(source.date))
        if (address := page(source.address)) is not None:
            self._say(told, FOAF.page, URIRef(address))

    def _rest_on(self, told: Node, record: Record) -> None:
        """Name the sources of a record, and when they saw it."""
        for evidence in self._evidence.get((record.table, record.key), ()):
            denies = evidence.stance == "denies"
            self._say(told, STYR.deniedBy if denies else DCTERMS.source, _source(evidence.source))
            if evidence.stance == "states" and (seen := self._seen(evidence)):
                self._say(told, STYR.observed, _text(seen))

    def _seen(self, evidence: Evidence) -> str | None:
        source = self._sources.get(evidence.source)
        return evidence.observed_on or (source.period or source.date if source else None)

    # time

    def _interval(self, begins: str | None, ends: str | None) -> Node | None:
        if not begins and not ends:
            return None
        interval = self._new()
        self._say(interval, RDF.type, TIME.Interval)
        self._say(interval, TIME.hasBeginning, self._instant(begins))
        self._say(interval, TIME.hasEnd, self._instant(ends))
        return interval

    def _instant(self, text: str | None) -> Node | None:
        """Return a day: a year, month or day as such, a range by its two sides."""
        if not text:
            return None
        instant = self._new()
        self._say(instant, RDF.type, TIME.Instant)
        first, slash, last = text.partition("/")
        if not slash:
            self._say(instant, _PRECISION[len(text)][1], _date(text))
        else:
            self._say(instant, STYR.notBefore, _date(first))
            self._say(instant, STYR.notAfter, _date(last))
        return instant

    def _new(self) -> Node:
        """Return a nameless thing; it is written in place, so that its number never shows."""
        return BNode(f"b{next(self._blank)}")


def _text(text: str, lang: str | None = None) -> Literal:
    """Return a text without control characters, which not every reader of Turtle takes."""
    return Literal(_CONTROLS.sub("", text), lang=lang)


def _organisation(id_: str) -> URIRef:
    return URIRef(thing("organisation", id_))


def _person(id_: str) -> URIRef:
    return URIRef(thing("person", id_))


def _source(id_: str) -> URIRef:
    return URIRef(thing("source", id_))


def _date(text: str | None) -> Node | None:
    """Return a year, month or day; None for an open side or a range."""
    if not text or len(text) not in _PRECISION:
        return None
    return Literal(text, datatype=_PRECISION[len(text)][0], normalize=False)


def _term(name: str) -> Node | None:
    """Return the term that a name with or without a prefix stands for."""
    prefix, colon, local = name.partition(":")
    if not name:
        return None
    return URIRef(f"{_PREFIXES[prefix]}{local}") if colon else STYR[name]


EXPORT = Export(
    name="turtle",
    title=Text("RDF Turtle (W3C ORG, DCAT-AP-SE)", "RDF Turtle (W3C ORG, DCAT-AP-SE)"),
    suffix=".ttl",
    media_type="text/turtle",
    write=write,
)
