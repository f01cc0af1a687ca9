"""People, groups and bodies by any of their names, however they are typed."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from graph import finding, names
from graph.people.hiding import is_hidden
from graph.texts import Text
from queries.asking.query import Case, Parameter, Query, Question, swedish


class Row(NamedTuple):
    """One person, group or body, with the name that was hit."""

    id: str
    kind: str
    """`person`, or the kind of organisation."""
    label: str
    matched: str
    step: str
    """How it was found: a name of `STEPS`."""
    level: int
    """1 national, 2 sjukvårdsregion, 3 region, 4 outside the levels, 5 persons."""
    context: str | None
    """The groups in which a person sits or has sat, so that namesakes can be told apart."""


STEPS = ("exact", "bare", "words", "typo")
"""Ways to find a name, the surest first: as written; without case, accents and words of its kind; each word
as the beginning of a word in the name; with slips of the hand."""

MOST = 200
"""No search answers with more rows than this."""
_LABELS, _CANDIDATES = 4, 5_000
"""Names read for each row of the answer (one subject bears several), and names compared letter by letter."""
_WORDS = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SOUNDS = (("ch", "k"), ("ph", "f"), ("x", "ks"))
_SHORT = 3
"""Words of so few letters are read as written: one slip could turn them into anything."""
_LONG = 7
"""Words of so many letters may hold two slips."""


class _Hit(NamedTuple):
    subject: str
    kind: str
    level: int
    text: str
    folded: str


def answer(question: Question) -> list[Row]:
    """Return at most `most` rows, best first.

    Hits of words follow exact or bare hits; otherwise a step is tried only when those before found nothing.
    """
    text = str(question.parameters["text"])
    words = names.fold(text).split()[:_WORDS]
    if not words:
        return []
    found = {
        "exact": _hits(question, "exact", exact=names.exact(text), text=text),
        "words": _hits(question, "words", match=_match([word] for word in words), labels=_labels(question)),
    }
    if not found["exact"]:
        found["bare"] = _hits(question, "bare", bare=names.bare(text))
    if not any(found.values()):
        found["typo"] = _one_slip(question, words) or _two_slips(question, words)
    hits: dict[str, tuple[str, _Hit]] = {}
    for step in STEPS:
        for hit in sorted(found.get(step, ()), key=lambda hit: _rank(hit.level, hit.text, hit.text, hit.subject)):
            hits.setdefault(hit.subject, (step, hit))
    labels = dict(question.run("search", "shown", subjects=list(hits)))
    rows = [
        Row(hit.subject, hit.kind, labels.get(hit.subject, hit.text), hit.text, step, hit.level, None)
        for step, hit in hits.values()
    ]
    rows = sorted(rows, key=QUERY.sort)[: min(MOST, question.parameters["most"])]
    contexts = _contexts(question, [row.id for row in rows if row.kind == finding.PERSON])
    return [row._replace(context=contexts.get(row.id)) for row in rows]


def _hits(question: Question, part: str, **bound: Any) -> list[_Hit]:
    found = (_Hit(*row) for row in question.run("search", part, **bound))
    return [hit for hit in found if not is_hidden(hit.subject)]


def _labels(question: Question) -> int:
    return _LABELS * max(50, min(MOST, int(question.parameters["most"])))


def _match(words: Iterable[Iterable[str]], star: str = "*") -> str:
    """Return the full-text expression, of SQLite and of Neo4j, for names that hold one spelling of every word."""
    # Folded words hold nothing but letters and digits, so that neither language reads a sign into them.
    return " AND ".join("(" + " OR ".join(f"{word}{star}" for word in sorted(spellings)) + ")" for spellings in words)


def _one_slip(question: Question, words: list[str]) -> list[_Hit]:
    """Return names in which every word is at most one slip away: each is looked up, so no name is read in vain."""
    if all(len(word) <= _SHORT for word in words):
        return []
    spelled = [_spellings(word) for word in words]
    # Neo4j looks for at most 1,024 words at once, but knows by itself what is one letter away (also digits).
    near = spelled if question.dialect == "sql" else [_nearby(word) for word in words]
    return [
        hit
        for hit in _hits(question, "words", match=_match(near, ""), labels=_labels(question))
        if all(not spellings.isdisjoint(hit.folded.split()) for spellings in spelled)
    ]


def _nearby(word: str) -> set[str]:
    return {word} if len(word) <= _SHORT else {f"{word}~1", *_sounded(word)}


def _spellings(word: str) -> set[str]:
    """Return the word and all that differ by one letter, one swap or one way to spell a sound."""
    if len(word) <= _SHORT:
        return {word}
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {word}
    for before, after in splits:
        found.update(before + letter + after for letter in _LETTERS)
        if after:
            found.add(before + after[1:])
            found.update(before + letter + after[1:] for letter in _LETTERS)
            found.add(before + after[1:2] + after[0] + after[2:])
    return found | _sounded(word)


def _sounded(word: str) -> set[str]:
    return {word.replace(*pair) for one, other in _SOUNDS for pair in ((one, other), (other, one))}


def _two_slips(question: Question, words: list[str]) -> list[_Hit]:
    """Return names whose words begin alike and stray by one letter or, if long, two; the end may be missing."""
    if all(len(word) <= _SHORT for word in words):
        return []
    beginnings = [word if len(word) <= _SHORT else word[: max(2, len(word) // 3)] for word in words]
    within = cache(_within)
    return [
        hit
        for hit in _hits(question, "words", match=_match([beginning] for beginning in beginnings), labels=_CANDIDATES)
        if all(
            any(other.startswith(beginning) and within(word, other) for other in hit.folded.split())
            for word, beginning in zip(words, beginnings, strict=True)
        )
    ]


def _within(word: str, other: str) -> bool:
    return _slips(word, other) <= (0 if len(word) <= _SHORT else 1 if len(word) < _LONG else 2)


def _slips(word: str, other: str) -> int:
    """Count the letters to change, add, drop or swap until `word` is `other` or the beginning of it."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        before, above, line = line, before, [row]
        for column, its in enumerate(other, 1):
            cost = min(line[column - 1] + 1, before[column] + 1, before[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == its:
                cost = min(cost, above[column - 2] + 1)
            line.append(cost)
    return min(line)


def _contexts(question: Question, persons: list[str]) -> dict[str, str]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for person, group in question.run("search", "context", subjects=persons) if persons else ():
        groups[person].append(group)
    return {person: "; ".join(sorted(held, key=names.swedish_key)) for person, held in groups.items()}


def _rank(level: int, matched: str, label: str, key: str) -> tuple[object, ...]:
    return level, len(matched), swedish(label), key


QUERY = Query(
    name="search",
    title=Text("Sök", "Search"),
    description=Text(
        "Personer, grupper och organ, oavsett hur namnet skrivs: oien hittar Öien, RKL hittar Region Kalmar län.",
        "People, groups and bodies, however the name is typed: oien finds Öien, RKL finds Region Kalmar län.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (STEPS.index(row.step), *_rank(row.level, row.matched, row.label, row.id)),
    example={"text": "oien"},
    parameters=(
        Parameter("text", "text", Text("Sökord", "Words"), required=True),
        Parameter("most", "number", Text("Högst antal träffar", "At most"), default=20),
    ),
    dated=False,
    limited_by="most",
    columns={
        "context": Text("Sammanhang", "Context"),
        "matched": Text("Träff på", "Matched"),
        "step": Text("Sätt", "How"),
    },
    words={
        "step": {
            "exact": Text("hela namnet", "whole name"),
            "bare": Text("namnet utan slag", "name without its kind"),
            "words": Text("början av ord", "beginnings of words"),
            "typo": Text("liknande stavning", "similar spelling"),
        }
    },
    cases=(
        Case({"text": "sallqvist"}, lookup=True),
        Case({"text": "akut vård"}),
        Case({"text": "Anders Ekberg"}),
        Case({"text": "Anderz Ekbrg"}),
    ),
)
