"""One record, many sources (DESIGN §3): which record a statement belongs to, and what the record then says.

Pure; statements are worked through in an order of their own, so that the order of rows never matters.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from graph import names
from graph.reasoning.observations import Testimony, most_precise
from graph.reasoning.seats import Seat, same_seat
from graph.reasoning.terms import reading
from graph.reasoning.testimony import seat_of, when
from graph.records import Membership, Record
from graph.time import UNKNOWN, When

R = TypeVar("R", bound=Record)

UNSOURCED = Testimony("", UNKNOWN, False)
"""Stands for the source of a row that names none: older than everything."""
_LONGEST_BASE = 280
_STANCE_ORDER = {"states": 0, "ended": 1, "denies": 2}
_DATES = ("valid_from", "valid_to")


class Statement(NamedTuple, Generic[R]):
    """What one source says of one record, in the record's own terms."""

    record: R
    testimony: Testimony


def seat(membership: Membership, testimonies: Iterable[Testimony]) -> Seat:
    """Return a membership with its testimonies, ready to be compared."""
    return seat_of(membership, membership.person, map(_while_it_held, testimonies))


def _while_it_held(testimony: Testimony) -> Testimony:
    """A source that tells of a time that was over when it was written saw nothing after that time."""
    over = testimony.valid_to
    if over is not None and over.surely_before(testimony.when):
        return testimony._replace(when=over)
    return testimony


def belongs_to(statement: Seat, candidates: Iterable[Seat]) -> str | None:
    """Return the id of the one record that a statement tells of; None when there is none, or several.

    A record that already rests on the very same statement goes before all others: a table that is loaded
    again adds nothing.
    """
    there = list(candidates)
    resting = _narrowed([record for record in there if _rests_on(record, statement)], statement)
    if len(resting) == 1:
        return resting[0].id
    fitting = [record for record in there if same_seat(statement, record)]
    if len(fitting) > 1:
        origins = {_origin(t) for t in statement.testimonies}
        fitting = [record for record in fitting if origins <= {_origin(t) for t in record.testimonies}]
        fitting = _narrowed([record for record in fitting if record.represents == statement.represents], statement)
    return fitting[0].id if len(fitting) == 1 else None


def _rests_on(record: Seat, statement: Seat) -> bool:
    told = statement.testimonies
    return bool(told) and set(told) <= set(record.testimonies) and statement.represents <= record.represents


def _narrowed(records: list[Seat], statement: Seat) -> list[Seat]:
    """Return, of several records, those with the statement's own bodies, then those with its own dates."""
    for fields in (("represents",), ("represents", "valid_from", "valid_to")):
        if len(records) > 1:
            records = [r for r in records if all(getattr(r, f) == getattr(statement, f) for f in fields)]
    return records


def gathered(statements: Sequence[Seat], known: Iterable[Seat], new_id: Callable[[int], str]) -> list[str]:
    """Return the record that each statement of one group belongs to: a known one, or a new one.

    `new_id` gives the id of the record that begins with the statement at a place of `statements`. What
    tells most of represented bodies is placed first, and what ends or denies after what states.
    """
    heads = {head.id: head for head in known}
    ids = [""] * len(statements)
    for place in sorted(range(len(statements)), key=lambda place: _order(statements[place])):
        statement = statements[place]
        key = belongs_to(statement, heads.values())
        if key is None:
            key = new_id(place)
            heads[key] = statement._replace(id=key)
        else:
            head = heads[key]
            told = head.testimonies + statement.testimonies
            start, end, _ = reading(
                told,
                most_precise((head.valid_from, statement.valid_from)),
                most_precise((head.valid_to, statement.valid_to)),
            )
            heads[key] = head._replace(
                represents=head.represents | statement.represents, valid_from=start, valid_to=end, testimonies=told
            )
        ids[place] = key
    return ids


def _order(statement: Seat) -> tuple[int, int, list[str], str, str, list[tuple[str, ...]]]:
    told = statement.testimonies
    return (
        max((_STANCE_ORDER[t.stance] for t in told), default=0),
        -len(statement.represents),
        sorted(statement.represents),
        _text(statement.valid_from),
        _text(statement.valid_to),
        sorted((t.when.first, t.when.last, t.source, t.stance, t.basis) for t in told),
    )


def merged(record: R, testimonies: Iterable[Testimony], statements: Iterable[Statement[R]]) -> R:
    """Return what a record says once these statements are counted in.

    `testimonies` are what stands behind the record as it is. Its represented bodies are the largest set,
    its dates the most precise, everything else the latest that any observation has. What a source said
    before gives way to what it says now; what is denied changes nothing.
    """
    before = list(testimonies)
    told = list(statements)
    anew = {_origin(statement.testimony) for statement in told}
    kept = [t for t in before if _origin(t) not in anew]
    newest = max((_age(t) for t in kept if t.stance == "states"), default=None)
    says = sorted((s for s in told if s.testimony.stance != "denies"), key=lambda s: _age(s.testimony))
    changes: dict[str, object] = {}
    for field in type(record).model_fields:
        own = getattr(record, field)
        values = [(getattr(s.record, field), _age(s.testimony)) for s in says]
        given = [(value, age) for value, age in values if value]
        if field == "id" or not given:
            continue
        if field in _DATES:
            value = _date(field, own, before, kept, says)
        elif field == "represents":
            value = max((own, *(value for value, _ in given)), key=len)
        else:
            value, age = given[-1]
            if own and newest is not None and age < newest:
                continue
        if value != own:
            changes[field] = value
    return record.model_copy(update=changes) if changes else record


def _date(
    field: str, own: str | None, before: list[Testimony], kept: list[Testimony], says: list[Statement[R]]
) -> str | None:
    told = [t for t in kept if t.stance != "denies"]
    for each in says:
        start, end = (when(getattr(each.record, name)) for name in _DATES)
        told.append(each.testimony._replace(valid_from=start, valid_to=end))
    written = when(own)
    if written is not None and written not in [getattr(t, field) for t in before]:
        # No source vouches for it: somebody wrote it, once.
        told.append(
            UNSOURCED._replace(valid_from=written) if field == "valid_from" else UNSOURCED._replace(valid_to=written)
        )
    read = reading(told)
    best = read.start if field == "valid_from" else read.end
    return best.text if best else None


def _origin(testimony: Testimony) -> tuple[str, str, str]:
    return testimony.source, testimony.stance, testimony.basis


def _age(testimony: Testimony) -> tuple[bool, str, str, str]:
    return testimony.dated, testimony.when.first, testimony.when.last, testimony.source


def _text(when: When | None) -> str:
    return "" if when is None else when.text


@lru_cache(maxsize=256)
def _word(name: str) -> str:
    return names.slug(name)


def membership_id(person: str | None, group: str, role: str, status: str) -> str:
    """Return the readable id of a membership, `vacant--…` for a vacancy."""
    parts = [person or "vacant", group, _word(role)]
    if status != ("decided" if person else "vacant"):
        parts.append(status)
    return _base(*parts)


def hosting_id(host: str, hosted: str, status: str) -> str:
    """Return the readable id of a hosting."""
    return _base(host, hosted, status)


def link_id(kind: str, from_id: str, to_id: str) -> str:
    """Return the readable id of a link."""
    return _base(from_id, _word(kind), to_id)


def organisation_id(kind: str, name: str) -> str:
    """Return the readable id of an organisation: `npo-akut-vard`, and `sks` for one named as its kind."""
    bare = names.slug(names.bare(name))
    return kind if bare == kind else _base(f"{kind}-{bare}")


_DOCUMENT_WORDS = frozenset(
    {"protokoll", "minnesanteckningar", "anteckningar", "dagordning", "beslut", "delegation", "lista", "rapport"}
    | {"arbetsordning", "uppdragsbeskrivning", "verksamhetsplan", "nyhetsbrev", "webbsida", "mote", "nr", "minutes"}
)
"""What documents call themselves, folded."""


def source_id(title: str) -> str:
    """Return the id of a source, by those words of its title that can be nobody's name.

    Ids stand in addresses, in names of files and in every format, where a person may have to be hidden (safety 4).
    """
    ordinary = _DOCUMENT_WORDS | names.ordinary_words()
    kept = [word for word in names.slug(title).split("-") if word in ordinary or word.isdigit()]
    return _base("-".join(kept) or "kalla")


def unused(base: str, taken: Collection[str], joint: str = "-") -> str:
    """Return `base`, or `base-2`, `base-3` … when it is taken."""
    number, free = 1, base
    while free in taken:
        number += 1
        free = f"{base}{joint}{number}"
    return free


def _base(*parts: str) -> str:
    return "--".join(parts)[:_LONGEST_BASE].rstrip("-.")
