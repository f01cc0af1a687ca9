"""Why the queue refuses something, in words for people."""

from collections.abc import Iterable, Mapping, Sequence

from graph.readable import UNREADABLE, unreadable
from graph.texts import Text
from loaders.contacts import Contact, contact
from loaders.tables.cells import private
from loaders.tables.descriptions import TABLES


class ReviewError(Exception):
    """The queue refuses, and nothing was written; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


class Faulty(ReviewError):
    """Proposals cannot be accepted as they are; `faults` tells what to mend, by proposal."""

    def __init__(self, faults: Mapping[str, Sequence[Text]]) -> None:
        """Keep the faults; the wording tells all of them."""
        lines = [(key, fault) for key, told in faults.items() for fault in told]
        super().__init__(
            Text(
                "\n".join(["Inget har sparats.", *(f"{key}: {fault.sv}" for key, fault in lines)]),
                "\n".join(["Nothing was saved.", *(f"{key}: {fault.en}" for key, fault in lines)]),
            )
        )
        self.faults = faults


def refuse_private_rows(rows: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """Raise `ReviewError` for each cell of our tables that holds what reaches a person; nothing private is repeated."""
    _refuse(
        (name, _refusal(cell, private(cell, TABLES[table].columns[name])))
        for table, cells in rows
        for name, cell in cells.items()
        if name in TABLES[table].columns
    )


def refuse_private(told: Mapping[str, str | None]) -> None:
    """Raise `ReviewError` for each text, by its name, that holds what reaches a person or what nobody can read."""
    _refuse((name, _refusal(text or "", contact(text or ""))) for name, text in told.items())


def _refusal(text: str, found: Contact | None) -> Text | None:
    return UNREADABLE if unreadable(text) else found.refusal if found else None


def _refuse(found: Iterable[tuple[str, Text | None]]) -> None:
    told = [(name, refusal) for name, refusal in found if refusal]
    if told:
        raise ReviewError(
            Text(
                "\n".join(f"{name}: {refusal.sv}" for name, refusal in told),
                "\n".join(f"{name}: {refusal.en}" for name, refusal in told),
            )
        )
