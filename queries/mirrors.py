"""The same area on every level: NPO ↔ RPO ↔ LPO, NSG ↔ RSG."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from graph import kinds
from graph.texts import Text
from queries import rules
from queries.asking import sample
from queries.asking.query import NO_SOURCE, REQUIRED_GROUP, Case, Query, Question, sources, swedish


class Row(NamedTuple):
    """One group that mirrors another, or a sjukvårdsregion of which no source tells (`group_id` None)."""

    group_id: str | None
    group: str | None
    kind: str
    """The group's kind; where none is known, the kind that would mirror."""
    level: int
    mirrors_id: str
    mirrors: str
    body_id: str | None
    """The sjukvårdsregion or region that the group is part of."""
    body: str | None
    last_confirmed: str | None
    certainty: str
    unconfirmed: bool
    sources: list[str]


_MIRRORED_AS = {kind.name: kind.mirror for kind in kinds.ORGANISATION_KINDS.values() if kind.mirror}
_LEVEL = kinds.ORGANISATION_KINDS["sjukvardsregion"].level


def answer(question: Question) -> list[Row]:
    """Return all counterparts of the national group that `group` mirrors or is, however far below.

    Each sjukvårdsregion without a known counterpart of an NPO or NSG is one row with certainty `unknown`;
    its sources are those of the rule that each sjukvårdsregion has one, where there is such a rule.
    """
    tops = _tops(question, question.parameters["group"])
    found = _below(question, tops)
    bodies: defaultdict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    for group, body, label in question.run("mirrors", "bodies", groups=sorted({row[0] for row in found})):
        bodies[group].append((body, label))
    rows = [
        Row(
            group,
            name,
            kind,
            level,
            mirrors_id,
            mirrors,
            *body,
            last_confirmed,
            certainty,
            bool(unconfirmed),
            sources(listed),
        )
        for group, name, kind, level, mirrors_id, mirrors, last_confirmed, certainty, unconfirmed, listed in found
        for body in bodies[group] or [(None, None)]
    ]
    mirrored = [top for top in question.run("mirrors", "tops", groups=sorted(tops)) if top[2] in _MIRRORED_AS]
    return rows + [row for top, label, kind in mirrored for row in _missing(question, top, label, kind, rows)]


def _tops(question: Question, group: str) -> set[str]:
    """Follow the mirrors upwards and return those that mirror nothing: the national groups."""
    tops: set[str] = set()
    seen = level = {group}
    while level:
        found = question.run("mirrors", "mirrored", groups=sorted(level))
        tops |= level - {below for below, _ in found}
        level = {above for _, above in found} - seen
        seen = seen | level
    return tops


def _below(question: Question, tops: set[str]) -> list[tuple[Any, ...]]:
    """Return all that mirrors the `tops`, directly or through others."""
    rows: list[tuple[Any, ...]] = []
    seen = level = tops
    while level:
        found = question.run("mirrors", "counterparts", groups=sorted(level))
        rows += found
        level = {row[0] for row in found} - seen
        seen = seen | level
    return rows


def _missing(question: Question, top: str, label: str, kind: str, rows: Iterable[Row]) -> list[Row]:
    """Return a row for each sjukvårdsregion that has no known counterpart of the national group `top`."""
    known = {row.body_id for row in rows if row.mirrors_id == top}
    expected = _MIRRORED_AS[kind]
    telling = {
        source
        for rule in rules.in_force(question, ["mirror"])
        if {top, kind, expected} & set(rule.applies_to)
        for source in rule.sources
    }
    return [
        Row(None, None, expected, _LEVEL, top, label, body, name, None, "unknown", False, sorted(telling))
        for body, name in question.run("mirrors", "expected")
        if body not in known
    ]


QUERY = Query(
    name="mirrors",
    title=Text("Vilka speglar gruppen?", "Who mirrors the group?"),
    description=Text(
        "Motsvarande grupper på alla nivåer: NPO, RPO och LPO, eller NSG och RSG. "
        "De sjukvårdsregioner vars grupp ingen källa nämner står med.",
        "The counterparts on every level: NPO, RPO and LPO, or NSG and RSG. "
        "Included are those sjukvårdsregioner whose group no source mentions.",
    ),
    row=Row,
    answer=answer,
    sort=lambda row: (
        row.unconfirmed,
        row.level,
        row.group_id is None,
        swedish(row.body, row.group, row.mirrors),
        row.group_id or "",
        row.mirrors_id,
        row.body_id or "",
    ),
    example={"group": "NPO cancersjukdomar"},
    parameters=(REQUIRED_GROUP,),
    columns={"mirrors": Text("Speglar", "Mirrors")},
    unknown={"group": NO_SOURCE},
    cases=(Case({"group": sample.GROUP}, lookup=True),),
)
