"""The dashboard as people meet it: the real server, the real data, a real browser."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from python_calamine import CalamineWorkbook

from graph.loading.intake import take_in
from graph.port import Store
from graph.stores.sqlite.store import SqliteStore
from queries.asking import asking
from tests.support import page_stores
from tests.support.browsing import DESK, PHONE, read, served, too_wide, visit, window
from tests.support.here import PROJECT
from tests.support.stories import real_bundle
from tests.views.test_pages import HOSTILE, hostile_story
from views.parts import state

PICTURE = PROJECT / "docs" / "start.png"
"""The README's picture of the start page; STYRGRAF_PICTURES=1 draws it anew."""
PAGES = (
    "",
    "grupp?id=sks",
    "organ?id=sjukvardsregion-sydostra&regioner=1&anstallda=1",
    "person?id=elisabeth-aller",
    "kalla",
    "kalla?id=kv-styr-2023",
    "fragor",
    "fragor?fraga=path&start=eva-olofsson&goal=region-kalmar-lan",
    "atgarda",
    "jamfor?fran=2020-05-26&till=2023-12-31",
    "bild?id=npo-akut-vard",
    "bild?urval=sks,npo-akut-vard,sjukvardsregion-mellansverige",
    "bild?sidor=npo",
    "sok?text=cancer",
    "granska",
    "uppgift?gor=byte&person=elisabeth-aller",
    "beslut",
    "egen?egen=SELECT+id,+name+FROM+persons+LIMIT+3",
)


@pytest.fixture(scope="module")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The data set in a store of our own: here people judge in it."""
    with page_stores.empty("real", tmp_path_factory.mktemp("dashboard")) as made:
        take_in(made, real_bundle(), "test", "data/")
        yield made


@pytest.fixture(scope="module")
def site(real_store: Store) -> Iterator[str]:
    """The dashboard over the real data."""
    with served(real_store.address) as address:
        yield address


def test_the_start_page_counts_what_is_known(site: str, browser: Browser, real_store: Store) -> None:
    rows = asking.ask(real_store, "hosts", {}).rows
    groups = {row.group_id for row in rows if row.group_id.startswith("npo-")}
    hosted = {row.group_id for row in rows if row.host_id and row.status == "active"} & groups
    with window(browser) as page:
        shown = visit(page, site)
        assert f"Värd känd för {len(hosted)} av {len(groups)} NPO" in shown
        for question in ("Vem företräder oss?", "Vem är värd?", "Hur såg det ut den …?", "Vad måste åtgärdas?"):
            assert question in shown
        picture = page.get_by_role("img", name=re.compile("Bild över hela systemet"))
        assert picture.evaluate("image => image.naturalWidth") > 500


def test_the_picture_for_the_readme(site: str, browser: Browser) -> None:
    with window(browser, {"width": 1200, "height": 900}) as page:
        visit(page, site)
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": 1200, "height": min(height, 2_400)})
        page.mouse.move(0, 0)
        taken = page.screenshot()
    assert taken.startswith(b"\x89PNG")
    if os.environ.get("STYRGRAF_PICTURES") or not PICTURE.exists():
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(taken)


def test_enter_in_the_search_leads_to_the_best_hit(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site)
        page.get_by_label("Sök person, grupp eller organ").fill("oien")
        page.keyboard.press("Enter")
        page.wait_for_url("**/person?id=rut-oien")
        assert "NAG svårläkta sår" in read(page)
        assert page.title() == "Rut Öien – styrgraf"


def test_the_first_card_shows_who_represents_us(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site)
        page.get_by_label("Region, sjukvårdsregion eller annat organ").fill("RKL")
        page.keyboard.press("Enter")
        page.wait_for_url("**/organ?namn=RKL")
        assert "Vem företräder Region Kalmar län?" in read(page)


def test_the_day_in_the_address_changes_the_answer_and_can_be_mailed(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site + "grupp?id=npo-ogonsjukdomar&datum=2021-09-01")
        expect(page.get_by_role("row", name=re.compile("^Ordförande"))).to_contain_text("Anne Odergren")
        page.get_by_role("textbox", name="Visa läget den").fill("2024-06-19")
        page.keyboard.press("Enter")
        page.wait_for_url("**/grupp?*datum=2024-06-19*")
        shown = read(page)
        chairs = page.get_by_role("row", name=re.compile("^Ordförande"))
        expect(chairs).to_have_count(1)
        expect(chairs).to_contain_text("Eva Olofsson")
        assert "Du ser läget den 19 juni 2024." in shown
        mailed = page.url
    with window(browser, fresh=True) as fresh:
        assert visit(fresh, mailed) == shown


def test_a_question_is_asked_by_its_form(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site + "fragor")
        page.get_by_role("link", name="Vem är värd?").click()
        page.get_by_role("textbox", name="Värd").or_(page.get_by_role("combobox", name="Värd")).fill("Mellansverige")
        page.get_by_role("button", name="Visa svaret").click()
        page.wait_for_url("**/fragor?*host=Mellansverige*")
        shown = read(page)
        assert "NPO akut vård" in shown
        page.get_by_text("Samma fråga i terminalen").click()
        expect(page.locator(".sg-terminal code")).to_have_text("styrgraf ask hosts --host Mellansverige")


def test_a_table_can_be_taken_along(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site + "fragor?fraga=members&group=npo-ogonsjukdomar&datum=2024-06-19")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Ladda ner som Excel").click()
        path = waiting.value.path()
        assert waiting.value.suggested_filename == "members-npo-ogonsjukdomar-2024-06-19.xlsx"
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        assert "Eva Olofsson" in rows[1]
        with page.expect_download() as waiting:
            page.get_by_role("button", name="som CSV").click()
        assert waiting.value.path().read_text("utf-8-sig").startswith("Person;Roll;")


def test_the_page_can_be_read_in_english(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site + "grupp?id=npo-ogonsjukdomar&datum=2024-06-19")
        expect(page.locator("html")).to_have_attribute("lang", "sv")
        page.get_by_role("link", name="In English").click()
        page.wait_for_url("**sprak=en*")
        page.get_by_role("link", name="På svenska").wait_for()
        shown = read(page)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert "Who sits in the group?" in shown
        for word in ("Sök", "Visa", "Källor", "Fakta", "Senast", "bekräftad", "ledamot", "Ladda ner", "belagt"):
            assert not re.search(rf"\b{word}\b", shown), word
        page.get_by_role("link", name="Eva Olofsson").first.click()
        page.wait_for_url("**/person?*")
        assert "datum=2024-06-19" in page.url
        assert "sprak=en" in page.url


def test_a_keyboard_reaches_the_content_past_the_menu(site: str, browser: Browser) -> None:
    with window(browser) as page:
        visit(page, site + "fragor")
        page.keyboard.press("Tab")  # the part of the window that scrolls
        page.keyboard.press("Tab")
        expect(page.get_by_text("Hoppa till innehållet")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Kopiera länk")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Vem företräder oss?")).to_be_focused()


def test_an_unknown_host_is_no_error(site: str, browser: Browser) -> None:
    with window(browser) as page:
        shown = visit(page, site + "grupp?id=npo-hud-och-konssjukdomar")
        assert "okänd – ingen källa" in shown
        expect(page.get_by_role("alert")).to_have_count(0)


def test_no_page_is_wider_than_the_screen(site: str, browser: Browser) -> None:
    with window(browser, PHONE) as page:
        for address in PAGES:
            page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
            shown = visit(page, site + address)
            assert "Sidan kunde inte visas" not in shown, address
            assert too_wide(page) == [], address
            page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
            assert too_wide(page) == [], address


def test_forms_may_use_every_name(site: str, browser: Browser) -> None:
    names = {state.field(parameter.name) for name in asking.names() for parameter in asking.query(name).parameters}
    names |= {state.field(state.ID), state.DAY, state.LANGUAGE}
    with window(browser) as page:
        visit(page, site)
        taken = "names => names.filter(name => name in document || name in document.createElement('form'))"
        clash = page.evaluate(taken, sorted(names))
    assert clash == [], "give these a name of their own in views.parts.state"


def test_boxes_that_somebody_moved_in_drawio_stay(site: str, browser: Browser, tmp_path: Path) -> None:
    with window(browser) as page:
        visit(page, site + "bild?id=npo-akut-vard")
        with page.expect_download() as taken:
            page.get_by_role("button", name="draw.io, att flytta om i").click()
        file = tmp_path / taken.value.suggested_filename
        taken.value.save_as(file)
        moved = re.sub(
            r'(<object[^>]* id="fredrik-jonsson".*? x=")[\d.]+', r"\g<1>500", file.read_text("utf-8"), flags=re.S
        )
        file.write_text(moved, "utf-8")
        page.get_by_label("Välj draw.io-filen").focus()
        page.get_by_label("Välj draw.io-filen").set_input_files(file)
        page.get_by_text("Rutor och band som ligger där du lade dem: 1.").wait_for()
        # What is chosen next keeps them, though the page is loaded anew.
        page.get_by_label("Ark", exact=True).select_option("a4-landscape")
        page.get_by_role("button", name="Rita", exact=True).click()
        page.wait_for_url(re.compile("ark=a4-landscape"))
        page.get_by_text("Rutor och band som ligger där du lade dem: 1.").wait_for()
        wrong = tmp_path / "fel.txt"
        wrong.write_text("x")
        page.get_by_label("Välj draw.io-filen").set_input_files(wrong)
        page.get_by_text("Filen måste vara av slaget .drawio, .xml.").wait_for()


def test_all_groups_are_taken_along_with_a_page_each(site: str, browser: Browser, tmp_path: Path) -> None:
    with window(browser) as page:
        visit(page, site + "bild?sidor=alla")
        with page.expect_download() as taken:
            page.get_by_role("button", name="PDF, för utskrift").click()
        taken.value.save_as(tmp_path / "alla.pdf")
    assert (tmp_path / "alla.pdf").read_bytes().count(b"/Type /Page\n") > 100


def test_a_judgement_is_undone_and_made_again(site: str, browser: Browser, real_store: Store) -> None:
    pair = "elisabeth-aller|elizabeth-aller"
    with window(browser) as page:
        assert "Samma person under flera namn" in visit(page, site + "person?id=elizabeth-aller")
        page.get_by_role("button", name="Ångra: lämna öppet om det är samma person").click()
        page.get_by_label("Ditt namn").fill("Åsa Ek")
        page.get_by_test_id("stPopoverBody").get_by_role(
            "button", name="Ångra: lämna öppet om det är samma person"
        ).click()
        page.get_by_text("Sparat. Bedömningen går att ändra tillbaka här.").wait_for()
        page.get_by_role("link", name="Bedömning i styrgraf av Åsa Ek (uppgivet)").wait_for()
        # The name is asked for once: the browser keeps it.
        visit(page, site + "person?id=elisabeth-aller")
        page.get_by_role("button", name="Bedöm").click()
        expect(page.get_by_label("Ditt namn")).to_have_value("Åsa Ek")
        page.get_by_role("button", name="Det är samma person").click()
        page.get_by_text("Samma person under flera namn").wait_for()
    assert [entry.who for entry in real_store.history("judgements", pair)[:2]] == ["Åsa Ek (uppgivet)"] * 2


def test_hostile_names_stay_text(tmp_path: Path, browser: Browser) -> None:
    addresses = ("grupp?id=npo-ond", "bild?id=npo-ond", "grupp?id=npo-lang")
    with page_stores.empty("story", tmp_path) as store:
        take_in(store, hostile_story().bundle, "test", "story")
        with served(store.address) as site, window(browser, PHONE) as page:
            for address in (*addresses, "kalla?id=kalla-lank", "kalla?id=kalla-skript"):
                shown = visit(page, site + address)
                assert too_wide(page) == [], address
                links = page.locator("a").evaluate_all("all => all.map(each => each.href)")
                assert [link for link in links if not link.startswith(("http://127.0.0.1", "https://"))] == []
                if address == "grupp?id=npo-ond":
                    for name in HOSTILE.values():
                        assert name in shown, address


def test_a_missing_store_is_told_plainly(tmp_path: Path, browser: Browser) -> None:
    with served(f"sqlite:///{tmp_path}/ingen.db") as site, window(browser) as page:
        shown = visit(page, site)
        assert "Det finns ingen databas" in shown
        assert "styrgraf load data/" in shown
        made = SqliteStore(tmp_path / "ingen.db", create=True)
        take_in(made, real_bundle(), "test", "data/")
        assert "Så mycket vet vi" in visit(page, site)
        made.close()


def test_a_page_that_is_not_there(site: str, browser: Browser) -> None:
    with window(browser) as page:
        shown = visit(page, site + "finns-inte")
        assert "Sidan finns inte. Här är startsidan." in shown
        assert "Page not found" not in shown
