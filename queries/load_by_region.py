"""What each sjukvårdsregion and region carries: seats, chairs and hostings."""

from collections import defaultdict
from typing import NamedTuple

from graph.names import swedish_key
from graph.reasoning.bodies import parent
from graph.texts import Text
from queries import regions
from queries.asking.query import Query, Question, swedish


class Row(NamedTuple):
    """One sjukvårdsregion or region; what no source tells of is None, since that is unknown and not nought."""

    body_id: str
    body: str
    kind: str
    seats: int | None
    """Held on its behalf."""
    people: int | None
    """Who hold them."""
    chairs: int | None
    """Seats that are the chair's."""
    hostings: int | None
    """Active ones."""
    dormant_hostings: int | None
    groups_hosted: str | None
    """Labels of the groups that it actively hosts."""
    unconfirmed: int | None
    """How many of the seats nobody has confirmed for three years."""


_BODIES = ("sjukvardsregion", "region")


def answer(question: Question) -> list[Row]:
    """Return what each carries on the date; a sjukvårdsregion's row leaves out what its regions carry."""
    hosted: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    hostings = {tuple(row[:3]): row[3] for row in question.run("load_by_region", "hostings", bodies=_BODIES)}
    parents = regions.parents(question, {host for host, _, _ in hostings})
    for (host, status, group), label in hostings.items():
        # What a region hosts for its sjukvårdsregion counts once, for the latter.
        if (parent(host, parents), status, group) not in hostings:
            hosted[host, status].append(label)
    rows = []
    for body, label, kind, *counts in question.run("load_by_region", "seats", bodies=_BODIES):
        seats, people, chairs, unconfirmed = counts if counts[0] else [None] * 4
        active, dormant = hosted[body, "active"], hosted[body, "dormant"]
        told = bool(active or dormant)
        rows.append(
            Row(
                body,
                label,
                kind,
                seats,
                people,
                chairs,
                len(active) if told else None,
                len(dormant) if told else None,
                "; ".join(sorted(active, key=swedish_key)) or None,
                unconfirmed,
            )
        )
    return rows


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
    columns={
        "dormant_hostings": Text("Vilande värdskap", "Dormant hostings"),
        "groups_hosted": Text("Är värd för", "Hosts"),
        "hostings": Text("Värdskap", "Hostings"),
        "people": Text("Personer", "People"),
        "unconfirmed": Text("Ej bekräftade på tre år", "Not confirmed for three years"),
    },
    unknown=dict.fromkeys(
        ("seats", "people", "chairs", "hostings", "dormant_hostings", "unconfirmed"), Text("okänt", "unknown")
    ),
)
