"""From the form for one fact to the queue: the rows that say it, and the source that it rests on."""

from collections.abc import Callable, Mapping, Sequence

from graph import finding
from graph.people.identity import Identities
from graph.port import Reader, Store
from graph.records import Judgement, Membership, Proposal
from graph.texts import Text
from loaders.review import entering
from loaders.review.refusing import ReviewError
from loaders.review.statement import Row
from queries.asking.query import BODY_KINDS, GROUP_KINDS
from views.entry.fields import LABELS, NAMES, SORTS

Filled = Mapping[str, str]
_MISSING = Text("Fyll i: {fields}.", "Fill in: {fields}.")
_NO_SOURCE = Text(
    "Skriv källans titel, eller kryssa för att du vet det själv.",
    "Write the title of the source, or tick that you know it yourself.",
)
_NO_LAST = Text("Skriv den sista dagen, eller dagen då den nya tillträder.", "Write the last day, or the first one.")
_NO_SEAT = Text(
    "{who} har inget sådant uppdrag i styrgraf. Kontrollera namn, grupp och roll.",
    "{who} has no such seat in styrgraf. Check name, group and role.",
)
_UNKNOWN = Text("Det gick inte att tolka. Ladda om sidan och försök igen.", "Not understood. Reload the page.")
_QUEUED = {
    **{"byte": "succession", "ny": "membership", "slut": "ending", "vard": "hosting"},
    **{"ratta": "correction", "aterta": "withdrawal"},
}
"""What the queue calls each sort of telling."""
_CORRECTED = {"role": "role", "represents": "represents", "first": "valid_from", "last": "valid_to", "status": "status"}


def entered(store: Store, fields: Filled, who: str) -> Proposal:
    """Put what the form tells into the queue; raises `ReviewError` with what is missing or cannot be."""
    sort = fields.get("gor", "")
    if sort not in _QUEUED:
        raise ReviewError(_UNKNOWN)
    told = {field: " ".join(fields.get(name, "").split()) for field, name in NAMES.items()}
    told["record"] = fields.get("uppgift", "")
    if sort in SORTS and (lacking := [LABELS[each] for each in SORTS[sort].needed if not told[each]]):
        missing = [", ".join(label.of(language) for label in lacking) for language in ("sv", "en")]
        raise ReviewError(Text(_MISSING.sv.format(fields=missing[0]), _MISSING.en.format(fields=missing[1])))
    if not told["source"] and not told["known"]:
        raise ReviewError(_NO_SOURCE)
    return entering.enter(store, _QUEUED[sort], _ROWS[sort](store, told), who, _source(told))


def _source(told: Filled) -> entering.Stated | None:
    if not told["source"]:
        return None
    return entering.Stated(told["source"], told["address"] or None, told["dated"] or None)


def _succession(reader: Reader, told: Filled) -> Sequence[Row]:
    if not (told["last"] or told["first"]):
        raise ReviewError(_NO_LAST)
    seat = _seat(reader, told)
    first, last = told["first"] or None, told["last"] or None
    rows = entering.succession(reader, seat, last, told["follows"], first)
    if told["represents"]:
        rows[0][1]["represents"] = told["represents"]
    return rows


def _new(_: Reader, told: Filled) -> Sequence[Row]:
    cells = {
        "person": told["follows"],
        "group": told["group"],
        "role": told["role"],
        "represents": told["represents"],
        "valid_from": told["first"],
        "valid_to": told["last"],
        "status": "" if told["status"] == "decided" else told["status"],
    }
    return [("memberships", cells)]


def _ending(reader: Reader, told: Filled) -> Sequence[Row]:
    return entering.ending(reader, "memberships", _seat(reader, told), told["last"])


def _hosting(_: Reader, told: Filled) -> Sequence[Row]:
    cells = {"host": told["host"], "hosted": told["hosted"], "status": told["hosting"]}
    return [("hostings", {**cells, "valid_from": told["first"], "valid_to": told["last"]})]


def _correction(reader: Reader, told: Filled) -> Sequence[Row]:
    return entering.correcting(reader, "memberships", told["record"], _corrected(reader, told))


def _corrected(reader: Reader, told: Filled) -> dict[str, str]:
    """Return what the form says otherwise than the seat."""
    seat = reader.fetch(Membership, [told["record"]]).get(told["record"])
    if seat is None:
        raise ReviewError(_UNKNOWN)
    changed = {}
    for field, column in _CORRECTED.items():
        value = told[field]
        if field == "represents":
            value = ";".join(_body(reader, part) for part in value.split(";") if part.strip())
        now = getattr(seat, column)
        if value != (";".join(now) if isinstance(now, tuple) else now or ""):
            changed[column] = value
    if not changed:
        raise ReviewError(Text("Ingenting är ändrat.", "Nothing is changed."))
    return changed


def _body(reader: Reader, name: str) -> str:
    """Return the id of a body by its name; what nobody is called stays, and the queue tells that."""
    try:
        return finding.find(reader.labels, name.strip(), frozenset(BODY_KINDS)).subject
    except finding.NotFound:
        return name.strip()


def _withdrawal(reader: Reader, told: Filled) -> Sequence[Row]:
    return entering.withdrawing(reader, "memberships", told["record"])


def _seat(reader: Reader, told: Filled) -> str:
    """Return the id of the seat that a person leaves; raises `ReviewError` where there is none."""
    try:
        group = finding.find(reader.labels, told["group"], frozenset(GROUP_KINDS)).subject
        person = finding.find(reader.labels, told["leaves"], frozenset({finding.PERSON})).subject
    except finding.NotFound as error:
        raise ReviewError(_not_found(error)) from None
    identities = Identities(reader.every(Judgement))
    ids = {person, *(each for pair in reader.every(Judgement) for each in (pair.person_a, pair.person_b))}
    same = {each for each in ids if identities.standing(each) == identities.standing(person)}
    seats = [
        seat
        for seat in reader.memberships_of(same)
        if (seat.group, seat.role) == (group, told["role"]) and seat.status not in ("ended", "vacant")
    ]
    if not seats:
        raise ReviewError(_NO_SEAT.fill(who=told["leaves"]))
    return max(seats, key=lambda seat: (seat.valid_to is None, seat.status == "decided", seat.id)).id


def _not_found(error: finding.NotFound) -> Text:
    name = error.name[:100]
    if not error.candidates:
        return Text(f"Ingenting i styrgraf heter ”{name}”.", f"Nothing in styrgraf is called “{name}”.")
    listed = ", ".join(f"{label.text} ({label.subject})" for label in error.candidates[:8])
    return Text(f"”{name}” kan betyda flera: {listed}.", f"“{name}” can mean several: {listed}.")


_ROWS: Mapping[str, Callable[[Reader, Filled], Sequence[Row]]] = {
    "byte": _succession,
    "ny": _new,
    "slut": _ending,
    "vard": _hosting,
    "ratta": _correction,
    "aterta": _withdrawal,
}
