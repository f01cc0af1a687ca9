"""Persons who may be the same: pairs of equal or like names, with what speaks for and against."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import NamedTuple

from graph import names
from graph.people import written
from graph.people.hiding import is_hidden
from graph.people.identity import Identities
from graph.port import Reader
from graph.records import Judgement, Membership, Organisation, Person
from graph.texts import Text

_Both = tuple[Person, Person]


class Pair(NamedTuple):
    """Two persons who may be one; nothing has been joined."""

    first: Person
    second: Person
    equal: bool
    """The names are the same to the letter; else they sound alike."""
    unsettled: bool
    """Somebody has looked at the pair and left it open."""
    speaks_for: tuple[Text, ...]
    speaks_against: tuple[Text, ...]

    @property
    def text(self) -> Text:
        """Say who may be whom, and in a line each what speaks for it and what against."""
        what = Text("samma namn", "same name") if self.equal else Text("liknande namn", "like names")
        looked = Text(", prövat men inte avgjort", ", looked at but not settled") if self.unsettled else Text("", "")

        def joined(reasons: tuple[Text, ...], nothing: Text) -> Text:
            return Text("; ".join(r.sv for r in reasons), "; ".join(r.en for r in reasons)) if reasons else nothing

        pro = joined(self.speaks_for, Text("inget mer än namnet", "nothing but the name"))
        con = joined(self.speaks_against, Text("inget i uppgifterna", "nothing in the records"))
        pair = f"  {self.first.name} ({self.first.id}) – {self.second.name} ({self.second.id})"
        return Text(
            f"{pair}: {what.sv}{looked.sv}.\n"
            f"    Talar för samma person: {pro.sv}.\n    Talar för två personer: {con.sv}.",
            f"{pair}: {what.en}{looked.en}.\n"
            f"    Speaks for one person: {pro.en}.\n    Speaks for two persons: {con.en}.",
        )


def possible_pairs(reader: Reader, most: int = 200) -> list[Pair]:
    """Return pairs of equal or like names that no judgement has settled, at most `most`, in Swedish order.

    A first name of which only the initial is written is like another name of the same group.
    """
    identities = Identities(reader.every(Judgement))
    by_sound: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    by_initial: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    short: set[str] = set()
    for person in (each for each in reader.every(Person) if not is_hidden(each.id)):
        for text in (person.name, *person.aliases):
            by_sound[written.alike(text)][person.id] = person
            by_initial[written.initial(text)][person.id] = person
            short |= {person.id} if written.initialled(text) else set()

    def of(several: Iterable[dict[str, Person]], may_be: Callable[[str, str], bool]) -> dict[tuple[str, str], _Both]:
        return {
            (first.id, second.id): (first, second)
            for same in several
            for first, second in combinations(sorted(same.values(), key=lambda person: person.id), 2)
            if may_be(first.id, second.id)
            and (first.id, second.id) not in identities.apart
            and identities.standing(first.id) != identities.standing(second.id)
        }

    found = of(by_sound.values(), lambda first, second: True)
    with_initials = (same for same in by_initial.values() if not short.isdisjoint(same))
    found |= _in_one_group(reader, of(with_initials, lambda first, second: first in short or second in short))
    chosen = sorted(found.values(), key=lambda pair: (names.swedish_key(pair[0].name), pair[0].id, pair[1].id))[:most]
    held: defaultdict[str, list[Membership]] = defaultdict(list)
    for membership in reader.memberships_of({person.id for pair in chosen for person in pair}):
        held[membership.person or ""].append(membership)
    mentioned = {
        body
        for seats in held.values()
        for seat in seats
        for body in (seat.group, seat.employer, *seat.represents)
        if body
    }
    organisations = reader.fetch(Organisation, mentioned)
    return [
        Pair(
            first,
            second,
            names.exact(first.name) == names.exact(second.name),
            (first.id, second.id) in identities.unsettled,
            *_reasons(held[first.id], held[second.id], organisations),
        )
        for first, second in chosen
    ]


def _in_one_group(reader: Reader, pairs: dict[tuple[str, str], _Both]) -> dict[tuple[str, str], _Both]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for held in reader.memberships_of({person for pair in pairs for person in pair}) if pairs else ():
        groups[held.person or ""].add(held.group)
    return {pair: both for pair, both in pairs.items() if groups[pair[0]] & groups[pair[1]]}


def _reasons(
    first: list[Membership], second: list[Membership], organisations: dict[str, Organisation]
) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Compare the groups, represented bodies, employers and titles of two persons."""

    def name(body: str) -> str:
        return organisations[body].name if body in organisations else body

    def of(seats: list[Membership], kind: str) -> set[str]:
        if kind == "group":
            return {seat.group for seat in seats}
        if kind == "body":
            return {body for seat in seats for body in seat.represents}
        return {seat.employer for seat in seats if seat.employer}

    words = {
        "group": (Text("samma grupp", "same group"), Text("olika grupper", "different groups")),
        "body": (
            Text("företräder samma organ", "represent the same body"),
            Text("företräder olika organ", "represent different bodies"),
        ),
        "employer": (Text("samma arbetsgivare", "same employer"), Text("olika arbetsgivare", "different employers")),
    }
    pro, con = [], []
    for kind, (alike, unlike) in words.items():
        mine, theirs = of(first, kind), of(second, kind)
        shared = ", ".join(sorted(map(name, mine & theirs)))
        if shared:
            pro.append(Text(f"{alike.sv} ({shared})", f"{alike.en} ({shared})"))
        elif mine and theirs:
            listed = ", ".join(sorted(map(name, mine))) + " / " + ", ".join(sorted(map(name, theirs)))
            con.append(Text(f"{unlike.sv} ({listed})", f"{unlike.en} ({listed})"))
    titles = {names.fold(seat.title) for seat in first if seat.title} & {
        names.fold(seat.title) for seat in second if seat.title
    }
    if titles:
        listed = ", ".join(sorted(titles))
        pro.append(Text(f"samma titel ({listed})", f"same title ({listed})"))
    return tuple(pro), tuple(con)
