"""Tables: the header tells what each column holds; also grids with groups down and regions or roles across."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.documents.context import entries
from loaders.documents.context.columns import (
    RosterColumn,
    attending,
    columns_of,
    header_row,
    surname_first,
    turned_name,
)
from loaders.documents.context.entries import ListEntry
from loaders.documents.context.setting import ReadDocument, Setting, group_of, walk
from loaders.documents.context.units import Unit
from loaders.documents.mentions import dates, mentions, words
from loaders.documents.mentions.mentions import NamedGroup
from loaders.documents.proposals import Attendance, Claim, ClaimedHosting, ClaimedMembership, Succession
from loaders.documents.rules import attendance, rosters


@dataclass
class _Held:
    """What rows above say of the rows below."""

    group: NamedGroup | None = None
    body: str | None = None
    role: str | None = None


def find(document: ReadDocument) -> Iterator[Claim]:
    """Yield what the tables say of memberships, hosting and successions."""
    taken = attendance.taken(document)
    for unit, setting in walk(document):
        if unit.kind == "table" and id(unit) not in taken and not setting.lists_others:
            yield from _table(unit, setting, document)


def _table(unit: Unit, setting: Setting, document: ReadDocument) -> Iterator[Claim]:
    header = header_row(unit, document)
    columns = columns_of(unit.rows[header], document) if header is not None else None
    held = _Held()
    for row in unit.rows[: header or 0] if header else ():
        _heads(row, held, document)
    if columns is None:
        yield from _without_header(unit, setting, document)
        return
    columns = attending(columns, unit.rows[header or 0], document)
    turned = surname_first(unit.rows[(header or 0) + 1 :], columns, document)
    first = (unit.spot.row or 1) + (header or 0) + 1
    for number, row in enumerate(unit.rows[(header or 0) + 1 :], first):
        spot = unit.spot._replace(row=number)
        filled = list(dict.fromkeys(cell for cell in row if cell.strip()))
        if not filled or row == unit.rows[header or 0]:
            continue
        if (again := columns_of(row, document)) is not None and all(
            column.sort and not column.sort.startswith("value-")
            for column, cell in zip(again, row, strict=True)
            if cell.strip()
        ):
            columns = attending(again, row, document)
            continue
        if len(filled) == 1 and _heads(row, held, document):
            continue
        row = tuple(turned_name(cell) if place in turned else cell for place, cell in enumerate(row))
        yield from _row(row, columns, unit._replace(spot=spot), setting, held, document)


def _heads(row: Sequence[str], held: _Held, document: ReadDocument) -> bool:
    """Take a row of one text as a heading of the rows below; tell whether it is one."""
    filled = list(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
    if len(filled) != 1:
        return False
    text = filled[0]
    group, body = group_of(text, document), document.gazetteer.body(text)
    if body is not None and body.kind in ("region", "sjukvardsregion"):
        held.body = body.name
        return True
    if group is not None and document.mask(text, attach=False).persons == []:
        held.group, held.body, held.role = group, None, None
        return True
    role = words.ROLE.fullmatch(text.rstrip(":"))
    if role is not None or words.MEMBERS_HEADING.fullmatch(text.rstrip(":")):
        held.role = words.role_of(role) if role is not None else None
        return True
    return False


def _row(
    row: Sequence[str],
    columns: Sequence[RosterColumn],
    unit: Unit,
    setting: Setting,
    held: _Held,
    document: ReadDocument,
) -> Iterator[Claim]:
    cells = _cells(row, columns)
    group = _group_of_row(row, cells, columns, held, document)
    body_text = cells.get("body")
    body = _body(body_text, document) if body_text else None
    own = document.body if group is not None and document.group is None else None
    here = Setting(
        group or setting.group, held.body or setting.body or own, held.role or setting.role,
        headings=setting.headings, nominated=setting.nominated, lists_people=True,
    )  # fmt: skip
    if (host := cells.get("host")) is not None and group is not None:
        yield from _hosted(host, group, unit, document)
    name = cells.get("name") or " ".join(filter(None, (cells.get("first"), cells.get("last"))))
    marked = [
        column.group
        for column, cell in zip(columns, row, strict=False)
        if column.group is not None and _MARK.fullmatch(cell.strip())
    ]
    if name and marked:
        for each in marked:
            yield from _person(name, cells, body, replace(here, group=each), unit, document)
        return
    if name:
        yield from _named(name, cells, body, here, unit, document)
    if "leaving" in cells or "joining" in cells:
        yield from _replaced(cells, body, here, unit, document)
    yield from _crossings(row, columns, body, here, unit, document)


def _cells(row: Sequence[str], columns: Sequence[RosterColumn]) -> dict[str, str]:
    """Return a row by the sorts of its columns; whether somebody came also by the title of the column of names."""
    cells: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        text = " ".join(cell.split())
        if column.sort and not column.sort.startswith("value-") and text:
            cells[column.sort] = f"{cells[column.sort]}, {text}" if column.sort in cells else text
    came = next((column.value for column in columns if column.sort == "name"), None)
    return cells if came is None else cells | {"present": came}


def _group_of_row(
    row: Sequence[str],
    cells: Mapping[str, str],
    columns: Sequence[RosterColumn],
    held: _Held,
    document: ReadDocument,
) -> NamedGroup | None:
    """Return the group that a row names, in its own column or first in a grid, else the one above."""
    kind = next((column.value for column in columns if column.sort == "group"), None)
    group = _row_group(cells.get("group"), held, document, kind)
    if "group" not in cells and columns and columns[0].sort == "" and any(c.sort.startswith("value-") for c in columns):
        return _row_group(" ".join(row[0].split()) if row else None, held, document)
    return group


def _named(
    name: str, cells: dict[str, str], body: str | None, here: Setting, unit: Unit, document: ReadDocument
) -> Iterator[Claim]:
    """Yield what a row says of the person whom it names: a seat, or in minutes whether he or she came."""
    if "present" not in cells:
        if not words.NOBODY.fullmatch(name):
            yield from _person(name, cells, body, here, unit, document)
    elif here.group is not None:
        yield from _attended(name, cells, body, here.group, unit, document)


def _crossings(
    row: Sequence[str],
    columns: Sequence[RosterColumn],
    body: str | None,
    here: Setting,
    unit: Unit,
    document: ReadDocument,
) -> Iterator[Claim]:
    """Yield who stands where a row crosses a column named after a body, a role or a group."""
    for column, cell in zip(columns, row, strict=False):
        if not column.sort.startswith("value-") or words.NOBODY.fullmatch(cell or "-"):
            continue
        inner = Setting(
            column.group or here.group, column.value if column.sort == "value-body" else body or here.body,
            column.value if column.sort == "value-role" else here.role,
            headings=here.headings, nominated=here.nominated, lists_people=True,
        )  # fmt: skip
        for line in cell.split("\n"):
            for entry in entries.entries(line, document):
                yield from rosters.entry_claims(entry, unit, inner, document, "tabell: rutnät")


_MARK = re.compile(r"[xX✓✔•]|ja|1", re.IGNORECASE)
"""A cell that says that the row's person sits in the column's group."""


def _person(
    name: str, cells: dict[str, str], body: str | None, here: Setting, unit: Unit, document: ReadDocument
) -> Iterator[Claim]:
    for entry in entries.entries(name, document):
        entry.quote = name
        entry.body = body or entry.body
        if (role := cells.get("role")) is not None:
            _roles(entry, role, document)
        when = " ".join(
            filter(
                None,
                (cells.get("period"), _labelled("fr.o.m.", cells.get("start")), _labelled("t.o.m.", cells.get("end"))),
            )
        )
        found = dates.period(f"{when} {cells.get('status', '')} {role or ''}", document.near)
        entry.period = dates.Period(found.start or entry.period.start, found.end or entry.period.end)
        status = cells.get("status", "")
        if re.search(r"nominer|föresl", status, re.IGNORECASE):
            entry.status = "nominated"
        elif re.search(r"avslut|avgått|slutat|lämnat|tidigare|avgick", status, re.IGNORECASE):
            entry.status = "ended"
        others = document.mask(status, attach=False).persons
        if len(others) == 1 and re.search(r"ersätter|efterträder|\befter ", status, re.IGNORECASE):
            entry.replaces = others[0].name
        told = list(rosters.entry_claims(entry, unit, here, document, "tabell"))
        yield from told
        if len(others) == 1 and re.search(
            r"(?:efterträdd|efterträddes|ersatt|ersattes|ersätts|efterträds|avlöst) av|efterträdare",
            status,
            re.IGNORECASE,
        ):
            for seat in told:
                if isinstance(seat, ClaimedMembership) and seat.person == entry.person:
                    taken_on = dates.next_day(seat.valid_to) if seat.valid_to else None
                    yield Succession(
                        f"{name}: {status}",
                        unit.spot,
                        "tabell: ersätts av",
                        others[0].name,
                        entry.person,
                        seat.group,
                        seat.role,
                        taken_on,
                    )


_ABSENT = re.compile(r"nej|ej\b|inte|förhindra?d?|frånvarande|återbud|[-–]|f", re.IGNORECASE)


def _attended(
    name: str, cells: dict[str, str], body: str | None, group: NamedGroup, unit: Unit, document: ReadDocument
) -> Iterator[Claim]:
    """Yield a row of an attendance table that says of each person whether he or she came."""
    for entry in entries.entries(name, document):
        _roles(entry, cells.get("role", ""), document)
        role = entry.roles[0][0] if entry.roles else None
        present = _ABSENT.match(cells["present"].strip()) is None
        own = body or entry.body
        if own is not None:
            document.people.body.setdefault(entry.person, own)
        yield Attendance(
            name, unit.spot, "närvarotabell", entry.person, group.name, document.day, present, role, own, entry.item
        )
        if role is not None:
            yield ClaimedMembership(
                name, unit.spot, "närvarotabell: roll", entry.person, group.name, group.kind, role, own
            )


def _labelled(label: str, text: str | None) -> str | None:
    return None if text is None else text if re.match(r"(?:fr|t)\.?\s?o", text) else f"{label} {text}"


def _roles(entry: ListEntry, text: str, document: ReadDocument) -> None:
    """Add the roles that a cell tells, with the groups that it names for them."""
    masked = document.mask(text, attach=False)
    known = entry.roles
    entry.roles = []
    for found in re.finditer(r"«R(\d+)»(?:\s+(?:i|för|av|inom)\s+«G(\d+)»)?", masked.text):
        if found[2] is None and mentions.board_follows(masked.text[found.end() :]):
            continue
        entry.roles.append((masked.roles[int(found[1])], masked.groups[int(found[2])] if found[2] else None))
    entry.roles = entry.roles or known


def _body(text: str, document: ReadDocument) -> str | None:
    found = [each.name for each in mentions.organisations(text, document.gazetteer)]
    if not found and re.search(r"[A-ZÅÄÖ]{2,}|[a-zåäö]", text) and not words.NOBODY.fullmatch(text):
        return None if len(text) > 60 else text
    return mentions.most_specific(found, document.gazetteer)


def _row_group(text: str | None, held: _Held, document: ReadDocument, kind: str | None = None) -> NamedGroup | None:
    if text:
        group = group_of(text, document)
        for each in (kind,) if kind else ("npo", "nsg"):
            if group is None and (area := document.gazetteer.area(text, each)) is not None:
                group = NamedGroup(area.name, area.kind, 0, len(text), area.organisation)
        if group is None and kind is not None and text[:1].isalpha() and len(text) < 60:
            found = document.gazetteer.find(f"{kind.upper()} {text[:1].lower()}{text[1:]}")
            group = NamedGroup(found[0].name, kind, 0, len(text), found[0].organisation) if found else None
        if group is not None:
            held.group = group
    return held.group


def _hosted(host: str, group: NamedGroup, unit: Unit, document: ReadDocument) -> Iterator[Claim]:
    for each in mentions.organisations(host, document.gazetteer):
        if each.kind in ("region", "sjukvardsregion"):
            dormant = re.search(r"vilande", host, re.IGNORECASE)
            yield ClaimedHosting(
                host, unit.spot, "tabell: värd", each.name, group.name, "dormant" if dormant else "current"
            )


def _replaced(
    cells: dict[str, str], body: str | None, here: Setting, unit: Unit, document: ReadDocument
) -> Iterator[Claim]:
    """Yield a succession told by a column for who leaves and one for who comes."""
    old = list(entries.entries(cells.get("leaving", ""), document))
    new = list(entries.entries(cells.get("joining", cells.get("name", "")), document))
    if here.group is None or len(old) > 1 or len(new) > 1:
        return
    found = words.ROLE.search(cells.get("role", ""))
    role = words.role_of(found) if found is not None else here.role or "ledamot"
    start = dates.period(_labelled("fr.o.m.", cells.get("start") or cells.get("period")) or "", document.near).start
    end = dates.period(_labelled("t.o.m.", cells.get("end")) or "", document.near).end
    start = start or (dates.next_day(end) if end else None)
    gone = end is not None and document.as_of is not None and dates.last_day(end) <= document.as_of
    proposed = here.nominated or bool(re.search(r"föresl|nominer", cells.get("status", ""), re.IGNORECASE))
    quote = " ".join(filter(None, (cells.get("leaving"), cells.get("joining") or cells.get("name"))))
    for entry in new if "joining" in cells else []:
        entry.body = body or entry.body
        entry.roles = entry.roles or [(role, None)]
        entry.period = dates.Period(start, None)
        entry.status = "nominated" if proposed else None
        yield from rosters.entry_claims(entry, unit, here, document, "tabell: byte")
    for entry in old:
        stays = proposed or (end is not None and not gone)
        yield ClaimedMembership(
            quote, unit.spot, "tabell: byte", entry.person, here.group.name, here.group.kind, role,
            body or entry.body, "current" if stays else "ended", None, end,
        )  # fmt: skip
    if old and new:
        yield Succession(quote, unit.spot, "tabell: byte", new[0].person, old[0].person, here.group.name, role, start)


def _without_header(unit: Unit, setting: Setting, document: ReadDocument) -> Iterator[Claim]:
    """Read the rows of a table without a header as lines of a list."""
    held = _Held()
    for number, row in enumerate(unit.rows, 1):
        filled = [cell for cell in row if cell.strip()]
        if _heads(row, held, document) or not filled:
            continue
        body = document.gazetteer.body(filled[0])
        if len(filled) == 2 and "\n" in filled[1] and body is not None and body.kind in ("region", "sjukvardsregion"):
            # Several people of one body, a line each.
            here = replace(setting, group=held.group or setting.group, body=body.name, role=held.role or setting.role)
            inner = unit._replace(spot=unit.spot._replace(row=number))
            for each in filled[1].split("\n"):
                if rosters.is_entry(unit, each, here, held.group is not None, document):
                    for entry in entries.entries(each, document):
                        yield from rosters.entry_claims(entry, inner, here, document, "tabell utan rubrikrad")
            continue
        line = "\t".join(" ".join(cell.split()) for cell in filled)
        label = words.ROLE.fullmatch(filled[0].strip().rstrip(":"))
        here = replace(
            setting,
            group=held.group or setting.group,
            body=held.body or setting.body,
            role=held.role or setting.role,
        )
        if label is None and not rosters.is_entry(unit, line, here, held.group is not None, document):
            continue
        role = words.role_of(label) if label is not None else None
        for entry in entries.entries("\t".join(filled[1:]) if label is not None else line, document):
            inner = unit._replace(spot=unit.spot._replace(row=number))
            yield from rosters.entry_claims(entry, inner, here, document, "tabell utan rubrikrad", role)
