"""Records that travel together: what a loader has checked and a store takes in."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from graph.records import STORED, Record

R = TypeVar("R", bound=Record)


class Bundle:
    """Records by kind, in the order in which they were added."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """Gather `records`; their kinds are told apart by their class."""
        self._records: dict[type[Record], list[Record]] = {model: [] for model in STORED}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Add one record."""
        self._records[type(record)].append(record)

    def of(self, model: type[R]) -> list[R]:
        """Return the records of one kind."""
        return self._records[model]  # type: ignore[return-value]  # add() files each under its class

    def __iter__(self) -> Iterator[Record]:
        """Go through all records, those that others point at first."""
        for model in STORED:
            yield from self._records[model]

    def __len__(self) -> int:
        """Return the number of records."""
        return sum(map(len, self._records.values()))
