"""What every decision checks first: that proposals are open, and that edited rows are no worse than before."""

from collections.abc import Sequence
from datetime import UTC, datetime

from graph.kinds import PROPOSAL_STATES
from graph.port import Reader
from graph.records import Proposal
from graph.texts import Text
from loaders.review.building import build
from loaders.review.refusing import Faulty, ReviewError
from loaders.review.statement import written
from loaders.tables.descriptions import TABLES

OURS = ("source", "id")
"""Columns that nobody edits: they tell where the statement comes from."""


def with_rows(proposal: Proposal, rows: Sequence[tuple[str, dict[str, str]]]) -> Proposal:
    """Return the proposal with other rows; raises `ReviewError` when they hold too much."""
    changed: dict[str, object] = {**proposal.model_dump(), "rows": written(rows)}
    try:
        return Proposal.model_validate(changed)
    except ValueError:
        raise ReviewError(Text("Det är för mycket text.", "That is too much text.")) from None


def refuse_worse(reader: Reader, before: Proposal, after: Proposal, columns: set[str], who: str) -> None:
    """Raise `Faulty` for faults in the changed columns; what was wrong before may be mended later."""
    moment = datetime.now(UTC)
    old = build(reader, [before], (), who, moment).faults.get(before.id, [])
    told = build(reader, [after], (), who, moment).faults.get(after.id, [])
    worse = [text for text in told if text not in old or text.sv.partition(":")[0] in columns]
    if worse:
        raise Faulty({after.id: worse})


def opened(reader: Reader, ids: Sequence[str]) -> list[Proposal]:
    """Return these proposals; raises `ReviewError` for each that is not open, or not there, and for none."""
    found = reader.fetch(Proposal, ids)
    refused = []
    for key in ids:
        if key not in found:
            refused.append(Text(f"Det finns inget förslag {key[:40]}.", f"There is no proposal {key[:40]}."))
        elif (state := found[key].state) != "open":
            label = PROPOSAL_STATES[state].label
            refused.append(Text(f"{key} är redan {label.sv}.", f"{key} is {label.en} already."))
    if refused or not ids:
        nothing = Text("Inget förslag är valt.", "No proposal was chosen.")
        told = refused or [nothing]
        raise ReviewError(Text("\n".join(text.sv for text in told), "\n".join(text.en for text in told)))
    return [found[key] for key in ids]


def named(ids: Sequence[str]) -> str:
    """Return the ids for the journal, the first few of many."""
    return ids[0] if len(ids) == 1 else f"{len(ids)} förslag ({', '.join(ids[:3])} …)"


def no_column(name: str, rows: Sequence[tuple[str, dict[str, str]]]) -> Text:
    """Say which columns the rows of a proposal have."""
    tables = ((number, table) for number, (table, _) in enumerate(rows, 1))
    listed = "; ".join(
        f"{number}. {table}: " + ", ".join(column for column in TABLES[table].columns if column not in OURS)
        for number, table in tables
    )
    return Text(
        f"Kolumnen {name[:60]} finns inte i förslagets rader ({listed}).",
        f"The proposal's rows have no column {name[:60]} ({listed}).",
    )
