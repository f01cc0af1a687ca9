"""Folders that exports write: their own, renewed as a whole, and nobody else's."""

import json
from pathlib import Path

import pytest

from graph.exports.formats import folders

FILES = {"index.html": b"start", "person/anna-anka.html": b"Anna", "person/kalle-anka.html": b"Kalle"}


def _there(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {folders.MARK}


def test_a_new_and_an_empty_folder_are_written(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "new/inside"):
        folders.write(tmp_path / name, "site", FILES)
        assert _there(tmp_path / name) == set(FILES)


def test_a_later_export_takes_away_what_only_the_earlier_one_had(tmp_path: Path) -> None:
    folders.write(tmp_path / "webb", "site", FILES)
    (tmp_path / "webb" / "own.txt").write_text("kept")
    folders.write(tmp_path / "webb", "site", {"index.html": b"later", "person/kalle-anka.html": b"Kalle"})
    assert _there(tmp_path / "webb") == {"index.html", "person/kalle-anka.html", "own.txt"}
    assert (tmp_path / "webb" / "index.html").read_bytes() == b"later"


@pytest.mark.parametrize("mark", [None, "{}", "not json", '{"format": "csv", "files": []}', '{"format": "site"}', "[]"])
def test_a_folder_with_files_of_others_is_refused_untouched(tmp_path: Path, mark: str | None) -> None:
    (tmp_path / "index.html").write_text("somebody's")
    if mark is not None:
        (tmp_path / folders.MARK).write_text(mark)
    with pytest.raises(folders.NotOurs):
        folders.write(tmp_path, "site", FILES)
    assert _there(tmp_path) == {"index.html"}
    assert (tmp_path / "index.html").read_text() == "somebody's"


def test_a_mark_never_leads_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("kept")
    folder = tmp_path / "webb"
    folder.mkdir()
    told = {"format": "site", "files": ["../precious.txt", str(tmp_path / "precious.txt"), "."]}
    (folder / folders.MARK).write_text(json.dumps(told))
    folders.write(folder, "site", FILES)
    assert (tmp_path / "precious.txt").read_text() == "kept"
