"""Attendance: who was there, who sent word, who was called in for an item; a role on the line is a seat too.

Understands running lists (`Närvarande: A (X), B (Y)`), one person on each line, rows of a table, and
flattened tables where all names come first and all bodies after, in the same order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from loaders.documents.context import entries
from loaders.documents.context.entries import ListEntry
from loaders.documents.context.setting import ReadDocument, Setting, walk
from loaders.documents.context.units import Unit
from loaders.documents.mentions import mentions, people, words
from loaders.documents.mentions.mentions import NamedGroup
from loaders.documents.proposals import Attendance, Claim, ClaimedMembership

Sort = Literal["present", "absent", "called"]


_LABEL_ROLES = (("adjunger", "adjungerad"), ("ersättare", "ersättare"), ("ledam", "ledamot"))
"""Roles that a label tells of all under it."""


class ListLabel(NamedTuple):
    """What begins a part of an attendance list."""

    sort: Sort
    item: str | None
    text: str
    role: str | None = None


def find(document: ReadDocument) -> Iterator[Claim]:
    """Yield attendance, and memberships for roles told beside the names."""
    for label, lines, group in parts(document):
        if group is None:
            continue
        for entry, unit in _entries(lines, document):
            yield from _entry_claims(entry, label, group, unit, document)


def parts(document: ReadDocument) -> Iterator[tuple[ListLabel, list[Unit], NamedGroup | None]]:
    """Yield each part of the attendance lists: its label, its lines and the group that met."""
    current: tuple[ListLabel, list[Unit], NamedGroup | None] | None = None
    for unit, setting in walk(document):
        if unit.kind == "table":
            if current is not None and current[1]:
                yield current
            rows = list(_rows(unit, setting, document))
            yield from rows
            current = None if rows else current if current and not current[1] else None
            continue
        label = label_of(unit, document, setting)
        if label is not None:
            if current is not None:
                yield current
            rest = unit.text[len(label.text) :].strip(" :\t") if unit.kind != "heading" or ":" in unit.text else ""
            first = [unit._replace(text=rest, kind="line")] if rest else []
            current = (label, first, _meeting(unit, setting, document))
        elif current is not None and _goes_on(unit, current[1], document):
            current[1].append(unit)
        elif current is not None:
            yield current
            current = None
    if current is not None:
        yield current


def taken(document: ReadDocument) -> set[int]:
    """Return the identities of the units that are attendance, so that other rules leave them alone."""
    return {id(unit) for unit in _attending(document)}


def _attending(document: ReadDocument) -> Iterator[Unit]:
    current: list[Unit] | None = None
    for unit, setting in walk(document):
        if unit.kind == "table":
            if any(_row_label(row, document, setting) for row in unit.rows) or _labels_across(unit, document, setting):
                yield unit
            current = current if current == [] else None
        elif label_of(unit, document, setting) is not None:
            current = []
            yield unit
        elif current is not None and _goes_on(unit, current, document):
            current.append(unit)
            yield unit
        else:
            current = None


def label_of(unit: Unit, document: ReadDocument, setting: Setting) -> ListLabel | None:
    """Return the attendance label with which a unit begins; None when it has none."""
    found = words.ATTENDANCE.match(unit.text)
    if found is None:
        return None
    end = found["end"]
    # `Deltagare` heads lists of members as well: only minutes have attendance.
    if not document.minutes and not (found["absent"] or re.match(r"\s*närvar", unit.text, re.IGNORECASE)):
        return None
    if unit.kind != "heading" and end == "" and len(unit.text.strip()) > 60:
        return None
    if found["called"] and not (end.strip() == ":" or "\t" in end or end == ""):
        return None
    sort: Sort = "present" if found["present"] else "absent" if found["absent"] else "called"
    role = next((role for told, role in _LABEL_ROLES if re.search(told, found[0], re.IGNORECASE)), None)
    return ListLabel(sort, found["item"], found[0], role)


def _goes_on(unit: Unit, before: Sequence[Unit], document: ReadDocument) -> bool:
    """Tell whether a unit is one more line of the part: it names somebody or a body, and is no sentence."""
    if unit.kind == "heading" or len(unit.text) > 900:
        # Lines of names may be followed by lines of bodies, which look like headings.
        named = any(
            document.gazetteer.find(line.text) and document.gazetteer.body(line.text) is None for line in before
        )
        return unit.kind == "heading" and bool(before) and not named and document.gazetteer.body(unit.text) is not None
    if entries.is_prose(unit.text) and unit.kind != "item":
        return False
    if re.match(
        r"\s*(?:vid (?:protokollet|anteckningarna|pennan)|justera|plats|tid|datum|dagordning|kopia|bilag|för "
        r"kännedom|sändlista)",
        unit.text,
        re.I,
    ):
        return False
    if re.match(r"\s*[A-ZÅÄÖ][^:]{1,40}:", unit.text) and words.ROLE.match(unit.text.strip()) is None:
        first = unit.text.partition(":")[0]
        return bool(document.gazetteer.body(first))
    masked = document.mask(entries.separated(unit.text), attach=False)
    return bool(masked.persons or re.fullmatch(r"(?:\s*[«\wåäö», /()-]*«[BG]\d+»[,\s]*)+", masked.text))


def _meeting(unit: Unit, setting: Setting, document: ReadDocument) -> NamedGroup | None:
    """Return the group that met: the document's own, unless the part stands in another's minutes."""
    return document.group or setting.group


def _rows(
    unit: Unit, setting: Setting, document: ReadDocument
) -> Iterator[tuple[ListLabel, list[Unit], NamedGroup | None]]:
    across = _labels_across(unit, document, setting)
    if across:
        for place, (column, heading) in enumerate(across):
            end = across[place + 1][0] if place + 1 < len(across) else None
            units = [
                Unit("line", "\t".join(filled), unit.spot._replace(row=number))
                for number, row in enumerate(unit.rows[1:], 2)
                if (filled := [line for cell in row[column:end] for line in cell.split("\n") if line.strip()])
            ]
            yield heading, units, document.group or setting.group
        return
    last: ListLabel | None = None
    for number, row in enumerate(unit.rows, 1):
        label = _row_label(row, document, setting)
        if label is None and last is not None and row and not row[0].strip():
            label = last
        if label is None:
            last = None
            continue
        last = label
        cells = [cell for cell in row[1:] if cell.strip()]
        text = "\t".join(" ; ".join(cell.split("\n")) if "\n" in cell else cell for cell in cells)
        if len(cells) > 1 and all("\n" in cell for cell in cells):
            pairs = zip(*(cell.split("\n") for cell in cells), strict=False)
            units = [Unit("line", "\t".join(pair), unit.spot._replace(row=number)) for pair in pairs]
        elif "\n" in text or any("\n" in cell for cell in cells):
            units = [
                Unit("line", line, unit.spot._replace(row=number))
                for cell in cells
                for line in cell.split("\n")
                if line.strip()
            ]
        else:
            units = [Unit("line", text, unit.spot._replace(row=number))]
        yield label, units, document.group or setting.group


def _labels_across(unit: Unit, document: ReadDocument, setting: Setting) -> list[tuple[int, ListLabel]]:
    """Return the columns whose people came or didn't, where the first row holds such labels and nothing else."""
    found = []
    for column, cell in enumerate(unit.rows[0] if len(unit.rows) > 1 else ()):
        if not cell.strip():
            continue
        if words.ATTENDANCE.fullmatch(cell.strip()) is None:
            return []
        label = label_of(Unit("line", cell.strip(), unit.spot), document, setting)
        if label is None:
            return []
        found.append((column, label))
    filled = [sum(bool(cell.strip()) for cell in row) for row in unit.rows[1:]]
    return found if len(found) > 1 or (found and max(filled, default=0) < 2) else []


_TITLE_OF_COLUMN = re.compile(
    r"(?:region|organisation|roll|funktion|titel|sjukvårdsregion|uppdrag|företräder)?", re.IGNORECASE
)


def _row_label(row: Sequence[str], document: ReadDocument, setting: Setting) -> ListLabel | None:
    if len(row) < 2 or not row[0].strip() or not any(cell.strip() for cell in row[1:]):
        return None
    if any(words.ATTENDANCE.match(cell.strip()) for cell in row[1:]):
        return None
    if len(row) > 1 and all(_TITLE_OF_COLUMN.fullmatch(cell.strip()) for cell in row[1:]):
        return None  # titles of columns
    from loaders.documents.text.blocks import Spot

    label = label_of(Unit("line", row[0].strip(), Spot()), document, setting)
    if label is None or not words.ATTENDANCE.fullmatch(row[0].strip()):
        return None
    return label


# --- from lines to entries


def _entries(lines: Sequence[Unit], document: ReadDocument) -> Iterator[tuple[ListEntry, Unit]]:
    """Yield everybody in a part, however names and bodies are laid out."""
    if (flat := _names_then_bodies(lines, document)) is not None:
        yield from flat
        return
    for unit in lines:
        columns = _flattened(unit, document) if "\t" in unit.text else None
        if columns is not None:
            yield from ((entry, unit) for entry in columns)
            continue
        found = list(entries.entries(unit.text, document))
        several = [entry for entry in found if len(entry.person.split()) > 3]
        if several and len(several) * 2 > len(found) and (many := _run_together(unit.text, [], document)):
            found = many
        yield from ((entry, unit) for entry in found)


def _names_then_bodies(lines: Sequence[Unit], document: ReadDocument) -> list[tuple[ListEntry, Unit]] | None:
    """Read lines of names followed by as many lines of bodies; None when they aren't laid out so."""
    if len(lines) < 4 or len(lines) % 2 or any("\t" in unit.text for unit in lines):
        return None
    half = len(lines) // 2
    names, bodies = lines[:half], lines[half:]
    found = [list(entries.entries(unit.text, document)) for unit in names]
    told = [_bodies(unit.text, document) for unit in bodies]
    if any(len(each) != 1 or each[0].body for each in found) or any(len(each) != 1 for each in told):
        return None
    if any(list(entries.entries(unit.text, document)) for unit in bodies):
        return None
    return [(replace(each[0], body=body[0]), unit) for each, body, unit in zip(found, told, names, strict=True)]


def _flattened(unit: Unit, document: ReadDocument) -> list[ListEntry] | None:
    """Read a row of cells: all names in one, all bodies in the next; None when it is another kind of row."""
    cells = [cell.strip() for cell in unit.text.split("\t") if cell.strip()]
    if len(cells) != 2:
        return None
    bodies = _bodies(cells[1], document)
    if not bodies or (list(people.SHAPE.finditer(cells[1])) and not bodies):
        return None
    if len(bodies) == 1:
        found = list(entries.entries(cells[0], document))
        if len(found) == 1 and len(found[0].person.split()) <= 4:
            return [replace(found[0], body=bodies[0])]
    return _run_together(cells[0], bodies, document)


def _run_together(text: str, bodies: Sequence[str], document: ReadDocument) -> list[ListEntry] | None:
    """Read names written one after another; as many as there are bodies, if these are told."""
    tokens: list[str] = []
    breaks: set[int] = set()
    beside: dict[int, str] = {}
    shown = words.ROLE.sub(lambda found: f"«{words.role_of(found)}»", text.translate(mentions.UNMARKED))
    pattern = re.compile(
        r"[,;]?\s*(\([^()]{1,80}\)|«[^»]+»(?:\s*(?:tillika|och)\s*«[^»]+»)*|(?:punkt(?:en|erna)?|p\.|§§?|"
        r"ärende)\s*\d+[a-z]?(?:\s*(?:[-–]|och)\s*\d+)*)|[,;]"
    )
    at = 0
    for found in pattern.finditer(shown):
        tokens += shown[at : found.start()].split()
        breaks.add(len(tokens))
        if found[1]:
            beside[len(tokens)] = found[1]
        at = found.end()
    tokens += shown[at:].split()
    if not tokens or any(
        not token[:1].isupper() and token not in ("von", "af", "de", "van", "der", "el") for token in tokens
    ):
        return None
    names = people.split(tokens, len(bodies), frozenset(breaks)) if bodies else None
    if names is None:
        counts = range(max(1, len(tokens) // 3), len(tokens) // 2 + 1)
        options = [split for count in counts if (split := people.split(tokens, count, frozenset(breaks)))]
        if not options:
            return None
        names = max(
            options, key=lambda split: sum(people.is_given(name.split()[0]) for name in split) - 0.9 * len(split)
        )
        bodies = []
    result = []
    end = 0
    for place, name in enumerate(names):
        end += len(name.split())
        note = beside.get(end, "")
        entry = ListEntry(document.people.add(name), bodies[place] if place < len(bodies) else None, quote=name)
        entry.roles = [(role, None) for role in re.findall(r"«([^»]+)»", note)]
        if (item := re.search(r"\d+[a-z]?(?:\s*(?:[-–]|och)\s*\d+)*", note)) is not None:
            entry.item = item[0]
        result.append(entry)
    return result


def _bodies(text: str, document: ReadDocument) -> list[str]:
    """Return the bodies listed in a cell, in order; `US, Region X` is one."""
    found = mentions.organisations(text, document.gazetteer)
    result: list[str] = []
    last = 0
    for each in found:
        between = text[last : each.start]
        name = each.name
        if result and re.fullmatch(r"\s*[,/]\s*", between):
            result[-1] = mentions.most_specific([result[-1], name], document.gazetteer) or name
        else:
            result.append(name)
        last = each.end
    return result


# --- from entries to proposals


def _entry_claims(
    entry: ListEntry, label: ListLabel, group: NamedGroup, unit: Unit, document: ReadDocument
) -> Iterator[Claim]:
    item = entry.item or label.item
    person = entry.person
    if entry.body is not None:
        document.people.body.setdefault(person, entry.body)
    role = entry.roles[0][0] if entry.roles else label.role if label.role != "ledamot" else None
    quote = entry.quote or person
    yield Attendance(
        quote, unit.spot, f"närvaro: {label.text.strip(' :').casefold()}", person, group.name, document.day,
        label.sort != "absent", role, entry.body, item,
    )  # fmt: skip
    roles = list(entry.roles)
    if label.role and not item and not roles:
        roles = [(label.role, None)]
    for told, of in roles:
        if (told in ("inbjuden", "ledamot") and of is None and item) or (told == "adjungerad" and item):
            continue
        status = entries.status_of(entry, document.as_of)
        named = group if of is None or of.generic else of
        yield ClaimedMembership(
            quote, unit.spot, "närvaro: roll på raden", person, named.name, named.kind, told,
            entry.body, status, entry.period.start, entry.period.end,
        )  # fmt: skip
