"""The house keeps its measures: rooms one can look through, modules one can read at once."""

import re
from collections import Counter
from pathlib import Path

from tests.support import readme
from tests.support.here import PROJECT

ROOMS = ("bench", "graph", "loaders", "queries", "views")
MOST_MODULES, MOST_LINES = 25, 450
LONGER: dict[str, str] = {
    "bench/sample.py": "one invented system, told from its regions down to its clinics; no part of the product",
}
"""Modules that may be longer, each with its reason."""


def modules() -> list[Path]:
    """Return every module of the product, by its place in the project."""
    return [path.relative_to(PROJECT) for room in ROOMS for path in sorted((PROJECT / room).rglob("*.py"))]


def test_a_room_holds_no_more_modules_than_one_can_look_through() -> None:
    rooms = Counter(str(path.parent) for path in modules() if path.name != "__init__.py")
    crowded = {room: number for room, number in rooms.items() if number > MOST_MODULES}
    assert crowded == {}, f"more than {MOST_MODULES} modules: part these rooms by what is done in them"


def test_a_module_is_no_longer_than_one_can_read_at_once() -> None:
    lines = {path.as_posix(): len((PROJECT / path).read_text("utf-8").splitlines()) for path in modules()}
    long = {path: number for path, number in lines.items() if number > MOST_LINES}
    assert long.keys() - LONGER.keys() == set(), f"more than {MOST_LINES} lines: part these modules by idea"
    assert LONGER.keys() - long.keys() == set(), "these are short by now: take them out of LONGER"


def test_the_readme_pictures_the_rooms_as_they_are() -> None:
    text = readme.README.read_text("utf-8")
    assert text == readme.written(text), "run `make docs`"


def test_every_place_that_the_readme_names_is_there() -> None:
    text = readme.README.read_text("utf-8")
    named = set(re.findall(rf"(?<![\w/])(?:{'|'.join((*ROOMS, 'data', 'docs', 'tests'))})/[\w./]+\w", text))
    assert len(named) > 5
    missing = sorted(each for each in named if "NAME" not in each and not (PROJECT / each).exists())
    assert missing == [], "README names what is not there"
