"""How fast documents are read: ratios against pypdfium2's bare text, on a PDF that is made here (DESIGN §7)."""

import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from loaders.documents.mentions.gazetteer import KnownName
from loaders.documents.workshop import Workshop

PAGES = 50
TIMES = 10.0
TABLE_SECONDS = 0.25
_RUNS = 7


def run(labels: Sequence[KnownName], echo: Callable[[str], None]) -> None:
    """Print how long text and facts of a 50-page PDF take, against reading its text alone."""
    import pypdfium2

    with tempfile.TemporaryDirectory(prefix="styrgraf-bench-") as folder:
        path = Path(folder) / "minutes.pdf"
        path.write_bytes(minutes(PAGES))

        def bare() -> None:
            document = pypdfium2.PdfDocument(path)
            for page in document:
                page.get_textpage().get_text_bounded()
            document.close()

        with Workshop(labels) as workshop:
            workshop.extract(path)
            pairs = [(_timed(lambda: workshop.extract(path)), _timed(bare)) for _ in range(_RUNS)]
            ours, theirs = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
            verdict = "PASS" if ours <= TIMES * theirs else f"FAIL ({TIMES:g} ×)"
            echo(f"\nText and facts of a PDF of {PAGES} pages, reader process warm")
            told = f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms, ratio {ours / theirs:.2f}"
            echo(f"{told}  ≤ {TIMES:g} ×  {verdict}")
            table = Path(folder) / "table.pdf"
            table.write_bytes(minutes(1, table=True))
            workshop.extract(table)
            seconds = median(_timed(lambda: workshop.extract(table)) for _ in range(_RUNS))
            verdict = "PASS" if seconds <= TABLE_SECONDS else f"FAIL ({TABLE_SECONDS:g} s)"
            echo(f"A page with a table: {seconds * 1000:.0f} ms  ≤ {TABLE_SECONDS * 1000:.0f} ms  {verdict}")


def minutes(pages: int, table: bool = False) -> bytes:
    """Return a PDF of invented minutes with so many pages; with `table` each begins with a table of members."""
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    style = getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = []
    for number in range(pages):
        story.append(Paragraph(f"Protokoll NPO akut vård 2024-05-{number % 28 + 1:02}", style))
        if table:
            rows = [["Namn", "Region", "Roll"], *([f"Anna Ekby{row}", "Region Skåne", "Ledamot"] for row in range(8))]
            story.append(Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])))
        story += [Paragraph(text, style) for text in _prose(number)]
        story.append(PageBreak())
    made = io.BytesIO()
    SimpleDocTemplate(made).build(story)
    return made.getvalue()


def _prose(number: int) -> Iterator[str]:
    yield "Närvarande: Anna Ekby (Region Skåne, ordförande), Bo Lindalm (VGR), Cia Norrvik (Region Uppsala)."
    for part in range(9):
        yield (
            f"§ {part + 1} Gruppen gick igenom läget i regionerna. Det fortsatta arbetet med vårdförlopp, uppföljning "
            "och kunskapsstöd beskrevs, och frågor om resurser, bemanning och ansvar togs upp. Diskussionen visade att "
            "behoven är olika stora och att flera regioner vill se ett gemensamt underlag före nästa möte. "
            f"Region Kalmar län nominerar Disa Hallmark till NPO tandvård. Dag Stenby efterträder Eva Torpmark "
            "som ledamot i NSG patientsäkerhet fr.o.m. 2024-09-01. "
            "Södra sjukvårdsregionen är värd för NPO ögonsjukdomar."
        )


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
