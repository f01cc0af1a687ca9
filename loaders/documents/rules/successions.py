"""Successions in prose: who takes, or is proposed to take, whose seat."""

import re
from collections.abc import Iterator, Sequence

from loaders.documents import dates
from loaders.documents.mentions import Group, Person
from loaders.documents.proposals import Membership, Proposal, Status, Succession
from loaders.documents.rules import prose
from loaders.documents.rules.prose import FILL, PRONOUN, Sentence
from loaders.documents.setting import Document

_TAKES = (
    r"(?:efterträd(?:er|de|a|t)|har efterträtt|efterträtt|ersätt(?:er|a)|ersatte|ersatt|avlös(?:er|te|a|t)|"
    r"(?:tar|tog|ta|tagit) (?:då |nu |därmed |sedan |även )?över (?:[^«.;]|«[RBGD]\d+»){0,60}?\b(?:efter|från)|(?:tar|"
    r"tog|ta|tagit) vid efter|tillträd(?:er|de|a|tt?) "
    r"(?:\w+ ){0,3}?efter|"
    r"(?:går|gick|gå) in (?:\w+ ){0,3}?(?:i stället för|istället för|efter)|(?:kommer|kom) in (?:\w+ ){0,3}?efter|"
    r"(?:tar|tog|ta|tagit) (?:över )?(?=«P\d+»s? (?:plats|uppdrag|roll)))"
)
_TAKEN = r"(?:efterträd(?:s|des|as|tts)|ersätt(?:s|as)|ersattes|ersatts|avlös(?:s|es|tes|as|ts))"
_CHOSEN = (
    r"(?:utses|utsågs|utsetts|utsett|utsedd|utse|utser|utsåg|väljs|valdes|valts|vald|välja|väljer|valde|valt|nominera[sdt]?|nominerats|"
    r"nominerades|"
    r"nominerar|föreslå[sr]?|föreslogs|föreslagits|tillträd(?:er|de|a)|blir|blev|går in|inträder|förordnas|är|"
    r"tar plats|ingår)"
)
_AFTER = r"(?:efter|i stället för|istället för|som (?:ersättare|efterträdare) (?:efter|till|för)|som efterträdare till)"
_GONE = (
    r"(?:avgår|avgick|avgått|slutar|slutat|slutade|lämnar|lämnade|lämnat|avsagt sig|avsäger sig|avsade sig|"
    r"hoppa(?:r|de|t) av|kliv(?:er|it) av|träder tillbaka|trätt tillbaka|gått i pension|går i pension|avsluta[rt]?)"
)
_OLD, _NEW = r"«P(?P<old>\d+)»", r"«P(?P<new>\d+)»"
_FEW = r"(?:\w+ ){0,3}?"
_HANDS_OVER = r"(?:lämna(?:r|de|t)? över|överlåt(?:er|it)|överlämnar|överlämnade)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("A efterträder B", rf"{_NEW}{FILL}\b{_TAKES}\s*{_FEW}{_OLD}"),
    ("B ersätts av A", rf"{_OLD}{FILL}\b{_TAKEN}\b{FILL}\bav {_FEW}{_NEW}"),
    ("ersattes B av A", rf"\b{_TAKEN}\b {_FEW}{_OLD}{FILL}\bav {_FEW}{_NEW}"),
    ("efterträdare till B är A", rf"[Ee]fterträdare (?:till|för|efter) {_OLD}{FILL}\b{_CHOSEN}\b{FILL}{_NEW}"),
    ("A utses efter B", rf"{_NEW}{FILL}\b{_CHOSEN}\b{FILL}\b{_AFTER} {_FEW}{_OLD}"),
    ("utse A efter B", rf"\b{_CHOSEN}\b {_FEW}{_NEW}{FILL}\b{_AFTER} {_FEW}{_OLD}"),
    ("efter att B avgått utses A", rf"\b[Ee]fter att {_OLD}{FILL}\b{_GONE}\b{FILL}\b{_CHOSEN}\b {_FEW}{_NEW}"),
    ("efter B utses A", rf"\b(?:[Ee]fter|[Ii] stället för|[Ii]stället för) {_OLD}{FILL}\b{_CHOSEN}\b {_FEW}{_NEW}"),
    ("på Bs plats A", rf"\b[Pp]å {_OLD}s? plats{FILL}{_NEW}"),
    (
        "Bs plats går till A",
        rf"{_OLD}s? (?:plats|uppdrag|mandat|roll){FILL}\b(?:övertas|övertogs|tas över|går|gick|gått|tillfaller|"
        rf"fylls|ges)\b{FILL}"
        rf"\b(?:av|till) {_FEW}{_NEW}",
    ),
    (
        "B avgår och hans plats går till A",
        rf"{_OLD}{FILL}\b(?:hans|hennes|dennes) (?:plats|uppdrag|mandat|roll){FILL}\b"
        rf"(?:övertas|övertogs|tas över|går|gick|gått|tillfaller|fylls|ges)\b{FILL}\b(?:av|till) {_FEW}{_NEW}",
    ),
    (
        "byte från B till A",
        rf"\b(?:[Bb]yte|[Ss]kifte|överlämna(?:s|de|t|r)?|går över|gick över|övergår|"
        rf"övergick){FILL}från {_OLD} till {_NEW}",
    ),
    ("lämnar B över till A", rf"\b(?:lämnar|lämnade|överlämnar|överlämnade) {_OLD}{FILL}\btill {_NEW}"),
    (
        "A utses då B slutar",
        rf"{_NEW}{FILL}\b{_CHOSEN}\b{FILL}\b(?:då|eftersom|sedan|när|i och med att|efter att) {_OLD}{FILL}\b{_GONE}",
    ),
    ("B lämnar över till A", rf"{_OLD}{FILL}\b{_HANDS_OVER}{FILL}\btill {_NEW}"),
    ("ny roll A efter B", rf"\b[Nn]ya? «R\d+»{FILL}{_NEW}{FILL}\b{_AFTER} {_OLD}"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
_LEAVES = re.compile(
    rf"«P(?P<old>\d+)»{FILL}\b(?:{_GONE}\b|(?:fortsätter|är kvar|sitter kvar|stannar)(?: som «R\d+»)? (?:till|"
    rf"t\.o\.m))|"
    rf"\b(?:[Mm]andatet|[Ff]örordnandet|[Uu]ppdraget|[Mm]andattiden) för «P(?P<old2>\d+)»{FILL}\b(?:(?:går|"
    rf"löper|gick|löpte) ut|upphör\w*)\b|"
    rf"\b(?:tackar|tackade) av (?:«R\d+» )?«P(?P<old3>\d+)»|"
    rf"«P(?P<old4>\d+)»{FILL}\b(?:trappar? ner|vill sluta|be(?:r|tt) om att få sluta|ställer sin plats till "
    rf"förfogande)\b"
)
_HIS_PLACE = re.compile(
    r"\b(?:efter (?:honom|henne|dem)|(?:på|i) (?:hans|hennes|dennes|deras) (?:plats|ställe)|(?:hans|hennes|"
    r"dennes) (?:plats|uppdrag|efterträdare|ersättare|roll)|"
    r"[Ee]fterträdare (?:är|blir|utses|föreslås)|[Ss]om efterträdare|[Ss]om ersättare (?:utses|nomineras|"
    r"föreslås)|tar «P\d+» (?:över|vid)|tar över|tar vid|i stället|istället|tillträder)\b",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:föreslå|föreslog|förslag|nominer|kandid|avser att|godkänner|förordar|rekommenderar)", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:inte|ej|aldrig)\b")
_FOR_A_WHILE = re.compile(
    r"\b(?:dagens möte|vid mötet|mötet|under punkt|denna gång|tillfälligt|vikari\w+|\w*ledighet|sjukskriv\w+|i "
    r"dag|idag|under §)\b"
)


def find(document: Document) -> Iterator[Proposal]:
    """Yield successions with the two seats that each tells of."""
    told: list[Proposal] = []
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


def _begin(told: Sequence[Proposal], person: str, day: str, document: Document) -> None:
    """Give the successor just told of the day that the next sentence tells: `Hon tillträder den 1 september`."""
    for fact in told:
        if isinstance(fact, Succession) and fact.successor == person:
            fact.effective = fact.effective or day
        elif isinstance(fact, Membership) and fact.person == person and fact.valid_from is None:
            fact.valid_from = day
            fact.status = prose.status(fact.status == "nominated", day, document)


def _in_sentence(sentence: Sentence, document: Document) -> Iterator[Proposal]:
    text = sentence.text
    told = {
        (fact.successor, fact.predecessor)
        for fact in document.quoted.get(sentence.quote, ())
        if isinstance(fact, Succession)
    }
    for name, pattern in _COMPILED:
        for found in pattern.finditer(text):
            new, old = int(found["new"]), int(found["old"])
            pair = (sentence.masked.persons[new].name, sentence.masked.persons[old].name)
            between = found[0]
            if pair[0] == pair[1] or pair in told or pair[::-1] in told:
                continue
            if _NOT.search(between) or _FOR_A_WHILE.search(text[found.start() : found.end() + 60]):
                continue
            told.add(pair)
            end = _clause_end(text, found.end())
            start = _clause_start(text, found.start())
            yield from _succession(new, old, text[start:end], name, sentence, document)


def _who(left: re.Match[str]) -> int:
    """Return the number of the person whom a match of `_LEAVES` is about."""
    return next(int(left[name]) for name in ("old", "old2", "old3", "old4") if left[name])


def _across(sentence: Sentence, document: Document) -> Iterator[Proposal]:
    """Yield a succession told by two clauses: `A avgår. På hans plats utses B`."""
    text = sentence.text
    if sentence.before is not None and (former := _FORMER.search(text)) is not None:
        yield from _former(sentence.masked.persons[int(former[1])], sentence, sentence.before, document)
        return
    left = _LEAVES.search(text)
    if left is not None:
        rest = text[left.end() :]
        old = _who(left)
        place = _HIS_PLACE.search(rest)
        if sentence.before is not None and _THAT_SEAT.search(rest):
            yield from _given_up(sentence, old, document)
            return
        others = [number for number in prose.persons(rest) if number != old]
        if place is not None and len(set(others)) == 1 and not _DEPUTY.search(rest):
            yield from _succession(others[0], old, text, "A avgår, B tar platsen", sentence, document)
        return
    before = sentence.before
    if before is None:
        return
    left = _LEAVES.search(before.text)
    taken = _HIS_PLACE.search(text) is not None or _new_holder(sentence, before)
    here = list(dict.fromkeys(prose.persons(text)))
    if left is None or not taken or len(here) != 1 or _DEPUTY.search(text):
        return
    source = before.masked.persons[_who(left)]
    if source.name == sentence.masked.persons[here[0]].name:
        return
    sentence.masked.persons.append(source)
    yield from _succession(
        here[0], len(sentence.masked.persons) - 1, text, "A avgår. B tar platsen", sentence, document, before
    )


_FORMER = re.compile(r"\b(?:[Tt]idigare|[Ff]örra|[Aa]vgående) «R\d+»(?: var| är)?,? «P(\d+)»")
_NEW_IN = re.compile(r"«R\d+»[,:]?(?: är| blir| heter)? «P(\d+)»|«P(\d+)» (?:är|blir|blev) «R\d+»")


def _former(leaving: Person, sentence: Sentence, before: Sentence, document: Document) -> Iterator[Proposal]:
    """Yield a succession told backwards: `NAG X har fått en ny ordförande, A. Den tidigare ordföranden B …`."""
    new = _NEW_IN.search(before.text)
    if new is None or _NEW_HOLDER.search(before.masked.plain) is None:
        return
    number = int(new[1] or new[2])
    if before.masked.persons[number].name == leaving.name:
        return
    before.masked.persons.append(leaving)
    last = len(before.masked.persons) - 1
    yield from _succession(number, last, before.text, "ny A. Tidigare B", before, document)


_NEW_HOLDER = re.compile(
    r"\b[Nn]y[ae]? (?:\w+ )?(?:vice )?(?:ordförande|ledamot|processledare|ersättare|representant|processtöd|"
    r"sekreterare)"
)


def _new_holder(sentence: Sentence, before: Sentence) -> bool:
    """Tell whether a sentence goes on with who is new in the seat that the one before tells is left."""
    if _NEW_HOLDER.search(sentence.masked.plain) is None:
        return False
    left, taken = (next(iter(each.masked.roles), None) for each in (before, sentence))
    return left is None or taken is None or left == taken


_THAT_SEAT = re.compile(r"\b(?:den (?:här )?(?:platsen|posten|rollen)|det uppdraget|samma uppdrag)\b")


def _given_up(sentence: Sentence, old: int, document: Document) -> Iterator[Proposal]:
    """Yield a succession told backwards: `A nomineras till X. B har avsagt sig den platsen`."""
    before = sentence.before
    if before is None or re.search(rf"\b{_CHOSEN}\b", before.text) is None or len(set(prose.persons(before.text))) != 1:
        return
    leaving = sentence.masked.persons[old]
    number = prose.persons(before.text)[0]
    if leaving.name == before.masked.persons[number].name:
        return
    before.masked.persons.append(leaving)
    for proposal in _succession(
        number, len(before.masked.persons) - 1, before.text, "A utses, B lämnar platsen", before, document
    ):
        if isinstance(proposal, Membership) and proposal.person == leaving.name:
            proposal.status, proposal.quote = "ended", sentence.quote
        yield proposal


_DEPUTY = re.compile(r"«R\d+» (?:för|åt) «P\d+»")


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
    new: int, old: int, clause: str, rule: str, sentence: Sentence, document: Document, before: Sentence | None = None
) -> Iterator[Proposal]:
    successor, predecessor = sentence.masked.persons[new], sentence.masked.persons[old]
    clause = re.sub(r"(«P\d+»), som (?:har )?(?:varit|var|haft|suttit)\b[^;.]*", r"\1", clause)
    said = prose.said(_own_words(clause), sentence, document)
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
    group = group or prose.context(sentence, document)
    if known is None and group is not None:
        known = prose.known_role(predecessor.name, group.name, document)
    if group is None:
        return
    role = (
        said.role
        or (earlier.role if earlier else None)
        or next(iter(predecessor.roles or successor.roles), (None, None))[0]
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
    yield Membership(quote, spot, rule, successor.name, group.name, group.kind, role, body or said.body, status, start)
    yield Membership(
        quote, spot, rule, predecessor.name, group.name, group.kind, role,
        predecessor.body or (known.represents if known else None) or document.people.body.get(predecessor.name), gone,
    )  # fmt: skip


_LEFT_ON = re.compile(rf"{_GONE}\b[^«]{{0,40}}«D(\d+)»[^«]*\b(?:{_TAKEN}|och|då)\b")
"""A day that tells when the one before left, not when the next came."""


def _own_words(clause: str) -> str:
    """Return the clause with the day-to-day words that only look like roles taken out: `ersättare efter`."""
    return re.sub(r"som «R\d+» (?=efter |till )", "", clause)


def _beside(roles: list[tuple[str, str | None]], sentence: Sentence) -> Iterator[Group]:
    """Yield the groups that stand beside a name: `Anna Ek, ordförande i NPO X`."""
    for _, name in roles:
        if name is not None:
            yield next(group for group in sentence.masked.groups if group.name == name)
