"""Finding what a name means, the same everywhere (DESIGN §3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from graph import kinds, names
from graph.port import Label, Step
from graph.records import Name, Organisation, Person
from graph.texts import Text

STEPS: tuple[Step, ...] = ("id", "exact", "bare", "words", "prefix")
Lookup = Callable[[Step, str], list[Label]]
"""Returns the labels that a step finds for a text already folded as the step wants it."""

PERSON = "person"
_PERSON = Text("person", "a person")
_SHOWN = 12
_AREAS = frozenset(name for name, kind in kinds.ORGANISATION_KINDS.items() if kind.host and kind.level in (2, 3))
"""Sjukvårdsregioner and regions: the bodies by which groups of one name are told apart."""
_BODIES = frozenset(name for name, kind in kinds.ORGANISATION_KINDS.items() if kind.body)
_MOST_WORDS = 8
"""Names of more words are not taken apart."""


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

    A name that leaves out the body means every group that is called so with some body, even where one of them bears
    it as an alias. Raises `NotFound` with the candidates when it is none or several.
    """
    others: list[Label] = []
    stated = kind_begun(text, lambda kind: kind.prefix or ())
    for step in STEPS:
        hits = _hits(lookup, step, text, wanted, stated)
        if not hits:
            continue
        fitting = _one_each([hit for hit in hits if hit.kind in wanted])
        if not fitting:
            others = others or _one_each(hits)
            continue
        bare_word = step != "id" and generic(text)
        if step in ("exact", "bare"):
            fitting = _with_namesakes(lookup, step, text, fitting, stated)
        if step != "id" and len(fitting) > 1 and not bare_word:
            highest = min(hit.level for hit in fitting)
            fitting = [hit for hit in fitting if hit.level == highest]
        if len(fitting) == 1 and not bare_word:
            return fitting[0]
        raise NotFound(text, [_fully_named(lookup, hit) for hit in fitting])
    raise NotFound(text, [], _fully_named(lookup, others[0]) if len(others) == 1 else None)


def _hits(lookup: Lookup, step: Step, text: str, wanted: frozenset[str], stated: str | None) -> list[Label]:
    """Return what one step finds; a name that says its kind means no group of another (`RPO akut vård`: no NPO)."""
    if step == "words":
        return [hit for hit in _of_a_body(lookup, text) if hit.kind in wanted] if wanted & _BODIES else []
    key = prepared(step, text)
    hits = lookup(step, key) if key else []
    if stated and step in ("bare", "prefix"):
        hits = [hit for hit in hits if hit.kind == stated]
    if step == "bare" and not hits and wanted & _BODIES:
        hits = [hit for hit in _without_body(lookup, key.split()) if hit.kind in wanted & {stated or hit.kind}]
    return hits


# ---- names that leave out the body


def _with_namesakes(lookup: Lookup, step: Step, text: str, fitting: list[Label], stated: str | None) -> list[Label]:
    """Return what bears a name, and what is called so with the name of a body; the latter by its fuller name."""
    organisations = [hit for hit in fitting if hit.kind != PERSON]
    if not organisations or any(hit.kind in _AREAS for hit in organisations):
        return fitting
    levels = {hit.level for hit in organisations}
    also = [
        hit
        for hit in _without_body(lookup, names.bare(text).split())
        if (generic(text) or hit.level in levels) and hit.kind == (stated or hit.kind)
    ]
    fuller = {hit.subject: hit for hit in sorted(also, key=lambda hit: len(hit.text))}
    if step == "exact" and all(hit.subject not in fuller and _is_longest(lookup, hit) for hit in organisations):
        return fitting
    return _one_each([*(fuller.pop(hit.subject, hit) for hit in fitting), *fuller.values()])


def _is_longest(lookup: Lookup, hit: Label) -> bool:
    return all(len(label.text) <= len(hit.text) for label in lookup("id", hit.subject))


def _without_body(lookup: Lookup, words: Sequence[str]) -> list[Label]:
    """Return the organisations that these words name but for a body: `Samverkansnämndens` … `, Mellansverige`."""
    if not words or _means(lookup, words, _AREAS) is not None:
        return []
    there = lookup("words", " ".join("|".join(names.forms(word)) for word in words))
    return [label for label in there if label.kind in _BODIES and _but_for_a_body(lookup, words, label.bare.split())]


def _but_for_a_body(lookup: Lookup, words: Sequence[str], name: Sequence[str]) -> bool:
    for start in range(len(name) - len(words) + 1) if len(name) > len(words) else ():
        end = start + len(words)
        if all(word in names.forms(other) for word, other in zip(words, name[start:end], strict=True)):
            before, after = name[:start], name[end:]
            return (not before or _means(lookup, before, _BODIES) is not None) and (
                not after or _means(lookup, after, _AREAS) is not None
            )
    return False


def _means(lookup: Lookup, words: Sequence[str], wanted: frozenset[str]) -> str | None:
    """Return the bare name of the body that words are, in the genitive too, or with `i` before it; else None."""
    name = " ".join(words[1:] if words[0] == "i" else words)
    spellings = [names.bare(text) for text in ((name, name[:-1]) if name.endswith("s") else (name,)) if text]
    return next((bare for bare in spellings for hit in lookup("bare", bare) if hit.kind in wanted), None)


# ---- kind or short name, and body, in any order


def _of_a_body(lookup: Lookup, text: str) -> list[Label]:
    """Return the groups that are meant by a body's name and what the group is called besides: `RSL Sydöstra`."""
    words = names.fold(text).split()
    if not 1 < len(words) <= _MOST_WORDS:
        return []
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            body = _means(lookup, words[start : start + length], _AREAS)
            if body is None:
                continue
            rest = [word for word in words[:start] + words[start + length :] if word != "i"]
            place = set(body.split())
            found = [hit for hit in _called(lookup, rest, place) if place <= _words_of(lookup, hit.subject)]
            if found:
                return found
    return []


def _called(lookup: Lookup, rest: Sequence[str], place: Iterable[str]) -> list[Label]:
    """Return what the rest of a name means beside a body: a group's own name, or the groups of a kind."""
    if not rest:
        return []
    text = " ".join(rest)
    kind = next((name for name, each in kinds.ORGANISATION_KINDS.items() if _is_word_of(text, each)), None)
    if kind is not None:
        return [label for label in lookup("words", " ".join(sorted(place))) if label.kind == kind]
    stated = kind_begun(text, lambda each: each.prefix or ())
    named = [*lookup("exact", text), *lookup("bare", names.bare(text))]
    hits = [*named, *_without_body(lookup, names.bare(text).split())]
    return [hit for hit in hits if hit.kind in _BODIES and hit.kind == (stated or hit.kind)]


def _is_word_of(text: str, kind: kinds.OrganisationKind) -> bool:
    words = (kind.label.sv, *kind.words, *(kind.prefix or ()))
    return any(text in names.forms(names.fold(word)) for word in words)


def _words_of(lookup: Lookup, subject: str) -> set[str]:
    """Return the words of all names of an organisation, and of its id."""
    texts = (label.bare for label in lookup("id", subject))
    return {word for text in (*texts, names.fold(subject)) for word in text.split()}


# ---- what is found


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
            for word in dict.fromkeys(label.folded.split()):
                self._by.setdefault(("words", word), []).append(label)

    def __call__(self, step: Step, text: str) -> list[Label]:
        """Return the labels that the step finds; local names have no prefix step."""
        if step != "words":
            return self._by.get((step, text), [])
        found: dict[Label, None] = {}
        for place, word in enumerate(text.split()):
            bearing = (label for form in word.split("|") for label in self._by.get((step, form), ()))
            found = {label: None for label in bearing if not place or label in found}
        return list(found)
