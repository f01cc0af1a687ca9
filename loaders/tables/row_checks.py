"""What must hold within one row, once its cells are read."""

from collections.abc import Callable, Mapping

from graph import time
from graph.texts import Text
from loaders.tables.rows import Row

_PAST = ("observed_on", "date", "retrieved")
"""When something was seen, written or fetched: never after today."""
_INLINE = ("observed_on", "place", "quote", "note", "stance", "basis", "unseen")


def check(row: Row) -> None:
    """Add the faults of a row whose cells don't go together."""
    begins, ends = row.one("valid_from"), row.one("valid_to")
    if begins and ends and time.parse(ends).surely_before(time.parse(begins)):
        row.fault("valid_to", ends, _before(begins))
    for column in _PAST:
        day = row.one(column)
        if day and column in row.table.columns and time.parse(day).first > time.today():
            row.fault(column, day, _in_future())
    if row.table.cites and "source" not in row.values and "source" not in (row.wrong or ()):
        for column in _INLINE:
            if column in row.values:
                row.fault("source", "", _cites_nothing(column))
                break
    own = _CHECKS.get(row.table.name)
    if own is not None:
        own(row)


def _membership(row: Row) -> None:
    status, stance = row.one("status"), row.one("stance")
    named = any(
        column in row.values or column in (row.wrong or ()) for column in ("person", "person_id", "person_name")
    )
    if status == "vacant" and named:
        row.fault("status", status, _VACANT_WITH_PERSON)
    elif status != "vacant" and not named and "status" not in (row.wrong or ()):
        row.fault("person", "", _NOBODY)
    if status == "ended":
        if stance not in (None, "ended"):
            row.fault("stance", stance or "", _ENDED_AND)
        if "source" not in row.values and "source" not in (row.wrong or ()):
            row.fault("source", "", _ENDED_WITHOUT)


def _rule(row: Row) -> None:
    parameters = row.one("parameters")
    if parameters is not None:
        for part in parameters.split(";"):
            name, equals, value = part.partition("=")
            if part.strip() and not (equals and name.strip() and value.strip()):
                row.fault("parameters", part.strip(), _PARAMETERS)


_CHECKS: Mapping[str, Callable[[Row], None]] = {"memberships": _membership, "rules": _rule}


def check_meant(row: Row) -> None:
    """Add the fault of a row that speaks of one thing twice; by now it is known what its names mean."""
    for column in row.table.columns.values():
        value = row.one(column.name) if column.apart else None
        if column.apart and value is not None and value == row.one(column.apart[0]):
            row.fault(column.name, value, column.apart[1])


_VACANT_WITH_PERSON = Text(
    "En vakant plats har ingen person. Ta bort personen eller ändra status.",
    "A vacant seat has no person. Remove the person or change the status.",
)
_NOBODY = Text(
    "Skriv personens namn, eller status vacant om ingen har platsen.",
    "Write the person's name, or the status vacant if nobody has the seat.",
)
_ENDED_AND = Text(
    "Status ended säger redan att uppdraget är slut. Lämna stance tomt.",
    "The status ended already says that it is over. Leave stance empty.",
)
_ENDED_WITHOUT = Text(
    "Skriv källan som säger att uppdraget är slut, här på samma rad.",
    "Write the source that says that it is over, here in the same row.",
)
_PARAMETERS = Text(
    "Skriv namn=värde, med semikolon emellan, som kind=sjukvardsregion;count=1.",
    "Write name=value, separated by semicolons, as kind=sjukvardsregion;count=1.",
)


def _before(begins: str) -> Text:
    return Text(
        f"Slutet ligger före början, {begins}. Rätta den ena av dem.",
        f"The end lies before the start, {begins}. Mend one of them.",
    )


def _in_future() -> Text:
    today = time.today()
    return Text(
        f"Dagen har inte kommit än: i dag är det {today}. Rätta datumet.",
        f"That day has not come yet: today is {today}. Mend the date.",
    )


def _cites_nothing(column: str) -> Text:
    return Text(f"Skriv vilken källa som {column} kommer från.", f"Write which source {column} comes from.")
