"""What a load would end is foreseen before anything of it is kept, and comes true when it is."""

from collections.abc import Callable

import pytest

from graph.loading import intake
from graph.loading.intake import take_in
from graph.port import Store
from tests.support.stories import GROUP, Story

ANNA, BO = f"anna--{GROUP}--ledamot", f"bo--{GROUP}--ledamot"


def told() -> Story:
    """Tell of three members, of a roll older than they are, and of another group whose roll is newer."""
    story = Story()
    story.sits("anna", GROUP, seen="2020-05-26", represents=["region-ankeborg"])
    story.sits("bo", GROUP, seen="2020-05-26", represents=["region-norrmark"])
    story.sits("eva-gave", "sks", seen="2020-05-26")
    story.sits("eva-gawe", "sks", "ordförande", seen="2023-09-22")
    story.source("roll", "2019")
    story.lists("roll", GROUP)
    story.lists("2023-09-22", "nsg-stod-for-analys")
    return story


def a_list_without_bo(story: Story) -> None:
    story.lists("2023-09-22", GROUP)
    story.sits("anna", GROUP, seen="2023-09-22", represents=["region-ankeborg"])


def another_role(story: Story) -> None:
    story.sits("anna", GROUP, "ordförande", seen="2023-09-22")


def a_vacancy(story: Story) -> None:
    story.vacant(GROUP, seen="2023-09-22", represents=["region-norrmark"])


def somebody_left(story: Story) -> None:
    story.sits("bo", GROUP, seen="2023-09-22", represents=["region-norrmark"], stance="ended")


def a_stated_end(story: Story) -> None:
    story.sits("bo", GROUP, seen="2020-05-26", represents=["region-norrmark"], until="2021")


def a_judgement(story: Story) -> None:
    story.judges("eva-gave", "eva-gawe")


def another_date_of_a_source(story: Story) -> None:
    story.source("roll", "2023-09-22")


def a_move_to_another_group(story: Story) -> None:
    story.sits("bo", "nsg-stod-for-analys", seen="2020-05-26", represents=["region-norrmark"], id=BO)


def nothing_that_ends(story: Story) -> None:
    story.sits("kim", GROUP, seen="2024-06-19")


@pytest.mark.parametrize(
    ("happens", "ended"),
    [
        (a_list_without_bo, {BO}),
        (another_role, {ANNA}),
        (a_vacancy, {BO}),
        (somebody_left, {BO}),
        (a_stated_end, {BO}),
        (a_judgement, {"eva-gave--sks--ledamot"}),
        (another_date_of_a_source, {ANNA, BO}),
        (a_move_to_another_group, {BO}),
        (nothing_that_ends, set()),
    ],
)
def test_what_a_load_would_end_is_foreseen(store: Store, happens: Callable[[Story], None], ended: set[str]) -> None:
    story = told()
    take_in(store, story.bundle, "test", "before")
    happens(story)
    with store.writing("test", "looking ahead") as writer:
        before = writer.current()
        foreseen = intake._foreseen(writer, intake._sort_out(writer, story.bundle, False), before)
        writer.forbid()
    take_in(store, story.bundle, "test", "after", allow_drop=True)
    with store.writing("test", "looking back") as writer:
        after = writer.current()
        writer.forbid()

    assert before.keys() - after.keys() == ended
    assert foreseen == ended
