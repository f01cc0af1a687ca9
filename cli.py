"""The terminal entry: `styrgraf`. It arranges; readers, stores, questions and writers do the work.

Exit status: 0 done, 1 the input was refused (nothing was written), 2 wrong use, 3 the store cannot be
reached. What was asked for goes to stdout, what a person needs to know to stderr.
"""

import os
import sys
from typing import NoReturn

import click

from graph import finding
from graph.files import FULL, CannotWrite
from graph.own.question import QuestionRefused
from graph.port import StoreError
from graph.texts import Text
from queries.asking import asking
from views.terminal import app, ask, backup, bench, completion, doctor, export, extract, load, person, propose, review
from views.terminal.speaking import (
    REFUSED,
    UNREACHABLE,
    WRONG_USE,
    BilingualGroup,
    common,
    language,
    speak_of,
    stop,
    t,
)


@click.group(
    cls=BilingualGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=t(
        "Vem sitter var, för vems räkning, vem är värd, sedan när – och vem säger det? "
        "styrgraf svarar om regionernas kunskapsstyrning, med källa för varje uppgift.",
        "Who sits where, on whose behalf, hosted by whom, since when, and who says so? "
        "styrgraf answers about the regions' knowledge governance, with a source for every fact.",
    ),
    epilog=t(
        'Exempel: styrgraf ask hosts --group "NPO akut vård"', 'Example: styrgraf ask hosts --group "NPO akut vård"'
    ),
)
@common
@click.pass_context
def cli(context: click.Context, store: str | None) -> None:
    """Keep the address for the command that follows."""
    context.obj = store
    speak_of(None)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


cli.add_command(app.app)
cli.add_command(load.load)
cli.add_command(extract.extract)
cli.add_command(propose.propose)
cli.add_command(review.review)
cli.add_command(ask.ask)
cli.add_command(export.export)
cli.add_command(doctor.doctor)
cli.add_command(backup.backup)
cli.add_command(backup.restore)
cli.add_command(person.person)
cli.add_command(bench.bench)
cli.add_command(completion.completion)


def _wrong_use(error: click.UsageError) -> Text:
    """Say what click refused, in its own words (`speaking` gives it Swedish ones), and where to read more."""
    path = error.ctx.command_path if error.ctx else "styrgraf"
    said = error.format_message()
    if isinstance(error, click.MissingParameter) and error.param and error.ctx:
        said = Text("Ange {what}.", "Missing {what}.").fill(what=error.param.make_metavar(error.ctx)).of(language())
    return Text(f"{said} Se {path} --help", f"{said} See {path} --help")


def _say_no_more() -> None:
    """Drop what stdout still holds, so that the end of the program does not try to write it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _last_net(error: Exception) -> NoReturn:
    if os.environ.get("STYRGRAF_DEBUG"):
        raise error
    stop(
        REFUSED,
        Text(
            f"Något gick fel i styrgraf ({type(error).__name__}: {error}). Kör igen med STYRGRAF_DEBUG=1 och "
            "skicka det som skrivs ut till den som sköter styrgraf.",
            f"Something went wrong in styrgraf ({type(error).__name__}: {error}). Run again with "
            "STYRGRAF_DEBUG=1 and send what is printed to whoever maintains styrgraf.",
        ),
    )


def main() -> NoReturn:
    """Run the command line; no error of any kind reaches the terminal as a traceback."""
    try:
        cli.main(prog_name="styrgraf", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        stop(WRONG_USE, _wrong_use(error))
    except (asking.WrongUse, finding.NotFound, QuestionRefused) as error:
        stop(WRONG_USE, error.text)
    except CannotWrite as error:
        stop(REFUSED, error.text)
    except StoreError as error:
        stop(UNREACHABLE, error.text)
    except (KeyboardInterrupt, click.Abort, EOFError):
        stop(130, Text("Avbrutet.", "Interrupted."))
    except BrokenPipeError:
        _say_no_more()
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno not in FULL:
            _last_net(error)
        _say_no_more()
        stop(REFUSED, Text("Det finns ingen plats kvar att skriva på.", "There is no room left to write to."))
    except Exception as error:  # the last net: a person gets a sentence, a developer the details on request
        _last_net(error)
    raise SystemExit(0)


if __name__ == "__main__":
    main()
