"""Names: what makes two of them equal, how Swedish sorts them, and what is left without the words of a kind."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import kinds, names
from graph.records import Person

WORDS = st.text("abcdåäöéüABCÅÄÖÉÜ -,.()/", max_size=30)
ANYTHING = st.text(max_size=40) | WORDS
AREAS = st.lists(
    st.sampled_from(["akut", "vård", "ögon", "och", "hud", "kvinnosjukdomar", "Äldres", "hälsa", "norra"]), min_size=1
).map(" ".join)
KIND_WORDS = st.sampled_from([word for kind in kinds.ORGANISATION_KINDS.values() for word in kind.words])


# ---- the same name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åsa Öberg", "åsa öberg"),
        ("Åsa  Öberg", " Åsa Öberg\n"),
        ("Åsa Öberg", unicodedata.normalize("NFD", "Åsa Öberg")),
        ("Ann Groß", "ANN GROSS"),
        ("Åsa", "\u212bsa"),
        ("Åsa Öberg", "Åsa\u00a0Öberg"),
    ],
)
def test_case_blanks_and_composition_make_no_other_name(one: str, other: str) -> None:
    assert names.exact(one) == names.exact(other)


@pytest.mark.parametrize(("one", "other"), [("Öberg", "Oberg"), ("Ann-Marie", "Ann Marie"), ("Åse", "Äse")])
def test_dots_rings_and_dashes_make_another_name(one: str, other: str) -> None:
    assert names.exact(one) != names.exact(other)


# ---- folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Öien", "oien"),
        ("Öron-, näs- och halssjukdomar", "oron nas och halssjukdomar"),
        ("Region Kalmar län", "region kalmar lan"),
        ("Hälso- och sjukvårdsregionen", "halso och sjukvardsregionen"),
        ("André", "andre"),
        ("Sørensen", "sorensen"),
        ("Æbelø", "aebelo"),
        ("Łukasz Đorđević", "lukasz dordevic"),
        ("Þórður", "thordur"),
        ("Groß", "gross"),
        ("NPO/NSG (2024)", "npo nsg 2024"),
        ("snake_case", "snake case"),
        ("ﬁn", "fin"),
        ("…", ""),
        ("", ""),
    ],
)
def test_folding_leaves_plain_letters_and_digits(text: str, folded: str) -> None:
    assert names.fold(text) == folded


@given(ANYTHING)
def test_equal_names_fold_equally(text: str) -> None:
    assert names.fold(unicodedata.normalize("NFD", text)) == names.fold(unicodedata.normalize("NFC", text))


@given(WORDS)
def test_case_is_nothing_to_folding(text: str) -> None:
    assert names.fold(text) == names.fold(text.upper()) == names.fold(text.lower())


# ---- sorting as Swedish does


def assert_sorted(*texts: str) -> None:
    backwards = list(texts)[::-1]

    assert sorted(backwards, key=names.swedish_key) == list(texts)


def test_å_ä_and_ö_come_last_and_in_that_order() -> None:
    assert_sorted("Alm", "Oskarsson", "Zetterlund", "Åberg", "Ärlig", "Öien")


def test_å_ä_and_ö_come_last_inside_a_word_too() -> None:
    assert_sorted("Halland", "Hzz", "Håkan", "Häkan", "Hökan")


def test_decomposed_letters_sort_as_composed_ones() -> None:
    assert_sorted("Zorn", unicodedata.normalize("NFD", "Åberg"), "Årman", unicodedata.normalize("NFD", "Öien"))


def test_danish_letters_sort_with_their_swedish_sisters() -> None:
    assert_sorted("Zorn", "Ägren", "Ærø", "Äsk", "Ödman", "Øland", "Öst")


def test_w_is_a_letter_of_its_own_after_v() -> None:
    assert_sorted("Vallin", "Viklund", "Vörå", "Wallin", "Wiklund", "Xu")


def test_other_accents_are_ignored() -> None:
    assert names.swedish_key("Andrén") == names.swedish_key("Andren")
    assert_sorted("Anden", "Andrén", "Andrer")


def test_case_and_dashes_are_ignored() -> None:
    assert names.swedish_key("ANN-MARIE alm") == names.swedish_key("Ann Marie Alm")


def test_a_short_word_comes_before_the_longer_one_that_it_begins() -> None:
    assert_sorted("Ann Öberg", "Anna Alm", "Annika Alm")


def test_the_names_of_regions_sort_as_people_expect() -> None:
    assert_sorted("Region Halland", "Region Kalmar län", "Region Örebro län", "Region Östergötland")


@given(ANYTHING, ANYTHING)
def test_sorting_sees_no_difference_between_equal_names(one: str, other: str) -> None:
    assert names.swedish_key(unicodedata.normalize("NFD", one)) == names.swedish_key(one)
    if names.exact(one) == names.exact(other):
        assert names.swedish_key(one) == names.swedish_key(other)


# ---- slugs


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Öien", "oien"),
        ("Sjukvårdsregion Mellansverige", "sjukvardsregion-mellansverige"),
        ("  Öron-, näs- och halssjukdomar ", "oron-nas-och-halssjukdomar"),
        ("Ann-Marie O'Neill", "ann-marie-o-neill"),
        ("…", "x"),
        ("", "x"),
        ("Ελένη", "x"),
    ],
)
def test_a_slug_can_be_read(text: str, slug: str) -> None:
    assert names.slug(text) == slug


@given(ANYTHING)
def test_a_slug_is_always_an_id(text: str) -> None:
    slug = names.slug(text)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert Person(id=slug, name="Anna Alm").id == slug


def test_the_slug_of_a_long_name_is_cut() -> None:
    assert len(names.slug("mycket lång text " * 100)) <= 120


# ---- without the words of a kind


@pytest.mark.parametrize(
    ("bare", "texts"),
    [
        ("akut vard", ["NPO Akut vård", "Nationellt programområde akut vård", "akut vard", "RPO akut vård"]),
        ("akut vard", ["Akut vård", "AKUT VÅRD (NPO)", "npo: akut-vård", "LPO Akut vård", "Programområde akut vård"]),
        ("stod for analys", ["NSG stöd för analys", "Nationell samverkansgrupp stöd för analys"]),
        ("sepsis", ["NAG sepsis", "Nationell arbetsgrupp sepsis", "RAG Sepsis", "Sepsis"]),
        ("mellansverige", ["Sjukvårdsregion Mellansverige", "Mellansverige", "sjukvårdsregionen Mellansverige"]),
        ("kalmar lan", ["Region Kalmar län", "Kalmar län", "Landstinget i Kalmar län", "REGIONEN KALMAR LÄN"]),
        ("norra", ["Norra", "Norra sjukvårdsregionen", "Sjukvårdsregion Norra"]),
    ],
)
def test_names_that_differ_by_words_of_their_kind_alone_are_the_same_when_bare(bare: str, texts: list[str]) -> None:
    assert {text: names.bare(text) for text in texts} == dict.fromkeys(texts, bare)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Regionala cancercentrum i samverkan", "regionala cancercentrum i samverkan"),
        ("Regionsjukvårdsledningen", "regionsjukvardsledningen"),
        ("NPOs vänner", "npos vanner"),
        ("Nagellacksnämnden", "nagellacksnamnden"),
    ],
)
def test_a_word_that_only_begins_like_a_kind_stays(text: str, bare: str) -> None:
    assert names.bare(text) == bare


@pytest.mark.parametrize("text", ["NPO", "Region", "Nationellt programområde", "sjukvårdsregionen", "Region NPO"])
def test_a_name_of_such_words_alone_keeps_them(text: str) -> None:
    assert names.bare(text) == names.fold(text)


@given(AREAS, KIND_WORDS)
def test_a_word_of_a_kind_before_a_name_makes_no_difference(area: str, word: str) -> None:
    assert names.bare(f"{word} {area}") == names.bare(area)


# ---- names that sound alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Björn Olsson", "Björn Ohlsson"),
        ("Anna Petersson", "Anna Peterson"),
        ("Rut Öien", "Rut F Öien"),
        ("Eva Gåve", "Eva Gawe"),
        ("Carin Quist", "Karin Kvist"),
        ("Thomas Back", "Tomas Bak"),
        ("X", "x"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert names.sound(one) == names.sound(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Anna Alm", "Anna Ek"), ("Bo Ek", "Eva Ek"), ("A B", "A C")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert names.sound(one) != names.sound(other)


@pytest.mark.parametrize("text", ["", "…", " - "])
def test_what_has_no_letters_has_no_sound(text: str) -> None:
    assert names.sound(text) == ""


# ---- whatever is written


@given(ANYTHING)
def test_no_text_is_too_strange(text: str) -> None:
    for function in (names.exact, names.fold, names.swedish_key, names.bare, names.slug, names.sound):
        assert isinstance(function(text), str)


@given(ANYTHING)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    for function in (names.exact, names.fold, names.bare, names.slug):
        assert function(function(text)) == function(text)


@given(AREAS, st.lists(KIND_WORDS))
def test_making_a_name_bare_twice_changes_nothing(area: str, words: list[str]) -> None:
    text = " ".join([area, *words])

    assert names.bare(names.bare(text)) == names.bare(text) == names.bare(area)
