"""What a network shows, as the address tells it, and what becomes of the address when somebody does something."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from graph import kinds
from graph.finding import PERSON
from views.explore.scene import Way

DEPTH, SELECTED, OPENED, CLOSED, MOVED = "djup", "vald", "oppna", "stangda", "flyttade"
KINDS, BODY, ROLES, CERTAINTIES = "slag", "omrade", "roll", "sakerhet"
COLOUR, UNGROUPED, START, GOAL = "farg", "ogrupperat", "start", "mal"
"""Names in the address. Several values are divided by blanks."""
NAMES = frozenset(
    {DEPTH, SELECTED, OPENED, CLOSED, MOVED, KINDS, BODY, ROLES, CERTAINTIES, COLOUR, UNGROUPED, START, GOAL}
)
FARTHEST = 3
_MOST = {SELECTED: 40, OPENED: 80, CLOSED: 80, MOVED: 120, KINDS: 30, ROLES: 30, CERTAINTIES: 4}
_LONGEST = 20_000
_FARTHEST_MOVE = 20_000
_MOVE = re.compile(r"(.+)~(-?\d{1,5})~(-?\d{1,5})")
_CHOICES: Mapping[str, frozenset[str]] = {
    KINDS: frozenset({PERSON, *kinds.ORGANISATION_KINDS}),
    ROLES: frozenset(kinds.ROLES),
    CERTAINTIES: frozenset(kinds.CERTAINTIES),
}
_SPACED = {role: role.replace(" ", "_") for role in kinds.ROLES}


class NetworkWish(NamedTuple):
    """What somebody wants to see."""

    depth: int = 1
    selected: tuple[str, ...] = ()
    opened: tuple[Way, ...] = ()
    closed: tuple[Way, ...] = ()
    moved: tuple[tuple[str, int, int], ...] = ()
    kinds: tuple[str, ...] = ()
    body: str = ""
    roles: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    by_kind: bool = False
    """Colours tell the kind instead of the host."""
    ungrouped: bool = False
    start: str = ""
    goal: str = ""


def read(address: Mapping[str, str]) -> NetworkWish:
    """Read a wish; what makes no sense is passed over, so that an old or mistyped link shows something."""

    def listed(name: str) -> list[str]:
        return list(dict.fromkeys(address.get(name, "")[:_LONGEST].split()))[: _MOST[name]]

    def chosen(name: str) -> tuple[str, ...]:
        back = {spaced: role for role, spaced in _SPACED.items()} if name == ROLES else {}
        return tuple(value for each in listed(name) if (value := back.get(each, each)) in _CHOICES[name])

    def ways(name: str) -> tuple[Way, ...]:
        return tuple(way for each in listed(name) if (way := Way.read(each)))

    depth = address.get(DEPTH, "")
    moves = (_MOVE.fullmatch(each) for each in listed(MOVED))
    return NetworkWish(
        min(max(int(depth), 1), FARTHEST) if re.fullmatch(r"\d", depth, re.ASCII) else 1,
        tuple(listed(SELECTED)),
        ways(OPENED),
        ways(CLOSED),
        tuple((move[1], int(move[2]), int(move[3])) for move in moves if move),
        chosen(KINDS),
        address.get(BODY, "")[:300],
        chosen(ROLES),
        chosen(CERTAINTIES),
        address.get(COLOUR) == "slag",
        bool(address.get(UNGROUPED)),
        address.get(START, "")[:300],
        address.get(GOAL, "")[:300],
    )


def written(wish: NetworkWish) -> dict[str, str]:
    """Return a wish as the address tells it; what is as usual is left out."""
    told = {
        DEPTH: str(wish.depth) if wish.depth != 1 else "",
        SELECTED: " ".join(wish.selected),
        OPENED: " ".join(way.written for way in wish.opened),
        CLOSED: " ".join(way.written for way in wish.closed),
        MOVED: " ".join(f"{id_}~{x}~{y}" for id_, x, y in wish.moved),
        KINDS: " ".join(wish.kinds),
        BODY: wish.body,
        ROLES: " ".join(_SPACED[role] for role in wish.roles),
        CERTAINTIES: " ".join(wish.certainties),
        COLOUR: "slag" if wish.by_kind else "",
        UNGROUPED: "1" if wish.ungrouped else "",
        START: wish.start,
        GOAL: wish.goal,
    }
    return {name: value for name, value in told.items() if value}


def after(wish: NetworkWish, event: Mapping[str, Any]) -> NetworkWish:
    """Return the wish after something was done in the picture, or beside it; what is not known changes nothing."""
    do = event.get("do")
    id_ = str(event.get("id", ""))[:300]
    if do == "select":
        return wish._replace(selected=tuple(dict.fromkeys(_texts(event.get("ids"))))[: _MOST[SELECTED]])
    if do in ("open", "close"):
        ways = [way for each in _texts(event.get("ways")) if (way := Way.read(each))]
        if do == "close":
            return wish._replace(closed=tuple(dict.fromkeys((*wish.closed, *ways)))[: _MOST[CLOSED]])
        # What is opened stays in the list when it is closed again: the places of what came later depend on it.
        opened = tuple(dict.fromkeys((*wish.opened, *ways)))[: _MOST[OPENED]]
        return wish._replace(opened=opened, closed=tuple(way for way in wish.closed if way not in ways))
    if do == "path":
        return wish._replace(start=str(event.get("start", ""))[:300], goal=str(event.get("goal", ""))[:300])
    if do == "move":
        x, y = event.get("x"), event.get("y")
        if not (id_ and isinstance(x, int | float) and isinstance(y, int | float)):
            return wish
        if " " in id_ or max(abs(x), abs(y)) > _FARTHEST_MOVE:
            return wish
        rest = [move for move in wish.moved if move[0] != id_]
        return wish._replace(moved=(*rest, (id_, round(x), round(y)))[-_MOST[MOVED] :])
    if do == "tidy":
        return wish._replace(moved=())
    if do == "set":
        return _set(wish, str(event.get("name", "")), event.get("value"))
    return wish


def _set(wish: NetworkWish, name: str, value: Any) -> NetworkWish:
    if name == DEPTH:
        # What was opened belongs to the picture that is left.
        return read({**written(wish._replace(opened=(), closed=(), moved=())), DEPTH: str(value)})
    if name in (COLOUR, UNGROUPED, BODY):
        return read({**written(wish), name: str(value or "")})
    if name in _CHOICES:
        shown = (_SPACED.get(each, each) for each in _texts(value))
        return read({**written(wish), name: " ".join(shown)})
    if name == "filters":
        return wish._replace(kinds=(), body="", roles=(), certainties=())
    return wish


def _texts(value: Any) -> Iterable[str]:
    return [each[:300] for each in value if isinstance(each, str)] if isinstance(value, list) else []
