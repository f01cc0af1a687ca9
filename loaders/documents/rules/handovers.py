"""Handovers told across clauses and sentences: somebody leaves a seat, and what follows tells who takes it.

A handover is a vacancy (who leaves) and a taker who is tied to it: by what stands for the seat or its holder
(`uppdraget`, `hennes plats`, `i stället`), by the same role being new, or by being chosen next, with nothing
between, where no other group or role is named.
"""

import re
from typing import NamedTuple

from loaders.documents.rules import prose
from loaders.documents.rules.prose import FILL, Sentence

CHOSEN = (
    r"(?:utses|utsågs|utsetts|utsett|utsedd|utse|utser|utsåg|väljs|valdes|valts|vald|välja|väljer|valde|valt|"
    r"nominera[sdt]?|nominerats|nominerades|nominerar|föreslå[sr]?|föreslogs|föreslagits|tillträd(?:er|de|a)|"
    r"blir|blev|går in|inträ(?:der|dde|tt)|förordnas|är|tar plats|ingår|kom(?:mer)? in|kliver in|klev in)"
)
_OWN_SEAT = (
    r"(?:(?:då|därmed|nu|dock|därför|också|själv) )?"
    r"(?:sitt|sin|sina|uppdrag|plats|grupp|råd|roll|post|\w*ordförande|\w*ledarskap|arbetsgrupp|programområd|"
    r"styrgrupp|över\b|«[RGD]|vid |efter |i |under |som «R|med |per )"
)
GONE = (
    r"(?:avgår|avgick|avgått|avgå|slutar|slutat|slutade|sluta|lämna(?:r|de|t)?(?=\s+"
    + _OWN_SEAT
    + r"|\s+och\b|\s*[.,;]|\s*$)|"
    r"(?:går|gått|gick) ur|entlediga(?:s|des|ts)|(?:stig|träd)(?:er|it) åt sidan|sitter inte (?:längre )?kvar|"
    r"avsagt sig|avsäger sig|avsade sig|avsäga sig|hoppa(?:r|de|t) av|kliv(?:er|it) av|klev av|kliva av|"
    r"träder tillbaka|trädde tillbaka|trätt tillbaka|gått i pension|går i pension|gick i pension|avsluta(?:[rt]|de)?|"
    r"frånträ(?:der|tt|dde|da)|tacka(?:r|t|de) för sig|(?:är |var )?inte längre (?:med|kvar|ledamot)|"
    r"(?:kan inte|inte kan|kunde inte) (?:fullfölja|fortsätta)|fortsätter inte|"
    r"begär(?:t|de)? entledigande|avböj(?:er|t|de)|(?:gör|gjorde|har|hade) sitt sista möte|"
    r"(?:(?:byter|bytt|bytte) (?:arbete|tjänst|jobb|arbetsgivare|uppdrag|roll)|(?:går|gått|gick) (?:vidare|över) till|"
    r"(?:får|fått|fick) (?:en )?(?:ny tjänst|nytt (?:arbete|jobb)|annat (?:arbete|jobb|uppdrag))))"
)
_LEAVES = re.compile(
    rf"«P(?P<old>\d+)»{FILL}\b(?:{GONE}(?!\w)|(?:fortsätter|är kvar|sitter kvar|stannar)(?: som «R\d+»)? (?:till|"
    rf"t\.o\.m))|"
    rf"\b(?:[Mm]andat\w*|[Ff]örordnandet|[Uu]ppdraget) för «P(?P<old2>\d+)»{FILL}\b(?:(?:går|"
    rf"löper|gick|löpte) ut|upphör\w*)\b|"
    rf"\b(?:tackar|tackade) av (?:«R\d+» )?«P(?P<old3>\d+)»|"
    rf"«P(?P<old4>\d+)»{FILL}\b(?:trappar? ner|vill sluta|be(?:r|tt) om att få sluta|ställer sin plats till "
    rf"förfogande)\b|"
    rf"«P(?P<old5>\d+)»s? (?:mandat|förordnande|uppdrag|period)\w*{FILL}\b(?:(?:går|löper|gick|löpte|gått|löpt) ut|"
    rf"upphör\w*|avsluta(?:s|des|ts)|tar slut|tog slut|är slut)\b|"
    rf"\b(?:lämnar|lämnade|avgår|avgick|slutar|slutade|avslutar|avslutade|frånträder|går|gick) (?:då |nu )?"
    rf"«P(?P<old6>\d+)»(?=[.,;]|$| (?:{_OWN_SEAT}|rollen|uppdraget|posten|platsen|av\b|ur\b|i pension|över till))|"
    rf"\b(?:gör|gjorde|har|hade) «P(?P<old7>\d+)» sitt sista möte|"
    rf"^\s*(?:[-–•]\s*)?(?:[Uu]t|[Aa]vgående|[Aa]vgår|[Ll]ämnar|[Ss]lutar)(?: «R\d+»)?: «P(?P<old10>\d+)»|"
    rf"«R\d+» har (?:skötts|innehafts|hållits) av «P(?P<old9>\d+)»|"
    rf"\b(?:fortsätter|stannar|sitter kvar) «P(?P<old8>\d+)»(?: som «R\d+»)? (?:till|t\.o\.m)\b"
)
_SEAT = r"(?:[Pp]lats|[Uu]ppdrag|[Pp]ost|[Rr]oll|[Mm]andat|[Ss]tafettpinn|[Kk]lubba|[Oo]rdförandeskap|«R\d+»)e?[nt]?"
_TAKEN_UP = (
    r"(?:går|gick|gått|tas|tagits|togs|övertas|övertogs|lämnas|lämnats|lämnades|fylls|fylldes|tillfaller|tillföll|"
    r"besätts|besattes|överlämnas|övergår|axlas|sköts|innehas)"
)
_TIED = re.compile(
    r"\b(?:efter (?:honom|henne|hen|dem)|(?:på|i) (?:hans|hennes|dennes|deras|sin) (?:plats|ställe)|(?:hans|hennes|"
    r"dennes) (?:plats|uppdrag|efterträdare|ersättare|roll|post|mandat|stol)|"
    r"[Ee]fterträdare (?:är|blir|heter|utses|föreslås)|[Ss]om efterträdare|[Ss]om ersättare (?:utses|nomineras|"
    r"föreslås)|tar «P\d+» (?:(?:\w+|«D\d+») ){0,2}?(?:över|vid)|(?:tar|tog) (?:(?:\w+|«D\d+») ){0,2}?(?:över|vid)|"
    r"i stället|istället|tillträder|ta(?:git)? över|därefter|sedan dess|efter det|från (?:och med )?då|"
    r"(?:övertas|övertogs|tas över|togs över|sköts|axlas|besätts|innehas) (?:\w+ )?av|"
    r"ny(?:e|a)? (?:på|i|till) (?:post|plats|roll|uppdrag|stol)\w*|"
    r"(?:går|gått|kommer|kommit|kliver|klivit|träder|trätt) (?:\w+ ){0,2}?(?:in|på)|"
    r"tillkommer|börjar)(?!\w)|«P\d+» ny(?!\w)|^\s*(?:[-–•]\s*)?(?:in|tillträdande|tillträder|ny)(?: «R\d+»)?:|"
    rf"{_SEAT}\b{FILL}\b{_TAKEN_UP}\b|\bny[ae]? (?:för|från) «[BG]",
    re.IGNORECASE,
)
"""Words for the seat that is left, or for its holder."""
_DEPUTY = re.compile(r"«R\d+» (?:för|åt) «P\d+»")
WITH_DEPUTY = re.compile(r",? (?:med|och) «P\d+» som (?:\w+ )?«R\d+»")
_NEW_THEN = re.compile(r"(?:,|;| och| –) (?:[Nn]y )?«R\d+»(?: är| blir|:)? «P\d+»")
_THAT_SEAT = re.compile(r"\b(?:den (?:här )?(?:platsen|posten|rollen)|det uppdraget|samma uppdrag)\b")
_FORMER = re.compile(r"\b(?:[Tt]idigare|[Ff]örra|[Aa]vgående) «R\d+»(?: var| är)?,? «P(\d+)»")
_NEW_IN = re.compile(r"«R\d+»[,:]?(?: är| blir| heter)? «P(\d+)»|«P(\d+)» (?:är|blir|blev) «R\d+»")
_NEW_HOLDER = re.compile(
    r"\b[Nn]y(?:tt|[ae])? (?:\w+ )?(?:vice )?(?:ordförande|ledamot|processledare|ersättare|representant|processtöd|"
    r"sekreterare)"
)
LEADS = re.compile(r"\b(?:leds|leddes|leder|ledde|leda)\b")
"""Who leads a group has its chair."""
_ASKS = re.compile(r"\b(?:fråga\w*|undra\w*|någon ny|vem|inte)\b")
"""Words of sentences that tell of nobody coming."""
_VACANT = re.compile(r"\b(?:vakant|obesatt|obemannad|ledig|tom)\b")
_APPOINTED = re.compile(
    r"\b(?:utses|utsågs|utsetts|utsett|utsedd|utser|utsåg|väljs|valdes|valts|väljer|valde|valt|nominera[sdt]?|nominerats|"
    r"nominerades|nominerar|nominerade|förordnas|förordnades|föreslå[sr]|föreslogs?|föreslagit)\b"
)
_ONE_MORE = re.compile(
    r"\b(?:också|även|dessutom|ytterligare|därutöver|därtill|vidare|en till|andra|utöka\w*|dels)\b", re.IGNORECASE
)
_STEPS = 2
"""How many sentences may stand between a vacancy and its taker."""


class Handover(NamedTuple):
    """Who takes a seat after whom, by their numbers among the persons of a sentence, and where it is told."""

    new: int
    old: int
    rule: str
    sentence: Sentence
    before: Sentence | None = None
    """The sentence that tells of the vacancy, when that is another one."""
    gone: str | None = None
    """The words that tell that the one before has left, when these come after the taker."""


def across(sentence: Sentence) -> Handover | None:
    """Return the handover that a sentence tells in two clauses, or together with those before it."""
    text, before = sentence.text, sentence.before
    if before is not None and (former := _FORMER.search(text)) is not None:
        return _former(int(former[1]), sentence, before)
    left = _LEAVES.search(text)
    if left is not None:
        return _leaving(left, sentence)
    vacancy = _vacancy(sentence) or _going(sentence)
    if vacancy is None:
        return None
    told, old = vacancy
    source = told.masked.persons[old]
    text = WITH_DEPUTY.sub("", text)
    here = [
        number for number in dict.fromkeys(prose.persons(text)) if sentence.masked.persons[number].name != source.name
    ]
    if len({sentence.masked.persons[number].name for number in here}) != 1 or _DEPUTY.search(text):
        return None
    if _ASKS.search(sentence.masked.plain):
        return None
    if not (_TIED.search(text) or _new_holder(sentence, told) or _chosen_next(sentence, told)):
        return None
    sentence.masked.persons.append(source)
    return Handover(here[0], len(sentence.masked.persons) - 1, "A avgår. B tar platsen", sentence, told)


def _vacancy(sentence: Sentence) -> tuple[Sentence, int] | None:
    """Return the sentence shortly before that tells who leaves, with that person's number."""
    told = sentence.before
    for _ in range(_STEPS):
        if told is None:
            return None
        if (left := _LEAVES.search(told.text)) is not None:
            return told, _who(left)
        if told.unit is not sentence.unit or len({person.name for person in told.masked.persons}) > 1:
            return None
        earlier = told.before
        if earlier is None or {person.name for person in told.masked.persons} - {
            person.name for person in earlier.masked.persons
        }:
            return None
        told = earlier
    return None


_GOING = re.compile(
    r"\b(?:slut|lämna|avgå|avgick|avlös|avsagt|avsäg|byt|pension|sista (?:gång|möte)|övergå|flytta|frånträ|avsluta|"
    r"tacka|avtacka|kliv|gått bort|avled|inte (?:kandidera|ställa|fortsätta|längre)|"
    r"(?:går|gick|gått) (?:över|vidare))\w*"
)
"""Words that only with a plain taker right after tell that somebody leaves a seat."""
_PLAIN_TAKER = re.compile(
    r"\b(?:efter (?:honom|henne|hen)|(?:på|i) (?:hans|hennes|dennes) (?:plats|ställe)|(?:hans|hennes|dennes) "
    r"(?:plats|uppdrag|efterträdare|ersättare|roll|post|mandat|stol)|som efterträdare|ny[ae]? «R|"
    r"(?:går|kommer) in som «R)",
    re.IGNORECASE,
)


def _going(sentence: Sentence) -> tuple[Sentence, int] | None:
    """Return the sentence right before, with its only person, when that one plainly is followed by another."""
    told = sentence.before
    for _ in range(_STEPS):
        if told is None or told.unit is not sentence.unit or _PLAIN_TAKER.search(sentence.text) is None:
            return None
        here = {told.masked.persons[number].name: number for number in prose.persons(told.text)}
        if len(here) != 1:
            return None
        if _GOING.search(told.masked.plain) is not None:
            return told, next(iter(here.values()))
        told = told.before
    return None


def _who(left: re.Match[str]) -> int:
    """Return the number of the person whom a match of `_LEAVES` is about."""
    return next(int(number) for number in left.groups() if number)


def _leaving(left: re.Match[str], sentence: Sentence) -> Handover | None:
    """Return the handover of a sentence that itself tells who leaves: `A avgår och hennes plats går till B`."""
    rest, old = sentence.text[left.end() :], _who(left)
    if sentence.before is not None and (_THAT_SEAT.search(rest) or _fills(sentence.before, sentence)):
        return _given_up(sentence, old, sentence.before)
    others = [number for number in prose.persons(rest) if number != old]
    chosen = (_APPOINTED.search(rest) or _NEW_THEN.match(rest)) and not re.search(r"«G\d+»", rest)
    if (_TIED.search(rest) or chosen) and len(set(others)) == 1 and not _DEPUTY.search(rest):
        return Handover(others[0], old, "A avgår, B tar platsen", sentence)
    return None


def _fills(before: Sentence, sentence: Sentence) -> bool:
    """Tell whether a sentence tells who is new in a seat, without telling who left it, and the next may do so."""
    new = before.unit is sentence.unit and _NEW_HOLDER.search(before.masked.plain) is not None
    return new and _vacancy(before) is None and _LEAVES.search(before.text) is None


def _given_up(sentence: Sentence, old: int, before: Sentence) -> Handover | None:
    """Return a handover told backwards: `A nomineras till X. B har avsagt sig den platsen`."""
    if re.search(rf"\b{CHOSEN}\b", before.text) is None or len(set(prose.persons(before.text))) != 1:
        return None
    leaving, number = sentence.masked.persons[old], prose.persons(before.text)[0]
    if leaving.name == before.masked.persons[number].name or len(set(prose.persons(sentence.text))) != 1:
        return None
    before.masked.persons.append(leaving)
    last = len(before.masked.persons) - 1
    return Handover(number, last, "A utses, B lämnar platsen", before, None, sentence.quote)


def _former(old: int, sentence: Sentence, before: Sentence) -> Handover | None:
    """Return a handover told backwards: `NAG X har fått en ny ordförande, A. Den tidigare ordföranden B …`."""
    new, leaving = _NEW_IN.search(before.text), sentence.masked.persons[old]
    if new is None or _NEW_HOLDER.search(before.masked.plain) is None:
        return None
    number = int(new[1] or new[2])
    if before.masked.persons[number].name == leaving.name:
        return None
    before.masked.persons.append(leaving)
    last = len(before.masked.persons) - 1
    return Handover(number, last, "ny A. Tidigare B", before)


def _new_holder(sentence: Sentence, before: Sentence) -> bool:
    """Tell whether a sentence goes on with who is new in the role that is left, or who leads the group now."""
    left, taken = _role(before), _role(sentence)
    if _other_group(sentence, before):
        return False
    if LEADS.search(sentence.text) and left == "ordförande":
        return True
    return _NEW_HOLDER.search(sentence.masked.plain) is not None and (left is None or taken is None or left == taken)


def _role(sentence: Sentence) -> str | None:
    """Return the role that a sentence tells of first, without that of a deputy who is named along."""
    found = re.search(r"«R(\d+)»", WITH_DEPUTY.sub("", sentence.text))
    return sentence.masked.roles[int(found[1])] if found else None


def _chosen_next(sentence: Sentence, before: Sentence) -> bool:
    """Tell whether somebody is chosen right after a vacancy, for no other group and no other role."""
    if sentence.before is not before or sentence.unit is not before.unit or _ONE_MORE.search(sentence.masked.plain):
        return False
    if _APPOINTED.search(sentence.text) is None:
        return False
    left, taken = _role(before), _role(sentence)
    same = left is None or taken is None or left == taken or _VACANT.search(before.text) is not None
    return same and not _other_group(sentence, before)


def _other_group(sentence: Sentence, before: Sentence) -> bool:
    """Tell whether a sentence names a group that the one before is not about, other than one that decides."""
    told = {group.name for group in before.masked.groups} | ({before.topic.name} if before.topic else set())
    return any(
        not group.generic
        and group.name not in told
        and not prose.DECIDES.match(sentence.text.partition(f"«G{number}»")[2])
        for number, group in enumerate(sentence.masked.groups)
    )
