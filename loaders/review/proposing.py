"""Documents into the queue: what is new of each becomes proposals, and what was decided before stays decided."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from graph import time
from graph.bundle import Bundle
from graph.loading.intake import take_in
from graph.port import Reader, Store
from graph.reasoning import merging
from graph.records import Document, Membership, Person, Proposal, Record, Source, references
from graph.texts import Text
from loaders.contacts import blanked
from loaders.documents.workshop import Workshop
from loaders.review.drafts import Draft, clean, drafts
from loaders.review.origin import GONE
from loaders.review.statement import Row, about, proposal_id, rows_of, written

MOST = 2_000
"""Facts of one file that people can be asked to look at."""


class Proposed(NamedTuple):
    """What became of one document."""

    document: Document
    new: int
    known: int
    """Statements that it, or an earlier version, had proposed already."""
    superseded: int
    """Open proposals of an earlier version that this one lacks."""
    withdrawals: int
    """Proposals, among the new, to withdraw what an earlier version said."""
    before: Document | None = None
    """The document that said it before: the very same file under whatever name, a copy of it, or an earlier version."""

    @property
    def nothing_new(self) -> Text | None:
        """Say in a sentence where and when it was read before, when that leaves nothing to propose."""
        if self.before is None or self.new:
            return None
        there = self.before
        named = f"{there.file} ({there.title})" if there.file else there.title
        when = Text(f" den {there.retrieved}", f" on {there.retrieved}") if there.retrieved else Text("", "")
        if there.id == self.document.id:
            return Text(
                f"Inget nytt: samma fil lästes in{when.sv} som {named}.",
                f"Nothing new: the same file was loaded{when.en} as {named}.",
            )
        return Text(
            f"Inget nytt: allt har redan föreslagits ur {named}, inläst{when.sv}.",
            f"Nothing new: all of it was proposed before from {named}, loaded{when.en}.",
        )


def propose(store: Store, workshop: Workshop, path: Path, who: str, *, ocr: bool = False) -> Proposed:
    """Read a document, with `ocr` also scanned pages, and put what it newly says into the queue, in one load.

    Raises `UnreadableDocument` when it cannot be read, `StoreError` when the store cannot be written.
    """
    if (known := seen(store, path)) is not None:
        return known
    found, told = read(workshop, path, ocr=ocr)
    return put(store, path, found, told, who)


def read(workshop: Workshop, path: Path, *, ocr: bool = False) -> tuple[dict[str, Any], list[Draft]]:
    """Return what a document says, and what to propose; no store is needed for it. Raises as `propose` does."""
    found = workshop.extract(path, whole=True, ocr=ocr, most=MOST)
    return found, drafts(found)


def seen(store: Store, path: Path) -> Proposed | None:
    """Return what became of a file with the very same content, None when there was none."""
    checksum = _checksum(path)
    if not checksum or (known := _loaded(store, checksum)) is None:
        return None
    return Proposed(known, 0, sum(1 for _ in store.proposals(known.id)), 0, 0, known)


def put(store: Store, path: Path, found: dict[str, Any], drafts: Sequence[Draft], who: str) -> Proposed:
    """Put what a file is found to say into the queue; `found` tells its title and dates."""
    checksum, name = _checksum(path), blanked(path.name)
    told: list[Proposed] = []

    def made(reader: Reader) -> Bundle:
        result, records = _news(reader, name, checksum, found, drafts)
        told.append(result)
        return Bundle(records)

    take_in(store, made, who, f"granskning: förslag ur {name}", insist=True)
    return told[-1]


def _checksum(path: Path) -> str | None:
    """Return the SHA-256 of a file; None when there is none to read, which its reader then tells."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _loaded(reader: Reader, checksum: str) -> Document | None:
    return next((document for document in reader.every(Document) if document.checksum == checksum), None)


def _news(
    reader: Reader,
    name: str,
    checksum: str | None,
    found: dict[str, Any],
    told: Sequence[Draft],
) -> tuple[Proposed, list[Record]]:
    """Return the document's records that the store lacks, or has otherwise."""
    if checksum and (known := _loaded(reader, checksum)):  # somebody else was faster
        return Proposed(known, 0, len(told), 0, 0, known), []
    title = clean(found.get("title"), 500) or Path(name).stem[:500] or name
    said = {draft.mark for draft in told}
    versions = _versions(reader, name, title, found["document_date"], told)
    document = _document(reader, name, title, checksum, found, versions)
    earlier = [proposal for version in versions for proposal in reader.proposals(version.id)]
    decided = {proposal.statement for proposal in earlier if proposal.state != "superseded"}
    gone = [proposal for proposal in earlier if proposal.statement not in said]
    over = [each.model_copy(update={"state": "superseded", "reason": GONE.sv}) for each in gone if each.state == "open"]
    new = [draft for draft in told if draft.mark not in decided]
    accepted = [each for each in gone if each.state == "accepted" and each.sort != "withdrawal"]
    still = [row for draft in told for row in draft.rows if row[1].get("basis") != "attendance"]
    withdrawn = [draft for each in accepted if (draft := _withdrawal(each, still)).rows and draft.mark not in decided]
    corrected = {about(row) for each in accepted for row in rows_of(each)}
    new = [
        draft._replace(sort="correction") if corrected.intersection(map(about, draft.rows)) else draft for draft in new
    ]
    made = proposals(reader, document.id, [*new, *withdrawn])
    newest = next((each for each in versions if each.id == document.earlier), None)
    result = Proposed(document, len(made), len(told) - len(new), len(over), len(withdrawn), newest)
    return result, [document, *over, *made]


def _versions(reader: Reader, name: str, title: str, day: str | None, told: Sequence[Draft]) -> list[Document]:
    """Return the documents of which this is a later version.

    It bears the same file name or title, is of the same day, and says at least one thing that the other says too:
    minutes of two meetings are two documents, whatever their files are called. A copy that was saved again under
    another name is one as well: of the same day, it says all that the other says and nothing else, in the same words.
    """
    documents = {document.id: document for document in reader.every(Document)}
    said, worded = {draft.mark for draft in told}, {_worded(draft.mark, draft.quote) for draft in told}
    found: set[str] = set()
    for document in documents.values():
        if document.date != day or document.file is None:
            continue
        alike = document.file.casefold() == name.casefold() or document.title == title
        if not (alike or (day and worded)):
            continue
        proposed = list(reader.proposals(document.id))
        if alike:
            before = {proposal.statement for proposal in proposed}
            if not before or not said or before & said:
                found.add(document.id)
        elif worded == {_worded(each.statement, each.quote) for each in proposed}:
            found.add(document.id)
    while more := {e for key in found if (e := documents[key].earlier) and e in documents} - found:
        found |= more
    return [documents[key] for key in sorted(found)]


def _worded(statement: str, quote: str | None) -> tuple[str, str]:
    return statement, " ".join((quote or "").split())


def _document(
    reader: Reader,
    name: str,
    title: str,
    checksum: str | None,
    found: dict[str, Any],
    versions: list[Document],
) -> Document:
    day = found["document_date"]
    met = {fact["date"] for fact in found["attendance"] if fact["date"]} - {day}
    last = {version.earlier for version in versions}
    newest = [version.id for version in versions if version.id not in last]
    return Document(
        id=document_id(reader, f"{title} {day or ''}", checksum),
        title=title,
        file=name[:500],
        date=day,
        period=met.pop() if len(met) == 1 else None,
        retrieved=time.today(),
        checksum=checksum,
        late=found["later_event"],
        earlier=max(newest, default=None),
    )


def document_id(reader: Reader, title: str, checksum: str | None = None) -> str:
    """Return the id of a new document: that of a source with the very same content, else one that is free."""
    taken = reader.keys(Document)
    if checksum:
        for source in reader.every(Source):
            if source.checksum == checksum and source.id not in taken:
                return source.id
    return merging.unused(merging.source_id(title), taken | reader.keys(Source))


def proposals(reader: Reader, document: str, told: Iterable[Draft]) -> list[Proposal]:
    """Return new proposals of a document, each with a short id that nobody else has."""
    drafted = list(told)
    made: dict[str, Proposal] = {}
    taken = set(reader.fetch(Proposal, (proposal_id(document, draft.mark) for draft in drafted)))
    for number, draft in enumerate(drafted, 1):
        mark, longer = draft.mark, 0
        while (key := proposal_id(document, mark, longer)) in made or key in taken:
            longer += 4
            taken.update(reader.fetch(Proposal, [proposal_id(document, mark, longer)]))
        made[key] = Proposal(
            id=key,
            document=document,
            number=number,
            sort=draft.sort,
            rows=written(draft.rows),
            statement=mark,
            quote=draft.quote,
            surroundings=draft.surroundings,
            place=draft.place,
            rule=draft.rule,
        )
    return list(made.values())


def _stays(row: Row, still: Iterable[Row]) -> bool:
    """Tell whether a row is told still: about the same, for no other body than it was, and over if it was over."""
    own, over = _bodies(row), row[1].get("status") == "ended"
    return any(
        about(row) == about(other)
        and (not own or not _bodies(other) or bool(own & _bodies(other)))
        and (not over or other[1].get("status") == "ended")
        for other in still
    )


def _bodies(row: Row) -> set[str]:
    return {body for part in row[1].get("represents", "").split(";") if (body := part.strip().casefold())}


_SAID_BESIDE = {
    *("valid_from", "valid_to"),
    *(
        name
        for name, reference in references(Membership).items()
        if reference.target == Person.table and not reference.whole
    ),
}
"""Columns of a row that tell nothing of which record it is about: days, and persons beside its own."""


def _withdrawal(proposal: Proposal, still: list[Row]) -> Draft:
    """Return the proposal to withdraw what another said, but for what is told `still`; without rows if all is."""
    rows = [
        (table, {name: cell for name, cell in cells.items() if name not in _SAID_BESIDE})
        for table, cells in rows_of(proposal)
        if not _stays((table, cells), still)
    ]
    return Draft("withdrawal", tuple(withdrawing(rows)), proposal.quote, None, proposal.place, GONE.sv)


def withdrawing(rows: Iterable[Row]) -> Iterable[Row]:
    """Yield rows that deny what others state, or that something ended (`retracting`)."""
    for table, cells in rows:
        if cells.get("basis") not in ("attendance", "implied"):
            yield table, {**cells, "stance": "denies"}
