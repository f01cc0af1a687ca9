"""How fast styrgraf answers and loads on Neo4j: ratios to the bare driver, in one and the same run (DESIGN §7).

It needs a database that holds nothing, and leaves it so. Of several runs the best counts: what else a server does
only ever adds, and lookups of the small and of the large graph cannot be timed in turn. A large graph is copied to a
file on its way to the bare load, so that it is never in memory as a whole.
"""

import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase, ManagedTransaction, NotificationDisabledClassification, Session

from bench import sample
from bench.embedded import GROWN_TIMES, Echo, Line, Report, asked, cases, interleaved, timed
from graph.bundle import Bundle
from graph.loading.backup import is_empty
from graph.loading.intake import take_in
from graph.port import StoreError
from graph.stores.neo4j.store import Neo4jStore
from graph.texts import Text
from queries.asking import asking
from queries.asking.sample import AS_OF

TEXT_TIMES, LOAD_TIMES = 1.2, 1.5
_BATCH = 5_000
_SECONDS = 2.0
"""How long a question is asked again and again: the best of many runs is steady where other work goes on beside."""
_OWN = "Styrgraf"
"""The node that tells whose database it is; it stays."""


class _Listening(Neo4jStore):
    """A store that remembers every text that it reads by: a question's own, and those that find what a name means."""

    def __init__(self, address: str, create: bool = False) -> None:
        self.texts: list[tuple[str, Mapping[str, Any]]] = []
        super().__init__(address, create)

    def _rows(self, text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        self.texts.append((text, parameters))
        return super()._rows(text, parameters)


def run(address: str, times: int, echo: Echo) -> None:
    """Measure a Neo4j at national size and, when `times` is more than 1, so many times larger.

    Raises `StoreError` when the database holds something.
    """
    with closing(_Listening(address, create=True)) as store, _driver(address) as driver:
        if not is_empty(store):
            raise StoreError(
                Text(
                    f"Databasen {address} har uppgifter. Mät på en tom databas: den fylls och töms.",
                    f"The store {address} holds records. Measure an empty one: it is filled and emptied.",
                )
            )
        report = Report(echo)
        try:
            with tempfile.TemporaryDirectory(prefix="styrgraf-bench-") as folder, _session(driver) as session:
                _measure(store, session, times, Path(folder) / "copy.jsonl", report, echo)
        finally:
            with _session(driver) as session:
                _wipe(session)
        report.end()


def _measure(store: _Listening, session: Session, times: int, copy: Path, report: Report, echo: Echo) -> None:
    echo("Making the sample, and loading it once to warm up both …")
    records = sample.bundle()
    _load(store, records)
    counts = _copied(session, copy)
    _wipe(session)
    bare = timed(lambda: _bare_load(session, copy))
    _wipe(session)
    ours = _load(store, records)
    size = len(records)
    del records
    report.tell(
        "Load, from checked records to commit",
        "styrgraf",
        "bare",
        [_line_of_load(f"{size:,} records ({counts[0]:,} nodes, {counts[1]:,} edges)", ours, bare)],
    )
    report.tell("Queries at national size", "styrgraf", "bare text", _queries(store, session))
    if times == 1:
        return
    before = dict(_lookups(store))
    echo(f"\nLoading {times - 1} parts more …")
    parts = [ours]
    for number, part in enumerate(sample.bundles(times), 1):
        if number > 1:
            parts.append(_load(store, part))
            echo(f"part {number} of {times}: {parts[-1] / 1000:.1f} s")
    report.tell(f"Lookups at {times} times the size", "grown", "national", _growth(store, before))
    counts = _copied(session, copy)
    _wipe(session)
    echo(f"\nThe bare load of {counts[0]:,} nodes and {counts[1]:,} edges …")
    bare = timed(lambda: _bare_load(session, copy))
    grown = _line_of_load(f"{times} parts ({counts[0]:,} nodes, {counts[1]:,} edges)", sum(parts), bare)
    report.tell(f"Load of {times} parts", "styrgraf", "bare", [grown])


def _line_of_load(what: str, ours: float, bare: float) -> Line:
    failed = (f"{LOAD_TIMES:g} ×",) if ours > LOAD_TIMES * bare else ()
    return Line(what, ours, bare, f"≤ {LOAD_TIMES:g} ×", failed)


def _load(store: _Listening, records: Bundle) -> float:
    taken = timed(lambda: take_in(store, records, "bench", "sample"))
    store.texts.clear()  # what a load reads is not asked about, and would fill the memory
    return taken


# ---- asking


def _queries(store: _Listening, session: Session) -> Iterator[Line]:
    for case in cases():
        store.texts.clear()
        rows = len(asking.ask(store, case.query, case.given, AS_OF).rows)

        def bare(texts: Sequence[tuple[str, Mapping[str, Any]]] = tuple(store.texts)) -> None:
            for text, bound in texts:
                session.execute_read(_run, text, bound)

        ours, theirs = interleaved(asked(store, case), bare, pick=min, seconds=_SECONDS)
        failed = (f"{TEXT_TIMES:g} ×",) if ours > TEXT_TIMES * theirs else ()
        yield Line(f"{case.title} ({rows})", ours, theirs, f"≤ {TEXT_TIMES:g} ×", failed)


def _run(transaction: ManagedTransaction, text: str, bound: Mapping[str, Any]) -> list[list[Any]]:
    return transaction.run(text, dict(bound)).values()


def _lookups(store: _Listening) -> Iterator[tuple[str, float]]:
    """Yield the best time of every lookup."""
    for case in cases():
        if case.lookup:
            yield case.title, interleaved(asked(store, case), lambda: None, pick=min, seconds=_SECONDS)[0]


def _growth(store: _Listening, before: dict[str, float]) -> Iterator[Line]:
    for title, large in _lookups(store):
        failed = (f"{GROWN_TIMES:g} ×",) if large > GROWN_TIMES * before[title] else ()
        yield Line(title, large, before[title], f"≤ {GROWN_TIMES:g} ×", failed)


# ---- the same graph by the bare driver


def _driver(address: str) -> Driver:
    login = (os.environ.get("NEO4J_USERNAME") or "neo4j", os.environ.get("NEO4J_PASSWORD") or "")
    return GraphDatabase.driver(
        address, auth=login, notifications_disabled_classifications=list(NotificationDisabledClassification)
    )


def _session(driver: Driver) -> Session:
    return driver.session(database=os.environ.get("NEO4J_DATABASE") or None)


def _wipe(session: Session) -> None:
    text = f"MATCH (n) WHERE NOT n:{_OWN} WITH n LIMIT 10000 DETACH DELETE n RETURN count(*)"
    while session.execute_write(lambda transaction: transaction.run(text).single(strict=True)[0]):
        pass


def _copied(session: Session, path: Path) -> tuple[int, int]:
    """Write all nodes and edges to a file, a line for each; return how many of both."""
    nodes = f"MATCH (n) WHERE NOT n:{_OWN} RETURN labels(n), properties(n)"
    key = "coalesce({0}.id, {0}.key, {0}.number)"
    edges = (
        f"MATCH (a)-[r]->(b) RETURN type(r), labels(a), {key.format('a')}, labels(b), {key.format('b')}, properties(r)"
    )
    counts: list[int] = []
    with path.open("w", encoding="utf-8") as file:
        for text in (nodes, edges):
            counts.append(0)
            for record in session.run(text):
                file.write(json.dumps(record.values(), ensure_ascii=False) + "\n")
                counts[-1] += 1
    return counts[0], counts[1]


def _bare_load(session: Session, path: Path) -> None:
    """Create the nodes and then the edges of a file in batches of `UNWIND`, as a plain program would."""
    indexed = {
        row[0]: row[1]
        for row in session.run(
            "SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes[0], properties[0]"
        ).values()
    }
    waiting: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    edges = False
    with path.open(encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            if len(values) == 6 and not edges:  # all nodes stand before the first edge
                edges = True
                for text in list(waiting):
                    _create(session, text, waiting.pop(text))
            text, row = _edge(values, indexed) if edges else _node(values)
            waiting[text].append(row)
            if len(waiting[text]) == _BATCH:
                _create(session, text, waiting.pop(text))
    for text, rows in waiting.items():
        _create(session, text, rows)


def _create(session: Session, text: str, rows: list[dict[str, Any]]) -> None:
    work: Callable[[ManagedTransaction], object] = lambda transaction: transaction.run(text, rows=rows).consume()  # noqa: E731
    session.execute_write(work)


def _node(values: list[Any]) -> tuple[str, dict[str, Any]]:
    labels, properties = values
    return f"UNWIND $rows AS row CREATE (n:{':'.join(_quoted(sorted(labels)))}) SET n = row", properties


def _edge(values: list[Any], indexed: dict[str, str]) -> tuple[str, dict[str, Any]]:
    kind, start, start_key, end, end_key, properties = values
    (one,) = (label for label in start if label in indexed)
    (other,) = (label for label in end if label in indexed)
    text = (
        f"UNWIND $rows AS row MATCH (a:`{one}` {{`{indexed[one]}`: row.a}}) "
        f"MATCH (b:`{other}` {{`{indexed[other]}`: row.b}}) CREATE (a)-[r:`{kind}`]->(b) SET r = row.r"
    )
    return text, {"a": start_key, "b": end_key, "r": properties}


def _quoted(names: Iterable[str]) -> Iterator[str]:
    return (f"`{name}`" for name in names)
