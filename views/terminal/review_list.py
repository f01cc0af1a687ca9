"""`styrgraf review list` and `show`: what waits for a decision, and what would follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from graph.texts import Text
from views.terminal.refusing import proposals_by, refusing
from views.terminal.speaking import BilingualCommand, common, language, say, shown_store, store_at, t, tell

if TYPE_CHECKING:
    from loaders.review.previewing import Preview

STATES = ("open", "accepted", "rejected", "superseded", "all")


@click.command("list", cls=BilingualCommand, help=t("Visa kön.", "Show the queue."))
@click.option("--state", type=click.Choice(STATES), default="open", help=t("Vilka förslag.", "Which proposals."))
@click.option("--document", metavar="DOKUMENT", help=t("Bara ett dokuments förslag.", "Of one document only."))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help=t("Form.", "Form."))
@common
@refusing
def list_(state: str, document: str | None, form: str, store: str | None) -> None:
    """Show the proposals by document, a line each."""
    import json

    from loaders.review.listing import find_document, listing

    opened = shown_store(store)
    wanted = find_document(opened, document).id if document else None
    found = listing(opened, None if state == "all" else state, wanted)
    if form == "json":
        told = [
            {**each.proposal.model_dump(exclude={"rows", "statement"}), "line": each.line._asdict()}
            | {"rows": json.loads(each.proposal.rows), "title": each.document.title, "date": each.document.date}
            for each in found
        ]
        written = json.dumps(told, ensure_ascii=False, indent=1)
        tell(Text(written, written))
        return
    before, lines = None, []
    for each in found:
        if each.document.id != before:
            before = each.document.id
            dated = f", {each.document.date}" if each.document.date else ""
            lines.append(f"{each.document.title}{dated} ({each.document.id})")
        shown = f" [{each.proposal.state}]" if state == "all" else ""
        lines.append(f"  {each.proposal.id}  {each.line.of(language())}{shown}")
    if not lines:
        say(Text("Kön är tom.", "The queue is empty."))
    for line in lines:
        tell(Text(line, line))


@click.command(
    cls=BilingualCommand, help=t("Visa ett förslag och vad som skulle ändras.", "Show a proposal, and its effects.")
)
@click.argument("proposal", metavar="ID")
@common
@refusing
def show(proposal: str, store: str | None) -> None:
    """Show the whole of one proposal, without writing anything."""
    from loaders.review.previewing import preview

    opened = store_at(store)
    (told,) = preview(opened, proposals_by(opened, (proposal,)))
    for line in _lines(told):
        tell(line)


def _lines(told: Preview) -> Iterator[Text]:
    from graph.kinds import PROPOSAL_SORTS, PROPOSAL_STATES
    from loaders.review import origin
    from loaders.review.statement import rows_of

    proposal, document = told.proposal, told.document
    sort, state = PROPOSAL_SORTS[proposal.sort].label, PROPOSAL_STATES[proposal.state].label
    yield told.line
    yield Text(f"  {proposal.id}: {sort.sv}, {state.sv}", f"  {proposal.id}: {sort.en}, {state.en}")
    place = origin.place(proposal.place)
    sv, en = (", ".join(filter(None, (document.title, document.date, where))) for where in place)
    yield Text(f"  Källa: {sv}", f"  Source: {en}")
    if proposal.quote:
        yield Text(f"  Citat: ”{proposal.quote}”", f"  Quote: “{proposal.quote}”")
    if proposal.rule:
        rule = origin.rule(proposal.rule)
        yield Text(f"  Regel: {rule.sv}", f"  Rule: {rule.en}")
    if proposal.reason:
        reason = origin.reason(proposal.reason)
        yield Text(f"  Skäl: {reason.sv}", f"  Reason: {reason.en}")
    parts = (
        (Text("Ändrar", "Changes"), told.changes if proposal.state == "open" else ()),
        (Text("Rätta först", "Mend first"), told.faults if proposal.state == "open" else ()),
        (Text("Går inte ihop med", "Does not go together with"), told.conflicts if proposal.state == "open" else ()),
        (Text("Tänk på", "Beware"), told.warnings),
        (Text("Vem är vem", "Who is who"), [question.text for question in told.questions]),
    )
    for heading, texts in parts:
        if texts:
            yield Text(f"  {heading.sv}:", f"  {heading.en}:")
            yield from (Text(f"    {text.sv}", f"    {text.en}") for text in texts)
    for number, (table, cells) in enumerate(rows_of(proposal), 1):
        listed = ", ".join(f"{column}={cell}" for column, cell in cells.items())
        yield Text(f"  Rad {number}, {table}: {listed}", f"  Row {number}, {table}: {listed}")
