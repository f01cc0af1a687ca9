"""The store as it was before a load: what changed since is left out, or as the journal has it from before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from graph import finding, names
from graph.port import Known, Label, Step
from graph.reasoning.observations import Testimony
from graph.reasoning.testimony import testimony_of
from graph.records import Evidence, Membership, Name, Organisation, Person, Record, Source

R = TypeVar("R", bound=Record)


class StoreBefore:
    """What was known then; nobody's names find a person here but in `persons_named`."""

    def __init__(self, now: Known, before: Mapping[tuple[str, str], Record | None]) -> None:
        """Know what is there `now`; `before` tells what changed since was, by table and key (None: not there)."""
        self._now = now
        self._before: defaultdict[str, dict[str, Record | None]] = defaultdict(dict)
        for (table, key), record in before.items():
            self._before[table][key] = record

    def _were(self, model: type[R]) -> list[R]:
        """Return the records of a kind that have changed since, as they were."""
        return [record for record in self._before[model.table].values() if isinstance(record, model)]

    def keys(self, model: type[Record]) -> set[str]:
        """Return the keys of all records of a kind."""
        return (self._now.keys(model) - self._before[model.table].keys()) | {each.key for each in self._were(model)}

    def fetch(self, model: type[R], keys: Iterable[str]) -> dict[str, R]:
        """Return those of the records that were there, by key."""
        wanted = set(keys)
        found = self._now.fetch(model, wanted - self._before[model.table].keys())
        return found | {each.key: each for each in self._were(model) if each.key in wanted}

    def every(self, model: type[R]) -> Iterator[R]:
        """Go through all records of a kind in the order of their keys."""
        same = (record for record in self._now.every(model) if record.key not in self._before[model.table])
        return iter(sorted((*same, *self._were(model)), key=lambda record: record.key))

    def labels(self, step: Step, text: str) -> list[Label]:
        """Return the names of organisations that one step of `graph.finding` would have found."""
        same = [label for label in self._now.labels(step, text) if label.subject not in self._renamed]
        begun = [label for label in self._labels if step == "prefix" and label.bare.startswith(text)]
        return [*same, *finding.LocalLabels(self._labels)(step, text), *begun]

    @cached_property
    def _renamed(self) -> set[str]:
        """Return the organisations and persons that may have been called otherwise."""
        named = {key.partition("|")[0] for key in self._before[Name.table]}
        return named | self._before[Organisation.table].keys() | self._before[Person.table].keys()

    @cached_property
    def _labels(self) -> list[Label]:
        """Return what these organisations were called."""
        were = self.fetch(Organisation, self._renamed)
        names_of: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self.every(Name) if were else ():
            names_of[name.organisation].append(name)
        return [label for key, each in were.items() for label in finding.organisation_labels(each, names_of[key])]

    def memberships_of(self, persons: Iterable[str]) -> Iterator[Membership]:
        """Go through the memberships of these persons (as stored, before judgements)."""
        wanted = set(persons)
        for held in self._now.memberships_of(wanted):
            if held.id not in self._before[Membership.table]:
                yield held
        yield from (held for held in self._were(Membership) if held.person in wanted)

    def persons_named(self, name: str) -> list[str]:
        """Return the stored ids of the persons who bore exactly this name (`names.exact`)."""
        same = set(self._now.persons_named(name)) - self._before[Person.table].keys()
        bore = (each.id for each in self._were(Person) if name in map(names.exact, (each.name, *each.aliases)))
        return sorted({*same, *bore})

    def evidence_of(self, table: str, keys: Iterable[str]) -> list[Evidence]:
        """Return what all sources said of these records, in the order of the evidence's keys."""
        wanted = set(keys)
        same = (each for each in self._now.evidence_of(table, wanted) if each.key not in self._before[Evidence.table])
        told = (each for each in self._were(Evidence) if each.kind == table and each.record in wanted)
        return sorted((*same, *told), key=lambda each: each.key)

    def testimonies(self, memberships: Iterable[str]) -> dict[str, tuple[Testimony, ...]]:
        """Return the testimonies of these memberships, by id."""
        found: dict[str, list[Evidence]] = {key: [] for key in self.fetch(Membership, memberships)}
        for each in self.evidence_of(Membership.table, found):
            found[each.record].append(each)
        sources = self.fetch(Source, {each.source for told in found.values() for each in told})
        return {
            key: tuple(testimony_of(each, sources[each.source]) for each in sorted(told, key=lambda e: e.source))
            for key, told in found.items()
        }
