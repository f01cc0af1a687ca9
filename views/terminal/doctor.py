"""`styrgraf doctor`: is the store whole, and who may be the same person."""

import click

from graph.texts import Text
from views.terminal.speaking import (
    REFUSED,
    BilingualCommand,
    common,
    say,
    stop,
    store_at,
    t,
    tell,
)


@click.command(
    cls=BilingualCommand,
    help=t(
        "Kontrollera databasen och visa vilka personer som kan vara samma.\n\nExempel: styrgraf doctor",
        "Check the store, and show which persons may be the same.\n\nExample: styrgraf doctor",
    ),
)
@common
def doctor(store: str | None) -> None:
    """Say what is wrong, in plain words; exit status 1 when something is."""
    from graph.people.hiding import without_hidden
    from graph.people.likenesses import possible_pairs

    opened = store_at(store)
    findings = opened.examine()
    for found in findings:
        say(found.text)
    pairs = possible_pairs(without_hidden(opened))
    if pairs:
        tell(
            Text(
                f"{len(pairs)} par av namn kan vara samma person. Ingen har slagits ihop:",
                f"{len(pairs)} pairs of names may be one person. None have been joined:",
            )
        )
    for pair in pairs:
        tell(pair.text)
    faults = [found for found in findings if found.level == "fault"]
    if faults:
        stop(
            REFUSED,
            Text(
                f"{len(faults)} fel i {opened.address}. Återställ en kopia i en ny databas, eller läs in tabellerna "
                "i en ny.",
                f"{len(faults)} faults in {opened.address}. Restore a backup into a new store, or load the tables "
                "into a new one.",
            ),
        )
    tell(Text(f"Databasen {opened.address} är hel.", f"The store {opened.address} is whole."))
