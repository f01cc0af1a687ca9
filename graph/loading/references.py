"""Whether a whole set of records holds together: each stands once, and what it points at is there."""

from typing import NamedTuple

from graph.records import MODELS, Record, ids_in, references
from graph.texts import Text


class Lost(NamedTuple):
    """A reference to nothing."""

    table: str
    text: Text


class References:
    """What the records point at that were taken so far, in any order."""

    def __init__(self) -> None:
        """Begin without records."""
        self._keys: dict[str, set[str]] = {table: set() for table in MODELS}
        self._wanted: dict[tuple[str, str, str], dict[str, str]] = {}

    def take(self, record: Record) -> bool:
        """Remember a record; False when one of its key was there."""
        keys = self._keys[record.table]
        before = len(keys)
        keys.add(record.key)
        for field, reference in references(type(record)).items():
            if reference.arrow or reference.whole:  # what else a record names is as its source tells it
                wanted = self._wanted.setdefault((record.table, field, reference.target), {})
                for id_ in ids_in(record, field):
                    wanted.setdefault(id_, record.key)
        return len(keys) > before

    def lost(self) -> Lost | None:
        """Return a reference to a record that was never taken."""
        for (table, field, target), wanted in self._wanted.items():
            for id_ in wanted.keys() - self._keys[target]:
                return Lost(
                    table,
                    Text(
                        f"{wanted[id_]} pekar på {id_} ({field}), som saknas i {target}",
                        f"{wanted[id_]} points at {id_} ({field}), which is missing from {target}",
                    ),
                )
        return None
