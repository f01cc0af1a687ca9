"""What a package holds: a new kind of thing is a new file in its folder, and no list names it.

Every folder of the package's `__path__` is looked in, so that a folder elsewhere can bring more.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any


@cache
def modules(package: str, value: str) -> dict[str, str]:
    """Return the modules of a package, its folders included, that assign `value` at their top level.

    Full names by the last part of the name, sorted within each folder of `__path__`. The text is searched, so
    that nothing but the package itself is imported: a question on the terminal has no time to load every format.

    Raises ValueError when two of them share that last part, for one would hide the other.
    """
    found: dict[str, str] = {}
    for place in map(Path, import_module(package).__path__):
        for path in sorted(place.rglob("*.py")):
            if f"\n{value} = " in path.read_text("utf-8"):
                module = ".".join((package, *path.relative_to(place).with_suffix("").parts))
                if found.setdefault(path.stem, module) != module:
                    raise ValueError(f"{found[path.stem]} and {module} both hold {value}: give one another name")
    return found


def values(package: str, value: str) -> Sequence[Any]:
    """Import every module of a package that holds `value`, and return what each holds, in the order of names."""
    return [getattr(import_module(module), value) for module in modules(package, value).values()]


def beside(package: str, name: str) -> Path:
    """Return the file of that name that lies in a package, in the first folder that has it.

    Raises FileNotFoundError when none has.
    """
    for place in map(Path, import_module(package).__path__):
        if (path := place / name).is_file():
            return path
    raise FileNotFoundError(f"{package} holds no {name}")
