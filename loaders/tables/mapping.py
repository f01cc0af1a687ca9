"""Somebody else's tables as ours, by a small file that says which of their columns is which of ours.

The file is TOML; README shows one. What it makes are rows like all others, checked and refused like them, each with the
place where it stands in their file.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph import names, time
from graph.reasoning import merging
from graph.texts import Text
from graph.written_dates import read
from loaders.tables import csv_files, workbooks
from loaders.tables.cells import Unfit
from loaders.tables.csv_files import Line
from loaders.tables.descriptions import SOURCES, TABLES
from loaders.tables.faults import LineOfTable, Report, shown
from loaders.tables.rows import Grid

_LONGEST_KEY = 280
_OTHERS = "\0"
"""The heading under which the other names of a person stand."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Before(_Part):
    """A last day that their file tells as the first day after."""

    before: str


class _Table(_Part):
    """One of our tables, filled from one file of theirs."""

    file: str
    sheet: str | None = None
    table: Literal[tuple(TABLES)]  # type: ignore[valid-type]
    columns: dict[str, str | list[str] | _Before]
    """Our column → theirs; of two, the first points into the file that `lookups` names for it."""
    fixed: dict[str, str] = {}
    """What is the same in each row."""
    values: dict[str, dict[str, str]] = {}
    """Our column → their word → ours."""
    post: str | list[str] | None = None
    """Their column for the post: another post is another membership, held beside it."""
    newest: str | None = None
    """Their column by which, of several rows of one person, the last has the name; the other names are aliases."""
    reversed: Literal["refuse", "leave out"] = "refuse"
    """What becomes of rows that end before they begin."""


class _Mapping(_Part):
    source: dict[str, str] = {}
    """The source of all rows."""
    lookups: dict[str, str] = {}
    """Their column → the file in which its value is the `id`."""
    tables: list[_Table] = Field(min_length=1)


class _Theirs(NamedTuple):
    """A row of theirs, by heading."""

    line: int
    cells: Mapping[str, str]


def grids(mapping: Path, paths: Sequence[Path], report: Report) -> Iterator[Grid]:
    """Yield the tables that `mapping` makes of the files `paths`; what is wrong with it is told to `report`."""
    file = mapping.as_posix()
    try:
        told = _Mapping.model_validate(tomllib.loads(mapping.read_bytes().decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        report.fault(LineOfTable(file, None, 0), None, "", _broken(str(error)))
    except ValidationError as error:
        for wrong in error.errors(include_url=False):
            place = ".".join(str(part) for part in wrong["loc"][:4])
            report.fault(LineOfTable(file, None, 0), place or None, "", _NO_MAPPING)
    else:
        yield from _Reading(told, file, paths, report).grids()


class _Reading:
    """Their files, read by one mapping."""

    def __init__(self, mapping: _Mapping, file: str, paths: Sequence[Path], report: Report) -> None:
        self._mapping = mapping
        self._place = LineOfTable(file, None, 0)
        self._files = {path.name: path for path in paths}
        self._report = report
        self._read: dict[tuple[str, str | None], list[_Theirs]] = {}
        self._since_1904: set[str] = set()
        self._ids: dict[str, dict[str, Mapping[str, str]]] = {}
        self._faulty: set[tuple[str, str]] = set()

    def grids(self) -> list[Grid]:
        """Return the tables, that of the source first; none where the mapping doesn't fit the files."""
        found = list(self._grids())
        return [] if self._faulty else found

    def _grids(self) -> Iterator[Grid]:
        source = dict(self._mapping.source)
        if source:
            source.setdefault("id", merging.source_id(source.get("title", "")))
            lines = [(1, list(source)), (2, list(source.values()))]
            yield Grid(self._place, SOURCES, len(lines), lines)
        for told in self._mapping.tables:
            table = TABLES[told.table]
            fixed = {"source": source["id"]} if source and "source" in table.columns else {}
            rows = list(self._rows(told, {**fixed, **told.fixed}))
            headings = list(dict.fromkeys(name for _, cells in rows for name in cells))
            lines = [(1, headings), *((line, [cells.get(name, "") for name in headings]) for line, cells in rows)]
            file = self._files.get(told.file)
            if rows and file is not None:
                yield Grid(
                    LineOfTable(file.as_posix(), told.sheet, 0), table, len(lines), lines, told.file in self._since_1904
                )

    def _rows(self, told: _Table, fixed: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
        rows: list[tuple[int, dict[str, str]]] = []
        posts: dict[int, str] = {}
        for each in self._newest(told, self._rows_of(told.file, told.sheet)):
            place = LineOfTable(self._files[told.file].as_posix(), told.sheet, each.line)
            try:
                cells = {**fixed, **self._ours(each, told)}
            except Unfit as unfit:
                self._report.fault(place, unfit.value, "", unfit.expected)
                continue
            if told.reversed == "leave out" and _reversed(cells):
                self._report.notice(place, _LEFT_OUT.fill(first=cells["valid_from"], last=cells["valid_to"]))
                continue
            if told.post is not None:
                posts[each.line] = self._cell(each, told.post, told)
            rows.append((each.line, cells))
        yield from _holdings(rows, posts) if posts else rows

    def _ours(self, row: _Theirs, told: _Table) -> dict[str, str]:
        """Return a row of theirs as cells of ours; raises `Unfit`, with their column, when it points nowhere."""
        cells = {}
        for column, theirs in told.columns.items():
            if isinstance(theirs, _Before):
                cell = _day_before(self._cell(row, theirs.before, told))
            else:
                cell = self._cell(row, theirs, told)
            if cell:
                cells[column] = told.values.get(column, {}).get(cell, cell)
        if told.newest and (others := row.cells.get(_OTHERS)):
            cells["aliases"] = others
        return cells

    def _newest(self, told: _Table, rows: Sequence[_Theirs]) -> Sequence[_Theirs]:
        """Return one row for each id, that which is newest; the names of the others stand in a cell of their own."""
        key, name = told.columns.get("id"), told.columns.get("name")
        if told.newest is None or not isinstance(key, str) or not isinstance(name, str):
            return rows
        same: defaultdict[str, list[_Theirs]] = defaultdict(list)
        for each in rows:
            same[each.cells.get(key, "")].append(each)
        found = []
        for of_one in same.values():
            of_one.sort(key=lambda each: each.cells.get(told.newest or "", ""))
            last = of_one[-1]
            others = dict.fromkeys(each.cells.get(name, "") for each in of_one[:-1])
            others.pop(last.cells.get(name, ""), None)
            found.append(last._replace(cells={**last.cells, _OTHERS: "; ".join(filter(None, others))}))
        return found

    def _cell(self, row: _Theirs, theirs: str | list[str], told: _Table) -> str:
        """Return a cell of theirs, or of the row in another file that it points at."""
        if isinstance(theirs, str):
            return self._told(row.cells, theirs, told.file)
        cells, file = row.cells, told.file
        for column in theirs[:-1]:
            value = self._told(cells, column, file)
            file = self._mapping.lookups.get(column, "")
            if not file:
                self._once(self._place, column, _NO_LOOKUP)
                return ""
            if not value:
                return ""
            pointed = self._by_id(file).get(value)
            if pointed is None:
                raise Unfit(column, _NOWHERE.fill(value=shown(value), file=file))
            cells = pointed
        return self._told(cells, theirs[-1], file)

    def _told(self, cells: Mapping[str, str], column: str, file: str) -> str:
        if column not in cells:
            self._once(self._place, column, _NO_COLUMN.fill(file=file))
        return cells.get(column, "").strip()

    def _once(self, place: LineOfTable, column: str, text: Text) -> None:
        if (column, text.sv) not in self._faulty:
            self._faulty.add((column, text.sv))
            self._report.fault(place, None, column, text)

    def _by_id(self, file: str) -> Mapping[str, Mapping[str, str]]:
        if file not in self._ids:
            self._ids[file] = {each.cells.get("id", ""): each.cells for each in self._rows_of(file, None)}
        return self._ids[file]

    def _rows_of(self, file: str, sheet: str | None) -> list[_Theirs]:
        """Return the rows of one of their files, read once."""
        if (file, sheet) not in self._read:
            lines = iter(self._lines(file, sheet))
            _, headings = next(lines, (0, []))
            self._read[file, sheet] = [
                _Theirs(line, dict(zip((heading.strip() for heading in headings), cells, strict=False)))
                for line, cells in lines
            ]
        return self._read[file, sheet]

    def _lines(self, file: str, sheet: str | None) -> Iterator[Line]:
        path = self._files.get(file)
        if path is None:
            self._once(self._place, file, _NO_FILE)
            return
        if path.suffix.casefold() == ".xlsx":
            for each in workbooks.open_workbook(path, path.as_posix(), self._report):
                if sheet in (None, each.name):
                    if each.since_1904:
                        self._since_1904.add(file)
                    yield from workbooks.lines(each, path.as_posix(), self._report)
                    return
        elif opened := csv_files.open_csv(path, path.as_posix(), (), self._report):
            yield from csv_files.lines(opened, path.as_posix(), self._report)


def _when(text: str) -> time.When:
    written = read(text)
    return time.parse(written) if written else time.UNKNOWN


def _reversed(cells: Mapping[str, str]) -> bool:
    return _when(cells.get("valid_to", "")).surely_before(_when(cells.get("valid_from", "")))


def _day_before(text: str) -> str:
    """Return the last day before a date; what is none stays, to be refused in its cell."""
    written = read(text)
    if written is None:
        return text
    return time.day_before(time.parse(written).first)


def _holdings(
    rows: Sequence[tuple[int, dict[str, str]]], posts: Mapping[int, str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows, each with the id of the membership that it tells of.

    It is made of person, group and post; a gap of a whole day begins another membership (DESIGN §3, Terms), which is
    told from the others by its first day.
    """
    same: defaultdict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for line, cells in rows:
        parts = (cells.get("person_id") or cells.get("person", ""), cells.get("group", ""), posts[line])
        same["--".join(names.slug(part) for part in parts)[:_LONGEST_KEY]].append((line, cells))
    for base, held in same.items():
        held.sort(key=lambda row: row[1].get("valid_from", ""))
        key, until = "", ""
        for line, cells in held:
            begins, ends = (_when(cells.get(name, "")) for name in ("valid_from", "valid_to"))
            if not key or begins.first > time.day_after(until):
                key = f"{base}--{begins.first}" if begins.dated else base
            until = max(until, ends.last)
            yield line, {**cells, "id": key, "post": posts[line]}


_NO_MAPPING = Text(
    "Det här fältet känns inte igen, eller saknas. Jämför med exemplet i README under Andras register.",
    "This field is unknown, or missing. Compare with the example in README under Registers of others.",
)
_NO_FILE = Text(
    "Filen finns inte bland dem som skulle läsas. Ange mappen den ligger i, eller rätta namnet i beskrivningen.",
    "The file is not among those to load. Name the folder that it lies in, or mend its name in the mapping.",
)
_NO_COLUMN = Text(
    "Kolumnen finns inte i {file}. Skriv rubriken som den står i filen.",
    "There is no such column in {file}. Write the heading as it stands in the file.",
)
_NO_LOOKUP = Text(
    "Skriv under lookups i vilken fil kolumnens id står.",
    "Write below lookups in which file the ids of the column are.",
)
_NOWHERE = Text("Det finns ingen rad med id {value} i {file}.", "No row of {file} has the id {value}.")
_LEFT_OUT = Text(
    "Raden slutar ({last}) innan den börjar ({first}) och hoppas över, som beskrivningen säger.",
    "The row ends ({last}) before it begins ({first}) and is left out, as the mapping says.",
)


def _broken(reason: str) -> Text:
    return Text(
        f"Beskrivningen är inte hel TOML ({reason}). Rätta den raden.",
        f"The mapping is not whole TOML ({reason}). Mend that line.",
    )
