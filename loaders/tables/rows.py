"""Rows of tables, cell by cell: headings found, cells read, what is required there."""

import difflib
from collections.abc import Iterable, Mapping, Sequence

from graph.texts import Text
from loaders.tables.bounds import MOST_COLUMNS
from loaders.tables.cells import CellReader, Unfit, Value, nearest
from loaders.tables.columns import Column, Table
from loaders.tables.csv_files import Line
from loaders.tables.faults import LineOfTable, Report
from loaders.tables.spans import DASH, EDGES, apart


class Row:
    """One row: what its cells hold, by column; `broken` once something in it is wrong.

    `wrong` keeps what can't be used, so that others who point at it aren't blamed too; `found` tells that
    the row gave no id, and one was found for it.
    """

    __slots__ = ("broken", "columns", "found", "place", "report", "table", "values", "wrong")

    def __init__(self, table: Table, place: LineOfTable, columns: frozenset[str], report: Report) -> None:
        """Begin without values; `columns` are those that the file has."""
        self.table = table
        self.place = place
        self.columns = columns
        self.report = report
        self.values: dict[str, Value] = {}
        self.broken = False
        self.found = False
        self.wrong: dict[str, str] | None = None

    def fault(self, column: str | None, value: str, expected: Text) -> None:
        """Add a fault of this row, which then is not used."""
        self.report.fault(self.place, column, value, expected)
        self.broken = True
        if column is not None:
            self.wrong = {**(self.wrong or {}), column: value}

    def one(self, column: str) -> str | None:
        """Return the single value of a column."""
        value = self.values.get(column)
        return value if type(value) is str else None

    def several(self, column: str) -> tuple[str, ...]:
        """Return the values of a column that may hold several."""
        value = self.values.get(column, ())
        return (value,) if isinstance(value, str) else value


class Grid:
    """One file or sheet, its lines not yet read."""

    def __init__(
        self, place: LineOfTable, table: Table, height: int, lines: Iterable[Line], since_1904: bool = False
    ) -> None:
        """Keep what `rows` needs; `height` is about how many lines there are, for progress.

        A day that is a mere number counts from 1904 or 1900.
        """
        self.place = place
        self.table = table
        self.height = height
        self.lines = lines
        self.since_1904 = since_1904

    def rows(self, report: Report) -> Iterable[Row]:
        """Yield the rows below the headings, faults of their cells reported."""
        lines = iter(self.lines)
        number, headings = next(lines, (0, []))
        if not number:
            return
        if len(headings) > MOST_COLUMNS:
            report.fault(self.place._replace(line=number), None, "", _TOO_MANY)
            return
        named = _columns(self.table, self.place._replace(line=number), headings, report)
        present = frozenset(column.name for column in named.values())
        readers = [(at, column.name, CellReader(column, self.since_1904)) for at, column in named.items()]
        required = [column for column in named.values() if column.required]
        lacking = {name: "" for name, column in self.table.columns.items() if column.required and name not in present}
        width = len(headings)
        for number, cells in lines:
            row = Row(self.table, self.place._replace(line=number), present, report)
            row.broken, row.wrong = bool(lacking), lacking or None  # the headings' faults tell it
            if len(cells) < width or any(cells[width:]):
                row.fault(None, "", _ragged(len(cells), width))
                continue
            _read_cells(row, cells, readers)
            if len(named) < width:
                for at, cell in enumerate(cells[:width]):
                    if cell.strip() and not headings[at].strip():
                        row.fault(None, cell, _NO_HEADING)
            if not row.values and (lacking or not row.broken):
                continue
            for column in required:
                if column.name not in row.values and column.name not in (row.wrong or ()):
                    row.fault(column.name, "", column.expected)
            yield row


def _read_cells(row: Row, cells: Sequence[str], readers: Iterable[tuple[int, str, CellReader]]) -> None:
    """Put what the cells of a row hold into it; a beginning and an end that stand in one cell are two values."""
    values = row.values
    for at, name, reader in readers:
        if cell := cells[at]:
            try:
                value = reader(cell)
            except Unfit as unfit:
                row.fault(name, unfit.value, unfit.expected)
                continue
            if value is not None:
                values[name] = value
    if not any(DASH in values.get(name, "") for name in EDGES):
        return
    dates = {name: text for name in EDGES if (text := row.one(name)) is not None}
    if told := apart(dates):
        row.fault(*told)
    for name in EDGES:
        row.values.pop(name, None)
    row.values.update(dates)


def _columns(table: Table, place: LineOfTable, headings: list[str], report: Report) -> dict[int, Column]:
    """Return the column of each heading, by its position."""
    named: dict[int, Column] = {}
    known = {name: name for name in table.columns}
    for at, heading in enumerate(headings):
        name = heading.strip().casefold()
        if not name:
            continue
        column = table.columns.get(name)
        if column is None:
            report.fault(place, heading.strip(), heading.strip(), nearest(name, known, _unknown(table.columns)))
        elif column in named.values():
            report.fault(place, name, heading.strip(), _TWICE)
        else:
            named[at] = column
    held = {column.name for column in named.values()}
    for column in table.columns.values():
        if column.required and column.name not in held:
            report.fault(place, column.name, "", _missing(column))
    return named


def nearest_table(name: str, tables: Mapping[str, Table]) -> Text:
    """Say which names a file or sheet may bear, the nearest first."""
    meant = difflib.get_close_matches(name.casefold(), tables, n=1)
    question = Text(f"Menade du {meant[0]}? ", f"Did you mean {meant[0]}? ") if meant else Text("", "")
    names = ", ".join(tables)
    return Text(f"{question.sv}Tabellen ska heta något av: {names}.", f"{question.en}Name the table one of: {names}.")


_TOO_MANY = Text(
    f"Tabellen har fler än {MOST_COLUMNS} kolumner. Ta bort dem som inte hör dit.",
    f"The table has more than {MOST_COLUMNS} columns. Remove those that do not belong to it.",
)
_TWICE = Text("Rubriken står två gånger. Ta bort den ena kolumnen.", "The heading stands twice. Remove one column.")
_NO_HEADING = Text(
    "Kolumnen saknar rubrik. Skriv en rubrik i första raden eller ta bort värdet.",
    "The column has no heading. Write one in the first row or remove the value.",
)


def _missing(column: Column) -> Text:
    return Text(
        f"Lägg till kolumnen {column.name}: {column.about.sv}", f"Add the column {column.name}: {column.about.en}"
    )


def _unknown(columns: Mapping[str, Column]) -> Text:
    names = ", ".join(columns)
    return Text(f"Kolumnen ska heta något av: {names}.", f"Name the column one of: {names}.")


def _ragged(cells: int, width: int) -> Text:
    return Text(
        f"Raden har {cells} celler men rubrikerna är {width}. Sätt citattecken om text med skiljetecken.",
        f"The row has {cells} cells but there are {width} headings. Put quotation marks around text with delimiters.",
    )
