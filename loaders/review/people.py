"""Near names: a question to whoever reviews, with what speaks for it, never a silent merge (DESIGN §3).

Names that are the same in the same place are the same person by `people.matching`; the score here only tells which
other known persons are worth asking about, the likeliest first.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from graph import names
from graph.finding import short_label
from graph.people import written
from graph.people.identity import Identities
from graph.port import Reader
from graph.records import Judgement, Membership, Organisation, Person
from graph.texts import Text

Verdict = Literal["same", "not_same", "unsettled"]
_LOOKED_AT, _ASKED = 30, 3
_NEAR, _NEAR_ENOUGH = 78.0, 90.0
"""How alike two names are, of 100, to be asked about when their bearers share a group or a body, and when not."""
_SHARES = {"group": 12, "body": 6, "employer": 6, "title": 4}


class NameQuestion(NamedTuple):
    """Whether a name that is new means somebody who is known."""

    proposal: str
    name: str
    """The name as the document spells it."""
    person: Person
    """Who it may be."""
    score: int
    """Of 100: how alike the names are, and more for a shared group, body, employer and title."""
    reasons: tuple[Text, ...]

    @property
    def text(self) -> Text:
        """Ask in one line, with the reasons."""
        sv, en = ("; ".join(reason.of(language) for reason in self.reasons) for language in ("sv", "en"))
        named, known = self.name, f"{self.person.name} ({self.person.id})"
        return Text(
            f"{named} – samma person som {known}? {self.score} av 100: {sv}.",
            f"{named} – the same person as {known}? {self.score} of 100: {en}.",
        )


class NameAnswer(NamedTuple):
    """Somebody's answer to a question."""

    proposal: str
    name: str
    person: str
    """Id of the known person."""
    verdict: Verdict


class KnownPeople:
    """The names of all known persons, ready to be compared."""

    def __init__(self, reader: Reader) -> None:
        """Read all names; a store of fifty thousand takes a third of a second."""
        self._reader = reader
        self._persons: list[Person] = []
        self._initials: defaultdict[str, list[Person]] = defaultdict(list)
        self._names: list[str] = []
        for person in reader.every(Person):
            if person.visibility != "suppressed":
                for text in (person.name, *person.aliases):
                    self._persons.append(person)
                    self._names.append(_folded(text))
                    self._initials[written.initial(text)].append(person)
        self._identities = Identities(reader.every(Judgement))

    def questions(self, proposal: str, name: str, new: str, seats: Sequence[Membership]) -> list[NameQuestion]:
        """Return whom a new person, named so and sitting there, may be; who is judged to differ is left out."""
        folded = _folded(name)
        found = process.extract(
            folded, self._names, scorer=fuzz.ratio, processor=None, score_cutoff=_NEAR, limit=_LOOKED_AT
        )
        alike: dict[str, tuple[Person, float]] = {}
        for _, score, place in found:
            person = self._persons[place]
            apart = (min(person.id, new), max(person.id, new)) in self._identities.apart
            if person.id != new and not apart:
                best = max(score, 95.0) if written.alike(person.name) == written.alike(name) else score
                alike.setdefault(person.id, (person, best))
        for person in self._initials.get(written.initial(name), ()) if written.initial(name) else ():
            apart = (min(person.id, new), max(person.id, new)) in self._identities.apart
            if person.id != new and not apart and any(map(written.initialled, (name, person.name, *person.aliases))):
                alike.setdefault(person.id, (person, _NEAR))
        held: defaultdict[str, list[Membership]] = defaultdict(list)
        for seat in self._reader.memberships_of(alike):
            held[seat.person or ""].append(seat)
        asked = []
        for key, (person, score) in alike.items():
            shared = _shared(seats, held[key])
            if score >= _NEAR_ENOUGH or {"group", "body", "employer"} & shared.keys():
                total = round(score * 0.8 + sum(_SHARES[kind] for kind in shared))
                asked.append(NameQuestion(proposal, name, person, min(total, 99), self._reasons(name, person, shared)))
        standing = {question.person.id: self._identities.standing(question.person.id) for question in asked}
        best_first = sorted(asked, key=lambda question: (-question.score, question.person.id))
        once = {standing[question.person.id]: question for question in reversed(best_first)}
        return sorted(once.values(), key=lambda question: (-question.score, question.person.id))[:_ASKED]

    def _reasons(self, name: str, person: Person, shared: dict[str, list[str]]) -> tuple[Text, ...]:
        if names.exact(name) == names.exact(person.name):
            first = Text("samma namn", "the same name")
        elif written.alike(name) == written.alike(person.name):
            first = Text("namnen låter lika", "the names sound alike")
        else:
            first = Text("namnen liknar varandra", "the names are alike")
        organisations = self._reader.fetch(Organisation, {each for several in shared.values() for each in several})

        def called(several: Iterable[str]) -> str:
            return ", ".join(short_label(organisations[each]) if each in organisations else each for each in several)

        told = [_WHY[kind].fill(what=called(several)) for kind, several in shared.items()]
        return (first, *told) if told else (first, Text("inget annat gemensamt", "nothing else in common"))


_WHY = {
    "group": Text("samma grupp, {what}", "the same group, {what}"),
    "body": Text("företräder samma organ, {what}", "represents the same body, {what}"),
    "employer": Text("samma arbetsgivare, {what}", "the same employer, {what}"),
    "title": Text("liknande titel, {what}", "a like title, {what}"),
}


def _folded(name: str) -> str:
    """Return the words of a name in one order, so that `Ek, Anna` and `Dr. Anna Ek` are `Anna Ek`."""
    return " ".join(sorted(written.words_of(name)))


def _shared(first: Sequence[Membership], second: Sequence[Membership]) -> dict[str, list[str]]:
    """Return what the seats of two persons have in common, by kind."""
    found = {
        "group": {seat.group for seat in first} & {seat.group for seat in second},
        "body": {body for seat in first for body in seat.represents} & {b for seat in second for b in seat.represents},
        "employer": {seat.employer for seat in first if seat.employer} & {seat.employer for seat in second},
        "title": {
            seat.title
            for seat in second
            if seat.title and any(fuzz.token_set_ratio(seat.title, own.title or "") >= 90 for own in first if own.title)
        },
    }
    return {kind: sorted(filter(None, several)) for kind, several in found.items() if several}
