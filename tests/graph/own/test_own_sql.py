"""Somebody's own SQL: it reads, within limits, and does nothing else; what is wrong is told with its place."""

import hashlib
import sqlite3
import time
from pathlib import Path

import pytest

from graph.loading.intake import take_in
from graph.own.question import LONGEST, OwnAnswer, QuestionRefused
from graph.own.sql import FUNCTIONS, TABLES
from graph.stores.sqlite.store import SqliteStore
from queries.asking import own
from queries.asking.asking import WrongUse
from tests.support.stories import real_bundle


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    made = SqliteStore(tmp_path_factory.mktemp("own") / "ett namn med ? och #.db", create=True)
    take_in(made, real_bundle(), "test", "data/")
    return made


def ask(store: SqliteStore, text: str, most: int = 1_000, seconds: float = 5) -> OwnAnswer:
    return store.ask_own(text, most, seconds)


def refusal(store: SqliteStore, text: str, seconds: float = 5) -> str:
    with pytest.raises(QuestionRefused) as refused:
        ask(store, text, seconds=seconds)
    return refused.value.text.sv


ALLOWED = (
    "SELECT 1",
    "select count(*) from persons;",
    "-- en kommentar\n/* till */ SELECT id, upper(name) FROM organisations WHERE name LIKE '%vård%' ORDER BY 1 LIMIT 3",
    "WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 10) SELECT sum(x) FROM n",
    "VALUES (1, 'a'), (2, 'b')",
    "SELECT value FROM json_each('[1, 2]')",
    "SELECT kind, group_concat(DISTINCT source) FROM evidence GROUP BY kind",
    "SELECT role, count(*), rank() OVER (ORDER BY count(*) DESC) FROM seats GROUP BY role",
    "SELECT rowid, folded FROM label_words WHERE label_words MATCH 'akut*' ORDER BY bm25(label_words) LIMIT 5",
    "SELECT strftime('%Y', at), who FROM loads JOIN journal ON journal.load = loads.id LIMIT 1",
    "SELECT a.id FROM persons a LEFT JOIN persons b ON a.id = b.same_as AND a.id <> b.id WHERE b.id IS NULL LIMIT 1",
    "SELECT CASE WHEN 1 THEN coalesce(NULL, 'x') END, date('now', '-3 years'), CURRENT_DATE, 'DROP TABLE persons; --'",
)


@pytest.mark.parametrize("text", ALLOWED)
def test_what_reads_is_answered(text: str, store: SqliteStore) -> None:
    assert ask(store, text).rows


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_that_is_listed_can_be_read(table: str, store: SqliteStore) -> None:
    assert ask(store, f"SELECT * FROM {table} LIMIT 1").columns


REFUSED = {
    "DELETE FROM persons": "SELECT",
    "UPDATE persons SET name = 'x'": "SELECT",
    "INSERT INTO persons VALUES (1)": "SELECT",
    "REPLACE INTO persons VALUES (1)": "SELECT",
    "DROP TABLE persons": "SELECT",
    "CREATE TABLE x (y)": "SELECT",
    "CREATE TEMP TABLE x AS SELECT 1": "SELECT",
    "ALTER TABLE persons RENAME TO x": "SELECT",
    "ATTACH DATABASE '/tmp/x.db' AS x": "SELECT",
    "/* SELECT */ ATTACH DATABASE '/tmp/x.db' AS x": "SELECT",
    "DETACH DATABASE main": "SELECT",
    "PRAGMA user_version = 9": "SELECT",
    "PRAGMA query_only = OFF": "SELECT",
    "VACUUM INTO '/tmp/stulen.db'": "SELECT",
    "REINDEX": "SELECT",
    "ANALYZE": "SELECT",
    "BEGIN": "SELECT",
    "COMMIT": "SELECT",
    "SAVEPOINT x": "SELECT",
    "EXPLAIN SELECT 1": "SELECT",
    "EXPLAIN QUERY PLAN SELECT 1": "SELECT",
    "WITH x AS (SELECT 1) DELETE FROM persons": "bara läsa",
    "WITH x AS (SELECT 1) INSERT INTO persons SELECT 1, 2, 3, 4, 5": "bara läsa",
    "WITH x AS (SELECT 1) UPDATE persons SET name = 'x'": "bara läsa",
    "SELECT 1; DELETE FROM persons": "semikolonet",
    "SELECT 1; SELECT 2": "semikolonet",
    "SELECT load_extension('/tmp/x.so')": "load_extension",
    "SELECT readfile('/etc/passwd')": "readfile",
    "SELECT writefile('/tmp/x', 'y')": "writefile",
    "SELECT randomblob(10)": "randomblob",
    "SELECT zeroblob(1000000000)": "zeroblob",
    "SELECT sqlite_version()": "sqlite_version",
    "SELECT fts3_tokenizer('x')": "fts3_tokenizer",
    "SELECT last_insert_rowid()": "last_insert_rowid",
    "SELECT * FROM sqlite_master": "sqlite_master",
    "SELECT * FROM settings": "settings",
    "SELECT * FROM pragma_database_list": "bara läsa",
    "SELECT * FROM pragma_user_version": "bara läsa",
    "SELECT * FROM dbstat": "bara läsa",
    "SELECT id FROM persons WHERE name = :namn": "parametrar",
    "SELECT ?": "parametrar",
    "SELECT nmae FROM persons": "Rad 1, tecken 8: Kolumnen nmae finns inte",
    "SELECT id\nFROM person": "Rad 2, tecken 6: Tabellen person finns inte",
    "SELECT id\nFORM persons\nWHERE id = 1": "Rad 2, tecken 6: ”persons” passar inte in här",
    "SELECT id FROM persons WHERE name = 'FROM' GROUP ORDER BY 1": "tecken 50: ”ORDER”",
    "SELECT nope(1)": "Funktionen nope finns inte",
    "SELECT (1": "tar slut för tidigt",
    "SELECT 'aldrig slut": "aldrig slut",
    "SELECT \x00 1": "svarar",
    "": "tom",
    "-- bara en kommentar": "SELECT",
    "SELECT " + "(" * 500 + "1" + ")" * 500: "svarar",
    "SELECT " + ", ".join(["1"] * 300): "svarar",
    " UNION ALL ".join(["SELECT 1"] * 100): "svarar",
    "SELECT " + " + ".join(["1"] * 200): "svarar",
    "SELECT replace(hex(char(65, 66)), '4', printf('%.99999c', 'x'))": "svarar",
    "SELECT 'a' LIKE '" + "%a" * 100 + "'": "svarar",
}


@pytest.mark.parametrize("text", REFUSED)
def test_everything_else_is_refused_in_plain_words(text: str, store: SqliteStore) -> None:
    assert REFUSED[text] in refusal(store, text)


def test_nothing_of_it_changes_a_byte(store: SqliteStore) -> None:
    path = Path(store.address.removeprefix("sqlite:///"))

    def sums() -> dict[str, str]:
        found = sorted(path.parent.iterdir())
        return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in found if "-shm" not in each.name}

    before = sums()
    for text in (*ALLOWED, *REFUSED):
        try:
            ask(store, text)
        except QuestionRefused:
            continue
    assert sums() == before
    assert not Path("/tmp/stulen.db").exists()  # noqa: S108 - the name that a refused question would write to


def test_the_file_itself_is_open_for_reading_alone(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.own import sql as own_sql

    monkeypatch.setattr(own_sql._Guard, "__call__", lambda *_: sqlite3.SQLITE_OK)
    monkeypatch.setattr(own_sql, "_BEGINNINGS", ("delete", "drop", "pragma"))
    assert "readonly" in refusal(store, "DELETE FROM persons")
    assert "readonly" in refusal(store, "DROP TABLE persons")


@pytest.mark.parametrize(
    "text",
    [
        "WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
        "SELECT count(*) FROM evidence a, evidence b, evidence c",
        "WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x FROM n) SELECT x FROM n ORDER BY x",
        "SELECT 1 FROM persons a, persons b, persons c WHERE a.name LIKE '%å%a%e%i%' || b.name || c.name",
    ],
)
def test_what_takes_too_long_is_stopped(text: str, store: SqliteStore) -> None:
    start = time.monotonic()
    assert "avbröts" in refusal(store, text, seconds=0.3)
    assert time.monotonic() - start < 5


def test_long_texts_cannot_be_compared_for_ever(store: SqliteStore) -> None:
    long = "printf('%.*c', 40000, 'a')"
    start = time.monotonic()
    ask(store, f"SELECT instr({long} || {long}, {long} || 'b'), replace({long} || {long}, {long} || 'b', '')")
    ask(store, f"SELECT {long} LIKE '{'%a' * 49}b'")
    assert time.monotonic() - start < 10


def test_rows_and_signs_have_a_limit_that_is_told(store: SqliteStore) -> None:
    assert ask(store, "SELECT id FROM persons", most=7)[1:3] == (
        ask(store, "SELECT id FROM persons LIMIT 7").rows,
        True,
    )
    endless = "WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    assert len(ask(store, endless, most=50).rows) == 50
    heavy = "SELECT printf('%.*c', 90000, 'a') FROM evidence a, evidence b"
    found = ask(store, heavy, most=100_000)
    assert found.cut
    assert len(found.rows) < 200


def test_a_question_that_nobody_writes_is_too_long(store: SqliteStore) -> None:
    assert "för lång" in refusal(store, "SELECT 1 -- " + "x" * LONGEST)


def test_bytes_and_lists_become_plain(store: SqliteStore) -> None:
    assert ask(store, "SELECT x'00ff', 1.5, NULL, json_array(1, 'å')").rows == [("00ff", 1.5, None, '[1,"å"]')]


def test_functions_are_listed_in_small_letters() -> None:
    assert all(name == name.lower() for name in FUNCTIONS)


# ---- as people ask


@pytest.mark.parametrize("example", own.examples("sql"), ids=lambda example: example.name)
def test_every_example_has_an_answer(example: own.Example, store: SqliteStore) -> None:
    found = own.ask(store, "sql", example.text)
    assert found.rows
    assert not found.cut
    assert all(example.title)


def test_both_languages_have_the_same_ten_examples() -> None:
    sql, cypher = own.examples("sql"), own.examples("cypher")
    assert [(each.name, each.title) for each in sql] == [(each.name, each.title) for each in cypher]
    assert len(sql) == 10


def test_columns_of_one_name_are_told_apart(store: SqliteStore) -> None:
    assert own.ask(store, "sql", "SELECT 1 AS a, 2 AS a, 3 AS b").columns == ("a", "a (2)", "b")


def test_another_language_is_refused_plainly(store: SqliteStore) -> None:
    with pytest.raises(WrongUse, match="answers SQL, not Cypher"):
        own.ask(store, "cypher", "MATCH (n) RETURN n")


def test_everything_that_can_be_asked_about_is_described(store: SqliteStore) -> None:
    described = own.described(store)
    assert {each.name for each in described} == TABLES
    for each in described:
        columns = ", ".join(f'"{field}"' for field in each.fields)
        assert ask(store, f"SELECT {columns} FROM {each.name} LIMIT 1").columns == each.fields
