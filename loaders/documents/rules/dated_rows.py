"""Two dated rows of one seat are a succession: `ordförande t.o.m. 2025-12-31` and `ordförande fr.o.m. 2026-01-01`."""

from collections.abc import Iterator
from datetime import date

from loaders.documents.context.setting import ReadDocument
from loaders.documents.mentions import dates
from loaders.documents.proposals import Claim, ClaimedMembership, Succession


def find(document: ReadDocument) -> Iterator[Claim]:
    """Yield a succession for each seat that one leaves on the day before another takes it, or its body fills soon."""
    seats = [fact for fact in document.facts if isinstance(fact, ClaimedMembership)]
    told = {(fact.successor, fact.predecessor) for fact in document.facts if isinstance(fact, Succession)}
    for old in seats:
        if old.valid_to is None:
            continue
        after = [new for new in seats if _takes(old, new)]
        before = [other for other in seats if any(_takes(other, new) for new in after)]
        if len(before) > 1 or len(after) > 1:  # several seats change hands on one day: the body tells which
            after = [new for new in after if new.represents == old.represents]
        if len(after) == 1 and (after[0].person, old.person) not in told:
            new = after[0]
            told.add((new.person, old.person))
            yield Succession(
                f"{old.quote} … {new.quote}" if old.quote != new.quote else new.quote, new.spot, "byte: daterade rader",
                new.person, old.person, new.group, new.role, new.valid_from,
            )  # fmt: skip


def _takes(old: ClaimedMembership, new: ClaimedMembership) -> bool:
    if new.person == old.person or new.valid_from is None or old.valid_to is None:
        return False
    if (old.group, old.role) != (new.group, new.role):
        return False
    ended, began = dates.last_day(old.valid_to), dates.first_day(new.valid_from)
    if began == dates.next_day(old.valid_to) or (began == ended and new.role in _ALONE):
        return True
    gap = (date.fromisoformat(began) - date.fromisoformat(ended)).days
    return old.represents is not None and old.represents == new.represents and 0 < gap <= _EMPTY


_ALONE = ("ordförande", "vice ordförande", "processledare", "processtöd", "sekreterare")
"""Roles that one person has at a time."""
_EMPTY = 190
"""Days for which a body's seat may stand empty between two dated rows."""
