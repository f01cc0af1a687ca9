"""Somebody's own SQL: one SELECT over the store's tables with named functions; everything else is refused.

Three locks, each of which would do: the file is opened for reading alone, SQLite asks `_Guard` about everything
that a statement would touch, and limits bound its length, its time and what it brings.
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from time import monotonic

from graph.files import reading_address
from graph.own import shown_tables
from graph.own.question import LONGEST, MOST_SIGNS, OwnAnswer, QuestionRefused, Shown, place_of, too_long, too_slow
from graph.own.shown_tables import Changed
from graph.texts import Text

TABLES = frozenset({*shown_tables.TABLES, *shown_tables.VIEWS, shown_tables.WORDS})
"""Tables and views that a question can read."""
_MADE_TABLES = {"json_each", "json_tree"}
_FUNCTION_TABLES = _MADE_TABLES | {
    *(f"label_words_{part}" for part in ("config", "content", "data", "docsize", "idx")),
}
FUNCTIONS = frozenset(
    re.findall(
        r"\S+",
        """
        abs avg ceil ceiling char coalesce count date datetime exp floor format glob group_concat hex ifnull iif instr
        json json_array json_array_length json_each json_extract json_group_array json_group_object json_object
        json_type json_valid julianday length like ln log lower ltrim match max min mod nullif pow power printf quote
        replace round rtrim sign sqrt strftime string_agg substr substring sum time total trim typeof unicode unixepoch
        upper cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number
        current_date current_time current_timestamp -> ->> bm25
        """,
    )
)
"""Functions that a question can use."""
_BEGINNINGS = ("select", "with", "values")
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 4 * LONGEST,  # bytes
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_CONNECTED = ("SELECT 1 FROM label_words LIMIT 0", "SELECT 1 FROM json_each('[]')", "SELECT 1 FROM json_tree('[]')")
"""What SQLite opens as if it made a table: done before the guard stands, which allows no table to be made."""
_STEPS = 5_000
"""SQLite's own steps between two looks at the clock."""
_KEPT: dict[tuple[Path, str, int], dict[str, Changed]] = {}
"""What the last question saw otherwise, by the store's path, how it was seen and the store's version."""
_IGNORED = re.compile(r"(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_NEAR = re.compile(r'near "(.*)": syntax error', re.DOTALL)
_MISSING = re.compile(r"no such (column|table|function): (.+)", re.DOTALL)


class _Guard:
    """What SQLite asks before it does anything; remembers the first thing that it was not allowed to."""

    def __init__(self, behind: str | None) -> None:
        self.denied: Text | None = None
        self._behind = behind
        """How the views are called that alone may read the store's tables; None where everything is shown."""

    def __call__(self, action: int, one: str | None, two: str | None, database: str | None, by: str | None) -> int:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ:
            if self._reads((one or "").lower(), two or "", database, by or ""):
                return sqlite3.SQLITE_OK
            self._note(
                Text(
                    f"Tabellen {one} går inte att läsa. Tabellerna som går att läsa står bredvid.",
                    f"The table {one} cannot be read. The tables that can be read stand beside.",
                )
            )
        elif action == sqlite3.SQLITE_PRAGMA and (one, two) == ("data_version", None):
            return sqlite3.SQLITE_OK  # the search for words asks whether the file has changed
        elif action == sqlite3.SQLITE_FUNCTION:
            if (two or "").lower() in FUNCTIONS:
                return sqlite3.SQLITE_OK
            self._note(Text(f"Funktionen {two} får inte användas.", f"The function {two} may not be used."))
        else:
            self._note(_ONLY_SELECT)
        return sqlite3.SQLITE_DENY

    def _reads(self, table: str, column: str, database: str | None, by: str) -> bool:
        """Tell whether a column of a table may be read, `by` a view or what the question itself made with WITH.

        Without a column it is rows that are counted, of the latter too.
        """
        if self._behind is not None:
            if table.startswith(self._behind) or by.startswith(self._behind):
                return True
            if database == "main" and table not in _MADE_TABLES and (column or table.startswith(shown_tables.WORDS)):
                return False
        return not column or table in TABLES | _FUNCTION_TABLES

    def _note(self, text: Text) -> None:
        self.denied = self.denied or text


_ONLY_SELECT = Text(
    "En egen fråga kan bara läsa: den ska börja med SELECT, WITH eller VALUES.",
    "A question of your own can only read: it begins with SELECT, WITH or VALUES.",
)


def ask_own(path: Path, text: str, most: int, seconds: float, shown: Shown | None = None) -> OwnAnswer:
    """Return what a SELECT finds in the store at `path`, at most so many rows; raises `QuestionRefused`.

    It sees every stored row as `shown` returns it, if given.
    """
    if refused := too_long(text):
        raise refused
    start = _IGNORED.match(text).end()  # type: ignore[union-attr]  # it matches nothing, too
    word = re.match(r"\w*", text[start:])
    if word is None or word[0].lower() not in _BEGINNINGS:
        raise QuestionRefused(_ONLY_SELECT, place_of(text, start))
    with closing(sqlite3.connect(reading_address(path), uri=True, isolation_level=None)) as connection:
        behind = _behind_views(connection, path, text, shown) if shown else None
        guard = _Guard(behind)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # what it sorts is bounded with the process, not by the disk
        connection.execute("PRAGMA trusted_schema = OFF")
        for text_ in _CONNECTED:
            connection.execute(text_)
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
        connection.set_authorizer(guard)
        until = monotonic() + seconds
        connection.set_progress_handler(lambda: monotonic() > until, _STEPS)
        try:
            cursor = connection.execute(text)
            rows, cut = _taken(cursor, most)
        except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError) as error:
            if monotonic() > until:
                raise too_slow(seconds) from None
            if guard.denied is not None:
                raise QuestionRefused(guard.denied) from None
            raise _explained(connection, text, str(error)) from None
        return OwnAnswer(tuple(column[0] for column in cursor.description or ()), rows, cut)


def _behind_views(connection: sqlite3.Connection, path: Path, text: str, shown: Shown) -> str:
    """Put the views before the tables as they are now, and keep them so; return the name that may pass."""
    connection.execute("BEGIN")
    version = int(connection.execute("SELECT coalesce(max(id), 0) FROM main.loads").fetchone()[0])
    key = path.resolve(), shown.key, version
    if (changes := _KEPT.get(key)) is None:
        changes = shown_tables.changed(connection, shown)
        _KEPT.clear()
        _KEPT[key] = changes
    return shown_tables.stand_before(connection, changes, shown_tables.WORDS in text.lower())


def _taken(cursor: Iterable[tuple[object, ...]], most: int) -> tuple[list[tuple[object, ...]], bool]:
    """Return at most so many rows and signs, and whether there was more."""
    rows: list[tuple[object, ...]] = []
    signs = 0
    for row in cursor:
        plain = tuple(value.hex() if isinstance(value, bytes) else value for value in row)
        signs += sum(len(value) if isinstance(value, str) else 8 for value in plain)
        if len(rows) >= most or signs > MOST_SIGNS:
            return rows, True
        rows.append(plain)
    return rows, False


def _explained(connection: sqlite3.Connection, text: str, message: str) -> QuestionRefused:
    """Return SQLite's message in plain words, with the place that it speaks of."""
    if (near := _NEAR.fullmatch(message)) is not None:
        sentence = Text(f"”{near[1]}” passar inte in här.", f"“{near[1]}” does not fit here.")
        return QuestionRefused(sentence, _where_it_stops(connection, text, near[1]))
    if message == "incomplete input":
        return QuestionRefused(
            Text("Frågan tar slut för tidigt.", "The question ends too early."), place_of(text, len(text))
        )
    if (missing := _MISSING.fullmatch(message)) is not None:
        name = missing[2]
        sentence = {
            "column": Text(f"Kolumnen {name} finns inte.", f"There is no column {name}."),
            "table": Text(f"Tabellen {name} finns inte.", f"There is no table {name}."),
            "function": Text(f"Funktionen {name} finns inte.", f"There is no function {name}."),
        }[missing[1]]
        found = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        return QuestionRefused(sentence, place_of(text, found.start()) if found else None)
    if "one statement" in message:
        return QuestionRefused(
            Text(
                "Ställ en fråga i taget: skriv inget efter semikolonet.", "Ask one thing: nothing after the semicolon."
            )
        )
    if "binding" in message.lower():
        return QuestionRefused(
            Text(
                "Skriv värdena i frågan: den kan inte ha parametrar som :namn eller ?.",
                "Write the values into the question: it cannot have parameters such as :name or ?.",
            )
        )
    return QuestionRefused(Text(f"Databasen svarar: {message}", f"The database says: {message}"))


def _where_it_stops(connection: sqlite3.Connection, text: str, word: str) -> tuple[int, int] | None:
    """Return the place of the first `word` at which SQLite's parser stops: what comes before it is only unfinished."""
    places = [match.start() for match in re.finditer(re.escape(word), text)][:200] if word else []
    for place in places:
        try:
            connection.execute("EXPLAIN " + text[: place + len(word)])
        except sqlite3.Error as error:
            if _NEAR.fullmatch(str(error)) is not None:
                return place_of(text, place)
        except sqlite3.Warning:
            continue
    return None
