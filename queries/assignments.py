"""Everything a person holds and held."""

from typing import Any, NamedTuple

from graph import time
from graph.texts import Text
from queries.asking import sample
from queries.asking.columns import seat
from queries.asking.query import Case, Parameter, Query, Question, gathered, joined, role_rank, swedish


class Row(NamedTuple):
    """One membership, going on or over, nominated or decided; `standing` says what it amounts to."""

    person_id: str
    person: str
    role: str
    group_id: str
    group: str
    group_kind: str
    body_ids: list[str]
    represents: str | None
    employer_id: str | None
    employer: str | None
    deputises_id: str | None
    deputises: str | None
    """Whose substitute the person is."""
    title: str | None
    status: str
    standing: str
    valid_from: str | None
    valid_to: str | None
    """First start and last end of the holding; the term on the date asked for follows."""
    term_from: str | None
    term_to: str | None
    first_possible: str | None
    ended: str | None
    """The last day on which it may have gone on; None while it goes on, or has not begun, on the date asked for."""
    end_how: str | None
    end_basis: str | None
    end_source: str | None
    last_confirmed: str | None
    certainty: str | None
    """On the date asked for; None when it is not part of the answer then."""
    unconfirmed: bool
    sources: list[str]


def answer(question: Question) -> list[Row]:
    """Return all memberships of the person, those of the date marked by their certainty."""
    return [_row(seat(row, question.as_of, "current", *_ASKED)) for row in question.run("assignments")]


_ASKED = ("body_ids", "represents", "standing", "first_possible", "ended", "end_how", "end_basis", "end_source")


def _row(told: dict[str, Any]) -> Row:
    current = told.pop("current")
    return Row(
        **told
        | {
            "body_ids": sorted(gathered(told["body_ids"])),
            "represents": joined(told["represents"]),
            "first_possible": None if told["first_possible"] == time.FIRST_DAY else told["first_possible"],
            "certainty": told["certainty"] if current else None,
        }
    )


QUERY = Query(
    name="assignments",
    title=Text("Vilka uppdrag har personen?", "What does the person hold?"),
    description=Text("Allt som en person har och har haft uppdrag i.", "Everything that a person holds and has held."),
    row=Row,
    answer=answer,
    sort=lambda row: (
        row.certainty is None,
        row.unconfirmed,
        swedish(row.group),
        role_rank(row.role),
        row.group_id,
    ),
    example={"person": "Mats Bojestig"},
    parameters=(Parameter("person", "person", Text("Person", "Person"), required=True),),
    columns={
        "end_source": Text("Källa för slut", "Source of the end"),
        "first_possible": Text("Tidigast från", "From at the earliest"),
        "standing": Text("Läge", "Standing"),
    },
    words={
        "standing": {
            "seat": Text("uppdrag", "seat"),
            "nomination": Text("nominering, ännu inget uppdrag", "nomination, not yet a seat"),
            "vacancy": Text("vakant plats", "vacant seat"),
            "attendance": Text("närvaro, inget uppdrag", "attendance, no seat"),
        }
    },
    cases=(Case({"person": sample.PERSON}, lookup=True),),
)
