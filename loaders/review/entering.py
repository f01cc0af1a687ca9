"""One fact told by a person: entered, ended, corrected or withdrawn, through the same queue as what documents say."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from graph import names, time
from graph.bundle import Bundle
from graph.loading.intake import take_in
from graph.port import Reader, Store
from graph.records import Document, Hosting, Link, Membership, Proposal, Record, Source
from graph.texts import Text
from graph.written_dates import read
from loaders.contacts import blanked
from loaders.review.drafts import Draft
from loaders.review.proposing import document_id, proposals
from loaders.review.refusing import ReviewError, refuse_private, refuse_private_rows
from loaders.review.statement import UNSOURCED, Row, mark
from loaders.tables.descriptions import TABLES

StatedRecord = Membership | Hosting | Link
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "memberships": ("person", "person_id", "group", "role", "status", "represents"),
    "hostings": ("host", "hosted", "status"),
    "links": ("kind", "from_id", "to_id"),
}
"""What another value of makes another record."""


class Stated(NamedTuple):
    """The source that somebody points at."""

    title: str
    address: str | None = None
    date: str | None = None
    publisher: str | None = None
    quote: str | None = None
    place: str | None = None


def enter(store: Store, sort: str, rows: Iterable[Row], who: str, source: Stated | None = None) -> Proposal:
    """Put one fact, as rows of tables, into the queue, and return the proposal; without a source it is `who` who says.

    The same fact from the same source, still open, is there once. Raises `ReviewError` for rows or a source that
    cannot be.
    """
    told = [(table, {name: cell.strip() for name, cell in cells.items() if cell.strip()}) for table, cells in rows]
    _refuse_strange(told)
    refuse_private_rows(told)
    refuse_private(source._asdict() if source else {})
    made: list[Proposal] = []

    def news(reader: Reader) -> Bundle:
        document = _document(reader, who, source)
        quote, place = (source.quote, source.place) if source else (None, None)
        draft = Draft(sort, tuple(told), quote=quote, place=place, rule="formulär")
        there = [each for each in reader.proposals(document.id, "open") if each.statement == mark(told)]
        try:
            made[:] = there or proposals(reader, document.id, [draft])
        except ValueError:
            raise _unfit() from None
        return Bundle([document, *made])

    take_in(store, news, who, "granskning: uppgift från formulär", insist=True)
    return made[0]


def ending(reader: Reader, table: str, key: str, last_day: str | None) -> list[Row]:
    """Return the row that says: this is over, since its last day (None: not told)."""
    record = _there(reader, table, key)
    cells = {**_known_by(record), **({"valid_to": last_day} if last_day else {})}
    if isinstance(record, Membership) and record.status == "decided":
        return [(table, {**cells, "status": "ended"})]
    return [(table, {**cells, "stance": "ended"})]


def withdrawing(reader: Reader, table: str, key: str) -> list[Row]:
    """Return the row that says: this never was so."""
    return [(table, {**_known_by(_there(reader, table, key)), "stance": "denies"})]


def correcting(reader: Reader, table: str, key: str, changes: Mapping[str, str]) -> list[Row]:
    """Return the rows that put right what a record says: told anew, or withdrawn and entered as it should be."""
    record = _there(reader, table, key)
    now = {**_cells(record), **changes}
    if "person" in changes:
        now.pop("person_id", None)
    other = any(now.get(name, "") != _cells(record).get(name, "") for name in _IDENTITY[table])
    if other or not all(value.strip() for value in changes.values()):
        return [*withdrawing(reader, table, key), (table, now)]
    dated = {name: now[name] for name in ("valid_from", "valid_to", "title", "employer") if now.get(name)}
    shown = {name: value for name, value in dated.items() if name in TABLES["evidence"].columns}
    evidence = {"kind": table, "record": key, **(shown if table == "memberships" else _dates(shown))}
    return [(table, {**now, "id": key, "source": UNSOURCED}), ("evidence", evidence)]


def succession(
    reader: Reader, key: str, last_day: str | None, successor: str, first_day: str | None = None
) -> list[Row]:
    """Return the rows that say: the holder of a membership leaves, and somebody (name or id) takes the seat.

    Without a first day it is the day after the last one.
    """
    record = _there(reader, "memberships", key)
    if not isinstance(record, Membership) or record.person is None:
        raise ReviewError(Text("Platsen har ingen som kan efterträdas.", "Nobody holds the seat."))
    last_day, first_day = _date(last_day), _date(first_day)
    if first_day is None and last_day is not None and read(last_day) == last_day and len(last_day) == 10:
        first_day = time.day_after(last_day)
    seat = {name: cell for name, cell in _known_by(record).items() if name in ("group", "role", "represents")}
    taken = {"person": successor, **seat, "succeeds": record.person, **({"valid_from": first_day} if first_day else {})}
    return [("memberships", taken), *ending(reader, "memberships", key, last_day)]


def _date(text: str | None) -> str | None:
    """Return what was typed as the date that it tells, or as it is where it tells none."""
    typed = (text or "").strip()
    return read(typed) or typed or None


def _there(reader: Reader, table: str, key: str) -> StatedRecord:
    models: tuple[type[StatedRecord], ...] = (Membership, Hosting, Link)
    for model in models:
        if model.table == table and (found := reader.fetch(model, [key]).get(key)) is not None:
            return found
    raise ReviewError(Text(f"Det finns ingen uppgift {key[:200]}.", f"There is no fact {key[:200]}."))


def _cells(record: Record) -> dict[str, str]:
    """Return a record as cells of its table, its person by id."""
    told = record.model_dump(exclude_none=True, exclude={"id"})
    cells = {name: ";".join(value) if isinstance(value, tuple) else str(value) for name, value in told.items()}
    if "person" in cells:
        cells["person_id"] = cells.pop("person")
    return {name: cell for name, cell in cells.items() if cell}


def _known_by(record: StatedRecord) -> dict[str, str]:
    """Return the cells that tell which record is meant."""
    cells = _cells(record)
    return {"id": record.id, **{name: cells[name] for name in _IDENTITY[record.table] if name in cells}}


def _dates(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if name.startswith("valid_")}


def _document(reader: Reader, who: str, source: Stated | None) -> Document:
    """Return what the fact was read in: the document or source of that title, date and address, else a new one."""
    moment = datetime.now(UTC)
    try:
        if source is None:
            title = f"Uppgift från {blanked(who)} {moment:%Y-%m-%d %H:%M}"
            return Document(id=document_id(reader, title), title=title, date=time.today(), said_by=blanked(who))
        day, address = _date(source.date), (source.address or "").strip() or None
        for there in reader.every(Document):
            if (names.exact(there.title), there.date, there.address) == (names.exact(source.title), day, address):
                return there
        same = [each for each in _titled(reader, source.title) if each.date == day and address in (None, each.address)]
        return Document(
            id=same[0].id if same else document_id(reader, f"{source.title} {day or ''}"),
            title=source.title,
            address=address,
            publisher=source.publisher,
            date=day,
            retrieved=time.today(),
        )
    except ValueError:
        raise _unfit() from None


def _titled(reader: Reader, title: str) -> list[Source]:
    taken = reader.keys(Document)
    return [
        each for each in reader.every(Source) if names.exact(each.title) == names.exact(title) and each.id not in taken
    ]


def _refuse_strange(rows: Sequence[Row]) -> None:
    for table, cells in rows:
        if table not in TABLES or not cells or set(cells) - TABLES[table].columns.keys():
            raise ReviewError(Text("Uppgiften går inte att förstå.", "The fact cannot be understood."))
    if not rows:
        raise ReviewError(Text("Det finns ingen uppgift att spara.", "There is no fact to keep."))


def _unfit() -> ReviewError:
    return ReviewError(
        Text(
            "Källans titel behövs (högst 500 tecken), och datum skrivs som 2024-03-01, 2024-03 eller 2024.",
            "The source needs a title (at most 500 letters), and dates are written 2024-03-01, 2024-03 or 2024.",
        )
    )
