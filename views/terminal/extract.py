"""`styrgraf extract`: what documents say."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from graph.port import StoreError
from graph.stores.addresses import open_store
from graph.texts import Text
from views.terminal.speaking import (
    DATA,
    REFUSED,
    WRONG_USE,
    BilingualCommand,
    address,
    common,
    language,
    say,
    speak_of,
    stop,
    t,
    tell,
)

OCR = t(
    "Läs även skannade sidor, med Tesseract om det finns på datorn.",
    "Read scanned pages too, by Tesseract where this computer has it.",
)


class Reading(BilingualCommand):
    """A command that reads documents: its help lists the kinds, which nothing else has time to look for."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, and what it reads."""
        from loaders.documents.reader import readers

        super().format_help_text(ctx, formatter)
        *others, last = (reader.title.of(language()) for reader in readers())
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(t("Läser ", "Reads ") + ", ".join(others) + t(" och ", " and ") + f"{last}.")


@click.command(
    cls=Reading,
    help=t(
        "Visa vad ett dokument säger om vem som sitter var. Mappar går bra. Inget sparas.\n\n"
        "Exempel: styrgraf extract protokoll.pdf   styrgraf extract handlingar/ --format json",
        "Show what a document says of who sits where. Folders will do. Nothing is saved.\n\n"
        "Example: styrgraf extract minutes.pdf   styrgraf extract papers/ --format json",
    ),
)
@click.argument("file", nargs=-1, type=click.Path(path_type=Path), metavar=t("FIL...", "FILE..."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=t("Lista att läsa, eller en rad JSON för varje fil.", "A list to read, or a line of JSON for each file."),
)
@click.option(
    "--ocr",
    is_flag=True,
    help=OCR,
)
@common
def extract(file: tuple[Path, ...], form: str, ocr: bool, store: str | None) -> None:
    """Read every document by itself; one that can't be read is told of and stops no other."""
    import json

    from loaders.documents import telling
    from loaders.documents.output import nothing
    from loaders.documents.reading import files_in
    from loaders.documents.text.blocks import UnreadableDocument
    from loaders.documents.workshop import Workshop

    paths = files_in(file)
    if not paths:
        stop(WRONG_USE, Text("Ange minst ett dokument att läsa.", "Name at least one document to read."))
    progress = counting(len(paths))
    refused = 0
    with Workshop(_organisation_names(store)) as workshop:
        for number, path in enumerate(paths, 1):
            progress(number, path)
            try:
                found = workshop.extract(path, ocr=ocr)
                told = list(telling.lines(found, language()))
            except UnreadableDocument as error:
                refused += 1
                say(Text(f"{path}: {error.text.sv}", f"{path}: {error.text.en}"))
                found, told = nothing(path.name, error.text), []
            if form == "json":
                written = json.dumps(found, ensure_ascii=False)
                tell(Text(written, written))
            elif told:
                lines = "\n".join(told) + "\n"
                tell(Text(lines, lines))
    if refused:
        stop(
            REFUSED,
            Text(f"{refused} av {len(paths)} filer gick inte att läsa.", f"{refused} of {len(paths)} files not read."),
        )


def _organisation_names(given: str | None) -> Any:
    """Return the names to recognise: the store's where there is one, else those of the data set."""
    from loaders.documents.mentions.gazetteer import labels_from_data, labels_from_store

    asked = given or click.get_current_context().find_object(str) or os.environ.get("STYRGRAF_STORE")
    try:
        opened = open_store(address(asked))
        speak_of(opened)
        labels = labels_from_store(opened)
    except StoreError:
        if asked:
            raise
        labels = []
    return labels or labels_from_data(DATA)


def counting(total: int) -> Callable[[int, Path], None]:
    """Return a callback that says which of many files is being read, while a person watches."""

    def show(number: int, path: Path) -> None:
        if total > 1 and sys.stderr.isatty():
            say(Text(f"{number} av {total}: {path}", f"{number} of {total}: {path}"))

    return show
