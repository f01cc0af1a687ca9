"""`styrgraf review`: the queue of proposals, and the decisions on them."""

import click

from views.terminal import review_decide, review_list
from views.terminal.speaking import BilingualGroup, common, t


@click.group(
    cls=BilingualGroup,
    invoke_without_command=True,
    help=t(
        "Granska förslagen: godkänn, avvisa, ändra och ta tillbaka. Början av ett id räcker om bara ett börjar så.\n\n"
        "Exempel: styrgraf review list   styrgraf review show p1a2   styrgraf review accept p1a2",
        "Review the proposals: accept, reject, edit and undo. The beginning of an id will do if it is alone.\n\n"
        "Example: styrgraf review list   styrgraf review show p1a2   styrgraf review accept p1a2",
    ),
)
@common
@click.pass_context
def review(context: click.Context, store: str | None) -> None:
    """Keep the address for the command that follows."""
    context.obj = store or context.obj
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    *(review_list.list_, review_list.show),
    *(review_decide.accept, review_decide.reject, review_decide.edit, review_decide.undo),
):
    review.add_command(command)
