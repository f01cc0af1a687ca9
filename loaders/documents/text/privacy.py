"""Contact details and personal numbers are blanked before a text is kept, logged or shown (DESIGN §3, Person)."""

import re

from loaders.contacts import REMOVED, blanked

_LABEL = re.compile(
    r"(?i)(?:^|(?<=[\s,;(|]))(?:e-?post(?:adress)?|e-?mail|mail(?:adress)?|mejl|tel(?:efon)?(?:nummer|nr)?|tfn|mobil"
    r"(?:nummer|telefon)?|växel|personnummer|pnr)\s*[.:]*\s*(?=\[borttaget\])"
)


def without_contacts(text: str) -> str:
    """Return the text with each e-mail address, phone number and personal number replaced by `[borttaget]`."""
    cleaned = blanked(text)
    return _LABEL.sub("", cleaned) if REMOVED in cleaned else cleaned
