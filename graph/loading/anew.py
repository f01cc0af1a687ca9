"""Working out all days anew when an update reads time otherwise, with a report of each answer that it changed."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from graph.files import write
from graph.loading.consequences import reason_anew
from graph.port import Reader, Writer

WHO, WHAT = "styrgraf", "styrgraf: days worked out anew after an update"
_COLUMNS = (
    "id",
    "group",
    "role",
    "person",
    "same_as",
    "first_possible",
    "ended",
    "end_how",
    "surely_from",
    "surely_until",
)
_TEXTS = {
    "sql": 'SELECT id, "group", role, holder, same_as, first_possible, ended, end_how, surely_from, surely_until '
    "FROM memberships",
    "cypher": "MATCH (m:Membership) RETURN m.id, m.group, m.role, m.holder, m.same_as, m.first_possible, m.ended, "
    "m.end_how, m.surely_from, m.surely_until",
}


def work_out_anew(writer: Writer, dialect: str, report: Path) -> int:
    """Work out all that follows from the records, and tell in a CSV file which memberships are answered otherwise.

    Returns how many there are; without any no file is written.
    """
    before = _days(writer, dialect)
    reason_anew(writer)
    after = _days(writer, dialect)
    changed = sorted(key for key in before if before[key] != after.get(key))
    if changed:
        table = io.StringIO()
        lines = csv.writer(table, lineterminator="\n")
        lines.writerow([*_COLUMNS[:4], *(f"{name}_{when}" for name in _COLUMNS[4:] for when in ("before", "after"))])
        for key in changed:
            old, new = before[key], after.get(key, before[key])
            lines.writerow([*new[:4], *(value for pair in zip(old[4:], new[4:], strict=True) for value in pair)])
        write(report, table.getvalue(), private=True)
    return len(changed)


def _days(reader: Reader, dialect: str) -> Mapping[str, tuple[str, ...]]:
    return {row[0]: tuple(row) for row in reader.ask(_TEXTS[dialect], {})}
