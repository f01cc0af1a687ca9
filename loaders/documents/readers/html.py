"""HTML as saved from a browser: headings, paragraphs, list items, definition lists and tables."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.texts import Text
from loaders.documents.reader import Reader
from loaders.documents.readers.plain import decoded
from loaders.documents.text.blocks import Block, Spot, UnreadableDocument

_SILENT = {"script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "form", "button", "select"}
_TEXT = {"p", "div", "td", "th", "dt", "dd", "blockquote", "address", "figcaption", "caption", "section", "article"}
_TEXT |= {"header", "footer", "main", "aside", "body", "pre", "summary", "details", "center", "span", "time", "label"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MOST_DEPTH = 400


def read(path: Path) -> Iterator[Block]:
    """Yield what the page shows, in order.

    Raises `UnreadableDocument` when the file isn't HTML.
    """
    yield from blocks_of(_decoded(path.read_bytes()))


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a page given as text."""
    from lxml import etree, html

    if "<" not in text:
        raise UnreadableDocument(_NO_HTML)
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableDocument(_NO_HTML) from None
    walker = _Walker()
    yield from walker.walk(tree, 0)
    yield from walker.flush()


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:4_000])
    if named is not None and named[1].lower() not in (b"utf-8", b"utf8", b"utf-16"):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


class _Walker:
    """Gathers text until something breaks the line."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._kind: str = "paragraph"
        self._level = 0
        self._tables = 0

    def flush(self) -> Iterator[Block]:
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._words = []
        if text:
            yield Block(self._kind, text, level=self._level)  # type: ignore[arg-type]

    def walk(self, node: Any, depth: int) -> Iterator[Block]:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _SILENT or tag in ("head", "title", "textarea") or node.get("hidden") is not None:
            return
        if tag == "table" and not node.xpath(".//table"):
            yield from self.flush()
            self._tables += 1
            yield Block("table", "", Spot(table=self._tables), rows=tuple(_rows(node)))
            return
        breaks = (
            tag in _HEADINGS
            or tag in ("li", "ul", "ol", "dl", "tr", "table", "hr")
            or (tag in _TEXT and tag not in ("span", "time", "label"))
        )
        if breaks:
            yield from self.flush()
        kept = (self._kind, self._level)
        if tag in _HEADINGS:
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag == "li":
            self._kind, self._level = "item", 0
        if tag == "br":
            self._words.append("\n")
        self._words.append(_flat(node.text))
        if depth < _MOST_DEPTH:
            for child in node:
                yield from self.walk(child, depth + 1)
                self._words.append(_flat(child.tail))
        if breaks:
            yield from self.flush()
        self._kind, self._level = kept


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text.replace("\xad", "")) if text else ""


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row; a cell that spans rows tells the same of each."""
    below: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []

        def carried(cells: list[str] = cells) -> None:
            while (held := below.get(len(cells))) is not None and held[0] > 0:
                below[len(cells)] = (held[0] - 1, held[1])
                cells.append(held[1])

        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            carried()
            text = "\n".join(line for part in cell.itertext() if (line := " ".join(part.replace("\xad", "").split())))
            inline = " ".join(cell.text_content().replace("\xad", "").split())
            text = text if cell.xpath(".//br|.//p|.//li") else inline
            if (rows := _number(cell.get("rowspan"))) > 1:
                below[len(cells)] = (rows - 1, text)
            cells.append(text)
        carried()
        if any(cells):
            yield tuple(cells)


def _number(text: str | None) -> int:
    return min(int(text), 1_000) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


_NO_HTML = Text(
    "Filen är ingen webbsida. Spara sidan på nytt från webbläsaren som HTML.",
    "The file is no web page. Save the page again from the browser as HTML.",
)


READER = Reader(
    Text("sparade webbsidor", "saved web pages"), (".html", ".htm", ".xhtml"), read, rank=3, names=("HTML",)
)
