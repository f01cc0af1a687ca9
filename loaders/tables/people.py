"""Who the rows of memberships speak of: by id, or by name as DESIGN §3 says."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from graph import names
from graph.people.matching import Meant, Mention, SeatAt, best_spelling, match
from graph.port import Known
from graph.records import Judgement, Person
from graph.texts import Text
from loaders.tables.cells import Unfit, is_id
from loaders.tables.faults import LineOfTable
from loaders.tables.naming import Rows
from loaders.tables.references import Persons
from loaders.tables.rows import Row

WHY: Mapping[str, Text] = {
    "new": Text("ny person", "new person"),
    "same group": Text("samma namn i samma grupp", "same name in the same group"),
    "same employer": Text("samma namn och arbetsgivare", "same name and employer"),
    "same body": Text("samma namn, företräder samma organ", "same name, represents the same body"),
    "given id": Text("angivet id", "given id"),
    "new id": Text("angivet id, ny person", "given id, new person"),
    "other name": Text("angivet id, men där heter personen något annat", "given id, but it bears another name"),
}


class Match(NamedTuple):
    """Who a name in a row was taken to mean, and why."""

    file: str
    sheet: str | None
    line: int
    name: str
    person: str
    why: str
    """A key of `WHY`."""
    like: tuple[str, ...]
    """Others who may be the same person: only somebody who knows can tell."""

    @property
    def sentence(self) -> Text:
        """Say who was meant, why, and who else it may be."""
        where, why = LineOfTable(self.file, self.sheet, self.line).text, WHY[self.why]
        like = Text("", "")
        if self.like:
            others = ", ".join(self.like)
            like = Text(f" Kan vara samma person som {others}.", f" May be the same person as {others}.")
        return Text(
            f"{where.sv}: {self.name} är {self.person} ({why.sv}).{like.sv}",
            f"{where.en}: {self.name} is {self.person} ({why.en}).{like.en}",
        )


class PeopleOfTables(NamedTuple):
    """Everybody whom the load names."""

    new: list[Person]
    """Persons that neither the store nor the table persons has."""
    matches: list[Match]
    found: Persons


def place_persons(tables: Rows, known: Known | None, near: bool = True) -> PeopleOfTables:
    """Put the person's id in every row of memberships, and say how each name was matched (and who is `near`)."""
    rows = tables["memberships"]
    listed = _listed(tables["persons"])
    stored = known.keys(Person) if known else set()
    ids = stored | listed.keys()
    by_id, by_name = _by_id_or_name(rows, ids)
    new = _new_by_id(by_id, ids)
    spots: defaultdict[str, set[SeatAt]] = defaultdict(set)
    for person, same in by_id.items():
        spots[person].update(spot for row in same if (spot := _spot(row)))
    mentions = {id(row): Mention(name, spot) for row, name in by_name if (spot := _spot(row))}
    meant = match(mentions.values(), known, listed | new, spots, _judgements(tables["judgements"]), near)
    spelled: defaultdict[str, set[str]] = defaultdict(set)
    called = (known.fetch(Person, by_id.keys() & stored) if known else {}) | listed
    matches = [
        _match(row, Meant(person, "new"), _why(row, called[person]) if person in called else "new id")
        for person, same in by_id.items()
        for row in same
    ]
    for row, name in by_name:
        if mention := mentions.get(id(row)):
            found = meant[mention]
            row.values["person"] = found.person
            spelled[found.person].add(name)
            matches.append(_match(row, found, found.why))
    for person in sorted(spelled.keys() - ids - new.keys()):
        new[person] = Person(id=person, name=" ".join(best_spelling(spelled[person]).split()))
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for each in (*listed.values(), *new.values()):
        for text in (each.name, *each.aliases):
            bearers[names.exact(text)].add(each.id)
    return PeopleOfTables(
        [new[person] for person in sorted(new)],
        sorted((match for match in matches if match.name), key=lambda m: (m.file, m.sheet or "", m.line)),
        Persons(known, ids | new.keys(), bearers),
    )


def _listed(rows: Sequence[Row]) -> dict[str, Person]:
    """Return the persons of the table persons, those with faults too: others may point at them."""
    return {
        key: Person.model_construct(id=key, name=row.one("name") or key, aliases=row.several("aliases"))
        for row in rows
        for key in (row.one("id"), (row.wrong or {}).get("id"))
        if key
    }


def _by_id_or_name(rows: Sequence[Row], ids: set[str]) -> tuple[defaultdict[str, list[Row]], list[tuple[Row, str]]]:
    """Return the rows by the person's id, where they tell it, and the others with the name.

    What a row calls its person ends up in the column person_name.
    """
    by_id: defaultdict[str, list[Row]] = defaultdict(list)
    by_name: list[tuple[Row, str]] = []
    for row in rows:
        given, person, spelled = row.one("person_id"), row.one("person"), row.one("person_name")
        by_its_id = person is not None and person in ids
        name = (None if by_its_id else person) or spelled
        if given is None and person is not None and not by_its_id and is_id(person):
            row.fault("person", person, _UNKNOWN_ID)
            row.values.pop("person")
        elif given is not None or by_its_id:
            key = given or person or ""
            row.values["person"] = key
            by_id[key].append(row)
        elif name is not None:
            row.values.pop("person", None)
            by_name.append((row, name))
        if name is not None:
            row.values["person_name"] = spelled or name
    return by_id, by_name


def _new_by_id(by_id: Mapping[str, Sequence[Row]], ids: set[str]) -> dict[str, Person]:
    """Return the persons who come into being by the column person_id."""
    new: dict[str, Person] = {}
    for person, rows in by_id.items():
        if person in ids:
            continue
        called = sorted({name for row in rows if (name := row.one("person_name"))})
        if not called:
            for row in rows:
                row.fault("person_id", person, _NAMELESS)
            continue
        name = best_spelling(called)
        others = tuple(text for text in called if names.exact(text) != names.exact(name))
        new[person] = Person(id=person, name=name, aliases=others)
    return new


def _why(row: Row, person: Person) -> str:
    name = names.exact(row.one("person_name") or person.name)
    return "given id" if name in map(names.exact, (person.name, *person.aliases)) else "other name"


def _spot(row: Row) -> SeatAt | None:
    group = row.one("group")
    return None if group is None else SeatAt(group, row.one("employer"), frozenset(row.several("represents")))


def _match(row: Row, meant: Meant, why: str) -> Match:
    return Match(*row.place, row.one("person_name") or "", meant.person, why, meant.like)


def _judgements(rows: Sequence[Row]) -> list[Judgement]:
    """Return the judgements of the load on persons given by id, as far as they can be used."""
    return [
        Judgement.model_construct(
            person_a=row.one("person_a") or "",
            person_b=row.one("person_b") or "",
            verdict=row.one("verdict") or "",
            source="",
        )
        for row in rows
        if not row.broken
    ]


def resolve_persons(tables: Rows, people: PeopleOfTables, known: Known | None) -> None:
    """Put ids in the remaining cells that point at persons; among several of one name, who sat in the group."""
    sat: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["memberships"]:
        if (person := row.one("person")) and (group := row.one("group")):
            sat[person].add(group)

    def sits_in(group: str | None) -> Callable[[str], bool]:
        def sits_here(person: str) -> bool:
            if group in sat[person]:
                return True
            return known is not None and any(held.group == group for held in known.memberships_of([person]))

        return sits_here

    for name, rows in tables.items():
        if not rows:
            continue
        columns = [column for column in rows[0].table.columns.values() if column.refers == "persons"]
        for row in rows:
            for column in columns:
                text = row.one(column.name)
                if text is None or (name, column.name) == ("memberships", "person"):
                    continue
                try:
                    row.values[column.name] = people.found.find(text, column, sits_in(row.one("group")))
                except Unfit as unfit:
                    row.fault(column.name, unfit.value, unfit.expected)
                    del row.values[column.name]


_UNKNOWN_ID = Text(
    "Ingen person har det id:t. Skriv personens för- och efternamn, eller lägg personen i tabellen persons.",
    "No person has that id. Write the person's full name, or add the person to the table persons.",
)
_NAMELESS = Text(
    "Ingen person har det id:t. Skriv namnet också, i kolumnen person.",
    "No person has that id. Write the name too, in the column person.",
)
