"""Names of groups and bodies in texts: by whatever the data set or the store holds, and by the kinds' words."""

import shutil
from pathlib import Path

import pytest

from graph.port import Store
from loaders.documents.mentions.gazetteer import Gazetteer, labels_from_data, labels_from_store
from tests.support import documents
from tests.support.documents import GAZETTEER


def _found(text: str) -> list[str]:
    return [each.name for each in GAZETTEER.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NPO akut vård", "NPO akut vård"),
        ("Nationellt programområde akut vård", "NPO akut vård"),
        ("nationella programområdet för akut vård", "NPO akut vård"),
        ("NPO akut vårds ledamöter", "NPO akut vård"),
        ("NPO hjärta- och kärlsjukdomar", "NPO hjärt- och kärlsjukdomar"),
        ("NPO Öron-, näsa-\noch halssjukdomar", "NPO öron-, näs- och halssjukdomar"),
        ("NPO kvinnosjukdommar och förlosning", "NPO kvinnosjukdomar och förlossning"),
        ("NPO äldres hälsa", "NPO äldres hälsa och palliativ vård"),
        ("NAG migrän i Norden", "NAG migrän"),
        ("Regional samverkansgrupp patientsäkerhet", "RSG patientsäkerhet"),
        ("RSG läkemedel", "RSG läkemedel"),
        ("Region Kalmar läns", "Region Kalmar län"),
        ("RKL", "Region Kalmar län"),
        ("Landstinget Kronoberg", "Region Kronoberg"),
        ("Uppsala-Örebro sjukvårdsregion", "Sjukvårdsregion Mellansverige"),
        ("sjukvårdsregion Mellansveriges", "Sjukvårdsregion Mellansverige"),
        ("Sydöstra sjukvårdsregionens", "Sydöstra sjukvårdsregionen"),
    ],
)
def test_a_name_is_known_in_every_spelling_by_todays_name(text: str, name: str) -> None:
    assert _found(text)[:1] == [name]


@pytest.mark.parametrize(
    "text", ["npo-rapporter", "NPO-rapporter och indikatorer", "nationella programområden (NPO)", "rn", "ld"]
)
def test_words_that_only_look_like_names_are_none(text: str) -> None:
    assert _found(text) == []


def test_an_organisation_added_to_the_data_is_recognised_without_new_code(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(documents.DATA, folder)
    with (folder / "organisations.csv").open("a", encoding="utf-8") as file:
        file.write("npo-rymdmedicin,npo,Nationellt programområde rymdmedicin,,,\n")
        file.write("ovrig-manradet,ovrig,Svenska månrådet,,,\n")
    with (folder / "names.csv").open("a", encoding="utf-8") as file:
        file.write("npo-rymdmedicin,Astronautvård,alias,,\n")
    text = "Anna Ekby i NPO astronautvård och Bo Lindalm i Svenska månrådet"
    assert [each.organisation for each in GAZETTEER.find(text)] == [None]
    added = Gazetteer(labels_from_data(folder)).find(text)
    assert [(each.organisation, each.name) for each in added] == [
        ("npo-rymdmedicin", "NPO rymdmedicin"),
        ("ovrig-manradet", "Svenska månrådet"),
    ]


def test_the_store_and_the_data_set_give_the_same_names(real_store: Store) -> None:
    stored = {(each.organisation, each.text) for each in labels_from_store(real_store)}
    assert stored == {(each.organisation, each.text) for each in labels_from_data(documents.DATA)}
