"""The page of a group: what it is, who hosts it, who sits in it, and how that came about."""

from graph.texts import Text
from views.entry import choice
from views.frame.page import Page
from views.parts import answers, saying, sections, state, words
from views.parts.markup import join
from views.pictures import drawing
from views.profiles import over_time, six_seats
from views.sources import all_sources

_AS_BODY = Text("Vem företräder {name} i andra grupper?", "Who represents {name} in other groups?")
_PICTURE = Text("Rita {name}", "Draw {name}")
_BESIDE = {"mirrors": ("level",), "rule_breaches": ()}
"""Questions about a group that are shown as they are, but for some columns."""


def show() -> None:
    """Show the group that the address names."""
    language, day = state.language(), state.day()
    subject = sections.asked()
    links = [sections.other_page(subject, "bild", _PICTURE, language), sections.around(subject, language)]
    links.append(choice.profile_link(subject, language))
    if answers.ask("represents", day, body=subject.id).rows:
        links.append(sections.other_page(subject, "organ", _AS_BODY, language))
    saying.title(subject.label, words.kind(subject.kind, language), join(links))
    if sections.exists(subject, day, language):
        sections.facts(subject, day, language)
        six_seats.show(subject, day, language)
        sections.members(subject, day, language)
        sections.open_seats(subject, day, language)
        sections.relations(subject, day, language)
        for name, without in _BESIDE.items():
            sections.generic(name, day, language, without=without, group=subject.id)
        drawing.section(subject, day, language)
        over_time.show(subject, day, language)
    sections.history(subject, day, language, "group")
    members = answers.ask("members", day, group=subject.id, nominations=True, ended=True).rows
    all_sources.show([*members, *answers.ask("hosts", day, group=subject.id).rows], language)


PAGE = Page("grupp", Text("Grupp", "Group"), show)
