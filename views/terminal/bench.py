"""`styrgraf bench`: how fast, as ratios."""

import click

from views.terminal.speaking import (
    DATA,
    BilingualCommand,
    address,
    common,
    t,
)


@click.command(
    cls=BilingualCommand,
    help=t(
        "Mät hur snabbt styrgraf svarar, som kvoter i en och samma körning. "
        "Med adressen till en tom Neo4j mäts den.\n\n"
        "Exempel: styrgraf bench --times 1",
        "Measure how fast styrgraf answers, as ratios in one run. "
        "With the address of an empty Neo4j, that is measured.\n\n"
        "Example: styrgraf bench --times 1",
    ),
)
@click.option(
    "--times",
    type=click.IntRange(1, 20),
    default=20,
    show_default=True,
    help=t("Storlek att jämföra med.", "Size to compare with."),
)
@common
def bench(times: int, store: str | None) -> None:
    """Run the benchmark in a folder of its own, or in a Neo4j that holds nothing."""
    where = address(store or click.get_current_context().find_object(str))
    if where.partition(":")[0].partition("+")[0] in ("neo4j", "bolt"):
        from bench import neo4j

        neo4j.run(where, times, click.echo)
        return
    from bench import documents, embedded
    from loaders.documents.mentions.gazetteer import labels_from_data

    embedded.run(times, click.echo)
    documents.run(labels_from_data(DATA), click.echo)
