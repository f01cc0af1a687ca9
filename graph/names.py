"""Names: folding, sorting as Swedish does, slugs, and the bare name without the words of its kind."""

import re
import unicodedata
from functools import lru_cache

from graph.kinds import MEMBERSHIP_STATUSES, ORGANISATION_KINDS, ROLES, VISIBILITIES

_FOLDED = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})
# Swedish sorts å, ä and ö after z, and w as a letter of its own since 2006 (SAOL 13).
_SORTED = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
_NOT_A_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=65_536)
def exact(text: str) -> str:
    """Return `text` for comparison as the same name: composed, casefolded, blanks made one."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _plain(text: str) -> str:
    lowered = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDED)
    return "".join(letter for letter in lowered if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return `text` without case, accents, dots, rings and punctuation: `Öron-, näs` → `oron nas`."""
    return " ".join(_NOT_A_WORD.sub(" ", _plain(text)).replace("_", " ").split())


@lru_cache(maxsize=65_536)
def swedish_key(text: str) -> str:
    """Return a key that sorts as Swedish does: å, ä, ö last, other accents, case and dashes ignored."""
    composed = unicodedata.normalize("NFC", text).casefold().translate(_SORTED)
    plain = unicodedata.normalize("NFKD", composed).translate(_FOLDED)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.replace("-", " ").replace(",", " ").split())


def slug(text: str) -> str:
    """Return a readable id part: folded words joined by hyphens (`Öien` → `oien`), never empty."""
    folded = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return folded[:120].strip("-") or "x"


@lru_cache(maxsize=1)
def _kind_words() -> re.Pattern[str]:
    phrases = {fold(word) for kind in ORGANISATION_KINDS.values() for word in kind.words}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


@lru_cache(maxsize=65_536)
def bare(text: str) -> str:
    """Return the folded name without the words that only tell the kind.

    `NPO Akut vård` and `Nationellt programområde akut vård` both give `akut vard`; a name of such words
    alone keeps them.
    """
    folded = fold(text)
    return " ".join(_kind_words().sub(" ", folded).split()) or folded


def forms(word: str) -> tuple[str, ...]:
    """Return a folded word with what may be its other form, definite or not: `utskott` → `utskottet` and the like."""
    definite = ("n", "t") if word[-1:] in ("a", "e") else ("en", "et")
    cut = {word.removesuffix(ending) for ending in ("en", "et")}
    cut |= {word[:-1] for ending in ("an", "at", "en", "et") if word.endswith(ending)}
    return tuple(dict.fromkeys((word, *(each for each in sorted(cut) if len(each) > 2), *map(word.__add__, definite))))


def words_expression(text: str) -> str:
    """Return the full-text expression, of SQLite and of Neo4j, for folded words: `a|b c` is `(a OR b) AND (c)`."""
    return " AND ".join(f"({' OR '.join(word.split('|'))})" for word in text.split())


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Return the words, folded, by which kinds, roles and statuses are called: no person is known by them."""
    kinds_ = ORGANISATION_KINDS.values()
    labels = [label for kind in kinds_ for label in (kind.label, kind.plural)]
    labels += [term.label for table in (ROLES, MEMBERSHIP_STATUSES, VISIBILITIES) for term in table.values()]
    texts = [text for label in labels for text in label]
    texts += [word for kind in kinds_ for word in (*kind.words, *(kind.prefix or ()), kind.name)]
    return frozenset(word for text in (*texts, "person", "people") for word in fold(text).split())


_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "kv"), ("gh", "g"), ("ah", "a"), ("eh", "e"), ("oh", "o"))
_SOUND_LETTERS = str.maketrans({"q": "k", "c": "k", "z": "s", "w": "v", "f": "v", "y": "i", "x": "ks"})
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """Return a key that spellings of one Swedish personal name share: first and last name as they sound.

    `Björn Olsson` and `Björn Ohlsson`, `Petersson` and `Peterson`, `Rut Öien` and `Rut F Öien` are equal
    in it; the key only proposes that two may be one person.
    """
    words = [word for word in fold(name).split() if len(word) > 1] or fold(name).split()
    if not words:
        return ""
    keys = []
    for word in dict.fromkeys((words[0], words[-1])):
        for spelled, sounded in _SOUNDS:
            word = word.replace(spelled, sounded)
        keys.append(_DOUBLED.sub(r"\1", word.translate(_SOUND_LETTERS)))
    return " ".join(keys)
