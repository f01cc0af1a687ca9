"""How the records stand in Neo4j (DESIGN §4): the nodes, what binds them, and the graph that follows from them.

**Records.** One node each, its label the record's class; its properties are the record's fields under their own
names, lists as lists. `id` is unique, or `key` where a record has no id. Derived days stand beside them
(`graph/reasoning/spans.py`: `Derived`), as ISO texts as in SQLite, and `sources`, the ids of who tells of it. An
organisation bears its kind as a second label (`:NPO`, `:Region`), its short `label` and its `level`; a person
`same_as`, the id that stands for both; a membership `holder`, who holds it after all judgements. Memberships,
hostings and links have `since` and `until`: `first_possible` and `ended` within the life of their organisations.

    (:Person)-[:HOLDS]->(:Membership)-[:IN]->(:Organisation)       the one that stands for the person; none when vacant
    (:Membership)-[:FOR]->(:Organisation)                          each represented body
    (:Membership)-[:EMPLOYED_AT]->(:Organisation)
    (:Name)-[:NAMES]->(:Organisation)
    (:Hosting)-[:HOST]->(:Organisation)              (:Hosting)-[:HOSTED]->(:Organisation)
    (:Link)-[:START]->(:Organisation)                (:Link)-[:END]->(:Organisation)
    (:Listing)-[:LISTS]->(:Organisation)             (:Listing)-[:LISTS_FOR]->(:Organisation)
    (:Judgement)-[:JUDGES]->(:Person)
    (:Proposal)-[:OF]->(:Document)
    (:Evidence)-[:ABOUT]->(record)                   (:Evidence|Listing|Judgement)-[:FROM]->(:Source)

Where a field is declared in `graph/records.py` to point at a record, it is told by what relationship; those from a
membership to other persons stand there alone.
A membership is a node because it may have no person, represent two bodies, and be what evidence is about.

**The graph.** What follows from them, drawn anew by `connect` alone when days change, so that both always agree:

    (:Person)-[:MEMBER_OF|REPRESENTS|EMPLOYED_BY]->(:Organisation)                  seats only; `in` tells the group
    (:Organisation)-[:HOSTS|PART_OF|COUNTERPART_OF|PREPARES_FOR|SUPPORTS|ACTS_AS|SUCCEEDS]->(:Organisation)

Each bears `record` (its id) and `record_kind` (its table), role, status, dates and days; `first_possible` and
`ended` lie within the life of the organisations.

**Beside them.** `(:SearchName)` is one name to find somebody by, `(:Load)` and `(:Change)` are the journal, and
`(:Styrgraf)` holds the schema's version and what loaders lock.
"""

from pathlib import Path
from typing import NamedTuple

from graph.reasoning.spans import OF_SEATS, Derived
from graph.records import MODELS, STORED, Record, references

MIGRATIONS = sorted((Path(__file__).parent / "migrations").glob("[0-9]*.cypher"))

FIELDS = {model: tuple(model.model_fields) for model in STORED}
KEYED = {model: "id" if "id" in model.model_fields else "key" for model in STORED}

SPAN_DAYS = [name for name in Derived._fields if name not in OF_SEATS]
SEAT_DAYS = list(Derived._fields)


class Pointer(NamedTuple):
    """A field that names other records, and the relationship which that becomes."""

    field: str
    relationship: str
    target: type[Record]


POINTERS: dict[type[Record], tuple[Pointer, ...]] = {
    model: tuple(
        Pointer(field, each.arrow, MODELS[each.target]) for field, each in references(model).items() if each.arrow
    )
    for model in STORED
}
"""What each kind of record points at; who holds a membership follows from judgements too."""


def kind_label(kind: str) -> str:
    """Return the label that organisations of a kind bear: `NPO`, `Sjukvardsregion`."""
    return kind.upper() if len(kind) <= 3 else kind.capitalize()
