"""Where a store's file lies and what else may lie there: read-only places, other files, and who may read it."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph import files
from graph.loading.backup import back_up
from graph.port import StoreError, StoreMissing, StoreUnreachable
from graph.records import Person
from graph.stores.addresses import filling
from graph.stores.sqlite import schema
from graph.stores.sqlite.store import SqliteStore
from tests.support.here import PROJECT
from tests.support.stories import Story, ankeborg, load

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a store with a story inside, closed."""
    with opened(tmp_path / "styrgraf.db", create=True) as store:
        load(store, ankeborg())
    return tmp_path / "styrgraf.db"


def opened(path: Path, create: bool = False) -> closing[SqliteStore]:
    return closing(SqliteStore(path, create))


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# ---- who may read it


def test_a_store_its_log_and_its_copies_are_their_owners_alone(tmp_path: Path, path: Path) -> None:
    before = os.umask(0)
    try:
        with opened(tmp_path / "ny.db", create=True) as store:
            load(store, ankeborg())
            back_up(store, tmp_path / "kopia.zip")
            beside = [rights(each) for each in tmp_path.glob("ny.db*")]
            assert (beside, rights(tmp_path / "kopia.zip")) == ([0o600] * 3, 0o600)
    finally:
        os.umask(before)


def test_a_store_that_a_group_shares_stays_shared_and_one_open_to_all_is_told_of(path: Path) -> None:
    path.chmod(0o660)
    with opened(path) as store:
        assert store.examine() == []
        assert {rights(each) for each in path.parent.glob("styrgraf.db*")} == {0o660}
    path.chmod(0o644)
    with opened(path) as store:
        (found,) = store.examine()
    assert found.level == "warning"
    assert f"chmod o= {path}" in found.text.sv


def test_the_copy_before_a_migration_is_its_owners_alone_and_whole(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(f"{schema.MIGRATIONS[0].read_text('utf-8')};PRAGMA user_version = 1;")
    with opened(old):
        pass
    assert rights(tmp_path / "old.db.v1.bak") == 0o600
    assert not list(tmp_path.glob("*.part"))


# ---- what else may lie there


def _sql(script: str, anew: bool = True) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        if anew:
            path.unlink()
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(script)

    return make


def _content(content: bytes, log: bytes | None = None) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)
        if log is not None:
            path.with_name("styrgraf.db-wal").write_bytes(log)

    return make


def _instead(made: Callable[[Path], None]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.unlink()
        made(path)

    return make


OTHERS: dict[str, tuple[Callable[[Path], None], type[StoreError], str]] = {
    "nothing": (Path.unlink, StoreMissing, "styrgraf load"),
    "an empty file": (_content(b""), StoreMissing, "är tom"),
    "a database without anything": (_sql("PRAGMA journal_mode = WAL"), StoreMissing, "är tom"),
    "a folder": (_instead(Path.mkdir), StoreUnreachable, "är en mapp"),
    "a text": (_content(b"Hej\n"), StoreUnreachable, "ingen databas"),
    "a short text": (_content(b"S"), StoreUnreachable, "ingen databas"),
    "a backup": (_content(b"PK\x03\x04" + b"x" * 99), StoreUnreachable, "styrgraf restore"),
    "a pipe": (_instead(os.mkfifo), StoreUnreachable, "ingen vanlig fil"),
    "somebody else's database": (_sql("CREATE TABLE t (a)"), StoreError, "inte styrgrafs"),
    "a newer one": (_sql("PRAGMA user_version = 99", anew=False), StoreError, "nyare"),
    "an empty file with a log": (_content(b"", b"x"), StoreUnreachable, "styrgraf restore"),
    "a link to nothing": (
        _instead(lambda path: path.symlink_to("ingen.db")),
        StoreMissing,
        "Det finns ingen databas",
    ),
}


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_no_store_is_named_with_what_to_do(other: str, path: Path) -> None:
    make, error, said = OTHERS[other]
    make(path)
    with pytest.raises(error) as caught:
        SqliteStore(path)
    assert type(caught.value) is error
    assert said in caught.value.text.sv
    assert str(path) in caught.value.text.sv


def test_doctor_knows_an_empty_file_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "tom.db").touch()
    done = subprocess.run(
        [sys.executable, PROJECT / "cli.py", "doctor", "--store", f"sqlite:///{tmp_path / 'tom.db'}"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "STYRGRAF_LANG": "sv"},
        check=False,
    )
    assert done.returncode == 3
    assert "är tom" in done.stderr
    assert "styrgraf restore" in done.stderr
    assert (tmp_path / "tom.db").read_bytes() == b""


def test_what_a_killed_first_load_left_is_filled_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "ny.db").touch(0o600)
    with opened(tmp_path / "ny.db", create=True) as store:
        load(store, ankeborg())
        assert store.examine() == []


def test_a_store_that_is_filled_anew_stands_there_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "ny.db"

    def broken_off() -> None:
        with filling(f"sqlite:///{place}") as store:
            load(store, ankeborg())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert list(tmp_path.iterdir()) == []
    with filling(f"sqlite:///{place}") as store:
        load(store, ankeborg())
        assert not place.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["ny.db"]
    assert rights(place) == 0o600
    with opened(place) as store:
        assert store.keys(Person) == {"anna", "bo"}


def test_a_store_that_came_meanwhile_is_never_replaced(tmp_path: Path) -> None:
    place = tmp_path / "ny.db"
    with pytest.raises(files.CannotWrite), filling(f"sqlite:///{place}"), opened(place, create=True) as other:
        load(other, ankeborg())
    with opened(place) as store:
        assert store.keys(Person) == {"anna", "bo"}
    with pytest.raises(files.CannotWrite, match="nowhere"), filling(f"sqlite:///{tmp_path}/nowhere/ny.db"):
        pass


def test_what_a_killed_migration_left_beside_is_cleaned_with_its_log(tmp_path: Path) -> None:
    stage = tmp_path / ".styrgraf-0.part"
    stage.mkdir()
    for name in ("lock", "new", "new-wal", "new-shm", "new-journal"):
        (stage / name).write_bytes(b"x")
    files.clean(tmp_path)
    assert list(tmp_path.iterdir()) == []


# ---- where one can only read


@pytest.fixture
def nobodys() -> Iterator[Path]:
    """A folder which everyone can enter, and only its owner can write to."""
    folder = Path(tempfile.mkdtemp(prefix="styrgraf-fixed-"))
    with opened(folder / "styrgraf.db", create=True) as store:
        load(store, ankeborg())
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


def as_somebody_else(folder: Path, code: str) -> str:
    """Run a program that may read everything in the folder and write nothing; return what it told."""
    for each in folder.iterdir():
        each.chmod(0o444)
    folder.chmod(0o555)
    text = """
import os, sys
from contextlib import closing
from pathlib import Path
from graph.own import sql
from graph.port import StoreError
from graph.records import Person
from graph.stores.sqlite.store import SqliteStore
path = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""
    done = subprocess.run(
        [sys.executable, "-c", text + code, folder / "styrgraf.db"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


READ = "with closing(SqliteStore(path)) as store: print(sorted(store.keys(Person)), store.examine())"


def test_a_store_on_a_disk_to_read_from_is_read(nobodys: Path) -> None:
    before = sorted(nobodys.iterdir())
    assert as_somebody_else(nobodys, READ).startswith("['anna', 'bo']")
    assert sorted(nobodys.iterdir()) == before


def test_your_own_question_is_answered_there(nobodys: Path) -> None:
    code = "with closing(SqliteStore(path)) as store: print(store.ask_own('SELECT count(*) FROM persons', 5, 5).rows)"
    assert "2" in as_somebody_else(nobodys, code)


def test_writing_there_is_refused_in_a_sentence(nobodys: Path) -> None:
    code = """
with closing(SqliteStore(path)) as store:
    try:
        with store.writing("x", "y"): pass
    except StoreError as error:
        print(error.text.sv)
"""
    assert "bara går att läsa" in as_somebody_else(nobodys, code)


def test_an_older_store_there_says_that_it_must_be_copied(nobodys: Path) -> None:
    with closing(sqlite3.connect(nobodys / "styrgraf.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
    code = "try: SqliteStore(path)\nexcept StoreError as error: print(error.text.sv)"
    assert "äldre styrgraf" in as_somebody_else(nobodys, code)


def test_what_stands_only_in_the_log_is_read_there_too_or_told_of(nobodys: Path) -> None:
    with opened(nobodys / "styrgraf.db") as store:
        store.ask("PRAGMA wal_autocheckpoint = 0", {})
        story = Story()
        story.person("eva", "Eva Ek")
        load(store, story)
        copies = {each.name: each.read_bytes() for each in nobodys.iterdir()}
    for beside in (("styrgraf.db-wal", "styrgraf.db-shm"), ("styrgraf.db-wal",)):
        nobodys.chmod(0o700)
        for each in nobodys.iterdir():
            each.unlink()
        for name in ("styrgraf.db", *beside):
            (nobodys / name).write_bytes(copies[name])
        code = f"try:\n  {READ}\nexcept StoreError as error: print(error.text.sv)"
        said = as_somebody_else(nobodys, code)
        assert "eva" in said or "-wal" in said


def test_a_store_that_somebody_else_changes_meanwhile_is_read_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "is_fixed", lambda _: True)
    with opened(path) as reader:
        assert reader.keys(Person) == {"anna", "bo"}
        monkeypatch.undo()
        with opened(path) as store:
            story = Story()
            story.person("eva", "Eva Ek")
            load(store, story)
        assert reader.keys(Person) == {"anna", "bo", "eva"}
