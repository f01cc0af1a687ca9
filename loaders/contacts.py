"""Contact details and personal numbers: what no table may hold (DESIGN §3, Person)."""

import re
from datetime import date

from graph.texts import Text

_WEB = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-zÅÄÖåäö]{2,}")
# 0701234567, 08-123 456 78, 010 - 123 45 67, +46 (0)70 …, and shorter numbers after a word that says so.
_PHONE = re.compile(
    r"(?<![\w/.-])(?!\d\d[/ -]\d\d[/ -](?:19|20)\d\d\b)(?:(?:\+|00)[1-9]\d{0,2}[\s./()-]{0,3}(?:\(0\)\s?)?|0)"
    r"[1-9]\d{0,2}(?:[\s/()–-]{0,3}\d{2,4}){2,4}(?![\w/-])"
    r"|\b(?:tel|tfn|telefon|mobil|växel)(?:nr|nummer)?\b[.:]?\s*\d[\d\s-]{4,}\d",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"(?<![\w-])((?:19|20)?)(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})(?![\w-])")
_PHONE_DIGITS = range(9, 16)

ONLY_PUBLIC = Text(
    "Skriv bara uppgifter om offentliga roller, inga kontaktuppgifter eller personnummer. Ta bort det.",
    "Write only about public roles, no contact details or personal numbers. Remove it.",
)


def contact(text: str) -> str | None:
    """Return the first e-mail address, phone number or personal number in a text (None: there is none).

    Web addresses are left alone.
    """
    if "@" not in text and not any(letter.isdigit() for letter in text):
        return None
    bare = _WEB.sub(" ", text)
    if found := _EMAIL.search(bare):
        return found[0]
    for found in _PERSONAL.finditer(bare):
        if _is_personal(found):
            return found[0]
    for found in _PHONE.finditer(bare):
        digits = sum(letter.isdigit() for letter in found[0])
        if digits in _PHONE_DIGITS or found[0][0].isalpha():
            return found[0]
    return None


def blanked(text: str, replacement: str) -> str:
    """Return the text with every contact detail and personal number replaced; web addresses stay as they are."""

    def personal(found: re.Match[str]) -> str:
        return replacement if _is_personal(found) else found[0]

    def phone(found: re.Match[str]) -> str:
        digits = sum(letter.isdigit() for letter in found[0])
        return replacement if digits in _PHONE_DIGITS or found[0][0].isalpha() else found[0]

    def between(text: str) -> str:
        return _PHONE.sub(phone, _PERSONAL.sub(personal, _EMAIL.sub(replacement, text)))

    pieces: list[str] = []
    at = 0
    for web in _WEB.finditer(text):
        pieces += [between(text[at : web.start()]), _EMAIL.sub(replacement, web[0])]
        at = web.end()
    return "".join([*pieces, between(text[at:])])


def personal_number(text: str) -> str | None:
    """Return the personal number with right check digit in a text; for ids, which may hold other digits."""
    return next((found[0] for found in _PERSONAL.finditer(text) if _is_personal(found, sure=True)), None)


def _is_personal(found: re.Match[str], sure: bool = False) -> bool:
    century, year, month, day, dash, last = found.groups()
    born = int(day) - 60 if int(day) > 60 else int(day)  # a samordningsnummer adds 60 to the day
    try:
        date(int((century or "20") + year), int(month), born)
    except ValueError:
        return False
    # Without a right check digit it can still be one, mistyped; but `20230517-0001` is a number of a case.
    return _checks(year + month + day + last) or (not sure and bool(dash) and century != "20")


def _checks(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
