"""From rows to records: what each row states, and the one record that all statements of a key make."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from graph.reasoning import merging
from graph.reasoning.merging import UNSOURCED, Statement
from graph.reasoning.observations import Testimony
from graph.reasoning.testimony import testimony_of
from graph.records import TOLD_OF_SEATS, Evidence, Hosting, Link, Membership, Organisation, Record, Rule, Source
from graph.texts import Text
from loaders.tables.faults import LineOfTable
from loaders.tables.rows import Row

R = TypeVar("R", bound=Record)

_TESTIMONY = ("source", "stance", "basis", "observed_on", "place", "quote", "note", "valid_from", "valid_to")
_IDENTITY: Mapping[type[Record], tuple[str, ...]] = {
    Membership: ("person", "group", "role", "status"),
    Hosting: ("host", "hosted", "status"),
    Link: ("kind", "from_id", "to_id"),
}
"""What a record cannot change without being another."""
_CONTENT: Mapping[type[Record], tuple[str, ...]] = {
    **_IDENTITY,
    Organisation: ("kind", "name"),
    Rule: ("check", "applies_to", "text"),
}
"""What two rows of one id in a load must agree on."""


class Fact(NamedTuple):
    """What one row states of one record."""

    row: Row
    record: Record
    evidence: Evidence | None
    testimony: Testimony
    plain: bool
    """The row is the whole record, not what one source says of it: it has an id and names no source."""

    @property
    def stance(self) -> str:
        """Return how the row stands to the fact."""
        return self.testimony.stance

    def of(self, key: str) -> "Fact":
        """Return the same fact told of the record with this id."""
        if self.record.key == key:
            return self
        evidence = self.evidence.model_copy(update={"record": key}) if self.evidence else None
        return self._replace(record=self.record.model_copy(update={"id": key}), evidence=evidence)


def build(row: Row, model: type[R], more: Mapping[str, Any] | None = None) -> R | None:
    """Return the record that a row holds; what the model refuses becomes faults of the row."""
    given = row.values
    values: dict[str, Any] = {name: given[name] for name in row.table.own if name in given}
    for name in row.table.joined:
        if name in given:
            values[name] = ";".join(row.several(name))
    values.update(more or {})
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for wrong in error.errors(include_url=False):
            column = str(wrong["loc"][0]) if wrong["loc"] else None
            known = row.table.columns.get(column or "")
            row.fault(column, str(wrong["input"]), known.expected if known else _UNFIT)
        return None


def fact(row: Row, sources: Mapping[str, Source]) -> Fact | None:
    """Return what a row of a table with evidence states (None: it has faults)."""
    more: dict[str, Any] = {}
    stance = row.one("stance")
    if row.table.model is Membership and row.one("status") == "ended":
        more["status"], stance = "decided", "ended"
    if "id" in row.table.columns and "id" not in row.values:
        row.found = True
        more["id"] = _likely_id(row)
    record = build(row, row.table.model, more)
    if record is None:
        return None
    if "source" not in row.values:
        return Fact(row, record, None, UNSOURCED, plain=not row.found)
    fields = _TESTIMONY + TOLD_OF_SEATS if row.table.model is Membership else _TESTIMONY
    values: dict[str, Any] = {name: row.values[name] for name in fields if name in row.values}
    if stance is not None:
        values["stance"] = stance
    evidence = Evidence(kind=row.table.name, record=record.key, **values)
    return Fact(row, record, evidence, testimony_of(evidence, sources[evidence.source]), plain=False)


def _likely_id(row: Row) -> str:
    """Return the id that the record bears unless it is known by another."""

    def cell(column: str, otherwise: str = "") -> str:
        return row.one(column) or otherwise

    if row.table.model is Hosting:
        return merging.hosting_id(cell("host"), cell("hosted"), cell("status", "active"))
    if row.table.model is Link:
        return merging.link_id(cell("kind"), cell("from_id"), cell("to_id"))
    status = cell("status", "decided")
    return merging.membership_id(
        row.one("person"), cell("group"), cell("role"), "decided" if status == "ended" else status
    )


def settle(facts: Sequence[Fact], stored: Record | None, before: Iterable[Testimony]) -> Record | None:
    """Return the record that all facts of one key make, with what is stored; None when they can't.

    `before` are the testimonies that the stored record rests on.
    """
    if len(facts) == 1 and stored is None and facts[0].stance != "denies":
        return facts[0].record
    ordered = sorted(facts, key=_order)
    whole = [fact for fact in ordered if fact.plain]
    stated = [fact for fact in ordered if not fact.plain]
    if not _agree(facts, whole):
        return None
    if whole:
        base = _completed(whole[0], stored)
    elif stored is not None and _same(stored, stated[0].record, _IDENTITY):
        base = stored
    else:
        affirmed = [fact for fact in stated if fact.stance != "denies"]
        if not affirmed:
            for fact in stated:
                fact.row.fault("stance", "denies", _NOTHING_TO_WITHDRAW)
            return None
        base = affirmed[0].record
    return merging.merged(base, before, [Statement(fact.record, fact.testimony) for fact in stated])


def _order(fact: Fact) -> tuple[str, str]:
    return fact.record.model_dump_json(), fact.evidence.model_dump_json() if fact.evidence else ""


def _agree(facts: Sequence[Fact], whole: Sequence[Fact]) -> bool:
    """Tell whether rows of one id tell of one record; the later rows of others are at fault."""
    first = facts[0]
    for fact in facts[1:]:
        alike = _same(first.record, fact.record, _CONTENT)
        if fact.plain and alike:
            alike = fact.record == whole[0].record
        if not alike:
            elsewhere(fact.row, fact.record.key, first.row.place)
    return not any(fact.row.broken for fact in facts)


def _same(one: Record, other: Record, fields: Mapping[type[Record], tuple[str, ...]]) -> bool:
    if any(getattr(one, field) != getattr(other, field) for field in fields.get(type(one), ())):
        return False
    if isinstance(one, Membership) and isinstance(other, Membership):
        bodies, others = set(one.represents), set(other.represents)
        return bodies <= others or others <= bodies
    return True


def _completed(fact: Fact, stored: Record | None) -> Record:
    """Return the record of a whole row; a column that its file lacks keeps what is stored."""
    missing = lacks(fact.row)
    if stored is None or not missing:
        return fact.record
    return fact.record.model_copy(update={name: getattr(stored, name) for name in missing})


def lacks(row: Row) -> list[str]:
    """Return the fields of the record for which the row's file has no column."""
    given = row.columns | row.values.keys() | {"id", "person"}
    return [name for name in row.table.model.model_fields if name not in given]


def elsewhere(row: Row, key: str, place: LineOfTable) -> None:
    """Add the fault that a row says otherwise than another of the same key."""
    where = place.text
    expected = Text(
        f"Samma post står med annat innehåll i {where.sv}. Låt raderna säga samma sak, eller ge dem olika id.",
        f"The same record stands with other content in {where.en}. Let the rows agree, or give them ids of their own.",
    )
    row.fault("id" if "id" in row.table.columns else None, key, expected)


_UNFIT = Text("Värdet passar inte i kolumnen.", "The value does not fit the column.")
_NOTHING_TO_WITHDRAW = Text(
    "Det finns inget sådant att dra tillbaka, eller flera. Kontrollera stavningen, eller skriv id i kolumnen id.",
    "There is no such thing to withdraw, or several. Check the spelling, or write the id in the column id.",
)
