"""Tables of seats: the open ones of a group, and those of a region besides the people who represent it."""

from collections.abc import Sequence

from graph import kinds
from graph.exports.profiles.ledger import HOW, KIND, LEAD, TITLE, holder, how
from graph.exports.profiles.ledger import seats as seats_of
from graph.exports.profiles.seats import Seat
from graph.exports.site.html import Column, Html, join, table, tag, text
from graph.exports.site.page import Page
from graph.exports.site.sureness import by_sureness


def open_ones(page: Page, seats: Sequence[Seat]) -> None:
    """Show the seats of a group that are vacant, or that no source mentions."""
    columns = [
        Column(page.word("state"), lambda seat: text(kinds.SEAT_STATES[seat.state].label.of(page.language)), bare=True),
        Column(page.word("role"), lambda seat: _role(page, seat)),
        Column(page.word("body"), lambda seat: page.to(seat.body.id if seat.body else None, seat.represents)),
        Column(page.word("sources"), lambda seat: page.refs(seat.sources)),
    ]
    if not any(seat.role for seat in seats):
        del columns[1]
    page.part(page.word("open_seats"), len(seats))
    page.add(table(page.word("open_seats"), columns, seats))


def ledger(page: Page, id_: str) -> None:
    """Show the seats of a region that the table of those who represent it does not tell."""
    found = seats_of(page.edition.ask, id_) if page.edition.kind(id_).name == KIND else ()
    if not found:
        return
    columns = [
        Column(page.word("group"), lambda seat: page.to(seat.group.id), bare=True),
        Column(page.word("role"), lambda seat: _role(page, seat)),
        Column(page.word("person"), lambda seat: _holder(page, seat), bare=True),
        Column(HOW.of(page.language), lambda seat: _how(page, seat)),
        Column(page.word("confirmed"), page.confirmed),
        Column(page.word("sources"), lambda seat: page.refs(seat.sources)),
    ]
    name = page.edition.labels[id_]
    title = TITLE.fill(name=name).of(page.language)
    page.section("ledger", title, len(found), LEAD.fill(name=name).of(page.language))
    by_sureness(page, title, columns, found)


def _holder(page: Page, seat: Seat) -> Html:
    state = holder(seat)
    said = state.of(page.language) if state else ""
    if seat.taken and seat.person:
        return join([page.to(seat.person.id), page.beside(said)])
    return tag("span", text(said), class_="none")


def _how(page: Page, seat: Seat) -> Html:
    said = how(seat)
    return join(
        [text(said.label.of(page.language)), page.beside(", ".join(each.of(page.language) for each in said.beside))]
    )


def _role(page: Page, seat: Seat) -> Html:
    return text(kinds.ROLES[seat.role].label.of(page.language) if seat.role else "")
