"""An ending that a corrected version of a document no longer tells of: what was accepted is taken back.

No source says that somebody has *not* left, so there is nothing to record: the accepted proposal of the earlier version
is undone, and superseded.
"""

from collections.abc import Iterator, Mapping

from graph.port import Reader
from graph.records import Document, Proposal
from loaders.review.statement import Row, about, rows_of


def is_retraction(proposal: Proposal) -> bool:
    """Tell whether accepting a proposal means to take back an accepted ending."""
    return any(_denied_ending(cells) for _, cells in rows_of(proposal))


def _denied_ending(cells: Mapping[str, str]) -> bool:
    return cells.get("status") == "ended" and cells.get("stance") == "denies"


def retracted(reader: Reader, proposal: Proposal, state: str = "accepted") -> list[Proposal]:
    """Return the proposals of earlier versions, in this state, that told of the endings."""
    endings = {about(row) for row in rows_of(proposal) if _denied_ending(row[1])}
    return [
        each
        for document in _earlier(reader, proposal.document)
        for each in reader.proposals(document, state)
        if endings.intersection(map(about, filter(_is_ending, rows_of(each)))) and not is_retraction(each)
    ]


def _is_ending(row: Row) -> bool:
    return row[1].get("status") == "ended"


def _earlier(reader: Reader, document: str) -> Iterator[str]:
    """Yield the earlier versions of a document."""
    seen = {document}
    while (there := reader.fetch(Document, [document]).get(document)) and there.earlier and there.earlier not in seen:
        document = there.earlier
        seen.add(document)
        yield document
