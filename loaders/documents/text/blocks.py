"""What every reader gives: blocks of text with their place, whatever the file was."""

from typing import Literal, NamedTuple

from graph.texts import Text

Kind = Literal["heading", "paragraph", "item", "table"]

MOST_TEXT = 5_000_000
"""Letters of one document that are read; more is told as cut off."""
MOST_BLOCKS = 100_000


class Spot(NamedTuple):
    """Where in a document something stands; what is unknown is None."""

    page: int | None = None
    section: str | None = None
    table: int | None = None
    row: int | None = None

    @property
    def text(self) -> Text:
        """Say the place in a few words; empty when nothing is known of it."""
        sv, en = [], []
        if self.page is not None:
            sv.append(f"sida {self.page}")
            en.append(f"page {self.page}")
        if self.section:
            sv.append(self.section)
            en.append(self.section)
        if self.table is not None:
            sv.append(f"tabell {self.table}")
            en.append(f"table {self.table}")
        if self.row is not None:
            sv.append(f"rad {self.row}")
            en.append(f"row {self.row}")
        return Text(", ".join(sv), ", ".join(en))


class Block(NamedTuple):
    """One heading, paragraph, list item or table; a paragraph may hold several lines."""

    kind: Kind
    text: str
    spot: Spot = Spot()
    level: int = 0
    """Level of a heading from 1; 0 when the file doesn't say."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table."""


class UnreadableDocument(Exception):
    """The file can't or mustn't be read; `text` says why and what to do, in one sentence or two."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


class Limits:
    """Counts what a reader gives, so that no document makes more than can be held."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._letters = 0
        self._blocks = 0

    def take(self, block: Block) -> None:
        """Count one block.

        Raises `UnreadableDocument` when the document holds more text than any minutes do.
        """
        self._letters += len(block.text) + sum(len(cell) for row in block.rows for cell in row)
        self._blocks += 1
        if self._letters > MOST_TEXT or self._blocks > MOST_BLOCKS:
            raise UnreadableDocument(_TOO_LONG)


_TOO_LONG = Text(
    "Dokumentet har mer text än styrgraf läser (5 miljoner tecken). Dela det i flera.",
    "The document holds more text than styrgraf reads (5 million letters). Split it.",
)
