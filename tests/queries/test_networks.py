"""What hangs together with what: neighbours, paths and mirrors, and that each starts from an index."""

import re
from collections.abc import Iterator
from typing import Any

import networkx as nx
import pytest

from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Rule
from graph.stores.sqlite.store import SqliteStore
from queries import neighbours
from queries.asking import asking
from queries.asking.query import Question
from tests.support.listening import Listening
from tests.support.stories import Story

AS_OF = "2024-06-01"
AKUT, OGON, SMARTA = "npo-akut-vard", "npo-ogonsjukdomar", "nsg-smarta"
NORRA, SODRA = "sjukvardsregion-norra", "sjukvardsregion-sodra"
ANKEBORG = "region-ankeborg"


@pytest.fixture(scope="module")
def ankeborg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Anna chairs Akut for Norra, where Bo also sits; Cilla sits in Ögon for Södra. Only Akut is mirrored.

    Gun and Hans shared a group long ago, and both speak for Södra now.
    """
    story = Story()
    story.organisation(AKUT, "NPO akut vård")
    story.organisation(OGON, "NPO ögonsjukdomar", since="2018")
    story.organisation(SMARTA, "NSG smärta")
    story.organisation(NORRA, "Norra sjukvårdsregionen")
    story.organisation(SODRA, "Södra sjukvårdsregionen")
    story.organisation(ANKEBORG, "Region Ankeborg")
    for id in ("anna", "bo", "cilla", "dan", "eva", "anna-b"):
        story.person(id)
    story.links(ANKEBORG, "part_of", NORRA)
    story.hosts(NORRA, AKUT, seen="2023-05-26")
    story.hosts(SODRA, AKUT, seen="2023-05-26", status="dormant")
    story.sits("anna", AKUT, "ordförande", seen="2023-05-26", represents=[NORRA], employer=ANKEBORG)
    story.sits("anna-b", AKUT, "ordförande", seen="2023-06-01", represents=[NORRA])
    story.judges("anna", "anna-b")
    story.sits("bo", AKUT, seen="2023-05-26", represents=[NORRA])
    story.sits("cilla", OGON, seen="2023-05-26", represents=[SODRA])
    story.sits("dan", AKUT, seen="2018-05-26", until="2019-12")
    story.sits("eva", SMARTA, seen="2018-05-26", represents=[NORRA])
    story.sits("eva", OGON, seen="2023-05-26", until="2023-12", represents=[NORRA])
    story.organisation("rpo-norra-akut", "RPO akut vård, Norra")
    story.links("rpo-norra-akut", "part_of", NORRA)
    story.links("rpo-norra-akut", "counterpart_of", AKUT, seen="2023-05-26")
    story.links("lpo-ankeborg-akut", "part_of", ANKEBORG)
    story.links("lpo-ankeborg-akut", "counterpart_of", "rpo-norra-akut", seen="2018-05-26")
    story.add(Rule(id="mirror", check="mirror", applies_to="rpo", text="Each NPO is mirrored."), "2023-06-27")
    for person, group in (("gun", "nag-yrsel"), ("hans", "nag-zoster")):
        story.sits(person, "nag-aldre", seen="2018-05-26")
        story.sits(person, group, seen="2023-05-26", represents=[SODRA])
    store = SqliteStore(tmp_path_factory.mktemp("networks") / "styrgraf.db", create=True)
    take_in(store, story.bundle, "test", "story")
    yield store
    store.close()


def ask(store: Store, name: str, as_of: str = AS_OF, **given: str) -> list[Any]:
    return asking.ask(store, name, given, as_of).rows


# ---- neighbours


def test_the_first_step_reaches_both_ways_and_tells_each_edge(ankeborg: Store) -> None:
    rows = ask(ankeborg, "neighbours", node=AKUT)
    assert [(row.id, row.via, row.backward, row.role, row.status) for row in rows] == [
        ("anna", "member_of", True, "ordförande", "decided"),
        ("bo", "member_of", True, "ledamot", "decided"),
        (NORRA, "hosts", True, None, "active"),
        (SODRA, "hosts", True, None, "dormant"),
        ("rpo-norra-akut", "counterpart_of", True, None, None),
    ]
    assert {row.distance for row in rows} == {1}
    assert {(row.from_id, row.from_label) for row in rows} == {(AKUT, "NPO akut vård")}


def test_an_edge_bears_its_certainty_its_sources_and_the_group_in_which_it_holds(ankeborg: Store) -> None:
    (row,) = [row for row in ask(ankeborg, "neighbours", node="anna") if row.via == "represents"]
    assert (row.label, row.kind, row.in_group, row.backward) == (
        "Norra sjukvårdsregionen",
        "sjukvardsregion",
        "NPO akut vård",
        False,
    )
    assert (row.certainty, row.unconfirmed, row.last_confirmed) == ("presumed", False, "2023-06-01")
    assert row.sources == ["2023-05-26", "2023-06-01"]


def test_a_node_stands_at_its_shortest_distance_with_every_edge_that_first_reaches_it(ankeborg: Store) -> None:
    rows = ask(ankeborg, "neighbours", node=ANKEBORG, depth="2")
    assert {row.id: row.distance for row in rows} == {
        "anna": 1,
        "lpo-ankeborg-akut": 1,
        NORRA: 1,
        AKUT: 2,
        "bo": 2,
        "eva": 2,
        "rpo-norra-akut": 2,
    }
    assert {(row.from_id, row.via) for row in rows if row.id == AKUT} == {("anna", "member_of"), (NORRA, "hosts")}
    assert {row.from_id for row in rows if row.id == "rpo-norra-akut"} == {NORRA, "lpo-ankeborg-akut"}


def test_three_steps_are_the_most(ankeborg: Store) -> None:
    assert {row.distance for row in ask(ankeborg, "neighbours", node="lpo-ankeborg-akut", depth="9")} == {1, 2, 3}
    assert ask(ankeborg, "neighbours", node=AKUT, depth="0") == []


def test_only_what_holds_on_the_date_is_around(ankeborg: Store) -> None:
    assert "dan" not in {row.id for row in ask(ankeborg, "neighbours", node=AKUT)}
    assert "dan" in {row.id for row in ask(ankeborg, "neighbours", "2019-06-01", node=AKUT)}


def test_what_nobody_confirmed_for_three_years_stands_last(ankeborg: Store) -> None:
    rows = ask(ankeborg, "neighbours", node=NORRA)
    assert [row.unconfirmed for row in rows] == sorted(row.unconfirmed for row in rows)
    assert {row.id for row in rows if row.unconfirmed and row.via == "represents"} == {"eva"}


def test_a_step_that_would_pass_the_bound_is_not_taken_but_the_first_always_is(
    ankeborg: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "MOST_NODES", 5)
    assert {row.distance for row in ask(ankeborg, "neighbours", node=AKUT, depth="3")} == {1}
    monkeypatch.setattr(neighbours, "MOST_NODES", 9)
    assert {row.distance for row in ask(ankeborg, "neighbours", node=ANKEBORG, depth="2")} == {1, 2}


# ---- path


def test_a_chain_is_told_in_words_whichever_way_its_edges_point(ankeborg: Store) -> None:
    assert [row.sentence for row in ask(ankeborg, "path", start="anna", goal="cilla")] == [
        "Anna sitter i NPO akut vård som ordförande",
        "NPO akut vård har som värd Södra sjukvårdsregionen (vilande värd)",
        "Södra sjukvårdsregionen företräds av Cilla i NPO ögonsjukdomar som ledamot",
    ]
    assert [row.sentence for row in ask(ankeborg, "path", start=ANKEBORG, goal="anna")] == [
        "Region Ankeborg har anställt Anna"
    ]
    assert [row.sentence for row in ask(ankeborg, "path", start="bo", goal=ANKEBORG)] == [
        "Bo företräder Norra sjukvårdsregionen i NPO akut vård som ledamot",
        "Norra sjukvårdsregionen omfattar Region Ankeborg",
    ]


def test_of_equally_short_chains_the_closest_relation_is_taken(ankeborg: Store) -> None:
    rows = ask(ankeborg, "path", start="anna", goal="bo")
    assert [(row.step, row.relation, row.from_id, row.to_id) for row in rows] == [
        (1, "member_of", "anna", AKUT),
        (2, "member_of", AKUT, "bo"),
    ]
    assert rows[0].sources == ["2023-05-26", "2023-06-01"]


def test_of_equally_short_chains_a_confirmed_one_is_taken(ankeborg: Store) -> None:
    assert [row.to_id for row in ask(ankeborg, "path", "2019-06-01", start="gun", goal="hans")] == ["nag-aldre", "hans"]
    assert [row.to_id for row in ask(ankeborg, "path", start="gun", goal="hans")] == [SODRA, "hans"]


def test_no_chain_on_the_date_is_no_rows(ankeborg: Store) -> None:
    assert ask(ankeborg, "path", start="dan", goal="anna") == []
    assert ask(ankeborg, "path", "2019-06-01", start="dan", goal=AKUT)
    assert ask(ankeborg, "path", start="anna", goal="anna") == []


def test_chains_are_as_short_as_a_search_of_the_whole_graph_finds(real_store: Store) -> None:
    edges = real_store.ask(
        "SELECT from_id, to_id, kind FROM edges WHERE first_possible <= :as_of AND :as_of < ended", {"as_of": AS_OF}
    )
    whole = nx.Graph([(from_id, to_id) for from_id, to_id, _ in edges])
    ends = sorted(whole)[::37]
    for start in ends:
        for goal in ends:
            rows = ask(real_store, "path", start=start, goal=goal)
            assert len(rows) == (nx.shortest_path_length(whole, start, goal) if nx.has_path(whole, start, goal) else 0)
            for row in rows:
                edge = (row.to_id, row.from_id) if row.backward else (row.from_id, row.to_id)
                assert (*edge, row.relation) in edges
                assert row.sources
            assert rows == ask(real_store, "path", start=start, goal=goal)
            assert [row.from_id for row in rows[1:]] == [row.to_id for row in rows[:-1]]


# ---- mirrors


@pytest.mark.parametrize("group", [AKUT, "rpo-norra-akut", "lpo-ankeborg-akut"])
def test_the_same_mirrors_are_seen_from_every_level(ankeborg: Store, group: str) -> None:
    rows = ask(ankeborg, "mirrors", group=group)
    assert [(row.group_id, row.mirrors_id, row.body_id, row.kind, row.level) for row in rows] == [
        ("rpo-norra-akut", AKUT, NORRA, "rpo", 2),
        (None, AKUT, SODRA, "rpo", 2),
        ("lpo-ankeborg-akut", "rpo-norra-akut", ANKEBORG, "lpo", 3),
    ]
    assert [(row.certainty, row.unconfirmed) for row in rows] == [
        ("presumed", False),
        ("unknown", False),
        ("presumed", True),
    ]


def test_an_unknown_mirror_names_the_rule_that_there_is_one(ankeborg: Store) -> None:
    assert [row.sources for row in ask(ankeborg, "mirrors", group=AKUT) if row.group_id is None] == [["2023-06-27"]]


def test_where_no_rule_tells_the_unknown_mirrors_have_no_source(ankeborg: Store) -> None:
    rows = ask(ankeborg, "mirrors", group=SMARTA)
    assert [(row.group_id, row.body_id, row.kind, row.certainty, row.sources) for row in rows] == [
        (None, NORRA, "rsg", "unknown", []),
        (None, SODRA, "rsg", "unknown", []),
    ]


def test_a_group_that_was_not_there_yet_has_no_unknown_mirrors(ankeborg: Store) -> None:
    assert ask(ankeborg, "mirrors", "2017-06-01", group=OGON) == []
    assert len(ask(ankeborg, "mirrors", group=OGON)) == 2


def test_npo_cancersjukdomar_of_the_real_data_is_mirrored_on_three_levels(real_store: Store) -> None:
    rows = ask(real_store, "mirrors", "2026-11-22", group="RPO cancer, Norra sjukvårdsregionen")
    assert {row.body for row in rows if row.kind == "rpo" and row.group} == {
        "Norra sjukvårdsregionen",
        "Sjukvårdsregion Mellansverige",
    }
    assert len([row for row in rows if row.kind == "rpo" and row.group is None]) == 4
    assert {row.mirrors_id for row in rows if row.kind == "lpo"} == {
        "rpo-norra-cancer",
        "rpo-mellansverige-cancersjukdomar",
    }


# ---- plans


# What may be gone through whole: the values bound, what an index has found already, and the few rules.
_HARMLESS = re.compile(r"SCAN (json_each|CONSTANT ROW|\(|w VIRTUAL TABLE INDEX 0:M|r\b)")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("search", {"text": "RÖ", "most": 20}),
        ("search", {"text": "Rut", "most": 20}),
        ("search", {"text": "Bojjestik", "most": 20}),
        ("neighbours", {"node": OGON, "depth": 2}),
        ("path", {"start": "eva-olofsson", "goal": "region-kalmar-lan"}),
        ("mirrors", {"group": "npo-cancersjukdomar"}),
    ],
)
def test_a_lookup_starts_from_an_index_and_reads_no_table_whole(
    real_store: Store, name: str, parameters: dict[str, Any]
) -> None:
    listener = Listening(real_store)
    assert asking.query(name).answer(Question(listener, "sql", parameters, AS_OF))  # type: ignore[arg-type]
    for text, bound in listener.asked:
        plan = [row[3] for row in real_store.ask("EXPLAIN QUERY PLAN " + text, bound)]
        for line in plan:
            assert not line.startswith(("BLOOM", "SEARCH AUTOMATIC")), (text, plan)
            assert "AUTOMATIC" not in line, (text, plan)
            assert not line.startswith("SCAN") or _HARMLESS.match(line), (text, plan)
