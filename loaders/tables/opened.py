"""Tables from files, opened in the limited process (`opening`): here they are rows of texts, whatever the file."""

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graph.limited.child import Refused
from graph.limited.children import Children
from graph.texts import Text
from loaders.tables.csv_files import Line
from loaders.tables.descriptions import TABLES
from loaders.tables.faults import LineOfTable, Report
from loaders.tables.rows import Grid

AT_ONCE = 2
"""Processes that open tables at a time."""
SECONDS = 300.0
"""How long all files of a load may take to be opened; what is checked afterwards doesn't count."""
_CHILDREN = Children("loaders.tables.opening", AT_ONCE)
_WAIT = 120.0
_LETTERS_A_LINE = 5_000
"""Nobody looks at lines that are longer on the whole."""


class TooManyLines(Exception):
    """There are more lines than were asked for."""


def grids(paths: Sequence[Path], report: Report, most: int | None = None, mapping: Path | None = None) -> list[Grid]:
    """Return the tables in files and folders; what is wrong with them is told to `report`.

    With a `mapping` they are somebody else's, and it says what they hold (`loaders.tables.mapping`).
    Raises `TooManyLines` as soon as there are more than `most` and a heading for each table.
    """
    found: list[tuple[tuple[Any, ...], deque[list[Line]]]] = []
    file = ", ".join(path.as_posix() for path in paths)
    lines = letters = 0
    asked = {"paths": [str(path) for path in paths], "mapping": mapping and str(mapping)}
    try:
        with _CHILDREN.one(_WAIT) as child:
            for kind, *told in child.ask(asked, SECONDS):
                match kind:
                    case "file":
                        (file,) = told
                    case "grid":
                        found.append((tuple(told), deque()))
                    case "lines":
                        found[-1][1].extend(told)
                        lines += len(told[0])
                        letters += sum(len(cell) for _, cells in told[0] for cell in cells)
                        if most is not None and (lines > most + len(found) or letters > _LETTERS_A_LINE * most):
                            raise TooManyLines
                    case "faults":
                        for file_, sheet, line, column, value, text in told[0]:
                            report.fault(LineOfTable(file_, sheet, line), column, value, Text(*text))
                    case _:
                        for file_, sheet, line, text in told[0]:
                            report.notice(LineOfTable(file_, sheet, line), Text(*text))
    except Refused as refused:
        report.fault(LineOfTable(file, None, 0), None, "", refused.text)
    return [
        Grid(LineOfTable(*place), TABLES[table], height, _emptied(batches), since_1904)
        for (place, table, height, since_1904), batches in found
    ]


def sheet_names(path: Path) -> list[str]:
    """Return what the sheets of a workbook are called; nothing of one that can't be opened, which its reader tells."""
    try:
        with _CHILDREN.one(_WAIT) as child:
            ((_, names),) = child.ask({"sheets": str(path)}, SECONDS)
    except Refused:
        return []
    return [str(name) for name in names]


def _emptied(batches: deque[list[Line]]) -> Iterator[Line]:
    """Yield the lines, and let go of what was given."""
    while batches:
        yield from batches.popleft()
