"""The limited process: `python -m graph.limited.worker MODULE`, with bounds on its memory, time and files.

It speaks JSON, a line at a time; the first tells that it has begun. Each request goes to the module's `answer`, and
each part that this yields is a line; the last line of an answer tells that it ended, or why it was refused. What a
library prints goes nowhere, for it may hold what is private.
"""

import contextlib
import gc
import importlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from graph.texts import Text

MOST_MEMORY = 1_500_000_000
"""Bytes of address space; libraries alone take a third of it."""
_MOST_WRITTEN = 500_000_000
"""Bytes of a file that it may write, such as a page that is read by OCR or what a question sorts."""
_NICENESS = 10
"""People who look at pages go first."""

_ENDED = b'{"ended": true}'

Answer = Callable[[Any], Iterable[Any]]
"""What the module does: values that JSON can hold, for a request that came as JSON; it may raise anything."""


def main() -> None:
    """Answer requests until there are no more."""
    _limit()
    output = _own_output()
    answer: Answer = importlib.import_module(sys.argv[1]).answer
    gc.freeze()
    _say(output, _ENDED)
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        with contextlib.suppress(OSError):
            os.chdir(asked["folder"])
        _give_time(asked["seconds"])
        for told in _lines(answer, asked["asked"]):
            _say(output, told)
        gc.collect()  # trees of documents hold themselves in rings


def _lines(answer: Answer, asked: Any) -> Iterator[bytes]:
    """Yield the lines of an answer. A library may raise what is no `Exception`, as those written in Rust do."""
    try:
        for part in answer(asked):
            yield json.dumps({"part": part}).encode()
        told = _ENDED
    except BaseException as error:
        if os.environ.get("STYRGRAF_DEBUG"):
            raise
        told = json.dumps(_refusal(error)).encode()
    yield told


def _say(output: BinaryIO, told: bytes) -> None:
    output.write(told + b"\n")
    output.flush()


def _refusal(error: BaseException) -> dict[str, Any]:
    text = getattr(error, "text", None)
    if isinstance(text, Text):
        return {"refused": "told", "sv": text.sv, "en": text.en, "kind": type(error).__name__}
    if isinstance(error, MemoryError):
        return {"refused": "memory"}
    if isinstance(error, RecursionError):
        return {"refused": "depth"}
    if isinstance(error, OSError):
        return {"refused": "file", "reason": error.strerror or type(error).__name__}
    return {"refused": "unexpected", "reason": type(error).__name__}


def _limit() -> None:
    """Bound what this process may take, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still runs
        return
    for limit, wanted in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_FSIZE, _MOST_WRITTEN)):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICENESS)


def _give_time(seconds: float) -> None:
    """Let the system end this process once it has worked so long, even if nobody is left who waits for it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard))


def _own_output() -> BinaryIO:
    """Return the stream of answers, and send what libraries print to nowhere."""
    kept = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if not os.environ.get("STYRGRAF_DEBUG"):
        os.dup2(nowhere, 2)
    return kept


if __name__ == "__main__":
    main()
