"""Parts of the review pages without a browser: quotes marked, messages bounded, file names without harm."""

from typing import Any

import pytest

from graph.texts import Text
from loaders.review import origin
from loaders.review.own_tables import holds_tables
from tests.support import documents
from views.entry import fields
from views.review import act as review_act
from views.review import drop, quote


def test_a_quote_is_marked_however_its_lines_are_broken() -> None:
    shown = quote.marked("Anna Ekby\nutses", "Mötet öppnas. Anna  Ekby utses <till> ledamot.")
    assert "Mötet öppnas. <mark>Anna  Ekby utses</mark> &lt;till&gt; ledamot." in shown


def test_a_quote_that_is_not_there_stands_alone() -> None:
    assert "<mark>Bo &amp; Eva</mark>" in quote.marked("Bo & Eva", "Något helt annat.")
    assert quote.marked("  ", "Något") == ""


def test_long_surroundings_are_cut_between_words() -> None:
    shown = quote.marked("mitten", "ord " * 500 + "mitten" + " ord" * 500)
    assert "… ord" in shown
    assert shown.count("ord") < 2 * quote.AROUND / 3


@pytest.mark.parametrize(
    "message",
    [
        None,
        "accept",
        {"kind": 1},
        {"kind": "accept", "ids": "p1"},
        {"kind": "accept", "ids": ["p"] * (review_act.MOST + 1)},
        {"kind": "accept", "answers": ["same"]},
        {"kind": "edit", "fields": "x"},
    ],
)
def test_what_no_page_of_ours_sends_is_no_message(message: Any) -> None:
    assert review_act.understood(message) is None


def test_a_message_is_bounded_and_its_name_marked_as_claimed() -> None:
    act = review_act.understood(
        {"kind": "reject", "who": " Åsa\n Ek ", "ids": ["p1"], "why": "x" * 10_000, "all": "yes"}
    )
    assert act is not None
    assert act.who == "Åsa Ek (uppgivet)"
    assert len(act.why) < 2_000
    assert act.all is False
    nameless = review_act.understood({"kind": "reject", "who": "   "})
    assert nameless is not None
    assert nameless.who == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("protokoll.docx", "protokoll.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\hemligt\\lista.xlsx", "lista.xlsx"),
        ("<b>:x.html", "_b__x.html"),
        (".txt", "fil.txt"),
        ("å" * 300 + ".pdf", "å" * 100 + ".pdf"),
    ],
)
def test_a_dropped_file_keeps_a_harmless_name(given: str, kept: str) -> None:
    assert drop.bare(given) == kept


def test_place_and_rule_are_told_in_both_languages() -> None:
    assert origin.place("sida 2, § 4, tabell 1, rad 12").en == "page 2, § 4, table 1, row 12"
    assert origin.place("memberships, rad 3").en == "memberships, row 3"
    assert origin.place("Rad 3 i bilagan, sida vid sida") == Text(*["Rad 3 i bilagan, sida vid sida"] * 2)
    assert origin.place(None) == Text("", "")
    assert origin.rule("löptext: avtackas").en == "running text: “avtackas”"
    assert origin.rule("byte: daterade rader") == Text("byte: daterade rader", "succession: dated rows")
    assert origin.rule("tabell utan rubrikrad: tillika").en == "table without a header row: “tillika”"
    assert origin.rule("något annat").en == "något annat"
    assert origin.rule(origin.GONE.sv) == origin.reason(origin.GONE.sv) == origin.GONE
    assert origin.reason("Fel person") == Text("Fel person", "Fel person")


def test_our_own_tables_are_told_from_other_workbooks(tmp_path: Any) -> None:
    ours = documents.xlsx(tmp_path / "ours.xlsx", {"memberships": [["person", "group", "role"]]})
    other = documents.xlsx(tmp_path / "other.xlsx", {"Ledamöter": documents.ROWS})
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    assert [holds_tables(path) for path in (ours, other, broken)] == [True, False, False]
    assert holds_tables(tmp_path / "memberships.csv")


def test_every_field_of_the_form_has_words_and_a_name_of_its_own() -> None:
    for sort in {**fields.SORTS, **fields.CHANGES}.values():
        for field in sort.fields:
            assert isinstance(fields.LABELS[field], Text)
            assert fields.NAMES[field]
        names = [fields.NAMES[field] for field in sort.fields]
        assert len(set(names)) == len(names)
        assert set(sort.needed) <= set(sort.fields)
