"""The network page as people meet it: clicked, walked by keyboard, on a phone, and read without seeing it."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from graph.loading.intake import take_in
from graph.port import Store
from graph.stores.sqlite.store import SqliteStore
from tests.support.browsing import DESK, PHONE, findings, read, served, too_wide, window
from tests.support.here import PROJECT
from tests.views.test_pages import HOSTILE, hostile_story

PICTURE = PROJECT / "docs" / "network.png"
"""The README's picture of the network; STYRGRAF_PICTURES=1 draws it anew."""
DAY = "datum=2024-06-19"
AKUT = "npo-akut-vard"
MEETING = "import('/_stcore/bidi-components/styrgraf.network/meeting.js').then(({ meeting }) => meeting.view)"
"""The running network, which only its own module knows."""


@pytest.fixture(scope="module")
def site(real_store: Store) -> Iterator[str]:
    with served(real_store.address) as address:
        yield address


def explore(page: Page, address: str) -> None:
    """Open a network and wait until it is drawn."""
    page.goto(address)
    drawn(page)


def drawn(page: Page) -> None:
    page.locator(".sgn-stage[data-ready]").wait_for()
    page.locator(".sg-footer").wait_for()


def shown(page: Page) -> dict[str, list[int]]:
    """Return the nodes that are drawn and where."""
    found: dict[str, list[int]] = page.evaluate(
        f"{MEETING}.then(view => Object.fromEntries([...view.canvas.nodes.values()].map(n => [n.id, [n.x, n.y]])))"
    )
    return found


def until(page: Page, holds: str) -> None:
    """Wait until something holds of the running `view`, which only a promise gives."""
    deadline = monotonic() + 20
    while not page.evaluate(f"{MEETING}.then(view => {holds})"):
        assert monotonic() < deadline, holds
        page.wait_for_timeout(50)


def camera(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        f"{MEETING}.then(view => view.canvas.network)"
        ".then(network => ({ ...network.getViewPosition(), scale: network.getScale() }))"
    )
    return {name: round(value, 3) for name, value in found.items()}


def click(page: Page, id_: str, *modifiers: Any) -> None:
    """Click a node of the picture."""
    at = page.evaluate(
        f"""(id) => {MEETING}.then(({{ canvas, stage }}) => {{
            stage.scrollIntoView({{ block: "center" }})
            const {{ x, y }} = canvas.nodes.get(id)
            const there = canvas.network.canvasToDOM({{ x, y }})
            const box = stage.getBoundingClientRect()
            return [box.left + there.x, box.top + there.y]
        }})""",
        id_,
    )
    for key in modifiers:
        page.keyboard.down(key)
    page.mouse.click(*at)
    for key in modifiers:
        page.keyboard.up(key)


def details(page: Page) -> Any:
    return page.locator(".sgn-details")


def names(page: Page) -> list[str]:
    """Return the names in the outline, which says what the picture shows."""
    found: list[str] = page.locator(".sgn-outline [data-id]").evaluate_all("all => all.map(each => each.textContent)")
    return found


# ---- the stories


def test_from_the_whole_system_to_a_person_and_back_with_camera_and_selection(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?{DAY}")
        before = shown(page)
        click(page, AKUT)
        expect(details(page).get_by_role("heading", name="NPO akut vård")).to_be_visible()
        members = details(page).locator("section", has=page.get_by_role("heading", name="I gruppen 1", exact=True))
        expect(members).to_contain_text("Fredrik Jonsson ledamot")
        members.get_by_role("button", name="Visa alla 1").click()
        until(page, "view.canvas.nodes.has('fredrik-jonsson')")
        after = shown(page)
        assert after.keys() - before.keys() == {"fredrik-jonsson"}
        assert {id_: after[id_] for id_ in before} == before, "nobody else moves"
        click(page, "fredrik-jonsson")
        expect(details(page).get_by_role("heading", name="Fredrik Jonsson")).to_be_visible()
        page.get_by_role("button", name="Zooma in").click()
        seen = camera(page)
        page.wait_for_url("**vald=fredrik-jonsson**")
        details(page).get_by_role("link", name="Öppna sidan").click()
        page.wait_for_url("**/person?id=fredrik-jonsson&*")
        assert "Fredrik Jonsson" in read(page)
        page.go_back()
        drawn(page)
        expect(details(page).get_by_role("heading", name="Fredrik Jonsson")).to_be_visible()
        assert shown(page) == after
        assert camera(page) == seen


def test_a_link_shows_the_same_in_another_browser(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?id=sks&{DAY}")
        click(page, "mats-bojestig")
        expect(details(page).get_by_role("heading", name="Mats Bojestig")).to_be_visible()
        company = details(page).locator("section", has=page.get_by_role("heading", name=re.compile("^Företräder")))
        company.get_by_role("button", name=re.compile("^Visa alla")).click()
        expect(company.get_by_role("button", name="Fäll ihop")).to_be_visible()
        page.get_by_role("button", name="slag", exact=True).click()
        expect(page.get_by_role("button", name="slag", exact=True)).to_have_attribute("aria-pressed", "true")
        here, there, address = shown(page), names(page), page.url
    with window(browser, fresh=True) as page:
        explore(page, address)
        assert shown(page) == here
        assert names(page) == there
        expect(details(page).get_by_role("heading", name="Mats Bojestig")).to_be_visible()
        expect(page.get_by_role("button", name="slag", exact=True)).to_have_attribute("aria-pressed", "true")


def test_by_keyboard_alone(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?id={AKUT}&{DAY}")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className === 'sgn-stage'"):
                break
        told = page.locator(".sgn-heard")
        page.keyboard.press("ArrowUp")
        expect(told).to_have_text("Vald: NPO akut vård, nationellt programområde")
        page.keyboard.press("ArrowUp")
        expect(told).to_have_text("Vald: Fredrik Jonsson, person")
        before = shown(page)
        page.keyboard.press("e")
        expect(told).to_have_text(re.compile("8 noder och .* samband visas"))
        assert shown(page).keys() - before.keys() == {"sjukvardsregion-sodra", "region-skane"}
        page.keyboard.press("e")
        expect(told).to_have_text(re.compile("6 noder"))
        assert shown(page) == before
        page.keyboard.press("Escape")
        expect(told).to_have_text("Ingenting är valt")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        page.wait_for_url("**vald=fredrik-jonsson**")
        page.keyboard.press("Enter")
        page.wait_for_url("**/person?id=fredrik-jonsson&datum=2024-06-19")
        assert "Fredrik Jonsson" in read(page)


def test_the_outline_is_worked_by_keyboard_and_keeps_its_place(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?id=sks&djup=3&{DAY}")
        page.get_by_role("tab", name="Disposition").press("Enter")
        bundle = page.locator(".sgn-outline [aria-expanded]").first
        name = bundle.inner_text()
        number = int(name.split()[0])
        before = len(names(page))
        bundle.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "before => document.querySelectorAll('.sgn-outline [data-id]').length > before", arg=before
        )
        assert len(names(page)) == before - 1 + number
        person = page.locator(".sgn-outline [data-id=sks]")
        person.press("Enter")
        expect(person).to_have_attribute("aria-current", "true")
        expect(person).to_be_focused()
        page.wait_for_url("**vald=sks**")
        expect(person).to_be_focused()


@pytest.mark.parametrize(
    ("size", "most", "closer"), [(DESK, 0.5, 1), (DESK, 0.8, 2), (PHONE, 0.15, 1), (PHONE, 0.5, 4)]
)
def test_labels_can_be_read_at_every_zoom(
    site: str, browser: Browser, size: ViewportSize, most: float, closer: int
) -> None:
    """They are as large as other text, inside the picture, tell something, and do not cover one another."""
    with window(browser, size, fresh=True) as page:
        explore(page, f"{site}utforska?id={AKUT}&djup=2&{DAY}")
        page.evaluate(f"{MEETING}.then(({{ canvas }}) => canvas.zoom({closer}))")
        page.wait_for_timeout(300)
        found: dict[str, Any] = page.evaluate(
            f"""{MEETING}.then(({{ canvas, stage }}) => ({{
                labels: canvas.labels,
                wide: stage.clientWidth,
                seen: [...canvas.nodes.values()].filter(node => {{
                    const at = canvas.network.canvasToDOM(node)
                    return at.x > 0 && at.y > 0 && at.x < stage.clientWidth && at.y < stage.clientHeight
                }}).length,
            }}))"""
        )
    labels = found["labels"]
    assert len(labels) >= most * found["seen"]
    for one in labels:
        left, top, right, bottom = one["box"]
        assert 0 <= left < right <= found["wide"]
        assert bottom - top >= 12
        assert len(one["text"]) >= 10 or not one["text"].endswith("…")
        for other in labels:
            a, b = one["box"], other["box"]
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart or one["id"] == other["id"] or AKUT in (one["id"], other["id"])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_on_a_phone(site: str, browser: Browser, language: str) -> None:
    with window(browser, PHONE, fresh=True) as page:
        explore(page, f"{site}utforska?id=sks&{DAY}&sprak={language}")
        assert too_wide(page) == []
        click(page, "mats-bojestig")
        expect(details(page).get_by_role("heading", name="Mats Bojestig")).to_be_visible()
        assert too_wide(page) == []
        for name in ("Disposition", "Tabell") if language == "sv" else ("Outline", "Table"):
            page.get_by_role("tab", name=name).click()
            assert too_wide(page) == []
        page.get_by_text("Filter").first.click()
        box = page.locator(".sgn-filters").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]


def test_the_picture_for_the_readme(site: str, browser: Browser) -> None:
    with window(browser, ViewportSize(width=1400, height=1000), fresh=True) as page:
        explore(page, f"{site}utforska?id=sks&{DAY}&vald=mats-bojestig")
        expect(details(page).get_by_role("link", name="Öppna sidan")).to_be_visible()
        page.mouse.move(0, 0)
        taken = page.screenshot()
    assert taken.startswith(b"\x89PNG")
    if os.environ.get("STYRGRAF_PICTURES") or not PICTURE.exists():
        PICTURE.write_bytes(taken)


# ---- what can be done


def test_a_path_is_told_in_sentences_and_drawn(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?id=npo-ogonsjukdomar&{DAY}")
        click(page, "eva-olofsson")
        details(page).get_by_role("button", name="Väg härifrån").click()
        expect(details(page)).to_contain_text("Väg från Eva Olofsson: välj en annan nod")
        page.goto(page.url + "&mal=region-kalmar-lan")
        drawn(page)
        expect(details(page)).to_contain_text("Vägen från Eva Olofsson till Region Kalmar län")
        expect(details(page).locator("ol li").first).to_contain_text("Eva Olofsson")
        assert "region-kalmar-lan" in shown(page)
        thick = page.evaluate(
            f"{MEETING}.then(view => view.canvas.lines.get().filter(line => line.width === 5).length)"
        )
        assert thick == details(page).locator("ol li").count()
        details(page).get_by_role("button", name="Ta bort vägen").click()
        expect(details(page).locator("ol")).to_have_count(0)


def test_several_nodes_lead_to_a_picture_of_them(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?id=sks&{DAY}")
        click(page, "npo-akut-vard")
        click(page, "npo-tandvard", "Shift")
        expect(details(page).get_by_role("heading", name="2 valda")).to_be_visible()
        page.wait_for_url("**npo-tandvard**")
        details(page).get_by_role("button", name="Visa vägen mellan dem").click()
        expect(details(page)).to_contain_text("Vägen från NPO akut vård till NPO tandvård")
        details(page).get_by_role("link", name="Rita urvalet").click()
        page.wait_for_url("**/bild?urval=*")
        assert "NPO akut vård" in read(page)
        assert page.get_by_role("img", name=re.compile("Bild över")).evaluate("image => image.naturalWidth") > 100


def test_a_moved_node_stays_and_is_saved_under_a_name(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?id={AKUT}&{DAY}")
        x, y = shown(page)["nag-trauma"]
        at = page.evaluate(
            f"""{MEETING}.then(({{ canvas, stage }}) => {{
                const there = canvas.network.canvasToDOM(canvas.nodes.get("nag-trauma"))
                const box = stage.getBoundingClientRect()
                return [box.left + there.x, box.top + there.y]
            }})"""
        )
        page.mouse.move(*at)
        page.mouse.down()
        page.mouse.move(at[0] + 60, at[1] - 90, steps=6)
        page.mouse.up()
        page.wait_for_url("**flyttade=nag-trauma*")
        moved = shown(page)["nag-trauma"]
        assert moved != [x, y]
        page.get_by_text("Sparade vyer", exact=True).click()
        page.get_by_label("Namn på vyn").fill("<b>Min vy</b>")
        page.get_by_role("button", name="Spara vyn").click()
        page.goto(f"{site}utforska?{DAY}")
        drawn(page)
        page.get_by_text("Sparade vyer", exact=True).click()
        page.get_by_role("link", name="<b>Min vy</b>").click()
        page.wait_for_url("**flyttade=nag-trauma*")
        drawn(page)
        assert shown(page)["nag-trauma"] == moved
        page.get_by_role("button", name="Ställ tillbaka flyttade noder").click()
        until(page, f"view.canvas.nodes.get('nag-trauma').x === {x}")


def test_what_is_opened_comes_into_view_and_what_was_chosen_can_be_gone_back_from(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?id=npo-ogonsjukdomar&{DAY}")
        for _ in range(4):
            page.get_by_role("button", name="Zooma in").click()
        close, before = camera(page)["scale"], len(shown(page))
        page.get_by_role("tab", name="Disposition").click()
        page.locator(".sgn-outline [data-id=eva-olofsson]").click()
        page.wait_for_url("**vald=eva-olofsson*")
        page.locator(".sgn-stage").press("e")
        page.wait_for_url("**oppna=*")
        until(page, f"view.canvas.nodes.size > {before}")
        assert camera(page)["scale"] <= close
        outside = page.evaluate(
            f"""{MEETING}.then(({{ canvas, stage }}) => [...canvas.nodes.values()]
                .filter(node => node.parent === "eva-olofsson")
                .map(node => canvas.network.canvasToDOM(node))
                .filter(at => at.x < 0 || at.y < 0 || at.x > stage.clientWidth || at.y > stage.clientHeight))"""
        )
        assert outside == []
        page.go_back()
        until(page, f"view.canvas.nodes.size === {before}")
        page.go_back()
        until(page, "view.selected.length === 0")


def test_filters_hide_without_moving_anybody(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?id=sks&{DAY}")
        before = shown(page)
        page.get_by_text("Filter").first.click()
        page.get_by_label("Sjukvårdsregion").select_option("sjukvardsregion-sydostra")
        page.wait_for_url("**omrade=sjukvardsregion-sydostra*")
        expect(page.locator(".sgn-bar")).to_contain_text("dolda av filter")
        after = shown(page)
        assert "mats-bojestig" in after
        assert "npo-barn-och-ungdomars-halsa" in after
        assert "npo-akut-vard" not in after
        assert {id_: before[id_] for id_ in after} == after
        page.get_by_role("button", name="Ta bort filtren").click()
        until(page, f"view.canvas.nodes.size === {len(before)}")


# ---- what must hold


def test_the_outline_and_the_table_say_what_the_picture_shows(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        explore(page, f"{site}utforska?{DAY}")
        drawn_ids = set(shown(page))
        for list_ in (".sgn-outline", ".sgn-table"):
            ids = page.locator(f"{list_} [data-id]").evaluate_all("all => all.map(each => each.dataset.id)")
            assert sorted(ids) == sorted(drawn_ids)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_of_ours(site: str, browser: Browser, axe: str, size: ViewportSize) -> None:
    with window(browser, size, fresh=True) as page:
        explore(page, f"{site}utforska?id=sks&{DAY}&vald=sks&start=sks&mal={AKUT}")
        expect(details(page)).to_contain_text("Vägen från")
        page.get_by_text("Filter").first.click()
        assert [each for each in findings(page, axe) if "sgn" in each] == []
        page.keyboard.press("Escape")
        for name in ("Disposition", "Tabell"):
            page.get_by_role("tab", name=name).click()
            assert [each for each in findings(page, axe) if "sgn" in each] == []


def test_hostile_names_stay_text(tmp_path: Path, browser: Browser) -> None:
    store = SqliteStore(tmp_path / "hostile.db", create=True)
    take_in(store, hostile_story().bundle, "test", "story")
    with served(store.address) as site, window(browser, DESK, fresh=True) as page:
        explore(page, f"{site}utforska?id=npo-ond&{DAY}&djup=3")
        assert set(HOSTILE.values()) <= set(names(page))
        for id_, name in HOSTILE.items():
            click(page, id_)
            expect(details(page).get_by_role("heading", level=2)).to_have_text(name)
            expect(page.locator(".sgn-heard")).to_contain_text(name)
            expect(page.locator(".sgn-tip strong")).to_contain_text(name[:100])
            assert too_wide(page) == []
        page.get_by_role("tab", name="Tabell").click()
        for name in HOSTILE.values():
            expect(page.locator(".sgn-table")).to_contain_text(name)
        explore(page, f"{site}utforska?id=npo-ond&{DAY}&start=skript&mal=bild")
        expect(details(page)).to_contain_text(f"Vägen från {HOSTILE['skript']} till {HOSTILE['bild']}")
        links = page.locator("a").evaluate_all("all => all.map(each => each.href)")
        assert [link for link in links if not link.startswith(site)] == []
        assert page.locator(".sgn img, .sgn script, .sgn b").count() == 0
        for strange in ("javascript:alert(1)", "<script>", "npo-ond~", "npo-ond~member_of~x", "%00", "x" * 400):
            explore(page, f"{site}utforska?id=npo-ond&{DAY}&vald={strange}&oppna={strange}&flyttade={strange}~1~2")
            assert "Sidan kunde inte visas" not in read(page)
    store.close()


def test_nobody_and_nothing_are_told_plainly(tmp_path: Path, site: str, browser: Browser) -> None:
    empty = SqliteStore(tmp_path / "empty.db", create=True)
    with served(empty.address) as bare, window(browser, fresh=True) as page:
        page.goto(f"{bare}utforska")
        assert "Ingen källa nämner något samband här den dagen" in read(page)
    empty.close()
    with window(browser, fresh=True) as page:
        page.goto(f"{site}utforska?id=qqqqqq")
        assert "Ingenting i styrgraf heter ”qqqqqq”" in read(page)
        page.goto(f"{site}utforska?id=beredningsgruppen")
        assert "kan betyda flera" in read(page)


def test_a_browser_that_cannot_draw_still_has_the_lists(site: str, browser: Browser) -> None:
    with window(browser, fresh=True) as page:
        page.route("**/vis-network.min.js", lambda route: route.abort())
        page.goto(f"{site}utforska?id=sks&{DAY}")
        expect(page.get_by_text("Bilden gick inte att visa i den här webbläsaren")).to_be_visible()
        page.locator(".sgn-outline [data-id=mats-bojestig]").click()
        page.wait_for_url("**vald=mats-bojestig*")
        page.get_by_role("tab", name="Uppgifter").click()
        expect(details(page).get_by_role("heading", name="Mats Bojestig")).to_be_visible()


def test_a_click_sends_no_graph(site: str, browser: Browser) -> None:
    received: list[int] = []
    with window(browser, fresh=True) as page:
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
        explore(page, f"{site}utforska?id=sks&djup=3&ogrupperat=1&{DAY}")
        assert len(shown(page)) > 400
        whole = sum(received)
        received.clear()
        page.get_by_role("tab", name="Disposition").click()
        page.locator(".sgn-outline [data-id=mats-bojestig]").click()
        page.get_by_role("tab", name="Uppgifter").click()
        expect(details(page).get_by_role("link", name="Öppna sidan")).to_be_visible()
        assert sum(received) < whole / 10
        assert json.dumps(shown(page))
