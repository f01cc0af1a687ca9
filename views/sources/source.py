"""The page of a source: what it is, and every fact that it tells. Without an id: all sources."""

from collections.abc import Callable, Mapping

import streamlit as st

from graph import kinds, notes
from graph.finding import NotFound, short_label
from graph.records import Evidence, Hosting, Link, Membership, Name, Organisation, Rule, Source
from graph.texts import Language, Text
from loaders.review import origin
from views.frame.page import Page
from views.parts import answers, quoted, saying, sections, state, tables, words
from views.parts.markup import NOTHING, Html, join, outward, tag, text
from views.parts.tables import Column

_SOURCE = Text("källa", "source")
_ALL = Text("Källor", "Sources")
_T = {
    "publisher": Text("Utgivare", "Publisher"),
    "address": Text("Adress", "Address"),
    "date": Text("Datum på källan", "Date on the source"),
    "period": Text("Uppgifterna gällde", "Its facts held"),
    "retrieved": Text("Hämtad", "Retrieved"),
    "checksum": Text("Kontrollsumma", "Checksum"),
    "doubt": Text("Tveksamt i källan", "Doubt in the source"),
    "note": Text("Anteckning", "Note"),
}
_FACTS = Text("Vad källan säger", "What the source says")
_NO_FACTS = Text("Ingen uppgift i styrgraf vilar på källan.", "No fact in styrgraf rests on this source.")
_WHAT = Text("Uppgift", "Fact")
_HOW = Text("Så säger källan", "How it says so")
_PLACE = Text("Ställe", "Place")
_QUOTE = Text("Ordagrant", "Quote")
_UNDATED = Text("utan datum", "undated")
_ABOUT = Text("Om källan", "About the source")
_MANY = Text("Visar de första {number} uppgifterna.", "Showing the first {number} facts.")
MOST = 500
_SHOWN = 25


def show() -> None:
    """Show the source that the address names, or all of them."""
    language, day = state.language(), state.day()
    wanted = state.given(state.ID)
    if not wanted:
        saying.title(_ALL.of(language))
        sections.generic("freshness", day, language, fold=_SHOWN)
        return
    source = answers.sources([wanted]).get(wanted)
    if source is None:
        raise NotFound(wanted, [])
    saying.title(source.title, _SOURCE.of(language))
    lines = []
    for field, label in _T.items():
        value = getattr(source, field)
        if field == "date" and not value and not source.period:
            value = _UNDATED.of(language)
        if not value:
            continue
        shown = (
            outward(value, text(value))
            if field == "address"
            else text(
                words.when(value, language) if field in ("date", "period") else notes.in_language(value, language)
            )
        )
        lines += [tag("dt", text(label.of(language))), tag("dd", shown)]
    saying.heading(_ABOUT.of(language))
    st.html(tag("dl", *lines, class_="sg-facts"))
    _facts(source, language)


def _facts(source: Source, language: Language) -> None:
    said = answers.evidence_from(source.id, MOST)
    saying.heading(_FACTS.of(language), count=len(said) or None)
    if not said:
        saying.say(_NO_FACTS.of(language), "sg-unknown")
        return
    if len(said) == MOST:
        saying.say(_MANY.fill(number=MOST).of(language))
    facts = _sentences(said, language)

    def how(each: Evidence) -> Html:
        stance = kinds.STANCES[each.stance].label.of(language)
        return text(f"{stance} ({kinds.BASES[each.basis].label.of(language)})")

    def quote(each: Evidence) -> Html:
        return tag("span", quoted.words(each.quote, language), class_="sg-prose") if each.quote else NOTHING

    columns = [
        Column(_WHAT.of(language), lambda each: facts[each.key]),
        Column(_HOW.of(language), how),
        Column(_PLACE.of(language), lambda each: text(origin.place(each.place).of(language))),
        Column(
            _QUOTE.of(language),
            quote,
        ),
    ]
    columns = [column for column in columns if any(column.cell(each) for each in said)]
    st.html(tables.table(_FACTS.of(language), columns, said, language))


def _sentences(said: list[Evidence], language: Language) -> Mapping[str, Html]:
    """Return each fact in words, with links to what it is about."""

    def keys(table: str) -> list[str]:
        return [each.record for each in said if each.kind == table]

    memberships = answers.fetch(Membership, keys("memberships"))
    hostings = answers.fetch(Hosting, keys("hostings"))
    links = answers.fetch(Link, keys("links"))
    names = answers.fetch(Name, keys("names"))
    rules = answers.fetch(Rule, keys("rules"))
    organisations = answers.fetch(Organisation, keys("organisations"))
    ends = {key for each in memberships.values() for key in (each.person, each.group, *each.represents)}
    ends |= {key for each in hostings.values() for key in (each.host, each.hosted)}
    ends |= {key for each in links.values() for key in (each.from_id, each.to_id)}
    subjects = answers.subjects({*ends, *(name.organisation for name in names.values())})

    def to(key: str) -> Html:
        return tables.subject_link(subjects[key]) if key in subjects else text(key)

    def membership(key: str) -> Html:
        each = memberships[key]
        status = kinds.MEMBERSHIP_STATUSES[each.status].label.of(language)
        role = kinds.ROLES[each.role].label.of(language)
        who = to(each.person) if each.person else text(status)
        parts = [who, text(f", {role}, "), to(each.group)]
        if each.person and each.status != "decided":
            parts.append(text(f" ({status})"))
        if each.represents:
            parts += [text(", " + kinds.RELATIONS["represents"].verb.of(language) + " ")]
            parts.append(join([to(body) for body in each.represents], ", "))
        return join(parts)

    def hosting(key: str) -> Html:
        each = hostings[key]
        status = kinds.HOSTING_STATUSES[each.status].label.of(language)
        return join([to(each.host), text(f", {status}: "), to(each.hosted)])

    def link_(key: str) -> Html:
        each = links[key]
        return join([to(each.from_id), text(f" {kinds.LINK_KINDS[each.kind].verb.of(language)} "), to(each.to_id)])

    def name(key: str) -> Html:
        each = names[key]
        return join([to(each.organisation), text(f", {kinds.NAME_SORTS[each.sort].label.of(language)}: {each.text}")])

    def own(key: str) -> Html:
        each = organisations[key]
        return tables.subject_link(answers.PageSubject(each.id, each.kind, short_label(each)))

    tables_: dict[str, tuple[Mapping[str, object], Callable[[str], Html]]] = {
        "memberships": (memberships, membership),
        "hostings": (hostings, hosting),
        "links": (links, link_),
        "names": (names, name),
        "organisations": (organisations, own),
        "rules": (rules, lambda key: text(notes.in_language(rules[key].text, language))),
    }
    found: dict[str, Html] = {}
    for each in said:
        records, sentence = tables_[each.kind]
        shown = sentence(each.record) if each.record in records else text(each.record)
        if each.note:
            shown = join([shown, tag("span", text(notes.in_language(each.note, language)), class_="sg-beside")])
        found[each.key] = shown
    return found


PAGE = Page("kalla", Text("Källor", "Sources"), show, menu=6)
