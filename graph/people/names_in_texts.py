"""Finding what people are called in texts, to leave it out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph import names
from graph.records import Person

LEFT_OUT = "[…]"
"""Stands where a person's name was."""

_WORD = re.compile(r"[^\W_]+")
_NICKNAME = re.compile(r"\(([^)]*)\)|[\"”“]([^\"”“]+)[\"”“]")
_SHORTEST_SURNAME = 3


class PersonNames:
    """Everything that people are called, to be found in texts: word by word, without case and accents."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._longer: defaultdict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
        """Names of several words by their first two."""
        self._single: set[str] = set()
        self._surnames: set[str] = set()
        for person in people:
            for name in (person.name, *person.aliases):
                self._add(name)
            id_ = tuple(names.fold(person.id).split())
            if len(id_) > 1:
                self._longer[id_[0], id_[1]].add(id_)
            else:
                self._surnames |= {word for word in id_ if len(word) >= _SHORTEST_SURNAME}

    def _add(self, name: str) -> None:
        plain, nicknames = apart(name)
        for nickname in nicknames:
            self._add_plain(" ".join((nickname, *plain.split()[-1:])))
        for each in {name, plain}:
            self._add_plain(each)

    def _add_plain(self, name: str) -> None:
        whole = tuple(names.fold(name).split())
        words = name.split()
        if not any(word.isalpha() for word in whole):
            return
        ways = {whole}
        if len(words) > 1:
            first, last = tuple(names.fold(words[0]).split()), tuple(names.fold(words[-1]).split())
            if first and last:
                rest = whole[: len(whole) - len(last)]
                ways |= {last + rest, first + last, last + first, (first[0][0], *last)}
                self._surnames |= {word for word in last if len(word) >= _SHORTEST_SURNAME}
        for way in ways:
            if len(way) > 1:
                self._longer[way[0], way[1]].add(way)
            else:
                self._single.add(way[0])

    def in_text(self, text: str, surnames: bool = False) -> bool:
        """Tell whether a text has a whole name, or (with `surnames`) a surname, in it."""
        return next(self.places(text, surnames), None) is not None

    def out_of(self, text: str, surnames: bool = False) -> str:
        """Return the text with `LEFT_OUT` in place of names."""
        parts, end = [], 0
        for start, stop in self.places(text, surnames):
            parts += [text[end:start], LEFT_OUT]
            end = stop
        return "".join((*parts, text[end:]))

    def ways(self) -> set[tuple[str, ...]]:
        """Return every way in several folded words to write one of the names."""
        return {way for ways in self._longer.values() for way in ways}

    def places(self, text: str, surnames: bool = False) -> Iterator[tuple[int, int]]:
        """Yield where names stand, the longest at each place; the last word may bear the s of the genitive."""
        if not self._longer and not self._single:
            return
        found = [*_WORD.finditer(text)]
        words = [names.fold(each[0]) for each in found]
        at = 0
        while at < len(words):
            length = self.length(words, at)
            if not length and surnames and (words[at] in self._surnames or _nominative(words[at]) in self._surnames):
                length = 1
            if length:
                yield found[at].start(), found[at + length - 1].end()
            at += length or 1

    def length(self, words: list[str], at: int) -> int:
        """Return how many words the longest name that begins here has, 0 when none does."""
        longest = 1 if words[at] in self._single or _nominative(words[at]) in self._single else 0
        if at + 1 == len(words):
            return longest
        for second in {words[at + 1], _nominative(words[at + 1])}:
            for way in self._longer.get((words[at], second), ()):
                there = words[at : at + len(way)]
                if way[:-1] == (*there[:-1],) and way[-1] in (there[-1], _nominative(there[-1])):
                    longest = max(longest, len(way))
        return longest


def apart(name: str) -> tuple[str, list[str]]:
    """Return a name without the nicknames that stand in brackets or quotation marks, and those."""
    return _NICKNAME.sub(" ", name), [one or two for one, two in _NICKNAME.findall(name)]


def _nominative(word: str) -> str:
    return word.removesuffix("s")
