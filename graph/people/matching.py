"""Who is meant by a name (DESIGN §3): identity is a judgement, and this is the careful first one.

The same name in the same group, or with an equal employer or represented body, is the same person. Every
other equal or near name is another person and a possible pair, until somebody judges. Mentions are
weighed all at once, in rounds, so that their order never matters.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from graph import names
from graph.people import written
from graph.people.identity import Identities
from graph.port import Known
from graph.reasoning.merging import unused
from graph.records import Judgement, Person

Why = Literal["new", "same group", "same employer", "same body"]
_FEW = 100
Tie = tuple[Why, str]
"""One thing that makes people of one name the same: a group, an employer or a represented body."""


class SeatAt(NamedTuple):
    """Where somebody sits and on whose behalf: what tells people of one name apart."""

    group: str
    employer: str | None
    represents: frozenset[str]

    def ties(self) -> list[list[Tie]]:
        """Return what ties it to others, the strongest first."""
        employer: list[Tie] = [("same employer", self.employer)] if self.employer else []
        bodies: list[Tie] = [("same body", body) for body in sorted(self.represents)]
        return [[("same group", self.group)], employer, bodies]


class Mention(NamedTuple):
    """A name as a row gives it, with where its bearer sits."""

    name: str
    spot: SeatAt


class Meant(NamedTuple):
    """Who a mention means, and why; `like` are others who may be the same person."""

    person: str
    why: Why
    like: tuple[str, ...] = ()


def match(
    mentions: Iterable[Mention],
    known: Known | None,
    persons: Mapping[str, Person],
    spots: Mapping[str, Collection[SeatAt]],
    judgements: Iterable[Judgement] = (),
    near: bool = True,
) -> dict[Mention, Meant]:
    """Say whom each mention means: somebody known, or somebody new with an id of their own.

    `known` is what the store knows; `persons`, `spots` and `judgements` are what the same load says of
    people whom it names by id. Without `near` nobody else who may be the same is sought, which goes through everybody.
    """
    by_name: defaultdict[str, set[Mention]] = defaultdict(set)
    for mention in mentions:
        by_name[names.exact(mention.name)].add(mention)
    standing = {judgement.key: judgement for judgement in (*(known.every(Judgement) if known else ()), *judgements)}
    verdicts = [judgement for _, judgement in sorted(standing.items())]
    identities = Identities(verdicts)
    same = _same(verdicts, identities)
    # One by one while names are few; a long list is looked up in one walk through everybody.
    stored = list(known.every(Person)) if known and len(by_name) > _FEW else None
    bearers = _bearers(by_name, known, stored, persons)
    for several in bearers.values():
        several.update(*(same.get(identities.standing(person), ()) for person in list(several)))
    seated = _seated({person for several in bearers.values() for person in several}, known, spots)
    taken = {*persons, *(known.keys(Person) if known else ())}
    result: dict[Mention, Meant] = {}
    new: dict[str, str] = {}
    for name in sorted(by_name):
        placed = _placed(sorted(by_name[name], key=_order), bearers[name], seated, identities)
        for mention, (person, why) in placed.known.items():
            result[mention] = Meant(person, why)
        for cluster in placed.new:
            person = unused(names.slug(name), taken)
            taken.add(person)
            new[person] = best_spelling(mention.name for mention in cluster)
            for mention, why in _reasons(cluster):
                result[mention] = Meant(person, why)
    if not new or not near:
        return result
    if stored is None:
        stored = list(known.every(Person)) if known else []
    everybody = [*stored, *persons.values()]
    like = _like(new, everybody, identities, _initials(new, everybody, result, known, spots))
    return {mention: meant._replace(like=like.get(meant.person, ())) for mention, meant in result.items()}


def best_spelling(texts: Iterable[str]) -> str:
    """Return the spelling to show for one name: one that isn't all capitals or all small letters."""
    return min(texts, key=lambda text: (text in (text.upper(), text.lower()), text))


def _order(mention: Mention) -> tuple[str, str, list[str], str]:
    spot = mention.spot
    return spot.group, spot.employer or "", sorted(spot.represents), mention.name


def _bearers(
    wanted: Iterable[str], known: Known | None, stored: Iterable[Person] | None, persons: Mapping[str, Person]
) -> dict[str, set[str]]:
    """Return the ids of those who bear each name, in the store and in the load."""
    one_by_one = known is not None and stored is None
    bearers = {name: set(known.persons_named(name)) if known and one_by_one else set() for name in wanted}
    for person in (*(stored or ()), *persons.values()):
        for text in (person.name, *person.aliases):
            if (name := names.exact(text)) in bearers:
                bearers[name].add(person.id)
    return bearers


def _seated(
    persons: Collection[str], known: Known | None, spots: Mapping[str, Collection[SeatAt]]
) -> dict[str, set[SeatAt]]:
    seated = {person: set(spots.get(person, ())) for person in persons}
    for held in known.memberships_of(persons) if known and persons else ():
        if held.person is not None:
            seated[held.person].add(SeatAt(held.group, held.employer, frozenset(held.represents)))
    return seated


def _same(judgements: Iterable[Judgement], identities: Identities) -> dict[str, set[str]]:
    """Return everybody who is judged the same as somebody, by the id that stands for them."""
    together: defaultdict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        if judgement.verdict == "same":
            for person in (judgement.person_a, judgement.person_b):
                together[identities.standing(person)].add(person)
    return together


class _Placed(NamedTuple):
    known: dict[Mention, tuple[str, Why]]
    new: list[list[Mention]]
    """Mentions of one name that mean one new person each, in order."""


def _placed(
    mentions: list[Mention], persons: Collection[str], seated: Mapping[str, set[SeatAt]], identities: Identities
) -> _Placed:
    """Place the mentions of one name: with somebody known when just one is nearest, else together.

    A mention that is placed tells where its person sits, and so may place others in the next round.
    """
    if not persons:
        return _Placed({}, _clusters(mentions))
    anchors: defaultdict[Tie, dict[str, str]] = defaultdict(dict)

    def anchor(person: str, spot: SeatAt) -> None:
        for ties in spot.ties():
            for tie in ties:
                anchors[tie].setdefault(identities.standing(person), person)

    for person in sorted(persons):
        for spot in seated[person]:
            anchor(person, spot)
    known: dict[Mention, tuple[str, Why]] = {}
    left = mentions
    while left:
        found = {mention: nearest for mention in left if (nearest := _nearest(mention.spot, anchors))}
        if not found:
            break
        for mention, (person, _) in found.items():
            anchor(person, mention.spot)
        known |= found
        left = [mention for mention in left if mention not in found]
    return _Placed(known, _clusters(left))


def _nearest(spot: SeatAt, anchors: Mapping[Tie, Mapping[str, str]]) -> tuple[str, Why] | None:
    """Return the one person to whom the strongest ties lead; None when they lead to none or several."""
    for ties in spot.ties():
        holders = {root: (person, tie[0]) for tie in ties for root, person in anchors.get(tie, {}).items()}
        if holders:
            return next(iter(holders.values())) if len(holders) == 1 else None
    return None


def _clusters(mentions: list[Mention]) -> list[list[Mention]]:
    """Gather mentions that are tied to one another, directly or through others."""
    if len(mentions) == 1:
        return [mentions]
    parents: dict[Tie, Tie] = {}

    def root(tie: Tie) -> Tie:
        while (parent := parents.setdefault(tie, tie)) != tie:
            parents[tie] = parents[parent]
            tie = parent
        return tie

    for mention in mentions:
        first, *others = [tie for ties in mention.spot.ties() for tie in ties]
        for other in others:
            parents[root(other)] = root(first)
    clusters: defaultdict[Tie, list[Mention]] = defaultdict(list)
    for mention in mentions:
        clusters[root(mention.spot.ties()[0][0])].append(mention)
    return list(clusters.values())


def _reasons(cluster: list[Mention]) -> Iterator[tuple[Mention, Why]]:
    """Yield why each belongs to the cluster: the first is new, the others are tied to some other."""
    if len(cluster) == 1:
        yield cluster[0], "new"
        return
    shared = Counter(tie for mention in cluster for ties in mention.spot.ties() for tie in ties)
    for mention in cluster:
        reasons = (tie[0] for ties in mention.spot.ties() for tie in ties if shared[tie] > 1)
        yield mention, "new" if mention is cluster[0] else next(reasons)


def _like(
    new: Mapping[str, str], others: Iterable[Person], identities: Identities, initials: Mapping[str, Collection[str]]
) -> dict[str, tuple[str, ...]]:
    """Return, for each new person, all others of an equal or near name whom nobody has judged to differ."""
    by_sound: defaultdict[str, set[str]] = defaultdict(set)
    for person in others:
        for text in (person.name, *person.aliases):
            by_sound[written.alike(text)].add(person.id)
    for key, text in new.items():
        by_sound[written.alike(text)].add(key)
    return {
        key: tuple(
            other
            for other in sorted({*by_sound[written.alike(text)], *initials.get(key, ())} - {key})
            if (min(key, other), max(key, other)) not in identities.apart
        )
        for key, text in new.items()
    }


def _initials(
    new: Mapping[str, str],
    others: Iterable[Person],
    meant: Mapping[Mention, Meant],
    known: Known | None,
    spots: Mapping[str, Collection[SeatAt]],
) -> dict[str, set[str]]:
    """Return, for each new person, those of the same group whose name is the same but for a first name's initial."""
    by_initial: defaultdict[str, set[str]] = defaultdict(set)
    short: set[str] = set()
    told = [(each.id, text) for each in others for text in (each.name, *each.aliases)]
    for person, text in (*told, *new.items()):
        by_initial[written.initial(text)].add(person)
        short |= {person} if written.initialled(text) else set()
    near = {
        key: {other for other in by_initial[written.initial(text)] - {key} if key in short or other in short}
        for key, text in new.items()
        if written.initial(text)
    }
    seated = _seated({person for key, several in near.items() for person in (key, *several)}, known, spots)
    for mention, means in meant.items():
        if means.person in seated:
            seated[means.person].add(mention.spot)
    groups = {person: {spot.group for spot in there} for person, there in seated.items()}
    return {key: {other for other in several if groups[key] & groups[other]} for key, several in near.items()}
