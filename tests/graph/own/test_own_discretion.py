"""Persons who are not shown are not shown in answers to somebody's own questions, on both kinds of store."""

import json
from collections.abc import Iterator

import pytest

from graph.own.question import OwnAnswer, QuestionRefused
from graph.port import Store
from graph.records import Person
from queries.asking import asking, own
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


def test_who_is_not_shown_is_not_among_the_persons(told: Store) -> None:
    """The tables and labels that a question sees do not hold them (safety 5): no count and no condition finds any."""
    if told.dialect == "sql":
        assert own.ask(told, "sql", "SELECT id, name FROM persons").rows == [("anna-ek", "Anna Ek")]
        for condition in ("visibility = 'suppressed'", "name LIKE '%igg'", "substr(name, 1, 2) = 'Mu'", "id = 'musse'"):
            assert own.ask(told, "sql", f"SELECT name||'' FROM persons WHERE {condition}").rows == []
        assert own.ask(told, "sql", "SELECT count(*) FROM memberships WHERE person IS NOT NULL").rows == [(3,)]
        return
    assert own.ask(told, "cypher", "MATCH (p:Person) RETURN p.id, p.name").rows == [("anna-ek", "Anna Ek")]
    for condition in (
        "n.visibility = 'suppressed'",
        "n.name ENDS WITH 'igg'",
        "n.id = 'musse'",
        "n.text STARTS WITH 'M'",
    ):
        assert own.ask(told, "cypher", f"MATCH (n) WHERE {condition} RETURN left(n.name, 2)").rows == []
    assert own.ask(told, "cypher", "MATCH (m:Membership) WHERE m.person IS NOT NULL RETURN count(m)").rows == [(3,)]
    assert told.fetch(Person, ["musse"])["musse"].name == "Musse Pigg", "the question's transaction is undone"


ROUNDABOUT = {
    "another schema": "SELECT substr(name, 1, 3) FROM main.persons",
    "a table that is called as the view": "WITH persons AS (SELECT name n FROM main.persons) SELECT n FROM persons",
    "words": "SELECT rowid FROM label_words WHERE label_words MATCH 'pigg'",
    "words of the file": "SELECT count(*) FROM main.label_words WHERE label_words MATCH 'pigg'",
    "words as a function": "SELECT count(*) FROM main.label_words('pigg')",
    "words as their index": "SELECT hex(block) FROM main.label_words_data",
    "content of words": "SELECT substr(c0, 1, 3) FROM label_words_content WHERE c0 LIKE '%igg%'",
    "the schema": "SELECT name FROM sqlite_temp_master",
    "the journal": "SELECT substr(after, 1, 40) FROM journal WHERE after LIKE '%Pig%' OR record LIKE 'muss%'",
    "parts": "SELECT group_concat(substr(person_name, 2), '') FROM evidence WHERE person_name LIKE 'Mus%'",
    "edges": "SELECT from_id FROM edges WHERE from_id LIKE 'muss%'",
    "seats": "SELECT substr(person, 2), person_id FROM seats WHERE person LIKE 'M%'",
    "judgements": "SELECT person_a FROM judgements",
}


@pytest.mark.parametrize("way", ROUNDABOUT)
def test_no_way_round_in_sql(told: Store, way: str) -> None:
    if told.dialect != "sql":
        return
    try:
        found = str([row for row in own.ask(told, "sql", ROUNDABOUT[way]).rows if row != (None,)])
    except QuestionRefused as refused:
        found = "" if "musse" not in refused.text.sv.casefold() else refused.text.sv
    assert found in ("", "[]")


ROUNDABOUT_CYPHER = {
    "words": "CALL db.index.fulltext.queryNodes('search_names', 'pigg') YIELD node RETURN left(node.text, 3)",
    "paths": "MATCH p = (:Person {name: 'Anna Ek'})-[*1..4]-(n) WHERE n.name CONTAINS 'igg' RETURN left(n.name, 3)",
    "ends": "MATCH ()-[r:HOLDS]->() WHERE startNode(r).name CONTAINS 'igg' RETURN left(startNode(r).name, 3)",
    "properties": "MATCH (n) WHERE any(k IN keys(n) WHERE toStringOrNull(n[k]) =~ '.*[Mm]usse.*') RETURN count(n)",
    "edges": "MATCH ()-[r]->() WHERE any(k IN keys(r) WHERE toStringOrNull(r[k]) =~ '.*[Mm]usse.*') RETURN count(r)",
}


@pytest.mark.parametrize("way", ROUNDABOUT_CYPHER)
def test_no_way_round_in_cypher(told: Store, way: str) -> None:
    if told.dialect == "cypher":
        assert [row for row in own.ask(told, "cypher", ROUNDABOUT_CYPHER[way]).rows if row != (0,)] == []


def test_joins_and_words_still_work(told: Store) -> None:
    if told.dialect == "sql":
        text = "SELECT l.text FROM label_words w JOIN labels l ON l.id = w.rowid WHERE label_words MATCH 'anna'"
        assert own.ask(told, "sql", text).rows == [("Anna Ek",)]
        text = "SELECT p.name, count(*) FROM persons p JOIN memberships m ON m.person = p.id GROUP BY p.id"
        assert own.ask(told, "sql", text).rows == [("Anna Ek", 1)]


def test_of_what_can_be_drawn_who_is_not_shown_is_left_out(told: Store) -> None:
    if told.dialect == "sql":
        found = own.ask(told, "sql", "SELECT from_id, to_id FROM edges")
        assert (list(found.nodes), list(found.edges)) == ([], []), "rows of a table are never drawn"
        return
    found = own.ask(told, "cypher", "MATCH (p:Person)-[r:MEMBER_OF]->(g) RETURN p, r, g")
    assert {node.id for node in found.nodes} == {"anna-ek", "npo-kvack"}
    assert [edge.start for edge in found.edges] == ["anna-ek"]


def test_they_are_turned_off_on_both_stores(told: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "SELECT 1" if told.dialect == "sql" else "RETURN 1"
    monkeypatch.setenv(own.SETTING, "0")
    with pytest.raises(asking.WrongUse, match="own-questions"):
        own.ask(told, told.dialect, text)
    monkeypatch.delenv(own.SETTING)
    assert own.allowed(told) == (told.dialect == "sql")
