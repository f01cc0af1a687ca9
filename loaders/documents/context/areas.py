"""Groups told without the words of their kind: by their area under a heading, by the title of minutes."""

import re

from graph import kinds
from loaders.documents.mentions.gazetteer import Gazetteer
from loaders.documents.mentions.mentions import NamedGroup, persons_in
from loaders.documents.mentions.people import PeopleOfDocument

_KINDS = tuple(
    (kind.name, re.compile(kind.listed, re.IGNORECASE)) for kind in kinds.ORGANISATION_KINDS.values() if kind.listed
)
_BETWEEN = " \t,:;–-"
_MINUTES_OF = re.compile(
    r"\s*(?:Minnesanteckning(?:ar)?|(?:Mötes)?[Aa]nteckningar|(?:Mötes)?[Pp]rotokoll)(?: från| för| fört vid)?"
    r"(?: möte(?:t)? (?:med|i))? (?P<name>(?:[A-ZÅÄÖ]{3,6}|[A-ZÅÄÖ]?[\wåäö-]*(?:grupp|råd|nätverk)(?:en|et)?)\b"
    r"(?: [A-ZÅÄÖa-zåäö-]{3,}){0,4})(?=\s*(?:$|[,–-]|den\b|\d))"
)
_MEETING_OF = re.compile(
    r"\s*(?:\d{1,2} )?(?:(?:Minnesanteckningar|(?:Mötes)?[Aa]nteckningar|(?:Mötes)?[Pp]rotokoll|Kallelse|Dagordning)"
    r"(?: från| för| fört vid| till)? )?(?:(?P<owner>[A-ZÅÄÖ]{2,6}(?: [A-ZÅÄÖ][a-zåäö-]+)?)[ -])?"
    r"(?P<noun>[Ss]amverkan|[A-ZÅÄÖa-zåäö]*(?:styr|arbets|lednings|samverkans|referens|projekt|expert|berednings)grupp)s"
    r"(?:tele|arbets)?(?:möte|sammanträde)(?:t)?\b"
    r"(?: (?:för |i |med )?(?P<of>[A-ZÅÄÖ]{2,6}(?: [A-ZÅÄÖ][a-zåäö-]+)?)\b)?"
)
"""The title of a group's meeting, by the word for the group."""


def kind_of_list(text: str) -> str | None:
    """Return the kind whose groups a heading or a line opens a list of; None when it tells of none."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text.strip())), None)


def group_of_area(text: str, kind: str | None, gazetteer: Gazetteer) -> NamedGroup | None:
    """Return the group of a kind whose known area a whole text names, as `Akut vård` under a heading on NPO."""
    area = text.strip(_BETWEEN)
    if kind is None or not 3 < len(area) < 70:
        return None
    short = (kinds.ORGANISATION_KINDS[kind].prefix or ("", "Kunskapsråd" if kind == "kunskapsrad" else kind.upper()))[1]
    name = f"{short} {area[:1].lower()}{area[1:]}"
    found = gazetteer.find(name)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(name)):
        return None
    if found[0].organisation is None and gazetteer.area(area) is None:
        return None
    return NamedGroup(found[0].name, found[0].kind, 0, 0, found[0].organisation)


def led_by_area(text: str, kind: str | None, gazetteer: Gazetteer) -> tuple[NamedGroup, str] | None:
    """Return the group whose area begins a line, and the rest: `Akut vård, Anna Ek, Region Skåne`."""
    if kind is None or len(text) > 200:
        return None
    first = next(iter(persons_in(text, [], PeopleOfDocument())), None)
    if first is None or not text[: first[0]].rstrip(" ").endswith((",", ":", "–", "-", "\t", ";")):
        return None
    group = group_of_area(text[: first[0]], kind, gazetteer)
    return None if group is None else (group, text[first[0] :])


def group_of_minutes(title: str) -> NamedGroup | None:
    """Return the group, of no known kind, that the title of minutes names: `Minnesanteckningar RMPG kvinnosjukvård`."""
    found = _MINUTES_OF.match(title)
    return None if found is None else NamedGroup(found["name"], "ovrig", 0, 0)


def met(title: str, gazetteer: Gazetteer) -> NamedGroup | None:
    """Return the group whose meeting a title names by the group's own word: `RCC samverkansmöte`, `styrgruppsmöte`."""
    found = _MEETING_OF.match(title)
    if found is None:
        return None
    whole = found["noun"].casefold().endswith("grupp")
    noun = f"{found['noun'].casefold()}{'' if whole else 'sgrupp'}"
    of = found["of"] or found["owner"]
    for name in (f"{of}:s {noun}", f"{of} {noun}") if of else ():
        known = gazetteer.body(name)
        if known is not None and known.organisation:
            return NamedGroup(known.name, known.kind, 0, 0, known.organisation)
    owner = gazetteer.body(of) if of else None
    if not whole or owner is None or owner.kind not in ("rcc", "region", "sjukvardsregion"):
        return None
    return NamedGroup(f"{noun[:1].upper()}{noun[1:]}en för {owner.name}", "ovrig", 0, 0)
