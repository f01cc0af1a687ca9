"""One load at a time: a lock on the server that falls with whoever held it, however that ended."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep

from neo4j import Session
from neo4j.exceptions import DriverError, Neo4jError

from graph.port import StoreError
from graph.stores.neo4j.connection import Connection
from graph.texts import Text

WAIT_SECONDS = 30.0
"""How long a load waits for another one that goes on."""
_CLAIM_MS = 5_000
"""Time in which whoever was told that the lock is free takes it."""


@contextmanager
def loading(connection: Connection, who: str, what: str) -> Iterator[None]:
    """Hold the lock of the store; raises `StoreError` naming who holds it after a wait.

    The lock is a transaction that stays open while the load's own come and go, so the server lets go of it
    when the loader is gone. Waiting has an end and holding has none, so asking comes first, in a transaction
    that may time out.
    """
    until = monotonic() + WAIT_SECONDS
    with connection.fresh() as session:
        while not _is_free(session, max(until - monotonic(), 0.1), who, what):
            if monotonic() > until:
                raise _held(connection)
            sleep(0.1)
        transaction = session.begin_transaction(timeout=0)
        transaction.run("MATCH (l:Styrgraf {name: 'lock'}) REMOVE l.claimed").consume()
        try:
            yield
        finally:
            # What was loaded is kept already, so a lock that is lost by now hurts nobody.
            with suppress(Neo4jError, DriverError, OSError):
                transaction.commit()


def _is_free(session: Session, seconds: float, who: str, what: str) -> bool:
    """Wait until nobody holds the lock, and claim it for a moment; false when somebody else was faster."""
    try:
        with session.begin_transaction(timeout=seconds) as transaction:
            claimed = transaction.run(
                "MATCH (l:Styrgraf {name: 'lock'}) SET l.asked = timestamp() "
                "WITH l WHERE l.claimed IS NULL OR l.claimed < timestamp() - $most "
                "SET l.claimed = timestamp(), l.who = $who, l.what = $what RETURN true",
                {"most": _CLAIM_MS, "who": who, "what": what},
            ).single()
            transaction.commit()
    except Neo4jError as error:
        if "TransactionTimedOut" in (error.code or "") or "LockClientStopped" in (error.code or ""):
            return False
        raise
    return claimed is not None


def _held(connection: Connection) -> StoreError:
    rows = connection.read("MATCH (l:Styrgraf {name: 'lock'}) RETURN l.who, l.what", {})
    who, what = rows[0] if rows else ("", "")
    return StoreError(
        Text(
            f"Någon annan läser in just nu: {who} ({what}). Inget har sparats. Försök igen om en stund.",
            f"Somebody else is loading now: {who} ({what}). Nothing was saved. Try again in a while.",
        )
    )
