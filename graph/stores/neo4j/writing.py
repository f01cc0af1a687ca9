"""A load into Neo4j: records become nodes and relationships, in `UNWIND` batches with bound parameters."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from neo4j import Session, Transaction
from neo4j.exceptions import Neo4jError

from graph import time
from graph.port import JournalLine, Load, StoreError
from graph.records import WITH_EVIDENCE, Evidence, Membership, Organisation, Person, Record
from graph.stores.neo4j.deriving import Deriving
from graph.stores.neo4j.reading import BATCH, batches
from graph.stores.neo4j.schema import KEYED, POINTERS, Pointer, kind_label
from graph.texts import Text

LARGE, STEP = 20_000, 2_500
"""Records past which a load is kept step by step, so that the server needs no more memory for more of them, and
how many (with their evidence) make one step."""
_MUCH = 1_000
"""Rows after which the server counts anew what it plans by."""
_SECONDS = 3_600.0
"""Longest time that one step of a load may take."""

_NEW = {
    Organisation: "CREATE (n:Organisation:$(row.label)) SET n = row.own",
    Person: "CREATE (n:Person) SET n = row.own, n.same_as = row.own.id",
}
_TELLING = {model.table: model for model in WITH_EVIDENCE}


class Neo4jWriter(Deriving):
    """One load in progress: one transaction, or one after another once the load is known to be large."""

    def __init__(self, session: Session, large: int) -> None:
        """Begin the first transaction; a load of more than `large` records goes step by step."""
        self._session = session
        self._large = large
        self._transaction: Transaction | None = None
        self.forbidden = False
        self.stepwise = False
        self.may_step = False
        """Whether the load could go step by step if it had to."""
        self._load = 0
        self._changes = 0
        self._written = 0
        self._replanned = _MUCH

    # ---- transactions

    def _rows(self, text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        if self._transaction is None:
            self._transaction = self._session.begin_transaction(timeout=_SECONDS)
        return [tuple(row) for row in self._transaction.run(text, dict(parameters)).values()]

    def _write(self, text: str, rows: Sequence[Any], **more: Any) -> int:
        """Run one text for each batch of rows; return the sum of the counts that it returns."""
        done = 0
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            answer = self._rows(text, {"rows": part, **more})
            done += answer[0][0] if answer else 0
            self._written += len(part)
        return done

    def step(self) -> None:
        """Keep what was done so far, when the load is one that is kept step by step."""
        if self.stepwise and self._transaction is not None:
            self._end()
            if self._written > self._replanned:
                self._replanned = 4 * self._written
                self._replan()

    def finish(self) -> None:
        """Keep all, or undo it when the load was forbidden."""
        if self.forbidden:
            self.undo()
            return
        if self._load:
            # The same load, run again, has completed what broke off before.
            self._rows(
                "MATCH (own:Load {number: $load}) MATCH (l:Load {what: own.what}) WHERE l.unfinished "
                "REMOVE l.unfinished",
                {"load": self._load},
            )
        else:
            self._rows("MATCH (s:Styrgraf {name: 'store'}) REMOVE s.restoring", {})
        self._end()
        if self._written > _MUCH:
            self._replan()

    def _replan(self) -> None:
        """Have the server count anew what it plans by: a plan made while the store was smaller may scan it now."""
        with suppress(Neo4jError):  # what was done is kept all the same
            self._session.run("CALL db.prepareForReplanning($seconds)", {"seconds": 30}).consume()

    def undo(self) -> None:
        """Undo what is not kept yet."""
        if self._transaction is not None:
            self._transaction.close()
            self._transaction = None

    def _end(self) -> None:
        self._rows("MATCH (s:Styrgraf {name: 'store'}) SET s.version = s.version + 1", {})
        if self._transaction is not None:
            self._transaction.commit()
            self._transaction = None

    # ---- the journal

    def begin(self, who: str, what: str) -> None:
        """Open the load under which all changes are noted."""
        ((self._load,),) = self._rows(
            "OPTIONAL MATCH (before:Load) WITH coalesce(max(before.number), 0) + 1 AS number "
            "CREATE (l:Load {number: number, at: $at, who: $who, what: $what}) RETURN l.number",
            {"at": datetime.now(UTC).isoformat(timespec="seconds"), "who": who, "what": what},
        )
        self._count_changes()

    def begin_restoring(self, clear: bool) -> None:
        """Mark the store as being restored, and with `clear` take away everything that it holds."""
        self._rows("MATCH (s:Styrgraf {name: 'store'}) SET s.restoring = true", {})
        self.stepwise, self.part = True, STEP
        self.step()
        if clear:
            text = "MATCH (n) WHERE NOT n:Styrgraf WITH n LIMIT $most DETACH DELETE n RETURN count(*)"
            while self._rows(text, {"most": 2_000})[0][0]:
                self.step()
        self._count_changes()

    def _count_changes(self) -> None:
        last = self._rows("MATCH (c:Change) WHERE c.number > 0 RETURN c.number ORDER BY c.number DESC LIMIT 1", {})
        self._changes = last[0][0] if last else 0

    def steps(self, records: int) -> int | None:
        """Go by steps when the load is large, and mark it as unfinished until it ends well."""
        self.may_step = True
        if records <= self._large:
            return None
        self.stepwise, self.part = True, STEP
        self._rows("MATCH (l:Load {number: $load}) SET l.unfinished = true", {"load": self._load})
        return STEP

    def applied(self, table: str, key: str) -> set[str]:
        """Return every content (JSON) that this record has been given before."""
        rows = self._rows(
            "MATCH (c:Change {record: $key}) WHERE c.kind = $table AND c.after IS NOT NULL RETURN c.after",
            {"table": table, "key": key},
        )
        return {row[0] for row in rows}

    def journal(self, entries: Iterable[tuple[str, str, str, str | None, str | None]]) -> None:
        """Append (action, table, key, before, after) to the journal under this load."""
        self.keep_entries((self._load, *entry) for entry in entries)

    def keep_loads(self, loads: Iterable[Load]) -> None:
        """Keep loads as they were, with their numbers."""
        self._write(
            "UNWIND $rows AS row CREATE (:Load {number: row[0], at: row[1], who: row[2], what: row[3]})",
            [list(load) for load in loads],
        )
        self._count_changes()

    def keep_entries(self, entries: Iterable[JournalLine]) -> None:
        """Append lines of the journal under the loads that they name."""
        rows = [[number, *entry] for number, entry in enumerate(entries, self._changes + 1)]
        self._changes += len(rows)
        self._write(
            "UNWIND $rows AS row CREATE (:Change {number: row[0], load: row[1], action: row[2], kind: row[3], "
            "record: row[4], before: row[5], after: row[6]})",
            rows,
        )

    # ---- records

    def put(self, records: Sequence[Record]) -> None:
        """Add or replace records of one kind by their keys; raises `StoreError` when one points at nothing."""
        if not records:
            return
        model = type(records[0])
        by_key = {record.key: record for record in records}
        known = self._known(model, by_key)
        rows = [self._row(model, record) for record in by_key.values()]
        label, key = model.__name__, KEYED[model]
        new = _NEW.get(model, f"CREATE (n:{label}) SET n = row.own")
        self._write(f"UNWIND $rows AS row {new}", [row for row in rows if row["own"][key] not in known])
        if model in WITH_EVIDENCE:
            # Evidence may have come before its record.
            self._write(
                f"UNWIND $rows AS row MATCH (e:Evidence {{record: row}}) WHERE e.kind = '{model.table}' "
                f"MATCH (n:{label} {{{key}: row}}) CREATE (e)-[:ABOUT]->(n)",
                [record for record in by_key if record not in known],
            )
        if known:
            self._replace(model, [row for row in rows if row["own"][key] in known])
        for pointer in POINTERS.get(model, ()):
            self._point(model, pointer, by_key.values())
        if model is Membership:
            self._hold([record for record in by_key.values() if isinstance(record, Membership)])
        elif model is Evidence:
            self._tell([record for record in by_key.values() if isinstance(record, Evidence)])
        if not self._load:  # a backup has been checked whole, and holds what is pointed at first
            self.step()

    def remove(self, model: type[Record], keys: Collection[str]) -> None:
        """Take records of one kind away, with their edges and names; nothing that is left may point at them."""
        if model in (Person, Organisation):
            self.relabel(keys, ())
        self.erase(model, list(keys))
        text = f"UNWIND $rows AS row MATCH (n:{model.__name__} {{{KEYED[model]}: row}}) DETACH DELETE n"
        self._write(text, list(keys))

    @staticmethod
    def _row(model: type[Record], record: Record) -> dict[str, Any]:
        own = {name: list(value) if isinstance(value, tuple) else value for name, value in record.__dict__.items()}
        own[KEYED[model]] = record.key
        row = {"own": own}
        return {**row, "label": kind_label(record.kind)} if isinstance(record, Organisation) else row

    def _known(self, model: type[Record], keys: Iterable[str]) -> set[str]:
        """Return those of the keys that the store has."""
        text = f"MATCH (n:{model.__name__}) RETURN 1 LIMIT 1"
        if not self._rows(text, {}):
            return set()
        text = f"UNWIND $keys AS key MATCH (n:{model.__name__} {{{KEYED[model]}: key}}) RETURN key"
        return {row[0] for batch in batches(keys) for row in self._rows(text, {"keys": batch})}

    def _replace(self, model: type[Record], rows: list[dict[str, Any]]) -> None:
        """Give nodes that are there other content, without what they pointed at and what followed from that."""
        node = f"UNWIND $rows AS row MATCH (n:{model.__name__} {{{KEYED[model]}: row.own.{KEYED[model]}}})"
        if model is Organisation:
            self._write(f"{node} WITH n, row, [l IN labels(n) WHERE l <> 'Organisation'] AS old REMOVE n:$(old)", rows)
            self._write(f"{node} SET n:$(row.label)", rows)
        self.erase(model, [row["own"][KEYED[model]] for row in rows])
        kept = [pointer.relationship for pointer in POINTERS.get(model, ())]
        kept += ["ABOUT"] if model is Evidence else []
        if kept:
            self._write(f"{node} MATCH (n)-[r:{'|'.join(kept)}]->() DELETE r", rows)
        if model is Membership:
            self._write(f"{node} MATCH (n)<-[r:HOLDS]-() DELETE r", rows)
        self._write(f"{node} SET n += row.own", rows)

    def _point(self, model: type[Record], pointer: Pointer, records: Iterable[Record]) -> None:
        """Draw the relationships of one field; raises `StoreError` when it names a record that is not there."""
        pairs: list[list[str]] = []
        for record in records:
            value = getattr(record, pointer.field)
            pairs += [[record.key, each] for each in ([value] if isinstance(value, str) else value or ())]
        drawn = self._write(
            f"UNWIND $rows AS row MATCH (n:{model.__name__} {{{KEYED[model]}: row[0]}}) "
            f"MATCH (t:{pointer.target.__name__} {{id: row[1]}}) "
            f"CREATE (n)-[:{pointer.relationship}]->(t) RETURN count(*)",
            pairs,
        )
        if drawn < len(pairs):
            raise self._nowhere(model, pointer.target, pairs)

    def _hold(self, memberships: Sequence[Membership]) -> None:
        """Give memberships to the persons who stand for those that they name."""
        pairs = [[each.id, each.person] for each in memberships if each.person]
        held = self._write(
            "UNWIND $rows AS row MATCH (n:Membership {id: row[0]}) MATCH (p:Person {id: row[1]}) "
            "MATCH (h:Person {id: p.same_as}) SET n.holder = h.id CREATE (h)-[:HOLDS]->(n) RETURN count(*)",
            pairs,
        )
        if held < len(pairs):
            raise self._nowhere(Membership, Person, pairs)
        vacant = [each.id for each in memberships if not each.person]
        self._write("UNWIND $rows AS row MATCH (n:Membership {id: row}) REMOVE n.holder", vacant)

    def _tell(self, told: Sequence[Evidence]) -> None:
        """Draw what evidence is about."""
        for table, model in _TELLING.items():
            self._write(
                f"UNWIND $rows AS row MATCH (e:Evidence {{key: row[0]}}) "
                f"MATCH (n:{model.__name__} {{{KEYED[model]}: row[1]}}) CREATE (e)-[:ABOUT]->(n) RETURN count(*)",
                [[each.key, each.record] for each in told if each.kind == table],
            )

    def _nowhere(self, model: type[Record], target: type[Record], pairs: Sequence[Sequence[str | None]]) -> StoreError:
        there = self._known(target, [each for _, each in pairs if each])
        record, missing = next((record, each) for record, each in pairs if each not in there)
        return StoreError(
            Text(
                f"{model.table}: {record} pekar på {missing}, som saknas i {target.table}. Inget har sparats.",
                f"{model.table}: {record} points at {missing}, which is missing from {target.table}. "
                "Nothing was saved.",
            )
        )

    # ---- what reasoning needs

    def resting_on(self, sources: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield (table, key) of the records whose evidence comes from these sources."""
        for batch in batches(sources):
            yield from self._rows(
                "UNWIND $sources AS source MATCH (:Source {id: source})<-[:FROM]-(e:Evidence) "
                "RETURN DISTINCT e.kind AS kind, e.record AS record UNION "
                "UNWIND $sources AS source MATCH (:Source {id: source})<-[:FROM]-(l:Listing) "
                "RETURN DISTINCT 'listings' AS kind, l.group AS record",
                {"sources": batch},
            )

    def groups_of(self, persons: Iterable[str]) -> set[str]:
        """Return the groups in which these persons have memberships."""
        text = "UNWIND $persons AS person MATCH (m:Membership {person: person}) RETURN DISTINCT m.group"
        return {row[0] for batch in batches(persons) for row in self._rows(text, {"persons": batch})}

    def current(self) -> dict[str, str]:
        """Return the memberships that nothing has ended: id → kind of the group."""
        rows = self._rows(
            "MATCH (m:Membership {standing: 'seat'})-[:IN]->(g:Organisation) WHERE m.ended > $today "
            "RETURN m.id, g.kind",
            {"today": time.today()},
        )
        return dict(rows)

    def forbid(self) -> None:
        """Undo everything when the load ends: a dry run, or one that is refused."""
        self.forbidden = True
