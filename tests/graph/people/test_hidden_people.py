"""Who is not to be shown: hidden in every answer from both kinds of store, and shown again when that is undone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.bundle import Bundle
from graph.finding import NotFound
from graph.loading.intake import take_in
from graph.names import fold
from graph.people.extract import extract
from graph.people.hiding import is_hidden, without_hidden
from graph.port import Store
from graph.records import Evidence, Membership, Organisation, Person, Source
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.here import PROJECT
from tests.support.stories import Story

DAY = "2024-06-19"


def story() -> Story:
    told = Story()
    told.add(Source(id="notis-2024", title="Musse Pigg tar över", date="2024-05-01"))
    told.person("musse", "Musse Pigg")
    told.person("musse-2", "M Pigg")
    told.person("kajsa", "Kajsa Anka")
    told.person("musse-3", "Musse Pigg")
    told.judges("musse-2", "musse")
    told.organisation("npo-kvack", "Nationellt programområde kvack")
    told.organisation("npo-pip", "Nationellt programområde pip")
    told.sits("musse", "npo-kvack", "ordförande", seen="notis-2024", represents=["region-ankeborg"])
    told.sits("musse-2", "npo-pip", seen="2024-05-01")
    told.sits("kajsa", "npo-kvack", seen="notis-2024", succeeds="musse")
    told.sits("musse-3", "npo-pip", "ersättare", seen="2024-05-01")
    return told


@pytest.fixture
def store(empty_store: EmptyStore) -> Iterator[Store]:
    with empty_store() as made:
        take_in(made, story().bundle, "test", "story")
        yield made


def set_visibility(store: Store, visibility: str, *, insist: bool = True) -> None:
    people = store.fetch(Person, ["musse", "musse-2"]).values()
    changed = Bundle(each.model_copy(update={"visibility": visibility}) for each in people)
    take_in(store, changed, "test", "visibility", insist=insist)


def asked(store: Store, name: str, **given: str) -> list[object]:
    return asking.ask(without_hidden(store), name, given, DAY).rows


def everything(store: Store) -> str:
    """Return what all questions answer about the whole story, as folded words."""
    found = []
    for name in asking.names():
        query = asking.query(name)
        for subject in ("npo-kvack", "npo-pip", "region-ankeborg", "kajsa"):
            given = {parameter.name: subject for parameter in query.parameters if parameter.required}
            given |= {"since": "2020-01-01"} if any(each.name == "since" for each in query.parameters) else {}
            try:
                found += asking.ask(without_hidden(store), name, given, DAY).rows
            except (NotFound, asking.WrongUse):
                continue
    return f" {fold(str(found))} "


@pytest.mark.both_stores
def test_a_hidden_person_is_named_in_no_answer_and_the_seat_stays(store: Store) -> None:
    assert " pigg " in everything(store)
    set_visibility(store, "suppressed")
    answers = everything(store)
    assert " musse " not in answers.replace(" musse 3 ", " ").replace(" musse pigg ", " ")
    assert " m pigg " not in answers
    (chair, other) = asking.ask(without_hidden(store), "members", {"group": "npo-kvack"}, DAY).rows
    assert (chair.person, chair.role, chair.body_id) == ("dold person", "ordförande", "region-ankeborg")
    assert is_hidden(chair.person_id)
    assert other.person == "Kajsa Anka"


@pytest.mark.both_stores
def test_no_name_and_no_id_finds_a_hidden_person_but_a_namesake_is_found(store: Store) -> None:
    set_visibility(store, "suppressed")
    found = [
        row
        for text in ("Musse Pigg", "pigg", "musse", "musse-2", "Muse Pig")
        for row in asked(store, "search", text=text)
    ]
    assert {getattr(row, "id", None) for row in found} == {"musse-3"}
    for name in ("musse-2", "M Pigg", "dold person"):
        with pytest.raises(NotFound):
            asked(store, "assignments", person=name)


@pytest.mark.both_stores
def test_records_and_texts_tell_nothing_of_a_hidden_person(store: Store) -> None:
    set_visibility(store, "suppressed")
    shown = without_hidden(store)
    assert [each.id for each in shown.every(Person)] == ["dold-person-1", "dold-person-2", "kajsa", "musse-3"]
    assert shown.fetch(Person, ["musse", "dold-person-1"]).keys() == {"dold-person-1"}
    assert shown.fetch(Source, ["notis-2024"])["notis-2024"].title == "[…] tar över"
    seats = {each.key: each for each in shown.every(Membership)}
    for each in shown.every(Evidence):
        assert each.kind != Membership.table or each.record in seats
    assert [line for line in shown.history() if "musse" in line.record and "musse-3" not in line.record] == []


@pytest.mark.both_stores
def test_hiding_is_undone_by_an_act_of_its_own_and_never_by_a_load(store: Store) -> None:
    set_visibility(store, "suppressed")
    take_in(store, story().bundle, "test", "story again")
    renamed = Person(id="musse", name="Musse Pigg", aliases=("Mickey",))
    take_in(store, Bundle([renamed]), "test", "a new alias")
    assert store.fetch(Person, ["musse"])["musse"].visibility == "suppressed"
    set_visibility(store, "public")
    assert without_hidden(store) is store
    assert [line.who for line in store.history("persons", "musse-2")] == ["test"] * 3


@pytest.mark.both_stores
def test_an_extract_holds_all_that_is_stored_about_a_person(store: Store) -> None:
    set_visibility(store, "suppressed")
    found = extract(store, "musse")
    assert {each.key for each in found.records if isinstance(each, Person)} == {"musse", "musse-2"}
    assert {each.group for each in found.records if isinstance(each, Membership)} == {"npo-kvack", "npo-pip"}
    assert {"notis-2024", "2024-05-01"} <= found.sources.keys()
    assert {each.key for each in found.mentions if isinstance(each, Membership | Organisation)} != set()
    assert found.journal


def run(store: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "cli.py"), *arguments, "--store", f"sqlite:///{store}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_the_terminal_extracts_hides_and_shows_again(tmp_path: Path) -> None:
    from graph.stores.sqlite.store import SqliteStore

    place = tmp_path / "story.db"
    made = SqliteStore(place, create=True)
    take_in(made, story().bundle, "test", "story")
    made.close()
    told = json.loads(run(place, "person", "extract", "musse", "--format", "json").stdout)
    assert told["person"] == ["musse", "musse-2"]
    assert "Musse Pigg tar över" in run(place, "person", "extract", "M Pigg").stdout
    assert "visas inte" in run(place, "person", "suppress", "musse").stderr
    assert "som förut" in run(place, "person", "suppress", "musse").stderr
    members = run(place, "ask", "members", "--group", "npo-kvack").stdout
    assert "dold person" in members
    assert "Pigg" not in members
    assert "Musse Pigg" in run(place, "person", "extract", "musse").stdout
    assert run(place, "person", "suppress", "musse", "--undo").returncode == 0
    assert "M Pigg" in run(place, "ask", "members", "--group", "npo-kvack").stdout
    assert run(place, "person", "extract", "nobody").returncode == 2
