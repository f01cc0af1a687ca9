"""Turtle: keeps to the terms of W3C's ORG, their domains and ranges, and describes itself by DCAT-AP-SE."""

from collections.abc import Iterator

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, TIME
from rdflib.term import Node

from graph import kinds
from graph.exports.data.vocabulary import NAMESPACE, TERMS, page
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Membership, Source
from tests.conftest import EmptyStore
from tests.support.export_story import DAY, GROUP, story, subject, written

STYR = Namespace(NAMESPACE)
Classes = frozenset[URIRef]

# From the ontology itself, org.nq in npm @vocabulary/org 1.0.6 (https://www.w3.org/ns/org): every class, and of
# every property we write its domain and range. An empty range means that the ontology states none.
ORG_CLASSES = {
    "ChangeEvent", "FormalOrganization", "Membership", "Organization", "OrganizationalCollaboration",
    "OrganizationalUnit", "Post", "Role", "Site",
}  # fmt: skip
BROADER = {
    ORG.FormalOrganization: {ORG.Organization, FOAF.Organization},
    ORG.OrganizationalCollaboration: {ORG.Organization},
    ORG.OrganizationalUnit: {ORG.Organization},
    ORG.Organization: {FOAF.Agent},
    ORG.Role: {SKOS.Concept},
    FOAF.Person: {FOAF.Agent},
}
PROPERTIES: dict[URIRef, tuple[set[URIRef], set[URIRef]]] = {
    ORG.member: ({ORG.Membership}, {FOAF.Agent}),
    ORG.organization: ({ORG.Membership}, {ORG.Organization}),
    ORG.role: ({ORG.Membership, ORG.Post}, {ORG.Role}),
    ORG.memberDuring: ({ORG.Membership}, set()),
    ORG.postIn: ({ORG.Post}, {ORG.Organization}),
    ORG.memberOf: ({FOAF.Agent}, {ORG.Organization}),
    ORG.subOrganizationOf: ({ORG.Organization}, {ORG.Organization}),
    ORG.unitOf: ({ORG.OrganizationalUnit}, {ORG.FormalOrganization}),
    ORG.linkedTo: ({ORG.Organization}, {ORG.Organization}),
    ORG.classification: ({ORG.Organization}, {SKOS.Concept}),
    ORG.originalOrganization: ({ORG.ChangeEvent}, {ORG.Organization}),
    ORG.resultingOrganization: ({ORG.ChangeEvent}, {ORG.Organization}),
    # OWL-Time (npm @vocabulary/time 1.0.6) and DCAT (@vocabulary/dcat 1.0.5), likewise.
    TIME.hasBeginning: ({TIME.Interval}, {TIME.Instant}),
    TIME.hasEnd: ({TIME.Interval}, {TIME.Instant}),
    TIME.inXSDDate: ({TIME.Instant}, {XSD.date}),
    TIME.inXSDgYear: ({TIME.Instant}, {XSD.gYear}),
    TIME.inXSDgYearMonth: ({TIME.Instant}, {XSD.gYearMonth}),
    DCAT.distribution: ({DCAT.Dataset}, {DCAT.Distribution}),
    DCAT.accessURL: ({DCAT.Distribution}, set()),
    DCAT.mediaType: ({DCAT.Distribution}, set()),
    DCAT.keyword: ({DCAT.Dataset}, set()),
    DCAT.theme: ({DCAT.Dataset}, set()),
}
SINGLE = (ORG.member, ORG.organization)
"""Functional properties: one value each."""


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


def read(store: Store, scope: str = "system", without_people: bool = False) -> Graph:
    graph = Graph()
    content = written("turtle", subject(store, scope, without_people=without_people))
    graph.parse(data=content, format="turtle", publicID="https://here.example/file.ttl")
    return graph


@pytest.fixture(scope="module")
def of_story(told: Store) -> Graph:
    return read(told)


@pytest.fixture(scope="module")
def of_real_data(real_store: Store) -> Graph:
    return read(real_store)


@pytest.fixture(scope="module")
def graphs(of_story: Graph, of_real_data: Graph) -> list[Graph]:
    return [of_story, of_real_data]


def types(graph: Graph, node: Node) -> set[Node]:
    """Return what a thing is, broader classes included."""
    if isinstance(node, Literal):
        return {node.datatype} if node.datatype else {RDFS.Literal}
    found: set[Node] = set()
    waiting = list(graph.objects(node, RDF.type))
    while waiting:
        each = waiting.pop()
        found.add(each)
        waiting += BROADER.get(each, ())  # type: ignore[call-overload]  # a Node that is no URIRef has none
    return found


def own_properties(graph: Graph) -> dict[URIRef, tuple[set[Node], set[Node]]]:
    """Return domain and range of our own properties, as the file itself states them."""
    return {
        STYR[term.name]: (
            set(graph.objects(STYR[term.name], RDFS.domain)),
            set(graph.objects(STYR[term.name], RDFS.range)),
        )
        for term in TERMS
        if not term.is_class
    }


def test_terms_keep_to_their_domains_and_ranges(graphs: list[Graph]) -> None:
    for graph in graphs:
        rules: dict[Node, tuple[set[Node], set[Node]]] = {**PROPERTIES, **own_properties(graph)}  # type: ignore[dict-item]
        wrong = []
        for one, predicate, other in graph:
            domain, range_ = rules.get(predicate, (set(), set()))
            if domain and not domain & types(graph, one):
                wrong.append(f"{one} {predicate} …: {types(graph, one)}")
            if range_ and not range_ & types(graph, other):
                wrong.append(f"… {predicate} {other}: {types(graph, other)}")
        assert not wrong[:5]


def test_no_term_is_invented_in_the_namespaces_of_others(graphs: list[Graph]) -> None:
    for graph in graphs:
        ours = {STYR[term.name] for term in TERMS}
        for _, predicate, other in graph:
            if str(predicate).startswith((str(ORG), str(TIME), str(DCAT))):
                assert predicate in PROPERTIES
            if str(predicate).startswith(NAMESPACE):
                assert predicate in ours
            if predicate == RDF.type and str(other).startswith(str(ORG)):
                assert str(other).removeprefix(str(ORG)) in ORG_CLASSES
            if predicate == RDF.type and str(other).startswith(NAMESPACE):
                assert other in ours


def test_functional_properties_have_one_value(graphs: list[Graph]) -> None:
    for graph in graphs:
        for one in graph.subjects(RDF.type, ORG.Membership):
            for predicate in SINGLE:
                assert len(list(graph.objects(one, predicate))) == 1


def test_everything_pointed_at_is_described(graphs: list[Graph]) -> None:
    for graph in graphs:
        described = set(graph.subjects(RDF.type))
        pointed_at = {other for _, _, other in graph if str(other).startswith("urn:styrgraf:")}
        assert not pointed_at - described


def test_every_term_of_ours_is_explained_in_both_languages(of_story: Graph) -> None:
    for term in TERMS:
        for predicate in (RDFS.label, RDFS.comment):
            languages = {text.language for text in of_story.objects(STYR[term.name], predicate)}  # type: ignore[attr-defined]
            assert languages == {"sv", "en"}


def test_each_membership_of_the_real_data_is_one(real_store: Store, of_real_data: Graph) -> None:
    decided = {seat.id for seat in real_store.every(Membership) if seat.person and seat.status == "decided"}
    members = {str(one).rpartition(":")[2] for one in of_real_data.subjects(RDF.type, ORG.Membership)}
    candidates = {str(one).rpartition(":")[2] for one in of_real_data.subjects(RDF.type, STYR.Candidacy)}
    assert members <= decided
    assert not members & candidates
    assert len(members) > 300


def test_a_membership_tells_who_where_in_what_role_and_when(of_story: Graph) -> None:
    seat = URIRef(f"urn:styrgraf:membership:kajsa--{GROUP}--ordforande")
    facts = {str(predicate): other for predicate, other in of_story.predicate_objects(seat)}
    assert facts[str(ORG.member)] == URIRef("urn:styrgraf:person:kajsa")
    assert facts[str(ORG.organization)] == URIRef(f"urn:styrgraf:organisation:{GROUP}")
    assert facts[str(ORG.role)] == URIRef("urn:styrgraf:role:ordforande")
    assert set(of_story.objects(seat, STYR.onBehalfOf)) == {
        URIRef("urn:styrgraf:organisation:natverk-direktorer"),
        URIRef("urn:styrgraf:organisation:sjukvardsregion-ankeborg"),
    }
    begins = of_story.value(of_story.value(facts[str(ORG.memberDuring)], TIME.hasBeginning), TIME.inXSDDate)
    ends = of_story.value(of_story.value(facts[str(ORG.memberDuring)], TIME.hasEnd), TIME.inXSDgYearMonth)
    assert begins == Literal("2024-01-15", datatype=XSD.date)
    assert isinstance(ends, Literal)
    assert (str(ends), ends.datatype) == ("2027-03", XSD.gYearMonth)


def test_a_role_has_labels_in_both_languages(of_story: Graph) -> None:
    labels = set(of_story.objects(URIRef("urn:styrgraf:role:ordforande"), SKOS.prefLabel))
    assert labels == {Literal("ordförande", lang="sv"), Literal("chair", lang="en")}


def test_a_nomination_and_attendance_are_no_memberships_and_a_vacancy_is_a_post(of_story: Graph) -> None:
    (post,) = of_story.subjects(RDF.type, ORG.Post)
    assert not list(of_story.subjects(ORG.holds, post))
    candidates = {str(one).rpartition(":")[2] for one in of_story.subjects(RDF.type, STYR.Candidacy)}
    assert candidates == {"langben--nag-simfot--ledamot", "donald--nag-simfot--ledamot"}


def test_bodies_belong_as_org_says_for_what_they_are(of_real_data: Graph) -> None:
    def organisation(id_: str) -> URIRef:
        return URIRef(f"urn:styrgraf:organisation:{id_}")

    halland = organisation("region-halland")
    assert (halland, RDF.type, ORG.FormalOrganization) in of_real_data
    assert set(of_real_data.objects(halland, ORG.memberOf)) == {
        organisation("sjukvardsregion-sodra"),
        organisation("sjukvardsregion-vastra"),
    }
    assert (organisation("npo-akut-vard"), ORG.subOrganizationOf, organisation("sks")) in of_real_data
    assert list(of_real_data.subject_objects(ORG.unitOf))


def test_a_successor_is_a_change_event(of_story: Graph) -> None:
    (event,) = of_story.subjects(RDF.type, ORG.ChangeEvent)
    assert of_story.value(event, ORG.originalOrganization) == URIRef("urn:styrgraf:organisation:npo-anka")
    assert of_story.value(event, ORG.resultingOrganization) == URIRef(f"urn:styrgraf:organisation:{GROUP}")


def test_judgements_tell_who_is_the_same(of_story: Graph) -> None:
    def person(id_: str) -> URIRef:
        return URIRef(f"urn:styrgraf:person:{id_}")

    assert list(of_story.subject_objects(OWL.sameAs)) == [(person("musse-pigg"), person("musse-p"))]
    assert list(of_story.subject_objects(OWL.differentFrom)) == [(person("formel"), person("kajsa"))]


def test_every_fact_names_its_sources_and_who_denies_it(of_story: Graph) -> None:
    hosting = URIRef(f"urn:styrgraf:hosting:region-ankeborg--{GROUP}--dormant")
    assert set(of_story.objects(hosting, DCTERMS.source)) == {URIRef("urn:styrgraf:source:2021-05")}
    assert set(of_story.objects(hosting, STYR.deniedBy)) == {URIRef("urn:styrgraf:source:protokoll-kajsa")}
    for kind in (ORG.Membership, ORG.Post, STYR.Hosting, STYR.Candidacy, RDF.Statement, ORG.ChangeEvent):
        for one in of_story.subjects(RDF.type, kind):
            assert list(of_story.objects(one, DCTERMS.source)), one


def test_a_name_is_preferred_or_another_never_both(of_real_data: Graph) -> None:
    for one in set(of_real_data.subjects(SKOS.altLabel)):
        preferred, other = set(of_real_data.objects(one, SKOS.prefLabel)), set(of_real_data.objects(one, SKOS.altLabel))
        assert not preferred & other


# DCAT-AP-SE 3.0.1 requires of a data set title, description and publisher (with a name), and of a distribution
# accessURL; https://docs.dataportal.se/dcat/ (diggsweden/DCAT-AP-SE, exempel/obligatoriskt.ttl).


@pytest.mark.parametrize("without_people", [False, True])
def test_the_data_set_is_described_by_dcat_ap_se(told: Store, without_people: bool) -> None:
    graph = read(told, GROUP, without_people)
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in graph.objects(dataset, predicate)} == {"sv", "en"}  # type: ignore[attr-defined]
    (publisher,) = graph.objects(dataset, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in graph
    assert graph.value(publisher, FOAF.name)
    (language,) = graph.objects(dataset, DCTERMS.language)
    assert str(language).endswith("/language/SWE")
    (file,) = graph.objects(dataset, DCAT.distribution)
    assert graph.value(file, DCAT.accessURL) == URIRef("https://here.example/file.ttl")
    assert graph.value(dataset, STYR.asOf) == Literal(DAY, datatype=XSD.date)


def test_licence_and_contact_are_left_out_rather_than_invented(of_story: Graph) -> None:
    assert not list(of_story.subject_objects(DCTERMS.license))
    assert not list(of_story.subject_objects(DCAT.contactPoint))


def test_every_kind_of_organisation_has_a_class_of_org() -> None:
    """A kind that ORG has no word for, or a new one, is plainly an organisation."""
    assert all(ORG[kind.rdf_class] in ORG for kind in kinds.ORGANISATION_KINDS.values())
    assert kinds.ORGANISATION_KINDS["ovrig"].rdf_class == "Organization"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.se/å?b=1", "https://a.se/å?b=1"),
        ('https://a.se/x y<z>"', "https://a.se/x%20y%3Cz%3E%22"),
        ("protokoll.pdf", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_only_a_web_address_becomes_one(address: str | None, expected: str | None) -> None:
    assert page(address) == expected


def test_sources_link_to_their_pages(real_store: Store, of_real_data: Graph) -> None:
    addressed = [each for each in real_store.every(Source) if (each.address or "").startswith("http")]
    assert len(set(of_real_data.subjects(FOAF.page))) == len(addressed)
