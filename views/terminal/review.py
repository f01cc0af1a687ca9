"""`styrgraf review`: the queue of proposals, and the decisions on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from graph.port import Store
from graph.texts import Text
from views.terminal.speaking import REFUSED, WRONG_USE, Group, Spoken, common, language, say, stop, store_at, t, who

if TYPE_CHECKING:
    from graph.records import Proposal
    from loaders.review.people import Answer
    from loaders.review.previewing import Preview

P = ParamSpec("P")
R = TypeVar("R")
STATES = ("open", "accepted", "rejected", "superseded", "all")
_IDS = t("ID...", "ID...")


@click.group(
    cls=Group,
    help=t(
        "Granska förslagen: godkänn, avvisa, ändra och ta tillbaka. Början av ett id räcker när den är ensam om den.",
        "Review the proposals: accept, reject, edit and undo. The beginning of an id will do when only one begins so.",
    ),
)
@common
@click.pass_context
def review(context: click.Context, store: str | None) -> None:
    """Keep the address for the command that follows."""
    context.obj = store or context.obj


def _spoken(command: Callable[P, R]) -> Callable[P, R]:
    """End with a sentence and status 1 when the queue refuses."""

    @wraps(command)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
        from loaders.review.refusing import ReviewError

        try:
            return command(*args, **kwargs)
        except ReviewError as error:
            stop(REFUSED, error.text)

    return speaking


def _echo(text: Text) -> None:
    click.echo(text.of(language()))


def _found(store: Store, ids: tuple[str, ...]) -> list[Proposal]:
    from loaders.review.listing import find_proposal

    if not ids:
        stop(WRONG_USE, Text("Ange minst ett förslag.", "Name at least one proposal."))
    return [find_proposal(store, key) for key in ids]


@review.command("list", cls=Spoken, help=t("Visa kön.", "Show the queue."))
@click.option("--state", type=click.Choice(STATES), default="open", help=t("Vilka förslag.", "Which proposals."))
@click.option("--document", metavar="DOKUMENT", help=t("Bara ett dokuments förslag.", "Of one document only."))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help=t("Form.", "Form."))
@common
@_spoken
def list_(state: str, document: str | None, form: str, store: str | None) -> None:
    """Show the proposals by document, a line each."""
    import json

    from loaders.review.listing import find_document, listing

    opened = store_at(store)
    wanted = find_document(opened, document).id if document else None
    found = listing(opened, None if state == "all" else state, wanted)
    if form == "json":
        told = [
            {**each.proposal.model_dump(exclude={"rows", "statement"}), "line": each.line._asdict()}
            | {"rows": json.loads(each.proposal.rows), "title": each.document.title, "date": each.document.date}
            for each in found
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    before, lines = None, []
    for each in found:
        if each.document.id != before:
            before = each.document.id
            dated = f", {each.document.date}" if each.document.date else ""
            lines.append(f"{each.document.title}{dated} ({each.document.id})")
        shown = f" [{each.proposal.state}]" if state == "all" else ""
        lines.append(f"  {each.proposal.id}  {each.line.of(language())}{shown}")
    click.echo("\n".join(lines)) if lines else say(Text("Kön är tom.", "The queue is empty."))


@review.command(cls=Spoken, help=t("Visa ett förslag och vad som skulle ändras.", "Show a proposal, and its effects."))
@click.argument("proposal", metavar="ID")
@common
@_spoken
def show(proposal: str, store: str | None) -> None:
    """Show the whole of one proposal, without writing anything."""
    from loaders.review.previewing import preview

    opened = store_at(store)
    (told,) = preview(opened, _found(opened, (proposal,)))
    for line in _lines(told):
        _echo(line)


def _lines(told: Preview) -> Iterator[Text]:
    from graph.kinds import PROPOSAL_SORTS, PROPOSAL_STATES
    from loaders.review.statement import rows_of

    proposal, document = told.proposal, told.document
    sort, state = PROPOSAL_SORTS[proposal.sort].label, PROPOSAL_STATES[proposal.state].label
    yield told.line
    yield Text(f"  {proposal.id}: {sort.sv}, {state.sv}", f"  {proposal.id}: {sort.en}, {state.en}")
    where = ", ".join(filter(None, (document.title, document.date, proposal.place)))
    yield Text(f"  Källa: {where}", f"  Source: {where}")
    if proposal.quote:
        yield Text(f"  Citat: ”{proposal.quote}”", f"  Quote: “{proposal.quote}”")
    if proposal.rule:
        yield Text(f"  Regel: {proposal.rule}", f"  Rule: {proposal.rule}")
    if proposal.reason:
        yield Text(f"  Skäl: {proposal.reason}", f"  Reason: {proposal.reason}")
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


@review.command(cls=Spoken, help=t("Godkänn förslag, alla på en gång.", "Accept proposals, all at once."))
@click.argument("proposals", nargs=-1, metavar=_IDS)
@click.option("--all-of", metavar="DOKUMENT", help=t("Alla i ett dokument som kan godkännas.", "All of a document."))
@click.option(
    "--same", metavar="PERSON_ID", help=t("Den nya är denna person.", "The new one is this person.")
)
@click.option("--not-same", is_flag=True, help=t("Den nya är en annan person.", "The new one is another person."))
@common
@_spoken
def accept(proposals: tuple[str, ...], all_of: str | None, same: str | None, not_same: bool, store: str | None) -> None:
    """Take proposals into the graph."""
    from loaders.review import deciding
    from loaders.review.listing import find_document

    if bool(proposals) == bool(all_of) or (same and not_same) or (same and len(proposals) != 1):
        stop(
            WRONG_USE,
            Text(
                "Ange förslag eller --all-of DOKUMENT, och --same med ett enda förslag.",
                "Name proposals or --all-of DOCUMENT, and --same with one proposal alone.",
            ),
        )
    opened = store_at(store)
    if all_of:
        told = deciding.sorted_out(opened, opened.proposals(find_document(opened, all_of).id, "open"))
        wanted, answers = told.ready, []
        for key, faults in told.faults.items():
            for fault in faults:
                say(Text(f"{key}: {fault.sv}", f"{key}: {fault.en}"))
        for question in told.questions:
            say(Text(f"{question.proposal}: {question.text.sv}", f"{question.proposal}: {question.text.en}"))
        if not wanted:
            stop(REFUSED, Text("Inget av förslagen kan godkännas som det är.", "None can be accepted as it is."))
    else:
        wanted = _found(opened, proposals)
        answers = _answers(opened, wanted, same, not_same) if same or not_same else []
    accepted = deciding.accept(opened, [proposal.id for proposal in wanted], who(), answers)
    count = len(accepted.proposals)
    _echo(Text(f"{count} förslag godkända.", f"{count} proposals accepted."))
    outcome = accepted.outcome
    if outcome.ended:
        say(Text(f"{outcome.ended} uppdrag är inte längre pågående.", f"{outcome.ended} memberships no longer go on."))


def _answers(store: Store, proposals: list[Proposal], same: str | None, not_same: bool) -> list[Answer]:
    from loaders.review.people import Answer
    from loaders.review.previewing import preview

    questions = [question for told in preview(store, proposals) for question in told.questions]
    if same and same not in {question.person.id for question in questions}:
        listed = ", ".join(question.person.id for question in questions) or "–"
        stop(
            WRONG_USE,
            Text(f"Det är ingen fråga om {same}. Fråga: {listed}.", f"{same} is not asked about. Asked: {listed}."),
        )
    return [
        Answer(question.proposal, question.name, question.person.id, "not_same" if not_same else "same")
        for question in questions
        if not_same or question.person.id == same
    ]


@review.command(cls=Spoken, help=t("Avvisa förslag, med skäl.", "Reject proposals, with a reason."))
@click.argument("proposals", nargs=-1, metavar=_IDS)
@click.option("--reason", required=True, metavar="TEXT", help=t("Varför.", "Why."))
@common
@_spoken
def reject(proposals: tuple[str, ...], reason: str, store: str | None) -> None:
    """Reject proposals."""
    from loaders.review import deciding

    opened = store_at(store)
    wanted = _found(opened, proposals)
    deciding.reject(opened, [proposal.id for proposal in wanted], reason, who())
    _echo(Text(f"{len(wanted)} förslag avvisade.", f"{len(wanted)} proposals rejected."))


@review.command(
    cls=Spoken,
    help=t(
        "Ändra ett förslags celler, eller ett dokuments titel, publisher, address, date och period. Tomt värde tar "
        "bort, och 2.KOLUMN är andra raden.",
        "Change the cells of a proposal, or a document's title, publisher, address, date and period. An empty value "
        "clears, and 2.COLUMN is the second row.",
    ),
)
@click.argument("proposal", metavar="ID")
@click.argument("change", nargs=-1, metavar=t("KOLUMN=VÄRDE...", "COLUMN=VALUE..."))
@click.option(
    "--new",
    metavar=t("KOLUMN[=SLAG]", "COLUMN[=KIND]"),
    help=t(
        "Organisationen i kolumnen är ny, och av slaget.", "The organisation in the column is new, and of the kind."
    ),
)
@common
@_spoken
def edit(proposal: str, change: tuple[str, ...], new: str | None, store: str | None) -> None:
    """Change a proposal that is open, or what is told of a document."""
    from graph.records import Document
    from loaders.review import deciding
    from loaders.review.sentences import sentences

    pairs = [each.partition("=") for each in change]
    if not (pairs or new) or any(not equals for _, equals, _ in pairs):
        stop(WRONG_USE, Text("Skriv KOLUMN=VÄRDE.", "Write COLUMN=VALUE."))
    opened = store_at(store)
    changes = {name.strip(): value for name, _, value in pairs}
    if proposal in opened.fetch(Document, [proposal]):
        document = deciding.redate(opened, proposal, changes, who())
        _echo(Text(f"Ändrat: {document.title}, {document.date}", f"Changed: {document.title}, {document.date}"))
        return
    (found,) = _found(opened, (proposal,))
    if changes:
        found = deciding.edit(opened, found.id, changes, who())
    if new:
        column, _, kind = new.partition("=")
        found = deciding.establish(opened, found.id, column, kind or None, who())
    _echo(sentences(opened, [found])[found.id])


@review.command(
    cls=Spoken,
    help=t(
        "Ta tillbaka det senaste beslutet om ett förslag, med allt som beslutades samtidigt.",
        "Take back the newest decision on a proposal, with all that was decided at the same time.",
    ),
)
@click.argument("proposal", metavar="ID")
@common
@_spoken
def undo(proposal: str, store: str | None) -> None:
    """Take a decision back."""
    from loaders.review import undoing

    opened = store_at(store)
    (found,) = _found(opened, (proposal,))
    told = undoing.scope(opened, found.id)
    undone = undoing.undo_number(opened, told.load, who())
    count = len(told.proposals)
    _echo(
        Text(
            f"Taget tillbaka: {count} förslag ({', '.join(told.proposals[:5])}). "
            f"{undone.removed} poster borttagna, {undone.restored} som förut.",
            f"Taken back: {count} proposals ({', '.join(told.proposals[:5])}). "
            f"{undone.removed} records removed, {undone.restored} as before.",
        )
    )
