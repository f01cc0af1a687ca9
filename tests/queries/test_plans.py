"""How Neo4j plans the questions: a lookup starts from an index, however large the graph."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.loading.intake import take_in
from graph.port import Store, Value
from queries.asking import asking
from queries.asking.query import Question
from queries.asking.sample import AS_OF
from tests.conftest import STORE_KINDS
from tests.support.listening import Listening
from tests.support.neo4j_server import Credentials
from tests.support.stories import real_bundle

GROUP, BODY, PERSON = "npo-ogonsjukdomar", "sjukvardsregion-sydostra", "eva-olofsson"
SEEKS = {
    "NodeUniqueIndexSeek",
    "NodeIndexSeek",
    "MultiNodeIndexSeek",
    "DirectedRelationshipIndexSeek",
    "UndirectedRelationshipIndexSeek",
    "ProcedureCall",  # the full-text index
}
HARMLESS = {"Argument", "EmptyRow"}
"""What stands below a step that goes on from nodes found before."""


@pytest.fixture(scope="module")
def real_neo4j(neo4j_address: str) -> Iterator[Store]:
    """The data set of `data/` in Neo4j."""
    with STORE_KINDS["neo4j"]() as store:
        take_in(store, real_bundle(), "test", "data/")
        yield store


@pytest.fixture(scope="module")
def driver(neo4j_server: Credentials, real_neo4j: Store) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j_server.address, auth=(neo4j_server.username, neo4j_server.password)) as driver:
        driver.execute_query("CALL db.prepareForReplanning()")  # as a server that has run for a while plans
        yield driver


def leaves(plan: Mapping[str, Any]) -> Iterator[str]:
    """Yield the operators from which a plan starts."""
    below = plan.get("children") or []
    if not below:
        yield plan["operatorType"].partition("@")[0].partition("(")[0]
    for child in below:
        yield from leaves(child)


def assert_seeks(driver: Driver, text: str, parameters: Mapping[str, Value]) -> None:
    plan = driver.execute_query(f"PROFILE {text}", dict(parameters)).summary.profile
    assert plan is not None
    starts = set(leaves(plan))
    assert starts & SEEKS, (text, starts)
    assert starts <= SEEKS | HARMLESS, (text, starts)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("assignments", {"person": PERSON}),
        ("changes", {"since": "2019-01-01", "until": AS_OF, "group": GROUP}),
        ("changes", {"since": "2019-01-01", "until": AS_OF, "body": BODY}),
        ("hosts", {"group": GROUP}),
        ("hosts", {"host": BODY}),
        ("members", {"group": GROUP}),
        ("members", {"group": GROUP, "nominations": True, "ended": True}),
        ("mirrors", {"group": "npo-cancersjukdomar"}),
        ("neighbours", {"node": GROUP, "depth": 2}),
        ("neighbours", {"node": PERSON, "depth": 3}),
        ("path", {"start": PERSON, "goal": "region-kalmar-lan"}),
        ("represents", {"body": BODY, "include_parts": True, "relation": "any", "nominations": True}),
        ("represents", {"body": BODY, "group_kind": "npo"}),
        ("search", {"text": "Eva Olofsson"}),
        ("search", {"text": "ögon"}),
        ("search", {"text": "Bojjestik"}),
        ("seats", {"group": GROUP}),
        ("structure", {"scope": GROUP}),
        ("structure", {"scope": PERSON}),
    ],
)
def test_a_lookup_starts_from_an_index(
    real_neo4j: Store, driver: Driver, name: str, given: dict[str, str | int | bool]
) -> None:
    listening = Listening(real_neo4j)
    assert asking.ask(listening, name, given, AS_OF).rows  # type: ignore[call-overload]
    for text, parameters in listening.asked:
        assert_seeks(driver, text, parameters)


@pytest.mark.parametrize(
    ("part", "which", "about"),
    [
        ("seats", "in_groups", GROUP),
        ("seats", "of_persons", PERSON),
        ("seats", "of_bodies", BODY),
        ("hostings", "of_groups", GROUP),
        ("hostings", "of_hosts", BODY),
    ],
)
def test_the_spans_of_a_picture_start_from_an_index(
    real_neo4j: Store, driver: Driver, part: str, which: str, about: str
) -> None:
    listening = Listening(real_neo4j)
    Question(listening, "cypher", {}, AS_OF).run("subjects", part, which, around=[about])  # type: ignore[arg-type]
    Question(listening, "cypher", {}, AS_OF).run("subjects", "starts", starts=[about])  # type: ignore[arg-type]
    Question(listening, "cypher", {}, AS_OF).run("subjects", "existed", nodes=[about])  # type: ignore[arg-type]
    for text, parameters in listening.asked:
        assert_seeks(driver, text, parameters)
