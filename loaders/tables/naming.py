"""Ids for rows that give none, and what the cells that point at sources and organisations mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph import names
from graph.finding import organisation_labels
from graph.port import Known
from graph.reasoning import merging
from graph.records import Name, Organisation, Source
from graph.texts import Text
from loaders.tables.cells import Unfit
from loaders.tables.columns import Column
from loaders.tables.references import Organisations, Sources
from loaders.tables.rows import Row

Rows = Mapping[str, Sequence[Row]]
"""The rows of each table, by its name."""
_SOMETHING = "ovrig"
_MOST_BODIES = 2


def name_sources(rows: Sequence[Row], known: Known | None) -> Sources:
    """Give every source an id, and return how sources are found.

    Without an id it is the known source of that title, date and address, else a new one.
    """
    sources = Sources(known)
    stored: defaultdict[str, list[Source]] = defaultdict(list)
    if known is not None and any("id" not in row.values for row in rows):
        for source in known.every(Source):
            stored[names.exact(source.title)].append(source)
    taken = {row.one("id") or "" for row in rows} | {source.id for same in stored.values() for source in same}
    told: dict[tuple[str | None, ...], str] = {}
    for row in sorted(rows, key=_source_order):
        title = row.one("title")
        if "id" not in row.values and title is not None:
            dated = (names.exact(title), row.one("date"), row.one("address"))
            same = [s for s in stored[dated[0]] if _agrees(s.date, dated[1]) and _agrees(s.address, dated[2])]
            if len(same) > 1:
                same = [s for s in same if (s.date, s.address) == dated[1:]]
            found = told.get(dated) or (same[0].id if same else None)
            key = found or merging.unused(merging.source_id(title), taken)
            told[dated] = key
            taken.add(key)
            row.values["id"] = key
            row.found = True
        for here in (row.one("id"), (row.wrong or {}).get("id")):
            if here is not None:
                sources.add(here, title)
    return sources


def _source_order(row: Row) -> tuple[str, ...]:
    return tuple(row.one(column) or "" for column in ("title", "date", "address", "publisher", "period"))


def _agrees(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def name_organisations(rows: Sequence[Row], name_rows: Sequence[Row], known: Known | None) -> Organisations:
    """Give every organisation an id, and return how organisations are found by all their names.

    Without an id it is the known one of that kind and name, else a new one.
    """
    organisations = Organisations(known)
    here: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if (key := row.one("id")) and (name := row.one("name")):
            here[row.one("kind") or _SOMETHING, names.bare(name)].add(key)
    taken = {key for keys in here.values() for key in keys}
    nameless: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if "id" not in row.values and (name := row.one("name")):
            nameless[row.one("kind") or _SOMETHING, names.bare(name)].append(row)
    if nameless and known is not None:
        taken |= known.keys(Organisation)
    for (kind, bare), same in sorted(nameless.items()):
        labels = known.labels("bare", bare) if known else []
        found = here[kind, bare] | {label.subject for label in labels if label.kind == kind}
        name = max((row.one("name") or "" for row in same), key=lambda text: (len(text), text))
        if len(found) > 1:
            for row in same:
                row.fault("name", row.one("name") or "", _several_organisations(sorted(found)))
            continue
        key = found.pop() if found else merging.unused(merging.organisation_id(kind, name), taken)
        taken.add(key)
        for row in same:
            row.values["id"] = key
            row.values["name"] = name
            row.found = True
    _keep_names(rows, known)
    _let_be_found(organisations, rows, name_rows, known)
    return organisations


def _keep_names(rows: Iterable[Row], known: Known | None) -> None:
    """A row that was found by its name does not rename the organisation: the name may be a short form."""
    found = [row for row in rows if row.found]
    stored = known.fetch(Organisation, {row.one("id") or "" for row in found}) if known else {}
    for row in found:
        if organisation := stored.get(row.one("id") or ""):
            row.values["name"] = organisation.name


def _let_be_found(
    organisations: Organisations, rows: Sequence[Row], name_rows: Sequence[Row], known: Known | None
) -> None:
    here: dict[str, Organisation] = {}
    for row in rows:
        for key in (row.one("id"), (row.wrong or {}).get("id")):
            if key:
                here[key] = Organisation.model_construct(
                    id=key, kind=row.one("kind") or _SOMETHING, name=row.one("name") or key
                )
    organisations.add([label for each in here.values() for label in organisation_labels(each, ())])
    other: defaultdict[str, list[Name]] = defaultdict(list)
    for row in name_rows:
        column = row.table.columns["organisation"]
        text, organisation = row.one("text"), row.one("organisation")
        if organisation is None:
            continue
        try:
            row.values["organisation"] = key = organisations.find(organisation, column)
        except Unfit as unfit:
            del row.values["organisation"]
            row.fault("organisation", unfit.value, unfit.expected)
            continue
        if text is not None:
            other[key].append(Name.model_construct(organisation=key, text=text))
    stored = known.fetch(Organisation, other.keys() - here.keys()) if known else {}
    organisations.add(
        [
            label
            for key, named in other.items()
            if (organisation_record := here.get(key) or stored.get(key))
            for label in organisation_labels(organisation_record, named)
        ]
    )


def resolve(tables: Rows, sources: Sources, organisations: Organisations) -> None:
    """Put ids in all cells that point at sources and organisations; a fault for each that points nowhere."""
    for rows in tables.values():
        if not rows:
            continue
        columns = [column for column in rows[0].table.columns.values() if column.refers in ("sources", "organisations")]
        for row in rows:
            for column in columns:
                if column.name in row.values:
                    _resolve(row, column, sources, organisations)


def _resolve(row: Row, column: Column, sources: Sources, organisations: Organisations) -> None:
    found = []
    for text in row.several(column.name):
        try:
            if text in column.choices:
                found.append(text)
            elif column.refers == "sources":
                found.append(sources.find(text, column))
            else:
                found.append(organisations.find(text, column))
        except Unfit as unfit:
            row.fault(column.name, unfit.value, unfit.expected)
            row.values.pop(column.name, None)
    if column.name not in row.values:
        return
    if column.name == "represents" and len(set(found)) > _MOST_BODIES:
        row.fault(column.name, "; ".join(row.several(column.name)), _TWO_BODIES)
    row.values[column.name] = tuple(dict.fromkeys(found)) if column.many else found[0]


_TWO_BODIES = Text(
    "Skriv högst två organ. Företräder personen fler, skriv en rad för varje.",
    "Write at most two bodies. If the person represents more, write a row for each.",
)


def _several_organisations(keys: Sequence[str]) -> Text:
    listed = ", ".join(keys)
    return Text(
        f"Flera organisationer av det slaget heter så. Skriv id i kolumnen id: {listed}.",
        f"Several organisations of that kind are called so. Write the id in the column id: {listed}.",
    )
