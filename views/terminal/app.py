"""`styrgraf app`: the dashboard, on this computer alone."""

import os
import sys
from pathlib import Path

import click

from graph.port import Store, StoreError, StoreMissing
from graph.texts import Text
from views.terminal.load import take_in_tables
from views.terminal.speaking import (
    DATA,
    UNREACHABLE,
    BilingualCommand,
    address,
    common,
    language,
    say,
    stop,
    store_at,
    t,
)


@click.command(
    cls=BilingualCommand,
    help=t(
        "Öppna styrgraf i webbläsaren, på den egna datorn (127.0.0.1).\n\nExempel: styrgraf app --port 8600",
        "Open styrgraf in the browser, on this computer (127.0.0.1).\n\nExample: styrgraf app --port 8600",
    ),
)
@click.option("--port", type=click.IntRange(1024, 65535), default=8501, show_default=True, help=t("Port.", "Port."))
@click.option(
    "--own-questions/--no-own-questions",
    default=None,
    help=t(
        "Tillåt egna frågor i SQL eller Cypher, eller inte (annars STYRGRAF_OWN_QUESTIONS).",
        "Allow questions of one's own in SQL or Cypher, or not (else STYRGRAF_OWN_QUESTIONS).",
    ),
)
@common
def app(port: int, own_questions: bool | None, store: str | None) -> None:
    """Start the dashboard on a store; where there is none, one is made with the data set, once that has been told."""
    if own_questions is not None:
        os.environ["STYRGRAF_OWN_QUESTIONS"] = "1" if own_questions else "0"
    from views.web import server

    try:
        opened = _there(store) or _made(store)
    except StoreError as error:
        stop(UNREACHABLE, error.text)
    where = opened.address
    opened.close()
    say(Text(f"Databas: {_place(where)}", f"Store: {_place(where)}"))
    say(
        Text(
            f"styrgraf öppnas på http://127.0.0.1:{port} – avsluta med Ctrl+C.",
            f"styrgraf opens at http://127.0.0.1:{port} – stop with Ctrl+C.",
        )
    )
    raise SystemExit(server.run(where, port))


def _there(store: str | None) -> Store | None:
    """Open the store, if there is one that holds something."""
    try:
        opened = store_at(store)
    except StoreMissing:
        return None
    if opened.version():
        return opened
    opened.close()
    return None


def _made(store: str | None) -> Store:
    """Make a store with the data set, unless whoever sits at the terminal meant another one."""
    where = _place(address(store or click.get_current_context().find_object(str)))
    say(
        Text(
            f"Det finns inga uppgifter i {where}.\n"
            "Har du en databas någon annanstans? Öppna den med: styrgraf app --store sqlite:///MAPP/styrgraf.db\n"
            "(eller lägg adressen i STYRGRAF_STORE).",
            f"There are no records in {where}.\n"
            "Do you have a store elsewhere? Open it with: styrgraf app --store sqlite:///FOLDER/styrgraf.db\n"
            "(or put the address into STYRGRAF_STORE).",
        )
    )
    if sys.stdin.isatty() and not _agreed():
        say(Text("Inget har skapats.", "Nothing was made."))
        raise SystemExit(0)
    say(
        Text(
            f"Läser in uppgifterna som följer med, i {where} …", f"Loading the data set that comes along, in {where} …"
        )
    )
    opened = store_at(store, create=True)
    take_in_tables(opened, [DATA], dry_run=False, allow_drop=False, report=None)
    return opened


def _agreed() -> bool:
    question = Text(
        "Skapa en ny där, med uppgifterna som följer med styrgraf? [J/n] ",
        "Make a new one there, with the records that come with styrgraf? [Y/n] ",
    )
    click.echo(question.of(language()), nl=False, err=True)
    return sys.stdin.readline().strip().casefold() in ("", "j", "ja", "y", "yes")


def _place(store_address: str) -> str:
    """Return where a store is: an embedded one by its whole path, whatever folder this is."""
    path = store_address.removeprefix("sqlite:///")
    return store_address if path == store_address else str(Path(path).absolute())
