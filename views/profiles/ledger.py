"""The seats of a region besides those who represent it: of its people, through its sjukvårdsregion, or open."""

from graph.exports.profiles import ledger
from graph.exports.profiles.seats import Seat
from graph.kinds import ROLES
from graph.texts import Language
from queries.seats import QUERY as SEATS
from views.parts import answers, downloads, saying, sections, tables
from views.parts.headings import word
from views.parts.markup import NOTHING, Html, join, tag, text
from views.parts.tables import Column
from views.profiles import cells


def show(subject: answers.PageSubject, day: str, language: Language, *, employed: bool) -> None:
    """Show the seats of a region that are not told above, where `employed` have been too; nothing without any."""
    if subject.kind != ledger.KIND:
        return
    found = ledger.seats(answers.rows(day), subject.id, employed=employed)
    if not found:
        return
    refers = tables.refers(found)
    columns = [
        Column(word("group", language), lambda seat: tables.to(refers, seat.group), bare=True),
        Column(word("role", language), lambda seat: text(ROLES[seat.role].label.of(language) if seat.role else "")),
        Column(word("person", language), lambda seat: _holder(seat, refers, language), bare=True),
        Column(ledger.HOW.of(language), lambda seat: _how(seat, language)),
        *cells.proof(refers, language),
    ]
    title = ledger.TITLE.fill(name=subject.label).of(language)
    saying.heading(title, ledger.LEAD.fill(name=subject.label).of(language), count=len(found))
    sections.by_sureness(found, columns, language, title, fold=sections.FOLD)
    answer = answers.ask(SEATS, day, body=subject.id)
    rows = [row for row in answer.rows if not ledger.told_already(row, employed=employed)]
    downloads.offer(answer, language, "ledger", rows)


def _holder(seat: Seat, refers: tables.Refers, language: Language) -> Html:
    """Return who sits there, or that it is vacant or unknown."""
    state = ledger.holder(seat)
    if seat.taken:
        return join([tables.to(refers, seat.person), _beside(state.of(language) if state else "")])
    return tag("span", text(state.of(language)), class_="sg-none") if state else NOTHING


def _how(seat: Seat, language: Language) -> Html:
    said = ledger.how(seat)
    return join([text(said.label.of(language)), _beside(", ".join(each.of(language) for each in said.beside))])


def _beside(said: str) -> Html:
    return tag("span", text(said), class_="sg-beside") if said else NOTHING
