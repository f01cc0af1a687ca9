"""Sentences with their mentions masked, and what the words after a verb say of role, group, body and day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from loaders.documents.context.anaphors import anaphor
from loaders.documents.context.setting import ReadDocument, Setting, bare_level, preparing_for, resolved, walk
from loaders.documents.context.units import Unit
from loaders.documents.mentions import dates, mentions, words
from loaders.documents.mentions.mentions import Masked, NamedGroup
from loaders.documents.proposals import ClaimedMembership, Status
from loaders.documents.rules import attendance

_BREAK = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-ZÅÄÖ–§•\"”])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:bl\.?a|t\.?ex|d\.?v\.?s|m\.?fl|o\.?s\.?v|kl|nr|ca|dr|prof|doc|ordf|vice ordf|bitr|st|s\.?k|"
    r"p\.?g\.?a|f\.?d|t\.?f|"
    r"fr\.?\s?o\.?\s?m|t\.?\s?o\.?\s?m|m\.?m|jan|feb|febr|apr|aug|sept|okt|nov|dec|resp|inkl|exkl|avd|tel|mfl|"
    r"[A-ZÅÄÖ])\.)$"
)
_WORTH = re.compile(
    r"[A-ZÅÄÖÉ][\wåäö'’-]+ (?:(?:von|af|de|van|la|der|el|al) )?[A-ZÅÄÖÉ]|värd|efterträd|\bers[aä]tt|stannar "
    r"kvar|avgår|utse|nominer|vakan|obesatt|\bplats i\b"
)
_SENT_BY = re.compile(
    r"«B(\d+)» (?:har )?(?:utser|utsåg|utsett|nominerar|nominerade|nominerat|föreslår|föreslog|föreslagit) «P(\d+)»"
)
_OF_BODY = re.compile(r"«B(\d+)»s? (?:ny[ae]? |nuvarande )?«R\d+»(?: i «G\d+»)?,? «P(\d+)»")
_BOTH_FROM = re.compile(r",? (?:båda|bägge|samtliga|alla) (?:från|för|vid|i) «B(\d+)»")
_THAT_SEAT = re.compile(
    r"\b(?:den (?:här )?(?:platsen|posten|rollen)|det (?:här )?uppdraget|samma (?:grupp|uppdrag|roll|"
    r"programområde|arbetsgrupp))\b"
)
NEGATED = re.compile(r"\b(?:inte|ej|aldrig|ingen|vem|vilka|vilken|huruvida|om vem)\b")
"""What a sentence says when it tells of nobody's seat."""
LIST = r"«P\d+»(?:(?:,| och| samt|, samt|, och| &) «P\d+»)*"
"""One person or several, masked."""
FILL = r"(?:[^«.;]|«[RBGD]\d+»){0,70}?"
"""A few words between the parts of a pattern, without other persons."""


@dataclass
class Sentence:
    """One sentence of prose with where it stands."""

    masked: Masked
    unit: Unit
    setting: Setting
    recent: tuple[NamedGroup, ...]
    before: "Sentence | None" = None
    """The sentence before it in the same paragraph or section."""
    topic: NamedGroup | None = None
    """The group that the paragraph has begun to tell of: `Styrgruppen för X består av …`."""

    @property
    def text(self) -> str:
        """The masked text."""
        return self.masked.text

    @property
    def quote(self) -> str:
        """The sentence as written."""
        return " ".join(self.masked.plain.split())[:600]


_KNOWN: "WeakKeyDictionary[ReadDocument, list[Sentence]]" = WeakKeyDictionary()


def split(text: str) -> list[str]:
    """Return the sentences of a text; abbreviations end none."""
    pieces: list[str] = []
    at = 0
    for found in _BREAK.finditer(text):
        if _ABBREVIATED.search(text[at : found.start()]) is None:
            pieces.append(text[at : found.start()])
            at = found.end()
    pieces.append(text[at:])
    return [piece.strip() for piece in pieces if piece.strip()]


def sentences(document: ReadDocument) -> list[Sentence]:
    """Return the sentences of a document that may tell of persons or hosts; worked out once."""
    found = _KNOWN.get(document)
    if found is None:
        found = _KNOWN[document] = list(_sentences(document))
    return found


def _sentences(document: ReadDocument) -> Iterator[Sentence]:
    taken = attendance.taken(document)
    recent: list[NamedGroup] = []
    last: Sentence | None = None
    section: Setting | None = None
    for unit, setting in walk(document):
        topic: NamedGroup | None = None
        if section is not setting:
            recent, last, section = [], None, setting
        if unit.kind in ("heading", "table") or id(unit) in taken:
            continue
        for text in split(unit.text):
            if words.REFUSED.search(text) or words.CONTACT.match(text):
                last = None
                continue
            if len(text) > 1_500 or not (
                _WORTH.search(text)
                or (last is not None and PRONOUN.match(text))
                or any(word in document.people.words for word in text.split())
            ):
                last = None if last is None or last.unit is not unit else last
                named = [] if len(text) > 1_500 else _groups(text, document)
                recent += named
                if named and named[0].start < _LEADING:
                    topic = _topic(Sentence(document.mask(text), unit, setting, tuple(recent[-4:])), document) or topic
                continue
            masked = document.mask(_with_name(text, last))
            masked.plain = text
            sentence = Sentence(masked, unit, setting, tuple(recent[-4:]), last)
            sentence.topic = topic = _topic(sentence, document) or topic
            for found in _BOTH_FROM.finditer(sentence.text):
                for number in persons(sentence.text[: found.start()]):
                    person = sentence.masked.persons[number]
                    person.body = person.body or sentence.masked.bodies[int(found[1])]
            for found in _OF_BODY.finditer(sentence.text):
                person = sentence.masked.persons[int(found[2])]
                person.body = person.body or sentence.masked.bodies[int(found[1])]
            for found in _SENT_BY.finditer(sentence.text):
                person = sentence.masked.persons[int(found[2])]
                person.body = person.body or sentence.masked.bodies[int(found[1])]
            yield sentence
            recent += [group for group in sentence.masked.groups if not group.generic]
            last = sentence


_LEADING = 30
"""Within how many letters a paragraph's group stands: `1.2 Nationellt programområde akut vård. …`."""
_BEGINS = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[a-h]\)\s+)?"
    r"(?:(?:[IFTi]\w{0,3}|När det gäller|Vad gäller|Beträffande|Angående|Gällande|"
    r"Avseende|Inom|Från|"
    r"(?:Ny[ae]? )?«R\d+» (?:i|för|till)) )?"
    r"(?:den |det )?«G(\d+)»"
)


def _topic(sentence: Sentence, document: ReadDocument) -> NamedGroup | None:
    """Return the group that a sentence begins with: what the rest of its paragraph is about."""
    begins = _BEGINS.match(sentence.text)
    if begins is not None and not DECIDES.match(sentence.text[begins.end() :]):
        group = sentence.masked.groups[int(begins[1])]
        if not group.generic and group.kind != "namnd":
            return meant(group, sentence, document)
    return None


def context(sentence: Sentence, document: ReadDocument) -> NamedGroup | None:
    """Return the group of a seat whose sentence names none: the paragraph's, the section's, the document's."""
    return sentence.topic or _continued(sentence, document) or sentence.setting.group or document.group


def _continued(sentence: Sentence, document: ReadDocument) -> NamedGroup | None:
    """Return the one group that the sentence before names, when it too is about the person that begins this one."""
    before, first = sentence.before, re.match(r"«P(\d+)»", sentence.text)
    if before is None or before.unit is not sentence.unit or first is None:
        return None
    if sentence.masked.persons[int(first[1])].name not in {person.name for person in before.masked.persons}:
        return None
    named = [group for group in before.masked.groups if not group.generic]
    return meant(named[0], before, document) if len(named) == 1 else None


PRONOUN = re.compile(r"(?:Hon|Han|Hen)\b(?= [a-zåäö])")
"""A sentence that goes on about the person of the one before."""


_COMES = re.compile(r"\w+ (?:tillträd|börja|inled|kommer närmast)")
"""What is said of the one who comes, whoever else was named."""


def _with_name(text: str, before: Sentence | None) -> str:
    """Return a sentence that begins with `Hon` or `Han` with the name instead, when it can only be one person."""
    if before is None or PRONOUN.match(text) is None:
        return text
    named = list(dict.fromkeys(person.name for person in before.masked.persons))
    if len(named) == 1 or (named and before.text.startswith("«P0»") and _COMES.match(text)):
        return PRONOUN.sub(named[0], text, count=1)
    return text


def _groups(text: str, document: ReadDocument) -> list[NamedGroup]:
    """Return the groups of a sentence that tells of nobody, for `arbetsgruppen` in a later one."""
    return [
        NamedGroup(found.name, found.kind, found.start, found.end, found.organisation)
        for found in document.gazetteer.find(text)
        if not found.bare and found.kind not in ("region", "sjukvardsregion", "myndighet")
    ]


@dataclass
class Said:
    """What a piece of text says of a seat."""

    role: str | None = None
    group: NamedGroup | None = None
    body: str | None = None
    period: dates.Period = dates.UNTOLD
    elsewhere: bool = False
    """The role is one in a board, a clinic or a meeting that is no group of ours."""


def said(text: str, sentence: Sentence, document: ReadDocument) -> Said:
    """Return what a masked piece says of role, group, represented body and period."""
    masked = sentence.masked
    result = Said(period=period(text, masked, document))
    role = re.search(r"«R(\d+)»", text)
    if (own := _OF_GROUP.search(text)) is not None:
        result.group = meant(masked.groups[int(own[1])], sentence, document)
    if _POST.search(text) or (role is None and _TITLED.search(text)):
        result.elsewhere = True
    if role is not None:
        result.role = masked.roles[int(role[1])]
        following = re.sub(r"(?:\bvid )?«D\d+»", "", text[role.end() :])
        board = document.group is not None and document.group.kind == "namnd"
        result.elsewhere = _elsewhere(following) and not (
            board and re.match(r"\s+(?:i|för) (?:nämnden\b|«G)", following)
        )
    for found in re.finditer(
        r"(?P<for>(?:som (?:representant|företrädare) )?(?:för|från)\s+)?(?:den |det )?«G(?P<group>\d+)»", text
    ):
        group = masked.groups[int(found["group"])]
        if DECIDES.match(text[found.end() :]):
            continue
        resolved_group = meant(group, sentence, document)
        if resolved_group is not None and result.group is None:
            result.group = resolved_group
            result.elsewhere = False
    if result.role is None and result.group is None and _A_SEAT.search(text):
        result.role = "ledamot"
    if result.group is None and sentence.before is not None and _THAT_SEAT.search(text):
        earlier = said(sentence.before.text, sentence.before, document)
        result.group, result.role = earlier.group, result.role or earlier.role
        result.elsewhere = False
    if _OURS.search(sentence.masked.plain):
        result.body = document.sender
    if re.search(r"\bsjukvårdsregionens (?:ny[ae]? )?«R\d+»", text):
        result.body = document.body
    body = re.search(r"(?:för|från|av)\s+(?:den |hela )?«B(\d+)»", text) or re.search(r"«B(\d+)»", text)
    if result.body is not None:
        return result
    if body is not None:
        name = masked.bodies[int(body[1])]
        known = document.gazetteer.body(name)
        chosen_by = known is not None and known.kind == "myndighet" and _BY.search(text)
        result.body = None if chosen_by else name
    elif (
        told := re.search(
            r"(?:som|till) (?:«R\d+»|representant|företrädare) (?:från|för) ([a-zåäö][\wåäö -]{4,60}?)(?=[.,;]|$)", text
        )
    ) is not None:
        result.body = told[1].strip() if re.search(r"regioner(?:na)?$", told[1]) else None
    return result


_A_SEAT = re.compile(
    r"\btill (?:den |en )?(?:lediga |vakanta |tomma |obesatta |öppna )?plats(?:en)?\b(?! (?:för|i|på)\b)"
)
_BY = re.compile(r"(?:^|\butsed\w+|\butset\w+|\bförordnad\w*)\s*av «B")
"""An authority that has chosen somebody isn't whom the person speaks for."""
_POST = re.compile(
    r"\b(?:som|till|tjänsten som|arbete som) (?:ny |tillförordnad |t\.f\. |tf )?[a-zåäö-]*(?:chef|ledare|"
    r"direktör|ansvarig|läkare|utredare|"
    r"strateg|controller|lektor|professor|kommunikatör)(?:en)? (?:på|vid|hos|i|inom|för)\b(?! (?:den |det )?«G)"
)
_TITLED = re.compile(
    rf"\b(?:är|blir|blev|blivit|börjar som|anställts som) (?:vår |våra )?(?:ny |nya |tf )?(?:{words.TITLE.pattern})\b",
    re.IGNORECASE,
)
"""A post in line is no seat."""
_OURS = re.compile(
    r"\b(?:vi|vår|våra|vårt)\b (?:\w+ ){0,2}?(?:nominera|föreslå|utse|utsåg|represent|ledamot|ledamöter|"
    r"ersättare|plats)",
    re.I,
)
_OF_GROUP = re.compile(r"«R\d+»(?: för «B\d+»)? (?:i|för|av|inom|till) (?:den |det )?«G(\d+)»")
"""The group whose role it is, before others that the sentence names."""
DECIDES = re.compile(
    r"\s+(?:har )?(?:(?:i|på) \w+ (?:ställe|plats) )?(?:även |också |nu |vidare |enhälligt )?"
    r"(?:beslut\w+|föreslå\w*|föreslog|utse[rt]?|"
    r"utsåg|utsett|nominera\w*|"
    r"godkänn\w+|godkände|rekommendera\w*|ställ\w+ sig|välj\w*|valde)\b"
)
"""A group that decides on a seat is not the one that has it."""


def _elsewhere(following: str) -> bool:
    if mentions.board_follows(following):
        return True
    return (
        re.match(
            r"\s+(?:i|vid|på|inom)\s+(?!(?:den |det )?«G|N(?:PO|SG|AG)\b|R(?:PO|SG|AG|SL)\b|LPO\b|"
            r"sin\b|gruppen|samband|detta|dag\b|stället|hans\b|"
            r"hennes\b|deras\b|dennes\b|en\b|ett\b|två\b|tre\b|fyra\b|nästa|samma|mandat|förslag|plats|perioden|"
            r"«D|vår|hös|mars|maj|jun|jul|halvår|års|nyår|gruppens)[\wÅÄÖåäö]",
            following,
        )
        is not None
    )


def period(text: str, masked: Masked, document: ReadDocument) -> dates.Period:
    """Return what a masked piece says of beginning and end."""
    shown = re.sub(r"«D(\d+)»", lambda found: masked.days[int(found[1])], text)
    return dates.period(shown, document.near)


def effective(text: str, masked: Masked, document: ReadDocument) -> str | None:
    """Return the day on which something in a masked piece takes effect: a labelled start, else its only day."""
    found = period(text, masked, document)
    days = re.findall(r"«D(\d+)»", text)
    return found.start or (masked.days[int(days[0])] if len(days) == 1 and found.end is None else None)


def meant(group: NamedGroup, sentence: Sentence, document: ReadDocument) -> NamedGroup | None:
    """Return the group that a mention in a sentence means."""
    if sentence.topic is not None and group.name.casefold() in ("gruppen", "rådet"):
        return sentence.topic
    if bare_level(group) and not bare_level(at_level := resolved(group, document, "")):
        return at_level
    if group.generic and not preparing_for(sentence.masked.plain, group):
        own = [each for each in sentence.masked.groups if not each.generic and each.start < group.start]
        return anaphor(group, sentence.setting, document, (*sentence.recent, *own))
    around = " ".join((sentence.masked.plain, *sentence.setting.headings))
    result = resolved(group, document, around)
    return None if bare_level(result) else result


def persons(text: str) -> list[int]:
    """Return the numbers of the persons in a masked piece."""
    return [int(each) for each in re.findall(r"«P(\d+)»", text)]


def status(proposed: bool, start: str | None, document: ReadDocument) -> Status:
    """Return the status of somebody who comes: nominated when only proposed or when the day is still to come."""
    if proposed or (start and document.as_of and dates.first_day(start) > document.as_of):
        return "nominated"
    return "current"


def known_role(person: str, group: str | None, document: ReadDocument) -> ClaimedMembership | None:
    """Return the seat that the lists of the document give somebody, in the group if one is given."""
    fitting = [fact for fact in document.seats.get(person, ()) if group is None or fact.group == group]
    return fitting[0] if fitting else None
