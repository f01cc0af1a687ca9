"""What can be read in a Neo4j, within a load and without."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast, get_origin

from graph import names, time
from graph.port import JournalLine, Label, Load, Spanned, Step, Value
from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Roll, Seat
from graph.reasoning.testimony import SEAT, TESTIMONY, seat, testimony, when
from graph.records import STORED, Evidence, Membership, Proposal, Record
from graph.stores.neo4j.schema import FIELDS, KEYED
from graph.texts import Text

R = TypeVar("R", bound=Record)

BATCH = 5_000

_LISTS = {
    model: tuple(
        place for place, name in enumerate(FIELDS[model]) if get_origin(model.model_fields[name].annotation) is tuple
    )
    for model in STORED
}
_COLUMNS = {model: ", ".join(f"n.`{name}`" for name in FIELDS[model]) for model in STORED}
_EVERY = {
    model: f"MATCH (n:{model.__name__}) WHERE n.{KEYED[model]} > $after "
    f"RETURN {_COLUMNS[model]} ORDER BY n.{KEYED[model]} LIMIT $most"
    for model in STORED
}
_FETCH = {
    model: f"UNWIND $keys AS key MATCH (n:{model.__name__} {{{KEYED[model]}: key}}) RETURN {_COLUMNS[model]}"
    for model in STORED
}
TESTIMONIES = (
    "collect(CASE WHEN e IS NULL THEN NULL ELSE "
    f"[{', '.join(f'e.{name}' for name in TESTIMONY)}, s.date, s.period, s.retrieved] END)"
)
"""What all sources say of a record, `e` and `s` being evidence and source, in the columns of `testimony`."""
_SEAT = ", ".join(f"m.{name} AS seat_{name}" for name in SEAT)


def batches(items: Iterable[str], size: int = BATCH) -> Iterator[list[str]]:
    """Yield the items in order, each once, so many at a time."""
    ordered = sorted(set(items))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def testimonies_of(rows: Iterable[Sequence[Any]]) -> tuple[Testimony, ...]:
    """Return the testimonies that a `TESTIMONIES` column holds, by source."""
    return tuple(testimony(row) for row in sorted(rows, key=lambda row: str(row[0])))


class Neo4jReader(ABC):
    """Everything that is read with one query text and bound parameters, however that is run."""

    @abstractmethod
    def _rows(self, text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run one text and return its rows."""

    def ask(self, text: str, parameters: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        """Run one query text with bound parameters and return its rows."""
        return self._rows(text, parameters)

    def keys(self, model: type[Record]) -> set[str]:
        """Return the keys of all records of a kind."""
        return {row[0] for row in self._rows(f"MATCH (n:{model.__name__}) RETURN n.{KEYED[model]}", {})}

    def fetch(self, model: type[R], keys: Iterable[str]) -> dict[str, R]:
        """Return those of the records that are there, by key."""
        rows = (row for batch in batches(keys) for row in self._rows(_FETCH[model], {"keys": batch}))
        return {record.key: record for record in (_record(model, row) for row in rows)}

    def every(self, model: type[R]) -> Iterator[R]:
        """Go through all records of a kind in the order of their keys, some thousand at a time."""
        after = ""
        while rows := self._rows(_EVERY[model], {"after": after, "most": BATCH}):
            records = [_record(model, row) for row in rows]
            yield from records
            after = records[-1].key

    def labels(self, step: Step, text: str) -> list[Label]:
        """Return the names that one step of `graph.finding` finds."""
        where = {
            "id": "OPTIONAL MATCH (p:Person {id: $text}) WITH coalesce(p.same_as, $text) AS subject "
            "MATCH (n:SearchName {subject: subject})",
            "exact": "MATCH (n:SearchName {exact: $text})",
            "bare": "MATCH (n:SearchName {bare: $text})",
            "prefix": "MATCH (n:SearchName) WHERE n.bare STARTS WITH $text",
            "words": "CALL db.index.fulltext.queryNodes('search_names', $text) YIELD node AS n",
        }[step]
        rows = self._rows(
            f"{where} RETURN n.subject, n.kind, n.level, n.text, n.exact, n.bare, n.folded "
            "ORDER BY n.level, n.bare LIMIT 200",
            {"text": names.words_expression(text) if step == "words" else text},
        )
        return [Label(*row) for row in rows]

    def memberships_of(self, persons: Iterable[str]) -> Iterator[Membership]:
        """Go through the memberships of these persons (as stored, before judgements)."""
        for batch in batches(persons):
            rows = self._rows(
                f"UNWIND $persons AS person MATCH (n:Membership {{person: person}}) RETURN {_COLUMNS[Membership]}",
                {"persons": batch},
            )
            yield from (_record(Membership, row) for row in rows)

    def persons_named(self, name: str) -> list[str]:
        """Return the stored ids of the persons who bear exactly this name (`names.exact`)."""
        rows = self._rows(
            "MATCH (n:SearchName {exact: $name}) WHERE n.kind = 'person' "
            "MATCH (p:Person {same_as: n.subject}) RETURN p.id, p.name, p.aliases",
            {"name": name},
        )
        return sorted({person for person, own, aliases in rows if name in map(names.exact, (own, *aliases))})

    def evidence_of(self, table: str, keys: Iterable[str]) -> list[Evidence]:
        """Return what all sources say of these records, in the order of the evidence's keys."""
        text = (
            f"UNWIND $keys AS key MATCH (n:Evidence {{record: key}}) WHERE n.kind = $table RETURN {_COLUMNS[Evidence]}"
        )
        rows = (row for batch in batches(keys) for row in self._rows(text, {"keys": batch, "table": table}))
        return sorted((_record(Evidence, row) for row in rows), key=lambda evidence: evidence.key)

    def evidence_from(self, source: str, most: int) -> list[Evidence]:
        """Return what one source says, in the order of the keys, at most so many facts."""
        rows = self._rows(
            "MATCH (:Source {id: $source})<-[:FROM]-(n:Evidence) "
            f"RETURN {_COLUMNS[Evidence]} ORDER BY n.key LIMIT $most",
            {"source": source, "most": most},
        )
        return [_record(Evidence, row) for row in rows]

    def testimonies(self, memberships: Iterable[str]) -> dict[str, tuple[Testimony, ...]]:
        """Return the testimonies of these memberships, by id."""
        return {spanned.key: spanned.testimonies for spanned in self.spanned(Membership, memberships)}

    def spanned(self, model: type[Record], keys: Iterable[str]) -> Iterator[Spanned]:
        """Yield the dated records with these keys, with their testimonies."""
        key = KEYED[model]
        text = (
            f"UNWIND $keys AS key MATCH (n:{model.__name__} {{{key}: key}}) "
            "OPTIONAL MATCH (n)<-[:ABOUT]-(e:Evidence)-[:FROM]->(s:Source) "
            f"RETURN n.{key} AS found, n.valid_from, n.valid_to, {TESTIMONIES} ORDER BY found"
        )
        for batch in batches(keys):
            for found, valid_from, valid_to, told in self._rows(text, {"keys": batch}):
                yield Spanned(found, when(valid_from), when(valid_to), testimonies_of(told))

    def seats(self, groups: Iterable[str]) -> Iterator[tuple[str, list[Seat], list[Roll]]]:
        """Yield each group with its memberships and listings, ready for `reasoning.derive_group`."""
        for batch in batches(groups, 500):
            rolls: dict[str, list[Roll]] = {}
            for group, roles, body, source, date, period, retrieved in self._rows(
                "UNWIND $groups AS id MATCH (:Organisation {id: id})<-[:LISTS]-(l:Listing)-[:FROM]->(s:Source) "
                "RETURN id, l.roles, l.body, l.source, s.date, s.period, s.retrieved ORDER BY l.key",
                {"groups": batch},
            ):
                roll = Roll(source, time.observed(date, period, retrieved), frozenset(roles), body)
                rolls.setdefault(group, []).append(roll)
            members: dict[str, list[Seat]] = {}
            for group, *row, told in self._rows(
                "UNWIND $groups AS id MATCH (:Organisation {id: id})<-[:IN]-(m:Membership) "
                "OPTIONAL MATCH (m)<-[:ABOUT]-(e:Evidence)-[:FROM]->(s:Source) "
                f"RETURN id, {_SEAT}, {TESTIMONIES} ORDER BY id, seat_id",
                {"groups": batch},
            ):
                members.setdefault(group, []).append(seat(row, testimonies_of(told)))
            for group, seats in members.items():
                yield group, seats, rolls.get(group, [])

    def proposals(self, document: str | None = None, state: str | None = None) -> Iterator[Proposal]:
        """Go through the proposals (of a document, in a state) by document and place in it."""
        wanted = {"document": document, "state": state}
        given = " AND ".join(f"n.{name} = ${name}" for name, value in wanted.items() if value is not None)
        rows = self._rows(
            f"MATCH (n:Proposal) {'WHERE ' + given if given else ''} "
            f"RETURN {_COLUMNS[Proposal]} ORDER BY n.document, n.number, n.id",
            wanted,
        )
        yield from (_record(Proposal, row) for row in rows)

    def loads(self) -> Iterator[Load]:
        """Go through all loads in the order of their numbers."""
        rows = self._rows("MATCH (l:Load) RETURN l.number, l.at, l.who, l.what ORDER BY l.number", {})
        yield from map(Load._make, rows)

    def entries(self, since: int = 0) -> Iterator[JournalLine]:
        """Go through the journal in the order in which it was written, some thousand lines at a time."""
        ((after,),) = self._rows(
            "OPTIONAL MATCH (c:Change) WHERE c.load >= $since RETURN coalesce(min(c.number) - 1, $none)",
            {"since": since, "none": 2**62},
        )
        while rows := self._rows(
            "MATCH (c:Change) WHERE c.number > $after "
            "RETURN c.number, c.load, c.action, c.kind, c.record, c.before, c.after ORDER BY c.number LIMIT $most",
            {"after": after, "most": BATCH},
        ):
            for number, load, action, table, key, before, now in rows:
                yield load, action, table, key, before, now
                after = number

    def unfinished(self) -> list[Text]:
        """Tell in plain words what was begun, kept in part, and did not end well (yet)."""
        loads = self._rows("MATCH (l:Load) WHERE l.unfinished RETURN l.at, l.who, l.what ORDER BY l.number", {})
        texts = [
            Text(
                f"Inläsningen av {what} ({who}, {at[:10]}) är inte klar, så svaren kan ha luckor. "
                f"Bröts den av, så kör om den: styrgraf load {what}",
                f"The load of {what} ({who}, {at[:10]}) has not ended, so answers may have gaps. "
                f"If it broke off, run it again: styrgraf load {what}",
            )
            for at, who, what in loads
        ]
        if self._rows("MATCH (s:Styrgraf {name: 'store'}) WHERE s.restoring RETURN 1", {}):
            texts.append(
                Text(
                    "En återställning är inte klar, så svaren har luckor. Bröts den av, så kör om den: "
                    "styrgraf restore FIL --replace",
                    "A restore has not ended, so answers have gaps. If it broke off, run it again: "
                    "styrgraf restore FILE --replace",
                )
            )
        return texts


def _record(model: type[R], row: Sequence[Any]) -> R:
    values = dict(zip(FIELDS[model], row, strict=True))
    for place in _LISTS[model]:
        values[FIELDS[model][place]] = tuple(row[place])
    return cast(R, model.model_construct(None, **values))
