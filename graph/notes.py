"""The data set's own notes and rules in Swedish: written in English in `data/`, found by that text in `notes.csv`.

What somebody else wrote is not in the catalogue and is shown as she wrote it.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from graph.texts import Language

CATALOGUE = Path(__file__).with_name("notes.csv")


def in_language(note: str, language: Language) -> str:
    """Return a note in the reader's language where the catalogue has it, else as it was written."""
    return note if language == "en" else catalogue().get(note, note)


@cache
def catalogue() -> Mapping[str, str]:
    """Return the Swedish words for each English text."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return {row["en"]: row["sv"] for row in csv.DictReader(file)}
