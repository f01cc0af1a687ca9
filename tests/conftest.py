"""What the tests share: stores to fill, the real data set in a store, and how Hypothesis runs.

`pytest --hypothesis-profile=thorough` looks much longer for an example that fails.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from graph.intake import take_in
from graph.port import Store
from graph.stores.sqlite import SqliteStore
from tests.browsing import axe_core, chromium
from tests.stories import real_bundle

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=1_000)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

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


STORE_KINDS: dict[str, EmptyStore] = {"sqlite": _empty_sqlite}
"""Every kind of store; the conformance suite runs once for each."""


@pytest.fixture(scope="session", params=STORE_KINDS)
def empty_store(request: pytest.FixtureRequest) -> EmptyStore:
    """Makes empty stores of one kind, as many as a test wants (Hypothesis wants one for each example)."""
    return STORE_KINDS[request.param]


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe-core, a script."""
    return axe_core()
