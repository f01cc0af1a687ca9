"""The nodes and edges of a scope as a network, with all that is told of each: what GraphML, GEXF and JSON write."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import networkx

from graph import kinds
from graph.exports import wording
from graph.exports.data.records_of import LICENCE, SYSTEM, holds, title
from graph.exports.elements import PERSON, Edge, Node, Scene
from graph.exports.omissions import shown_scene
from graph.exports.subject import Subject
from graph.people.identity import Identities
from graph.people.names_in_texts import LEFT_OUT
from graph.records import Hosting, Judgement, Link, Membership, Organisation

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_REFERENCE = re.compile("&#(1[6-9]\\d|[2-9]\\d\\d|\\d{4,7});")
"""A letter from U+00A0 on; what steers stays a reference."""

_Span = tuple[str | None, str | None]
_Ends = tuple[str, str, str, str, str, str]
"""Relation, from, to, role, status and group: what tells an edge from others."""


def graph(subject: Subject) -> "networkx.MultiDiGraph[str]":
    """Return the network of a subject; every attribute is a text, a truth value or a list of texts.

    Dates are those that the records state, as written; an edge bears none where records tell different ones.
    """
    there = shown_scene(subject)
    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    made.graph.update(
        {
            "title": title(subject),
            "scope": subject.scope if subject.scope == SYSTEM or subject.scope in there.nodes else LEFT_OUT,
            "as_of": subject.as_of,
            "language": subject.language,
            "licence": LICENCE.of(subject.language),
        }
    )
    organisations = subject.reader.fetch(Organisation, there.nodes)
    for node in there.nodes.values():
        made.add_node(node.id, **_of_node(node, organisations.get(node.id), subject))
    spans = _Spans(subject, there)
    counted: defaultdict[str, int] = defaultdict(int)
    for edge in there.edges:
        base = "|".join((edge.kind, edge.start, edge.end, edge.role, edge.status, edge.in_group)).rstrip("|")
        counted[base] += 1
        key = base if counted[base] == 1 else f"{base}|{counted[base]}"
        made.add_edge(edge.start, edge.end, key=key, **_of_edge(edge, spans.of(edge), subject))
    return made


def _of_node(node: Node, organisation: Organisation | None, subject: Subject) -> dict[str, Any]:
    facts: dict[str, Any] = {"label": node.label, "kind": node.kind}
    known = node.known_kind
    facts["kind_label"] = known.label.of(subject.language) if known else wording.kind(node, subject.language)
    if organisation is not None:
        facts |= {
            "status": organisation.status,
            "valid_from": organisation.valid_from,
            "valid_to": organisation.valid_to,
        }
    return _stated(facts)


def _of_edge(edge: Edge, span: _Span, subject: Subject) -> dict[str, Any]:
    role = kinds.ROLES.get(edge.role)
    return _stated(
        {
            "label": kinds.RELATIONS[edge.kind].verb.of(subject.language),
            "kind": edge.kind,
            "role": edge.role,
            "role_label": role.label.of(subject.language) if role else edge.role,
            "status": edge.status,
            "in_group": edge.in_group,
            "certainty": edge.certainty,
            "unconfirmed": edge.unconfirmed,
            "last_confirmed": edge.last_confirmed,
            "valid_from": span[0],
            "valid_to": span[1],
            "sources": list(edge.sources),
        }
    )


def _stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "")}


class _Spans:
    """The dates that the records behind the edges state."""

    def __init__(self, subject: Subject, there: Scene) -> None:
        self._as_of = subject.as_of
        self._found: defaultdict[_Ends, set[_Span]] = defaultdict(set)
        reader = subject.reader
        for hosting in reader.every(Hosting):
            self._add(hosting, "hosts", hosting.host, hosting.hosted, "", hosting.status, "")
        for link in reader.every(Link):
            self._add(link, link.kind, link.from_id, link.to_id, "", "", "")
        people = {node.id for node in there.nodes.values() if node.kind == PERSON}
        if not people:
            return
        judgements = list(reader.every(Judgement))
        identities = Identities(judgements)
        alike = {person for each in judgements for person in (each.person_a, each.person_b)}
        alike = {person for person in alike if identities.standing(person) in people}
        for seat in reader.memberships_of(people | alike):
            person = identities.standing(seat.person or "")
            told = (seat.role, seat.status, seat.group)
            self._add(seat, "member_of", person, seat.group, *told)
            for body in seat.represents:
                self._add(seat, "represents", person, body, *told)
            if seat.employer:
                self._add(seat, "employed_by", person, seat.employer, *told)

    def _add(self, record: Hosting | Link | Membership, *ends: str) -> None:
        if holds(record, self._as_of):
            kind, start, end, role, status, group = ends
            self._found[kind, start, end, role, status, group].add((record.valid_from, record.valid_to))

    def of(self, edge: Edge) -> _Span:
        """Return when an edge begins and ends, where all records behind it agree."""
        group = edge.in_group if edge.role else ""
        told = self._found.get((edge.kind, edge.start, edge.end, edge.role, edge.status, group), set())
        return next(iter(told)) if len(told) == 1 else (None, None)


def plain(made: "networkx.MultiDiGraph[str]") -> "networkx.MultiDiGraph[str]":
    """Return a network for XML: lists as one text, and no characters that XML can't hold."""
    copy: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    copy.graph.update(_plain(made.graph))
    for node, facts in made.nodes(data=True):
        copy.add_node(node, **_plain(facts))
    for start, end, key, facts in made.edges(keys=True, data=True):
        copy.add_edge(start, end, key=key, **_plain(facts))
    return copy


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, bool) else _text(value) for name, value in facts.items()}


def _text(value: str | list[str]) -> str:
    text = value if isinstance(value, str) else "; ".join(value)
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def readable(xml: str) -> bytes:
    """Return XML that networkx wrote in plain ASCII as UTF-8, å, ä and ö as themselves."""
    return _REFERENCE.sub(lambda found: chr(int(found[1])), xml).encode()
