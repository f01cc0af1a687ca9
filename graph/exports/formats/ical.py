"""iCalendar: the days on which mandates end, for Outlook and other calendars (RFC 5545)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graph import kinds, time
from graph.bundle import Bundle
from graph.exports import characters, wording
from graph.exports.data.records_of import behind, labels, title
from graph.exports.export import Export
from graph.exports.subject import Subject
from graph.people.identity import Identities
from graph.reasoning import merging
from graph.reasoning.groups import derive_group
from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Roll, Seat
from graph.reasoning.spans import Derived
from graph.reasoning.testimony import testimony_of
from graph.records import Evidence, Judgement, Listing, Membership, Person, Source
from graph.texts import Language, Text

_LONGEST_LINE = 75
_ENDS = Text("Mandat går ut: {who}, {role} i {group}", "Mandate ends: {who}, {role} in {group}")
_REPRESENTS = Text("Företräder: {bodies}.", "On behalf of: {bodies}.")
_STATED = Text("Slutet enligt källan: {written} (t.o.m.).", "The end as the source states it: {written} (inclusive).")
_UNSURE = Text(
    "Dagen är osäker: någon dag från {first} till {last}. Här visas den sista.",
    "The day is uncertain: some day from {first} to {last}. The last is shown here.",
)
_UNSURE_OPEN = Text(
    "Dagen är osäker: senast {last}. Här visas den sista möjliga.",
    "The day is uncertain: {last} at the latest. The last possible is shown here.",
)
_UNSURE_NO_END = Text(
    "Dagen är osäker: tidigast {first}. Här visas den första.",
    "The day is uncertain: {first} at the earliest. The first is shown here.",
)
_SOURCES = Text("Källor: {titles}.", "Sources: {titles}.")
_CALENDAR = Text("Mandat som går ut: {title}", "Mandates that end: {title}")


def write(subject: Subject) -> bytes:
    """Return an all-day event for each stated end that lies on or after the day asked for.

    An end that a source states with a year or month is shown on its last day. A mandate that is over for
    another reason has no event. The text is the same for the same records: its time stamp is the day asked for.
    """
    bundle = behind(subject)
    name = _CALENDAR.fill(title=characters.clean(title(subject))).of(subject.language)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//styrgraf//styrgraf//{subject.language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        *_events(subject, bundle),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _events(subject: Subject, bundle: Bundle) -> Iterator[str]:
    sources = {source.id: source for source in bundle.of(Source)}
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for evidence in bundle.of(Evidence):
        if evidence.kind == Membership.table and evidence.stance != "denies":
            titles[evidence.record].add(characters.clean(sources[evidence.source].title))
    persons = {person.id: person.name for person in bundle.of(Person)}
    identities = Identities(bundle.of(Judgement))
    derived = _derived(bundle, sources, identities)
    groups = {id_: characters.clean(label) or id_ for id_, label in labels(subject).items()}
    stamp = subject.as_of.replace("-", "")
    ending = [
        (_day(seat.valid_to), seat)
        for each in bundle.of(Membership)
        if _ends(each, derived[each.id])
        and derived[each.id].first_possible <= subject.as_of < derived[each.id].ended
        and (seat := each.model_copy(update={"valid_to": derived[each.id].held_to})).valid_to
    ]
    for day, seat in sorted(ending, key=lambda each: (each[0], each[1].id)):
        if day < subject.as_of:
            continue
        person = identities.standing(seat.person or "")
        who = characters.clean(persons.get(person, person)) or person
        summary = _ENDS.fill(who=who, role=_role(seat, subject.language), group=groups.get(seat.group, seat.group))
        yield from (
            "BEGIN:VEVENT",
            f"UID:{seat.id}@mandat.styrgraf",
            f"DTSTAMP:{stamp}T000000Z",
            f"DTSTART;VALUE=DATE:{day.replace('-', '')}",
            f"DTEND;VALUE=DATE:{_next(day)}",
            f"SUMMARY:{_escaped(summary.of(subject.language))}",
            f"DESCRIPTION:{_escaped(_description(seat, groups, sorted(titles[seat.id]), subject.language))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )


def _ends(seat: Membership, derived: Derived) -> bool:
    """Tell whether the end is that of somebody's seat, told once: not of a nomination, nor of a twin record."""
    return derived.standing == "seat" and derived.same_as == seat.id and derived.end_how == "stated"


def _derived(bundle: Bundle, sources: dict[str, Source], identities: Identities) -> dict[str, Derived]:
    """Return the derived days of the memberships, as `graph.reasoning` works them out for every store."""
    told: defaultdict[str, list[Testimony]] = defaultdict(list)
    for evidence in bundle.of(Evidence):
        if evidence.kind == Membership.table:
            told[evidence.record].append(testimony_of(evidence, sources[evidence.source]))
    seats: defaultdict[str, list[Seat]] = defaultdict(list)
    rolls: defaultdict[str, list[Roll]] = defaultdict(list)
    for each in bundle.of(Membership):
        seat = merging.seat(each, told[each.id])
        person = identities.standing(each.person) if each.person else None
        seats[each.group].append(seat._replace(person=person, stored_person=each.person))
    for listing in bundle.of(Listing):
        source = sources[listing.source]
        seen = time.observed(source.date, source.period, source.retrieved)
        rolls[listing.group].append(Roll(source.id, seen, frozenset(listing.roles), listing.body))
    return {
        seat: days for group, together in seats.items() for seat, days in derive_group(together, rolls[group]).items()
    }


def _day(written: str | None) -> str:
    """Return the last day that an end can mean; with no last day, the first."""
    when = time.parse(written or "")
    return when.last if when.last != time.LAST_DAY else when.first


def _next(day: str) -> str:
    return time.day_after(day).replace("-", "")


def _role(seat: Membership, language: Language) -> str:
    return kinds.ROLES[seat.role].label.of(language)


def _description(seat: Membership, groups: Mapping[str, str], titles: Iterable[str], language: Language) -> str:
    when = time.parse(seat.valid_to or "")
    told = [_STATED.fill(written=seat.valid_to)]
    if when.last == time.LAST_DAY:
        told.append(_UNSURE_NO_END.fill(first=when.first))
    elif when.first == time.FIRST_DAY:
        told.append(_UNSURE_OPEN.fill(last=when.last))
    elif when.first != when.last:
        told.append(_UNSURE.fill(first=when.first, last=when.last))
    if seat.represents:
        bodies = wording.listed([groups.get(body, body) for body in seat.represents], language)
        told.insert(0, _REPRESENTS.fill(bodies=bodies))
    told.append(_SOURCES.fill(titles="; ".join(titles)))
    return "\n".join(line.of(language) for line in told)


def _escaped(text: str) -> str:
    """Return a text value; its parts are clean already, so that its only breaks are our own."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none within a letter; those that follow begin with a blank."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join((*pieces, piece))


EXPORT = Export(
    name="ical",
    title=Text("Kalender: mandat som går ut", "Calendar: mandates that end"),
    suffix=".ics",
    media_type="text/calendar",
    write=write,
)
