"""The shared store: a database on a Neo4j server, in a cluster or in Aura."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from neo4j.exceptions import Neo4jError

from graph.files import CannotWrite
from graph.loading import anew
from graph.loading.backup import SUFFIX, BackupError, back_up
from graph.own.question import OwnAnswer, Shown
from graph.port import Finding, JournalEntry, Restoring, StoreBusy, StoreError, Writer
from graph.records import WITH_EVIDENCE
from graph.stores.neo4j import writing as neo4j_writing
from graph.stores.neo4j.connection import Connection, is_full
from graph.stores.neo4j.lock import loading
from graph.stores.neo4j.preparing import prepare
from graph.stores.neo4j.reading import Neo4jReader
from graph.stores.neo4j.schema import KEYED
from graph.stores.neo4j.writing import Neo4jWriter
from graph.texts import Text


class Neo4jStore(Neo4jReader):
    """A store in one database, which many may read while one loads."""

    dialect: Literal["cypher"] = "cypher"

    def __init__(self, address: str, create: bool = False) -> None:
        """Reach the database, and bring an older schema up to date after a backup into the current folder.

        Raises `StoreUnreachable` when the server does not answer, refuses the login or has an empty database
        (and `create` is not set), `StoreError` when the database holds something else, or a newer schema.
        """
        self._connection = Connection(address)
        self.address = self._connection.address
        self._roomy = True
        """Whether the server has had room for every load in one transaction; if not, all go step by step."""
        try:
            prepare(self._connection, create, self._put_aside)
            self._work_out_anew()
        except BaseException:
            self.close()
            raise

    def _put_aside(self, version: int) -> Path:
        """Back up the store as it was before a migration."""
        path = self._aside(version)
        try:
            back_up(self, path)
        except (BackupError, CannotWrite) as error:
            raise StoreError(error.text) from None
        return path

    def _work_out_anew(self) -> None:
        """Work out all days, once, where an update reads time otherwise; what changed is told beside the backup."""
        asked = self._rows("MATCH (s:Styrgraf {name: 'store'}) WHERE s.anew IS NOT NULL RETURN s.anew", {})
        if asked:
            report = self._aside(asked[0][0]).with_suffix(".csv")
            with self._writer(anew.WHO, anew.WHAT) as writer:
                writer.begin(anew.WHO, anew.WHAT)
                anew.work_out_anew(writer, self.dialect, report)
                writer.ask("MATCH (s:Styrgraf {name: 'store'}) REMOVE s.anew", {})

    def _aside(self, version: int) -> Path:
        host = re.sub(r"[^\w.-]+", "-", self.address.partition("://")[2])
        return Path(f"styrgraf-{host}-v{version}{SUFFIX}").absolute()

    def _rows(self, text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        return self._connection.read(text, parameters)

    def version(self) -> int:
        """Return a number that grows with everything that is kept."""
        rows = self._rows("MATCH (s:Styrgraf {name: 'store'}) RETURN s.version", {})
        return int(rows[0][0]) if rows else 0

    @contextmanager
    def writing(self, who: str, what: str) -> Iterator[Writer]:
        """Begin a load: one transaction, or one for each step of a large load."""
        with self._writer(who, what) as writer:
            writer.begin(who, what)
            yield writer

    @contextmanager
    def restoring(self, clear: bool) -> Iterator[Restoring]:
        """Begin to fill the store from a backup, step by step; it is marked as unfinished until that has ended."""
        with self._writer("", "styrgraf restore") as writer:
            writer.begin_restoring(clear)
            yield writer

    @contextmanager
    def _writer(self, who: str, what: str) -> Iterator[Neo4jWriter]:
        with self._connection.plain(), loading(self._connection, who, what), self._connection.fresh() as session:
            writer = Neo4jWriter(session, neo4j_writing.LARGE if self._roomy else 0)
            try:
                yield writer
                writer.finish()
            except Neo4jError as error:
                if is_full(error) and writer.may_step and not writer.stepwise:
                    self._roomy = False
                    raise StoreBusy(self._connection.as_store_error(error).text) from error
                raise
            finally:
                writer.undo()

    def ask_own(self, text: str, most: int, seconds: float, shown: Shown | None = None) -> OwnAnswer:
        """Run somebody's own query in a transaction that reads, or seals what is hidden and is undone."""
        from graph.stores.neo4j.own import ask_own

        with self._connection.plain():
            return ask_own(self._connection.driver, self._connection.database, text, most, seconds, shown)

    def history(self, table: str | None = None, key: str | None = None, most: int = 100) -> list[JournalEntry]:
        """Return the newest lines of the journal, of one record if given."""
        found = "{record: $record}) WHERE c.kind = $kind" if table and key else ") WHERE c.number > 0"
        rows = self._rows(
            f"MATCH (c:Change {found} WITH c ORDER BY c.number DESC LIMIT $most MATCH (l:Load {{number: c.load}}) "
            "RETURN l.number, l.at, l.who, l.what, c.action, c.kind, c.record, c.before, c.after "
            "ORDER BY c.number DESC",
            {"kind": table, "record": key, "most": most},
        )
        return [JournalEntry(*row) for row in rows]

    def damage(self) -> list[Text]:
        """Tell nothing: a server looks after its files itself, and answers what is whole."""
        return []

    def examine(self) -> list[Finding]:
        """Tell of unfinished loads, records without evidence, and evidence about what is not there."""
        findings = [Finding("fault", text) for text in self.unfinished()]
        for model in WITH_EVIDENCE:
            rows = self._rows(
                f"MATCH (n:{model.__name__}) WHERE NOT EXISTS {{ (n)<-[:ABOUT]-(:Evidence) }} "
                f"RETURN n.{KEYED[model]} LIMIT 20",
                {},
            )
            findings += [
                Finding(
                    "fault",
                    Text(f"{model.table}: {record} saknar källa.", f"{model.table}: {record} has no source."),
                )
                for (record,) in rows
            ]
        return findings

    def close(self) -> None:
        """Close all sessions and connections."""
        self._connection.close()
