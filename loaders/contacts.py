"""Contact details and personal numbers: what no table, form or document may bring in (DESIGN §3, Person).

They are known by their form *and* by what only they fulfil: a personal number by its day of birth and check digit, a
telephone number by the numbering plan of its country. Texts are put into their simplest letters first.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graph.texts import Text
from loaders.plain import plain

REMOVED = "[borttaget]"
"""Stands where something was blanked."""

_OPEN, _CLOSE = r"[(\[{<«]", r"[)\]}>»]"
_AT = (
    rf"(?:\s*(?:@|&(?:\#0*64|\#x0*40|commat);|%40)\s*|\s*{_OPEN}\s*(?:at|@|snabel-?a)\s*{_CLOSE}\s*|\(a\)"
    r"|(?:\s+[_-]?|[_-])(?:at|snabel-?a)(?:[_-]?\s+|[_-])(?!www\.))"
)
_DOT = rf"(?:\.|\s?{_OPEN}\s*(?:dot|punkt|\.)\s*{_CLOSE}\s?|\s(?:dot|punkt)\s)"
_HOST = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_MAIL = re.compile(
    rf"(?<![\w.+%'-])[\w.+%'&-]{{1,64}}(?:{_DOT}[\w+%'-]{{1,64}}){{0,3}}"
    rf"(?:@{_HOST}(?:\.{_HOST}){{0,6}}(?:\s\.|\.\s)(?=[a-z]{{2,3}}\b)|{_AT}{_HOST}(?:{_DOT}{_HOST}){{0,6}}{_DOT})"
    r"(?:xn--[a-z0-9-]{1,59}|[^\W\d_]{2,24})(?![\w@])",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"(?<!\d)((?:1[89]|20)?)(\d\d)((?:\s?[-./]\s?|\s)?)(\d\d)\3(\d\d)([\s\-+/._,:~(]{0,4})(\d\d\s?\d\d)"
    r"(?!\d|[-/.]\d\d[-/.]\d)"
)
_WHOLE_NUMBER = re.compile(r"(?:1[89]|20)\d{6}-?\d{4}|\d{6}[-+]\d{4}")
_SPACED = re.compile(r"(?<!\d)(?<!\d\s)(?:\d\s){5,7}\d(?:\s?[-+])?(?:\s\d){4}(?!\s?\d)")
_YOUNGEST = 15
"""Years of age. Whoever sits in a group is older; a later "birth" is the day of a meeting or a case."""

_SOMETHING_ELSE = re.compile(
    r"\b(?:https?://|www\.)\S+"
    r"|(?<!\d)(?:19|20)\d\d([-./ ])[01]\d\1[0-3]\d(?!\d)"
    r"|(?<!\d)[0-3]?\d[-./ ][01]?\d[-./ ](?:19|20)\d\d(?!\d)"
    r"|(?<!\d)[012]?\d[.:][0-5]\d\s?-\s?[012]?\d[.:][0-5]\d(?!\d)|(?<!\d)[012]?\d:[0-5]\d(?!\d)"
    r"|(?<!\d)\d[\d .,]{0,20}(?:[tm]?kr|kronor|mnkr|sek|euro)\b|(?:\bsek|€)\s?\d[\d .,]{0,20}",
    re.IGNORECASE,
)
"""Web addresses, dates, times of the day and sums, in which no telephone number is looked for."""
_MACHINE_MADE = re.compile(
    r"(?<!\w)(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])[0-9a-f]{20,})(?!\w)", re.IGNORECASE
)
"""UUIDs and checksums, whose digits tell nothing."""
_WEB = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\w)(?<!\d[-/.,:])[(\[]?(?:\+|0)[\d ()\[\]./~:-]{5,40}")
_NAMED_PHONE = re.compile(
    r"\b(?:tel|tfn|telefon|mobil|växel)(?:nr|nummer)?[.: ]{0,3}(?<!\w)([(+]{0,2}\d[\d ()/.-]{4,30}\d)(?!\w)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[@\d]|(?<![^\W_])at(?![^\W_])|snabel|\(a\)|commat", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")

MAIL = Text("en e-postadress", "an e-mail address")
PHONE = Text("ett telefonnummer", "a telephone number")
PERSONAL = Text("ett personnummer", "a personal number")

_SHOWN = 80
"""Letters of a text in which something was blanked that a message shows."""


class Contact(NamedTuple):
    """What reaches a person, and where in a text it stands (`end` exclusive)."""

    sort: Text
    start: int
    end: int
    in_address: bool = False
    """It is part of a web address, as the page bears it."""

    @property
    def refusal(self) -> Text:
        """Say why a table or form can't take it, without repeating it."""
        return Text(
            f"Det ser ut som {self.sort.sv}, och visas inte här. Skriv bara uppgifter om offentliga roller, inga "
            "kontaktuppgifter eller personnummer. Ta bort det.",
            f"It looks like {self.sort.en}, and is not shown here. Write only about public roles, no contact details "
            "or personal numbers. Remove it.",
        )


def contact(text: str) -> Contact | None:
    """Return the first e-mail address, phone number or personal number in a text (None: there is none).

    Web addresses are left alone, but for personal numbers.
    """
    return next((each for each in contacts(text) if not each.in_address), None)


def blanked(text: str, replacement: str = REMOVED) -> str:
    """Return the text with every contact detail and personal number replaced; phone-like web addresses stay."""
    pieces: list[str] = []
    at = 0
    for each in contacts(text):
        pieces += [text[at : each.start], replacement]
        at = each.end
    return "".join([*pieces, text[at:]])


def repeatable(text: str) -> str:
    """Return what a message may repeat of a text: all of one that holds nothing private, else what stands around it."""
    told = blanked(text)
    if told == text or len(told) <= _SHOWN:
        return told
    at = max(told.index(REMOVED) - _SHOWN // 2, 0)
    return ("…" if at else "") + told[at : at + _SHOWN - 1]


def personal_number(text: str) -> Contact | None:
    """Return the personal number with right check digit in a text; for ids, which may hold other digits."""
    return next((Contact(PERSONAL, *span) for span in _personal(text, sure=True)), None)


def contacts(text: str) -> list[Contact]:
    """Return every contact detail and personal number in a text, in order, none within another."""
    simple, _ = looked_in = plain(text)
    if not _SIGNS.search(simple):
        return []
    simple = _MACHINE_MADE.sub(_crossed_out, simple)
    web = [each.span() for each in _WEB.finditer(simple)]
    found: list[tuple[int, int, Text]] = []
    for sort, spans in ((MAIL, _mails(simple)), (PERSONAL, _personal(simple)), (PHONE, _phones(simple))):
        for span in spans:
            if sort is PERSONAL and _within(span, web) and not _WHOLE_NUMBER.fullmatch(simple, *span):
                continue  # an address may hold any digits
            if not any(span[0] < end and start < span[1] for start, end, _ in found):
                found.append((*span, sort))
    return [
        Contact(
            sort,
            *looked_in.span(start, end),
            sort is MAIL and _within((start, end), web),
        )
        for start, end, sort in sorted(found, key=lambda each: each[0])
    ]


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _crossed_out(found: re.Match[str]) -> str:
    return "x" * len(found[0])


def _mails(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _MAIL.finditer(text))


def _personal(text: str, sure: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where personal numbers stand; `sure`: only those whose check digit is right."""
    for found in _PERSONAL.finditer(text):
        century, year, apart, month, day, between, last = found.groups()
        born = century + year + month + day
        last = last.replace(" ", "")
        if _is_birth(born, last, between, dated=bool(apart)) and (
            _checks(born[-6:] + last) or (not sure and _mistyped(text, found))
        ):
            yield found.span()
    for found in _SPACED.finditer(text):
        digits = "".join(letter for letter in found[0] if letter.isdigit())
        if _is_birth(digits[:-4], digits[-4:], "", dated=False) and _checks(digits[-10:]):
            yield found.span()


def _is_birth(born: str, last: str, between: str, *, dated: bool) -> bool:
    """Tell whether somebody may be born that day (a samordningsnummer adds 60 to it), and is old enough.

    What is younger and written as a date, or followed by digits that read as a day, a time or a running number, is
    the day of something else.
    """
    today = date.today()
    century = born[:-6] or ("19" if "+" in between or int(born[:2]) > today.year % 100 else "20")
    year, month, day = int(century + born[-6:-4]), int(born[-4:-2]), int(born[-2:])
    try:
        date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return year <= today.year - _YOUNGEST or not (dated or last < "2400")


def _mistyped(text: str, found: re.Match[str]) -> bool:
    """Tell whether a number with a wrong check digit is written as only a personal number is."""
    century, _, apart, _, _, between, _ = found.groups()
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    stands_alone = not any(letter.isalnum() or letter in "-_" for letter in before + after)
    return not apart and between in ("-", "+") and century != "20" and stands_alone


def _checks(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _phones(text: str) -> Iterator[tuple[int, int]]:
    if not (_PHONE.search(text) or _NAMED_PHONE.search(text)):
        return
    bare = _SOMETHING_ELSE.sub(_crossed_out, text)
    ends = 0
    while found := _PHONE.search(bare, ends):
        span = _phone_within(bare, *found.span())
        if span:
            yield span
        first = _DIGITS.search(bare, found.start())
        ends = span[1] if span else first.end() if first else found.end()
    for named in _NAMED_PHONE.finditer(bare):
        yield named.span(1)


def _phone_within(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the longest telephone number stands that begins what is written from `start` to `end`."""
    groups = list(_DIGITS.finditer(text, start, end))
    abroad = "+" in text[start : groups[0].start()]
    for count in range(len(groups), 0, -1):
        last = groups[count - 1].end()
        if text[last : last + 1].isalnum() or text[last : last + 1] == "_":
            continue
        parts = [group[0] for group in groups[:count]]
        if _is_phone(("+" if abroad else "") + "".join(parts), *_first(parts)):
            told = text[start:last]
            unclosed = told[0] in "([" and sum(map(told.count, "([")) > sum(map(told.count, ")]"))
            return start + unclosed, last
    return None


def _first(parts: list[str]) -> tuple[int, ...]:
    """Return how long the first group is where grouping tells something: not of a number without groups."""
    return () if len(parts) == 1 or all(len(part) == 1 for part in parts) else (len(parts[0]),)


@lru_cache(10_000)
def _is_phone(number: str, first: int | None = None) -> bool:
    """Tell whether a telephone number can be dialled from Sweden, its area code being a group of its own."""
    abroad = number.startswith(("+", "00"))
    if not (8 <= len(number) <= (18 if abroad else 11)):
        return False
    import phonenumbers  # a tenth of a second, and few tables hold any

    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return False
    if not phonenumbers.is_valid_number(parsed):
        return False
    area = 1 + phonenumbers.length_of_national_destination_code(parsed)
    anywhere = phonenumbers.number_type(parsed) != phonenumbers.PhoneNumberType.FIXED_LINE and len(number) == 10
    return abroad or first is None or first == area or (anywhere and first == area + 1)  # 0701-23 45 67, 0771-12 34 56
