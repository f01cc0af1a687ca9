"""A file that somebody gives a page, dropped or chosen, in our own words; and a shelf that keeps it for a while."""

import base64
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from graph.texts import Language, Text

_ASSETS = Path(__file__).parent / "assets" / "upload"
_HINT = Text("eller släpp den här. {suffixes}, högst {most} MB.", "or drop it here. {suffixes}, at most {most} MB.")
_OTHER = Text("Filen måste vara av slaget {suffixes}.", "The file must be of the kind {suffixes}.")
_LARGE = Text("Filen är för stor: högst {most} MB går att ta emot.", "The file is too large: at most {most} MB.")
_UNREADABLE = Text("Filen gick inte att läsa. Försök igen.", "The file could not be read. Try again.")
_READING = Text("Läser filen …", "Reading the file …")
_LONGEST_NAME = 200
_SHELF = 100_000_000
"""Bytes that all kept files may take; the oldest give way."""


class File(NamedTuple):
    """What somebody gave."""

    name: str
    content: bytes


def ask(label: str, suffixes: Sequence[str], most: int, language: Language, key: str) -> File | None:
    """Show where to drop or choose a file, and return it in the run after somebody did, else None.

    `suffixes` are lower-case file name endings with the dot, `most` whole megabytes.
    """
    listed = ", ".join(suffixes)
    texts = {"other": _OTHER, "large": _LARGE, "unreadable": _UNREADABLE, "reading": _READING, "hint": _HINT}
    spoken = {name: text.fill(suffixes=listed, most=most).of(language) for name, text in texts.items()}
    html, css, js = ((_ASSETS / f"upload.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    shown = st.components.v2.component("styrgraf_upload", html=html, css=css, js=js)(
        data={**spoken, "label": label, "suffixes": [*suffixes], "most": most * 1_000_000},
        key=key,
        on_file_change=lambda: None,
    )
    return received(getattr(shown, "file", None), suffixes, most)


def received(sent: Mapping[str, Any] | None, suffixes: Sequence[str], most: int) -> File | None:
    """Return the file that a browser sent, None when it is not what the page asked for."""
    if not isinstance(sent, Mapping):
        return None
    name, content = sent.get("name"), sent.get("content")
    if not isinstance(name, str) or not isinstance(content, str) or not name.lower().endswith(tuple(suffixes)):
        return None
    if len(content) > most * 1_400_000:
        return None
    try:
        found = base64.b64decode(content, validate=True)
    except ValueError:
        return None
    return File(name[-_LONGEST_NAME:], found) if len(found) <= most * 1_000_000 else None


class _Shelf:
    """Holds files by what they contain, the newest last; pages are loaded anew, and an address holds no file."""

    def __init__(self) -> None:
        self.files: OrderedDict[str, bytes] = OrderedDict()
        self.lock = threading.Lock()

    def put(self, content: bytes) -> str:
        token = hashlib.sha256(content).hexdigest()[:32]
        with self.lock:
            self.files[token] = content
            self.files.move_to_end(token)
            while sum(map(len, self.files.values())) > _SHELF and len(self.files) > 1:
                self.files.popitem(last=False)
        return token

    def get(self, token: str) -> bytes | None:
        with self.lock:
            return self.files.get(token)


@st.cache_resource(show_spinner=False)
def _shelf() -> _Shelf:
    return _Shelf()


def keep(content: bytes) -> str:
    """Keep a file until the server stops or newer ones need its room, and return the word that finds it again."""
    return _shelf().put(content)


def kept(token: str) -> bytes | None:
    """Return a file that was kept, None when it is no longer there."""
    return _shelf().get(token)
