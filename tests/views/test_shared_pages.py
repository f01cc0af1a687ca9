"""The dashboard on a real Neo4j: every page says what it says on SQLite, but for the footer."""

import re
from collections.abc import Callable, Iterator

import pytest
from neo4j import GraphDatabase

from graph.loading.intake import take_in
from graph.own.question import QuestionRefused
from graph.port import Store
from graph.stores.addresses import VARIABLE as STORE
from graph.stores.neo4j import own as neo4j_own
from queries.asking import asking, own
from tests.conftest import STORE_KINDS
from tests.support.neo4j_server import Credentials
from tests.support.stories import real_bundle
from tests.views.test_pages import _PAGES, FAILED, TODAY, html, opened, plain

ADDRESSES = [
    *((path, {**address, "datum": TODAY}) for path, address in _PAGES.items() if path != "egen"),
    *((path, {**_PAGES[path], "datum": "2021-09-01", "sprak": "en"}) for path in ("", "grupp", "organ", "person")),
    ("sok", {"text": "oien"}),
    ("sok", {"text": "Anderz Ekbrg"}),
    ("grupp", {"id": "beredningsgruppen"}),
    ("bild", {"id": "sjukvardsregion-sydostra", "form": "tree", "datum": "2024-06-19"}),
]


@pytest.fixture(scope="module")
def shared(neo4j_address: str) -> Iterator[Store]:
    """The data set of `data/` in the shared store. Only read it."""
    with STORE_KINDS["neo4j"]() as store:
        take_in(store, real_bundle(), "test", "data/")
        yield store


@pytest.fixture
def shows_alike(shared: Store, real_store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Holds a page on the shared store to the same page on the embedded one, and returns what it says."""

    def show(path: str, **address: str) -> str:
        written = []
        for store in (real_store, shared):
            monkeypatch.setenv(STORE, store.address)
            shown = html(opened(path, **address))
            footer = re.findall(r'<p class="sg-store">[^<]*</p>', shown)
            assert [plain(line) for line in footer] in ([f"Databas: {store.address}"], [f"Store: {store.address}"])
            written.append(shown.replace(footer[0], ""))
        assert written[0] == written[1]
        return plain(written[1])

    return show


@pytest.mark.parametrize(("path", "address"), ADDRESSES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_page_says_the_same_on_both_stores(
    path: str, address: dict[str, str], shows_alike: Callable[..., str]
) -> None:
    assert FAILED not in shows_alike(path, **address)


@pytest.mark.parametrize("name", asking.names())
def test_a_question_is_answered_alike_on_both_stores(name: str, shows_alike: Callable[..., str]) -> None:
    given = dict(asking.query(name).example)
    shown = shows_alike("fragor", fraga=name, visa="1", datum=given.pop("as_of", "2024-06-19"), **given)
    assert "Svar" in shown
    assert FAILED not in shown


# ---- questions of one's own


@pytest.fixture
def shows_own(shared: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Returns what people read on the page for a question of their own, where such are turned on."""
    monkeypatch.setenv(STORE, shared.address)
    monkeypatch.setenv(own.SETTING, "1")
    return lambda question: plain(html(opened("egen", egen=question)))


def test_they_are_off_until_somebody_turns_them_on(shared: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, shared.address)
    monkeypatch.delenv(own.SETTING, raising=False)
    shown = html(opened("egen", egen="MATCH (n) RETURN n"))
    assert f"{own.SETTING}=1" in shown
    assert "<textarea" not in shown
    with pytest.raises(asking.WrongUse, match=own.SETTING):
        own.ask(shared, "cypher", "MATCH (n) RETURN n")


@pytest.mark.parametrize("example", own.examples("cypher"), ids=lambda example: example.name)
def test_every_example_is_answered(example: own.Example, shows_own: Callable[[str], str], real_store: Store) -> None:
    shown = shows_own(example.text)
    assert FAILED not in shown
    assert re.search(r"Svar \d", shown)
    sql = next(each for each in own.examples("sql") if each.name == example.name)
    if "chain" not in example.name:  # one shortest chain, and all chains
        rows = len(own.ask(real_store, "sql", sql.text).rows)
        assert f"Svar {rows} " in shown


def test_nodes_and_edges_are_drawn_and_listed(shows_own: Callable[[str], str]) -> None:
    shown = shows_own("MATCH p = (:Person)-[:MEMBER_OF]->(:Organisation {id: 'npo-ogonsjukdomar'}) RETURN p")
    assert "Det som hittades, som bild" in shown
    assert "Eva Olofsson (eva-olofsson) –MEMBER_OF→ NPO ögonsjukdomar (npo-ogonsjukdomar)" in shown
    assert "Samband i svaret" in shown


def test_what_can_be_asked_about_is_described(shows_own: Callable[[str], str]) -> None:
    shown = shows_own("")
    assert "(:Organisation)" in shown
    assert "(:Person)-[:MEMBER_OF]->(:Organisation)" in shown


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("MATCH (n) RETURN m", "Rad 1, tecken 18: Neo4j svarar: Variable `m` not defined"),
        ("MATCH (n)\nRETURN count(n) +", "Rad 2, tecken"),
        ("MATCH (n) RETURN 1 / 0", "Neo4j svarar"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "”LOAD” är inte tillåtet"),
        ("SHOW USERS", "”SHOW” är inte tillåtet"),
        ("MATCH (n) DELETE n", "Rad 1, tecken 11: ”DELETE” är inte tillåtet"),
    ],
)
def test_what_cannot_be_answered_is_told_plainly(question: str, said: str, shows_own: Callable[[str], str]) -> None:
    shown = shows_own(question)
    assert said in shown
    assert FAILED not in shown


def test_what_takes_too_long_is_stopped(shared: Store) -> None:
    with pytest.raises(QuestionRefused, match="took more than"):
        shared.ask_own(
            "UNWIND range(1, 9999) AS a UNWIND range(1, 9999) AS b UNWIND range(1, 99) AS c RETURN count(*)", 10, 1.0
        )


def test_more_rows_than_allowed_are_cut(shared: Store) -> None:
    found = shared.ask_own("UNWIND range(1, 9999) AS a UNWIND range(1, 9999) AS b RETURN a", 25, 5.0)
    assert (len(found.rows), found.cut) == (25, True)
    heavy = shared.ask_own(
        "UNWIND range(1, 9999) AS a RETURN reduce(s = 'x', i IN range(1, 14) | s + s) AS s", 99_999, 30
    )
    assert heavy.cut
    assert len(heavy.rows) < 1_000


def test_the_server_too_refuses_to_write(shared: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_own, "checked", lambda text: text)
    for text in ("CREATE (n:Ond)", "MATCH (n) SET n.x = 1", "MATCH (n) CALL (n) { DETACH DELETE n }"):
        with pytest.raises(QuestionRefused, match="can only read"):
            shared.ask_own(text, 10, 5.0)


def test_every_allowed_function_and_procedure_is_one_of_neo4js(shared: Store, neo4j_server: Credentials) -> None:
    from graph.own.cypher import FUNCTIONS, PROCEDURES

    known = {"all", "any", "none", "single", "reduce", "exists", "shortestpath", "allshortestpaths"}
    with GraphDatabase.driver(neo4j_server.address, auth=neo4j_server[1:]) as driver:
        known |= {row["name"].lower() for row in driver.execute_query("SHOW FUNCTIONS YIELD name").records}
        called = {row["name"]: row["mode"] for row in driver.execute_query("SHOW PROCEDURES YIELD name, mode").records}
    assert known >= FUNCTIONS
    assert {called.get(name) for name in PROCEDURES} == {"READ"}
