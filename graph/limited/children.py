"""At most so many limited processes for one kind of work at a time; others wait for their turn."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from graph.limited.child import Child, Refused
from graph.texts import Text


class Children:
    """Processes that answer with one module; those at rest wait for the next request."""

    def __init__(self, module: str, most: int) -> None:
        """Keep the name of a module with an `answer`, and how many may work at once."""
        self._module = module
        self._room = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._resting: list[Child] = []

    @contextmanager
    def one(self, wait: float) -> Iterator[Child]:
        """Yield a process of one's own; raises `Refused` when none becomes free for so many seconds."""
        if not self._room.acquire(timeout=wait):
            raise Refused("busy", _BUSY)
        with self._lock:
            child = self._resting.pop() if self._resting else Child(self._module)
        try:
            yield child
        finally:
            with self._lock:
                self._resting.append(child)
            self._room.release()


_BUSY = Text(
    "Många läser in filer just nu. Försök igen om en stund.", "Many are reading files now. Try again in a while."
)
