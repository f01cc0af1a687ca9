"""A store as everybody may read it: who is not to be shown is a nameless person in every answer.

This is the one place that hides people, below all questions, pages and files. A hidden person bears an id of no
meaning and the name "dold person"; no name and no id of theirs finds anything; what texts tell of them is left out.
Seats stay: that a seat is filled is not about the person. Loads, backups and `styrgraf person` read past it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any, Literal, NamedTuple, TypeVar

from graph import finding
from graph.own.question import AnswerEdge, OwnAnswer, Shown
from graph.people.gate import NAMELESS, Gate, Known
from graph.people.identity import Identities
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
from graph.records import STORED, Evidence, Judgement, Membership, Person, Proposal, Record
from graph.texts import Text

R = TypeVar("R", bound=Record)

HIDDEN = Text("dold person", "hidden person")
_PREFIX = "dold-person-"
_PARTS = re.compile(r"(\|)")
_ID_PARTS = re.compile(r"(--|[;,] ?)")
_ID_WORD = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_BOTH_PARTS = re.compile(r"(--|\||[;,] ?)")
_ABOUT_ONE = frozenset({Person.table, Judgement.table, "labels"})
"""Tables whose rows go as a whole with whom they are about; in others an id stands in."""
_WITH_IDS = tuple(model for model in STORED if "id" in model.model_fields)
_SUPPRESSED = {
    "sql": "SELECT id FROM persons WHERE visibility = 'suppressed'",
    "cypher": "MATCH (p:Person {visibility: 'suppressed'}) RETURN p.id",
}
_NAMED = {
    "sql": "SELECT l.subject, l.kind, l.text FROM label_words w JOIN labels l ON l.id = w.rowid "
    "WHERE w.label_words MATCH :words",
    "cypher": "CALL db.index.fulltext.queryNodes('search_names', $words) YIELD node AS n "
    "RETURN n.subject, n.kind, n.text",
}


def is_hidden(id_: str) -> bool:
    """Tell whether an id is the one that a hidden person bears in answers."""
    return id_.startswith(_PREFIX)


class _Hidden(NamedTuple):
    """Who is hidden: their ids, those that stand in for them, and what gives them away."""

    stand_ins: Mapping[str, str]
    ids: Mapping[str, str]
    gate: Gate

    @property
    def key(self) -> str:
        """Tell these hidden persons, and what gives them away, from others."""
        return sha256(repr((sorted(self.ids.items()), self.gate.words)).encode()).hexdigest()


def hidden_people(store: Store) -> list[Person]:
    """Return who is not to be shown, under every id that is judged to be theirs, in the order of the ids."""
    suppressed = {str(row[0]) for row in store.ask(_SUPPRESSED[store.dialect], {})}
    if not suppressed:
        return []
    judgements = list(store.every(Judgement))
    identities = Identities(judgements)
    standing = {identities.standing(id_) for id_ in suppressed}
    known = {id_ for each in judgements for id_ in (each.person_a, each.person_b)} | suppressed
    found = store.fetch(Person, (id_ for id_ in known if identities.standing(id_) in standing))
    return [found[id_] for id_ in sorted(found)]


def gate_of(store: Store, people: Sequence[Person]) -> Gate:
    """Return the gate that lets nothing through that tells of these people, and leaves others' names alone."""
    hidden = {person.id for person in people}

    def known(words: frozenset[str]) -> list[Known]:
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in sorted(words))
        found = (Known(*row) for row in store.ask(_NAMED[store.dialect], {"words": match}))
        return [each for each in found if each.subject not in hidden]

    return Gate(people, known)


def without_hidden(store: Store) -> Store:
    """Return the store without those who are not to be shown as of now; the store itself when that is nobody."""
    if isinstance(store, _StoreWithoutHidden):
        return store
    people = hidden_people(store)
    if not people:
        return store
    stand_ins = {person.id: f"{_PREFIX}{number}" for number, person in enumerate(people, 1)}
    back = {stand_in: id_ for id_, stand_in in stand_ins.items()}
    return _StoreWithoutHidden(store, _Hidden(stand_ins, back, gate_of(store, people)))


def message(store: Store, text: Text) -> Text:
    """Return what is to be told about a store without those who are not to be shown."""
    shown = without_hidden(store)
    return shown.told(text) if isinstance(shown, _StoreWithoutHidden) else text


def shown_key(store: Store, key: str) -> str:
    """Return the key under which a record stands in answers, given the one under which it is kept."""
    shown = without_hidden(store)
    return shown.shown_key(key) if isinstance(shown, _StoreWithoutHidden) else key


def kept_key(store: Store, key: str) -> str:
    """Return the key under which a record is kept, given the one under which it stands in answers."""
    shown = without_hidden(store)
    return shown.kept_key(key) if isinstance(shown, _StoreWithoutHidden) else key


class _StoreWithoutHidden:
    """A store behind which some persons are hidden."""

    def __init__(self, store: Store, hidden: _Hidden) -> None:
        self._store = store
        self._hidden = hidden
        self._gate = hidden.gate
        self._ids = re.compile("|".join(map(re.escape, sorted(hidden.stand_ins))))
        self._nameless: dict[str, str] = {}
        """What nameless ids, and keys that were changed, stand for."""
        self._all_known = False

    # ---- there and back

    def _id(self, text: str) -> str:
        """Return an id, several, or a key made of ids and texts, without what gives hidden persons away."""
        return "".join(map(self._part, _PARTS.split(text)))

    def _part(self, text: str) -> str:
        shown = "".join(self._hidden.stand_ins.get(part, part) for part in _ID_PARTS.split(text))
        if not self._gate.tells(shown):
            return shown
        if not self._gate.of_ids(shown):
            return self._gate.text(shown)
        for part in _ID_PARTS.split(shown):
            if (nameless := self._gate.id(part)) != part:
                self._nameless[nameless] = part
        return self._gate.id(shown)

    def shown_key(self, text: str) -> str:
        """Return a key as `_id` does, and keep what it stands for."""
        shown = self._id(text)
        if shown != text:
            self._nameless[shown] = text
        return shown

    def kept_key(self, text: str) -> str:
        """Return the id or key for which another stands in."""
        if text in self._nameless:
            return self._nameless[text]
        if NAMELESS in text and not self._all_known:
            self._learn()
        back = self._hidden.ids
        parts = (back.get(part, self._nameless.get(part, part)) for part in _BOTH_PARTS.split(text))
        return "".join(parts)

    def _learn(self) -> None:
        """Look for all ids that give somebody away: an id that stands in came from outside, as in a kept address."""
        self._all_known = True
        for model in _WITH_IDS:
            for key in self._store.keys(model):
                self._id(key)

    def _shown(self, value: Any, about: bool) -> Any:
        """Return a value without hidden persons; `about` one of them, their whole name is a word for it."""
        if isinstance(value, list | tuple):
            shown = [self._shown(each, about) for each in value]
            return value._make(shown) if hasattr(value, "_make") else type(value)(shown)
        if isinstance(value, set | frozenset):
            return type(value)(self._shown(each, about) for each in value)
        if not isinstance(value, str) or not (self._gate.may_tell(value) or self._is_about(value)):
            return value
        if self._is_about(value):
            return self.shown_key(value)
        if about and self._gate.names_whole(value):
            return HIDDEN.sv
        if not about and self._gate.is_somebody_elses(value):
            return value
        if "://" in value and " " not in value:
            return self._gate.address(value)
        return self.shown_key(value)

    def _row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self._shown(row, self._about(row)))

    def _about(self, values: Iterable[Any]) -> bool:
        return any(isinstance(value, str) and value in self._hidden.stand_ins for value in values)

    def _record(self, record: R) -> R:
        values = record.__dict__
        if isinstance(record, Person):
            if record.id not in self._hidden.stand_ins:
                return record
            changes: dict[str, Any] = {"id": self._id(record.id), "name": HIDDEN.sv, "aliases": ()}
        else:
            about = any(isinstance(value, str) and self._is_about(value) for value in values.values())
            changes = {name: shown for name, value in values.items() if (shown := self._shown(value, about)) != value}
        return record.model_copy(update=changes) if changes else record

    def _is_about(self, value: str) -> bool:
        """Tell whether a text is or holds the id of a hidden person."""
        hidden = self._hidden.stand_ins
        return value in hidden or (
            any(joint in value for joint in ("--", "|", ";", ","))
            and any(each in hidden for each in _BOTH_PARTS.split(value))
        )

    def told(self, text: Text) -> Text:
        """Return a sentence without what gives hidden persons away."""
        return Text(self._said(text.sv), self._said(text.en))

    def _said(self, text: str) -> str:
        if self._ids.search(text) is not None:
            text = _ID_WORD.sub(lambda id_: self._id(id_[0]) if self._is_about(id_[0]) else id_[0], text)
        return self._gate.text(text)

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
            name: self.kept_key(value)
            if isinstance(value, str)
            else [self.kept_key(each) for each in value]
            if isinstance(value, list | tuple)
            else value
            for name, value in parameters.items()
        }
        return [self._row(row) for row in self._store.ask(text, given)]

    def keys(self, model: type[Record]) -> set[str]:
        return {self.shown_key(key) for key in self._store.keys(model)}

    def fetch(self, model: type[R], keys: Iterable[str]) -> dict[str, R]:
        wanted = [self.kept_key(key) for key in keys if key not in self._hidden.stand_ins]
        return {self.shown_key(key): self._record(record) for key, record in self._store.fetch(model, wanted).items()}

    def every(self, model: type[R]) -> Iterator[R]:
        return iter(sorted(map(self._record, self._store.every(model)), key=lambda record: record.key))

    def labels(self, step: Step, text: str) -> list[Label]:
        """Return names as the store does; nobody hidden is found but by the id that stands in."""
        if step == "id" and text in self._hidden.ids:
            return finding.person_labels(Person(id=text, name=HIDDEN.sv), text)
        real = self.kept_key(text) if step == "id" else text
        found = (label for label in self._store.labels(step, real) if label.subject not in self._hidden.stand_ins)
        return [self._shown(label, about=False) for label in found if step == "id" or self._findable(label)]

    def _findable(self, label: Label) -> bool:
        """Tell whether a name finds something: not when that would be by what gives a hidden person away."""
        return self._gate.is_somebody_elses(label.text) or not self._gate.tells(label.text)

    def memberships_of(self, persons: Iterable[str]) -> Iterator[Membership]:
        return map(self._record, self._store.memberships_of(map(self.kept_key, persons)))

    def persons_named(self, name: str) -> list[str]:
        return [id_ for id_ in self._store.persons_named(name) if id_ not in self._hidden.stand_ins]

    def evidence_of(self, table: str, keys: Iterable[str]) -> list[Evidence]:
        return [self._record(each) for each in self._store.evidence_of(table, map(self.kept_key, keys))]

    def evidence_from(self, source: str, most: int) -> list[Evidence]:
        return [self._record(each) for each in self._store.evidence_from(self.kept_key(source), most)]

    def testimonies(self, memberships: Iterable[str]) -> dict[str, tuple[Testimony, ...]]:
        found = self._store.testimonies(map(self.kept_key, memberships))
        return {self.shown_key(key): self._shown(value, about=False) for key, value in found.items()}

    def loads(self) -> Iterator[Load]:
        return (self._shown(each, about=False) for each in self._store.loads())

    def seats(self, groups: Iterable[str]) -> Iterator[tuple[str, list[Seat], list[Roll]]]:
        for group, seats, rolls in self._store.seats(map(self.kept_key, groups)):
            yield self.shown_key(group), self._shown(seats, about=False), self._shown(rolls, about=False)

    def spanned(self, model: type[Record], keys: Iterable[str]) -> Iterator[Spanned]:
        for each in self._store.spanned(model, map(self.kept_key, keys)):
            yield self._shown(each, about=False)

    def proposals(self, document: str | None = None, state: str | None = None) -> Iterator[Proposal]:
        return map(self._record, self._store.proposals(document and self.kept_key(document), state))

    def entries(self, since: int = 0) -> Iterator[JournalLine]:
        """Go through the journal but for the lines that tell of hidden persons."""
        return (line for line in self._store.entries(since) if not self._tells(line[3:]))

    def history(self, table: str | None = None, key: str | None = None, most: int = 100) -> list[JournalEntry]:
        """Return lines of the journal but for those that tell of hidden persons."""
        found = self._store.history(table, key and self.kept_key(key), most)
        return [self._shown(each, about=False) for each in found if not self._tells(each[-3:])]

    def _tells(self, texts: Iterable[str | None]) -> bool:
        return any(text and (self._is_about(text) or self._gate.tells(text)) for text in texts)

    def unfinished(self) -> list[Text]:
        return [self.told(text) for text in self._store.unfinished()]

    def ask_own(self, text: str, most: int, seconds: float, shown: Shown | None = None) -> OwnAnswer:
        """Run somebody's own query on what is shown alone; as a last net its answer passes the gate too."""
        found = self._store.ask_own(text, most, seconds, Shown(self._hidden.key, self._shown_row))
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

    def _shown_row(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Return a stored row as somebody's own question sees it, None when it is about a hidden person alone."""
        together = "\n".join(value if isinstance(value, str) else str(value) for value in row if value is not None)
        if self._ids.search(together) is None and not self._gate.may_tell(together):
            return row
        if table in _ABOUT_ONE and self._about(row):
            return None
        if table == "journal" and self._tells(value for value in row if isinstance(value, str)):
            return None
        return self._row(row)

    def _cell(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._cell(each) for each in value]
        return self._shown(value, about=False)

    def _properties(self, told: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self._cell(value) for key, value in told.items()}

    def damage(self) -> list[Text]:
        return self._store.damage()

    def examine(self) -> list[Finding]:
        return [each._replace(text=self.told(each.text)) for each in self._store.examine()]

    # ---- writing, which hides nobody

    def writing(self, who: str, what: str) -> AbstractContextManager[Writer]:
        return self._store.writing(who, what)

    def restoring(self, clear: bool) -> AbstractContextManager[Restoring]:
        return self._store.restoring(clear)

    def close(self) -> None:
        self._store.close()
