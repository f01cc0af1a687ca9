"""What the shared store stands: wrong logins, others' databases, servers that die, and several loaders at once."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

from graph.bundle import Bundle
from graph.loading.backup import check
from graph.loading.intake import TooManyEnded, take_in
from graph.port import StoreError, StoreUnreachable
from graph.records import Membership, Person, Record
from graph.stores.addresses import open_store
from graph.stores.neo4j import connection as neo4j_connection
from graph.stores.neo4j import lock, schema, writing
from graph.stores.neo4j.store import Neo4jStore
from tests.support.here import PROJECT
from tests.support.looking import everything
from tests.support.neo4j_server import Neo4jServer
from tests.support.stories import GROUP, Story, ankeborg, content, load

Opened = Callable[..., Neo4jStore]


@pytest.fixture
def opened(neo4j_address: str) -> Iterator[Opened]:
    """Open the shared database as often as a test likes; it is empty before and after, without a schema's version."""
    stores: list[Neo4jStore] = []

    def begin(address: str = neo4j_address, create: bool = True) -> Neo4jStore:
        stores.append(Neo4jStore(address, create))
        return stores[-1]

    with closing(neo4j_connection.Connection(neo4j_address)) as connection:
        _run(connection, "MATCH (n) DETACH DELETE n")
        yield begin
        for store in stores:
            store.close()
        _run(connection, "MATCH (n) DETACH DELETE n")


def _run(connection: neo4j_connection.Connection, text: str) -> list[list[object]]:
    """Run a text past the store, as nobody should."""
    return connection.session().run(text).values()


def past(store: Neo4jStore, text: str) -> list[list[object]]:
    return _run(store._connection, text)


# ---- reaching it


def test_a_wrong_password_is_told_without_repeating_it(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "helt-fel-losenord")
    with pytest.raises(StoreUnreachable) as caught:
        Neo4jStore(neo4j_address)

    assert "NEO4J_PASSWORD" in caught.value.text.sv
    assert "helt-fel-losenord" not in "".join(caught.value.text)


def test_a_missing_password_is_told(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    with pytest.raises(StoreUnreachable) as caught:
        Neo4jStore(neo4j_address)

    assert "NEO4J_PASSWORD" in caught.value.text.sv


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_not_there_is_told_at_once(scheme: str) -> None:
    begun = monotonic()
    with pytest.raises(StoreUnreachable) as caught:
        open_store(f"{scheme}://127.0.0.1:1", create=True)

    assert f"{scheme}://127.0.0.1:1" in caught.value.text.sv
    assert "svarar inte" in caught.value.text.sv
    assert monotonic() - begun < neo4j_connection.CONNECT_SECONDS + 5


@pytest.mark.parametrize("scheme", ["neo4j", "bolt", "neo4j+s", "bolt+s", "neo4j+ssc", "bolt+ssc"])
def test_an_address_that_holds_a_login_is_refused_without_repeating_it(scheme: str) -> None:
    for login in ("anna:hemligt", "hemligt"):
        with pytest.raises(StoreError) as caught:
            open_store(f"{scheme}://{login}@127.0.0.1:7687", create=True)
        assert "hemligt" not in "".join(caught.value.text)
        assert "NEO4J_PASSWORD" in caught.value.text.sv


@pytest.mark.parametrize(
    "address", ["neo4j://", "bolt:7687", "neo4j://localhost:port", "bolt://localhost:7687/styrgraf", "bolt://[::1"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        open_store(address)

    assert "neo4j://localhost:7687" in caught.value.text.sv


def test_a_server_that_speaks_no_tls_is_told(neo4j_address: str) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        open_store(neo4j_address.replace("bolt://", "bolt+s://"))

    assert "svarar inte" in caught.value.text.sv


def test_a_database_that_is_not_there_is_told(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "annan")
    with pytest.raises(StoreUnreachable) as caught:
        Neo4jStore(neo4j_address)

    assert "annan" in caught.value.text.sv
    assert "NEO4J_DATABASE" in caught.value.text.sv


def test_a_routing_address_reaches_the_same_store(opened: Opened, neo4j_address: str) -> None:
    load(opened(), ankeborg())
    routed = opened(neo4j_address.replace("bolt://", "neo4j://"))

    assert routed.keys(Person) == {"anna", "bo"}
    load(routed, Story())


def test_no_login_is_kept_or_shown(opened: Opened, capfd: pytest.CaptureFixture[str]) -> None:
    store = opened()
    load(store, ankeborg())
    password = os.environ["NEO4J_PASSWORD"]

    assert password not in repr(everything(store)) + repr(store.history(most=1_000)) + store.address
    assert password not in "".join(capfd.readouterr())


def test_a_question_that_takes_too_long_is_ended(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_connection, "READ_SECONDS", 1.0)
    store = opened()
    with pytest.raises(StoreError) as caught:
        store.ask("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b)", {})

    assert "för lång tid" in caught.value.text.sv
    assert store.keys(Person) == set()


def test_a_reader_cannot_write(opened: Opened) -> None:
    store = opened()
    with pytest.raises(StoreError):
        store.ask("CREATE (n:Person {id: 'anna'})", {})

    assert store.keys(Person) == set()


# ---- whose database it is


def test_an_empty_database_is_made_a_store_only_when_asked_for(opened: Opened) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        opened(create=False)

    assert "styrgraf load" in caught.value.text.sv
    assert opened(create=True).version() == 0
    assert opened(create=False).version() == 0


@pytest.mark.parametrize("theirs", ["CREATE (:Recept {namn: 'Kroppkakor'})-[:MED]->(:Ravara)", "CREATE ()"])
def test_somebody_elses_database_is_refused_and_left_alone(opened: Opened, neo4j_address: str, theirs: str) -> None:
    with closing(neo4j_connection.Connection(neo4j_address)) as connection:
        _run(connection, theirs)
        before = _run(connection, "MATCH (n) RETURN labels(n), properties(n)")
        for create in (False, True):
            with pytest.raises(StoreError) as caught:
                opened(create=create)
            assert (":Recept" in caught.value.text.sv) == ("Recept" in theirs)
            assert "NEO4J_DATABASE" in caught.value.text.sv
            assert "--store" in caught.value.text.sv

        assert _run(connection, "MATCH (n) RETURN labels(n), properties(n)") == before


def test_a_store_of_a_newer_styrgraf_is_refused(opened: Opened) -> None:
    past(opened(), "MATCH (s:Styrgraf {name: 'store'}) SET s.schema = 99")
    with pytest.raises(StoreError) as caught:
        opened()

    assert "nyare" in caught.value.text.sv


def test_an_older_store_is_backed_up_and_brought_up_to_date(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = opened()
    load(store, ankeborg())
    before = content(store)
    newer = tmp_path / "0002_newer.cypher"
    newer.write_text("// Somebody needs this.\nMATCH (p:Person) SET p.newer = true;\n", "utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, newer])
    later = opened(create=False)
    (copy,) = tmp_path.glob("*.styrgraf.zip")

    assert past(later, "MATCH (s:Styrgraf {name: 'store'}) RETURN s.schema") == [[len(schema.MIGRATIONS)]]
    assert past(later, "MATCH (p:Person) RETURN DISTINCT p.newer") == [[True]]
    assert content(later) == before
    assert f"v{len(schema.MIGRATIONS) - 1}" in copy.name
    assert check(copy).records == sum(map(len, before.values()))


def test_programs_that_make_the_same_store_at_once_make_one(opened: Opened) -> None:
    faults: list[BaseException] = []

    def make() -> None:
        try:
            opened()
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not faults
    assert past(opened(), "MATCH (s:Styrgraf) RETURN s.name ORDER BY s.name") == [["lock"], ["store"]]


# ---- several loaders, and loaders that die


LOADER = """
    import sys
    from graph.loading.intake import take_in
    from graph.stores.neo4j import writing
    from graph.stores.addresses import open_store
    from tests.support.stories import Story

    number, size, writing.LARGE = map(int, sys.argv[2:])
    writing.STEP = 100
    story = Story()
    for person in range(size):
        story.sits(f"person-{number}-{person}", f"npo-{person % 20}", seen="2020-05-26", represents=["region-norrmark"])
    store = open_store(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    take_in(store, story.bundle, "child", f"load {number}", progress=lambda *done: print("kept", flush=True))
    print("done", flush=True)
"""


@pytest.fixture
def start(neo4j_address: str) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start loaders that wait for a line of input; none outlives the test."""
    programs: list[subprocess.Popen[str]] = []

    def begin(*arguments: int, address: str = neo4j_address) -> "subprocess.Popen[str]":
        program = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(LOADER), address, *map(str, arguments)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        programs.append(program)
        return program

    yield begin
    for program in programs:
        program.kill()
        program.communicate()


def go(program: "subprocess.Popen[str]") -> None:
    assert program.stdin is not None
    assert program.stdout is not None
    if program.stdout.readline() != "ready\n":
        pytest.fail(program.stderr.read() if program.stderr else "")
    program.stdin.write("now\n")
    program.stdin.flush()


def test_two_programs_that_load_at_once_both_succeed(
    opened: Opened, start: Callable[..., "subprocess.Popen[str]"]
) -> None:
    store = opened()
    programs = [start(number, 60, 20_000) for number in (1, 1, 2)]
    for program in programs:
        go(program)
    told = [program.communicate(timeout=100) for program in programs]

    assert [error for _, error in told] == [""] * 3
    assert store.keys(Person) == {f"person-{number}-{person}" for number in (1, 2) for person in range(60)}
    assert len(store.ask("MATCH (m:Membership) RETURN m.id", {})) == 120
    assert len(store.ask("MATCH ()-[r:MEMBER_OF]->() RETURN r.record", {})) == 120
    assert store.examine() == []


def test_who_cannot_wait_any_longer_is_told_who_loads(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 1.0)
    first, second = opened(), opened()
    with first.writing("Kajsa", "tabeller/"), pytest.raises(StoreError) as caught, second.writing("test", "at once"):
        pass

    assert "Kajsa" in caught.value.text.sv
    assert "Försök igen" in caught.value.text.sv
    load(second, ankeborg())
    assert first.keys(Person) == {"anna", "bo"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_a_large_load_that_is_killed_is_named_as_unfinished_until_it_is_run_again(
    opened: Opened, start: Callable[..., "subprocess.Popen[str]"]
) -> None:
    store = opened()
    program = start(1, 400, 100)
    go(program)
    assert program.stdout is not None
    for _ in range(7):
        assert program.stdout.readline() == "kept\n"
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    there = store.keys(Membership)
    (unfinished,) = store.unfinished()

    assert 0 < len(there) < 400
    assert "load 1" in unfinished.sv
    assert unfinished in [finding.text for finding in store.examine()]
    assert all(store.evidence_of("memberships", [key]) for key in there)
    assert there <= {entry.record for entry in store.history(most=10_000)}

    again = start(1, 400, 100)
    go(again)
    out, error = again.communicate(timeout=200)
    assert error == ""
    assert out.endswith("done\n")
    assert store.unfinished() == []
    assert store.examine() == []
    assert len(store.keys(Membership)) == 400
    assert len(store.ask("MATCH (:Person)-[r:MEMBER_OF]->() RETURN DISTINCT r.record", {})) == 400
    assert len(store.history(most=10_000)) == sum(map(len, content(store).values()))


def test_a_large_load_gives_what_a_small_one_gives(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened()
    load(store, ankeborg())
    story = ankeborg()
    story.person("anna", "Anna Öien")
    for number in range(60):
        story.sits(f"person-{number}", f"npo-{number % 7}", seen="2020-05-26", represents=["region-norrmark"])
    load(store, story)
    at_once, version = everything(store), store.version()
    past(store, "MATCH (n) WHERE NOT n:Styrgraf DETACH DELETE n")
    monkeypatch.setattr(writing, "LARGE", 10)
    monkeypatch.setattr(writing, "STEP", 7)
    load(store, ankeborg())
    load(store, story)

    assert everything(store) == at_once
    assert store.version() > version + 4
    assert store.unfinished() == []


def test_a_large_load_that_would_end_too_much_leaves_nothing(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened()
    story = Story()
    for number in range(60):
        story.sits(f"person-{number}", GROUP, seen="2020-05-26")
    load(store, story)
    before = (everything(store), store.version(), store.history(most=1_000))
    monkeypatch.setattr(writing, "LARGE", 10)
    monkeypatch.setattr(writing, "STEP", 7)
    later = Story()
    for number in range(10):
        later.sits(f"person-{number}", GROUP, seen="2023-09-22")
    later.lists("2023-09-22", GROUP)
    with pytest.raises(TooManyEnded):
        load(store, later)

    assert (everything(store), store.version(), store.history(most=1_000)) == before
    assert take_in(store, later.bundle, "test", "the story", allow_drop=True).ended == 50


def test_a_dry_run_leaves_everything_as_it_was(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened()
    load(store, ankeborg())
    monkeypatch.setattr(writing, "LARGE", 1)
    story = ankeborg()
    story.person("anna", "Anna Alm")
    story.sits("eva", GROUP, seen="2024-06-19")
    before = (everything(store), store.version(), store.history(most=1_000))
    outcome = take_in(store, story.bundle, "test", "the story", dry_run=True)

    assert outcome.changed == {"persons": 1}
    assert (everything(store), store.version(), store.history(most=1_000)) == before


# ---- a server that dies, or only lets read


@pytest.fixture
def own(own_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> Neo4jServer:
    """A server of one's own, running, to which the environment holds the login."""
    own_neo4j.start()
    for name, value in own_neo4j.credentials.environment.items():
        monkeypatch.setenv(name, value)
    return own_neo4j


def test_a_server_that_is_killed_is_told_and_answers_again_without_a_restart_of_ours(
    own: Neo4jServer, start: Callable[..., "subprocess.Popen[str]"]
) -> None:
    with closing(Neo4jStore(own.address, create=True)) as store:
        load(store, ankeborg())
        program = start(1, 400, 100, address=own.address)
        go(program)
        assert program.stdout is not None
        for _ in range(7):
            assert program.stdout.readline() == "kept\n"
        own.kill()
        out, error = program.communicate(timeout=100)
        assert "done" not in out
        assert re.search(r"StoreUnreachable: Neo4j at \S+ .*does not answer", error)

        for _ in range(2):
            with pytest.raises(StoreUnreachable) as caught:
                store.keys(Person)
            assert "svarar inte" in caught.value.text.sv
        with pytest.raises(StoreUnreachable):
            load(store, ankeborg())

        own.start()
        assert {"anna", "bo"} < store.keys(Person)
        (unfinished,) = store.unfinished()
        assert "load 1" in unfinished.sv
        again = start(1, 400, 100, address=own.address)
        go(again)
        assert again.communicate(timeout=200)[1] == ""
        assert store.unfinished() == []
        assert store.examine() == []
        assert len(store.keys(Membership)) == 403

        own.stop()
        own.start(server__databases__default_to_read_only="true")
        assert len(store.keys(Membership)) == 403
        with pytest.raises(StoreError) as refused:
            load(store, Story(), "Kajsa")
        assert "går bara att läsa" in refused.value.text.sv
    with closing(open_store(own.address)) as readable:
        assert len(readable.keys(Person)) == 402


def test_a_database_that_was_never_written_and_is_read_only_says_so(
    own_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_neo4j.start(server__databases__default_to_read_only="true")
    for name, value in own_neo4j.credentials.environment.items():
        monkeypatch.setenv(name, value)
    for database in (os.environ["NEO4J_DATABASE"], ""):
        monkeypatch.setenv("NEO4J_DATABASE", database)
        for create in (False, True):
            with pytest.raises(StoreUnreachable) as caught:
                Neo4jStore(own_neo4j.address, create)
            assert "går bara att läsa" in caught.value.text.sv
            assert "default_to_read_only=false" in caught.value.text.sv
            assert "svarar inte" not in caught.value.text.sv


def test_a_server_with_little_memory_takes_a_load_step_by_step(
    own_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_neo4j.start(db__memory__transaction__max="32m")
    for name, value in own_neo4j.credentials.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(writing, "STEP", 300)
    story = Story()
    for number in range(2_000):
        story.sits(f"person-{number}", f"npo-{number % 50}", seen="2020-05-26")
    with closing(Neo4jStore(own_neo4j.address, create=True)) as store:
        with pytest.raises(StoreError) as caught:
            take_in(store, story.bundle, "test", "the story", dry_run=True)
        assert "för lite minne" in caught.value.text.sv
        assert store.version() == 0

        load(store, story)
        assert len(store.keys(Membership)) == 2_000
        assert store.version() > 5
        assert store.unfinished() == []
        assert store.examine() == []


def test_a_record_that_points_at_nothing_is_named(opened: Opened) -> None:
    store = opened()
    told: list[Record] = [Membership(id="m", group="nowhere", role="ledamot")]
    with pytest.raises(StoreError) as caught:
        take_in(store, Bundle(told), "test", "a story")

    assert "nowhere" in caught.value.text.sv
    assert "Inget har sparats" in caught.value.text.sv
