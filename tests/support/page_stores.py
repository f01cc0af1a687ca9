"""Stores for the tests of pages: embedded ones, or real Neo4j servers with `STYRGRAF_TEST_PAGES=neo4j`."""

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from graph.port import Store
from graph.stores.neo4j.store import Neo4jStore
from graph.stores.sqlite.store import SqliteStore
from tests.support.neo4j_server import Neo4jServer

_PASSWORD = "pages-of-tests"


@contextmanager
def empty(name: str, folder: Path) -> Iterator[Store]:
    """Yield an empty store; of one name there is one at a time."""
    if os.environ.get("STYRGRAF_TEST_PAGES") != "neo4j":
        with closing(SqliteStore(folder / f"{name}.db", create=True)) as embedded:
            yield embedded
        return
    with closing(Neo4jStore(_server(name), create=True)) as shared:
        _wipe(shared)
        yield shared


@cache
def _server(name: str) -> str:
    """Start a server, which has one database, and return its address."""
    place = tempfile.TemporaryDirectory(prefix=f"styrgraf-{name}-")
    server = Neo4jServer(Path(place.name), password=_PASSWORD)
    server.start()
    atexit.register(place.cleanup)
    atexit.register(server.kill)
    os.environ |= {key: value for key, value in server.credentials.environment.items() if key.startswith("NEO4J_")}
    return server.address


def _wipe(store: Neo4jStore) -> None:
    """Empty the database past the store, and say that something has changed, as pages keep what they have read."""
    session = store._connection.session()
    session.run("MATCH (n) WHERE NOT n:Styrgraf CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS").consume()
    session.run("MATCH (s:Styrgraf) SET s.version = coalesce(s.version, 0) + 1").consume()
