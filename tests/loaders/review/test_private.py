"""The queue takes in nothing that reaches a person, whoever writes it and wherever."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.port import Store
from graph.records import Document, Proposal
from loaders.documents.mentions.gazetteer import labels_from_store
from loaders.documents.workshop import Workshop
from loaders.review import deciding, entering
from loaders.review.proposing import propose
from loaders.review.refusing import ReviewError
from tests.support.looking import everything
from tests.support.stories import GROUP, ankeborg, load

ME = "Åsa Granskare"
SEAT = {"group": GROUP, "role": "ledamot", "person": "Cecilia Dal"}
PRIVATE = ["850712\u20119800", "cecilia.dal (at) region.se", "070.123.45.67"]


@pytest.fixture
def filled(store: Store) -> Store:
    load(store, ankeborg())
    return store


def queued(store: Store) -> Proposal:
    return entering.enter(store, "membership", [("memberships", SEAT)], ME)


def _by_cell(store: Store, private: str) -> None:
    entering.enter(store, "membership", [("memberships", {**SEAT, "person": f"Cecilia Dal {private}"})], ME)


def _by_source(store: Store, private: str) -> None:
    entering.enter(store, "membership", [("memberships", SEAT)], ME, entering.Stated(f"Samtal med {private}"))


def _by_quote(store: Store, private: str) -> None:
    entering.enter(store, "membership", [("memberships", SEAT)], ME, entering.Stated("Samtal", quote=private))


def _by_edit(store: Store, private: str) -> None:
    deciding.edit(store, queued(store).id, {"title": f"enhetschef, {private}"}, ME)


def _by_reason(store: Store, private: str) -> None:
    deciding.reject(store, [queued(store).id], f"Ring {private}.", ME)


def _by_document(store: Store, private: str) -> None:
    deciding.redate(store, queued(store).document, {"publisher": private}, ME)


@pytest.mark.both_stores
@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("way", [_by_cell, _by_source, _by_quote, _by_edit, _by_reason, _by_document])
def test_what_reaches_a_person_is_refused_with_its_column_and_never_repeated(
    filled: Store, way: Callable[[Store, str], None], private: str
) -> None:
    with pytest.raises(ReviewError) as refused:
        way(filled, private)
    assert "offentliga roller" in refused.value.text.sv
    assert private not in refused.value.text.sv + refused.value.text.en
    assert private not in f"{everything(filled)}"


@pytest.mark.both_stores
def test_who_tells_may_be_known_by_a_mail_address_but_no_title_shows_it(filled: Store) -> None:
    made = entering.enter(filled, "membership", [("memberships", SEAT)], "asa.granskare@region.se")
    told = filled.fetch(Document, [made.document])[made.document]
    assert told.title.startswith("Uppgift från [borttaget]")
    assert "granskare" not in f"{told}"


def test_a_document_leaves_no_personal_number_of_its_name_or_its_text(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "Intyg 850712-9800.txt"
    path.write_text("NPO Ett\n\nLedamöter\nCecilia Dal, Region Norrmark, 850712 9800\n", "utf-8")
    with Workshop(labels_from_store(filled)) as workshop:
        told = propose(filled, workshop, path, ME)
    assert told.document.file == "Intyg [borttaget].txt"
    told_everywhere = f"{everything(filled)} {list(filled.loads())}"
    assert not [part for part in ("850712", "9800") if part in told_everywhere]
