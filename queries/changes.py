"""What changed between two dates: who left and joined, roles, hosts, names, groups."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from graph import kinds, time
from graph.texts import Text
from queries.asking import sample
from queries.asking.query import (
    BODY,
    GROUP,
    Case,
    Parameter,
    Query,
    Question,
    joined,
    labels,
    role_rank,
    sources,
    swedish,
)


class Row(NamedTuple):
    """One change, with the first and last day on which it may have happened."""

    change: str
    """A name of `kinds.CHANGES`; `first_seen` is no change but the first time that anybody tells."""
    person_id: str | None
    person: str | None
    group_id: str
    group: str
    role: str | None
    from_role: str | None
    represents: str | None
    body_id: str | None
    """The host, where hosting changed."""
    body: str | None
    before: str | None
    after: str | None
    """Names, where a name or a holder changed; ends as written, where a term did."""
    first_day: str | None
    last_day: str | None
    how: str
    """What tells: `stated`, `listing`, `role`, `seen`, or a name of `kinds.END_REASONS`."""
    certainty: str
    sources: list[str]


_PARTS = (
    *("begun", "named", "succeeded", "turned", "over", "moved"),
    *("hosts_begun", "hosts_over", "renamed", "started", "ended"),
)
_ORDER = (
    *("left", "joined", "succeeded", "role_changed", "renewed", "extended", "shortened", "nominated", "approved"),
    *("new_host", "renamed", "started", "ended", "first_seen"),
)
_RANK = {change: rank for rank, change in enumerate(_ORDER)}


def answer(question: Question) -> list[Row]:
    """Return the changes whose possible days overlap the window (since, until]."""
    until = question.parameters["until"] or question.as_of
    rows = []
    for part in _PARTS:
        for found in question.run("changes", part, until=until):
            for told in _turns(found, question.parameters["since"], until) if part == "turned" else [found]:
                rows.append(_row(told))
    return rows


def _turns(found: tuple[Any, ...], since: str, until: str) -> Iterator[tuple[Any, ...]]:
    """Yield what happened in the window to a holding that was renewed, extended or shortened."""
    for change, first_day, last_day, before, after, source, basis in json.loads(found[0]):
        if last_day > since and first_day <= until:
            told = [source] if source else found[-1]
            yield (change, *found[1:10], before, after, first_day, last_day, "stated", basis, told)


def _row(found: tuple[Any, ...]) -> Row:
    *start, first_day, last_day, how, basis, listed = found
    certainty = "stated" if how in ("stated", "group") and basis == "stated" else "presumed"
    if start[0] in ("first_seen", "nominated", "approved"):
        certainty = "undated" if first_day == time.FIRST_DAY else ("stated" if basis == "stated" else "presumed")
    return Row._make(
        (
            *start[:7],
            joined(start[7]),
            *start[8:10],
            joined(start[10]),
            start[11],
            None if first_day == time.FIRST_DAY else first_day,
            None if last_day == time.LAST_DAY else last_day,
            how,
            certainty,
            sources(listed),
        )
    )


QUERY = Query(
    name="changes",
    title=Text("Vad har ändrats?", "What has changed?"),
    description=Text(
        "Vilka som lämnat och kommit till, nya roller, värdar och namn mellan två datum. "
        "”Först sedd” betyder att ingen tidigare källa finns att jämföra med.",
        "Who left and joined, new roles, hosts and names between two dates. "
        "“First seen” means that there is no earlier source to compare with.",
    ),
    nothing=Text(
        "Ingen källa berättar om någon ändring under den tiden.",
        "No source tells of any change in that time.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        _RANK[row.change],
        row.first_day is None,
        swedish(row.group),
        role_rank(row.role),
        swedish(row.person, row.body),
        row.group_id,
        row.person_id or "",
        row.last_day or "",
    ),
    example={"since": "2020-05-26", "until": "2023-12-31", "group": "SKS"},
    parameters=(
        Parameter("since", "date", Text("Från och med dagen efter", "Since (not included)"), required=True),
        Parameter("until", "date", Text("Till och med", "Until (included)")),
        GROUP,
        BODY,
    ),
    dated=False,
    columns={
        "after": Text("Efter", "After"),
        "before": Text("Före", "Before"),
        "change": Text("Ändring", "Change"),
        "first_day": Text("Tidigast", "At the earliest"),
        "from_role": Text("Tidigare roll", "Earlier role"),
        "how": Text("Hur vi vet", "How it is known"),
        "last_day": Text("Senast", "At the latest"),
    },
    words={
        "change": labels(kinds.CHANGES),
        "from_role": labels(kinds.ROLES),
        "role": labels(kinds.ROLES) | {"värd": Text("värd", "host")},
        "how": labels(kinds.END_REASONS)
        | {
            "succeeded": Text("källan säger vem som efterträder vem", "the source tells who succeeds whom"),
            "seen": Text("första källan som nämner det", "the first source that tells"),
            "stated": Text("källan anger datum", "the source gives the date"),
            "listing": Text("jämförelse av två fullständiga listor", "comparison of two complete lists"),
        },
    },
    cases=(
        Case(sample.QUARTER),
        Case({**sample.YEARS, "group": sample.GROUP}, lookup=True),
        Case({**sample.YEARS, "body": sample.REGION}, lookup=True),
    ),
)
