"""Which store an address means: the one place that knows all stores."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graph.files import CannotWrite, begun
from graph.port import Store, StoreUnreachable
from graph.texts import Text

DEFAULT_ADDRESS = "sqlite:///styrgraf.db"
VARIABLE = "STYRGRAF_STORE"
"""The environment variable that names the store to open."""
_SQLITE = "sqlite:///"
_NEO4J = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def chosen(given: str | None = None) -> str:
    """Return which store is meant: the address given, else the one in the environment, else the default."""
    return given or os.environ.get(VARIABLE) or DEFAULT_ADDRESS


def open_store(address: str = DEFAULT_ADDRESS, create: bool = False) -> Store:
    """Open the store at `address`; with `create` one is made where there is none.

    Raises `StoreUnreachable` when there is none, or when no store is known for such an address.
    """
    if (path := _file(address)) is not None:
        from graph.stores.sqlite.store import SqliteStore

        return SqliteStore(path, create)
    if address.partition("://")[0] in _NEO4J:
        from graph.stores.neo4j.store import Neo4jStore

        return Neo4jStore(address, create)
    # The address may hold a password: name only its scheme.
    scheme = address.partition(":")[0][:20]
    raise StoreUnreachable(
        Text(
            f"Adressen börjar med {scheme!r}, som styrgraf inte känner till. Skriv till exempel {DEFAULT_ADDRESS} "
            "eller neo4j://localhost:7687",
            f"The address begins with {scheme!r}, which styrgraf does not know. Write for example {DEFAULT_ADDRESS} "
            "or neo4j://localhost:7687",
        )
    )


@contextmanager
def filling(address: str) -> Iterator[Store]:
    """Yield the store at `address`; where there is no file yet, a new one that stands there once the block ends well.

    Raises what `open_store` raises, and `CannotWrite`.
    """
    path = _file(address)
    if path is None or os.path.lexists(path):
        yield open_store(address, create=True)
        return
    from graph.stores.sqlite.store import SqliteStore

    try:
        with begun(path) as new:
            with closing(SqliteStore(new, create=True)) as store:
                yield store
            try:
                os.link(new, path)  # unlike a move, it never takes the place of one that came meanwhile
            except FileExistsError:
                raise
            except OSError:
                new.rename(path)
    except OSError as error:
        raise CannotWrite(path, error) from error


def _file(address: str) -> Path | None:
    """Return the file that an address of SQLite's names."""
    return Path(address[len(_SQLITE) :]) if address.startswith(_SQLITE) and len(address) > len(_SQLITE) else None
