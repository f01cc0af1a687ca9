"""The page of a group: what it is, who hosts it, who sits in it, and how that came about."""

from graph.exports.profiles.hostings import hosts
from graph.exports.profiles.members import members as members_of
from graph.texts import Text
from queries.represents import QUERY as REPRESENTS
from views.entry import choice
from views.frame.page import Page
from views.parts import answers, saying, sections, state, words
from views.parts.markup import join
from views.pictures import drawing
from views.profiles import facts, history, members, open_seats, over_time, relations, six_seats
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
    if answers.ask(REPRESENTS, day, body=subject.id).rows:
        links.append(sections.other_page(subject, "organ", _AS_BODY, language))
    saying.title(subject.label, words.kind(subject.kind, language), join(links))
    if relations.exists(subject, day, language):
        facts.show(subject, day, language)
        six_seats.show(subject, day, language)
        members.show(subject, day, language)
        open_seats.show(subject, day, language)
        relations.show(subject, day, language)
        for name, without in _BESIDE.items():
            sections.generic(name, day, language, without=without, group=subject.id)
        drawing.section(subject, day, language)
        over_time.show(subject, day, language)
    history.show(subject, day, language, "group")
    ask = answers.rows(day)
    all_sources.show([*members_of(ask, subject.id).everybody, *hosts(ask, subject.id)], language)


PAGE = Page("grupp", Text("Grupp", "Group"), show)
