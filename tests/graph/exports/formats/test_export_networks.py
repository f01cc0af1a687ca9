"""GraphML, GEXF and JSON: networks that networkx reads, with all that is told of each node and edge."""

import json
from collections.abc import Iterator
from io import BytesIO

import networkx
import pytest

from graph.exports.data.network import graph
from graph.exports.subject import Subject
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Hosting, Membership
from tests.conftest import EmptyStore
from tests.support.export_story import DAY, GROUP, HOSTILE_GROUP, QUOTED, RIGHT_TO_LEFT, story, subject, written

Network = networkx.MultiDiGraph


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


def read(name: str, about: Subject) -> "Network[str]":
    content = written(name, about)
    if name == "json":
        made = networkx.node_link_graph(json.loads(content), edges="edges")
    elif name == "graphml":
        made = networkx.read_graphml(BytesIO(content), force_multigraph=True)
    else:
        made = networkx.read_gexf(BytesIO(content))
        if not made.is_multigraph():  # networkx makes a simple graph of one that has no parallel edges
            simple, made = made, networkx.MultiDiGraph()
            made.add_nodes_from(simple.nodes(data=True))
            for start, end, facts in simple.edges(data=True):
                made.add_edge(start, end, facts["id"], **facts)
    assert isinstance(made, networkx.MultiDiGraph)
    return made


@pytest.mark.parametrize("scope", ["system", GROUP, "sjukvardsregion-ankeborg", "kajsa"])
@pytest.mark.parametrize("name", ["json", "graphml", "gexf"])
def test_networkx_reads_the_nodes_and_edges_that_were_written(told: Store, name: str, scope: str) -> None:
    about = subject(told, scope)
    expected, made = graph(about), read(name, about)
    assert set(made.nodes) == set(expected.nodes)
    assert sorted(made.edges(keys=True)) == sorted(expected.edges(keys=True))
    for node, facts in expected.nodes(data=True):
        assert facts.items() <= made.nodes[node].items()
    for start, end, key, facts in expected.edges(keys=True, data=True):
        plain = {k: "; ".join(v) if isinstance(v, list) and name != "json" else v for k, v in facts.items()}
        assert plain.items() <= made.edges[start, end, key].items()


@pytest.mark.parametrize("name", ["json", "graphml", "gexf"])
def test_networkx_reads_the_real_data(real_store: Store, name: str) -> None:
    about = subject(real_store, "system")
    made = read(name, about)
    assert made.number_of_nodes() == len([row for row in about.elements if row.element == "node"])
    assert made.number_of_edges() == len([row for row in about.elements if row.element == "edge"])


def test_a_node_tells_name_kind_and_dates(told: Store) -> None:
    made = read("json", subject(told))
    assert made.nodes[GROUP] == {
        "label": f"NPO {HOSTILE_GROUP}",
        "kind": "npo",
        "kind_label": "nationellt programområde",
        "status": "active",
        "valid_from": "2018-05",
        "valid_to": "2030/..",
    }
    assert {made.nodes["kajsa"]["label"], made.nodes["donald"]["label"]} == {QUOTED, RIGHT_TO_LEFT}


def test_an_edge_tells_role_dates_certainty_and_sources(told: Store) -> None:
    made = read("json", subject(told))
    assert made.edges["kajsa", GROUP, f"member_of|kajsa|{GROUP}|ordförande|decided|{GROUP}"] == {
        "label": "sitter i",
        "kind": "member_of",
        "role": "ordförande",
        "role_label": "ordförande",
        "status": "decided",
        "in_group": GROUP,
        "certainty": "stated",
        "unconfirmed": False,
        "last_confirmed": "2025-02-01",
        "valid_from": "2024-01-15",
        "valid_to": "2027-03",
        "sources": ["lista-2025", "protokoll-kajsa"],
    }
    hosting = made.edges["sjukvardsregion-ankeborg", GROUP, f"hosts|sjukvardsregion-ankeborg|{GROUP}||active"]
    assert (hosting["valid_from"], hosting["valid_to"]) == ("2022", "2026-12-31")


def test_a_person_under_two_spellings_bears_the_dates_of_both(told: Store) -> None:
    made = read("json", subject(told, "musse-pigg"))
    spans = {facts.get("valid_to") for _, _, facts in made.edges(data=True) if facts["kind"] == "member_of"}
    assert spans == {"2027-01/2027-06", None}
    assert "musse-p" not in made


def test_records_that_tell_different_dates_give_none(empty_store: EmptyStore) -> None:
    with empty_store() as store:
        told = story()
        told.add(Hosting(id="twin", host="sjukvardsregion-ankeborg", hosted=GROUP, valid_from="2023"), "lista-2025")
        take_in(store, told.bundle, "test", "story")
        made = read("json", subject(store))
    hosting = made.edges["sjukvardsregion-ankeborg", GROUP, f"hosts|sjukvardsregion-ankeborg|{GROUP}||active"]
    assert hosting.keys().isdisjoint({"valid_from", "valid_to"})


def test_the_file_tells_scope_day_and_that_no_licence_is_stated(told: Store) -> None:
    facts = json.loads(written("json", subject(told, language="en")))["graph"]
    assert (facts["scope"], facts["as_of"], facts["language"]) == (GROUP, DAY, "en")
    assert "No licence is stated" in facts["licence"]
    assert facts["title"] == f"NPO {HOSTILE_GROUP}"


def test_gexf_bears_the_day_asked_for_and_no_version(told: Store) -> None:
    content = written("gexf", subject(told, as_of="2024-02-29")).decode()
    assert '<meta lastmodifieddate="2024-02-29">' in content
    assert networkx.__version__ not in content


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_swedish_letters_stand_as_themselves(told: Store, name: str) -> None:
    content = written(name, subject(told)).decode()
    assert "nationellt programområde" in content
    assert "&#2" not in content


def test_every_membership_of_the_day_is_an_edge(told: Store) -> None:
    made = graph(subject(told))
    seated = {start for start, _, facts in made.edges(data=True) if facts["kind"] == "member_of"}
    assert seated == {
        each.person
        for each in told.every(Membership)
        if each.group == GROUP and each.person and each.valid_to != "../2024-06"
    }
