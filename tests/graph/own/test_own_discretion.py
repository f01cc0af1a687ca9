"""Persons who are not shown are not shown in answers to somebody's own questions, on both kinds of store."""

import json
from collections.abc import Iterator

import pytest

from graph.own.question import OwnAnswer
from graph.port import Store
from graph.records import Person
from queries.asking import own
from tests.conftest import EmptyStore
from tests.support.stories import Story, load

pytestmark = pytest.mark.both_stores


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """Anna, who is shown; Musse Pigg and the person who is the same as him, who are not."""
    story = Story()
    story.person("anna-ek", "Anna Ek")
    story.add(Person(id="musse", name="Musse Pigg", aliases=("Musen Pigg",), visibility="suppressed"))
    story.person("musse-pigg-ankeborg", "Musse Pigg")
    story.judges("musse", "musse-pigg-ankeborg")
    for person in ("anna-ek", "musse", "musse-pigg-ankeborg"):
        story.sits(person, "npo-kvack", seen="2024")
    with empty_store() as store:
        load(store, story)
        yield store


@pytest.fixture(autouse=True)
def _allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(own.SETTING, "1")


def _asked(store: Store, sql: str, cypher: str) -> OwnAnswer:
    return own.ask(store, store.dialect, sql if store.dialect == "sql" else cypher)


QUESTIONS = {
    "names": (
        "SELECT id, name FROM persons ORDER BY id",
        "MATCH (p:Person) RETURN p.id, p.name ORDER BY p.id",
    ),
    "in other letters": (
        "SELECT upper(name), lower(name) || '!' FROM persons",
        "MATCH (p:Person) RETURN toUpper(p.name), toLower(p.name) + '!'",
    ),
    "lists of names": (
        "SELECT group_concat(name, ' och ') FROM persons",
        "MATCH (p:Person) RETURN collect(p.name)",
    ),
    "rows and nodes as they are": (
        "SELECT * FROM memberships",
        "MATCH (p:Person)-[r]->(n) RETURN p, r, n",
    ),
    "paths and documents": (
        "SELECT json_group_array(json_object('who', id, 'called', name)) FROM persons",
        "MATCH way = (p:Person)-[:MEMBER_OF]->() RETURN way, {who: p.id, called: [p.name]}",
    ),
    "names that are searched": (
        "SELECT * FROM labels",
        "MATCH (l:SearchName) RETURN l, l.bare, l.folded",
    ),
    "the journal": (
        "SELECT * FROM journal",
        "MATCH (c:Change) RETURN c",
    ),
    "evidence": (
        "SELECT * FROM evidence",
        "MATCH (e:Evidence) RETURN e, e.record",
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_who_is_not_shown_is_in_no_answer(told: Store, question: str) -> None:
    found = _asked(told, *QUESTIONS[question])
    assert found.rows
    everything = json.dumps([found.rows, found.nodes, found.edges], default=str, ensure_ascii=False).casefold()
    assert "musse" not in everything
    assert "pigg" not in everything


def test_the_others_are_shown_and_nobody_is_left_out_of_a_count(told: Store) -> None:
    names = _asked(told, *QUESTIONS["names"]).rows
    assert names == [("anna-ek", "Anna Ek"), ("[…]", "[…]"), ("[…]", "[…]")]
    assert _asked(told, "SELECT count(*) FROM persons", "MATCH (p:Person) RETURN count(p)").rows == [(3,)]


def test_of_what_can_be_drawn_who_is_not_shown_is_left_out(told: Store) -> None:
    if told.dialect == "sql":
        found = own.ask(told, "sql", "SELECT from_id, to_id FROM edges")
        assert (list(found.nodes), list(found.edges)) == ([], []), "rows of a table are never drawn"
        return
    found = own.ask(told, "cypher", "MATCH (p:Person)-[r:MEMBER_OF]->(g) RETURN p, r, g")
    assert {node.id for node in found.nodes} == {"anna-ek", "npo-kvack"}
    assert [edge.start for edge in found.edges] == ["anna-ek"]
