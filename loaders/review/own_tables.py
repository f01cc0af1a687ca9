"""Our own tables into the queue: a row is a proposal, with the source that it names when the file tells of that too."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph import names
from graph.port import Store
from graph.texts import Text
from loaders.contacts import blanked
from loaders.review.drafts import Draft
from loaders.review.proposing import MOST, Proposed, put, seen
from loaders.review.refusing import ReviewError
from loaders.tables.faults import LineOfTable, TablesRefused
from loaders.tables.reading import TooManyLines, cells_in, is_table

_SORTS = {"memberships": "membership", "hostings": "hosting"}
_RULE = "egen tabell"
_FAULTS = 5
_TOO_MANY = Text(
    f"Tabellen har fler än {MOST} rader. Läs in den med: styrgraf load",
    f"The table has more than {MOST} rows. Load it with: styrgraf load",
)


def holds_tables(path: Path) -> bool:
    """Tell whether a file is one of our own tables; every CSV file is meant as one, whatever its name."""
    return path.suffix.casefold() == ".csv" or is_table(path)


def propose_tables(store: Store, path: Path, who: str) -> Proposed:
    """Put the rows of our own tables into the queue; raises `ReviewError` with what is wrong in them."""
    if (known := seen(store, path)) is not None:
        return known
    found, told = read_tables(path)
    return put(store, path, found, told, who)


def read_tables(path: Path) -> tuple[dict[str, Any], list[Draft]]:
    """Return what our own tables say, and what to propose; no store is needed for it. Raises as `propose_tables` does.

    More than `MOST` rows are loaded at the command line, with its own checks.
    """
    try:
        rows = cells_in(path, MOST)
    except TooManyLines:
        raise ReviewError(_TOO_MANY) from None
    except TablesRefused as refused:
        told = [fault._replace(file=path.name).sentence for fault in refused.faults[:_FAULTS]]
        raise ReviewError(Text("\n".join(text.sv for text in told), "\n".join(text.en for text in told))) from None
    found: dict[str, Any] = {"title": blanked(path.stem), "document_date": None, "attendance": [], "later_event": None}
    return found, list(_drafts(rows))


def _drafts(rows: list[tuple[LineOfTable, str, dict[str, str]]]) -> Iterator[Draft]:
    sources: dict[str, Mapping[str, str]] = {}
    for _, table, cells in rows:
        if table == "sources":
            sources |= {names.exact(cells[column]): cells for column in ("id", "title") if column in cells}
    for place, table, cells in rows:
        if table == "sources":
            continue
        source = sources.get(names.exact(cells.get("source", "")))
        more = [("sources", dict(source))] if source else []
        where = f"{place.sheet}, rad {place.line}" if place.sheet else f"rad {place.line}"
        yield Draft(_SORTS.get(table, "other"), ((table, cells), *more), place=where, rule=_RULE)
