"""Blocks cut into units: headings, list lines, prose and table rows, each under its headings.

PDF and plain text break lines anywhere and mark no headings, so both are told by their shape: a line goes
on when the one above is long or the line itself begins with a small letter; a short line alone, without a
full stop, is a heading.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from loaders.documents.mentions import people, words
from loaders.documents.text.blocks import Block, Spot

UnitKind = Literal["heading", "line", "item", "table"]


class Unit(NamedTuple):
    """One heading, line of prose or of a list, or table, with where it stands."""

    kind: UnitKind
    text: str
    spot: Spot
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    alone: bool = False
    """Nothing stands beside it in its paragraph."""
    marked: bool = False
    """The file itself says that it is a heading."""


_NUMBERED = re.compile(
    r"\s*(?:§\s*\d+[a-z]?\.?|(?:Ärende|Punkt|Beslut)\s+\d+[a-z]?[.:]?|\d{1,2}(?:\.\d{1,2})*[.)]?)\s+(?=[A-ZÅÄÖ])"
)
_COUNTED = re.compile(r"\s*(\d{1,2})[.)]\s+(?=\S)")
_LETTERED = re.compile(r"\s*[a-h][.)]\s+(?=[A-ZÅÄÖ])")
_BULLET = re.compile(r"\s*(?:[•●▪◦·○*‣]|[-–—](?=\s)|o(?=\s{2,}|\t)|(?<!\w))\s*(?=\S)")
_ENDS = re.compile(r"[.!?;:,]\s*$")
_OF_GROUP = re.compile(r"(?:NPO|NSG|NAG|RPO|RSG|RAG|LPO)\b[^.]{2,80}?(?:\s[–-]\s|:)")
"""A line that begins with a group and goes on with who sits in it."""
_OF_NAMED = re.compile(r" i .*(?:grupp|råd|område|nätverk)", re.IGNORECASE)
"""`Medlemmar i arbetsgrupp för X` stands over the roles in it."""
_VALUE = re.compile(r"[\w-]+(?: [\w-]+){0,2}:\s+\S")
"""A label with its value is no heading: `Värdskap: Norra sjukvårdsregionen`."""
_FEW_LETTERS = 90


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    """Return the units of a document, in order."""
    wide = _width(blocks)
    result: list[Unit] = []
    for block in blocks:
        if block.kind == "table":
            result.append(Unit("table", "", block.spot, rows=block.rows))
        elif block.kind == "heading":
            result.append(Unit("heading", " ".join(block.text.split()), block.spot, block.level or 2, marked=True))
        elif block.kind == "item":
            result.append(Unit("item", block.text, block.spot))
        else:
            result += _of_paragraph(block, wide)
    return result


def _width(blocks: Sequence[Block]) -> int:
    """Return how long a full line is in this document."""
    lengths = sorted(
        len(line) for block in blocks if block.kind == "paragraph" for line in block.text.split("\n") if line.strip()
    )
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _of_paragraph(block: Block, wide: int) -> Iterator[Unit]:
    lines = [part for line in block.text.split("\n") for part in _unflattened(line)]
    gathered = list(_joined(_numbered_as_items(lines), wide))
    first = next((line for line, _ in gathered if words.REGION_HEADING.fullmatch(line.strip())), "")
    for place, (line, bullet) in enumerate(gathered):
        alone = len(gathered) == 1
        level = (
            0
            if bullet
            else heading_level(
                line, alone or place == 0, gathered[place + 1][0] if not alone and place + 1 < len(gathered) else ""
            )
        )
        if level and place and _details(line, _above(gathered, place), first, gathered[0][0]):
            level = 0
        if level:
            yield Unit("heading", line.strip(), block.spot, level, alone=alone)
        else:
            yield Unit("item" if bullet else "line", line, block.spot, alone=alone)


_LAST_GIVEN = re.compile(r"[,;:] ([A-ZÅÄÖ][\wåäö-]+)$")
_SURNAME_FIRST = re.compile(r"[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+)?(?:,| \(|\.?$)")
_FLAT = 600
_HEAD = 200
"""How long the head of minutes is, before a single label of attendance with an agenda after it."""
_ATTENDING = re.compile(
    r"(?<=\s)(?P<label>(?:Närvarande|Frånvarande|Förhinder|Övriga deltagare|Adjungerade|Övriga närvarande)"
    r"(?: (?:ledamöter|deltagare|[a-zåäö]+rådet|[a-zåäö]+gruppen))?):? (?=[A-ZÅÄÖ])"
)
_ITEM = re.compile(r"(?<=\s)(?=\d{1,2}\. [A-ZÅÄÖ][a-zåäö])")


def _unflattened(line: str) -> list[str]:
    """Return the parts of minutes that a converter has put on one long line: head, attendance and items."""
    labels = list(_ATTENDING.finditer(line)) if len(line) >= _FLAT else []
    if len(labels) < 2 and not (labels and labels[0].start() < _HEAD and _ITEM.search(line, labels[0].end())):
        return [line]
    marked = _ITEM.sub("\n", _ATTENDING.sub(lambda found: f"\n{found['label']}:\t", line))
    return [part.strip() for part in marked.split("\n") if part.strip()]


def _numbered_as_items(lines: Sequence[str]) -> list[str]:
    """Return the lines with dashes for the numbers of a list: numbers in a row on lines in a row are no headings."""
    numbers = [int(found[1]) if (found := _COUNTED.match(line)) else None for line in lines]
    result = list(lines)
    for place, number in enumerate(numbers):
        before = numbers[place - 1] if place else None
        after = numbers[place + 1] if place + 1 < len(numbers) else None
        if number is not None and (before == number - 1 or after == number + 1):
            result[place] = _COUNTED.sub("- ", lines[place])
    return result


def _above(gathered: Sequence[tuple[str, bool]], place: int) -> str:
    """Return the name above a line, past one line with the person's title; else the line above."""
    above = gathered[place - 1][0]
    if place > 1 and words.TITLE.search(above) and not _is_name(above) and _is_name(gathered[place - 2][0]):
        return gathered[place - 2][0]
    return above


def _details(line: str, above: str, first: str, opening: str) -> bool:
    """Tell whether a region or role alone on a line belongs to the name above it, rather than being a heading.

    It does when the paragraph's own heading is of another sort: a sjukvårdsregion over persons of regions.
    """
    if _is_name(opening):
        return True
    if not _is_name(above):
        return False
    if words.MEMBERS_HEADING.fullmatch(line.strip()) is not None:
        return _is_name(opening)
    region = words.REGION_HEADING.fullmatch(line.strip()) is not None
    return region and _county(line) and not (line != first and _county(first))


def _is_name(line: str) -> bool:
    return people.SHAPE.fullmatch(line.strip()) is not None and people.plausible(line.strip())


def _county(line: str) -> bool:
    return re.match(r"\s*(?:Region|Landstinget|Västra Götalandsregionen)\b", line) is not None


def _joined(lines: Sequence[str], wide: int) -> Iterator[tuple[str, bool]]:
    """Yield whole lines with whether a bullet began them: what a full line breaks off is put back."""
    current, bullet, last = "", False, ""
    for line in lines:
        marked = _BULLET.match(line)
        mark = bool(marked and marked.end())
        bare = line[marked.end() :] if marked and mark else line
        if current and not mark and _goes_on(last, line, wide, bullet):
            glue = (
                ""
                if current.endswith(("-", "‑")) and bare.lstrip()[:1].islower() and not current.endswith(" -")
                else " "
            )
            joined = current.rstrip()
            if glue == "" and not bare.lstrip().startswith(("och ", "eller ", "samt ")):
                current = joined[:-1] + bare.lstrip()
            else:
                current = joined + " " + bare.strip()
        else:
            if current:
                yield current, bullet
            current, bullet = bare, mark
        last = line
    if current:
        yield current, bullet


def _goes_on(above: str, line: str, wide: int, bullet: bool) -> bool:
    """Tell whether a line goes on from the one above."""
    start = line.strip()
    if len(start) < 40 and (alone := words.ATTENDANCE.match(start)) is not None and alone.end() == len(start):
        return False
    if _OF_GROUP.match(start):
        return False
    if words.LABELLED.match(start) or _NUMBERED.match(line) or _LETTERED.match(line) or "\t" in line.strip():
        return False
    if start[:1] == "(" or _parted_name(above.strip(), start):
        return not above.rstrip().endswith((".", ":", "!", "?"))
    if start[:1].islower():
        return not re.match(r"[a-zåäö]\)", start)
    if len(above.rstrip()) < 0.78 * wide or wide < 60:
        return (
            above.rstrip().endswith((",", " och", " samt", " för", " i", " till", " av", "–"))
            and not bullet
            and wide >= 60
        )
    return not above.rstrip().endswith((".", ":", "!", "?"))


def _parted_name(above: str, start: str) -> bool:
    """Tell whether a running list breaks off within a name: `…, Anna` above `Ek, Bo By`."""
    given = _LAST_GIVEN.search(above)
    return given is not None and people.is_given(given[1]) and _SURNAME_FIRST.match(start) is not None


def heading_level(line: str, leads: bool, below: str = "") -> int:
    """Return the level of a line that is a heading by its shape; 0 when it is none."""
    text = line.strip()
    if text and len(text) < _FEW_LETTERS and words.signs(text):
        return 2
    if not text or len(text) > _FEW_LETTERS or "\t" in text or text[-1] in ".!?;,":
        return 0
    numbered = _NUMBERED.match(text)
    if numbered and not _ENDS.search(text):
        return 2 + numbered[0].count(".", 0, -2)
    if _LETTERED.match(text) and not _ENDS.search(text):
        return 4
    bare = text.rstrip(":")
    if words.MEMBERS_HEADING.fullmatch(bare):
        return 4 if _OF_NAMED.search(bare) else 5
    if _ENDS.search(text) or not text[:1].isupper() or _VALUE.match(text):
        return 0
    if words.REGION_HEADING.fullmatch(text):
        return 5
    return 3 if leads and not words.ENTRY_SIGN.search(text) else 0
