"""Quoted words keep the language of their source on a page in another."""

import re

from graph.texts import Language, Text
from views.parts.markup import Html, tag, text

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2
"""So many telling words make a language known."""
_SMALL = Text(
    "och att som är i på av för med den det till en ett om från inte har var vid eller enligt",
    "the and of that is in on as by for with to from not has was at or an this are it who",
)
_SWEDISH, _ENGLISH = frozenset(_SMALL.sv.split()), frozenset(_SMALL.en.split())


def language_of(words: str) -> Language | None:
    """Return the language of free words by their small words; None when these don't tell."""
    found = [word.casefold() for word in _WORD.findall(words)]
    swedish, english = (sum(word in small for word in found) for small in (_SWEDISH, _ENGLISH))
    if max(swedish, english) < _LEAST or swedish == english:
        return None
    return "sv" if swedish > english else "en"


def words(quoted: str, page: Language) -> Html:
    """Return quoted words, marked for those who listen where they are in another language than the page."""
    language = language_of(quoted)
    return text(quoted) if language in (None, page) else tag("span", text(quoted), lang=language)
