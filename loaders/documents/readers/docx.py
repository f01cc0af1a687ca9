"""DOCX: paragraphs, headings, list items and tables, in the order of the document."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.texts import Text
from loaders.documents.reader import Reader
from loaders.documents.text.archives import ZIP, check_zip
from loaders.documents.text.blocks import Block, Spot, UnreadableDocument

_PART = "word/document.xml"


def read(path: Path) -> Iterator[Block]:
    """Yield the blocks of a document; the text of headers comes first.

    Raises `UnreadableDocument` when the file is locked, damaged or no DOCX.
    """
    check_zip(path, _PART)
    import docx

    try:
        document = docx.Document(str(path))
        yield from _blocks(document)
    except UnreadableDocument:
        raise
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        raise UnreadableDocument(_BROKEN) from None


def _blocks(document: Any) -> Iterator[Block]:
    from docx.table import Table

    seen: set[str] = set()
    for section in list(document.sections)[:5]:
        for paragraph in section.header.paragraphs:
            if (text := paragraph.text.strip()) and text not in seen:
                seen.add(text)
                yield Block("paragraph", text)
    tables = 0
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            tables += 1
            yield Block("table", "", Spot(table=tables), rows=tuple(_rows(part)))
            continue
        text = part.text.strip()
        if not text:
            continue
        style = (part.style.name or "").casefold() if part.style is not None else ""
        if style.startswith(("heading", "rubrik")) or style in ("title", "titel", "subtitle", "underrubrik"):
            digits = "".join(letter for letter in style if letter.isdigit())
            yield Block("heading", text, level=int(digits[:1] or "1"))
        elif "list" in style or (part._p.pPr is not None and part._p.pPr.numPr is not None):
            yield Block("item", text)
        else:
            yield Block("paragraph", text)


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row: one merged across columns is told once, one merged down in each of its rows.

    The cells are read as they stand: python-docx repeats one that says to span a million columns so many times.
    """
    from docx.table import _Cell

    above: dict[int, str] = {}
    """What cells say that the rows below may continue, by the column in which they begin."""
    for row in table._tbl.tr_lst:
        cells: list[str] = []
        column, here = row.grid_before, {}
        for cell in row.tc_lst:
            goes_on = cell.vMerge == "continue" and column in above
            text = above[column] if goes_on else _Cell(cell, table).text.strip()
            cells.append(text)
            here[column] = text
            column += cell.grid_span
        above = here
        yield tuple(cells)


_BROKEN = Text(
    "Word-filen är skadad. Öppna den i Word eller LibreOffice och spara om den.",
    "The Word file is damaged. Open it in Word or LibreOffice and save it again.",
)


READER = Reader(Text("Word", "Word"), (".docx",), read, rank=2, begins=ZIP, member=_PART)
