"""A whole fact in one line that people read: who, role, group, on whose behalf, since when."""

from collections.abc import Iterable, Mapping, Sequence

from graph.exports.profiles.held import standing_in
from graph.finding import short_label
from graph.kinds import ORGANISATION_KINDS, ROLES
from graph.port import Reader
from graph.records import Organisation, Person, Proposal
from graph.texts import Text
from loaders.review.statement import Row, rows_of
from loaders.tables.cells import is_id
from loaders.tables.descriptions import TABLES

Names = Mapping[str, str]
"""What organisations and persons are called, by id."""
_NAMED = {
    "person_id",
    *(
        column.name
        for table in TABLES.values()
        for column in table.columns.values()
        if column.refers in ("organisations", "persons")
    ),
}
_HOLDS = {
    None: Text("{who} är {role} i {group}", "{who} is {role} of {group}"),
    "proposed": Text("{who} är föreslagen som {role} i {group}", "{who} is proposed as {role} of {group}"),
    "nominated": Text("{who} är nominerad som {role} i {group}", "{who} is nominated as {role} of {group}"),
    "approved": Text(
        "{who} är godkänd som nominerad {role} i {group}", "{who} is approved as nominated {role} of {group}"
    ),
    "ended": Text("{who} är inte längre {role} i {group}", "{who} is no longer {role} of {group}"),
    "vacant": Text("Platsen som {role} i {group} är vakant", "The seat as {role} of {group} is vacant"),
}
_HOLDS["decided"] = _HOLDS[None]
_WAS_THERE = Text("{who} var med i {group}", "{who} attended {group}")
_SUCCEEDS = Text("{who} efterträder {before} som {role} i {group}", "{who} succeeds {before} as {role} of {group}")
_TO_SUCCEED = Text(
    "{who} är nominerad att efterträda {before} som {role} i {group}",
    "{who} is nominated to succeed {before} as {role} of {group}",
)
_HOSTS = Text("{host} är värd för {hosted}", "{host} hosts {hosted}")
_RESTS = Text("{host} är värd för {hosted}, vilande", "{host} hosts {hosted}, dormant")
_DENIED = Text("Stämmer inte: {fact}", "Not so: {fact}")


def sentence(rows: Sequence[Row], names: Names) -> Text:
    """Return what the rows of one proposal say, in one line."""
    told = [_row(table, cells, names) for table, cells in rows if not _said_already(table, cells, rows)]
    return Text("; ".join(text.sv for text in told), "; ".join(text.en for text in told))


def sentences(reader: Reader, proposals: Iterable[Proposal]) -> dict[str, Text]:
    """Return the line of each proposal, by id."""
    read = {proposal.id: rows_of(proposal) for proposal in proposals}
    names = names_in(reader, [row for rows in read.values() for row in rows])
    return {key: sentence(rows, names) for key, rows in read.items()}


def names_in(reader: Reader, rows: Iterable[Row]) -> Names:
    """Return the names of the organisations and persons that rows mention by id."""
    ids = {
        part.strip()
        for _, cells in rows
        for column in _NAMED
        for part in cells.get(column, "").split(";")
        if is_id(part.strip())
    }
    people = {key: person.name for key, person in reader.fetch(Person, ids).items()}
    return people | {key: short_label(organisation) for key, organisation in reader.fetch(Organisation, ids).items()}


def _said_already(table: str, cells: Mapping[str, str], rows: Sequence[Row]) -> bool:
    """Tell whether a row only repeats, for its own record, what the line says of a successor, or of a seat."""
    if table in ("evidence", "sources") and len(rows) > 1:
        return True
    successors = [other["succeeds"] for _, other in rows if "succeeds" in other]
    if table == "memberships" and cells.get("person") in successors and "stance" not in cells:
        return "valid_to" not in cells
    return (
        cells.get("basis") == "attendance"
        and rows[0][1] is not cells
        and cells.get("person") == rows[0][1].get("person")
    )


def _row(table: str, cells: Mapping[str, str], names: Names) -> Text:
    own = _ROWS.get(table)
    text = own(cells, names) if own else _plain(table, cells)
    for column, sv, en in (
        ("observed_on", "den {0}", "on {0}"),
        ("valid_from", "fr.o.m. {0}", "from {0}"),
        ("valid_to", "t.o.m. {0}", "until {0}"),
    ):
        if day := cells.get(column):
            text = Text(f"{text.sv}, {sv.format(_day(day).sv)}", f"{text.en}, {en.format(_day(day).en)}")
    return _DENIED.fill(fact=text.sv)._replace(en=f"Not so: {text.en}") if cells.get("stance") == "denies" else text


def _day(text: str) -> Text:
    """Return a day as written in a record in words: `../2026-05-27` is "senast 2026-05-27"."""
    first, slash, last = text.partition("/")
    if slash and first == "..":
        return Text(f"senast {last}", f"{last} or earlier")
    if slash and last == "..":
        return Text(f"tidigast {first}", f"{first} or later")
    return Text(*[f"{first} – {last}" if slash else text] * 2)


def _seat(cells: Mapping[str, str], names: Names) -> Text:
    who, group = _of(cells, "person_id", names) or _of(cells, "person", names), _of(cells, "group", names)
    role = ROLES[cells["role"]].label if cells.get("role") in ROLES else Text(*[cells.get("role", "")] * 2)
    if ordinary := _of(cells, "deputises", names):
        role = standing_in(role, ordinary)
    before = _of(cells, "succeeds", names)
    if cells.get("basis") == "attendance":
        text = _WAS_THERE
    elif before:
        text = _TO_SUCCEED if cells.get("status") == "nominated" else _SUCCEEDS
    else:
        text = _HOLDS.get(cells.get("status"), _HOLDS[None])
        if cells.get("stance") == "ended":
            text = _HOLDS["ended"]

    def filled(sentence: str, role: str) -> str:
        return sentence.format(who=who, group=group, role=role, before=before)

    told = Text(filled(text.sv, role.sv), filled(text.en, role.en))
    body = _of(cells, "represents", names)
    return Text(f"{told.sv} för {body}", f"{told.en} for {body}") if body else told


def _hosting(cells: Mapping[str, str], names: Names) -> Text:
    text = _RESTS if cells.get("status") == "dormant" else _HOSTS
    if cells.get("stance") == "ended":
        text = Text("{host} är inte längre värd för {hosted}", "{host} no longer hosts {hosted}")
    return text.fill(host=_of(cells, "host", names), hosted=_of(cells, "hosted", names))


def _organisation(cells: Mapping[str, str], _: Names) -> Text:
    kind = ORGANISATION_KINDS.get(cells.get("kind", ""))
    label = kind.label if kind else Text("organisation", "organisation")
    name = cells.get("name", "")
    return Text(f"Ny organisation: {name} ({label.sv})", f"New organisation: {name} ({label.en})")


_ROWS = {"memberships": _seat, "hostings": _hosting, "organisations": _organisation}


def _plain(table: str, cells: Mapping[str, str]) -> Text:
    told = ", ".join(f"{column} {cell}" for column, cell in cells.items())
    return Text(f"{table}: {told}", f"{table}: {told}")


def _of(cells: Mapping[str, str], column: str, names: Names) -> str:
    cell = cells.get(column, "")
    parts = [part.strip() for part in cell.split(";")] if column == "represents" else [cell]
    return " och ".join(names.get(part, part) for part in parts if part)
