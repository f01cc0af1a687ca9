"""What the invented documents of `tests/extraction` say, by the development set's scorer, and where it stands.

They are minutes, reports, lists, pages, mails and decisions in varied wordings, and documents that only look so.
"""

from pathlib import Path
from typing import Any

import pytest

from loaders.documents import extract, reading
from loaders.documents.output import as_object
from loaders.documents.text.quotes import QuotedText
from tests.support import documents, extraction_set
from tests.support.scoring import KINDS, Score, score

BOUNDS = {"memberships": 0.95, "hosting": 0.95, "successions": 0.95, "attendance": 0.98}
Told = dict[str, tuple[dict[str, Any], str]]
"""By the name of each document: what it says, and its whole text."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("documents")
    result: Told = {}
    for gold in extraction_set.golds():
        document = reading.read(extraction_set.document_of(gold, folder))
        found = extract.extract(document.name, document.blocks, documents.GAZETTEER)
        result[gold.stem] = (as_object(document.name, found), QuotedText(document.blocks).text)
    return result


@pytest.fixture(scope="module")
def report(told: Told) -> Score:
    return score((gold.stem, extraction_set.gold_of(gold), told[gold.stem][0]) for gold in extraction_set.golds())


@pytest.mark.parametrize("kind", BOUNDS)
def test_the_bound_of_each_kind_holds(report: Score, kind: str) -> None:
    assert report.f1(kind) >= BOUNDS[kind], report


def test_documents_without_facts_give_none(report: Score) -> None:
    assert report.invented == 0, report


def test_every_quote_stands_in_its_document_letter_by_letter(told: Told) -> None:
    astray = [
        (name, fact["evidence"])
        for name, (found, text) in told.items()
        for kind in KINDS
        for fact in found[kind]
        if fact["evidence"] not in text
    ]
    assert astray == []


def test_groups_and_bodies_that_the_data_set_knows_have_their_ids(told: Told) -> None:
    (seat,) = (each for each in told["a02"][0]["memberships"] if each["person"] == "Klas Hjärtö")
    assert (seat["group_id"], seat["represents_id"]) == ("npo-tandvard", "region-jonkopings-lan")
    (hosting,) = told["c06"][0]["hosting"]
    assert (hosting["host_id"], hosting["hosted_id"]) == ("sjukvardsregion-sodra", "npo-reumatiska-sjukdomar")
    assert {each.get("group_id") for each in told["a01"][0]["attendance"]} == {None}, "Norra has no such RPO"
    assert {each["group_id"] for each in told["a08"][0]["attendance"]} == {"sks"}


def test_the_three_called_beredningsgrupp_are_told_apart(told: Told) -> None:
    assert {each["person"]: each["group_id"] for each in told["a14"][0]["memberships"]} == {
        "Vilhelm Kautto": "ovrig-inera-beredningsgrupp",
        "Agda Sivertsdotter": "ovrig-inera-beredningsgrupp",
        "Ronny Hoffsten": "beredningsgrupp",
        "Solbritt Lomjansguta": "ovrig-beredningsgruppen-nrf",
        "Eivor Björkdahl-Noor": "ovrig-beredningsgruppen-nrf",
    }


def test_the_day_of_the_meeting_is_kept_apart_from_the_documents(tmp_path: Path) -> None:
    text = "Protokoll RPO tandvård\nMötesdatum: 2024-02-01\nReviderad 2024-02-20\n\nNärvarande: Anna Ekby, Bo Lindalm\n"
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    found = as_object("a.txt", documents.told(path))
    assert (found["document_date"], found["meeting_date"]) == ("2024-02-20", "2024-02-01")
    assert {each["date"] for each in found["attendance"]} == {"2024-02-01"}
