"""The page of a person: assignments now and before, and on what ground several names are held to be one person."""

from collections.abc import Sequence
from typing import Any

from graph import kinds
from graph.exports import wording
from graph.exports.site.edition import HOME, NAMES, Edition, Individual
from graph.exports.site.html import NOTHING, Column, Html, dated, join, listed, table, tag, text
from graph.exports.site.organisation import ended_cell, role
from graph.exports.site.page import Page
from graph.records import Judgement


def person(edition: Edition, who: Individual) -> Page:
    """Return the page of a person, all but its frame."""
    page = Page(edition, edition.addresses[who.id])
    if who.spelt:
        page.say(page.word("also", names=", ".join(who.spelt)))
    _assignments(page, edition.ask("assignments", person=who.id))
    _judgements(page, who)
    return page


def written(page: Page, who: Individual) -> bytes:
    """Return the page of a person as a file."""
    way = [(HOME, page.word("start")), (f"{NAMES}#people", page.word("people"))]
    return page.document(who.name, wording.capital(page.word("person_kind")), way)


def _assignments(page: Page, rows: Sequence[Any]) -> None:
    def over(row: Any) -> bool:
        return row.ended is not None and row.ended <= page.edition.as_of

    present = [row for row in rows if row.standing != "attendance"]
    now = [row for row in present if row.certainty is not None and row.standing == "seat"]
    parts = {
        "": [row for row in now if not row.unconfirmed],
        "unconfirmed": [row for row in now if row.unconfirmed],
        "nominees": [row for row in present if row.certainty is not None and row.standing == "nomination"],
        "attended": [row for row in rows if row.standing == "attendance"],
        "earlier": [row for row in present if over(row)],
        "later": [row for row in present if row.certainty is None and not over(row)],
    }
    page.section("assignments", page.word("assignments"), len(now) or None)
    if not now:
        page.say(page.word("assignments_none"), "none")
    for key, part in parts.items():
        if not part:
            continue
        if key:
            page.part(page.word(key), len(part))
        page.add(table(page.word(key or "assignments"), _columns(page, part, key == "earlier"), part))


def _columns(page: Page, part: Sequence[Any], over: bool) -> list[Column]:
    def seat(row: Any) -> Html:
        told = [text(page.edition.omissions.text(row.title))] if row.title else []
        if row.employer_id:
            told.append(page.to(row.employer_id))
        return join([role(page, row), tag("span", join(told, ", "), class_="beside") if told else NOTHING])

    def confirmed(row: Any) -> Html:
        if over or row.certainty is None:
            return dated(wording.observed(row.last_confirmed or "", page.language))
        return page.confirmed(row)

    columns = [
        Column(page.word("group"), lambda row: page.to(row.group_id), bare=True),
        Column(page.word("role"), seat, bare=True),
        Column(page.word("represents"), lambda row: page.several(row.body_ids)),
    ]
    if any(row.valid_from for row in part):
        columns.append(Column(page.word("since"), lambda row: page.when(row.valid_from)))
    if over:
        columns.append(Column(page.word("ended"), lambda row: ended_cell(page, row)))
    columns += [
        Column(page.word("confirmed"), confirmed),
        Column(page.word("sources"), lambda row: page.refs(row.sources)),
    ]
    return columns


def _judgements(page: Page, who: Individual) -> None:
    mine = {record.id for record in who.records}
    for verdict in kinds.VERDICTS:
        found = [
            each
            for each in page.edition.judgements
            if each.verdict == verdict and mine & {each.person_a, each.person_b}
        ]
        if not found:
            continue
        lead = "" if verdict == "not_same" else page.word(f"{verdict}_lead")
        page.section(f"verdict-{verdict}", page.word(verdict), lead=lead)
        page.add(listed(_told(page, each, mine) for each in found))


def _told(page: Page, judgement: Judgement, mine: set[str]) -> Html:
    """Return a judgement in words, each name as its own record bears it, with its source."""
    spelt = {record.id: record.name for each in page.edition.individuals.values() for record in each.records}

    def name(id_: str) -> Html:
        shown = text(spelt.get(id_, "")) if id_ in mine else page.to(id_)
        alike = spelt.get(judgement.person_a) == spelt.get(judgement.person_b)
        return join([shown, tag("span", text(f" ({id_})"), class_="count")]) if alike else shown

    verdict = tag("strong", text(kinds.VERDICTS[judgement.verdict].label.of(page.language)))
    pair = join([name(judgement.person_a), name(judgement.person_b)], " – ")
    note = page.note(judgement.note)
    return join([pair, Html(": "), verdict, Html(" "), page.refs([judgement.source]), note])
