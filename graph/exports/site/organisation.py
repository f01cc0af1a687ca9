"""The page of a group or body: host, members, what it hosts, who represents it, its relations, names and history."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from graph import kinds
from graph.exports import wording
from graph.exports.profiles.facts import Leader, called, facts
from graph.exports.profiles.held import Held
from graph.exports.profiles.history import Change, history
from graph.exports.profiles.hostings import Hosting, hosted
from graph.exports.profiles.members import Member, Members, Remark, members
from graph.exports.profiles.person import Assignment
from graph.exports.profiles.relations import MIRROR, Mirror, mirrors, verb
from graph.exports.profiles.representing import Representative, representing
from graph.exports.profiles.seats import open_seats
from graph.exports.profiles.values import Ended, Told, parted, sources_of
from graph.exports.site.edition import HOME, Edition
from graph.exports.site.html import NOTHING, Column, Html, dated, join, table, tag, text
from graph.exports.site.page import Page
from graph.exports.site.seats import ledger, open_ones
from graph.exports.site.sureness import by_sureness
from graph.exports.site.words import between
from graph.names import swedish_key
from graph.records import Link


class _Fact(NamedTuple):
    label: str
    value: Html
    confirmed: Html
    refs: Html


def organisation(edition: Edition, id_: str) -> Page:
    """Return the page of an organisation, all but its frame."""
    page = Page(edition, edition.addresses[id_])
    if not edition.around[id_].exists:
        day = wording.day(edition.as_of, edition.language)
        page.say(page.word("not_then_one", name=edition.labels[id_], day=day), "remark")
    everybody = members(edition.ask, id_) if edition.with_people else None
    _facts(page, id_, everybody)
    if everybody is not None:
        _members(page, id_, everybody)
        _representing(page, id_)
        ledger(page, id_)
    _hosting(page, id_)
    _relations(page, id_)
    _mirrors(page, id_)
    _names(page, id_)
    _history(page, id_)
    return page


def written(page: Page, id_: str) -> bytes:
    """Return the page of an organisation as a file."""
    kind = page.edition.kind(id_)
    way = [(HOME, page.word("start")), (f"{HOME}#kind-{kind.name}", wording.capital(kind.plural.of(page.language)))]
    return page.document(page.edition.labels[id_], wording.capital(kind.label.of(page.language)), way)


# ---- facts


def _facts(page: Page, id_: str, everybody: Members | None) -> None:
    edition = page.edition
    told = facts(edition.organisations[id_], edition.names[id_], everybody, edition.ask, edition.evidence_of)
    lines = [_host(page, each) for each in told.hosts]
    lines += [_chair(page, each) for each in told.leaders if each.role == _CHAIR]

    def line(key: str, value: Html, fact: Told) -> None:
        lines.append(_Fact(page.word(key), value, NOTHING, page.refs(fact.sources)))

    line("kind", text(kinds.ORGANISATION_KINDS[told.kind.value].description.of(page.language)), told.kind)
    if told.full_name:
        line("full_name", tag("span", text(told.full_name.value), class_="name"), told.full_name)
    if told.status:
        line("status", text(kinds.ORGANISATION_STATUSES[told.status.value].label.of(page.language)), told.status)
    for key, day in (("since", told.since), ("until", told.until)):
        if day:
            line(key, page.when(day.value), day)
    columns = [
        Column(page.word("fact"), lambda line: tag("strong", text(line.label)), bare=True),
        Column(page.word("answer"), lambda line: line.value, bare=True),
        Column(page.word("confirmed"), lambda line: line.confirmed),
        Column(page.word("sources"), lambda line: line.refs),
    ]
    if not any(line.confirmed for line in lines):
        del columns[2]
    page.section("facts", page.word("facts"))
    page.add(table(page.word("facts"), columns, lines))


def _host(page: Page, hosting: Hosting) -> _Fact:
    if hosting.host is None:
        return _Fact(page.word("host"), page.unknown(), page.confirmed(hosting), page.refs(hosting.sources))
    span = [(key, value) for key, value in (("since", hosting.since), ("until", hosting.until)) if value]
    through = hosting.beside(hosting.group.id)
    said = [through.of(page.language)] if through else []
    said += [f"{page.word(key).lower()} {wording.observed(day, page.language)}" for key, day in span]
    told = ", ".join(said)
    value = join([page.to(hosting.host.id), page.beside(told)])
    label = page.word("dormant" if hosting.status == "dormant" else "host")
    return _Fact(label, value, page.confirmed(hosting), page.refs(hosting.sources))


_CHAIR = "ordförande"


def _chair(page: Page, leader: Leader) -> _Fact:
    if leader.person:
        shown = page.to(leader.person.id)
    elif leader.state == "vacant":
        shown = text(kinds.SEAT_STATES["vacant"].label.of(page.language))
    else:
        shown = page.unknown()
    return _Fact(page.word("chair"), shown, page.confirmed(leader), page.refs(leader.sources))


# ---- people


def _members(page: Page, id_: str, everybody: Members) -> None:
    seats = open_seats(page.edition.ask, id_)
    if page.edition.kind(id_).host and not (everybody.everybody or seats):
        return
    page.section("members", page.word("members"), len(everybody.seated) or None)
    for remark in everybody.remarks:
        _remark(page, remark)
    if not everybody.seated:
        page.say(page.word("members_none"), "none")
    parts = (
        ("", everybody.sure),
        ("unconfirmed", everybody.unconfirmed),
        ("nominees", everybody.nominees),
        ("coming", everybody.coming),
        ("open", seats),
        ("earlier", everybody.earlier),
    )
    for key, part in parts:
        if not part:
            continue
        if key == "open":
            open_ones(page, seats)
            continue
        if key:
            page.part(page.word(key), len(part), page.word("unconfirmed_lead") if key == "unconfirmed" else "")
        page.add(table(page.word(key or "members"), _member_columns(page, part, key == "earlier"), part))


def _remark(page: Page, remark: Remark) -> None:
    """Say why several hold what one person holds at a time, or one body's place in a role."""
    people = [label for each in remark.people if (label := page.edition.label(each.id))]
    if len(people) < 2:
        return
    place = kinds.ROLES[remark.role].label.of(page.language)
    if remark.body:
        place = page.word("place_for", role=place, body=page.edition.label(remark.body.id) or "")
    listed = page.word("and").join([", ".join(people[:-1]), people[-1]])
    page.say(page.word(remark.kind, people=listed, place=place), "remark")


def _member_columns(page: Page, part: Sequence[Any], over: bool) -> list[Column]:
    columns = [
        Column(page.word("person"), lambda each: _person(page, each), bare=True),
        Column(page.word("role"), lambda each: role(page, each), bare=True),
        Column(page.word("represents"), lambda each: page.several(body.id for body in each.bodies)),
    ]
    return [*columns, *history_columns(page, part, over)]


def history_columns(page: Page, part: Sequence[Member | Assignment], over: bool) -> list[Column]:
    """Return the columns that end a table of seats: since and until when, when confirmed, and the sources.

    A seat that is over, or no part of the answer, is not said to be more or less sure.
    """

    def confirmed(each: Member | Assignment) -> Html:
        if over or each.certainty is None:
            return dated(wording.observed(each.last_confirmed or "", page.language))
        return page.confirmed(each)

    columns = []
    if any(each.since for each in part):
        columns.append(Column(page.word("since"), lambda each: page.when(each.since)))
    if over:
        columns.append(Column(page.word("ended"), lambda each: _ended(page, each.ended)))
    return [
        *columns,
        Column(page.word("confirmed"), confirmed),
        Column(page.word("sources"), lambda each: page.refs(each.sources)),
    ]


def _person(page: Page, each: Member | Representative) -> Html:
    return join([page.to(each.person.id), beside_work(page, each)])


def beside_work(page: Page, each: Member | Representative | Assignment) -> Html:
    """Return title and employer in small words, as far as told."""
    told = [text(page.edition.omissions.text(each.title))] if each.title else []
    if each.employer:
        told.append(page.to(each.employer.id))
    return tag("span", join(told, ", "), class_="beside") if told else NOTHING


def role(page: Page, each: Held) -> Html:
    """Return a role, with its status unless that is decided."""
    words = each.role_words(page.language, lambda person: page.edition.label(person.id))
    return join([text(words.label), page.beside(", ".join(words.beside))])


def _ended(page: Page, ended: Ended | None) -> Html:
    if ended is None:
        return NOTHING
    return join([page.when(ended.day), page.beside(ended.ground.of(page.language))])


def _representing(page: Page, id_: str) -> None:
    found = representing(page.edition.ask, id_)
    if not found:
        return
    name = page.word("representing", name=page.edition.labels[id_])
    columns = [
        Column(page.word("group"), lambda each: page.to(each.group.id), bare=True),
        Column(page.word("person"), lambda each: _person(page, each), bare=True),
        Column(page.word("role"), lambda each: role(page, each)),
        Column(page.word("since"), lambda each: page.when(each.since)),
        Column(page.word("confirmed"), page.confirmed),
        Column(page.word("sources"), lambda each: page.refs(each.sources)),
    ]
    if not any(each.since for each in found):
        del columns[3]
    page.section("representing", name, len(found) - len(parted(found).nominees) or None)
    by_sureness(page, name, columns, found)


# ---- other organisations


def _hosting(page: Page, id_: str) -> None:
    found = hosted(page.edition.ask, id_)
    if not found:
        return
    statuses = kinds.HOSTING_STATUSES
    columns = [
        Column(page.word("group"), lambda each: _hosted(page, each, id_), bare=True),
        Column(page.word("status"), lambda each: text(statuses[each.status].label.of(page.language))),
        Column(page.word("since"), lambda each: page.when(each.since)),
        Column(page.word("confirmed"), page.confirmed),
        Column(page.word("sources"), lambda each: page.refs(each.sources)),
    ]
    if not any(each.since for each in found):
        del columns[2]
    page.section("hosting", page.word("hosting"), len(found))
    by_sureness(page, page.word("hosting"), columns, found)


def _hosted(page: Page, each: Hosting, id_: str) -> Html:
    beside = each.beside(id_)
    shown = page.to(each.group.id)
    return join([shown, page.beside(beside.of(page.language))]) if beside else shown


def _relations(page: Page, id_: str) -> None:
    edition = page.edition
    parts = edition.around[id_].parts
    confirmed = Column(page.word("confirmed"), page.confirmed)
    sources = Column(page.word("sources"), lambda each: page.refs(each.sources))
    if parts:
        page.section("parts", page.word("parts"), len(parts))
        kind = Column(page.word("kind"), lambda each: text(edition.kind(each.other.id).label.of(page.language)))
        group = Column(page.word("group"), lambda each: page.to(each.other.id), bare=True)
        by_sureness(page, page.word("parts"), [group, kind, confirmed, sources], sorted(parts, key=_named(page)))
    others = [each for each in edition.around[id_].relations if each not in parts and each.kind != MIRROR]
    succeeding = [link for link in edition.succeeding if id_ in (link.from_id, link.to_id)]
    if not (others or succeeding):
        return
    name = page.word("relations", name=edition.labels[id_])
    page.section("relations", name, len(others) + len(succeeding))
    if others:
        relation = Column(page.word("relation"), lambda each: text(each.verb.of(page.language)), bare=True)
        other = Column(page.word("other"), lambda each: page.to(each.other.id), bare=True)
        by_sureness(page, name, [relation, other, confirmed, sources], others)
    if succeeding:
        page.add(table(name, _succeeding_columns(page, id_), succeeding))


def _succeeding_columns(page: Page, id_: str) -> list[Column]:
    """Return the columns of who came before and after, on whatever day."""

    def relation(link: Link) -> Html:
        return text(verb(link.kind, link.from_id != id_).of(page.language))

    def other(link: Link) -> str:
        return link.to_id if link.from_id == id_ else link.from_id

    def said(link: Link) -> Html:
        return page.refs(sources_of(page.edition.evidence_of("links", [link.key])))

    return [
        Column(page.word("relation"), relation, bare=True),
        Column(
            page.word("other"), lambda link: page.to(link.to_id if link.from_id == id_ else link.from_id), bare=True
        ),
        Column(page.word("sources"), said),
    ]


def _named(page: Page) -> Any:
    return lambda each: (swedish_key(page.edition.label(each.other.id) or ""), each.other.id)


def _mirrors(page: Page, id_: str) -> None:
    found = mirrors(page.edition.ask, id_)
    if not found:
        return

    def group(each: Mirror) -> Html:
        if each.group is None:
            return page.unknown()
        return tag("strong", page.to(each.group.id)) if each.group.id == id_ else page.to(each.group.id)

    columns = [
        Column(page.word("group"), group, bare=True),
        Column(page.word("part_of"), lambda each: page.to(each.part_of.id if each.part_of else None)),
        Column(page.word("mirrored"), lambda each: page.to(each.mirrored.id)),
        Column(page.word("confirmed"), page.confirmed),
        Column(page.word("sources"), lambda each: page.refs(each.sources)),
    ]
    if {each.mirrored.id for each in found} == {id_}:
        del columns[2]
    known = [each for each in found if each.group]
    page.section("mirrors", page.word("mirrors"), len(known), page.word("mirrors_lead"))
    by_sureness(page, page.word("mirrors"), columns, found)


# ---- time


def _names(page: Page, id_: str) -> None:
    names = called(page.edition.names[id_], page.edition.evidence_of)
    if not names:
        return
    columns = [
        Column(page.word("names_word"), lambda name: tag("span", text(name.text), class_="name"), bare=True),
        Column(page.word("sort"), lambda name: text(kinds.NAME_SORTS[name.sort].label.of(page.language))),
        Column(page.word("since"), lambda name: page.when(name.since)),
        Column(page.word("until"), lambda name: page.when(name.until)),
        Column(page.word("sources"), lambda name: page.refs(name.sources)),
    ]
    if not any(name.since or name.until for name in names):
        del columns[2:4]
    page.section("names", page.word("names_time"), len(names))
    page.add(table(page.word("names_time"), columns, names))


def _history(page: Page, id_: str) -> None:
    found = history(page.edition.ask, page.edition.as_of, group=id_)
    if not found:
        return
    columns = [
        Column(page.word("when"), lambda each: dated(between(each.first_day, each.last_day, page.language))),
        Column(page.word("change"), lambda each: text(kinds.CHANGES[each.change].label.of(page.language)), bare=True),
        Column(page.word("who"), lambda each: _changed(page, each), bare=True),
        Column(page.word("how"), lambda each: text(_how(page, each))),
        Column(page.word("sources"), lambda each: page.refs(each.sources)),
    ]
    page.section("history", page.word("history"), len(found), page.word("history_lead"))
    page.add(table(page.word("history"), columns, found))


def _changed(page: Page, change: Change) -> Html:
    if change.renamed:
        return text(page.edition.omissions.text(" → ".join(change.renamed)))
    if change.person is None:
        return page.to((change.body or change.group).id)
    roles = " → ".join(kinds.ROLES[name].label.of(page.language) for name in change.roles if name in kinds.ROLES)
    beside = ", ".join(part for part in (roles, change.represents) if part)
    return join([page.to(change.person.id), page.beside(beside)])


def _how(page: Page, change: Change) -> str:
    if change.how == "seen" or change.begun:
        return page.word(f"how_{change.how}")
    known = kinds.END_REASONS.get(change.how)
    return known.label.of(page.language) if known else ""
