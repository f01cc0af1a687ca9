"""Files of draw.io from people, read in the limited process (`graph.limited`): the places that somebody chose."""

import base64
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.exports.formats import positions
from graph.exports.formats.positions import NotReadable, Place
from graph.limited.child import Refused
from graph.limited.children import Children
from graph.texts import Text

_CHILDREN = Children(__name__, 1)
_SECONDS, _WAIT = 20.0, 60.0
_KEPT = 32
"""Answers that are kept: a page asks for the same file each time it is drawn."""

_MOST = 20_000
"""Boxes in a file; our largest pictures have some thousands."""

_Found = list[dict[str, Place]]
_known: OrderedDict[tuple[str, ...], _Found] = OrderedDict()
_lock = threading.Lock()


def places(file: bytes, scopes: Sequence[str]) -> Sequence[Mapping[str, Place]]:
    """Return for each scope the places that somebody chose, as `positions.read` finds them; raises `NotReadable`."""
    key = (hashlib.sha256(file).hexdigest(), *scopes)
    with _lock:
        if (known := _known.get(key)) is not None:
            _known.move_to_end(key)
            return known
    if len(file) > positions.LARGEST_FILE:
        raise NotReadable(positions.TOO_LARGE)
    asked = {"file": base64.b64encode(file).decode("ascii"), "scopes": list(scopes)}
    try:
        with _CHILDREN.one(_WAIT) as child:
            found = [{name: _place(*each) for name, each in told.items()} for told in child.ask(asked, _SECONDS)]
    except Refused as refused:
        raise NotReadable(refused.text) from None
    with _lock:
        _known[key] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def answer(asked: dict[str, Any]) -> Iterator[dict[str, Place]]:
    """Yield for each scope the places that a file holds; this runs in the limited process."""
    file = base64.b64decode(asked["file"])
    for scope in asked["scopes"]:
        found = positions.read(file, scope)
        if len(found) > _MOST:
            raise NotReadable(_MANY)
        yield found


def _place(x: float, y: float, width: float, height: float) -> Place:
    return x, y, width, height


_MANY = Text(
    f"Filen har fler än {_MOST} rutor och läses därför inte.",
    f"The file has more than {_MOST} boxes, so it is not read.",
)
