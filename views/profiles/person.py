"""The page of a person: assignments now and before, and on what ground somebody is held to be one person."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from graph import kinds, notes
from graph.exports.profiles.person import Assignment, assignments, grounds
from graph.finding import NotFound
from graph.loading import judging
from graph.loading.intake import TooManyEnded
from graph.people.hiding import HIDDEN, is_hidden
from graph.people.identity import Identities
from graph.records import Judgement, Person
from graph.texts import Language, Text
from loaders.contacts import blanked
from queries.assignments import QUERY as ASSIGNMENTS
from views.entry import choice
from views.frame.page import Page
from views.parts import answers, downloads, saying, scripts, sections, state, tables, who, words
from views.parts.headings import word
from views.parts.markup import NOTHING, Html, dated, join, tag, text
from views.parts.tables import Column, Refers
from views.pictures import drawing
from views.profiles import cells, colleagues, over_time

_PERSON = Text("person", "person")
_ALSO = Text("Stavas även {names}", "Also spelt {names}")
_PICTURE = Text("Rita uppdragen", "Draw the assignments")
_HIDDEN = Text("Uppgifter om personen visas inte.", "Facts about this person are not shown.")
_NOW = Text("Uppdrag", "Assignments")
_NONE = Text(
    "Ingen källa nämner något pågående uppdrag det här datumet.", "No source tells of an assignment on this date."
)
_PARTS = {
    "attended": Text("Har varit med, men är inte ledamot", "Has been there, but is no member"),
    "later": Text("Senare än datumet", "Later than the date"),
}
_SAME = Text("Samma person under flera namn", "One person under several names")
_SAME_LEAD = Text(
    "Uppgifterna här är sammanförda, eftersom någon har bedömt att det är samma person. En bedömning kan ångras.",
    "The facts here are joined since somebody judged that this is one person. A judgement can be undone.",
)
_MAYBE = Text("Kan vara samma person", "May be the same person")
_MAYBE_LEAD = Text(
    "Ingen har avgjort om det är samma person. Uppgifterna är inte sammanförda.",
    "Nobody has settled whether this is one person. The facts are not joined.",
)
_APART = Text("Är inte samma person som", "Is not the same person as")
_NOT_SAME = Text("Ångra: lämna öppet om det är samma person", "Undo: leave open whether it is the same person")
_IS_SAME = Text("Det är samma person", "It is the same person")
_ARE_TWO = Text("Det är olika personer", "They are different persons")
_SAVED = Text("Sparat. Bedömningen går att ändra tillbaka här.", "Saved. The judgement can be changed back here.")
_EQUAL_NAME = Text("har samma namn", "has the same name")
_CERTAIN = Text("Källa", "Source")
_NAME_KEY, _SAVED_KEY = "judging-name", "judging-saved"


def show() -> None:
    """Show the person whom the address names."""
    language, day = state.language(), state.day()
    name = state.given(state.ID)
    if not name:
        raise NotFound("", [])
    identities = Identities(answers.judgements())
    person = answers.find(identities.standing(name), frozenset({answers.PERSON}))
    if is_hidden(person.id):
        show_hidden(_PERSON, language)
        return
    cluster = answers.cluster(person.id, identities)
    records = answers.fetch(Person, cluster)
    links = [sections.other_page(person, "bild", _PICTURE, language), sections.around(person, language)]
    links.append(choice.profile_link(person, language))
    saying.title(person.label, _PERSON.of(language), join(links))
    spelt = {text for record in records.values() for text in (record.name, *record.aliases)} - {person.label}
    if spelt:
        saying.say(_ALSO.fill(names=", ".join(sorted(spelt))).of(language))
    _assignments(person, day, language)
    drawing.section(person, day, language)
    over_time.show(person, day, language)
    colleagues.show(person, cluster, day, language)
    sections.generic("consequences", day, language, person=person.id)
    _who_is_who(person, cluster, records, language)


def show_hidden(kind: Text, language: Language) -> None:
    """Say that a person is not shown, instead of a page about them."""
    saying.title(HIDDEN.of(language), kind.of(language))
    saying.say(_HIDDEN.of(language), "sg-unknown")


def _assignments(person: answers.PageSubject, day: str, language: Language) -> None:
    held = assignments(answers.rows(day), person.id)
    parts = held._asdict()
    refers = tables.refers(each for part in parts.values() for each in part)
    saying.heading(_NOW.of(language), count=len(held.current) or None)
    if not held.current:
        saying.say(_NONE.of(language), "sg-unknown")
    for key, part in parts.items():
        if not part:
            continue
        name = _PARTS[key].of(language) if key in _PARTS else word(key, language) if key != "sure" else ""
        if name:
            saying.heading(name, small=True, count=len(part))
        columns = _columns(part, refers, key == "earlier", language)
        st.html(tables.table(name or _NOW.of(language), columns, part, language))
    downloads.offer(answers.ask(ASSIGNMENTS, day, person=person.id), language, "assignments")


def _columns(part: Sequence[Assignment], refers: Refers, over: bool, language: Language) -> list[Column]:
    columns = [
        Column(word("group", language), lambda each: tables.to(refers, each.group), bare=True),
        Column(word("role", language), lambda each: cells.role(each, language, each.title), bare=True),
        Column(word("represents", language), lambda each: cells.bodies(each.bodies, refers, language)),
        Column(word("from", language), lambda each: dated(words.when(each.since, language))),
    ]
    if not any(each.since for each in part):
        columns.pop()
    confirmed, sources = cells.proof(refers, language)
    if over:
        columns.append(Column(word("ended", language), lambda each: cells.ended(each.ended, language)))
        confirmed = confirmed._replace(
            cell=lambda each: dated(words.when(each.last_confirmed, language) or words.UNDATED.of(language))
        )
    return [*columns, confirmed, sources]


def _who_is_who(
    person: answers.PageSubject, cluster: set[str], records: Mapping[str, Person], language: Language
) -> None:
    found = grounds(answers.judgements(), cluster)
    joined, open_, apart = (found.get(verdict, ()) for verdict in ("same", "unsettled", "not_same"))
    mine = [each for part in found.values() for each in part]
    looked_at = {each for judgement in mine for each in (judgement.person_a, judgement.person_b)}
    namesakes = [each for each in answers.namesakes(person) if each not in looked_at]
    if not (mine or namesakes):
        return
    if st.session_state.pop(_SAVED_KEY, None):
        saying.say(_SAVED.of(language), "sg-saved")
    _remember_name()
    subjects = answers.subjects({*looked_at, *namesakes})
    if joined:
        saying.heading(_SAME.of(language), _SAME_LEAD.of(language))
        for judgement in joined:
            _told(judgement, subjects, records, language)
            _ask(judgement.person_a, judgement.person_b, judgement, ("unsettled", _NOT_SAME), language=language)
    if open_ or namesakes:
        saying.heading(_MAYBE.of(language), _MAYBE_LEAD.of(language))
        for judgement in open_:
            _told(judgement, subjects, records, language)
            pair = (judgement.person_a, judgement.person_b)
            _ask(*pair, judgement, ("same", _IS_SAME), ("not_same", _ARE_TWO), language=language)
        for other in namesakes:
            if other in subjects:
                st.html(
                    tag(
                        "p",
                        tables.subject_link(subjects[other]),
                        text(f" ({other}) {_EQUAL_NAME.of(language)}"),
                        class_="sg-pair",
                    )
                )
                _ask(person.id, other, None, ("same", _IS_SAME), ("not_same", _ARE_TWO), language=language)
    if apart:
        saying.heading(_APART.of(language), small=True)
        for judgement in apart:
            _told(judgement, subjects, records, language)
            _ask(judgement.person_a, judgement.person_b, judgement, ("unsettled", _UNSURE), language=language)


def _remember_name() -> None:
    """Let the browser keep the name that somebody gave, so that it is asked for once."""
    known = st.session_state.get(_NAME_KEY) or who.usual()
    with st.container(key="quiet-name"):
        kept = scripts.run("name", {"name": known}, key="browser-name", on_name_change=lambda: None)
    st.session_state[_NAME_KEY] = known or str(getattr(kept, "name", "") or "")[: who.LONGEST]


_UNSURE = Text("Det är inte säkert", "That is not certain")


def _told(
    judgement: Judgement,
    subjects: Mapping[str, answers.PageSubject],
    records: Mapping[str, Person],
    language: Language,
) -> None:
    """Show a judgement with its source."""

    labels = [subjects[key].label for key in (judgement.person_a, judgement.person_b) if key in subjects]
    alike = len(set(labels)) < len(labels)

    def name(key: str) -> Html:
        if key not in subjects:
            return text(key)
        shown = text(records[key].name) if key in records else tables.subject_link(subjects[key])
        return join([shown, text(f" ({key})")]) if alike else shown

    verdict = kinds.VERDICTS[judgement.verdict].label.of(language)
    found = answers.sources([judgement.source])
    said = notes.in_language(judgement.note or "", language)
    note = tag("p", text(said), class_="sg-beside") if said else NOTHING
    st.html(
        tag(
            "div",
            tag(
                "p",
                name(judgement.person_a),
                text(" – "),
                name(judgement.person_b),
                text(": "),
                tag("strong", text(verdict)),
            ),
            note,
            tag("p", text(_CERTAIN.of(language) + ": "), tables.sources_cell(found, [judgement.source], language)),
            class_="sg-pair",
        )
    )


def _ask(
    person_a: str, person_b: str, judgement: Judgement | None, *choices: tuple[str, Text], language: Language
) -> None:
    """Show the buttons that judge a pair anew; the name is asked for once and stays in the session."""
    key = f"{person_a}|{person_b}"
    with st.popover(choices[0][1].of(language) if len(choices) == 1 else _JUDGE.of(language), width="content"):
        st.html(tag("p", text(who.LEAD.of(language)), class_="sg-lead"))
        if not st.session_state.get(f"name-{key}"):
            st.session_state[f"name-{key}"] = st.session_state.get(_NAME_KEY, "")
        given = st.text_input(who.YOUR_NAME.of(language), max_chars=who.LONGEST, key=f"name-{key}")
        for verdict, label in choices:
            if st.button(label.of(language), key=f"{verdict}-{key}", type="primary"):
                name = blanked(" ".join(given.split()))
                if not name:
                    saying.tell(who.MISSING.of(language))
                    continue
                st.session_state[_NAME_KEY] = name
                if save(person_a, person_b, judgement, verdict, name, language):
                    st.session_state[_SAVED_KEY] = True
                    st.rerun()


_JUDGE = Text("Bedöm", "Judge")


def save(
    person_a: str, person_b: str, judgement: Judgement | None, verdict: str, name: str, language: Language
) -> bool:
    """Take a new verdict on a pair into the store; tell why when that is refused."""
    moment = datetime.now(UTC)
    bundle = (
        judging.undone(judgement, name, moment)
        if judgement is not None and verdict == "unsettled"
        else judging.judged(person_a, person_b, verdict, name, moment)
    )
    try:
        answers.change(lambda store: judging.take(store, bundle, name))
    except TooManyEnded as error:
        saying.tell(error.text.of(language))
        return False
    return True


PAGE = Page("person", Text("Person", "Person"), show)
