"""The parent's side of the reading process: one child, reused, replaced when it hangs, dies or grows old."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from graph.texts import Text
from loaders.documents.mentions.gazetteer import KnownName
from loaders.documents.text.blocks import UnreadableDocument

SECONDS = 60.0
"""How long one file may take."""
OCR_SECONDS = 900.0
"""How long one file of scanned pages may take."""
_FILES = 500
"""A child reads so many files before a fresh one takes over, so that no leak of a library lasts."""
_ROOT = Path(__file__).resolve().parent.parent.parent


class Workshop:
    """Reads documents in a child process; use it in a `with` statement."""

    def __init__(self, labels: Sequence[KnownName], seconds: float = SECONDS) -> None:
        """Keep the names of organisations for the child, which starts with the first file."""
        self._labels = json.dumps(labels, ensure_ascii=False) + "\n"
        self._seconds = seconds
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._read = 0
        self.started = 0
        """How many children there have been."""

    def __enter__(self) -> "Workshop":
        """Return the workshop; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.close()

    def extract(self, path: Path, *, whole: bool = False, ocr: bool = False) -> dict[str, Any]:
        """Return what a document says, as `output.as_object` gives it; with `whole` as `surroundings` adds to it.

        With `ocr` scanned pages are read too.

        Raises `UnreadableDocument` when it can't be read, takes too long, or brings the child down.
        """
        if self._read >= _FILES:
            self.close()
        child = self._running()
        self._read += 1
        try:
            _send(child, json.dumps({"path": str(path.absolute()), "whole": whole, "ocr": ocr}) + "\n")
            line = self._answers.get(timeout=max(self._seconds, OCR_SECONDS) if ocr else self._seconds)
        except queue.Empty:
            self.close()
            raise UnreadableDocument(_TOO_SLOW) from None
        except OSError:
            line = ""
        if not line:
            self.close()
            raise UnreadableDocument(_FELL)
        answered: dict[str, Any] = json.loads(line)
        if (refused := answered.get("refused")) is not None:
            raise UnreadableDocument(Text(refused["sv"], refused["en"]))
        found: dict[str, Any] = answered["found"]
        return found

    def close(self) -> None:
        """End the child, if there is one."""
        child, self._child, self._read = self._child, None, 0
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _running(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "loaders.documents.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
            text=True,
            encoding="utf-8",
        )
        self._child, self._answers, self._read = child, queue.Queue(), 0
        self.started += 1
        threading.Thread(target=_listen, args=(child, self._answers), daemon=True).start()
        try:
            _send(child, self._labels)
        except OSError:
            self.close()
            raise UnreadableDocument(_FELL) from None
        return child


def _send(child: subprocess.Popen[str], text: str) -> None:
    if child.stdin is None:
        raise BrokenPipeError
    child.stdin.write(text)
    child.stdin.flush()


def _listen(child: subprocess.Popen[str], answers: "queue.Queue[str]") -> None:
    """Pass on what the child says, and an empty line when it says no more."""
    try:
        for line in child.stdout or ():
            answers.put(line)
    except (OSError, ValueError):
        pass
    answers.put("")


_TOO_SLOW = Text(
    "Filen tog för lång tid att läsa och hoppades över. Dela den i mindre delar.",
    "The file took too long to read and was skipped. Split it into smaller parts.",
)
_FELL = Text(
    "Filen gick inte att läsa: läsaren klarade den inte. Spara om den eller ge den som text.",
    "The file could not be read: it brought the reader down. Save it again or give it as text.",
)
