"""How much a load may hold, and what is said of more."""

from graph.texts import Text

MOST_BYTES = 100_000_000
MOST_LETTERS = 2 * MOST_BYTES
"""Letters of one file, once it is unpacked."""
MOST_ROWS = 1_000_000
MOST_COLUMNS = 256


def too_much() -> Text:
    """Say that a file is too large."""
    return Text(
        f"Filen är större än {MOST_BYTES // 1_000_000} MB. Dela den i flera.",
        f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it.",
    )


def too_many_rows() -> Text:
    """Say that a table has too many rows."""
    return Text(
        f"Tabellen har fler än {MOST_ROWS:,} rader. Dela den i flera.".replace(",", " "),
        f"The table has more than {MOST_ROWS:,} rows. Split it.",
    )


def too_much_text() -> Text:
    """Say that a file holds far more text than its size lets one think."""
    return Text(
        f"Filen har mer text än {MOST_LETTERS // 1_000_000} miljoner tecken. Dela den i flera.",
        f"The file holds more text than {MOST_LETTERS // 1_000_000} million letters. Split it.",
    )
