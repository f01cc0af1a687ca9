"""What the tests share: stores to fill, the real data set in a store, and how Hypothesis runs.

`pytest --hypothesis-profile=thorough` looks much longer for an example that fails, `check` just glances.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from graph.loading.backup import is_empty
from graph.loading.intake import take_in
from graph.port import Store
from graph.stores.neo4j.store import Neo4jStore
from graph.stores.sqlite.store import SqliteStore
from loaders.documents.readers.pdf import ocr_installed
from tests.support import needs
from tests.support.browsing import axe_core, chromium
from tests.support.here import cannot_run_here
from tests.support.neo4j_server import Credentials
from tests.support.neo4j_server import neo4j_server as neo4j_server
from tests.support.neo4j_server import own_neo4j as own_neo4j
from tests.support.stories import real_bundle

pytest_plugins = ["pytester"]  # tests of how tests are marked

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("check", deadline=None, max_examples=10)
settings.register_profile("thorough", deadline=None, max_examples=1_000)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

_NEO4J = "STYRGRAF_TEST_NEO4J"

EmptyStore = Callable[[], AbstractContextManager[Store]]
"""Makes an empty store, and clears it away afterwards."""


@contextmanager
def _empty_sqlite() -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="styrgraf-") as folder:
        store = SqliteStore(Path(folder) / "styrgraf.db", create=True)
        store.ask("PRAGMA synchronous = OFF", {})  # these stores need not outlive a power cut
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _empty_neo4j() -> Iterator[Store]:
    with closing(Neo4jStore(os.environ[_NEO4J], create=True)) as store:
        if not is_empty(store):
            pytest.skip("Neo4j Community has one database, and this test wants two at once")
        try:
            yield store
        finally:
            _wipe(store, "WHERE NOT n:Styrgraf")


def _wipe(store: Neo4jStore, where: str = "") -> None:
    """Empty the database that all tests share, past the store."""
    text = f"MATCH (n) {where} WITH n LIMIT 20000 DETACH DELETE n RETURN count(*)"
    while store._connection.session().run(text).single(strict=True)[0]:
        pass


STORE_KINDS: dict[str, EmptyStore] = {"sqlite": _empty_sqlite, "neo4j": _empty_neo4j}
"""Every kind of store; the conformance suite runs once for each."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a module that is marked `both_stores` once for each kind of store, all others on the embedded one."""
    if "store_kind" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_stores")
        kinds = ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)]
        metafunc.parametrize("store_kind", kinds if both else kinds[:1], scope="session")


_GUARD = needs.Guard()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each test by what it needs."""
    needs.mark(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Hold each test to what its marks say."""
    with _GUARD.over(item):
        return (yield)


@pytest.fixture(scope="session")
def empty_store(store_kind: str, request: pytest.FixtureRequest) -> EmptyStore:
    """Makes empty stores of one kind, as many as a test wants (Hypothesis wants one for each example)."""
    if store_kind == "neo4j":
        request.getfixturevalue("neo4j_address")
    return STORE_KINDS[store_kind]


@pytest.fixture(scope="session")
def neo4j_address(neo4j_server: Credentials) -> Iterator[str]:
    """The address of the shared Neo4j, to which the environment holds the login for as long as tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(_NEO4J, neo4j_server.address)
        for name, value in neo4j_server.environment.items():
            if name.startswith("NEO4J_"):
                patch.setenv(name, value)
        yield neo4j_server.address
        with closing(Neo4jStore(neo4j_server.address, create=True)) as store:
            _wipe(store)


@pytest.fixture
def store(empty_store: EmptyStore) -> Iterator[Store]:
    """One empty store."""
    with empty_store() as made:
        yield made


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The data set of `data/` in an embedded store. Only read it: all tests share it."""
    made = SqliteStore(tmp_path_factory.mktemp("real") / "styrgraf.db", create=True)
    take_in(made, real_bundle(), "test", "data/")
    yield made
    made.close()


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Tesseract with Swedish, which reads scanned pages."""
    if not ocr_installed():
        cannot_run_here("Tesseract with Swedish is not installed: run .ci/debian-packages.")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe-core, a script."""
    return axe_core()
