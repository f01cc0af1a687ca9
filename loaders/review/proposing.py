"""Documents into the queue: what is new of each becomes proposals, and what was decided before stays decided."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from graph import merging, time
from graph.bundle import Bundle
from graph.intake import take_in
from graph.port import Reader, Store
from graph.records import Document, Proposal, Record, Source
from loaders.documents.workshop import Workshop
from loaders.review.drafts import Draft, clean, drafts
from loaders.review.statement import Row, proposal_id, rows_of, written

_REASON = "Den nyare versionen av dokumentet säger det inte."


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


def propose(
    store: Store, workshop: Workshop, path: Path, who: str, address: str | None = None, *, ocr: bool = False
) -> Proposed:
    """Read a document, with `ocr` also scanned pages, and put what it newly says into the queue, in one load.

    Raises `Unreadable` when it cannot be read, `StoreError` when the store cannot be written.
    """
    if (known := seen(store, path)) is not None:
        return known
    found = workshop.extract(path, whole=True, ocr=ocr)
    return put(store, path, found, drafts(found), who, address)


def seen(store: Store, path: Path) -> Proposed | None:
    """Return what became of a file with the very same content, None when there was none."""
    checksum = _checksum(path)
    if not checksum or (known := _loaded(store, checksum)) is None:
        return None
    return Proposed(known, 0, sum(1 for _ in store.proposals(known.id)), 0, 0)


def put(
    store: Store, path: Path, found: dict[str, Any], drafts: Sequence[Draft], who: str, address: str | None = None
) -> Proposed:
    """Put what a file is found to say into the queue; `found` tells its title and dates."""
    checksum = _checksum(path)
    told: list[Proposed] = []

    def made(reader: Reader) -> Bundle:
        result, records = _news(reader, path.name, checksum, found, drafts, address)
        told.append(result)
        return Bundle(records)

    take_in(store, made, who, f"granskning: förslag ur {path.name}", insist=True)
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
    address: str | None,
) -> tuple[Proposed, list[Record]]:
    """Return the document's records that the store lacks, or has otherwise."""
    if checksum and (known := _loaded(reader, checksum)):  # somebody else was faster
        return Proposed(known, 0, len(told), 0, 0), []
    title = clean(found.get("title"), 500) or Path(name).stem[:500] or name
    said = {draft.mark for draft in told}
    versions = _versions(reader, name, title, found["document_date"], said)
    document = _document(reader, name, title, checksum, found, address, versions)
    earlier = [proposal for version in versions for proposal in reader.proposals(version.id)]
    decided = {proposal.statement for proposal in earlier if proposal.state != "superseded"}
    gone = [proposal for proposal in earlier if proposal.statement not in said]
    over = [each.model_copy(update={"state": "superseded", "reason": _REASON}) for each in gone if each.state == "open"]
    new = [draft for draft in told if draft.mark not in decided]
    accepted = [each for each in gone if each.state == "accepted" and each.sort != "withdrawal"]
    still = [row for draft in told for row in draft.rows if row[1].get("basis") != "attendance"]
    withdrawn = [draft for each in accepted if (draft := _withdrawal(each, still)).rows and draft.mark not in decided]
    corrected = {_about(row) for each in accepted for row in rows_of(each)}
    new = [
        draft._replace(sort="correction") if corrected.intersection(map(_about, draft.rows)) else draft for draft in new
    ]
    made = proposals(reader, document.id, [*new, *withdrawn])
    result = Proposed(document, len(made), len(told) - len(new), len(over), len(withdrawn))
    return result, [document, *over, *made]


def _versions(reader: Reader, name: str, title: str, day: str | None, said: set[str]) -> list[Document]:
    """Return the documents of which this is a later version.

    It bears the same file name or title, is of the same day, and says at least one thing that the other says too:
    minutes of two meetings are two documents, whatever their files are called.
    """
    documents = {document.id: document for document in reader.every(Document)}
    found: set[str] = set()
    for document in documents.values():
        alike = (document.file or "").casefold() == name.casefold() or document.title == title
        if alike and document.date == day and document.file is not None:
            before = {proposal.statement for proposal in reader.proposals(document.id)}
            if not before or not said or before & said:
                found.add(document.id)
    while more := {e for key in found if (e := documents[key].earlier) and e in documents} - found:
        found |= more
    return [documents[key] for key in sorted(found)]


def _document(
    reader: Reader,
    name: str,
    title: str,
    checksum: str | None,
    found: dict[str, Any],
    address: str | None,
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
        address=address,
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


def _about(row: Row) -> tuple[str, ...]:
    """Return what a row is about, whatever it says of that."""
    table, cells = row
    columns = ("host", "hosted") if table == "hostings" else ("person", "group", "role")
    return table, *(cells.get(column, "").casefold() for column in columns)


def _stays(row: Row, still: Iterable[Row]) -> bool:
    """Tell whether a row is told still: about the same, and for no other body than it was."""
    own = _bodies(row)
    return any(
        _about(row) == _about(other) and (not own or not _bodies(other) or bool(own & _bodies(other)))
        for other in still
    )


def _bodies(row: Row) -> set[str]:
    return {body for part in row[1].get("represents", "").split(";") if (body := part.strip().casefold())}


def _withdrawal(proposal: Proposal, still: list[Row]) -> Draft:
    """Return the proposal to withdraw what another said, but for what is told `still`; without rows if all is."""
    rows = [
        (table, {name: cell for name, cell in cells.items() if name not in ("valid_from", "valid_to", "succeeds")})
        for table, cells in rows_of(proposal)
        if not _stays((table, cells), still)
    ]
    return Draft("withdrawal", tuple(withdrawing(rows)), proposal.quote, None, proposal.place, _REASON)


def withdrawing(rows: Iterable[Row]) -> Iterable[Row]:
    """Yield rows that deny what others state; what is said to have ended is left alone."""
    for table, cells in rows:
        if cells.get("status") != "ended" and cells.get("basis") not in ("attendance", "implied"):
            yield table, {**cells, "stance": "denies"}
