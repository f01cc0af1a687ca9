"""The command line given files that bring a library down: a sentence that names the file, status 1, nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loaders.tables.test_hostile_tables import a_number_of_a_hundred_thousand_digits, one_text_many_times
from tests.support.crowd import spanning
from tests.support.here import PROJECT


def run(folder: Path, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run styrgraf as somebody does who gives it a file."""
    return subprocess.run(
        [sys.executable, "-m", "cli", *map(str, arguments)],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "STYRGRAF_STORE": "sqlite:///styrgraf.db",
            "LC_ALL": "sv_SE.UTF-8",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "persons.csv").write_text("id,name\nanna-ek,Anna Ek\n")
    assert run(tmp_path, "load", "persons.csv").returncode == 0
    return tmp_path


@pytest.mark.parametrize("command", ["load", "propose"])
def test_a_workbook_that_takes_all_memory_is_a_sentence(desk: Path, command: str) -> None:
    one_text_many_times(desk / "bok.xlsx")
    done = run(desk, command, "bok.xlsx")
    assert done.returncode == 1
    assert "bok.xlsx: " in done.stderr
    assert len(done.stderr.splitlines()) == 2, "what is wrong, and that nothing was saved or read"
    assert not any(word in done.stderr for word in ("Traceback", "panicked", "memory allocation", "Error"))


def test_a_number_that_nobody_can_read_is_a_sentence(desk: Path) -> None:
    a_number_of_a_hundred_thousand_digits(desk / "popolo.json")
    done = run(desk, "load", "popolo.json")
    assert done.returncode == 1
    assert done.stderr.startswith("popolo.json: ")
    assert "Traceback" not in done.stderr


def test_a_table_that_claims_a_hundred_million_columns_is_read_at_once(desk: Path) -> None:
    spanning(desk / "bred.docx")
    done = run(desk, "propose", "bred.docx")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_zip_that_is_no_backup_is_a_sentence(desk: Path) -> None:
    one_text_many_times(desk / "kopia.zip")
    done = run(desk, "restore", "kopia.zip", "--store", "sqlite:///ny.db")
    assert done.returncode == 1
    assert "kopia.zip" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (desk / "ny.db").exists()
