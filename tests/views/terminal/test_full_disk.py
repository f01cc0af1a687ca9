"""Every command that writes a file leaves the earlier one whole, and says in a sentence that there is no room."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from graph.port import Store
from tests.support.here import PROJECT

ROOM = 40_000
"""The largest file that the programs may write; what SQLite needs beside a store is smaller."""
BEGUN = ".styrgraf-*"


def run(store: Store, *arguments: str | Path, room: int | None = None, out: int = subprocess.PIPE) -> tuple[int, str]:
    """Run a command, with little room or with all there is; return its exit status and what it told."""

    def bound() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [sys.executable, str(PROJECT / "cli.py"), *map(str, arguments)],
        stdout=out,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "STYRGRAF_STORE": store.address, "STYRGRAF_LANG": "sv", "PYTHONUTF8": "1"},
        preexec_fn=bound,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stderr


WRITERS = {
    "an answer": ("ask", "freshness", "--format", "json", "-o"),
    "a book": ("export", "xlsx", "-o"),
    "people": ("export", "popolo", "-o"),
    "the site": ("export", "site", "-o"),
    "a backup": ("backup",),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_what_was_there_stays_when_there_is_no_room(writer: str, real_store: Store, tmp_path: Path) -> None:
    place = tmp_path / "fil"
    assert run(real_store, *WRITERS[writer], place)[0] == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert max(map(len, before.values())) > ROOM, "it would fit"
    status, told = run(real_store, *WRITERS[writer], place, room=ROOM)
    assert (status, told.count("\n")) == (1, 1), told
    assert "ingen plats kvar" in told
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert list(tmp_path.glob(BEGUN)) == []


def test_a_report_and_a_form_that_find_no_room_leave_nothing(real_store: Store, tmp_path: Path) -> None:
    (tmp_path / "fel.csv").write_text("id;kind\n" + "x;y\n" * 3_000)
    (tmp_path / "persons.csv").write_text("id,name\n" + "A B,\n" * 3_000)
    for arguments in (("load", tmp_path / "persons.csv", "--report"), ("load", "--template")):
        status, told = run(real_store, *arguments, tmp_path / "skriven", room=10_000)
        assert status == 1
        assert "ingen plats kvar" in told.splitlines()[-1]
        assert not (tmp_path / "skriven").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a device that is always full")
def test_a_full_disk_behind_stdout_is_told_in_a_sentence(real_store: Store) -> None:
    with Path("/dev/full").open("wb") as full:
        status, told = run(real_store, "ask", "freshness", out=full.fileno())
    assert status == 1
    assert told.splitlines()[-1] == "Det finns ingen plats kvar att skriva på."
