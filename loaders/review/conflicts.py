"""Present facts that would not go together with what a proposal brings, worked out as a load would (`reasoning`)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph import time
from graph.finding import short_label
from graph.kinds import ROLES
from graph.loading.endings import foreseen
from graph.port import Reader
from graph.reasoning.spans import Derived, days_of
from graph.records import Evidence, Hosting, Membership, Organisation, Person, Record, Source
from graph.texts import Text
from graph.time import FIRST_DAY
from loaders.review.sentences import Names


def conflicts(reader: Reader, records: Sequence[Record], named: Names) -> Iterator[Text]:
    """Yield in words what speaks against the records, once each."""
    found = [
        *_seats(reader, records, named),
        *_hosts(reader, [record for record in records if isinstance(record, Hosting)], records, named),
        *_dates(reader, records),
    ]
    yield from dict.fromkeys(found)


def _seats(reader: Reader, records: Sequence[Record], named: Names) -> Iterator[Text]:
    own = {record.id: record for record in records if isinstance(record, Membership)}
    changes: defaultdict[type[Record], list[Record]] = defaultdict(list)
    for record in records:
        changes[type(record)].append(record)
    for days in foreseen(reader, changes, {seat.group for seat in own.values()}):
        seats = {**reader.fetch(Membership, days.keys() - own.keys()), **{key: own[key] for key in own.keys() & days}}
        people = reader.fetch(Person, {seat.person for seat in seats.values() if seat.person})
        bodies = reader.fetch(Organisation, {body for seat in seats.values() for body in seat.represents})
        called = {
            **{key: person.name for key, person in people.items()},
            **{key: short_label(body) for key, body in bodies.items()},
            **named,
        }
        for key in sorted(own.keys() & days):
            yield from _ended_by_others(reader, own[key], days[key], records, called)
            if days[key].standing != "seat":
                continue
            for other in sorted(days.keys() - {key}):
                if days[other].standing == "seat" and _at_once(days[key], days[other]):
                    yield from _beside(own[key], seats[other], days[key], days[other], called)


def _at_once(one: Derived, other: Derived) -> bool:
    return max(one.presumed_from, other.presumed_from) < min(one.ended, other.ended)


def _beside(own: Membership, other: Membership, days: Derived, others: Derived, called: Names) -> Iterator[Text]:
    """Yield what is odd about two seats at once in one group."""
    if own.role != other.role or days.same_as == others.same_as:
        return
    who = called.get(other.person or "", other.person or "")
    role = ROLES[own.role].label
    since = f" ({others.last_confirmed})" if others.last_confirmed else ""
    if own.person == other.person:
        bodies = " och ".join(called.get(body, body) for body in other.represents)
        if bodies and own.represents:
            yield Text(f"{who} har redan rollen för {bodies}.", f"{who} has the role for {bodies} already.")
    elif ROLES[own.role].single:
        yield Text(
            f"Två har rollen {role.sv} samtidigt: även {who}{since}.",
            f"Two are {role.en} at once: {who} too{since}.",
        )
    elif ROLES[own.role].ordinary and set(own.represents) & set(other.represents) and own.succeeds == other.person:
        yield Text(f"{who} räknas fortfarande som {role.sv}.", f"{who} still counts as {role.en}.")


def _ended_by_others(
    reader: Reader, own: Membership, days: Derived, records: Sequence[Record], called: Names
) -> Iterator[Text]:
    new = {record.id: record for record in records if isinstance(record, Source)}
    told = {record.source for record in records if isinstance(record, Evidence) and record.record == own.id}
    source = days.end_source
    if source is None or source in told or days.ended > time.today():
        return
    there = new.get(source) or reader.fetch(Source, [source]).get(source)
    title = there.title if there else source
    if days.ended == FIRST_DAY:
        yield Text(f"En annan källa säger att det inte stämmer: {title}.", f"Another source denies it: {title}.")
    else:
        whose = called.get(own.person or "", "")
        ended = f"{whose}, {ROLES[own.role].label.sv}" if whose else "Det"
        over = f"{whose}, {ROLES[own.role].label.en}" if whose else "This"
        yield Text(
            f"{ended}: räknas som avslutat {days.ended}, enligt {title}.",
            f"{over}: counts as ended {days.ended}, according to {title}.",
        )


def _hosts(reader: Reader, own: Sequence[Hosting], records: Sequence[Record], named: Names) -> Iterator[Text]:
    for hosting in own:
        denied = any(isinstance(r, Evidence) and r.record == hosting.id and r.stance != "states" for r in records)
        if hosting.status != "active" or denied:
            continue
        others = {
            each.id: each
            for each in reader.every(Hosting)
            if each.hosted == hosting.hosted and each.status == "active" and each.host != hosting.host
        }
        for spanned in reader.spanned(Hosting, others):
            days = days_of(spanned.testimonies, spanned.valid_from, spanned.valid_to)
            if days.ended > time.today() and days.ended > (hosting.valid_from or ""):
                host = names_of(reader, [others[spanned.key].host], named)
                seen = f" ({days.last_confirmed})" if days.last_confirmed else ""
                yield Text(f"Har redan en värd: {host}{seen}.", f"Has a host already: {host}{seen}.")


def _dates(reader: Reader, records: Sequence[Record]) -> Iterator[Text]:
    """Yield the dates that other sources give for the same fact and that cannot be the same day."""
    for own in (record for record in records if isinstance(record, Evidence) and record.stance != "denies"):
        others = [each for each in reader.evidence_of(own.kind, [own.record]) if each.source != own.source]
        for field, label in (("valid_from", Text("från", "from")), ("valid_to", Text("t.o.m.", "until"))):
            mine = getattr(own, field)
            for other in others:
                theirs = getattr(other, field)
                if mine and theirs and not time.parse(mine).can_meet(time.parse(theirs)):
                    title = reader.fetch(Source, [other.source])[other.source].title
                    yield Text(f"{title} säger {label.sv} {theirs}.", f"{title} says {label.en} {theirs}.")


def names_of(reader: Reader, ids: Iterable[str], named: Names) -> str:
    """Return the names of organisations, known ones from `named`."""
    found = reader.fetch(Organisation, ids)
    return ", ".join(named.get(key) or (short_label(found[key]) if key in found else key) for key in ids)
