"""Questions that would take a server's time, memory or disk: each ends in a process of its own, with a sentence."""

import threading
import time
from pathlib import Path

import pytest

from graph.own.question import OwnAnswer, QuestionRefused
from graph.stores.sqlite.store import SqliteStore
from queries.asking import own

COUNTING = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
_SOUGHT = ", ".join(["instr(a, b)"] * 49)
SLOW = {
    "recursion": COUNTING,
    # What `shared/faults/safety/own_sql_instr.sql` asks.
    "few steps of much work": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT "
    "count(*) FROM n WHERE instr(printf('%.*c', 99000, 'a'), printf('%.*c', 49000, 'a') || 'b' || i)",
    "a single step": "WITH t(a, b) AS (VALUES (printf('%.*c', 99000, 'a'), printf('%.*c', 49000, 'a') || 'b')) "
    f"SELECT {', '.join([f'max({_SOUGHT})'] * 30)} FROM t",
    "patterns": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n "
    f"WHERE printf('%.*c', 90000, 'a') || i LIKE '{'%a' * 40}b'",
    "replacing": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(length("
    "replace(printf('%.*c', 90000, 'a'), printf('%.*c', 40000, 'a') || 'b', i))) FROM n",
}
HEAVY = {
    "what is sorted": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT printf('%.*c', 90000, 'a') || i AS a FROM n ORDER BY a",
    "what must differ": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT count(DISTINCT printf('%.*c', 90000, 'a') || i) FROM n",
}


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return SqliteStore(tmp_path / "styrgraf.db", create=True)


def asked(store: SqliteStore, text: str) -> OwnAnswer:
    return own.ask(store, "sql", text)


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_slow_question_is_stopped_in_time_and_the_next_is_answered(
    store: SqliteStore, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(store, "SELECT 1").rows == [(1,)]
    with monkeypatch.context() as patch:
        patch.setattr(own, "SECONDS", 0.5)
        patch.setattr(own, "_GRACE", 0.5)
        begun = time.monotonic()
        with pytest.raises(QuestionRefused, match="was stopped"):
            asked(store, text)
        assert time.monotonic() - begun < 5
    assert asked(store, "SELECT 1").rows == [(1,)]


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_a_question_that_piles_up_is_stopped_before_memory_or_disk_are_full(store: SqliteStore, text: str) -> None:
    with pytest.raises(QuestionRefused, match=r"more memory|was stopped"):
        asked(store, text)
    assert asked(store, "SELECT 1").rows == [(1,)]


def test_more_at_once_than_may_be_wait_and_are_told_so(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "SECONDS", 2.0)
    told: list[str] = []

    def one() -> None:
        with pytest.raises(QuestionRefused) as refused:
            asked(store, COUNTING)
        told.append(refused.value.text.sv)

    people = [threading.Thread(target=one) for _ in range(own.AT_ONCE + 3)]
    for person in people:
        person.start()
    for person in people:
        person.join(20)
    assert len(told) == len(people)
    assert any("Andra ställer" in each for each in told)
    assert sum("avbröts" in each for each in told) >= own.AT_ONCE
    monkeypatch.undo()
    assert asked(store, "SELECT 1").rows == [(1,)]
