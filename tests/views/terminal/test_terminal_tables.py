"""Tables in the terminal: as wide as the window, readable in a narrow one, with dates in words."""

import csv
import fcntl
import io
import os
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from graph.port import Store
from graph.stores.sqlite.store import SqliteStore
from tests.support.here import PROJECT
from tests.support.stories import Story, load
from tests.views.terminal.test_command_line import run
from views.terminal.tables import table

HEADINGS = ("Person", "Roll", "Grupp", "Källor")
ROWS = [
    ("Anna Anka", "ordförande", "NPO kvack och simfötter", "lista-2023, protokoll-2024"),
    ("Kalle Anka", "ledamot", "NPO kvack och simfötter", ""),
]


def _longest(text: str) -> int:
    return max(map(len, text.splitlines()))


def test_a_table_that_fits_is_one_line_a_row() -> None:
    written = table(HEADINGS, ROWS, 100).splitlines()
    assert len(written) == 4
    assert written[2].split("  ")[0] == "Anna Anka"


def test_what_all_rows_share_is_told_once_where_there_is_little_room() -> None:
    written = table(HEADINGS, ROWS, 60)
    assert _longest(written) <= 60
    assert written.startswith("Grupp: NPO kvack och simfötter\n\nPerson")
    assert written.count("NPO kvack") == 1


def test_a_cell_is_wrapped_between_words_and_never_inside_a_date_or_an_id() -> None:
    written = table(("Person", "Bekräftad", "Källor"), [("Anna Anka", "2023-09-22", "kv-styr-2020, kv-styr-2023")], 42)
    assert _longest(written) <= 42
    assert "kv-styr-2020,\n" in written
    assert "2023-09-22" in written


@pytest.mark.parametrize("width", [20, 30, 38])
def test_a_row_is_a_block_where_columns_would_be_too_narrow(width: int) -> None:
    rows = [*ROWS, ("Joakim von Anka", "ledamot", "NPO pengar", "")]
    written = table(HEADINGS, rows, width)
    assert _longest(written) <= width
    assert [block.splitlines()[0] for block in written.split("\n\n")] == ["Anna Anka", "Kalle Anka", "Joakim von Anka"]
    assert "  Roll    ordförande" in written
    assert "Källor" not in written.split("\n\n")[1], "what is not known takes no line"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store where a chair was last seen in December 2022 at the latest."""
    path = tmp_path_factory.mktemp("told") / "s.db"
    store: Store = SqliteStore(path, create=True)
    story = Story()
    story.source("protokoll", period="../2022-12")
    story.sits("anna-anka", "npo-kvack", "ordförande", seen="protokoll", represents=["region-ankeborg"])
    load(store, story)
    store.close()
    return path


def _in_window(columns: int, *arguments: str, store: Path) -> str:
    """Return what the terminal shows of a command in a window of so many columns."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "STYRGRAF_LANG")}
    with subprocess.Popen(
        [sys.executable, str(PROJECT / "cli.py"), *arguments, "--store", f"sqlite:///{store}"],
        stdout=theirs,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
        env={**environment, "PYTHONUTF8": "1"},
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65_536):
                shown += part
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        process.wait(60)
    return shown.decode().replace("\r\n", "\n")


def test_an_answer_fits_a_window_of_eighty_columns(told: Path) -> None:
    shown = _in_window(80, "ask", "members", "--group", "npo-kvack", store=told)
    assert "Anna Anka" in shown
    assert _longest(shown) <= 80


def test_a_date_between_two_days_is_told_in_words(told: Path) -> None:
    assert "senast 2022-12" in run("ask", "members", "--group", "npo-kvack", store=told).out
    assert "by 2022-12" in run("ask", "members", "--group", "npo-kvack", "--lang", "en", store=told).out


def test_csv_has_the_fields_of_json(told: Path, tmp_path: Path) -> None:
    target = tmp_path / "svar.csv"
    arguments = ("ask", "members", "--group", "npo-kvack", "--format", "csv")
    assert run(*arguments, "-o", target, store=told).status == 0
    (row,) = csv.DictReader(io.StringIO(target.read_text("utf-8"), newline=""))
    assert (row["person"], row["person_id"], row["last_confirmed"]) == ("Anna Anka", "anna-anka", "../2022-12")
    assert run(*arguments, store=told).out.splitlines() == target.read_text("utf-8").splitlines()


def test_the_help_says_for_whom_each_format_is() -> None:
    helped = " ".join(run("ask", "members", "--help").out.split())
    assert "json, csv och xlsx: med fasta engelska fältnamn" in helped


def test_rows_of_several_relations_are_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    store = SqliteStore(path, create=True)
    story = Story()
    story.sits("anna-anka", "npo-kvack", seen="2026", represents=["region-ankeborg"], employer="region-ankeborg")
    load(store, story)
    store.close()
    done = run("ask", "represents", "--body", "region-ankeborg", "--relation", "any", store=path)
    assert "Antal rader: 2." in done.err
    assert "Antal personer: 1. Den som har flera uppdrag" in done.err
    assert "är anställd av" in done.out
