"""Facts that sources disagree on, and what cannot both be so."""

from typing import NamedTuple

from graph import kinds
from graph.texts import Text
from queries.asking.query import BASES, Query, Question, labels, sources, swedish


class Row(NamedTuple):
    """Two facts, A and B, that do not go together; or one source that contradicts itself (A alone)."""

    kind: str
    """A name of `kinds.CONTRADICTIONS`."""
    group_id: str | None
    group: str | None
    role: str | None
    a_id: str
    """Id of the person, organisation or source that A is about."""
    a: str
    """What A says."""
    a_dates: str | None
    """When A was seen, or the dates that it gives, as written."""
    a_basis: str | None
    a_sources: list[str]
    b_id: str | None
    b: str | None
    b_dates: str | None
    b_basis: str | None
    b_sources: list[str]
    same_source: bool
    """One source tells both, so that it may be meant so (two chairs who share)."""
    sources: list[str]


_PARTS = ("hosts", "holders", "on_seat", "bodies", "employers", "dates", "after_end", "doubts")


def answer(question: Question) -> list[Row]:
    """Return every contradiction, whatever the date."""
    rows = []
    single = [role.name for role in kinds.ROLES.values() if role.single]
    for part in _PARTS:
        for row in question.run("contradictions", part, single=single, ordinary=kinds.ORDINARY_ROLES):
            first, second = sources(row[8]), sources(row[13])
            rows.append(
                Row._make(
                    (
                        *row[:5],
                        _said(row[5]),
                        *row[6:8],
                        first,
                        row[9],
                        _said(row[10]),
                        *row[11:13],
                        second,
                        bool(set(first) & set(second)),
                        sorted({*first, *second}),
                    )
                )
            )
    return rows


def _said(fact: str | list[str] | None) -> str | None:
    """Return a fact in words: one text, or a name with what is said of it."""
    return f"{fact[0]}: {'; '.join(fact[1:])}" if isinstance(fact, list) else fact


_ORDER = tuple(kinds.CONTRADICTIONS)
QUERY = Query(
    name="contradictions",
    title=Text("Vad säger källorna emot varandra?", "Where do sources disagree?"),
    description=Text(
        "Uppgifter som inte går ihop: två värdar eller två ordförande samtidigt, olika datum, källor som "
        "motsäger sig själva. Båda uppgifterna står kvar tills någon har rett ut saken.",
        "Facts that do not go together: two hosts or chairs at once, different dates, sources that contradict "
        "themselves. Both stay until somebody has sorted it out.",
    ),
    nothing=Text(
        "Inga källor säger emot varandra.",
        "No sources contradict each other.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        _ORDER.index(row.kind),
        row.same_source,
        swedish(row.group, row.role, row.a, row.b),
        row.a_id,
    ),
    example={},
    dated=False,
    columns={
        "a": Text("Uppgift A", "Fact A"),
        "a_basis": Text("Grund för A", "Basis of A"),
        "a_dates": Text("Datum för A", "Dates of A"),
        "a_sources": Text("Källor för A", "Sources of A"),
        "b": Text("Uppgift B", "Fact B"),
        "b_basis": Text("Grund för B", "Basis of B"),
        "b_dates": Text("Datum för B", "Dates of B"),
        "b_sources": Text("Källor för B", "Sources of B"),
        "same_source": Text("Samma källa", "Same source"),
    },
    words={"kind": labels(kinds.CONTRADICTIONS), "a_basis": BASES, "b_basis": BASES},
    notes=("b",),
)
