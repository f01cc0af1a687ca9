"""What accepting a proposal would do, worked out without writing: in words, with what speaks against it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from graph.port import Reader
from graph.records import (
    WITH_EVIDENCE,
    Document,
    Evidence,
    Hosting,
    Membership,
    Organisation,
    Person,
    Proposal,
    Record,
)
from graph.texts import Text
from loaders.review.building import Built, ask, build
from loaders.review.conflicts import conflicts
from loaders.review.people import KnownPeople, NameQuestion
from loaders.review.retracting import is_retraction, retracted
from loaders.review.sentences import Names, names_in, sentence, sentences
from loaders.review.statement import Row, rows_of

_MODELS = {model.table: model for model in WITH_EVIDENCE}
_ACCEPTED_BEFORE = Text(
    "Det är godkänt ur en tidigare version av dokumentet. Om du godkänner här tas det tillbaka.",
    "It was accepted from an earlier version of the document. Accepting this takes it back.",
)
_DATES = {"valid_from": Text("början", "the start"), "valid_to": Text("slutet", "the end")}


class Preview(NamedTuple):
    """A proposal with what follows from accepting it."""

    proposal: Proposal
    document: Document
    line: Text
    """The whole fact."""
    changes: tuple[Text, ...]
    """What would change in the graph; empty when everything is there already."""
    faults: tuple[Text, ...]
    """What must be mended before it can be accepted."""
    conflicts: tuple[Text, ...]
    """Present facts that do not go together with it."""
    warnings: tuple[Text, ...]
    questions: tuple[NameQuestion, ...]
    """Who new persons may be; must be answered before it can be accepted."""
    confirms: bool
    """It is more evidence for what the graph has already."""

    @property
    def ready(self) -> bool:
        """Tell whether it can be accepted as it is."""
        return not self.faults and not self.questions


def preview(reader: Reader, proposals: Iterable[Proposal], people: KnownPeople | None = None) -> list[Preview]:
    """Return what accepting each of the proposals, by itself, would do; `people` may serve many calls."""
    wanted = list(proposals)
    documents = reader.fetch(Document, {proposal.document for proposal in wanted})
    moment = datetime.now(UTC)
    found = []
    for proposal in wanted:
        built = build(reader, [proposal], (), "", moment)
        if built.new and people is None:
            people = KnownPeople(reader)
        questions = ask(people, built) if built.new and people else []
        found.append(_preview(reader, proposal, documents[proposal.document], built, questions))
    return found


def _preview(
    reader: Reader, proposal: Proposal, document: Document, built: Built, questions: Sequence[NameQuestion]
) -> Preview:
    rows = rows_of(proposal)
    facts = [record for record in built.records if type(record) in WITH_EVIDENCE]
    there = {record.key: record for model in _MODELS.values() for record in _stored(reader, model, facts)}
    named = names_in(reader, [*rows, *(_as_row(record) for record in (*facts, *there.values()))])
    named = {**named, **_new_names(built.records)}
    changes = list(_changes(reader, built, there, named))
    against = list(conflicts(reader, built.records, named))
    for line in sentences(reader, retracted(reader, proposal) if is_retraction(proposal) else ()).values():
        changes.append(Text(f"Drar tillbaka: {line.sv}", f"Withdraws: {line.en}"))
        against.append(_ACCEPTED_BEFORE)
    return Preview(
        proposal,
        document,
        sentence(rows, named),
        tuple(changes),
        tuple(built.faults.get(proposal.id, ())),
        tuple(against),
        tuple(_warnings(proposal, document, rows)),
        tuple(questions),
        bool(facts) and all(record.key in there for record in facts),
    )


def _stored(reader: Reader, model: type[Record], facts: Sequence[Record]) -> Iterable[Record]:
    keys = [record.key for record in facts if type(record) is model]
    return reader.fetch(model, keys).values() if keys else ()


def _new_names(records: Iterable[Record]) -> Names:
    return {record.id: record.name for record in records if isinstance(record, Person | Organisation)}


def _as_row(record: Record) -> Row:
    """Return a record as a row of its table, for a sentence about it."""
    told = record.model_dump(exclude_none=True)
    cells = {name: ";".join(value) if isinstance(value, tuple) else str(value) for name, value in told.items()}
    return record.table, {name: cell for name, cell in cells.items() if cell}


def _changes(reader: Reader, built: Built, there: dict[str, Record], named: Names) -> Iterable[Text]:
    for name, _ in built.new.values():
        yield Text(f"Ny person: {name}", f"New person: {name}")
    for record in built.records:
        if type(record) not in WITH_EVIDENCE:
            continue
        told = [each for each in built.records if isinstance(each, Evidence) and each.record == record.key]
        yield from _change(reader, record, there.get(record.key), [e for e in told if e.kind == record.table], named)


def _change(
    reader: Reader, record: Record, before: Record | None, told: Sequence[Evidence], named: Names
) -> Iterable[Text]:
    table, cells = _as_row(record)
    stances = {each.stance for each in told}
    over = {"stance": "ended"} if stances == {"ended"} else {}
    only_there = {"basis": "attendance"} if told and all(each.basis == "attendance" for each in told) else {}
    line = sentence([(table, {**cells, **over, **only_there})], named)
    if isinstance(record, Organisation) and before is None:
        yield line
        return
    if before is None:
        what = Text("Ny närvaro", "New attendance") if only_there else _NEW.get(type(record), _NEW[Record])
        yield Text(f"{what.sv}: {line.sv}", f"{what.en}: {line.en}")
        return
    sources = {each.source for each in reader.evidence_of(record.table, [record.key])}
    if stances == {"states"} and (more := {each.source for each in told} - sources):
        count = len(sources | more)
        yield Text(
            f"Bekräftar: {line.sv}. Fler belägg: nu {count} källor",
            f"Confirms: {line.en}. More evidence: {count} sources now",
        )
    for field, label in _DATES.items():
        old, new = getattr(before, field, None), getattr(record, field, None)
        if old != new:
            yield Text(
                f"Ändrar {label.sv}: {old or 'okänt'} → {new or 'okänt'}",
                f"Changes {label.en}: {old or 'unknown'} → {new or 'unknown'}",
            )
    if "ended" in stances:
        yield Text(f"Avslutar: {line.sv}", f"Ends: {line.en}")
    if "denies" in stances:
        yield Text(f"Drar tillbaka: {line.sv}", f"Withdraws: {line.en}")


_NEW: dict[type[Record], Text] = {
    Membership: Text("Nytt uppdrag", "New membership"),
    Hosting: Text("Nytt värdskap", "New hosting"),
    Record: Text("Nytt", "New"),
}


def _warnings(proposal: Proposal, document: Document, rows: Sequence[Row]) -> Iterable[Text]:
    if document.too_late:
        yield Text(
            f"Dokumentet är daterat {document.date} men berättar om {document.too_late}. Datumet kan vara fel.",
            f"The document is dated {document.date} but tells of {document.too_late}. The date may be wrong.",
        )
    if document.date is None and document.period is None:
        yield Text("Dokumentet har inget datum.", "The document has no date.")
    if all(cells.get("basis") == "attendance" for _, cells in rows):
        yield Text("Närvaro gör ingen till ledamot.", "Attendance makes nobody a member.")
    if proposal.sort == "correction" and document.earlier:
        yield Text(
            "En tidigare version av dokumentet sade något annat.", "An earlier version of the document said otherwise."
        )
