"""A text as it reads, for looking in: what is unseen is gone, and each letter remembers where it stood."""

import unicodedata
from typing import NamedTuple

_SEPARATORS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_DASHES = "\u02d7\u2043\u2212"
"""What reads as a dash and is none by its Unicode category."""


class Plain(NamedTuple):
    """A text put into its simplest letters (NFKC, one dash, one blank, no marks above letters)."""

    text: str
    places: list[int] | None
    """Where in the original each letter stood; None when none moved."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original the letters from `start` to `end` (exclusive) stand."""
        return (start, end) if self.places is None else (self.places[start], self.places[end - 1] + 1)


def plain(text: str) -> Plain:
    """Return a text in its simplest letters."""
    if text.isascii() and text.isprintable():
        return Plain(text, None)
    simple = text.translate(_SIMPLE)
    if all(len(_SIMPLE[ord(letter)]) == 1 for letter in set(text)):
        return Plain(simple, None)
    return Plain(simple, [place for place, letter in enumerate(text) for _ in _SIMPLE[ord(letter)]])


class _Simple(dict[int, str]):
    """What each letter is in its simplest form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = simple = _simplest(chr(code))
        return simple


_SIMPLE = _Simple()


def _simplest(letter: str) -> str:
    if letter in _SEPARATORS:
        return "\n"
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Pd" or letter in _DASHES:
        return "-"
    if category == "Zs" or unicodedata.decomposition(letter).startswith(("<super>", "<sub>")):
        return " "  # a raised figure is a note beside the number, no part of it
    if category[0] == "C" or category in ("Mn", "Me"):
        return ""
    return unicodedata.normalize("NFKC", letter)
