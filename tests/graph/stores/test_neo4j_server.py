"""The server that the tests run against: it is a real one, and nobody is let in without its password."""

import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, ClientError, DriverError

from tests.support.here import PROJECT
from tests.support.neo4j_server import Credentials, Neo4jServer


def count(server: Credentials, password: str | None = None) -> int:
    with GraphDatabase.driver(server.address, auth=(server.username, password or server.password)) as driver:
        return int(driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"])


def test_the_server_lets_in_who_knows_the_password_alone(neo4j_server: Credentials) -> None:
    assert count(neo4j_server) >= 0
    with pytest.raises(AuthError):
        count(neo4j_server, "neo4j")


def test_the_server_reads_no_files_of_the_machine(neo4j_server: Credentials) -> None:
    with (
        GraphDatabase.driver(neo4j_server.address, auth=(neo4j_server.username, neo4j_server.password)) as driver,
        pytest.raises(ClientError),
    ):
        driver.execute_query("LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line")


def test_the_server_ends_with_the_program_that_started_it_and_keeps_what_it_had(own_neo4j: Neo4jServer) -> None:
    credentials = own_neo4j.credentials
    program = f"""
import os, pathlib, signal
from neo4j import GraphDatabase
from tests.support.neo4j_server import Neo4jServer
server = Neo4jServer(pathlib.Path({str(own_neo4j.home)!r}), {own_neo4j.port}, {credentials.password!r})
server.start()
with GraphDatabase.driver(server.address, auth=("neo4j", {credentials.password!r})) as driver:
    driver.execute_query("CREATE (:Kept)")
print(server.process_id, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False)
    process = Path(f"/proc/{int(ended.stdout)}")
    deadline = time.monotonic() + 60
    while process.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not process.exists()
    with pytest.raises(DriverError):
        count(credentials)
    own_neo4j.start()
    assert count(credentials) == 1


def test_docker_and_the_tests_run_the_same_version() -> None:
    version = ET.parse(PROJECT / "tests/neo4j/pom.xml").findtext(".//{*}dependency/{*}version")  # noqa: S314 - our own file
    assert f"image: neo4j:{version}-community" in (PROJECT / "compose.yaml").read_text()


def test_the_settings_for_docker_are_settings_of_neo4j_and_take_hold(own_neo4j: Neo4jServer) -> None:
    """The image reads NEO4J_a_b__c as a.b_c; Docker itself cannot run here."""
    written = (PROJECT / "compose.yaml").read_text()
    named = re.findall(r"^ +NEO4J_(?!AUTH)(\w+): \"?(\w+)\"?$", written, re.MULTILINE)
    settings = {name.replace("__", "\0").replace("_", ".").replace("\0", "_"): value for name, value in named}
    assert len(settings) == 4
    own_neo4j.start(**{name.replace(".", "__"): value for name, value in settings.items()})
    credentials = own_neo4j.credentials
    with GraphDatabase.driver(credentials.address, auth=(credentials.username, credentials.password)) as driver:
        rows = driver.execute_query("SHOW SETTINGS YIELD name, value, isExplicitlySet").records
    held = {row["name"]: row["value"] for row in rows if row["isExplicitlySet"]}
    assert {name: held[name].removesuffix("iB").replace(".00", "").lower() for name in settings} == settings


def test_docker_listens_on_this_machine_alone() -> None:
    ports = re.findall(r'^ +- "(\S+):\d+:\d+"', (PROJECT / "compose.yaml").read_text(), re.MULTILINE)
    assert ports == ["127.0.0.1", "127.0.0.1"]
