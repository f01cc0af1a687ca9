"""The data set's notes are shown in the reader's language; what others write is shown as they wrote it."""

import csv

import pytest

from graph import notes
from tests.support.here import PROJECT

DATA = PROJECT / "data"
COLUMNS = ("note", "doubt", "text")
TABLES = ("evidence", "judgements", "listings", "sources", "rules")  # in names.csv `text` is a name


def _written() -> set[str]:
    found = set()
    for table in TABLES:
        with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row[column] for row in csv.DictReader(file) for column in COLUMNS if row.get(column)}
    return found


def test_every_note_of_the_data_set_has_its_swedish_and_nothing_else_has() -> None:
    written, translated = _written(), set(notes.catalogue())
    assert len(written) > 500
    assert not written - translated, "add these to graph/notes.csv"
    assert not translated - written, "nothing in data/ says this any more: take it out of graph/notes.csv"


def test_the_catalogue_is_sorted_whole_and_says_each_thing_once() -> None:
    with notes.CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [row["en"] for row in rows]
    assert texts == sorted(set(texts), key=lambda text: (text.casefold(), text))
    assert all(row["sv"].strip() == row["sv"] != "" for row in rows)


@pytest.mark.parametrize("sign", ["  ", "’s ", " the ", " not stated"])
def test_no_english_is_left_in_the_swedish(sign: str) -> None:
    assert not [text for text in notes.catalogue().values() if sign in text]


def test_a_note_of_the_data_set_is_told_in_the_readers_language() -> None:
    assert notes.in_language("Undated page.", "sv") == "Odaterad sida."
    assert notes.in_language("Undated page.", "en") == "Undated page."


def test_a_note_that_somebody_else_wrote_is_told_as_she_wrote_it() -> None:
    assert notes.in_language("Told by her at the meeting.", "sv") == "Told by her at the meeting."
