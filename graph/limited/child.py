"""The parent's side of a limited process: reused, and replaced when it hangs, dies or grows old."""

import atexit
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from graph.texts import Text

Why = Literal["told", "memory", "depth", "file", "unexpected", "time", "fell", "busy"]

_REQUESTS = 500
"""A process answers so many before a fresh one takes over, so that no leak of a library lasts."""
_LONGEST = 200_000_000
"""Bytes of one part of an answer."""
_AHEAD = 16
"""Parts that may wait to be taken; a process that is further ahead waits itself."""
_TO_START = 60.0
_ROOT = Path(__file__).resolve().parent.parent.parent


class Refused(Exception):
    """The process did not answer; `why` in a word, and `text` in a sentence or two about a file."""

    def __init__(self, why: Why, text: Text, kind: str = "") -> None:
        """Keep the wording in both languages, and of what was `told` the name of the error."""
        super().__init__(text.en)
        self.why = why
        self.text = text
        self.kind = kind


class Child:
    """One limited process, which starts with the first request."""

    def __init__(self, module: str, first: Any = None) -> None:
        """Keep the name of a module with an `answer`, and what each new process is asked `first`."""
        self._module = module
        self._first = first
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._stopped = threading.Event()
        self._settings: dict[str, str] = {}
        self._asked = 0
        self._speaking = False
        self.started = 0
        """How many processes there have been."""

    def ask(self, asked: Any, seconds: float) -> Iterator[Any]:
        """Yield the parts of an answer, for which it may work so long; whoever takes no more ends the process.

        Raises `Refused` when it refuses, takes too long, or dies.
        """
        if self._asked >= _REQUESTS or self._speaking or self._settings != _settings():
            self.close()
        process = self._running()
        self._asked += 1
        self._speaking = True
        ended = False
        try:
            yield from self._answered(process, asked, seconds)
            ended = True
        except Refused as refused:
            ended = refused.why not in ("time", "fell")
            raise
        finally:
            if self._process is process:
                self._speaking = False
                if not ended:
                    self.close()

    def _answered(self, process: "subprocess.Popen[bytes]", asked: Any, seconds: float) -> Iterator[Any]:
        with contextlib.suppress(OSError):  # one that is dead says nothing, which is told below
            _send(process, asked, seconds)
        yield from self._parts(seconds)

    def _parts(self, left: float) -> Iterator[Any]:
        """Yield what the process says, for which it has so many seconds left."""
        while True:
            begun = monotonic()
            try:
                line = self._answers.get(timeout=max(left, 0))
            except queue.Empty:
                raise Refused("time", _TOO_SLOW) from None
            left -= monotonic() - begun
            if not line.endswith(b"\n"):
                raise Refused("fell", _FELL)
            told: dict[str, Any] = json.loads(line)
            if (why := told.get("refused")) is not None:
                raise _refused(why, told)
            if "part" not in told:
                return
            yield told["part"]

    def close(self) -> None:
        """End the process, if there is one, and whatever it started."""
        process, self._process, self._asked, self._speaking = self._process, None, 0, False
        if process is None:
            return
        atexit.unregister(self.close)
        self._stopped.set()
        if process.poll() is None:
            with contextlib.suppress(OSError):
                if hasattr(os, "killpg"):
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._settings = _settings()
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "graph.limited.worker", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,  # so that all it started ends with it, and Ctrl-C is the parent's to answer
        )
        atexit.register(self.close)
        self._process, self._answers, self._stopped = process, queue.Queue(_AHEAD), threading.Event()
        self.started += 1
        threading.Thread(target=_listen, args=(process, self._answers, self._stopped), daemon=True).start()
        deque(self._parts(_TO_START), maxlen=0)  # it says when it has begun, which is nobody's question's time
        if self._first is not None:
            deque(self._answered(process, self._first, _TO_START), maxlen=0)
        return process


def _settings() -> dict[str, str]:
    """Return what the environment says of stores and how to log in; a process that was told otherwise is replaced."""
    return {name: value for name, value in os.environ.items() if name.startswith(("NEO4J_", "STYRGRAF_"))}


def _send(process: "subprocess.Popen[bytes]", asked: Any, seconds: float) -> None:
    if process.stdin is None:
        raise BrokenPipeError
    told = {"asked": asked, "seconds": seconds, "folder": os.getcwd()}
    process.stdin.write(json.dumps(told).encode() + b"\n")
    process.stdin.flush()


def _listen(process: "subprocess.Popen[bytes]", answers: "queue.Queue[bytes]", stopped: threading.Event) -> None:
    """Pass on what the process says, and an empty line when it says no more, or more than it may."""
    line = b"\n"
    while line.endswith(b"\n"):
        try:
            line = process.stdout.readline(_LONGEST) if process.stdout is not None else b""
        except (OSError, ValueError):
            line = b""
        while not stopped.is_set():
            with contextlib.suppress(queue.Full):
                answers.put(line, timeout=1)
                break
        if stopped.is_set():
            return


def _refused(why: Why, told: dict[str, Any]) -> Refused:
    reason = told.get("reason", "")
    texts: dict[str, Text] = {
        "told": Text(told.get("sv", ""), told.get("en", "")),
        "memory": _TOO_HEAVY,
        "depth": _TOO_DEEP,
        "file": Text(f"Filen går inte att läsa ({reason}).", f"The file cannot be read ({reason})."),
        "unexpected": Text(
            f"Filen går inte att läsa: något i den är oväntat ({reason}). Spara om den och försök igen.",
            f"The file cannot be read: something in it is unexpected ({reason}). Save it again and try anew.",
        ),
    }
    return Refused(why, texts[why], told.get("kind", ""))


_TOO_HEAVY = Text(
    "Filen kräver mer minne än en fil ska behöva och läses därför inte. Dela den eller spara om den.",
    "The file needs more memory than a file should, so it is not read. Split it or save it again.",
)
_TOO_DEEP = Text(
    "Filen är invecklad på ett sätt som ingen fil behöver och läses därför inte. Spara om den.",
    "The file is nested as no file needs to be, so it is not read. Save it again.",
)
_TOO_SLOW = Text(
    "Filen tog för lång tid att läsa och hoppades över. Dela den i mindre delar.",
    "The file took too long to read and was skipped. Split it into smaller parts.",
)
_FELL = Text(
    "Filen gick inte att läsa: läsaren klarade den inte. Spara om den eller dela den i mindre delar.",
    "The file could not be read: it brought the reader down. Save it again or split it into smaller parts.",
)
