"""What the limited process does with tables (`graph.limited`): it opens files and gives their rows as texts."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph.texts import Text
from loaders.tables import csv_files, popolo, workbooks
from loaders.tables import mapping as mappings
from loaders.tables.bounds import MOST_LETTERS, too_much_text
from loaders.tables.csv_files import Line
from loaders.tables.descriptions import TABLES
from loaders.tables.faults import LineOfTable, Report, TablesRefused
from loaders.tables.rows import Grid, nearest_table

IGNORED_SHEETS = ("läs mig", "read me")
"""Sheets for people; those whose names begin with an underscore are left alone too."""
_BATCH, _BATCH_LETTERS = 500, 1_000_000
"""Lines, or letters, that are given at a time."""


def answer(asked: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield what is asked for: the names of the sheets of a workbook, or what `paths` hold.

    Of tables come `grid` with place, table, height and whether days count from 1904, then `lines` of it; before that
    each `file` that is opened, at last `faults` and `notices`.
    """
    if "sheets" in asked:
        yield ["sheets", workbooks.sheet_names(Path(asked["sheets"]))]
        return
    report = Report()
    with suppress(TablesRefused):  # there are so many faults that no more are looked for
        paths = [Path(path) for path in asked["paths"]]
        yield from (
            _tables(paths, report) if not asked.get("mapping") else _mapped(Path(asked["mapping"]), paths, report)
        )
    yield ["faults", report.faults]
    yield ["notices", report.notices]


def _tables(paths: Iterable[Path], report: Report) -> Iterator[list[Any]]:
    for path in paths:
        for child in _files(path, report):
            yield from _given(child, _file(child, report), report)


def _mapped(mapping: Path, paths: Sequence[Path], report: Report) -> Iterator[list[Any]]:
    """Yield the tables of somebody else; the files that aren't there are told as others are."""
    files = [child for path in paths for child in _files(path, report)]
    yield from _given(mapping, mappings.grids(mapping, files, report), report)


def _given(file: Path, grids: Iterable[Grid], report: Report) -> Iterator[list[Any]]:
    yield ["file", file.as_posix()]
    letters = 0
    for grid in grids:
        yield ["grid", grid.place, grid.table.name, grid.height, grid.since_1904]
        for batch, size in _batches(grid.lines):
            letters += size
            if letters > MOST_LETTERS:
                break
            yield ["lines", batch]
    if letters > MOST_LETTERS:
        report.fault(LineOfTable(file.as_posix(), None, 0), None, "", too_much_text())


def _batches(lines: Iterable[Line]) -> Iterator[tuple[list[Line], int]]:
    """Yield some lines at a time, with how many letters they have."""
    batch: list[Line] = []
    letters = 0
    for line in lines:
        batch.append(line)
        letters += sum(map(len, line[1]))
        if len(batch) >= _BATCH or letters >= _BATCH_LETTERS:
            yield batch, letters
            batch, letters = [], 0
    yield batch, letters


def _files(path: Path, report: Report) -> Sequence[Path]:
    """Return the file, or those in a folder; what is none is told to `report`."""
    if path.is_dir():
        inside = sorted(
            child
            for child in path.iterdir()
            if child.suffix.casefold() in (".csv", ".xlsx") and child.name[0] not in ".~"
        )
        if not inside:
            report.fault(LineOfTable(path.as_posix(), None, 0), None, "", _EMPTY_FOLDER)
        return inside
    if path.is_file():
        return [path]
    report.fault(LineOfTable(path.as_posix(), None, 0), None, "", _absent(path))
    return []


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
