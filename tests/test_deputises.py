"""Whose ersättare somebody is (`Membership.deputises`): one new field, from tables and documents to every answer."""

import csv
import io
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from graph.bundle import Bundle
from graph.exports.formats import site
from graph.loading.intake import take_in
from graph.loading.undoing import undo_load
from graph.people.hiding import HIDDEN, is_hidden, without_hidden
from graph.port import Store
from graph.records import Evidence, Membership, Person
from graph.stores.sqlite import schema
from graph.stores.sqlite.store import SqliteStore
from loaders.review.sentences import sentence
from loaders.review.statement import Row
from loaders.tables import reading
from loaders.tables.faults import TablesRefused
from queries import subjects
from queries.asking import asking
from tests.support import documents, page_stores
from tests.support.stories import Story
from tests.views.test_pages import html, opened, plain

pytestmark = pytest.mark.both_stores

DAY = "2024-06-19"
ME = "Test"
TABLE = """person,group,role,represents,deputises,source
Kajsa Anka,npo-kvack,ledamot,region-ankeborg,,lista
Joakim von Anka,npo-kvack,ersättare,region-ankeborg,Kajsa Anka,lista
"""


def story() -> Story:
    told = Story()
    told.organisation("npo-kvack", "Nationellt programområde kvack")
    told.organisation("region-ankeborg", "Region Ankeborg")
    told.source("lista", "2024-05-01")
    return told


def fill(store: Store, folder: Path) -> Store:
    take_in(store, story().bundle, ME, "story")
    (folder / "memberships.csv").write_text(TABLE, "utf-8")
    take_in(store, reading.read([folder / "memberships.csv"], store).bundle, ME, "table")
    return store


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    return fill(store, tmp_path)


def asked(store: Store, name: str, **given: str) -> dict[str, Any]:
    """Return the row about Joakim."""
    (row,) = [row for row in asking.ask(store, name, given, DAY).rows if row.role == "ersättare"]
    return dict(row._asdict())


def test_a_table_tells_it_and_every_question_about_seats_answers_it(filled: Store) -> None:
    joakim = asked(filled, "members", group="npo-kvack")["person_id"]
    for row in (
        asked(filled, "members", group="npo-kvack"),
        asked(filled, "assignments", person=joakim),
        asked(filled, "represents", body="region-ankeborg"),
    ):
        assert row["deputises"] == "Kajsa Anka"
        assert filled.fetch(Person, [row["deputises_id"]])[row["deputises_id"]].name == "Kajsa Anka"
    (evidence,) = [each for each in filled.every(Evidence) if each.record == f"{joakim}--npo-kvack--ersattare"] or [
        each for each in filled.every(Evidence) if each.deputises
    ]
    assert evidence.kind == "memberships"


def test_whoever_is_judged_to_be_the_same_is_the_one_who_is_stood_in_for(filled: Store) -> None:
    told = Story()
    told.person("kajsa-x", "K Anka")
    (kajsa,) = [each.id for each in filled.every(Person) if each.name == "Kajsa Anka"]
    told.judges(kajsa, "kajsa-x")
    take_in(filled, told.bundle, ME, "judgement")
    standing = next(row.person_id for row in asking.ask(filled, "members", {"group": "npo-kvack"}, DAY).rows)
    assert asked(filled, "members", group="npo-kvack")["deputises_id"] == standing


def test_nobody_is_an_ersattare_for_themself(store: Store, tmp_path: Path) -> None:
    take_in(store, story().bundle, ME, "story")
    (tmp_path / "memberships.csv").write_text(TABLE.replace(",Kajsa Anka,", ",Joakim von Anka,"), "utf-8")
    with pytest.raises(TablesRefused) as refused:
        reading.read([tmp_path / "memberships.csv"], store)
    (fault,) = refused.value.faults
    assert "Ingen är ersättare för sig själv" in fault.expected.sv


def test_with_the_load_undone_nobody_stands_in_for_anybody(filled: Store) -> None:
    before = {each.id for each in filled.every(Membership)}
    table = max(load.id for load in filled.loads())
    undo_load(filled, table, ME, "undo")
    assert before
    assert not list(filled.every(Membership))
    assert not list(filled.every(Person))


def test_a_person_for_whom_a_later_load_names_an_ersattare_stays_until_that_is_undone_too(filled: Store) -> None:
    (kajsa,) = [each.id for each in filled.every(Person) if each.name == "Kajsa Anka"]
    later = Story()
    later.source("ny-lista", "2024-06-01")
    later.person("knatte", "Knatte Anka")
    seat = Membership(id="knatte-seat", person="knatte", group="npo-kvack", role="ersättare", deputises=kajsa)
    evidence = Evidence(kind="memberships", record=seat.id, source="ny-lista", deputises=kajsa)
    table = max(load.id for load in filled.loads())
    take_in(filled, Bundle([*later.bundle, seat, evidence]), ME, "later")
    undo_load(filled, table, ME, "undo")
    assert {each.name for each in filled.every(Person)} == {"Kajsa Anka", "Knatte Anka"}
    assert [each.deputises for each in filled.every(Membership)] == [kajsa]
    undo_load(filled, table + 1, ME, "undo")
    assert not list(filled.every(Person))


def test_who_is_hidden_is_a_hidden_person_there_too(filled: Store) -> None:
    (kajsa,) = [each for each in filled.every(Person) if each.name == "Kajsa Anka"]
    take_in(filled, Bundle([kajsa.model_copy(update={"visibility": "suppressed"})]), ME, "hide", insist=True)
    row = asked(without_hidden(filled), "members", group="npo-kvack")
    assert row["deputises"] == HIDDEN.sv
    assert is_hidden(row["deputises_id"])
    files = site.write(subjects.subject(without_hidden(filled), "system", DAY, "sv"))
    assert not [name for name, content in files.items() if "Kajsa" in content.decode("utf-8", "replace")]


def test_the_page_of_the_group_the_person_and_the_site_say_for_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with page_stores.empty("story", tmp_path) as store:
        fill(store, tmp_path)
        monkeypatch.setenv("STYRGRAF_STORE", store.address)
        joakim = asked(store, "members", group="npo-kvack")["person_id"]
        shown = [html(opened("grupp", id="npo-kvack", datum=DAY)), html(opened("person", id=joakim, datum=DAY))]
        shown.append(html(opened("organ", id="region-ankeborg", datum=DAY)))
        files = site.write(subjects.subject(store, "system", DAY, "sv"))
        shown += [files[f"organisation/{name}.html"].decode() for name in ("npo-kvack", "region-ankeborg")]
        shown += [files[f"person/{joakim}.html"].decode()]
        for page in shown:
            assert "ersättare för Kajsa Anka" in plain(page)


def test_an_exported_folder_holds_it(filled: Store) -> None:
    from graph.exports.formats import csv as format_

    subject = subjects.subject(filled, "npo-kvack", DAY, "sv")
    files = format_.write(subject)
    rows = csv.DictReader(io.StringIO(files["memberships.csv"].decode("utf-8-sig")))
    (told,) = [row["deputises"] for row in rows if row["role"] == "ersättare"]
    assert filled.fetch(Person, [told])[told].name == "Kajsa Anka"


def test_a_reviewer_reads_for_whom() -> None:
    cells = {"person": "Bo Ek", "group": "NPO kvack", "role": "ersättare", "deputises": "Anna Ask"}
    row: Row = ("memberships", cells)
    assert sentence([row], {}).sv == "Bo Ek är ersättare för Anna Ask i NPO kvack"


@pytest.mark.parametrize(
    "line",
    [
        "Ersättare: Bo Ekvall, Region Skåne, för Anna Askling",
        "Ersättare: Bo Ekvall (för Anna Askling), Region Skåne",
        "Bo Ekvall, Region Skåne, ersättare för Anna Askling",
        "Bo Ekvall, personlig ersättare för Anna Askling",
        "- Ersättare för Anna Askling: Bo Ekvall, Region Skåne",
        "Ersättare\n\n- Bo Ekvall, Region Skåne, för Anna Askling",
    ],
)
def test_a_line_of_a_document_tells_it(tmp_path: Path, line: str) -> None:
    text = f"NPO ögonsjukdomar\n2024-05-01\n\nLedamöter\n\n- Anna Askling, Region Skåne\n\n{line}\n"
    found = documents.said(tmp_path, text).memberships
    assert {(each.person, each.role, each.deputises) for each in found} == {
        ("Anna Askling", "ledamot", None),
        ("Bo Ekvall", "ersättare", "Anna Askling"),
    }


def test_a_store_of_before_takes_it_in_and_keeps_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "styrgraf.db"
    with sqlite3.connect(path) as connection:
        for script in schema.MIGRATIONS[:3]:
            connection.executescript(script.read_text("utf-8"))
        connection.execute("INSERT INTO persons (id, name, aliases, visibility) VALUES ('anna', 'Anna', '', 'public')")
        connection.execute("INSERT INTO organisations (id, kind, name) VALUES ('npo-a', 'npo', 'NPO a')")
        connection.execute(
            'INSERT INTO memberships (id, person, "group", role, represents, status) '
            "VALUES ('anna-seat', 'anna', 'npo-a', 'ledamot', '', 'decided')"
        )
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    store = SqliteStore(path, create=False)
    assert [each.deputises for each in store.every(Membership)] == [None]
    fill(store, tmp_path)
    assert asked(store, "members", group="npo-kvack")["deputises"] == "Kajsa Anka"
    store.close()
