"""Holdings and terms as people meet them: in lists, changes, mandates and who represents whom, on both stores."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from graph.bundle import Bundle
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Evidence
from graph.stores.addresses import open_store
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.stories import Story

GROUP, REGION, ABOVE, TWICE = "npo-kvack", "region-ankeborg", "sjukvardsregion-norrmark", "region-tveland"


def asked(store: Store, name: str, as_of: str = "2026-12-01", **parameters: Any) -> list[Any]:
    return list(asking.ask(store, name, parameters, as_of).rows)


def renewed() -> Story:
    """Tell of Anna, renewed, and of Bo, whose end a later source moves."""
    story = Story()
    story.organisation(GROUP)
    story.sits("anna", GROUP, seen="2023-02-01", since="2023", until="2026", represents=[REGION])
    story.sits("anna", GROUP, seen="2025-02-01", since="2026", until="2030", represents=[REGION], id="anna-2")
    story.sits("bo", GROUP, seen="2024-01-10", until="2026-12-31", represents=[REGION])
    story.sits("bo", GROUP, seen="2025-01-10", until="2030-12-31", represents=[REGION])
    return story


@pytest.mark.both_stores
@pytest.mark.parametrize("day", ["2023-12-31", "2026-06-01", "2027-06-01", "2030-12-31"])
def test_whoever_is_renewed_stands_once_in_the_list_with_the_term_of_the_day(empty_store: EmptyStore, day: str) -> None:
    with empty_store() as store:
        take_in(store, renewed().bundle, "test", "story")
        (anna,) = [row for row in asked(store, "members", day, group=GROUP) if row.person_id == "anna"]

    assert (anna.valid_from, anna.valid_to) == ("2023", "2030")
    assert (anna.term_from, anna.term_to) == (("2023", "2026") if day < "2026" else ("2026", "2030"))
    assert anna.certainty == "stated"


@pytest.mark.both_stores
def test_changes_tell_a_renewal_and_a_moved_end_and_nobody_as_left(empty_store: EmptyStore) -> None:
    with empty_store() as store:
        take_in(store, renewed().bundle, "test", "story")
        rows = asked(store, "changes", since="2024-06-01", until="2026-12-01", group=GROUP)

    told = {(row.change, row.person_id, row.before, row.after) for row in rows if row.change != "first_seen"}
    assert told == {("renewed", "anna", "2026", "2030"), ("extended", "bo", "2026-12-31", "2030-12-31")}


@pytest.mark.both_stores
def test_who_is_to_begin_is_told_as_coming_with_the_day_and_does_not_sit_yet(empty_store: EmptyStore) -> None:
    story = Story()
    story.sits("bo", GROUP, seen="2026-11-01", since="2027-01-01", represents=[REGION])
    story.sits("eva", GROUP, seen="2026-11-01")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "story")
        now = asked(store, "members", group=GROUP)
        coming = asked(store, "members", group=GROUP, coming=True)
        before_anybody_was_seen = asked(store, "members", "2020-01-01", group=GROUP, coming=True)

    assert [row.person_id for row in now] == ["eva"]
    assert [(row.person_id, row.begins) for row in coming] == [("eva", None), ("bo", "2027-01-01")]
    assert [row.person_id for row in before_anybody_was_seen] == ["bo"]


@pytest.mark.both_stores
def test_a_seat_ends_with_its_group_and_is_told_so(empty_store: EmptyStore) -> None:
    story = Story()
    story.organisation(GROUP, until="2022-12-31")
    story.sits("anna", GROUP, seen="2020-01-01", since="2019-01-01")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "story")
        (held,) = asked(store, "assignments", person="anna")
        changes = asked(store, "changes", since="2022-01-01", until="2023-12-31", group=GROUP)

    assert (held.ended, held.end_how) == ("2022-12-31", "group")
    assert [(row.change, row.person_id, row.how) for row in changes if row.person_id] == [("left", "anna", "group")]


@pytest.mark.both_stores
def test_a_chair_who_is_also_listed_as_a_member_counts_once_in_the_group(empty_store: EmptyStore) -> None:
    story = Story()
    story.sits("anna", GROUP, "ordförande", seen="2026-05-01")
    story.sits("anna", GROUP, seen="2026-05-01")
    story.sits("anna", "npo-snatter", seen="2026-05-01")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "story")
        (anna,) = asked(store, "busy_people", at_least=2)

    assert (anna.seats, anna.chairs) == (2, 1)


@pytest.mark.both_stores
def test_a_body_is_as_sure_as_the_sources_that_tell_it(empty_store: EmptyStore) -> None:
    story = Story()
    story.sits("anna", GROUP, seen="2018-05-01")
    story.sits("anna", GROUP, seen="2020-05-01", represents=[REGION])
    told = Bundle(
        each.model_copy(update={"represents": (REGION,)})
        if isinstance(each, Evidence) and each.source == "2020-05-01"
        else each
        for each in story.bundle
    )
    with empty_store() as store:
        take_in(store, told, "test", "story")
        before, after = (asked(store, "represents", day, body=REGION)[0] for day in ("2018-10-01", "2020-05-01"))
        (sits,) = asked(store, "members", "2018-10-01", group=GROUP)

    assert (before.certainty, after.certainty, sits.certainty) == ("undated", "stated", "stated")


@pytest.mark.both_stores
@pytest.mark.parametrize(("region", "rows"), [(REGION, 1), (TWICE, 2)])
def test_a_region_and_the_one_sjukvardsregion_it_lies_in_are_one_seat(
    empty_store: EmptyStore, region: str, rows: int
) -> None:
    story = Story()
    story.links(REGION, "part_of", ABOVE)
    story.links(TWICE, "part_of", ABOVE)
    story.links(TWICE, "part_of", "sjukvardsregion-soder")
    story.sits("anna", GROUP, seen="2024-01-01", represents=[ABOVE])
    story.sits("anna", GROUP, seen="2025-01-01", represents=[region], id="anna-2")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "story")
        members = asked(store, "members", "2025-06-01", group=GROUP)

    assert len(members) == rows
    assert {row.body_id for row in members} >= {region}


def test_a_store_of_an_earlier_styrgraf_is_worked_out_anew_with_a_report(tmp_path: Path) -> None:
    """What 0004 knew is told by taking away what 0005 added, as an earlier program would have left it."""
    path = tmp_path / "old.db"
    store = open_store(f"sqlite:///{path}", create=True)
    take_in(store, renewed().bundle, "test", "story")
    store.close()
    connection = sqlite3.connect(path)
    for column in ("held_from", "held_to", "terms", "turns", "witnesses", "post"):
        connection.execute("DROP VIEW IF EXISTS seats")
        connection.execute("DROP INDEX IF EXISTS memberships_turned")
        connection.execute(f"ALTER TABLE memberships DROP COLUMN {column}")
    connection.execute("UPDATE memberships SET same_as = id, ended = '2027-01-01' WHERE person = 'anna'")
    connection.execute("CREATE VIEW seats AS SELECT 1 AS one")
    connection.execute("PRAGMA user_version = 4")
    connection.commit()
    connection.close()
    shutil.copy(path, tmp_path / "before.db")

    anew = open_store(f"sqlite:///{path}")
    (anna,) = [row for row in asked(anew, "members", "2027-06-01", group=GROUP) if row.person_id == "anna"]
    anew.close()
    report = (tmp_path / "old.db.v4.csv").read_text(encoding="utf-8")

    assert anna.valid_to == "2030"
    assert "anna-2" in report
    assert "2027-01-01" in report
    assert "bo" not in report
    assert (tmp_path / "old.db.v4.bak").exists()
    open_store(f"sqlite:///{path}").close()
    assert len(list(tmp_path.glob("*.csv"))) == 1
