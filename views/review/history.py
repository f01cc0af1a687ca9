"""What was decided in the queue, by whom and when, as the store's journal tells it."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from graph.port import Reader
from graph.records import Proposal
from graph.texts import Text
from loaders.review import sentences
from views.parts import answers

MARK = "granskning:"
"""Begins what the journal says of a load that the queue made."""
MOST = 100
"""Decisions that are told, the latest first."""
_BACK = f"{MARK} tog tillbaka"
_DONE = {
    "accepted": Text("godkände", "accepted"),
    "rejected": Text("avvisade", "rejected"),
    "superseded": Text("ersatte", "superseded"),
}
_EDITED = Text("ändrade", "edited")
_TOOK_BACK = Text("ångrade beslutet om", "undid the decision on")
_UNDOABLE = ("accepted", "rejected", "open")


class Decision(NamedTuple):
    """One decision, on one proposal or several."""

    at: str
    who: str
    done: Text
    proposals: Sequence[str]
    lines: Sequence[Text]
    """Each proposal's fact in one line."""
    document: str
    standing: Sequence[str]
    """The proposals on which it stands, and can be taken back."""


def decisions(document: str | None = None) -> list[Decision]:
    """Return the latest decisions, of one document or of all; what came into the queue is none."""
    found = _decisions(answers.store_address(), answers.version())
    return [each for each in found if document is None or each.document == document]


@st.cache_resource(max_entries=2, show_spinner=False)
def _decisions(address: str, version: int) -> list[Decision]:
    return answers.work(_read)


def _read(reader: Reader) -> list[Decision]:
    loads = [load for load in reader.loads() if load.what.startswith(MARK)][-3 * MOST :]
    if not loads:
        return []
    changed: defaultdict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for number, _, table, key, before, after in reader.entries(since=loads[0].id):
        if table == Proposal.table:
            changed[number][key] = (_state(before), _state(after))
    now = reader.fetch(Proposal, {key for states in changed.values() for key in states})
    lines = sentences.sentences(reader, now.values())
    told: list[Decision] = []
    decided_later: set[str] = set()
    taken_back: Counter[str] = Counter()
    for load in reversed(loads):
        states = {key: change for key, change in changed[load.id].items() if key in now and change[0]}
        if not states or len(told) == MOST:
            continue
        back = load.what.startswith(_BACK)
        stands = [key for key in states if not (back or taken_back[key] or key in decided_later)]
        taken_back.update({key: 1 if back else -1 if taken_back[key] else 0 for key in states})
        decided_later.update(stands)
        done = _TOOK_BACK if back else _DONE.get(next(iter(states.values()))[1], _EDITED)
        found = [now[key] for key in states]
        told.append(
            Decision(
                load.at,
                load.who,
                done,
                [each.id for each in found],
                [lines[each.id] for each in found],
                found[0].document,
                stands if all(change[1] in _UNDOABLE for change in states.values()) else [],
            )
        )
    return told


def _state(content: str | None) -> str:
    return str(json.loads(content).get("state", "")) if content else ""
