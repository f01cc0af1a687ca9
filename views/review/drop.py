"""Documents and tables that somebody drops on the queue: read one after another, with a sentence about each."""

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath

import streamlit as st

from graph.port import StoreError
from graph.texts import Language, Text
from loaders.documents import reader
from views.parts import saying, state, upload
from views.parts.markup import Html, join, link, tag, text
from views.review.reading import Read, reading

_LABEL = Text("Välj dokument eller tabeller", "Choose documents or tables")
_READING = Text("Läser {name} ({number} av {all}) …", "Reading {name} ({number} of {all}) …")
_READ = Text("Det här blev av filerna", "What became of the files")
_SCANNED = Text(
    "Läs även skannade sidor: det tar några sekunder för varje sida och kan ge stavfel",
    "Read scanned pages too: that takes some seconds for each page and may misspell",
)
_FAILED = Text("Filen gick inte att läsa.", "The file could not be read.")
_MOST, _NUMBER, _TOGETHER = 20, 20, 60
"""Megabytes for each, how many at a time, and megabytes together."""
_TABLE = ".csv"
"""What is no document, but is taken as a table."""
_SEEN = "review-read"
_NOBODY = "någon i webbläsaren"
"""Stands in the journal for who dropped a file: that is no decision, and nobody is asked for a name."""


def show(language: Language) -> None:
    """Show where to leave files; what came of those that were left is told below until the next ones."""
    scanned = _ocr() and st.checkbox(_SCANNED.of(language), key="review-scanned")
    files = upload.ask_several(
        _LABEL.of(language),
        endings(),
        _MOST,
        language,
        "review-drop",
        number=_NUMBER,
        together=_TOGETHER,
        kinds=kinds(),
    )
    if files:
        st.session_state[_SEEN] = _read(files, scanned, language)
        st.rerun()
    told: Sequence[Html] = st.session_state.get(_SEEN, ())
    if told:
        saying.heading(_READ.of(language))
        st.html(tag("ul", *(tag("li", each) for each in told), class_="sg-read", role="status"))


def endings() -> tuple[str, ...]:
    """Return the endings of files that may be left here."""
    return (*reader.suffixes(), _TABLE)


def kinds() -> str:
    """Return the kinds of files that may be left here, as people know them."""
    return ", ".join([*reader.names(), _TABLE[1:].upper()])


@cache
def _ocr() -> bool:
    """Tell whether this computer can read scanned pages; that costs a process, so it is asked once."""
    from loaders.documents.readers.pdf import ocr_installed

    return ocr_installed()


def _read(files: Sequence[upload.File], scanned: bool, language: Language) -> list[Html]:
    """Put what the files say into the queue, and return a line about each."""
    place = st.empty()
    lines: list[Html] = []
    with tempfile.TemporaryDirectory(prefix="styrgraf-") as folder, reading(_NOBODY, scanned) as read:
        for number, file in enumerate(files, 1):
            name = bare(file.name)
            said = _READING.fill(name=name, number=number, all=len(files)).of(language)
            place.html(tag("p", text(said), class_="sg-wait sg-now", role="status"))
            path = Path(folder) / str(number) / name
            path.parent.mkdir()
            try:
                path.write_bytes(file.content)
                told = read(path)
            except (OSError, StoreError) as error:
                told = Read(getattr(error, "text", _FAILED))
            lines.append(_line(name, told, language))
    place.empty()
    return lines


def bare(name: str) -> str:
    """Return a file's name without any folder, and without what a file system can't bear."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"|?*\\/' else "_" for letter in last)
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[-100:].lstrip('.') or 'fil'}{dot}{ending[-10:]}"


def _line(name: str, told: Read, language: Language) -> Html:
    if not told.document:
        return join([tag("strong", text(name)), text(": " + told.text.of(language))])
    to = link(state.address("granska", dokument=told.document), text(name))
    return join([to, text(": " + told.text.of(language))])
