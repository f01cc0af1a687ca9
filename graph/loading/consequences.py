"""What follows from records: who is who, names to find by, and derived days, of all that a load touched."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from graph import finding
from graph.people.identity import Identities
from graph.port import Progress, Writer
from graph.reasoning.bodies import Parents, parents_of
from graph.reasoning.groups import derive_group
from graph.reasoning.spans import Derived, days_of
from graph.records import (
    Evidence,
    Hosting,
    Judgement,
    Link,
    Listing,
    Membership,
    Name,
    Organisation,
    Person,
    Record,
    Rule,
    Source,
)

_SPANNED: tuple[type[Record], ...] = (Organisation, Name, Hosting, Link, Rule)
_OPEN_START: tuple[type[Record], ...] = (Organisation, Name, Rule)
_PART = 20_000
"""Keys that are worked on at a time when everything is worked out anew."""


def reason(
    writer: Writer,
    changes: Mapping[type[Record], Sequence[Record]],
    left: Iterable[str] = (),
    new_sources: Collection[str] = (),
) -> None:
    """Work out anew what follows from the changed records: who is who, names, and the days of all touched.

    `left` are groups that something changed has belonged to and does no longer. On `new_sources` nothing rests
    but what is in `changes` itself.
    """
    dated, groups, persons = touched(writer, changes, new_sources)
    groups.update(left)
    persons |= _name_persons(writer, persons, bool(changes.get(Judgement)))
    if changes.get(Judgement):
        groups |= writer.groups_of(persons)
    renamed = {record.key for record in changes.get(Organisation, ())}
    renamed.update(name.organisation for name in changes.get(Name, ()) if isinstance(name, Name))
    _label_organisations(writer, renamed)
    people = {record.id: record for record in changes.get(Person, ()) if isinstance(record, Person)}
    _label_persons(writer, persons, people)
    for model in _SPANNED:
        _derive_spans(writer, model, dated.get(model.table, ()))
    groups |= dated["organisations"]
    if _parents(writer, changes.get(Link, ())):
        groups |= writer.keys(Organisation)
    _derive_seats(writer, groups)
    writer.connect(groups, dated["organisations"], dated["hostings"] | dated["links"])


def touched(
    writer: Writer, changes: Mapping[type[Record], Sequence[Record]], new_sources: Collection[str]
) -> tuple[defaultdict[str, set[str]], set[str], set[str]]:
    """Return what is to be worked out anew: keys of dated records by table, groups, and persons."""
    dated: defaultdict[str, set[str]] = defaultdict(set)
    groups: set[str] = set()
    persons: set[str] = set()
    for record in chain.from_iterable(changes.values()):
        if isinstance(record, Evidence):
            dated[record.kind].add(record.record)
        elif isinstance(record, Membership | Listing):
            groups.add(record.group)
        elif isinstance(record, Person):
            persons.add(record.id)
        elif isinstance(record, Judgement):
            persons.update((record.person_a, record.person_b))
        elif type(record) in _SPANNED:
            dated[record.table].add(record.key)
    changed_sources = [source.key for source in changes.get(Source, ()) if source.key not in new_sources]
    for table, key in writer.resting_on(changed_sources):
        if table == "listings":
            groups.add(key)
        else:
            dated[table].add(key)
    known = {membership.key for membership in changes.get(Membership, ())}
    memberships = writer.fetch(Membership, dated.pop("memberships", set()) - known)
    groups.update(membership.group for membership in memberships.values())
    return dated, groups, persons


def reason_anew(writer: Writer, progress: Progress | None = None) -> None:
    """Work out everything that follows from the records of a store that holds nothing but records.

    It goes through the store part by part, so that a large one needs no more memory than its keys.
    """
    persons, organisations = writer.keys(Person), writer.keys(Organisation)
    spanned = {model: writer.keys(model) for model in _SPANNED}
    records = spanned[Hosting] | spanned[Link]
    total = 2 * (len(persons) + len(organisations)) + sum(map(len, spanned.values())) + len(records)
    done = 0

    def parts(keys: Collection[str]) -> Iterator[list[str]]:
        nonlocal done
        ordered = sorted(keys)
        for start in range(0, len(ordered), _PART):
            part = ordered[start : start + _PART]
            yield part
            done += len(part)
            if progress:
                progress(done, total)

    for part in parts(persons):
        _name_persons(writer, set(part), judged=False)
    _name_persons(writer, set(), judged=True)
    for part in parts(persons):
        _label_persons(writer, part, {})
    for part in parts(organisations):
        _label_organisations(writer, part)
    for model, keys in spanned.items():
        for part in parts(keys):
            _derive_spans(writer, model, part)
    for part in parts(organisations):
        _derive_seats(writer, part)
        writer.connect(part, (), ())
    for part in parts(records):
        writer.connect((), (), part)


def _derive_spans(writer: Writer, model: type[Record], keys: Iterable[str]) -> None:
    open_start = model in _OPEN_START
    writer.derive(
        model.table,
        (
            (record.key, days_of(record.testimonies, record.valid_from, record.valid_to, open_start))
            for record in writer.spanned(model, keys)
        ),
    )


def _derive_seats(writer: Writer, groups: Iterable[str]) -> None:
    days: list[tuple[str, Derived]] = []
    wanted = set(groups)
    lives = {
        each.key: days_of(each.testimonies, each.valid_from, each.valid_to, open_start=True)
        for each in writer.spanned(Organisation, wanted)
    }
    parents = cache(lambda: _parents(writer, writer.every(Link)))
    for group, seats, rolls in writer.seats(wanted):
        days.extend(derive_group(seats, rolls, lives.get(group), parents).items())
    writer.derive("memberships", days)


def _parents(writer: Writer, links: Iterable[Record]) -> Parents:
    """Return the sjukvårdsregioner that each region lies in by these links."""
    lying = [(link.from_id, link.to_id) for link in links if isinstance(link, Link) and link.kind == "part_of"]
    kind = {each.id: each.kind for each in writer.fetch(Organisation, {end for pair in lying for end in pair}).values()}
    return parents_of(pair for pair in lying if [kind.get(end) for end in pair] == ["region", "sjukvardsregion"])


def _name_persons(writer: Writer, persons: set[str], judged: bool) -> set[str]:
    """Join persons whom judgements make one, under the first-named of each pair; return all concerned.

    A judgement's own order tells which id stands for both, so that undoing it gives each their own again.
    """
    judgements = list(writer.every(Judgement))
    identities = Identities(judgements)
    concerned = set(persons)
    if judged:
        concerned.update(chain.from_iterable((j.person_a, j.person_b) for j in judgements))
    writer.name_persons({person: identities.standing(person) for person in concerned})
    return concerned


def _label_organisations(writer: Writer, organisations: Collection[str]) -> None:
    """Keep the names by which these organisations are found."""
    if not organisations:
        return
    names: defaultdict[str, list[Name]] = defaultdict(list)
    wanted = set(organisations)
    for name in writer.every(Name):
        if name.organisation in wanted:
            names[name.organisation].append(name)
    found = writer.fetch(Organisation, wanted)
    writer.shorten((finding.short_label(o), finding.level_of(o.kind), o.id) for o in found.values())
    writer.relabel(wanted, chain.from_iterable(finding.organisation_labels(o, names[o.id]) for o in found.values()))


def _label_persons(writer: Writer, persons: Collection[str], known: Mapping[str, Person]) -> None:
    """Keep the names by which these persons, and all who are the same, are found."""
    if not persons:
        return
    standing = writer.standing_for(persons)
    people = {**known, **writer.fetch(Person, standing.keys() - known.keys())}
    writer.relabel(
        set(standing) | set(standing.values()),
        chain.from_iterable(finding.person_labels(people[person], standing[person]) for person in people),
    )
