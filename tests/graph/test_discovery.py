"""What a package holds is found by looking, and one thing never hides another."""

from pathlib import Path

import pytest

import graph
from graph import discovery


def test_two_modules_of_one_name_are_told_rather_than_one_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.py").write_text('"""A thing."""\n\nTHING = 1\n', "utf-8")
    monkeypatch.setattr(graph, "__path__", [*graph.__path__, str(tmp_path)])
    with pytest.raises(ValueError, match=r"graph\.one\.same and graph\.other\.same both hold THING"):
        discovery.modules("graph", "THING")
