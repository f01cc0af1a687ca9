"""What reaches a person is found however it is written, and what merely looks like it is left alone.

The spellings are made from few forms; each stands in a sentence, and exactly its own letters are blanked.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle, product

import pytest

from loaders.contacts import MAIL, PERSONAL, PHONE, blanked, contact, personal_number, repeatable

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2043\u2212\uff0d"
BLANKS = " \u00a0\u2003\u2009\u202f"
UNSEEN = "\u00ad\u200b\u200d\u200e\u202e\u2060\ufeff"
AROUND = [
    ("", ""),
    ("Ledamot Bo Provsson, ", ", NPO akut vård"),
    ("Kontakt: ", "."),
    ("(", ")"),
    ("Karin|", "|Norra"),
    ("nås på ", " vardagar 8–16"),
    ("Provsson\t", "\nnästa rad"),
    ("Se [", "] och Per Låtsas"),
    ("§ 12 ", " § 13"),
    ("• ", " • ersättare"),
    ("Örjan Ö\u0308berg \u00ad", "\u00a0(ordf)"),
]
BESIDE_DIGITS = [*AROUND, ("pnr", ""), ("Bo Provsson/", "/ledamot"), ("id", "x"), ("den 3 maj ", ", 2024")]

BORN = [("19850712", "9800"), ("19640823", "3234"), ("19790228", "9813"), ("19911231", "2401")]
COORDINATED = [("19850772", "9807"), ("19960269", "9846")]
"""Samordningsnummer: sixty is added to the day."""


def wide(text: str) -> str:
    """Write in the full-width letters of East Asian text."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def in_digits_of(zero: int, text: str) -> str:
    return "".join(chr(zero + int(letter)) if letter.isdigit() else letter for letter in text)


def personal_numbers(born: str, last: str) -> Iterator[str]:
    short = born[2:]
    for between in [*DASHES, *BLANKS, "", "/", ".", "_", "~", ":", " - ", " – ", "--", "\u00ad-", "\n"]:
        yield f"{short}{between}{last}"
        yield f"{born}{between}{last}"
    yield f"{born}+{last}"
    for within, between in zip("--– ./ .", "- – --- ", strict=True):
        for year in (born[:4], born[2:4]):
            yield within.join((year, born[4:6], born[6:])) + between + last
    plain = f"{short}-{last}"
    for unseen in UNSEEN:
        yield f"{plain[:3]}{unseen}{plain[3:]}"
        yield f"{plain[:9]}{unseen}{plain[9:]}"
    yield wide(plain)
    yield " ".join(plain)
    yield in_digits_of(0x1D7CE, plain)  # mathematical bold
    yield in_digits_of(0x0660, plain)  # Arabic
    yield f"{plain[:9]} {plain[9:]}"


def mail_addresses(local: str, domain: str) -> Iterator[str]:
    first, _, last = local.partition(".")
    host, _, land = domain.rpartition(".")
    signs = ["@", " @ ", "@ ", " @", "\u202f@\u202f", "\u200b@", "@\n", "＠", "﹫", "&#64;", "&commat;", "%40", "[@]"]
    words = ["(at)", "( at )", "(AT)", "[at]", "{at}", "<at>", "«at»", "(a)", " at ", "_at_", " -at- ", " snabel-a "]
    for at in signs + words:
        yield f"{local}{at}{domain}"
    for dot in ["(dot)", " dot ", "[dot]", "(punkt)", " punkt ", "[.]", "．", ".\u00ad"]:
        yield f"{first}.{last}@{host}{dot}{land}"
    yield f"{first} dot {last} at {host} dot {land}"
    yield f"{local}@{host} .{land}"
    yield f"{local}@{host}. {land}"
    for between in ("_", "-", "‑", "+", "'", ""):
        yield f"{first}{between}{last}@{domain}"
    yield f"{local}@mail.{domain}"
    yield f"{local}@{domain}".upper()
    yield wide(f"{local}@{domain}")
    for unseen in UNSEEN:
        yield f"{first}{unseen}.{last}@{host}{unseen}.{land}"


def phone_numbers(area: str, *groups: str) -> Iterator[str]:
    spaced, joined, plain = " ".join(groups), "".join(groups), f"{area}-{' '.join(groups)}"
    for between in [*DASHES, *BLANKS, " - ", "/", " / ", ":", "~"]:
        yield f"{area}{between}{spaced}"
    for between in ["-", " ", "", "–", "/"]:
        yield f"{area}{between}{joined}"
    yield from (f"{area}.{'.'.join(groups)}", f"{area}-{'-'.join(groups)}", f"({area}) {spaced}", f"[{area}] {spaced}")
    yield " ".join(f"{area}{joined}")
    for land in ["+46 ", "+46", "+46-", "0046 ", "0046-", "+46 (0)", "+46(0)", "＋46 ", "(+46) ", "+ 46 ", "+46."]:
        yield f"{land}{area[1:]}-{spaced}"
        yield f"{land}{area[1:]} {joined}"
    for unseen in UNSEEN:
        yield f"{plain[:2]}{unseen}{plain[2:]}"
    yield wide(plain)


def told(spellings: Iterator[str], around: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Put each spelling into the next of the sentences."""
    return [(before, spelling, after) for spelling, (before, after) in zip(spellings, cycle(around), strict=False)]


PERSONAL_NUMBERS = [one for each in [*BORN, *COORDINATED] for one in told(personal_numbers(*each), BESIDE_DIGITS)]
MAIL_ADDRESSES = [
    one
    for each in [("bo.testman", "region.se"), ("åsa.öhman", "karolinska.regionorebrolan.se"), ("p.latsas", "sll.com")]
    for one in told(mail_addresses(*each), AROUND)
]
PHONE_NUMBERS = [
    one
    for each in [
        *[("070", "123", "45", "67"), ("08", "452", "70", "00"), ("0455", "73", "10", "00"), ("0480", "810", "00")],
        *[("021", "17", "30", "00"), ("010", "103", "00", "00"), ("0771", "12", "34", "56")],
    ]
    for one in told(phone_numbers(*each), AROUND)
]
ABROAD = ["+47 22 45 67 89", "+45 33 12 34 56", "+358 9 310 1691", "+44 20 7946 0958", "+49 30 123456", "0047 22456789"]
PHONE_NUMBERS += [("tel. ", number, "") for number in [*ABROAD, "12 34 56"]]


@pytest.mark.parametrize(
    ("sort", "sentences"),
    [(PERSONAL, PERSONAL_NUMBERS), (MAIL, MAIL_ADDRESSES), (PHONE, PHONE_NUMBERS)],
    ids=["personal number", "mail", "phone"],
)
def test_however_it_is_written_it_is_refused_and_exactly_its_letters_are_blanked(
    sort: object, sentences: list[tuple[str, str, str]]
) -> None:
    assert len(sentences) >= 100
    found = {each: contact("".join(each)) for each in sentences}
    assert [each for each, what in found.items() if what is None or what.sort is not sort] == []
    told = {each: blanked("".join(each), "▮") for each in sentences}
    assert {each: text for each, text in told.items() if text != f"{each[0]}▮{each[2]}"} == {}


MEETINGS = [date(2018, 1, 8) + timedelta(97 * number) for number in range(30)]


def dates_and_times() -> Iterator[str]:
    for day, other in zip(MEETINGS, MEETINGS[3:], strict=False):
        yield from (f"{day}", f"{day:%Y%m%d}", f"{day:%y%m%d}", f"{day:%d.%m.%Y}", f"{day.day}/{day.month} {day.year}")
        yield from (f"{day}–{other}", f"{day:%y%m%d}-{other:%y%m%d}", f"{day:%Y%m%d}-{other:%Y%m%d}", f"{day}--{other}")
        yield from (f"{day:%y%m%d}–{other:%m%d}", f"{day} {other.year}", f"{day} – {other.year}", f"{day:%y}0101-1231")
        yield from (f"{day} 0930", f"{day} 09:30", f"{day} kl. 13.00–15.30", f"{day:%Y%m%d}T0815", f"{day} 08:15–16:00")
        yield f"Protokoll_{day:%Y%m%d}_{day.day:02}.pdf"
    yield from ["01-02-2023 10:00", "kl. 08.30–09.45", "kl 0830-0945", "10:00–12:00", "v. 0745", "vecka 12-14"]
    yield from ["den 12 maj 1985", "f. 1985", "född 1964-08-23", "1985–1986", "1985-07-12 – 1998-07-11", "2019/2020"]
    yield from [
        "åren 2017, 2018, 2019, 2020",
        "2018 2019 12 31",
        "HT 2023/VT 2024",
        "0203 2024",
    ]


def cases_and_decisions() -> Iterator[str]:
    for year, number in product(range(15, 27), (123, 70123, 85071)):
        yield from (f"SKR {year}/{number:05}", f"Dnr 20{year}-{number:05}", f"HSN {number:05}-20{year}")
        yield f"20{year}0517-{number % 1000:04}"
    yield from ["HSN 0601-0123-23", "VGR RS 2019-06354-12", "S2022/04810", "SOU 2020:36", "20RGK123", "K 2019-08-1234"]
    yield from ["REGSTHLM-2021-0032", "LK/170123", "07-2023/1234", "Dnr: 5.1-12345/2020", "HS 2016-0821-4567"]
    yield from ["§ 123/2020", "§§ 45–67", "beslut nr 12-2023", "ärende 0012345", "HSLF-FS 2020:12", "(EU) 2017/745"]


def pages_and_parts() -> Iterator[str]:
    for first in (1, 12, 45, 70, 101, 700, 1234):
        yield from (f"s. {first}–{first + 8}", f"sid {first:03}-{first + 22:03}", f"sidorna {first:04}–{first + 3:04}")
    yield from ["sid. 2 (12)", "12(34):345–356", "BMJ 2019;364:l1234", "Rum 0817", "lokal 04-123", "hus 12, 0455"]
    yield from ["version 10.0.1.22", "192.168.0.1", "v22.04.1", "118 av 290", "0–100", "3-4 5-6 7-8", "0-0-0", "+/- 12"]
    yield from ["0000000000", "000000-0000", "999999-9999", "123456-7890", "12345678901234567890", "0-17 år", "±0,5"]
    yield from ["OR 1,45 (1,12–1,98)", "95 % KI 0,71–1,23", "1:12500", "+46", "(08)", "telefon –", "tel: se webbplats"]


def numbers_of_organisations_and_works() -> Iterator[str]:
    for number in ("556036-0793", "212000-0142", "222000-0315", "232100-0016", "802002-8711", "716419-3323"):
        yield from (
            number,
            number.replace("-", " "),
            number.replace("-", "–"),
            f"org.nr 16{number}",
        )
    yield from ["ISBN 978-91-7585-912-3", "ISBN 91-85-07129-8", "978 91 85849 12 3", "ISSN 0023-7205", "PMC7012345"]
    yield from ["doi:10.1136/bmj.l1234", "10.1001/jama.2019.12345", "NCT01234567", "ORCID 0000-0002-1825-0097"]
    yield from ["01696961-e03d-4cf9-a82a-08e919321209", "000_687784831c29f046.txt", "a1985071298001985071298003b4f6c8"]


def money() -> Iterator[str]:
    for number in ("1 234 567", "12 500 000", "070 000", "7 012 345", "10 700 123", "2 019 000 000", "1 985 071 298"):
        yield from (f"{number} kr", f"SEK {number}", f"{number},50 kronor", f"budget: {number.replace(' ', '.')} kr")
    yield from ["450 000–750 000 kr", "1 100 000:-", "0,5 miljoner", "21 500 tkr", "€ 1 200 000", "2023 12 500 000"]


def addresses() -> Iterator[str]:
    for number in ("701 16 Örebro", "118 82 Stockholm", "581 91", "SE-751 85 Uppsala", "S-118 82", "90108 Umeå"):
        yield from (
            f"Box 1234, {number}",
            f"Hornsgatan 20, {number}",
            f"Storgatan 56–58, {number}",
        )


def web_addresses_and_signs() -> Iterator[str]:
    yield from ["https://skr.se/programomraden.12345.html", "https://exempel.se/070-123-45-67?m=a@b.se", "skr.se"]
    yield from ["https://x.se/a?d=20230115&n=0123", "https://x.se/4.5d8507129800a.html", "www.vgregion.se", "@skr_se"]
    yield from ["Twitter: @sverigesregioner", "läs mer på skr.se", "more at www.skr.se", "meeting at 10.30", "a@b"]
    yield from ["at least 12 persons", "data at rest", "R&D at Karolinska", "5 @ 20 kr", "@media", "C/O Region Skåne"]
    yield from ["ledamot (at)", "git@", "@se", "[at] sign", "look at this. se nedan", "Vi träffas @ SKR. Se bilaga"]
    yield from ["at. se", "a at b", "Dr. at. 5", "mail: se intranätet", "e-post saknas", "Norra – Mellansverige"]


LOOK_ALIKES = [
    *(dates_and_times, cases_and_decisions, pages_and_parts, numbers_of_organisations_and_works, money),
    *(addresses, web_addresses_and_signs),
]


@pytest.mark.parametrize("alike", LOOK_ALIKES, ids=lambda alike: alike.__name__.replace("_", " "))
def test_what_merely_looks_like_it_is_left_alone(alike: Callable[[], Iterator[str]]) -> None:
    texts = list(dict.fromkeys(alike()))
    assert [text for text in texts if contact(text) is not None] == []
    assert [text for text in texts if not text.startswith("http") and blanked(f"({text})") != f"({text})"] == []


def test_there_are_enough_of_both() -> None:
    assert len({"".join(each) for each in PERSONAL_NUMBERS + MAIL_ADDRESSES + PHONE_NUMBERS}) >= 800
    assert sum(len(set(alike())) for alike in LOOK_ALIKES) >= 700


def test_the_file_of_the_attack_is_blanked_whole() -> None:
    text = (
        "Bo Testman | ledamot | Mellansverige | bo.testman (at) region.se 850712 9800\n"
        "Karin Provsson | ledamot | Sydöstra sjukvårdsregionen | karin@ region.se 850712–9800 070.123.45.67\n"
    )
    assert blanked(text) == (
        "Bo Testman | ledamot | Mellansverige | [borttaget] [borttaget]\n"
        "Karin Provsson | ledamot | Sydöstra sjukvårdsregionen | [borttaget] [borttaget] [borttaget]\n"
    )


def test_a_mistyped_personal_number_is_one_still_where_only_they_are_written_so() -> None:
    assert contact("850712-9801") is not None
    assert contact("850732-9800") is None  # no such day
    assert contact("240101-1231") is None  # a year


@pytest.mark.parametrize("key", ["850712-9800", "bo-testman-850712-9800", "198507129800", "protokoll-1985-07-12-9800"])
def test_an_id_holds_no_personal_number(key: str) -> None:
    assert personal_number(key) is not None


@pytest.mark.parametrize("key", ["skr-2019-05-23-0123", "protokoll-20230517-0001", "0701234567", "850712-9801"])
def test_an_id_may_hold_other_digits(key: str) -> None:
    assert personal_number(key) is None


def test_a_message_shows_what_stands_around_and_never_the_detail() -> None:
    assert repeatable("Dnr 2023-04567") == "Dnr 2023-04567"
    long = "ord " * 200 + "070-123 45 67" + " ord" * 200
    assert "[borttaget]" in repeatable(long)
    assert len(repeatable(long)) <= 80
