"""The published template: a workbook to fill in, with a sheet for each table and lists to choose from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from graph import files, kinds
from graph.finding import short_label
from graph.names import swedish_key
from graph.records import Organisation
from graph.texts import Language, Text
from loaders.tables.columns import Column, Sort, Table
from loaders.tables.descriptions import ORGANISATIONS, SOURCES, TABLES
from loaders.tables.opening import IGNORED_SHEETS

_CREATED = datetime(2026, 1, 1)
"""A fixed day, so that the same version of styrgraf writes the same bytes."""
_LAST_ROW = 5_000
"""Rows with lists to choose from; further ones can be filled in by hand."""
_LISTS = "_lists"
_GUIDE_WIDTH = 95
_WIDTHS: dict[Sort, int] = {"id": 22, "line": 28, "prose": 40, "date": 13, "choice": 24, "reference": 32, "key": 32}
_REQUIRED, _OPTIONAL = "#1F4E79", "#5B6770"
_GUIDE = (
    Text("Så fyller du i mallen", "How to fill in this workbook"),
    Text(
        "Varje blad är en tabell och varje rad en uppgift. Fyll bara i de blad du behöver. Låt rubrikerna stå kvar.",
        "Each sheet is a table and each row a fact. Fill in the sheets that you need. Keep the headings.",
    ),
    Text(
        "1. Skriv varje källa en gång i bladet sources: titel, och datum om det står på den.",
        "1. Write each source once in the sheet sources: its title, and the date if one is printed on it.",
    ),
    Text(
        "2. Skriv uppdragen i bladet memberships: person, grupp, roll och källa räcker för en rad.",
        "2. Write the seats in the sheet memberships: person, group, role and source are enough for a row.",
    ),
    Text(
        "3. Skriv värdskap i bladet hostings. Nya grupper och organisationer skriver du i bladet organisations.",
        "3. Write who hosts whom in the sheet hostings. New groups and bodies go into the sheet organisations.",
    ),
    Text(
        "Mörkblå rubriker behöver nästan alltid fyllas i. Peka på en rubrik för att se vad kolumnen ska innehålla.",
        "Dark blue headings nearly always need filling in. Point at a heading to see what its column holds.",
    ),
    Text(
        "Skriv datum som 2023, 2023-05 eller 2023-05-17. Gissa inte en dag som källan inte säger.",
        "Write dates as 2023, 2023-05 or 2023-05-17. Do not guess a day that the source does not tell.",
    ),
    Text(
        "Skriv flera värden i en cell med semikolon emellan. Dela upp sammanfogade celler: de läses inte in.",
        "Write several values in one cell with semicolons between. Split merged cells: they are not loaded.",
    ),
    Text(
        "Den som du inte nämner tas inte bort. Att någon har lämnat skriver du med status avslutad och källan.",
        "Nobody is removed by being left out. That somebody left is told by the status ended and the source.",
    ),
    Text(
        "Ta tillbaka en uppgift: skriv samma rad igen med stance satt till ”säger att det inte stämmer”.",
        "To withdraw a fact, write the same row again with the stance “denies”.",
    ),
    Text(
        "Samma namn i samma grupp, eller med samma arbetsgivare eller företrätt organ, blir samma person. "
        "Blir det fel: skriv personens id i kolumnen person_id.",
        "The same name in the same group, or with the same employer or represented body, becomes one person. "
        "If that is wrong, write the person's id in the column person_id.",
    ),
    Text(
        "Skriv bara om offentliga roller. E-postadresser, telefonnummer och personnummer tas inte emot.",
        "Write about public roles only. E-mail addresses, phone numbers and personal numbers are refused.",
    ),
    Text(
        "Prova först, utan att spara: styrgraf load MALL.xlsx --dry-run. Ta bort --dry-run för att spara.",
        "Try it first, without saving: styrgraf load FILE.xlsx --dry-run. Leave out --dry-run to save.",
    ),
)


def write_template(path: Path, language: Language, known: Iterable[Organisation] = ()) -> None:
    """Write the template to `path`; untouched, it loads as nothing to load. Raises `CannotWrite`.

    Groups and bodies are chosen from those `known`; without any, from those that the template itself tells of.
    """
    made = BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True})
    workbook.set_properties({"title": "styrgraf", "author": "styrgraf", "created": _CREATED})
    title = workbook.add_format({"bold": True, "font_size": 16, "font_color": _REQUIRED})
    prose = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"bold": True})
    text = workbook.add_format({"num_format": "@"})
    heading = {"bold": True, "font_color": "white", "num_format": "@", "valign": "vcenter"}
    required = workbook.add_format({**heading, "bg_color": _REQUIRED})
    optional = workbook.add_format({**heading, "bg_color": _OPTIONAL})
    _guide(workbook.add_worksheet(_guide_name(language)), language, title, prose, bold)
    lists = _Lists(language, known)
    for table in TABLES.values():
        sheet = workbook.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 22)
        sheet.set_comments_author("styrgraf")
        for at, column in enumerate(table.columns.values()):
            sheet.set_column(at, at, max(_WIDTHS[column.sort], len(column.name) + 4), text)
            sheet.write_string(0, at, column.name, required if _needed(table, column) else optional)
            note = _note(column, language)
            sheet.write_comment(
                0, at, note, {"width": 320, "height": 20 + 16 * (len(note) // 45 + note.count("\n") + 1)}
            )
            if source := lists.source(column):
                # Some columns take several values, or ids of what is loaded already: those lists only propose.
                closed = column.sort == "choice" and not column.many
                sheet.data_validation(
                    1, at, _LAST_ROW, at, {"validate": "list", "source": source, "show_error": closed}
                )
    lists.write(workbook.add_worksheet(_LISTS))
    workbook.close()
    files.write(path, made.getvalue())


def _guide_name(language: Language) -> str:
    return IGNORED_SHEETS[0 if language == "sv" else 1].capitalize()


def _guide(sheet: Worksheet, language: Language, title: Format, prose: Format, bold: Format) -> None:
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    sheet.set_row(0, 28)
    heading, *lines = _GUIDE
    sheet.write_string(0, 0, heading.of(language), title)
    for row, line in enumerate(lines, 2):
        sheet.write_string(row, 0, line.of(language), prose)
        sheet.set_row(row, _height(line.of(language)))
    for row, table in enumerate(TABLES.values(), len(lines) + 3):
        told = f": {table.title.of(language)}. {table.about.of(language)}"
        sheet.write_rich_string(row, 0, bold, table.name, told, prose)
        sheet.set_row(row, _height(table.name + told))


def _height(text: str) -> int:
    return 4 + 15 * (1 + len(text) // _GUIDE_WIDTH)


def _needed(table: Table, column: Column) -> bool:
    """Tell whether nearly every row needs the column: with a source of its own a row is complete."""
    return column.required or (table.cites and column.name == "source") or column.name == "person"


def _note(column: Column, language: Language) -> str:
    lines = [column.about.of(language)]
    if column.required:
        lines.insert(0, Text("Måste fyllas i.", "Required.").of(language))
    if column.choices and column.refers is None:
        lines += [label.of(language) for label in column.choices.values()]
    return "\n".join(lines)


class _Lists:
    """The values to choose from, each closed list once, in a sheet that people don't see."""

    def __init__(self, language: Language, known: Iterable[Organisation]) -> None:
        self._language = language
        self._values: list[tuple[str, ...]] = []
        self._known = sorted(known, key=lambda organisation: swedish_key(short_label(organisation)))
        self._bearers = Counter(map(short_label, self._known))

    def source(self, column: Column) -> str | None:
        """Return the cells that a column's list is read from."""
        if column.refers == "organisations":
            names = tuple(map(self._name, self._fitting(column)))
            return self._listed(names) if names else _cells(ORGANISATIONS, "name")
        if column.refers == "sources":
            return _cells(SOURCES, "title")
        if not column.choices:
            return None
        return self._listed(tuple(label.of(self._language) for label in column.choices.values()))

    def _fitting(self, column: Column) -> Iterator[Organisation]:
        """Go through the known organisations of the kinds that a column speaks of."""
        return (each for each in self._known if column.kinds(kinds.ORGANISATION_KINDS[each.kind]))

    def _name(self, organisation: Organisation) -> str:
        """Return what means this organisation alone: its short name, or its id."""
        name = short_label(organisation)
        return name if self._bearers[name] == 1 else organisation.id

    def _listed(self, values: tuple[str, ...]) -> str:
        if values not in self._values:
            self._values.append(values)
        letter = _letters(self._values.index(values))
        return f"={_LISTS}!${letter}$1:${letter}${len(values)}"

    def write(self, sheet: Worksheet) -> None:
        """Write the values of all lists."""
        for at, values in enumerate(self._values):
            for row, value in enumerate(values):
                sheet.write_string(row, at, value)
        sheet.hide()


def _cells(table: Table, column: str) -> str:
    letter = _letters(list(table.columns).index(column))
    return f"={table.name}!${letter}$2:${letter}${_LAST_ROW}"


def _letters(column: int) -> str:
    return str(xl_col_to_name(column))
