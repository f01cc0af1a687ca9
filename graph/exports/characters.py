"""Which characters of a text can be shown, whatever somebody put in it."""

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
# Embeddings, overrides and isolates reorder what follows them; the mere marks (200E, 200F, 061C) don't.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Single characters as wide as whole words, in whatever font.
_VAST = str.maketrans(dict.fromkeys("\u2e3a\u2e3b\ua9c5\ufdfa\ufdfb\ufdfd\U00012219\U0001242b", "…"))
_STACK = 3
"""Accents on one letter; real writing needs no more, and a taller pile would hide other lines."""
_ISOLATE, _POP = "\u2068", "\u2069"


def clean(text: str) -> str:
    """Return `text` as it can be shown on one line and in XML.

    Control characters and lone surrogates are dropped, blanks become one, and text that runs from right to
    left is isolated, so that it can't reorder what stands around it.
    """
    plain = "".join(
        letter
        for letter in _REORDERING.sub("", text).translate(_VAST)
        if letter.isspace() or not (unicodedata.category(letter) in ("Cc", "Cs") or ord(letter) & 0xFFFE == 0xFFFE)
    )
    kept = []
    accents = 0
    for letter in _BLANKS.sub(" ", unicodedata.normalize("NFC", plain)).strip():
        accents = accents + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if accents <= _STACK:
            kept.append(letter)
    shown = "".join(kept)
    if any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in shown):
        return f"{_ISOLATE}{shown}{_POP}"
    return shown
