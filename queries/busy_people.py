"""People who sit on several seats at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from graph import kinds
from graph.names import swedish_key
from graph.texts import Text
from queries.asking.query import Case, Parameter, Query, Question, gathered, swedish


class Row(NamedTuple):
    """One person on at least as many seats as asked for."""

    person_id: str
    person: str
    seats: int
    """Each role in each group counts once, however many sources or bodies it has."""
    groups: str
    chairs: int
    bodies: str | None
    """Everyone whom the person represents on some seat."""
    unconfirmed: int
    """How many of the seats nobody has confirmed for three years."""
    sources: list[str]


def answer(question: Question) -> list[Row]:
    """Return the people with at least `at_least` seats on the date."""
    people = question.run("busy_people", "people", ordinary=kinds.ORDINARY_ROLES)
    persons = [row[0] for row in people]
    bodies, telling = _of_each(question, "bodies", persons), _of_each(question, "sources", persons)
    return [
        Row(
            person,
            name,
            seats,
            _joined(gathered(groups, "\n")),
            chairs,
            _joined(bodies[person]) or None,
            unconfirmed,
            sorted(telling[person]),
        )
        for person, name, seats, groups, chairs, unconfirmed in people
    ]


def _of_each(question: Question, part: str, persons: list[str]) -> defaultdict[str, list[str]]:
    gathered: defaultdict[str, list[str]] = defaultdict(list)
    for person, text in question.run("busy_people", part, persons=persons):
        gathered[person].append(text)
    return gathered


def _joined(labels: Iterable[str]) -> str:
    return "; ".join(sorted(set(filter(None, labels)), key=swedish_key))


QUERY = Query(
    name="busy_people",
    title=Text("Vilka har många uppdrag?", "Who sits on many seats?"),
    description=Text(
        "Personer som har flera platser samtidigt, flest först.", "People on several seats at once, most first."
    ),
    nothing=Text(
        "Ingen har så många uppdrag det datumet, så vitt någon källa säger.",
        "Nobody holds so many seats on that date, as far as any source tells.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (-row.seats, -row.chairs, swedish(row.person), row.person_id),
    example={"at_least": "3"},
    parameters=(Parameter("at_least", "number", Text("Minst antal platser", "Seats at least"), default=3),),
    columns={
        "bodies": Text("Organ", "Bodies"),
        "groups": Text("Grupper", "Groups"),
        "unconfirmed": Text("Ej bekräftade på tre år", "Not confirmed for three years"),
    },
    cases=(Case({"at_least": 3}),),
)
