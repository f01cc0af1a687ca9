"""Reaching a Neo4j: who logs in where, one session for each thread, and what went wrong in plain words."""

import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from neo4j import GraphDatabase, ManagedTransaction, NotificationDisabledClassification, Session, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.port import StoreBusy, StoreError, StoreUnreachable
from graph.texts import Text

CONNECT_SECONDS, READ_SECONDS, RETRY_SECONDS = 5.0, 60.0, 5.0
_READ_ONLY = ("ForbiddenOnReadOnlyDatabase", "WriteOnReadOnlyAccessDatabase", "AccessMode")

# What goes wrong is told once, in our words; without this every attempt would be printed.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Connection:
    """One database on one server; every thread has a session of its own, which sees what others here wrote."""

    def __init__(self, address: str) -> None:
        """Prepare to reach `address`; nothing is sent before the first question.

        Raises `StoreError` for an address that holds a password, `StoreUnreachable` for one that cannot be one.
        """
        self.database = os.environ.get("NEO4J_DATABASE") or None
        self.user = os.environ.get("NEO4J_USERNAME") or "neo4j"
        self.address = _checked(address)
        self.where = f"{self.address} ({self.database})" if self.database else self.address
        """The address with the name of the database, for people."""
        password = os.environ.get("NEO4J_PASSWORD") or _from_keyring(self.address, self.user)
        self._work = unit_of_work(timeout=READ_SECONDS)(_rows)
        self._local = threading.local()
        self._sessions: dict[threading.Thread, Session] = {}
        self._lock = threading.Lock()
        try:
            self.driver = GraphDatabase.driver(
                self.address,
                auth=(self.user, password) if password else None,
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=4 * CONNECT_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                # An empty store lacks most labels that a query names, and every list of words warns of something.
                notifications_disabled_classifications=list(NotificationDisabledClassification),
            )
        except (ConfigurationError, ValueError):
            raise _no_address() from None

    def session(self) -> Session:
        """Return this thread's session, kept open: that halves the time of a lookup."""
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self.fresh()
            with self._lock:
                for thread in [thread for thread in self._sessions if not thread.is_alive()]:
                    self._sessions.pop(thread).close()
                self._sessions[threading.current_thread()] = session
            self._local.session = session
        return session

    def fresh(self) -> Session:
        """Return another session, which whoever asked for it closes."""
        return self.driver.session(database=self.database, bookmark_manager=self.driver.execute_query_bookmark_manager)

    def read(self, text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run one text in a read transaction, again when the server changes places; return its rows."""
        with self.plain():
            return self.session().execute_read(self._work, text, parameters)

    def greet(self, text: str) -> list[tuple[Any, ...]]:
        """Run one text once, to be told without delay when the server is not there."""
        with self.plain():
            return [tuple(row) for row in self.session().run(text).values()]

    @contextmanager
    def plain(self) -> Iterator[None]:
        """Tell the driver's errors as `StoreError`s in plain words."""
        try:
            yield
        except (Neo4jError, DriverError, OSError) as error:
            raise self.as_store_error(error) from error

    def as_store_error(self, error: Exception) -> StoreError:
        """Say in plain words what the driver's error means here, without ever repeating a password."""
        code = getattr(error, "code", None) or type(error).__name__
        name = code.rpartition(".")[2]
        where = self.where
        if isinstance(error, AuthError) or name == "AuthenticationRateLimit":
            return StoreUnreachable(
                Text(
                    f"Neo4j på {where} godtar inte inloggningen för användaren {self.user}. "
                    "Kontrollera NEO4J_USERNAME och NEO4J_PASSWORD.",
                    f"Neo4j at {where} does not accept the login of the user {self.user}. "
                    "Check NEO4J_USERNAME and NEO4J_PASSWORD.",
                )
            )
        if name == "DatabaseUnavailable" and self._stopped_and_read_only():
            return StoreUnreachable(
                Text(
                    f"Databasen på {where} går bara att läsa och har aldrig startats, och då kan servern inte starta "
                    "den. Be den som sköter servern att låta den skrivas en gång (default_to_read_only=false), eller "
                    "ange en annan databas med NEO4J_DATABASE.",
                    f"The database at {where} can only be read and was never started, so the server cannot start it. "
                    "Ask whoever runs the server to let it be written once (default_to_read_only=false), or name "
                    "another database with NEO4J_DATABASE.",
                )
            )
        if isinstance(error, ServiceUnavailable | SessionExpired | OSError) or name == "DatabaseUnavailable":
            return StoreUnreachable(
                Text(
                    f"Neo4j på {where} svarar inte. Är servern igång och adressen rätt? Försök igen om en stund.",
                    f"Neo4j at {where} does not answer. Is the server running and the address right? "
                    "Try again in a while.",
                )
            )
        if name == "DatabaseNotFound":
            return StoreUnreachable(
                Text(
                    f"Neo4j på {self.address} har ingen databas {self.database}. Ange en annan med NEO4J_DATABASE.",
                    f"Neo4j at {self.address} has no database {self.database}. Name another with NEO4J_DATABASE.",
                )
            )
        if name in _READ_ONLY:
            return StoreError(
                Text(
                    f"Databasen på {where} går bara att läsa. Inget har sparats. "
                    "Be den som sköter servern om att få skriva, eller ange en annan databas med NEO4J_DATABASE.",
                    f"The database at {where} can only be read. Nothing was saved. "
                    "Ask whoever runs the server for leave to write, or name another database with NEO4J_DATABASE.",
                )
            )
        if name.startswith("TransactionTimedOut") or name == "Terminated":
            return StoreError(
                Text(
                    f"Frågan till Neo4j på {where} tog för lång tid och avbröts. Fråga om färre, eller försök igen.",
                    f"The question to Neo4j at {where} took too long and was ended. Ask for less, or try again.",
                )
            )
        if is_full(error):
            return StoreError(
                Text(
                    f"Neo4j på {where} har för lite minne för så mycket på en gång. Läs in i mindre delar, "
                    "eller ge servern mer minne.",
                    f"Neo4j at {where} has too little memory for so much at once. Load in smaller parts, "
                    "or give the server more memory.",
                )
            )
        passing = isinstance(error, Neo4jError | DriverError) and error.is_retryable()
        return (StoreBusy if passing else StoreError)(
            Text(f"Neo4j på {where} kunde inte göra detta ({code}).", f"Neo4j at {where} could not do this ({code}).")
        )

    def _stopped_and_read_only(self) -> bool:
        """Tell whether the server, which answers, says of our database that it is read-only and does not run."""
        text = "SHOW DATABASES YIELD name, home, access, currentStatus"
        try:
            with self.driver.session(database="system") as session:
                rows = session.run(text).values()
        except (Neo4jError, DriverError, OSError):
            return False
        return any(
            (access, status) == ("read-only", "offline")
            for name, home, access, status in rows
            if name == self.database or (self.database is None and home)
        )

    def close(self) -> None:
        """Close the sessions of all threads, and the driver."""
        with self._lock:
            for session in self._sessions.values():
                with suppress(Neo4jError, DriverError, OSError):
                    session.close()
            self._sessions.clear()
        self._local = threading.local()
        self.driver.close()


def is_full(error: Exception) -> bool:
    """Tell whether the server has no memory left for the transaction."""
    return isinstance(error, Neo4jError) and (error.code or "").endswith("MemoryPoolOutOfMemoryError")


def _rows(transaction: ManagedTransaction, text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in transaction.run(text, dict(parameters)).values()]


def _checked(address: str) -> str:
    """Return the address; it must hold no login, and nothing but a server and perhaps a port."""
    try:
        parts = urlsplit(address)
        secret, whole = "@" in parts.netloc, bool(parts.hostname) and parts.path in ("", "/")
        _ = parts.port
    except ValueError:
        raise _no_address() from None
    if secret:
        raise StoreError(
            Text(
                "Adressen innehåller en inloggning, som då syns för andra. Skriv bara servern, till exempel "
                "neo4j://localhost:7687, och lägg inloggningen i NEO4J_USERNAME och NEO4J_PASSWORD.",
                "The address holds a login, which others can see there. Write the server alone, for example "
                "neo4j://localhost:7687, and put the login into NEO4J_USERNAME and NEO4J_PASSWORD.",
            )
        )
    if not whole:
        raise _no_address()
    return f"{parts.scheme}://{parts.netloc}" + (f"?{parts.query}" if parts.query else "")


def _no_address() -> StoreUnreachable:
    return StoreUnreachable(
        Text(
            "Adressen till Neo4j går inte att förstå. Skriv till exempel neo4j://localhost:7687, "
            "och databasens namn i NEO4J_DATABASE.",
            "The address of Neo4j cannot be understood. Write for example neo4j://localhost:7687, "
            "and the name of the database in NEO4J_DATABASE.",
        )
    )


def _from_keyring(address: str, user: str) -> str | None:
    """Return the password that the system's keyring keeps for `styrgraf ADDRESS`, if there is such a thing."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(f"styrgraf {address}", user)
    except keyring.errors.KeyringError:
        return None
    return found
