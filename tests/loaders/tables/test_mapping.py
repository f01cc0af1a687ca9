"""Somebody else's register through a mapping: an invented one of the shape that many have."""

import datetime
import random
from pathlib import Path

import pytest
import xlsxwriter

from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Evidence, Membership, Person, Source
from loaders.tables.faults import Fault
from loaders.tables.reading import Loaded, TablesRefused, read
from queries.asking import asking

MAPPING = """
[source]
title = "Sjöstads tjänstematrikel"
publisher = "Sjöstads kommun"
date = "2026-06-19"

[lookups]
post_id = "post.csv"

[[tables]]
file = "department.csv"
table = "organisations"
columns = { id = "id", name = "name" }
fixed = { kind = "myndighet" }

[[tables]]
file = "person.csv"
table = "persons"
columns = { id = "id", name = "name" }
newest = "start_date"

[[tables]]
file = "appointment.csv"
table = "memberships"
post = "post_id"
reversed = "leave out"
fixed = { role = "ledamot" }
columns.person_id = "person_id"
columns.group = ["post_id", "department_id"]
columns.title = ["post_id", "name"]
columns.valid_from = "start_date"
columns.valid_to = { before = "end_date" }
columns.place = "id"
"""
FILES = {
    "department.csv": "id,name\nd1,Hamnkontoret\nd2,Fyrkontoret\n",
    "post.csv": "id,department_id,name\n1,d1,Hamnkapten\n2,d1,Lots\n3,d2,Fyrmästare\n",
    "person.csv": "id,name,start_date\np1,Anna Vik,\np1,Anna Vik Strand,2015-01-01\np2,Bo Skär,\n",
    "appointment.csv": (
        "id,person_id,post_id,start_date,end_date\n"
        "a1,p1,1,2010-01-01,2014-01-01\n"
        "a2,p1,2,2012-01-01,2016-01-01\n"  # two posts of one department at a time
        "a3,p1,1,2016-05-01,\n"  # the same post again, after a gap
        "a4,p2,3,2011-01-01,2012-06-01\n"
        "a5,p2,2,2020-01-01,2018-01-01\n"  # ends before it begins
    ),
}


def register(folder: Path, mapping: str = MAPPING, **files: str) -> tuple[Path, Path]:
    """Write the register and its mapping; `files` stand in for those of their names (without .csv)."""
    theirs = folder / "deras"
    theirs.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (theirs / name).write_text(files.get(name.removesuffix(".csv"), text))
    (folder / "karta.toml").write_text(mapping)
    return theirs, folder / "karta.toml"


def load(folder: Path, mapping: str = MAPPING, **files: str) -> Loaded:
    """Read the register."""
    theirs, by = register(folder, mapping, **files)
    return read([theirs], None, mapping=by)


def faults(folder: Path, mapping: str = MAPPING, **files: str) -> list[Fault]:
    """Return what is wrong with the register or its mapping."""
    with pytest.raises(TablesRefused) as refused:
        load(folder, mapping, **files)
    return refused.value.faults


def test_their_columns_become_ours_with_one_source_and_their_places(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    (source,) = loaded.bundle.of(Source)
    assert (source.title, source.date) == ("Sjöstads tjänstematrikel", "2026-06-19")
    assert {(seat.person, seat.group, seat.title, seat.valid_from, seat.valid_to) for seat in seats(loaded)} == {
        ("p1", "d1", "Hamnkapten", "2010-01-01", "2013-12-31"),
        ("p1", "d1", "Lots", "2012-01-01", "2015-12-31"),
        ("p1", "d1", "Hamnkapten", "2016-05-01", None),
        ("p2", "d2", "Fyrmästare", "2011-01-01", "2012-05-31"),
    }
    places = {each.place for each in loaded.bundle.of(Evidence) if each.kind == "memberships"}
    assert places == {"a1", "a2", "a3", "a4"}


def seats(loaded: Loaded) -> list[Membership]:
    """Return the memberships."""
    return loaded.bundle.of(Membership)


def test_of_several_rows_of_a_person_the_newest_has_the_name(tmp_path: Path) -> None:
    anna = {person.id: person for person in load(tmp_path).bundle.of(Person)}["p1"]
    assert (anna.name, anna.aliases) == ("Anna Vik Strand", ("Anna Vik",))


def test_a_reversed_row_is_left_out_and_told_only_where_the_mapping_says_so(tmp_path: Path) -> None:
    (notice,) = load(tmp_path).warnings
    assert notice.line == 6
    assert "slutar (2017-12-31) innan den börjar (2020-01-01)" in notice.sentence.sv
    (fault,) = faults(tmp_path, MAPPING.replace('reversed = "leave out"\n', ""))
    assert (Path(fault.file).name, fault.line, fault.column) == ("appointment.csv", 6, "valid_to")


def test_a_post_held_on_without_a_gap_is_one_membership(tmp_path: Path) -> None:
    rows = (
        "id,person_id,post_id,start_date,end_date\n"
        "a1,p1,1,2010-01-01,2014-01-01\na2,p1,1,2014-01-01,2018-01-01\na3,p1,1,2018-01-02,\n"
    )
    loaded = load(tmp_path, appointment=rows)
    assert len(seats(loaded)) == 2
    told = [(each.record, each.place) for each in loaded.bundle.of(Evidence) if each.kind == "memberships"]
    assert len({record for record, place in told if place in ("a1", "a2")}) == 1


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('file = "person.csv"', 'file = "personer.csv"', "Filen finns inte bland dem"),
        ('title = ["post_id", "name"]', 'title = ["post_id", "nam"]', "Kolumnen finns inte i post.csv"),
        ('[lookups]\npost_id = "post.csv"', "", "Skriv under lookups"),
        ('newest = "start_date"', 'latest = "start_date"', "Jämför med exemplet"),
        ('table = "persons"', 'table = "folk"', "Jämför med exemplet"),
        ("[source]", "[source", "inte hel TOML"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told_in_words(tmp_path: Path, wrong: str, right: str, said: str) -> None:
    assert wrong in MAPPING
    told = faults(tmp_path, MAPPING.replace(wrong, right))
    assert said in told[0].sentence.sv
    assert len(told) <= 2
    assert {Path(fault.file).name for fault in told} == {"karta.toml"}


def test_an_id_that_points_nowhere_is_a_fault_of_its_row(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, post="id,department_id,name\n1,d1,Hamnkapten\n2,d1,Lots\n")
    assert (fault.line, fault.column) == (5, "post_id")
    assert "ingen rad med id 3 i post.csv" in fault.sentence.sv


def test_a_sheet_of_a_workbook_is_read_by_its_name(tmp_path: Path) -> None:
    theirs, by = register(tmp_path, MAPPING.replace('"department.csv"', '"bok.xlsx"\nsheet = "Kontor"'))
    book = xlsxwriter.Workbook(str(theirs / "bok.xlsx"))
    book.add_worksheet("Annat").write_row("A1", ("id", "name"))
    sheet = book.add_worksheet("Kontor")
    for at, row in enumerate((("id", "name"), ("d1", "Hamnkontoret"), ("d2", "Fyrkontoret"))):
        sheet.write_row(at, 0, row)
    book.close()
    assert {seat.group for seat in seats(read([theirs], None, mapping=by))} == {"d1", "d2"}


@pytest.mark.both_stores
def test_a_random_register_answers_as_its_own_rows_do(store: Store, tmp_path: Path) -> None:
    told = random.Random(7)
    day = datetime.date(2000, 1, 1)
    posts = [(str(number), f"d{number % 2 + 1}", f"Post {number}") for number in range(9)]
    rows: list[tuple[str, tuple[str, str, str], str, str]] = []
    for person in ("p1", "p2"):
        for post in posts:
            at = told.randrange(400)
            while at < 2000:
                end = at + told.randrange(1, 600)
                last = "" if told.random() < 0.1 else f"{day + datetime.timedelta(end)}"
                rows.append((person, post, f"{day + datetime.timedelta(at)}", last))
                at = end + told.randrange(1, 500) if last else 9999
    lines = "".join(
        f"{number},{person},{post[0]},{first},{last}\n" for number, (person, post, first, last) in enumerate(rows)
    )
    loaded = load(
        tmp_path,
        post="id,department_id,name\n" + "".join(",".join(post) + "\n" for post in posts),
        appointment="id,person_id,post_id,start_date,end_date\n" + lines,
    )
    take_in(store, lambda _: loaded.bundle, "test", "register")
    for _ in range(30):
        asked = f"{day + datetime.timedelta(told.randrange(-10, 3000))}"
        expected = sorted(
            (person, post[1], post[2]) for person, post, first, last in rows if first <= asked < (last or "9999")
        )
        answer = asking.ask(store, "members", {}, asked).rows
        assert sorted((row.person_id, row.group_id, row.title or "") for row in answer) == expected
        in_one = [each for each in expected if each[1] == "d1"]
        of_one = asking.ask(store, "members", {"group": "d1"}, asked).rows
        assert sorted((row.person_id, row.group_id, row.title or "") for row in of_one) == in_one
        held = asking.ask(store, "members", {"title": "Post 3"}, asked).rows
        assert [row.person_id for row in held] == [each[0] for each in expected if each[2] == "Post 3"]
