"""What every store does, told once for all kinds of stores; then what the file of the embedded one stands."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import kinds, records
from graph.intake import take_in
from graph.port import Store, StoreError, StoreUnreachable
from graph.records import RECORDS, Evidence, Membership, Organisation, Person, Record, Source
from graph.stores import sqlite as embedded
from graph.stores.sqlite import SCHEMA_VERSION, SqliteStore
from tests.conftest import EmptyStore
from tests.stories import Story, partial_dates, seen

PROJECT = Path(__file__).resolve().parent.parent
GROUP = "npo-akut-vard"


def ankeborg() -> Story:
    """Tell of Anna and Bo, who sit in a group on behalf of two regions."""
    story = Story()
    story.sits("anna", GROUP, seen="2020-05-26", represents=["region-ankeborg"], employer="region-ankeborg")
    story.sits("anna", GROUP, "ordförande", seen="2023-09-22")
    story.sits("bo", GROUP, seen="2020-05-26", represents=["region-norrmark"])
    story.hosts("region-ankeborg", GROUP, seen="2020-05-26")
    story.links(GROUP, "part_of", "sks")
    story.lists("2023-09-22", GROUP)
    return story


def load(store: Store, story: Story, who: str = "test") -> None:
    take_in(store, story.bundle, who, "the story")


def content(store: Store) -> dict[str, list[Record]]:
    return {model.table: list(store.every(model)) for model in RECORDS}


# ---- records → store → records

IDS = {
    Organisation: ["npo-a", "region-b", "sks", "1"],
    Person: ["anna", "bo", "v1.2"],
    Source: ["kv-2023", "2020-05-26"],
}
POINTERS = {
    "organisation": Organisation,
    "group": Organisation,
    "body": Organisation,
    "host": Organisation,
    "hosted": Organisation,
    "from_id": Organisation,
    "to_id": Organisation,
    "employer": Organisation,
    "represents": Organisation,
    "person": Person,
    "person_a": Person,
    "person_b": Person,
    "succeeds": Person,
    "source": Source,
}
CHOICES: dict[tuple[type[Record], str], Iterable[str]] = {
    (Organisation, "kind"): kinds.ORGANISATION_KINDS,
    (Organisation, "status"): kinds.ORGANISATION_STATUSES,
    (records.Name, "sort"): kinds.NAME_SORTS,
    (Person, "visibility"): kinds.VISIBILITIES,
    (Membership, "role"): kinds.ROLES,
    (Membership, "status"): kinds.MEMBERSHIP_STATUSES,
    (records.Hosting, "status"): kinds.HOSTING_STATUSES,
    (records.Link, "kind"): kinds.LINK_KINDS,
    (records.Rule, "check"): kinds.RULE_CHECKS,
    (records.Listing, "roles"): kinds.ROLES,
    (records.Judgement, "verdict"): kinds.VERDICTS,
    (Evidence, "kind"): {model.table: model for model in records.WITH_EVIDENCE},
    (Evidence, "stance"): kinds.STANCES,
    (Evidence, "basis"): kinds.BASES,
}
DATES = {"date", "period", "retrieved", "observed_on", "valid_from", "valid_to"}
TEXTS = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), min_size=1, max_size=30).map(str.strip).filter(
    bool
) | st.sampled_from(
    [
        "Öien",
        "'; DROP TABLE persons; --",
        "a;b",
        "a|b",
        "null",
        "\U0001f6d1",
        "a\nb",
        "rad 1\r\nrad 2",
        "a\x01b",
        "0012",
    ]
)


def values(model: type[Record], name: str) -> st.SearchStrategy[Any]:
    """Draw what a field of a record may hold."""
    field = model.model_fields[name]
    one: st.SearchStrategy[Any]
    if (choices := CHOICES.get((model, name))) is not None:
        one = st.sampled_from(sorted(choices))
    elif name == "id":
        one = (
            st.sampled_from(IDS[model]) if model in IDS else st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True)
        )
    elif name in POINTERS:
        one = st.sampled_from(IDS[POINTERS[name]])
    elif name in DATES:
        one = partial_dates(2015, 2026)
    else:
        one = TEXTS
    if get_origin(field.annotation) is tuple:
        return st.lists(one, max_size=2)
    return one if field.is_required() else st.none() | one if field.default is None else one


def drawn(model: type[Record]) -> st.SearchStrategy[Record]:
    return st.fixed_dictionaries({name: values(model, name) for name in model.model_fields}).map(model.model_validate)


def world() -> list[Record]:
    """Return what the drawn records point at."""
    return [
        *(Source(id=id, title=id) for id in IDS[Source]),
        *(Organisation(id=id, kind="npo", name=id) for id in IDS[Organisation]),
        *(Person(id=id, name=id) for id in IDS[Person]),
    ]


def put(store: Store, told: list[Record]) -> None:
    with store.writing("test", "drawn records") as writer:
        for model in RECORDS:
            writer.put([record for record in told if type(record) is model])


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_record_comes_back_as_it_was_put(model: type[Record], empty_store: EmptyStore) -> None:
    with empty_store() as store:
        put(store, world())

        @settings(max_examples=settings().max_examples * 2 // 5)
        @given(st.lists(drawn(model), min_size=1, max_size=5, unique_by=lambda record: record.key))
        def check(told: list[Record]) -> None:
            put(store, told)
            back = store.fetch(model, [record.key for record in told])

            assert back == {record.key: record for record in told}
            assert [model.model_validate(record.model_dump()) for record in back.values()] == list(back.values())
            assert all(hash(back[record.key]) == hash(record) for record in told)

        check()
        keys = [record.key for record in store.every(model)]
        assert keys == sorted(keys)
        assert set(keys) == store.keys(model)


def test_what_is_not_there_is_not_fetched(store: Store) -> None:
    assert store.fetch(Person, ["nobody"]) == {}
    assert store.fetch(Person, []) == {}
    assert store.keys(Person) == set()
    assert list(store.every(Person)) == []


def test_many_records_are_fetched_at_once(store: Store) -> None:
    people: list[Record] = [Person(id=f"person-{number}", name=f"Person {number}") for number in range(12_000)]
    put(store, people)

    assert len(store.fetch(Person, [person.key for person in people])) == 12_000


def test_a_record_put_again_replaces_the_one_of_its_key(store: Store) -> None:
    put(store, [*world(), Membership(id="m", group="sks", role="ledamot", represents=("npo-a", "region-b"))])
    put(store, [Membership(id="m", group="sks", role="chef", represents=("sks",))])

    assert list(store.every(Membership)) == [Membership(id="m", group="sks", role="chef", represents=("sks",))]


# ---- a load counts as a whole or not at all


class Sabotage(Exception):
    """Something went wrong in the middle."""


def test_a_fault_in_the_middle_of_a_load_leaves_nothing(store: Store) -> None:
    before = (store.version(), content(store), store.history())

    def load_half() -> None:
        with store.writing("test", "half") as writer:
            writer.put([Person(id="anna", name="Anna Alm")])
            writer.journal([("added", "persons", "anna", None, "{}")])
            raise Sabotage

    with pytest.raises(Sabotage):
        load_half()

    assert (store.version(), content(store), store.history()) == before


def test_a_fault_while_time_is_reasoned_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise Sabotage

    monkeypatch.setattr("graph.intake.derive_group", fail)
    with pytest.raises(Sabotage):
        load(store, ankeborg())

    assert not any(content(store).values())


def test_after_a_fault_the_next_load_goes_well(store: Store) -> None:
    with pytest.raises(Sabotage), store.writing("test", "nothing"):
        raise Sabotage
    load(store, ankeborg())

    assert store.keys(Person) == {"anna", "bo"}


def test_a_record_that_points_at_nothing_is_refused_and_the_store_goes_on(store: Store) -> None:
    before = store.version()
    with pytest.raises(StoreError):
        put(store, [Membership(id="m", group="nowhere", role="ledamot")])

    assert store.keys(Membership) == set()
    assert store.version() == before
    load(store, ankeborg())
    assert store.keys(Person) == {"anna", "bo"}


def test_what_is_forbidden_is_undone_when_the_load_ends(store: Store) -> None:
    with store.writing("test", "a dry run") as writer:
        writer.put([Person(id="anna", name="Anna Alm")])
        assert writer.keys(Person) == {"anna"}
        writer.forbid()

    assert store.keys(Person) == set()


def test_every_load_gives_a_higher_version_and_what_is_undone_gives_none(store: Store) -> None:
    versions = [store.version()]
    for number in range(3):
        put(store, [Person(id=f"person-{number}", name="Anna Alm")])
        versions.append(store.version())
    with store.writing("test", "a dry run") as writer:
        writer.forbid()

    assert versions == sorted(set(versions))
    assert store.version() == versions[-1]


# ---- the journal


def test_the_journal_tells_who_changed_what_when_and_how(store: Store) -> None:
    load(store, ankeborg(), who="Kajsa")
    story = ankeborg()
    story.person("anna", "Anna Alm")
    load(store, story, who="Joakim")
    now, then = store.history("persons", "anna")

    assert (now.who, now.what, now.action, now.kind, now.record) == (
        "Joakim",
        "the story",
        "changed",
        "persons",
        "anna",
    )
    assert (then.who, then.action, then.before) == ("Kajsa", "added", None)
    assert now.before == then.after
    assert Person.model_validate_json(now.after or "") == Person(id="anna", name="Anna Alm")
    assert now.load > then.load
    assert now.at >= then.at > "2020"


def test_the_journal_tells_the_newest_first_and_no_more_than_asked_for(store: Store) -> None:
    load(store, ankeborg())
    everything = store.history(most=1_000)

    assert len(everything) == sum(map(len, content(store).values()))
    assert store.history(most=2) == everything[:2]
    assert store.history("persons", "nobody") == []


def test_the_journal_only_grows(store: Store) -> None:
    load(store, ankeborg())
    before = store.history(most=1_000)
    story = ankeborg()
    story.person("anna", "Anna Alm")
    load(store, story)

    assert store.history(most=1_000)[1:] == before


# ---- what else a store tells


def test_the_memberships_of_persons_are_told_as_stored(store: Store) -> None:
    load(store, ankeborg())
    told = {membership.id: membership for membership in store.memberships_of(["anna", "nobody"])}

    assert told == {
        key: membership
        for key, membership in store.fetch(Membership, store.keys(Membership)).items()
        if membership.person == "anna"
    }
    assert len(told) == 2


def test_persons_are_told_by_exactly_their_name_or_alias(store: Store) -> None:
    story = ankeborg()
    story.person("anna", "Anna Öien", aliases=["Anna Alm", "A. Alm"])
    story.person("anna-2", "anna alm")
    load(store, story)

    assert store.persons_named("anna öien") == ["anna"]
    assert store.persons_named("anna alm") == ["anna", "anna-2"]
    assert store.persons_named("anna oien") == []


def test_the_testimonies_of_a_membership_are_told_with_when_they_were_made(store: Store) -> None:
    story = ankeborg()
    story.sits("bo", GROUP, seen="2021", represents=["region-norrmark"], basis="implied")
    load(store, story)
    told = store.testimonies([f"bo--{GROUP}--ledamot"])

    assert set(told[f"bo--{GROUP}--ledamot"]) == {
        seen("2020-05-26", source="2020-05-26"),
        seen("2021", source="2021", basis="implied"),
    }


def test_evidence_is_told_by_record_and_by_source(store: Store) -> None:
    load(store, ankeborg())
    every = {told.key: told for told in store.every(Evidence)}
    of_anna = [told for _, told in sorted(every.items()) if told.record == f"anna--{GROUP}--ledamot"]
    of_2020 = [told for _, told in sorted(every.items()) if told.source == "2020-05-26"]

    assert store.evidence_of("memberships", [f"anna--{GROUP}--ledamot", "nobody"]) == of_anna
    assert store.evidence_of("hostings", [f"anna--{GROUP}--ledamot"]) == []
    assert store.evidence_from("2020-05-26", 100) == of_2020
    assert store.evidence_from("2020-05-26", 2) == of_2020[:2]
    assert store.evidence_from("1999", 100) == []


def test_where_a_fact_was_seen_at_another_time_than_its_source_that_time_counts(store: Store) -> None:
    story = Story()
    membership = story.sits("anna", GROUP, seen="2023-09-22", observed_on="2022")
    load(store, story)

    assert [t.when.text for t in store.testimonies([membership])[membership]] == ["2022"]


def test_a_sound_store_has_no_fault(store: Store, real_store: Store) -> None:
    load(store, ankeborg())

    assert store.examine() == []
    assert real_store.examine() == []


def test_an_address_tells_where_the_store_is(store: Store) -> None:
    assert "://" in store.address


# ---- several at once


def test_what_is_not_yet_done_is_seen_by_nobody_else(store: Store) -> None:
    load(store, ankeborg())
    seen_by_others: list[set[str]] = []

    def look() -> None:
        seen_by_others.append(store.keys(Person))

    with store.writing("test", "slowly") as writer:
        writer.put([Person(id="eva", name="Eva Ek")])
        other = threading.Thread(target=look)
        other.start()
        other.join()
        assert writer.keys(Person) == {"anna", "bo", "eva"}
    other = threading.Thread(target=look)
    other.start()
    other.join()

    assert seen_by_others == [{"anna", "bo"}, {"anna", "bo", "eva"}]


def test_readers_that_come_and_go_leave_nothing_open(store: Store) -> None:
    load(store, ankeborg())

    def looked() -> int:
        there: list[set[str]] = []
        looking = threading.Thread(target=lambda: there.append(store.keys(Person)))
        looking.start()
        looking.join()
        assert there == [{"anna", "bo"}]
        return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0

    first = looked()

    assert max(looked() for _ in range(30)) <= first + 5


def test_of_two_who_load_at_once_the_second_waits_for_the_first(store: Store) -> None:
    done: list[str] = []

    def second() -> None:
        put(store, [Person(id="bo", name="Bo Ek")])
        done.append("second")

    with store.writing("test", "first") as writer:
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        writer.put([Person(id="anna", name="Anna Alm")])
        done.append("first")
    waiting.join()

    assert done == ["first", "second"]
    assert store.keys(Person) == {"anna", "bo"}


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
    text = embedded._MIGRATIONS[0].read_text("utf-8")
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

    assert raw(oldest, "PRAGMA user_version") == [(SCHEMA_VERSION,)]


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
    monkeypatch.setattr(embedded, "_MIGRATIONS", [embedded._MIGRATIONS[0], broken])
    with pytest.raises(StoreError):
        SqliteStore(oldest)

    assert raw(oldest, "PRAGMA user_version") == [(1,)]
    assert raw(oldest, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == [(0,)]


def test_a_store_of_a_newer_styrgraf_is_refused_and_left_alone(filled: Path) -> None:
    raw(filled, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = fingerprint(filled.parent)
    with pytest.raises(StoreError) as caught:
        SqliteStore(filled)

    assert str(filled) in caught.value.text.sv
    assert "nyare" in caught.value.text.sv
    assert fingerprint(filled.parent) == before


@pytest.mark.parametrize("version", [0, 1, SCHEMA_VERSION])
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
        from graph.stores.sqlite import SqliteStore
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
        from graph.intake import take_in
        from graph.stores.sqlite import SqliteStore
        from tests.stories import Story

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
