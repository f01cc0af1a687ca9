"""Popolo JSON as tables: persons, organizations, posts and memberships become rows, checked like all others.

What `styrgraf export popolo` writes reads back as the same records. Other Popolo files are read as far as they
tell what a record needs: a known kind of organisation, a known role, and a web page as source
(`loaders.tables.popolo_of_others` puts them in order first).
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from graph.records import WITH_EVIDENCE, Membership, Name, Organisation
from graph.texts import Text
from loaders.tables.bounds import MOST_BYTES, too_much
from loaders.tables.cells import is_id
from loaders.tables.descriptions import TABLES
from loaders.tables.faults import LineOfTable, Report
from loaders.tables.popolo_of_others import LISTS, Placed, in_order
from loaders.tables.rows import Grid

_VERSION = 1
_PERSONAL = ("email", "contact_details", "birth_date", "gender", "image")
_EMBEDDED = ("memberships", "posts", "children", "person", "organization", "on_behalf_of", "post", "parent")
_DATES = ("start_date", "end_date")

_Item = Mapping[str, Any]


def grids(path: Path, file: str, report: Report) -> Iterator[Grid]:
    """Yield the tables in a Popolo file; the number of a row is that of the item in its list, from 1."""
    document = _document(path, file, report)
    if document is not None:
        yield from _Reading(document, file, report).grids()


def _document(path: Path, file: str, report: Report) -> _Item | None:
    if path.stat().st_size > MOST_BYTES:
        report.fault(LineOfTable(file, None, 0), None, "", too_much())
        return None
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        report.fault(LineOfTable(file, None, error.lineno), None, "", _BROKEN)
        return None
    except (ValueError, RecursionError):  # no UTF-8, a number of thousands of digits, or a depth of thousands
        report.fault(LineOfTable(file, None, 0), None, "", _BROKEN)
        return None
    if not isinstance(document, dict) or not ({"persons", "organizations", "styrgraf"} & document.keys()):
        report.fault(LineOfTable(file, None, 0), None, "", _NOT_POPOLO)
        return None
    return document


class _Reading:
    """The rows of one file, gathered by list and table."""

    def __init__(self, document: _Item, file: str, report: Report) -> None:
        self._file = file
        self._report = report
        self._rows: defaultdict[tuple[str, str], list[tuple[int, dict[str, str]]]] = defaultdict(list)
        self._pages: dict[str, str] = {}
        """Sources of other programs' files: web address → id."""
        self._document = document
        own = document.get("styrgraf")
        self._own: _Item = own if isinstance(own, dict) else {}
        self._ours = bool(self._own)
        self._persons: set[Any] = set()

    def grids(self) -> Iterator[Grid]:
        """Yield everything that the file tells."""
        version = self._own.get("version", _VERSION)
        if version != _VERSION:
            self._report.fault(LineOfTable(self._file, None, 0), "version", str(version), _NEWER)
            return
        for name in TABLES:
            for number, item in self._items(self._own, name):
                self._add(name, number, name, item)
        placed = {name: [Placed(name, *told) for told in self._items(self._document, name)] for name in LISTS}
        if not self._ours:
            placed = in_order(self._document)
            self._persons = {each.item.get("id") for each in placed["persons"]}
        for sheet, number, item in placed["persons"]:
            self._person(sheet, number, item)
        for sheet, number, item in placed["organizations"]:
            self._organisation(sheet, number, item)
        for sheet, number, item in placed["posts"] if self._ours else ():
            self._seat(sheet, number, item, vacant=True)  # elsewhere a post is any seat, held or not
        for sheet, number, item in placed["memberships"]:
            self._seat(sheet, number, item, vacant=False)
        for (sheet, name), rows in self._rows.items():
            yield self._grid(sheet, name, rows)

    def _grid(self, sheet: str, name: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> Grid:
        columns = dict.fromkeys(column for _, row in rows for column in row)
        if self._ours:
            # A column that a file of ours leaves out is empty in every row, not untold.
            columns = dict.fromkeys(TABLES[name].model.model_fields) | columns
        lines = [(1, [*columns]), *((number, [row.get(column, "") for column in columns]) for number, row in rows)]
        return Grid(LineOfTable(self._file, sheet, 0), TABLES[name], len(lines), lines)

    def _items(self, holder: _Item, name: str) -> Iterator[tuple[int, _Item]]:
        found = holder.get(name) or []
        for number, item in enumerate(found if isinstance(found, list) else [found], 1):
            if isinstance(item, dict):
                yield number, item
            else:
                self._fault(name, number, None, item, _OBJECT)

    def _person(self, sheet: str, number: int, item: _Item) -> None:
        self._look(sheet, number, item)
        names = [other.get("name") for _, other in self._items(item, "other_names")]
        row = {"id": item.get("id"), "name": item.get("name"), "aliases": names, **self._extra(item)}
        self._add(sheet, number, "persons", row)

    def _organisation(self, sheet: str, number: int, item: _Item) -> None:
        self._look(sheet, number, item)
        key = item.get("id") or item.get("name")
        pages = self._sources(sheet, number, item)
        row = {
            "id": item.get("id"),
            "name": item.get("name"),
            "kind": item.get("classification"),
            "valid_from": item.get("founding_date"),
            "valid_to": item.get("dissolution_date"),
        }
        self._cited(sheet, number, Organisation.table, row, item, pages)
        for _, other in self._items(item, "other_names"):
            named = {
                "organisation": key,
                "text": other.get("name"),
                "valid_from": other.get("start_date"),
                "valid_to": other.get("end_date"),
            }
            self._cited(sheet, number, Name.table, named, other, pages)
        if not self._ours and item.get("parent_id"):
            link = {"kind": "part_of", "from_id": key, "to_id": item["parent_id"]}
            self._cited(sheet, number, "links", link, {}, pages)

    def _seat(self, sheet: str, number: int, item: _Item, *, vacant: bool) -> None:
        self._look(sheet, number, item)
        row = {
            "id": item.get("id") if self._ours else None,
            "group": item.get("organization_id"),
            "role": item.get("role"),
            "person": item.get("person_id"),
            "represents": item.get("on_behalf_of_id"),
            "valid_from": item.get("start_date"),
            "valid_to": item.get("end_date"),
        }
        if vacant:
            # A post's own dates are not those of the vacancy.
            row |= {"person": None, "represents": None, "valid_from": None, "valid_to": None, "status": "vacant"}
        if not self._ours:
            person = row["person"]
            if isinstance(person, str) and person not in self._persons and not is_id(person):
                self._fault(sheet, number, "person_id", person, _NO_PERSON)
                return
            row["person"] = person or item.get("person_name")
            # One page may tell several terms of one seat.
            row["place"] = item.get("id") or "–".join(str(item.get(each) or "") for each in _DATES).strip("–")
        told, extra = row["represents"], self._extra(item)
        if told and "represents" in extra and told not in extra["represents"]:
            self._fault(sheet, number, "on_behalf_of_id", told, _TWO_ANSWERS)
        self._cited(sheet, number, Membership.table, row, item, self._sources(sheet, number, item))

    def _cited(
        self, sheet: str, number: int, table: str, row: dict[str, Any], item: _Item, pages: Sequence[str]
    ) -> None:
        """Add a row with its evidence: that of the item, or (in other programs' files) a row for each page."""
        extra = self._extra(item)
        for date in ("valid_from", "valid_to"):
            if extra.get(date) and row.get(date):
                self._fault(sheet, number, date, row[date], _TWO_ANSWERS)
        whole = {**row, **extra}
        if self._ours or "evidence" in whole:
            self._add(sheet, number, table, whole)
            return
        for page in pages:
            self._add(sheet, number, table, {**whole, "source": page})
        if not pages:
            self._fault(sheet, number, "sources", "", _NO_SOURCE)

    def _extra(self, item: _Item) -> dict[str, Any]:
        extra = item.get("styrgraf") or {}
        return dict(extra) if isinstance(extra, dict) else {}

    def _sources(self, sheet: str, number: int, item: _Item) -> list[str]:
        """Return the ids of the web pages that an item of another program's file names, adding new ones."""
        found = []
        for _, source in self._items(item, "sources") if not self._ours else ():
            url = source.get("url")
            if not isinstance(url, str) or not url:
                self._fault(sheet, number, "sources", url, _TEXT)
                continue
            title = source.get("note") or url
            if url not in self._pages:
                self._pages[url] = f"kalla-{sha256(url.encode()).hexdigest()[:12]}"  # its title may be a name
                row = {"id": self._pages[url], "title": title, "address": url}
                self._add(sheet, number, "sources", row)
            found.append(self._pages[url])
        return found

    def _add(self, sheet: str, number: int, table: str, values: _Item) -> None:
        """Add a row, and those of its evidence."""
        row = {}
        for name, value in values.items():
            if name == "evidence" and table != "evidence":
                continue
            text = self._text(sheet, number, name, value)
            if text:
                row[name] = text
        self._rows[sheet, table].append((number, row))
        if "evidence" in values and table in _WITH_EVIDENCE:
            key = _key(table, row)
            for _, told in self._items(values, "evidence"):
                self._add(sheet, number, "evidence", {**told, "kind": table, "record": key})

    def _text(self, sheet: str, number: int, name: str, value: Any) -> str:
        if value is None:
            return ""
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, str) for part in parts):
            self._fault(sheet, number, name, value, _TEXT)
            return ""
        return ";".join(parts)

    def _look(self, sheet: str, number: int, item: _Item) -> None:
        """Tell what Popolo can hold but isn't read here."""
        for name in _EMBEDDED:
            if item.get(name):
                self._fault(sheet, number, name, item[name], _APART)
        if any(item.get(name) for name in _PERSONAL):
            self._report.notice(LineOfTable(self._file, sheet, number), _NOT_READ)

    def _fault(self, sheet: str, number: int, column: str | None, value: Any, expected: Text) -> None:
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self._report.fault(LineOfTable(self._file, sheet, number), column, shown, expected)


_WITH_EVIDENCE = frozenset(model.table for model in WITH_EVIDENCE)


def _key(table: str, row: Mapping[str, str]) -> str:
    if table == Name.table:
        return "|".join((row.get("organisation", ""), row.get("sort", "alias"), row.get("text", "")))
    return row.get("id", "")


_BROKEN = Text(
    "Filen är inte hel JSON i UTF-8. Hämta den på nytt, eller rätta den här.",
    "The file is not whole JSON in UTF-8. Fetch it anew, or mend it here.",
)
_NOT_POPOLO = Text(
    "Det här är inte Popolo. Filen ska ha listorna persons, organizations och memberships.",
    "This is not Popolo. The file should have the lists persons, organizations and memberships.",
)
_NEWER = Text(
    "Filen är skriven av en nyare styrgraf. Uppdatera styrgraf.",
    "The file was written by a newer styrgraf. Update styrgraf.",
)
_OBJECT = Text("Skriv ett objekt med fält: {…}", "Write an object with fields: {…}")
_TEXT = Text("Skriv text inom citattecken.", "Write text in quotation marks.")
_APART = Text(
    "Lägg det i listan med samma namn längst ut i filen, och peka på det med id.",
    "Put it into the list of that name at the top of the file, and point at it by id.",
)
_TWO_ANSWERS = Text(
    "Samma sak sägs på två sätt, här och i styrgraf. Ta bort det ena.",
    "The same is told in two ways, here and in styrgraf. Remove one.",
)
_NO_SOURCE = Text(
    'Ange minst en källa: "sources": [{"url": "https://…", "note": "titel"}].',
    'Name at least one source: "sources": [{"url": "https://…", "note": "title"}].',
)
_NO_PERSON = Text(
    "Ingen person i filen har det id:t. Lägg till personen i listan persons, eller rätta id:t.",
    "No person in the file has that id. Add the person to the list persons, or mend the id.",
)
_NOT_READ = Text(
    "Kontaktuppgifter och personliga uppgifter läses inte in.", "Contact details and personal details are not loaded."
)
