"""The page for a question of one's own, as people read it."""

import re
from collections.abc import Callable

import pytest

from graph.port import Store
from graph.stores.addresses import VARIABLE as STORE
from queries.asking import own
from tests.views.test_pages import FAILED, html, opened, shows

__all__ = ["shows"]


def test_the_page_says_what_can_be_asked_and_shows_ten_examples(shows: Callable[..., str]) -> None:
    shown = shows("egen")
    assert "Skriv en fråga i SQL. Den kan bara läsa, får ta 10 sekunder" in shown
    assert "organisations id, kind, name, status" in shown
    for example in own.examples("sql"):
        assert example.title.sv in shown


def test_an_answer_is_a_table_with_links_and_files(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    app = opened("egen", egen="SELECT id,\r\n name FROM organisations WHERE id = 'npo-akut-vard'")
    assert '<a href="./grupp?id=npo-akut-vard" target="_self">npo-akut-vard</a>' in html(app)
    assert "Nationellt programområde akut vård" in html(app)
    assert [button.proto.label for button in app.get("download_button")] == [
        "Ladda ner som Excel",
        "som CSV",
        "som JSON",
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("SELECT nmae\r\nFROM persons", "Rad 1, tecken 8: Kolumnen nmae finns inte."),
        ("SELECT *\r\nFROM sqlite_master", "Tabellen sqlite_master går inte att läsa"),
        ("DROP TABLE persons", "den ska börja med SELECT, WITH eller VALUES"),
        ("SELECT 1 WHERE 0", "Frågan gav inga rader."),
        ("SELECT '" + "x" * 20_001 + "'", "Frågan är för lång"),
        ("</textarea><script>alert(1)</script>", "den ska börja med SELECT"),
    ],
)
def test_what_cannot_be_answered_is_told_plainly(question: str, said: str, shows: Callable[..., str]) -> None:
    shown = shows("egen", egen=question)
    assert said in shown
    assert FAILED not in shown


def test_what_an_answer_holds_stays_text(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    shown = html(opened("egen", egen="SELECT '<script>alert(1)</script>' AS \"<img src=x onerror=alert(2)>\""))
    assert "<script" not in shown
    assert "<img src=x" not in shown


def test_more_rows_than_allowed_are_cut_and_the_page_says_so(shows: Callable[..., str]) -> None:
    shown = shows("egen", egen="SELECT a.id FROM evidence a, evidence b")
    assert "Frågan ger fler rader än så" in shows("egen", egen="SELECT a.key FROM evidence a, evidence b")
    assert "Kolumnen a.id finns inte" in shown


@pytest.mark.parametrize("example", own.examples("sql"), ids=lambda example: example.name)
def test_every_example_is_answered_on_the_page(example: own.Example, shows: Callable[..., str]) -> None:
    shown = shows("egen", egen=example.text)
    assert re.search(r"Svar \d", shown)
    assert FAILED not in shown
