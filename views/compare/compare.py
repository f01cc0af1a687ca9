"""Two dates compared: who left and came, new roles, hosts and names."""

from collections.abc import Sequence

import streamlit as st

from graph import kinds, time
from graph.exports.profiles.history import Change
from graph.exports.profiles.history import changes as changes_of
from graph.texts import Language, Text
from queries.asking import asking
from queries.asking.query import BODY_KINDS, GROUP_KINDS
from queries.changes import QUERY as CHANGES
from queries.structure import SYSTEM
from views.frame.page import Page
from views.parts import answers, changes, downloads, forms, saying, state, words
from views.parts.markup import link, tag, text
from views.pictures import drawing

_TITLE = Text("Jämför två datum", "Compare two dates")
_LEAD = Text(
    "Vilka som har lämnat och kommit till, nya roller, värdar och namn. En ändring som kan ha skett i perioden är med, "
    "med första och sista möjliga dag.",
    "Who left and joined, new roles, hosts and names. A change that may have happened in the period is listed, with "
    "the first and last possible day.",
)
_FROM = Text("Från", "From")
_UNTIL = Text("Till och med", "Until (included)")
_GROUP = Text("Bara gruppen", "Only the group")
_BODY = Text("Bara organet", "Only the body")
_GO = Text("Jämför", "Compare")
_NONE = Text("Ingen källa berättar om någon ändring i perioden.", "No source tells of any change in the period.")
_SURE = Text("Säkert i perioden: {count}.", "Surely in the period: {count}.")
_MAY = Text(
    "Kan ha skett i perioden, eller utanför den: {count}.", "May have happened in the period, or outside it: {count}."
)
_CHANGES = Text("Ändringar", "Changes")
_SEEN = Text("Sedda för första gången", "Seen for the first time")
_SEEN_LEAD = Text(
    "Källan är den första som nämner dem. Det säger inte att de är nya.",
    "The source is the first that tells of them. That does not say that they are new.",
)
_PERIOD = Text("Från {since} till och med {until}.", "From {since} until {until}, included.")
_PICTURE_TITLE = Text("Ändringarna i bild", "The changes in a picture")
_PICTURE_LEAD = Text(
    "+ tillkommet, – borta, ~ ändrat, ? först sett: ingen äldre uppgift att jämföra med.",
    "+ added, – gone, ~ changed, ? first seen: nothing earlier to compare with.",
)
_SYSTEM = Text("hela systemet", "the whole system")
_OPEN = Text("Öppna bilden för att ta med den", "Open the picture to take it along")
SINCE, UNTIL = "fran", "till"


def show() -> None:
    """Show what changed between the two dates in the address; without them, in the last year."""
    language, day = state.language(), state.day()
    until = asking.as_of_day(state.given(UNTIL) or day)
    since = asking.as_of_day(state.given(SINCE) or time.years_before(until, 1))
    group, body = state.given("group"), state.given("body")
    saying.title(_TITLE.of(language))
    saying.say(_LEAD.of(language))
    st.html(
        forms.form(
            "jamfor",
            forms.day(_FROM.of(language), SINCE, since, "f-since", language),
            forms.day(_UNTIL.of(language), UNTIL, until, "f-until", language),
            forms.organisation(_GROUP.of(language), "group", _label(group), GROUP_KINDS),
            forms.organisation(_BODY.of(language), "body", _label(body), BODY_KINDS),
            button=_GO.of(language),
        )
    )
    answer = answers.ask(CHANGES, until, since=since, until=until, group=group, body=body)
    period = _PERIOD.fill(since=words.long_day(since, language), until=words.long_day(until, language))
    found = changes_of(answer.rows)
    sure = [each for each in found if each.change != "first_seen"]
    seen = [each for each in found if each.change == "first_seen"]
    saying.heading(_CHANGES.of(language), period.of(language))
    saying.say(_counted(sure, since, until, language), "" if sure else "sg-unknown")
    for name, term in kinds.CHANGES.items():
        part = [each for each in sure if each.change == name]
        if part:
            label = _heading(term.label, language)
            saying.heading(label, small=True, count=len(part))
            part.sort(key=lambda each: not each.surely_within(since, until))
            changes.show(part, language, label, show_group=not group, show_change=False, period=(since, until))
    if seen:
        saying.heading(_SEEN.of(language), _SEEN_LEAD.of(language), count=len(seen))
        changes.show(seen, language, _SEEN.of(language), show_group=not group, show_change=False, fold=0)
    downloads.offer(answer, language, "changes")
    scope = str(answer.parameters["group"] or answer.parameters["body"] or SYSTEM)
    _picture(scope, since, until, language)


def _counted(found: Sequence[Change], since: str, until: str, language: Language) -> str:
    """Return how many changes surely happened in the period, and how many may lie outside it."""
    if not found:
        return _NONE.of(language)
    count = sum(each.surely_within(since, until) for each in found)
    said = [_SURE.fill(count=words.number(count, language))] if count else []
    if len(found) > count:
        said.append(_MAY.fill(count=words.number(len(found) - count, language)))
    return " ".join(each.of(language) for each in said)


def _picture(scope: str, since: str, until: str, language: Language) -> None:
    """Show the later day as a picture in which what changed since the earlier one is marked."""
    saying.heading(_PICTURE_TITLE.of(language), _PICTURE_LEAD.of(language))
    found = answers.subjects([scope]).get(scope)
    name = found.label if found else _SYSTEM.of(language)
    st.html(drawing.image(scope, until, name, language, drawing.PictureWish(compare=since)))
    at = {state.ID: None if scope == SYSTEM else scope, drawing.COMPARE: since, state.DAY: until}
    st.html(tag("p", link(state.address("bild", **at), text(_OPEN.of(language))), class_="sg-choices"))


def _heading(label: Text, language: Language) -> str:
    shown = label.of(language)
    return shown[:1].upper() + shown[1:]


def _label(value: str) -> str:
    found = answers.subjects([value]).get(value) if value else None
    return found.label if found else value


PAGE = Page("jamfor", Text("Jämför datum", "Compare dates"), show, menu=4)
