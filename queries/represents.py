"""Every person who represents a body, or is employed by it, on a date."""

from typing import Any, NamedTuple

from graph.texts import Text
from queries.asking import sample
from queries.asking.columns import seat
from queries.asking.query import (
    GROUP_KINDS,
    REQUIRED_BODY,
    Case,
    Parameter,
    Query,
    Question,
    joined,
    role_rank,
    swedish,
)


class Row(NamedTuple):
    """One seat that a person holds for (or while employed by) the body; `relation` tells which."""

    person_id: str
    person: str
    role: str
    group_id: str
    group: str
    group_kind: str
    body_id: str
    body: str
    relation: str
    represents: str | None
    """All bodies that the seat speaks for, so that an employee's row tells whom it represents."""
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
    sources: list[str]


def answer(question: Question) -> list[Row]:
    """Return the rows of each relation that was asked for, of the body and, if asked, its regions."""
    body = question.parameters["body"]
    bodies = [body]
    if question.given("include_parts"):
        bodies += [row[0] for row in question.run("represents", "parts")]
    relation = question.parameters["relation"]
    standings = ["seat", "nomination"] if question.given("nominations") else ["seat"]
    found: list[tuple[Any, ...]] = []
    if relation in ("represents", "any"):
        found += question.run("represents", "represented", bodies=bodies, standings=standings)
    if relation in ("employer", "any"):
        found += question.run("represents", "employed", bodies=bodies, standings=standings)
    rows = (_seat(row, question.as_of) for row in found)
    return [Row(**told | {"represents": joined(told["represents"])}) for told in rows]


def _seat(row: tuple[Any, ...], as_of: str) -> dict[str, Any]:
    """Return a row, which is as sure as the sources that tell of the body, as the relation asks."""
    *_, relation, _represents = row
    return seat(row, as_of, *_ASKED, part="relation" if relation == "employed_by" else "body_id")


_ASKED = ("body_id", "body", "relation", "represents")


QUERY = Query(
    name="represents",
    title=Text("Vem företräder oss?", "Who represents us?"),
    description=Text(
        "Alla som företräder ett organ, i vilken grupp och roll, och sedan när.",
        "Everyone who represents a body, in which group and role, and since when.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        row.unconfirmed,
        swedish(row.group),
        role_rank(row.role),
        swedish(row.body, row.person),
        row.relation,
        row.person_id,
        row.body_id,
    ),
    example={"body": "Sydöstra", "include_parts": "true"},
    parameters=(
        REQUIRED_BODY,
        Parameter("include_parts", "flag", Text("Ta med regionerna i sjukvårdsregionen", "Include its regions")),
        Parameter(
            "relation",
            "choice",
            Text("Samband", "Relation"),
            default="represents",
            choices=("represents", "employer", "any"),
        ),
        Parameter("group_kind", "choice", Text("Slag av grupp", "Kind of group"), choices=GROUP_KINDS),
        Parameter("nominations", "flag", Text("Visa även nominerade", "Show nominees too")),
    ),
    cases=(
        Case({"body": sample.WHOLE}, lookup=True),
        Case({"body": sample.REGION, "relation": "any"}, lookup=True),
        Case({"body": sample.WHOLE, "include_parts": True}),
    ),
)
