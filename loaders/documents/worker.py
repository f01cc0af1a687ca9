"""The child process that reads documents: `python -m loaders.documents.worker`, with limits on its memory.

It speaks JSON, a line at a time. First it gets the names of organisations, then one request for each
file; each answer is what the file says, or the sentence that tells why it can't be read. What a library
prints goes nowhere, for it may hold what is private.
"""

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from graph.texts import Text
from loaders.documents.extract import extract
from loaders.documents.mentions.gazetteer import Gazetteer, KnownName
from loaders.documents.output import as_object
from loaders.documents.passages import with_passages
from loaders.documents.reading import read
from loaders.documents.text.blocks import UnreadableDocument

MOST_MEMORY = 1_500_000_000
"""Bytes of address space; libraries alone take a third of it."""


def answer(path: Path, gazetteer: Gazetteer, *, whole: bool = False, ocr: bool = False) -> dict[str, Any]:
    """Return what a file says under `found`, or under `refused` why it can't be read, in both languages.

    With `whole` its title and the text around each quote stand beside; with `ocr` scanned pages are read too.
    """
    try:
        document = read(path, ocr=ocr)
        found = as_object(path.name, extract(document.name, document.blocks, gazetteer))
        return {"found": with_passages(found, document.blocks, gazetteer) if whole else found}
    except UnreadableDocument as error:
        return _refused(error.text)
    except MemoryError:
        return _refused(_TOO_HEAVY)
    except RecursionError:
        return _refused(_TOO_DEEP)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _refused(Text(f"Filen går inte att läsa ({reason}).", f"The file cannot be read ({reason})."))
    except Exception as error:  # the last net: one bad file never stops the rest
        if os.environ.get("STYRGRAF_DEBUG"):
            raise
        name = type(error).__name__
        return _refused(
            Text(
                f"Filen går inte att läsa: något i den är oväntat ({name}). Spara om den eller ge den som text.",
                f"The file cannot be read: something in it is unexpected ({name}). Save it again or give it as text.",
            )
        )


def _refused(text: Text) -> dict[str, Any]:
    return {"refused": {"sv": text.sv, "en": text.en}}


_TOO_HEAVY = Text(
    "Filen kräver mer minne än ett dokument ska behöva och läses därför inte. Dela den eller spara om den.",
    "The file needs more memory than a document should, so it is not read. Split it or save it again.",
)
_TOO_DEEP = Text(
    "Filen är invecklad på ett sätt som inget dokument behöver och läses därför inte. Spara om den.",
    "The file is nested as no document needs to be, so it is not read. Save it again.",
)


def _limit() -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still runs
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _own_output() -> TextIO:
    """Return the stream of answers, and send what libraries print to nowhere."""
    kept = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if not os.environ.get("STYRGRAF_DEBUG"):
        os.dup2(nowhere, 2)
    return kept


def main() -> None:
    """Answer requests until there are no more."""
    _limit()
    output = _own_output()
    requests = sys.stdin
    gazetteer = Gazetteer(KnownName(*fields) for fields in json.loads(requests.readline()))
    gc.freeze()
    for line in requests:
        asked = json.loads(line)
        told = answer(Path(asked["path"]), gazetteer, whole=asked["whole"], ocr=asked["ocr"])
        print(json.dumps(told, ensure_ascii=False), file=output, flush=True)
        gc.collect()  # trees of documents hold themselves in rings


if __name__ == "__main__":
    main()
