"""How fast styrgraf answers and loads: ratios of one and the same run, on an invented data set (DESIGN §7).

A ratio tells the same on every machine; a time alone does not, so this is a benchmark and no test.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Literal, NamedTuple

from bench import sample
from graph.bundle import Bundle
from graph.loading.intake import take_in
from graph.port import Label, Store, Value
from graph.stores.sqlite.store import SqliteStore
from queries.asking import asking
from queries.asking.sample import AS_OF, GROUP

Echo = Callable[[str], None]
RUNS, FEW_RUNS = 15, 3
QUERY_MS, LOOKUP_MS = 100.0, 5.0
TEXT_TIMES, TEXT_MORE_MS = 2.0, 2.0
GROWN_TIMES = 2.0
LOAD_TIMES = 3.0
PROCESS_MS = 500.0
UNWANTED = ("neo4j", "networkx", "pandas", "pyarrow", "streamlit")
"""What a question at the command line has no time to import."""


class Measured(NamedTuple):
    """A question about the sample, as it is asked."""

    query: str
    given: Mapping[str, str | int | bool]
    lookup: bool

    @property
    def title(self) -> str:
        """The question as it is written at the command line."""
        words = [self.query]
        for name, value in self.given.items():
            words += [f"--{name.replace('_', '-')}"] if value is True else [f"--{name.replace('_', '-')} {value}"]
        return " ".join(words)


def cases() -> list[Measured]:
    """Return what is measured: every named question as its own module says."""
    return [Measured(name, *case) for name in asking.names() for case in asking.query(name).cases]


class Line(NamedTuple):
    """One line of the report; times in milliseconds, `failed` names the bounds that do not hold."""

    what: str
    ours: float
    theirs: float | None
    bound: str
    failed: tuple[str, ...] = ()
    bounded: bool = True

    @property
    def text(self) -> str:
        """The line as printed."""
        theirs = "–" if self.theirs is None else _time(self.theirs)
        ratio = "–" if self.theirs is None else f"{self.ours / max(self.theirs, 0.001):.2f}"
        verdict = f"FAIL ({', '.join(self.failed)})" if self.failed else "PASS" if self.bounded else "–"
        return f"{self.what:<66}{_time(self.ours):>11}{theirs:>11}{ratio:>7}  {self.bound:<24}{verdict}"


class Report:
    """Prints what is measured as it comes, and in the end which bounds hold."""

    def __init__(self, echo: Echo) -> None:
        """Begin, with a warning when the machine has other things to do."""
        self._echo = echo
        self._lines: list[Line] = []
        if hasattr(os, "getloadavg") and (load := os.getloadavg()[0]) > (os.cpu_count() or 1) / 2:
            echo(
                f"This machine is busy (load {load:.1f} on {os.cpu_count()} processors): "
                "all takes longer than it needs to."
            )

    def tell(self, title: str, ours: str, theirs: str, measured: Iterable[Line]) -> None:
        """Print a table of what is measured."""
        self._echo(f"\n{title}")
        self._echo(f"{'what':<66}{ours:>11}{theirs:>11}{'ratio':>7}  {'bound':<24}verdict")
        for line in measured:
            self._lines.append(line)
            self._echo(line.text)

    def end(self) -> None:
        """Print how many bounds hold, and those that do not."""
        bounded = [line for line in self._lines if line.bounded]
        held = sum(not line.failed for line in bounded)
        self._echo(f"\n{held} of {len(bounded)} bounds hold." + ("" if held == len(bounded) else " These do not:"))
        for line in bounded:
            if line.failed:
                self._echo(line.text)


def run(times: int, echo: Echo) -> None:
    """Measure the embedded store at national size and, when `times` is more than 1, so many times larger."""
    report = Report(echo)
    tell = report.tell
    with tempfile.TemporaryDirectory(prefix="styrgraf-bench-") as name:
        folder = Path(name)
        echo("Making the sample …")
        records = sample.bundle()
        national = SqliteStore(folder / "national.db", create=True)
        tell("Load, from checked records to commit", "styrgraf", "bare", _load(national, records, folder))
        del records
        tell(f"Queries at national size: {_size(national)}", "styrgraf", "bare text", _queries(national))
        tell("styrgraf ask, a whole process", "styrgraf", "bare Python", _process(national.address))
        if times > 1:
            grown = SqliteStore(folder / "grown.db", create=True)
            tell(f"Load of {times} parts one after another", "last", "second", _grow(grown, times))
            tell(f"Lookups at {times} times the size: {_size(grown)}", "grown", "national", _growth(grown, national))
            grown.close()
        national.close()
    report.end()


# ---- loading


def _load(store: SqliteStore, records: Bundle, folder: Path) -> Iterable[Line]:
    ours = [timed(lambda: take_in(store, records, "bench", "sample"))]
    rows = _rows(store)
    theirs = [timed(_bare_load(folder / "bare1.db", rows))]
    again = SqliteStore(folder / "again.db", create=True)
    ours.append(timed(lambda: take_in(again, records, "bench", "sample")))
    again.close()
    theirs.append(timed(_bare_load(folder / "bare2.db", rows)))
    mine, bare = min(ours), min(theirs)
    failed = (f"{LOAD_TIMES:g} ×",) if mine > LOAD_TIMES * bare else ()
    yield Line(
        f"{len(records):,} records ({sum(map(len, rows.values())):,} rows)", mine, bare, f"≤ {LOAD_TIMES:g} ×", failed
    )


def _rows(store: SqliteStore) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table in the order in which it came, by the statement that inserts it."""
    found = {}
    tables = store.ask(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        "AND name NOT LIKE 'label\\_words\\_%' ESCAPE '\\' ORDER BY rowid",
        {},
    )
    for table, text in tables:
        columns = [row[0] for row in store.ask("SELECT name FROM pragma_table_info(:table)", {"table": table})]
        if text.startswith("CREATE VIRTUAL"):
            columns.insert(0, "rowid")
        listed = ", ".join(f'"{column}"' for column in columns)
        rows = store.ask(f"SELECT {listed} FROM {table}", {})  # noqa: S608 - names from the schema
        found[f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(columns))})"] = rows  # noqa: S608
    return found


def _bare_load(path: Path, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> Callable[[], None]:
    """Return what puts the same rows into the same tables and indexes, in one transaction, and no more."""
    SqliteStore(path, create=True).close()
    connection = _connect(path)

    def load() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for text, values in rows.items():
            connection.executemany(text, values)
        connection.execute("COMMIT")
        connection.close()

    return load


def _grow(store: SqliteStore, times: int) -> Iterable[Line]:
    spent = []
    for part in sample.bundles(times):
        spent.append(timed(lambda part=part: take_in(store, part, "bench", "sample")))  # type: ignore[misc]
    yield Line("one part", spent[-1], spent[1], "", bounded=False)
    yield Line("all parts", sum(spent), None, "", bounded=False)


# ---- asking


class _Listening:
    """A store that remembers the texts which a question runs, with their parameters as the driver gets them."""

    dialect: Literal["sql"] = "sql"

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.texts: list[tuple[str, dict[str, Any]]] = []

    def ask(self, text: str, parameters: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        bound = {
            name: json.dumps(value) if isinstance(value, list | tuple) else value for name, value in parameters.items()
        }
        self.texts.append((text, bound))
        return self._store.ask(text, parameters)

    def labels(self, step: Literal["id", "exact", "bare", "prefix"], text: str) -> list[Label]:
        return self._store.labels(step, text)


def _queries(store: SqliteStore) -> Iterable[Line]:
    connection = _connect(_path(store))
    for case in cases():
        listening = _Listening(store)
        rows = len(asking.ask(listening, case.query, case.given, AS_OF).rows)  # type: ignore[call-overload]
        texts = listening.texts

        def bare(texts: list[tuple[str, dict[str, Any]]] = texts) -> None:
            for text, bound in texts:
                connection.execute(text, bound).fetchall()

        ours, theirs = interleaved(asked(store, case), bare)
        limit = LOOKUP_MS if case.lookup else QUERY_MS
        failed = [f"{limit:g} ms"] if ours >= limit else []
        if ours > max(TEXT_TIMES * theirs, theirs + TEXT_MORE_MS):
            failed.append(f"{TEXT_TIMES:g} ×")
        bound = f"< {limit:g} ms, {TEXT_TIMES:g} × or + {TEXT_MORE_MS:g}"
        yield Line(f"{case.title} ({rows})", ours, theirs, bound, tuple(failed))
    connection.close()


def _growth(grown: SqliteStore, national: SqliteStore) -> Iterable[Line]:
    for case in cases():
        large, small = interleaved(asked(grown, case), asked(national, case), RUNS if case.lookup else FEW_RUNS)
        failed = (f"{GROWN_TIMES:g} ×",) if case.lookup and large > GROWN_TIMES * small else ()
        yield Line(case.title, large, small, f"≤ {GROWN_TIMES:g} ×" if case.lookup else "", failed, case.lookup)


def asked(store: Store, case: Measured) -> Callable[[], object]:
    """Return what asks a question as people do."""
    return lambda: asking.ask(store, case.query, case.given, AS_OF)


# ---- the command line


def _process(address: str) -> Iterable[Line]:
    """Measure one question as a process of its own, and see what it imports."""
    question = ["-m", "cli", "--store", address, "ask", "hosts", "--group", GROUP, "--format", "json"]

    def python(*arguments: str) -> Callable[[], "subprocess.CompletedProcess[str]"]:
        folder = Path(__file__).parent.parent
        return lambda: subprocess.run(
            [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=True
        )

    ours, theirs = interleaved(python(*question), python("-c", "pass"), runs=7)
    failed = (f"{PROCESS_MS:g} ms",) if ours >= PROCESS_MS else ()
    yield Line("ask hosts --group … --format json", ours, theirs, f"< {PROCESS_MS:g} ms", failed)
    imported = {line.rpartition("|")[2].strip() for line in python("-X", "importtime", *question)().stderr.splitlines()}
    found = tuple(name for name in UNWANTED if name in imported)
    yield Line(f"imports none of {', '.join(UNWANTED)}", len(imported), None, "none", found)


# ---- the clock


def interleaved(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    runs: int = RUNS,
    pick: Callable[[Iterable[float]], float] = median,
    seconds: float = 0,
) -> tuple[float, float]:
    """Return the median times of both (or what `pick` takes), taken in turn after a run that warms them up.

    There are at least so many runs, and as many as the seconds hold.
    """
    ours(), theirs()
    end = perf_counter() + seconds
    pairs: list[tuple[float, float]] = []
    while len(pairs) < runs or perf_counter() < end:
        pairs.append((timed(ours), timed(theirs)))
    return pick(pair[0] for pair in pairs), pick(pair[1] for pair in pairs)


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that it takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def _time(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.2f} s " if milliseconds >= 1000 else f"{milliseconds:.2f} ms"


def _path(store: SqliteStore) -> Path:
    return Path(store.address.removeprefix("sqlite:///"))


def _connect(path: Path) -> sqlite3.Connection:
    """Open a store's file with the driver alone, set as the store sets it."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("foreign_keys = ON", "journal_mode = WAL", "cache_size = -65536"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _size(store: SqliteStore) -> str:
    nodes, edges = store.ask(
        "SELECT (SELECT count(*) FROM organisations) + (SELECT count(*) FROM persons), (SELECT count(*) FROM edges)", {}
    )[0]
    return f"{nodes:,} nodes, {edges:,} edges"
