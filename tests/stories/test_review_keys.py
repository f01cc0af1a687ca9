"""The review queue by keyboard: what decides, where the focus goes, and that nothing is lost while somebody writes."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from graph.port import Store
from queries.asking import asking
from tests.stories.test_review_page import GROUP, ME, card, minutes, queue, site, sits, store, told
from tests.support.browsing import read, visit, window

__all__ = ["site", "store"]


def test_a_dropped_document_is_accepted_by_keyboard_and_undone(
    site: str, browser: Browser, store: Store, tmp_path: Path
) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        expect(page.get_by_role("link", name="Granska 4 väntar")).to_be_visible()
        asked = card(page, "Johan Rosenkvist")
        expect(asked.locator("mark")).to_have_text(re.compile("^Johan Rosenkvist, Region Uppsala, utses"))
        expect(asked.locator("fieldset")).to_contain_text("samma person som Johan Rosenqvist?")
        expect(asked.get_by_role("link", name="Johan Rosenqvist")).to_have_attribute(
            "href", re.compile("person.id=johan-rosenqvist")
        )
        page.locator("h1").click()  # the name has the focus, and takes every letter
        page.keyboard.press("j")
        expect(page.get_by_role("article").first).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("k")
        page.keyboard.press("j")
        expect(card(page, "Anna Ekby")).to_be_focused()
        outline = card(page, "Anna Ekby").evaluate("card => getComputedStyle(card).outlineStyle")
        assert outline != "none", "nobody sees which proposal has the focus"
        page.keyboard.press("a")
        told(page, "Godkänt.")
        expect(card(page, "Anna Ekby")).to_have_count(0)
        expect(page.get_by_role("link", name="Granska 3 väntar")).to_be_visible()
        expect(page.locator("article:focus")).to_have_count(1)
        assert sits(store, "Anna Ekby")
        assert "Anna Ekby" in visit(page, site + f"grupp?id={GROUP}")
        page.go_back()
        page.wait_for_url("**/granska?dokument=*")
        assert f"{ME} (uppgivet) godkände: Anna Ekby är ledamot i NPO akut vård för Region Skåne" in read(page)
        page.locator("article").first.focus()
        page.keyboard.press("u")
        told(page, "Ångrat.")
        expect(card(page, "Anna Ekby")).to_be_focused()
        assert not sits(store, "Anna Ekby")
        assert "Anna Ekby" not in visit(page, site + f"grupp?id={GROUP}")


def test_the_name_is_asked_for_once(site: str, browser: Browser, store: Store, tmp_path: Path) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path), name="")
        card(page, "Eva Sandmark").get_by_role("button", name="Godkänn").click()
        told(page, "Skriv ditt namn först.")
        expect(page.get_by_label("Ditt namn")).to_be_focused()
        page.keyboard.type(ME)
        card(page, "Eva Sandmark").get_by_role("button", name="Godkänn").click()
        told(page, "Godkänt.")
        visit(page, site + "uppgift")
        expect(page.get_by_label("Ditt namn")).to_have_value(ME)
    assert [load.who for load in store.loads()][-1] == f"{ME} (uppgivet)"


def test_a_proposal_is_rejected_with_a_reason(site: str, browser: Browser, store: Store, tmp_path: Path) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        against = card(page, "Region Östergötland är värd för NPO tandvård")
        expect(against.locator(".sg-beware")).to_contain_text("Har redan en värd: Region Skåne")
        expect(against.get_by_role("link", name="NPO tandvård")).to_be_visible()
        against.focus()
        page.keyboard.press("r")
        expect(against.get_by_label("Varför avvisas förslaget?")).to_be_focused()
        page.keyboard.press("Enter")
        told(page, "Skriv varför förslaget avvisas.")
        read(page)
        page.wait_for_timeout(500)  # the focus would have gone to the card by now
        expect(against.get_by_label("Varför avvisas förslaget?")).to_be_focused()
        page.keyboard.type("Gäller först nästa år")
        page.keyboard.press("Enter")
        told(page, "Avvisat.")
        page.get_by_role("link", name="Avvisade 1").click()
        page.wait_for_url("**visa=rejected*")
        shown = read(page)
        assert "Gäller först nästa år" in shown
        assert f"{ME} (uppgivet) avvisade" in shown
        page.go_back()
        page.wait_for_url(re.compile(r"dokument=[^&]+$"))
        expect(page.get_by_role("link", name=re.compile("^Att granska"))).to_have_attribute("aria-current", "page")


def test_what_somebody_writes_while_the_page_is_drawn_anew_is_kept_and_decides_nothing(
    site: str, browser: Browser, store: Store, tmp_path: Path
) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        card(page, "Anna Ekby").focus()
        page.keyboard.press("a")
        against = card(page, "Region Östergötland är värd för NPO tandvård")
        against.focus()
        page.keyboard.press("r")
        page.keyboard.type("att avvakta, ej klart", delay=100)
        told(page, "Godkänt.")
        expect(card(page, "Anna Ekby")).to_have_count(0)
        field = against.get_by_label("Varför avvisas förslaget?")
        expect(field).to_be_focused()
        expect(field).to_have_value("att avvakta, ej klart")
        assert not sits(store, "Eva Sandmark")
        page.keyboard.press("Enter")
        told(page, "Avvisat.")
        page.get_by_role("link", name="Avvisade 1").click()
        page.wait_for_url("**visa=rejected*")
        assert "att avvakta, ej klart" in read(page)


def test_a_proposal_is_edited_before_it_is_accepted(site: str, browser: Browser, store: Store, tmp_path: Path) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        card(page, "Anna Ekby").focus()
        page.keyboard.press("e")
        page.wait_for_url("**andra=*")
        read(page)
        expect(page.get_by_label("Grupp", exact=True)).to_have_value("NPO akut vård")
        page.get_by_label("Roll", exact=True).select_option("vice ordförande")
        page.get_by_label("Företräder", exact=True).press_sequentially("x")
        page.get_by_label("Företräder", exact=True).fill("Region Uppsala")
        page.get_by_role("textbox", name="Från och med").fill("2025-04-01")
        page.get_by_role("button", name="Spara ändringen").click()
        told(page, "Ändringen är sparad.")
        edited = card(page, "Anna Ekby är vice ordförande i NPO akut vård för Region Uppsala, fr.o.m. 2025-04-01")
        expect(edited).to_be_focused()
        page.keyboard.press("a")
        told(page, "Godkänt.")
        expect(edited).to_have_count(0)
        rows = asking.ask(store, "members", {"group": GROUP}, "2025-06-01").rows
        assert [(row.role, row.body_id) for row in rows if row.person == "Anna Ekby"] == [
            ("vice ordförande", "region-uppsala")
        ]


def test_all_of_it_speaks_english(site: str, browser: Browser, tmp_path: Path) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        page.get_by_role("link", name="In English").click()
        page.wait_for_url("**sprak=en*")
        page.get_by_role("heading", name="Anna Ekby is member").wait_for()
        shown = read(page)
        for word in ("Godkänn", "Ändra", "Avvisa", "Granska", "Ångra", "Regel", "Nytt", "Samma person", "väntar"):
            assert not re.search(rf"\b{word}\b", shown), word
        card(page, "Anna Ekby").focus()
        page.get_by_label("Your name").fill(ME)
        card(page, "Anna Ekby").focus()
        page.keyboard.press("a")
        told(page, "Accepted.")
        assert "accepted: Anna Ekby is member" in read(page)
