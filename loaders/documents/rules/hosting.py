"""Hosting: which sjukvårdsregion or region is host of which group, in prose and in lists under a heading."""

import itertools
import re
from collections.abc import Iterator

from loaders.documents.context.setting import ReadDocument, Setting, walk
from loaders.documents.context.units import Unit
from loaders.documents.mentions import dates, mentions, words
from loaders.documents.mentions.gazetteer import NamedOrganisation
from loaders.documents.proposals import Claim, ClaimedHosting
from loaders.documents.rules.prose import split

_HOSTED = frozenset({"npo", "nsg", "nag"})
_HOSTS = frozenset({"region", "sjukvardsregion"})
_WORD = re.compile(r"värd(?:skap\w*|region\w*|sjukvårdsregion\w*|ar|en|organisation\w*)?\b|vilande", re.IGNORECASE)
_HOST_OF = re.compile(
    r"(?:värd(?:ar|region|sjukvårdsregion)? (?:är )?(?:för|åt)|värdskap(?:et|en)? (?:för|åt|i|över)|"
    r"värdskap[^.:]{0,60}[:;]|värd för[:;])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\s*(?:(?:[Ss]jukvårdsregional |[Rr]egional |[Nn]uvarande |[Aa]nsvarig )?värd(?:skap|region|"
    r"sjukvårdsregion|organisation)?\s*:|(?:programområdet|gruppen)s? värd|"
    r"värd(?:region)? (?:för (?:gruppen|programområdet) )?är)",
    re.IGNORECASE,
)
"""A line that gives the host of the page's own group."""
_OWN = re.compile(
    r"värd(?:skap\w*|region\w*)? (?:för|åt|över) (?:det nationella |den nationella |detta |denna )?"
    r"(?:programområdet|programområde|gruppen|grupp|arbetsgruppen|samverkansgruppen|NPO:t|NPO-t|NSG:n)\b",
    re.IGNORECASE,
)
"""The page's own group by its kind alone."""
_IS_HOST = re.compile(r"\b(?:är|blir|förblir|fortsätter som|kvarstår som)\b[^.]{0,60}\bvärd\b(?! för)", re.IGNORECASE)
_NOT = re.compile(
    r"värd för[^.]{0,40}(?:konferens|möte|seminari|dagar|träff|kongress|workshop|utbildning|nätverksträff)",
    re.IGNORECASE,
)
_GIVES_UP = re.compile(
    r"\b(?:lämnar|lämnade|har lämnat|frånträder|avslutar|avsäger sig|avstår från|lämnas|lämnades|upphör|upphörde|"
    r"avslutas|avslutades)\b",
    re.IGNORECASE,
)
"""A host that no longer is one; who takes over, if that is told, stands beside it."""
_TAKES_OVER = re.compile(
    r"\b(?:tar över|tog över|övertar|övertog|övertas|tas över|blir|tillträder|flyttas|flyttar|går över|överförs|ny)\b",
    re.IGNORECASE,
)


def find(document: ReadDocument) -> Iterator[Claim]:
    """Yield who hosts what; the host of a conference is none."""
    for unit, setting in walk(document):
        if unit.kind == "table":
            if setting.hosting:
                yield from _rows(unit, setting, document)
            continue
        if unit.kind != "line" or setting.hosting:
            yield from _alone(unit, setting, document)
        if (
            unit.kind != "heading"
            and (setting.hosting or _pair(unit.text, document))
            and not unit.text.rstrip().endswith(".")
        ):
            yield from _listed(unit, setting, document)
        if _WORD.search(unit.text) is None or unit.kind == "heading":
            continue
        before: list[ClaimedHosting] = []
        for sentence in split(unit.text):
            if _WORD.search(sentence) is not None and not _NOBODY.search(sentence):
                before = list(_sentence_claims(sentence, unit, setting, document, before))
                yield from before


_NOBODY = re.compile(
    rf"\b(?:(?:fråga\w*|frågan|disku\w+|samtal\w*) (?:\w+ )?om värd\w*|ingen värd|saknar värd|utan värd|värd "
    rf"saknas|värdskap saknas|värd utses|inte (?:längre )?värd)\b(?! för[^.]{{0,60}}\butan\b)|"
    rf"{words.REFUSED.pattern}",
    re.IGNORECASE,
)


def _pair(text: str, document: ReadDocument) -> bool:
    """Tell whether a line is a group and its host, in a document about hosting: `NPO tandvård: Södra`."""
    if not document.about_hosting or len(text) > 120 or text.rstrip().endswith("."):
        return False
    left, mark, right = re.sub(r"\s[–-]\s", ":", text, count=1).partition(":")
    body = document.gazetteer.body(re.sub(r"\(.*|, vilande.*", "", right)) if mark else None
    return body is not None and body.kind in _HOSTS and bool(document.gazetteer.find(left) or _areas(left, document))


def _rows(unit: Unit, setting: Setting, document: ReadDocument) -> Iterator[ClaimedHosting]:
    """Read a table without titles below `X är värd för`: a group on each row, and whether it is dormant."""
    for number, row in enumerate(unit.rows, 1):
        bodies = [document.gazetteer.body(cell) for cell in row if cell.strip()]
        if setting.body is None or any(body is not None and body.kind in _HOSTS for body in bodies):
            continue
        spot = unit.spot._replace(row=number)
        yield from _listed(Unit("item", ", ".join(filter(None, map(str.strip, row))), spot), setting, document)


def _alone(unit: Unit, setting: Setting, document: ReadDocument) -> Iterator[ClaimedHosting]:
    """Read a body alone under `Värdskap` or `Värdregion` as host of the group that the page is about."""
    group = setting.group or document.group
    if group is None or group.kind not in _HOSTED or not setting.hosting:
        return
    text = re.sub(r"\s*[(,–-]?\s*vilande\)?", "", unit.text, flags=re.IGNORECASE)
    body = document.gazetteer.body(text)
    if body is not None and body.kind in _HOSTS:
        dormant = text != unit.text
        yield ClaimedHosting(
            _quote(unit.text),
            unit.spot,
            "värdskap: under rubrik",
            body.name,
            group.name,
            "dormant" if dormant else "current",
        )


def _listed(unit: Unit, setting: Setting, document: ReadDocument) -> Iterator[ClaimedHosting]:
    """Read a line under a heading of hosting: groups of the heading's body, or a group with its host."""
    found = mentions.organisations(unit.text, document.gazetteer)
    hosted = [each for each in found if each.kind in _HOSTED] or _areas(unit.text, document)
    hosts = [
        each.name
        for each in found
        if each.kind in _HOSTS and not any(each.start >= g.start and each.end <= g.end for g in hosted)
    ]
    host = hosts[0] if len(set(hosts)) == 1 else None if hosts else setting.body or document.body
    if host is None or (_WORD.search(unit.text) and not re.search(r"vilande", unit.text, re.IGNORECASE)):
        return
    for each in hosted:
        dormant = re.search(r"vilande", unit.text, re.IGNORECASE)
        yield ClaimedHosting(
            _quote(unit.text), unit.spot, "värdskap: lista", host, each.name, "dormant" if dormant else "current"
        )


_HELD = re.compile(
    r"\bvärdskap(?:et)?\b[^.]{0,30}\b(?:innehas|innehades|ligger|låg|utövas|bärs|sköts)\b", re.IGNORECASE
)
"""Who else has a part in the hosting that the sentence before told of."""


def _hosts(found: list[NamedOrganisation]) -> list[NamedOrganisation]:
    """Return the regions that a sentence names, else the bodies that regions share."""
    shared = [each for each in found if each.kind == "ovrig" and mentions.is_body(each)]
    return [each for each in found if each.kind in _HOSTS] or shared


def _sentence_claims(
    sentence: str, unit: Unit, setting: Setting, document: ReadDocument, before: list[ClaimedHosting]
) -> Iterator[ClaimedHosting]:
    if _NOT.search(sentence):
        return
    found = mentions.organisations(sentence, document.gazetteer)
    word = _WORD.search(sentence)
    if word is None:
        return
    hosted = [each for each in found if each.kind in _HOSTED]
    opening = _HOST_OF.search(sentence)
    if opening is not None:
        taken = {(each.start, each.end) for each in hosted}
        hosted += [
            each
            for each in _bare(sentence[opening.end() :], opening.end(), document)
            if not any(start < each.end and each.start < end for start, end in taken)
        ]
    group = setting.group or document.group
    if (
        not hosted
        and group is not None
        and group.kind in _HOSTED
        and (_LABEL.match(sentence) or _OWN.search(sentence) or (setting.hosting and _IS_HOST.search(sentence)))
    ):
        hosted = [NamedOrganisation(len(sentence), len(sentence), group.kind, group.name, group.organisation)]
    if not hosted and len({each.hosted for each in before}) == 1 and _HELD.search(sentence):
        hosted = document.gazetteer.find(before[0].hosted)[:1]
        hosted = [each._replace(start=len(sentence), end=len(sentence)) for each in hosted]
    where = re.search(r",? där (?=.{0,60}\bvärd)|, som (?=.{0,60}\bvärd)", sentence)
    if where is not None and any(each.end <= where.start() for each in hosted):
        hosted = [max((each for each in hosted if each.end <= where.start()), key=lambda each: each.end)]
    if not hosted or (re.fullmatch(r"vilande", word[0], re.IGNORECASE) and not (setting.hosting or "värd" in sentence)):
        return
    hosts = _hosts(found)
    for part, groups in _parts(sentence, hosted):
        near = [each for each in hosts if part[0] <= each.start < part[1]]
        host = near[0].name if near else hosts[0].name if len({each.name for each in hosts}) == 1 else None
        host = host or (setting.body or document.body if not hosts else None)
        if host is None:
            continue
        if len({each.name for each in near}) > 1:
            host = _taking(sentence, near) or host
        elif _GIVES_UP.search(sentence[part[0] : part[1]]):
            continue
        dormant = re.search(r"vilande", sentence[part[0] : part[1]], re.IGNORECASE)
        for each in groups:
            yield ClaimedHosting(
                _quote(sentence),
                unit.spot,
                "värdskap: löptext",
                host,
                each.name,
                "dormant" if dormant else "current",
                valid_from=_begins(sentence[part[0] : part[1]], document),
            )


def _begins(text: str, document: ReadDocument) -> str | None:
    """Return the day from which somebody is host: the one labelled so, or the only one beside who takes over."""
    told = dates.period(text, document.near)
    days = [day for found in dates.DATE.finditer(text) if (day := dates.iso(found, document.near))]
    return told.start or (days[0] if len(days) == 1 and told.end is None and _TAKES_OVER.search(text) else None)


def _parts(sentence: str, hosted: list[NamedOrganisation]) -> Iterator[tuple[tuple[int, int], list[NamedOrganisation]]]:
    """Yield the clauses of a sentence with the groups in each: `X är värd för A och Y för B`."""
    breaks = [0, *(found.end() for found in re.finditer(
        r";(?=[^;]*\bvärd)|,? (?:och|medan|samt) (?=[A-ZÅÄÖ][\wåäö-]+(?: [\wåäö-]+){0,3}? (?:är värd|är det|har "
        r"värdskap|för |ansvarar|värd))", sentence
    )), len(sentence)]  # fmt: skip
    for start, end in itertools.pairwise(breaks):
        groups = [each for each in hosted if start <= each.start < end or each.start == end == len(sentence)]
        if groups:
            yield (start, end), groups


def _taking(sentence: str, hosts: list[NamedOrganisation]) -> str | None:
    """Return the host that takes over: `flyttas från Norra till Västra`, `Västra tar över efter Norra`."""
    for each in hosts:
        before = sentence[: each.start]
        if re.search(r"\b(?:till|av|hos)\s*(?:den )?$", before) and not re.search(
            r"\b(?:från|efter|lämnas av|lämnades av|avslutas av)\s*$", before
        ):
            return each.name
    for each in hosts:
        leaving = _GIVES_UP.match(sentence[each.end :].lstrip())
        if leaving is None and not re.search(r"\b(?:från|efter)\s*$", sentence[: each.start]):
            return each.name
    return None


def _bare(text: str, offset: int, document: ReadDocument) -> list[NamedOrganisation]:
    """Return the areas named without NPO before them, after `värd för` and a list's beginning."""
    result = []
    for found in document.gazetteer.areas_in(re.split(r"\.\s", text)[0]):
        result.append(found._replace(start=found.start + offset, end=found.end + offset))
    return result


def _areas(text: str, document: ReadDocument) -> list[NamedOrganisation]:
    """Return the group whose area is the whole line."""
    bare = re.sub(r"\s*\([^)]*\)|\s*[,–-]\s*vilande.*$", "", text).strip(" .,;")
    area = document.gazetteer.area(bare)
    return [area] if area is not None else []


def _quote(text: str) -> str:
    return " ".join(text.split())[:600]
