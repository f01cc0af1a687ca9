"""A store as everybody may read it: who is not to be shown is a nameless person in every answer.

This is the one place that hides people, below all questions, pages and files. A hidden person bears an id of no
meaning and the name "dold person"; no name and no id of theirs finds anything; what texts tell of them is left out.
Seats stay: that a seat is filled is not about the person. Loads, backups and `styrgraf person` read past it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Literal, NamedTuple, TypeVar

from graph import finding
from graph.own.question import AnswerEdge, OwnAnswer
from graph.people.identity import Identities
from graph.people.names_in_texts import LEFT_OUT, PersonNames
from graph.port import (
    Finding,
    JournalEntry,
    JournalLine,
    Label,
    Load,
    Restoring,
    Spanned,
    Step,
    Store,
    Value,
    Writer,
)
from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Roll, Seat
from graph.records import Evidence, Judgement, Membership, Person, Proposal, Record
from graph.texts import Text

R = TypeVar("R", bound=Record)

HIDDEN = Text("dold person", "hidden person")
_PREFIX = "dold-person-"
_PARTS = re.compile(r"(--|\|)")
_SLUG = re.compile(r"\S*")
_ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TEXTS = {
    "sql": "SELECT id FROM persons WHERE visibility = 'suppressed'",
    "cypher": "MATCH (p:Person {visibility: 'suppressed'}) RETURN p.id",
}


def is_hidden(id_: str) -> bool:
    """Tell whether an id is the one that a hidden person bears in answers."""
    return id_.startswith(_PREFIX)


class _Hidden(NamedTuple):
    """Who is hidden: their ids, those that stand in for them, and how they are called."""

    stand_ins: Mapping[str, str]
    ids: Mapping[str, str]
    names: PersonNames
    called: frozenset[str]


def without_hidden(store: Store) -> Store:
    """Return the store without those who are not to be shown as of now; the store itself when that is nobody."""
    if isinstance(store, _StoreWithoutHidden):
        return store
    suppressed = {str(row[0]) for row in store.ask(_TEXTS[store.dialect], {})}
    if not suppressed:
        return store
    judgements = list(store.every(Judgement))
    identities = Identities(judgements)
    standing = {identities.standing(id_) for id_ in suppressed}
    known = {id_ for each in judgements for id_ in (each.person_a, each.person_b)} | suppressed
    ids = sorted(id_ for id_ in known if identities.standing(id_) in standing)
    people = store.fetch(Person, ids).values()
    stand_ins = {id_: f"{_PREFIX}{number}" for number, id_ in enumerate(ids, 1)}
    called = frozenset(name for person in people for name in (person.name, *person.aliases))
    back = {stand_in: id_ for id_, stand_in in stand_ins.items()}
    return _StoreWithoutHidden(store, _Hidden(stand_ins, back, PersonNames(people), called))


class _StoreWithoutHidden:
    """A store behind which some persons are hidden."""

    def __init__(self, store: Store, hidden: _Hidden) -> None:
        self._store = store
        self._hidden = hidden

    # ---- there and back

    def _id(self, text: str) -> str:
        """Return an id, or a key made of ids, without hidden ones."""
        return "".join(self._hidden.stand_ins.get(part, part) for part in _PARTS.split(text))

    def _real(self, text: str) -> str:
        return "".join(self._hidden.ids.get(part, part) for part in _PARTS.split(text))

    def _shown(self, value: Any, about: bool) -> Any:
        """Return a value without hidden persons; `about` one of them, their whole name is a word for it."""
        if isinstance(value, list | tuple):
            return type(value)(self._shown(each, about) for each in value)
        if not isinstance(value, str):
            return value
        value = self._id(value)
        if value in self._hidden.called:  # else it is a namesake's
            return HIDDEN.sv if about else value
        return value if _SLUG.fullmatch(value) else self._hidden.names.out_of(value)

    def _row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        about = any(isinstance(value, str) and value in self._hidden.stand_ins for value in row)
        return tuple(self._shown(value, about) for value in row)

    def _record(self, record: R) -> R:
        if isinstance(record, Person):
            if record.id not in self._hidden.stand_ins:
                return record
            changes: dict[str, Any] = {"id": self._id(record.id), "name": HIDDEN.sv, "aliases": ()}
        else:
            about = any(isinstance(value, str) and self._id(value) != value for value in record.__dict__.values())
            changes = {
                name: shown for name, value in record.__dict__.items() if (shown := self._shown(value, about)) != value
            }
        return record.model_copy(update=changes) if changes else record

    # ---- reading

    @property
    def dialect(self) -> Literal["sql", "cypher"]:
        return self._store.dialect

    @property
    def address(self) -> str:
        return self._store.address

    def version(self) -> int:
        return self._store.version()

    def ask(self, text: str, parameters: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        """Run a query text for those whom the ids stand for."""
        given: dict[str, Value] = {
            name: self._real(value)
            if isinstance(value, str)
            else [self._real(each) for each in value]
            if isinstance(value, list | tuple)
            else value
            for name, value in parameters.items()
        }
        return [self._row(row) for row in self._store.ask(text, given)]

    def keys(self, model: type[Record]) -> set[str]:
        return {self._id(key) for key in self._store.keys(model)}

    def fetch(self, model: type[R], keys: Iterable[str]) -> dict[str, R]:
        wanted = [self._real(key) for key in keys if key not in self._hidden.stand_ins]
        return {self._id(key): self._record(record) for key, record in self._store.fetch(model, wanted).items()}

    def every(self, model: type[R]) -> Iterator[R]:
        return iter(sorted(map(self._record, self._store.every(model)), key=lambda record: record.key))

    def labels(self, step: Step, text: str) -> list[Label]:
        """Return names as the store does; nobody hidden is found but by the id that stands in."""
        if step == "id" and text in self._hidden.ids:
            return finding.person_labels(Person(id=text, name=HIDDEN.sv), text)
        return [label for label in self._store.labels(step, text) if label.subject not in self._hidden.stand_ins]

    def memberships_of(self, persons: Iterable[str]) -> Iterator[Membership]:
        return map(self._record, self._store.memberships_of(map(self._real, persons)))

    def persons_named(self, name: str) -> list[str]:
        return [id_ for id_ in self._store.persons_named(name) if id_ not in self._hidden.stand_ins]

    def evidence_of(self, table: str, keys: Iterable[str]) -> list[Evidence]:
        return [self._record(each) for each in self._store.evidence_of(table, map(self._real, keys))]

    def evidence_from(self, source: str, most: int) -> list[Evidence]:
        return [self._record(each) for each in self._store.evidence_from(source, most)]

    def testimonies(self, memberships: Iterable[str]) -> dict[str, tuple[Testimony, ...]]:
        found = self._store.testimonies(map(self._real, memberships))
        return {self._id(key): value for key, value in found.items()}

    def loads(self) -> Iterator[Load]:
        return self._store.loads()

    def seats(self, groups: Iterable[str]) -> Iterator[tuple[str, list[Seat], list[Roll]]]:
        for group, seats, rolls in self._store.seats(groups):
            yield group, [self._seat(seat) for seat in seats], rolls

    def _seat(self, seat: Seat) -> Seat:
        return Seat._make(self._id(value) if isinstance(value, str) else value for value in seat)

    def spanned(self, model: type[Record], keys: Iterable[str]) -> Iterator[Spanned]:
        for each in self._store.spanned(model, map(self._real, keys)):
            yield each._replace(key=self._id(each.key))

    def proposals(self, document: str | None = None, state: str | None = None) -> Iterator[Proposal]:
        return map(self._record, self._store.proposals(document, state))

    def entries(self, since: int = 0) -> Iterator[JournalLine]:
        """Go through the journal but for the lines that tell of hidden persons."""
        return (line for line in self._store.entries(since) if not self._tells(line[3:]))

    def history(self, table: str | None = None, key: str | None = None, most: int = 100) -> list[JournalEntry]:
        """Return lines of the journal but for those that tell of hidden persons."""
        return [each for each in self._store.history(table, key, most) if not self._tells(each[-3:])]

    def _tells(self, texts: Iterable[str | None]) -> bool:
        return any(text and (self._id(text) != text or LEFT_OUT in self._hidden.names.out_of(text)) for text in texts)

    def unfinished(self) -> list[Text]:
        return self._store.unfinished()

    def ask_own(self, text: str, most: int, seconds: float) -> OwnAnswer:
        """Run somebody's own query; names and ids of hidden persons are left out of its answer, nodes and edges too.

        That keeps them from being shown, not from whoever may read the store and takes names apart on purpose.
        """
        found = self._store.ask_own(text, most, seconds)
        hidden = self._hidden.stand_ins
        return found._replace(
            rows=[tuple(map(self._cell, row)) for row in found.rows],
            nodes=tuple(
                node._replace(id=self._cell(node.id), properties=self._properties(node.properties))
                for node in found.nodes
                if node.id not in hidden
            ),
            edges=tuple(
                AnswerEdge(self._cell(edge.start), edge.kind, self._cell(edge.end), self._properties(edge.properties))
                for edge in found.edges
                if edge.start not in hidden and edge.end not in hidden
            ),
        )

    def _cell(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._cell(each) for each in value]
        if not isinstance(value, str):
            return value
        named = self._hidden.names.out_of(value)
        return _ID.sub(lambda id_: LEFT_OUT if id_[0] in self._hidden.stand_ins else id_[0], named)

    def _properties(self, told: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self._cell(value) for key, value in told.items()}

    def examine(self) -> list[Finding]:
        return self._store.examine()

    # ---- writing, which hides nobody

    def writing(self, who: str, what: str) -> AbstractContextManager[Writer]:
        return self._store.writing(who, what)

    def restoring(self, clear: bool) -> AbstractContextManager[Restoring]:
        return self._store.restoring(clear)

    def close(self) -> None:
        self._store.close()
