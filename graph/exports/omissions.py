"""Who is left out of a file: people altogether, where that is asked, and always those who are not to be shown.

Leaving out records is not enough. A source may be called `hp-rojvall`, or a headline name whom it quotes. So
names are also looked for in texts, addresses and ids; free text, where people are spoken of in passing, goes
as a whole when people do.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from graph.exports.elements import PERSON, Node, Scene, scene
from graph.exports.subject import Subject
from graph.people.hiding import gate_of, hidden_people, is_hidden
from graph.people.names_in_texts import LEFT_OUT, PersonNames
from graph.port import Store
from graph.records import (
    OF_PEOPLE,
    TOLD_OF_SEATS,
    Evidence,
    Membership,
    Name,
    Person,
    Record,
    Source,
    ids_in,
    references,
)

_TEXTS = ("title", "publisher", "name", "text", "place", "note", "quote", "doubt", "parameters")
_FREE_TEXTS = ("note", "quote", "doubt")
_OF_SEATS = {name: Evidence.model_fields[name].default for name in TOLD_OF_SEATS}


class Omissions:
    """Knows who is left out, and takes records and texts without them."""

    def __init__(self, reader: Store, without_people: bool) -> None:
        """Read from the store who is not to be shown."""
        people = list(reader.every(Person))
        hidden = hidden_people(reader)
        named = [person for person in hidden if not is_hidden(person.id)]
        self._without_people = without_people
        self._people = frozenset(person.id for person in people)
        self._hidden = frozenset(person.id for person in hidden)
        self._gate = gate_of(reader, named)
        self._names = PersonNames(person for person in people if without_people and not is_hidden(person.id))

    def hides(self, person: str) -> bool:
        """Tell whether this is the id of a person who is left out."""
        return person in (self._people if self._without_people else self._hidden)

    def text(self, text: str) -> str:
        """Return a text without the names of those who are left out."""
        return self._gate.text(self._names.out_of(text))

    def source(self, source: str) -> str:
        """Return the id of a source, another one when it tells a name; always the same for the same source."""
        if self._names.in_text(source, surnames=True):
            return "kalla-" + sha256(source.encode()).hexdigest()[:10]
        return self._gate.id(source)

    def shown(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield what may be shown of the records; memberships must come before their evidence."""
        gone: set[tuple[str, str]] = set()
        for record in records:
            if (isinstance(record, Evidence) and (record.kind, record.record) in gone) or self._tells_of(record):
                gone.add((record.table, record.key))
            elif self._without_people or self._hidden:
                yield self._unnamed(record)
            else:
                yield record

    def _tells_of(self, record: Record) -> bool:
        """Tell whether the whole record is about somebody who is left out."""
        if self._without_people and type(record) in OF_PEOPLE:
            return True
        if isinstance(record, Evidence):
            return self._without_people and record.kind == Membership.table
        if isinstance(record, Person):
            return self.hides(record.id)
        if isinstance(record, Name):
            return self._names.in_text(record.text) or self._gate.tells(record.text)
        about = (name for name, reference in references(type(record)).items() if reference.whole)
        return any(self.hides(id_) for name in about for id_ in ids_in(record, name))

    def _unnamed(self, record: Record) -> Record:
        fields = record.__dict__
        changes: dict[str, Any] = {}
        for field in _TEXTS if not isinstance(record, Person) else ():
            if (text := fields.get(field)) and not (self._without_people and field in _FREE_TEXTS):
                changes[field] = self.text(text)
        if isinstance(record, Source):
            changes["id"] = self.source(record.id)
            changes["title"] = self._gate.text(self._names.out_of(record.title, surnames=True))
            told = record.address
            if told and (self._names.in_text(told, surnames=True) or self._gate.tells(told) or LEFT_OUT in told):
                changes["address"] = None
        for field, reference in references(type(record)).items():
            value = fields[field]
            if reference.target == Source.table:
                changes[field] = self.source(value)
            elif reference.target == Person.table and value and self.hides(value):
                changes[field] = None
        if self._without_people:
            changes |= {field: None for field in _FREE_TEXTS if field in fields}
            if isinstance(record, Evidence):
                changes |= _OF_SEATS
        return record.model_copy(update=changes)


_KNOWN: WeakKeyDictionary[Store, dict[bool, tuple[int, Omissions]]] = WeakKeyDictionary()


def omissions_of(subject: Subject) -> Omissions:
    """Return who is left out of a subject; read once for all pages of a file, and anew after every load."""
    known = _KNOWN.setdefault(subject.reader, {})
    version = subject.reader.version()
    found = known.get(subject.without_people)
    if found is None or found[0] != version:
        found = known[subject.without_people] = version, Omissions(subject.reader, subject.without_people)
    return found[1]


def shown_scene(subject: Subject) -> Scene:
    """Return the nodes and edges of a subject without those who are left out.

    Without people a body goes too when only people tied it to the rest.
    """
    omissions = omissions_of(subject)
    whole = scene(() if omissions.hides(subject.scope) else subject.elements)
    hidden = {node.id for node in whole.nodes.values() if node.kind == PERSON and omissions.hides(node.id)}
    edges = [edge for edge in whole.edges if not {edge.start, edge.end, edge.in_group} & hidden]
    if subject.without_people:
        tied = {end for edge in edges for end in (edge.start, edge.end)}
        loosened = {end for edge in whole.edges for end in (edge.start, edge.end)} - tied
        hidden |= loosened - {subject.scope}
    nodes = {
        node.id: node if node.kind == PERSON else node._replace(label=omissions.text(node.label))
        for node in sorted(whole.nodes.values(), key=_place)
        if node.id not in hidden
    }
    renamed = (edge._replace(sources=tuple(sorted(map(omissions.source, edge.sources)))) for edge in edges)
    return Scene(nodes, tuple(renamed), {}, {})


def _place(node: Node) -> tuple[int, str, tuple[str, str]]:
    known = node.known_kind
    return known.level if known else 9, node.kind, node.order
