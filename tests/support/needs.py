"""What a test needs besides Python, told by a mark, so that `make check` leaves out what a desk needn't have.

A fixture that starts a program marks whoever asks for it. A test that starts one itself bears the mark by hand, and
`Guard` stops any that does not.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

FIXTURES = {
    "browser": ("browser", "axe", "mermaid"),
    "office": ("graphviz", "tesseract"),
    "neo4j": ("neo4j_server", "own_neo4j"),
    "install": ("installed",),
}
"""By what is needed: the fixtures that start it."""
PROGRAMS = {
    "browser": re.compile(r"chrom|google-chrome|node$|npm|mmdc"),
    "office": re.compile(r"soffice|libreoffice|dot$|pdf\w+$|tesseract"),
    "neo4j": re.compile(r"java$|mvn"),
    "install": re.compile(r"uvx?$|pipx?$"),
}
"""By what is needed: how its programs are called."""


def mark(item: pytest.Item) -> None:
    """Mark a test by the fixtures that it asks for, or that those ask for."""
    wanted = set(getattr(item, "fixturenames", ()))
    for need, fixtures in FIXTURES.items():
        if wanted.intersection(fixtures):
            item.add_marker(need)


def need_of(command: Sequence[str | os.PathLike[str]]) -> str | None:
    """Return what a command line is a program of, None for what every desk has."""
    program, *arguments = (os.path.basename(os.fsdecode(each)) for each in command)
    if arguments == ["--list-langs"]:
        return None  # the review page asks whether Tesseract is here, and does without
    if program.startswith("python") and arguments[:2] == ["-m", "pip"]:
        program = "pip"
    return next((need for need, pattern in PROGRAMS.items() if pattern.match(program)), None)


class Guard:
    """Stops a test that starts a program which its marks don't tell of."""

    def __init__(self) -> None:
        """Listen from now on; Python never forgets a listener."""
        self._marks: set[str] | None = None
        sys.addaudithook(self._hear)

    @contextmanager
    def over(self, item: pytest.Item) -> Iterator[None]:
        """Hold a test, with the fixtures that it sets up, to its marks."""
        self._marks = {each.name for each in item.iter_markers()}
        try:
            yield
        finally:
            self._marks = None

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "subprocess.Popen" or self._marks is None:
            return
        command = list(arguments[1])
        need = need_of(command)
        if need and need not in self._marks:
            pytest.fail(
                f"{command[0]} is started: mark pytest.mark.{need}, or name the fixture in tests/support/needs.py."
            )
