"""Files without people: no person, no membership, no name of a person anywhere; the suppressed stay out always."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest

from graph.bundle import Bundle
from graph.exports.data.records_of import behind
from graph.exports.omissions import Omissions
from graph.exports.subject import Subject
from graph.loading.intake import take_in
from graph.names import fold
from graph.people.names_in_texts import LEFT_OUT
from graph.port import Store
from graph.records import Evidence, Judgement, Listing, Membership, Organisation, Person, Source
from tests.conftest import EmptyStore
from tests.support.export_story import FORMATS, FORMULA, GROUP, everything, story, subject, written
from tests.support.stories import Story


def texts(name: str, about: Subject) -> Iterator[str]:
    """Yield everything that a reader of the export can see, as text; iCalendar unfolded."""
    for content in everything(name, about):
        if name != "xlsx":
            yield content.decode().replace("\r\n ", "")
            continue
        with ZipFile(BytesIO(content)) as workbook:
            for part in workbook.namelist():
                yield part
                yield workbook.read(part).decode()


def words(text: str) -> str:
    """Return a text as folded words with blanks around them, XML entities undone."""
    return f" {fold(re.sub('&(amp|lt|gt|quot);|#[0-9]+;', ' ', text))} "


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("scope", ["system", GROUP, "sjukvardsregion-ankeborg", "kajsa"])
def test_no_person_of_the_story_is_in_the_file(told: Store, name: str, scope: str) -> None:
    content = " ".join(map(words, texts(name, subject(told, scope, without_people=True))))
    for person in told.every(Person):
        for called in (person.id, person.name, *person.aliases):
            if called != FORMULA:
                assert words(called) not in content, f"{called} in {name} of {scope}"


@pytest.mark.parametrize("name", FORMATS)
def test_with_people_they_are_there(told: Store, name: str) -> None:
    """Else the test above would be content with nothing."""
    assert words("Musse Pigg") in " ".join(map(words, texts(name, subject(told))))


@pytest.mark.parametrize("scope", ["system", "npo-psykisk-halsa", "sjukvardsregion-mellansverige"])
@pytest.mark.parametrize("name", FORMATS)
def test_no_person_of_the_real_data_is_in_the_file(real_store: Store, name: str, scope: str) -> None:
    content = " ".join(map(words, texts(name, subject(real_store, scope, without_people=True))))
    found = [
        called
        for person in real_store.every(Person)
        for called in (person.id, person.name, *person.aliases)
        if words(called) in content
    ]
    assert not found


def test_sources_that_bear_a_name_get_another(real_store: Store) -> None:
    sources = behind(subject(real_store, "system", without_people=True)).of(Source)
    for surname in ("rojvall", "thor", "lundmark", "jansson"):
        assert not [source for source in sources if f" {surname} " in words(source.id + " " + source.title)]
        assert not [source for source in sources if surname in (source.address or "")]
    ids = {source.id for source in sources}
    assert {e.source for e in behind(subject(real_store, "system", without_people=True)).of(Evidence)} <= ids


@pytest.mark.parametrize("model", [Person, Membership, Listing, Judgement])
def test_no_record_of_people_is_left(told: Store, model: type[Person]) -> None:
    assert behind(subject(told, "system")).of(model)
    assert not behind(subject(told, "system", without_people=True)).of(model)


def test_the_rest_of_the_records_is_as_it_was(told: Store) -> None:
    whole, rest = (behind(subject(told, "system", without_people=each)) for each in (False, True))
    assert rest.of(Organisation) == whole.of(Organisation)
    assert {(e.kind, e.record) for e in rest.of(Evidence)} == {
        (e.kind, e.record) for e in whole.of(Evidence) if e.kind != "memberships"
    }
    assert not [e for e in rest.of(Evidence) if e.note or e.quote or e.person_name]


@pytest.mark.parametrize("name", FORMATS)
def test_a_person_without_people_is_an_empty_file(told: Store, name: str) -> None:
    content = "".join(texts(name, subject(told, "musse-pigg", without_people=True)))
    assert "simfot" not in content
    assert "musse" not in content


@pytest.mark.parametrize("name", FORMATS)
def test_a_body_that_only_people_tie_to_the_group_goes_with_them(told: Store, name: str) -> None:
    """That the directors' network stands in the file of a group would tell on whose behalf somebody sits there."""
    assert "direktorernas natverk" in words("".join(texts(name, subject(told))))
    assert "direktorernas natverk" not in words("".join(texts(name, subject(told, without_people=True))))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("scope", ["system", "npo-kvack", "musse"])
def test_a_suppressed_person_is_in_no_file(empty_store: EmptyStore, name: str, scope: str) -> None:
    """Nor is whoever was judged to be the same person, nor the name in a headline or a note."""
    with empty_store() as store:
        told = Story()
        told.add(Source(id="musse-pigg-2024", title="Musse Pigg tar över", address="https://x.example/musse-pigg"))
        told.add(Person(id="musse", name="Musse Pigg", visibility="suppressed"))
        told.person("musse-2", "M Pigg")
        told.person("kajsa", "Kajsa Anka")
        told.judges("musse-2", "musse")
        told.organisation("npo-kvack", "Nationellt programområde kvack")
        told.sits("musse", "npo-kvack", seen="musse-pigg-2024", until="2027")
        told.sits("musse-2", "npo-kvack", "ersättare", seen="2024", until="2027")
        told.sits("kajsa", "npo-kvack", seen="musse-pigg-2024", until="2027", succeeds="musse")
        told.hosts("sjukvardsregion-a", "npo-kvack", seen="musse-pigg-2024")
        take_in(store, told.bundle, "test", "story")
        content = words("".join(texts(name, subject(store, scope))))
    assert "musse" not in content
    assert "pigg" not in content
    if scope == "npo-kvack":
        assert "kajsa" in content


def test_a_name_is_found_however_it_is_written(told: Store) -> None:
    omissions = Omissions(told, without_people=True)
    for text in ("Musse Pigg", "Pigg, Musse", "MUSSE PIGGS bok", "mussé-pigg", "M. Pigg", "se musse_pigg.pdf"):
        assert LEFT_OUT in omissions.text(text), text
    for text in ("Pigga möss", "Musse", "Mussepigg"):
        assert omissions.text(text) == text


def test_nothing_is_changed_when_nobody_is_left_out(told: Store) -> None:
    omissions = Omissions(told, without_people=False)
    assert omissions.text("Musse Pigg") == "Musse Pigg"
    assert omissions.source("protokoll-kajsa") == "protokoll-kajsa"
    assert list(omissions.shown(story().bundle)) == list(story().bundle)


def test_who_is_left_out_is_read_anew_after_every_load(empty_store: EmptyStore) -> None:
    told = story()
    with empty_store() as store:
        take_in(store, told.bundle, "test", "story")
        assert "Kajsa" in written("svg", subject(store)).decode()
        kajsa = store.fetch(Person, ["kajsa"])["kajsa"]
        take_in(store, Bundle([kajsa.model_copy(update={"visibility": "suppressed"})]), "test", "suppress")
        assert "Kajsa" not in written("svg", subject(store)).decode()
