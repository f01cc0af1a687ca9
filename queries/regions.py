"""Which sjukvårdsregioner regions lie in on a day, and which regions lie in one (shared by seats and hostings)."""

from collections.abc import Iterable

from graph.reasoning.bodies import Parents, parents_of
from queries.asking.query import Question


def parents(question: Question, bodies: Iterable[str]) -> Parents:
    """Return the sjukvårdsregioner of those of the bodies that are regions, on the day of the question."""
    told = sorted(set(bodies))
    return parents_of(question.run("regions", "above", told=told)) if told else {}


def below(question: Question, body: str) -> list[str]:
    """Return the regions that lie in a sjukvårdsregion on the day; none for any other body."""
    return sorted(region for (region,) in question.run("regions", "below", whole=body))
