"""Seats told as a line-up: who makes up a group, leads it, or speaks in it for a body."""

import re

from loaders.documents.context.setting import ReadDocument
from loaders.documents.context.units import Unit
from loaders.documents.rules import prose, seats
from loaders.documents.rules.prose import FILL, LIST, Said, Sentence

_REPRESENTED_BY = re.compile(
    rf"(?:«G(?P<group>\d+)»{FILL})?\b(?:företräds|representeras|företräddes|representerades)\b(?P<mid>(?:[^«;]|"
    rf"«[RGBD]\d+»){{0,80}}?)\bav (?P<who>{LIST})(?P<tail>(?:[^«;]|«[RGBD]\d+»)*)"
)
_WITH_AS = re.compile(
    rf"\b(?:med|samt|och)\s+(?P<who>{LIST})\s+som\s+«R(?P<role>\d+)»(?P<tail>(?:[^«;]|«[RGBD]\d+»){{0,80}})"
)
_LEADS = re.compile(
    rf"(?P<who>{LIST}){FILL}\b(?:leder|ledde)\b(?: (?:även|också|nu|numera|dessutom|arbetet i|arbetet "
    rf"inom))*\s+(?:den )?«G(?P<group>\d+)»"
)
_TO_GROUP = re.compile(
    rf"^\s*(?:[Tt]ill|[Ii]|[Ff]ör)\s+(?P<group>«G\d+»)(?P<mid>[^«]{{0,30}}|"
    rf"[^«]{{0,10}}«R\d+»\s*)?:\s*(?P<who>{LIST})(?P<tail>.*)"
)
_JOINED_AS = re.compile(
    rf"\b(?:deltar|medverkar|ingår|bistår|kvarstår|fortsätter|sitter|adjungeras|har fått|har|får|fick|hälsar|hälsade|"
    rf"välkomnar|går|gick)\s+(?P<who>{LIST})\s+(?:som|över till att (?:bli|vara))\s+«R(?P<role>\d+)»(?P<tail>.*)"
)
_INVERTED = re.compile(
    rf"\b(?:[Ii] (?:den |det )?«G(?P<group>\d+)»|Där|Dit)(?P<mid>(?:[^«;]|«[GB]\d+»){{0,30}})\b(?:företräder|"
    rf"representerar|"
    rf"sitter|ingår|företrädde|satt)(?: också| även| numera| dessutom| nu)* (?P<who>{LIST})(?=(?P<tail>(?:[^«;]|"
    rf"«[RGBD]\d+»)*))"
)
_DELEGATION = re.compile(
    r"«B(?P<body>\d+)» (?:representeras|företräds)(?: i «G(?P<group>\d+)»)? av (?P<parts>(?:[^«.;]|«R\d+»|«P\d+»)+)"
)
_IN_BRACKETS = re.compile(r"«G(?P<group>\d+)» \((?P<inner>[^()]*«P\d+»[^()]*)\)")
_ROLE_AND_NAMES = re.compile(rf"«R(?P<role>\d+)»(?: är| har varit)?:?\s+(?P<who>{LIST})")
_CONSISTS = re.compile(
    rf"«G(?P<group>\d+)»{FILL}\b(?:består|bestod|bestått|utgörs|utgjordes|utgjorts)\b{FILL}\bav (?P<who>.*)"
)
_LED_BY = re.compile(
    rf"(?:«G(?P<group>\d+)»|\b(?:NPO|NSG|NAG|RPO|RSG|RAG|LPO)\b),?{FILL}\b(?:leds|leddes|"
    rf"letts)\b(?P<mid>{FILL})\bav (?P<who>{LIST})"
)


def _represented_by(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    for found in _REPRESENTED_BY.finditer(sentence.text):
        whole = sentence.text[: found.end("tail")]
        said = prose.said(whole[: found.start("who")] + found["tail"], sentence, document)
        said.role = None
        if said.group is None:
            continue
        if said.body is None and re.search(r"\b(?:sjukvårds)?regionen\b", whole):
            said.body = document.body
        yield from seats.claimed_seats(found["who"], said, "current", sentence, document, "företräds av")


def _delegation(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    """Read `Region X representeras av ordinarie ledamöter A och B samt av ersättarna C och D`."""
    for found in _DELEGATION.finditer(sentence.text):
        group = prose.context(sentence, document)
        if found["group"] is not None:
            group = prose.meant(sentence.masked.groups[int(found["group"])], sentence, document)
        for part in _ROLE_AND_NAMES.finditer(found["parts"]):
            role = sentence.masked.roles[int(part["role"])]
            said = Said(role, group, sentence.masked.bodies[int(found["body"])])
            yield from seats.claimed_seats(part["who"], said, "current", sentence, document, "företräds av")


def with_as(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    """Read `NPO X, med Anna Ek som ordförande`; other rules may tell of the same person."""
    for found in _WITH_AS.finditer(sentence.text):
        said = prose.said(f"«R{found['role']}»" + found["tail"], sentence, document)
        before = prose.said(sentence.text[: found.start()], sentence, document)
        said.group = said.group or before.group
        if said.body is None and re.search(r"\bföreträds\b", sentence.text[: found.start()]):
            said.body = before.body or document.body
        yield from seats.claimed_seats(
            found["who"], said, "nominated" if sentence.setting.nominated else "current", sentence, document, "med som"
        )


def _joined_as(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    for found in _JOINED_AS.finditer(sentence.text):
        said = prose.said(f"«R{found['role']}»" + found["tail"], sentence, document)
        before = sentence.text[: found.start()]
        if (own := re.search(r"[Ff]rån «([BG])(\d+)»", before)) is not None:
            said.body = (
                sentence.masked.bodies[int(own[2])] if own[1] == "B" else sentence.masked.groups[int(own[2])].name
            )
        elif said.group is None and (has := re.match(r"\s*«G(\d+)»", before)) is not None:
            said.group = prose.meant(sentence.masked.groups[int(has[1])], sentence, document)
        yield from seats.claimed_seats(found["who"], said, "current", sentence, document, "deltar som")


def _inverted(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    for found in _INVERTED.finditer(sentence.text):
        said = prose.said(found["tail"], sentence, document)
        if found["group"] is not None:
            said.group = prose.meant(sentence.masked.groups[int(found["group"])], sentence, document)
        else:  # `Där`: in the group that was told of last
            said.group = sentence.recent[-1] if sentence.recent else None
        if said.group is None:
            continue
        persons = [sentence.masked.persons[number] for number in prose.persons(found["who"])]
        said.body = said.body or next((person.body for person in persons if person.body), None)
        yield from seats.claimed_seats(found["who"], said, "current", sentence, document, "i gruppen sitter")


def _in_brackets(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    """Read `NAG X (ordförande Anna Ek, sekreterare Bo By)`."""
    for found in _IN_BRACKETS.finditer(sentence.text):
        group = prose.meant(sentence.masked.groups[int(found["group"])], sentence, document)
        for part in _ROLE_AND_NAMES.finditer(found["inner"]):
            told = Said(sentence.masked.roles[int(part["role"])], group)
            yield from seats.claimed_seats(part["who"], told, "current", sentence, document, "roll inom parentes")


def _consists(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    """Read `Styrgruppen för X består av Anna Ek (ordförande), Bo By och Cia Dal`."""
    found = _CONSISTS.search(sentence.text)
    if found is None:
        return
    group = prose.meant(sentence.masked.groups[int(found["group"])], sentence, document)
    for part in re.finditer(r"«P(\d+)»(?: som «R(\d+)»)?", found["who"]):
        person = sentence.masked.persons[int(part[1])]
        if not person.roles:
            role = sentence.masked.roles[int(part[2])] if part[2] else None
            yield from seats.claimed_seats(
                f"«P{part[1]}»", Said(role or "ledamot", group), "current", sentence, document, "består av"
            )


def _led_by(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    """Read `NPO X leds sedan årsskiftet av Anna Ek`."""
    for found in _LED_BY.finditer(sentence.text):
        group = prose.context(sentence, document)
        if found["group"] is not None:
            group = prose.meant(sentence.masked.groups[int(found["group"])], sentence, document)
        said = prose.said(found["mid"], sentence, document)
        yield from seats.claimed_seats(
            found["who"], Said(said.role or "ordförande", group, None, said.period), "current", sentence, document,
            "leds av",
        )  # fmt: skip


def _leads(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    for found in _LEADS.finditer(sentence.text):
        group = prose.meant(sentence.masked.groups[int(found["group"])], sentence, document)
        if group is not None and not prose.NEGATED.search(found[0]):
            yield from seats.claimed_seats(
                found["who"], Said("ordförande", group), "current", sentence, document, "leder gruppen"
            )


def _to_group(sentence: Sentence, document: ReadDocument) -> seats.Numbered:
    found = _TO_GROUP.match(sentence.text)
    if found is None:
        return
    said = prose.said(found["group"] + (found["mid"] or "") + found["tail"], sentence, document)
    recent = sentence.before.masked.plain if sentence.before else ""
    proposed = sentence.setting.nominated or re.search(r"nominer|föresl|förslag", recent, re.IGNORECASE)
    opened = re.search(
        r"nominer|föresl|förslag", " ".join(unit.text for unit in _above(sentence, document)), re.IGNORECASE
    )
    yield from seats.claimed_seats(
        found["who"], said, "nominated" if proposed or opened else "current", sentence, document, "till gruppen"
    )


def _above(sentence: Sentence, document: ReadDocument) -> list[Unit]:
    """Return the two units above a sentence's own."""
    place = next((number for number, unit in enumerate(document.units) if unit is sentence.unit), 0)
    return document.units[max(0, place - 3) : place]


RULES = (
    _to_group,
    _in_brackets,
    _consists,
    _led_by,
    _inverted,
    _leads,
    _delegation,
    _represented_by,
    with_as,
    _joined_as,
)
"""Those that say most come first: a person whom one tells of is not told of by the next."""
