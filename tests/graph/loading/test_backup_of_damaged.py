"""A damaged store gives no backup and leaves the earlier one, or gives one that comes back the same."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.bundle import Bundle
from graph.loading.backup import BackupError, back_up, check, restore
from graph.loading.intake import take_in
from graph.port import StoreError
from graph.records import Source
from graph.stores.sqlite.store import SqliteStore
from graph.texts import Text
from tests.graph.loading.test_backup import fill, told

Damage = Callable[[Path], object]
PAGE = 4096


def opened(path: Path, create: bool = False) -> closing[SqliteStore]:
    return closing(SqliteStore(path, create))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("damaged") / "styrgraf.db"
    with opened(path, create=True) as store:
        fill(store)
        back_up(store, path.with_name("kopia.zip"))
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """A store of one's own to damage, with a good backup beside it."""
    for name in ("styrgraf.db", "kopia.zip"):
        (tmp_path / name).write_bytes((filled.parent / name).read_bytes())
    return tmp_path / "styrgraf.db"


def sql(*statements: str) -> Damage:
    """Run statements past the store, as nobody should, with nothing that would stop them."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(statement)

    return spoil


def flipped(step: int, first: int) -> Damage:
    """Change one bit in one of so many bytes."""

    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        for place in range(first, len(content), step):
            content[place] ^= 1 << place % 8
        path.write_bytes(content)

    return spoil


def cut(keep: Callable[[int], int]) -> Damage:
    return lambda path: path.write_bytes(path.read_bytes()[: keep(path.stat().st_size)])


def blanked(page: int) -> Damage:
    def spoil(path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[: page * PAGE] + b"\0" * PAGE + content[(page + 1) * PAGE :])

    return spoil


def swapped(path: Path) -> None:
    content = path.read_bytes()
    two, three = content[2 * PAGE : 3 * PAGE], content[3 * PAGE : 4 * PAGE]
    path.write_bytes(content[: 2 * PAGE] + three + two + content[4 * PAGE :])


def without_its_log(path: Path) -> None:
    """Lose the log of a store whose last load had not reached the file."""
    with opened(path) as store:
        store.ask("PRAGMA wal_autocheckpoint = 0", {})
        take_in(store, Bundle([Source(id="ny", title="Ny")]), "Åsa", "ny")
        content = path.read_bytes()
    path.write_bytes(content)


def with_a_foreign_log(path: Path) -> None:
    path.with_name("styrgraf.db-wal").write_bytes(b"\x37\x7f\x06\x82" + b"\xa5" * 20_000)


def an_index_that_lacks_rows(path: Path) -> None:
    """Let an index forget everything, as after a write that half failed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        sound = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'links_to'").fetchone()[0]
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET rootpage = ? WHERE name LIKE 'sqlite_autoindex_persons%'", (sound,)
        )


DAMAGES: dict[str, Damage] = {
    **{f"a bit in every {step} from {first}": flipped(step, first) for step, first in (
        (50_000, 5_000), (PAGE, 100), (PAGE, 4_000), (997, 9_000), (20_000, 70_000), (9_973, 30_001), (33_331, 12_345),
    )},
    "cut to half": cut(lambda size: size // 2),
    "cut by a page": cut(lambda size: size - PAGE),
    "cut by some bytes": cut(lambda size: size - 100),
    "cut to its first page": cut(lambda size: PAGE),
    "cut to its head": cut(lambda size: 100),
    "cut to nothing": cut(lambda size: 0),
    "the second page blank": blanked(1),
    "a page in the middle blank": blanked(20),
    "two pages swapped": swapped,
    "no log": without_its_log,
    "somebody else's log": with_a_foreign_log,
    "an index without rows": an_index_that_lacks_rows,
    "no table": sql("DROP TABLE judgements"),
    "no table of people": sql("DROP TABLE persons"),
    "no journal": sql("DROP TABLE journal"),
    "no settings": sql("DROP TABLE settings"),
    "no index": sql("DROP INDEX memberships_group"),
    "no view": sql("DROP VIEW seats"),
    "no words": sql("DROP TABLE label_words"),
    "a column less": sql("ALTER TABLE sources DROP COLUMN note"),
    "a column more": sql("ALTER TABLE sources ADD COLUMN own TEXT"),
    "another view": sql("DROP VIEW link_rows", "CREATE VIEW link_rows AS SELECT 1"),
    "a table as a view": sql("ALTER TABLE persons RENAME TO people", "CREATE VIEW persons AS SELECT * FROM people"),
    "an older number": sql("PRAGMA user_version = 1"),
    "a newer number": sql("PRAGMA user_version = 99"),
    "no number": sql("PRAGMA user_version = 0"),
    "broken JSON in the journal": sql("UPDATE journal SET after = '{\"id\": ' WHERE id = 3"),
    "broken JSON in a proposal": sql("UPDATE proposals SET rows = '[{' WHERE number = 1"),
    "an action of nobody's": sql("UPDATE journal SET action = ''"),
    "a journal of a load that is not there": sql("UPDATE journal SET load = 77 WHERE id = 3"),
    "a load less": sql("DELETE FROM loads WHERE id = 2"),
    "all loads gone": sql("DELETE FROM loads"),
    "a load with a number below": sql(
        "UPDATE loads SET id = -4 WHERE id = 2", "UPDATE journal SET load = -4 WHERE load = 2"
    ),
    "a NUL in a name": sql("UPDATE persons SET name = 'An' || char(0) || 'na' WHERE id = 'anna'"),
    "nothing in a name": sql("UPDATE persons SET name = '' WHERE id = 'anna'"),
    "a name too long": sql("UPDATE persons SET name = printf('%.600c', 'a') WHERE id = 'anna'"),
    "blanks around a name": sql("UPDATE persons SET name = ' Anna ' WHERE id = 'anna'"),
    "a name in bytes": sql("UPDATE persons SET name = x'416e6e61' WHERE id = 'anna'"),
    "a name in no letters": sql("UPDATE persons SET name = CAST(x'ff41' AS TEXT) WHERE id = 'anna'"),
    "a number in words": sql("UPDATE proposals SET number = 'ett' WHERE number = 1"),
    "a number out of range": sql("UPDATE proposals SET number = 9223372036854775807 WHERE number = 1"),
    "a number with a point": sql("UPDATE proposals SET number = 1.5 WHERE number = 1"),
    "an empty one among several": sql("UPDATE persons SET aliases = ';B. Öst;;' WHERE id = 'bo'"),
    "an id that is none": sql("UPDATE sources SET id = 'Inget ID' WHERE id = (SELECT min(id) FROM sources)"),
    "a key that is another's": sql("UPDATE names SET key = 'annan' WHERE key = (SELECT min(key) FROM names)"),
    "a record twice": sql(
        "INSERT INTO names (key, organisation, text, sort) SELECT key || '!', organisation, text, sort FROM names"
    ),
    "a day that is none": sql("UPDATE sources SET date = '2023-02-30'"),
    "a role that is none": sql("UPDATE memberships SET role = 'kung'"),
    "a status that is none": sql("UPDATE memberships SET status = ''"),
    "a person who is not there": sql("DELETE FROM persons WHERE id = 'bo'"),
    "a group that is not there": sql("DELETE FROM organisations WHERE id = 'npo-akut-vard'"),
    "a body that is not there": sql("UPDATE memberships SET represents = 'ingen-alls' WHERE represents <> ''"),
    "a source that is not there": sql("DELETE FROM sources WHERE id = (SELECT max(source) FROM evidence)"),
    "a document that is not there": sql("DELETE FROM documents"),
    "evidence of what is not there": sql("UPDATE evidence SET record = 'ingen' WHERE kind = 'links'"),
    "a representation that is not there": sql("DELETE FROM representations"),
    "a fact that has none": sql("DELETE FROM evidence WHERE kind = 'memberships'"),
    "derived days of nothing": sql("UPDATE memberships SET ended = 'x', first_possible = NULL"),
    "an edge of nothing": sql("UPDATE edges SET to_id = 'ingen' WHERE kind = 'HOSTS'"),
    "a trigger of somebody's": sql("CREATE TRIGGER evil AFTER INSERT ON persons BEGIN DELETE FROM sources; END"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_never_replaces_a_good_copy_by_one_that_is_none(damage: str, path: Path) -> None:
    kopia = path.with_name("kopia.zip")
    earlier = kopia.read_bytes()
    DAMAGES[damage](path)
    refused: Text | None = None
    content = {}
    try:
        with opened(path) as store:
            back_up(store, kopia)
            content = told(store)
    except (StoreError, BackupError) as error:
        refused = error.text
    assert [each.name for each in path.parent.iterdir() if each.name.endswith(".part")] == []
    if refused is not None:
        assert len(refused.sv) > 40
        assert kopia.read_bytes() == earlier
        return
    with opened(path.with_name("ny.db"), create=True) as other:
        restore(other, check(kopia))
        assert told(other) == content


SURELY = {damage for damage in DAMAGES if damage.startswith(("no ", "cut to", "broken", "a name in"))} - {"no log"}


@pytest.mark.parametrize("damage", sorted({*SURELY, "an index without rows", "a table as a view", "a record twice"}))
def test_what_is_surely_damage_is_refused(damage: str, path: Path) -> None:
    DAMAGES[damage](path)
    with pytest.raises((StoreError, BackupError)), opened(path) as store:
        back_up(store, path.with_name("kopia.zip"))


def test_doctor_says_what_is_damaged_and_never_fails_itself(filled: Path, tmp_path: Path) -> None:
    silent = []
    for number, (name, damage) in enumerate(DAMAGES.items()):
        place = tmp_path / f"{number}.db"
        place.write_bytes(filled.read_bytes())
        damage(place)
        try:
            with opened(place) as store:
                if not [found for found in store.examine() if found.level != "note"]:
                    silent.append(name)
        except StoreError:
            continue
    assert len(silent) < len(DAMAGES) // 2, silent


def test_a_store_that_went_back_in_time_never_replaces_a_copy_that_knows_more(path: Path) -> None:
    with opened(path) as store:
        take_in(store, Bundle([Source(id="ny", title="Ny")]), "Åsa", "ny")
        back_up(store, path.with_name("kopia.zip"))
    later = path.with_name("kopia.zip").read_bytes()
    old = path.with_name("gammal.db")
    with opened(old, create=True) as store:
        with pytest.raises(BackupError, match="5 loads"):
            back_up(store, path.with_name("kopia.zip"))
        fill(store)
        with pytest.raises(BackupError, match="loads"):
            back_up(store, path.with_name("kopia.zip"))
    assert path.with_name("kopia.zip").read_bytes() == later


@pytest.fixture(autouse=True)
def _no_warning(recwarn: pytest.WarningsRecorder) -> Iterator[None]:
    yield
    assert [str(warning.message) for warning in recwarn if "erializ" in str(warning.message)] == []
