"""Tables in, checked records out: CSV files, folders of them, and XLSX workbooks."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from graph.bundle import Bundle
from graph.port import Known, Progress
from graph.texts import Text
from loaders.tables import csv_files, popolo, workbooks
from loaders.tables.descriptions import TABLES
from loaders.tables.faults import Fault, LineOfTable, Notice, Report, TablesRefused
from loaders.tables.gathering import gather
from loaders.tables.naming import name_organisations, name_sources, resolve
from loaders.tables.people import Match, place_persons, resolve_persons
from loaders.tables.row_checks import check, check_meant
from loaders.tables.rows import Grid, Row, nearest_table

__all__ = ["Fault", "Loaded", "Match", "Notice", "TablesRefused", "cells_in", "is_table", "read", "read_rows"]

IGNORED_SHEETS = ("läs mig", "read me")
"""Sheets for people; those whose names begin with an underscore are left alone too."""
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


def cells_in(path: Path) -> list[tuple[LineOfTable, str, dict[str, str]]]:
    """Return the rows of the tables in one file as they stand: place, table, and cells by column.

    Raises `TablesRefused` with the faults of single cells; how the rows fit together, and to what is known, is not
    asked.
    """
    report = Report()
    rows = _rows(list(_grids([path], report)), report, lambda _: None)
    if report.faults:
        raise TablesRefused(report.faults, report.notices)
    return [
        (row.place, name, {column: "; ".join(row.several(column)) for column in row.values})
        for name, found in rows.items()
        for row in found
    ]


def read(paths: Sequence[Path], known: Known | None, progress: Progress | None = None) -> Loaded:
    """Read and check tables against one another and against what is `known` (None: there is no store yet).

    Raises `TablesRefused` with every fault at once. Nothing is written here.
    """
    report = Report()
    return _checked(list(_grids(paths, report)), report, known, progress)


def is_table(path: Path) -> bool:
    """Tell whether a file is one of our own tables by its name, or a workbook with a sheet that is one."""
    if path.suffix.casefold() == ".csv":
        return path.stem.casefold() in TABLES
    if path.suffix.casefold() != ".xlsx" or not path.is_file():
        return False
    try:
        return any(grid.table.name in TABLES for grid in _workbook(path, path.as_posix(), Report()))
    except OSError:
        return False


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


def _grids(paths: Sequence[Path], report: Report) -> Iterator[Grid]:
    """Yield the tables in files and folders; what is no table is told to `report`."""
    for path in paths:
        if path.is_dir():
            inside = sorted(
                child
                for child in path.iterdir()
                if child.suffix.casefold() in (".csv", ".xlsx") and child.name[0] not in ".~"
            )
            if not inside:
                report.fault(LineOfTable(path.as_posix(), None, 0), None, "", _EMPTY_FOLDER)
            for child in inside:
                yield from _file(child, report)
        elif path.is_file():
            yield from _file(path, report)
        else:
            report.fault(LineOfTable(path.as_posix(), None, 0), None, "", _absent(path))


def _file(path: Path, report: Report) -> Iterator[Grid]:
    file, suffix = path.as_posix(), path.suffix.casefold()
    try:
        if suffix == ".csv":
            yield from _csv(path, file, report)
        elif suffix == ".xlsx":
            yield from _workbook(path, file, report)
        elif suffix == ".json":
            yield from popolo.grids(path, file, report)
        else:
            report.fault(LineOfTable(file, None, 0), None, "", _OTHER_FILE)
    except OSError as error:
        report.fault(LineOfTable(file, None, 0), None, "", _unreadable(error))


def _csv(path: Path, file: str, report: Report) -> Iterator[Grid]:
    table = TABLES.get(path.stem.casefold())
    if table is None:
        report.fault(LineOfTable(file, None, 0), None, path.name, nearest_table(path.stem, TABLES))
        return
    opened = csv_files.open_csv(path, file, table.columns, report)
    if opened is not None:
        yield Grid(LineOfTable(file, None, 0), table, opened.height, csv_files.lines(opened, file, report))


def _workbook(path: Path, file: str, report: Report) -> Iterator[Grid]:
    for sheet in workbooks.open_workbook(path, file, report):
        name = sheet.name.strip().casefold()
        table = TABLES.get(name)
        place = LineOfTable(file, sheet.name, 0)
        if sheet.hidden and not name.startswith("_"):
            report.notice(place, _HIDDEN_SHEET)
        elif table is not None:
            yield Grid(place, table, sheet.height, workbooks.lines(sheet, file, report), sheet.since_1904)
        elif name not in IGNORED_SHEETS and not name.startswith("_"):
            expected = nearest_table(name, TABLES)
            told = Text(expected.sv + _OR_SKIP.sv, expected.en + _OR_SKIP.en)
            report.fault(place, None, sheet.name, told)


_OR_SKIP = Text(
    " Ett blad vars namn börjar med _ hoppas över.",
    " A sheet whose name begins with _ is skipped.",
)
_HIDDEN_SHEET = Text(
    "Bladet är dolt och hoppas över. Visa det i kalkylprogrammet om det ska läsas in.",
    "The sheet is hidden and skipped. Show it in the spreadsheet if it should be loaded.",
)
_EMPTY_FOLDER = Text(
    "Mappen har inga CSV-filer och inga arbetsböcker. Ange en annan mapp.",
    "The folder has no CSV files and no workbooks. Name another folder.",
)
_OTHER_FILE = Text(
    "Bara .csv, .xlsx och Popolo (.json) läses in. Spara om filen som någon av dem.",
    "Only .csv, .xlsx and Popolo (.json) are loaded. Save the file as one of them.",
)


def _absent(path: Path) -> Text:
    try:
        beside = [child.name for child in path.parent.iterdir()]
    except OSError:
        beside = []
    near = difflib.get_close_matches(path.name, beside, n=1)
    meant = Text(f" Menade du {near[0]}?", f" Did you mean {near[0]}?") if near else Text("", "")
    return Text(f"Det finns ingen sådan fil eller mapp.{meant.sv}", f"There is no such file or folder.{meant.en}")


def _unreadable(error: OSError) -> Text:
    reason = error.strerror or str(error)
    return Text(
        f"Filen går inte att läsa ({reason}). Kontrollera att du får läsa den och att den inte är öppen.",
        f"The file cannot be read ({reason}). Check that you may read it and that it is not open elsewhere.",
    )
