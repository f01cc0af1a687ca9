"""The reading process: hostile files get one plain sentence, and nothing that a file does stops the next one."""

import contextlib
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.documents import workshop as workshops
from loaders.documents.text.blocks import UnreadableDocument
from loaders.documents.workshop import Workshop
from tests.support import document_fuzz, documents


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    """One reading process for all tests of this file."""
    with Workshop(documents.labels()) as opened:
        yield opened


def _refusal(workshop: Workshop, path: Path) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        workshop.extract(path)
    assert refused.value.text.en, "every refusal speaks English too"
    assert "\n" not in refused.value.text.sv
    return refused.value.text.sv


def _hostile(folder: Path) -> dict[str, Path]:
    whole = documents.pdf(folder / "whole.pdf", ["Text"] * 30).read_bytes()
    word = documents.docx(folder / "whole.docx", "Rubrik").read_bytes()
    made = {
        "cut.pdf": whole[: len(whole) // 3],
        "cut.docx": word[: len(word) // 2],
        "empty.txt": b"",
        "not.pdf": b"ingen pdf",
        "not.docx": b"inget dokument",
        "picture.txt": b"\x89PNG\r\n\0\0\0\0",
        "film.mp4": b"\0\0\0",
        "old.docx": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "no.eml": b"bara text",
        "no.html": b"bara text",
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return {
        **{name: folder / name for name in made},
        "bomb.docx": documents.bomb(folder / "bomb.docx", "word/document.xml"),
        "bomb.xlsx": documents.bomb(folder / "bomb.xlsx", "xl/workbook.xml"),
        "entities.docx": documents.entities(folder / "entities.docx"),
        "locked.pdf": documents.pdf(folder / "locked.pdf", ["Hemligt"], password="hemligt"),
        "folder.txt": _folder(folder / "folder.txt"),
    }


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


EXPECTED = {
    "cut.pdf": "skadad",
    "cut.docx": "skadad",
    "empty.txt": "tom",
    "not.pdf": "ingen PDF",
    "not.docx": "skadad",
    "picture.txt": "inte text",
    "film.mp4": "Filens slag läses inte",
    "old.docx": "lösenord",
    "no.eml": "inget sparat e-brev",
    "no.html": "ingen webbsida",
    "bomb.docx": "packar upp till mycket mer",
    "bomb.xlsx": "packar upp till mycket mer",
    "entities.docx": "entiteter",
    "locked.pdf": "lösenord",
    "folder.txt": "går inte att öppna",
}


def test_each_hostile_file_gets_one_plain_sentence_and_the_process_lives_on(tmp_path: Path, workshop: Workshop) -> None:
    started = workshop.started
    for name, path in _hostile(tmp_path).items():
        assert EXPECTED[name] in _refusal(workshop, path), name
    good = documents.docx(tmp_path / "good.docx", "NPO tandvård", ["Anna Ekby utses till ledamot."])
    assert workshop.extract(good)["memberships"][0]["person"] == "Anna Ekby"
    assert workshop.started == max(started, 1), "no hostile file brought the process down"


def test_a_file_of_300_megabytes_is_refused_unread(tmp_path: Path, workshop: Workshop) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    assert "större än 100 MB" in _refusal(workshop, path)


def test_an_endless_page_is_refused(tmp_path: Path, workshop: Workshop) -> None:
    path = tmp_path / "endless.html"
    path.write_bytes(b"<p>Anna Ekby, ledamot i NPO tandv&aring;rd</p>" * 200_000)
    assert "mer text än styrgraf läser" in _refusal(workshop, path)


def test_a_page_nested_without_end_is_read_or_refused_but_never_hangs(tmp_path: Path, workshop: Workshop) -> None:
    path = tmp_path / "deep.html"
    path.write_bytes(b"<div>" * 200_000 + b"Anna Ekby")
    with contextlib.suppress(UnreadableDocument):
        assert workshop.extract(path)["memberships"] == []


def test_a_file_that_takes_too_long_is_skipped_and_a_new_process_reads_the_next(tmp_path: Path) -> None:
    slow = documents.pdf(tmp_path / "slow.pdf", ["Anna Ekby utses."] * 3_000)
    quick = tmp_path / "quick.txt"
    quick.write_text("NPO tandvård\n\nAnna Ekby utses till ledamot.", "utf-8")
    with Workshop(documents.labels()) as opened:
        opened.extract(quick)
        opened._seconds = 0.001
        assert "för lång tid" in _refusal(opened, slow)
        opened._seconds = workshops.SECONDS
        assert opened.extract(quick)["memberships"]
        assert opened.started == 2


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("NPO tandvård\n\nAnna Ekby utses till ledamot.", "utf-8")
    with Workshop(documents.labels()) as opened:
        opened.extract(path)
        assert opened._child._process is not None
        os.kill(opened._child._process.pid, signal.SIGKILL)
        opened._child._process.wait()
        assert opened.extract(path)["memberships"]
        assert opened.started == 2


@pytest.mark.long
def test_two_hundred_documents_in_a_row_take_no_more_memory_than_twenty(tmp_path: Path, workshop: Workshop) -> None:
    path = documents.docx(tmp_path / "a.docx", "NPO tandvård", ["Anna Ekby utses till ledamot."] * 20, documents.ROWS)

    def resident() -> int:
        assert workshop._child._process is not None
        status = Path(f"/proc/{workshop._child._process.pid}/status").read_text("ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    for _ in range(20):
        workshop.extract(path)
    before = resident()
    for _ in range(180):
        workshop.extract(path)
    assert resident() < before + 20_000, "kB"


def test_what_the_process_answers_is_json_whatever_the_file_prints(tmp_path: Path, workshop: Workshop) -> None:
    path = tmp_path / "åäö – radbyte.txt"
    path.write_text("NPO tandvård\n\nAnna Ekby\u2028utses till ledamot.\u0085", "utf-8")
    assert json.loads(json.dumps(workshop.extract(path)))["source"] == path.name


@pytest.mark.long
def test_two_thousand_random_and_mutated_documents_crash_nothing() -> None:
    assert document_fuzz.run(2_000, seed=20_261_122) == []
