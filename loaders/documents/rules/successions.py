"""Successions in prose: who takes, or is proposed to take, whose seat."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.documents.context.setting import ReadDocument
from loaders.documents.mentions import dates
from loaders.documents.mentions.mentions import NamedGroup, NamedPerson
from loaders.documents.proposals import Claim, ClaimedMembership, Status, Succession
from loaders.documents.rules import clauses, handovers, prose
from loaders.documents.rules.handovers import GONE as _GONE
from loaders.documents.rules.prose import FILL, PRONOUN, Said, Sentence

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
    """Yield a succession and the seats of both, as a clause tells of them, or a clause and what stands `before`."""
    told = _Told.of(new, old, clause, sentence, document, before)
    if told.said.elsewhere:
        return
    successor, predecessor = told.successor, told.predecessor
    named = told.group()
    known = prose.known_role(predecessor.name, named.name if named else None, document)
    group = named or prose.context(before or sentence, document)
    if group is None:
        return
    role = told.role(group, known)
    start, ended_on = told.days()
    if start is None and ended_on is not None:
        start = dates.next_day(ended_on)
    proposed = bool(_PROPOSED.search(sentence.text)) or sentence.setting.nominated
    status = prose.status(proposed, start, document)
    gone: Status = "ended" if told.has_left() or status != "nominated" else "current"
    body = successor.body or document.people.body.get(successor.name)
    quote, spot = sentence.quote, sentence.unit.spot
    rule = f"byte: {rule}"
    yield Succession(quote, spot, rule, successor.name, predecessor.name, group.name, role, start)
    yield ClaimedMembership(
        quote, spot, rule, successor.name, group.name, group.kind, role, body or told.said.body, status, start
    )
    yield ClaimedMembership(
        quote, spot, rule, predecessor.name, group.name, group.kind, role,
        predecessor.body or (known.represents if known else None) or document.people.body.get(predecessor.name), gone,
    )  # fmt: skip


class _Told(NamedTuple):
    """A clause that tells of a succession, with what its words say and what the sentence before them does."""

    new: int
    old: int
    clause: str
    whole_clause: str
    """With what is told in passing of an earlier post."""
    sentence: Sentence
    document: ReadDocument
    before: Sentence | None
    """Where the other half of the succession is told."""
    said: Said
    said_before: Said | None

    @classmethod
    def of(
        cls, new: int, old: int, clause: str, sentence: Sentence, document: ReadDocument, before: Sentence | None
    ) -> "_Told":
        """Read a clause."""
        whole, clause = clause, _MEANWHILE.sub(r"\1", clause)
        own = _own_words(clause, sentence)
        said = prose.said(own, sentence, document)
        takes = re.search(rf"«P{new}»(?:(?!«P)[^.;])*?\bsom (?:ny |ordinarie )?«R(\d+)»", own)
        if takes is not None:
            said.role = sentence.masked.roles[int(takes[1])]
        other = before or (sentence.before if prose.PRONOUN.match(sentence.masked.plain) else None)
        said_before = prose.said(other.text, other, document) if other is not None else None
        if said_before is not None and before is None and said.period.start is None:
            said.period = said_before.period
        return cls(new, old, clause, whole, sentence, document, before, said, said_before)

    @property
    def successor(self) -> NamedPerson:
        """Who comes."""
        return self.sentence.masked.persons[self.new]

    @property
    def predecessor(self) -> NamedPerson:
        """Who leaves."""
        return self.sentence.masked.persons[self.old]

    def group(self) -> NamedGroup | None:
        """Return the group that is named: in the clause, before it, beside the names, or in the whole sentence."""
        group = self.said.group or (self.said_before.group if self.said_before else None)
        group = group or next(_beside(self.successor.roles + self.predecessor.roles, self.sentence), None)
        if group is None and self.before is None:
            whole = self.sentence.text[: max(self.sentence.text.find(self.clause), 0)]
            group = prose.said(whole, self.sentence, self.document).group
        return group

    def role(self, group: NamedGroup, known: ClaimedMembership | None) -> str:
        """Return the role: as told here, else before, beside the names, in passing, or as the predecessor held it."""
        was = re.search(rf"«P{self.old}», som (?:har )?(?:varit|var) «R(\d+)»", self.whole_clause)
        leads = handovers.LEADS.search(self.clause) or "lubban" in self.clause
        return (
            self.said.role
            or (self.said_before.role if self.said_before else None)
            or next(iter(self.predecessor.roles or self.successor.roles), (None, None))[0]
            or (self.sentence.masked.roles[int(was[1])] if was else None)
            or ("ordförande" if leads else None)
            or (known.role if known is not None and known.group == group.name else None)
            or "ledamot"
        )

    def days(self) -> tuple[str | None, str | None]:
        """Return from when the successor sits, and until when the predecessor did."""
        start = self.said.period.start or prose.effective(self.clause, self.sentence.masked, self.document)
        ended_on = self.said.period.end
        if self.before is not None and self.said_before is not None:
            before = self.before
            ended_on = self.said_before.period.end or prose.effective(before.text, before.masked, self.document)
        if self.said.period == dates.UNTOLD and (days := _LEFT_ON.search(self.clause)) is not None:
            return None, self.sentence.masked.days[int(days[1])]
        return start, ended_on

    def has_left(self) -> bool:
        """Tell whether the clause says that the predecessor is gone."""
        gone = r"avsagt|avgått|slutat|slutade|lämnat|lämnade|avslutat|avgick|gått i"
        return re.search(rf"«P{self.old}»{FILL}\b(?:{gone})\b", self.clause) is not None


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
