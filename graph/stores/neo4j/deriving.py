"""What follows from the records in Neo4j: derived days, who stands for whom, names to find by, and the graph."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.port import Label
from graph.reasoning.spans import Derived
from graph.records import WITH_EVIDENCE, Hosting, Link, Membership, Record
from graph.stores.neo4j.reading import BATCH, Neo4jReader, batches
from graph.stores.neo4j.schema import KEYED, SEAT_DAYS, SPAN_DAYS

_NODES = {model.table: (model.__name__, KEYED[model]) for model in WITH_EVIDENCE}
_SOURCES = "COLLECT { MATCH (n)<-[:ABOUT]-(e:Evidence) RETURN DISTINCT e.source AS source ORDER BY source }"
_ALL_SOURCES = (
    "COLLECT { MATCH (x:Membership {same_as: n.id})<-[:ABOUT]-(e:Evidence) "
    "RETURN DISTINCT e.source AS source ORDER BY source }"
)
_EDGE_DAYS = ("presumed_from", "surely_from", "surely_until", "last_confirmed", "confirmed_from")
_EDGE = (
    "record: n.id, status: n.status, valid_from: n.{start}, valid_to: n.{end}, "
    "first_possible: n.since, ended: n.until, sources: n.sources, "
    + ", ".join(f"{name}: n.{name}" for name in (*_EDGE_DAYS, "start_how", "end_how"))
)
_SEAT_EDGE = f"{{record_kind: 'memberships', role: n.role, in: g.id, {_EDGE.format(start='held_from', end='held_to')}}}"
_WHOLE_EDGE = f"{_EDGE.format(start='valid_from', end='valid_to')}, " + ", ".join(
    f"{end}_{what}: n.{end}_{what}" for end in ("start", "end") for what in ("first", "last", "source", "basis")
)
_MEMBERS = 20
"""Memberships that a group may have, one with another."""
_LIVES = (
    "SET n.since = reduce(day = n.first_possible, o IN {lives} | "
    "CASE WHEN o.first_possible > day THEN o.first_possible ELSE day END), "
    "n.until = {ended}"
)
_BOUND = "reduce(day = n.ended, o IN {lives} | CASE WHEN o.ended < day THEN o.ended ELSE day END)"


class Deriving(Neo4jReader):
    """The part of a load that keeps what `graph.loading.intake` works out."""

    part = BATCH
    """How many rows are kept at a time."""

    @abstractmethod
    def _write(self, text: str, rows: Sequence[Any], **more: Any) -> int:
        """Run one text for each batch of rows; return the sum of the counts that it returns."""

    @abstractmethod
    def step(self) -> None:
        """Keep what was done so far, when the load is one that is kept step by step."""

    def _keep(self, text: str, rows: Sequence[Any]) -> None:
        """Run one text for each batch of rows, each a step: what follows can be worked out again at any time."""
        for start in range(0, len(rows), self.part):
            self._write(text, rows[start : start + self.part])
            self.step()

    def derive(self, table: str, days: Iterable[tuple[str, Derived]]) -> None:
        """Keep derived days beside their records, and who tells of these."""
        label, key = _NODES[table]
        columns = SEAT_DAYS if table == "memberships" else SPAN_DAYS
        places = [Derived._fields.index(name) for name in columns]
        assignments = ", ".join(f"n.{name} = row[{place}]" for place, name in enumerate(columns, 1))
        told = list(days)
        self._keep(
            f"UNWIND $rows AS row MATCH (n:{label} {{{key}: row[0]}}) SET {assignments}, n.sources = {_SOURCES}",
            [[record, *(derived[place] for place in places)] for record, derived in told],
        )
        if table == "memberships":
            # Where several are the same, the one that stands for them is told of by all their sources.
            joined = sorted({derived.same_as for record, derived in told if derived.same_as not in (record, None)})
            self._keep(f"UNWIND $rows AS row MATCH (n:Membership {{id: row}}) SET n.sources = {_ALL_SOURCES}", joined)

    def name_persons(self, same: Mapping[str, str]) -> None:
        """Keep who each person is after all judgements, and who therefore holds what."""
        changed = [
            [person, same[person]]
            for batch in batches(same)
            for person, who in self._rows(
                "UNWIND $persons AS id MATCH (p:Person {id: id}) RETURN id, p.same_as", {"persons": batch}
            )
            if who != same[person]
        ]
        self._keep(
            "UNWIND $rows AS row MATCH (m:Membership {person: row[0]}) MATCH (h:Person {id: row[1]}) "
            "OPTIONAL MATCH (m)<-[r:HOLDS]-() DELETE r SET m.holder = h.id CREATE (h)-[:HOLDS]->(m)",
            changed,
        )
        # Last, because it tells what is left to do when a large load is run again.
        self._keep("UNWIND $rows AS row MATCH (p:Person {id: row[0]}) SET p.same_as = row[1]", changed)

    def standing_for(self, persons: Iterable[str]) -> dict[str, str]:
        """Return these persons, and all who are the same, each with the id that stands for them."""
        text = (
            "UNWIND $persons AS id MATCH (p:Person {id: id}) WITH DISTINCT p.same_as AS who "
            "MATCH (q:Person {same_as: who}) RETURN q.id, who"
        )
        return {person: who for batch in batches(persons) for person, who in self._rows(text, {"persons": batch})}

    def relabel(self, subjects: Iterable[str], labels: Iterable[Label]) -> None:
        """Replace the names by which these persons and organisations are found."""
        for batch in batches(subjects):
            self._rows("UNWIND $subjects AS id MATCH (n:SearchName {subject: id}) DELETE n", {"subjects": batch})
            self.step()
        self._keep(
            "UNWIND $rows AS row CREATE (:SearchName {subject: row[0], kind: row[1], level: row[2], text: row[3], "
            "exact: row[4], bare: row[5], folded: row[6]})",
            [list(label) for label in labels],
        )

    def shorten(self, labels: Iterable[tuple[str, int, str]]) -> None:
        """Keep (short label, level, id) of organisations."""
        self._keep(
            "UNWIND $rows AS row MATCH (n:Organisation {id: row[2]}) SET n.label = row[0], n.level = row[1]",
            [list(label) for label in labels],
        )

    # ---- the graph

    def erase(self, model: type[Record], keys: Sequence[str]) -> None:
        """Take records that change out of the graph, while what they point at still tells where they stand in it."""
        if model is Membership:
            self._write(
                "UNWIND $rows AS row MATCH (n:Membership {id: row})<-[:HOLDS]-(p:Person) "
                "MATCH (p)-[r:MEMBER_OF|REPRESENTS|EMPLOYED_BY {record: row}]->() DELETE r",
                keys,
            )
        elif model is Hosting:
            self._write(
                "UNWIND $rows AS row MATCH (:Hosting {id: row})-[:HOST]->(o:Organisation) "
                "MATCH (o)-[r:HOSTS {record: row}]->() DELETE r",
                keys,
            )
        elif model is Link:
            self._write(
                "UNWIND $rows AS row MATCH (n:Link {id: row})-[:START]->(o:Organisation) "
                "MATCH (o)-[r:$(toUpper(n.kind)) {record: row}]->() DELETE r",
                keys,
            )

    def connect(self, groups: Iterable[str], organisations: Iterable[str], records: Iterable[str]) -> None:
        """Draw anew the edges of all memberships in `groups`, of `records`, and of all at `organisations`."""
        ends = set(organisations)
        for batch in batches({*groups, *ends}, max(self.part // _MEMBERS, 1)):
            self._connect_seats(batch)
            self.step()
        loose = set(records)
        for batch in batches(ends):
            loose.update(
                row[0]
                for row in self._rows(
                    "UNWIND $ends AS id MATCH (:Organisation {id: id})<-[:HOST|HOSTED|START|END]-(n:Hosting|Link) "
                    "RETURN DISTINCT n.id",
                    {"ends": batch},
                )
            )
        drawn = sorted(loose)
        self._connect_hostings(drawn)
        self._connect_links(drawn)
        self.step()

    def _connect_seats(self, groups: list[str]) -> None:
        # Nodes on the way bear no label here, so that no plan starts from a scan of what the store lacked a while ago.
        group = "UNWIND $groups AS id MATCH (g:Organisation {id: id})"
        bound = {"groups": groups}
        self._rows(
            f"{group} MATCH (g)<-[:MEMBER_OF]-(p) WITH DISTINCT g, p "
            "MATCH (p)-[r:REPRESENTS|EMPLOYED_BY {in: g.id}]->() DELETE r",
            bound,
        )
        self._rows(f"{group} MATCH (g)<-[r:MEMBER_OF]-() DELETE r", bound)
        lives = _LIVES.format(lives="[g]", ended=_BOUND.format(lives="[g]"))
        self._rows(f"{group} MATCH (g)<-[:IN]-(n) {lives}", bound)
        seat = (
            f"{group} MATCH (g)<-[:IN]-(n) WHERE coalesce(n.standing, '') = 'seat' AND n.same_as = n.id "
            "WITH g, n MATCH (n)<-[:HOLDS]-(p) WITH g, n, p"
        )
        self._rows(f"{seat} CREATE (p)-[r:MEMBER_OF]->(g) SET r = {_SEAT_EDGE}", bound)
        self._rows(f"{seat} MATCH (n)-[:FOR]->(o) CREATE (p)-[r:REPRESENTS]->(o) SET r = {_SEAT_EDGE}", bound)
        self._rows(f"{seat} MATCH (n)-[:EMPLOYED_AT]->(o) CREATE (p)-[r:EMPLOYED_BY]->(o) SET r = {_SEAT_EDGE}", bound)

    def _connect_hostings(self, hostings: Sequence[str]) -> None:
        ends = (
            "UNWIND $rows AS row MATCH (n:Hosting {id: row}) MATCH (n)-[:HOST]->(a) "
            "WITH row, n, a MATCH (n)-[:HOSTED]->(b)"
        )
        self._keep(f"{ends} WITH row, a, b MATCH (a)-[r:HOSTS {{record: row}}]->(b) DELETE r", hostings)
        lives = _LIVES.format(lives="[a, b]", ended=_BOUND.format(lives="[a, b]"))
        self._keep(
            f"{ends} {lives} CREATE (a)-[r:HOSTS]->(b) SET r = {{record_kind: 'hostings', {_WHOLE_EDGE}}}", hostings
        )

    def _connect_links(self, links: Sequence[str]) -> None:
        ends = (
            "UNWIND $rows AS row MATCH (n:Link {id: row}) MATCH (n)-[:START]->(a) WITH row, n, a MATCH (n)-[:END]->(b)"
        )
        self._keep(f"{ends} WITH row, n, a, b MATCH (a)-[r:$(toUpper(n.kind)) {{record: row}}]->(b) DELETE r", links)
        # What acts for another, or comes after it, does so beyond the other's life.
        ended = f"CASE WHEN n.kind IN ['acts_as', 'succeeds'] THEN n.ended ELSE {_BOUND.format(lives='[a, b]')} END"
        self._keep(
            f"{ends} {_LIVES.format(lives='[a, b]', ended=ended)} "
            f"CREATE (a)-[r:$(toUpper(n.kind))]->(b) SET r = {{record_kind: 'links', {_WHOLE_EDGE}}}",
            links,
        )
