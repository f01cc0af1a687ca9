"""What the columns of a table hold, by its header."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph import kinds
from loaders.documents.context.setting import ReadDocument, group_of
from loaders.documents.context.units import Unit
from loaders.documents.mentions import words
from loaders.documents.mentions.mentions import NamedGroup

_HEADERS: tuple[tuple[str, str], ...] = (
    ("first", r"förnamn"),
    ("last", r"efternamn"),
    ("leaving", r"(?:avgående|tidigare|nuvarande|ersätter|efterträder|lämnar|utträder|föregående)(?: \w+)?|avgår"),
    ("joining", r"(?:ny|nya|tillträdande|efterträdare|ersätts av|föreslagen|nominerad)(?: \w+)?|efterträdare"),
    ("host", r"värd(?:skap|region|sjukvårdsregion|organisation)?(?: för.*)?"),
    ("start", r"(?:from|fr\.? ?o\.? ?m\.?|från(?: och med)?|start(?:datum)?|tillträde|invald|utsedd|sedan)(?: \w+)?"),
    ("end", r"(?:tom|t\.? ?o\.? ?m\.?|till(?: och med)?|slut(?:datum)?|mandat(?:tid)? (?:till|t\.? ?o\.? ?m\.?|"
    r"ut)|avgång|"
            r"utgår)(?: \w+)?"),
    ("period", r"(?:mandat)?period|mandat(?:tid)?|tid|giltighet|mandatperiod.*"),
    ("present", r"närvaro|närvarande|deltog|när\."),
    ("status", r"status|läge|anmärkning|kommentar|notering|övrigt|beslut"),
    ("title", r"titel|befattning|yrke|profession|specialitet|kompetens|yrkesroll|tjänst|yrkestitel"),
    ("role", r"(?:roll|funktion|uppdrag)(?: i (?:gruppen|npo|nsg|rådet).*)?|roll/funktion|roller"),
    ("group", r"(?:grupp|npo|nsg|nag|rpo|rsg|rag|lpo|programområde|samverkansgrupp|arbetsgrupp|organ|"
              r"nationellt programområde|nationell (?:samverkansgrupp|arbetsgrupp)|"
              r"forum|råd|gruppering|kunskapsråd|område)(?:/\w+)*"),
    ("body", r"(?:region|sjukvårdsregion|organisation|huvudman|hem(?:vist|region|ort)|arbetsgivare|landsting|"
    r"region/organisation|"
             r"sjukvårdsregion/region|tillhörighet|ort/region|samverkansregion|region/sjukvårdsregion|arbetsplats)|"
             r"(?:representerar|företräder|representation|utsedd av|nominerad av|för)(?:.*)?"),
    ("name", r"(?:namn|ledamot|ledamöter|person|personer|representant(?:er)?|deltagare|medlem(?:mar)?|"
             r"för- och efternamn|namn och .*|utsedd person|kandidat|ordinarie(?: ledamot)?|vem)"),
)  # fmt: skip


class RosterColumn(NamedTuple):
    """What one column holds."""

    sort: str
    value: str | None = None
    """A body or a role, for columns that are named after one; the kind of group, as `nsg`, for a column of groups."""
    group: NamedGroup | None = None


def header_row(unit: Unit, document: ReadDocument) -> int | None:
    """Return which row is the header: of the first ones, the one that names most columns."""
    known = [
        (sum(bool(column.sort) for column in columns), -place)
        for place, row in enumerate(unit.rows[:8])
        if (columns := columns_of(row, document)) is not None
    ]
    return -max(known)[1] if known else None


def columns_of(row: Sequence[str], document: ReadDocument) -> list[RosterColumn] | None:
    """Return what the columns hold if a row is a header; None when it isn't one."""
    columns = [_column(" ".join(cell.split()), document) for cell in row]
    first = columns[0].sort if columns else ""
    if (
        first in ("", "present")
        and not any(column.sort in ("name", "first", "last") for column in columns)
        and words.ATTENDANCE.fullmatch(row[0].strip().rstrip(":"))
        and any(column.sort == "body" for column in columns)
    ):
        columns[0] = RosterColumn("name")  # `Närvarande | Region`
    sorts = {column.sort for column in columns}
    named = sum(column.sort not in ("", "value-body") for column in columns)
    if "name" in sorts or {"first", "last"} <= sorts or {"leaving", "joining"} <= sorts:
        return columns if named > 1 else None
    if "host" in sorts and ("group" in sorts or named > 1):
        return columns
    values = [column for column in columns if column.sort.startswith("value-")]
    if "group" in sorts and values:
        return columns
    if len(values) > 1 and not any(document.mask(cell, attach=False).persons for cell in row) and not row[0].strip():
        return columns
    return columns if len(values) > 1 and all(column.sort for column in columns[1:]) and "body" in sorts else None


def _column(text: str, document: ReadDocument) -> RosterColumn:
    bare = text.strip(" :*").casefold()
    if not bare or len(bare) > 70:
        return RosterColumn("")
    for sort, pattern in _HEADERS:
        if re.fullmatch(pattern, bare):
            return RosterColumn(sort, _kind_of(bare) if sort == "group" else None)
    role = words.ROLE.fullmatch(bare)
    if role is not None:
        return RosterColumn("value-role", words.role_of(role))
    body = document.gazetteer.body(text)
    if body is not None and body.kind in ("region", "sjukvardsregion"):
        return RosterColumn("value-body", body.name)
    group = group_of(text, document)
    if group is not None:
        return RosterColumn("value-group", None, group)
    return RosterColumn("")


_KINDS = [(kind.name, kind.column) for kind in kinds.ORGANISATION_KINDS.values() if kind.column]


def _kind_of(header: str) -> str | None:
    """Return the kind of the groups in a column by its header; None when it doesn't say."""
    return next((kind for kind, pattern in _KINDS if re.search(pattern, header)), None)


def attending(columns: list[RosterColumn], row: Sequence[str], document: ReadDocument) -> list[RosterColumn]:
    """Return the columns with that of the names marked, where its title says who came: `Frånvarande` in minutes."""
    if not document.minutes or any(column.sort == "present" for column in columns):
        return columns
    result = []
    for column, cell in zip(columns, row, strict=True):
        label = words.ATTENDANCE.fullmatch(" ".join(cell.split()).rstrip(":"))
        if column.sort == "name" and label is not None and re.match(r"(?i)ledam|medlem", cell) is None:
            column = RosterColumn("name", "frånvarande" if label["absent"] else "närvarande")
        result.append(column)
    return result


_TURNED = re.compile(
    r"\s*((?:(?:von|af|de|van) )?[A-ZÅÄÖÉ][\w'’-]+(?: [A-ZÅÄÖÉ][\w'’-]+)?),\s*([A-ZÅÄÖÉ][\w’-]+(?: "
    r"[A-ZÅÄÖÉ][\w.-]*)?)\s*"
)


def surname_first(rows: Sequence[Sequence[str]], columns: Sequence[RosterColumn], document: ReadDocument) -> set[int]:
    """Return the columns of names whose cells give the surname first: `Ek, Anna`."""
    result = set()
    for place, column in enumerate(columns):
        if column.sort != "name":
            continue
        cells = [
            row[place]
            for row in rows
            if place < len(row) and row[place].strip() and not words.NOBODY.fullmatch(row[place])
        ]
        fitting = [
            cell for cell in cells if _TURNED.fullmatch(cell) and document.gazetteer.body(cell.split(",")[1]) is None
        ]
        if cells and len(fitting) * 2 > len(cells):
            result.add(place)
    return result


def turned_name(cell: str) -> str:
    """Return a name with the first name first: `Anna Ek` for `Ek, Anna`."""
    found = _TURNED.fullmatch(cell)
    return cell if found is None else f"{found[2]} {found[1]}"
