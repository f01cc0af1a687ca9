"""What the pages ask of the review queue: its documents and proposals, and what each proposal would change."""

from collections.abc import Mapping, Sequence

import streamlit as st

from graph.port import Reader
from graph.records import Document, Proposal
from graph.texts import Language, Text
from loaders.review import listing, origin, previewing, sentences
from loaders.review.people import KnownPeople, NameQuestion
from loaders.review.previewing import Preview
from loaders.review.statement import rows_of
from loaders.tables.descriptions import TABLES
from views.parts import answers, tables, words
from views.parts.markup import NOTHING, Html, tag, text
from views.review import card, edit, history, new
from views.review.waiting import WaitingDocument

_SAME = Text("{name} – samma person som {known}?", "{name} – the same person as {known}?")
_NAME_IT = Text(
    "Ingen i styrgraf heter så. Välj Ändra och skriv ett namn som finns, eller lägg upp en ny.",
    "Nothing in styrgraf is called that. Choose Edit and write a name that is there, or add a new one.",
)
Counts = Mapping[str, Mapping[str, int]]


@st.cache_resource(max_entries=4, show_spinner=False)
def _counts(address: str, version: int) -> Counts:
    return answers.work(listing.counts)


def counts() -> Counts:
    """Return how many proposals are in each state, by document."""
    return _counts(answers.store_address(), answers.version())


def waiting() -> int:
    """Return how many proposals wait for somebody."""
    return sum(states.get("open", 0) for states in counts().values())


def lines() -> list[WaitingDocument]:
    """Return all documents with the number of proposals in each state: those that wait first, the newest first."""
    told = counts()
    found = answers.work(lambda store: list(store.every(Document)))
    made = [WaitingDocument(document, told.get(document.id, {})) for document in found]
    made.sort(key=lambda line: (line.document.retrieved or "", line.document.id), reverse=True)
    return sorted(made, key=lambda line: not line.counts.get("open"))


def document(id_: str) -> Document | None:
    """Return a document, None where there is none."""
    return answers.fetch(Document, [id_]).get(id_)


def proposal(id_: str) -> Proposal | None:
    """Return a proposal, None where there is none."""
    return answers.fetch(Proposal, [id_]).get(id_)


def proposals(document: str, shown: str) -> list[Proposal]:
    """Return a document's proposals in one state, in the order of the document."""
    return answers.work(lambda store: list(store.proposals(document, shown)))


@st.cache_resource(max_entries=2, show_spinner=False)
def _people(address: str, version: int) -> KnownPeople:
    return answers.work(KnownPeople)


def previews(found: Sequence[Proposal]) -> list[Preview]:
    """Return what each proposal would change, as the store is now."""
    people = _people(answers.store_address(), answers.version())

    def ask(reader: Reader) -> list[Preview]:
        return previewing.preview(reader, found, people)

    return answers.work(ask)


def cards(document: Document, shown: str, start: int, most: int, language: Language) -> list[card.Card]:
    """Return the cards of a part of a document's proposals in one state."""
    found = proposals(document.id, shown)[start : start + most]
    if shown == "open":
        return [_open(preview, language) for preview in previews(found)]
    lines = answers.work(lambda store: sentences.sentences(store, found))
    made = {key: each for each in reversed(history.decisions(document.id)) for key in each.proposals}
    return [
        _card(each, lines[each.id].of(language), language)._replace(decided=_decided(each, made.get(each.id), language))
        for each in found
    ]


def _decided(found: Proposal, made: history.Decision | None, language: Language) -> Html:
    """Return who decided what and when, and why where that was told."""
    why = origin.reason(found.reason).of(language)
    reason = tag("span", text(why), class_="sg-beside") if why else NOTHING
    if made is None:
        return tag("p", reason) if reason else NOTHING
    when = tag("span", text(words.moment(made.at)), class_="sg-date")
    return tag("p", text(f"{made.who} {made.done.of(language)} "), when, reason)


def _card(found: Proposal, line: str, language: Language) -> card.Card:
    return card.Card(
        found.id,
        found.state,
        line,
        found.quote or "",
        found.surroundings or "",
        origin.place(found.place).of(language),
        origin.rule(found.rule).of(language),
    )


def _open(preview: Preview, language: Language) -> card.Card:
    return _card(preview.proposal, preview.line.of(language), language)._replace(
        changes=[change.of(language) for change in preview.changes],
        conflicts=[text(conflict.of(language)) for conflict in preview.conflicts],
        faults=[_fault(fault, language) for fault in preview.faults],
        new=new.lacking(rows_of(preview.proposal), preview.faults),
        warnings=[warning.of(language) for warning in preview.warnings],
        asks=[_ask(question, language) for question in preview.questions],
        about=_about(preview.proposal),
    )


def _fault(fault: Text, language: Language) -> str:
    """Return a fault of a row in the words of the form, where the checks of tables speak of columns."""
    told = fault.of(language)
    for table, fields in edit.LABELS.items():
        for column, (label, sort) in fields.items():
            if not told.startswith(f"{column}: "):
                continue
            told = f"{label.of(language)}: {told.removeprefix(f'{column}: ')}"
            expected = TABLES[table].columns[column].expected.of(language)
            return told.replace(expected, _NAME_IT.of(language)) if sort else told
    return told


def _about(found: Proposal) -> list[Html]:
    """Return links to the groups and bodies that a proposal names by id."""
    cells = [cells.get(column) for _, cells in rows_of(found) for column in ("group", "hosted", "host")]
    return [tables.subject_link(subject) for subject in answers.subjects(cells).values()]


def _ask(question: NameQuestion, language: Language) -> card.Ask:
    person = question.person
    return card.Ask(
        f"{question.name}|{person.id}",
        _SAME.fill(name=question.name, known=person.name).of(language),
        tables.subject_link(answers.PageSubject(person.id, answers.PERSON, person.name)),
        [reason.of(language) for reason in question.reasons],
    )
