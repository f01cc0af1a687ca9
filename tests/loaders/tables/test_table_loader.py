"""Stories of people who load tables of their own: what a row says, whom it means, and what follows."""

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from graph.loading.intake import Outcome, take_in
from graph.port import Store
from graph.records import Evidence, Hosting, Link, Membership, Organisation, Person, Source
from graph.stores.sqlite.store import SqliteStore
from loaders.tables.reading import Loaded, TablesRefused, read
from tests.loaders.tables.test_table_loader_round_trip import Tables, as_tables, content, write_csv, write_xlsx
from tests.support.stories import Story

Row = dict[str, str]

SOURCES = [{"title": "Protokoll 1", "date": "2023-05-02"}, {"title": "Protokoll 2", "date": "2024-05-02"}]


@pytest.fixture
def ankeborg(tmp_path: Path) -> Iterator[Store]:
    """A store that knows two groups, two regions and Anna Ek, who sits for Ankeborg in NPO akut vård."""
    story = Story()
    story.organisation("npo-akut-vard", "Nationellt programområde akut vård")
    story.organisation("npo-tandvard", "Nationellt programområde tandvård")
    story.organisation("region-ankeborg", "Region Ankeborg")
    story.organisation("region-gaseborg", "Region Gåseborg")
    story.called("region-ankeborg", "RA", sort="short")
    story.person("anna-ek", "Anna Ek")
    story.sits("anna-ek", "npo-akut-vard", seen="2022-05-26", represents=["region-ankeborg"])
    store = SqliteStore(tmp_path / "styrgraf.db", create=True)
    take_in(store, story.bundle, "test", "story")
    yield store
    store.close()


def load(store: Store | None, folder: Path, tables: Tables) -> Loaded:
    """Write tables and read them back."""
    for old in folder.glob("*.csv"):
        old.unlink()
    return read([write_csv(folder, tables)], store)


def seats(*rows: Row, sources: Sequence[Row] = SOURCES) -> Tables:
    """Return tables with these memberships; where a row names no source, it is the first one."""
    return {"sources": list(sources), "memberships": [{"source": "Protokoll 1", **row} for row in rows]}


def faults(store: Store | None, folder: Path, tables: Tables) -> list[tuple[str, int, str | None, str]]:
    """Return (file, line, column, value) of every fault."""
    with pytest.raises(TablesRefused) as refused:
        load(store, folder, tables)
    return [(Path(f.file).name, f.line, f.column, f.value) for f in refused.value.faults]


def taken_in(store: Store, loaded: Loaded) -> Outcome:
    """Take the load into the store."""
    return take_in(store, loaded.bundle, "test", "load")


# ---- one row is enough


def test_one_row_with_a_source_is_a_person_a_membership_and_its_evidence(ankeborg: Store, tmp_path: Path) -> None:
    row = {
        "person": "Bo Gran",
        "group": "NPO Tandvård",
        "role": "ordförande",
        "represents": "RA; Gåseborg",
        "employer": "Region Gåseborg",
        "title": "tandläkare",
        "valid_from": "2023-05",
        "quote": "Bo Gran valdes.",
        "place": "§ 3",
    }
    loaded = load(ankeborg, tmp_path / "t", seats(row))
    assert loaded.bundle.of(Person) == [Person(id="bo-gran", name="Bo Gran")]
    (seat,) = loaded.bundle.of(Membership)
    assert seat == Membership(
        id="bo-gran--npo-tandvard--ordforande",
        person="bo-gran",
        title="tandläkare",
        group="npo-tandvard",
        role="ordförande",
        represents=("region-ankeborg", "region-gaseborg"),
        employer="region-gaseborg",
        valid_from="2023-05",
    )
    (evidence,) = loaded.bundle.of(Evidence)
    assert evidence == Evidence(
        kind="memberships",
        record=seat.id,
        source="protokoll-1",
        place="§ 3",
        quote="Bo Gran valdes.",
        valid_from="2023-05",
        person_name="Bo Gran",
        title="tandläkare",
        represents=seat.represents,
        employer="region-gaseborg",
    )
    assert [source.id for source in loaded.bundle.of(Source)] == ["protokoll-1", "protokoll-2"]


def test_new_groups_hostings_links_and_names_get_readable_ids(tmp_path: Path) -> None:
    told = {"source": "Protokoll 1"}
    tables = {
        "sources": SOURCES,
        "organisations": [
            {"kind": "npo", "name": "Nationellt programområde öron, näsa", **told},
            {"kind": "nationellt programområde", "name": "NPO öron näsa", **told, "place": "s. 2"},
            {"kind": "region", "name": "Region Ankeborg", **told},
        ],
        "hostings": [{"host": "Ankeborg", "hosted": "NPO öron, näsa", **told}],
        "links": [{"from_id": "Region Ankeborg", "kind": "supports", "to_id": "öron, näsa", **told}],
        "names": [{"organisation": "Region Ankeborg", "text": "RA", "sort": "short", **told}],
    }
    bundle = load(None, tmp_path / "t", tables).bundle
    assert {o.id: o.name for o in bundle.of(Organisation)} == {
        "npo-oron-nasa": "Nationellt programområde öron, näsa",
        "region-ankeborg": "Region Ankeborg",
    }
    assert [hosting.id for hosting in bundle.of(Hosting)] == ["region-ankeborg--npo-oron-nasa--active"]
    assert [link.id for link in bundle.of(Link)] == ["region-ankeborg--supports--npo-oron-nasa"]
    assert {(e.kind, e.record) for e in bundle.of(Evidence)} >= {("names", "region-ankeborg|short|RA")}


def test_a_row_may_speak_of_what_the_same_load_brings_by_any_of_its_names(tmp_path: Path) -> None:
    tables = {
        "sources": SOURCES,
        "organisations": [
            {"id": "npo-ny", "kind": "npo", "name": "Nationellt programområde nytt", "source": "Protokoll 1"}
        ],
        "names": [{"organisation": "NPO nytt", "text": "Nybildade gruppen", "source": "Protokoll 1"}],
        **{
            "memberships": [
                {"person": "Bo Gran", "group": "nybildade gruppen", "role": "ledamot", "source": "protokoll-1"}
            ]
        },
    }
    (seat,) = load(None, tmp_path / "t", tables).bundle.of(Membership)
    assert seat.group == "npo-ny"


def test_a_vacant_seat_needs_no_person(ankeborg: Store, tmp_path: Path) -> None:
    row = {"group": "NPO tandvård", "role": "sekreterare", "status": "vacant"}
    loaded = load(ankeborg, tmp_path / "t", seats(row))
    assert [seat.id for seat in loaded.bundle.of(Membership)] == ["vacant--npo-tandvard--sekreterare"]
    taken_in(ankeborg, loaded)
    assert taken_in(ankeborg, load(ankeborg, tmp_path / "t", seats(row))).quiet


def test_a_load_again_changes_nothing_and_names_nobody_new(ankeborg: Store, tmp_path: Path) -> None:
    tables = seats(
        {"person": "Bo Gran", "group": "NPO tandvård", "role": "ledamot", "represents": "RA"},
        {"person": "Bo Gran", "group": "NPO tandvård", "role": "ledamot", "represents": "Gåseborg"},
        {"person": "Bo Gran", "group": "NPO tandvård", "role": "ledamot"},
        {"person": "Bo Gran", "group": "NPO akut vård", "role": "ledamot"},
        {"person": "Bo Gran", "group": "NPO akut vård", "role": "chef", "valid_from": "2012", "valid_to": "2014"},
        {"group": "NPO akut vård", "role": "ordförande", "status": "vacant"},
    )
    first = load(ankeborg, tmp_path / "t", tables)
    assert len(first.bundle.of(Membership)) == 6
    assert taken_in(ankeborg, first).added["memberships"] == 6
    again = load(ankeborg, tmp_path / "t", tables)
    assert again.bundle.of(Person) == []
    assert taken_in(ankeborg, again).quiet


# ---- one record, many sources


def test_two_sources_of_one_seat_are_one_record_with_the_most_that_they_tell(ankeborg: Store, tmp_path: Path) -> None:
    rows = [
        {"valid_from": "2023", "title": "överläkare"},
        {"valid_from": "2023-05", "represents": "Ankeborg", "title": "chef", "source": "Protokoll 2"},
    ]
    same = {"person": "Bo Gran", "group": "NPO tandvård", "role": "ledamot"}
    for order in permutations(rows):
        loaded = load(ankeborg, tmp_path / "t", seats(*({**same, **row} for row in order)))
        (seat,) = loaded.bundle.of(Membership)
        assert (seat.valid_from, seat.represents, seat.title) == ("2023-05", ("region-ankeborg",), "chef")
        assert {(e.source, e.valid_from, e.title) for e in loaded.bundle.of(Evidence)} == {
            ("protokoll-1", "2023", "överläkare"),
            ("protokoll-2", "2023-05", "chef"),
        }


def test_a_row_that_confirms_a_stored_seat_keeps_what_it_leaves_out(ankeborg: Store, tmp_path: Path) -> None:
    loaded = load(ankeborg, tmp_path / "t", seats({"person": "Anna Ek", "group": "NPO akut vård", "role": "ledamot"}))
    (seat,) = loaded.bundle.of(Membership)
    assert seat.represents == ("region-ankeborg",)
    outcome = taken_in(ankeborg, loaded)
    assert (dict(outcome.changed), outcome.newly_sourced) == ({}, 1)


def test_a_date_that_is_mended_in_the_table_is_mended_in_the_store(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Bo Gran", "group": "NPO tandvård", "role": "ledamot"}
    host = {"host": "Ankeborg", "hosted": "NPO tandvård", "source": "Protokoll 1"}
    for date in ("2023-01-01", "2023-02-01"):
        tables = {**seats({**row, "valid_from": date}), "hostings": [{**host, "valid_from": date}]}
        loaded = load(ankeborg, tmp_path / "t", tables)
        taken_in(ankeborg, loaded)
        assert [seat.valid_from for seat in loaded.bundle.of(Membership)] == [date]
        assert [hosting.valid_from for hosting in loaded.bundle.of(Hosting)] == [date]


def test_a_seat_that_ended_before_this_one_began_is_another_record(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Bo Gran", "group": "NPO tandvård", "role": "ledamot"}
    tables = seats({**row, "valid_to": "2015"}, {**row, "valid_from": "2020", "source": "Protokoll 2"})
    assert sorted(seat.id for seat in load(ankeborg, tmp_path / "t", tables).bundle.of(Membership)) == [
        "bo-gran--npo-tandvard--ledamot",
        "bo-gran--npo-tandvard--ledamot--2",
    ]


def test_a_nomination_is_a_record_of_its_own(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Anna Ek", "group": "NPO akut vård", "role": "ledamot", "status": "nominerad"}
    (seat,) = load(ankeborg, tmp_path / "t", seats(row)).bundle.of(Membership)
    assert (seat.id, seat.status) == ("anna-ek--npo-akut-vard--ledamot--nominated", "nominated")


def test_the_status_ended_ends_the_seat_that_is_there(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Anna Ek", "group": "NPO akut vård", "role": "ledamot", "status": "ended", "valid_to": "2023-04"}
    loaded = load(ankeborg, tmp_path / "t", seats(row))
    (seat,), (evidence,) = loaded.bundle.of(Membership), loaded.bundle.of(Evidence)
    assert (seat.id, seat.status, seat.valid_to) == ("anna-ek--npo-akut-vard--ledamot", "decided", "2023-04")
    assert (evidence.record, evidence.stance) == (seat.id, "ended")
    assert taken_in(ankeborg, loaded).ended == 1


def test_a_withdrawn_fact_keeps_its_record_and_loses_its_standing(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Anna Ek", "group": "NPO akut vård", "role": "ledamot", "stance": "denies", "title": "x"}
    loaded = load(ankeborg, tmp_path / "t", seats(row))
    (seat,) = loaded.bundle.of(Membership)
    assert (seat.id, seat.title) == ("anna-ek--npo-akut-vard--ledamot", None)
    assert taken_in(ankeborg, loaded).ended == 1


def test_nothing_can_be_withdrawn_that_is_not_there(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Anna Ekk", "group": "NPO akut vård", "role": "ledamot", "stance": "denies"}
    assert faults(ankeborg, tmp_path / "t", seats(row)) == [("memberships.csv", 2, "stance", "denies")]


def test_an_end_that_fits_two_seats_is_told_and_ends_neither(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Bo Gran", "group": "NPO tandvård", "role": "ledamot"}
    rows = [{**row, "represents": "RA"}, {**row, "represents": "Gåseborg"}, {**row, "status": "ended"}]
    loaded = load(ankeborg, tmp_path / "t", seats(*rows[:2]))
    taken_in(ankeborg, loaded)
    loaded = load(ankeborg, tmp_path / "t", seats(rows[2]))
    assert [(warning.line, "--2" in warning.sentence.sv) for warning in loaded.warnings] == [(2, True)]


def test_a_table_of_records_with_ids_is_taken_as_it_stands(ankeborg: Store, tmp_path: Path) -> None:
    """Columns that the file lacks are not emptied; empty cells of columns that it has are."""
    there = {"id": "anna-ek--npo-akut-vard--ledamot", "person": "anna-ek", "group": "npo-akut-vard", "role": "ledamot"}
    (seat,) = load(ankeborg, tmp_path / "t", {"memberships": [there]}).bundle.of(Membership)
    assert seat.represents == ("region-ankeborg",)
    (seat,) = load(ankeborg, tmp_path / "t", {"memberships": [{**there, "represents": ""}]}).bundle.of(Membership)
    assert seat.represents == ()


def test_every_fact_needs_a_source(ankeborg: Store, tmp_path: Path) -> None:
    row = {"id": "m", "person": "anna-ek", "group": "npo-tandvard", "role": "ledamot"}
    assert faults(ankeborg, tmp_path / "t", {"memberships": [row]}) == [("memberships.csv", 2, "source", "")]
    evidence = {"kind": "memberships", "record": "m", "source": "handbook"}
    assert load(ankeborg, tmp_path / "t", {"memberships": [row], "evidence": [evidence]}).rows == 2


# ---- who is meant


def test_the_same_name_in_the_group_is_the_same_person_elsewhere_another(ankeborg: Store, tmp_path: Path) -> None:
    tables = seats(
        {"person": "anna  EK", "group": "NPO akut vård", "role": "ordförande"},
        {"person": "Anna Ek", "group": "NPO tandvård", "role": "ledamot"},
        {"person": "Anna Ek", "group": "NPO tandvård", "role": "sekreterare", "represents": "Gåseborg"},
        {"person": "Anna Ek", "group": "npo-tandvard", "role": "ledamot", "person_id": "anna-ek"},
    )
    loaded = load(ankeborg, tmp_path / "t", tables)
    told = [(match.line, match.person, match.why, match.like) for match in loaded.matches]
    # Row 5 says by id that this Anna Ek sits in NPO tandvård too, and so tells who those of rows 3 and 4 are.
    assert told == [
        (2, "anna-ek", "same group", ()),
        (3, "anna-ek", "same group", ()),
        (4, "anna-ek", "same group", ()),
        (5, "anna-ek", "given id", ()),
    ]
    without = load(ankeborg, tmp_path / "t", {**tables, "memberships": tables["memberships"][:3]})
    assert [(match.line, match.person, match.why, match.like) for match in without.matches] == [
        (2, "anna-ek", "same group", ()),
        (3, "anna-ek-2", "new", ("anna-ek",)),
        (4, "anna-ek-2", "same group", ("anna-ek",)),
    ]
    assert "Kan vara samma person som anna-ek." in without.matches[1].sentence.sv


def test_a_match_does_not_depend_on_the_order_of_rows(ankeborg: Store, tmp_path: Path) -> None:
    rows = [
        {"person": "Anna Ek", "group": "NPO tandvård", "role": "ledamot", "employer": "Gåseborg"},
        {"person": "Anna Ek", "group": "npo-akut-vard", "role": "sekreterare", "employer": "Gåseborg"},
        {"person": "Anna Eek", "group": "NPO tandvård", "role": "ordförande"},
        {"person": "Bo Gran", "group": "NPO tandvård", "role": "ledamot", "succeeds": "Anna Ek"},
    ]
    told = set()
    for order in permutations(rows):
        loaded = load(ankeborg, tmp_path / "t", seats(*order))
        told.add(frozenset(record.model_dump_json() for record in content(loaded.bundle).values()))
    assert len(told) == 1


def test_a_person_id_makes_a_new_person_under_that_id(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Anna Ek", "person_id": "anna-ek-tandlakare", "group": "NPO akut vård", "role": "ledamot"}
    loaded = load(ankeborg, tmp_path / "t", seats(row))
    assert loaded.bundle.of(Person) == [Person(id="anna-ek-tandlakare", name="Anna Ek")]
    assert [(match.person, match.why) for match in loaded.matches] == [("anna-ek-tandlakare", "new id")]


def test_a_person_id_with_another_name_than_its_person_bears_is_told(ankeborg: Store, tmp_path: Path) -> None:
    row = {"person": "Bo Gran", "person_id": "anna-ek", "group": "NPO akut vård", "role": "ledamot"}
    loaded = load(ankeborg, tmp_path / "t", seats(row))
    (match,) = loaded.matches
    assert (match.person, match.why) == ("anna-ek", "other name")
    assert "men där heter personen något annat" in match.sentence.sv


def test_a_predecessor_is_found_by_name_among_those_who_sat_in_the_group(ankeborg: Store, tmp_path: Path) -> None:
    tables = seats(
        {"person": "Anna Ek", "group": "NPO tandvård", "role": "ledamot"},
        {"person": "Bo Gran", "group": "NPO akut vård", "role": "ledamot", "succeeds": "Anna Ek"},
    )
    loaded = load(ankeborg, tmp_path / "t", tables)
    assert [seat.succeeds for seat in loaded.bundle.of(Membership) if seat.person == "bo-gran"] == ["anna-ek"]


# ---- texts that look like something else


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "Robert'); DROP TABLE persons;--",
        '+1-1, "citat"',
        "@SUMMA(A1)",
        "{{ 7*7 }} ${HOME} %s",
        "Ådél Øst-Łuk",
    ],
)
@pytest.mark.parametrize("workbook", [False, True], ids=["csv", "xlsx"])
def test_hostile_names_are_just_names(tmp_path: Path, text: str, workbook: bool) -> None:
    name = text.replace(";", ",")
    tables = {
        "sources": [{"title": name, "id": "s"}],
        "organisations": [{"kind": "npo", "name": "NPO tandvård", "source": "s"}],
        "memberships": [{"person": name, "group": "NPO tandvård", "role": "ledamot", "title": text, "source": name}],
    }
    path = write_xlsx(tmp_path / "t.xlsx", tables) if workbook else write_csv(tmp_path / "t", tables)
    loaded = read([path], None)
    assert [person.name for person in loaded.bundle.of(Person)] == [name]
    assert [seat.title for seat in loaded.bundle.of(Membership)] == [text]
    with_id = [record for table, record in content(loaded.bundle) if table == "persons"]
    assert all(key.replace("-", "").replace(".", "").isalnum() for key in with_id)


def test_a_story_told_in_tables_and_told_in_rows_with_sources_is_the_same_to_the_store(tmp_path: Path) -> None:
    """The long way (records, evidence.csv) and the short way (inline) give equal seats."""
    story = Story()
    story.organisation("npo-akut-vard")
    story.sits("anna-ek", "npo-akut-vard", seen="2022-05-26")
    long_way = load(None, tmp_path / "t", as_tables(story.bundle)).bundle
    short = {
        "sources": [{"id": "handbook", "title": "H"}, {"id": "2022-05-26", "title": "P", "date": "2022-05-26"}],
        "organisations": [{"kind": "npo", "name": "Npo akut vard", "source": "handbook"}],
        "memberships": [{"person": "Anna Ek", "group": "npo akut vard", "role": "ledamot", "source": "2022-05-26"}],
    }
    short_way = load(None, tmp_path / "t", short).bundle
    assert short_way.of(Membership) == long_way.of(Membership)
    assert short_way.of(Person) == long_way.of(Person)
