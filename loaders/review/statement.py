"""A proposal's statement: rows of the loader's own tables, as JSON, and what tells one statement from another."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from graph import names
from graph.records import Proposal

Row = tuple[str, dict[str, str]]
"""The name of a table (`loaders.tables.descriptions.TABLES`) and its cells by column, empty ones left out."""

UNSOURCED = "-"
"""In the column `source`: the row is the whole record, and another row tells who says so."""
_SAME = ("title", "quote", "place", "note")
"""Columns that may be worded otherwise in another version of a document without saying another thing."""


def written(rows: Sequence[Row]) -> str:
    """Return rows as a proposal keeps them."""
    return json.dumps(
        [[table, {name: cell for name, cell in cells.items() if cell}] for table, cells in rows], ensure_ascii=False
    )


def rows_of(proposal: Proposal) -> list[Row]:
    """Return the rows that a proposal would add."""
    return [(table, dict(cells)) for table, cells in json.loads(proposal.rows)]


def mark(rows: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    """Return what is the same for every telling of one statement, whatever its case and its punctuation."""
    told = [
        [table, sorted((name, names.fold(cell)) for name, cell in cells.items() if name not in _SAME)]
        for table, cells in rows
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]


def about(row: Row) -> tuple[str, ...]:
    """Return what a row is about, whatever it says of that."""
    table, cells = row
    columns = ("host", "hosted") if table == "hostings" else ("person", "group", "role")
    return table, *(cells.get(column, "").casefold() for column in columns)


def proposal_id(document: str, statement: str, longer: int = 0) -> str:
    """Return a short id: `p` and eight letters, more when `longer`."""
    return "p" + hashlib.sha256(f"{document}|{statement}".encode()).hexdigest()[: 8 + longer]
