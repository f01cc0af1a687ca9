"""How every command speaks: its language, its help, its exit status, and the store that it is about."""

import getpass
import gettext
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from graph import files
from graph.people.hiding import message, without_hidden
from graph.port import Store
from graph.stores import addresses
from graph.stores.addresses import DEFAULT_ADDRESS, open_store
from graph.texts import LANGUAGES, Language, Text

REFUSED, WRONG_USE, UNREACHABLE = 1, 2, 3
DATA = Path(__file__).parents[2] / "data"
_LONGEST_WORD = 5_000
"""Letters: more than any cell holds."""
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UNSHOWN = dict.fromkeys([*range(32), 0x7F, *range(0xD800, 0xE000)], "\ufffd")
FORMATS = ("table", "json", "csv", "xlsx")


def language() -> Language:
    """Return the language to speak: `--lang` before STYRGRAF_LANG before Swedish."""
    wanted = os.environ.get("STYRGRAF_LANG", "")
    for place, argument in enumerate(sys.argv):
        if argument == "--lang" and place + 1 < len(sys.argv):
            wanted = sys.argv[place + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return "en" if wanted == "en" else "sv"


_spoken_of: list[Store] = []
"""The store that this run is about, as messages may tell of it."""


def speak_of(store: Store | None) -> None:
    """Let every message from here on tell nothing of persons who are not to be shown in a store."""
    _spoken_of.clear()
    if store is not None:
        # A store that cannot be read tells of nobody, and what is wrong with it is told all the same.
        with suppress(Exception):
            _spoken_of.append(without_hidden(store))


def allowed(text: Text) -> Text:
    """Return a text as it may be told: all that is said passes here."""
    return message(_spoken_of[0], text) if _spoken_of else text


if language() == "sv":
    # What click itself says; gettext chooses by LANGUAGE alone.
    os.environ["LANGUAGE"] = "sv"
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))


def say(text: Text) -> None:
    """Tell the person at the terminal something, on stderr."""
    click.echo(allowed(text).of(language()), err=True)


def tell(text: Text) -> None:
    """Tell on stdout what was asked for."""
    click.echo(allowed(text).of(language()))


def stop(status: int, text: Text) -> NoReturn:
    """Tell what is wrong and end with an exit status."""
    say(text)
    raise SystemExit(status)


def t(sv: str, en: str) -> str:
    """Return a help text in the language of this run."""
    return Text(sv, en).of(language())


def refuse_unreadable(words: Iterable[str], context: click.Context) -> None:
    """Raise `UsageError` for what nobody writes at a command line, before any command meets it."""
    for word in words:
        begun = word[:40].translate(_UNSHOWN)
        if len(word) > _LONGEST_WORD:
            told = t(
                f"”{begun}…” är längre än {_LONGEST_WORD} tecken. Skriv kortare.",
                f"“{begun}…” is longer than {_LONGEST_WORD} letters. Write less.",
            )
        elif _UNREADABLE.search(word):
            told = t(
                f"”{begun}” har tecken som inte går att läsa. Skriv om det, eller byt namn på filen.",
                f"“{begun}” has characters that cannot be read. Write it anew, or rename the file.",
            )
        else:
            continue
        raise click.UsageError(told, context)


class BilingualCommand(click.Command):
    """A command whose help speaks Swedish or English throughout."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take in what was written, once it can be read."""
        refuse_unreadable(args, ctx)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is used."""
        words = {"[OPTIONS]": t("[VAL]", "[OPTIONS]"), "COMMAND [ARGS]...": t("KOMMANDO ...", "COMMAND [ARGS]...")}
        pieces = [words.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=t("Användning: ", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands of a group."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(t("Val", "Options")):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = t("Visa den här hjälpen.", "Show this help.")
        return option


class BilingualGroup(BilingualCommand, click.Group):
    """A group of commands, listed in the order in which they were added."""

    command_class = BilingualCommand

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for; raises `UsageError` naming all when there is none."""
        if args and not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            listed = ", ".join(self.list_commands(ctx))
            told = t(
                f"”{args[0][:40]}” finns inte. Välj en av: {listed}.", f"No “{args[0][:40]}”. Choose one of: {listed}."
            )
            raise click.UsageError(told, ctx)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with what it does."""
        names = self.list_commands(ctx)
        found = [(name, command) for name in names if (command := self.get_command(ctx, name)) is not None]
        with formatter.section(t("Kommandon", "Commands")):
            formatter.write_dl([(name, command.get_short_help_str(100)) for name, command in found])


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all have: the language and the store."""
    command = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=t("Språk (annars STYRGRAF_LANG, annars svenska).", "Language (else STYRGRAF_LANG, else Swedish)."),
    )(command)
    return click.option(
        "--store",
        metavar=t("ADRESS", "ADDRESS"),
        help=t(
            f"Var uppgifterna finns (annars STYRGRAF_STORE, annars {DEFAULT_ADDRESS}).",
            f"Where the records are (else STYRGRAF_STORE, else {DEFAULT_ADDRESS}).",
        ),
    )(command)


def address(given: str | None) -> str:
    """Return the store's address: `--store` before STYRGRAF_STORE before the default."""
    return addresses.chosen(given)


def who() -> str:
    """Return who changes something, for the journal."""
    return os.environ.get("STYRGRAF_USER") or getpass.getuser()


def store_at(given: str | None, create: bool = False) -> Store:
    """Open the store that a command is about; raises `StoreError` when it cannot be used."""
    context = click.get_current_context()
    opened = open_store(address(given or context.find_object(str)), create)
    speak_of(opened)
    return opened


def shown_store(given: str | None) -> Store:
    """Open the store without those who are not to be shown: for whatever is handed out."""
    return without_hidden(store_at(given))


def progress(title: Text) -> Callable[[int, int], None]:
    """Return a callback that keeps one line up to date while a person watches."""
    width = 30

    def show(done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        if not total:
            click.echo(f"\r{title.of(language())} {done} ", nl=False, err=True)
        elif total >= 2_000:
            filled = width * done // max(total, 1)
            end = "\n" if done >= total else ""
            bar = "█" * filled + "·" * (width - filled)
            click.echo(f"\r{title.of(language())} {bar} {done}/{total}{end}", nl=False, err=True)

    return show


def give(content: str | bytes, output: Path | None, *, private: bool = False) -> None:
    """Write what was asked for to a file, or to stdout; raises `CannotWrite` when the file cannot be written.

    With `private` only whoever writes the file can read it.
    """
    if output is not None:
        files.write(output, content, private=private)
        say(Text(f"Skrivet till {output}.", f"Written to {output}."))
    elif isinstance(content, bytes):
        if sys.stdout.isatty():
            stop(WRONG_USE, Text("Ange en fil med -o.", "Name a file with -o."))
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)
