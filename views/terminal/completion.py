"""`styrgraf completion`: commands, options and names for the shell to complete."""

import click

from views.terminal.speaking import (
    BilingualCommand,
    t,
)


@click.command(
    cls=BilingualCommand,
    help=t(
        'Skriv ut tabbkomplettering för bash, zsh eller fish.\n\nExempel: eval "$(styrgraf completion bash)"',
        'Print completion for bash, zsh or fish.\n\nExample: eval "$(styrgraf completion bash)"',
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands, options and names."""
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    if completer is not None:
        click.echo(
            completer(click.get_current_context().find_root().command, {}, "styrgraf", "_STYRGRAF_COMPLETE").source()
        )
