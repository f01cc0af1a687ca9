"""`styrgraf person`: what is stored about somebody, and not to show them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from graph import finding, kinds
from graph.people.hiding import HIDDEN
from graph.port import Store
from graph.records import Evidence, Membership, Person, Record
from graph.texts import Text
from loaders.review import origin
from views.terminal.speaking import (
    BilingualCommand,
    BilingualGroup,
    common,
    give,
    language,
    say,
    speak_of,
    store_at,
    t,
    who,
)

_FORMATS = ("table", "json")
_ID = t("ID", "ID")


@click.group(
    cls=BilingualGroup,
    help=t(
        "Registerutdrag om en person, och att inte visa en person.",
        "What is stored about a person, and not to show a person.",
    ),
)
@common
@click.pass_context
def person(context: click.Context, store: str | None) -> None:
    """Keep the address for the command that follows."""
    context.obj = store or context.obj


@person.command(
    cls=BilingualCommand,
    help=t(
        "Skriv ut allt som databasen håller om en person, med källor: för den som begär ett registerutdrag. Filen som "
        "-o skriver kan bara du läsa.\n\n"
        "Exempel: styrgraf person extract anna-ask --format json",
        "Print everything that the store holds about a person, with sources: for somebody who asks for it. The file "
        "that -o writes can be read by you only.\n\n"
        "Example: styrgraf person extract anna-ask --format json",
    ),
)
@click.argument("name", metavar=_ID)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", help=t("Format.", "Format."))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=t("Skriv till en fil.", "Write to a file."))
@common
def extract(name: str, form: str, output: Path | None, store: str | None) -> None:
    """Print it; also of somebody who is otherwise not shown. Raises `NotFound` for a name that means nobody."""
    from graph.people.extract import extract as everything

    opened = store_at(store)
    found = everything(opened, _known(opened, name))
    if form == "json":
        content = {
            "person": [each.id for each in found.records if isinstance(each, Person)],
            "records": [_plain(each) for each in found.records],
            "evidence": [_plain(each) for each in found.evidence],
            "mentions": [_plain(each) for each in found.mentions],
            "sources": [_plain(each) for each in found.sources.values()],
            "journal": [each._asdict() for each in found.journal],
        }
        give(json.dumps(content, ensure_ascii=False, indent=2) + "\n", output, private=True)
    else:
        give("".join(f"{line}\n" for line in _told(found)), output, private=True)


def _told(found: Any) -> Iterator[str]:
    """Yield the lines of an extract: the records with what each source says of them, and what was changed when."""
    for record in found.records:
        yield _line(record, found.organisations)
        for each in found.evidence:
            if (each.kind, each.record) == (record.table, record.key):
                yield f"    {_evidence_line(each, found.sources)}"
    if found.mentions:
        yield t("Nämns även i:", "Also named in:")
    for record in found.mentions:
        said = (
            _evidence_line(record, found.sources)
            if isinstance(record, Evidence)
            else _line(record, found.organisations)
        )
        yield f"    {said}"
    yield t("Ändringar i databasen:", "Changes in the store:")
    for line in found.journal:
        yield f"    {line.at}  {line.who}  {line.action}  {line.kind} {line.record}  ({line.what})"


@person.command(
    cls=BilingualCommand,
    help=t(
        "Visa inte en person: i svar, bilder och filer står ”dold person”, och ingen sökning hittar namnet. "
        "Uppgifterna finns kvar i databasen och i säkerhetskopior. --undo visar personen igen.\n\n"
        "Exempel: styrgraf person suppress anna-ask",
        "Do not show a person: answers, pictures and files say “hidden person”, and no search finds the name. "
        "The facts stay in the store and in backups. --undo shows the person again.\n\n"
        "Example: styrgraf person suppress anna-ask",
    ),
)
@click.argument("name", metavar=_ID)
@click.option("--undo", is_flag=True, help=t("Visa personen igen.", "Show the person again."))
@common
def suppress(name: str, undo: bool, store: str | None) -> None:
    """Set the visibility of a person, under every id that is judged to be theirs; the journal keeps who did it."""
    from graph.bundle import Bundle
    from graph.loading.intake import take_in
    from graph.people.extract import cluster

    opened = store_at(store)
    wanted = "public" if undo else "suppressed"
    people = opened.fetch(Person, cluster(opened, _known(opened, name))).values()
    bundle = Bundle(each.model_copy(update={"visibility": wanted}) for each in people)
    outcome = take_in(opened, bundle, who(), "styrgraf person suppress", insist=True)
    speak_of(opened)
    called = ", ".join(sorted({each.name for each in people})) if undo else HIDDEN.of(language()).capitalize()
    state = kinds.VISIBILITIES[wanted].label
    if outcome.quiet:
        say(Text(f"{called}: {state.sv}, som förut.", f"{called}: {state.en}, as before."))
    else:
        say(Text(f"{called}: {state.sv}.", f"{called}: {state.en}."))


def _known(store: Store, name: str) -> str:
    return finding.find(store.labels, name, frozenset({finding.PERSON})).subject


def _plain(record: Record) -> dict[str, Any]:
    return {"table": record.table, "key": record.key, **record.model_dump(mode="json", exclude_none=True)}


def _line(record: Record, organisations: Any) -> str:
    """Return a record in one line, a membership in words."""
    if not isinstance(record, Membership):
        fields = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        return f"{record.table}: " + ", ".join(f"{name} {value}" for name, value in fields.items())

    def called(id_: str) -> str:
        return finding.short_label(organisations[id_]) if id_ in organisations else id_

    parts = [kinds.ROLES[record.role].label.of(language()), called(record.group)]
    parts += [f"{t('för', 'for')} {called(body)}" for body in record.represents]
    parts += [f"{t('anställd av', 'employed by')} {called(record.employer)}"] if record.employer else []
    parts += [record.title] if record.title else []
    parts += [f"{record.valid_from or '..'} – {record.valid_to or '..'}"]
    return f"{record.table}: " + ", ".join(parts)


def _evidence_line(evidence: Evidence, sources: Any) -> str:
    source = sources.get(evidence.source)
    title = f"{source.title} {source.address or ''}".strip() if source else evidence.source
    place = origin.place(evidence.place).of(language())
    parts = [title, evidence.observed_on, place, f"”{evidence.quote}”" if evidence.quote else None]
    return ", ".join(part for part in (*parts, evidence.note) if part)
