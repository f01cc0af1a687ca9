"""`styrgraf propose`: what documents say, into the review queue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.texts import Text
from views.terminal.extract import OCR, Reading, counting
from views.terminal.speaking import DATA, REFUSED, WRONG_USE, common, say, stop, store_at, t, tell, who

if TYPE_CHECKING:
    from loaders.review.proposing import Proposed


@click.command(
    cls=Reading,
    help=t(
        "Lägg det som dokument säger i kön för granskning. Samma dokument ger inget nytt, och en senare version bara "
        "det som skiljer.\n\n"
        "Exempel: styrgraf propose protokoll.pdf   styrgraf propose handlingar/",
        "Put what documents say into the review queue. The same document gives nothing new, and a later version only "
        "what differs.\n\n"
        "Example: styrgraf propose minutes.pdf   styrgraf propose papers/",
    ),
)
@click.argument("file", nargs=-1, type=click.Path(path_type=Path), metavar=t("FIL...", "FILE..."))
@click.option("--ocr", is_flag=True, help=OCR)
@common
def propose(file: tuple[Path, ...], ocr: bool, store: str | None) -> None:
    """Take each document by itself, in a load of its own; one that can't be read is told of and stops no other."""
    from loaders.documents.mentions.gazetteer import labels_from_data, labels_from_store
    from loaders.documents.reading import files_in
    from loaders.documents.text.blocks import UnreadableDocument
    from loaders.documents.workshop import Workshop
    from loaders.review import proposing
    from loaders.review.own_tables import holds_tables, propose_tables
    from loaders.review.refusing import ReviewError

    paths = files_in(file)
    if not paths:
        stop(WRONG_USE, Text("Ange minst ett dokument att läsa.", "Name at least one document to read."))
    opened = store_at(store)
    show = counting(len(paths))
    refused = 0
    with Workshop(labels_from_store(opened) or labels_from_data(DATA)) as workshop:
        for number, path in enumerate(paths, 1):
            show(number, path)
            try:
                if holds_tables(path):
                    told = propose_tables(opened, path, who())
                else:
                    told = proposing.propose(opened, workshop, path, who(), ocr=ocr)
                tell(_line(path, told))
            except (UnreadableDocument, ReviewError) as error:
                refused += 1
                say(Text(f"{path}: {error.text.sv}", f"{path}: {error.text.en}"))
    if refused:
        stop(
            REFUSED,
            Text(f"{refused} av {len(paths)} filer gick inte att läsa.", f"{refused} of {len(paths)} files not read."),
        )


def _line(path: Path, told: Proposed) -> Text:
    new = "1 nytt förslag" if told.new == 1 else f"{told.new} nya förslag"
    sv, en = [new, f"{told.known} redan kända"], [f"{told.new} new", f"{told.known} known"]
    if told.withdrawals:
        sv.append(f"varav {told.withdrawals} om att ta tillbaka det en tidigare version sade")
        en.append(f"{told.withdrawals} of the new withdraw what an earlier version said")
    if told.superseded:
        sv.append(f"{told.superseded} ur en tidigare version gäller inte längre")
        en.append(f"{told.superseded} of an earlier version are superseded")
    if told.document.too_late:
        sv.append(f"dokumentet berättar om {told.document.too_late}, efter sitt eget datum")
        en.append(f"the document tells of {told.document.too_late}, after its own date")
    line = Text(f"{path}: {', '.join(sv)}", f"{path}: {', '.join(en)}")
    if (nothing := told.nothing_new) is None or not told.known:
        return line
    return Text(f"{line.sv}. {nothing.sv}", f"{line.en}. {nothing.en}")
