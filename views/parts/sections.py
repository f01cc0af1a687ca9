"""The sections that the page of a group and the page of a body are made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import streamlit as st

from graph import kinds, notes
from graph.finding import NotFound
from graph.records import Evidence, Name, Organisation, Rule
from graph.texts import Language, Text
from queries.asking.asking import Answer
from queries.asking.query import ALL_KINDS
from views.parts import answers, downloads, saying, state, tables, words
from views.parts.markup import NOTHING, Html, dated, join, link, tag, text
from views.parts.tables import Column, Refers

FOLD = 10
"""Rows of long sections that are shown at once."""
LONG_AGO = "1900-01-01"
"""Where the history of a group begins: before all records."""

_T = {
    "facts": Text("Fakta", "Facts"),
    "fact": Text("Uppgift", "Fact"),
    "answer": Text("Svar", "Answer"),
    "confirmed": Text("Senast bekräftad", "Last confirmed"),
    "sources": Text("Källor", "Sources"),
    "kind": Text("Vad det är", "What it is"),
    "name": Text("Fullständigt namn", "Full name"),
    "since": Text("Från", "From"),
    "until": Text("T.o.m.", "Until"),
    "status": Text("Status", "Status"),
    "active": Text("Värd", "Host"),
    "dormant": Text("Vilande värd", "Dormant host"),
    "person": Text("Person", "Person"),
    "role": Text("Roll", "Role"),
    "represents": Text("Företräder", "Represents"),
    "from": Text("Från", "From"),
    "ended": Text("Slutade", "Ended"),
    "not_told": Text("ej angivet", "not told"),
    "members": Text("Vilka sitter i gruppen?", "Who sits in the group?"),
    "members_none": Text(
        "Ingen källa säger vilka som sitter i gruppen det här datumet. Det är okänt, inte vakant.",
        "No source says who sits in the group on this date. It is unknown, not vacant.",
    ),
    "unconfirmed": Text("Ej bekräftade på tre år", "Not confirmed for three years"),
    "unconfirmed_lead": Text(
        "Inget säger att de har slutat, men ingen källa har bekräftat dem på länge.",
        "Nothing says that they have stopped, but no source has confirmed them for long.",
    ),
    "nominees": Text("Nominerade, ännu inte utsedda", "Nominated, not yet decided"),
    "earlier": Text("Tidigare", "Earlier"),
    "host_section": Text("Vem är värd?", "Who is host?"),
    "hosting": Text("Är värd för", "Hosts"),
    "hosting_unconfirmed": Text("Värdskap som inte har bekräftats på tre år", "Hostings not confirmed for three years"),
    "hosting_none": Text(
        "Ingen källa säger att {name} är värd för någon grupp.", "No source says that {name} hosts any group."
    ),
    "group": Text("Grupp", "Group"),
    "relations": Text("Så hänger {name} ihop med andra", "How {name} relates to others"),
    "relation": Text("Samband", "Relation"),
    "other": Text("Med", "With"),
    "history": Text("Historik", "History"),
    "history_lead": Text(
        "Det senaste först. ”Först sedd” betyder att ingen tidigare källa finns att jämföra med.",
        "The latest first. “First seen” means that there is no earlier source to compare with.",
    ),
    "history_none": Text("Ingen källa berättar om någon ändring.", "No source tells of any change."),
    "when": Text("När", "When"),
    "change": Text("Ändring", "Change"),
    "who": Text("Vem eller vad", "Who or what"),
    "how": Text("Hur vi vet", "How it is known"),
    "shared": Text(
        "{count} visas som {place}: {people}. Samma källa nämner dem tillsammans.",
        "{count} are shown as {place}: {people}. One source names them together.",
    ),
    "end_unknown": Text(
        "{count} visas som {place}: {people}. Ingen källa nämner dem samtidigt, och ingen säger att den tidigare har "
        "slutat.",
        "{count} are shown as {place}: {people}. No source names them together, and none says that the earlier one "
        "has stopped.",
    ),
    "place_for": Text("{role} för {body}", "{role} for {body}"),
    "no_source": Text("Okänt – ingen källa", "Unknown – no source"),
    "open_seats": Text("Platser utan känd person", "Seats without a known person"),
    "and": Text(" och ", " and "),
    "rule": Text("Regel: {text}", "Rule: {text}"),
    "around": Text("Utforska runt {name}", "Explore around {name}"),
    "not_started": Text("Fanns inte den här dagen.", "Did not exist on this day."),
}
_NUMBERS = {2: Text("Två", "Two"), 3: Text("Tre", "Three"), 4: Text("Fyra", "Four")}


_NOMINATED = frozenset(kinds.MEMBERSHIP_STATUSES) - {"decided", "ended", "vacant"}


def word(key: str, language: Language) -> str:
    """Return one of the words of these sections."""
    return _T[key].of(language)


def asked(kinds_: Iterable[str] = ALL_KINDS) -> answers.PageSubject:
    """Return the group or body that the address names; raises `NotFound`."""
    name = state.given(state.ID)
    if not name:
        raise NotFound("", [])
    return answers.find(name, frozenset(kinds_))


class Fact(NamedTuple):
    """One line of the table of facts."""

    label: str
    value: Html
    sources: Sequence[str]
    confirmed: Html = NOTHING


def facts(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show what is known of the organisation itself: host, chair, what it is, its names; each with sources."""
    record = answers.fetch(Organisation, [subject.id])[subject.id]
    kind = kinds.ORGANISATION_KINDS[record.kind]
    lines = [*_host_lines(subject, day, language), *_leader_lines(subject, day, language)] if kind.hosted else []
    own = answers.evidence_of("organisations", [subject.id])
    own_sources = _sources_of(own)
    lines.append(Fact(word("kind", language), text(kind.description.of(language)), own_sources))
    names = answers.names_of(subject.id)
    said = _grouped(answers.evidence_of("names", [name.key for name in names]))
    if record.name != subject.label:
        full = [name for name in names if name.text == record.name]
        of_name = [source for name in full for source in _sources_of(said[name.key])] or own_sources
        lines.append(Fact(word("name", language), text(record.name), of_name))
    for sort, term in kinds.NAME_SORTS.items():
        others = [name for name in names if name.sort == sort and name.text not in (record.name, subject.label)]
        if others:
            shown = join([tag("span", _name(name, language), class_="sg-line") for name in others])
            cited = dict.fromkeys(source for name in others for source in _sources_of(said[name.key]))
            label = term.label.of(language)
            lines.append(Fact(label[:1].upper() + label[1:], shown, list(cited)))
    if record.status:
        label = kinds.ORGANISATION_STATUSES[record.status].label.of(language)
        lines.append(Fact(word("status", language), text(label), own_sources))
    for key, field, value in (("since", "valid_from", record.valid_from), ("until", "valid_to", record.valid_to)):
        if value:
            giving = [each for each in own if getattr(each, field) == value]
            lines.append(
                Fact(word(key, language), dated(words.when(value, language)), _sources_of(giving) or own_sources)
            )
    found = answers.sources(source for line in lines for source in line.sources)
    columns = [
        Column(word("fact", language), lambda line: tag("strong", text(line.label)), bare=True),
        Column(word("answer", language), lambda line: line.value, bare=True),
        Column(word("confirmed", language), lambda line: line.confirmed),
        Column(word("sources", language), lambda line: tables.sources_cell(found, line.sources, language)),
    ]
    if not any(line.confirmed for line in lines):
        del columns[2]
    saying.heading(word("facts", language))
    st.html(tables.table(word("facts", language), columns, lines, language))


_LEADERS = ("ordförande", "processledare")


def _leader_lines(subject: answers.PageSubject, day: str, language: Language) -> list[Fact]:
    """Return who chairs the group and who leads its process; vacant and unknown are told apart."""
    answer = answers.ask("members", day, group=subject.id)
    seated = [member for member in merged(answer.rows) if member.row.status == "decided"]
    vacant = [row for row in answers.ask("seats", day, group=subject.id).rows if row.state == "vacant"]
    refers = tables.refers(answer.rows)
    lines = []
    for role in _LEADERS:
        label = kinds.ROLES[role].label.of(language)
        label = label[:1].upper() + label[1:]
        lines += [
            Fact(
                label,
                tables.named(refers, member.row.person_id, member.row.person),
                member.row.sources,
                tables.confirmed_cell(member, language, member.row.certainty),
            )
            for member in seated
            if member.row.role == role
        ]
        if any(line.label == label for line in lines):
            continue
        empty = [row for row in vacant if row.role == role]
        lines += [
            Fact(
                label,
                text(kinds.SEAT_STATES["vacant"].label.of(language)),
                row.sources,
                tables.confirmed_cell(row, language),
            )
            for row in empty
        ]
        if not empty:
            lines.append(Fact(label, tables.unknown(language), [], tables.certainty_cell("unknown", language)))
    return lines


def _host_lines(subject: answers.PageSubject, day: str, language: Language) -> list[Fact]:
    answer = answers.ask("hosts", day, group=subject.id)
    refers = tables.refers(answer.rows)
    lines = []
    for row in sorted(answer.rows, key=lambda row: row.status or ""):
        if row.host_id is None:
            unknown = tables.certainty_cell("unknown", language)
            lines.append(Fact(word("active", language), tables.unknown(language), row.sources, unknown))
            continue
        lines.append(
            Fact(
                word(row.status or "active", language),
                _with_span(tables.named(refers, row.host_id, row.host), row, language),
                row.sources,
                tables.confirmed_cell(row, language),
            )
        )
    return lines


def _with_span(shown: Html, row: Any, language: Language) -> Html:
    parts = [
        f"{word(key, language).lower()} {words.when(value, language)}"
        for key, value in (("since", row.valid_from), ("until", row.valid_to))
        if value
    ]
    return join([shown, tag("span", text(" " + ", ".join(parts)), class_="sg-date")]) if parts else shown


def _name(name: Name, language: Language) -> Html:
    span = [words.when(name.valid_from, language), words.when(name.valid_to, language)]
    if not any(span):
        return text(name.text)
    return join([text(name.text), tag("span", text(f" {span[0]} – {span[1]}"), class_="sg-date")])


def _grouped(evidence: Iterable[Evidence]) -> defaultdict[str, list[Evidence]]:
    by_record: defaultdict[str, list[Evidence]] = defaultdict(list)
    for each in evidence:
        by_record[each.record].append(each)
    return by_record


def _sources_of(evidence: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(each.source for each in evidence))


class Member(NamedTuple):
    """One person's role in a group, with all bodies that the person speaks for there."""

    row: Any
    bodies: tuple[tuple[str, str], ...]
    last_confirmed: str | None
    unconfirmed: bool


def merged(rows: Iterable[Any]) -> list[Member]:
    """Return one member for the rows that differ only by the body they represent."""
    found: dict[tuple[Any, ...], list[tuple[str, str]]] = {}
    first: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        key = tuple(
            tuple(value) if isinstance(value, list) else value
            for name, value in row._asdict().items()
            if name not in ("body_id", "body")
        )
        first.setdefault(key, row)
        bodies = found.setdefault(key, [])
        if row.body_id:
            bodies.append((row.body_id, row.body))
    return [Member(row, tuple(found[key]), row.last_confirmed, row.unconfirmed) for key, row in first.items()]


def members(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show who sits in the group, the unconfirmed apart, then nominees, then those who have stopped."""
    answer = answers.ask("members", day, group=subject.id, nominations=True, ended=True)
    everyone = merged(answer.rows)
    current = [each for each in everyone if each.row.ended is None]
    seated = [each for each in current if each.row.status == "decided"]
    sure = [each for each in seated if not each.unconfirmed]
    late = [each for each in seated if each.unconfirmed]
    nominees = [each for each in current if each.row.status != "decided"]
    earlier = [each for each in everyone if each.row.ended is not None]
    refers = tables.refers(answer.rows)
    saying.heading(word("members", language), count=len(seated) or None)
    for sentence in remarks(seated, language):
        saying.say(sentence, "sg-remark")
    if not seated:
        saying.say(word("members_none", language), "sg-unknown")
    parts: tuple[tuple[str, str, list[Member]], ...] = (
        ("", "", sure),
        ("unconfirmed", "unconfirmed_lead", late),
        ("nominees", "", nominees),
        ("earlier", "", earlier),
    )
    for key, lead, part in parts:
        if not part:
            continue
        caption = word(key or "members", language)
        if key:
            saying.heading(caption, word(lead, language) if lead else "", small=True, count=len(part))
        st.html(tables.table(caption, _member_columns(part, refers, language), part, language))
    downloads.offer(answer, language, "members")


def remarks(seated: Sequence[Member], language: Language) -> list[str]:
    """Say why several hold what one person holds at a time, or one body's place in a role."""
    places: defaultdict[tuple[str, str], list[Member]] = defaultdict(list)
    for each in seated:
        if each.row.remark:
            bodies = ("",) if kinds.ROLES[each.row.role].single else [label for _, label in each.bodies]
            for body in bodies:
                places[each.row.role, body].append(each)
    sentences = []
    for (role, body), there in places.items():
        people = list(dict.fromkeys(each.row.person for each in there))
        if len(people) < 2:
            continue
        remark = "end_unknown" if any(each.row.remark == "end_unknown" for each in there) else "shared"
        listed = word("and", language).join([", ".join(people[:-1]), people[-1]])
        count = _NUMBERS[len(people)].of(language) if len(people) in _NUMBERS else str(len(people))
        place = kinds.ROLES[role].label.of(language)
        if body:
            place = _T["place_for"].fill(role=place, body=body).of(language)
        sentences.append(_T[remark].fill(people=listed, count=count, place=place).of(language))
    return sentences


def _member_columns(part: Sequence[Member], refers: Refers, language: Language) -> list[Column]:
    over = any(each.row.ended is not None for each in part)
    columns = [
        Column(word("person", language), lambda each: _person_cell(each.row, refers, language), bare=True),
        Column(word("role", language), lambda each: _role_cell(each.row, language), bare=True),
        Column(word("represents", language), lambda each: bodies_cell(each.bodies, refers, language)),
        Column(word("from", language), lambda each: dated(words.when(each.row.valid_from, language))),
    ]
    if over:
        columns.append(Column(word("ended", language), lambda each: ended_cell(each.row, language)))
    columns += [
        Column(
            word("confirmed", language),
            lambda each: (
                dated(words.when(each.last_confirmed, language))
                if over
                else tables.confirmed_cell(each, language, each.row.certainty)
            ),
        ),
        Column(word("sources", language), lambda each: tables.sources_cell(refers.sources, each.row.sources, language)),
    ]
    if not any(each.row.valid_from for each in part):
        del columns[3]
    return columns


def _person_cell(row: Any, refers: Refers, language: Language) -> Html:
    parts = [tables.named(refers, row.person_id, row.person)]
    beside = [text(part) for part in (row.title,) if part]
    if row.employer_id:
        beside.append(tables.named(refers, row.employer_id, row.employer))
    if beside:
        parts.append(tag("span", join(beside, ", "), class_="sg-beside"))
    return join(parts)


def _role_cell(row: Any, language: Language) -> Html:
    label = text(kinds.ROLES[row.role].label.of(language))
    if row.status == "decided":
        return label
    status = kinds.MEMBERSHIP_STATUSES[row.status].label.of(language)
    return join([label, tag("span", text(status), class_="sg-beside")])


def bodies_cell(bodies: Iterable[tuple[str, str]], refers: Refers, language: Language) -> Html:
    """Return the represented bodies, or that no source tells any."""
    shown = [tag("span", tables.named(refers, key, label), class_="sg-line") for key, label in bodies]
    return join(shown) if shown else tag("span", text(word("not_told", language)), class_="sg-none")


def ended_cell(row: Any, language: Language) -> Html:
    """Return when a seat ended, how that is known, and on what ground."""
    valid_to = getattr(row, "valid_to", None)
    ended = valid_to or (f"../{row.ended}" if row.ended else None)
    day = words.when(ended, language) if ended else ""
    how = kinds.END_REASONS[row.end_how].label.of(language) if row.end_how in kinds.END_REASONS else ""
    basis = kinds.BASES[row.end_basis].label.of(language) if row.end_basis in kinds.BASES else ""
    ground = how if row.end_basis == "stated" or not basis else f"{how} ({basis})"
    return join([dated(day), tag("span", text(ground), class_="sg-beside")])


def hosting(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show what the body hosts."""
    answer = answers.ask("hosts", day, host=subject.id)
    saying.heading(word("hosting", language), count=len(answer.rows) or None)
    if not answer.rows:
        saying.say(_T["hosting_none"].fill(name=subject.label).of(language), "sg-unknown")
        return
    refers = tables.refers(answer.rows)
    statuses = kinds.HOSTING_STATUSES
    columns = [
        Column(word("group", language), lambda row: tables.named(refers, row.group_id, row.group), bare=True),
        Column(word("status", language), lambda row: text(statuses[row.status].label.of(language))),
        Column(word("from", language), lambda row: dated(words.when(row.valid_from, language))),
        Column(word("confirmed", language), lambda row: tables.confirmed_cell(row, language)),
        Column(word("sources", language), lambda row: tables.sources_cell(refers.sources, row.sources, language)),
    ]
    sections(answer, columns, language, "hosting", word("hosting", language), word("hosting_unconfirmed", language))


def nominated(row: Any) -> bool:
    """Tell whether a row is a nomination, which is no appointment (DESIGN §2)."""
    return getattr(row, "status", None) in _NOMINATED


def sections(
    answer: Answer,
    columns: Sequence[Column],
    language: Language,
    key: str,
    caption: str,
    unconfirmed: str | None = None,
    rows: Sequence[Any] | None = None,
    fold: int | None = None,
) -> None:
    """Show rows, those that nobody confirmed for three years and the nominees apart, and the files of all."""
    wanted = answer.rows if rows is None else rows
    if "step" in answer.columns and "sentence" in answer.columns:
        # A chain is told in its own order.
        st.html(tables.table(caption, columns, wanted, language))
        downloads.offer(answer, language, key, wanted)
        return
    unknown = [row for row in wanted if getattr(row, "certainty", None) == "unknown" and len(wanted) > 1]
    nominees = [row for row in wanted if nominated(row)]
    sitting = [row for row in wanted if row not in unknown and row not in nominees]
    sure = [row for row in sitting if getattr(row, "unconfirmed", False) is not True]
    late = [row for row in sitting if getattr(row, "unconfirmed", False) is True]
    if sure:
        st.html(tables.table(caption, columns, sure, language, fold))
    if late:
        name = unconfirmed or word("unconfirmed", language)
        saying.heading(name, small=True, count=len(late))
        st.html(tables.table(name, columns, late, language, fold))
    if nominees:
        saying.heading(word("nominees", language), small=True, count=len(nominees))
        st.html(tables.table(word("nominees", language), columns, nominees, language, fold))
    if unknown:
        saying.heading(word("no_source", language), small=True, count=len(unknown))
        st.html(tables.table(word("no_source", language), columns, unknown, language, fold))
    downloads.offer(answer, language, key, wanted)


def relations(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the other groups and bodies that this one belongs to, mirrors, prepares for and so on."""
    answer = answers.ask("structure", day, scope=subject.id)
    links = [row for row in answer.rows if row.element == "edge" and row.kind in kinds.LINK_KINDS]
    links = [row for row in links if subject.id in (row.from_id, row.to_id)]
    if not links:
        return
    labels = {row.id: row.label for row in answer.rows if row.element == "node"}
    refers = tables.refers(links)

    def verb(row: Any) -> Html:
        kind = kinds.LINK_KINDS[row.kind]
        return text((kind.verb if row.from_id == subject.id else kind.inverse).of(language))

    def other(row: Any) -> Html:
        key = row.to_id if row.from_id == subject.id else row.from_id
        return tables.named(refers, key, labels.get(key))

    columns = [
        Column(word("relation", language), verb, bare=True),
        Column(word("other", language), other, bare=True),
        Column(word("confirmed", language), lambda row: tables.confirmed_cell(row, language)),
        Column(word("sources", language), lambda row: tables.sources_cell(refers.sources, row.sources, language)),
    ]
    name = _T["relations"].fill(name=subject.label).of(language)
    saying.heading(name, count=len(links))
    st.html(tables.table(name, columns, links, language, FOLD))
    downloads.offer(answer, language, "relations", links)


def history(subject: answers.PageSubject, day: str, language: Language, parameter: str) -> None:
    """Show what changed until the day, the latest first; `parameter` is `group` or `body`."""
    answer = answers.ask("changes", day, since=LONG_AGO, until=day, **{parameter: subject.id})
    rows = sorted(answer.rows, key=lambda row: row.last_day or row.first_day or "", reverse=True)
    saying.heading(word("history", language), word("history_lead", language) if rows else "", count=len(rows) or None)
    if not rows:
        saying.say(word("history_none", language), "sg-unknown")
        return
    change_table(answer, rows, language, word("history", language), show_group=parameter != "group")
    downloads.offer(answer, language, "history", rows)


def surely_within(row: Any, since: str, until: str) -> bool:
    """Tell whether a change happened in the period (since, until] on whichever of its possible days it happened."""
    return row.first_day is not None and row.last_day is not None and since < row.first_day and row.last_day <= until


def change_table(
    answer: Answer,
    rows: Sequence[Any],
    language: Language,
    caption: str,
    *,
    show_group: bool,
    show_change: bool = True,
    fold: int = FOLD,
    period: tuple[str, str] | None = None,
) -> None:
    """Show changes: when, what, who, how it is known, sources; those that may lie outside the `period` are marked."""
    refers = tables.refers(rows)

    def when(row: Any) -> Html:
        said = dated(words.between(row.first_day, row.last_day, language))
        if period is None or surely_within(row, *period):
            return said
        return join([said, tag("span", text(_MAYBE.of(language)), class_="sg-pill sg-presumed")], " ")

    columns = [
        Column(word("when", language), when),
        Column(word("change", language), lambda row: text(kinds.CHANGES[row.change].label.of(language))),
        Column(word("who", language), lambda row: _what_changed(answer, row, refers, language)),
        Column(word("group", language), lambda row: tables.named(refers, row.group_id, row.group)),
        Column(word("how", language), lambda row: text(_how_known(answer, row, language))),
        Column(word("sources", language), lambda row: tables.sources_cell(refers.sources, row.sources, language)),
    ]
    if not show_group:
        del columns[3]
    if not show_change:
        del columns[1]
    st.html(tables.table(caption, columns, rows, language, fold))


_MAYBE = Text("kan ha skett i perioden", "may have happened in the period")
_BEGUN = ("joined", "new_host", "started", "renamed")
_HOW_BEGUN = {
    "stated": Text("källan anger när", "the source tells when"),
    "listing": Text("saknas i en tidigare lista", "missing from an earlier list"),
}


def _how_known(answer: Answer, row: Any, language: Language) -> str:
    if row.change in _BEGUN and row.how in _HOW_BEGUN:
        return _HOW_BEGUN[row.how].of(language)
    return words.plain(answer.query, "how", row.how, language)


def _what_changed(answer: Answer, row: Any, refers: Refers, language: Language) -> Html:
    if row.before or row.after:
        return text(" → ".join(part for part in (row.before, row.after) if part))
    if row.person_id:
        roles = [words.plain(answer.query, "role", role, language) for role in (row.from_role, row.role) if role]
        beside = ", ".join(part for part in (" → ".join(roles), row.represents) if part)
        return join([tables.named(refers, row.person_id, row.person), tag("span", text(beside), class_="sg-beside")])
    if row.body_id:
        role = words.plain(answer.query, "role", row.role, language) if row.role else ""
        return join([tables.named(refers, row.body_id, row.body), tag("span", text(role), class_="sg-beside")])
    return tables.named(refers, row.group_id, row.group)


def open_seats(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the seats of a group that are vacant, or that no source mentions."""
    answer = answers.ask("seats", day, group=subject.id)
    rows = [row for row in answer.rows if row.state in ("vacant", "unknown")]
    if not rows:
        return
    saying.heading(word("open_seats", language), count=len(rows))
    rule(rows, language)
    columns = tables.columns_of(answer, rows, tables.refers(rows), language, ("person", "group"))
    st.html(tables.table(word("open_seats", language), columns, rows, language, FOLD))
    downloads.offer(answer, language, "open-seats", rows)


def generic(
    name: str, day: str, language: Language, *, without: Iterable[str] = (), fold: int = FOLD, **given: str
) -> None:
    """Show the answer to any question as a section, if there is such a question and it has rows."""
    if not answers.has(name):
        return
    answer = answers.ask(name, day, **given)
    if not answer.rows:
        return
    query = answer.query
    saying.heading(query.title.of(language), query.description.of(language), count=len(answer.rows))
    rule(answer.rows, language)
    columns = tables.columns_of(answer, answer.rows, tables.refers(answer.rows), language, without)
    sections(answer, columns, language, name, query.title.of(language), fold=fold)


def rule(rows: Sequence[Any], language: Language) -> None:
    """Tell the rule that all rows follow, if there is one."""
    wanted = tables.rule_of(rows)
    found = answers.fetch(Rule, [wanted]).get(wanted or "")
    if found is not None:
        saying.say(_T["rule"].fill(text=notes.in_language(found.text, language)).of(language))


def exists(subject: answers.PageSubject, day: str, language: Language) -> bool:
    """Tell whether the organisation is there on the day, and say so when it is not."""
    answer = answers.ask("structure", day, scope=subject.id)
    if any(row.id == subject.id for row in answer.rows):
        return True
    saying.say(word("not_started", language), "sg-then")
    return False


def other_page(subject: answers.PageSubject, page: str, label: Text, language: Language) -> Html:
    """Return the link from the page of a group to that of the same body, and back."""
    address = state.address(page, id=subject.id)
    return tag("p", link(address, text(label.fill(name=subject.label).of(language))), class_="sg-other")


def around(subject: answers.PageSubject, language: Language) -> Html:
    """Return the link to the network around a person, a group or a body."""
    return other_page(subject, "utforska", _T["around"], language)
