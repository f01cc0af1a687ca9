"""The form for one fact: what somebody wants to tell, and the fields that each sort of telling has."""

from collections.abc import Mapping
from typing import NamedTuple

from graph import kinds
from graph.records import Membership
from graph.texts import Language, Text
from views.parts import forms, state, suggest
from views.parts.markup import Html, join, tag, text


class Sort(NamedTuple):
    """One thing that can be told with the form."""

    title: Text
    lead: Text
    fields: tuple[str, ...]
    needed: tuple[str, ...]


SORTS: Mapping[str, Sort] = {
    "byte": Sort(
        Text("Någon slutar och en annan tar över", "Somebody leaves and another takes over"),
        Text("Till exempel: Anna slutar 31 mars, Bo tillträder 1 april.", "Say: Anna leaves 31 March, Bo follows."),
        ("group", "role", "represents", "leaves", "last", "follows", "first"),
        ("group", "role", "leaves", "follows"),
    ),
    "ny": Sort(
        Text("Någon får ett uppdrag", "Somebody gets a seat"),
        Text("En person som ska stå i en grupp.", "A person to stand in a group."),
        ("follows", "group", "role", "represents", "first", "last", "status"),
        ("group", "role", "follows"),
    ),
    "slut": Sort(
        Text("Någon slutar", "Somebody leaves"),
        Text("Platsen blir kvar utan innehavare.", "The seat stays without a holder."),
        ("leaves", "group", "role", "last"),
        ("group", "role", "leaves", "last"),
    ),
    "vard": Sort(
        Text("En grupp får en värd", "A group gets a host"),
        Text("Den sjukvårdsregion eller region som bär gruppen.", "The body that carries the group."),
        ("hosted", "host", "hosting", "first", "last"),
        ("hosted", "host"),
    ),
}
CHANGES: Mapping[str, Sort] = {
    "ratta": Sort(
        Text("Rätta ett uppdrag", "Correct a seat"),
        Text("Det som är fel i uppgiften skrivs om.", "What is wrong in the fact is written anew."),
        ("role", "represents", "first", "last", "status"),
        ("role",),
    ),
    "aterta": Sort(
        Text("Ta tillbaka ett uppdrag", "Withdraw a seat"),
        Text("Uppgiften visas inte längre; den står kvar i journalen.", "The fact is shown no longer."),
        (),
        (),
    ),
}
"""What needs a fact that is there: its id follows in the address."""
LABELS: Mapping[str, Text] = {
    "group": Text("Grupp", "Group"),
    "role": Text("Roll", "Role"),
    "leaves": Text("Vem slutar?", "Who leaves?"),
    "last": Text("Sista dag (räknas med)", "Last day (included)"),
    "follows": Text("Vem tillträder?", "Who takes the seat?"),
    "first": Text("Från och med", "From"),
    "represents": Text("Företräder (om det är känt)", "Represents (if known)"),
    "status": Text("Ställning", "Standing"),
    "hosted": Text("Grupp", "Group"),
    "host": Text("Värd", "Host"),
    "hosting": Text("Värdskapet är", "The hosting is"),
}
NAMES: Mapping[str, str] = {
    "group": "grupp",
    "role": "roll",
    "leaves": "slutar",
    "last": "sista",
    "follows": "tar",
    "first": "forsta",
    "represents": "foretrader",
    "status": "stallning",
    "hosted": "grupp",
    "host": "vard",
    "hosting": "vardskap",
    "source": "kalla",
    "address": "kalladress",
    "dated": "kalldatum",
    "known": "sjalv",
}
"""What stands in the address for each field."""
SUGGESTED = {
    **{"leaves": "person", "follows": "person", "group": "group", "hosted": "group"},
    **{"represents": "body", "host": "body"},
}
_ABOUT = Text("Uppgiften", "The fact")
_FROM = Text("Källan", "The source")
_SOURCE = Text("Dokumentets eller sidans titel", "Title of the document or page")
_ADDRESS = Text("Webbadress (om den finns)", "Web address (if there is one)")
_DATED = Text("Källans datum", "Date of the source")
_KNOWN = Text("Jag vet det själv; det finns inget dokument", "I know it myself; there is no document")
_SHOW = Text("Visa vad som ändras", "Show what changes")


def given() -> dict[str, str]:
    """Return what the address says for each field that it fills."""
    return {field: value for field, name in NAMES.items() if (value := state.given(name))}


def of(seat: Membership) -> dict[str, str]:
    """Return what a seat says in each field that can be corrected."""
    told = {
        "role": seat.role,
        "represents": seat.represents[0] if len(seat.represents) == 1 else "",
        "first": seat.valid_from or "",
        "last": seat.valid_to or "",
        "status": seat.status,
    }
    return {field: value for field, value in told.items() if value}


def form(sort: str, record: str, filled: Mapping[str, str], language: Language) -> Html:
    """Return the form for one sort of telling; the page's script sends it to the queue."""
    told = {**SORTS, **CHANGES}[sort]
    fields = [_field(each, filled.get(each, ""), each in told.needed, language) for each in told.fields]
    hidden = [
        tag("input", type="hidden", name=name, value=value) for name, value in (("gor", sort), ("uppgift", record))
    ]
    about = tag("fieldset", tag("legend", text(_ABOUT.of(language))), *fields) if fields else join([])
    button = tag("button", text(_SHOW.of(language)), type="submit", class_="sg-first")
    return tag(
        "form",
        *hidden,
        about,
        _source(filled, language),
        tag("div", button, class_="sg-acts"),
        data_do="enter",
        class_="sg-form sg-entering",
    )


def _field(field: str, value: str, needed: bool, language: Language) -> Html:
    label, name, id_ = LABELS[field].of(language), NAMES[field], f"f-{NAMES[field]}"
    if field in SUGGESTED:
        return suggest.field(label, name, value, SUGGESTED[field], id_, required=needed)
    if field in ("first", "last"):
        return forms.day(label, name, value, id_, language, required=needed)
    if field == "role":
        roles = [(role.name, role.label.of(language)) for role in kinds.ROLES.values()]
        return forms.select(label, name, roles, value or "ledamot")
    if field == "hosting":
        sorts = [(term.name, term.label.of(language)) for term in kinds.HOSTING_STATUSES.values()]
        return forms.select(label, name, sorts, value or "active")
    standings = [
        (term.name, term.label.of(language))
        for term in kinds.MEMBERSHIP_STATUSES.values()
        if term.name not in ("ended", "vacant")
    ]
    return forms.select(label, name, standings, value or "decided")


def _source(filled: Mapping[str, str], language: Language) -> Html:
    def line(field: str, label: Text) -> Html:
        id_ = f"f-{NAMES[field]}"
        return forms.field(label.of(language), forms.typed(NAMES[field], filled.get(field, ""), id_), id_)

    known = tag(
        "div",
        tag("input", type="checkbox", name=NAMES["known"], id="f-sjalv", value="1", checked=bool(filled.get("known"))),
        tag("label", text(_KNOWN.of(language)), for_="f-sjalv"),
        class_="sg-field sg-flag",
    )
    dated = forms.day(_DATED.of(language), NAMES["dated"], filled.get("dated", ""), "f-kalldatum", language)
    return tag(
        "fieldset",
        tag("legend", text(_FROM.of(language))),
        line("source", _SOURCE),
        line("address", _ADDRESS),
        dated,
        known,
    )
