"""A store that remembers what it was asked."""

from collections.abc import Mapping
from typing import Any

from graph.port import Label, Step, Store, Value


class Listening:
    """Hands questions on to a store, and keeps what was asked."""

    def __init__(self, store: Store) -> None:
        """Listen from now on."""
        self._store = store
        self.dialect = store.dialect
        self.asked: list[tuple[str, Mapping[str, Value]]] = []

    def ask(self, text: str, parameters: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        """Hand a question on."""
        self.asked.append((text, parameters))
        return self._store.ask(text, parameters)

    def labels(self, step: Step, text: str) -> list[Label]:
        """Look names up, which nobody listens to."""
        return self._store.labels(step, text)
