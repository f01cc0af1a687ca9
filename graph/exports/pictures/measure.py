"""Text on paper: how wide it is, and where its lines break.

Widths are those of DejaVu Sans 2.37 (free: Bitstream Vera licence, changes in the public domain), the widest
of the fonts that our pictures ask for, so that a narrower one never overflows. The two tables were read from
the font files: for each character its glyph by `cmap`, that glyph's advance by `hmtx`, times 1000, divided by
`unitsPerEm` (2048), rounded. Kerning is left out. Letters with accents are as wide as their base letters.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_BOOK = {
    278: "ijlı",
    284: "ł",
    318: " ,.·‘’‚",
    275: "'",
    337: "/:;\\|¦",
    342: "ŀ",
    352: "fſ",
    361: "-‐‑",
    390: "()[]",
    392: "tŧ",
    400: "‹›",
    401: "!¡²³¹",
    411: "r",
    460: '"',
    471: "ªº",
    500: "*_`§¨¯°´¸–†",
    518: "“”„",
    521: "s",
    525: "z",
    531: "?¿",
    550: "c",
    557: "LĿ",
    562: "Ł",
    575: "F",
    579: "kĸ",
    590: "Ĳ•",
    592: "vxy",
    603: "P",
    605: "Þ",
    611: "TYŦ",
    612: "o«»ðøđ",
    613: "a",
    615: "eə",
    630: "ß",
    632: "E",
    634: "hnuŋ",
    635: "Sbdgpqþ",
    636: "$0123456789{}¢£¤¥µ¶€",
    656: "K",
    684: "AV",
    685: "XZ",
    686: "B",
    695: "Rħ",
    698: "C",
    732: "U",
    748: "NŊ",
    752: "H",
    769: "ẞ",
    770: "D",
    775: "GÐĐ",
    780: "&",
    787: "OQØ",
    818: "w",
    838: "#+<=>^~¬±×÷←→↔−≤≥",
    863: "M",
    916: "Ħ",
    950: "%",
    969: "¼½¾",
    974: "mÆ",
    982: "æ",
    989: "W",
    295: "IJ",
    1000: "@©®—―…",
    1023: "œ",
    1070: "Œ",
    1342: "‰",
}
_BOLD = {
    306: "'",
    343: "ijlı",
    348: " ",
    365: "/\\|¦",
    371: "ł",
    372: "IJ",
    380: ",.·‘’‚",
    400: ":;",
    412: "‹›",
    415: "-‐‑",
    435: "fſ",
    438: "²³¹",
    456: "!¡",
    457: "()[]",
    478: "tŧ",
    493: "r",
    500: "_`§¨¯°´¸–†",
    521: '"',
    523: "*",
    557: "ŀ",
    564: "ªº",
    580: "?¿",
    582: "z",
    593: "c",
    595: "s",
    636: "¤¶",
    637: "LĿ",
    639: "•",
    642: "Ł",
    645: "x",
    646: "«»",
    652: "vy",
    657: "“”„",
    665: "kĸ",
    675: "a",
    678: "eə",
    682: "TŦ",
    683: "EF",
    687: "oðø",
    696: "$0123456789¢£¥€",
    712: "hnu{}ŋ",
    716: "bdgpqþđ",
    719: "ß",
    720: "S",
    724: "Y",
    725: "Z",
    733: "P",
    734: "C",
    736: "µ",
    738: "Þ",
    744: "Ĳ",
    762: "B",
    770: "R",
    771: "X",
    774: "AV",
    775: "K",
    790: "ħ",
    812: "U",
    821: "G",
    830: "D",
    837: "HNŊ",
    838: "#+<=>^~¬±Ð×÷Đ←→↔−≤≥",
    850: "OQØ",
    872: "&",
    896: "ẞ",
    924: "w",
    974: "Ħ",
    995: "M",
    1000: "@©®—―…",
    1002: "%",
    1035: "¼½¾",
    1042: "m",
    1048: "æ",
    1085: "Æ",
    1094: "œ",
    1103: "W",
    1167: "Œ",
    1440: "‰",
}
_ADVANCES = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in ((False, _BOOK), (True, _BOLD))
}
_ANY = 1400
"""Any other character: wider than the widest emoji and Chinese, Greek or Russian letter we know of."""

LEADING = 1.3
"""Height of a line, in font sizes."""
BASELINE = 0.98
"""From a line's upper edge to its baseline, in font sizes."""

_LONGEST_CLUSTER = 8
"""Characters that count as one; longer chains of joined emoji are broken."""
# What stays on one line: letters up to a blank, or to a hyphen, dash or slash between letters, with these.
_AT_BLANKS = re.compile(r"[^ ]*(?: +|$)")
_AT_HYPHENS = re.compile(r"[^ ]*?(?:(?<=[^\W\d])[/‐–—-]+(?=[^\W\d])| +|$)")
_ELLIPSIS = "…"


class Wrapped(NamedTuple):
    """Lines of a text; `cut` when it went on and the last line ends with …."""

    lines: tuple[str, ...]
    cut: bool


@lru_cache(maxsize=65_536)
def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide `text` is at a font size, in the same unit; rather too wide than too narrow."""
    table = _ADVANCES[bold]
    return sum(_advance(letter, table) for letter in text) * size / 1000


def _advance(letter: str, table: dict[str, int]) -> int:
    known = table.get(letter)
    if known is not None:
        return known
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf"):
        return 0
    parts = unicodedata.normalize("NFKD", letter)
    if parts == letter:
        return _ANY
    return min(sum(_advance(part, table) for part in parts), 2 * _ANY)


@lru_cache(maxsize=65_536)
def wrap(text: str, room: float, size: float, bold: bool = False, most: int = 3, at_hyphens: bool = True) -> Wrapped:
    """Break `text` into at most `most` lines that are no wider than `room`, each without blanks at its ends.

    Lines break at blanks and, if wanted, after hyphens between letters, else inside a word; emoji and accents
    stay whole.
    """
    lines: list[str] = []
    line = ""
    for piece in (_AT_HYPHENS if at_hyphens else _AT_BLANKS).findall(text):
        if width((line + piece).rstrip(), size, bold) <= room:
            line = line + piece if line else piece.lstrip()
            continue
        if line.strip():
            lines.append(line.strip())
        line = ""
        for cluster in _clusters(piece.lstrip()):
            if line and width((line + cluster).rstrip(), size, bold) > room:
                lines.append(line.strip())
                line = ""
            line += cluster
        if len(lines) > most:
            break
    if line.strip():
        lines.append(line.strip())
    if len(lines) <= most:
        return Wrapped(tuple(lines), False)
    return Wrapped((*lines[: most - 1], _shortened(lines[most - 1], room, size, bold)), True)


def longest_part(text: str, size: float, bold: bool = False) -> float:
    """Return the width of the widest part of `text` that `wrap` would rather not break."""
    return max(width(piece.rstrip(), size, bold) for piece in _AT_HYPHENS.findall(text))


def _clusters(text: str) -> list[str]:
    """Return what a reader sees as single characters: a letter with its accents, an emoji with its parts."""
    clusters: list[str] = []
    for letter in text:
        joined = 0 < len(clusters[-1] if clusters else "") < _LONGEST_CLUSTER and (
            unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")
            or clusters[-1].endswith("\u200d")
            or "\U0001f3fb" <= letter <= "\U0001f3ff"
            or (_flag(letter) and len(clusters[-1]) == 1 and _flag(clusters[-1]))
        )
        if joined:
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def _flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _shortened(line: str, room: float, size: float, bold: bool) -> str:
    clusters = _clusters(line)
    while clusters and width("".join(clusters).rstrip(" ,") + _ELLIPSIS, size, bold) > room:
        clusters.pop()
    return "".join(clusters).rstrip(" ,") + _ELLIPSIS
