"""What people come to the dashboard for, told as they do it: by mouse, by keyboard and on a phone."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from graph.loading.intake import take_in
from graph.stores.sqlite.store import SqliteStore
from tests.support.browsing import DESK, PHONE, findings, free_port, read, served, too_wide, visit, window
from tests.support.here import PROJECT
from tests.views.test_pages import HOSTILE, hostile_story

DOCS = PROJECT / "docs"
"""Pictures for README; STYRGRAF_PICTURES=1 draws them anew."""
LABEL = "Sök person, grupp eller organ"
EYES = "grupp?id=npo-ogonsjukdomar&datum=2024-06-19"
COMPARED = "jamfor?fran=2020-05-26&till=2023-12-31&group=sks"
PAGES = (
    "",
    EYES,
    "grupp?id=beredningsgruppen",
    "organ?id=region-halland&datum=2026-05-28",
    "person?id=elisabeth-aller",
    "kalla",
    "kalla?id=kv-styr-2023",
    "fragor",
    "fragor?fraga=represents&body=region-kalmar-lan&visa=1",
    "atgarda",
    COMPARED,
    "bild?id=npo-akut-vard",
    "sok?text=cancer",
    "granska",
    "uppgift?gor=byte&person=elisabeth-aller",
    "beslut",
    "sok?text=qqqqqq",
)


@pytest.fixture(scope="module")
def site(real_store: SqliteStore) -> Iterator[str]:
    """The dashboard over the real data."""
    with served(real_store.address) as address:
        yield address


def typed(page: Page, words: str) -> None:
    """Type into the search of the header and wait for what it finds."""
    page.get_by_label(LABEL).press_sequentially(words)
    page.get_by_role("option").first.wait_for()


def settled(page: Page) -> str:
    """Return what people read once nothing more arrives: Streamlit fetches some widgets after the page."""
    shown = read(page)
    for _ in range(40):
        page.wait_for_timeout(500)
        before, shown = shown, read(page)
        if before == shown:
            return shown
    pytest.fail("the page never comes to rest")


# ---- stories


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_who_spoke_for_sydostra_in_three_actions(site: str, browser: Browser, size: ViewportSize) -> None:
    with window(browser, size) as page:
        visit(page, site)
        page.get_by_label(LABEL).fill("ögonsjukdomar")  # 1: type
        page.keyboard.press("Enter")  # 2: go
        page.wait_for_url("**/grupp?id=npo-ogonsjukdomar*")
        read(page)
        page.get_by_role("textbox", name="Visa läget den").fill("2024-06-19")
        page.keyboard.press("Enter")  # 3: the day
        page.wait_for_url("**datum=2024-06-19*")
        read(page)
        seat = page.locator(".sg-seat", has_text="Sydöstra sjukvårdsregionen")
        expect(seat).to_contain_text("Susanne Lagergren Gross")
        expect(seat).to_contain_text("ledamot")


def test_two_dates_of_sks_tell_new_from_first_seen(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site + "jamfor")
        page.get_by_role("textbox", name="Från", exact=True).fill("2020-05-26")
        page.get_by_role("textbox", name="Till och med", exact=True).fill("2023-12-31")
        page.get_by_role("combobox", name="Bara gruppen").fill("SKS")
        page.get_by_role("button", name="Jämför", exact=True).click()
        page.wait_for_url("**fran=2020-05-26*")
        shown = read(page)
        left = shown.partition("Har lämnat 4")[2].partition("Ny i rollen 1")[0]
        for name in ("Ann Söderström", "Björn Eriksson", "Fredrik Lennartsson", "Jan Grönlund"):
            assert name in left
        assert "Karin Looström Muth" in shown.partition("Ny 3")[2].partition("Har lämnat")[0]
        new_in_role, _, first_seen = shown.partition("Ny i rollen 1")[2].partition("Sedda för första gången 3")
        assert "Mari Forslund adjungerad → ledamot" in new_in_role
        assert "Maria Karlsson" in first_seen
        assert "Maria Karlsson" not in new_in_role
        drawn = page.get_by_role("img", name=re.compile("Bild över Styrgrupp för kunskapsstyrning"))
        assert drawn.evaluate("image => image.naturalWidth") > 500
        page.get_by_role("link", name="Öppna bilden för att ta med den").click()
        page.wait_for_url("**/bild?*sedan=2020-05-26*")
        read(page)
        expect(page.get_by_role("textbox", name="Markera ändringar sedan")).to_have_value("2020-05-26")


@pytest.mark.parametrize(
    "address", [EYES, COMPARED, "bild?id=npo-akut-vard&form=matrix&ark=a4&utan=1", "sok?text=oien"]
)
def test_a_copied_link_shows_the_same_elsewhere(site: str, browser: Browser, address: str) -> None:
    with window(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(site + address)
        shown = settled(page)
        page.get_by_role("button", name="Kopiera länk").click()
        page.get_by_text("Länken är kopierad.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert "datum=" in copied, "a link without a day shows another day tomorrow"
    with window(browser, fresh=True) as fresh:
        fresh.goto(copied)
        assert settled(fresh) == shown


def test_all_of_it_by_keyboard_alone(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site)
        reach(page, LABEL)
        page.keyboard.type("ogonsj")
        page.get_by_role("option", name="NPO ögonsjukdomar").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        page.wait_for_url("**/grupp?id=npo-ogonsjukdomar*")
        read(page)
        reach(page, "Öppna kalendern för ”Visa läget den”")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name="Välj dag")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("textbox", name="Visa läget den")).to_be_focused()
        reach(page, "År")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**datum=2024-*")
        read(page)
        expect(page.get_by_role("slider", name="År")).to_be_focused()
        reach(page, "Eva Olofsson")
        page.keyboard.press("Enter")
        page.wait_for_url("**/person?id=eva-olofsson*datum=2024-*")
        read(page)
        page.go_back()
        page.wait_for_url("**/grupp?*")
        assert "NPO ögonsjukdomar" in read(page)


def reach(page: Page, name: str) -> None:
    """Press Tab until what bears this name has the focus, and see that the focus shows."""
    for _ in range(80):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
              const at = document.activeElement
              const label = at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent
              return [label, getComputedStyle(at).outlineStyle]
            }"""
        )
        if told[0] == name:
            assert told[1] != "none", f"nobody sees that {name} has the focus"
            return
    pytest.fail(f"Tab never reaches {name}")


def test_the_search_finds_however_it_is_typed(site: str, browser: Browser) -> None:
    with window(browser, PHONE) as page:
        visit(page, site + "kalla?datum=2024-06-19&sprak=sv")
        for words, first in (
            ("oien", "Rut Öien"),
            ("RKL", "Region Kalmar län"),
            ("skl", "Sveriges Kommuner och Regioner"),
            ("Uppsala-Örebro", "Sjukvårdsregion Mellansverige"),
            ("susane lagergren", "Susanne Lagergren Gross"),
        ):
            page.get_by_label(LABEL).fill("")
            typed(page, words)
            expect(page.get_by_role("option").first).to_contain_text(first)
            expect(page.get_by_role("option", selected=True)).to_contain_text(first)
            assert too_wide(page) == []
        kinds = page.get_by_role("listbox").get_by_role("group").all()
        assert [each.get_attribute("aria-labelledby") for each in kinds] == ["sg-found-0"]
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        page.get_by_label(LABEL).fill("qqqqqq")
        expect(page.locator(".sg-heard")).to_contain_text("Inget namn liknar ”qqqqqq”")
        page.get_by_label(LABEL).fill("RKL")
        page.keyboard.press("Enter")
        page.wait_for_url("**/organ?id=region-kalmar-lan&datum=2024-06-19&sprak=sv")


# ---- what holds on every page


@pytest.mark.parametrize("address", PAGES)
def test_nothing_keeps_people_out(site: str, browser: Browser, axe: str, address: str) -> None:
    with window(browser) as page:
        visit(page, site + address)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            assert findings(page, axe) == []
            expect(page.locator("h1")).to_have_count(1)


def test_nothing_keeps_people_out_of_what_opens(site: str, browser: Browser, axe: str) -> None:
    with window(browser) as page:
        visit(page, site + EYES)
        typed(page, "cancer")
        assert findings(page, axe) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Öppna kalendern för ”Visa läget den”").click()
        page.get_by_role("dialog", name="Välj dag").wait_for()
        assert findings(page, axe) == []
        page.keyboard.press("PageUp")
        page.get_by_role("gridcell", name="19 maj 2024").get_by_role("button").press("Enter")
        page.wait_for_url("**datum=2024-05-19*")
        assert "Du ser läget den 19 maj 2024." in read(page)


def test_pages_fit_at_twice_the_size(site: str, browser: Browser) -> None:
    with window(browser, ViewportSize(width=DESK["width"] // 2, height=DESK["height"] // 2)) as page:
        for address in PAGES:
            visit(page, site + address)
            assert too_wide(page) == [], address


def test_a_lost_server_is_told_and_found_again(browser: Browser, real_store: SqliteStore) -> None:
    port = free_port()
    with window(browser) as page:
        with served(real_store.address, port) as site:
            visit(page, site + "kalla")
        expect(page.get_by_role("alert")).to_contain_text("Kontakten med styrgraf är bruten.")
        assert "Streamlit" not in page.locator("body").inner_text()
        with served(real_store.address, port):
            expect(page.locator(".sg-lost")).to_have_count(0)
            assert "Hur färska är källorna?" in read(page)
            page.goto("about:blank")


def test_hostile_names_stay_text_where_they_are_found(tmp_path: Path, browser: Browser) -> None:
    store = SqliteStore(tmp_path / "hostile.db", create=True)
    take_in(store, hostile_story().bundle, "test", "story")
    with served(store.address) as site, window(browser, PHONE) as page:
        for id_, name in HOSTILE.items():
            shown = visit(page, site + f"person?id={id_}")
            assert name[:200] in shown
            typed(page, name[:40])
            expect(page.get_by_role("option").first).to_contain_text(name[:40])
            assert too_wide(page) == []
            assert page.locator("#sg-found :is(img, script)").count() == 0
        visit(page, site + "organ?id=region-ankeborg")
        visit(page, site + "jamfor?fran=2020-01-01&group=npo-ond")
    store.close()


@pytest.mark.parametrize(("name", "address"), [("group", EYES), ("compare", COMPARED)])
def test_the_pictures_for_the_readme(site: str, browser: Browser, name: str, address: str) -> None:
    with window(browser, ViewportSize(width=1200, height=900)) as page:
        visit(page, site + address)
        page.mouse.move(0, 0)
        taken = page.screenshot()
    assert taken.startswith(b"\x89PNG")
    picture = DOCS / f"{name}.png"
    if os.environ.get("STYRGRAF_PICTURES") or not picture.exists():
        picture.write_bytes(taken)
