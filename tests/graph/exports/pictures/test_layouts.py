"""Forms, sheets, comparisons and selections: nothing overlaps, nothing is cut, the same input gives the same picture.

Golden files: run with UPDATE_GOLDEN=1 to write them anew, then look at them.
"""

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import finding, kinds
from graph.exports.comparison import Before
from graph.exports.elements import Element
from graph.exports.pictures import form, layout, lifelines, rendering, sheet, svg
from graph.exports.pictures.picture import Box, Picture
from graph.exports.spans import Span
from graph.exports.subject import Subject
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Person
from graph.texts import Language
from graph.time import FIRST_DAY, LAST_DAY
from queries.asking import asking
from queries.subjects import subject
from tests.conftest import EmptyStore
from tests.support import export_story
from tests.support.examples import examples
from tests.support.here import TESTS
from tests.support.layouts import DAY, edge, faults, node, story
from tests.support.stories import Story

GOLDEN = TESTS / "golden"
RANDOM_CASES = min(200, examples(200))


class Asked(NamedTuple):
    """What a picture is asked for with."""

    scope: str = "npo-berg"
    as_of: str = DAY
    form: str = "bands"
    compare: str | None = None
    sheet: str | None = None
    selection: tuple[str, ...] = ()
    without_people: bool = False
    language: Language = "sv"

    def subject(self, store: Store) -> Subject:
        scope, as_of, form, compare, sheet, selection, without_people, language = self
        return subject(
            store,
            scope,
            as_of,
            language,
            form=form,
            compare=compare,
            sheet=sheet,
            selection=selection,
            without_people=without_people,
        )

    def drawn(self, store: Store) -> Picture:
        return rendering.picture(self.subject(store))


SELECTION = ("npo-berg", "sks", "eva-berg", "asa-alm", "sjukvardsregion-fjall", "rpo-kust-berg", "nsg-karta")
ASKED = {
    "layout-tree": Asked(form="tree"),
    "layout-tree-system": Asked("system", form="tree"),
    "layout-tree-selection": Asked("system", form="tree", selection=SELECTION),
    "layout-hub": Asked(form="hub"),
    "layout-hub-system": Asked("system", form="hub", language="en"),
    "layout-matrix": Asked("system", form="matrix"),
    "layout-matrix-without-people": Asked(form="matrix", without_people=True),
    "layout-timeline": Asked(form="timeline", as_of="2024-06-19"),
    "layout-timeline-system": Asked("system", form="timeline", language="en"),
    "layout-timeline-compared": Asked("siv-ask", form="timeline", compare="2022-06-01", as_of="2024-06-19"),
    "layout-compared-system": Asked("system", compare="2020-01-01", as_of="2024-06-19"),
    "layout-compared-group": Asked(compare="2020-01-01", as_of="2024-06-19"),
    "layout-selection": Asked("system", selection=SELECTION, as_of="2024-06-19"),
    "layout-a4": Asked(sheet="a4"),
    "layout-slide": Asked("system", sheet="16:9"),
}


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


@pytest.fixture(scope="module")
def hostile(empty_store: EmptyStore) -> Iterator[Store]:
    """A store whose names hold what files choke on; only read it."""
    with empty_store() as store:
        take_in(store, export_story.story().bundle, "test", "story")
        yield store


def test_an_organisation_that_nothing_binds_is_told_from_the_sources_that_name_it(store: Store) -> None:
    alone = Story()
    alone.organisation("npo-ensam", "NPO ensam", seen="2024-05-01")
    take_in(store, alone.bundle, "test", "story")
    drawn = rendering.picture(subject(store, "npo-ensam", DAY, "sv"))
    assert drawn.subtitle.text.endswith("· 1 källa")


def box(picture: Picture, id_: str) -> Box:
    return next(each for each in picture.boxes if each.id == id_)


def said(found: Box) -> list[str]:
    return [words.text for words in found.words]


def explained(picture: Picture) -> list[str]:
    return [sign.words.text for sign in picture.legend.signs] if picture.legend else []


# ---- golden files


@pytest.mark.parametrize("name", ASKED)
def test_the_story_looks_as_it_did(told: Store, name: str) -> None:
    written = svg.write(ASKED[name].drawn(told))
    path = GOLDEN / f"{name}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(written, "utf-8")
    assert written == path.read_text("utf-8")


@pytest.mark.parametrize("name", ASKED)
def test_the_story_is_well_laid_out(told: Store, name: str) -> None:
    assert faults(ASKED[name].drawn(told)) == []


@pytest.mark.parametrize("name", ASKED)
def test_the_order_of_the_input_does_not_matter(told: Store, name: str) -> None:
    asked = ASKED[name].subject(told)
    mixed = random.Random(7)  # any order will do
    elements, spans = [*asked.elements, *asked.elements[:3]], [*asked.spans]
    mixed.shuffle(elements)
    mixed.shuffle(spans)
    before = asked.before
    if before:
        earlier = [*before.elements]
        mixed.shuffle(earlier)
        before = before._replace(elements=earlier)
    shuffled = asked._replace(elements=elements, spans=spans, before=before)
    assert svg.write(rendering.picture(shuffled)) == svg.write(rendering.picture(asked))


# ---- what each form tells


def test_every_form_is_found_by_itself() -> None:
    assert list(form.forms()) == ["bands", "tree", "hub", "matrix", "timeline"]
    assert all(each.title.sv and each.title.en and each.description.sv for each in form.forms().values())
    with pytest.raises(KeyError):
        form.form("circle")


def lines(picture: Picture) -> set[tuple[str, str, str]]:
    return {(each.from_id, " ".join(each.kinds), each.to_id) for each in picture.connectors}


def test_a_tree_leads_from_the_root_through_headings_down_every_level(told: Store) -> None:
    picture = ASKED["layout-tree"].drawn(told)
    assert {
        ("npo-berg", "part_of", "sks"),
        ("sjukvardsregion-fjall", "hosts", "npo-berg"),
        (":counterpart_of-rpo", "counterpart_of", "npo-berg"),
        ("rpo-kust-berg", "counterpart_of", ":counterpart_of-rpo"),
        ("lpo-holmen-berg", "counterpart_of", "rpo-kust-berg"),
    } <= lines(picture)


def test_the_tree_of_the_system_holds_working_groups_below_their_areas(told: Store) -> None:
    picture = ASKED["layout-tree-system"].drawn(told)
    assert ("nag-grus", "part_of", "npo-berg") in lines(picture)
    # Who mirrors an area in one sjukvårdsregion is shown in the area's own tree.
    assert "rpo-kust-berg" not in {each.id for each in picture.boxes}


def test_a_hub_has_a_line_to_all_that_its_middle_is_tied_to(told: Store) -> None:
    picture = ASKED["layout-hub"].drawn(told)
    tied = {end for each in picture.connectors for end in (each.from_id, each.to_id)}
    assert tied == {each.id for each in picture.boxes}
    assert [each.dashed for each in picture.connectors if each.from_id == "sjukvardsregion-kust"] == [True]


def test_hosts_that_share_a_group_stand_together(real_store: Store) -> None:
    picture = Asked("system", form="hub").drawn(real_store)
    (shared,) = (band for band in picture.bands if len(hosts_of(picture, band.boxes)) > 1)
    assert hosts_of(picture, shared.boxes) == {"region-vastra-gotaland", "sjukvardsregion-vastra"}
    groups = [each.id for band in picture.bands for each in band.boxes if each.id.startswith(("npo-", "nsg-"))]
    assert len(groups) == len(set(groups)) == 34


def hosts_of(picture: Picture, boxes: tuple[Box, ...]) -> set[str]:
    ids = {each.id for each in boxes}
    return {each.from_id for each in picture.connectors if each.kinds == ("hosts",) and each.from_id in ids}


def test_a_cell_tells_known_vacant_and_unknown_apart(told: Store) -> None:
    picture = ASKED["layout-matrix"].drawn(told)
    assert said(box(picture, "npo-berg × sjukvardsregion-fjall")) == ["Eva Berg, ordförande", "vakant: processledare"]
    assert said(box(picture, "npo-berg × sjukvardsregion-kust")) == ["Åsa Alm (2021)"]
    unknown = box(picture, "npo-dis × sjukvardsregion-kust")
    assert (said(unknown), unknown.hatched) == (["okänd"], True)
    assert "okänt: ingen källa" in explained(picture)


def test_a_cell_bears_the_colour_of_the_host(told: Store) -> None:
    picture = ASKED["layout-matrix"].drawn(told)
    host = box(picture, "sjukvardsregion-fjall")
    assert box(picture, "npo-berg × sjukvardsregion-fjall").fills == box(picture, "npo-berg").fills == host.fills
    assert said(host) == ["Fjäll", "känd\xa0i\xa02\xa0av\xa05"]


def test_without_people_a_cell_still_tells_that_the_seat_is_filled(told: Store) -> None:
    picture = ASKED["layout-matrix-without-people"].drawn(told)
    assert said(box(picture, "npo-berg × sjukvardsregion-fjall"))[0] == "tillsatt, ordförande"
    assert "Berg" not in svg.write(picture).replace("Bergsjuka", "").replace("NPO bergsjuka", "")


def test_the_real_matrix_has_the_six_of_npo_ogonsjukdomar(real_store: Store) -> None:
    picture = Asked("system", "2024-06-19", "matrix").drawn(real_store)
    cells = [each for each in picture.boxes if each.id.startswith("npo-ogonsjukdomar × sjukvardsregion")]
    assert [said(each) for each in cells] == [
        ["Eva Olofsson, ordförande"],
        ["Åke Fridman"],
        ["Anne Odergren"],
        ["Susanne Lagergren Gross"],
        ["Monica Lövestam Adrean"],
        ["Martin Thiel"],
    ]


# ---- comparisons


def test_what_came_went_and_changed_bears_a_sign_and_a_colour(told: Store) -> None:
    picture = ASKED["layout-compared-group"].drawn(told)
    ola, asa, eva = (box(picture, id_) for id_ in ("ola-dal", "asa-alm", "eva-berg"))
    assert (said(ola)[0], ola.change, ola.dashed, ola.fills) == ("– Ola Dal", "gone", True, ("#F1A085",))
    assert (said(asa)[0], asa.change, asa.dashed, asa.fills) == ("+ Åsa Alm", "added", False, ("#69C9AD",))
    assert (said(eva)[0], eva.change, eva.dashed, eva.fills) == ("Eva Berg", "", False, ("#FFFFFF",))
    assert explained(picture)[:2] == ["+ tillkommet efter 1 januari 2020", "– borta sedan 1 januari 2020"]


def test_what_nobody_told_of_before_is_not_called_new(told: Store) -> None:
    picture = ASKED["layout-compared-group"].drawn(told)
    assert said(box(picture, "nag-grus"))[0] == "? Grus"
    assert "? först sett efter 1 januari 2020: ingen äldre uppgift att jämföra med" in explained(picture)


def test_a_change_of_host_is_told_in_the_group_and_at_both_hosts(told: Store) -> None:
    picture = ASKED["layout-compared-system"].drawn(told)
    assert said(box(picture, "npo-vag")) == ["~ Vågor och dyningar", "+ värd: Fjäll", "– värd: Kust"]
    assert "+ Vågor och dyningar" in said(box(picture, "sjukvardsregion-fjall"))
    assert "– Vågor och dyningar" in said(box(picture, "sjukvardsregion-kust"))
    assert said(box(picture, "npo-dis"))[0] == "+ Dis"


def test_what_is_gone_is_not_counted(told: Store) -> None:
    picture = ASKED["layout-compared-group"].drawn(told)
    headings = [band.heading.text for band in picture.bands]
    assert "Sitter i gruppen (2)" in headings


def test_a_new_name_is_a_change(real_store: Store) -> None:
    picture = Asked("system", "2022-06-01", compare="2018-10-01").drawn(real_store)
    assert said(box(picture, "sjukvardsregion-mellansverige"))[:2] == [
        "~ Mellansverige",
        "hette Uppsala-Örebro sjukvårdsregion",
    ]


def test_nothing_is_marked_between_two_days_without_a_change(told: Store) -> None:
    for name in form.forms():
        picture = Asked(form=name, as_of="2024-06-19", compare="2024-06-18").drawn(told)
        assert {each.change for each in picture.boxes} == {""}


# ---- time


def test_a_bar_is_solid_between_observations_pale_after_and_open_where_nobody_knows(told: Store) -> None:
    spans = {span.id: span for span in Asked(form="timeline", as_of="2024-06-19").subject(told).spans}
    assert lifelines.parts(spans["eva-berg--npo-berg--ordforande"], "2024-06-19") == (
        lifelines.BarPart("start", None, "2019-05-01"),
        lifelines.BarPart("sure", "2019-05-01", "2024-01-02"),
        lifelines.BarPart("presumed", "2024-01-02", "2024-06-19"),
        lifelines.BarPart("end", "2024-06-19", None),
    )
    assert lifelines.parts(spans["ola-dal--npo-berg--ledamot"], "2024-06-19")[-1] == lifelines.BarPart(
        "end", "2019-05-02", "2021-09-15"
    )
    assert lifelines.parts(spans["bo-ek--npo-berg--adjungerad"], "2024-06-19") == (
        lifelines.BarPart("undated", None, "2024-06-20"),
    )


def test_what_the_source_bounds_on_both_sides_is_solid_to_its_ends(told: Store) -> None:
    spans = {span.id: span for span in Asked("siv-ask", form="timeline").subject(told).spans}
    assert lifelines.parts(spans["siv-ask--npo-vag--ordforande"], DAY) == (
        lifelines.BarPart("sure", "2022-01-01", "2026-01-01"),
    )


def test_what_nobody_confirmed_for_three_years_fades(told: Store) -> None:
    spans = {span.id: span for span in Asked(form="timeline").subject(told).spans}
    assert lifelines.parts(spans["asa-alm--npo-berg--ledamot"], DAY)[-2:] == (
        lifelines.BarPart("presumed", "2021-09-16", "2024-09-15"),
        lifelines.BarPart("end", "2024-09-15", DAY),
    )


def test_a_time_axis_tells_vacant_and_unknown_and_marks_the_day(told: Store) -> None:
    picture = ASKED["layout-timeline"].drawn(told)
    names = [each.words[0].text for each in picture.boxes if each.words]
    assert {"vakant", "okänd ordförande", "19 juni 2024"} <= set(names)
    (line,) = (rule for rule in picture.rules if rule.above)
    assert line.x == line.to_x
    assert {"vakant", "okänt eller odaterat", "lodrät linje: 19 juni 2024"} <= set(explained(picture))
    assert "Eva Berg, Fjäll: först sedd 2019-05-01, senast bekräftad 2024-01-01" in picture.description


def test_months_are_named_in_swedish_where_there_is_room(told: Store) -> None:
    picture = ASKED["layout-timeline-compared"].drawn(told)
    named = [each.words[0].text for each in picture.boxes if each.id.startswith(":2022-") and each.bare]
    assert named == ["jan", "mars", "maj", "juli", "sep", "nov"]
    assert len([rule for rule in picture.rules if rule.above]) == 2


def test_a_person_without_people_leaves_no_name_on_the_time_axis(told: Store) -> None:
    written = svg.write(Asked(form="timeline", without_people=True).drawn(told))
    for name in ("Eva", "Ola", "Åsa", "Bo Ek"):
        assert name not in written
    assert "tillsatt" in written


# ---- sheets


@pytest.mark.parametrize("name", sheet.offered())
@pytest.mark.parametrize("arranged", form.forms())
def test_the_real_system_fills_every_sheet(real_store: Store, name: str, arranged: str) -> None:
    picture = Asked("system", form=arranged, sheet=name).drawn(real_store)
    assert faults(picture) == []
    size = sheet.SHEETS[picture.sheet or ""]
    assert picture.width / picture.height == pytest.approx(size.w / size.h)
    if picture.sheet != name:
        assert f"{size.title.sv}, för att texten ska kunna läsas" in picture.subtitle.text


@pytest.mark.parametrize(
    ("arranged", "name"),
    [
        *((arranged, name) for arranged in ("bands", "tree", "timeline") for name in ("a3", "a3-landscape")),
        ("matrix", "a3"),  # its thirty-six rows need an upright page
    ],
)
def test_the_whole_real_system_can_be_read_on_one_a3(real_store: Store, name: str, arranged: str) -> None:
    assert Asked("system", form=arranged, sheet=name).drawn(real_store).sheet == name


def test_a_small_picture_is_not_blown_up(told: Store) -> None:
    picture = Asked("siv-ask", sheet="a3").drawn(told)
    size = sheet.SHEETS["a3"]
    assert 11 * size.w / picture.width <= size.comfortable + 0.1


def test_too_much_for_a_slide_is_admitted(real_store: Store) -> None:
    picture = Asked("system", form="matrix", sheet="16:9").drawn(real_store)
    assert "för mycket för en sida" in picture.subtitle.text
    assert faults(picture) == []


# ---- selections


def test_a_selection_shows_its_nodes_and_what_is_between_them_and_nothing_else(told: Store) -> None:
    for name in ("bands", "tree", "hub"):
        picture = Asked("system", form=name, selection=SELECTION).drawn(told)
        assert {each.id for each in picture.boxes if not each.id.startswith(":")} == set(SELECTION)
    picture = ASKED["layout-selection"].drawn(told)
    assert said(box(picture, "npo-berg")) == ["NPO bergsjuka", "värd: Fjäll (2019-05-01)", "hör till Styrgruppen"]
    assert said(box(picture, "eva-berg")) == ["Eva Berg", "ordförande i NPO bergsjuka", "Fjäll"]


def test_names_select_as_ids_do(told: Store) -> None:
    assert Asked("system", selection=("NPO bergsjuka", "Eva Berg")).subject(told).selection == ("npo-berg", "eva-berg")


# ---- wrong use


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (Asked(form="circle"), "Formen 'circle' finns inte. Välj en av: bands, tree, hub, matrix, timeline"),
        (Asked(sheet="a9"), "Arket 'a9' finns inte. Välj ett av: a4, a4-landscape, a3, a3-landscape, 16:9"),
        (Asked(as_of="2020-01-01", compare="2021-01-01"), "Jämför med en dag före 2020-01-01, inte 2021-01-01."),
        (Asked("eva-berg", without_people=True), "Utan personer finns inget att visa om en person."),
        (Asked(selection=("npo-berg",) * 501), "Urvalet har 501 noder; högst 500 går att rita."),
    ],
)
def test_wrong_use_is_answered_with_what_can_be_written(told: Store, asked: Asked, answer: str) -> None:
    with pytest.raises(asking.WrongUse) as refused:
        asked.subject(told)
    assert refused.value.text.sv.startswith(answer)


def test_a_selected_name_that_means_nothing_is_refused(told: Store) -> None:
    with pytest.raises(finding.NotFound):
        Asked(selection=("finns-inte",)).subject(told)


# ---- hostile names


@pytest.mark.parametrize("name", form.forms())
@pytest.mark.parametrize("scope", ["system", export_story.GROUP, "sjukvardsregion-ankeborg", "langben"])
def test_hostile_names_are_harmless_in_every_form(hostile: Store, name: str, scope: str) -> None:
    for asked in (
        Asked(scope, form=name),
        Asked(scope, form=name, compare="2022-01-01", sheet="a4"),
        Asked(scope, form=name, selection=(export_story.GROUP, "kajsa", "formel", "donald", "lakare", "langben")),
    ):
        picture = asked.drawn(hostile)
        assert faults(picture) == []
        root = ElementTree.fromstring(svg.write(picture))  # noqa: S314  # we wrote it
        assert all(element.tag.startswith("{http://www.w3.org/2000/svg}") for element in root.iter())
        assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


RELATIONS = st.sampled_from(list(kinds.RELATIONS))
KINDS = st.sampled_from([*kinds.ORGANISATION_KINDS, "person", "person", "okänt slag"])


@settings(max_examples=examples(40))
@given(st.lists(st.tuples(KINDS, st.text(max_size=60)), max_size=12), st.sampled_from(list(form.forms())), st.data())
def test_any_graph_can_be_drawn_in_any_form(nodes: list[tuple[str, str]], name: str, data: st.DataObject) -> None:
    ids = [f"id-{place}" for place in range(len(nodes))]

    def elements() -> list[Element]:
        found: list[Element] = [node(id_, kind, label) for id_, (kind, label) in zip(ids, nodes, strict=True)]
        found = data.draw(st.lists(st.sampled_from(found), unique_by=lambda each: each.id)) if found else []
        ends = st.sampled_from([*ids, "saknas"])
        for relation, start, end, group in data.draw(st.lists(st.tuples(RELATIONS, ends, ends, ends), max_size=20)):
            status = data.draw(st.sampled_from([None, "active", "dormant", "decided"]))
            stale = data.draw(st.booleans())
            found.append(edge(relation, start, end, group=group, role="ledamot", status=status, stale=stale))
        return found

    picture = layout.draw(
        elements(),
        data.draw(st.sampled_from(["system", *ids, "saknas"])),
        DAY,
        "sv",
        form=name,
        before=data.draw(st.none() | st.builds(Before, st.just("2020-01-01"), st.builds(elements))),
        sheet=data.draw(st.sampled_from([None, "a4", "16:9"])),
        selection=data.draw(st.lists(st.sampled_from(ids), max_size=5)) if ids else (),
    )
    assert faults(picture) == []


DAYS = st.dates(date(1850, 1, 1), date(2150, 1, 1)).map(date.isoformat)


@settings(max_examples=examples(40))
@given(
    st.lists(st.tuples(DAYS | st.just(FIRST_DAY), DAYS, DAYS, DAYS, DAYS | st.just(LAST_DAY)), max_size=8), st.data()
)
def test_any_span_can_be_drawn(days: list[tuple[str, str, str, str, str]], data: st.DataObject) -> None:
    spans = [
        Span(
            data.draw(st.sampled_from(["seat", "vacancy", "hosting"])),
            f"span-{place}",
            "npo-a",
            "npo",
            data.draw(st.sampled_from([None, "eva", "sjukvardsregion-a"])),
            data.draw(st.text(max_size=30)),
            "person",
            data.draw(st.sampled_from(["ordförande", "hovnarr", ""])),
            data.draw(st.sampled_from(["decided", "dormant", "active", "?"])),
            ("sjukvardsregion-a",) if data.draw(st.booleans()) else (),
            *each,
            each[1],
            data.draw(st.sampled_from(["seen", "stated", ""])),
            data.draw(st.sampled_from(["stated", "listing", ""])),
            "",
            ("källa",),
        )
        for place, each in enumerate(days)
    ]
    scope = data.draw(st.sampled_from(["system", "npo-a", "eva", "sjukvardsregion-a"]))
    elements = [
        node("npo-a", "npo", "NPO a"),
        node("sjukvardsregion-a", "sjukvardsregion", "A"),
        node("eva", "person", "E"),
    ]
    chosen = data.draw(st.sampled_from([(), ("npo-a", "eva")]))
    size = data.draw(st.sampled_from([None, "a4"]))
    picture = layout.draw(elements, scope, DAY, "sv", form="timeline", spans=spans, sheet=size, selection=chosen)
    assert faults(picture) == []


# ---- real data


def cut(picture: Picture) -> list[str]:
    """Return the texts of which a part is left out."""
    return [
        f"{each.text} is cut" for each in picture.texts() if each.lines[-1].endswith("…") != each.text.endswith("…")
    ]


def test_random_real_pictures_are_well_laid_out(real_store: Store) -> None:
    """Scopes, dates, forms, sheets, comparisons and selections drawn by lot, always the same."""
    lot = random.Random(2026)  # a lottery of pictures
    bodies = [row[0] for row in real_store.ask("SELECT id FROM organisations ORDER BY id", {})]
    people = sorted(person.id for person in real_store.every(Person))
    groups = [row[0] for row in real_store.ask('SELECT DISTINCT "group" FROM memberships ORDER BY 1', {})]
    wrong = {}
    for case in range(RANDOM_CASES):
        day = date(2016, 6, 1) + timedelta(days=lot.randrange(3_900))
        asked = Asked(
            lot.choice(["system", lot.choice(bodies), lot.choice(groups), lot.choice(people)]),
            day.isoformat(),
            list(form.forms())[case % len(form.forms())],
            (day - timedelta(days=lot.randrange(30, 2_000))).isoformat() if lot.random() < 0.3 else None,
            lot.choice([None, None, *sheet.offered()]),
            tuple(lot.sample([*bodies, *people], lot.randrange(3, 40))) if lot.random() < 0.15 else (),
            language=lot.choice(["sv", "en"]),
        )
        picture = asked.drawn(real_store)
        found = [*faults(picture), *cut(picture)]
        if found:
            wrong[asked] = found
    assert wrong == {}


# ---- what bands tell of seats


def test_a_vacant_seat_is_a_place_of_its_own_and_no_sign_of_a_dormant_host(empty_store: EmptyStore) -> None:
    with empty_store() as store:
        told = Story()
        told.organisation("npo-kvack", "Nationellt programområde kvack")
        told.sits("kajsa", "npo-kvack", seen="2024-01-01")
        told.sits(None, "npo-kvack", "processledare", seen="2024-01-01", represents=["region-ankeborg"])
        take_in(store, told.bundle, "test", "story")
        picture = Asked("npo-kvack", as_of="2024-06-01").drawn(store)
    vacant = [each for each in picture.boxes if each.kind == "vacancy"]
    assert [said(each)[0] for each in vacant] == ["vakant: processledare"]
    assert "har en vilande värd" not in explained(picture)


@pytest.mark.parametrize("together", [False, True])
def test_several_in_a_role_for_one_are_noted_unless_one_source_names_them(
    empty_store: EmptyStore, together: bool
) -> None:
    with empty_store() as store:
        told = Story()
        told.organisation("sks", "Styrgrupp för kvack", kind="sks")
        told.sits("kajsa", "sks", "sekreterare", seen="2024-01-01")
        told.sits("knatte", "sks", "sekreterare", seen="2024-01-01" if together else "2024-02-02")
        take_in(store, told.bundle, "test", "story")
        picture = Asked("sks", as_of="2024-06-01").drawn(store)
    noted = any(band.note and "flera visas som sekreterare" in band.note.text for band in picture.bands)
    assert noted is not together
