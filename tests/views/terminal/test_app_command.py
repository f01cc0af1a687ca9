"""`styrgraf app` says which store it opens, and makes none that nobody asked for."""

import os
import pty
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.stores.sqlite.store import SqliteStore
from tests.support.here import PROJECT
from tests.support.stories import Story, load
from tests.views.terminal.test_command_line import run


@pytest.fixture
def taken() -> Iterator[str]:
    """A port that somebody listens on, so that the app tells about the store and then ends."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield str(listening.getsockname()[1])


def test_the_store_is_told_by_its_whole_path(tmp_path: Path, taken: str) -> None:
    store = SqliteStore(tmp_path / "styrgraf.db", create=True)
    story = Story()
    story.sits("anna-anka", "npo-kvack", seen="2024")
    load(store, story)
    store.close()
    done = run("app", "--port", taken, folder=tmp_path)
    assert f"Databas: {tmp_path / 'styrgraf.db'}\n" in done.err
    assert "Läser in" not in done.err


def test_without_anybody_to_ask_a_store_is_made_and_told(tmp_path: Path, taken: str) -> None:
    done = run("app", "--port", taken, folder=tmp_path)
    assert f"Det finns inga uppgifter i {tmp_path / 'styrgraf.db'}." in done.err
    assert "styrgraf app --store sqlite:///" in done.err
    store = SqliteStore(tmp_path / "styrgraf.db")
    assert store.version() > 0, "it is not left empty"
    store.close()


def _answering(word: str, folder: Path, port: str) -> str:
    """Return what the app says to somebody at a terminal who answers its question."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STYRGRAF_")}
    with subprocess.Popen(
        [sys.executable, str(PROJECT / "cli.py"), "app", "--port", port],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env={**environment, "PYTHONUTF8": "1"},
        encoding="utf-8",
    ) as process:
        os.write(ours, f"{word}\n".encode())
        said, _ = process.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    return said


def test_who_says_no_gets_no_store(tmp_path: Path, taken: str) -> None:
    said = _answering("n", tmp_path, taken)
    assert "[J/n]" in said
    assert "Inget har skapats." in said
    assert not list(tmp_path.iterdir())


def test_who_says_yes_gets_one_with_the_data_set(tmp_path: Path, taken: str) -> None:
    assert "Läser in uppgifterna som följer med" in _answering("ja", tmp_path, taken)
    assert (tmp_path / "styrgraf.db").exists()
