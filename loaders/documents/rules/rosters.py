"""Lists of members: a line or list item for each person, under a heading that names group, region or role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.documents.context import areas, entries
from loaders.documents.context.anaphors import anaphor
from loaders.documents.context.entries import ListEntry
from loaders.documents.context.setting import ReadDocument, Setting, resolved, walk
from loaders.documents.context.units import Unit
from loaders.documents.mentions import mentions, people, words
from loaders.documents.mentions.mentions import NamedGroup
from loaders.documents.proposals import Claim, ClaimedMembership, Status, Succession
from loaders.documents.rules import attendance

_NOT_ENTRIES = re.compile(
    r"\s*(?:vid (?:protokollet|anteckningarna|pennan)|justera|text|foto|bild(?=\s*:)|kontakt|källa|författare|redaktör|"
    r"webb|skriven|sammanställ|föredragande|kopia|för kännedom|sändlista|kontaktperson|frågor|"
    r"ansvarig utgivare|uppdaterad av|närvarande|plats|tid|datum|nästa möte|moderator|talare|"
    r"föreläsare)\w*\b[^:]{0,30}[:\t]",
    re.IGNORECASE,
)
_MARK = re.compile(r"«[A-Z]\d+»")
_RESIDUE = re.compile(r"[a-zåäöA-ZÅÄÖ]{3,}")
_LABEL = re.compile(
    r"\s*(?:«R\d+» (?:från|för|åt) «[BGP]\d+»|(?:Avgå|Ny|Slutat|Utträd|Ordinarie|Tillträd|Lämna|Inval)[\wåäö "
    r"]{2,40}|«G\d+»):\s*(?:«R\d+»:?\s*)?«P"
)
_OF_BODY = re.compile(r"\s*[A-ZÅÄÖ][\wåäöÅÄÖ-]{1,20}: «P\d+»(?:\s*(?:,|och|samt|/)|\s*$)")
"""A short name of a body before its person, in a list that a line has opened: `SG: Anna Ek`."""
_OPENS_LIST = re.compile(
    r"(?:ledamöter(?:na)?|medlemmar(?:na)?|representant(?:er(?:na)?)?|ersättar(?:e|na)|ingår|består av|"
    r"följande|utses|nomineras|föreslås|enligt|(?:ordförande|processledare)(?:n|na)? är)\b[^:]{0,60}:\s*$",
    re.IGNORECASE,
)


_TITLE_LEAD = re.compile(
    r"^\s*(?:(?:doc|prof|dr|docent|professor|med\.? ?dr|leg\.? ?läk)\b\.?,?\s+)+(?=[A-ZÅÄÖ])", re.IGNORECASE
)
_LEAVING = re.compile(r"», (?:avgår|slutar|lämnar) (?:som|från|ur|sitt)\b")
"""A whole sentence about somebody with a body between commas, not an entry of a list."""
_LEFT_LABEL = re.compile(r"\s*(?:Avgå|Slutat|Utträd|Lämna|Tidigare)[^:]{0,40}:")


_ADDRESS = re.compile(r"\s*(?:Box \d{2,5}\b|\d{3} ?\d{2} [A-ZÅÄÖ][a-zåäö]+\s*$)")
"""A postal address: the people around it are whom to write to."""


def find(document: ReadDocument) -> Iterator[Claim]:
    """Yield memberships, and successions that a line tells by `ersätter` or `efter`."""
    taken = attendance.taken(document)
    lines = [(unit, setting) for unit, setting in walk(document) if unit.kind != "table" and id(unit) not in taken]
    addressed = {id(setting) for unit, setting in lines if _ADDRESS.match(unit.text)}
    opened: Setting | None = None
    others = False
    leaving: tuple[Setting, str] | None = None
    place = 0
    while place < len(lines):
        unit, setting = lines[place]
        place += 1
        if unit.kind == "heading":
            opened, others = None, False
            continue
        text = _TITLE_LEAD.sub("", unit.text)
        if _OPENS_LIST.search(text):
            opened = _opening(text, opened or setting, document)
            continue
        if text.rstrip().endswith(":") and len(text) < 60:
            others = words.OTHER_LIST.search(text) is not None
        if others or id(setting) in addressed:
            continue
        led = areas.led_by_area(text, (opened or setting).kind, document.gazetteer)
        if led is not None:
            text = led[1]
        if setting.group is not None and setting.lists_people and (label := _CHANGE.match(text)) is not None:
            here = replace(setting, nominated=setting.nominated or label["proposed"] is not None)
            leaving = leaving if leaving is not None and leaving[0] is setting else None
            for entry in _changed(text, label, None if leaving is None else leaving[1], document):
                yield from entry_claims(entry, unit, here, document, "lista: byte")
                leaving = (setting, entry.person) if label["old"] or label["now"] else None
                document.listed.add(id(unit))
            continue
        # A name alone goes on with its details on the line below.
        alone = _name_alone(text)
        while place < len(lines) and alone and text.count(", ") < 4 and _only_details(lines[place][0], document):
            text = f"{text}, {lines[place][0].text.strip()}"
            place += 1
        if led is None and not is_entry(unit, text, setting, opened is not None, document):
            opened = opened if unit.kind == "item" or not entries.is_prose(text) else None
            continue
        here = opened or setting
        if led is not None:
            here = replace(here, group=led[0])
        if _LEFT_LABEL.match(text):
            here = replace(here, role=None)
        document.listed.add(id(unit))
        for entry in entries.entries(text, document):
            yield from entry_claims(entry, unit, here, document, "lista")


_CHANGE = re.compile(
    r"\s*(?:(?P<old>Avgår|Avgående|Slutar|Lämnar|Tidigare)|(?P<now>Nuvarande)|"
    r"(?P<proposed>Nomineras|Nominerad|Föreslås|Förslag(?: till)?(?: ny)?)|"
    r"(?P<new>Ny|Nytt|Tillträder|Tillträdande|Efterträdare|Efterträds av|Ersätts av|Ersättare blir|Utses))"
    r"(?P<role> [a-zåäö]+(?: ordförande)?)?\s*:\s*(?=[A-ZÅÄÖ])"
)
"""A label in a group's section that tells who leaves or who comes: `Avgår: Anna Ek`, `Ersätts av: Bo By`."""


def _changed(text: str, label: re.Match[str], leaving: str | None, document: ReadDocument) -> Iterator[ListEntry]:
    """Yield the persons after a label of a change, each with the role and status that it tells and whom they follow."""
    role = words.ROLE.search(label["role"] or "")
    found = list(entries.entries(text[label.end() :], document))
    for entry in found:
        entry.roles = entry.roles or ([(words.role_of(role), None)] if role else [])
        entry.status = entry.status or ("ended" if label["old"] else None)
        if leaving is not None and len(found) == 1 and (label["new"] or label["proposed"]):
            entry.replaces = entry.replaces or leaving
        yield entry


_MEMBERS = ("ledamot", "ersättare", "adjungerad")
_APPOINTS = re.compile(r"\b(?:utser|utsåg|tillsätter|tillsatte|väljer|valde)\b", re.IGNORECASE)
_SEATS = re.compile(r"ledamöter|medlemmar|sammansättning|representanter", re.IGNORECASE)
_PROGRAMME = re.compile(r"\b[Vv]årdprogram(?:met)?(?: för)? ([a-zåäö-]{4,}(?: (?:och )?[a-zåäö-]{4,}){0,3})$")
"""A section on a vårdprogram: a list of members that it opens is of those who write it."""
_IS = re.compile(r"«R(\d+)» är:\s*$")
"""`Ordförande är:` tells the role of those below."""
_SENT = re.compile(r"^(?:\w+ )?«B(\d+)»(?:s)? (?:(?:företräds|representeras) av )?(?:\w+ ){0,2}«R")


def _opening(text: str, setting: Setting, document: ReadDocument) -> Setting:
    """Return what a line before a list tells of everybody in it: `Region X representeras av ersättarna:`."""
    masked = document.mask(text, attach=False)
    sent, own = _SENT.match(masked.text), _IS.search(masked.text)
    roles = list(dict.fromkeys(masked.roles))
    programme = _PROGRAMME.search(setting.section or "") if _SEATS.search(text) else None
    named = setting.group is not document.group or (
        any(not group.generic for group in masked.groups) and not _APPOINTS.search(text)
    )
    of = f"Vårdprogramgruppen {programme[1]}" if programme and not named else None
    return replace(
        setting,
        group=NamedGroup(of, "ovrig", 0, 0) if of else setting.group,
        kind=areas.kind_of_list(text) or setting.kind,
        nominated=setting.nominated or re.search(r"nominer|föresl|förslag", text, re.IGNORECASE) is not None,
        body=masked.bodies[int(sent[1])] if sent else setting.body,
        role=masked.roles[int(own[1])]
        if own is not None
        else roles[0]
        if len(roles) == 1 and roles[0] in _MEMBERS
        else setting.role or "ledamot",
    )


def _name_alone(text: str) -> bool:
    return people.SHAPE.fullmatch(text.strip()) is not None and people.plausible(text.strip())


def _only_details(unit: Unit, document: ReadDocument) -> bool:
    """Tell whether a line holds details of the person above: bodies, roles or a title, nobody's name."""
    if (
        unit.kind == "heading"
        or len(unit.text) > 140
        or entries.is_prose(unit.text)
        or words.NOBODY.fullmatch(unit.text)
    ):
        return False
    masked = document.mask(entries.separated(unit.text), attach=False)
    if masked.persons or (unit.kind == "item" and _name_alone(unit.text)):
        return False
    return bool(masked.bodies or masked.roles or words.TITLE.search(masked.text) or document.gazetteer.body(unit.text))


def is_entry(unit: Unit, text: str, setting: Setting, opened: bool, document: ReadDocument) -> bool:
    """Tell whether a line lists people: its heading says so, or it is laid out as nothing else is."""
    if people.SHAPE.search(text) is None or _sentence(text):
        return False
    if _NOT_ENTRIES.match(text) or len(text) > 600:
        return False
    masked = document.mask(entries.separated(text), attach=False)
    if setting.lists_others and not (masked.roles and re.search(r"kontakt", setting.section or "", re.IGNORECASE)):
        return False
    if not masked.persons or entries.is_prose(
        re.sub(
            r"«[A-Z]\d+»|[,(]\s*(?:ersätter|efterträder|avgår|slutar|tillträder|nomineras|föreslås|utsedd|vald|"
            r"lämnar|föreslagen)\b",
            "",
            masked.text,
        )
    ):
        return False
    titled = setting.lists_people and re.match(r"\s*«P\d+»,", masked.text) and not _LEAVING.search(masked.text)
    wordy = not titled and len(_RESIDUE.findall(_MARK.sub(" ", masked.text))) > 3
    if text.rstrip().endswith(".") and (wordy or _LEAVING.search(masked.text)):
        return False
    lead = re.match(
        r"\s*(?:«[RBGP]\d+»|[a-zåäö][\wåäö -]{3,40}(?=\s*«P)|(?=«P)|[A-ZÅÄÖ][\wåäö-]*(?:läkare|sköterska|"
        r"professor|docent|chef|direktör|strateg)\s+(?=«P))",
        masked.text,
    )
    listing = setting.lists_people or opened
    if lead is None and listing and unit.kind == "item":
        lead = re.match(r"[A-ZÅÄÖa-zåäö]{2}[^«:.]{1,50}(?=«P)", masked.text)  # a title: `Professor, rektor, Anna Ek`
    if lead is None and not (listing and _LABEL.match(masked.text)) and not (opened and _OF_BODY.match(masked.text)):
        return False
    if setting.lists_people or opened or setting.role is not None:
        return True
    listed = bool(masked.roles or masked.bodies) and not re.search(r"\d{2}[.:]\d{2}", text)
    return listed and (bool(masked.roles) or bool(masked.groups)) and not _titled_only(masked.text)


def _sentence(text: str) -> bool:
    """Tell whether a long line is so plainly prose that it isn't worth a closer look."""
    return len(text) > 300 and text.count(". ") > 1 and text.rstrip().endswith(".")


def _titled_only(text: str) -> bool:
    return re.search(rf"«R\d+»(?:\s+(?:vid|på)\s|{mentions.OTHER_BODY})", text) is not None


def entry_claims(
    entry: ListEntry, unit: Unit, setting: Setting, document: ReadDocument, rule: str, role: str | None = None
) -> Iterator[Claim]:
    """Yield what one entry of a list or table says."""
    beside = entry.beside
    if beside is not None and beside.kind in ("rcc", "ovrig") and (setting.group or document.group):
        beside = None  # where the person works, not another list
    group = group_for(entry.group or beside, setting, document, [])
    entry.roles = [(told, None if of and group and of.name == group.name else of) for told, of in entry.roles]
    own = [(role, of) for role, of in entry.roles if of is not None]
    if len(own) == len(entry.roles) == 1 and (entry.replaces or setting.nominated) and "tillika" not in entry.quote:
        group = group_for(own[0][1], setting, document, [])
        entry.roles = [(own[0][0], None)]
    body = entry.body or setting.body
    if entry.body is not None:
        document.people.body.setdefault(entry.person, entry.body)
    hint: Status = "nominated" if setting.nominated else "current"
    status = entries.status_of(entry, document.as_of, hint)
    quote = entry.quote or entry.person
    for told_role, of in entry.roles:
        if of is None:
            continue
        other = group_for(of, setting, document, [])
        if other is not None:
            yield ClaimedMembership(
                quote, unit.spot, f"{rule}: tillika", entry.person, other.name, other.kind, told_role, body, status
            )
    if group is None:
        return
    for kind, told_role in entry.levels:
        if (area := _OF_AREA.match(group.name)) is not None:
            yield ClaimedMembership(
                quote, unit.spot, f"{rule}: på annan nivå", entry.person, f"{kind} {area[1]}", kind.casefold(),
                told_role, body, status,
            )  # fmt: skip
    own_roles = [told_role for told_role, of in entry.roles if of is None]
    if not own_roles and (entry.elsewhere or entry.roles) and rule == "lista" and not _of_members(setting):
        return  # a line about a role held elsewhere, not one of the members of the group above
    main = _main_roles(own_roles, role or setting.role)
    for told_role in main:
        yield ClaimedMembership(
            quote, unit.spot, rule, entry.person, group.name, group.kind, told_role, body, status,
            entry.period.start, entry.period.end, deputises=entry.deputises if told_role == "ersättare" else None,
        )  # fmt: skip
    if entry.replaces is not None:
        ended: Status = "current" if status == "nominated" else "ended"
        yield Succession(
            quote, unit.spot, f"{rule}: ersätter", entry.person, entry.replaces, group.name, main[0], entry.period.start
        )
        yield ClaimedMembership(
            quote, unit.spot, f"{rule}: ersätts", entry.replaces, group.name, group.kind, main[0],
            document.people.body.get(entry.replaces), ended,
        )  # fmt: skip


def _of_members(setting: Setting) -> bool:
    """Tell whether the lines here are a group's members: their heading says so, not only which group it is."""
    return setting.role is not None or words.LIST_HEADING.search(setting.section or "") is not None


_OF_AREA = re.compile(r"(?:NPO|NSG|RPO|RSG|LPO)\s+(.+)")


def _main_roles(own: Sequence[str], heading: str | None) -> list[str]:
    """Return the roles of an entry: its own, else the heading's, else member."""
    roles = list(dict.fromkeys(own))
    if len(roles) > 1 and "ledamot" in roles and any(each in ("ordförande", "vice ordförande") for each in roles):
        roles.remove("ledamot")
    return roles or [heading or "ledamot"]


def group_for(
    group: NamedGroup | None, setting: Setting, document: ReadDocument, recent: Sequence[NamedGroup]
) -> NamedGroup | None:
    """Return the group that a mention means here; that of the section or the document when there is no mention."""
    if group is None:
        return setting.group or document.group
    around = " ".join((group.name, *setting.headings))
    if group.generic:
        return anaphor(group, setting, document, recent)
    return resolved(group, document, around)
