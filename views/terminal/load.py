"""`styrgraf load`: tables into the store, and the template for them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from graph import files
from graph.port import Store, StoreError
from graph.stores.addresses import open_store
from graph.texts import Text
from views.terminal.speaking import (
    REFUSED,
    UNREACHABLE,
    WRONG_USE,
    BilingualCommand,
    address,
    allowed,
    common,
    language,
    progress,
    say,
    speak_of,
    stop,
    t,
    who,
)


@click.command(
    cls=BilingualCommand,
    help=t(
        "Läs in tabeller: CSV-filer, mappar med CSV-filer eller Excel-böcker. Alla fel visas på en gång, och "
        "är något fel sparas inget.\n\n"
        "Exempel: styrgraf load data/   styrgraf load --template mall.xlsx   styrgraf load mall.xlsx --dry-run",
        "Load tables: CSV files, folders of CSV files or Excel workbooks. All faults are shown at once, and "
        "nothing is saved when there is any.\n\n"
        "Example: styrgraf load data/   styrgraf load --template form.xlsx   styrgraf load form.xlsx --dry-run",
    ),
)
@click.argument("path", nargs=-1, type=click.Path(path_type=Path), metavar=t("SÖKVÄG...", "PATH..."))
@click.option("--dry-run", is_flag=True, help=t("Visa vad som skulle ändras, spara inget.", "Show, save nothing."))
@click.option(
    "--allow-drop",
    is_flag=True,
    help=t("Tillåt att många uppdrag avslutas på en gång.", "Let many memberships end at once."),
)
@click.option(
    "--report", type=click.Path(path_type=Path), help=t("Skriv felen till en fil också.", "Write the faults to a file.")
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=t(
        "Andras tabeller: filen som säger vad de heter hos oss.", "Others' tables: the file that says what is what."
    ),
)
@click.option(
    "--template", type=click.Path(path_type=Path), help=t("Skriv en Excel-mall att fylla i.", "Write an Excel form.")
)
@common
def load(
    path: tuple[Path, ...],
    dry_run: bool,
    allow_drop: bool,
    report: Path | None,
    template: Path | None,
    mapping: Path | None,
    store: str | None,
) -> None:
    """Load tables, or write the template for them."""
    if template is not None:
        from loaders.tables.template import write_template

        if template.exists():
            stop(
                WRONG_USE,
                Text(
                    f"{template} finns redan och skrivs inte över. Ge mallen ett annat namn, eller flytta filen.",
                    f"{template} is there already and is not overwritten. Name the form otherwise, or move the file.",
                ),
            )
        from graph.records import Organisation

        where = address(store or click.get_current_context().find_object(str))
        try:
            known = list(open_store(where).every(Organisation))
        except StoreError:
            known = []
        write_template(template, language(), known)
        say(Text(f"Mallen ligger i {template}.", f"The form is in {template}."))
        if not path:
            return
    if not path:
        stop(WRONG_USE, Text("Ange minst en fil eller mapp att läsa in.", "Name at least one file or folder to load."))
    where = address(store or click.get_current_context().find_object(str))
    try:
        existing: Store | None = open_store(where)
        speak_of(existing)
    except StoreError:
        existing = None
    _load_into(where, existing, path, dry_run, allow_drop, report, mapping)


def _load_into(
    where: str,
    existing: Store | None,
    path: Sequence[Path],
    dry_run: bool,
    allow_drop: bool,
    report: Path | None,
    mapping: Path | None,
) -> None:
    """Check the tables first, so that a refused load never makes a store."""
    loaded = _read(path, existing, report, mapping)
    try:
        opened = existing or open_store(where, create=True)
    except StoreError as error:
        stop(UNREACHABLE, error.text)
    _write(opened, loaded, path, dry_run, allow_drop)


def take_in_tables(opened: Store, path: Sequence[Path], dry_run: bool, allow_drop: bool, report: Path | None) -> None:
    """Take tables into an open store, and tell what came of it; ends the program when they are refused."""
    _write(opened, _read(path, opened, report), path, dry_run, allow_drop)


def _read(path: Sequence[Path], existing: Store | None, report: Path | None, mapping: Path | None = None) -> Any:
    from loaders.tables.reading import TablesRefused, read

    try:
        loaded = read(path, existing, progress(Text("Läser", "Reading")), mapping)
    except TablesRefused as refused:
        lines = [allowed(fault.sentence).of(language()) for fault in refused.faults]
        for notice in refused.notices:
            say(notice.sentence)
        for line in lines:
            say(Text(line, line))
        if report is not None:
            files.write(report, "\n".join(lines) + "\n")
        count = len(lines)
        stop(REFUSED, Text(f"{count} fel. Inget har sparats.", f"{count} faults. Nothing was saved."))
    for warning in loaded.warnings:
        say(warning.sentence)
    for match in loaded.matches:
        say(match.sentence)
    if not loaded.rows:
        say(Text("Tabellerna är tomma: det finns inget att läsa in.", "The tables are empty: nothing to load."))
    return loaded


def _write(opened: Store, loaded: Any, path: Sequence[Path], dry_run: bool, allow_drop: bool) -> None:
    from graph.loading.intake import TooManyEnded, take_in

    what = ", ".join(str(each) for each in path)
    try:
        outcome = take_in(
            opened,
            loaded.bundle,
            who(),
            what,
            dry_run=dry_run,
            allow_drop=allow_drop,
            progress=progress(Text("Sparar", "Saving")),
        )
    except TooManyEnded as error:
        stop(REFUSED, error.text)
    counts = [
        (Text("Nya", "Added"), outcome.added),
        (Text("Ändrade", "Changed"), outcome.changed),
        (Text("Bekräftade utan ändring", "Confirmed as they were"), outcome.confirmed),
        (Text("Äldre uppgifter, lämnade som de är", "Older versions, left as they are"), outcome.kept),
    ]
    for title, by_table in counts:
        if sum(by_table.values()):
            listed = ", ".join(f"{table} {number}" for table, number in by_table.items() if number)
            say(Text(f"{title.sv}: {listed}", f"{title.en}: {listed}"))
    if outcome.newly_sourced:
        number = outcome.newly_sourced
        say(Text(f"Fler källor för {number} uppgifter.", f"More sources for {number} records."))
    if outcome.ended:
        say(Text(f"{outcome.ended} uppdrag är inte längre pågående.", f"{outcome.ended} memberships no longer go on."))
    if dry_run:
        _tell_each(outcome)
    if outcome.quiet and loaded.rows:
        say(Text("Inget nytt: allt fanns redan.", "Nothing new: everything was there."))
    elif dry_run and not outcome.quiet:
        say(Text("Detta är en provkörning. Inget har sparats.", "This was a dry run. Nothing was saved."))
    elif not outcome.quiet:
        say(Text(f"Sparat i {opened.address}.", f"Saved in {opened.address}."))


_SHOWN = 200


def _tell_each(outcome: Any) -> None:
    """Name each record that a load would add, change or end; evidence is counted alone."""
    told = [
        Text(
            f"  {'ny' if action == 'added' else 'ändrad'}: {table} {key}",
            f"  {'new' if action == 'added' else 'changed'}: {table} {key}",
        )
        for action, table, key in outcome.lines
        if table != "evidence"
    ]
    told += [Text(f"  inte längre pågående: {key}", f"  goes on no longer: {key}") for key in outcome.over]
    for each in told[:_SHOWN]:
        say(each)
    if more := len(told[_SHOWN:]):
        say(Text(f"  … och {more} till", f"  … and {more} more"))
