"""`styrgraf ask`: the named questions, and questions of one's own."""

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from graph import finding
from graph.people.hiding import without_hidden
from graph.port import Store, StoreError
from graph.stores.addresses import open_store
from graph.texts import LANGUAGES, Text
from queries.asking import asking, columns
from queries.asking.query import Parameter, Query
from views.parts import words
from views.terminal.speaking import (
    FORMATS,
    WRONG_USE,
    BilingualCommand,
    BilingualGroup,
    address,
    common,
    give,
    language,
    say,
    shown_store,
    stop,
    store_at,
    t,
)


class _Ask(BilingualGroup):
    """One subcommand for each named question, made from the question's own parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(asking.names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _ask_command(cmd_name) if cmd_name in asking.names() else None


_FORMAT = t(
    "table: att läsa här. json, csv och xlsx: med fasta engelska fältnamn (csv har kommatecken). "
    "Tabellen med svenska rubriker för Excel hämtas på sidan.",
    "table: to read here. json, csv and xlsx: with fixed field names (csv has commas). "
    "The table with headings in words for Excel is on the page.",
)
_QUESTION_FILE = click.Path(path_type=Path, allow_dash=True, dir_okay=False)


@click.group(
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
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help=_FORMAT)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=t("Skriv till en fil.", "Write to a file."))
@common
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
        _ask_own(store_at(store), dialect, file, form, output)


def _ask_own(opened: Store, dialect: Any, file: Path, form: str, output: Path | None) -> None:
    """Ask what somebody wrote in the store's language."""
    from graph.exports.data import tabular
    from queries.asking import own

    found = own.ask(opened, dialect, _read_question(file))
    if form == "json":
        content: str | bytes = tabular.to_json(dialect, {}, None, found.columns, found.rows) + "\n"
    elif form == "csv":
        content = tabular.to_csv(found.columns, found.rows)
    elif form == "xlsx":
        content = tabular.to_xlsx(found.columns, found.rows, t("Egen fråga", "Own question"))
    else:
        content = _terminal_table(found.columns, [[tabular.cell_text(value) for value in row] for row in found.rows])
    give(content, output)
    if found.cut:
        count = len(found.rows)
        say(Text(f"Bara de första {count} raderna: det finns fler.", f"Only the first {count} rows: there are more."))
    elif form == "table" and not found.rows:
        say(Text("Frågan gav inga rader.", "The question gave no rows."))


def _read_question(file: Path) -> str:
    """Return the text of a question, no longer than one may be."""
    from graph.own.question import LONGEST

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
            store = without_hidden(open_store(address(ctx.params.get("store"))))
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


def _example(query: Query[Any]) -> str:
    words = ["styrgraf", "ask", query.name]
    flags = {parameter.name for parameter in query.parameters if parameter.kind == "flag"}
    for name, value in query.example.items():
        words.append(f"--{name.replace('_', '-')}")
        if name not in flags:
            words.append(f'"{value}"' if " " in value else value)
    return " ".join(words)


def _ask_command(name: str) -> click.Command:
    query = asking.query(name)
    command = BilingualCommand(
        name,
        callback=_answer,
        help=f"{query.title.of(language())}\n\n{query.description.of(language())}",
        short_help=query.title.of(language()),
        epilog=t("Exempel: ", "Example: ") + _example(query),
        params=[*(_option(parameter) for parameter in query.parameters), _as_of(query.dated), *_ANSWER_OPTIONS],
    )
    return common(command)  # type: ignore[return-value]  # click.option() takes commands as well as functions


def _as_of(dated: bool) -> click.Option:
    """Return the option for the day; where a question has no use for it, that is told when it is given."""
    help_text = t("Datum (annars i dag).", "Date (else today).")
    return click.Option(["--as-of", "--as_of", "as_of"], metavar=t("DATUM", "DATE"), help=help_text, hidden=not dated)


_ANSWER_OPTIONS: list[click.Parameter] = [
    click.Option(["--format", "form"], type=click.Choice(FORMATS), default="table", help=_FORMAT),
    click.Option(
        ["-o", "--output", "output"], type=click.Path(path_type=Path), help=t("Skriv till en fil.", "Write to a file.")
    ),
]


def _answer(as_of: str | None, form: str, output: Path | None, store: str | None, **given: Any) -> None:
    """Answer one question in the format asked for."""
    name = click.get_current_context().info_name or ""
    opened = shown_store(store)
    answer = asking.ask(opened, name, given, as_of)
    give(_written(answer, form), output)
    if form == "table" and not output:
        _explain(opened, answer, given, as_of)


def _written(answer: asking.Answer[Any], form: str) -> str | bytes:
    if form == "json":
        from graph.exports.data import tabular

        return tabular.to_json(answer.query.name, answer.parameters, answer.as_of, answer.columns, answer.rows) + "\n"
    if form == "table":
        names = columns.shown(answer.query)
        cells = [
            [words.plain(answer.query, name, getattr(row, name), language()) for name in names] for row in answer.rows
        ]
        return _terminal_table([columns.heading(answer.query, name, language()) for name in names], cells)
    from graph.exports.data import tabular

    if form == "csv":
        return tabular.to_csv(answer.columns, answer.rows)
    return tabular.to_xlsx(answer.columns, answer.rows, answer.query.title.of(language()))


def _terminal_table(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """Return a table as wide as the terminal."""
    from views.terminal.tables import table

    width = shutil.get_terminal_size((140, 40)).columns
    return table(headings, cells, width if sys.stdout.isatty() else 10_000)


def _explain(opened: Store, answer: asking.Answer[Any], given: dict[str, Any], as_of: str | None) -> None:
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
    people = [row.person_id for row in rows if row.person_id] if {"relation", "person_id"} <= {*answer.columns} else []
    if len(set(people)) < len(people):
        say(
            Text(
                f"Antal personer: {len(set(people))}. Den som har flera uppdrag, företräder flera organ eller både "
                "företräder och är anställd står på flera rader.",
                f"Persons: {len(set(people))}. Who has several seats, represents several bodies or both represents "
                "and is employed stands on several rows.",
            )
        )
    if answer.full and answer.query.limited_by:
        said = f"--{answer.query.limited_by} {2 * len(rows)}"
        say(Text(f"Det kan finnas fler rader: {said}", f"There may be more rows: {said}"))
    apart = sum(1 for row in rows if getattr(row, "unconfirmed", False))
    if apart:
        say(
            Text(
                f"{apart} av raderna har ingen bekräftat på tre år.",
                f"{apart} of the rows nobody has confirmed for three years.",
            )
        )
    if answer.query.name == "members" and given.get("group") and not given.get("ended"):
        _tell_ended(opened, answer)


def _tell_ended(opened: Store, answer: asking.Answer[Any]) -> None:
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
