"""Successions in prose: who takes, or is proposed to take, whose seat."""

import re
from collections.abc import Iterator, Sequence

from loaders.documents.context.setting import ReadDocument
from loaders.documents.mentions import dates
from loaders.documents.mentions.mentions import NamedGroup
from loaders.documents.proposals import Claim, ClaimedMembership, Status, Succession
from loaders.documents.rules import clauses, handovers, prose
from loaders.documents.rules.handovers import GONE as _GONE
from loaders.documents.rules.prose import FILL, PRONOUN, Sentence

_PROPOSED = re.compile(
    r"\b(?:föreslå|föreslog|förslag|nominer|kandid|avser att|godkänner|förordar|rekommenderar|"
    r"kommer (?:\w+ )?att (?:efterträd|ersätt|avlös|ta över|ta vid|lämna|sluta|avgå|gå in|tillträda))",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:inte(?! längre)|ej|aldrig)\b")
_FOR_A_WHILE = re.compile(
    r"\b(?:dagens möte|vid mötet|mötet|under punkt|denna gång|tillfälligt|vikari\w+|\w*ledighet|sjukskriv\w+|i "
    r"dag|idag|under §)\b"
)


def find(document: ReadDocument) -> Iterator[Claim]:
    """Yield successions with the two seats that each tells of."""
    told: list[Claim] = []
    for sentence in prose.sentences(document):
        if sentence.setting.lists_others:
            continue
        if told and (begins := _BEGINS_ON.match(sentence.text)) is not None and PRONOUN.match(sentence.masked.plain):
            _begin(told, sentence.masked.persons[int(begins[1])].name, sentence.masked.days[int(begins[2])], document)
        found = list(_in_sentence(sentence, document))
        found = found or list(_across(sentence, document))
        told = found or told
        yield from found


_BEGINS_ON = re.compile(r"\s*«P(\d+)» (?:tillträder|tillträdde|börjar|började|inleder|går på)\b[^«]{0,40}«D(\d+)»")


def _begin(told: Sequence[Claim], person: str, day: str, document: ReadDocument) -> None:
    """Give the successor just told of the day that the next sentence tells: `Hon tillträder den 1 september`."""
    for fact in told:
        if isinstance(fact, Succession) and fact.successor == person:
            fact.effective = fact.effective or day
        elif isinstance(fact, ClaimedMembership) and fact.person == person and fact.valid_from is None:
            fact.valid_from = day
            fact.status = prose.status(fact.status == "nominated", day, document)


def _in_sentence(sentence: Sentence, document: ReadDocument) -> Iterator[Claim]:
    text = sentence.text
    told = {
        (fact.successor, fact.predecessor)
        for fact in document.quoted.get(sentence.quote, ())
        if isinstance(fact, Succession)
    }
    for name, new, old, found in clauses.found_in(text):
        pair = (sentence.masked.persons[new].name, sentence.masked.persons[old].name)
        if pair[0] == pair[1] or pair in told or pair[::-1] in told:
            continue
        if _NOT.search(found[0]) or _FOR_A_WHILE.search(text[found.start() : found.end() + 60]):
            continue
        told.add(pair)
        clause = text[_clause_start(text, found.start()) : _clause_end(text, found.end())]
        yield from _succession(new, old, clause, name, sentence, document)


def _across(sentence: Sentence, document: ReadDocument) -> Iterator[Claim]:
    """Yield a succession told by two clauses or sentences."""
    handover = handovers.across(sentence)
    if handover is None:
        return
    at, before = handover.sentence, handover.before
    for proposal in _succession(handover.new, handover.old, at.text, handover.rule, at, document, before):
        leaving = isinstance(proposal, ClaimedMembership) and proposal.person == at.masked.persons[handover.old].name
        if isinstance(proposal, ClaimedMembership) and leaving and handover.gone is not None:
            proposal.status, proposal.quote = "ended", handover.gone
        yield proposal


def _clause_start(text: str, start: int) -> int:
    """Return where the clause begins: after what another person does, and inside brackets with their group."""
    if (opened := re.search(r"«G\d+» \((?=[^()]*$)", text[:start])) is not None:
        return opened.start()
    begun = (found.end() for found in re.finditer(r";|,? (?:och|medan|samt|men) (?=«P\d+» (?!och|som|,)\w)", text))
    return max((place for place in begun if place <= start), default=0)


def _clause_end(text: str, end: int) -> int:
    """Return where the clause ends: before the next person who does something."""
    following = re.search(r"[;)]|,? (?:och|medan|samt|men) (?=«P\d+» (?!och|som|,)\w)", text[end:])
    return end + following.start() if following else len(text)


def _succession(
    new: int,
    old: int,
    clause: str,
    rule: str,
    sentence: Sentence,
    document: ReadDocument,
    before: Sentence | None = None,
) -> Iterator[Claim]:
    successor, predecessor = sentence.masked.persons[new], sentence.masked.persons[old]
    was = re.search(rf"«P{old}», som (?:har )?(?:varit|var) «R(\d+)»", clause)
    clause = _MEANWHILE.sub(r"\1", clause)
    said = prose.said(_own_words(clause, sentence), sentence, document)
    if (
        takes := re.search(rf"«P{new}»(?:(?!«P)[^.;])*?\bsom (?:ny |ordinarie )?«R(\d+)»", _own_words(clause, sentence))
    ) is not None:
        said.role = sentence.masked.roles[int(takes[1])]
    if said.elsewhere:
        return
    told_before = before or (sentence.before if prose.PRONOUN.match(sentence.masked.plain) else None)
    earlier = prose.said(told_before.text, told_before, document) if told_before is not None else None
    if earlier is not None and before is None and said.period.start is None:
        said.period = earlier.period
    group = said.group or (earlier.group if earlier else None)
    group = group or next((each for each in _beside(successor.roles + predecessor.roles, sentence)), None)
    if group is None and before is None:
        whole = sentence.text[: max(sentence.text.find(clause), 0)]
        group = prose.said(whole, sentence, document).group
    known = prose.known_role(predecessor.name, group.name if group else None, document)
    group = group or prose.context(before or sentence, document)
    if known is None and group is not None:
        known = prose.known_role(predecessor.name, group.name, document)
    if group is None:
        return
    role = (
        said.role
        or (earlier.role if earlier else None)
        or next(iter(predecessor.roles or successor.roles), (None, None))[0]
        or (sentence.masked.roles[int(was[1])] if was else None)
        or ("ordförande" if handovers.LEADS.search(clause) or "lubban" in clause else None)
    )
    role = role or (known.role if known is not None and known.group == group.name else None) or "ledamot"
    start = said.period.start or prose.effective(clause, sentence.masked, document)
    ended_on = said.period.end
    if before is not None and earlier is not None:
        ended_on = earlier.period.end or prose.effective(before.text, before.masked, document)
    if said.period == dates.UNTOLD and (days := _LEFT_ON.search(clause)) is not None:
        start, ended_on = None, sentence.masked.days[int(days[1])]
    if start is None and ended_on is not None:
        start = dates.next_day(ended_on)
    proposed = bool(_PROPOSED.search(sentence.text)) or sentence.setting.nominated
    status = prose.status(proposed, start, document)
    left = re.search(
        rf"«P{old}»{FILL}\b(?:avsagt|avgått|slutat|slutade|lämnat|lämnade|avslutat|avgick|gått i)\b", clause
    )
    gone: Status = "ended" if left or status != "nominated" else "current"
    body = successor.body or document.people.body.get(successor.name)
    quote, spot = sentence.quote, sentence.unit.spot
    rule = f"byte: {rule}"
    yield Succession(quote, spot, rule, successor.name, predecessor.name, group.name, role, start)
    yield ClaimedMembership(
        quote, spot, rule, successor.name, group.name, group.kind, role, body or said.body, status, start
    )
    yield ClaimedMembership(
        quote, spot, rule, predecessor.name, group.name, group.kind, role,
        predecessor.body or (known.represents if known else None) or document.people.body.get(predecessor.name), gone,
    )  # fmt: skip


_LEFT_ON = re.compile(rf"{_GONE}\b[^«]{{0,40}}«D(\d+)»[^«]*\b(?:{clauses.TAKEN}|och|då)\b")
"""A day that tells when the one before left, not when the next came."""


_MEANWHILE = re.compile(
    r"(«P\d+»), som (?:(?:tidigare|nu|har) )*"
    r"(?:varit|var|haft|suttit|bl[ieå]\w*|gått|går|få[rt]t?|flytta\w+|bytt|sluta\w+)\b[^;.]*"
)
"""What is told in passing of somebody's earlier or new post."""


def _own_words(clause: str, sentence: Sentence) -> str:
    """Return the clause without a deputy named along, and without `ersättare` where it means who comes after."""

    def kept(found: re.Match[str]) -> str:
        return "" if sentence.masked.roles[int(found[1])] == "ersättare" else found[0]

    without = handovers.WITH_DEPUTY.sub("", clause)
    return re.sub(r"(?:[Ss]om )?«R(\d+)» (?=efter |till |för (?:avgående )?«P)", kept, without)


def _beside(roles: list[tuple[str, str | None]], sentence: Sentence) -> Iterator[NamedGroup]:
    """Yield the groups that stand beside a name: `Anna Ek, ordförande i NPO X`."""
    for _, name in roles:
        if name is not None:
            yield next(group for group in sentence.masked.groups if group.name == name)
