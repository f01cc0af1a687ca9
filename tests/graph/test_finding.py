"""Finding what a name means: the same steps everywhere, and a bare word of a kind means nothing by itself."""

from collections.abc import Iterator

import pytest

from graph import finding, kinds
from graph.finding import LocalLabels, NotFound, find, organisation_labels, person_labels
from graph.loading.intake import take_in
from graph.port import Label, Store
from graph.records import Name, Organisation, Person
from tests.conftest import EmptyStore
from tests.support.stories import Story

ANY = frozenset(kinds.ORGANISATION_KINDS)
GROUPS = frozenset(name for name, kind in kinds.ORGANISATION_KINDS.items() if kind.group)
HOSTS = frozenset(name for name, kind in kinds.ORGANISATION_KINDS.items() if kind.host)
PERSONS = frozenset({finding.PERSON})


def told() -> Story:
    """Tell of Ankeborg, which lies in Norrmark, and of all who are called almost the same."""
    story = Story()
    for id, name in {
        "sks": "Styrgrupp för kunskapsstyrning",
        "npo-akut-vard": "Nationellt programområde akut vård",
        "rpo-norrmark-akut-vard": "Regionalt programområde akut vård Norrmark",
        "lpo-ankeborg-akut-vard": "LPO akut vård Ankeborg",
        "npo-ogonsjukdomar": "Nationellt programområde ögonsjukdomar",
        "nsg-stod-for-analys": "Nationell samverkansgrupp stöd för analys",
        "nag-sepsis": "Nationell arbetsgrupp sepsis",
        "rag-sepsis": "Regional arbetsgrupp sepsis",
        "sjukvardsregion-norrmark": "Sjukvårdsregion Norrmark",
        "region-ankeborg": "Region Ankeborgs län",
        "region-norrmark": "Region Norrmark",
        "beredningsgrupp": "Nationell beredningsgrupp",
        "ovrig-beredningsgrupp-norrmark": "Norrmarks beredningsgrupp",
        "natverk-akutlakare": "Akut vård i hela landet",
    }.items():
        story.organisation(id, name)
    story.called("rpo-norrmark-akut-vard", "RPO akut vård")
    story.called("region-ankeborg", "RAL", sort="short")
    story.called("beredningsgrupp", "Beredningsgruppen")
    story.called("ovrig-beredningsgrupp-norrmark", "Beredningsgruppen")
    story.called("ovrig-beredningsgrupp-norrmark", "Beredningsgruppen (Norrmark)")
    story.person("anna-oien", "Anna Öien", aliases=["Anna Alm"])
    story.person("anna-oien-2", "Anna Oien")
    story.person("norr", "Norrmark")
    return story


def labels_of(story: Story) -> list[Label]:
    names = story.bundle.of(Name)
    return [
        *(
            label
            for organisation in story.bundle.of(Organisation)
            for label in organisation_labels(
                organisation, [name for name in names if name.organisation == organisation.id]
            )
        ),
        *(label for person in story.bundle.of(Person) for label in person_labels(person, person.id)),
    ]


@pytest.fixture(scope="module")
def known(empty_store: EmptyStore) -> Iterator[Store]:
    with empty_store() as store:
        take_in(store, told().bundle, "test", "the story")
        yield store


def candidates(store: Store, text: str, wanted: frozenset[str] = GROUPS) -> list[str]:
    with pytest.raises(NotFound) as caught:
        find(store.labels, text, wanted)
    return [label.subject for label in caught.value.candidates]


# ---- the steps


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("npo-akut-vard", "npo-akut-vard"),
        (" npo-akut-vard ", "npo-akut-vard"),
        ("Nationellt programområde akut vård", "npo-akut-vard"),
        ("nationellt  programområde AKUT VÅRD", "npo-akut-vard"),
        ("NPO akut vård", "npo-akut-vard"),
        ("RPO akut vård", "rpo-norrmark-akut-vard"),
        ("RAL", "region-ankeborg"),
        ("ral", "region-ankeborg"),
        ("akut vård", "npo-akut-vard"),
        ("Akut-vård", "npo-akut-vard"),
        ("akut vard", "npo-akut-vard"),
        ("stöd för analys", "nsg-stod-for-analys"),
        ("Ankeborgs län", "region-ankeborg"),
        ("ögon", "npo-ogonsjukdomar"),
        ("ogonsj", "npo-ogonsjukdomar"),
    ],
)
def test_a_name_means_one_group(known: Store, text: str, means: str) -> None:
    assert find(known.labels, text, GROUPS).subject == means


@pytest.mark.parametrize(
    "text", ["", " ", "…", "skvader", "akutt vård", "pogonsjukdomar", "%", "_", "' OR 1=1 --", "\x00"]
)
def test_what_nothing_is_called_is_not_found_and_has_no_candidates(known: Store, text: str) -> None:
    assert candidates(known, text) == []


def test_an_id_goes_before_a_name(empty_store: EmptyStore) -> None:
    story = told()
    story.called("nag-sepsis", "npo-ogonsjukdomar")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "the story")

        assert find(store.labels, "npo-ogonsjukdomar", GROUPS).subject == "npo-ogonsjukdomar"


def test_an_exact_name_goes_before_the_bare_one_whatever_its_level(known: Store) -> None:
    assert find(known.labels, "RPO akut vård", GROUPS).subject == "rpo-norrmark-akut-vard"
    assert find(known.labels, "Region Norrmark", GROUPS).subject == "region-norrmark"


def test_a_bare_name_goes_before_a_beginning_whatever_its_level(known: Store) -> None:
    assert find(known.labels, "akut vård Ankeborg", GROUPS).subject == "lpo-ankeborg-akut-vard"
    assert find(known.labels, "akut vård", GROUPS).subject != "natverk-akutlakare"


def test_a_name_that_says_its_kind_never_means_a_group_of_another_kind(known: Store) -> None:
    assert find(known.labels, "LPO akut vård", GROUPS).subject == "lpo-ankeborg-akut-vard"
    assert find(known.labels, "Regional arbetsgrupp sepsis", GROUPS).subject == "rag-sepsis"
    assert candidates(known, "RPO ögonsjukdomar") == []
    assert candidates(known, "Regionalt programområde ögonsjukdomar") == []


# ---- several hits


def test_of_several_those_count_that_the_parameter_can_mean(known: Store) -> None:
    assert find(known.labels, "Norrmark", PERSONS).subject == "norr"
    assert find(known.labels, "Norrmark", frozenset({"region"})).subject == "region-norrmark"


def test_of_several_the_highest_level_is_meant(known: Store) -> None:
    assert find(known.labels, "Norrmark", HOSTS).subject == "sjukvardsregion-norrmark"
    assert find(known.labels, "sepsis", GROUPS).subject == "nag-sepsis"


def test_several_on_one_level_are_the_candidates_each_once_and_the_likeliest_first(known: Store) -> None:
    assert candidates(known, "n", frozenset({"npo", "nag", "nsg", "natverk"})) == []
    assert candidates(known, "anna", PERSONS) == ["anna-oien", "anna-oien-2"]


def test_the_highest_level_is_meant_also_when_hundreds_begin_alike(empty_store: EmptyStore) -> None:
    story = Story()
    for number in range(250):
        story.organisation(f"lpo-{number}", f"LPO akut {number}")
    story.organisation("npo-akuten", "NPO akuten")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "the story")

        assert find(store.labels, "akut", GROUPS).subject == "npo-akuten"


def test_what_is_told_about_candidates_names_them(known: Store) -> None:
    with pytest.raises(NotFound) as caught:
        find(known.labels, "anna", PERSONS)

    for text in caught.value.text:
        assert "anna-oien" in text
        assert "Anna Oien" in text
    assert str(caught.value) == "anna"


def test_a_candidate_is_told_by_the_name_that_says_most(known: Store) -> None:
    with pytest.raises(NotFound) as caught:
        find(known.labels, "Beredningsgruppen", frozenset({"beredningsgrupp", "ovrig"}))

    assert {label.subject: label.text for label in caught.value.candidates} == {
        "beredningsgrupp": "Beredningsgruppen",
        "ovrig-beredningsgrupp-norrmark": "Beredningsgruppen (Norrmark)",
    }


def test_whoever_is_not_found_is_told_how_to_search(known: Store) -> None:
    with pytest.raises(NotFound) as caught:
        find(known.labels, "skvader", ANY)

    for text in caught.value.text:
        assert "skvader" in text
        assert "styrgraf ask search" in text


def test_a_person_is_found_by_every_spelling(known: Store) -> None:
    assert find(known.labels, "Anna Öien", PERSONS).subject == "anna-oien"
    assert find(known.labels, "anna alm", PERSONS).subject == "anna-oien"
    assert find(known.labels, "Anna Oien", PERSONS).subject == "anna-oien-2"


# ---- bare words of a kind


@pytest.mark.parametrize("text", ["Beredningsgruppen", "beredningsgruppen", "BEREDNINGSGRUPPEN", "beredningsgruppen."])
def test_the_bare_word_is_answered_with_all_who_are_called_so_on_every_level(known: Store, text: str) -> None:
    assert candidates(known, text) == ["beredningsgrupp", "ovrig-beredningsgrupp-norrmark"]


@pytest.mark.parametrize("text", ["Beredningsgruppen", "beredningsgruppen", "beredningsgruppen."])
def test_the_bare_word_is_never_matched_even_when_only_one_is_called_so(empty_store: EmptyStore, text: str) -> None:
    story = Story()
    story.organisation("beredningsgrupp", "Nationell beredningsgrupp")
    story.called("beredningsgrupp", "Beredningsgruppen")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "the story")

        assert candidates(store, text) == ["beredningsgrupp"]
        assert find(store.labels, "Nationell beredningsgrupp", GROUPS).subject == "beredningsgrupp"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("beredningsgrupp", True),
        ("Beredningsgruppen", True),
        ("styrgruppen", True),
        ("Ledningsgruppen", True),
        ("nämnden", True),
        ("nätverket", True),
        ("regionen", True),
        ("SKS beredningsgrupp", False),
        ("Norrmarks beredningsgrupp", False),
        ("Region Norrmark", False),
        ("akut vård", False),
        ("", False),
    ],
)
def test_a_bare_word_is_that_of_a_kind_and_nothing_else(text: str, bare: bool) -> None:
    assert finding.generic(text) == bare


# ---- names that leave out the body


@pytest.fixture(scope="module")
def bodies(empty_store: EmptyStore) -> Iterator[Store]:
    with empty_store() as store:
        take_in(store, with_bodies().bundle, "test", "the story")
        yield store


def with_bodies() -> Story:
    """Tell of groups that several sjukvårdsregioner have, one of which bears the short name as an alias."""
    story = Story()
    for id, name in {
        "sjukvardsregion-norrmark": "Sjukvårdsregion Norrmark",
        "sjukvardsregion-ostra": "Östra sjukvårdsregionen",
        "region-ankeborg": "Region Ankeborg",
        "npo-levnadsvanor": "Nationellt programområde levnadsvanor",
        "rpo-norrmark-levnadsvanor": "RPO levnadsvanor, Sjukvårdsregion Norrmark",
        "rpo-ostra-levnadsvanor": "RPO levnadsvanor, Östra sjukvårdsregionen",
        "rpo-ostra-akut": "RPO akut, Östra sjukvårdsregionen",
        "lpo-ankeborg-levnadsvanor": "LPO levnadsvanor, Region Ankeborg",
        "namnd-norrmark": "Samverkansnämnden, Sjukvårdsregion Norrmark",
        "namnd-ostra": "Samverkansnämnden Östra sjukvårdsregionen",
        "ledningsgrupp-ostra": "Vårdledningen i Östra sjukvårdsregionen",
        "ovrig-au-norrmark": "Samverkansnämndens arbetsutskott, Norrmark",
        "ovrig-au-ostra": "Vårdledningens arbetsutskott",
        "ovrig-ab": "Svenska Vårdledningens arbetsutskott",
    }.items():
        story.organisation(id, name)
    story.called("npo-levnadsvanor", "Levnadsvanor")
    story.called("rpo-norrmark-levnadsvanor", "Sjukvårdsregionalt programområde Levnadsvanor")
    story.called("namnd-norrmark", "Samverkansnämnden")
    story.called("ledningsgrupp-ostra", "Vårdledningen")
    story.called("ledningsgrupp-ostra", "VL", sort="short")
    story.called("ovrig-au-norrmark", "Arbetsutskottet")
    return story


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("RPO levnadsvanor", {"rpo-norrmark-levnadsvanor", "rpo-ostra-levnadsvanor"}),
        ("Sjukvårdsregionalt programområde levnadsvanor", {"rpo-norrmark-levnadsvanor", "rpo-ostra-levnadsvanor"}),
        ("samverkansnämnden", {"namnd-norrmark", "namnd-ostra"}),
        ("Samverkansnämnd", {"namnd-norrmark", "namnd-ostra"}),
        ("arbetsutskottet", {"ovrig-au-norrmark", "ovrig-au-ostra"}),
        ("Arbetsutskott", {"ovrig-au-norrmark", "ovrig-au-ostra"}),
        ("RPO Östra", {"rpo-ostra-levnadsvanor", "rpo-ostra-akut"}),
    ],
)
def test_a_name_without_its_body_means_all_that_are_called_so_even_when_one_bears_it_as_an_alias(
    bodies: Store, text: str, means: set[str]
) -> None:
    assert set(candidates(bodies, text)) == means
    with pytest.raises(NotFound) as caught:
        find(LocalLabels(labels_of(with_bodies())), text, GROUPS)
    assert {label.subject for label in caught.value.candidates} == means


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("levnadsvanor", "npo-levnadsvanor"),
        ("RPO levnadsvanor Östra", "rpo-ostra-levnadsvanor"),
        ("RPO levnadsvanor, Sjukvårdsregion Norrmark", "rpo-norrmark-levnadsvanor"),
        ("Östra RPO levnadsvanor", "rpo-ostra-levnadsvanor"),
        ("RPO Norrmark levnadsvanor", "rpo-norrmark-levnadsvanor"),
        ("levnadsvanor LPO Ankeborg", "lpo-ankeborg-levnadsvanor"),
        ("VL Östra", "ledningsgrupp-ostra"),
        ("Östra VL", "ledningsgrupp-ostra"),
        ("VL i Östra sjukvårdsregionen", "ledningsgrupp-ostra"),
        ("Norrmarks samverkansnämnd", "namnd-norrmark"),
        ("Samverkansnämnden i Norrmark", "namnd-norrmark"),
        ("ledningsgruppen Östra", "ledningsgrupp-ostra"),
        ("Norrmark", "sjukvardsregion-norrmark"),
        ("Östra sjukvårdsregionen", "sjukvardsregion-ostra"),
    ],
)
def test_kind_or_short_name_and_body_name_a_group_in_any_order(bodies: Store, text: str, means: str) -> None:
    assert find(bodies.labels, text, GROUPS).subject == means
    assert find(LocalLabels(labels_of(with_bodies())), text, GROUPS).subject == means


@pytest.mark.parametrize("text", ["VL Norrmark", "RPO akut Norrmark", "Östra skvader", "RSG Östra", "Norrmark Östra"])
def test_a_body_that_has_no_such_group_has_none(bodies: Store, text: str) -> None:
    assert candidates(bodies, text) == []


def test_candidates_are_told_by_the_names_that_say_which_body(bodies: Store) -> None:
    with pytest.raises(NotFound) as caught:
        find(bodies.labels, "arbetsutskottet", GROUPS)

    assert [label.text for label in caught.value.candidates] == [
        "Vårdledningens arbetsutskott",
        "Samverkansnämndens arbetsutskott, Norrmark",
    ]


# ---- names in a load are found as those in a store


@pytest.mark.parametrize(
    "text",
    [
        "npo-akut-vard",
        "NPO akut vård",
        "akut vård",
        "RPO akut vård",
        "RAL",
        "Norrmark",
        "sepsis",
        "Ankeborgs län",
        "Beredningsgruppen",
    ],
)
def test_a_load_finds_what_a_store_finds(known: Store, text: str) -> None:
    def found(lookup: finding.Lookup) -> list[str]:
        try:
            return [find(lookup, text, GROUPS).subject]
        except NotFound as error:
            return [label.subject for label in error.candidates]

    assert found(LocalLabels(labels_of(told()))) == found(known.labels)


# ---- what is shown


@pytest.mark.parametrize(
    ("id", "name", "shown"),
    [
        ("npo-akut-vard", "Nationellt programområde akut vård", "NPO akut vård"),
        ("nsg-analys", "Nationell samverkansgrupp stöd för analys", "NSG stöd för analys"),
        ("rpo-norr-akut", "Regionalt programområde akut vård", "RPO akut vård"),
        ("rcc-norr", "Regionalt cancercentrum Norr", "RCC Norr"),
        ("npo-barn", "NPO barn", "NPO barn"),
        ("npo-barn", "Nationellt programområdesråd", "Nationellt programområdesråd"),
        ("sks", "Styrgrupp för kunskapsstyrning", "Styrgrupp för kunskapsstyrning"),
    ],
)
def test_the_long_beginning_of_a_name_is_shown_short(id: str, name: str, shown: str) -> None:
    organisation = Organisation(id=id, kind=id.partition("-")[0], name=name)

    assert finding.short_label(organisation) == shown


def test_a_group_is_found_by_its_full_name_its_short_form_and_its_other_names_each_once() -> None:
    group = Organisation(id="npo-akut-vard", kind="npo", name="Nationellt programområde akut vård")
    others = [Name(organisation=group.id, text=text) for text in ("Akuten", "NPO akut vård", "Akuten")]

    assert [label.text for label in organisation_labels(group, others)] == [
        "NPO akut vård",
        "Nationellt programområde akut vård",
        "Akuten",
    ]
    assert {label.level for label in organisation_labels(group, others)} == {1}
