"""What a folder of modules holds: a new kind of thing is a new file there, and no list names it."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any


@cache
def modules(package: str, folder: Path, value: str) -> dict[str, str]:
    """Return the modules of a package, its folders included, that assign `value` at their top level.

    Full names by the last part of the name, sorted. The text is searched, so that nothing is imported: a
    question on the terminal has no time to load every format.
    """
    found = {}
    for path in sorted(folder.rglob("*.py")):
        if f"\n{value} = " in path.read_text("utf-8"):
            found[path.stem] = ".".join((package, *path.relative_to(folder).with_suffix("").parts))
    return found


def values(package: str, folder: Path, value: str) -> Sequence[Any]:
    """Import every module of a package that holds `value`, and return what each holds, in the order of names."""
    return [getattr(import_module(module), value) for module in modules(package, folder, value).values()]
