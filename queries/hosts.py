"""Who hosts what, on a date."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph import kinds
from graph.reasoning.bodies import Parents, parent
from graph.texts import Text
from queries import regions
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
    through_id: str | None
    through: str | None
    """The region that hosts for its sjukvårdsregion, where sources tell of both."""
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
    """Return hostings on the date, and the groups without a known active host unless a host is asked for.

    What is told of a region and of its sjukvårdsregion is one hosting, the sjukvårdsregion's (DESIGN §3).
    """
    host: str | None = question.parameters["host"]
    if host is None:
        rows = _rows(question, [])
        return counted_once(rows, regions.parents(question, _beside_others(rows)))
    parts = regions.below(question, host)
    parents = regions.parents(question, [host, *parts])
    kin = [region for region in parts if parent(region, parents) == host]
    rows = _rows(question, [host, *kin, *filter(None, [parent(host, parents)])])
    return [row for row in counted_once(rows, parents) if host in (row.host_id, row.through_id)]


def _rows(question: Question, hosts: Sequence[str]) -> list[Row]:
    found = question.run("hosts", hosted_kinds=HOSTED_KINDS, hosts=list(hosts))
    return [Row._make((*row[:2], None, None, *row[2:-2], bool(row[-2]), sources(row[-1]))) for row in found]


def _beside_others(rows: Iterable[Row]) -> set[str]:
    """Return the hosts of what several are told to host."""
    hosts: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for row in rows:
        if row.host_id:
            hosts[row.group_id, row.status].add(row.host_id)
    return {host for several in hosts.values() if len(several) > 1 for host in several}


def counted_once(rows: Iterable[Row], parents: Parents) -> list[Row]:
    """Return hostings without a region's that its sjukvårdsregion has too; the latter tells through whom."""
    told = {(row.group_id, row.status, row.host_id): row for row in rows}
    for (group, status, host), row in list(told.items()):
        above = parent(host, parents) if host else None
        whole = told.get((group, status, above)) if above else None
        if whole is not None:
            told[group, status, above] = whole._replace(
                through_id=host,
                through=row.host,
                certainty=min(whole.certainty, row.certainty, key=_CERTAINTIES.index),
                unconfirmed=whole.unconfirmed and row.unconfirmed,
                last_confirmed=max(filter(None, (whole.last_confirmed, row.last_confirmed)), default=None),
                sources=sorted({*whole.sources, *row.sources}),
            )
            del told[group, status, host]
    return list(told.values())


_CERTAINTIES = ("stated", "presumed", "undated", "unknown")


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
    columns={"host": Text("Värd", "Host"), "through": Text("Genom", "Through")},
    words={"status": labels(kinds.HOSTING_STATUSES)},
    unknown={"host": NO_SOURCE},
    cases=(
        Case(),
        Case({"group": sample.GROUP}, lookup=True),
        Case({"host": sample.WHOLE}, lookup=True),
    ),
)
