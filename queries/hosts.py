"""Who hosts what, on a date."""

from typing import NamedTuple

from graph import kinds
from graph.texts import Text
from queries.asking import sample
from queries.asking.query import (
    GROUP,
    HOSTED_KINDS,
    NO_SOURCE,
    Case,
    Parameter,
    Query,
    Question,
    labels,
    sources,
    swedish,
)


class Row(NamedTuple):
    """One hosting, or one group whose host no source tells (`host_id` None, certainty unknown)."""

    host_id: str | None
    host: str | None
    group_id: str
    group: str
    status: str | None
    valid_from: str | None
    valid_to: str | None
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    sources: list[str]


def answer(question: Question) -> list[Row]:
    """Return hostings on the date, and the groups without a known active host unless a host is asked for."""
    found = question.run("hosts", hosted_kinds=HOSTED_KINDS)
    return [Row._make((*row[:-2], bool(row[-2]), sources(row[-1]))) for row in found]


QUERY = Query(
    name="hosts",
    title=Text("Vem är värd?", "Who is host?"),
    description=Text(
        "Vilken sjukvårdsregion, region eller organisation som är värd för vilken grupp.",
        "Which sjukvårdsregion, region or organisation hosts which group.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (swedish(row.group, row.status, row.host), row.group_id, row.host_id or ""),
    example={"group": "NPO akut vård"},
    parameters=(GROUP, Parameter("host", "host", Text("Värd", "Host"))),
    columns={"host": Text("Värd", "Host")},
    words={"status": labels(kinds.HOSTING_STATUSES)},
    unknown={"host": NO_SOURCE},
    cases=(
        Case(),
        Case({"group": sample.GROUP}, lookup=True),
        Case({"host": sample.WHOLE}, lookup=True),
    ),
)
