"""Random and mutated documents against the reading process: `make fuzz COUNT=… SEED=…`.

A document may be refused with a sentence; it may not crash a rule, hang, or bring the process down.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from loaders.documents.text.blocks import UnreadableDocument
from loaders.documents.workshop import Workshop
from tests.support import documents

_FAILED = ("oväntat", "för lång tid", "klarade den inte", "mer minne", "invecklad")
"""Words of the refusals that only a fault of ours gives."""
_PIECES = (
    "Anna Ekby", "Bo Lindalm", "Per-Olov af Tornby", "Maria", "Vakant", "NN", "Region Skåne", "VGR", "RKL",
    "(RÖ)", "Södra sjukvårdsregionen", "Norra", "NPO akut vård", "NAG KOL", "RSG läkemedel", "arbetsgruppen",
    "beredningsgruppen", "Ineras beredningsgrupp", "SKS", "ordförande", "vice ordförande", "ledamot",
    "ersättare för", "tillika", "adjungerad", "föreslås ersätta", "efterträder", "ersattes av", "avgår",
    "har avsagt sig uppdraget", "utses till", "nomineras till", "på hans plats", "är värd för",
    "värdskapet för", "vilande", "fr.o.m. 2025-01-01", "t.o.m. 31 mars", "den 31 februari 2024", "2022–",
    "årsskiftet", "Närvarande:", "Närvarande\t", "Frånvarande:", "Adjungerade punkt 3:", "Ledamöter", "§ 4 Val",
    "a)", "•", "-", "|", "\t", "\n", "\n\n", ",", ";", ".", ":", "(", ")", "«P0»", "«", "»", "och", "samt",
    "som", "i", "till", "av", "Protokoll 2024-05-06", "# Rubrik", "## NPO tandvård", "| Namn | Region | Roll |",
    "Uppdaterad 2024-13-45", "0", "\u00ad", "a" * 300, "Åå" * 40, "\u202e", "\U0001f600", "070-123 45 67",
    "x@y.se", "19121212-1212", "&amp;", "<b>", "%PDF-", "PK",
)  # fmt: skip
_TAGS = ("p", "li", "ul", "table", "tr", "td", "th", "h1", "h2", "h3", "div", "br", "dl", "dt", "span", "script", "nav")


def words(chance: random.Random) -> str:
    """Return pieces of the genre in any order."""
    return "".join(
        chance.choice(_PIECES) + chance.choice((" ", " ", " ", "", "\n", ", ")) for _ in range(chance.randint(0, 30))
    )


def page(chance: random.Random) -> str:
    """Return a page of tags in any order."""
    parts = []
    for _ in range(chance.randint(1, 30)):
        tag = chance.choice(_TAGS)
        parts.append(
            chance.choice(
                (f"<{tag}>", f"</{tag}>", f'<{tag} rowspan="{chance.randint(-1, 99999)}">', chance.choice(_PIECES))
            )
        )
    return "".join(parts)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some changed, cut out, doubled or cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed) + 1)
        what = chance.randrange(4)
        if what == 0 and at < len(changed):
            changed[at] = chance.randrange(256)
        elif what == 1:
            del changed[at : at + chance.randint(1, 60)]
        elif what == 2:
            changed[at:at] = changed[at : at + chance.randint(1, 60)]
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def makers(folder: Path) -> list[tuple[int, str, Callable[[random.Random], bytes]]]:
    """Return how often to make which ending of file, and how."""
    whole = {
        ".docx": documents.docx(folder / "a.docx", "NPO tandvård", ["Anna Ekby utses till ledamot."], documents.ROWS),
        ".xlsx": documents.xlsx(folder / "a.xlsx", {"NPO tandvård": documents.ROWS}),
        ".pdf": documents.pdf(
            folder / "a.pdf", ["Protokoll NPO tandvård", "Närvarande: Anna Ekby (VGR)"], documents.ROWS
        ),
        ".eml": documents.mail(folder / "a.eml", "Anna Ekby nomineras till NPO tandvård."),
    }
    held = {suffix: path.read_bytes() for suffix, path in whole.items()}

    def changed(suffix: str) -> Callable[[random.Random], bytes]:
        return lambda chance: mutated(held[suffix], chance)

    return [
        (60, ".txt", lambda chance: words(chance).encode("utf-8", "surrogatepass")),
        (8, ".txt", lambda chance: mutated(words(chance).encode(), chance)),
        (8, ".md", lambda chance: words(chance).encode()),
        (12, ".html", lambda chance: page(chance).encode()),
        (3, ".eml", changed(".eml")),
        (3, ".docx", changed(".docx")),
        (3, ".xlsx", changed(".xlsx")),
        (3, ".pdf", changed(".pdf")),
    ]


def run(count: int, seed: int, echo: Callable[[str], None] | None = None) -> list[str]:
    """Read `count` documents made from `seed`; return what went wrong, each with how to make it again."""
    chance = random.Random(seed)
    faults: list[str] = []
    started = monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="styrgraf-fuzz-") as name,
        Workshop(documents.labels(), seconds=20) as workshop,
    ):
        folder = Path(name)
        made = makers(folder)
        for number in range(1, count + 1):
            _, suffix, make = chance.choices(made, [weight for weight, _, _ in made])[0]
            path = folder / f"fuzz{suffix}"
            path.write_bytes(make(chance))
            try:
                workshop.extract(path)
            except UnreadableDocument as error:
                if any(word in error.text.sv for word in _FAILED):
                    faults.append(
                        f"seed {seed}, input {number} ({suffix}): {error.text.sv}\n{path.read_bytes()[:2_000]!r}"
                    )
            if echo is not None and number % 5_000 == 0:
                told = f"{number} of {count} in {monotonic() - started:.0f} s, {len(faults)} faults"
                echo(f"{told}, {workshop.started} processes")
    return faults


if __name__ == "__main__":
    found = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1, print)
    for fault in found[:20]:
        print(fault)
    sys.exit(bool(found))
