"""What somebody's own question to the store gives, or why it is not asked."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from graph.texts import Text

LONGEST = 20_000
"""Characters of a question."""
MOST_SIGNS = 10_000_000
"""Signs in all cells of an answer together."""


class Shown(NamedTuple):
    """How somebody's own question sees the store."""

    key: str
    """Tells this way from others, for what is kept between questions."""
    row: Callable[[str, tuple[Any, ...]], tuple[Any, ...] | None]
    """Takes a table and a stored row, and returns the row as it is seen: None when nothing of it is."""


class AnswerNode(NamedTuple):
    """A node in an answer, as a Neo4j gives it."""

    id: str
    """Our own id where it has one."""
    labels: tuple[str, ...]
    properties: Mapping[str, Any]

    def __str__(self) -> str:
        """Return its name and id."""
        name = next((str(self.properties[key]) for key in ("label", "name", "title") if self.properties.get(key)), "")
        return f"{name} ({self.id})" if name and name != self.id else self.id


class AnswerEdge(NamedTuple):
    """An edge in an answer, between the ids of nodes."""

    start: str
    kind: str
    end: str
    properties: Mapping[str, Any]

    def __str__(self) -> str:
        """Return both ends and what joins them."""
        return f"{self.start} –{self.kind}→ {self.end}"


class OwnAnswer(NamedTuple):
    """What a question of somebody's own found; `cut` when there was more."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    """Plain values, lists of them as texts, and nodes and edges also as such in `nodes` and `edges`."""
    cut: bool
    nodes: tuple[AnswerNode, ...] = ()
    edges: tuple[AnswerEdge, ...] = ()


class QuestionRefused(Exception):
    """The question was not asked, or not answered; `text` says why, with line and column where they are known."""

    def __init__(self, text: Text, place: tuple[int, int] | None = None) -> None:
        """Keep the wording in both languages, after the line and column."""
        if place is not None:
            line, column = place
            text = Text(f"Rad {line}, tecken {column}: {text.sv}", f"Line {line}, character {column}: {text.en}")
        super().__init__(text.en)
        self.text = text


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from one, of a place in a text."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def too_long(text: str) -> QuestionRefused | None:
    """Return the refusal of a question that is empty or longer than anybody writes."""
    if not text.strip():
        return QuestionRefused(Text("Frågan är tom.", "The question is empty."))
    if len(text) > LONGEST:
        return QuestionRefused(
            Text(
                f"Frågan är för lång: {len(text)} tecken, högst {LONGEST}.",
                f"The question is too long: {len(text)} characters, at most {LONGEST}.",
            )
        )
    return None


def too_slow(seconds: float) -> QuestionRefused:
    """Return the refusal of a question that takes longer than it may."""
    return QuestionRefused(
        Text(
            f"Frågan tog mer än {seconds:g} sekunder och avbröts. Begränsa den, till exempel till en grupp.",
            f"The question took more than {seconds:g} seconds and was stopped. Narrow it, for example to one group.",
        )
    )
