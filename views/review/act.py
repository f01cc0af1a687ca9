"""A message of the queue's script with everything in it bounded, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from graph.texts import Text
from views.parts import who

MOST = 500
"""Proposals that one message may name."""
_LONGEST = 1_500


class Act(NamedTuple):
    """What somebody wants done."""

    kind: str
    who: str
    """Empty when no name was given."""
    stamp: str
    """Tells this message from others."""
    ids: Sequence[str]
    all: bool
    answers: Mapping[str, str]
    why: str
    fields: Mapping[str, str]


class ActOutcome(NamedTuple):
    """What came of it, in a sentence."""

    text: Text
    stamp: str
    done: bool = True
    focus: str = ""
    """The proposal at which to go on."""
    document: str = ""
    """The document to show next; empty for the one at hand."""


def understood(message: Any) -> Act | None:
    """Return a message with all its parts bounded, None when it isn't one that our page sends."""
    if not isinstance(message, Mapping) or not isinstance(message.get("kind"), str):
        return None
    ids = message.get("ids") or []
    answers, fields = message.get("answers") or {}, message.get("fields") or {}
    if not (isinstance(ids, list) and isinstance(answers, Mapping) and isinstance(fields, Mapping)):
        return None
    if max(len(ids), len(answers), len(fields)) > MOST:
        return None
    return Act(
        message["kind"][:30],
        who.claimed(message.get("who")),
        str(message.get("stamp"))[:100],
        [str(each)[:_LONGEST] for each in ids],
        message.get("all") is True,
        _bounded(answers),
        str(message.get("why") or "").strip()[:_LONGEST],
        _bounded(fields),
    )


def _bounded(told: Mapping[Any, Any]) -> dict[str, str]:
    return {str(key)[:_LONGEST]: str(value)[:_LONGEST] for key, value in told.items()}
