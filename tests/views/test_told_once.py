"""What a page of the dashboard says of somebody or something, the static site says too, and the other way round."""

import re
from collections.abc import Callable

import pytest

from graph.exports.formats import site
from graph.port import Store
from queries import subjects
from tests.support.stories import Story
from tests.views.test_pages import TODAY, html, opened, plain, story_store

__all__ = ["story_store"]

GROUP = "npo-kvack"


def _facts(written: str) -> dict[str, str]:
    """Return what the table of facts of a page answers, by what it is about."""
    table = written[written.index(">Fakta</caption>") :].partition("</table>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in table.split("<tr")[2:]]
    return {plain(row[0]): " | ".join(map(plain, row[1:])) for row in rows}


@pytest.fixture
def told(story_store: Callable[[Story], Store]) -> Callable[[Story], tuple[dict[str, str], dict[str, str]]]:
    """Return the facts of the story's group as the dashboard and as the exported site tell them."""

    def facts(story: Story) -> tuple[dict[str, str], dict[str, str]]:
        store = story_store(story)
        files = site.write(subjects.subject(store, "system", TODAY, "sv"))
        page = files[f"organisation/{GROUP}.html"].decode()
        return _facts(html(opened("grupp", id=GROUP, datum=TODAY))), _facts(page)

    return facts


def test_a_vacant_chair_that_a_source_tells_of_is_vacant_and_not_unknown(
    told: Callable[[Story], tuple[dict[str, str], dict[str, str]]],
) -> None:
    story = Story()
    story.sits("kajsa-anka", GROUP, seen="2026-05-01")
    story.vacant(GROUP, "ordförande", seen="2026-05-01")
    for facts in told(story):
        assert facts["Ordförande"].startswith("vakant | 2026-05-01"), facts
        assert "okänd" not in facts["Ordförande"]
        assert not facts["Ordförande"].endswith("ingen källa")


def test_a_chair_that_no_source_mentions_is_unknown_and_not_vacant(
    told: Callable[[Story], tuple[dict[str, str], dict[str, str]]],
) -> None:
    story = Story()
    story.sits("kajsa-anka", GROUP, seen="2026-05-01")
    for facts in told(story):
        assert facts["Ordförande"].startswith("okänd – ingen källa"), facts
