"""What a page of the dashboard says of somebody or something, the static site says too, and the other way round."""

import re
from collections.abc import Callable

import pytest

from graph.exports.formats import site
from graph.port import Store
from graph.records import Rule
from queries import subjects
from tests.support.stories import Story
from tests.views.test_pages import HOSTILE, TODAY, html, opened, plain, story_store

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


# ---- the seats of a region

REGION, WHOLE = "region-ankeborg", "sjukvardsregion-norrmark"


def _ledger(written: str) -> list[str]:
    """Return the rows of the section about a region's seats, as people read them up to the day of the source."""
    section = re.search(r"<h2[^>]*>(?:Platser för|Seats of) (?:(?!<h2).)*", written, re.DOTALL)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", section[0], re.DOTALL) if section else []
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return sorted(" | ".join(map(plain, row[:-1])) for row in cells if row)


@pytest.fixture
def ledgers(story_store: Callable[[Story], Store]) -> Callable[..., tuple[str, str]]:
    """Return the pages of the story's region as the dashboard and as the exported site show it."""

    def pages(story: Story, **address: str) -> tuple[str, str]:
        store = story_store(story)
        files = site.write(subjects.subject(store, "system", TODAY, "en" if "sprak" in address else "sv"))
        return html(opened("organ", id=REGION, datum=TODAY, **address)), files[f"organisation/{REGION}.html"].decode()

    return pages


def region_story() -> Story:
    """Tell of a region that has seats of every kind."""
    story = Story()
    story.organisation(REGION, "Region Ankeborg")
    story.organisation("region-gasborg", "Region Gåsborg")
    story.organisation(WHOLE, "Norrmarks sjukvårdsregion")
    for region in (REGION, "region-gasborg"):
        story.links(region, "part_of", WHOLE)
    for rule, parts in {"six": "kind=sjukvardsregion;count=1", "two": f"{REGION}=1;region-gasborg=1"}.items():
        check, group = ("seats_for_each", "npo-tomt") if rule == "six" else ("seats_for", "ovrig-duo")
        story.organisation(group)
        story.add(Rule(id=rule, check=check, applies_to=group, parameters=parts, text="Påhittad."))
    story.person("gus-gas", HOSTILE["bild"])
    story.organisation("npo-tomt", f"NPO {HOSTILE['skript']}")
    story.sits("kajsa-anka", "nag-kvack", seen="2026-05-01", represents=[REGION])
    story.sits("kalle-anka", "nag-kvack", "ordförande", seen="2026-05-01", represents=[WHOLE], employer=REGION)
    story.sits("gus-gas", "nag-kvack", "processledare", seen="2021-05-01", represents=[WHOLE])
    story.sits("mimmi", "ovrig-duo", seen="2026-05-01")
    story.sits("knatte", "nag-pip", "ordförande", seen="2026-05-01", represents=[REGION], until="2026-10-31")
    story.vacant("nag-tupp", seen="2026-05-01", represents=[REGION])
    return story


def test_a_regions_page_tells_the_seats_that_its_representatives_do_not(
    ledgers: Callable[..., tuple[str, str]],
) -> None:
    for page in ledgers(region_story()):
        assert _ledger(page) == [
            f"NPO {HOSTILE['skript']} |  | okänd – ingen källa"
            " | genom sjukvårdsregionen Norrmarks sjukvårdsregion | okänt",
            "Nag kvack | ordförande | Kalle Anka | anställd här företräder Norrmarks sjukvårdsregion"
            " | 2026-05-01 antaget",
            f"Nag kvack | processledare | {HOSTILE['bild']} | genom sjukvårdsregionen Norrmarks sjukvårdsregion"
            " | ej bekräftad sedan 2021-05-01 antaget",
            "Nag pip | ordförande | Knatte kvar, men tiden har gått ut | regionens egen plats | 2026-05-01 antaget",
            "Nag tupp | ledamot | vakant | regionens egen plats | 2026-05-01 antaget",
            "Ovrig duo |  | okänd – ingen källa | inte utsagt Region Ankeborg eller Region Gåsborg | okänt",
            "Ovrig duo | ledamot | Mimmi | inte utsagt Region Ankeborg eller Region Gåsborg | 2026-05-01 antaget",
        ]
        assert "<img src=x" not in page
        assert "<script>alert" not in page


def test_so_it_does_in_english(ledgers: Callable[..., tuple[str, str]]) -> None:
    for page in ledgers(region_story(), sprak="en"):
        told = _ledger(page)
        assert "Nag tupp | member | vacant | the region's own seat | 2026-05-01 presumed" in told
        assert "Ovrig duo |  | unknown – no source | not told Region Ankeborg or Region Gåsborg | unknown" in told


def test_employees_in_the_list_above_are_not_told_again(ledgers: Callable[..., tuple[str, str]]) -> None:
    page, _ = ledgers(region_story(), anstallda="1")
    assert "Kalle Anka" in page
    assert "Mimmi" in " ".join(_ledger(page))
    assert "Kalle Anka" not in " ".join(_ledger(page))


def test_a_region_without_other_seats_has_no_such_section(ledgers: Callable[..., tuple[str, str]]) -> None:
    story = Story()
    story.sits("kajsa-anka", "nag-kvack", seen="2026-05-01", represents=[REGION])
    for page in ledgers(story):
        assert "Kajsa Anka" in page
        assert "Platser för" not in page
