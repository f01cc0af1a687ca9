"""The words in pictures: dates, short names, and what is said of a statement."""

import re
from collections.abc import Iterable

from graph import kinds, time
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Edge, Node
from graph.records import Source
from graph.texts import Language, Text

_MONTHS = (
    Text("januari", "January"),
    Text("februari", "February"),
    Text("mars", "March"),
    Text("april", "April"),
    Text("maj", "May"),
    Text("juni", "June"),
    Text("juli", "July"),
    Text("augusti", "August"),
    Text("september", "September"),
    Text("oktober", "October"),
    Text("november", "November"),
    Text("december", "December"),
)
_SHORT_MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_YEARS = {3: Text("tre", "three")}
_UNDATED = Text("utan datum", "no date")
_ABBREVIATION = 5

TITLE = Text("Nationell kunskapsstyrning: hela systemet", "National knowledge governance: the whole system")
AS_OF = Text("Uppgifter per {day}", "As of {day}")
STAMP = Text("{as_of} · {count} källor", "{as_of} · {count} sources")
STAMP_ONE = Text("{as_of} · 1 källa", "{as_of} · 1 source")
COMPARED = Text("Ändringar från {since} till {day} · {count} källor", "Changes from {since} to {day} · {count} sources")
WAS = Text("hette {name}", "was called {name}")
STEERING = Text("Styrning", "Steering")
SELECTION = Text("Urval ur nätverket", "Selected from the network")
SELECTED = Text("Valda ({count})", "Selected ({count})")
OTHER_HOSTS = Text("Andra värdar", "Other hosts")
KINDS = Text("{kinds}", "{kinds}")
HOSTED_KINDS = Text("Värd för {kinds}", "Hosts {kinds}")
MIRRORING_KINDS = Text("Speglas av {kinds}", "Mirrored by {kinds}")
SITTING = Text("Sitter i gruppen", "Sit in the group")
VACANT_SEATS = Text("Vakanta platser", "Vacant seats")
VACANT = Text("vakant: {role}", "vacant: {role}")
SEVERAL = Text(
    "flera visas som {role}: ingen källa säger vem som har slutat",
    "several are shown as {role}: no source says who has stopped",
)
REPRESENTING = Text("Företräder {body}", "Represent {body}")
SITS_IN = Text("Sitter i", "Sits in")
REPRESENTS = Text("Företräder", "Represents")
CONFIRMED_LONG_AGO = Text("ej bekräftade de senaste {years} åren", "not confirmed in the last {years} years")
HOST = Text("värd: {host}", "host: {host}")
DORMANT_HOST = Text("vilande värd: {host}", "dormant host: {host}")
UNKNOWN_HOST = Text("okänd värd", "unknown host")
HOSTS_NOTHING = Text("inget känt värdskap", "not known to host")
HOSTS_COUNTED = Text("värd för {counts}", "hosts {counts}")
DORMANT_COUNTED = Text("vilande för {counts}", "dormant host of {counts}")
IN_GROUP = Text("{role} i {group}", "{role} in {group}")
IN = Text("i {group}", "in {group}")
AND = Text("och", "and")
NOTHING = Text("Inga uppgifter den dagen", "Nothing known on that day")
OTHER_HOST = Text("annan värd", "other host")
OTHER_BODY = Text("annat organ", "other body")
HAS_DORMANT = Text("har en vilande värd", "has a dormant host")
HOLLOW_MEANS = Text(
    "ej bekräftat de senaste {years} åren (senaste belägg)",
    "not confirmed in the last {years} years (last seen)",
)
LEGEND = Text("Teckenförklaring", "Legend")
FILL_IS_HOST = Text("färgen visar värden", "the colour shows the host")
SOURCES_ARE = Text("Källor: {ids}", "Sources: {ids}")
SOURCES_COUNTED = Text("Källor: {count}, se styrgraf.", "Sources: {count}, see styrgraf.")
NO_SOURCE = Text("Källor: inga.", "Sources: none.")


def day(as_of: str, language: Language) -> str:
    """Return a day as people write it: `22 november 2026`."""
    year, month, number = as_of.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1].of(language)} {year}"


def month(number: int, language: Language) -> str:
    """Return a month's name in short, from 1 for January."""
    return _SHORT_MONTHS[number - 1] if language == "sv" else _MONTHS[number - 1].en[:3]


def years(language: Language) -> str:
    """Return for how many years a statement stays fresh, as a word."""
    counted = time.CONFIRMED_YEARS
    return _YEARS[counted].of(language) if counted in _YEARS else str(counted)


def observed(text: str, language: Language) -> str:
    """Return when something was last seen, short: `2020-11-13`, `tidigast 2020-11`, `2018–2021-04`."""
    if not text:
        return _UNDATED.of(language)
    first, slash, last = text.partition("/")
    if not slash:
        return text
    if last == "..":
        return Text(f"tidigast {first}", f"{first} or later").of(language)
    if first == "..":
        return Text(f"senast {last}", f"{last} or earlier").of(language)
    return f"{first}–{last}"


def year_of(text: str) -> str:
    """Return a date as written with its years alone: `2018-09-24` → `2018`, `2018/2021-04` → `2018/2021`.

    An open end is left out: nothing is shown as fresher than it may be at its earliest (DESIGN §3).
    """
    found = [part[:4] for part in text.split("/") if part != ".."]
    return "/".join(dict.fromkeys(found))


def source(record: Source, language: Language) -> str:
    """Return what a source is called, with the time that it tells of."""
    told = record.date or record.period
    return f"{record.title} ({observed(told, language)})" if told else record.title


def standing(edge: Edge, language: Language, *, brief: bool = False) -> str:
    """Return what must be said of how sure a statement is, in brackets; empty when it is fresh.

    `brief` gives the year alone.
    """
    if edge.unconfirmed:
        seen = year_of(edge.last_confirmed) if brief else edge.last_confirmed
        return " " + tight(f"({clean(observed(seen, language))})")
    if edge.certainty == "undated":
        return f" ({kinds.CERTAINTIES['undated'].label.of(language)})"
    return ""


def role(edge: Edge, language: Language) -> str:
    """Return a role, with its status unless that is decided."""
    known = kinds.ROLES.get(edge.role)
    words = known.label.of(language) if known else clean(edge.role)
    status = kinds.MEMBERSHIP_STATUSES.get(edge.status)
    if status is None or status.name == "decided":
        return words
    return f"{words}, {status.label.of(language)}" if words else status.label.of(language)


def kind(node: Node, language: Language, *, plural: bool = False) -> str:
    """Return what a node is called by kind."""
    known = node.known_kind
    if known is None:
        person = Text("personer", "people") if plural else Text("person", "person")
        return person.of(language) if node.kind == PERSON else clean(node.kind)
    return (known.plural if plural else known.label).of(language)


def headed(node: Node, above: str = "") -> str:
    """Return a name under a heading that already tells the kind: `NPO akut vård` → `Akut vård`.

    What the picture is about, `above`, is left out where the name ends with it: `RSG forskning, Södra` → `Forskning`.
    """
    label = clean(node.label)
    if above and label.endswith(f", {above}"):
        label = label[: -len(above) - 2]
    known = node.known_kind
    for beginning in known.prefix if known and known.prefix else ():
        if label.casefold().startswith(beginning.casefold() + " "):
            rest = label[len(beginning) :].strip()
            return rest[:1].upper() + rest[1:]
    return label


def short(node: Node) -> str:
    """Return a name for small text: `Sjukvårdsregion Mellansverige` → `Mellansverige`, SKR for its full name."""
    label = clean(node.label)
    known = node.known_kind
    if known and known.host and known.level == 2:
        words = "|".join(re.escape(word) for word in sorted(known.words, key=len, reverse=True))
        rest = " ".join(re.sub(rf"\b(?:{words})\b", " ", label, flags=re.IGNORECASE).split()).strip(" ,")
        return rest or label
    return _initials(node.id, label) or label


def _initials(id_: str, label: str) -> str:
    """Return a short id in capitals when its letters are initials of the name, in order."""
    initials = [word[0].casefold() for word in label.split()]
    if not 2 <= len(id_) <= _ABBREVIATION or not initials or initials[0] != id_[0]:
        return ""
    rest = iter(initials)
    return id_.upper() if all(letter in rest for letter in id_) else ""


def abbreviation(kind_name: str, language: Language, count: int) -> str:
    """Return a kind in counts: its abbreviation, else its word in the number that `count` asks for."""
    known = kinds.ORGANISATION_KINDS.get(kind_name)
    if known is None:
        return clean(kind_name)
    if known.prefix:
        return known.prefix[1]
    return (known.label if count == 1 else known.plural).of(language)


def tight(text: str) -> str:
    """Return `text` with blanks at which no line breaks."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def listed(parts: Iterable[str], language: Language) -> str:
    """Join parts as a sentence does: `a, b och c`."""
    *first, last = parts
    return f"{', '.join(first)} {AND.of(language)} {last}" if first else last


def capital(text: str) -> str:
    """Return `text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]
