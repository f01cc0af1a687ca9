"""Tables in, checked records out: CSV files, folders of them, and XLSX workbooks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from graph.bundle import Bundle
from graph.port import Known, Progress
from loaders.tables import opened
from loaders.tables.descriptions import TABLES
from loaders.tables.faults import Fault, LineOfTable, Notice, Report, TablesRefused
from loaders.tables.gathering import gather
from loaders.tables.naming import name_organisations, name_sources, resolve
from loaders.tables.opened import TooManyLines
from loaders.tables.people import Match, place_persons, resolve_persons
from loaders.tables.row_checks import check, check_meant
from loaders.tables.rows import Grid, Row

__all__ = [
    "Fault",
    "Loaded",
    "Match",
    "Notice",
    "TablesRefused",
    "TooManyLines",
    "cells_in",
    "is_table",
    "read",
    "read_rows",
]

_STEP = 1_000
_READ, _NAMED, _MATCHED = 0.35, 0.45, 0.7
"""How much of the work is done once the cells are read, names found and persons matched."""


class Loaded(NamedTuple):
    """What tables hold once nothing is wrong with them."""

    bundle: Bundle
    matches: list[Match]
    """Who each name was taken to mean, in the order of the rows."""
    warnings: list[Notice]
    rows: int


def cells_in(path: Path, most: int) -> list[tuple[LineOfTable, str, dict[str, str]]]:
    """Return the rows of the tables in one file as they stand: place, table, and cells by column.

    Raises `TablesRefused` with the faults of single cells; how the rows fit together, and to what is known, is not
    asked. Raises `TooManyLines` when there are more than `most`.
    """
    report = Report()
    rows = _rows(opened.grids([path], report, most), report, lambda _: None)
    if report.faults:
        raise TablesRefused(report.faults, report.notices)
    return [
        (row.place, name, {column: "; ".join(row.several(column)) for column in row.values})
        for name, found in rows.items()
        for row in found
    ]


def read(
    paths: Sequence[Path], known: Known | None, progress: Progress | None = None, mapping: Path | None = None
) -> Loaded:
    """Read and check tables against one another and against what is `known` (None: there is no store yet).

    With a `mapping` they are somebody else's, and it says what they hold (`loaders.tables.mapping`).

    Raises `TablesRefused` with every fault at once. Nothing is written here.
    """
    report = Report()
    return _checked(opened.grids(paths, report, mapping=mapping), report, known, progress)


def is_table(path: Path) -> bool:
    """Tell whether a file is one of our own tables by its name, or a workbook with a sheet that is one."""
    if path.suffix.casefold() == ".csv":
        return path.stem.casefold() in TABLES
    if path.suffix.casefold() != ".xlsx" or not path.is_file():
        return False
    return any(name.strip().casefold() in TABLES for name in opened.sheet_names(path))


def read_rows(told: Iterable[tuple[str, str, Mapping[str, str]]], known: Known | None) -> Loaded:
    """Read and check rows that stand in no file, as `read` does: who gives each, its table, and its cells by column.

    Who gives a row stands as the file in what is told of it; the matches name nobody near. Raises `TablesRefused` with
    every fault at once.
    """
    report = Report()
    grids: list[Grid] = []
    for (file, name), rows in groupby(told, key=lambda row: row[:2]):
        cells = [row[2] for row in rows]
        headings = list(dict.fromkeys(column for row in cells for column in row))
        lines = [(1, headings), *((at, [row.get(name, "") for name in headings]) for at, row in enumerate(cells, 2))]
        grids.append(Grid(LineOfTable(file, None, 0), TABLES[name], len(lines), lines))
    return _checked(grids, report, known, None, near=False)


def _checked(
    grids: Sequence[Grid], report: Report, known: Known | None, progress: Progress | None, near: bool = True
) -> Loaded:
    total = sum(grid.height for grid in grids)

    def reached(share: float) -> None:
        if progress is not None and total:
            progress(int(share * total), total)

    tables = _rows(grids, report, lambda lines: reached(_READ * lines / total))
    for rows in tables.values():
        for row in rows:
            check(row)
    sources = name_sources(tables["sources"], known)
    organisations = name_organisations(tables["organisations"], tables["names"], known)
    resolve({name: rows for name, rows in tables.items() if name != "names"}, sources, organisations)
    resolve({"names": tables["names"]}, sources, organisations)
    reached(_NAMED)
    people = place_persons(tables, known, near)
    reached(_MATCHED)
    resolve_persons(tables, people, known)
    for rows in tables.values():
        for row in rows:
            check_meant(row)
    records = gather(tables, people.new, known, report)
    if report.faults:
        raise TablesRefused(report.faults, report.notices)
    reached(1)
    return Loaded(Bundle(records), people.matches, report.notices, sum(map(len, tables.values())))


def _rows(grids: Sequence[Grid], report: Report, reached: Callable[[int], None]) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    before = 0
    for grid in grids:
        rows = tables[grid.table.name]
        for row in grid.rows(report):
            rows.append(row)
            if len(rows) % _STEP == 0:
                reached(before + min(row.place.line, grid.height))
        before += grid.height
    return tables
