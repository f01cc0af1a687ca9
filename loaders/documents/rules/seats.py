"""Seats as sentences tell of them: who, in which group, for whom, since when."""

from collections.abc import Iterator

from loaders.documents.context.setting import ReadDocument
from loaders.documents.mentions import dates
from loaders.documents.mentions.mentions import NamedGroup
from loaders.documents.proposals import ClaimedMembership, Status
from loaders.documents.rules import prose
from loaders.documents.rules.prose import Said, Sentence

Numbered = Iterator[tuple[int, ClaimedMembership]]


def seat(
    name: str,
    body: str | None,
    role: str,
    group: NamedGroup,
    status: Status,
    period: dates.Period,
    sentence: Sentence,
    rule: str,
) -> ClaimedMembership:
    """Return one person's seat, with the name of the rule that read it."""
    return ClaimedMembership(
        sentence.quote, sentence.unit.spot, f"löptext: {rule}", name, group.name, group.kind, role, body, status,
        period.start, period.end,
    )  # fmt: skip


def claimed_seats(
    who: str, said: Said, status: Status, sentence: Sentence, document: ReadDocument, rule: str, needs: bool = True
) -> Numbered:
    """Yield a seat for each person, when the words tell of a role or a group."""
    if said.elsewhere or (needs and said.role is None and said.group is None):
        return
    group = said.group or prose.context(sentence, document)
    if group is None:
        return
    taking = {
        (fact.person, role)
        for fact in document.quoted.get(sentence.quote, ())
        if isinstance(fact, ClaimedMembership)
        for role in (fact.role, None)
    }
    for number in prose.persons(who):
        person = sentence.masked.persons[number]
        after = said.role == "ersättare" and (person.name, None) in taking  # `ersättare efter B` is no deputy
        if after or (said.group is None and (person.name, said.role) in taking):
            continue  # a succession has told in which group
        body = person.body or document.people.body.get(person.name) or said.body
        if said.body is not None and person.body is None:
            body = said.body
        yield number, seat(person.name, body, said.role or "ledamot", group, status, said.period, sentence, rule)
