"""What is wrong in a table: where it stands, what was read, and what to write instead."""

from collections.abc import Iterable
from typing import NamedTuple

from graph.texts import Text
from loaders.contacts import repeatable

MOST_FAULTS = 5_000
"""So many are told at once, and the file is read no further."""
_SHOWN = 80
"""Letters of a value that a message shows."""


class LineOfTable(NamedTuple):
    """A line of a table; line 0 means the file or sheet as a whole."""

    file: str
    sheet: str | None
    line: int

    @property
    def text(self) -> Text:
        """Say where: file, sheet and line."""
        sheet = Text(f", bladet {self.sheet}", f", sheet {self.sheet}") if self.sheet else Text("", "")
        line = Text(f", rad {self.line}", f", line {self.line}") if self.line else Text("", "")
        return Text(f"{self.file}{sheet.sv}{line.sv}", f"{self.file}{sheet.en}{line.en}")


class Fault(NamedTuple):
    """One thing that must be mended before anything is loaded."""

    file: str
    sheet: str | None
    line: int
    column: str | None
    value: str
    expected: Text
    """What to write instead, as a sentence."""

    @property
    def place(self) -> LineOfTable:
        """Return the line on which the fault stands."""
        return LineOfTable(self.file, self.sheet, self.line)

    @property
    def sentence(self) -> Text:
        """Say where, what was read and what to do."""
        where, value = self.place.text, shown(self.value)
        column = Text("", "")
        read = Text("", "")
        if self.column is not None:
            column = Text(f", kolumnen {self.column}", f", column {self.column}")
            read = Text("Här är det tomt. ", "This is empty. ")
        if value:
            read = Text(f"Här står ”{value}”. ", f"This says “{value}”. ")
        return Text(
            f"{where.sv}{column.sv}: {read.sv}{self.expected.sv}",
            f"{where.en}{column.en}: {read.en}{self.expected.en}",
        )


class Notice(NamedTuple):
    """Something to know about a table that stops nothing."""

    file: str
    sheet: str | None
    line: int
    text: Text

    @property
    def sentence(self) -> Text:
        """Say where and what."""
        where = LineOfTable(self.file, self.sheet, self.line).text
        return Text(f"{where.sv}: {self.text.sv}", f"{where.en}: {self.text.en}")


class TablesRefused(Exception):
    """Tables with faults: all of them, by file, sheet, line and column. Nothing may be written."""

    def __init__(self, faults: Iterable[Fault], notices: Iterable[Notice] = ()) -> None:
        """Keep the faults, sorted, and what else is worth knowing."""
        self.faults = sorted(
            set(faults), key=lambda f: (f.file, f.sheet or "", f.line, f.column or "", f.value, f.expected)
        )
        self.notices = list(notices)
        super().__init__("\n".join(fault.sentence.en for fault in self.faults))

    @property
    def text(self) -> Text:
        """Say how many faults there are and that nothing was loaded."""
        count = len(self.faults)
        return Text(
            f"Inget har lästs in. {count} fel behöver rättas först.",
            f"Nothing was loaded. {count} {'fault needs' if count == 1 else 'faults need'} mending first.",
        )


def shown(value: str) -> str:
    """Return a value as a terminal can show it: on one line, without control characters, not too long."""
    cut = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in cut)


class Report:
    """Gathers everything wrong with a load, so that all of it can be told at once."""

    def __init__(self) -> None:
        """Begin without faults."""
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []

    def fault(self, place: LineOfTable, column: str | None, value: str, expected: Text) -> None:
        """Add something that must be mended; raises `TablesRefused` when nobody could read all that is wrong.

        What is private in the value is not repeated.
        """
        self.faults.append(Fault(*place, column, repeatable(value), expected))
        if len(self.faults) >= MOST_FAULTS:
            raise TablesRefused([*self.faults, Fault(place.file, None, 0, None, "", _AND_SO_ON)], self.notices)

    def notice(self, place: LineOfTable, text: Text) -> None:
        """Add something worth knowing."""
        self.notices.append(Notice(*place, text))


_AND_SO_ON = Text(
    f"Här finns fler än {MOST_FAULTS:,} fel, som därför inte visas alla. Rätta dem som visas först.".replace(",", " "),
    f"There are more than {MOST_FAULTS:,} faults here, so not all are shown. Mend those first.",
)
