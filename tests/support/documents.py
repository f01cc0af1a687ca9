"""Documents that tests make: every kind of file, with invented persons, and files that mean harm."""

import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from loaders.documents.extract import Extracted, extract
from loaders.documents.mentions.gazetteer import Gazetteer, KnownName, labels_from_data
from loaders.documents.reading import read
from tests.support.here import PROJECT

DATA = PROJECT / "data"
SHARED = PROJECT.parent / "shared"
ROWS = (
    ("Namn", "Region", "Roll"),
    ("Anna Ekby", "Region Skåne", "Ordförande"),
    ("Bo Lindalm", "VGR", "Ledamot"),
)
"""A small table of members."""


def labels() -> list[KnownName]:
    """Return the names of the data set."""
    return labels_from_data(DATA)


def gazetteer() -> Gazetteer:
    """Return what finds the organisations of the data set."""
    return Gazetteer(labels())


GAZETTEER = gazetteer()


def told(path: Path) -> Extracted:
    """Return what a file says."""
    document = read(path)
    return extract(document.name, document.blocks, GAZETTEER)


def said(folder: Path, text: str, name: str = "minutes.txt") -> Extracted:
    """Return what a text says, by way of a file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return told(path)


def seats(found: Extracted) -> set[tuple[str, str, str, str | None, str]]:
    """Return person, group, role, represented body and status of each seat."""
    return {(each.person, each.group, each.role, each.represents, each.status) for each in found.memberships}


def changes(found: Extracted) -> set[tuple[str, str, str, str]]:
    """Return successor, predecessor, group and role of each succession."""
    return {(each.successor, each.predecessor, each.group, each.role) for each in found.successions}


def docx(path: Path, heading: str, paragraphs: Sequence[str] = (), rows: Sequence[Sequence[str]] = ()) -> Path:
    """Write a Word document with a heading, paragraphs and a table."""
    import docx as library

    document = library.Document()
    document.add_heading(heading, 1)
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(path))
    return path


def xlsx(
    path: Path, sheets: dict[str, Sequence[Sequence[str]]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> Path:
    """Write a workbook; `merged` cells (first row, column, last row, column) are merged on every sheet."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text)
            for first_row, first_column, last_row, last_column in merged:
                sheet.merge_range(first_row, first_column, last_row, last_column, rows[first_row][first_column])
    return path


def pdf(path: Path, lines: Sequence[str], rows: Sequence[Sequence[str]] = (), password: str | None = None) -> Path:
    """Write a PDF of text lines, a page for each form feed, with a ruled table at its end."""
    from reportlab.lib import colors
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    style = getSampleStyleSheet()["BodyText"]
    story: list[Any] = [PageBreak() if line == "\f" else Paragraph(line, style) for line in lines]
    if rows:
        grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
        story.append(Table([list(row) for row in rows], style=grid))
    encrypt = StandardEncryption(password) if password else None
    SimpleDocTemplate(str(path), encrypt=encrypt).build(story)
    return path


def picture_pdf(path: Path, pages: int = 1) -> Path:
    """Write a PDF of drawings without text, as a scanner makes it."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for _ in range(pages):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def scanned_pdf(path: Path, lines: Sequence[str]) -> Path:
    """Write a PDF that holds a picture of lines of text, as a scanner makes it."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    written = pypdfium2.PdfDocument(pdf(path.with_suffix(".text.pdf"), lines))
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(written[0].render(scale=2.5).to_pil().convert("L")), 0, 0, width=595, height=842)
    canvas.save()
    written.close()
    return path


def mail(path: Path, body: str, html: str | None = None) -> Path:
    """Write a mail with sender, recipients and text."""
    message = EmailMessage()
    message["From"] = "Sara Hemlig <sara.hemlig@region.example>"
    message["To"] = "Ove Mottagare <ove@region.example>, Ulla Kopia <ulla@region.example>"
    message["Cc"] = "Nils Dold <nils@region.example>"
    message["Subject"] = "Nomineringar till NPO tandvård"
    message["Date"] = "Tue, 04 Mar 2025 09:00:00 +0100"
    message.set_content(body)
    if html is not None:
        message.add_alternative(html, subtype="html")
    path.write_bytes(message.as_bytes())
    return path


def bomb(path: Path, part: str, size: int = 400_000_000) -> Path:
    """Write a zip whose part unpacks to `size` bytes from next to nothing."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w", force_zip64=True) as held:
        blank = b" " * 10_000_000
        for _ in range(size // len(blank)):
            held.write(blank)
    return path


def entities(path: Path) -> Path:
    """Write a Word document whose XML defines entities that grow a thousandfold with each level."""
    levels = "".join(f'<!ENTITY a{number + 1} "{f"&a{number};" * 1_000}">' for number in range(6))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><w:document>&a6;</w:document>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return path
