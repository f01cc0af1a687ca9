"""How well what documents say was found: the development set's strict score (`../shared/devset/score.py`).

Facts of one kind are paired one to one, as many as can be; `FIELD_alt` lists other answers that are as good, `"*"`
any. What is debatable (`optional`) is neither right nor wrong.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Fact = dict[str, Any]

# Long group prefixes are read as their abbreviations.
_PREFIXES = [
    (re.compile(pattern), short)
    for pattern, short in (
        (r"nationell(?:t|a) programområdet?( för)?", "npo"),
        (r"(?:sjukvårdsregional|regional)(?:t|a) programområdet?( för)?", "rpo"),
        (r"lokal(?:t|a) programområdet?( för)?", "lpo"),
        (r"nationella? samverkansgrupp(?:en)?( för)?", "nsg"),
        (r"(?:sjukvårdsregional|regional)a? samverkansgrupp(?:en)?( för)?", "rsg"),
        (r"nationella? arbetsgrupp(?:en)?( för)?", "nag"),
        (r"(?:sjukvårdsregional|regional)a? arbetsgrupp(?:en)?( för)?", "rag"),
        (r"styrgruppen för kunskapsstyrning( i samverkan)?|^styrgruppen( \(sks\))?$", "sks"),
        (r"\b(npo|rpo|lpo|nsg|rsg|nag|rag) för\b", r"\1"),
        (r"\bnäsa\b", "näs"),
        (r"\bhjärta\b", "hjärt"),
    )
]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).casefold()).strip()


def _name(text: str | None) -> str | None:
    """Case, punctuation and runs of spaces don't count."""
    bare = re.sub(r"[^\w ]+", " ", _plain(text or "").replace("\u2011", "-"))
    return re.sub(r"\s+", " ", bare).strip() or None


def _group(text: str | None) -> str | None:
    plain = _plain(text or "")
    for pattern, short in _PREFIXES:
        plain = pattern.sub(short, plain)
    return re.sub(r"[^\w]+", "", plain.replace(" och ", " ")) or None


_FIELDS: dict[str, dict[str, Callable[[str | None], str | None]]] = {
    "memberships": {"person": _name, "group": _group, "role": _name, "represents": _name},
    "hosting": {"host": _name, "hosted": _group},
    "successions": {"successor": _name, "predecessor": _name, "group": _group, "role": _name},
    "attendance": {"person": _name, "group": _group},
}
KINDS = tuple(_FIELDS)


@dataclass
class Score:
    """What was found of all documents: per kind right, wrong and missed facts, and each that was not right."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    missed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    invented: int = 0
    """Wrong facts in documents that hold none."""
    faults: list[str] = field(default_factory=list)

    def f1(self, kind: str) -> float:
        """Return the harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right[kind] / ((2 * self.right[kind] + self.wrong[kind] + self.missed[kind]) or 1)

    def __str__(self) -> str:
        """Tell all on lines: the kinds, then each fault."""
        kinds = [
            f"{kind:12} right {self.right[kind]:4} wrong {self.wrong[kind]:4} missed {self.missed[kind]:4} "
            f"F1={self.f1(kind):.3f}"
            for kind in KINDS
        ]
        return "\n".join([*kinds, f"invented where there is nothing: {self.invented}", *self.faults])


def score(documents: Iterable[tuple[str, Fact, Fact]]) -> Score:
    """Score documents, each by its name, its gold and what was found."""
    result = Score()
    for name, gold, found in documents:
        for kind in KINDS:
            wanted, told = gold.get(kind) or [], found.get(kind) or []
            paired = _paired(kind, wanted, told)
            debatable = (gold.get("optional") or {}).get(kind) or []
            wrong = [
                fact
                for number, fact in enumerate(told)
                if number not in paired.values() and not any(_same(kind, each, fact) for each in debatable)
            ]
            missed = [fact for number, fact in enumerate(wanted) if number not in paired]
            result.right[kind] += len(paired)
            result.wrong[kind] += len(wrong)
            result.missed[kind] += len(missed)
            result.invented += len(wrong) if gold.get("negative") else 0
            for sign, facts in (("wrong", wrong), ("missed", missed)):
                result.faults += [f"{sign} {name} {kind} { {key: f.get(key) for key in _FIELDS[kind]} }" for f in facts]
    return result


def _same(kind: str, gold: Fact, found: Fact) -> bool:
    if kind == "attendance" and bool(gold.get("present", True)) != bool(found.get("present", True)):
        return False
    for name, read in _FIELDS[kind].items():
        others = gold.get(f"{name}_alt") or []
        if "*" not in others and read(found.get(name)) not in {read(each) for each in [gold.get(name), *others]}:
            return False
    return True


def _paired(kind: str, gold: Sequence[Fact], found: Sequence[Fact]) -> dict[int, int]:
    """Return as many pairs as can be, by number: gold → found. Other answers mislead whoever takes the first."""
    fits = [[number for number, each in enumerate(gold) if _same(kind, each, fact)] for fact in found]
    owner: dict[int, int] = {}

    def place(fact: int, seen: set[int]) -> bool:
        for number in fits[fact]:
            if number not in seen:
                seen.add(number)
                if number not in owner or place(owner[number], seen):
                    owner[number] = fact
                    return True
        return False

    for fact in range(len(found)):
        place(fact, set())
    return owner
