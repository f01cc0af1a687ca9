"""`styrgraf backup` and `styrgraf restore`: a whole store in one file."""

from pathlib import Path

import click

from graph.stores.addresses import filling
from graph.texts import Text
from views.terminal.speaking import REFUSED, BilingualCommand, address, common, progress, say, stop, store_at, t


@click.command(
    cls=BilingualCommand,
    help=t(
        "Skriv allt som databasen håller – uppgifter, källor, bedömningar och hela journalen – till en fil.\n\n"
        "Exempel: styrgraf backup kopia.styrgraf.zip",
        "Write everything that the store holds – records, sources, judgements and the whole journal – to a file.\n\n"
        "Example: styrgraf backup copy.styrgraf.zip",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar=t("FIL", "FILE"))
@common
def backup(file: Path, store: str | None) -> None:
    """Write a backup; an earlier backup of that name is replaced once the new one is whole."""
    from graph.loading.backup import BackupError, back_up

    opened = store_at(store)
    for unfinished in opened.unfinished():
        say(unfinished)
    try:
        content = back_up(opened, file, progress(Text("Skriver", "Writing")))
    except BackupError as error:
        stop(REFUSED, error.text)
    said = f"{content.records:,}".replace(",", " ")
    say(Text(f"{said} uppgifter skrivna till {file}.", f"{said} records written to {file}."))


@click.command(
    cls=BilingualCommand,
    help=t(
        "Fyll en tom databas från en säkerhetskopia. Hela filen kontrolleras innan något skrivs. Så flyttar man "
        "också mellan SQLite och Neo4j.\n\n"
        "Exempel: styrgraf restore kopia.styrgraf.zip --store sqlite:///ny.db",
        "Fill an empty store from a backup. The whole file is checked before anything is written. This is also how "
        "to move between SQLite and Neo4j.\n\n"
        "Example: styrgraf restore copy.styrgraf.zip --store sqlite:///new.db",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar=t("FIL", "FILE"))
@click.option(
    "--replace",
    is_flag=True,
    help=t("Ersätt allt som databasen håller.", "Replace everything that the store holds."),
)
@common
def restore(file: Path, replace: bool, store: str | None) -> None:
    """Check a backup, and fill the store with it."""
    from graph.loading import backup as backups

    try:
        content = backups.check(file, progress(Text("Kontrollerar", "Checking")))
        where = address(store or click.get_current_context().find_object(str))
        with filling(where) as opened:
            backups.restore(opened, content, replace=replace, progress=progress(Text("Återställer", "Restoring")))
    except backups.BackupError as error:
        stop(REFUSED, error.text)
    said = f"{content.records:,}".replace(",", " ")
    say(Text(f"{said} uppgifter återställda i {where}.", f"{said} records restored in {where}."))
