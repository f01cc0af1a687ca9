"""README's picture of the rooms: each package by the first line of its docstring. `make docs` writes it anew."""

import ast
from pathlib import Path

from tests.support.here import PROJECT

README = PROJECT / "README.md"
ROOMS = ("graph", "loaders", "queries", "views", "bench", "data")
_BEGIN, _END = "<!-- make docs writes from here -->", "<!-- to here -->"


def written(text: str) -> str:
    """Return the README with the picture as it must be."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{_picture()}\n{_END}{after}"


def _picture() -> str:
    rooms = [place for top in ROOMS for place in _packages(PROJECT / top)]
    return "".join(f"    {'  ' * (len(each.parts) - 1) + each.name + '/':<18} {_purpose(each)}\n" for each in rooms)


def _packages(place: Path) -> list[Path]:
    return sorted(each.parent.relative_to(PROJECT) for each in place.rglob("__init__.py"))


def _purpose(package: Path) -> str:
    told = ast.get_docstring(ast.parse((PROJECT / package / "__init__.py").read_text("utf-8"))) or ""
    return told.partition("\n")[0].removesuffix(".")


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
