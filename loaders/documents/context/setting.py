"""What a document is about: its group and body, and the headings over each unit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph import kinds
from loaders.documents.context import areas, days, titles
from loaders.documents.context.units import Unit, units_of
from loaders.documents.mentions import mentions, words
from loaders.documents.mentions import people as naming
from loaders.documents.mentions.gazetteer import Gazetteer
from loaders.documents.mentions.mentions import NamedGroup
from loaders.documents.proposals import Claim, ClaimedMembership
from loaders.documents.text.blocks import Block

_MINUTES = re.compile(
    r"protokoll|anteckning(?:ar)?\b|minnesant|\bmöte[nt]?s?\b|sammanträde|dagordning|\bkallelse|närvarande",
    re.IGNORECASE,
)
_TOP = 14
_PREPARING = (
    (r"\binera", "Ineras beredningsgrupp"),
    (r"\bNHV\b|nationell högspecialiserad|högspecialiserade vården", "Beredningsgruppen för NHV"),
    (r"\bSGMR\b|medicinska råd", "SGMR beredningsgrupp"),
    (r"\bNRF\b|norra regionförbund|norra sjukvårdsregionförbund", "Beredningsgruppen NRF"),
    (
        r"\bSKS\b|styrgrupp\w* för (?:nationellt system för )?kunskapsstyrning|nationella (?:stödfunktion|system)",
        "Beredningsgruppen",
    ),
)
"""Whom each of the groups called beredningsgrupp prepares for (DESIGN §2)."""


@dataclass
class Setting:
    """What the headings over a unit say."""

    group: NamedGroup | None = None
    body: str | None = None
    role: str | None = None
    seat: str | None = None
    """The role that the heading is about: `Ordförande i RPO X`."""
    headings: tuple[str, ...] = ()
    nominated: bool = False
    lists_people: bool = False
    lists_others: bool = False
    hosting: bool = False
    kind: str | None = None
    """The kind whose groups are told by their areas alone: under `Nationella programområden`."""

    @property
    def section(self) -> str | None:
        """The innermost heading."""
        return self.headings[-1] if self.headings else None


@dataclass(eq=False)
class ReadDocument:
    """A document opened for the rules."""

    name: str
    units: list[Unit]
    gazetteer: Gazetteer
    people: naming.PeopleOfDocument = field(default_factory=naming.PeopleOfDocument)
    day: str | None = None
    meeting: str | None = None
    """The day of the meeting, when it is told as such."""
    near: str | None = None
    """The day that days without a year are near to: the document's own, or the middle of a report's year."""
    as_of: str | None = None
    """The day that tells what is over and what is to come: the document's own, else the end of a report's year."""
    group: NamedGroup | None = None
    body: str | None = None
    sender: str | None = None
    """The only region or sjukvårdsregion that the document names: who `we` are."""
    minutes: bool = False
    about_hosting: bool = False
    """The title says that the document tells who hosts what."""
    named: dict[str, str] = field(default_factory=dict)
    listed: set[int] = field(default_factory=set)
    """The units that were read as lines of a list, by identity, so that they aren't read as prose too."""
    short: dict[str, NamedGroup] = field(default_factory=dict)
    """The groups that a bare `NPO` and the abbreviation of the document's own group mean: those of its area."""
    facts: list[Claim] = field(default_factory=list)
    """What the rules before have found: lists tell prose who sits where."""
    quoted: dict[str, list[Claim]] = field(default_factory=dict)
    seats: dict[str, list[ClaimedMembership]] = field(default_factory=dict)
    """The facts by their quote, and the memberships by person."""

    def add(self, facts: Sequence[Claim]) -> None:
        """Take note of what a rule has found."""
        self.facts += facts
        for fact in facts:
            self.quoted.setdefault(fact.quote, []).append(fact)
            if isinstance(fact, ClaimedMembership):
                self.seats.setdefault(fact.person, []).append(fact)

    def mask(self, text: str, *, attach: bool = True) -> mentions.Masked:
        """Return a text with its mentions masked; a group has one name throughout the document."""
        masked = mentions.masked(text, self.gazetteer, self.people, self.near, attach=attach, short=self.short)
        for group in masked.groups:
            self.name_once(group)
        return masked

    def name_once(self, group: NamedGroup) -> None:
        """Give a known group the name under which the document first tells of it."""
        if group.organisation is not None:
            group.name = self.named.setdefault(group.organisation, group.name)


_REPORT = re.compile(
    r"\b(?:verksamhetsberättelse|verksamhetsrapport|årsrapport|årsberättelse|årsredovisning|återrapport\w*|helårsrapport)\b"
    r"[^.]{0,80}?\b((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""The title of a report on a year."""


def open_document(
    name: str, blocks: Sequence[Block], gazetteer: Gazetteer, apart: frozenset[str] = frozenset()
) -> ReadDocument:
    """Return a document with its day, its group and its body found; for names that are `apart` see `People`."""
    document = ReadDocument(name, units_of(blocks), gazetteer, naming.PeopleOfDocument(apart))
    document.units = _with_details([_reconsidered(unit, gazetteer) for unit in document.units], gazetteer)
    top = [unit for unit in document.units if unit.kind != "table"][:_TOP]
    document.day = days.own_day(document.units, top)
    year = next((found[1] for unit in top[:6] if (found := _REPORT.search(unit.text[:160])) is not None), None)
    document.near = f"{year}-07-01" if year else document.day
    document.as_of = document.day or (f"{year}-12-31" if year else None)
    document.minutes = any(_MINUTES.search(unit.text[:120]) for unit in top)
    document.about_hosting = any(re.search(r"värd(?:skap|region)", unit.text[:120], re.IGNORECASE) for unit in top[:3])
    document.meeting = days.of_meeting(top)
    document.group = _main_group(document, top)
    document.body = _main_body(document)
    document.short = _short(document)
    bodies = {
        each.name
        for unit in document.units
        for each in gazetteer.find(unit.text[:2_000])
        if each.kind in ("region", "sjukvardsregion") and not each.bare
    }
    document.sender = next(iter(bodies)) if len(bodies) == 1 else None
    return document


def _reconsidered(unit: Unit, gazetteer: Gazetteer) -> Unit:
    """Return a line that looked like a heading but is a person's name as a line."""
    if unit.kind != "heading" or naming.SHAPE.fullmatch(unit.text.strip()) is None:
        return unit
    found = gazetteer.find(unit.text)
    name = unit.text[: found[0].start] if found and mentions.is_body(found[0]) else unit.text
    if not naming.plausible(name.strip()) or (found and name == unit.text):
        return unit
    return unit._replace(kind="line", level=0)


def _with_details(units: list[Unit], gazetteer: Gazetteer) -> list[Unit]:
    """Return the units with a region below a role and a name as the person's detail, not as a heading of its own."""
    result: list[Unit] = []
    cards = inside = False
    for unit in units:
        text = unit.text.strip().rstrip(":")
        name = unit.kind == "line" and naming.SHAPE.fullmatch(text) is not None and naming.plausible(text)
        region, role = (bool(shape.fullmatch(text)) for shape in (words.REGION_HEADING, words.MEMBERS_HEADING))
        body = gazetteer.body(text)
        sends = body is not None and (mentions.is_body(body) or body.kind == "rcc")
        place = body is not None and body.kind in ("region", "sjukvardsregion")
        told = region or (sends and not place) or (cards and (role or sends))
        if inside and unit.kind == "heading" and not unit.marked and told:
            result.append(unit._replace(kind="line", level=0))
            continue
        if name and not inside:
            # A name comes first under its heading: what follows tells of the person.
            above = result[-1] if result else None
            inside = unit.marked or above is None or above.kind == "heading"
            cards = unit.marked or (
                inside and (above is None or not words.MEMBERS_HEADING.fullmatch(above.text.strip().rstrip(":")))
            )
        elif unit.kind == "heading" or (unit.kind == "line" and len(text) > 140):
            inside = False
        result.append(unit)
    return result


def walk(document: ReadDocument) -> Iterator[tuple[Unit, Setting]]:
    """Yield every unit that is no heading, with what the headings over it say."""
    stack: list[tuple[int, Setting]] = [(0, Setting(group=document.group))]
    kind: str | None = None
    for unit in document.units:
        if unit.kind != "heading":
            yield unit, stack[-1][1]
            continue
        while stack[-1][0] >= max(unit.level, 1):
            stack.pop()
        kind = areas.kind_of_list(unit.text) or kind
        stack.append((max(unit.level, 1), _under(replace(stack[-1][1], kind=kind), unit, document)))
        yield unit, stack[-1][1]


_MEMBERS = re.compile(r"\b(?:medlem|ledam[oö]t|bemanning|sammansättning|representanter)", re.IGNORECASE)


def _under(outer: Setting, heading: Unit, document: ReadDocument) -> Setting:
    text = re.sub(
        r"^\s*(?:§\s*\d+[a-z]?\.?|(?:Ärende|Punkt|Beslut)\s+\d+[a-z]?[.:]?|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-h][.)])\s+",
        "",
        heading.text,
    ).strip()
    group = group_of(text, document) or areas.group_of_area(text, outer.kind, document.gazetteer)
    group = group or _noun_group(text, outer, document) or outer.group
    found = [each for each in document.gazetteer.find(text) if each.kind in ("region", "sjukvardsregion")]
    own = group is not outer.group
    body = next((each.name for each in found), None if own else outer.body)
    if found and own and re.search(re.escape(found[0].name), group.name if group else ""):
        body = None
    role = words.ROLE.search(text) if words.MEMBERS_HEADING.fullmatch(text.rstrip(":")) else None
    several = len(list(words.ROLE.finditer(text))) > 1
    others = not _MEMBERS.search(text) and (
        any(pattern.search(text) for pattern in (words.OTHER_LIST, words.REFUSED)) or words.signs(text)
    )
    lists = bool(words.LIST_HEADING.search(text)) or own or bool(found) or role is not None
    if text == heading.text and heading.level > 5 and not lists:
        lists = outer.lists_people
    return Setting(
        group=group,
        kind=outer.kind,
        body=body,
        role=words.role_of(role)
        if role is not None and not several
        else None
        if lists and role is None and not found
        else outer.role
        if found
        else None,
        seat=words.role_of(seat) if (seat := words.ROLE.match(text)) is not None and own else None,
        headings=(*outer.headings, heading.text.strip())[-4:],
        nominated=bool(re.search(r"nominer|förslag|föreslag", text, re.IGNORECASE))
        or (outer.nominated and not re.search(r"nuvarande|sammansättning|medlemmar i\b", text, re.IGNORECASE)),
        lists_people=(lists or (outer.lists_people and heading.level > 2)) and not others,
        lists_others=others or (outer.lists_others and not lists),
        hosting=bool(re.search(r"värdskap|värd för|värdregion|\bvärd(?:ar)?\b", text, re.IGNORECASE))
        or (outer.hosting and bool(found)),
    )


def _noun_group(text: str, outer: Setting, document: ReadDocument) -> NamedGroup | None:
    """Return the group of a heading that is a common noun only, as `Referensgrupp`, on a page about no named group."""
    if outer.group is not None and not _a_noun(outer.group):
        return None
    found = titles.noun_titled(text, document.units[:_TOP], document.gazetteer)
    return None if found is None else NamedGroup(found.name, found.kind, 0, 0, found.organisation)


def group_of(text: str, document: ReadDocument) -> NamedGroup | None:
    """Return the group that a heading or title names; None when it names none or only a kind."""
    masked = mentions.masked(text, document.gazetteer, naming.PeopleOfDocument(), document.near, attach=False)
    named = [group for group in masked.groups if not group.generic]
    named = [group for group in named if not bare_level(resolved(group, document, text))]
    if not named:
        return None
    first = min(named, key=lambda group: group.start)
    document.name_once(first)
    return resolved(first, document, text)


def resolved(group: NamedGroup, document: ReadDocument, around: str) -> NamedGroup:
    """Return which of the bodies called beredningsgruppen is meant, by what stands around; other groups as they are."""
    if "beredningsgrupp" in group.name.casefold():
        return _preparing(group, document, around)
    return _of_same_area(group, document)


_LEVEL = re.compile(
    r"(?P<level>nationell|regional|sjukvårdsregional|lokal)[at]? (?P<noun>programområde|samverkansgrupp)(?:et|en|t)?"
)
_OF_AREA = re.compile(r"(?P<level>[NRL])(?P<noun>PO|SG) (?P<area>.+)")


def bare_level(group: NamedGroup) -> bool:
    """Tell whether only a level and a kind are told of a group: `regionalt programområde`."""
    return _LEVEL.fullmatch(group.name.casefold()) is not None


def _of_same_area(group: NamedGroup, document: ReadDocument) -> NamedGroup:
    """Return the group of another level that a bare `det nationella programområdet` means: of the document's area."""
    told = _LEVEL.fullmatch(group.name.casefold())
    if told is None:
        return group
    level = "R" if told["level"].startswith("sjukvård") else told["level"][0].upper()
    found = _at_level(f"{level}{'PO' if told['noun'] == 'programområde' else 'SG'}", document)
    return group if found is None else replace(found, start=group.start, end=group.end)


def _at_level(short: str, document: ReadDocument) -> NamedGroup | None:
    """Return the group of a kind, by its abbreviation, that has the area of the document's group."""
    own = _OF_AREA.fullmatch(document.group.name) if document.group else None
    if own is None or own["noun"] != short[1:]:
        return None
    found = next(iter(document.gazetteer.find(f"{short} {own['area']}")), None)
    if found is None:
        return None
    result = NamedGroup(found.name, found.kind, 0, 0, found.organisation)
    document.name_once(result)
    return result


def _short(document: ReadDocument) -> dict[str, NamedGroup]:
    """Return what bare abbreviations mean in a document about one area: the national group and its own."""
    own = _OF_AREA.fullmatch(document.group.name) if document.group else None
    if own is None or document.group is None:
        return {}
    national = _at_level(f"N{own['noun']}", document)
    return {f"{own['level']}{own['noun']}": document.group} | ({f"N{own['noun']}": national} if national else {})


def _preparing(group: NamedGroup, document: ReadDocument, around: str) -> NamedGroup:
    """Tell the groups called beredningsgrupp apart (DESIGN §2): never by the bare word."""
    if group.organisation is not None and group.name.casefold() not in ("beredningsgruppen", "beredningsgrupp"):
        return group
    name = preparing_for(around, group)
    if name is not None:
        known = document.gazetteer.find(name)
        kind, organisation = (known[0].kind, known[0].organisation) if known else ("ovrig", None)
        return NamedGroup(name, kind, group.start, group.end, organisation)
    return NamedGroup(
        "Beredningsgruppen",
        "beredningsgrupp",
        group.start,
        group.end,
        "beredningsgrupp" if _is_national(document) else None,
    )


def preparing_for(around: str, group: NamedGroup) -> str | None:
    """Return the name of the group called beredningsgruppen by whom it prepares for, told in the text around it."""
    if "beredningsgrupp" not in group.name.casefold():
        return None
    return next((name for owner, name in _PREPARING if re.search(owner, around, re.IGNORECASE)), None)


def _is_national(document: ReadDocument) -> bool:
    """Tell whether the document is of the national system, where the bare word means the group under SKS."""
    group = document.group
    return group is None or kinds.ORGANISATION_KINDS.get(group.kind, kinds.ORGANISATION_KINDS["ovrig"]).level == 1


def _titles(top: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the lines at the top that may be titles."""
    for place, unit in enumerate(top):
        if place and unit.kind == "line" and len(unit.text) > 160 and unit.text.rstrip().endswith((".", "!")):
            return  # what stands below the first paragraph is no title
        if (attending := words.ATTENDANCE.match(unit.text)) and (len(unit.text) < 140 or ":" in attending["end"]):
            return  # nor is what stands below the list of those who came
        if unit.kind == "heading" or (len(unit.text) < 140 and not unit.text.rstrip().endswith(".")):
            yield unit


def _main_group(document: ReadDocument, top: Sequence[Unit]) -> NamedGroup | None:
    """Return the group that the document is about: the first one in a title, else what its first sentence is about."""
    called: NamedGroup | None = None
    heads = list(_titles(top))
    for unit in heads:
        if (met := areas.met(unit.text, document.gazetteer)) is not None:
            document.name_once(met)
            return met
    for unit in heads:
        group = group_of(unit.text, document)
        if group is not None and not _a_noun(group):
            return group
        called = called or group
    half_told = titles.group_of_head(top, document.gazetteer)
    if half_told is not None:
        return NamedGroup(half_told.name, half_told.kind, 0, 0, half_told.organisation)
    if called is not None:
        return called
    for unit in top:
        if (told := areas.group_of_minutes(unit.text)) is not None:
            return told
    for unit in top:
        if unit.kind == "line" and not re.match(rf"{words.ATTENDANCE.pattern}|\s*(?:I|Till|Inom) ", unit.text, re.I):
            group = group_of(unit.text, document)
            if group is not None and group.start < 12:
                return group
    return None


def _a_noun(group: NamedGroup) -> bool:
    """Tell whether a group's name is a common noun, which many groups are called by: `Ledningsgruppen`."""
    noun = re.sub(rf"^{titles.SORT}a |(?:en|et|n|t)$", "", group.name.casefold())
    return noun in words.GENERIC_GROUPS


def _main_body(document: ReadDocument) -> str | None:
    """Return the sjukvårdsregion or region that the document is of: at its top, else the one it names most."""
    counted: dict[str, int] = {}
    for place, unit in enumerate(document.units):
        for each in document.gazetteer.find(unit.text[:2_000]):
            if each.kind == "sjukvardsregion" and not (each.bare and unit.kind != "heading"):
                counted[each.name] = counted.get(each.name, 0) + (4 if place < _TOP else 1)
    return max(counted, key=lambda name: counted[name]) if counted else None
