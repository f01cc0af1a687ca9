"""What gives hidden persons away in a text, word by word, and the text without it.

A hidden person is known by every way to write a name or alias in several words, and by single words of it: surnames,
also each half of a double one, nicknames, and a given name that nobody who is shown bears. What names somebody else
stays: the full name of a person who is shown, and words of the field, that is of a body's name (Region Halland, where
the person is called Halland) or of the names of three organisations.

An id that gives somebody away is replaced as a whole by one of no meaning, always the same.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from graph import finding, names
from graph.kinds import ORGANISATION_KINDS
from graph.people.names_in_texts import LEFT_OUT, PersonNames, apart
from graph.records import Person

NAMELESS = "utan-namn-"
"""Begins the id that stands in for one that would tell a name."""
_INSIDE = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
_WORD = re.compile(rf"[^\W\d_](?:[{_INSIDE}]*[^\W\d_]|[{_INSIDE}]*-\n[^\W\d_])*[{_INSIDE}]*|\d+")
_NO_LETTERS = re.compile(rf"[{_INSIDE}\-\n]+")
_CHUNK = re.compile(r"\S+")
_HUMP = re.compile(r"(?<=[^\W\d_A-ZÅÄÖÉÜ])(?=[A-ZÅÄÖÉÜ])")
_JOINT = re.compile(r"\w[-_./@:\\=+~]+\w|\d[^\W\d_]|[^\W\d_]\d")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_ID_PARTS = re.compile(r"(--|[;,] ?)")
_BETWEEN = re.compile(r"[\s\-–.,()\"'”’]*")
_OPENED = re.compile(r"\([^)]*$")
_PARTICLES = frozenset(
    {"von", "af", "av", "de", "der", "den", "del", "della", "di", "da", "du", "la", "le", "van", "och"}
)
_SHORTEST_PLAIN = 4
"""Letters of a surname that gives somebody away in small letters too; a shorter one may be any word (ask, ek)."""
_MANY = 3
"""Organisations in whose names a word stands that is of the field."""
_SHORTEST_JOINED = 7
"""Letters of a whole name written as one word that is looked for within longer words."""


class Known(NamedTuple):
    """A name of somebody or something that is shown and shares a word with a hidden person."""

    subject: str
    kind: str
    text: str


class _Word(NamedTuple):
    start: int
    end: int
    folded: str
    capital: bool
    within: bool
    """Part of an id, address or file name, where small letters tell nothing."""


class Gate:
    """Knows what hidden persons are called, and takes texts and ids without it."""

    def __init__(self, people: Iterable[Person], known: Callable[[frozenset[str]], Iterable[Known]]) -> None:
        """Learn the names; `known` returns the names of others that have one of these folded words in them."""
        people = [*people]
        self._names = PersonNames(people)
        given, last, middle = _words_of(people)
        others = [*known(frozenset(given | last))]
        shown = [each for each in others if each.kind == finding.PERSON]
        bodies = [each for each in others if each.kind != finding.PERSON and not self._names.in_text(each.text)]
        common = {names.fold(each.text).split()[0] for each in shown if each.text.strip()}
        common |= {names.fold(each.text) for each in shown}
        field = _of_the_field(bodies, given | last) | names.ordinary_words()
        self._given = given - last - common - field
        self._last = last - field - (middle & common) - {names.fold(each.text) for each in shown}
        self._kept = PersonNames(Person.model_construct(id=each.subject, name=each.text, aliases=()) for each in shown)
        self._whole = frozenset(names.exact(each.text) for each in shown)
        joined = {"".join(way) for way in self._names.ways()}
        self._joined = frozenset(each for each in joined if len(each) >= _SHORTEST_JOINED)
        hints = {max(way, key=len) for way in self._names.ways()} | self._given | self._last | self._joined
        self._hint = re.compile("|".join(map(re.escape, sorted(hints)))) if hints else None

    def tells(self, text: str) -> bool:
        """Tell whether a text gives a hidden person away."""
        return next(self._places(text), None) is not None or self._coded(text)

    def names_whole(self, text: str) -> bool:
        """Tell whether a text is a hidden person's name and nothing else."""
        places = [*self._names.places(text)]
        return bool(places) and not re.search(r"\w", text[: places[0][0]] + text[places[-1][1] :])

    def is_somebody_elses(self, text: str) -> bool:
        """Tell whether a whole text is the name of a person who is shown."""
        return names.exact(text) in self._whole

    def text(self, text: str) -> str:
        """Return the text with `LEFT_OUT` in place of what gives a hidden person away."""
        if not self.may_tell(text):
            return text
        text = unicodedata.normalize("NFC", text)
        return self._blanked(_CHUNK.sub(lambda chunk: self._decoded(chunk[0]), text) if "%" in text else text)

    def id(self, text: str) -> str:
        """Return an id, or several joined by semicolons or hyphens, without those that give a hidden person away."""
        parts = (self._nameless(part) for part in _ID_PARTS.split(text))
        return "".join(parts)

    def of_ids(self, text: str) -> bool:
        """Tell whether a text may be an id or some of them."""
        return all(_ID.fullmatch(part) for part in _ID_PARTS.sub(" ", text).split()) and " " not in text

    def address(self, text: str) -> str:
        """Return a web address or file name; of an address that gives somebody away its host alone stays."""
        if not self.tells(text):
            return text
        parts = urlsplit(text)
        if parts.scheme in ("http", "https") and parts.hostname and not self.tells(parts.hostname):
            return f"{parts.scheme}://{parts.hostname}/{LEFT_OUT}"
        return self.text(text)

    def _nameless(self, part: str) -> str:
        if not part or not self.may_tell(part) or next(self._places(part, within=True), None) is None:
            return part
        return NAMELESS + sha256(part.encode()).hexdigest()[:12]

    @property
    def words(self) -> tuple[str, ...]:
        """Return what is looked for, in order."""
        return tuple(sorted((*self._given, *self._last, *self._joined, *map(" ".join, self._names.ways()))))

    def may_tell(self, text: str) -> bool:
        """Tell quickly whether a text is worth a closer look."""
        if self._hint is None:
            return False
        folded = text.lower() if text.isascii() else _folded(text)
        return (
            self._hint.search(folded) is not None
            or "%" in text
            or ("-\n" in text and self._hint.search(folded.replace("-\n", "")) is not None)
        )

    def _coded(self, text: str) -> bool:
        return "%" in text and (plain := unquote(text)) != text and next(self._places(plain), None) is not None

    def _decoded(self, chunk: str) -> str:
        return LEFT_OUT if self._coded(chunk) else chunk

    def _blanked(self, text: str) -> str:
        parts: list[str] = []
        end = 0
        for start, stop in self._places(text):
            if parts and _BETWEEN.fullmatch(text, end, start):
                start = end
            else:
                parts += [text[end:start], LEFT_OUT]
            end = stop + bool(_OPENED.search(text[start:stop]) and text[stop : stop + 1] == ")")
        return "".join((*parts, text[end:]))

    def _places(self, text: str, within: bool = False) -> Iterator[tuple[int, int]]:
        """Yield where something stands that gives a hidden person away."""
        if not self.may_tell(text):
            return
        words = [*self._split(text, within)]
        folded = [each.folded for each in words]
        at = 0
        while at < len(words):
            length = self._names.length(folded, at)
            kept = self._kept.length(folded, at)
            if kept > max(1, length):
                at += kept
                continue
            if length or self._alone(words[at]):
                length = max(length, 1)
                yield words[at].start, words[at + length - 1].end
            at += length or 1

    def _alone(self, word: _Word) -> bool:
        """Tell whether one word gives somebody away by itself."""
        for folded in {word.folded, word.folded.removesuffix("s")}:
            if folded in self._last and (word.capital or word.within or len(folded) >= _SHORTEST_PLAIN):
                return True
            if folded in self._given and (word.capital or word.within):
                return True
        return self._joined_in(word.folded) or (
            word.within
            and any(
                len(name) > _SHORTEST_PLAIN and (word.folded.startswith(name) or word.folded.endswith(name))
                for name in self._last
            )
        )

    def _split(self, text: str, within: bool) -> Iterator[_Word]:
        """Yield the words of a text; humps of camels apart where they may be words, unless a name goes across them."""
        alone = len(text.split()) == 1
        for chunk in _CHUNK.finditer(text):
            inside = within or alone or _JOINT.search(chunk[0]) is not None
            for found in _WORD.finditer(text, chunk.start(), chunk.end()):
                start = found.start()
                whole = not inside or self._joined_in(_folded(found[0]))
                for piece in (found[0],) if whole else _HUMP.split(found[0]):
                    yield _Word(start, start + len(piece), _folded(piece), piece[:1].isupper(), inside)
                    start += len(piece)

    def _joined_in(self, folded: str) -> bool:
        return any(name in folded for name in self._joined)


def _folded(text: str) -> str:
    return names.fold(_NO_LETTERS.sub("", text)) if not text.isalpha() else names.fold(text)


def _words_of(people: Iterable[Person]) -> tuple[set[str], set[str], set[str]]:
    """Return the given names, the others of these people, and those of the others that end no name, all folded."""
    ending: set[str] = set()
    given: set[str] = set()
    last: set[str] = set()
    for person in people:
        for name in (person.name, *person.aliases):
            plain, nicknames = apart(name)
            words = [word for word in plain.split() if any(map(str.isalpha, word))]
            if "," in plain and len(words) > 1:  # Surname, Given
                comma = next((place for place, word in enumerate(words) if word.endswith(",")), 0)
                words = [*words[comma + 1 :], *words[: comma + 1]]
            first = {part for word in words[:1] if len(words) > 1 for part in names.fold(word).split()}
            rest = {part for word in words[1 if len(words) > 1 else 0 :] for part in names.fold(word).split()}
            given |= first
            ending |= {*names.fold(words[-1]).split()} if words else set()
            ending |= {part for nickname in nicknames for part in names.fold(nickname).split()}
            last |= rest | {part for nickname in nicknames for part in names.fold(nickname).split()}
    last = {word for word in last if len(word) > 1 and word not in _PARTICLES and word.isalpha()}
    return {word for word in given if len(word) > 1 and word not in _PARTICLES and word.isalpha()}, last, last - ending


def _of_the_field(others: Iterable[Known], words: Iterable[str]) -> set[str]:
    """Return those of the words that stand in a body's name, or in the names of many organisations."""
    holders: dict[str, set[str]] = {}
    found: set[str] = set()
    wanted = frozenset(words)
    for each in others:
        here = wanted.intersection(names.fold(each.text).split())
        for word in here if len(here) == 1 else ():  # two of them together are no chance
            holders.setdefault(word, set()).add(each.subject)
            kind = ORGANISATION_KINDS[each.kind]
            if kind.host and kind.rdf_class != "Organization":
                found.add(word)
    return found | {word for word, subjects in holders.items() if len(subjects) >= _MANY}
