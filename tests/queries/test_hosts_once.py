"""What a region hosts for its sjukvårdsregion is one hosting, and counts for the sjukvårdsregion."""

from collections.abc import Iterator
from typing import Any

import pytest

from graph.loading.intake import take_in
from graph.port import Store
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.stories import Story

pytestmark = pytest.mark.both_stores

NORRMARK, SODER, VASTER = "sjukvardsregion-norrmark", "sjukvardsregion-soder", "sjukvardsregion-vaster"
ANKEBORG, GASBORG, TVELAND = "region-ankeborg", "region-gasborg", "region-tveland"
AKUT, OGON, HUD = "npo-akut", "npo-ogon", "npo-hud"


@pytest.fixture(scope="module")
def store(empty_store: EmptyStore) -> Iterator[Store]:
    """Ankeborg hosts akut for Norrmark, and ögon alone; Tveland lies in two, so nobody can tell for which it hosts."""
    story = Story()
    for region, whole in ((ANKEBORG, NORRMARK), (GASBORG, NORRMARK), (TVELAND, SODER), (TVELAND, VASTER)):
        story.links(region, "part_of", whole)
    story.source("lately", date="2025-05-01")
    story.hosts(NORRMARK, AKUT, seen="2024-05-01")
    story.hosts(ANKEBORG, AKUT, seen="lately")
    story.hosts(GASBORG, AKUT, seen="lately", status="dormant")
    story.hosts(ANKEBORG, OGON, seen="lately")
    story.hosts(TVELAND, HUD, seen="lately")
    story.hosts(SODER, HUD, seen="lately")
    with empty_store() as store:
        take_in(store, story.bundle, "test", "the story")
        yield store


def hostings(store: Store, **given: str) -> set[tuple[str | None, str | None, str, str | None]]:
    rows: list[Any] = asking.ask(store, "hosts", given, "2025-06-01").rows
    return {(row.host_id, row.through_id, row.group_id, row.status) for row in rows}


NORRMARKS = (NORRMARK, ANKEBORG, AKUT, "active")


def test_a_hosting_told_of_region_and_sjukvardsregion_is_one_of_the_latter_through_the_former(store: Store) -> None:
    assert hostings(store) == {
        NORRMARKS,
        (GASBORG, None, AKUT, "dormant"),
        (ANKEBORG, None, OGON, "active"),
        (TVELAND, None, HUD, "active"),
        (SODER, None, HUD, "active"),
    }
    assert hostings(store, group=AKUT) == {NORRMARKS, (GASBORG, None, AKUT, "dormant")}


def test_it_is_found_by_either_host_and_never_by_a_neighbour(store: Store) -> None:
    assert hostings(store, host=NORRMARK) == {NORRMARKS}
    assert hostings(store, host=ANKEBORG) == {NORRMARKS, (ANKEBORG, None, OGON, "active")}
    assert hostings(store, host=GASBORG) == {(GASBORG, None, AKUT, "dormant")}
    assert hostings(store, host=TVELAND) == {(TVELAND, None, HUD, "active")}


def test_it_is_as_sure_and_as_lately_confirmed_as_the_surer_and_later_of_both(store: Store) -> None:
    (row,) = [row for row in asking.ask(store, "hosts", {"group": AKUT}, "2025-06-01").rows if row.status == "active"]

    assert row.last_confirmed == "2025-05-01"
    assert row.sources == ["2024-05-01", "lately"]


def test_it_loads_the_sjukvardsregion_and_not_the_region_too(store: Store) -> None:
    rows = {row.body_id: row for row in asking.ask(store, "load_by_region", {}, "2025-06-01").rows}

    assert rows[NORRMARK].hostings == 1
    assert rows[ANKEBORG].hostings == 1
    assert (rows[TVELAND].hostings, rows[SODER].hostings) == (1, 1)
