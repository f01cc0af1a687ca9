"""How the records stand in SQLite (DESIGN §4): a table for each kind, with a column for each field, lists as texts.

The migrations say it in full: days that were worked out stand beside the records, views and edges follow from both.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar, cast, get_origin

from graph.reasoning.spans import OF_SEATS, Derived
from graph.records import STORED, Record

R = TypeVar("R", bound=Record)

MIGRATIONS = sorted((Path(__file__).parent / "migrations").glob("[0-9]*.sql"))
EMPTIED = (
    *("label_words", "labels", "edges", "representations", "journal", "loads"),
    *(model.table for model in reversed(STORED)),
)
"""All tables but the settings, those that point at others first."""
SPAN_DAYS = [name for name in Derived._fields if name not in OF_SEATS]
SEAT_DAYS = list(Derived._fields)


def _lists(model: type[Record]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple)


FIELDS = {model: tuple(model.model_fields) for model in STORED}
_LISTS = {model: _lists(model) for model in STORED}
_LIST_PLACES = {
    model: tuple(place for place, name in enumerate(FIELDS[model]) if name in lists) for model, lists in _LISTS.items()
}
_VALUES = {model: itemgetter(*fields) for model, fields in FIELDS.items()}
KEYED = {model: "id" if "id" in model.model_fields else "key" for model in STORED}


def quoted(names: Iterable[str]) -> str:
    """Return these names as a list of columns."""
    return ", ".join(f'"{name}"' for name in names)


def row_of(record: Record) -> tuple[Any, ...]:
    """Return a record as a row: its key first, unless its id is that."""
    model = type(record)
    row: tuple[Any, ...] = _VALUES[model](record.__dict__)
    for place in _LIST_PLACES[model]:
        row = (*row[:place], ";".join(row[place]), *row[place + 1 :])
    return row if KEYED[model] == "id" else (record.key, *row)


def record_of(model: type[R], row: Sequence[Any]) -> R:
    """Return the record that a row of its `FIELDS` holds."""
    lists = _LISTS[model]
    values = {
        name: (tuple(value.split(";")) if value else ()) if name in lists else value
        for name, value in zip(FIELDS[model], row, strict=True)
    }
    return cast(R, model.model_construct(None, **values))
