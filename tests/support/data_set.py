"""The tables of `data/` as records, read without the loader, for the tests that hold them to what they should say."""

import csv
from pathlib import Path
from typing import TypeVar, get_origin

import pytest

from graph import records
from tests.support.here import PROJECT

DATA = PROJECT / "data"
Row = dict[str, str]
Data = dict[type[records.Record], list[records.Record]]
R = TypeVar("R", bound=records.Record)


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{column: cell.strip() for column, cell in row.items()} for row in csv.DictReader(file)]


def parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def record_of(model: type[R], row: Row) -> R:
    """Read one row: an empty cell is unknown, `;` separates what a tuple holds."""
    values: dict[str, object] = {}
    for column, cell in row.items():
        field = model.model_fields.get(column)
        many = field is not None and get_origin(field.annotation) is tuple
        if cell:
            values[column] = parts(cell) if many else cell
    return model.model_validate(values)


@pytest.fixture(scope="module")
def data() -> Data:
    return {model: [record_of(model, row) for row in rows(DATA / f"{model.table}.csv")] for model in records.RECORDS}


def of(data: Data, model: type[R]) -> list[R]:
    return [record for record in data[model] if isinstance(record, model)]


def by_key(data: Data, model: type[R]) -> dict[str, R]:
    return {record.key: record for record in of(data, model)}


def evidence_of(data: Data, model: type[records.Record]) -> list[records.Evidence]:
    return [evidence for evidence in of(data, records.Evidence) if evidence.kind == model.table]
