"""PDF: the text of each page, and the tables of pages that look as if they had one."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from graph.texts import Text
from loaders.documents.reader import Reader
from loaders.documents.readers.plain import blocks_of
from loaders.documents.text.blocks import Block, Spot, UnreadableDocument

_MOST_PAGES = 2_000
_TABLE_SECONDS = 10.0
"""No more tables are sought in a document once the search has taken so long in all."""
_HEADER = re.compile(
    r"(?im)^(?=.{0,90}\b(?:namn|ledamot|deltagare|person|npo|programområde|grupp)\b)(?=.{0,90}\b(?:region|roll|organisation|"
    r"period|funktion|företräder|representerar|sjukvårdsregion|uppdrag|närvarande|värd|värdregion|ordförande)\b)"
    r"[\wåäö/ -]{5,90}$"
)
"""A line that looks like the header of a table: titles of columns and nothing else."""
_PAGE_NUMBER = re.compile(r"(?i)\s*(?:sida|sid\.?|page)?\s*\d{1,4}\s*(?:[(/]|av|of)?\s*\d{0,4}\s*\)?\s*")
_HEAD_LETTERS = 90
_OCR_PAGES = 50
_OCR_SECONDS = 60
"""For each page."""
_OCR_SCALE = 3.0
"""Pixels for each point: 216 to the inch."""
_OCR_PIXELS = 16_000_000


def read(path: Path, *, ocr: bool = False) -> Iterator[Block]:
    """Yield the blocks of a PDF, page by page; pages of pictures only when `ocr` is asked for.

    Raises `UnreadableDocument` when it is encrypted, damaged, endless, or pictures without text.
    """
    import pypdfium2

    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1_024):
            raise UnreadableDocument(_NO_PDF)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(_LOCKED if "assword" in str(error) else _BROKEN) from None
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableDocument(_ENDLESS)
        texts = [_text(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise UnreadableDocument(_BROKEN) from None
    finally:
        document.close()
    if not any(text.strip() for text in texts):
        yield from _scanned(path, len(texts), ocr)
        return
    repeated = _running(texts)
    spent = 0.0
    for number, text in enumerate(texts, 1):
        kept = _without_heads(text, repeated)
        tables: list[tuple[tuple[str, ...], ...]] = []
        if spent < _TABLE_SECONDS and _HEADER.search(kept):
            started = monotonic()
            tables = _tables(path, number - 1)
            spent += monotonic() - started
        yield from _merged(kept, tables, number)


def _text(document: "object", number: int) -> str:
    page = document[number]  # type: ignore[index]
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_bounded()).replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
    finally:
        textpage.close()
        page.close()


def _running(texts: list[str]) -> set[str]:
    """Return the first and last lines that most pages share: running heads and feet, never sentences."""
    if len(texts) < 3:
        return set()
    seen: dict[str, int] = {}
    for text in texts[1:]:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        for line in {*lines[:2], *lines[-2:]}:
            if len(line) < _HEAD_LETTERS and not line.endswith((".", ",", ":")):
                seen[line] = seen.get(line, 0) + 1
    return {line for line, times in seen.items() if times >= max(2, len(texts) // 2)}


def _without_heads(text: str, repeated: set[str]) -> str:
    """Return a page's text without running head, running foot and page number."""
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    edges = {*filled[:2], *filled[-2:]}
    return "\n".join(
        line
        for number, line in enumerate(lines)
        if number not in edges or not (line.strip() in repeated or _PAGE_NUMBER.fullmatch(line))
    )


def _tables(path: Path, index: int) -> list[tuple[tuple[str, ...], ...]]:
    """Return the ruled tables of one page; none when the finder gives up."""
    import pdfplumber

    try:
        with pdfplumber.open(path, pages=[index + 1]) as document:
            found = document.pages[0].extract_tables()
            if not found:
                return list(_unruled(document.pages[0].extract_words(x_tolerance=1.5, y_tolerance=2)))
    except Exception:
        return []
    return [
        tuple(tuple(" ".join((cell or "").split()) for cell in row) for row in table)
        for table in found
        if len(table) > 1 and max(map(len, table)) > 1
    ]


class _Cell(NamedTuple):
    """A piece of a line, parted from the next by more than a blank."""

    left: float
    right: float
    text: str


_NARROW = 7.0
"""Points between two words of one cell, at most."""


def _unruled(words: Sequence[dict[str, Any]]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield tables without rules: below a line of titles, the lines whose pieces stand under them."""
    lines: list[tuple[float, list[_Cell]]] = []
    for word in words:
        left, right, top, text = float(word["x0"]), float(word["x1"]), float(word["top"]), str(word["text"])
        if lines and abs(lines[-1][0] - top) < 3:
            last = lines[-1][1][-1]
            if 0 <= left - last.right < _NARROW:
                lines[-1][1][-1] = _Cell(last.left, right, f"{last.text} {text}")
            else:
                lines[-1][1].append(_Cell(left, right, text))
        else:
            lines.append((top, [_Cell(left, right, text)]))
    place = 0
    while place < len(lines):
        header = sorted(lines[place][1])
        place += 1
        if len(header) < 2 or not _HEADER.search(" ".join(cell.text for cell in header)):
            continue
        starts = [cell.left for cell in header]
        rows = [[cell.text for cell in header]]
        above = lines[place - 1][0]
        while place < len(lines) and lines[place][0] - above < 40:
            row = _under(lines[place][1], starts)
            if row is None:
                break
            if row[0] or len(rows) == 1 or lines[place][0] - above > 18:
                rows.append(row)
            else:  # a wrapped cell goes on
                rows[-1] = [f"{old} {more}".strip() for old, more in zip(rows[-1], row, strict=True)]
            above = lines[place][0]
            place += 1
        if len(rows) > 2:
            yield tuple(tuple(row) for row in rows)


def _under(cells: Sequence[_Cell], starts: Sequence[float]) -> list[str] | None:
    """Return the pieces of a line by the title that each stands under; None when one doesn't fit its column."""
    row = [""] * len(starts)
    for cell in cells:
        column = max((number for number, start in enumerate(starts) if start <= cell.left + 5), default=None)
        if column is None or row[column] or (column + 1 < len(starts) and cell.right > starts[column + 1]):
            return None
        row[column] = cell.text
    return row


def _merged(text: str, tables: list[tuple[tuple[str, ...], ...]], page: int) -> Iterator[Block]:
    """Yield text and tables of a page, each table where its first row stood, without its lines twice."""
    lines = text.split("\n")
    for table in tables:
        flat = {re.sub(r"\W", "", "".join(row)) for row in table}
        words = [{re.sub(r"\W", "", cell) for cell in row if cell.strip()} for row in table]
        taken = [
            number
            for number, line in enumerate(lines)
            if line.strip() and (re.sub(r"\W", "", line) in flat or _one_row(line, words))
        ]
        if not taken:
            continue
        yield from blocks_of("\n".join(lines[: taken[0]]), page=page)
        yield Block("table", "", Spot(page=page), rows=table)
        gone = set(taken)
        lines = [line for number, line in enumerate(lines) if number > taken[0] and number not in gone]
    yield from blocks_of("\n".join(lines), page=page)


def _one_row(line: str, rows: list[set[str]]) -> bool:
    """Tell whether a line is part of a wrapped row: every piece of it stands in the row's cells."""
    bare = re.sub(r"\W", "", line)
    return any(bare and any(bare in cell for cell in row) for row in rows)


def _scanned(path: Path, pages: int, asked: bool) -> Iterator[Block]:
    """Read a PDF of pictures by Tesseract, when that is asked for and the machine has it with Swedish."""
    if not ocr_installed():
        raise UnreadableDocument(_SCANNED)
    if not asked:
        raise UnreadableDocument(_OFFERED)
    if pages > _OCR_PAGES:
        raise UnreadableDocument(_OCR_ENDLESS)
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    with tempfile.TemporaryDirectory(prefix="styrgraf-ocr-") as folder:
        for number in range(pages):
            picture = Path(folder) / "page.png"
            page = document[number]
            scale = min(_OCR_SCALE, (_OCR_PIXELS / max(page.get_width() * page.get_height(), 1.0)) ** 0.5)
            page.render(scale=scale).to_pil().convert("L").save(picture)
            try:
                read_text = subprocess.run(
                    ["tesseract", str(picture), "-", "-l", "swe"],  # noqa: S607 - found on the person's own path
                    capture_output=True,
                    timeout=_OCR_SECONDS,
                    check=True,
                    env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                ).stdout.decode("utf-8", "replace")
            except (subprocess.SubprocessError, OSError):
                raise UnreadableDocument(_OCR_FAILED) from None
            yield from blocks_of(read_text, page=number + 1)
    document.close()


def ocr_installed() -> bool:
    """Tell whether Tesseract is installed with Swedish, so that scanned pages can be read."""
    if shutil.which("tesseract") is None:
        return False
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"],  # noqa: S607 - found on the person's own path
            capture_output=True,
            timeout=10,
            check=False,
        )
    except (subprocess.SubprocessError, OSError):
        return False
    return b"swe" in (listed.stdout + listed.stderr).split()


_NO_PDF = Text(
    "Filen är ingen PDF, fast ändelsen säger det. Hämta den på nytt eller ge den rätt ändelse.",
    "The file is no PDF, though its ending says so. Fetch it again or give it the right ending.",
)
_LOCKED = Text(
    "PDF-filen är skyddad med lösenord. Spara en kopia utan lösenord.",
    "The PDF is protected by a password. Save a copy without one.",
)
_BROKEN = Text(
    "PDF-filen är skadad eller avklippt. Hämta den på nytt.", "The PDF is damaged or cut off. Fetch it again."
)
_ENDLESS = Text("PDF-filen har fler än 2 000 sidor. Dela den i flera.", "The PDF has more than 2,000 pages. Split it.")
_SCANNED = Text(
    "PDF-filen är skannad: den har bilder men ingen text. Tesseract, som kan läsa bilder, finns inte på datorn med "
    "svenska. Installera det (Debian och Ubuntu: apt install tesseract-ocr tesseract-ocr-swe; annars se "
    "tesseract-ocr.github.io) och välj OCR, eller be om filen som text.",
    "The PDF is scanned: it has pictures but no text. Tesseract, which reads pictures, is not on this computer with "
    "Swedish. Install it (Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-swe; else see "
    "tesseract-ocr.github.io) and choose OCR, or ask for the file as text.",
)
_OFFERED = Text(
    "PDF-filen är skannad: den har bilder men ingen text. Tesseract finns på datorn: läs filen en gång till med OCR "
    "(--ocr, eller rutan på sidan Granska). Det tar några sekunder för varje sida och kan ge stavfel.",
    "The PDF is scanned: it has pictures but no text. Tesseract is on this computer: read the file again with OCR "
    "(--ocr, or the box on the page Review). It takes some seconds for each page and may misspell.",
)
_OCR_ENDLESS = Text(
    f"Den skannade PDF-filen har fler än {_OCR_PAGES} sidor. Dela den i flera.",
    f"The scanned PDF has more than {_OCR_PAGES} pages. Split it.",
)
_OCR_FAILED = Text(
    "PDF-filen är skannad och Tesseract kunde inte läsa den. Be om filen som text.",
    "The PDF is scanned and Tesseract could not read it. Ask for the file as text.",
)


READER = Reader(Text("PDF", "PDF"), (".pdf",), read, rank=1, begins=b"%PDF-", scanned=partial(read, ocr=True))
