"""A real Neo4j server: for the tests by itself, and for a developer by `make neo4j`.

It is Neo4j Community from Maven Central (`tests/neo4j/pom.xml` names the version), kept in the user's cache. The
server stops when this process ends, however it ends: its input is a pipe that closes then.

The tests use the server at `STYRGRAF_TEST_NEO4J` instead when that is set, with `NEO4J_USERNAME` and
`NEO4J_PASSWORD`. They empty its database again and again, so they refuse one that holds something at the start.
"""

import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import NamedTuple

import pytest
from neo4j import GraphDatabase

from tests.support.fetched import CannotFetch, kept, run
from tests.support.here import TESTS, cannot_run_here

_FOLDER = TESTS / "neo4j"
_POM = _FOLDER / "pom.xml"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""How Java starts with half the work; what runs for long or is measured is faster without."""
_START = 180
"""Seconds that a server may take to start; on an idle machine it needs eight."""


class Credentials(NamedTuple):
    """Where a server listens, and who may log in."""

    address: str
    username: str
    password: str

    @property
    def environment(self) -> dict[str, str]:
        """Return what a program needs in its environment to use this server as its store."""
        return {
            "STYRGRAF_STORE": self.address,
            "NEO4J_USERNAME": self.username,
            "NEO4J_PASSWORD": self.password,
            "NEO4J_DATABASE": "neo4j",
        }


class Neo4jServer:
    """One server process in one home folder; it can be stopped, killed and started again on the same port."""

    def __init__(self, home: Path, port: int | None = None, password: str | None = None, heap: str = "") -> None:
        """Prepare a home in the folder; nothing runs before `start`. Name a `heap` ("2g") for what runs for long."""
        self.home = home
        self.port = port or _free_port()
        self.credentials = Credentials(
            f"bolt://127.0.0.1:{self.port}",
            "neo4j",
            password or os.environ.get("NEO4J_PASSWORD") or secrets.token_hex(8),
        )
        self.address = self.credentials.address
        self._heap = heap
        self._process: subprocess.Popen[str] | None = None

    def start(self, **settings: str) -> None:
        """Start, and return when it answers; `settings` are lines of neo4j.conf with `__` for the points.

        Raises `CannotFetch` when there is nothing to run, `RuntimeError` with its log when it does not start.
        """
        java = shutil.which("java")
        if java is None:
            raise CannotFetch("Neo4j needs java, which is not installed: run .ci/debian-packages.")
        command = [
            java,
            *((f"-Xmx{self._heap}",) if self._heap else ("-Xmx512m", *_QUICK)),
            *(f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED),
            *("-cp", f"{libraries()}/*", str(_FOLDER / "Server.java"), str(self.home)),
        ]
        self.home.mkdir(parents=True, exist_ok=True)
        self._write_settings(settings)
        log = self.home / "console.log"
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                command,
                env={**os.environ, "NEO4J_PASSWORD": self.credentials.password},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,  # Ctrl-C reaches us alone, and we stop it
            )
        if not _says_ready(self._process):
            self.kill()
            raise RuntimeError(f"Neo4j did not start: {log.read_text('utf-8', 'replace')[-2000:]}")

    @property
    def process_id(self) -> int | None:
        """Return the number of the process, None when it does not run."""
        return self._process.pid if self._process else None

    def wait(self) -> None:
        """Return when it has ended by itself."""
        if self._process is not None:
            self._process.wait()

    def stop(self) -> None:
        """Ask it to close its files and end, which takes some seconds."""
        if self._process is not None:
            self._process.communicate(timeout=_START)
            self._process = None

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _write_settings(self, settings: dict[str, str]) -> None:
        lines = {
            "server.bolt.enabled": "true",
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.memory.pagecache.size": "128m",
            "dbms.security.auth_enabled": "true",
            "dbms.security.allow_csv_import_from_file_urls": "false",
            "dbms.usage_report.enabled": "false",
            **{name.replace("__", "."): value for name, value in settings.items()},
        }
        (self.home / "neo4j.conf").write_text("".join(f"{name}={value}\n" for name, value in lines.items()))


def libraries() -> Path:
    """Return the folder with Neo4j's jars; the first time Maven fetches them (116 MB).

    Raises `CannotFetch` when Maven is missing or fails.
    """
    return kept("neo4j", _POM, _fetch)


def _fetch(place: Path) -> None:
    goal = ("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={place}")
    run("mvn", "--batch-mode", "--quiet", "--file", str(_POM), *goal, folder=_FOLDER)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _says_ready(process: subprocess.Popen[str]) -> bool:
    """Wait until the server says so; False when it ends before, or takes too long and is ended."""
    limit = Timer(_START, process.kill)
    limit.start()
    try:
        assert process.stdout is not None
        return any(line.strip() == "ready" for line in iter(process.stdout.readline, ""))
    finally:
        limit.cancel()


@contextmanager
def _given_or_started(folder: Path) -> Iterator[Credentials]:
    address = os.environ.get("STYRGRAF_TEST_NEO4J")
    if address:
        given = Credentials(address, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
        _refuse_what_is_in_use(given)
        yield given
    else:
        server = Neo4jServer(folder, password=secrets.token_hex(8))
        try:
            server.start()
            yield server.credentials
        finally:
            server.kill()


def _refuse_what_is_in_use(given: Credentials) -> None:
    with GraphDatabase.driver(given.address, auth=(given.username, given.password)) as driver:
        if driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]:
            pytest.exit(
                f"STYRGRAF_TEST_NEO4J: the database at {given.address} is not empty, and the tests empty it.", 2
            )


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Credentials]:
    """A running Neo4j that all tests share, one after the other. Whoever uses it leaves it empty."""
    with tempfile.TemporaryDirectory(prefix="styrgraf-neo4j-", ignore_cleanup_errors=True) as folder:
        try:
            with _given_or_started(Path(folder)) as credentials:
                yield credentials
        except CannotFetch as reason:
            cannot_run_here(reason)


@pytest.fixture
def own_neo4j(tmp_path: Path) -> Iterator[Neo4jServer]:
    """A server of one's own, not started yet, for tests that stop and kill it."""
    server = Neo4jServer(tmp_path / "neo4j")
    try:
        libraries()
    except CannotFetch as reason:
        cannot_run_here(reason)
    yield server
    server.kill()


def main() -> None:
    """Run a server for a developer until Ctrl-C; its home lies in `.neo4j/` of the work tree."""
    server = Neo4jServer(_FOLDER.parent.parent / ".neo4j", port=int(os.environ.get("NEO4J_PORT") or 7687), heap="1g")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.start()
    except (CannotFetch, RuntimeError) as error:
        sys.exit(str(error))
    lines = "".join(f"  export {name}={shlex.quote(value)}\n" for name, value in server.credentials.environment.items())
    print(
        f"Neo4j answers. In another terminal:\n\n{lines}\nCtrl-C stops it. Its data lies in {server.home}.", flush=True
    )
    with suppress(KeyboardInterrupt):
        server.wait()
    server.stop()


if __name__ == "__main__":
    main()
