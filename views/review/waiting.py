"""The documents that wait for review, and the heading of one of them with its three dates."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from graph import kinds
from graph.records import Document
from graph.texts import Language, Text
from views.parts import saying, state, tables, words
from views.parts.markup import NOTHING, Html, dated, link, outward, tag, text
from views.parts.tables import Column


class WaitingDocument(NamedTuple):
    """One document, with how many of its proposals are in each state."""

    document: Document
    counts: Mapping[str, int]


STATES = {name: term.label for name, term in kinds.PROPOSAL_STATES.items()}
_TABS = {
    "open": Text("Att granska", "To review"),
    "accepted": Text("Godkända", "Accepted"),
    "rejected": Text("Avvisade", "Rejected"),
    "superseded": Text("Ersatta", "Superseded"),
}
_STATES = Text("Förslagens läge", "State of the proposals")
_DOCUMENTS = Text("Dokument", "Documents")
_TITLE = Text("Dokument", "Document")
_DATE = Text("Datum", "Date")
_LOADED = Text("Inläst", "Loaded")
_OPEN = Text("Att granska", "To review")
_DECIDED = Text("Avgjorda", "Decided")
_DONE = Text("klart", "done")
_NONE = Text(
    "Inga förslag väntar. Lämna ett dokument ovan: protokoll, årsberättelser, ledamotslistor och sparade webbsidor "
    "blir förslag att granska. Det går också att skriva in en uppgift för hand.",
    "No proposals are waiting. Leave a document above: minutes, annual reports, member lists and saved web pages "
    "become proposals to review. A fact can also be entered by hand.",
)
_UNDATED = Text("utan datum", "undated")
_IN_DOCUMENT = Text("Datum i dokumentet", "Date in the document")
_MEETING = Text("Mötets datum", "Date of the meeting")
_READ = Text("Inläst i styrgraf", "Loaded into styrgraf")
_WHERE = Text("Adress", "Address")
_FILE = Text("Fil", "File")
_SAID_BY = Text("Uppgiftslämnare", "Told by")
_LATE = Text(
    "Varning: dokumentet berättar om {late}, efter sitt eget datum. Datumet kan vara fel; pröva varje förslag.",
    "Warning: the document tells of {late}, after its own date. The date may be wrong; weigh every proposal.",
)
_EARLIER_VERSION = Text("En tidigare version: {document}", "An earlier version: {document}")
_BACK = Text("Alla dokument", "All documents")
_FOLD = 15


def documents(lines: Sequence[WaitingDocument], language: Language) -> None:
    """Show all documents, those with something to review first."""
    saying.heading(_DOCUMENTS.of(language), count=len(lines) or None)
    if not lines:
        saying.say(_NONE.of(language), "sg-unknown")
        return
    columns = [
        Column(_TITLE.of(language), lambda each: _link(each.document), bare=True),
        Column(_DATE.of(language), lambda each: _day(each.document.date or each.document.period, language)),
        Column(_LOADED.of(language), lambda each: _day(each.document.retrieved, language)),
        Column(_OPEN.of(language), lambda each: _waiting(each, language)),
        Column(_DECIDED.of(language), lambda each: text(words.number(_decided(each), language))),
    ]
    st.html(tables.table(_DOCUMENTS.of(language), columns, lines, language, _FOLD))


def _link(document: Document) -> Html:
    return link(state.address("granska", dokument=document.id), text(document.title))


def _day(day: str | None, language: Language) -> Html:
    return dated(words.when(day, language) or _UNDATED.of(language))


def _waiting(line: WaitingDocument, language: Language) -> Html:
    waiting = line.counts.get("open", 0)
    if not waiting:
        return tag("span", text(_DONE.of(language)), class_="sg-none")
    return tag("strong", text(words.number(waiting, language)))


def _decided(line: WaitingDocument) -> int:
    return sum(line.counts.values()) - line.counts.get("open", 0)


def heading(document: Document, earlier: Document | None, language: Language) -> None:
    """Show which document is reviewed: its dates, where it comes from, and what to beware of."""
    st.html(tag("p", link(state.address("granska"), text("← " + _BACK.of(language)))))
    saying.heading(document.title)
    told: list[tuple[Text, Html]] = [
        (_IN_DOCUMENT, _day(document.date, language)),
        (_MEETING, _day(document.period, language) if document.period else NOTHING),
        (_READ, _day(document.retrieved, language) if document.retrieved else NOTHING),
        (_SAID_BY, text(document.said_by or "")),
        (_FILE, text(document.file or "")),
        (_WHERE, outward(document.address, text(document.address)) if document.address else NOTHING),
    ]
    facts = [tag("div", tag("dt", text(label.of(language))), tag("dd", value)) for label, value in told if value]
    st.html(tag("dl", *facts, class_="sg-dates"))
    if document.too_late:
        late = _LATE.fill(late=words.when(document.too_late, language))
        st.html(tag("div", tag("p", text(late.of(language))), class_="sg-beware"))
    if earlier is not None:
        before = text(_EARLIER_VERSION.fill(document="").of(language))
        st.html(tag("p", before, _link(earlier), class_="sg-lead"))


def tabs(document: str, shown: str, counts: Mapping[str, int], language: Language) -> None:
    """Show the states to choose from, each with its number."""
    entries = [
        link(
            state.address("granska", dokument=document, visa=None if name == "open" else name),
            text(f"{label.of(language)} {words.number(counts.get(name, 0), language)}"),
            aria_current="page" if name == shown else None,
        )
        for name, label in _TABS.items()
        if name == shown or name == "open" or counts.get(name)
    ]
    st.html(tag("nav", *entries, class_="sg-tabs", aria_label=_STATES.of(language)))
