"""What the file of the embedded store stands."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from graph.loading.intake import take_in
from graph.port import Store, StoreError, StoreUnreachable
from graph.records import Person
from graph.stores.sqlite import schema
from graph.stores.sqlite.store import SqliteStore
from tests.support.here import PROJECT
from tests.support.stories import GROUP, Story, ankeborg, content, load

# ---- the file of the embedded store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "styrgraf.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """Give the path of a store with the story inside, closed."""
    with opened(path, create=True) as store:
        load(store, ankeborg())
    return path


def opened(path: Path, create: bool = False) -> closing[SqliteStore]:
    """Open the embedded store at a path, and close it again."""
    return closing(SqliteStore(path, create))


def raw(path: Path, *statements: str) -> list[Any]:
    """Run statements past the store, as nobody should."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return [connection.execute(statement).fetchall() for statement in statements][-1]
    finally:
        connection.close()


def fingerprint(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_a_store_keeps_everything_when_it_is_closed_and_opened(filled: Path) -> None:
    with opened(filled) as store:
        assert store.keys(Person) == {"anna", "bo"}
        assert store.version() == 1
        assert store.address == f"sqlite:///{filled}"


def test_a_store_is_made_only_when_asked_for(path: Path) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        SqliteStore(path)

    assert str(path) in caught.value.text.sv
    assert "styrgraf load" in caught.value.text.sv
    assert not path.exists()


def test_a_store_in_a_folder_that_is_not_there_cannot_be_reached(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        SqliteStore(tmp_path / "nowhere" / "styrgraf.db", create=True)
    with pytest.raises(StoreUnreachable):
        SqliteStore(tmp_path, create=True)


def test_a_dry_run_leaves_every_byte_as_it_was(filled: Path) -> None:
    story = ankeborg()
    story.person("anna", "Anna Alm")
    story.sits("eva", GROUP, seen="2024-06-19")
    before = fingerprint(filled.parent)
    with opened(filled) as store:
        outcome = take_in(store, story.bundle, "test", "the story", dry_run=True)

    assert outcome.changed == {"persons": 1}
    assert fingerprint(filled.parent) == before


def test_a_load_that_brings_nothing_new_leaves_every_byte_as_it_was(filled: Path) -> None:
    before = fingerprint(filled.parent)
    with opened(filled) as store:
        load(store, ankeborg())

    assert fingerprint(filled.parent) == before


def test_a_load_that_finds_no_room_is_told_so_and_leaves_nothing(filled: Path) -> None:
    story = Story()
    for number in range(2_000):
        story.person(f"person-{number}", "Anna " * 40)
    with opened(filled) as store:
        (pages,), *_ = store.ask("PRAGMA page_count", {})
        store.ask(f"PRAGMA max_page_count = {pages + 20}", {})
        with pytest.raises(StoreError) as caught:
            load(store, story)
        assert "Inget har sparats" in caught.value.text.sv
        assert store.keys(Person) == {"anna", "bo"}

        store.ask("PRAGMA max_page_count = 1000000", {})
        load(store, story)
        assert len(store.keys(Person)) == 2_002


# ---- schemas


@pytest.fixture
def oldest(path: Path) -> Path:
    """Give the path of a store of schema version 1, as its first styrgraf left it, with a row inside."""
    path.touch(0o600)
    text = schema.MIGRATIONS[0].read_text("utf-8")
    connection = sqlite3.connect(path)
    connection.executescript(
        f"{text}\nINSERT INTO persons (id, name, aliases, visibility) VALUES ('anna', 'Anna Alm', '', 'public');"
        "\nPRAGMA user_version = 1;"
    )
    connection.close()
    return path


def test_an_older_store_is_brought_up_to_date_with_everything_inside(oldest: Path) -> None:
    with opened(oldest) as store:
        assert list(store.every(Person)) == [Person(id="anna", name="Anna Alm")]
        load(store, ankeborg())
        assert store.examine() == []

    assert raw(oldest, "PRAGMA user_version") == [(len(schema.MIGRATIONS),)]


def test_before_an_older_store_is_changed_a_copy_is_put_aside(oldest: Path) -> None:
    with opened(oldest):
        pass
    (copy,) = oldest.parent.glob("*.bak")

    assert copy.name == "styrgraf.db.v1.bak"
    assert raw(copy, "PRAGMA user_version") == [(1,)]
    assert raw(copy, "SELECT name FROM persons") == [("Anna Alm",)]


def test_an_up_to_date_store_is_opened_without_a_copy(filled: Path) -> None:
    with opened(filled):
        pass

    assert not list(filled.parent.glob("*.bak"))


def test_an_older_store_has_the_same_tables_and_views_as_a_new_one_once_it_is_up_to_date(
    oldest: Path, tmp_path: Path
) -> None:
    with opened(oldest), opened(tmp_path / "new.db", create=True):
        pass
    schema = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"

    assert raw(oldest, schema) == raw(tmp_path / "new.db", schema)


def test_a_migration_that_fails_leaves_the_older_store_as_it_was(
    oldest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "0002_broken.sql"
    broken.write_text("CREATE TABLE half (id TEXT);\nCREATE TABLE persons (id TEXT);", "utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", [schema.MIGRATIONS[0], broken])
    with pytest.raises(StoreError):
        SqliteStore(oldest)

    assert raw(oldest, "PRAGMA user_version") == [(1,)]
    assert raw(oldest, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == [(0,)]


def test_a_store_of_a_newer_styrgraf_is_refused_and_left_alone(filled: Path) -> None:
    raw(filled, f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    before = fingerprint(filled.parent)
    with pytest.raises(StoreError) as caught:
        SqliteStore(filled)

    assert str(filled) in caught.value.text.sv
    assert "nyare" in caught.value.text.sv
    assert fingerprint(filled.parent) == before


@pytest.mark.parametrize("version", [0, 1, len(schema.MIGRATIONS)])
def test_somebody_elses_database_is_refused_and_left_alone(path: Path, version: int) -> None:
    raw(path, "CREATE TABLE recipes (name TEXT)", f"PRAGMA user_version = {version}")
    before = fingerprint(path.parent)
    for create in (False, True):
        with pytest.raises(StoreError) as caught:
            SqliteStore(path, create)
        assert str(path) in caught.value.text.sv
        assert "styrgraf" in caught.value.text.sv

    assert fingerprint(path.parent) == before


@pytest.mark.parametrize(
    "content", [b"person;grupp;roll\nAnna;NPO;ledamot\n", b"\x89PNG\r\n" * 500, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_refused_in_plain_words_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for create in (False, True):
        with pytest.raises(StoreUnreachable) as caught:
            SqliteStore(path, create)
        assert str(path) in caught.value.text.sv
        assert "--store" in caught.value.text.sv

    assert path.read_bytes() == content
    assert fingerprint(path.parent).keys() == {path.name}


# ---- several programs at once


def test_who_cannot_wait_any_longer_is_told_so_in_plain_words(filled: Path) -> None:
    with opened(filled) as first, opened(filled) as second:
        second.ask("PRAGMA busy_timeout = 50", {})
        with first.writing("test", "slowly"), pytest.raises(StoreError) as caught, second.writing("test", "at once"):
            pass
        assert str(filled) in caught.value.text.sv
        assert "Försök igen" in caught.value.text.sv
        load(second, ankeborg())


def test_whoever_reads_in_another_program_sees_the_last_whole_load(filled: Path) -> None:
    with opened(filled) as writer_store, opened(filled) as reader:
        with writer_store.writing("test", "slowly") as writer:
            writer.put([Person(id="eva", name="Eva Ek")])
            assert reader.keys(Person) == {"anna", "bo"}
            assert reader.version() == 1
        assert reader.keys(Person) == {"anna", "bo", "eva"}
        assert reader.version() == 2


Program = subprocess.Popen[str]
Start = Callable[..., Program]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start Python programs that say `ready` once they have imported what they need; none outlives the test."""
    programs: list[Program] = []

    def begin(code: str, *arguments: str | Path) -> Program:
        program = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        programs.append(program)
        assert program.stdout is not None
        assert program.stderr is not None
        if program.stdout.readline() != "ready\n":
            pytest.fail(program.stderr.read())
        return program

    yield begin
    for program in programs:
        program.kill()
        program.communicate()


def test_programs_that_make_the_same_store_at_once_make_one(path: Path, start: Start) -> None:
    code = """
        import sys
        from pathlib import Path
        from graph.stores.sqlite.store import SqliteStore
        print("ready", flush=True)
        sys.stdin.readline()
        SqliteStore(Path(sys.argv[1]), create=True).close()
    """
    programs = [start(code, path) for _ in range(4)]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("now\n")
        program.stdin.flush()
    told = [program.communicate(timeout=50) for program in programs]

    assert [(program.returncode, error) for program, (_, error) in zip(programs, told, strict=True)] == [(0, "")] * 4
    with opened(path) as store:
        assert store.examine() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_a_program_killed_in_the_middle_of_a_load_loses_nothing_that_it_told_to_be_done(
    filled: Path, start: Start
) -> None:
    code = """
        import sys
        from pathlib import Path
        from graph.loading.intake import take_in
        from graph.stores.sqlite.store import SqliteStore
        from tests.support.stories import Story

        store = SqliteStore(Path(sys.argv[1]))
        print("ready", flush=True)
        number = 0
        while True:
            story = Story()
            for person in range(40):
                story.sits(f"person-{number}-{person}", "npo-akut-vard", seen="2020-05-26")
            take_in(store, story.bundle, "child", f"load {number}")
            print(number, flush=True)
            number += 1
    """
    program = start(code, filled)
    assert program.stdout is not None
    told = [int(program.stdout.readline()) for _ in range(5)]
    os.kill(program.pid, signal.SIGKILL)
    told += [int(line) for line in program.stdout]

    with opened(filled) as store:
        there = store.keys(Person) - {"anna", "bo"}
        done = {key.split("-")[1] for key in there}
        assert {str(number) for number in told} <= done
        assert there == {f"person-{number}-{person}" for number in done for person in range(40)}
        assert store.examine() == []
        assert store.version() == 1 + len(done)
        load(store, Story())


# ---- damage


def test_a_record_without_evidence_is_told(filled: Path) -> None:
    membership = f"bo--{GROUP}--ledamot"
    raw(filled, f"DELETE FROM evidence WHERE record = '{membership}'")
    with opened(filled) as store:
        (finding,) = store.examine()

    assert finding.level == "fault"
    assert membership in finding.text.sv


def test_a_record_that_points_at_nothing_is_told(filled: Path) -> None:
    raw(filled, "DELETE FROM persons WHERE id = 'bo'")
    with opened(filled) as store:
        (finding,) = store.examine()

    assert finding.level == "fault"
    assert "memberships" in finding.text.sv
    assert "persons" in finding.text.sv


def test_a_file_that_is_damaged_inside_is_told_in_plain_words(filled: Path) -> None:
    size = filled.stat().st_size
    with filled.open("r+b") as file:
        for place in range(4096 * 3, size, 4096):
            file.seek(place)
            file.write(b"\xa5" * 200)
    told: list[str] = []
    try:
        with opened(filled) as store:
            told += [finding.text.sv for finding in store.examine() if finding.level == "fault"]
    except StoreError as error:
        told.append(error.text.sv)

    assert told


def test_a_copy_made_while_nothing_is_written_is_a_store(filled: Path, tmp_path: Path) -> None:
    shutil.copyfile(filled, tmp_path / "copy.db")
    with opened(tmp_path / "copy.db") as copy, opened(filled) as store:
        assert content(copy) == content(store)


def test_lists_in_parameters_reach_a_query_as_json(store: Store) -> None:
    assert store.ask("SELECT :ids, :id", {"ids": ["a", "b"], "id": "c"}) == [(json.dumps(["a", "b"]), "c")]


@pytest.fixture(autouse=True)
def _no_connection_left_open(recwarn: pytest.WarningsRecorder) -> Iterator[None]:
    yield
    assert not [warning for warning in recwarn if issubclass(warning.category, ResourceWarning)]
