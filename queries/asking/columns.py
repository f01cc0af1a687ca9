"""Headings of columns and words for coded values, for tables on screen, in the terminal and in files."""

from typing import Any

from graph import kinds, notes
from graph.texts import Language, Text
from queries.asking.query import Query

HEADINGS: dict[str, Text] = {
    "a": Text("Uppgift A", "Fact A"),
    "a_basis": Text("Grund för A", "Basis of A"),
    "a_dates": Text("Datum för A", "Dates of A"),
    "a_sources": Text("Källor för A", "Sources of A"),
    "address": Text("Adress", "Address"),
    "after": Text("Efter", "After"),
    "age_days": Text("Ålder i dagar", "Age in days"),
    "alone": Text("Vilar på den ensam", "Resting on it alone"),
    "b": Text("Uppgift B", "Fact B"),
    "b_basis": Text("Grund för B", "Basis of B"),
    "b_dates": Text("Datum för B", "Dates of B"),
    "b_sources": Text("Källor för B", "Sources of B"),
    "basis": Text("Grund", "Basis"),
    "before": Text("Före", "Before"),
    "bodies": Text("Organ", "Bodies"),
    "body": Text("Organ", "Body"),
    "certainty": Text("Säkerhet", "Certainty"),
    "chairs": Text("Ordförande", "Chairs"),
    "change": Text("Ändring", "Change"),
    "context": Text("Sammanhang", "Context"),
    "dated": Text("Har datum", "Dated"),
    "distance": Text("Avstånd", "Distance"),
    "dormant_hostings": Text("Vilande värdskap", "Dormant hostings"),
    "doubt": Text("Tveksamt i källan", "Doubt in the source"),
    "element": Text("Del", "Element"),
    "employer": Text("Arbetsgivare", "Employer"),
    "end_basis": Text("Grund för slut", "Basis of the end"),
    "end_how": Text("Hur vi vet slutet", "How the end is known"),
    "end_source": Text("Källa för slut", "Source of the end"),
    "ended": Text("Slut senast", "Ended by"),
    "ends_first": Text("Slutar tidigast", "Ends at the earliest"),
    "ends_last": Text("Slutar senast", "Ends at the latest"),
    "facts": Text("Uppgifter", "Facts"),
    "first_day": Text("Tidigast", "At the earliest"),
    "first_possible": Text("Tidigast från", "From at the earliest"),
    "from_label": Text("Från", "From"),
    "from_role": Text("Tidigare roll", "Earlier role"),
    "goal": Text("Till", "To"),
    "group": Text("Grupp", "Group"),
    "group_kind": Text("Slag av grupp", "Kind of group"),
    "groups": Text("Grupper", "Groups"),
    "groups_hosted": Text("Är värd för", "Hosts"),
    "host": Text("Värd", "Host"),
    "hostings": Text("Värdskap", "Hostings"),
    "how": Text("Hur vi vet", "How it is known"),
    "in_group": Text("I gruppen", "In group"),
    "kind": Text("Slag", "Kind"),
    "label": Text("Namn", "Name"),
    "last_confirmed": Text("Senast bekräftad", "Last confirmed"),
    "last_day": Text("Senast", "At the latest"),
    "level": Text("Nivå", "Level"),
    "matched": Text("Träff på", "Matched"),
    "mirrors": Text("Speglar", "Mirrors"),
    "passed": Text("Har passerat", "Passed"),
    "people": Text("Personer", "People"),
    "person": Text("Person", "Person"),
    "publisher": Text("Utgivare", "Publisher"),
    "relation": Text("Samband", "Relation"),
    "remark": Text("Anmärkning", "Remark"),
    "represents": Text("Företräder", "Represents"),
    "role": Text("Roll", "Role"),
    "rule_id": Text("Regel", "Rule"),
    "same_source": Text("Samma källa", "Same source"),
    "seats": Text("Platser", "Seats"),
    "seen": Text("Uppgifterna gällde", "Facts seen"),
    "sentence": Text("Samband i ord", "In words"),
    "sources": Text("Källor", "Sources"),
    "standing": Text("Läge", "Standing"),
    "state": Text("Läge", "State"),
    "status": Text("Status", "Status"),
    "step": Text("Steg", "Step"),
    "title": Text("Titel", "Title"),
    "to_label": Text("Till", "To"),
    "unconfirmed": Text("Ej bekräftad på tre år", "Unconfirmed for three years"),
    "valid_from": Text("Från", "From"),
    "valid_to": Text("T.o.m.", "Until"),
    "via": Text("Genom", "Via"),
}
_KIND_WORDS = {name: kind.label for name, kind in kinds.ORGANISATION_KINDS.items()} | {
    "person": Text("person", "person"),
    **{name: relation.verb for name, relation in kinds.RELATIONS.items()},
    **{name: term.label for name, term in kinds.CONTRADICTIONS.items()},
}
_ENDS = {name: term.label for name, term in kinds.END_REASONS.items()}
_HOW = _ENDS | {
    "seen": Text("första källan som nämner det", "the first source that tells"),
    "stated": Text("källan anger datum", "the source gives the date"),
    "listing": Text("jämförelse av två fullständiga listor", "comparison of two complete lists"),
}
_BASES = {name: term.label for name, term in kinds.BASES.items()} | {"rule": Text("enligt regel", "by a rule")}
_REMARKS = {
    "shared": Text("samma källa nämner båda", "one source names both"),
    "end_unknown": Text(
        "flera visas: ingen källa nämner dem samtidigt eller säger att den tidigare har slutat",
        "several are shown: no source names them together or says that the earlier one has stopped",
    ),
}
_STANDINGS = {
    "seat": Text("uppdrag", "seat"),
    "nomination": Text("nominering, ännu inget uppdrag", "nomination, not yet a seat"),
    "vacancy": Text("vakant plats", "vacant seat"),
    "attendance": Text("närvaro, inget uppdrag", "attendance, no seat"),
}
_WORDS: dict[str, dict[str, Text]] = {
    "certainty": {name: term.label for name, term in kinds.CERTAINTIES.items()},
    "change": {name: term.label for name, term in kinds.CHANGES.items()},
    "state": {name: term.label for name, term in kinds.SEAT_STATES.items()},
    "role": {name: role.label for name, role in kinds.ROLES.items()} | {"värd": Text("värd", "host")},
    "from_role": {name: role.label for name, role in kinds.ROLES.items()},
    "relation": {name: relation.verb for name, relation in kinds.RELATIONS.items()},
    "via": {name: relation.verb for name, relation in kinds.RELATIONS.items()},
    "kind": _KIND_WORDS,
    "group_kind": _KIND_WORDS,
    "how": _HOW,
    "end_how": _ENDS,
    "basis": _BASES,
    "end_basis": _BASES,
    "a_basis": _BASES,
    "b_basis": _BASES,
    "remark": _REMARKS,
    "standing": _STANDINGS,
    "step": {
        "exact": Text("hela namnet", "whole name"),
        "bare": Text("namnet utan slag", "name without its kind"),
        "words": Text("början av ord", "beginnings of words"),
        "typo": Text("liknande stavning", "similar spelling"),
    },
}
_HOSTING_STATUS = {name: term.label for name, term in kinds.HOSTING_STATUSES.items()}
_MEMBERSHIP_STATUS = {name: term.label for name, term in kinds.MEMBERSHIP_STATUSES.items()}
_STATUS = {"hosts": _HOSTING_STATUS, "structure": _HOSTING_STATUS | _MEMBERSHIP_STATUS}
_YES = Text("ja", "yes")
_NO_SOURCE = Text("okänd – ingen källa", "unknown – no source")
_UNKNOWN = {("hosts", "host"): _NO_SOURCE, ("mirrors", "group"): _NO_SOURCE} | {
    ("load_by_region", column): Text("okänt", "unknown")
    for column in ("seats", "people", "chairs", "hostings", "dormant_hostings", "unconfirmed")
}
"""Columns where nothing is an answer of its own."""
_NOTES = ("b", "doubt")
"""Columns that may hold a note of the data set."""


def heading(query: Query, column: str, language: Language) -> str:
    """Return the heading of a query's column; a column without one shows its own name."""
    text = query.columns.get(column) or HEADINGS.get(column)
    return text.of(language) if text else column


def shown(query: Query) -> tuple[str, ...]:
    """Return the columns that people read: ids stand behind the names that they belong to."""
    columns = query.row._fields
    return tuple(column for column in columns if column != "id" and not column.endswith(("_id", "_ids")))


def words(query: Query, column: str, value: Any, language: Language) -> str:
    """Return a cell as people read it: coded values in words, lists joined, nothing as an empty text."""
    if value is None or value is False:
        unknown = _UNKNOWN.get((query.name, column))
        return unknown.of(language) if unknown else ""
    if value is True:
        return _YES.of(language)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    table = _WORDS.get(column, {})
    if column == "status":
        table = _STATUS.get(query.name, _MEMBERSHIP_STATUS)
    text = table.get(value) if isinstance(value, str) else None
    if text:
        return text.of(language)
    return notes.in_language(value, language) if column in _NOTES else str(value)
