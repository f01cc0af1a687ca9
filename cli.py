"""The terminal entry: `styrgraf`. It arranges; readers, stores, questions and writers do the work.

Exit status: 0 done, 1 the input was refused (nothing was written), 2 wrong use, 3 the store cannot be
reached. What was asked for goes to stdout, what a person needs to know to stderr.
"""

import getpass
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from graph import finding
from graph.own_question import Refused
from graph.port import Store, StoreError
from graph.stores.addresses import DEFAULT_ADDRESS, open_store
from graph.texts import LANGUAGES, Language, Text
from queries import asking, columns
from queries.query import Parameter, Query

REFUSED, WRONG_USE, UNREACHABLE = 1, 2, 3
DATA = Path(__file__).parent / "data"
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


def say(text: Text) -> None:
    """Tell the person at the terminal something, on stderr."""
    click.echo(text.of(language()), err=True)


def stop(status: int, text: Text) -> NoReturn:
    """Tell what is wrong and end with an exit status."""
    say(text)
    raise SystemExit(status)


def t(sv: str, en: str) -> str:
    """Return a help text in the language of this run."""
    return Text(sv, en).of(language())


class _Spoken(click.Command):
    """A command whose help speaks Swedish or English throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=t("Användning: ", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(t("Val", "Options")):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = t("Visa den här hjälpen.", "Show this help.")
        return option


class _Group(_Spoken, click.Group):
    """A group of commands, listed in the order in which they were added."""

    command_class = _Spoken

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        found = [(name, command) for name in names if (command := self.get_command(ctx, name)) is not None]
        with formatter.section(t("Kommandon", "Commands")):
            formatter.write_dl([(name, command.get_short_help_str(100)) for name, command in found])

    def invoke(self, ctx: click.Context) -> Any:
        return super().invoke(ctx)


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
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
    return given or os.environ.get("STYRGRAF_STORE") or DEFAULT_ADDRESS


def who() -> str:
    """Return who changes something, for the journal."""
    return os.environ.get("STYRGRAF_USER") or getpass.getuser()


@click.group(
    cls=_Group,
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
@_common
@click.pass_context
def cli(context: click.Context, store: str | None) -> None:
    """Keep the address for the command that follows."""
    context.obj = store
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _store(given: str | None, create: bool = False) -> Store:
    context = click.get_current_context()
    return open_store(address(given or context.find_object(str)), create)


# app


@cli.command(
    help=t(
        "Öppna styrgraf i webbläsaren, på den egna datorn (127.0.0.1).\n\nExempel: styrgraf app --port 8600",
        "Open styrgraf in the browser, on this computer (127.0.0.1).\n\nExample: styrgraf app --port 8600",
    )
)
@click.option("--port", type=click.IntRange(1024, 65535), default=8501, show_default=True, help=t("Port.", "Port."))
@_common
def app(port: int, store: str | None) -> None:
    """Start the dashboard; an embedded store that is not there yet is filled with the data set."""
    from views import server

    try:
        opened = _store(store, create=True)
    except StoreError as error:
        stop(UNREACHABLE, error.text)
    if opened.version() == 0:
        say(
            Text(
                "Databasen är tom. Läser in uppgifterna som följer med …", "The store is empty. Loading the data set …"
            )
        )
        _take_in(opened, [DATA], dry_run=False, allow_drop=False, report=None)
    where = opened.address
    opened.close()
    say(
        Text(
            f"styrgraf öppnas på http://127.0.0.1:{port} – avsluta med Ctrl+C.",
            f"styrgraf opens at http://127.0.0.1:{port} – stop with Ctrl+C.",
        )
    )
    raise SystemExit(server.run(where, port))


# load


@cli.command(
    help=t(
        "Läs in tabeller: CSV-filer, mappar med CSV-filer eller Excel-böcker. Alla fel visas på en gång, och "
        "är något fel sparas inget.\n\n"
        "Exempel: styrgraf load data/   styrgraf load --template mall.xlsx   styrgraf load mall.xlsx --dry-run",
        "Load tables: CSV files, folders of CSV files or Excel workbooks. All faults are shown at once, and "
        "nothing is saved when there is any.\n\n"
        "Example: styrgraf load data/   styrgraf load --template form.xlsx   styrgraf load form.xlsx --dry-run",
    )
)
@click.argument("path", nargs=-1, type=click.Path(path_type=Path), metavar=t("SÖKVÄG...", "PATH..."))
@click.option("--dry-run", is_flag=True, help=t("Visa vad som skulle ändras, spara inget.", "Show, save nothing."))
@click.option(
    "--allow-drop",
    is_flag=True,
    help=t("Tillåt att många uppdrag avslutas på en gång.", "Let many memberships end at once."),
)
@click.option(
    "--report", type=click.Path(path_type=Path), help=t("Skriv felen till en fil också.", "Write the faults to a file.")
)
@click.option(
    "--template", type=click.Path(path_type=Path), help=t("Skriv en Excel-mall att fylla i.", "Write an Excel form.")
)
@_common
def load(
    path: tuple[Path, ...],
    dry_run: bool,
    allow_drop: bool,
    report: Path | None,
    template: Path | None,
    store: str | None,
) -> None:
    """Load tables, or write the template for them."""
    if template is not None:
        from loaders.template import write_template

        if template.exists():
            stop(
                WRONG_USE,
                Text(
                    f"{template} finns redan och skrivs inte över. Ge mallen ett annat namn, eller flytta filen.",
                    f"{template} is there already and is not overwritten. Name the form otherwise, or move the file.",
                ),
            )
        from graph.records import Organisation

        where = address(store or click.get_current_context().find_object(str))
        try:
            known = list(open_store(where).every(Organisation))
        except StoreError:
            known = []
        write_template(template, language(), known)
        say(Text(f"Mallen ligger i {template}.", f"The form is in {template}."))
        if not path:
            return
    if not path:
        stop(WRONG_USE, Text("Ange minst en fil eller mapp att läsa in.", "Name at least one file or folder to load."))
    where = address(store or click.get_current_context().find_object(str))
    try:
        existing: Store | None = open_store(where)
    except StoreError:
        existing = None
    _load_into(where, existing, path, dry_run, allow_drop, report)


def _load_into(
    where: str, existing: Store | None, path: Sequence[Path], dry_run: bool, allow_drop: bool, report: Path | None
) -> None:
    """Check the tables first, so that a refused load never makes a store."""
    loaded = _read(path, existing, report)
    try:
        opened = existing or open_store(where, create=True)
    except StoreError as error:
        stop(UNREACHABLE, error.text)
    _write(opened, loaded, path, dry_run, allow_drop)


def _take_in(opened: Store, path: Sequence[Path], dry_run: bool, allow_drop: bool, report: Path | None) -> None:
    _write(opened, _read(path, opened, report), path, dry_run, allow_drop)


def _read(path: Sequence[Path], existing: Store | None, report: Path | None) -> Any:
    from loaders.tables import Refused, read

    try:
        loaded = read(path, existing, _progress(Text("Läser", "Reading")))
    except Refused as refused:
        lines = [fault.sentence.of(language()) for fault in refused.faults]
        for notice in refused.notices:
            say(notice.sentence)
        for line in lines:
            click.echo(line, err=True)
        if report is not None:
            report.write_text("\n".join(lines) + "\n", "utf-8")
        count = len(lines)
        stop(REFUSED, Text(f"{count} fel. Inget har sparats.", f"{count} faults. Nothing was saved."))
    for warning in loaded.warnings:
        say(warning.sentence)
    for match in loaded.matches:
        say(match.sentence)
    if not loaded.rows:
        say(Text("Tabellerna är tomma: det finns inget att läsa in.", "The tables are empty: nothing to load."))
    return loaded


def _write(opened: Store, loaded: Any, path: Sequence[Path], dry_run: bool, allow_drop: bool) -> None:
    from graph.intake import TooManyEnded, take_in

    what = ", ".join(str(each) for each in path)
    try:
        outcome = take_in(
            opened,
            loaded.bundle,
            who(),
            what,
            dry_run=dry_run,
            allow_drop=allow_drop,
            progress=_progress(Text("Sparar", "Saving")),
        )
    except TooManyEnded as error:
        stop(REFUSED, error.text)
    counts = [
        (Text("Nya", "Added"), outcome.added),
        (Text("Ändrade", "Changed"), outcome.changed),
        (Text("Bekräftade utan ändring", "Confirmed as they were"), outcome.confirmed),
        (Text("Äldre uppgifter, lämnade som de är", "Older versions, left as they are"), outcome.kept),
    ]
    for title, by_table in counts:
        if sum(by_table.values()):
            listed = ", ".join(f"{table} {number}" for table, number in by_table.items() if number)
            say(Text(f"{title.sv}: {listed}", f"{title.en}: {listed}"))
    if outcome.newly_sourced:
        number = outcome.newly_sourced
        say(Text(f"Fler källor för {number} uppgifter.", f"More sources for {number} records."))
    if outcome.ended:
        say(Text(f"{outcome.ended} uppdrag är inte längre pågående.", f"{outcome.ended} memberships no longer go on."))
    if dry_run:
        _tell_each(outcome)
    if outcome.quiet and loaded.rows:
        say(Text("Inget nytt: allt fanns redan.", "Nothing new: everything was there."))
    elif dry_run and not outcome.quiet:
        say(Text("Detta är en provkörning. Inget har sparats.", "This was a dry run. Nothing was saved."))
    elif not outcome.quiet:
        say(Text(f"Sparat i {opened.address}.", f"Saved in {opened.address}."))


_SHOWN = 200


def _tell_each(outcome: Any) -> None:
    """Name each record that a load would add, change or end; evidence is counted alone."""
    told = [
        Text(
            f"  {'ny' if action == 'added' else 'ändrad'}: {table} {key}",
            f"  {'new' if action == 'added' else 'changed'}: {table} {key}",
        )
        for action, table, key in outcome.lines
        if table != "evidence"
    ]
    told += [Text(f"  inte längre pågående: {key}", f"  goes on no longer: {key}") for key in outcome.over]
    for each in told[:_SHOWN]:
        say(each)
    if more := len(told[_SHOWN:]):
        say(Text(f"  … och {more} till", f"  … and {more} more"))


def _progress(title: Text) -> Callable[[int, int], None]:
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


# extract


@cli.command(
    help=t(
        "Visa vad ett dokument säger om vem som sitter var: PDF, Word, sparade webbsidor, Excel, text och e-brev. "
        "Mappar går bra. Inget sparas.\n\n"
        "Exempel: styrgraf extract protokoll.pdf   styrgraf extract handlingar/ --format json",
        "Show what a document says of who sits where: PDF, Word, saved web pages, Excel, text and mails. "
        "Folders will do. Nothing is saved.\n\n"
        "Example: styrgraf extract minutes.pdf   styrgraf extract papers/ --format json",
    )
)
@click.argument("file", nargs=-1, type=click.Path(path_type=Path), metavar=t("FIL...", "FILE..."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=t("Lista att läsa, eller en rad JSON för varje fil.", "A list to read, or a line of JSON for each file."),
)
@_common
def extract(file: tuple[Path, ...], form: str, store: str | None) -> None:
    """Read every document by itself; one that can't be read is told of and stops no other."""
    import json

    from loaders.documents import telling
    from loaders.documents.blocks import Unreadable
    from loaders.documents.output import nothing
    from loaders.documents.reading import files_in
    from loaders.documents.workshop import Workshop

    paths = files_in(file)
    if not paths:
        stop(WRONG_USE, Text("Ange minst ett dokument att läsa.", "Name at least one document to read."))
    progress = _counting(len(paths))
    refused = 0
    with Workshop(_organisation_names(store)) as workshop:
        for number, path in enumerate(paths, 1):
            progress(number, path)
            try:
                found = workshop.extract(path)
                told = list(telling.lines(found, language()))
            except Unreadable as error:
                refused += 1
                say(Text(f"{path}: {error.text.sv}", f"{path}: {error.text.en}"))
                found, told = nothing(path.name, error.text), []
            if form == "json":
                click.echo(json.dumps(found, ensure_ascii=False))
            elif told:
                click.echo("\n".join(told) + "\n")
    if refused:
        stop(
            REFUSED,
            Text(f"{refused} av {len(paths)} filer gick inte att läsa.", f"{refused} of {len(paths)} files not read."),
        )


def _organisation_names(given: str | None) -> Any:
    """Return the names to recognise: the store's where there is one, else those of the data set."""
    from loaders.documents.gazetteer import labels_from_data, labels_from_store

    asked = given or click.get_current_context().find_object(str) or os.environ.get("STYRGRAF_STORE")
    try:
        labels = labels_from_store(open_store(address(asked)))
    except StoreError:
        if asked:
            raise
        labels = []
    return labels or labels_from_data(DATA)


def _counting(total: int) -> Callable[[int, Path], None]:
    """Return a callback that says which of many files is being read, while a person watches."""

    def show(number: int, path: Path) -> None:
        if total > 1 and sys.stderr.isatty():
            say(Text(f"{number} av {total}: {path}", f"{number} of {total}: {path}"))

    return show


# ask


class _Ask(_Group):
    """One subcommand for each named question, made from the question's own parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(asking.names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _ask_command(cmd_name) if cmd_name in asking.names() else None


_QUESTION_FILE = click.Path(path_type=Path, allow_dash=True, dir_okay=False)


@cli.group(
    cls=_Ask,
    invoke_without_command=True,
    help=t(
        "Ställ en fråga. Varje fråga har egen hjälp: styrgraf ask hosts --help\n\n"
        "En egen fråga i databasens språk står i en fil (eller - för det som skrivs in). Den kan bara läsa.",
        "Ask a question. Each has help of its own: styrgraf ask hosts --help\n\n"
        "A question of your own in the store's language stands in a file (or - for what is typed). It can only read.",
    ),
    epilog=t(
        'Exempel: styrgraf ask represents --body "Region Kalmar län" --as-of 2024-06-19 --format csv',
        'Example: styrgraf ask represents --body "Region Kalmar län" --as-of 2024-06-19 --format csv',
    ),
)
@click.option(
    "--sql",
    type=_QUESTION_FILE,
    metavar=t("FIL", "FILE"),
    help=t("Egen fråga i SQL (SQLite).", "Your own question in SQL (SQLite)."),
)
@click.option(
    "--cypher",
    type=_QUESTION_FILE,
    metavar=t("FIL", "FILE"),
    help=t("Egen fråga i Cypher (Neo4j).", "Your own in Cypher (Neo4j)."),
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help=t("Format.", "Format."))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=t("Skriv till en fil.", "Write to a file."))
@_common
@click.pass_context
def ask(
    context: click.Context,
    sql: Path | None,
    cypher: Path | None,
    form: str,
    output: Path | None,
    store: str | None,
) -> None:
    """Hold the questions together, and ask one that somebody wrote."""
    context.obj = store or context.obj
    files = [(dialect, file) for dialect, file in (("sql", sql), ("cypher", cypher)) if file is not None]
    if context.invoked_subcommand is None and not files:
        click.echo(context.get_help(), err=True)
        raise SystemExit(WRONG_USE)
    if len(files) > 1 or (files and context.invoked_subcommand is not None):
        stop(WRONG_USE, Text("Ställ en fråga i taget.", "Ask one question at a time."))
    for dialect, file in files:
        _ask_own(_store(store), dialect, file, form, output)


def _ask_own(opened: Store, dialect: Any, file: Path, form: str, output: Path | None) -> None:
    """Ask what somebody wrote in the store's language."""
    from graph.exports import tabular
    from queries import own

    found = own.ask(opened, dialect, _read_question(file))
    if form == "json":
        content: str | bytes = tabular.to_json(dialect, {}, None, found.columns, found.rows) + "\n"
    elif form == "csv":
        content = tabular.to_csv(found.columns, found.rows)
    elif form == "xlsx":
        content = tabular.to_xlsx(found.columns, found.rows, t("Egen fråga", "Own question"))
    else:
        content = _drawn(found.columns, [[tabular.cell_text(value) for value in row] for row in found.rows])
    _give(content, output)
    if found.cut:
        count = len(found.rows)
        say(Text(f"Bara de första {count} raderna: det finns fler.", f"Only the first {count} rows: there are more."))
    elif form == "table" and not found.rows:
        say(Text("Frågan gav inga rader.", "The question gave no rows."))


def _read_question(file: Path) -> str:
    """Return the text of a question, no longer than one may be."""
    from graph.own_question import LONGEST

    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(4 * LONGEST + 1).decode("utf-8")
        with file.open("rb") as opened:
            return opened.read(4 * LONGEST + 1).decode("utf-8-sig")
    except OSError as error:
        stop(WRONG_USE, Text(f"{file} går inte att läsa: {error.strerror}.", f"{file}: {error.strerror}."))
    except UnicodeDecodeError:
        stop(WRONG_USE, Text(f"{file} är ingen text i UTF-8.", f"{file} is no text in UTF-8."))


def _complete_name(parameter: Parameter) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            store = open_store(address(ctx.params.get("store")))
            hits = [*store.labels("prefix", finding.prepared("prefix", incomplete))] if incomplete else []
        except StoreError:
            return []
        wanted = asking.wanted_kinds(parameter)
        return [CompletionItem(hit.subject, help=hit.text) for hit in hits if hit.kind in wanted][:20]

    return complete


def _option(parameter: Parameter) -> click.Option:
    dashed, plain = f"--{parameter.name.replace('_', '-')}", f"--{parameter.name}"
    names = [dashed] if dashed == plain else [dashed, plain]
    help_text = parameter.label.of(language())
    if parameter.kind == "flag":
        return click.Option([*names, parameter.name], is_flag=True, help=help_text)
    hint = {"number": t("ANTAL", "NUMBER"), "date": t("DATUM", "DATE"), "text": t("TEXT", "TEXT")}
    if parameter.default is not None:
        help_text += t(f" (annars {parameter.default})", f" (else {parameter.default})")
    if parameter.choices:
        help_text += ": " + ", ".join(parameter.choices)
    return click.Option(
        [*names, parameter.name],
        help=help_text,
        metavar=hint.get(parameter.kind, t("NAMN", "NAME") if not parameter.choices else t("ETT AV", "ONE OF")),
        shell_complete=_complete_name(parameter) if parameter.kind in asking.NAMED_KINDS else None,
    )


def _example(query: Query) -> str:
    words = ["styrgraf", "ask", query.name]
    flags = {parameter.name for parameter in query.parameters if parameter.kind == "flag"}
    for name, value in query.example.items():
        words.append(f"--{name.replace('_', '-')}")
        if name not in flags:
            words.append(f'"{value}"' if " " in value else value)
    return " ".join(words)


def _ask_command(name: str) -> click.Command:
    query = asking.query(name)
    command = _Spoken(
        name,
        callback=_answer,
        help=f"{query.title.of(language())}\n\n{query.description.of(language())}",
        short_help=query.title.of(language()),
        epilog=t("Exempel: ", "Example: ") + _example(query),
        params=[*(_option(parameter) for parameter in query.parameters), *_ANSWER_OPTIONS],
    )
    return _common(command)  # type: ignore[return-value]  # click.option() takes commands as well as functions


_ANSWER_OPTIONS: list[click.Parameter] = [
    click.Option(
        ["--as-of", "--as_of", "as_of"],
        metavar=t("DATUM", "DATE"),
        help=t("Datum (annars i dag).", "Date (else today)."),
    ),
    click.Option(["--format", "form"], type=click.Choice(FORMATS), default="table", help=t("Format.", "Format.")),
    click.Option(
        ["-o", "--output", "output"], type=click.Path(path_type=Path), help=t("Skriv till en fil.", "Write to a file.")
    ),
]


def _answer(as_of: str | None, form: str, output: Path | None, store: str | None, **given: Any) -> None:
    """Answer one question in the format asked for."""
    name = click.get_current_context().info_name or ""
    opened = _store(store)
    answer = asking.ask(opened, name, given, as_of)
    _give(_written(answer, form), output)
    if form == "table" and not output:
        _explain(opened, answer, given, as_of)


def _written(answer: asking.Answer, form: str) -> str | bytes:
    if form == "json":
        from graph.exports import tabular

        return tabular.to_json(answer.query.name, answer.parameters, answer.as_of, answer.columns, answer.rows) + "\n"
    if form == "table":
        names = columns.shown(answer.query)
        cells = [
            [columns.words(answer.query, name, getattr(row, name), language()) for name in names] for row in answer.rows
        ]
        return _drawn([columns.heading(answer.query, name, language()) for name in names], cells)
    from graph.exports import tabular

    if form == "csv":
        return tabular.to_csv(answer.columns, answer.rows)
    return tabular.to_xlsx(answer.columns, answer.rows, answer.query.title.of(language()))


def _drawn(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """Return a table as wide as the terminal."""
    from graph.exports.terminal import table

    width = shutil.get_terminal_size((140, 40)).columns
    return table(headings, cells, width if sys.stdout.isatty() else 10_000)


def _give(content: str | bytes, output: Path | None) -> None:
    if output is not None:
        try:
            if isinstance(content, bytes):
                output.write_bytes(content)
            else:
                output.write_text(content, "utf-8", newline="")
        except OSError as error:
            stop(
                REFUSED,
                Text(
                    f"{output} går inte att skriva: {error.strerror}.", f"{output} cannot be written: {error.strerror}."
                ),
            )
        say(Text(f"Skrivet till {output}.", f"Written to {output}."))
    elif isinstance(content, bytes):
        if sys.stdout.isatty():
            stop(WRONG_USE, Text("Ange en fil med -o.", "Name a file with -o."))
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)


def _explain(opened: Store, answer: asking.Answer, given: dict[str, Any], as_of: str | None) -> None:
    """Tell what a table alone does not: the date, that nothing was found, and what is left out of it."""
    rows = answer.rows
    if as_of and not answer.query.dated:
        say(
            Text(
                "Svaret gäller alla tider: frågan tar ingen hänsyn till --as-of.",
                "The answer is for all time: the question does not use --as-of.",
            )
        )
    if not rows:
        say(answer.query.nothing)
    elif answer.query.dated:
        say(
            Text(
                f"Uppgifter per {answer.as_of}. Antal rader: {len(rows)}.", f"As of {answer.as_of}. Rows: {len(rows)}."
            )
        )
    apart = sum(1 for row in rows if getattr(row, "unconfirmed", False))
    if apart:
        say(
            Text(
                f"{apart} av raderna har ingen bekräftat på tre år.",
                f"{apart} of the rows nobody has confirmed for three years.",
            )
        )
    if answer.query.name == "members" and not given.get("ended"):
        _tell_ended(opened, answer)


def _tell_ended(opened: Store, answer: asking.Answer) -> None:
    """Name those who sat in the group before, and how that is known."""
    everyone = asking.ask(opened, "members", {"group": answer.parameters["group"], "ended": True}, answer.as_of)
    told: dict[tuple[str, str], Text] = {}
    for row in everyone.rows:
        if row.ended is None:
            continue
        role = columns.words(answer.query, "role", row.role, language())
        how = {lang: columns.words(answer.query, "end_how", row.end_how, lang) for lang in LANGUAGES}
        basis = {lang: columns.words(answer.query, "end_basis", row.end_basis, lang) for lang in LANGUAGES}
        listed = ", ".join(row.sources)
        told[row.person_id, row.role] = Text(
            f"  {row.person}, {role}: slut senast {row.ended} ({how['sv']}, {basis['sv']}; {listed})",
            f"  {row.person}, {role}: ended by {row.ended} ({how['en']}, {basis['en']}; {listed})",
        )
    if told:
        say(Text("Tidigare (visas i tabellen med --ended):", "Earlier (shown in the table with --ended):"))
        for text in told.values():
            say(text)


# export


class _Export(_Group):
    """One subcommand for each format that graph/exports holds."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from graph.exports.export import formats

        return list(formats())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _export_command(cmd_name) if cmd_name in self.list_commands(ctx) else None


@cli.group(
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
    from graph.exports import pages
    from graph.exports.export import export as export_of

    known = export_of(name)
    params: list[click.Parameter] = [
        click.Option(
            ["--scope"],
            multiple=name in pages.formats(2),
            default=("system",) if name in pages.formats(2) else "system",
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
    command = _Spoken(
        name,
        callback=_export,
        help=known.title.of(language()),
        epilog=t("Exempel: ", "Example: ") + f"styrgraf export {name} --scope npo-akut-vard -o bild{known.suffix}",
        params=params + (_drawing_options(name) if name in pages.formats(1) else []),
    )
    return _common(command)  # type: ignore[return-value]  # click.option() takes commands as well as functions


def _drawing_options(name: str) -> list[click.Parameter]:
    """Return the options of drawn formats: how the picture is arranged, on what sheet, compared with when."""
    from graph.exports import pages
    from graph.exports.form import forms
    from graph.exports.sheet import offered

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
    if name in pages.formats(2):
        from queries.query import GROUP_KINDS

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
    from graph.exports import pages
    from graph.exports.export import export as export_of
    from graph.exports.positions import NotReadable
    from graph.exports.xlsx import TooManyRows
    from queries.subjects import groups_of, subject

    name = click.get_current_context().info_name or ""
    opened = _store(store)
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
            _give(pages.write(name, subjects, moved.read_bytes() if moved else None), output)
        except NotReadable as error:
            stop(REFUSED, error.text)
        return
    try:
        made = export_of(name).write(subjects[0])
    except TooManyRows as error:
        stop(REFUSED, error.text)
    if isinstance(made, bytes):
        _give(made, output)
        return
    if output is None:
        stop(WRONG_USE, Text("Formatet är flera filer. Ange en mapp med -o.", "This is several files. Name a folder."))
    for path, content in made.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(content)
    say(Text(f"{len(made)} filer skrivna i {output}.", f"{len(made)} files written in {output}."))


# doctor


@cli.command(
    help=t(
        "Kontrollera databasen och visa vilka personer som kan vara samma.\n\nExempel: styrgraf doctor",
        "Check the store, and show which persons may be the same.\n\nExample: styrgraf doctor",
    )
)
@_common
def doctor(store: str | None) -> None:
    """Say what is wrong, in plain words; exit status 1 when something is."""
    from graph.examination import possible_pairs

    opened = _store(store)
    findings = opened.examine()
    for found in findings:
        say(found.text)
    pairs = possible_pairs(opened)
    if pairs:
        click.echo(
            t(
                f"{len(pairs)} par av namn kan vara samma person. Ingen har slagits ihop:",
                f"{len(pairs)} pairs of names may be one person. None have been joined:",
            )
        )
    for pair in pairs:
        click.echo(pair.text.of(language()))
    faults = [found for found in findings if found.level == "fault"]
    if faults:
        stop(
            REFUSED,
            Text(
                f"{len(faults)} fel i {opened.address}. Återställ från en kopia, eller läs in tabellerna på nytt.",
                f"{len(faults)} faults in {opened.address}. Restore from a backup, or load the tables anew.",
            ),
        )
    click.echo(t(f"Databasen {opened.address} är hel.", f"The store {opened.address} is whole."))


# backup and restore


@cli.command(
    help=t(
        "Skriv allt som databasen håller – uppgifter, källor, bedömningar och hela journalen – till en fil.\n\n"
        "Exempel: styrgraf backup kopia.styrgraf.zip",
        "Write everything that the store holds – records, sources, judgements and the whole journal – to a file.\n\n"
        "Example: styrgraf backup copy.styrgraf.zip",
    )
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar=t("FIL", "FILE"))
@_common
def backup(file: Path, store: str | None) -> None:
    """Write a backup; an earlier backup of that name is replaced once the new one is whole."""
    from graph.backup import BackupError, back_up

    opened = _store(store)
    for unfinished in opened.unfinished():
        say(unfinished)
    try:
        content = back_up(opened, file, _progress(Text("Skriver", "Writing")))
    except BackupError as error:
        stop(REFUSED, error.text)
    said = f"{content.records:,}".replace(",", " ")
    say(Text(f"{said} uppgifter skrivna till {file}.", f"{said} records written to {file}."))


@cli.command(
    help=t(
        "Fyll en tom databas från en säkerhetskopia. Hela filen kontrolleras innan något skrivs. Så flyttar man "
        "också mellan SQLite och Neo4j.\n\n"
        "Exempel: styrgraf restore kopia.styrgraf.zip --store sqlite:///ny.db",
        "Fill an empty store from a backup. The whole file is checked before anything is written. This is also how "
        "to move between SQLite and Neo4j.\n\n"
        "Example: styrgraf restore copy.styrgraf.zip --store sqlite:///new.db",
    )
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar=t("FIL", "FILE"))
@click.option(
    "--replace",
    is_flag=True,
    help=t("Ersätt allt som databasen håller.", "Replace everything that the store holds."),
)
@_common
def restore(file: Path, replace: bool, store: str | None) -> None:
    """Check a backup, and fill the store with it."""
    from graph import backup as backups

    try:
        content = backups.check(file, _progress(Text("Kontrollerar", "Checking")))
        opened = _store(store, create=True)
        backups.restore(opened, content, replace=replace, progress=_progress(Text("Återställer", "Restoring")))
    except backups.BackupError as error:
        stop(REFUSED, error.text)
    said = f"{content.records:,}".replace(",", " ")
    say(Text(f"{said} uppgifter återställda i {opened.address}.", f"{said} records restored in {opened.address}."))


# bench


@cli.command(
    help=t(
        "Mät hur snabbt styrgraf svarar, som kvoter i en och samma körning. "
        "Med adressen till en tom Neo4j mäts den.\n\n"
        "Exempel: styrgraf bench --times 1",
        "Measure how fast styrgraf answers, as ratios in one run. "
        "With the address of an empty Neo4j, that is measured.\n\n"
        "Example: styrgraf bench --times 1",
    )
)
@click.option(
    "--times",
    type=click.IntRange(1, 20),
    default=20,
    show_default=True,
    help=t("Storlek att jämföra med.", "Size to compare with."),
)
@_common
def bench(times: int, store: str | None) -> None:
    """Run the benchmark in a folder of its own, or in a Neo4j that holds nothing."""
    where = address(store or click.get_current_context().find_object(str))
    if where.partition(":")[0].partition("+")[0] in ("neo4j", "bolt"):
        from queries import bench_neo4j

        bench_neo4j.run(where, times, click.echo)
        return
    from loaders.documents import bench as documents
    from loaders.documents.gazetteer import labels_from_data
    from queries import bench as embedded

    embedded.run(times, click.echo)
    documents.run(labels_from_data(DATA), click.echo)


# completion


@cli.command(
    help=t(
        'Skriv ut tabbkomplettering för bash, zsh eller fish.\n\nExempel: eval "$(styrgraf completion bash)"',
        'Print completion for bash, zsh or fish.\n\nExample: eval "$(styrgraf completion bash)"',
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands, options and names."""
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    if completer is not None:
        click.echo(completer(cli, {}, "styrgraf", "_STYRGRAF_COMPLETE").source())


_CLICK_WORDS: tuple[tuple[type[click.UsageError], Callable[[Any], Text]], ...] = (
    (
        click.NoSuchOption,
        lambda e: Text(f"Valet {e.option_name} finns inte.{_near(e.possibilities)}", e.format_message()),
    ),
    (
        click.MissingParameter,
        lambda e: Text(f"Ange {e.param.make_metavar(e.ctx) if e.param and e.ctx else 'mer'}.", e.format_message()),
    ),
    (
        click.BadParameter,
        lambda e: Text(f"Fel värde för {e.param.opts[-1] if e.param else 'ett val'}: {e.message}", e.format_message()),
    ),
)


def _near(names: Iterable[str] | None) -> str:
    listed = ", ".join(sorted(names or ()))
    return f" Menar du {listed}?" if listed else ""


def _wrong_use(error: click.UsageError) -> Text:
    for kind, text in _CLICK_WORDS:
        if isinstance(error, kind):
            return text(error)
    path = error.ctx.command_path if error.ctx else "styrgraf"
    return Text(f"Det gick inte att förstå: {error.format_message()} Se {path} --help", error.format_message())


def main() -> NoReturn:
    """Run the command line; no error of any kind reaches the terminal as a traceback."""
    try:
        cli.main(prog_name="styrgraf", standalone_mode=False)
    except click.UsageError as error:
        stop(WRONG_USE, _wrong_use(error))
    except (asking.WrongUse, finding.NotFound, Refused) as error:
        stop(WRONG_USE, error.text)
    except StoreError as error:
        stop(UNREACHABLE, error.text)
    except (KeyboardInterrupt, click.Abort, EOFError):
        stop(130, Text("Avbrutet.", "Interrupted."))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except Exception as error:  # the last net: a person gets a sentence, a developer the details on request
        if os.environ.get("STYRGRAF_DEBUG"):
            raise
        stop(
            REFUSED,
            Text(
                f"Något gick fel i styrgraf ({type(error).__name__}: {error}). Kör igen med STYRGRAF_DEBUG=1 och "
                "skicka det som skrivs ut till den som sköter styrgraf.",
                f"Something went wrong in styrgraf ({type(error).__name__}: {error}). Run again with "
                "STYRGRAF_DEBUG=1 and send what is printed to whoever maintains styrgraf.",
            ),
        )
    raise SystemExit(0)


if __name__ == "__main__":
    main()
