"""The password of a shared store may lie in the system's keyring, where the environment has none."""

from collections.abc import Iterator
from contextlib import closing

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from graph.port import StoreUnreachable
from graph.stores.neo4j.store import Neo4jStore
from tests.support.neo4j_server import Credentials


class Kept(KeyringBackend):
    """A keyring in memory, in the place of the system's own."""

    priority = 1.0
    locked = False

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()  # type: ignore[no-untyped-call]  # keyring leaves its own without annotations
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self._kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def kept() -> Iterator[Kept]:
    """The keyring that everything here asks."""
    before = keyring.get_keyring()
    ours = Kept()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


@pytest.fixture
def server(neo4j_server: Credentials, neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> Credentials:
    """A server whose password is not in the environment."""
    monkeypatch.delenv("NEO4J_PASSWORD")
    return neo4j_server


def _answers(address: str) -> bool:
    with closing(Neo4jStore(address, create=True)) as store:
        return store.version() >= 0


def test_a_password_from_the_keyring_opens_the_store(kept: Kept, server: Credentials) -> None:
    keyring.set_password(f"styrgraf {server.address}", server.username, server.password)
    assert _answers(server.address)


@pytest.mark.parametrize("service", ["styrgraf bolt://annan:7687", "styrgraf", ""])
def test_a_password_for_something_else_is_not_used(kept: Kept, server: Credentials, service: str) -> None:
    keyring.set_password(service, server.username, server.password)
    keyring.set_password(f"styrgraf {server.address}", "somebody-else", server.password)
    with pytest.raises(StoreUnreachable) as caught:
        Neo4jStore(server.address)
    assert "godtar inte inloggningen" in caught.value.text.sv


def test_the_environment_comes_before_the_keyring(
    kept: Kept, server: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.set_password(f"styrgraf {server.address}", server.username, "an-old-password")
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    assert _answers(server.address)


def test_a_keyring_that_is_locked_is_as_none(kept: Kept, server: Credentials) -> None:
    keyring.set_password(f"styrgraf {server.address}", server.username, server.password)
    kept.locked = True
    with pytest.raises(StoreUnreachable) as caught:
        Neo4jStore(server.address)
    assert "NEO4J_PASSWORD" in caught.value.text.sv
