"""Files that somebody gives a page, dropped or chosen, in our own words; and a shelf that keeps one for a while."""

import base64
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from graph.texts import Language, Text
from views.parts import packaged

_HINT = Text("eller släpp den här. {suffixes}, högst {most} MB.", "or drop it here. {suffixes}, at most {most} MB.")
_OTHER = Text("Filen måste vara av slaget {suffixes}.", "The file must be of the kind {suffixes}.")
_LARGE = Text("Filen är för stor: högst {most} MB går att ta emot.", "The file is too large: at most {most} MB.")
_TOGETHER = Text(
    "Filerna är för stora tillsammans: högst {together} MB på en gång går att ta emot.",
    "The files are too large together: at most {together} MB at a time.",
)
_TOO_MANY = Text("Högst {number} filer på en gång går att ta emot.", "At most {number} files at a time.")
_UNREADABLE = Text("Filen gick inte att läsa. Försök igen.", "The file could not be read. Try again.")
_READING = Text("Läser filen …", "Reading the file …")
_HINT_SEVERAL = Text(
    "eller släpp dem här. {suffixes}, högst {most} MB var.", "or drop them here. {suffixes}, at most {most} MB each."
)
_MEGABYTE = 1_000_000
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
    found = ask_several(label, suffixes, most, language, key, number=1, together=most)
    return found[0] if found else None


def ask_several(
    label: str,
    suffixes: Sequence[str],
    most: int,
    language: Language,
    key: str,
    *,
    number: int,
    together: int,
    kinds: str = "",
) -> list[File]:
    """Show where to drop or choose at most `number` files, and return them in the run after somebody did.

    `suffixes` are lower-case file name endings with the dot; `most` for each and `together` are whole megabytes;
    `kinds` tells the endings in other words.
    """
    listed = kinds or ", ".join(suffixes)
    texts = {
        **{"other": _OTHER, "large": _LARGE, "together": _TOGETHER, "many": _TOO_MANY},
        **{"unreadable": _UNREADABLE, "reading": _READING, "hint": _HINT if number == 1 else _HINT_SEVERAL},
    }
    bounds = {"most": most, "together": together, "number": number}
    spoken = {name: text.fill(suffixes=listed, **bounds).of(language) for name, text in texts.items()}
    sizes = {"most": most * _MEGABYTE, "together": together * _MEGABYTE, "number": number}
    html = (packaged.ASSETS / "upload" / "upload.html").read_text("utf-8")
    shown = packaged.component("upload", html=html, css="upload.css", js="upload.js")(
        data={"words": spoken, "label": label, "suffixes": [*suffixes], **sizes},
        key=key,
        on_files_change=lambda: None,
    )
    return all_received(getattr(shown, "files", None), suffixes, most, number, together)


def all_received(sent: Any, suffixes: Sequence[str], most: int, number: int, together: int) -> list[File]:
    """Return the files that a browser sent; none when there is more than the page asked for."""
    if not isinstance(sent, list) or len(sent) > number:
        return []
    found = [file for each in sent if (file := received(each, suffixes, most)) is not None]
    return found if sum(len(file.content) for file in found) <= together * _MEGABYTE else []


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
    return File(name[-_LONGEST_NAME:], found) if len(found) <= most * _MEGABYTE else None


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
