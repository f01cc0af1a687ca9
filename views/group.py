"""The page of a group: what it is, who hosts it, who sits in it, and how that came about."""

from graph.texts import Text
from views import all_sources, answers, drawing, fact_choice, frame, organisation, over_time, six_seats, state, words
from views.markup import join
from views.page import Page

_AS_BODY = Text("Vem företräder {name} i andra grupper?", "Who represents {name} in other groups?")
_PICTURE = Text("Rita {name}", "Draw {name}")
_BESIDE = {"mirrors": ("level",), "rule_breaches": ()}
"""Questions about a group that are shown as they are, but for some columns."""


def show() -> None:
    """Show the group that the address names."""
    language, day = state.language(), state.day()
    subject = organisation.asked()
    links = [organisation.other_page(subject, "bild", _PICTURE, language), organisation.around(subject, language)]
    links.append(fact_choice.profile_link(subject, language))
    if answers.ask("represents", day, body=subject.id).rows:
        links.append(organisation.other_page(subject, "organ", _AS_BODY, language))
    frame.title(subject.label, words.kind(subject.kind, language), join(links))
    if organisation.exists(subject, day, language):
        organisation.facts(subject, day, language)
        six_seats.show(subject, day, language)
        organisation.members(subject, day, language)
        organisation.open_seats(subject, day, language)
        organisation.relations(subject, day, language)
        for name, without in _BESIDE.items():
            organisation.generic(name, day, language, without=without, group=subject.id)
        drawing.section(subject, day, language)
        over_time.show(subject, day, language)
    organisation.history(subject, day, language, "group")
    members = answers.ask("members", day, group=subject.id, nominations=True, ended=True).rows
    all_sources.show([*members, *answers.ask("hosts", day, group=subject.id).rows], language)


PAGE = Page("grupp", Text("Grupp", "Group"), show)
