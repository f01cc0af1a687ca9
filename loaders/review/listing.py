"""What is in the queue, and finding a proposal by the beginning of its id."""

from typing import NamedTuple

from graph import names
from graph.port import Reader
from graph.records import Document, Proposal
from graph.texts import Text
from loaders.review.refusing import ReviewError
from loaders.review.sentences import sentences

_SHOWN = 8


class Listed(NamedTuple):
    """One proposal in a list."""

    proposal: Proposal
    document: Document
    line: Text
    """The whole fact in one line."""


def listing(reader: Reader, state: str | None = "open", document: str | None = None) -> list[Listed]:
    """Return the proposals in a state (None: in any) by document and place in it, each with its line."""
    found = list(reader.proposals(document, state))
    documents = reader.fetch(Document, {proposal.document for proposal in found})
    lines = sentences(reader, found)
    return [Listed(proposal, documents[proposal.document], lines[proposal.id]) for proposal in found]


def find_proposal(reader: Reader, text: str) -> Proposal:
    """Return the proposal with this id, or the only one whose id begins so; raises `ReviewError`."""
    wanted = text.strip().casefold()
    if (there := reader.fetch(Proposal, [wanted]).get(wanted)) is not None:
        return there
    begun = [each for each in reader.proposals() if wanted and each.id.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    if not begun:
        raise ReviewError(
            Text(
                f"Det finns inget förslag {text[:40]}. Se dem med: styrgraf review list",
                f"There is no proposal {text[:40]}. List them with: styrgraf review list",
            )
        )
    shown = ", ".join(each.id for each in begun[:_SHOWN])
    raise ReviewError(
        Text(f"{text[:40]} kan betyda flera. Skriv en av: {shown}.", f"{text[:40]} can mean several: {shown}.")
    )


def find_document(reader: Reader, text: str) -> Document:
    """Return the document with this id, else the newest version of the one with this file name or title.

    The title may be followed by the date, as lists show them. Raises `ReviewError` with the candidates for several.
    """
    if (there := reader.fetch(Document, [text]).get(text)) is not None:
        return there
    wanted = names.exact(text)
    named: list[Document] = []
    titled: list[Document] = []
    for document in reader.every(Document):
        if document.file is not None and names.exact(document.file) == wanted:
            named.append(document)
        if wanted in (names.exact(document.title), names.exact(f"{document.title}, {document.date}")):
            titled.append(document)
    for found in filter(None, (named, titled)):
        replaced = {each.earlier for each in found}
        newest = [each for each in found if each.id not in replaced]
        if len(newest) == 1:
            return newest[0]
        if newest:
            listed = "; ".join(", ".join(filter(None, (each.id, each.title, each.date))) for each in newest[:_SHOWN])
            raise ReviewError(
                Text(
                    f"{text[:80]} kan betyda flera dokument. Skriv id för ett av dem: {listed}.",
                    f"{text[:80]} can mean several documents. Write the id of one: {listed}.",
                )
            )
    raise ReviewError(
        Text(
            f"Det finns inget dokument {text[:80]} i granskningen. Se dem med: styrgraf review list --state all",
            f"There is no document {text[:80]} in review. List them with: styrgraf review list --state all",
        )
    )


def counts(reader: Reader) -> dict[str, dict[str, int]]:
    """Return how many proposals each document has in each state, by document."""
    found: dict[str, dict[str, int]] = {}
    for proposal in reader.proposals():
        states = found.setdefault(proposal.document, {})
        states[proposal.state] = states.get(proposal.state, 0) + 1
    return found
