"""Plain text and Markdown."""

import re
from collections.abc import Iterator
from pathlib import Path

from graph.texts import Text
from loaders.documents.reader import Reader
from loaders.documents.text.blocks import Block, Spot, UnreadableDocument

_MARK = re.compile(r"(#{1,6})\s+(.*)")
_RULE = re.compile(r"\|?[\s:|-]{3,}\|?")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)")
_TAG = re.compile(r"</?(?:i|b|em|strong|br|u)\s*/?>", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u0000-\u0008\u000e-\u001f]")


def read(path: Path) -> Iterator[Block]:
    """Yield the paragraphs and headings of a text.

    Raises `UnreadableDocument` when the file isn't text.
    """
    yield from blocks_of(decoded(path.read_bytes()), marked=path.suffix.casefold() == ".md")


def decoded(data: bytes) -> str:
    """Return what the bytes say: UTF-8 or UTF-16 with a mark, else UTF-8, else Windows-1252.

    Raises `UnreadableDocument` for bytes that are no text at all.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    head = data[:8_000]
    if b"\0" in head or head[:5] == b"%PDF-" or head[:4] == b"PK\x03\x04":
        raise UnreadableDocument(_NO_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def blocks_of(text: str, *, marked: bool = False, page: int | None = None) -> Iterator[Block]:
    """Yield the paragraphs of a text, split at empty lines; `marked` text has headings with # and tables with |."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n\n"))
    text = _TAG.sub("", _LINK.sub(r"\1", text))
    lines: list[str] = []
    rows: list[tuple[str, ...]] = []
    spot = Spot(page=page)

    def flush() -> Iterator[Block]:
        if rows:
            yield Block("table", "", spot, rows=tuple(rows))
            rows.clear()
        if lines:
            yield Block("paragraph", "\n".join(lines), spot)
            lines.clear()

    for line in text.split("\n"):
        line = line.rstrip()
        if marked:
            line = _EMPHASIS.sub(r"\2", line)
            if heading := _MARK.fullmatch(line):
                yield from flush()
                yield Block("heading", heading[2].strip(" #"), spot, len(heading[1]))
                continue
            if line.startswith("|") and line.count("|") > 1:
                if lines:
                    yield from flush()
                if not _RULE.fullmatch(line):
                    rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
                continue
        if not line.strip() or rows:
            yield from flush()
        if line.strip():
            lines.append(line)
    yield from flush()


_NO_TEXT = Text(
    "Filen är inte text, fast ändelsen säger det. Ge den rätt ändelse eller spara om den.",
    "The file is not text, though its ending says so. Give it the right ending or save it again.",
)


READER = Reader(Text("text", "text"), (".txt", ".text", ".md"), read, rank=5, names=("TXT", "MD"))
