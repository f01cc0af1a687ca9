"""Finding what a name means, the same everywhere (DESIGN §3)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from graph import kinds, names
from graph.port import Label
from graph.records import Name, Organisation, Person
from graph.texts import Text

Step = Literal["id", "exact", "bare", "prefix"]
STEPS: tuple[Step, ...] = ("id", "exact", "bare", "prefix")
Lookup = Callable[[Step, str], list[Label]]
"""Returns the labels that a step finds for a text already folded as the step wants it."""

PERSON = "person"
_PERSON = Text("person", "a person")
_SHOWN = 12


class NotFound(Exception):
    """Nothing, or more than one thing, bears the name; `candidates` are what it may have meant."""

    def __init__(
        self,
        name: str,
        candidates: list[Label],
        other: Label | None = None,
        near: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the name as asked, the candidates, best first, and what alone bears the name but is of another kind.

        `near` are names by id that are like it, where nothing bears it.
        """
        super().__init__(name)
        self.name = name
        self.candidates = candidates
        self.other = other
        self.near = near or {}

    @property
    def text(self) -> Text:
        """Say in plain words what was not found, and what can be written instead."""
        lines = "".join(f"\n  {label.subject}  ({label.text})" for label in self.candidates[:_SHOWN])
        if self.other is not None:
            kind = kinds.ORGANISATION_KINDS[self.other.kind].label if self.other.kind != PERSON else _PERSON
            return Text(
                f"”{self.other.text}” finns, men är {kind.sv}, och det passar inte här.",
                f"“{self.other.text}” is there, but is {kind.en}, which does not fit here.",
            )
        if not self.candidates and self.near:
            alike = "".join(f"\n  {id_}  ({label})" for id_, label in self.near.items())
            return Text(
                f"Ingenting heter ”{self.name}”. Menar du någon av dessa?{alike}",
                f"Nothing is called “{self.name}”. Do you mean one of these?{alike}",
            )
        if not self.candidates:
            return Text(
                f"Ingenting heter ”{self.name}”. Sök med: styrgraf ask search --text ORD",
                f"Nothing is called “{self.name}”. Search with: styrgraf ask search --text WORD",
            )
        return Text(
            f"”{self.name}” kan betyda flera. Skriv en av dessa:{lines}",
            f"“{self.name}” can mean several. Write one of these:{lines}",
        )


def generic(text: str) -> bool:
    """Tell whether the text is the bare word of a kind, as `beredningsgruppen`: several bodies bear it."""
    folded = names.fold(text)
    words = {names.fold(kind.label.sv) for kind in kinds.ORGANISATION_KINDS.values()}
    return any(folded in (word, word + "n", word + "en", word + "et") for word in words)


def kind_begun(text: str, words: Callable[[kinds.OrganisationKind], Iterable[str]]) -> str | None:
    """Return the kind with one of whose `words` a name begins, as `RPO` or `Regionalt programområde`."""
    folded = names.fold(text) + " "
    for name, kind in kinds.ORGANISATION_KINDS.items():
        if any(folded.startswith(names.fold(word) + " ") for word in words(kind)):
            return name
    return None


def prepared(step: Step, text: str) -> str:
    """Return the text folded as the step compares it."""
    if step == "id":
        return text.strip()
    if step == "exact":
        return names.exact(text)
    return names.bare(text)


def find(lookup: Lookup, text: str, wanted: frozenset[str]) -> Label:
    """Return the one person or organisation of a `wanted` kind that `text` means.

    Raises `NotFound` with the candidates when it is none or several.
    """
    others: list[Label] = []
    stated = kind_begun(text, lambda kind: kind.prefix or ())
    for step in STEPS:
        key = prepared(step, text)
        hits = lookup(step, key) if key else []
        if stated and step in ("bare", "prefix"):  # `RPO akut vård` is not the NPO of that area
            hits = [hit for hit in hits if hit.kind == stated]
        if not hits:
            continue
        fitting = _one_each([hit for hit in hits if hit.kind in wanted])
        if not fitting:
            others = others or _one_each(hits)
            continue
        bare_word = step != "id" and generic(text)
        if step != "id" and len(fitting) > 1 and not bare_word:
            highest = min(hit.level for hit in fitting)
            fitting = [hit for hit in fitting if hit.level == highest]
        if len(fitting) == 1 and not bare_word:
            return fitting[0]
        raise NotFound(text, [_fully_named(lookup, hit) for hit in fitting])
    raise NotFound(text, [], _fully_named(lookup, others[0]) if len(others) == 1 else None)


def _fully_named(lookup: Lookup, hit: Label) -> Label:
    """Return a candidate under the longest of its names that says what it is, so that people can choose."""
    return max(lookup("id", hit.subject) or [hit], key=lambda label: (label.text.startswith(hit.text), len(label.text)))


def _one_each(hits: Iterable[Label]) -> list[Label]:
    seen: dict[str, Label] = {}
    for hit in sorted(hits, key=lambda hit: (hit.level, len(hit.text), names.swedish_key(hit.text))):
        seen.setdefault(hit.subject, hit)
    return list(seen.values())


def _label(subject: str, kind: str, level: int, text: str) -> Label:
    return Label(subject, kind, level, text, names.exact(text), names.bare(text), names.fold(text))


def short_label(organisation: Organisation) -> str:
    """Return the name shown in tables and pictures: `NPO akut vård` for the long official form."""
    prefix = kinds.ORGANISATION_KINDS[organisation.kind].prefix
    if prefix and organisation.name.startswith(prefix[0] + " "):
        return prefix[1] + organisation.name[len(prefix[0]) :]
    return organisation.name


def level_of(kind: str) -> int:
    """Return the level of a kind: 1 national, 2 sjukvårdsregion, 3 region, 4 outside."""
    return kinds.ORGANISATION_KINDS[kind].level


def organisation_labels(organisation: Organisation, other_names: Iterable[Name]) -> list[Label]:
    """Return every name by which an organisation is found, each once."""
    level = level_of(organisation.kind)
    texts = dict.fromkeys((short_label(organisation), organisation.name, *(name.text for name in other_names)))
    return [_label(organisation.id, organisation.kind, level, text) for text in texts]


def person_labels(person: Person, subject: str) -> list[Label]:
    """Return every name by which a person is found; `subject` is the id that stands for the person."""
    return [_label(subject, PERSON, 5, text) for text in dict.fromkeys((person.name, *person.aliases))]


class LocalLabels:
    """The names in one load, looked up as a store's are."""

    def __init__(self, labels: Iterable[Label]) -> None:
        """Index `labels`."""
        self._by: dict[tuple[Step, str], list[Label]] = {}
        for label in labels:
            self._by.setdefault(("id", label.subject), []).append(label)
            self._by.setdefault(("exact", label.exact), []).append(label)
            self._by.setdefault(("bare", label.bare), []).append(label)

    def __call__(self, step: Step, text: str) -> list[Label]:
        """Return the labels that the step finds; local names have no prefix step."""
        return self._by.get((step, text), [])
