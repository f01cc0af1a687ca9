"""From what a document is found to say (`documents.output`) to statements for the queue."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graph import names, time
from graph.records import Membership
from loaders.review import statement
from loaders.review.statement import Row
from loaders.tables.descriptions import TABLES

Fact = Mapping[str, Any]
_DECIDED = re.compile(r"\b(?:utse[rs]?|utsågs|utsett|utsedd|väljs|valdes|tillträder|efterträder)\b", re.IGNORECASE)
_LINE, _PROSE = 500, 4_000


class Draft(NamedTuple):
    """One statement that is not yet in the queue."""

    sort: str
    rows: tuple[Row, ...]
    quote: str | None = None
    surroundings: str | None = None
    place: str | None = None
    rule: str | None = None
    worded: tuple[Row, ...] = ()
    """The rows as the document words them, where `rows` give ids instead of names."""

    @property
    def mark(self) -> str:
        """Return what tells the statement from others."""
        return statement.mark(self.worded or self.rows)


def drafts(found: Mapping[str, Any]) -> list[Draft]:
    """Return the statements of one document, each once: a succession tells of both persons, a seat of attendance too.

    Who is said to be absent is not proposed: it says nothing of a seat.
    """
    ids = found.get("ids", {})
    seats = list(found["memberships"])
    made = [_succession(fact, seats) for fact in found["successions"]]
    attended = [fact for fact in found["attendance"] if fact["present"]]
    made += [_membership(fact, attended) for fact in seats]
    made += [_draft("hosting", fact, [_hosting(fact)]) for fact in found["hosting"]]
    made += [_draft("attendance", fact, [_attendance(fact)]) for fact in attended]
    once = {draft.mark: draft for draft in reversed(made) if _fits(draft)}
    return [_identified(draft, ids) for draft in reversed(once.values())]


def clean(text: str | None, longest: int) -> str | None:
    """Return a text without control characters, on at most so many letters; None when nothing is left."""
    if text is None:
        return None
    kept = "".join(letter if unicodedata.category(letter)[0] != "C" or letter in "\n\t" else " " for letter in text)
    return kept.strip()[:longest].strip() or None


def _draft(sort: str, fact: Fact, rows: Sequence[Row]) -> Draft:
    place = fact["place"]["sv"] if fact.get("place") else None
    cells = [
        (table, {name: cleaned for name, cell in row.items() if (cleaned := clean(cell, _LINE + 1))})
        for table, row in rows
    ]
    quote, surroundings = clean(fact["evidence"], _PROSE), clean(fact.get("surroundings"), _PROSE)
    return Draft(sort, tuple(cells), quote, surroundings, clean(place, _LINE), clean(fact["rule"], _LINE))


def _fits(draft: Draft) -> bool:
    """Tell whether every cell is short enough for what it holds; what is longer is no name."""
    return all(len(cell) <= _LINE for _, cells in draft.rows for cell in cells.values())


def _seat(fact: Fact) -> Row:
    status = {"nominated": "nominated", "ended": "ended"}.get(fact["status"])
    if status == "nominated" and _DECIDED.search(fact["evidence"]) and not _status(fact):
        status = None  # what is decided for a day to come is no nomination (DESIGN §3)
    cells = {name: value for name in Membership.model_fields if name != "status" and (value := fact.get(name))}
    return "memberships", {**cells, **({"status": status} if status else {})}


def _membership(fact: Fact, attended: list[Fact]) -> Draft:
    rows = [_seat(fact)]
    if fact["status"] == "current":
        for there in [each for each in attended if _who(each) == _who(fact)]:
            attended.remove(there)
            rows.append(_attendance({**there, "role": fact["role"], "represents": fact["represents"]}))
    return _draft("membership", fact, rows)


def _who(fact: Fact) -> tuple[str, str]:
    return names.exact(fact["person"]), names.exact(fact["group"])


def _attendance(fact: Fact) -> Row:
    cells = {name: value for name in ("person", "group", "represents") if (value := fact.get(name))}
    dated = {"observed_on": day} if (day := fact.get("date")) else {}
    return "memberships", {**cells, "role": fact.get("role") or "ledamot", "basis": "attendance", **dated}


def _hosting(fact: Fact) -> Row:
    cells = {name: value for name in ("host", "hosted", "valid_from") if (value := fact.get(name))}
    return "hostings", {**cells, **({"status": "dormant"} if fact["status"] == "dormant" else {})}


def _succession(fact: Fact, seats: list[Fact]) -> Draft:
    """Return a succession with what the document says of both persons' seats, which is then not proposed again."""
    first, last = fact["successor"], fact["predecessor"]
    new, old = _taken(seats, fact, first), _taken(seats, fact, last, quote=fact["evidence"])
    base = {"group": fact["group"], "role": fact["role"]}
    after = _seat(new)[1] if new else {"person": first, **base, **_status(fact)}
    after["succeeds"] = last
    if (day := fact["effective"]) and "valid_from" not in after:
        after["valid_from"] = day
    before = _seat(old)[1] if old else {"person": last, **base}
    if after.get("status") == "nominated" and before.get("status") != "ended":
        before["basis"] = "implied"
    else:
        before["status"] = "ended"
        if (end := _day_before(after.get("valid_from"))) and "valid_to" not in before:
            before["valid_to"] = end
    return _draft("succession", fact, [("memberships", after), ("memberships", before)])


def _taken(seats: list[Fact], fact: Fact, person: str, quote: str | None = None) -> Fact | None:
    """Take out what is said of a person's seat; with `quote` only what that same line says, or that it has ended."""
    for seat in seats:
        same = _who(seat) == (names.exact(person), names.exact(fact["group"])) and seat["role"] == fact["role"]
        if same and (quote is None or seat["evidence"] == quote or seat["status"] == "ended"):
            seats.remove(seat)
            return seat
    return None


def _status(fact: Fact) -> dict[str, str]:
    quote = fact["evidence"].casefold()
    return {"status": "nominated"} if "föreslå" in quote or "nominer" in quote else {}


def _day_before(day: str | None) -> str | None:
    if day is None or len(day) != 10:
        return None
    return time.day_before(day)


def _identified(draft: Draft, ids: Mapping[str, str]) -> Draft:
    """Put the ids of organisations that are known for sure in place of their names."""
    rows = tuple((table, dict(_cells(table, cells, ids))) for table, cells in draft.rows)
    return draft._replace(rows=rows, worded=draft.rows)


def _cells(table: str, cells: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    columns = TABLES[table].columns
    for name, cell in cells.items():
        yield name, ids.get(cell, cell) if columns[name].refers == "organisations" else cell
