"""`styrgraf export`: pictures and data in every format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.texts import Text
from views.terminal.speaking import (
    REFUSED,
    WRONG_USE,
    BilingualCommand,
    BilingualGroup,
    common,
    give,
    language,
    say,
    shown_store,
    stop,
    t,
)

if TYPE_CHECKING:
    from graph.exports.export import Export


class _Export(BilingualGroup):
    """One subcommand for each format that `graph/exports/formats` holds."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from graph.exports.export import formats

        return list(formats())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _export_command(cmd_name) if cmd_name in self.list_commands(ctx) else None


@click.group(
    cls=_Export,
    help=t(
        "Skriv ut strukturen som bild eller fil. Varje format har egen hjälp: styrgraf export svg --help",
        "Write the structure as a picture or a file. Each format has help of its own: styrgraf export svg --help",
    ),
    epilog=t(
        "Exempel: styrgraf export svg --scope system -o system.svg",
        "Example: styrgraf export svg --scope system -o system.svg",
    ),
)
def export() -> None:
    """Hold the formats together."""


def _export_command(name: str) -> click.Command:
    from graph.exports.export import export as export_of

    known = export_of(name)
    params: list[click.Parameter] = [
        click.Option(
            ["--scope"],
            multiple=known.holds(2),
            default=("system",) if known.holds(2) else "system",
            metavar=t("NAMN", "NAME"),
            help=t("En grupp, ett organ, en person (annars hela systemet).", "A group, body or person (else all)."),
        ),
        click.Option(
            ["--as-of", "--as_of", "as_of"],
            metavar=t("DATUM", "DATE"),
            help=t("Datum (annars i dag).", "Date (else today)."),
        ),
        click.Option(["--without-people"], is_flag=True, help=t("Utan personer och deras namn.", "Without people.")),
        click.Option(
            ["-o", "--output", "output"],
            type=click.Path(path_type=Path),
            help=t("Fil eller mapp att skriva till.", "File or folder to write to."),
        ),
    ]
    command = BilingualCommand(
        name,
        callback=_export,
        help=known.title.of(language()),
        epilog=t("Exempel: ", "Example: ") + f"styrgraf export {name} --scope npo-akut-vard -o bild{known.suffix}",
        params=params + (_drawing_options(known) if known.holds(1) else []),
    )
    return common(command)  # type: ignore[return-value]  # click.option() takes commands as well as functions


def _drawing_options(known: Export) -> list[click.Parameter]:
    """Return the options of drawn formats: how the picture is arranged, on what sheet, compared with when."""
    from graph.exports.pictures.form import forms
    from graph.exports.pictures.sheet import offered

    options = [
        click.Option(
            ["--form"],
            type=click.Choice(list(forms())),
            default="bands",
            show_default=True,
            help=t("Hur bilden ordnas.", "How the picture is arranged."),
        ),
        click.Option(["--sheet"], type=click.Choice(list(offered())), help=t("Ark att fylla.", "Sheet to fill.")),
        click.Option(
            ["--compare"],
            metavar=t("DATUM", "DATE"),
            help=t("Markera vad som ändrats sedan dess.", "Mark what has changed since then."),
        ),
        click.Option(
            ["--select"],
            multiple=True,
            metavar=t("NAMN", "NAME"),
            help=t("Visa just dessa (flera går bra).", "Show just these (may be repeated)."),
        ),
        click.Option(
            ["--moved"],
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help=t("draw.io-fil med flyttade rutor, som stannar.", "draw.io file whose moved boxes stay."),
        ),
    ]
    if known.holds(2):
        from queries.asking.query import GROUP_KINDS

        options.append(
            click.Option(
                ["--page-per"],
                type=click.Choice(GROUP_KINDS),
                multiple=True,
                help=t("En sida för varje grupp av slaget.", "One page for each group of the kind."),
            )
        )
    return list(options)


def _export(
    scope: str | tuple[str, ...],
    as_of: str | None,
    without_people: bool,
    output: Path | None,
    store: str | None,
    select: tuple[str, ...] = (),
    moved: Path | None = None,
    page_per: tuple[str, ...] = (),
    **drawing: str | None,
) -> None:
    """Write one scope or several in one format: one file, or a folder of files."""
    from graph.exports.export import export as export_of
    from graph.exports.formats import folders, pages
    from graph.exports.formats.positions import NotReadable
    from graph.exports.formats.xlsx import TooManyRows
    from queries.subjects import groups_of, subject

    name = click.get_current_context().info_name or ""
    known = export_of(name)
    opened = shown_store(store)
    scopes = [scope] if isinstance(scope, str) else list(scope)
    if page_per:
        scopes = groups_of(opened, page_per, as_of)
    options = {key: value for key, value in drawing.items() if value is not None}
    subjects = [
        subject(opened, each, as_of, language(), without_people=without_people, selection=select, **options)
        for each in scopes
    ]
    if len(subjects) > 1 or moved is not None:
        try:
            give(pages.write(known, subjects, moved.read_bytes() if moved else None), output)
        except NotReadable as error:
            stop(REFUSED, error.text)
        return
    try:
        made = known.write(subjects[0])
    except TooManyRows as error:
        stop(REFUSED, error.text)
    if isinstance(made, bytes):
        give(made, output)
        return
    if output is None:
        stop(WRONG_USE, Text("Formatet är flera filer. Ange en mapp med -o.", "This is several files. Name a folder."))
    try:
        folders.write(output, name, made)
    except folders.NotOurs as error:
        stop(WRONG_USE, error.text)
    say(Text(f"{len(made)} filer skrivna i {output}.", f"{len(made)} files written in {output}."))
