"""What no text of a record holds: characters that nobody can read, whole numbers no store can keep, tags in names."""

import re
from typing import Any

from graph.records import Name, Organisation, Person, Record
from graph.texts import Text

LARGEST = 2**63 - 1
"""The largest whole number of both stores."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MARKUP = re.compile(
    r"<(?:[!?]|/?(?:script|style|img|svg|iframe|object|embed|link|meta|base|form|input|button|video|audio|body|html|table"
    r"|div|span|font|marquee|math|template|h[1-6]|a|b|i|u|p|s|br|em|strong)(?=[\s/>]|$))",
    re.IGNORECASE,
)
"""Tags that a browser knows, and comments; other words between angle brackets may be part of a name."""
_NAMES: dict[type[Record], tuple[str, ...]] = {
    Person: ("name", "aliases"),
    Organisation: ("name",),
    Name: ("text",),
}
"""Fields that name somebody or something; other texts may quote what they like."""

MARKUP = Text("Skriv utan taggar som <b>.", "Write it without tags like <b>.")
UNREADABLE = Text("Här står tecken som inte går att läsa.", "There are characters here that cannot be read.")
_TOO_LARGE = Text(
    f"Talet ska ligga mellan 0 och {LARGEST}.",
    f"The number has to be between 0 and {LARGEST}.",
)


def marked_up(name: str) -> bool:
    """Tell whether a name holds what a browser would take for a tag."""
    return "<" in name and _MARKUP.search(name) is not None


def unfit(record: Record) -> tuple[str, Text] | None:
    """Return the first field of a record that cannot be, and why, in words; None when all can."""
    names = _NAMES.get(type(record), ())
    for field, value in record.__dict__.items():
        for part in value if isinstance(value, tuple) else (value,):
            if (why := _unfit(part, field in names)) is not None:
                return field, why
    return None


def unreadable(text: str) -> bool:
    """Tell whether a text holds characters that nobody can read."""
    return not text.isprintable() and _CONTROLS.search(text) is not None


def fits(number: int) -> bool:
    """Tell whether both stores can keep a whole number that counts something."""
    return 0 <= number <= LARGEST


def _unfit(value: Any, named: bool) -> Text | None:
    if isinstance(value, str):
        if unreadable(value):
            return UNREADABLE
        return MARKUP if named and marked_up(value) else None
    return _TOO_LARGE if isinstance(value, int) and not fits(value) else None
