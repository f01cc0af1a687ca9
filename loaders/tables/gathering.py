"""From checked rows to records that fit together: every key once, every fact with its evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from graph.port import Known
from graph.reasoning.observations import Testimony
from graph.reasoning.testimony import testimony_of
from graph.records import (
    RECORDS,
    WITH_EVIDENCE,
    Evidence,
    Hosting,
    Judgement,
    Link,
    Listing,
    Membership,
    Person,
    Record,
    Source,
)
from graph.texts import Text
from loaders.tables import belonging
from loaders.tables.facts import Fact, build, elsewhere, fact, lacks, settle
from loaders.tables.faults import Report
from loaders.tables.naming import Rows
from loaders.tables.rows import Row

R = TypeVar("R", bound=Record)

_MODELS = {model.table: model for model in RECORDS}


def gather(tables: Rows, new_persons: Iterable[Person], known: Known | None, report: Report) -> list[Record]:
    """Return the records of a load; what doesn't fit together is told to `report`."""
    sources = _whole_rows(Source, tables, known)
    cited = _whole_rows(Evidence, tables, known)
    evidence = {record.key: (record, row) for record, row in cited}
    testified = _testified(tables, [record for record, _ in sources], known)
    told: defaultdict[str, list[Testimony]] = defaultdict(list)
    for record, _ in cited:
        if record.kind == Membership.table:
            told[record.record].append(testimony_of(record, testified[record.source]))
    facts: list[Record] = []
    for model in WITH_EVIDENCE:
        rows = tables[model.table]
        stated = [each for row in rows if not row.broken and (each := fact(row, testified))]
        if model is Membership:
            stated = belonging.memberships(stated, told, known, report)
        elif model is Hosting or model is Link:
            stated = belonging.relations(model, stated, known)
        facts += _settled(model, stated, tables, known)
        for each in stated:
            _add_evidence(each, evidence)
    _check_records(cited, tables, facts, known)
    persons = [record for record, _ in _whole_rows(Person, tables, known)]
    others: list[Record] = [record for model in (Listing, Judgement) for record, _ in _whole_rows(model, tables, known)]
    return [
        *(record for record, _ in sources),
        *persons,
        *new_persons,
        *facts,
        *others,
        *(record for record, _ in evidence.values()),
    ]


def _whole_rows(model: type[R], tables: Rows, known: Known | None) -> list[tuple[R, Row]]:
    """Return the records of a table whose rows are whole records, each key once."""
    built = [(record, row) for row in tables[model.table] if not row.broken and (record := build(row, model))]
    partial = [record.key for record, row in built if row.found or lacks(row)]
    stored = known.fetch(model, partial) if known and partial else {}
    first: dict[str, tuple[R, Row]] = {}
    for record, row in built:
        there = stored.get(record.key)
        if there is not None and row.found:
            record = there.model_copy(update={name: getattr(record, name) for name in row.values})
        elif there is not None:
            record = record.model_copy(update={name: getattr(there, name) for name in lacks(row)})
        known_record, known_row = first.setdefault(record.key, (record, row))
        if known_record != record:
            elsewhere(row, record.key, known_row.place)
    return list(first.values())


def _testified(tables: Rows, sources: Sequence[Source], known: Known | None) -> dict[str, Source]:
    """Return every source that a row cites; for one whose own row has faults, a bare one stands in."""
    wanted = {source for rows in tables.values() for row in rows if (source := row.one("source"))}
    found = {source.id: source for source in sources}
    if known is not None:
        found = known.fetch(Source, wanted - found.keys()) | found
    for source in wanted - found.keys():
        found[source] = Source.model_construct(id=source, title=source)
    return found


def _settled(model: type[Record], facts: Sequence[Fact], tables: Rows, known: Known | None) -> list[Record]:
    by_key: defaultdict[str, list[Fact]] = defaultdict(list)
    for each in facts:
        by_key[each.record.key].append(each)
    backed = {(row.one("kind"), row.one("record")) for row in tables[Evidence.table]}
    sought = [
        key
        for key, same in by_key.items()
        if any(not each.plain or lacks(each.row) for each in same) or (model.table, key) not in backed
    ]
    stored = known.fetch(model, sought) if known and sought else {}
    before = _before(model, [key for key in sought if key in stored], by_key, known)
    records = []
    for key, same in by_key.items():
        if key not in stored and (model.table, key) not in backed and not any(each.evidence for each in same):
            same[0].row.fault("source", "", _UNSOURCED)
            continue
        record = settle(same, stored.get(key), before.get(key, ()))
        if record is not None:
            records.append(record)
    return records


def _before(
    model: type[Record], keys: Sequence[str], facts: Mapping[str, Sequence[Fact]], known: Known | None
) -> Mapping[str, Sequence[Testimony]]:
    """Return what the stored records rest on; of others than memberships, what the same rows said before."""
    if known is None or not keys:
        return {}
    if model is Membership:
        return known.testimonies(keys)
    anew = {each.evidence.key: each for key in keys for each in facts[key] if each.evidence}
    before: defaultdict[str, list[Testimony]] = defaultdict(list)
    for key, earlier in known.fetch(Evidence, anew).items():
        before[earlier.record].append(testimony_of(earlier, Source.model_construct(id=earlier.source, title=key)))
    return before


def _add_evidence(stated: Fact, evidence: dict[str, tuple[Evidence, Row]]) -> None:
    if stated.evidence is None:
        return
    first, row = evidence.setdefault(stated.evidence.key, (stated.evidence, stated.row))
    if first != stated.evidence and not stated.row.broken:
        stated.row.fault("place", stated.evidence.place or "", _twice(row))


def _check_records(
    cited: Sequence[tuple[Evidence, Row]], tables: Rows, facts: Iterable[Record], known: Known | None
) -> None:
    """Add a fault for evidence of a record that is nowhere."""
    there = {(record.table, record.key) for record in facts}
    for model in WITH_EVIDENCE:
        for row in tables[model.table]:
            if row.broken:
                there.update((model.table, key) for key in _keys(row))
    missing: defaultdict[str, set[str]] = defaultdict(set)
    for record, _ in cited:
        if (record.kind, record.record) not in there:
            missing[record.kind].add(record.record)
    if known is not None:
        for table, keys in missing.items():
            there.update((table, key) for key in known.fetch(_MODELS[table], keys))
    for record, row in cited:
        if (record.kind, record.record) not in there:
            row.fault("record", record.record, row.table.columns["record"].expected)


def _keys(row: Row) -> list[str]:
    """Return the keys that a row with faults may have meant."""
    name = "|".join((row.one("organisation") or "", row.one("sort") or "alias", row.one("text") or ""))
    return [key for key in (row.one("id"), (row.wrong or {}).get("id"), name) if key]


_UNSOURCED = Text(
    "Varje uppgift behöver en källa. Skriv den i kolumnen source, eller lägg en rad i tabellen evidence.",
    "Every fact needs a source. Write it in the column source, or add a row to the table evidence.",
)


def _twice(row: Row) -> Text:
    where = row.place.text
    return Text(
        f"Samma källa säger redan detta i {where.sv}. Skriv olika ställen i källan i kolumnen place, eller ta bort en.",
        f"The same source says this already in {where.en}. Tell the places in it apart in the column place, or remove "
        "one.",
    )
