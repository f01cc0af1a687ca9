"""Seats told in prose: appointed, proposed, sitting, prolonged, leaving."""

import re
from collections.abc import Iterator

from loaders.documents.context.anaphors import topic
from loaders.documents.context.setting import ReadDocument
from loaders.documents.mentions import dates, words
from loaders.documents.mentions.mentions import NamedGroup
from loaders.documents.proposals import Claim, ClaimedMembership, Status, Succession
from loaders.documents.rules import line_ups, prose, seats
from loaders.documents.rules.prose import FILL, LIST, Said, Sentence

_DECIDED = (
    r"(?:utses|utsågs|utsetts|utsedd|utsedda|väljs|valdes|valts|vald|valda|tillträder|tillträdde|tillträtt|förordnas|"
    r"förordnades|blir|blev|blivit|inträder|inträdde|har tagit plats|tar plats|går in|gick in|adjungeras|adjungerades|"
    r"invaldes|inväljs|välkomnas|hälsas välkommen|utökas med|kompletteras med)"
)
_PROPOSED = (
    r"(?:nomineras|nominerades|nominerats|nominerad|nominerade|föreslås|föreslogs|föreslagits|föreslagen|"
    r"föreslagna|kandiderar)"
)
_ACTIVE = (
    r"(?:(?P<chooses>utser|utsåg|utse|utsett|väljer|valde|välja|valt|adjungera[rt]?|adjungerade|förordnar|"
    r"tillsätter|tillsatte)|"
    r"(?P<names>nominerar|nominerade|nominera|nominerat|föreslår|föreslog|föreslå|föreslagit)|"
    r"(?P<drops>entledigar|entlediga|entledigade))"
)
_SITS = (
    r"(?:är(?: fortsatt| numera| nu)?|var|har varit|fungerar som|vikarierar som|fortsätter(?= till|\s+t\.o\.m| i «G)|"
    r"verkar som|stannar(?: kvar)? som|blir kvar som|kvarstår som|"
    r"fortsätter som|(?:går över|gick över|övergår|övergick) till att (?:bli|vara)|"
    r"sitter(?: kvar)? som|deltar som|medverkar som|tjänstgör som|arbetar som|fortsätter att vara|"
    r"ingår(?: som)?|sitter(?: kvar)?|företräder|representerar|deltar(?= för)|har rollen som|har uppdraget som|agerar)"
)
_LEAVES = (
    r"(?:avgår|avgick|har avgått|avgått|slutar|slutade|har slutat|(?:lämnar|lämnade|(?:har )?lämnat|lämna)"
    r"(?=\s+(?:då |därmed |nu |dock |därför |på egen begäran )?(?:sitt|sin|sina|uppdrag|plats|grupp|råd|roll|"
    r"post|\w*ordförande|"
    r"arbetsgrupp|"
    r"programområd|styrgrupp|«[RGD]|vid |efter |i |under |som «R|med |per )|\s*[.,;]|\s*$)|hoppa(?:r|de|t) av|"
    r"kliv(?:er|it) av|avsagt sig|avsäger "
    r"sig|avsade sig|avsluta(?:r|de|t) (?=sitt uppdrag|sin roll)|"
    r"entledigas|entledigades|träder tillbaka|trädde tillbaka|trätt tillbaka|frånträder|frånträdde|går ur|gick "
    r"ur|har frånträtt)"
)
_POST = re.compile(
    r"\b(?:sin tjänst|sin anställning|tjänsten som|mötet|i pension|sjukhuset|som (?:verksamhetschef|direktör|"
    r"chef|regiondirektör)|uppdraget att|tidigare (?:i dag|idag|än vanligt)|för dagen)\b"
)
"""What somebody leaves that is no seat, or only for the day."""
_NEXT = r"(?:,|\bsamt\b|\boch\b)\s+(?:att\b|(?=till «R))"
"""Where the next of several decisions in one sentence begins."""
_SUBJECT_FIRST = re.compile(
    rf"(?P<who>{LIST}),?{FILL}\b(?:(?P<decided>{_DECIDED})|(?P<proposed>{_PROPOSED})|(?P<sits>{_SITS})|"
    rf"(?P<leaves>{_LEAVES}))\b(?=(?P<tail>(?:[^«;]|«[RGBD]\d+»)*))"
)
_VERB_FIRST = re.compile(
    rf"(?P<head>(?:[^«;]|«[RGBD]\d+»){{0,160}}?)\b(?:(?P<decided>{_DECIDED})|(?P<proposed>{_PROPOSED})|"
    rf"{_ACTIVE})\b(?P<mid>(?:[^«;]|«[RGBD]\d+»){{0,60}}?)(?P<who>{LIST})(?=(?P<tail>(?:[^«;]|«[RGBD]\d+»)*))"
)
_ROLE_IS = re.compile(
    rf"«R(?P<role>\d+)»(?P<mid>(?:[^«.;:]|«[GBD]\d+»){{0,80}}?)(?:\b(?:är|blir|var|har varit|är fortsatt)\b(?: "
    rf"(?:fortsatt|nu|numera|även))?\s*|:\s*)(?P<who>{LIST})"
)
_ROLE_BEFORE = re.compile(
    r"(?<!som )(?<!till )(?<!för )«R(?P<role>\d+)»(?P<of> (?:i|för|av) «G\d+»)?,? «P(?P<who>\d+)»"
)
_THANKED = re.compile(
    rf"\b(?:tackar|tackade|tackas|tackades|avtackas|avtackades|avtackade|avtackar)\b{FILL}(?P<who>{LIST})(?P<tail>{FILL}"
    r"\b(?:som|tid som|arbete som|insats som|uppdrag som) «R\d+»(?:(?:[^«;]|«[RGBD]\d+»)*))"
)


def find(document: ReadDocument) -> Iterator[Claim]:
    """Yield the memberships that sentences tell of."""
    for sentence in prose.sentences(document):
        if words.QUOTED.search(sentence.text) or sentence.setting.lists_others or id(sentence.unit) in document.listed:
            continue
        told: set[int] = set()
        yield from _beside_names(sentence, document)
        for rule in (
            *line_ups.RULES,
            _for_body,
            _prolonged,
            _thanked,
            _subject_first,
            _verb_first,
            _role_is,
            _role_before,
        ):
            for number, proposal in rule(sentence, document):
                if number not in told or rule in (_role_before, line_ups.with_as):
                    yield proposal
                told.add(number)


def _beside_names(sentence: Sentence, document: ReadDocument) -> Iterator[ClaimedMembership]:
    for person in sentence.masked.persons:
        if person.body is not None:
            document.people.body.setdefault(person.name, person.body)
        for role, name in person.roles:
            group = (
                next((each for each in sentence.masked.groups if each.name == name), None)
                if name
                else prose.context(sentence, document)
            )
            if group is not None:
                ended = re.search(r"\b(?:tidigare|avgående)\b", person.notes)
                period = prose.period(person.notes, sentence.masked, document)
                yield seats.seat(
                    person.name,
                    person.body,
                    role,
                    group,
                    "ended" if ended and "tidigare" in ended[0] else "current",
                    period,
                    sentence,
                    "roll vid namnet",
                )


def _subject_first(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    text = _relatives(sentence.text)
    for found in _SUBJECT_FIRST.finditer(text):
        if prose.NEGATED.search(found[0]):
            continue
        tail = re.split(_NEXT, found["tail"])[0]
        nominating = re.match(r"\s*att\s+(?:nomineras|utses|väljas)|\s*(?:att )?(?:nomineras|ingå)", tail)
        said = prose.said(tail, sentence, document)
        if found["leaves"]:
            yield from _left(found, said, text, sentence, document)
            continue
        if said.group is None and (led := re.search(r"\b[Ii]\s+«G(\d+)»", text[: found.start()])) is not None:
            said.group = prose.meant(sentence.masked.groups[int(led[1])], sentence, document)
        verb = found["sits"] or ""
        if verb in ("företräder", "representerar") and (twice := _FOR_GROUP.match(tail)) is not None:
            said.group = prose.meant(sentence.masked.groups[int(twice[2])], sentence, document)
            said.body = sentence.masked.groups[int(twice[1])].name
        if found["sits"]:
            if re.match(r"(?:är|var|har varit|deltar|agerar|fungerar|verkar|arbetar)", verb) and said.role is None:
                continue
            if (
                verb.startswith(("företräder", "representerar", "sitter", "ingår"))
                and said.role is None
                and said.group is None
                and not (verb == "sitter kvar" and sentence.topic is not None)
            ):
                continue
            over = verb in ("var", "har varit") and (said.period.end or re.search(r"\btidigare\b", found[0]))
            status: Status = "ended" if over else "current"
            needs = verb != "sitter kvar" or sentence.topic is None
            yield from seats.claimed_seats(found["who"], said, status, sentence, document, "sitter", needs=needs)
            continue
        if (found["decided"] or "").startswith("adjunger"):
            said.role = said.role or "adjungerad"
        proposed = bool(found["proposed"]) or sentence.setting.nominated
        if said.role is None and said.group is None and not nominating:
            continue
        if nominating and said.group is None:
            said.group = _structure(sentence, document)
        yield from seats.claimed_seats(
            found["who"], said, prose.status(proposed, said.period.start, document), sentence, document,
            "föreslås" if proposed else "utses", needs=not nominating,
        )  # fmt: skip


_FOR_GROUP = re.compile(r"\s*«G(\d+)» i «G(\d+)»")
"""A group is represented in another: `företräder RSL i styrgruppen för X`."""


def _left(found: re.Match[str], said: Said, text: str, sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    if _POST.search(found["tail"]):
        return
    moved = {fact.predecessor for fact in document.quoted.get(sentence.quote, ()) if isinstance(fact, Succession)}
    if said.role == "ersättare" and re.search(r"\b(?:en|någon|ny|hitta|söker|finna|utse|utses) «R", found["tail"]):
        said.role = None
    for number in prose.persons(found["who"]):
        name = sentence.masked.persons[number].name
        if said.group is None and name in moved:
            continue  # a succession has told which seat
        group = said.group or prose.context(sentence, document)
        known = prose.known_role(name, group.name if group else None, document)
        if (
            said.role is None
            and said.group is None
            and known is None
            and sentence.setting.group is None
            and sentence.topic is None
            and not re.search(r"\b(?:uppdrag|plats)", text)
        ):
            continue
        end = said.period.end or prose.effective(found["tail"], sentence.masked, document)
        if end is not None and end.endswith("-01-01") and "årsskiftet" in sentence.masked.plain:
            end = f"{int(end[:4]) - 1}-12-31"
        to_come = end is not None and document.as_of is not None and dates.last_day(end) > document.as_of
        period = dates.Period(None, end)
        filled = Said(
            said.role or (known.role if known else None) or "ledamot", group, said.body, period, said.elsewhere
        )
        yield from seats.claimed_seats(
            f"«P{number}»", filled, "current" if to_come else "ended", sentence, document, "avgår"
        )


def _relatives(text: str) -> str:
    """Return the text with `X, som är …` as a clause of its own."""
    return re.sub(
        r"(«P\d+»), som (?=är|var|har|sitter|ingår|avgår|avgick|utses|utsågs|"
        r"efterträder|lämnar|kvarstår|fortsätter|stannar|blir|företräder|representerar|leder|tillträder)",
        r"\1; \1 ",
        text,
    )


def _structure(sentence: Sentence, document: ReadDocument) -> NamedGroup | None:
    """Return the structure that a section is about, for nominations that don't say to which of its groups."""
    own = document.group.organisation if document.group is not None else None
    others = [group for group in sentence.recent if not group.generic and (own is None or group.organisation != own)]
    if others:
        return others[-1]
    name = topic(sentence.setting)
    if name is None or not re.search(r"struktur|grupp|råd|kommitté|utskott|delegation", name):
        return None
    return NamedGroup(name[:1].upper() + name[1:], "ovrig", 0, 0)


_DECIDER = re.compile(r"(?:den |det )?«G(\d+)»\s*(?:har )?(?:\w+ ){0,3}$")
"""Who appoints, right before the verb: where the paragraph is about another group, the seat is in that one."""


def _own(group: NamedGroup, document: ReadDocument) -> bool:
    """Tell whether a group is the one that the document is about."""
    return document.group is not None and group.name == document.group.name


def _verb_first(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    for found in _VERB_FIRST.finditer(sentence.text):
        if prose.NEGATED.search(found[0]) or found["mid"].rstrip().endswith((" för", " åt", " efter", " av", " är")):
            continue
        head = re.split(rf"[.;]|\bom att\b|{_NEXT}", found["head"])[-1]
        section = sentence.setting.group if sentence.setting.group is not document.group else None
        if (decides := _DECIDER.search(head)) is not None and (found["names"] or found["chooses"]):
            decider = prose.meant(sentence.masked.groups[int(decides[1])], sentence, document)
            if sentence.topic or section or decider is None or _own(decider, document):
                head = head[: decides.start()]
        said = prose.said(found["mid"] + " " + re.split(_NEXT, found["tail"])[0], sentence, document)
        before = (
            prose.said(head, sentence, document)
            if re.search(r"\b(?:[Tt]ill|[Ss]om|[Ii]|[Nn]y|[Nn]ya)\b[^«]{0,30}«[RG]", head)
            or re.match(r"\s*«[RG]", head)
            else Said()
        )
        said.role, said.group = said.role or before.role, said.group or before.group
        said.body = said.body or (before.body if re.search(r"(?:för|från) «B", head) else None)
        if (
            said.body is None
            and (found["names"] or found["chooses"])
            and (own := re.search(r"«B(\d+)»\s*$", head.rstrip() + " ")) is not None
        ):
            said.body = sentence.masked.bodies[int(own[1])]
        if before.elsewhere and said.group is None:
            continue
        choosing = (
            bool(found["names"] or found["chooses"]) and re.match(r"\s*(?:att|som|till)\b", found["tail"]) is None
        )
        if choosing and said.group is None and said.role is None:
            said.group = _open_seat(sentence, document) or sentence.topic or section
        if found["drops"]:
            yield from _left(found, said, sentence.text, sentence, document)
            continue
        if (found["chooses"] or "").startswith("adjunger") and said.role is None:
            said.role = "adjungerad"
        proposed = bool(found["proposed"] or found["names"]) or sentence.setting.nominated
        nominating = proposed and re.match(r"\s*att\s+(?:nomineras|ingå)", found["tail"]) is not None
        if said.group is None and said.role is None and nominating:
            said.group = _structure(sentence, document)
        yield from seats.claimed_seats(
            found["who"], said, prose.status(proposed, said.period.start, document), sentence, document,
            "föreslås" if proposed else "utses", needs=not nominating and not (found["names"] and said.body),
        )  # fmt: skip


_EMPTY = re.compile(r"\b(?:vakan\w+|obesatt|obemannad|tom|ledig|saknas|saknar)\b")


def _open_seat(sentence: Sentence, document: ReadDocument) -> NamedGroup | None:
    """Return the group of which the sentence before in the paragraph tells that a seat is empty."""
    before = sentence.before
    if before is None or before.unit is not sentence.unit or _EMPTY.search(before.text) is None:
        return None
    return prose.said(before.text, before, document).group


def _role_is(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    for found in _ROLE_IS.finditer(sentence.text):
        said = prose.said(f"«R{found['role']}»" + found["mid"], sentence, document)
        former = re.search(r"(^|\b)(?:tidigare|avgående|förra)\s*$", sentence.text[: found.start()], re.IGNORECASE)
        if former and not (found[0].count(":") and sentence.setting.group is not None and former[1] == ""):
            continue
        before = sentence.text[: found.start()]
        has = re.match(r"\s*«G(\d+)»[^«]{0,30}\b(?:har|består av|får|fick)\b", before)
        if said.group is None and has is not None:
            said.group = prose.meant(sentence.masked.groups[int(has[1])], sentence, document)
        if said.group is None and sentence.topic is None and found.start() == 0:
            said.group = _just_named(sentence)
        yield from seats.claimed_seats(
            found["who"],
            said,
            "ended" if former else "nominated" if sentence.setting.nominated else "current",
            sentence,
            document,
            "rollen är",
        )


def _just_named(sentence: Sentence) -> NamedGroup | None:
    """Return the one group that the sentence before in the paragraph names: `… NPO X. Processledare är …`."""
    before = sentence.before
    if before is None or before.unit is not sentence.unit or before.masked.persons:
        return None
    named = [group for group in before.masked.groups if not group.generic]
    return named[0] if len(named) == 1 else None


_OF_OTHERS = re.compile(r"(?:\b[A-ZÅÄÖ][a-zåäö]{3,}(?: [a-zåäö]+)?s|\b[A-ZÅÄÖ]{2,5}:?s?) $")
"""Whose chair it is, when that is no group: `Sveriges läkarförbunds ordförande Anna Ek`."""


def _role_before(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    for found in _ROLE_BEFORE.finditer(sentence.text):
        said = prose.said(f"«R{found['role']}»" + (found["of"] or ""), sentence, document)
        if said.role in ("ledamot", "ersättare", "inbjuden") and said.group is None and not document.group:
            continue
        before = sentence.text[: found.start()]
        if re.search(r"\b(?:tidigare|förra|f\.d\.)\s*$|«G\d+» \([^()]*$", before, re.IGNORECASE):
            continue
        if _OF_OTHERS.search(before):
            continue
        if said.group is None and (
            led := re.search(r"«G(\d+)»[^«]{0,20}\b(?:leds av|har|med|fått)\b[^«]{0,20}$", before)
        ):
            said.group = prose.meant(sentence.masked.groups[int(led[1])], sentence, document)
        leaving = re.search(r"\bavgående\s*$", before, re.IGNORECASE)
        yield from seats.claimed_seats(
            f"«P{found['who']}»", said, "ended" if leaving else "current", sentence, document, "rollen före namnet"
        )


_FOR_BODY = re.compile(
    rf"\b(?:företräder|representerar|företrädde|representerade) (?P<who>{LIST})(?P<tail>(?:[^«;]|«[BGD]\d+»)*)"
)


def _for_body(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    """Read `Från den 1 april företräder Anna Ek Region Kalmar län i NPO X`."""
    for found in _FOR_BODY.finditer(sentence.text):
        beside = " ".join(sentence.masked.persons[number].notes for number in prose.persons(found["who"]))
        said = prose.said(f"{found['tail']} {beside}", sentence, document)
        if said.group is None:
            continue
        before = prose.period(sentence.text[: found.start()], sentence.masked, document)
        said.period = dates.Period(said.period.start or before.start, said.period.end)
        yield from seats.claimed_seats(
            found["who"], said, prose.status(False, said.period.start, document), sentence, document, "företräder"
        )


_PROLONGED = re.compile(
    rf"\b(?:[Ff]örordnandet|[Mm]andatet|[Uu]ppdraget|[Mm]andattiden)(?P<as> som «R\d+»(?: i «G\d+»)?)? för "
    rf"(?P<who>{LIST})(?P<tail>,?{FILL}"
    r"\b(?:förläng\w+|fortsätter|löper (?:vidare|till|ut)|går ut|gäller)\b(?:[^«;]|«[RGBD]\d+»)*)|"
    rf"\b(?:förläng\w+|omvälj\w+|omnominera\w*|omval av) (?:mandatet |förordnandet |uppdraget )?(?:för "
    rf")?(?P<who2>{LIST})(?P<tail2>(?:[^«;]|«[RGBD]\d+»)*)|"
    rf"(?P<who3>{LIST}),?{FILL}\b(?:omväljs|omvaldes|omvalts|omnomineras|förlängs)\b(?P<tail3>(?:[^«;]|«[RGBD]\d+»)*)"
)


def _prolonged(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    """Read `Förordnandet för Anna Ek förlängs till 2027` and `Bo By omväljs`."""
    for found in _PROLONGED.finditer(sentence.text):
        who, tail = next(
            (found[f"who{number}"], found[f"tail{number}"]) for number in ("", "2", "3") if found[f"who{number}"]
        )
        said = prose.said(f"{found['as'] or ''} {tail}", sentence, document)
        said.role = said.role or sentence.setting.seat
        beside = [sentence.masked.persons[number].roles for number in prose.persons(who)]
        before = prose.said(sentence.text[: found.start()], sentence, document)
        said.group = said.group or before.group
        if any(beside) or (said.role is None and said.group is None and sentence.setting.group is None):
            continue
        yield from seats.claimed_seats(who, said, "current", sentence, document, "förlängs", needs=False)


def _thanked(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    for found in _THANKED.finditer(sentence.text):
        said = prose.said(found["tail"], sentence, document)
        yield from seats.claimed_seats(found["who"], said, "ended", sentence, document, "avtackas")
