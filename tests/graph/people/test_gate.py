"""What gives a hidden person away in a text, and what is somebody else's name or no name at all."""

import pytest

from graph.people.gate import Gate, Known
from graph.records import Person

SHOWN = [
    Known("karin-rojvall", "person", "Karin Rojvall"),
    Known("erik-ek", "person", "Erik Ek"),
    Known("region-tuna", "region", "Region Tuna"),
]
GATE = Gate(
    [
        Person(id="torgny-rojvall", name="Torgny Erik Rojvall (Togge)"),
        Person(id="p-1", name="Sixten Tuna"),
        Person(id="p-2", name="Bo Ask"),
    ],
    lambda words: SHOWN,
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mötet leddes av Torgny Erik Rojvall (Togge).", "Mötet leddes av […]."),
        ("Rojvalls avgång", "[…] avgång"),
        ("rojvall", "[…]"),
        ("ROJVALL, TORGNY", "[…]"),
        ("TorgnyRojvall.pdf", "[…].pdf"),
        ("rojvallprotokoll.pdf", "[…].pdf"),
        ("Roj\u00advall", "[…]"),
        ("https://x.example/R%C3%B6jvall", "[…]"),
        ("Sixten Tuna talade", "[…] talade"),
        ("Bo Ask", "[…]"),
    ],
)
def test_it_is_left_out(text: str, left: str) -> None:
    assert GATE.text(text) == left


@pytest.mark.parametrize(
    "text",
    ["Karin Rojvall", "Region Tuna", "Tuna beslutade", "Erik tackade", "lägg i en ask", "sedan bo kvar", "i Rojvalla"],
)
def test_it_stays(text: str) -> None:
    assert GATE.text(text) == text


def test_ids_are_replaced_as_a_whole_and_addresses_after_their_host() -> None:
    nameless = GATE.id("protokoll-rojvall-2024")
    assert nameless.startswith("utan-namn-")
    assert GATE.id("protokoll-rojvall-2024;karin-rojvall;region-tuna") == f"{nameless};karin-rojvall;region-tuna"
    assert GATE.address("https://x.example/ordf-torgny-rojvall") == "https://x.example/[…]"
