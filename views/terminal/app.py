"""`styrgraf app`: the dashboard, on this computer alone."""

import click

from graph.port import StoreError
from graph.texts import Text
from views.terminal.load import take_in_tables
from views.terminal.speaking import (
    DATA,
    UNREACHABLE,
    Spoken,
    common,
    say,
    stop,
    store_at,
    t,
)


@click.command(
    cls=Spoken,
    help=t(
        "Öppna styrgraf i webbläsaren, på den egna datorn (127.0.0.1).\n\nExempel: styrgraf app --port 8600",
        "Open styrgraf in the browser, on this computer (127.0.0.1).\n\nExample: styrgraf app --port 8600",
    ),
)
@click.option("--port", type=click.IntRange(1024, 65535), default=8501, show_default=True, help=t("Port.", "Port."))
@common
def app(port: int, store: str | None) -> None:
    """Start the dashboard; an embedded store that is not there yet is filled with the data set."""
    from views import server

    try:
        opened = store_at(store, create=True)
    except StoreError as error:
        stop(UNREACHABLE, error.text)
    if opened.version() == 0:
        say(
            Text(
                "Databasen är tom. Läser in uppgifterna som följer med …", "The store is empty. Loading the data set …"
            )
        )
        take_in_tables(opened, [DATA], dry_run=False, allow_drop=False, report=None)
    where = opened.address
    opened.close()
    say(
        Text(
            f"styrgraf öppnas på http://127.0.0.1:{port} – avsluta med Ctrl+C.",
            f"styrgraf opens at http://127.0.0.1:{port} – stop with Ctrl+C.",
        )
    )
    raise SystemExit(server.run(where, port))
