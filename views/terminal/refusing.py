"""What the commands on the review queue share: refusals in a sentence, and proposals by the beginning of an id."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from graph.port import Store
from graph.texts import Text
from views.terminal.speaking import REFUSED, WRONG_USE, stop

if TYPE_CHECKING:
    from graph.records import Proposal

P = ParamSpec("P")
R = TypeVar("R")


def refusing(command: Callable[P, R]) -> Callable[P, R]:
    """End with a sentence and status 1 when the queue refuses."""

    @wraps(command)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
        from loaders.review.refusing import ReviewError

        try:
            return command(*args, **kwargs)
        except ReviewError as error:
            stop(REFUSED, error.text)

    return speaking


def proposals_by(store: Store, ids: tuple[str, ...]) -> list[Proposal]:
    """Return the proposals with these ids, or whose ids alone begin so; ends the program without any."""
    from loaders.review.listing import find_proposal

    if not ids:
        stop(WRONG_USE, Text("Ange minst ett förslag.", "Name at least one proposal."))
    return [find_proposal(store, key) for key in ids]
