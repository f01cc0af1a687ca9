"""The invented documents of `tests/extraction` with their gold, in the form of the development set.

Each document is one file: text, Markdown and HTML as they are; `NAME.docx.md`, `.pdf.md`, `.xlsx.md` and
`.eml.md` are what Word files, PDFs, workbooks and mails are made from. `NAME.gold` beside it holds a fact on
each line, its fields parted by bars and other accepted answers after `~` (`-` none, `*` anything): `M` person,
group, role, body, status; `H` host, hosted; `S` successor, predecessor, group, role, day; `A` person, group,
`no` when absent. `?` before the letter marks what is debatable, and `negative` a document without facts.

`devset/` holds the invented documents of the development set as they are, with their gold as JSON.
`python -m tests.support.extraction_set [PREFIX]` prints the score, and each fact that is not right.
"""

import csv
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.documents.output import as_object
from tests.support import documents
from tests.support.here import TESTS
from tests.support.scoring import KINDS, Fact, Score, score

FOLDER = TESTS / "extraction"
DEVSET = FOLDER / "devset"
_FIELDS = {
    "M": ("memberships", ("person", "group", "role", "represents", "status")),
    "H": ("hosting", ("host", "hosted")),
    "S": ("successions", ("successor", "predecessor", "group", "role", "effective")),
    "A": ("attendance", ("person", "group", "present")),
}


def golds(prefix: str = "") -> list[Path]:
    """Return the gold files whose names begin so, in order."""
    return sorted(FOLDER.glob(f"{prefix}*.gold"))


def gold_of(path: Path) -> dict[str, Any]:
    """Return the gold of a document as the development set's JSON."""
    result: dict[str, Any] = {"document_date": None, "negative": False, "optional": {kind: [] for kind in KINDS}}
    result |= {kind: [] for kind in KINDS}
    for line in path.read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "date":
            result["document_date"] = None if rest == "-" else rest
        elif mark == "negative":
            result["negative"] = True
        else:
            kind, fact = _fact(mark.lstrip("?"), rest)
            (result["optional"] if mark.startswith("?") else result)[kind].append(fact)
    return result


def _fact(letter: str, text: str) -> tuple[str, dict[str, Any]]:
    kind, names = _FIELDS[letter]
    fact: dict[str, Any] = (
        {"status": "current"} if kind == "memberships" else {"present": True} if letter == "A" else {}
    )
    for name, told in zip(names, text.split("|"), strict=False):
        options: list[str | None] = [None if each.strip() == "-" else each.strip() for each in told.split("~")]
        if name == "present":
            fact[name] = options[0] != "no"
            continue
        if name in ("represents", "host"):
            options += [whole for each in list(options) if each for whole in _WHOLES.get(each, ())]
        fact[name] = options[0]
        if len(options) > 1 or options[0] == "*":
            fact[f"{name}_alt"] = options
    return kind, fact


def _wholes() -> dict[str, list[str]]:
    """Return the sjukvårdsregioner that each region is part of: a seat may be told as held for either."""
    with (documents.DATA / "organisations.csv").open(encoding="utf-8", newline="") as file:
        names = {row["id"]: row["name"] for row in csv.DictReader(file)}
    result: dict[str, list[str]] = {}
    with (documents.DATA / "links.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "part_of" and row["to_id"].startswith("sjukvardsregion-"):
                result.setdefault(names[row["from_id"]], []).append(names[row["to_id"]])
    return result


_WHOLES = _wholes()


def document_of(gold: Path, folder: Path) -> Path:
    """Return the document that a gold file is of, made in `folder` when it is of a kind that must be made."""
    source = next(path for path in FOLDER.glob(f"{gold.stem}.*") if path.suffix != ".gold")
    name, made = source.name.removesuffix(".md"), folder / source.name.removesuffix(".md")
    text = source.read_text("utf-8")
    if name.endswith(".docx"):
        _docx(made, text)
    elif name.endswith(".pdf"):
        _pdf(made, text)
    elif name.endswith(".xlsx"):
        _xlsx(made, text)
    elif name.endswith(".eml"):
        _mail(made, text)
    else:
        return source
    return made


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line[1:].rstrip().removesuffix("|" if line[0] == "|" else "").split("|")]


def _tables(text: str) -> Iterator[str | list[list[str]]]:
    """Yield lines of text and tables; `^` in a cell goes on from above, `<` from the left."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith(("|", "!")):
            rows.append(_cells(line))
            continue
        if rows:
            wide = max(map(len, rows))
            yield [row + [""] * (wide - len(row)) for row in rows]
            rows = []
        if line.strip():
            yield line


def _docx(path: Path, text: str) -> None:
    import docx

    document = docx.Document()
    for part in _tables(text):
        if isinstance(part, str):
            if part.startswith("#"):
                marks, _, heading = part.partition(" ")
                document.add_heading(heading, len(marks))
            elif part.startswith("- "):
                document.add_paragraph(part[2:], style="List Bullet")
            else:
                document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for number, row in enumerate(part):
            for column, cell in enumerate(row):
                if cell == "^":
                    table.cell(number - 1, column).merge(table.cell(number, column))
                elif cell == "<":
                    table.cell(number, column - 1).merge(table.cell(number, column))
                else:
                    table.cell(number, column).text = cell
    document.save(str(path))


def _xlsx(path: Path, text: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = None
        for part in _tables(text):
            if isinstance(part, str):
                sheet = book.add_worksheet(part.lstrip("# "))
                continue
            assert sheet is not None
            for number, row in enumerate(part):
                for column, cell in enumerate(row):
                    if cell not in ("^", "<", ""):
                        sheet.write_string(number, column, cell)
                    down = _run(part, number, column)
                    across = _run([list(each) for each in zip(*part, strict=False)], column, number, "<")
                    if cell not in ("^", "<") and (down or across):
                        sheet.merge_range(number, column, number + down, column + across, cell)


def _run(rows: list[list[str]], row: int, column: int, mark: str = "^") -> int:
    """Return how many cells below go on from one."""
    below = 0
    while row + below + 1 < len(rows) and rows[row + below + 1][column] == mark:
        below += 1
    return below


def _pdf(path: Path, text: str) -> None:
    """Draw the lines as they stand; rows with bars are ruled, rows with `!` stand in columns without rules."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from graph.exports.pictures.rendering import REGULAR

    pdfmetrics.registerFont(TTFont("DejaVuSans", REGULAR))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    y = 800.0
    for part in _tables(text):
        if y < 80:
            canvas.showPage()
            y = 800.0
        canvas.setFont("DejaVuSans", 10)
        if isinstance(part, str):
            if part == "\f":
                y = 0
                continue
            canvas.drawString(50, y, part)
            y -= 15
            continue
        ruled = f"\n! {part[0][0]} |" not in f"\n{text}"
        wide = 495 / len(part[0])
        for row in part:
            for column, cell in enumerate(row):
                canvas.drawString(54 + column * wide, y, cell)
                if ruled:
                    canvas.rect(50 + column * wide, y - 5, wide, 16)
            y -= 16
        y -= 8
    canvas.save()


def _mail(path: Path, text: str) -> None:
    from email.message import EmailMessage

    subject, date, body = text.split("\n", 2)
    message = EmailMessage()
    message["From"], message["To"] = "avsandare@region.example", "mottagare@region.example"
    message["Subject"], message["Date"] = subject.partition(": ")[2], date.partition(": ")[2]
    message.set_content(body)
    path.write_bytes(message.as_bytes())


def scored(prefix: str = "") -> Score:
    """Score what is found in the documents whose names begin so."""
    with tempfile.TemporaryDirectory() as made:
        return score((gold.stem, gold_of(gold), said_by(document_of(gold, Path(made)))) for gold in golds(prefix))


def said_by(path: Path) -> Fact:
    """Return what a document says, as the development set writes it."""
    return as_object(path.name, documents.told(path))


if __name__ == "__main__":
    print(scored(*sys.argv[1:]))
