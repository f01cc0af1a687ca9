"""`styrgraf extract`: a list to read or JSON, many files, and one bad file that stops no other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import documents
from tests.support.here import PROJECT

TEXT = """Protokoll NPO tandvård 2024-05-06

Närvarande: Anna Ekby (VGR, ordförande)

Bo Lindalm (RKL) utses till ledamot."""


def _run(folder: Path, *arguments: str | Path, store: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STYRGRAF")}
    if store is not None:
        environment["STYRGRAF_STORE"] = store
    return subprocess.run(
        [sys.executable, "-m", "cli", "extract", *map(str, arguments)],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """Minutes of an invented meeting."""
    path = tmp_path / "protokoll.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_list_says_who_role_group_body_and_quote(tmp_path: Path, minutes: Path) -> None:
    answer = _run(tmp_path, minutes)
    assert answer.returncode == 0, answer.stderr
    assert "protokoll.txt (daterat 2024-05-06)" in answer.stdout
    assert "Bo Lindalm: ledamot, NPO tandvård, för Region Kalmar län" in answer.stdout
    assert "”Bo Lindalm (RKL) utses till ledamot.” [regel: löptext: utses]" in answer.stdout
    assert "Anna Ekby: närvarande, NPO tandvård, ordförande, Västra Götalandsregionen, 2024-05-06" in answer.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["protokoll.txt"], "nothing is written"


def test_the_list_speaks_english_on_request(tmp_path: Path, minutes: Path) -> None:
    answer = _run(tmp_path, minutes, "--lang", "en")
    assert "Bo Lindalm: member, NPO tandvård, for Region Kalmar län" in answer.stdout


def test_json_is_one_line_a_file_and_a_bad_file_stops_no_other(tmp_path: Path, minutes: Path) -> None:
    (tmp_path / "trasig.pdf").write_bytes(b"%PDF-1.4 trasig")
    documents.docx(tmp_path / "z.docx", "NPO tandvård", ["Cia Norrvik nomineras till NPO tandvård."])
    answer = _run(tmp_path, tmp_path, "--format", "json")
    assert answer.returncode == 1
    good, bad, last = (json.loads(line) for line in answer.stdout.splitlines())
    assert (good["source"], good["document_date"]) == ("protokoll.txt", "2024-05-06")
    assert bad["source"] == "trasig.pdf"
    assert "skadad" in bad["error"]["sv"]
    assert last["memberships"][0]["status"] == "nominated"
    assert "trasig.pdf: PDF-filen är skadad" in answer.stderr
    assert "1 av 3 filer gick inte att läsa." in answer.stderr
    assert "Traceback" not in answer.stderr


def test_wrong_use_and_a_store_that_is_not_there_have_their_own_statuses(tmp_path: Path, minutes: Path) -> None:
    assert _run(tmp_path).returncode == 2
    assert _run(tmp_path, minutes, store=f"sqlite:///{tmp_path}/saknas.db").returncode == 3
    assert _run(tmp_path, tmp_path / "saknas.txt").returncode == 1
