"""Colours that everybody can tell apart, text that is measured right, and words for dates and names."""

import math
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.exports import wording
from graph.exports.characters import clean
from graph.exports.elements import Edge, Node
from graph.exports.pictures import palette
from graph.exports.pictures.measure import longest_part, width, wrap

# How cones that are missing change linear colours: Machado, Oliveira and Fernandes 2009, severity 1.
SIGHTS = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
EDGE = Edge("hosts", "a", "b", "", "", "active", "presumed", True, "", ())


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    """Return a colour in CIELAB (D65) as somebody with a certain sight sees it."""
    seen = [
        min(1.0, max(0.0, sum(share * part for share, part in zip(row, palette.linear(colour), strict=True))))
        for row in SIGHTS[sight]
    ]
    red, green, blue = seen
    parts = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# ---- colours


@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_colours_can_be_told_apart(sight: str) -> None:
    for one, other in combinations([*palette.COLOURS, palette.OTHER, palette.PLAIN], 2):
        assert math.dist(lab(one, sight), lab(other, sight)) >= 11, (one, other)


@pytest.mark.parametrize("fill", [*palette.COLOURS, palette.OTHER, palette.PLAIN, palette.HATCH, palette.GROUND])
def test_text_can_be_read_on_every_fill(fill: str) -> None:
    assert palette.contrast(palette.INK, fill) >= 4.5


@pytest.mark.parametrize("ground", [palette.PAPER, palette.GROUND])
def test_quiet_text_can_be_read_on_paper_and_bands(ground: str) -> None:
    assert palette.contrast(palette.QUIET, ground) >= 4.5


@pytest.mark.parametrize("ground", [palette.PAPER, palette.GROUND])
def test_borders_and_arrows_are_seen(ground: str) -> None:
    assert palette.contrast(palette.LINE, ground) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palette.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_colours_follow_the_ids_and_not_their_order() -> None:
    assert palette.assign("fdbeca") == palette.assign("abcdef")
    assert len({palette.assign("abcdef").of(body) for body in "abcdef"}) == 6


def test_a_seventh_body_shares_the_colour_of_others() -> None:
    assert palette.assign("abcdefg").of("g") == palette.OTHER


# ---- text


def test_widths_are_those_of_dejavu_sans() -> None:
    # Summed by FreeType at 2048 pixels.
    assert width("Ögonsjukdomar", 13) == pytest.approx(16_228 * 13 / 2048, rel=0.001)
    assert width("Ögonsjukdomar", 13, bold=True) == pytest.approx(18_212 * 13 / 2048, rel=0.001)


def test_an_accent_takes_no_room_of_its_own() -> None:
    assert width("Åäöéǎ", 10) == pytest.approx(width("Aaoea", 10))
    assert width("e\u0301", 10) == width("é", 10)


def test_what_the_table_lacks_counts_as_wide() -> None:
    assert width("漢", 10) > width("W", 10)
    assert width("🙂", 10) > width("W", 10)
    assert clean("\ufdfd") == "…"


@given(st.text(max_size=80), st.floats(40, 400), st.integers(1, 4))
def test_no_line_is_wider_than_its_room(text: str, room: float, most: int) -> None:
    shown = clean(text)
    wrapped = wrap(shown, room, 11, most=most)
    assert len(wrapped.lines) <= most
    assert all(width(line, 11) <= room for line in wrapped.lines)


@given(st.text(alphabet="aåäö -–/1, \u0301👩\u200d🇸🇪", max_size=80), st.floats(40, 400))
def test_breaking_loses_and_reorders_nothing(text: str, room: float) -> None:
    shown = clean(text)
    wrapped = wrap(shown, room, 11, most=1_000)
    assert not wrapped.cut
    assert "".join(wrapped.lines).replace(" ", "") == shown.replace(" ", "")


def test_lines_break_at_blanks_and_hyphens_but_not_in_dates() -> None:
    assert wrap("Öron-, näs- och halssjukdomar", 95, 13).lines == ("Öron-, näs-", "och", "halssjukdomar")
    assert wrap("hälso-och sjukvård", 70, 13).lines == ("hälso-och", "sjukvård")
    assert wrap("hälso-och sjukvård", 60, 13).lines[0] == "hälso-"
    assert wrap("den 2018-09-24", 80, 11).lines == ("den", "2018-09-24")


def test_a_text_too_long_ends_with_an_ellipsis() -> None:
    wrapped = wrap("ord " * 50, 100, 11)
    assert wrapped.cut
    assert len(wrapped.lines) == 3
    assert wrapped.lines[-1].endswith("…")


def test_a_word_without_end_is_broken_and_a_family_stays_together() -> None:
    assert len(wrap("Å" * 40, 100, 11).lines) == 3
    family = "👩\u200d👩\u200d👧"
    assert wrap(f"aa {family}", 60, 11).lines[-1].endswith(family)
    assert not any(line.startswith("\u0330") for line in wrap("e\u0330" * 40, 50, 11).lines)


def test_the_longest_part_fits_its_own_width() -> None:
    text = "Perioperativ vård, intensivvård och transplantation"
    assert len(wrap(text, longest_part(text, 13), 13, most=9).lines) == 5


@given(st.text(max_size=100))
def test_clean_text_has_nothing_that_steers(text: str) -> None:
    shown = clean(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in shown)
    assert not any("\u202a" <= letter <= "\u202e" for letter in shown)
    assert shown == clean(shown)


def test_text_from_right_to_left_is_isolated() -> None:
    assert clean("\u202eשלום") == "\u2068שלום\u2069"
    assert clean("\u202eabc") == "abc"


def test_piles_of_accents_are_cut_down() -> None:
    assert clean("a" + "\u0330" * 50) == "a" + "\u0330" * 3


# ---- words


@pytest.mark.parametrize(
    ("written", "swedish", "english"),
    [
        ("2020-11-13", "2020-11-13", "2020-11-13"),
        ("2020-11/..", "tidigast 2020-11", "2020-11 or later"),
        ("../2022-12", "senast 2022-12", "2022-12 or earlier"),
        ("2018/2021-04", "2018–2021-04", "2018–2021-04"),
        ("", "utan datum", "no date"),
    ],
)
def test_observations_are_told_as_they_were_written(written: str, swedish: str, english: str) -> None:
    assert wording.observed(written, "sv") == swedish
    assert wording.observed(written, "en") == english


@pytest.mark.parametrize(
    ("written", "brief"),
    [
        ("2020-11-13", "2020"),
        ("2020-11/..", "2020"),
        ("2018/2021-04", "2018/2021"),
        ("2018-01/2018-05", "2018"),
        ("", ""),
    ],
)
def test_a_year_alone_is_never_later_than_the_earliest(written: str, brief: str) -> None:
    assert wording.year_of(written) == brief


def test_days_are_written_as_people_do() -> None:
    assert wording.day("2026-11-22", "sv") == "22 november 2026"
    assert wording.day("2024-05-01", "en") == "1 May 2024"


def test_a_stale_statement_tells_when_it_was_last_seen() -> None:
    stale = EDGE._replace(last_confirmed="2018-09-24")
    assert wording.standing(stale, "sv") == " (2018-09-24)"
    assert wording.standing(stale, "sv", brief=True) == " (2018)"
    assert wording.standing(EDGE, "sv").strip(" ()").split() == ["utan", "datum"]
    assert wording.standing(EDGE._replace(unconfirmed=False), "sv") == ""
    assert wording.standing(EDGE._replace(unconfirmed=False, certainty="undated"), "sv") == " (odaterat)"


@pytest.mark.parametrize(
    ("node", "short"),
    [
        (Node("sjukvardsregion-mellansverige", "sjukvardsregion", "Sjukvårdsregion Mellansverige"), "Mellansverige"),
        (Node("sjukvardsregion-norra", "sjukvardsregion", "Norra sjukvårdsregionen"), "Norra"),
        (Node("skr", "ovrig", "Sveriges Kommuner och Regioner"), "SKR"),
        (Node("region-uppsala", "region", "Region Uppsala"), "Region Uppsala"),
        (Node("region-vastra-gotaland", "region", "Västra Götalandsregionen"), "Västra Götalandsregionen"),
        (Node("sjukvardsregion-x", "sjukvardsregion", "Sjukvårdsregionen"), "Sjukvårdsregionen"),
    ],
)
def test_short_names_leave_out_the_kind(node: Node, short: str) -> None:
    assert wording.short(node) == short


def test_a_heading_spares_the_names_below_it() -> None:
    assert wording.headed(Node("npo-a", "npo", "NPO akut vård")) == "Akut vård"
    assert wording.headed(Node("npo-a", "npo", "Nationellt programområde akut vård")) == "Akut vård"
    assert wording.headed(Node("nag-a", "nag", "Arbetsgrupp hjärta")) == "Arbetsgrupp hjärta"
    rsg = Node("rsg-a", "rsg", "RSG forskning, Sjukvårdsregion Mellansverige")
    assert wording.headed(rsg, "Sjukvårdsregion Mellansverige") == "Forskning"
