"""The page of a group or body: host, members, what it hosts, who represents it, its relations, names and history."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from graph import kinds
from graph.exports import wording
from graph.exports.site.edition import HOME, Edition
from graph.exports.site.html import NOTHING, Column, Html, dated, join, table, tag, text
from graph.exports.site.page import Page
from graph.exports.site.words import between, ended
from graph.names import swedish_key
from graph.records import Evidence, Name

_BEGUN = ("joined", "new_host", "started", "renamed")
_CHAIR = "ordförande"
_MIRRORS = "counterpart_of"
"""The link that has a section of its own, on all levels."""


class Member(NamedTuple):
    """One person's role in a group, with all bodies that the person speaks for there."""

    row: Any
    bodies: tuple[str, ...]


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
    members = (
        _merged(edition.ask("members", group=id_, nominations="true", ended="true")) if edition.with_people else []
    )
    _facts(page, id_, members)
    if edition.with_people:
        _members(page, id_, members)
        _representing(page, id_)
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


def _facts(page: Page, id_: str, members: Sequence[Member]) -> None:
    record = page.edition.organisations[id_]
    kind = page.edition.kind(id_)
    own = page.edition.evidence("organisations", id_)
    lines = (
        [*_hosts(page, id_), *(_chairs(page, id_, members) if page.edition.with_people else ())] if kind.hosted else []
    )
    lines.append(_Fact(page.word("kind"), text(kind.description.of(page.language)), NOTHING, _told(page, own)))
    if record.name != page.edition.labels[id_]:
        full = [name for name in page.edition.names[id_] if name.text == record.name]
        said = [each for name in full for each in page.edition.evidence("names", name.key)] or own
        lines.append(
            _Fact(page.word("full_name"), tag("span", text(record.name), class_="name"), NOTHING, _told(page, said))
        )
    if record.status:
        status = kinds.ORGANISATION_STATUSES[record.status].label.of(page.language)
        lines.append(_Fact(page.word("status"), text(status), NOTHING, _told(page, own)))
    for key, field, value in (("since", "valid_from", record.valid_from), ("until", "valid_to", record.valid_to)):
        if value:
            giving = [each for each in own if getattr(each, field) == value] or own
            lines.append(_Fact(page.word(key), page.when(value), NOTHING, _told(page, giving)))
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


def _told(page: Page, evidence: Iterable[Evidence]) -> Html:
    return page.refs([each.source for each in evidence])


def _hosts(page: Page, id_: str) -> list[_Fact]:
    found = sorted(page.edition.hosts_of[id_], key=lambda row: row.status or "")
    lines = []
    for row in found:
        if row.host_id is None:
            lines.append(_Fact(page.word("host"), page.unknown(), page.certainty("unknown"), page.refs(row.sources)))
            continue
        span = [(key, value) for key, value in (("since", row.valid_from), ("until", row.valid_to)) if value]
        told = ", ".join(f"{page.word(key).lower()} {wording.observed(day, page.language)}" for key, day in span)
        value = join([page.to(row.host_id), page.beside(told)])
        label = page.word("dormant" if row.status == "dormant" else "host")
        lines.append(_Fact(label, value, page.confirmed(row), page.refs(row.sources)))
    return lines


def _chairs(page: Page, id_: str, members: Sequence[Member]) -> list[_Fact]:
    chairs = [
        each.row
        for each in members
        if each.row.role == _CHAIR and each.row.status == "decided" and each.row.ended is None
    ]
    label = page.word("chair")
    if chairs:
        return [_Fact(label, page.to(row.person_id), page.confirmed(row), page.refs(row.sources)) for row in chairs]
    empty = [row for row in page.edition.open_seats[id_] if row.role == _CHAIR and row.state == "vacant"]
    vacant = text(kinds.SEAT_STATES["vacant"].label.of(page.language))
    if empty:
        return [_Fact(label, vacant, page.confirmed(row), page.refs(row.sources)) for row in empty]
    return [_Fact(label, page.unknown(), page.certainty("unknown"), page.refs(()))]


# ---- people


def _merged(rows: Iterable[Any]) -> list[Member]:
    """Return one member for the rows that differ only by the body they represent."""
    found: dict[tuple[Any, ...], Member] = {}
    for row in rows:
        fields = row._asdict()
        key = tuple(
            tuple(value) if isinstance(value, list) else value
            for name, value in fields.items()
            if name not in ("body_id", "body")
        )
        before = found.get(key, Member(row, ()))
        found[key] = Member(before.row, (*before.bodies, row.body_id) if row.body_id else before.bodies)
    return list(found.values())


def _members(page: Page, id_: str, members: Sequence[Member]) -> None:
    current = [each for each in members if each.row.ended is None]
    seated = [each for each in current if each.row.status == "decided"]
    seats = page.edition.open_seats[id_]
    earlier = [each for each in members if each.row.ended is not None]
    if page.edition.kind(id_).host and not (members or seats):
        return
    page.section("members", page.word("members"), len(seated) or None)
    for sentence in _remarks(page, seated):
        page.say(sentence, "remark")
    if not seated:
        page.say(page.word("members_none"), "none")
    parts = (
        ("", [each for each in seated if not each.row.unconfirmed]),
        ("unconfirmed", [each for each in seated if each.row.unconfirmed]),
        ("nominees", [each for each in current if each.row.status != "decided"]),
        ("open", seats),
        ("earlier", earlier),
    )
    for key, part in parts:
        if not part:
            continue
        if key == "open":
            _open_seats(page, seats)
            continue
        if key:
            page.part(page.word(key), len(part), page.word("unconfirmed_lead") if key == "unconfirmed" else "")
        page.add(table(page.word(key or "members"), _member_columns(page, part), part))


def _remarks(page: Page, seated: Sequence[Member]) -> list[str]:
    """Say why several hold what one person holds at a time, or one body's place in a role."""
    places: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for each in seated:
        if each.row.remark:
            for body in ("",) if kinds.ROLES[each.row.role].single else each.bodies:
                places[each.row.role, body].append(each.row)
    sentences = []
    for (role, body), rows in places.items():
        people = [label for id_ in dict.fromkeys(row.person_id for row in rows) if (label := page.edition.label(id_))]
        if len(people) < 2:
            continue
        place = kinds.ROLES[role].label.of(page.language)
        if body:
            place = page.word("place_for", role=place, body=page.edition.label(body) or "")
        listed = page.word("and").join([", ".join(people[:-1]), people[-1]])
        remark = "end_unknown" if any(row.remark == "end_unknown" for row in rows) else "shared"
        sentences.append(page.word(remark, people=listed, place=place))
    return sentences


def _member_columns(page: Page, part: Sequence[Member]) -> list[Column]:
    over = any(each.row.ended is not None for each in part)
    columns = [
        Column(page.word("person"), lambda each: _person(page, each.row), bare=True),
        Column(page.word("role"), lambda each: role(page, each.row), bare=True),
        Column(page.word("represents"), lambda each: page.several(each.bodies)),
    ]
    if any(each.row.valid_from for each in part):
        columns.append(Column(page.word("since"), lambda each: page.when(each.row.valid_from)))
    if over:
        columns.append(Column(page.word("ended"), lambda each: ended_cell(page, each.row)))
    columns += [
        Column(page.word("confirmed"), lambda each: _confirmed(page, each.row, over)),
        Column(page.word("sources"), lambda each: page.refs(each.row.sources)),
    ]
    return columns


def _person(page: Page, row: Any) -> Html:
    told = [text(page.edition.omissions.text(row.title))] if row.title else []
    if row.employer_id:
        told.append(page.to(row.employer_id))
    return join([page.to(row.person_id), tag("span", join(told, ", "), class_="beside") if told else NOTHING])


def role(page: Page, row: Any) -> Html:
    """Return a role, with its status unless that is decided."""
    label = text(kinds.ROLES[row.role].label.of(page.language))
    if row.status == "decided":
        return label
    return join([label, page.beside(kinds.MEMBERSHIP_STATUSES[row.status].label.of(page.language))])


def ended_cell(page: Page, row: Any) -> Html:
    """Return when a seat ended, and how that is known."""
    day, how = ended(row, page.language)
    return join([dated(day), page.beside(how)])


def _confirmed(page: Page, row: Any, over: bool) -> Html:
    return dated(wording.observed(row.last_confirmed or "", page.language)) if over else page.confirmed(row)


def _open_seats(page: Page, seats: Sequence[Any]) -> None:
    columns = [
        Column(page.word("state"), lambda row: text(kinds.SEAT_STATES[row.state].label.of(page.language)), bare=True),
        Column(page.word("role"), lambda row: text(kinds.ROLES[row.role].label.of(page.language) if row.role else "")),
        Column(page.word("body"), lambda row: page.to(row.body_id, row.represents)),
        Column(page.word("sources"), lambda row: page.refs(row.sources)),
    ]
    if not any(row.role for row in seats):
        del columns[1]
    page.part(page.word("open_seats"), len(seats))
    page.add(table(page.word("open_seats"), columns, seats))


def _representing(page: Page, id_: str) -> None:
    rows = page.edition.ask("represents", body=id_, nominations="true")
    if not rows:
        return
    name = page.word("representing", name=page.edition.labels[id_])
    columns = [
        Column(page.word("group"), lambda row: page.to(row.group_id, row.group), bare=True),
        Column(page.word("person"), lambda row: _person(page, row), bare=True),
        Column(page.word("role"), lambda row: role(page, row)),
        Column(page.word("since"), lambda row: page.when(row.valid_from)),
        Column(page.word("confirmed"), page.confirmed),
        Column(page.word("sources"), lambda row: page.refs(row.sources)),
    ]
    if not any(row.valid_from for row in rows):
        del columns[3]
    page.section("representing", name, len(rows))
    _split(page, name, columns, rows)


def _split(page: Page, name: str, columns: Sequence[Column], rows: Sequence[Any]) -> None:
    """Show rows, those that nobody confirmed for three years apart, and last what no source tells."""
    parts = {
        "": [row for row in rows if not row.unconfirmed and row.certainty != "unknown"],
        "unconfirmed": [row for row in rows if row.unconfirmed],
        "no_source_tells": [row for row in rows if row.certainty == "unknown"],
    }
    for key, part in parts.items():
        if part and key:
            page.part(page.word(key), len(part))
        if part:
            page.add(table(page.word(key) if key else name, columns, part))


# ---- other organisations


def _hosting(page: Page, id_: str) -> None:
    rows = page.edition.hosted_by[id_]
    if not rows:
        return
    statuses = kinds.HOSTING_STATUSES
    columns = [
        Column(page.word("group"), lambda row: page.to(row.group_id), bare=True),
        Column(page.word("status"), lambda row: text(statuses[row.status].label.of(page.language))),
        Column(page.word("since"), lambda row: page.when(row.valid_from)),
        Column(page.word("confirmed"), page.confirmed),
        Column(page.word("sources"), lambda row: page.refs(row.sources)),
    ]
    if not any(row.valid_from for row in rows):
        del columns[2]
    page.section("hosting", page.word("hosting"), len(rows))
    _split(page, page.word("hosting"), columns, rows)


def _relations(page: Page, id_: str) -> None:
    edition = page.edition
    links = edition.around[id_].links
    parts = [row for row in links if row.kind == "part_of" and row.to_id == id_]
    confirmed = Column(page.word("confirmed"), page.confirmed)
    sources = Column(page.word("sources"), lambda row: page.refs(row.sources))
    if parts:
        page.section("parts", page.word("parts"), len(parts))
        kind = Column(page.word("kind"), lambda row: text(edition.kind(row.from_id).label.of(page.language)))
        columns = [Column(page.word("group"), lambda row: page.to(row.from_id), bare=True), kind, confirmed, sources]
        _split(page, page.word("parts"), columns, sorted(parts, key=lambda row: _named(page, row.from_id)))
    others = [row for row in links if row not in parts and row.kind != _MIRRORS]
    succeeding = [link for link in edition.succeeding if id_ in (link.from_id, link.to_id)]
    if not (others or succeeding):
        return
    name = page.word("relations", name=edition.labels[id_])
    page.section("relations", name, len(others) + len(succeeding))

    def verb(row: Any) -> Html:
        kind = kinds.LINK_KINDS[row.kind]
        return text((kind.verb if row.from_id == id_ else kind.inverse).of(page.language))

    def other(row: Any) -> Html:
        return page.to(row.to_id if row.from_id == id_ else row.from_id)

    first = [Column(page.word("relation"), verb, bare=True), Column(page.word("other"), other, bare=True)]
    if others:
        _split(page, name, [*first, confirmed, sources], others)
    if succeeding:
        said = Column(page.word("sources"), lambda link: _told(page, edition.evidence("links", link.key)))
        page.add(table(name, [*first, said], succeeding))


def _named(page: Page, id_: str) -> tuple[str, str]:
    return swedish_key(page.edition.label(id_) or ""), id_


def _mirrors(page: Page, id_: str) -> None:
    rows = page.edition.ask("mirrors", group=id_)
    if not rows:
        return

    def group(row: Any) -> Html:
        if row.group_id is None:
            return page.unknown()
        return tag("strong", page.to(row.group_id)) if row.group_id == id_ else page.to(row.group_id)

    columns = [
        Column(page.word("group"), group, bare=True),
        Column(page.word("part_of"), lambda row: page.to(row.body_id)),
        Column(page.word("mirrored"), lambda row: page.to(row.mirrors_id)),
        Column(page.word("confirmed"), page.confirmed),
        Column(page.word("sources"), lambda row: page.refs(row.sources)),
    ]
    if {row.mirrors_id for row in rows} == {id_}:
        del columns[2]
    page.section("mirrors", page.word("mirrors"), len([row for row in rows if row.group_id]), page.word("mirrors_lead"))
    _split(page, page.word("mirrors"), columns, rows)


# ---- time


def _names(page: Page, id_: str) -> None:
    names = sorted(page.edition.names[id_], key=_by_time)
    if not names:
        return
    columns = [
        Column(page.word("names_word"), lambda name: tag("span", text(name.text), class_="name"), bare=True),
        Column(page.word("sort"), lambda name: text(kinds.NAME_SORTS[name.sort].label.of(page.language))),
        Column(page.word("since"), lambda name: page.when(name.valid_from)),
        Column(page.word("until"), lambda name: page.when(name.valid_to)),
        Column(page.word("sources"), lambda name: _told(page, page.edition.evidence("names", name.key))),
    ]
    if not any(name.valid_from or name.valid_to for name in names):
        del columns[2:4]
    page.section("names", page.word("names_time"), len(names))
    page.add(table(page.word("names_time"), columns, names))


def _by_time(name: Name) -> tuple[int, str, str, str]:
    return (
        list(kinds.NAME_SORTS).index(name.sort),
        name.valid_from or name.valid_to or "",
        swedish_key(name.text),
        name.key,
    )


def _history(page: Page, id_: str) -> None:
    rows = sorted(page.edition.history[id_], key=lambda row: row.last_day or row.first_day or "", reverse=True)
    if not rows:
        return
    columns = [
        Column(page.word("when"), lambda row: dated(between(row.first_day, row.last_day, page.language))),
        Column(page.word("change"), lambda row: text(kinds.CHANGES[row.change].label.of(page.language)), bare=True),
        Column(page.word("who"), lambda row: _changed(page, row), bare=True),
        Column(page.word("how"), lambda row: text(_how(page, row))),
        Column(page.word("sources"), lambda row: page.refs(row.sources)),
    ]
    page.section("history", page.word("history"), len(rows), page.word("history_lead"))
    page.add(table(page.word("history"), columns, rows))


def _changed(page: Page, row: Any) -> Html:
    if row.before or row.after:
        return text(page.edition.omissions.text(" → ".join(part for part in (row.before, row.after) if part)))
    roles = " → ".join(
        kinds.ROLES[name].label.of(page.language) for name in (row.from_role, row.role) if name in kinds.ROLES
    )
    if row.person_id:
        return join([page.to(row.person_id), page.beside(", ".join(part for part in (roles, row.represents) if part))])
    return page.to(row.body_id or row.group_id)


def _how(page: Page, row: Any) -> str:
    if row.how == "seen" or (row.change in _BEGUN and row.how in ("stated", "listing")):
        return page.word(f"how_{row.how}")
    known = kinds.END_REASONS.get(row.how)
    return known.label.of(page.language) if known else ""
