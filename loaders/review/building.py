"""From proposals to checked records: the same checks, the same matching and merging as for a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from graph import names
from graph.loading.judging import judged
from graph.port import Known
from graph.records import Document, Judgement, Membership, Organisation, Person, Proposal, Record, Source
from graph.texts import Text
from loaders.contacts import blanked
from loaders.review.people import KnownPeople, NameAnswer, NameQuestion
from loaders.review.regional import GivenRow, Regional, kind_begun
from loaders.review.retracting import is_retraction
from loaders.review.statement import UNSOURCED, rows_of
from loaders.tables.cells import Unfit
from loaders.tables.descriptions import TABLES
from loaders.tables.faults import Fault, TablesRefused, shown
from loaders.tables.people import Match
from loaders.tables.reading import Loaded, read_rows
from loaders.tables.references import Organisations

_KINDED = ("group", "hosted")
_SHOWN = 6
_SOURCE = ("id", "title", "publisher", "address", "date", "period", "retrieved", "checksum")


class Built(NamedTuple):
    """What proposals would bring, or what is wrong with them."""

    records: list[Record]
    faults: dict[str, list[Text]]
    """By proposal; with any there are no records."""
    new: dict[str, tuple[str, str]]
    """New persons: id → the name, and the proposal that names them first."""


def build(
    reader: Known, proposals: Sequence[Proposal], answers: Iterable[NameAnswer], who: str, moment: datetime
) -> Built:
    """Return the records that proposals make together, with judgements for what was answered about persons.

    One that takes an accepted ending back (`retracting`) makes none.
    """
    proposals = [each for each in proposals if not is_retraction(each)]
    documents = reader.fetch(Document, {proposal.document for proposal in proposals})
    regional = Regional(reader)
    told = list(_once(row for proposal in proposals for row in regional.settled(_rows(proposal))))
    faults = _other_kinds(reader, told, regional)
    known = {proposal.id for proposal in proposals}
    loaded = None
    try:
        loaded = read_rows([*_sources(reader, documents.values()), *told], reader)
    except TablesRefused as refused:
        for fault in refused.faults:
            # What is wrong with a document is wrong with each of its proposals.
            of_document = [proposal.id for proposal in proposals if proposal.document == fault.file]
            for key in [fault.file] if fault.file in known else of_document:
                faults[key].append(_fault_text(fault))
    if loaded is None or faults:
        return Built([], {key: list(dict.fromkeys(several)) for key, several in faults.items()}, {})
    people = {person.id for person in loaded.bundle.of(Person)}
    new: dict[str, tuple[str, str]] = {}
    for match in loaded.matches:
        if match.person in people and match.file in known:
            new.setdefault(match.person, (match.name, match.file))
    return Built([*loaded.bundle, *_judged(loaded, answers, who, moment)], {}, new)


def ask(people: KnownPeople, built: Built) -> list[NameQuestion]:
    """Return whom the new persons may be, of those who are known already, where nobody has answered."""
    seats: defaultdict[str, list[Membership]] = defaultdict(list)
    answered: set[str] = set()
    for record in built.records:
        if isinstance(record, Membership) and record.person:
            seats[record.person].append(record)
        elif isinstance(record, Judgement):
            answered.update((record.person_a, record.person_b))
    return [
        question
        for person, (name, proposal) in built.new.items()
        if person not in answered
        for question in people.questions(proposal, name, person, seats[person])
    ]


def _rows(proposal: Proposal) -> Iterator[GivenRow]:
    cited = {"source": proposal.document, "quote": proposal.quote or "", "place": proposal.place or ""}
    for table, cells in rows_of(proposal):
        told = cited if TABLES[table].cites or table == "evidence" else {}
        if table == "organisations":
            told = {"source": proposal.document}
        if cells.get("source") == UNSOURCED:
            yield proposal.id, table, {name: cell for name, cell in cells.items() if name != "source"}
        else:
            yield proposal.id, table, {**told, **cells}


def _once(told: Iterable[GivenRow]) -> Iterator[GivenRow]:
    """Yield rows; a source that several proposals bring along is told once."""
    seen: set[str] = set()
    for proposal, table, cells in told:
        if table == "sources":
            if (key := cells.get("id") or cells.get("title", "")) in seen:
                continue
            seen.add(key)
        yield proposal, table, cells


def _sources(reader: Known, documents: Iterable[Document]) -> Iterator[GivenRow]:
    """Yield the sources of documents from which nothing was accepted before."""
    there = reader.keys(Source)
    for document in documents:
        if document.id not in there:
            cells = {name: value for name in _SOURCE if (value := getattr(document, name))}
            yield document.id, "sources", {**cells, "address": document.address or document.file or ""}


def _other_kinds(reader: Known, told: Iterable[GivenRow], regional: Regional) -> defaultdict[str, list[Text]]:
    """Return what is wrong where a name tells its kind (`RPO …`) and would be taken for another kind's."""
    faults: defaultdict[str, list[Text]] = defaultdict(list)
    known = Organisations(reader)
    new = {cells["name"]: cells.get("kind") for _, table, cells in told if table == "organisations" and "name" in cells}
    for proposal, table, cells in told:
        for column in _KINDED:
            text = cells.get(column, "")
            if not text or text in new or table == "organisations" or column not in TABLES[table].columns:
                continue
            try:
                meant = known.find(text, TABLES[table].columns[column])
            except Unfit:
                continue
            kind = kind_begun(text)
            found = reader.fetch(Organisation, [meant]).get(meant)
            if meant != text and kind and found is not None and found.kind != kind:
                faults[proposal].append(_unknown(text, found, regional.near(text, kind)[:_SHOWN]))
    return faults


def _judged(loaded: Loaded, answers: Iterable[NameAnswer], who: str, moment: datetime) -> Iterator[Record]:
    matches: defaultdict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in loaded.matches:
        matches[match.file, names.exact(match.name)].append(match)
    done: set[tuple[str, str]] = set()
    for answer in answers:
        for match in matches.get((answer.proposal, names.exact(answer.name)), ()):
            pair = (answer.person, match.person)
            if answer.person != match.person and pair not in done:
                done.add(pair)
                why = f"Granskning av {answer.proposal}."
                yield from judged(*pair, answer.verdict, blanked(who), moment, why, number=len(done))


def _fault_text(fault: Fault) -> Text:
    column, value, expected = fault.column, shown(fault.value), fault.expected
    where = f"{column}" if column else ""
    read = Text(f" Här står ”{value}”.", f" This says “{value}”.") if value else Text("", "")
    return Text(f"{where}:{read.sv} {expected.sv}".lstrip(": "), f"{where}:{read.en} {expected.en}".lstrip(": "))


def _unknown(text: str, found: Organisation, near: Sequence[str]) -> Text:
    sv, en = (f"{word} {', '.join(near)}? " if near else "" for word in ("Menas", "Is it"))
    return Text(
        f"Ingen grupp heter bara ”{text}”. {found.name} är av ett annat slag. {sv}"
        "Skriv gruppens id eller fullständiga namn, eller lägg upp den som ny.",
        f"No group is called just “{text}”. {found.name} is of another kind. {en}"
        "Write the group's id or full name, or add it as new.",
    )
