"""The page of a person: assignments now and before, and on what ground several names are held to be one person."""

from collections.abc import Sequence

from graph import kinds
from graph.exports import wording
from graph.exports.profiles.person import Assignment, Assignments, assignments, grounds
from graph.exports.site.edition import HOME, NAMES, Edition, Individual
from graph.exports.site.html import Column, Html, join, listed, table, tag, text
from graph.exports.site.organisation import beside_work, history_columns, role
from graph.exports.site.page import Page
from graph.records import Judgement


def person(edition: Edition, who: Individual) -> Page:
    """Return the page of a person, all but its frame."""
    page = Page(edition, edition.addresses[who.id])
    if who.spelt:
        page.say(page.word("also", names=", ".join(who.spelt)))
    _assignments(page, assignments(edition.ask, who.id))
    _judgements(page, who)
    return page


def written(page: Page, who: Individual) -> bytes:
    """Return the page of a person as a file."""
    way = [(HOME, page.word("start")), (f"{NAMES}#people", page.word("people"))]
    return page.document(who.name, wording.capital(page.word("person_kind")), way)


def _assignments(page: Page, held: Assignments) -> None:
    page.section("assignments", page.word("assignments"), len(held.current) or None)
    if not held.current:
        page.say(page.word("assignments_none"), "none")
    for key, part in held._asdict().items():
        if not part:
            continue
        if key != "sure":
            page.part(page.word(key), len(part))
        caption = page.word("assignments" if key == "sure" else key)
        page.add(table(caption, _columns(page, part, key == "earlier"), part))


def _columns(page: Page, part: Sequence[Assignment], over: bool) -> list[Column]:
    return [
        Column(page.word("group"), lambda each: page.to(each.group.id), bare=True),
        Column(page.word("role"), lambda each: join([role(page, each), beside_work(page, each)]), bare=True),
        Column(page.word("represents"), lambda each: page.several(body.id for body in each.bodies)),
        *history_columns(page, part, over),
    ]


def _judgements(page: Page, who: Individual) -> None:
    mine = {record.id for record in who.records}
    for verdict, found in grounds(page.edition.judgements, mine).items():
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
