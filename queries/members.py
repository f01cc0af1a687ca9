"""Who sits in a group, or in any, on a date, in which role, on whose behalf."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from graph import kinds
from graph.texts import Text
from queries.asking import sample
from queries.asking.columns import seat
from queries.asking.query import GROUP, Case, Parameter, Query, Question, role_rank, swedish


class Row(NamedTuple):
    """One represented body of one member; a member who represents nobody known has one row without body."""

    person_id: str
    person: str
    role: str
    group_id: str
    group: str
    body_id: str | None
    body: str | None
    relation: str | None
    employer_id: str | None
    employer: str | None
    deputises_id: str | None
    deputises: str | None
    """Whose substitute the person is."""
    title: str | None
    status: str
    valid_from: str | None
    valid_to: str | None
    """First start and last end of the holding; the term on the date asked for follows."""
    term_from: str | None
    term_to: str | None
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    ended: str | None
    """The last day on which it may have gone on, only in rows asked for with `ended`."""
    end_how: str | None
    end_basis: str | None
    begins: str | None
    """The first day on which it may begin, only in rows asked for with `coming`."""
    remark: str | None
    """Where several hold one place: `shared` (one source names all) or `end_unknown` (none names both)."""
    sources: list[str]


def answer(question: Question) -> list[Row]:
    """Return the members on the date; with `nominations` and `ended` also those not yet and no longer."""
    standings = ["seat", "nomination"] if question.given("nominations") else ["seat"]
    found = question.run("members", standings=standings)
    rows = [_row(seat(row, question.as_of, *_ASKED)) for row in found]
    remarks = _remarks([row for row in rows if _goes_on(row) and row.status == "decided"])
    if not remarks:
        return rows
    return [
        row._replace(remark=remark) if row.ended is None and (remark := remarks.get(_held(row))) else row
        for row in rows
    ]


_ASKED = ("body_id", "body", "relation", "ended", "end_how", "end_basis", "begins")


def _goes_on(row: Row) -> bool:
    return row.ended is None and row.begins is None


def _row(told: dict[str, Any]) -> Row:
    del told["group_kind"]
    return Row(**told, remark=None)


def _held(row: Row) -> tuple[str, str, str]:
    return row.group_id, row.role, row.person_id


def _remarks(rows: Sequence[Row]) -> dict[tuple[str, str, str], str]:
    """Say why several hold what one person holds at a time, or one body's place in a role."""
    places: defaultdict[tuple[str, str, str | None], dict[str, set[str]]] = defaultdict(dict)
    for row in rows:
        if kinds.ROLES[row.role].single:
            places[row.group_id, row.role, None].setdefault(row.person_id, set()).update(row.sources)
        elif row.body_id:
            places[row.group_id, row.role, row.body_id].setdefault(row.person_id, set()).update(row.sources)
    remarks: dict[tuple[str, str, str], str] = {}
    for (group, role, body), people in places.items():
        for person, own in people.items():
            others = [sources for other, sources in people.items() if other != person]
            if any(not own & sources for sources in others):
                remarks[group, role, person] = "end_unknown"
            elif others and body is None:
                remarks.setdefault((group, role, person), "shared")
    return remarks


QUERY = Query(
    name="members",
    title=Text("Vilka sitter i gruppen?", "Who sits in the group?"),
    description=Text(
        "Ledamöter och andra roller i en grupp, och vem var och en företräder. Utan grupp: alla som sitter den dagen. "
        "Det som ingen har bekräftat på tre år står sist.",
        "Members and other roles of a group, and whom each represents. Without a group: everybody on that day. "
        "What nobody has confirmed for three years comes last.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        row.ended is not None,
        row.begins is not None,
        row.unconfirmed,
        row.status != "decided",
        swedish(row.group),
        role_rank(row.role),
        swedish(row.body, row.person),
        row.person_id,
        row.body_id or "",
    ),
    example={"group": "NPO ögonsjukdomar", "as_of": "2024-06-19"},
    parameters=(
        GROUP,
        Parameter("title", "text", Text("Titel eller post", "Title or post")),
        Parameter("nominations", "flag", Text("Visa även nominerade", "Show nominees too")),
        Parameter("ended", "flag", Text("Visa även avslutade", "Show ended ones too")),
        Parameter("coming", "flag", Text("Visa även kommande", "Show coming ones too")),
    ),
    columns={"begins": Text("Börjar tidigast", "Begins at the earliest"), "remark": Text("Anmärkning", "Remark")},
    words={
        "remark": {
            "shared": Text("samma källa nämner båda", "one source names both"),
            "end_unknown": Text(
                "flera visas: ingen källa nämner dem samtidigt eller säger att den tidigare har slutat",
                "several are shown: no source names them together or says that the earlier one has stopped",
            ),
        }
    },
    cases=(
        Case({"group": sample.GROUP}, lookup=True),
        Case({"group": sample.GROUP, "nominations": True, "ended": True}, lookup=True),
    ),
)
