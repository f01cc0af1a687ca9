"""Pictures to write: a small one told by hand, and many from the real data; and the tools that look at files."""

import os
import random
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from graph.exports.pictures import palette, rendering
from graph.exports.pictures.picture import (
    Align,
    Band,
    Box,
    Connector,
    Dot,
    Legend,
    Picture,
    RuledLine,
    Shape,
    Sign,
    Words,
)
from graph.exports.subject import Subject
from graph.finding import short_label
from graph.port import Store
from graph.records import Organisation, Person
from graph.texts import Language
from queries import subjects
from queries.asking import asking
from tests.support.examples import examples
from tests.support.here import TESTS, cannot_run_here, program

DAY = "2026-11-22"
SLACK = 0.05
"""Lengths are sums of floats, and files round them."""
GOLDEN = TESTS / "golden"
PAGES = min(200, examples(200))
DRAWN = ("png", "pdf", "pptx", "drawio")


# ---- a small picture, told by hand: every shape, fill, dot and line once


def words(
    text: str, x: float, y: float, w: float, size: float = 11.0, *, bold: bool = False, align: Align = "start"
) -> Words:
    lines = tuple(text.split("\n"))
    whole = text.replace("\n", " ")
    return Words(x, y, w, len(lines) * size * 1.3, lines, whole, size, bold, palette.INK, align)


def box(
    id_: str,
    shape: Shape,
    x: float,
    y: float,
    *told: str,
    fills: tuple[str, ...] = (palette.PLAIN,),
    hatched: bool = False,
    dashed: bool = False,
    dot: str | None = "",
) -> Box:
    """Return a box of 150 × 60; `dot` stands before its second line, hollow when None."""
    align: Align = "middle" if shape in ("hexagon", "capsule") else "start"
    blocks = []
    dots: tuple[Dot, ...] = ()
    for place, text in enumerate(told):
        indent = 13.0 if dot != "" and place == 1 else 0.0
        size = 11.0 if place else 13.0
        top = y + (60 - 1.3 * size) / 2 if align == "middle" else y + 8 + 18 * place
        block = words(text, x + 24 + indent, top, 102 - indent, size, align=align)
        if indent:
            dots = (Dot(block.x - 8.5, block.y + 0.62 * size, 3.5, dot),)
        blocks.append(block)
    note = "\n".join(told)
    return Box(id_, "npo", told[0], shape, x, y, 150, 60, fills, hatched, dashed, tuple(blocks), dots, note)


def small_picture(language: Language = "sv") -> Picture:
    steering = (
        box("sks", "hexagon", 46, 130, "Styrgruppen", fills=(palette.COLOURS[0],)),
        box("skr", "capsule", 296, 130, "SKR & <co>", fills=(palette.OTHER,), dashed=True),
    )
    groups = (
        box("npo-ask", "box", 46, 250, "Ask", "värd: Fjäll", fills=palette.COLOURS[:2], dot=None),
        box("nsg-kartor", "ellipse", 206, 250, "Kartor", "okänd värd", hatched=True),
        box("nag-grus", "note", 366, 250, "Grus"),
        box("eva-berg", "person", 526, 250, "Eva Berg", "Fjäll", dot=palette.COLOURS[3]),
    )
    bands = (
        Band("middle", 32, 100, 660, 104, words("Styrning", 46, 108, 200, 14, bold=True), None, steering),
        Band(
            "groups",
            32,
            220,
            660,
            104,
            words("Grupper (4)", 46, 228, 100, 14, bold=True),
            words("färgen visar värden", 166, 231, 200),
            groups,
        ),
    )
    connector = Connector(
        "skr",
        "sks",
        ("supports",),
        ((296, 160), (196, 160)),
        True,
        (
            words("stödjer", 204, 142, 84, align="middle"),
            words("(2019)", 217, 164, 71, align="middle"),
        ),
        (Dot(226, 171, 3.5, None),),
    )
    swatch = box("", "box", 142, 340, "")._replace(w=22, h=14, words=(), note="", fills=(palette.COLOURS[1],))
    legend = Legend(
        32,
        340,
        660,
        14.3,
        words("Teckenförklaring", 32, 340, 104, bold=True),
        (
            Sign(swatch, None, words("Fjäll", 170, 340, 40)),
            Sign(None, Dot(226, 347, 3.5, None), words("ej bekräftat", 236, 340, 80)),
        ),
    )
    return Picture(
        "npo-ask",
        DAY,
        language,
        724,
        400,
        words("Ask & <alm>", 32, 28, 660, 26, bold=True),
        words("Uppgifter per 22 november 2026", 32, 64, 660, 14),
        "En liten bild.",
        bands,
        (connector,),
        legend,
        words("Källor: protokoll-2025.", 32, 368, 660),
    )


def ruled_picture() -> Picture:
    """Return the small picture with lines under and over its boxes, one of which has no border."""
    picture = small_picture()
    first, second = picture.bands
    bare = second.boxes[0]._replace(bare=True)
    rules = (
        RuledLine(121, 100, 121, 324, palette.LINE, 1, False),
        RuledLine(400, 324, 400, 100, palette.INK, 1.5, True),
    )
    return picture._replace(rules=rules, bands=(first, second._replace(boxes=(bare, *second.boxes[1:]))))


# ---- pictures of the real data


def subject(store: Store, scope: str, as_of: str = DAY, language: Language = "sv") -> Subject:
    """Return what the command line hands to an export."""
    answer = asking.ask(store, "structure", {"scope": scope}, as_of)
    names = {organisation.id: short_label(organisation) for organisation in store.every(Organisation)}
    return Subject(answer.rows, str(answer.parameters["scope"]), as_of, language, store, names)


_REAL: list[Picture] = []
_ASKED_FOR: dict[tuple[str, str], Picture] = {}


def real_picture(store: Store, scope: str, as_of: str = DAY) -> Picture:
    """Return the picture of a scope of the real data; drawn once."""
    if (scope, as_of) not in _ASKED_FOR:
        _ASKED_FOR[scope, as_of] = rendering.picture(subject(store, scope, as_of))
    return _ASKED_FOR[scope, as_of]


def real_pictures(store: Store) -> Sequence[Picture]:
    """Return pictures of random scopes on random days, the same in every run; drawn once."""
    if not _REAL:
        _REAL.extend(_random_pictures(store))
    return _REAL


def formed_picture(store: Store, scope: str, form: str) -> Picture:
    """Return a picture in one of the forms there are, on a sheet."""
    return rendering.picture(subjects.subject(store, scope, DAY, "sv", form=form, sheet="a3-landscape"))


def _random_pictures(store: Store) -> Iterator[Picture]:
    rng = random.Random(20261122)  # any will do, but the same each time
    scopes = sorted(each.id for model in (Organisation, Person) for each in store.every(model))
    for scope in ["system", *rng.sample(scopes, PAGES - 1)]:
        day = date(2018, 1, 1) + timedelta(days=rng.randrange(3_400))
        about = subject(store, scope, day.isoformat(), rng.choice(("sv", "en")))
        yield rendering.picture(about._replace(without_people=rng.random() < 0.2))


# ---- rectangles


def overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two rectangles (x, y, w, h) share more than an edge."""
    return all(
        one[at] + SLACK < other[at] + other[at + 2] and other[at] + SLACK < one[at] + one[at + 2] for at in (0, 1)
    )


def on_edge(area: Sequence[float], point: Sequence[float], slack: float = 0.6) -> bool:
    """Tell whether a point lies on the edge of a rectangle."""
    x, y, w, h = area
    away = [abs(point[0] - x - w / 2) - w / 2, abs(point[1] - y - h / 2) - h / 2]
    return abs(max(away)) < slack


# ---- tools


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pdf_text(pdf: bytes, folder: Path, *options: str) -> str:
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    return run(program("pdftotext"), *options, file, "-")


def office(file: bytes, ending: str, folder: Path) -> bytes:
    """Return what LibreOffice makes of a file, as PDF."""
    given = folder / f"given{ending}"
    given.write_bytes(file)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run(program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, given)
    made = folder / "given.pdf"
    if not made.exists():
        cannot_run_here("LibreOffice can't open slides without Impress: run .ci/debian-packages")
    return made.read_bytes()


def golden(name: str, content: bytes) -> bytes:
    """Return what a golden file holds; UPDATE_GOLDEN=1 writes it anew."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(content)
    return path.read_bytes()


def as_before(name: str, content: bytes) -> None:
    assert content == golden(name, content), f"{name} differs: UPDATE_GOLDEN=1 writes it anew, then look at it"
