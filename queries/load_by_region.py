"""What each sjukvårdsregion and region carries: seats, chairs and hostings."""

from collections import defaultdict
from typing import NamedTuple

from graph.names import swedish_key
from graph.texts import Text
from queries.query import Query, Question, swedish


class Row(NamedTuple):
    """One sjukvårdsregion or region, also one that carries nothing known."""

    body_id: str
    body: str
    kind: str
    seats: int
    """Held on its behalf."""
    people: int
    """Who hold them."""
    chairs: int
    """Seats that are the chair's."""
    hostings: int
    """Active ones."""
    dormant_hostings: int
    groups_hosted: str | None
    """Labels of the groups that it actively hosts."""
    unconfirmed: int
    """How many of the seats nobody has confirmed for three years."""


_BODIES = ("sjukvardsregion", "region")


def answer(question: Question) -> list[Row]:
    """Return what each carries on the date; a sjukvårdsregion's row leaves out what its regions carry."""
    hosted: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for host, status, group in question.run("load_by_region", "hostings", bodies=_BODIES):
        hosted[host, status].append(group)
    return [
        Row(
            body,
            label,
            kind,
            seats,
            people,
            chairs,
            len(hosted[body, "active"]),
            len(hosted[body, "dormant"]),
            "; ".join(sorted(hosted[body, "active"], key=swedish_key)) or None,
            unconfirmed,
        )
        for body, label, kind, seats, people, chairs, unconfirmed in question.run(
            "load_by_region", "seats", bodies=_BODIES
        )
    ]


QUERY = Query(
    name="load_by_region",
    title=Text("Vem bär vad?", "Who carries what?"),
    description=Text(
        "Platser, ordföranden och värdskap för varje sjukvårdsregion och region.",
        "Seats, chairs and hostings of each sjukvårdsregion and region.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (_BODIES.index(row.kind), swedish(row.body), row.body_id),
    example={},
    columns={"unconfirmed": Text("Ej bekräftade på tre år", "Not confirmed for three years")},
)
