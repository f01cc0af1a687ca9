"""A text with its persons, groups, bodies, roles and dates found, and masked so that rules can be short.

`Anna Ek (RKL) föreslås ersätta Bo By som ledamot i NPO akut vård` is masked as
`«P0» föreslås ersätta «P1» som «R0» i «G0»`; what stood in brackets or between commas after a name is
kept with the person.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from loaders.documents.mentions import dates, people, words
from loaders.documents.mentions.gazetteer import BODY_KINDS, Gazetteer, NamedOrganisation
from loaders.documents.mentions.people import PeopleOfDocument

T = TypeVar("T")

_HOSPITAL = re.compile(
    r"(?<!\w)(?:(?:[A-ZÅÄÖ][\wåäö-]+ )?(?:[Uu]niversitetssjukhuset|[Ll]äns(?:dels)?sjukhuset|[Ss]jukhuset|"
    r"[Ll]asarettet)(?: (?:i )?[A-ZÅÄÖ]\w+)?|"
    r"[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+){0,2} (?:universitetssjukhus|sjukhus|lasarett|universitet|kommun|"
    r"kommunalförbund|högskola)(?:et)?|[A-ZÅÄÖ][\wåäö-]+ [Ii]nstitutet|"
    r"Högskolan (?:i |för )?[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö]+)?|"
    r"[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+){0,3} AB|[A-ZÅÄÖ][\wåäö-]{2,}"
    r"(?:sjukhuset|lasarettet|förbundet|föreningen|verket|myndigheten)|SKR|SKL)(?!\w)"
)
_GROUP_NOUN = re.compile(
    r"(?<![\w-])(?P<own>(?:[\wåäö]+- och |[A-ZÅÄÖ][\wåäö-]*(?:s|:s) |(?:[Nn]ationell|[Rr]egional|[Ll]okal|"
    r"[Ss]jukvårdsregional)(?:a|t)? )?)"
    r"(?P<noun>[\wåäöÅÄÖ-]*?(?i:styrgrupp|arbetsgrupp|samverkansgrupp|beredningsgrupp|ledningsgrupp|referensgrupp|"
    r"projektgrupp|expertgrupp|programområde|programråd|kunskapsråd|samverkansråd|råd|nätverk|utskott|kommitté|"
    r"samverkansnämnd|regionsjukvårdsledning|(?<!\w)nämnd(?=en\b)|gruppen|grupp))(?P<bent>en|et|n|t|ens|ets|s)?"
    r"(?P<of>(?: för| i| inom| avseende) (?:den |det |de )?[a-zåäö][\wåäö-]+(?: (?:och|i|för) [a-zåäö][\wåäö-]+|"
    r" [a-zåäö][\wåäö-]+){0,4}| för [A-ZÅÄÖ][a-zåäö]+(?:/[A-ZÅÄÖ]+|(?:,? och)?(?: [a-zåäö-]{4,}){1,2})?"
    r"(?=\s*[,.:]|\s*$|\s+(?:leds|består|har|är)\b))?(?!\w)"
)
_SHARED = re.compile(r"nationell|gemensam|samverkan|samordn|högspecialiserad|sjukvårdsregion", re.IGNORECASE)
_LEVEL = re.compile(r"(?:nationell|regional|lokal|sjukvårdsregional)[at]$", re.IGNORECASE)
_UNBENT = re.compile(r"nationell|regional|lokal|sjukvårdsregional", re.IGNORECASE)
UNMARKED = str.maketrans("«»", "‹›")
"""Guillemets are our marks, so a text's own are bent."""
_NOT_GROUPS = re.compile(
    r"(?:patient|ålders|diagnos|mål|yrkes|personal|professions|parti|mötes|för|sam|led)grupp|områd$|"
    r"(?:^|\s)(?:an|av|för|sam|bi|till|med|region|kommunal|landstings|stats|borgar)?råd$",
    re.I,
)
OTHER_BODY = r"\s[A-ZÅÄÖ][a-zåäö]{3,}\s[A-ZÅÄÖ]?[a-zåäö]{4,}(?=[\s.,)]|$)"
"""An association or the like right after a role, which is held there: `ordförande Svenska Läkaresällskapet`."""
_BOARD = re.compile(
    r"(?:i|för|av|vid|på|inom)\s+(?:[\w-]+\s+){0,2}(?:[\wåäö-]*(?:styrelse|fullmäktige|nämnd|förening|förbund|kongress|"
    r"klinik|avdelning|enhet|möte|sammanträde|dag)\w*)",
    re.IGNORECASE,
)


@dataclass
class NamedPerson:
    """A person named in a text, with what is said beside the name."""

    name: str
    start: int
    end: int
    body: str | None = None
    roles: list[tuple[str, str | None]] = field(default_factory=list)
    """Role and group (None: the one that the text is about)."""
    notes: str = ""


@dataclass
class NamedGroup:
    """A group named in a text; `generic` when only its kind is told, as `arbetsgruppen`."""

    name: str
    kind: str
    start: int
    end: int
    organisation: str | None = None
    generic: bool = False


@dataclass
class Masked:
    """A sentence with its mentions in place of their words."""

    text: str
    plain: str
    persons: list[NamedPerson]
    groups: list[NamedGroup]
    bodies: list[str]
    roles: list[str]
    days: list[str]


def organisations(text: str, gazetteer: Gazetteer) -> list[NamedOrganisation]:
    """Return the known organisations, hospitals and universities in a text."""
    found = gazetteer.find(text)
    taken = [(each.start, each.end) for each in found if not each.bare]
    more = [
        NamedOrganisation(match.start(), match.end(), "ovrig", " ".join(match[0].split()), None)
        for match in _HOSPITAL.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    found = [each for each in found if not any(each.start < m.end and m.start < each.end for m in more)]
    return sorted([*found, *more], key=lambda each: each.start)


def is_no_group(noun: str) -> bool:
    """Tell whether a noun that ends as groups do is none, as `patientgrupp` and `område`."""
    return _NOT_GROUPS.search(noun) is not None


def group_nouns(text: str, taken: list[tuple[int, int]], places: Sequence[tuple[int, int]] = ()) -> list[NamedGroup]:
    """Return the groups told by a common noun: `arbetsgruppen`, `Ineras beredningsgrupp`, `styrgruppen för X`."""
    result = []
    for found in _GROUP_NOUN.finditer(text):
        begin, whole = found.start(), max(found.end("bent"), found.end("noun"))
        if any(start < whole and begin < end for start, end in taken):
            # `NRF:s beredningsgrupp`: whose group it is is a name of its own.
            begin = found.start("noun")
            if not found["own"] or any(start < whole and begin < end for start, end in taken):
                continue
        noun = found["noun"].casefold()
        stem = noun[:-2] if noun.endswith("gruppen") else noun
        bare = next((each for each in sorted(words.GENERIC_GROUPS, key=len, reverse=True) if stem == each), None)
        if is_no_group(noun) or (not found["bent"] and not found["own"].strip() and not noun.endswith("gruppen")):
            continue
        unbent = _UNBENT.fullmatch(found["own"].strip()) is not None
        if unbent and not found["of"]:
            continue  # any such group: `en regional arbetsgrupp`
        if noun.endswith("område") and found["bent"] == "n":
            continue  # several of them
        own = found["own"].strip()
        end = (
            found.end()
            if found["of"] and (bare or unbent) and found["of"].startswith((" för", " avseende"))
            else found.end("bent")
            if found["bent"]
            else found.end("noun")
        )
        if any(start < end and found.end("noun") < start for start, _ in [*taken, *places]):
            end = min(end, max(found.end("bent"), found.end("noun")))
        name = " ".join(text[begin:end].split())
        levelled = not own or (found["bent"] is not None and _LEVEL.match(own) is not None)
        if noun == "nämnd" and end > found.end("bent") and not _SHARED.search(name):
            continue  # a board of one region
        generic = bare is not None and levelled and end <= max(found.end("bent"), found.end("noun"))
        if bare is None and not own and "-" not in noun and len(noun) < (8 if found["bent"] else 10):
            continue
        if end == found.end("bent") and name.endswith(("ens", "ets")):
            name = name[:-1]
        result.append(NamedGroup(name[:1].upper() + name[1:], "ovrig", begin, end, None, generic))
    return result


def masked(
    sentence: str,
    gazetteer: Gazetteer,
    known: PeopleOfDocument,
    near: str | None,
    *,
    attach: bool = True,
    short: Mapping[str, NamedGroup] | None = None,
) -> Masked:
    """Return a sentence with its mentions masked; to `attach` keeps with persons what stands beside their names.

    `near` is the document's day, for days without a year; `short` has the groups that a bare `NPO` or `RPO` means.
    """
    marking = _Marking(sentence.translate(UNMARKED), Masked("", sentence, [], [], [], [], []))
    _mark_organisations(marking, gazetteer, short or {})
    _mark_days(marking, near)
    _mark_roles(marking)
    for start, end, name in persons_in(marking.sentence, marking.taken(), known):
        marking.add(start, end, "P", marking.result.persons, NamedPerson(name, start, end))
    marking.result.text = marking.text()
    if attach:
        _attach(marking.result, gazetteer)
    return marking.result


class _Marking:
    """A sentence whose mentions are being marked, those that come first before others."""

    def __init__(self, sentence: str, result: Masked) -> None:
        self.sentence = sentence
        self.result = result
        self._marks: list[tuple[int, int, str]] = []

    def add(self, start: int, end: int, letter: str, among: list[T], mention: T) -> None:
        """Mark a place with its letter and its number among the mentions of its sort."""
        among.append(mention)
        self._marks.append((start, end, f"«{letter}{len(among) - 1}»"))

    def taken(self) -> list[tuple[int, int]]:
        """Return the places that are marked."""
        return [(start, end) for start, end, _ in self._marks]

    def free(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield what a pattern finds where nothing was marked before."""
        taken = self.taken()
        for found in pattern.finditer(self.sentence):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                yield found

    def text(self) -> str:
        """Return the sentence with its marks; of two that overlap, the first stays."""
        pieces, at = [], 0
        for start, end, mark in sorted(self._marks):
            if start < at:
                continue
            pieces += [self.sentence[at:start], mark]
            at = end
        return "".join([*pieces, self.sentence[at:]])


def _mark_organisations(marking: _Marking, gazetteer: Gazetteer, short: Mapping[str, NamedGroup]) -> None:
    """Mark groups and bodies: known ones, groups called by a noun, and what a bare `NPO` means."""
    sentence, groups = marking.sentence, marking.result.groups
    found = organisations(sentence, gazetteer)
    for each in found:
        lead = _OWN_BOARD.search(sentence[: each.start]) if not each.bare else None
        if lead is not None:
            name = " ".join(sentence[lead.start() : each.end].split())
            board = NamedGroup(name[:1].upper() + name[1:], "ovrig", lead.start(), each.end)
            marking.add(board.start, board.end, "G", groups, board)
        elif each.bare and not _bare_body(sentence, each):
            continue
        elif is_body(each) or _HOSPITAL.fullmatch(sentence[each.start : each.end]) or each.bare:
            marking.add(each.start, each.end, "B", marking.result.bodies, each.name)
        else:
            named = NamedGroup(each.name, each.kind, each.start, each.end, each.organisation)
            marking.add(each.start, each.end, "G", groups, named)
    for group in group_nouns(sentence, marking.taken(), [(each.start, each.end) for each in found if each.bare]):
        marking.add(group.start, group.end, "G", groups, group)
    for kind in marking.free(_BARE_KIND):
        if (meant := short.get(kind[0])) is not None:
            marking.add(kind.start(), kind.end(), "G", groups, replace(meant, start=kind.start(), end=kind.end()))


def _mark_days(marking: _Marking, near: str | None) -> None:
    for found in marking.free(dates.DATE):
        if (day := dates.iso(found, near)) is not None:
            marking.add(found.start(), found.end(), "D", marking.result.days, day)


def _mark_roles(marking: _Marking) -> None:
    for found in marking.free(words.ROLE):
        marking.add(found.start(), found.end(), "R", marking.result.roles, words.role_of(found))


_BARE_KIND = re.compile(r"(?<![\w-])(?:NPO|NSG|RPO|RSG|LPO)(?![\w-])")
_OWN_BOARD = re.compile(
    r"\b[Ss]tyrgruppen (?:för|i|vid) $|\b[Ll]edningsgruppen (?:för|i|vid) $|"
    r"\b[Pp]atient(?:- och närstående)?rådet (?:(?:för|i|vid|hos|inom) )?$"
)
"""A board of an organisation that stands right after."""
_SAT_IN = re.compile(r"grupp|råd|nämnd|utskott|nätverk|samverkan|kommitté|ledning|delegation|forum|möte", re.IGNORECASE)


def is_body(found: NamedOrganisation) -> bool:
    """Tell whether an organisation is one that is represented, as a region or a company, and no group to sit in."""
    if found.kind in BODY_KINDS:
        return True
    return found.kind == "ovrig" and found.organisation is not None and not _SAT_IN.search(found.name)


def _bare_body(sentence: str, found: NamedOrganisation) -> bool:
    """Tell whether a bare place name means the body: after `från` or `för`, in brackets, between commas."""
    before, after = sentence[: found.start].rstrip(" "), sentence[found.end :].lstrip(" ")
    if found.kind == "sjukvardsregion" and (not after or after[0] in ",;)") and re.search(r"[a-zåäö]$", before):
        return True  # `Anna Ek Norra, Bo Ek Södra`
    if re.search(r"(?:\bfrån|\bför|[(,;:–]|^|/|\boch)$", before) is None:
        return False
    return (
        not after
        or after[0] in "),.;:–/"
        or before.endswith(("från", "för", "("))
        or bool(re.match(r"(?:är|har|ansvarar|som|och)\b", after))
    )


_POSSESSED = re.compile(
    r" (?:pension\w*|avgång|avhopp|bortgång|plats|uppdrag|mandat\w*|förordnande|efterträdare|ersättare|roll|post|"
    r"period|stol|ställe|tid som|insats\w*|arbete|flytt|\w*ledighet)\b"
)
"""What somebody has in the genitive: the name before it ends with an s that is not its own."""


def persons_in(text: str, taken: list[tuple[int, int]], known: PeopleOfDocument) -> list[tuple[int, int, str]]:
    """Return the persons named in a text outside what is `taken`, each under the spelling that stands for them."""
    result: list[tuple[int, int, str]] = []
    covered = list(taken)
    blank = list(text)
    for start, end in taken:
        blank[start:end] = "\x00" * (end - start)
    rest = "".join(blank)
    for found in people.SHAPE.finditer(rest):
        trimmed = people.trimmed(found[0])
        if trimmed is None:
            continue
        start, end = found.start() + trimmed[0], found.start() + trimmed[1]
        name = rest[start:end]
        if people.plausible(name):
            if _POSSESSED.match(rest[end:]) is not None:
                name = people.owner(name, known)
            spelling = known.add(name)
            result.append((start, end, spelling))
            covered.append((start, end))
        elif " " not in name and (spelling_or_none := known.short(name)) is not None:
            result.append((start, end, spelling_or_none))
    return result


_TITLES = re.compile(rf"(?:(?<=^)|(?<=[\s(]))(?:{words.TITLE.pattern}(?:,? (?:och )?))+(?=«P\d+»)", re.IGNORECASE)
_BRACKET = re.compile(r"«P(\d+)»\s*\(([^()]{1,160})\)")
_COMMA = re.compile(
    r"«P(\d+)»,\s*(?!(?:ingår|ingick|sitter|satt|delta[rs]|deltog|leder|ledde|lämnar|lämnade)\b)"
    r"((?:(?:[a-zåäö][\w\såäö/-]{1,60}|(?:ny )?«R\d+»(?: (?:i|för|av|inom) «[GB]\d+»)?|"
    r"US)(?:,\s*| (?:vid|på|i|för) ))?(?:«[BG]\d+»)(?:/«[BG]\d+»)?)(?=[,.;:]|\s|$)(,(?= (?!«P)))?"
)
_COMMA_ROLE = re.compile(
    r"«P(\d+)»,\s*((?:(?:tillika|även|också|samt|nuvarande|tidigare|avgående|ny|nya) )?«R\d+»(?:(?: (?:i|för|av|"
    r"inom) (?:den |det )?«[GB]\d+»)| «G\d+»)?(?: i «B\d+»)?(?: (?:och|tillika) «R\d+»(?: (?:i|för|av|inom) "
    r"«G\d+»)?)?)(?=[,.;]|$)(,(?= (?!«P)))?"
)
_COMMA_TITLE = re.compile(r"«P(\d+)»,\s*([a-zåäö][\w\såäö/-]{3,70}?(?: (?:vid|på|i|för) «[BG]\d+»)?),(?=\s)")
_FROM = re.compile(r"«P(\d+)» (?:från|vid|på|i) («[BG]\d+»)(?! (?:till|och «[BG]\d+»))")
_PLAIN = re.compile(r"«P(\d+)» («B\d+»)")


def _attach(result: Masked, gazetteer: Gazetteer) -> None:
    """Move what stands beside a name into the person, so that rules see names alone."""
    text = re.sub(r"(?<=»),\s+(?=\()", " ", _TITLES.sub("", result.text))
    for _ in range(3):
        before = text
        for pattern in (_BRACKET, _COMMA, _COMMA_ROLE, _FROM, _PLAIN, _COMMA_TITLE):
            text = pattern.sub(lambda found: _beside(found, result, gazetteer), text)
        if text == before:
            break
    result.text = re.sub(r"\b(?:vår|våra|ordinarie|vikarierande|tillfällig|tillförordnad|tf|t\.f\.) (?=«R)", "", text)


def _beside(found: re.Match[str], result: Masked, gazetteer: Gazetteer) -> str:
    person = result.persons[int(found[1])]
    inner = found[2]
    if found.re is _COMMA_TITLE and re.search(
        r"\b(?:som|och|att|har|är|utses|föreslås|nomineras|avgår|ersätter|efterträder|fortsätter)\b|«R", inner
    ):
        return found[0]
    if found.re is _BRACKET and re.search(r"«P\d+»", inner):
        return found[0]
    if person.body is None:
        person.body = body_in(inner, result, gazetteer)
    for role in re.finditer(r"«R(\d+)»(?:\s+(?:(?:i|för|av|inom)\s+(?:den |det )?)?«([GB])(\d+)»)?", inner):
        group = result.groups[int(role[3])] if role[2] == "G" else None
        rest = inner[role.end() :]
        if group is None and (re.match(r"\s+(?:i|för|av|inom|vid|på)\s+\S", rest) or re.match(OTHER_BODY, rest)):
            continue
        earlier = inner[: role.start()].rstrip().endswith(("tidigare", "f.d."))
        if not earlier:
            person.roles.append((result.roles[int(role[1])], None if group is None or group.generic else group.name))
    person.notes += f" {inner}"
    return f"«P{found[1]}»"


def body_in(inner: str, result: Masked, gazetteer: Gazetteer) -> str | None:
    """Return the most specific body that a piece names: a region before a sjukvårdsregion before others."""
    found = [result.bodies[int(each)] for each in re.findall(r"«B(\d+)»", inner)]
    found = [each for each in found if each] or [
        body.name for piece in re.split(r"[,;/]", inner) if "«" not in piece and (body := gazetteer.body(piece))
    ]
    if not found:
        groups = [
            result.groups[int(each)].name
            for each in re.findall(
                r"«G(\d+)»", re.sub(r"«R\d+» (?:(?:i|för|av|inom) (?:den |det )?)?«G\d+»", "", inner)
            )
        ]
        found = groups
    return most_specific(found, gazetteer)


def most_specific(found: list[str], gazetteer: Gazetteer) -> str | None:
    """Return the region of several bodies, else the sjukvårdsregion, else the first."""
    order = {"region": 0, "sjukvardsregion": 1}

    def rank(name: str) -> int:
        body = gazetteer.body(name)
        return 2 if body is None else order.get(body.kind, 2)

    return min(found, key=rank) if found else None


def board_follows(text: str) -> bool:
    """Tell whether a role is followed by a board, clinic or meeting that is no group of ours."""
    return bool(_BOARD.match(text.lstrip()))
