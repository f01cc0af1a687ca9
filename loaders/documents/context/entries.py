"""One person's line in a list: name, what the person represents, roles, period and what is noted beside."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.documents.context.setting import ReadDocument
from loaders.documents.mentions import dates, mentions, people
from loaders.documents.mentions.mentions import NamedGroup
from loaders.documents.proposals import Status

_SEPARATED = re.compile(r"\s*\t\s*|\s{2,}|\s+[–—]\s+(?!\d)|\s+-\s+(?=\D)|\s*\|\s*|\n")
_VERB = re.compile(
    r"(?<![\w-])(?:är|var|har|hade|blir|blev|ska|skall|kan|kommer|får|fick|säger|deltar|deltog|leder|leds|består|utgörs|står|utses|"
    r"utsågs|väljs|"
    r"valdes|nomineras|nominerades|föreslås|föreslogs|avgår|avgick|efterträder|efterträddes|efterträds|ersätts|"
    r"ersattes|"
    r"ersätter|slutar|lämnar|lämnade|tillträder|tillträdde|företräds|företräder|ingår|ingick|tackar|tackade|hälsar|"
    r"(?-i:[a-zåäö]\w{2,}ades?)|föreläste|höll|\w+erar|\w+erade|\w+erades|\w+eras|beslutar|redovisar|inleder|går|"
    r"gick|stannar|fortsätter|tog|tar|höll|håller|"
    r"visar|lyfter|svarar|skriver|skrev|presenterar|öppnar|berättar|föredrar|redogör|meddelar|utsedd|vald)(?![\w-])",
    re.IGNORECASE,
)
_DECISION = re.compile(r"\s*(?:att|beslut(?:as|ar)?:?)\s+[a-zåäö]", re.IGNORECASE)
"""One of several decisions: `att utse …`."""
_SEGMENT = re.compile(r"(?:(?P<lead>«R\d+»|«B\d+»|«G\d+»)\s*[:,]?\s*)?«P(?P<person>\d+)»")
_REPLACES = re.compile(
    r"(?:ersätter|efterträder|\befter|i stället för|istället för|ersättare efter|avlöser)\s*:?\s*«P(\d+)»", re.I
)
_DEPUTY = re.compile(r"(?:ersättare |«R\d+» |[,(]\s*)(?:för|åt) «P(\d+)»", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:avgått|avgick|avslutat?|slutat|lämnat|avsagt sig|entledigad|utträtt|avgående|tidigare|f\.d\.|"
    r"t\.o\.m\. idag)\b",
    re.I,
)
_NOMINATED = re.compile(
    r"\b(?:nominerad|föreslagen|förslag|föreslås|nomineras|kandidat|tillträdande|tillträder)\b", re.I
)


_LEAD = re.compile(r"\s*«(?:([BR])(\d+)»\s*:|(G)(\d+)»\s*[:,])")
_SENT_AS = re.compile(r"\s*«R(\d+)» (?:från|för) «([BG])(\d+)»\s*:")
"""A label before a colon tells of everybody after it: `Region Kalmar län: Anna Ek, Bo Ek`."""
_FOR_WHOM = re.compile(r"\s*«R(\d+)» (?:för|åt) «P(\d+)»\s*:")


@dataclass
class ListEntry:
    """What one line says of one person."""

    person: str
    body: str | None = None
    roles: list[tuple[str, NamedGroup | None]] = field(default_factory=list)
    group: NamedGroup | None = None
    """The group whose list this is, when the line itself says so."""
    beside: NamedGroup | None = None
    """A group that stands beside the person's body: `Anna Ek, Region Kalmar län, NPO akut vård`."""
    period: dates.Period = dates.UNTOLD
    levels: list[tuple[str, str]] = field(default_factory=list)
    """Kinds and roles at other levels of the list's own area: `NPO-ledamot` in the list of an RPO."""
    elsewhere: bool = False
    """A role is told that is held in something else than a group: `ordförande Svenska Läkaresällskapet`."""
    status: Status | None = None
    replaces: str | None = None
    deputises: str | None = None
    """For whom the person stands, where the role is that of a substitute."""
    item: str | None = None
    quote: str = ""


class _Start(NamedTuple):
    """Where a person's part of a list begins: with a label or with the name."""

    lead: str | None
    person: int
    begin: int
    end: int


def _start(found: re.Match[str], body: str) -> _Start:
    """Return where a part begins; a role or body before a comma belongs to the person before it."""
    lead, number = found["lead"], int(found["person"])
    name = found.start("person") - 2
    if lead is None:
        return _Start(None, number, name, found.end())
    before, between = body[: found.start()].rstrip(), body[found.end("lead") : name]
    apart = not before or ":" in between or (lead[1] == "R" and "," not in between and not before.endswith("»"))
    return _Start(lead if apart else None, number, found.start() if apart else name, found.end())


def separated(text: str) -> str:
    """Return a line with commas where tabs, wide blanks and dashes part it."""
    text = _TWO_NAMES.sub(_apart, re.sub(r"(?<=\w),?\s*\t\s*", ", ", text.strip()))
    return re.sub(r",\s*,", ",", _SEPARATED.sub(", ", text))


_NAME = r"[A-ZÅÄÖÉ][\wåäöé-]+"
_TWO_NAMES = re.compile(rf"\b({_NAME}) ({_NAME}) ({_NAME}) ({_NAME})\b")


def _apart(found: re.Match[str]) -> str:
    """Return two names that stand side by side with a comma between; other words as they are."""
    given = [people.is_given(word) for word in found.groups()]
    return f"{found[1]} {found[2]}, {found[3]} {found[4]}" if given == [True, False, True, False] else found[0]


def is_prose(text: str) -> bool:
    """Tell whether a text has a verb, so that it is a sentence and no line of a list."""
    return bool(_VERB.search(text)) or _DECISION.match(text) is not None


def entries(text: str, document: ReadDocument) -> Iterator[ListEntry]:
    """Yield every person listed in a text, in order, each with what follows up to the next person."""
    masked = document.mask(separated(text), attach=False)
    body = masked.text
    # A person who is only named as the one replaced, or stood in for, has no entry.
    beside = {found[1] for pattern in (_REPLACES, _DEPUTY) for found in pattern.finditer(body)}
    starts = [_start(found, body) for found in _SEGMENT.finditer(body) if found["person"] not in beside]
    found: list[ListEntry] = []
    for place, start in enumerate(starts):
        end = starts[place + 1].begin if place + 1 < len(starts) else len(body)
        found.append(_entry(start, body[start.end : end], masked, document, text))
    _after_one_another(found, starts, body)
    _share_body(found, starts, body)
    _share_lead(found, body, masked)
    yield from found


def _after_one_another(found: Sequence[ListEntry], starts: Sequence[_Start], body: str) -> None:
    """Let who comes after `därefter` replace the one before, from the day after that one's last."""
    for place in range(1, len(found)):
        if re.search(r"\b(?:därefter|efter det|sedan|och sedan)\s*$", body[: starts[place].begin]) is None:
            continue
        before, entry = found[place - 1], found[place]
        entry.replaces = before.person
        if entry.period.start is None and before.period.end is not None:
            entry.period = dates.Period(dates.next_day(before.period.end), entry.period.end)
        entry.body = entry.body or before.body


def _share_body(found: Sequence[ListEntry], starts: Sequence[_Start], body: str) -> None:
    """Give the first of two who are joined by `och` the body that stands after the second."""
    for place in range(len(found) - 2, -1, -1):
        between = body[starts[place].end : starts[place + 1].begin]
        if re.fullmatch(r"\s*(?:och|samt|&|/)\s*", between) and found[place].body is None:
            found[place].body = found[place + 1].body


def _share_lead(found: Sequence[ListEntry], body: str, masked: mentions.Masked) -> None:
    """Give everybody what a label before a colon says: that they have left, or their role, body or group."""
    if (left := re.match(r"[^«:]{0,40}:", body)) is not None and _ENDED.search(left[0]):
        for entry in found:
            entry.status = entry.status or "ended"
    if (lead := _SENT_AS.match(body)) is not None:
        number = int(lead[3])
        for entry in found:
            entry.roles = entry.roles or [(masked.roles[int(lead[1])], None)]
            entry.body = entry.body or (masked.bodies[number] if lead[2] == "B" else masked.groups[number].name)
    elif (lead := _FOR_WHOM.match(body)) is not None:
        for entry in found:
            entry.roles = entry.roles or [(masked.roles[int(lead[1])], None)]
            entry.deputises = entry.deputises or masked.persons[int(lead[2])].name
    elif (lead := _LEAD.match(body)) is not None:
        for entry in found:
            if lead[3] is not None:
                entry.group = entry.group or masked.groups[int(lead[4])]
            elif lead[1] == "B":
                entry.body = entry.body or masked.bodies[int(lead[2])]
            elif not entry.roles:
                entry.roles = [(masked.roles[int(lead[2])], None)]


def _entry(start: _Start, rest: str, masked: mentions.Masked, document: ReadDocument, text: str) -> ListEntry:
    person = masked.persons[start.person]
    entry = ListEntry(person.name, quote=_quote(text, person.name, masked))
    _label(entry, start.lead, masked)
    for level in _LEVEL.finditer(rest):
        role = masked.roles[int(level[2])] if level[2] else "ordförande" if level[3] == "ordförande" else "ledamot"
        entry.levels.append((level[1], role))
    rest = _LEVEL.sub("", rest)
    bodies = _bodies(rest, masked, document)
    consumed = _roles(entry, rest, masked)
    if bodies:
        entry.body = mentions.most_specific(bodies, document.gazetteer)
    _groups(entry, rest, masked, consumed)
    entry.period = dates.period(_unmasked_days(rest, masked), document.near)
    if _NOMINATED.search(rest):
        entry.status = "nominated"
    elif _ENDED.search(rest):
        entry.status = "ended"
    if (item := _ITEM.search(rest)) is not None:
        entry.item = item[1]
    if (ordinary := _DEPUTY.search(rest)) is not None:
        entry.deputises = masked.persons[int(ordinary[1])].name
    if (replaced := _REPLACES.search(rest)) is not None:
        entry.replaces = masked.persons[int(replaced[1])].name
        days = re.findall(r"«D(\d+)»", rest)
        if entry.period == dates.UNTOLD and len(days) == 1:
            entry.period = dates.Period(masked.days[int(days[0])], None)
    return entry


def _label(entry: ListEntry, lead: str | None, masked: mentions.Masked) -> None:
    """Read the role, body or group that stands before a name as its label."""
    if lead is None:
        return
    number = int(lead[2:-1])
    if lead[1] == "R":
        entry.roles.append((masked.roles[number], None))
    elif lead[1] == "B":
        entry.body = masked.bodies[number]
    else:
        entry.group = masked.groups[number]


def _bodies(rest: str, masked: mentions.Masked, document: ReadDocument) -> list[str]:
    """Return the bodies beside a name, also by their bare places, else an authority by its abbreviation."""
    bodies = [masked.bodies[int(each)] for each in re.findall(r"«B(\d+)»", rest)]
    bodies += [
        found.name
        for piece in re.split(r"[,;()/]", rest)
        if "«" not in piece and piece.strip() and (found := document.gazetteer.body(piece.strip())) is not None
    ]
    if not bodies and (short := re.search(r",\s*([A-ZÅÄÖ]{3,6})\s*$", rest)) is not None:
        return [short[1]]
    return bodies


def _groups(entry: ListEntry, rest: str, masked: mentions.Masked, consumed: Collection[int]) -> None:
    """Read the groups beside a name that no role took: the list's own, the person's body, or one beside it."""
    for number in (int(each) for each in re.findall(r"«G(\d+)»", rest)):
        if number in consumed:
            continue
        group = masked.groups[number]
        if re.search(rf"(?:till|i|in i)\s+«G{number}»", rest):
            entry.group = entry.group or group
        elif entry.body is None:
            entry.body = None if group.generic else group.name
        elif group.name != entry.body and re.search(rf"\(«G{number}»\)", rest) is None:
            entry.beside = entry.beside or group  # in brackets it only tells of the body: `Region Skåne (HSD)`


_ITEM = re.compile(r"(?:punkt(?:en|erna)?|p\.|§§?|ärende)\s*(\d+[a-z]?(?:\s*(?:[-–,]|och)\s*\d+)*)")
_LEVEL = re.compile(r"\b(NPO|NSG|RPO|RSG)[-‑ ](?:«R(\d+)»|(ordförande|ledamot|representant))(?=\s*(?:[,.;)]|och\b|$))")
_POSTS = {
    "samordnare": re.compile(r" [a-zåäö]{4}"),
    "processledare": re.compile(r" (?!sedan|från|till|under|samt|inom|fram)[a-zåäö]{4,}(?:-|\w*\s*(?:,|$| och ))"),
}
"""What makes a role a post held elsewhere: `samordnare nationell stödfunktion`, `processledare lungcancer`."""
_SENT_ROLES = ("adjungerad", "inbjuden")
"""Roles in which a group that stands right after has sent somebody: `adjungerad NAG strama`."""


def _roles(entry: ListEntry, rest: str, masked: mentions.Masked) -> set[int]:
    """Read the roles of an entry; return the groups that were told as a role's."""
    consumed: set[int] = set()
    for role in re.finditer(
        r"(?:«G(\d+)» \()?«R(\d+)»(?:\s+((?:i|för|av|inom|till)\s+(?:den |det )?)?«G(\d+)»)?", rest
    ):
        told = role[1] if role[3] is None and masked.roles[int(role[2])] in _SENT_ROLES else role[4] or role[1]
        group = masked.groups[int(told)] if told is not None else None
        if group is not None:
            consumed.add(int(told))
        elif mentions.board_follows(rest[role.end() :]) or re.match(mentions.OTHER_BODY, rest[role.end() :]):
            entry.elsewhere = True
            continue
        if group is None and (post := _POSTS.get(masked.roles[int(role[2])])) and post.match(rest[role.end() :]):
            continue
        before = rest[: role.start()]
        if re.search(r"\b(?:tidigare|f\.d\.|före detta)\s*$", before, re.IGNORECASE):
            continue
        entry.roles.append((masked.roles[int(role[2])], group))
    return consumed


def _unmasked_days(rest: str, masked: mentions.Masked) -> str:
    text = re.sub(r"«D(\d+)»", lambda found: masked.days[int(found[1])], rest)
    return re.sub(r"«[A-Z]\d+»", " ", text)


def _quote(text: str, name: str, masked: mentions.Masked) -> str:
    return " ".join(text.split()) if len(text) < 240 else name


def status_of(entry: ListEntry, day: str | None, hint: Status = "current") -> Status:
    """Return an entry's status as of the document's day."""
    if day is not None:
        if entry.period.end is not None and dates.last_day(entry.period.end) < day:
            return "ended"
        if entry.period.start is not None and dates.first_day(entry.period.start) > day:
            return "nominated"
    return entry.status or hint
