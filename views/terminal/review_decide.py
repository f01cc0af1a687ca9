"""`styrgraf review accept`, `reject`, `edit` and `undo`: decisions on what waits in the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph.port import Store
from graph.texts import Text
from views.terminal.refusing import proposals_by, refusing
from views.terminal.speaking import REFUSED, WRONG_USE, BilingualCommand, common, say, stop, store_at, t, tell, who

if TYPE_CHECKING:
    from graph.records import Proposal
    from loaders.review.people import NameAnswer, Verdict


@click.command(cls=BilingualCommand, help=t("Godkänn förslag, alla på en gång.", "Accept proposals, all at once."))
@click.argument("proposals", nargs=-1, metavar="ID...")
@click.option(
    "--all-of",
    metavar="DOKUMENT",
    help=t(
        "Alla i ett dokument utan frågor, fel eller motsägelser.",
        "All of a document without questions, faults or conflicts.",
    ),
)
@click.option("--same", metavar="PERSON_ID", help=t("Den nya är denna person.", "The new one is this person."))
@click.option("--not-same", is_flag=True, help=t("Den nya är en annan person.", "The new one is another person."))
@click.option(
    "--unsettled",
    is_flag=True,
    help=t("Det går inte att veta än: håll isär dem.", "It cannot be told yet: keep them apart."),
)
@common
@refusing
def accept(
    proposals: tuple[str, ...], all_of: str | None, same: str | None, not_same: bool, unsettled: bool, store: str | None
) -> None:
    """Take proposals into the graph."""
    from loaders.review import deciding
    from loaders.review.listing import find_document
    from loaders.review.previewing import preview

    answered = (bool(same), not_same, unsettled)
    if bool(proposals) == bool(all_of) or sum(answered) > 1 or (same and len(proposals) != 1):
        stop(
            WRONG_USE,
            Text(
                "Ange förslag eller --all-of DOKUMENT, högst ett svar på vem som är vem, och --same med ett enda "
                "förslag.",
                "Name proposals or --all-of DOCUMENT, at most one answer on who is who, and --same with one proposal "
                "alone.",
            ),
        )
    opened = store_at(store)
    if all_of:
        told = deciding.sorted_out(opened, opened.proposals(find_document(opened, all_of).id, "open"))
        against = {each.proposal.id: list(each.conflicts) for each in preview(opened, told.ready) if each.conflicts}
        wanted, answers = [proposal for proposal in told.ready if proposal.id not in against], []
        for key, faults in {**told.faults, **against}.items():
            for fault in faults:
                say(Text(f"{key}: {fault.sv}", f"{key}: {fault.en}"))
        for question in told.questions:
            say(Text(f"{question.proposal}: {question.text.sv}", f"{question.proposal}: {question.text.en}"))
        if not wanted:
            stop(REFUSED, Text("Inget av förslagen kan godkännas som det är.", "None can be accepted as it is."))
    else:
        wanted = proposals_by(opened, proposals)
        answers = _answers(opened, wanted, same, "not_same" if not_same else "unsettled") if any(answered) else []
    accepted = deciding.accept(opened, [proposal.id for proposal in wanted], who(), answers)
    count = len(accepted.proposals)
    tell(Text(f"{count} förslag {'godkänt' if count == 1 else 'godkända'}.", f"Accepted: {count}."))
    outcome = accepted.outcome
    if outcome.ended:
        say(Text(f"{outcome.ended} uppdrag är inte längre pågående.", f"{outcome.ended} memberships no longer go on."))


def _answers(store: Store, proposals: list[Proposal], same: str | None, otherwise: Verdict) -> list[NameAnswer]:
    from loaders.review.people import NameAnswer
    from loaders.review.previewing import preview

    questions = [question for told in preview(store, proposals) for question in told.questions]
    if same and same not in {question.person.id for question in questions}:
        listed = ", ".join(question.person.id for question in questions) or "–"
        stop(
            WRONG_USE,
            Text(f"Det är ingen fråga om {same}. Fråga: {listed}.", f"{same} is not asked about. Asked: {listed}."),
        )
    return [
        NameAnswer(question.proposal, question.name, question.person.id, "same" if same else otherwise)
        for question in questions
        if same is None or question.person.id == same
    ]


@click.command(cls=BilingualCommand, help=t("Avvisa förslag, med skäl.", "Reject proposals, with a reason."))
@click.argument("proposals", nargs=-1, metavar="ID...")
@click.option("--reason", required=True, metavar="TEXT", help=t("Varför.", "Why."))
@common
@refusing
def reject(proposals: tuple[str, ...], reason: str, store: str | None) -> None:
    """Reject proposals."""
    from loaders.review import deciding

    opened = store_at(store)
    wanted = proposals_by(opened, proposals)
    deciding.reject(opened, [proposal.id for proposal in wanted], reason, who())
    count = len(wanted)
    tell(Text(f"{count} förslag {'avvisat' if count == 1 else 'avvisade'}.", f"Rejected: {count}."))


@click.command(
    cls=BilingualCommand,
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
@refusing
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
        tell(Text(f"Ändrat: {document.title}, {document.date}", f"Changed: {document.title}, {document.date}"))
        return
    (found,) = proposals_by(opened, (proposal,))
    if changes:
        found = deciding.edit(opened, found.id, changes, who())
    if new:
        column, _, kind = new.partition("=")
        found = deciding.establish(opened, found.id, column, kind or None, who())
    tell(sentences(opened, [found])[found.id])


@click.command(
    cls=BilingualCommand,
    help=t(
        "Ta tillbaka det senaste beslutet om ett förslag. Det som beslutades samtidigt står kvar, utom med --together.",
        "Take back the newest decision on a proposal. What was decided at the same time stands, but for --together.",
    ),
)
@click.argument("proposal", metavar="ID")
@click.option(
    "--together", is_flag=True, help=t("Allt som beslutades samtidigt.", "All that was decided at the same time.")
)
@common
@refusing
def undo(proposal: str, together: bool, store: str | None) -> None:
    """Take a decision back."""
    from loaders.review import undoing

    opened = store_at(store)
    (found,) = proposals_by(opened, (proposal,))
    back = (undoing.undo_together if together else undoing.undo)(opened, found.id, who())
    count, (removed, restored, _) = len(back.proposals), back.undone
    listed = ", ".join(back.proposals[:5]) + (" …" if count > 5 else "")
    tell(
        Text(
            f"Taget tillbaka: {count} förslag ({listed}). {removed} poster borttagna, {restored} som förut.",
            f"Taken back: {count} proposals ({listed}). {removed} records removed, {restored} as before.",
        )
    )
    if back.standing:
        say(
            Text(
                f"{back.standing} som beslutades samtidigt står kvar. Ta tillbaka dem också med --together.",
                f"{back.standing} decided at the same time still stand. Take them back too with --together.",
            )
        )
