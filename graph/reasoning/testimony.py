"""What stores read back for `graph.reasoning.days`: dates as written, and evidence reduced to testimonies."""

from collections.abc import Sequence
from typing import Any

from graph import time
from graph.reasoning.days import Testimony
from graph.time import When

TESTIMONY = ("source", "stance", "basis", "valid_from", "valid_to", "observed_on")
"""The columns of evidence that a testimony is made from; the source's `date`, `period` and `retrieved` follow."""


def when(text: str | None) -> When | None:
    """Return a stored date with the days that it can mean."""
    return None if text is None else time.parse(text)


def testimony(row: Sequence[Any]) -> Testimony:
    """Return the testimony that one row of evidence and its source make (the columns of `TESTIMONY`)."""
    source, stance, basis, valid_from, valid_to, observed_on, date, period, retrieved = row
    return Testimony(
        source,
        time.observed(observed_on or date, None if observed_on else period, retrieved),
        bool(observed_on or date or period),
        stance,
        basis,
        when(valid_from),
        when(valid_to),
    )
