"""Who represents a body on a day, and who is employed by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.exports.profiles.held import Held, held
from graph.exports.profiles.values import Ask, Ref


@dataclass(frozen=True, kw_only=True)
class Representative(Held):
    """One seat that a person holds for the body, or while employed by it."""

    body: Ref
    """The body asked for, or one of its regions."""
    employed_only: bool
    """The person is employed by the body, and speaks for another or for nobody."""
    represents: str | None
    """All bodies that the seat speaks for, in words."""


def representing(ask: Ask, body: str, *, parts: bool = False, employed: bool = False) -> tuple[Representative, ...]:
    """Return who represents a body, nominees too; with `parts` also its regions, with `employed` also its employees."""
    return tuple(map(_representative, each_once(ask("represents", asked(body, parts=parts, employed=employed)))))


def each_once(rows: Sequence[Any]) -> list[Any]:
    """Return rows of the question without those employees who also represent the same body on the same seat."""
    spoken_for = {_seat(row) for row in rows if row.relation == "represents"}
    return [row for row in rows if row.relation == "represents" or _seat(row) not in spoken_for]


def asked(body: str, *, parts: bool = False, employed: bool = False) -> dict[str, str]:
    """Return the parameters of the question behind."""
    given = {"body": body, "nominations": "true"}
    return given | ({"include_parts": "true"} if parts else {}) | ({"relation": "any"} if employed else {})


def _seat(row: Any) -> tuple[str, str, str, str]:
    return row.person_id, row.role, row.group_id, row.body_id


def _representative(row: Any) -> Representative:
    return Representative(
        **held(row),
        body=Ref(row.body_id, row.body),
        employed_only=row.relation == "employed_by",
        represents=row.represents,
    )
