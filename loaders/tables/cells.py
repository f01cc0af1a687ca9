"""From what a cell says to the value of its column, or what to write instead."""

import difflib
import re
import unicodedata
from typing import NamedTuple

from graph.readable import MARKUP, marked_up
from graph.texts import Text
from graph.written_dates import read_period
from loaders.contacts import Contact, contact, personal_number
from loaders.tables.columns import Column
from loaders.tables.spans import packed

NO_VALUE = "\0"
"""Stands in a cell whose formula has no value."""
STRUCK = "\1"
"""Stands before the text of a cell that is struck out, wholly or in part, in a row that is not."""
TRUTH = "\2"
"""Stands before the text of a cell that holds a truth value."""

Value = str | tuple[str, ...]

_REMEMBERED = 50_000
_MOST_GUESSES = 200
"""Wrong words of one column for which the nearest right one is sought."""
_TRUTHS = frozenset({"true", "false", "sant", "falskt"})
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_BREAKS = re.compile(r"\s*[\t\n\r\v\f\x85\u2028\u2029]\s*")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Control characters, and those that turn the direction of what is read around them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def is_id(text: str) -> bool:
    """Tell whether a text is written as an id, so that it can hardly be a name."""
    return _ID.fullmatch(text) is not None


def private(text: str, column: Column) -> Contact | None:
    """Return what reaches a person in a text of a column; an id may hold all digits but those of a personal number."""
    return personal_number(text) if is_id(text) and column.sort in ("id", "reference") else contact(text)


class Unfit(Exception):
    """A cell can't be used: the part of it that is wrong, and what to write instead."""

    def __init__(self, value: str, expected: Text) -> None:
        """Keep both for the fault."""
        super().__init__(value)
        self.value = value
        self.expected = expected


class _Read(NamedTuple):
    value: Value | None
    wrong: str = ""
    expected: Text | None = None


class CellReader:
    """Reads the cells of one column; what has been read once is remembered."""

    def __init__(self, column: Column, since_1904: bool = False) -> None:
        """Read for this column; `since_1904` tells from when the file numbers its days."""
        self._column = column
        self._since_1904 = since_1904
        self._words = column.words
        self._read: dict[str, _Read] = {}
        self._guesses = 0

    def __call__(self, cell: str) -> Value | None:
        """Return the value of a cell, None when it is empty.

        Raises `Unfit` when the cell can't be used.
        """
        read = self._read.get(cell)
        if read is None:
            try:
                read = _Read(self._value(cell))
            except Unfit as error:
                read = _Read(None, error.value, error.expected)
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[cell] = read
        if read.expected is not None:
            raise Unfit(read.wrong, read.expected)
        return read.value

    def _value(self, cell: str) -> Value | None:
        if cell == NO_VALUE:
            raise Unfit("", _FORMULA)
        if cell.startswith(STRUCK):
            raise Unfit(cell[1:], _STRUCK)
        if cell.startswith(TRUTH):
            cell = cell[1:]
            if self._column.sort != "prose":
                raise Unfit(cell, _TRUTH_VALUE)
        text = self._cleaned(cell)
        if not text:
            return None
        if self._column.sort == "date":
            return self._date(text)
        if not self._column.many:
            return self._one(text)
        parts = [part.strip() for part in text.split(";")]
        return tuple(dict.fromkeys(self._one(part) for part in parts if part)) or None

    def _cleaned(self, cell: str) -> str:
        if cell.isascii() and cell.isprintable():
            return cell.strip()
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", cell)).replace("\r\n", "\n").replace("\r", "\n").strip()
        if self._column.sort != "prose":
            text = _BREAKS.sub(" ", text)
        if found := _CONTROLS.search(text):
            raise Unfit(text, _control(found[0]))
        return text

    def _one(self, text: str) -> str:
        column = self._column
        if column.sort == "choice":
            return self._choice(text)
        if len(text) > column.longest:
            raise Unfit(text, _too_long(column.longest))
        if column.sort == "key":
            return text
        if column.refers == "persons" and text.casefold() in _TRUTHS:
            raise Unfit(text, _TRUTH_VALUE)
        if column.sort != "prose" and marked_up(text):
            raise Unfit(text, MARKUP)
        if found := private(text, column):
            raise Unfit(text, found.refusal)
        if column.sort == "id" and not is_id(text):
            raise Unfit(text, column.expected)
        return self._words.get(text.casefold(), text)

    def _choice(self, text: str) -> str:
        word = self._words.get(text.casefold())
        if word is None:
            self._guesses += 1
            words = self._words if self._guesses <= _MOST_GUESSES else {}
            raise Unfit(text, nearest(text, words, self._column.expected))
        return word

    def _date(self, text: str) -> str | None:
        told = read_period(text, self._since_1904) if len(text) <= self._column.longest else None
        if told is None:
            raise Unfit(text, self._column.expected)
        return told if isinstance(told, str) else packed(self._column.name, told)


def nearest(text: str, words: dict[str, str], otherwise: Text) -> Text:
    """Put the nearest of `words` before what is said otherwise, where one is near."""
    found = difflib.get_close_matches(text.casefold()[:100], words, n=1)
    if not found:
        return otherwise
    meant = words[found[0]]
    return Text(f"Menade du {meant}? {otherwise.sv}", f"Did you mean {meant}? {otherwise.en}")


_FORMULA = Text(
    "Cellen har en formel utan värde, eller ett fel som #SAKNAS!. Skriv värdet i stället för formeln.",
    "The cell has a formula without a value, or an error like #N/A. Write the value in place of the formula.",
)

_STRUCK = Text(
    "Texten är överstruken, men inte hela raden. Ta bort texten om den inte gäller, annars överstrykningen.",
    "The text is struck out, but not the whole row. Remove the text if it no longer holds, else the strikethrough.",
)
_TRUTH_VALUE = Text(
    "Cellen har ett sanningsvärde i stället för text. Skriv det som ska stå här.",
    "The cell has a truth value in place of text. Write what should stand here.",
)


def _control(letter: str) -> Text:
    return Text(
        f"Texten har ett styrtecken, U+{ord(letter):04X}, som inte syns. Skriv om texten för hand.",
        f"The text has a control character, U+{ord(letter):04X}, that cannot be seen. Type the text anew.",
    )


def _too_long(longest: int) -> Text:
    return Text(f"Korta texten till högst {longest} tecken.", f"Shorten the text to at most {longest} letters.")
