"""Before the form for one fact: what there is to tell, and which fact it is about."""

from collections.abc import Mapping

import streamlit as st

from graph import kinds
from graph.people.identity import Identities
from graph.records import Membership
from graph.texts import Language, Text
from queries.asking.query import GROUP_KINDS
from views.entry import fields
from views.entry.fields import NAMES
from views.parts import answers, forms, saying, state, suggest, tables, words
from views.parts.markup import Html, dated, join, link, tag, text
from views.parts.tables import Column

_WHAT = Text("Vad har hänt?", "What has happened?")
_WHICH = Text("Gäller det en uppgift som redan finns?", "Is it about a fact that is there already?")
_WHICH_LEAD = Text(
    "Skriv en person eller en grupp, så visas uppdragen att ändra.",
    "Name a person or a group to see the seats that can be changed.",
)
_PERSON = Text("Person", "Person")
_GROUP = Text("Grupp", "Group")
_FIND = Text("Visa uppdragen", "Show the seats")
_SEATS = Text("Uppdrag att ändra", "Seats to change")
_NONE = Text("Ingen källa nämner något uppdrag.", "No source tells of a seat.")
_ROLE = Text("Roll", "Role")
_REPRESENTS = Text("Företräder", "Represents")
_WHEN = Text("Gäller", "Holds")
_CHANGE = Text("Ändra", "Change")
_FOLD = 30
_ACTS = (
    ("slut", Text("slutar", "leaves")),
    ("byte", Text("byts ut", "is replaced")),
    ("ratta", Text("rätta", "correct")),
    ("aterta", Text("ta tillbaka", "withdraw")),
)
_ENTER = Text("Ändra en uppgift", "Enter a fact")
PERSON, GROUP = "person", "grupp"


def sorts(chosen: str, language: Language) -> None:
    """Show what can be told, as links; what stands in the fields already goes along."""
    filled = {NAMES[field]: value for field, value in fields.given().items()}
    filled[PERSON] = state.given(PERSON)
    entries = [
        link(
            state.address("uppgift", **{**filled, "gor": name}),
            text(sort.title.of(language)),
            aria_current="page" if name == chosen else None,
        )
        for name, sort in fields.SORTS.items()
    ]
    st.html(tag("nav", *entries, class_="sg-tabs", aria_label=_WHAT.of(language)))


def facts(language: Language) -> None:
    """Show the seats of the person or group that the address names, and let people name one."""
    person, group = state.given(PERSON), state.given(GROUP)
    saying.heading(_WHICH.of(language), _WHICH_LEAD.of(language))
    found = answers.subjects([person, group])
    st.html(
        forms.form(
            "uppgift",
            suggest.field(_PERSON.of(language), PERSON, _label(found, person), "person", "f-vem"),
            suggest.field(_GROUP.of(language), GROUP, _label(found, group), "group", "f-var"),
            button=_FIND.of(language),
        )
    )
    if not (person or group):
        return
    seats = _seats(person, group)
    saying.heading(_SEATS.of(language), small=True, count=len(seats) or None)
    if not seats:
        saying.say(_NONE.of(language), "sg-unknown")
        return
    subjects = answers.subjects(
        key for seat in seats for key in (seat.person, seat.group, *seat.represents, seat.employer)
    )

    def named(key: str | None) -> Html:
        return tables.subject_link(subjects[key]) if key and key in subjects else text(key or "")

    def standing(seat: Membership) -> Html:
        role = kinds.ROLES[seat.role].label.of(language)
        if seat.status == "decided":
            return text(role)
        return text(f"{role} ({kinds.MEMBERSHIP_STATUSES[seat.status].label.of(language)})")

    who = Column(_PERSON.of(language), lambda seat: named(seat.person), bare=True)
    where = Column(_GROUP.of(language), lambda seat: named(seat.group), bare=True)
    columns = [
        where if person else who,
        Column(_ROLE.of(language), standing, bare=True),
        Column(_REPRESENTS.of(language), lambda seat: join([named(body) for body in seat.represents], ", ")),
        Column(_WHEN.of(language), lambda seat: dated(_span(seat, language))),
        Column(_CHANGE.of(language), lambda seat: _links(seat, language)),
    ]
    columns = [column for column in columns if any(column.cell(seat) for seat in seats)]
    st.html(tables.table(_SEATS.of(language), columns, seats, language, _FOLD))


def _seats(person: str, group: str) -> list[Membership]:
    """Return the seats of a person, in a group when that is named too, those that go on first."""
    place = answers.find(group, frozenset(GROUP_KINDS)).id if group else ""
    if person:
        identities = Identities(answers.judgements())
        known = answers.find(identities.standing(person), frozenset({answers.PERSON}))
        same = answers.cluster(known.id, identities)
        seats = answers.work(lambda store: list(store.memberships_of(same)))
        seats = [seat for seat in seats if not place or seat.group == place]
    else:
        keys = answers.work(lambda store: [seat.id for _, found, _ in store.seats([place]) for seat in found])
        seats = list(answers.fetch(Membership, keys).values())
    return sorted(seats, key=lambda seat: (seat.valid_to is not None or seat.status == "ended", seat.id))


def _span(seat: Membership, language: Language) -> str:
    first, last = words.when(seat.valid_from, language), words.when(seat.valid_to, language)
    return f"{first} – {last}" if first or last else ""


def _label(found: Mapping[str, answers.PageSubject], value: str) -> str:
    return found[value].label if value in found else value


def _links(seat: Membership, language: Language) -> Html:
    """Return what can be done to a seat that is there."""
    filled = {"leaves": seat.person, "group": seat.group, "role": seat.role}
    filled["represents"] = seat.represents[0] if len(seat.represents) == 1 else None
    told = {NAMES[field]: value for field, value in filled.items()}
    made = []
    for name, label in _ACTS:
        if name in fields.CHANGES:
            at = state.address("uppgift", gor=name, uppgift=seat.id)
        elif seat.person and seat.status != "ended":
            at = state.address("uppgift", gor=name, **told)
        else:
            continue
        made.append(link(at, text(label.of(language))))
    return join(made, " · ")


def profile_link(subject: answers.PageSubject, language: Language) -> Html:
    """Return the link from the page of a person or group to what can be told of it."""
    at = state.address("uppgift", **{PERSON if subject.kind == answers.PERSON else GROUP: subject.id})
    return tag("p", link(at, text(_ENTER.of(language))), class_="sg-other")
