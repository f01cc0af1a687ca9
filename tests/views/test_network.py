"""What a network shows and where: the tree, bundles, filters, places and the address; no store and no browser."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.exports.pictures import palette
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Person
from graph.stores.addresses import VARIABLE as STORE
from graph.stores.sqlite.store import SqliteStore
from graph.texts import LANGUAGES
from queries import steps
from tests.support.here import PROJECT
from tests.support.stories import Story
from views.explore import drawing, explore, layout, network_state, network_words, panel
from views.explore import found as network_found
from views.explore import scene as network_scene
from views.explore.component import VIS, pyvis_folder
from views.explore.layout import NodePlace
from views.explore.network_state import NetworkWish
from views.explore.scene import Filters, NetworkNode, NetworkScene, Reached, Tie, Way

ASSETS = Path(explore.__file__).parents[1] / "assets" / "network"
DAY = "2024-06-19"


def tie(kind: str, start: str, end: str, role: str = "", certainty: str = "presumed") -> Tie:
    return Tie(kind, start, end, role, "", "", certainty, False, "2024-01-01", ("k",))


def reached(id: str, near: str, relation: str = "part_of", kind: str = "npo") -> Reached:
    return Reached(id, kind, id.upper(), Way(near, relation, True))


def star(groups: int, each: int) -> dict[str, NetworkNode]:
    """Return a centre with groups, and people in each group."""
    found = [reached(f"g{group}", "c") for group in range(groups)]
    found += [
        reached(f"p{group}-{person}", f"g{group}", "member_of", "person")
        for group in range(groups)
        for person in range(each)
    ]
    return network_scene.tree(("c", "sks", "C"), found)


trees = st.lists(
    st.tuples(
        st.integers(0, 200), st.sampled_from(("member_of", "part_of", "hosts")), st.sampled_from(("npo", "person"))
    ),
    max_size=260,
).map(
    lambda rows: network_scene.tree(
        ("n0", "sks", "Mitten"),
        [
            Reached(f"n{number}", kind, f"Nod {number}", Way(f"n{near % number}", relation, True))
            for number, (near, relation, kind) in enumerate(rows, 1)
        ],
    )
)

# ---- the tree


def test_of_several_ways_to_a_node_the_first_counts() -> None:
    nodes = network_scene.tree(
        ("c", "sks", "C"), [reached("a", "c"), reached("b", "a"), reached("b", "c"), reached("x", "?")]
    )
    assert {node.id: (node.parent, node.level) for node in nodes.values()} == {
        "c": (None, 0),
        "a": ("c", 1),
        "b": ("a", 2),
    }


def test_walking_takes_the_shortest_way_and_then_the_closest_relation() -> None:
    named = {id_: ("npo", id_) for id_ in ("sks", "akut", "norra", "anna", "away")}
    ties = [
        tie("part_of", "akut", "sks"),
        tie("hosts", "norra", "akut"),
        tie("represents", "anna", "norra"),
        tie("member_of", "anna", "akut"),
        tie("part_of", "akut", "norra"),
    ]
    found = network_scene.walked("sks", named, ties)
    assert [(each.id, each.way) for each in found] == [
        ("akut", Way("sks", "part_of", True)),
        ("anna", Way("akut", "member_of", True)),
        ("norra", Way("akut", "hosts", True)),
    ]


@given(
    st.permutations(
        [tie("part_of", "b", "a"), tie("part_of", "c", "a"), tie("hosts", "c", "b"), tie("hosts", "d", "b")]
    )
)
def test_the_order_in_which_edges_come_does_not_matter(ties: list[Tie]) -> None:
    named = {id_: ("npo", id_) for id_ in "abcd"}
    assert network_scene.walked("a", named, ties) == network_scene.walked("a", named, sorted(ties))


# ---- bundles


def test_few_are_not_folded() -> None:
    assert network_scene.bundled(star(10, 10)) == set()


def test_many_are_folded_into_bundles_of_one_kind_reached_one_way() -> None:
    nodes = star(10, 18)
    bundles = network_scene.bundled(nodes)
    shown = network_scene.fold(nodes, bundles)
    assert len(shown) <= network_scene.CALM
    folded = [node for node in shown.values() if node.members]
    assert folded
    assert {len(node.members) for node in folded} == {18}
    assert network_words.bundle(folded[0].way or Way("", "", True), "person", 18, "sv") == "18 ledamöter"
    assert network_words.bundle(Way("c", "member_of", True), "person", 1, "sv") == "1 ledamot"
    assert network_words.bundle(Way("c", "part_of", True), "npo", 10, "en") == "10 NPO"
    assert network_words.bundle(Way("c", "part_of", True), "region", 1, "sv") == "1 region"


@given(trees)
def test_folding_hides_nobody_without_a_place_in_a_bundle(nodes: dict[str, NetworkNode]) -> None:
    bundles = network_scene.bundled(nodes, most=20, calm=10)
    shown = network_scene.fold(nodes, bundles)
    homes = network_scene.homes(shown, nodes)
    assert homes.keys() - shown.keys() == nodes.keys() - shown.keys()
    assert set(homes.values()) <= shown.keys()
    for node in shown.values():
        assert node.parent is None or node.parent in shown
        assert node.level == (0 if node.parent is None else shown[node.parent].level + 1)


@given(trees, st.data())
def test_opening_one_bundle_shows_those_in_it_and_folds_no_other(
    nodes: dict[str, NetworkNode], data: st.DataObject
) -> None:
    bundles = network_scene.bundled(nodes, most=20, calm=10)
    shown = network_scene.fold(nodes, bundles)
    folded = [node for node in shown.values() if node.members]
    if not folded:
        return
    one = data.draw(st.sampled_from(sorted(folded)))
    opened = network_scene.fold(nodes, {bundle for bundle in bundles if bundle[0] != one.way})
    assert shown.keys() - opened.keys() <= {node.id for node in folded if node.way == one.way}
    assert set(one.members) <= opened.keys()


def test_what_leads_to_a_kept_node_stays_when_its_bundle_is_folded() -> None:
    nodes = star(3, 5)
    shown = network_scene.fold(nodes, set(), [Way("c", "part_of", True)], kept=["p1-2"])
    assert {"c", "g1", "p1-2"} <= shown.keys()
    assert "g0" not in shown


def test_a_hidden_node_moves_to_whoever_asked_for_it() -> None:
    nodes = star(2, 3)
    nodes["r"] = NetworkNode("r", "region", "R", Way("c", "hosts", True), 1)
    network_scene.grow(nodes, [reached("g1", "r", "hosts")], hidden={"g1"})
    assert nodes["g1"].parent == "r"
    assert nodes["p1-0"].level == 3
    assert list(nodes).index("g1") < list(nodes).index("p1-0")
    network_scene.grow(nodes, [reached("r", "g1")], hidden={"r"})
    assert nodes["r"].parent == "c", "nobody is reached through himself"


def test_closing_what_was_opened_takes_it_away_with_all_behind() -> None:
    nodes = star(2, 2)
    left = network_scene.without(nodes, [Way("g0", "member_of", True)])
    assert nodes.keys() - left.keys() == {"p0-0", "p0-1"}
    left = network_scene.without(nodes, [Way("c", "part_of", True)], kept=["p1-1"])
    assert left.keys() == {"c", "g1", "p1-1", "p1-0"}


# ---- filters


def _scene() -> NetworkScene:
    nodes = star(2, 2)
    ties = [tie("part_of", "g0", "c", certainty="stated"), tie("part_of", "g1", "c")]
    ties += [
        tie("member_of", f"p{group}-{person}", f"g{group}", "ordförande" if person else "ledamot")
        for group in range(2)
        for person in range(2)
    ]
    return NetworkScene(nodes, tuple(sorted(ties)))


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(), {"c", "g0", "g1", "p0-0", "p0-1", "p1-0", "p1-1"}),
        (Filters(kinds=frozenset({"npo"})), {"c", "g0", "g1"}),
        (Filters(roles=frozenset({"ordförande"})), {"c", "g0", "g1", "p0-1", "p1-1"}),
        (Filters(certainties=frozenset({"stated"})), {"c", "g0"}),
        (Filters(belonging=frozenset({"g1", "p1-1"})), {"c", "g1", "p1-1"}),
    ],
)
def test_filters_leave_what_they_name_and_the_centre(filters: Filters, left: set[str]) -> None:
    found = network_scene.filtered(_scene(), filters, {"c"})
    assert set(found.nodes) == left
    assert {end for each in found.ties for end in (each.start, each.end)} <= left


# ---- places


def places(nodes: dict[str, NetworkNode], ties: Iterable[tuple[str, str]] = ()) -> dict[str, NodePlace]:
    near: dict[str, set[str]] = {}
    for one, other in ties:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    return layout.rings(nodes, near, lambda node: node.order)


@given(trees)
def test_the_same_nodes_stand_in_the_same_places_and_nobody_on_another(nodes: dict[str, NetworkNode]) -> None:
    found = places(nodes)
    assert found.keys() == nodes.keys()
    assert len({(place.x, place.y) for place in found.values()}) == len(nodes)
    turned = dict(sorted(nodes.items(), key=lambda item: (item[1].level, item[0]), reverse=False))
    assert places(turned) == found


def test_labels_of_a_ring_do_not_cover_one_another() -> None:
    nodes = network_scene.tree(
        ("c", "sks", "C"), [reached(f"npo-nummer-{number}-av-manga", "c") for number in range(60)]
    )
    found = places(nodes)
    boxes = [layout._box(found[id_], node.label) for id_, node in nodes.items() if id_ != "c"]
    over = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] + 9 < other[3] - 9 and other[1] + 9 < one[3] - 9
    ]
    assert over == []


@given(trees, st.lists(st.tuples(st.integers(0, 300), st.text("abcåäö ", min_size=1, max_size=60)), max_size=30))
def test_what_comes_later_moves_nobody_and_covers_nobody(
    nodes: dict[str, NetworkNode], later: list[tuple[int, str]]
) -> None:
    found = places(nodes)
    before = dict(found)
    ids = list(nodes)
    more = {
        f"later-{number}": NetworkNode(f"later-{number}", "npo", label, Way(ids[near % len(ids)], "hosts", True), 1)
        for number, (near, label) in enumerate(later)
    }
    layout.beside(found, {**nodes, **more}, nodes)
    assert {id_: found[id_] for id_ in before} == before
    everyone = {**nodes, **more}
    boxes = {id_: layout._box(found[id_], everyone[id_].label) for id_ in everyone}
    for id_ in more:
        left, top, right, bottom = boxes[id_]
        for other, box in boxes.items():
            if other != id_:
                assert not (left < box[2] and box[0] < right and top < box[3] and box[1] < bottom)


def test_what_hangs_on_several_stands_between_them() -> None:
    found = [reached(f"g{number}", "c") for number in range(8)]
    nodes = network_scene.tree(("c", "sks", "C"), [*found, reached("host", "g1", "hosts")])
    stands = places(nodes, [("host", "g1"), ("host", "g2"), ("host", "g3")])
    assert abs(stands["host"].y - stands["g2"].y) < 130
    assert stands["host"].x > stands["g2"].x


# ---- the address

ways = st.builds(
    Way, st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True), st.sampled_from(steps.RELATIONS), st.booleans()
)
ids = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True)
wishes = st.builds(
    NetworkWish,
    st.integers(1, 3),
    st.lists(ids, max_size=5, unique=True).map(tuple),
    st.lists(ways, max_size=5, unique=True).map(tuple),
    st.lists(ways, max_size=5, unique=True).map(tuple),
    st.lists(st.tuples(ids, st.integers(-9999, 9999), st.integers(-9999, 9999)), max_size=5, unique=True).map(tuple),
    st.lists(st.sampled_from(("npo", "person", "region")), max_size=3, unique=True).map(tuple),
    st.just("") | ids,
    st.lists(st.sampled_from(("ledamot", "vice ordförande", "ständigt inbjuden")), max_size=3, unique=True).map(tuple),
    st.lists(st.sampled_from(("stated", "presumed")), max_size=2, unique=True).map(tuple),
    st.booleans(),
    st.booleans(),
    st.just("") | ids,
    st.just("") | ids,
)
anything = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5)


@given(wishes)
def test_a_wish_reads_back_from_the_address(wish: NetworkWish) -> None:
    written = network_state.written(wish)
    assert network_state.read(written) == wish
    assert set(written) <= network_state.NAMES


@given(st.dictionaries(st.sampled_from(sorted(network_state.NAMES)), st.text()))
def test_no_address_is_too_strange(address: dict[str, str]) -> None:
    wish = network_state.read(address)
    assert network_state.read(network_state.written(wish)) == wish


@given(
    wishes,
    st.dictionaries(st.sampled_from(("do", "id", "ids", "ways", "name", "value", "x", "y", "start", "goal")), anything),
    st.sampled_from(("select", "open", "close", "path", "move", "tidy", "set", "other")),
)
def test_nothing_that_a_browser_sends_breaks_the_address(wish: NetworkWish, event: dict[str, Any], do: str) -> None:
    after = network_state.after(wish, {**event, "do": do})
    again = network_state.read(network_state.written(after))
    assert network_state.read(network_state.written(again)) == again


def test_what_is_done_stands_in_the_address() -> None:
    wish = NetworkWish(depth=2)
    for event in (
        {"do": "select", "ids": ["sks", "sks", "akut"]},
        {"do": "open", "ways": ["sks~-member_of", "nonsense"]},
        {"do": "close", "ways": ["sks~-part_of"]},
        {"do": "move", "id": "akut", "x": 10.4, "y": -7},
        {"do": "move", "id": "akut", "x": 12, "y": -7},
        {"do": "set", "name": "roll", "value": ["vice ordförande"]},
        {"do": "set", "name": "farg", "value": "slag"},
    ):
        wish = network_state.after(wish, event)
    assert network_state.written(wish) == {
        "djup": "2",
        "vald": "sks akut",
        "oppna": "sks~-member_of",
        "stangda": "sks~-part_of",
        "flyttade": "akut~12~-7",
        "roll": "vice_ordförande",
        "farg": "slag",
    }
    opened = network_state.after(wish, {"do": "open", "ways": ["sks~-part_of"]})
    assert opened.closed == ()


# ---- the drawing


def _drawn(scene: NetworkScene, **more: Any) -> dict[str, Any]:
    stands = dict.fromkeys(scene.nodes, NodePlace(0, 0, "r"))
    asked: dict[str, Any] = {"centre": "c", "by_kind": False, "on_path": set(), "language": "sv", **more}
    return drawing.network_drawing(scene, stands, {"g0": "norra"}, ["norra", "sodra"], **asked)


def test_pyvis_builds_nodes_edges_and_options_that_json_holds() -> None:
    drawn = _drawn(_scene())
    assert json.loads(json.dumps(drawn)) == drawn
    assert {node["id"] for node in drawn["nodes"]} == set(_scene().nodes)
    assert len(drawn["edges"]) == len(_scene().ties)
    assert json.loads(drawn["options"])["physics"]["enabled"] is False
    colours = {node["id"]: node["color"] for node in drawn["nodes"]}
    assert colours["g0"] == palette.COLOURS[0]
    assert colours["g1"] == palette.PLAIN


def test_pyvis_draws_without_what_it_uses_in_notebooks_alone() -> None:
    """IPython, jedi and jsonpickle are thousands of modules that the dashboard has no use for."""
    script = (
        "import sys; from views.explore import component, drawing; import app, cli;"
        "from views.explore.scene import NetworkScene;"
        "asked = dict(centre='', by_kind=False, on_path=(), language='sv');"
        "drawing.network_drawing(NetworkScene({}, ()), {}, {}, [], **asked);"
        "print('pyvis.network' in sys.modules, *({'IPython', 'jedi', 'jsonpickle', 'parso'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", cwd=PROJECT)
    assert done.stdout.split() == ["True"], done.stderr


def test_every_kind_has_a_shape_and_a_colour_of_its_own() -> None:
    from graph import kinds

    for kind in (*kinds.ORGANISATION_KINDS, "person"):
        assert drawing.form(kind) in ("hexagon", "box", "ellipse", "note", "capsule", "person")
        node = NetworkNode(kind, kind, kind, None, 0)
        fill = drawing.colour(node, {}, palette.assign([]), by_kind=True)
        assert palette.contrast(palette.INK, fill) >= 4.5


def test_a_link_is_told_as_a_sentence_whatever_the_names() -> None:
    way = Way("eva", "represents", False)
    said = network_words.sentence(way, "{Eva}", "<b>Norra</b>", "ordförande", "NPO {0}", "sv")
    assert said == "{Eva} företräder <b>Norra</b> i NPO {0} som ordförande"
    said = network_words.sentence(Way("a", "hosts", True), "NPO akut vård", "Norra", "", None, "en")
    assert said == "NPO akut vård is hosted by Norra"


# ---- real data, without a browser


def test_the_whole_system_is_drawn_once_each_with_hosts_in_their_colours(
    real_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    found = network_found.find("system", NetworkWish(), DAY, "sv")
    assert found.centre == "sks"
    assert found.homes["npo-akut-vard"] == "sjukvardsregion-mellansverige"
    assert len({(place.x, place.y) for id_, place in found.places.items() if id_ in found.scene.nodes}) == len(
        found.scene.nodes
    )


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("centre", ["sks", "npo-akut-vard", "mats-bojestig", "sjukvardsregion-sydostra"])
def test_no_picture_is_a_hairball(centre: str, depth: int, real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    found = network_found.find(centre, NetworkWish(depth=depth), DAY, "sv")
    assert len(found.scene.nodes) <= network_scene.MOST
    whole = network_found.find(centre, NetworkWish(depth=depth, ungrouped=True), DAY, "sv")
    assert len(whole.scene.nodes) == whole.base


def test_closing_and_opening_move_nobody(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    wish = NetworkWish()
    seen = network_found.find("npo-akut-vard", wish, DAY, "sv")
    for event in (
        {"do": "open", "ways": ["sks~-member_of"]},
        {"do": "open", "ways": ["mats-bojestig~represents", "fredrik-jonsson~represents"]},
        {"do": "close", "ways": ["sks~-member_of"]},
        {"do": "close", "ways": ["npo-akut-vard~-part_of"]},
        {"do": "open", "ways": ["npo-akut-vard~-part_of"]},
        {"do": "open", "ways": ["sks~-member_of"]},
    ):
        wish = network_state.after(wish, event)
        now = network_found.find("npo-akut-vard", wish, DAY, "sv")
        both = seen.scene.nodes.keys() & now.scene.nodes.keys()
        assert {id_: seen.places[id_] for id_ in both} == {id_: now.places[id_] for id_ in both}
        seen = now
    assert len(seen.scene.nodes) > 20


def test_who_is_not_to_be_shown_is_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story()
    story.add(Person(id="eva-ek", name="Eva Ek", visibility="suppressed"))
    for person in ("eva-ek", "kim-berg"):
        story.sits(person, "npo-a", seen="2024-05-01", represents=["region-ankeborg"])
    store = SqliteStore(tmp_path / "hidden.db", create=True)
    take_in(store, story.bundle, "test", "story")
    monkeypatch.setenv(STORE, store.address)
    for wish in (
        NetworkWish(depth=2),
        NetworkWish(opened=(Way("npo-a", "member_of", True),)),
        NetworkWish(start="eva-ek", goal="npo-a"),
    ):
        found = network_found.find("npo-a", wish, DAY, "sv")
        assert "kim-berg" in found.scene.nodes
        assert "eva-ek" not in found.scene.nodes
        told = panel.panel(["npo-a"], found, DAY, "sv")
        assert "Kim Berg" in str(told) or "kim-berg" in str(told)
        assert "eva-ek" not in str(told)
        assert panel.panel(["eva-ek"], found, DAY, "sv") is None
    store.close()


# ---- the component


def test_pyvis_ships_the_drawing_that_is_asked_for() -> None:
    folder = pyvis_folder() / VIS
    head = (folder / "vis-network.min.js").read_text("utf-8")[:900]
    assert "@version 9.1.2" in head
    assert "Apache 2.0" in head
    assert "MIT" in head


def test_every_word_that_the_scripts_use_is_there_in_both_languages_and_no_other() -> None:
    scripts = "\n".join(path.read_text("utf-8") for path in sorted(ASSETS.glob("*.js")))
    used = set(re.findall(r"\bwords\.(\w+)", scripts)) | {"details", "outline", "table"}
    assert used == set(explore.WORDS)
    for name, text in explore.WORDS.items():
        for language in LANGUAGES:
            assert text.of(language), name
        if len(text.sv) > 10 and name != "body":
            assert text.sv != text.en, name


def test_names_reach_the_page_as_text_alone() -> None:
    for path in ASSETS.glob("*.js"):
        script = path.read_text("utf-8")
        for way_in in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "http://",
            "https://",
        ):
            assert way_in not in script, f"{path.name}: {way_in}"
