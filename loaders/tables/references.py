"""What a cell that points at something means: sources, organisations and persons, by id or by name."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from graph import kinds, names
from graph.finding import LocalLabels, NotFound, find
from graph.port import Known, Label, Step
from graph.records import Organisation, Source
from graph.texts import Text
from loaders.tables.cells import Unfit
from loaders.tables.columns import Column

_SHOWN = 8
_MOST_GUESSES = 200
"""Unknown names for which near ones are sought; a table of thousands of them is another kind of fault."""
_ALL_KINDS = frozenset(kinds.ORGANISATION_KINDS)


class Sources:
    """The sources of the load and the store."""

    def __init__(self, known: Known | None) -> None:
        """Begin with what the store has."""
        self._known = known
        self._ids = known.keys(Source) if known else set()
        self._titles: defaultdict[str, set[str]] = defaultdict(set)
        self._stored_titles_read = False

    def add(self, source: str, title: str | None) -> None:
        """Let a source of the load be found."""
        self._ids.add(source)
        if title is not None:
            self._titles[names.exact(title)].add(source)

    def find(self, text: str, column: Column) -> str:
        """Return the id of the source that a cell means.

        Raises `Unfit` when it is none or several.
        """
        if text in self._ids:
            return text
        if not self._stored_titles_read and self._known is not None:
            for source in self._known.every(Source):
                self._titles[names.exact(source.title)].add(source.id)
            self._stored_titles_read = True
        titled = sorted(self._titles.get(names.exact(text), ()))
        if len(titled) == 1:
            return titled[0]
        if titled:
            raise Unfit(text, _same_title(titled))
        near = difflib.get_close_matches(text, self._ids, n=1)
        raise Unfit(text, _perhaps(near, column.expected))


class Organisations:
    """The organisations of the load and the store, by every name they have (DESIGN §3, Finding)."""

    def __init__(self, known: Known | None) -> None:
        """Begin with what the store has."""
        self._known = known
        self._ids = set(known.keys(Organisation)) if known else set()
        self._labels: list[Label] = []
        self._local = LocalLabels(())
        self._found: dict[tuple[str, str], str | Unfit] = {}
        self._guesses = 0

    def add(self, labels: Sequence[Label]) -> None:
        """Let organisations of the load be found."""
        self._labels += labels
        self._ids.update(label.subject for label in labels)
        self._local = LocalLabels(self._labels)
        self._found.clear()

    def lookup(self, step: Step, text: str) -> list[Label]:
        """Return what the load and the store call so; a prefix is too little to load facts by."""
        if step == "prefix":
            return []
        stored = self._known.labels(step, text) if self._known else []
        return self._local(step, text) + stored

    def find(self, text: str, column: Column) -> str:
        """Return the id of the organisation that a cell means, of the kinds that the column speaks of if any.

        Raises `Unfit` when it is none or several.
        """
        if text in self._ids:
            return text
        asked = (column.name, text)
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._sought(text, column)
        if isinstance(found, Unfit):
            raise Unfit(found.value, found.expected)
        return found

    def _sought(self, text: str, column: Column) -> str | Unfit:
        fitting = frozenset(name for name, kind in kinds.ORGANISATION_KINDS.items() if column.kinds(kind))
        candidates: list[Label] = []
        for wanted in (fitting, _ALL_KINDS):
            try:
                return find(self.lookup, text, wanted).subject
            except NotFound as error:
                candidates = error.candidates
                if candidates:
                    break
        if candidates:
            return Unfit(text, _several(f"{label.subject} ({label.text})" for label in candidates))
        self._guesses += 1
        near = self._near(text) if self._guesses <= _MOST_GUESSES else []
        return Unfit(text, _perhaps(near, column.expected))

    def _near(self, text: str) -> list[str]:
        bare = names.bare(text)
        begun = self._known.labels("prefix", bare) if self._known else []
        likely = [f"{label.subject} ({label.text})" for label in begun if label.kind in _ALL_KINDS]
        if likely:
            return likely[:2]
        return [self._names[close] for close in difflib.get_close_matches(bare, self._names, n=1, cutoff=0.75)]

    @cached_property
    def _names(self) -> dict[str, str]:
        stored = self._known.every(Organisation) if self._known else ()
        named = {names.bare(organisation.name): f"{organisation.id} ({organisation.name})" for organisation in stored}
        return named | {label.bare: f"{label.subject} ({label.text})" for label in self._labels}


class Persons:
    """The persons of the load and the store, once it is known who they are."""

    def __init__(self, known: Known | None, ids: Iterable[str], named: dict[str, set[str]]) -> None:
        """Know these ids; `named` tells who in the load bears a name (`names.exact`)."""
        self._known = known
        self.ids = set(ids)
        self._named = named

    def find(self, text: str, column: Column, sits_here: Callable[[str], bool] | None = None) -> str:
        """Return the id of the person that a cell means; among several of one name the one who `sits_here`.

        Raises `Unfit` when it is none or several.
        """
        if text in self.ids:
            return text
        name = names.exact(text)
        bearers = set(self._named.get(name, ()))
        if self._known is not None:
            bearers.update(self._known.persons_named(name))
        if len(bearers) > 1 and sits_here is not None:
            bearers = {person for person in bearers if sits_here(person)} or bearers
        if len(bearers) == 1:
            return bearers.pop()
        raise Unfit(text, _several(sorted(bearers)) if bearers else column.expected)


def _several(candidates: Iterable[str]) -> Text:
    listed = list(candidates)
    shown = ", ".join(listed[:_SHOWN]) + (" …" if len(listed) > _SHOWN else "")
    return Text(f"Det kan betyda flera. Skriv id för ett av: {shown}.", f"It can mean several. Write one id: {shown}.")


def _same_title(sources: Sequence[str]) -> Text:
    shown = ", ".join(sources[:_SHOWN])
    return Text(
        f"Flera källor har den titeln. Ge dem olika titlar i tabellen sources, eller skriv id: {shown}.",
        f"Several sources have that title. Give them different titles in the table sources, or write the id: {shown}.",
    )


def _perhaps(near: Sequence[str], expected: Text) -> Text:
    if not near:
        return expected
    sv, en = " eller ".join(near), " or ".join(near)
    return Text(f"Menade du {sv}? {expected.sv}", f"Did you mean {en}? {expected.en}")
