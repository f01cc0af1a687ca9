"""Decisions on proposals: accept, reject, edit. Each is one load, checked within it, so that two who decide at once
cannot decide the same thing twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from graph import names
from graph.bundle import Bundle
from graph.loading.intake import Outcome, take_in
from graph.port import Reader, Store
from graph.records import Document, Proposal, Source
from graph.texts import Text
from graph.written_dates import read
from loaders.review.building import ask, build
from loaders.review.checking import OURS, named, no_column, opened, refuse_worse, with_rows
from loaders.review.origin import GONE
from loaders.review.people import KnownPeople, NameAnswer, NameQuestion
from loaders.review.refusing import Faulty, ReviewError, refuse_private, refuse_private_rows
from loaders.review.regional import kind_begun
from loaders.review.retracting import is_retraction, retracted
from loaders.review.statement import rows_of
from loaders.review.undoing import undo
from loaders.tables.descriptions import TABLES

_DESCRIBED = ("title", "publisher", "address", "date", "period")
_DATES = ("date", "period")


class Accepted(NamedTuple):
    """What was accepted, and what that did."""

    proposals: tuple[str, ...]
    outcome: Outcome


class Unanswered(ReviewError):
    """There are questions about persons that must be answered first."""

    def __init__(self, questions: Sequence[NameQuestion]) -> None:
        """Keep the questions; the wording asks them."""
        super().__init__(
            Text(
                "\n".join(["Inget har sparats. Svara först på vem som är vem:", *(q.text.sv for q in questions)]),
                "\n".join(["Nothing was saved. First answer who is who:", *(q.text.en for q in questions)]),
            )
        )
        self.questions = questions


def accept(store: Store, ids: Iterable[str], who: str, answers: Sequence[NameAnswer] = ()) -> Accepted:
    """Take what open proposals say into the graph, all of them in one load or none.

    One that takes an accepted ending back is accepted by itself, and first undoes that. Raises `Faulty` and
    `Unanswered` for what must be mended or answered first, `ReviewError` for a proposal that is not open, `StoreError`
    when the store cannot be written.
    """
    wanted = tuple(dict.fromkeys(ids))
    moment = datetime.now(UTC)
    over = _taken_back(store, opened(store, wanted), who)

    def made(reader: Reader) -> Bundle:
        proposals = opened(reader, wanted)
        built = build(reader, proposals, answers, who, moment)
        if built.faults:
            raise Faulty(built.faults)
        questions = ask(KnownPeople(reader), built) if built.new else []
        if questions:
            raise Unanswered(questions)
        superseded = {"state": "superseded", "reason": GONE.sv}
        return Bundle(
            [
                *built.records,
                *(each.model_copy(update={"state": "accepted"}) for each in proposals),
                *(each.model_copy(update=superseded) for each in reader.fetch(Proposal, over).values()),
            ]
        )

    outcome = take_in(store, made, who, f"granskning: godkände {named(wanted)}", insist=True, allow_drop=True)
    return Accepted(wanted, outcome)


def _taken_back(store: Store, proposals: Sequence[Proposal], who: str) -> list[str]:
    """Undo the endings that a proposal takes back; return the proposals that told of them, which are open by then."""
    told = [each for each in proposals if is_retraction(each)]
    standing = {each.id: found for each in told if (found := retracted(store, each))}
    if standing and len(proposals) > 1:
        listed = ", ".join(standing)
        raise ReviewError(
            Text(
                f"{listed} tar tillbaka något som är godkänt. Godkänn det för sig.",
                f"{listed} takes back what was accepted. Accept it by itself.",
            )
        )
    for ending in (each for found in standing.values() for each in found):
        undo(store, ending.id, who)
    return [ending.id for each in told for ending in retracted(store, each, "open")]


class Sorted(NamedTuple):
    """Which proposals can be accepted together as they are, and what stops the others."""

    ready: list[Proposal]
    faults: dict[str, list[Text]]
    questions: list[NameQuestion]


def sorted_out(reader: Reader, proposals: Iterable[Proposal]) -> Sorted:
    """Tell what can be accepted at once, without writing; who may be somebody known is left out wherever named."""
    left = list(proposals)
    faults: dict[str, list[Text]] = {}
    moment = datetime.now(UTC)
    while True:
        built = build(reader, left, (), "", moment)
        if not built.faults:
            break
        faults.update(built.faults)
        left = [proposal for proposal in left if proposal.id not in built.faults]
    questions = ask(KnownPeople(reader), built) if built.new else []
    asked = {names.exact(question.name) for question in questions}
    ready = [
        proposal
        for proposal in left
        if not asked.intersection(names.exact(cells.get("person", "")) for _, cells in rows_of(proposal))
    ]
    return Sorted(ready, faults, questions)


def reject(store: Store, ids: Iterable[str], reason: str, who: str) -> None:
    """Reject open proposals, and remember why; raises `ReviewError` without a reason, or when one is not open."""
    wanted = tuple(dict.fromkeys(ids))
    why = reason.strip()
    if not why or len(why) > 4_000:
        raise ReviewError(
            Text("Skriv varför, högst 4 000 tecken.", "Write why, in at most 4,000 letters."),
        )
    refuse_private({"reason": why})

    def made(reader: Reader) -> Bundle:
        told = {"state": "rejected", "reason": why}
        return Bundle(each.model_copy(update=told) for each in opened(reader, wanted))

    take_in(store, made, who, f"granskning: avvisade {named(wanted)}", insist=True)


def edit(store: Store, key: str, changes: Mapping[str, str], who: str) -> Proposal:
    """Change cells of an open proposal's row: `column`, or `2.column` for its second row; an empty value clears one.

    The statement stays tied to what the document says, which is never proposed again. Raises `ReviewError` for a
    column that the table lacks, `Faulty` for a value that does not fit.
    """
    edited: list[Proposal] = []

    def made(reader: Reader) -> Bundle:
        (proposal,) = opened(reader, [key])
        rows = rows_of(proposal)
        for name, value in changes.items():
            number, dot, column = name.rpartition(".")
            place = int(number) - 1 if dot and number.isascii() and number.isdigit() else 0 if not dot else -1
            if not 0 <= place < len(rows) or column not in TABLES[rows[place][0]].columns or column in OURS:
                raise ReviewError(no_column(name, rows))
            if value.strip():
                rows[place][1][column] = value.strip()
            else:
                rows[place][1].pop(column, None)
            refuse_private_rows([(rows[place][0], {column: value.strip()})])
        edited[:] = [with_rows(proposal, rows)]
        refuse_worse(reader, proposal, edited[0], {name.rpartition(".")[2] for name in changes}, who)
        return Bundle(edited)

    take_in(store, made, who, f"granskning: ändrade {key}", insist=True)
    return edited[0]


def establish(store: Store, key: str, column: str, kind: str | None, who: str) -> Proposal:
    """Let an open proposal also add the organisation that its row names in a column, as a new one of a kind.

    Without a kind it is the one that the name tells (`NAG …`). Raises `ReviewError` when there is no such name or kind.
    """
    edited: list[Proposal] = []

    def made(reader: Reader) -> Bundle:
        (proposal,) = opened(reader, [key])
        rows = rows_of(proposal)
        name = next((cells[column] for _, cells in rows if cells.get(column)), None)
        what = kind or (kind_begun(name) if name else None)
        if name is None or what is None:
            raise ReviewError(
                Text(
                    f"Skriv en kolumn som namnger en organisation, och dess slag: {column}=SLAG.",
                    f"Write a column that names an organisation, and its kind: {column}=KIND.",
                )
            )
        added = ("organisations", {"kind": what, "name": name})
        edited[:] = [with_rows(proposal, [*(row for row in rows if row != added), added])]
        refuse_worse(reader, proposal, edited[0], {"kind", "name"}, who)
        return Bundle(edited)

    take_in(store, made, who, f"granskning: ändrade {key}", insist=True)
    return edited[0]


def redate(store: Store, document: str, changes: Mapping[str, str], who: str) -> Document:
    """Correct what is known of a document (title, publisher, address, date, period), and of it as a source.

    What was accepted from it is then reasoned anew. Raises `ReviewError` for another field, or a value that does not
    fit.
    """
    edited: list[Document] = []

    def made(reader: Reader) -> Bundle:
        there = reader.fetch(Document, [document]).get(document)
        if there is None or not changes or set(changes) - set(_DESCRIBED):
            raise ReviewError(
                Text(
                    f"Ett dokuments uppgifter är: {', '.join(_DESCRIBED)}.",
                    f"What is told of a document is: {', '.join(_DESCRIBED)}.",
                )
            )
        told = {name: value.strip() or None for name, value in changes.items()}
        refuse_private(told)
        told |= {name: read(value) or value for name in _DATES if (value := told.get(name))}
        try:
            edited[:] = [Document.model_validate({**there.model_dump(), **told})]
            cited = reader.fetch(Source, [document]).values()
            sources = [Source.model_validate({**source.model_dump(), **told}) for source in cited]
        except ValueError:
            raise ReviewError(
                Text(
                    "Värdet passar inte. En titel behövs, och datum skrivs som 2024-03-01, 2024-03 eller 2024.",
                    "The value does not fit. A title is needed, and dates are written 2024-03-01, 2024-03 or 2024.",
                )
            ) from None
        return Bundle([*sources, *edited])

    take_in(store, made, who, f"granskning: ändrade {document}", insist=True, allow_drop=True)
    return edited[0]
