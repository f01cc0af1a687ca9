"""The review queue as people use it: documents dropped, questions answered, decisions made and taken back."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Source
from queries.asking import asking
from tests.support import documents, page_stores
from tests.support.browsing import DESK, PHONE, findings, read, served, too_wide, visit, window
from tests.support.here import PROJECT
from tests.support.stories import Story
from tests.views.test_pages import HOSTILE

PICTURE = PROJECT / "docs" / "review.png"
"""The README's picture of the queue; STYRGRAF_PICTURES=1 draws it anew."""
ME = "Åsa Ek"
GROUP = "npo-akut-vard"


def story() -> Story:
    """Tell of groups and bodies, with invented people in one of them."""
    told = Story()
    for id_, name in (
        (GROUP, "Nationellt programområde akut vård"),
        ("npo-tandvard", "Nationellt programområde tandvård"),
        ("region-skane", "Region Skåne"),
        ("region-ostergotland", "Region Östergötland"),
        ("region-uppsala", "Region Uppsala"),
    ):
        told.organisation(id_, name)
    told.person("cecilia-granvik", "Cecilia Granvik")
    told.person("johan-rosenqvist", "Johan Rosenqvist")
    told.sits("cecilia-granvik", GROUP, "ordförande", seen="2024-05-01", represents=["region-skane"])
    told.sits("johan-rosenqvist", GROUP, seen="2024-05-01", represents=["region-uppsala"])
    told.hosts("region-skane", "npo-tandvard", seen="2024-05-01")
    return told


def minutes(folder: Path, name: str = "protokoll.docx") -> Path:
    """Write minutes with new members, one of them with a name like a known one, and a new host."""
    return documents.docx(
        folder / name,
        "Protokoll NPO akut vård 2025-03-12",
        [
            "Datum: 2025-03-12",
            "Gruppen gick igenom läget. Anna Ekby, Region Skåne, utses till ledamot i NPO akut vård.",
            "Johan Rosenkvist, Region Uppsala, utses till ledamot i NPO akut vård.",
            "Region Östergötland är värd för NPO tandvård.",
        ],
        [("Namn", "Region", "Roll"), ("Eva Sandmark", "Region Östergötland", "Ledamot")],
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of our own: here people decide."""
    with page_stores.empty("review", tmp_path) as made:
        take_in(made, story().bundle, "test", "story")
        yield made


@pytest.fixture
def site(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The dashboard over that store, where nobody's name is known."""
    monkeypatch.delenv("STYRGRAF_USER", raising=False)
    with served(store.address) as address:
        yield address


def drop(page: Page, site: str, *files: Path) -> None:
    """Leave files on the queue's page and wait until all are read."""
    visit(page, site + "granska")
    page.get_by_label("Välj dokument eller tabeller").set_input_files(files)
    page.get_by_text("Det här blev av filerna").wait_for()
    read(page)


def queue(page: Page, site: str, *files: Path, name: str = ME) -> None:
    """Drop files, and open the queue of the first with one's name given."""
    drop(page, site, *files)
    page.locator(".sg-read a").first.click()
    page.wait_for_url("**/granska?dokument=*")
    read(page)
    page.get_by_label("Ditt namn").fill(name)


def card(page: Page, fact: str) -> Locator:
    """Return the card of the proposal whose line holds these words."""
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=fact))


def told(page: Page, words: str) -> None:
    """Wait until those who listen to the page hear these words."""
    expect(page.locator(".sg-result")).to_contain_text(words)


def sits(store: Store, name: str, group: str = GROUP) -> bool:
    """Tell whether a group has a member of this name."""
    return name in {row.person for row in asking.ask(store, "members", {"group": group}).rows}


def test_a_question_on_a_person_is_answered_before_anything_is_accepted(
    site: str, browser: Browser, store: Store, tmp_path: Path
) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        asked = card(page, "Johan Rosenkvist")
        expect(asked.get_by_role("radio", checked=True)).to_have_count(0)
        asked.get_by_role("button", name="Godkänn").click()
        told(page, "Svara först på frågan om personen.")
        expect(asked.get_by_role("radio", name="Samma person")).to_be_focused()
        assert not sits(store, "Johan Rosenkvist")
        asked.get_by_role("radio", name="Vet ej").check()
        asked.get_by_role("button", name="Godkänn").click()
        told(page, "Godkänt.")
        expect(asked).to_have_count(0)
        read(page)
        assert sits(store, "Johan Rosenkvist")
        assert sits(store, "Johan Rosenqvist")
        shown = visit(page, site + "person?id=johan-rosenqvist")
        assert "Kan vara samma person" in shown


def test_an_edit_that_cannot_be_is_told(site: str, browser: Browser, tmp_path: Path) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        card(page, "Anna Ekby").get_by_role("link", name="Ändra").click()
        page.wait_for_url("**andra=*")
        read(page)
        page.get_by_label("Grupp", exact=True).fill("NPO finns inte")
        page.get_by_role("button", name="Spara ändringen").click()
        expect(page.get_by_role("alert")).to_contain_text("NPO finns inte")
        page.get_by_role("link", name="Avbryt").click()
        page.wait_for_url(re.compile(r"dokument=[^&]+$"))
        expect(card(page, "Anna Ekby är ledamot i NPO akut vård")).to_be_visible()


def test_several_are_accepted_at_once_and_those_with_questions_left(
    site: str, browser: Browser, store: Store, tmp_path: Path
) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        expect(card(page, "Johan Rosenkvist").get_by_role("checkbox")).to_have_count(0)
        expect(card(page, "Region Östergötland är värd").get_by_role("checkbox")).to_have_count(0)
        card(page, "Eva Sandmark").get_by_role("checkbox").check()
        expect(page.get_by_role("button", name="Godkänn valda (1)")).to_be_enabled()
        page.get_by_label("Välj alla på sidan som går att välja").check()
        expect(page.get_by_role("button", name="Godkänn valda (2)")).to_be_enabled()
        page.get_by_role("button", name="Godkänn alla i dokumentet").click()
        told(page, "2 förslag godkända. Det går att ångra. 2 väntar kvar")
        expect(page.get_by_role("link", name="Att granska 2")).to_be_visible()
        assert sits(store, "Anna Ekby")
        assert sits(store, "Eva Sandmark")
        assert not sits(store, "Johan Rosenkvist")
        visit(page, site + "beslut")
        page.get_by_role("button", name="Ångra").click()
        told(page, "Ångrat. 2 förslag väntar igen.")
        assert not sits(store, "Eva Sandmark")


def test_one_of_those_accepted_at_once_is_undone_by_itself(
    site: str, browser: Browser, store: Store, tmp_path: Path
) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        page.get_by_role("button", name="Godkänn alla i dokumentet").click()
        told(page, "2 förslag godkända.")
        page.get_by_role("link", name="Godkända 2").click()
        page.wait_for_url("**visa=accepted")
        read(page)
        page.get_by_label("Ditt namn").fill(ME)
        card(page, "Anna Ekby").get_by_role("button", name="Ångra").click()
        told(page, "Det som beslutades samtidigt står kvar: 1.")
        assert not sits(store, "Anna Ekby")
        assert sits(store, "Eva Sandmark")
        expect(page.get_by_role("link", name="Att granska 3")).to_be_visible()
        read(page)
        page.locator(".sg-latest").last.get_by_role("button", name="Ångra").click()
        told(page, "Ångrat. Förslaget väntar igen.")
        assert not sits(store, "Eva Sandmark")


def test_the_date_of_a_document_is_corrected_in_its_head(
    site: str, browser: Browser, store: Store, tmp_path: Path
) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        card(page, "Anna Ekby").get_by_role("button", name="Godkänn").click()
        told(page, "Godkänt.")
        page.get_by_text("Rätta datum och titel").click()
        expect(page.locator("form[data-do=redate]")).to_contain_text("redan är godkänt ur dokumentet (1 förslag)")
        page.get_by_role("textbox", name="Datum i dokumentet").fill("i våras")
        page.get_by_role("button", name="Spara").click()
        expect(page.get_by_role("alert")).to_contain_text("datum skrivs som 2024-03-01")
        told(page, "datum skrivs som 2024-03-01")  # and the page takes the next answer
        read(page)
        page.get_by_role("textbox", name="Datum i dokumentet").fill("2025-03-21")
        page.get_by_role("button", name="Spara").click()
        told(page, "Dokumentets uppgifter är ändrade.")
        expect(page.locator(".sg-dates")).to_contain_text("2025-03-21")
        (source,) = (each for each in store.every(Source) if each.date == "2025-03-21")
        assert source.title == "Protokoll NPO akut vård 2025-03-12"


def test_one_form_tells_who_leaves_and_who_follows(site: str, browser: Browser, store: Store) -> None:
    with window(browser, fresh=True) as page:
        visit(page, site + "person?id=cecilia-granvik")
        page.get_by_role("link", name="Ändra en uppgift").click()
        page.wait_for_url("**/uppgift?*")
        read(page)
        page.get_by_role("link", name="byts ut").click()
        page.wait_for_url("**gor=byte*")
        read(page)
        expect(page.get_by_label("Vem slutar?")).to_have_value("Cecilia Granvik")
        page.get_by_label("Ditt namn").fill(ME)
        page.get_by_role("textbox", name="Sista dag").fill("2025-03-31")
        page.get_by_label("Vem tillträder?").press_sequentially("Rosenq")
        page.locator("#sg-names option[value='Johan Rosenqvist']").wait_for(state="attached")
        page.get_by_label("Vem tillträder?").fill("Bo Lindalm")
        page.get_by_role("button", name="Visa vad som ändras").click()
        expect(page.get_by_role("alert")).to_contain_text("Skriv källans titel")
        page.get_by_label("Dokumentets eller sidans titel").fill("Protokoll 2025-03-01")
        page.get_by_role("textbox", name="Källans datum").fill("2025-03-01")
        page.get_by_label("Ditt namn").fill(ME)
        page.get_by_role("button", name="Visa vad som ändras").click()
        page.wait_for_url("**/granska?dokument=*")
        shown = read(page)
        assert "Bo Lindalm efterträder Cecilia Granvik" in shown
        assert not sits(store, "Bo Lindalm"), "nothing changes before it is accepted"
        page.get_by_role("button", name="Godkänn", exact=True).click()
        told(page, "Godkänt.")
        chairs = {
            day: [
                row.person for row in asking.ask(store, "members", {"group": GROUP}, day).rows if row.role != "ledamot"
            ]
            for day in ("2025-03-31", "2025-04-01")
        }
        assert chairs == {"2025-03-31": ["Cecilia Granvik"], "2025-04-01": ["Bo Lindalm"]}


def test_bad_files_get_a_sentence_each_and_the_good_one_is_read(site: str, browser: Browser, tmp_path: Path) -> None:
    picture = documents.picture_pdf(tmp_path / "skannad.pdf")
    broken = tmp_path / "trasig.docx"
    broken.write_bytes(b"no document at all")
    other = tmp_path / "bild.png"
    other.write_bytes(b"x")
    with window(browser, fresh=True) as page:
        drop(page, site, picture, broken, other, minutes(tmp_path))
        said = page.locator(".sg-read li").all_inner_texts()
        assert len(said) == 3
        assert said[2] == "protokoll.docx: 4 förslag att granska."
        assert all(" förslag" not in line for line in said[:2])
        expect(page.get_by_text("bild.png: Filen måste vara av slaget")).to_be_visible()
        drop(page, site, minutes(tmp_path))
        assert "protokoll.docx: Inget nytt" in page.locator(".sg-read").inner_text()


def test_our_own_tables_are_reviewed_row_by_row(site: str, browser: Browser, store: Store, tmp_path: Path) -> None:
    source = {"id": "lista-2025", "title": "Ledamotslista 2025", "date": "2025-01-15"}
    seats = [
        ("Anna Ekby", GROUP, "ledamot", "region-skane", "lista-2025"),
        ("Eva Sandmark", "npo-tandvard", "ordförande", "region-ostergotland", "lista-2025"),
    ]
    book = documents.xlsx(
        tmp_path / "uppgifter.xlsx",
        {
            "sources": [list(source), list(source.values())],
            "memberships": [["person", "group", "role", "represents", "source"], *map(list, seats)],
        },
    )
    wrong = tmp_path / "memberships.csv"
    wrong.write_text("person,group,role\nBo Lindalm,npo-tandvard,kejsare\n", "utf-8")
    with window(browser, fresh=True) as page:
        queue(page, site, book, wrong)
        expect(card(page, "Eva Sandmark är ordförande")).to_contain_text("memberships, rad 3")
        page.get_by_label("Välj alla på sidan som går att välja").check()
        page.get_by_role("button", name="Godkänn valda (2)").click()
        told(page, "2 förslag godkända.")
        assert sits(store, "Anna Ekby")
        assert sits(store, "Eva Sandmark", "npo-tandvard")
        assert "Ledamotslista 2025" in visit(page, site + "grupp?id=npo-tandvard")
        visit(page, site + "granska")
        page.get_by_label("Välj dokument eller tabeller").set_input_files(wrong)
        expect(page.locator(".sg-read li")).to_contain_text(
            "memberships.csv, rad 2, kolumnen role: Här står ”kejsare”."
        )


def test_a_group_that_is_new_is_added_with_the_proposal(
    site: str, browser: Browser, store: Store, tmp_path: Path
) -> None:
    table = tmp_path / "memberships.csv"
    table.write_text("person,group,role\nAnna Ekby,NAG yrsel,ledamot\n", "utf-8")
    with window(browser, fresh=True) as page:
        queue(page, site, table)
        new = card(page, "Anna Ekby är ledamot i NAG yrsel")
        expect(new.locator(".sg-beware").last).to_contain_text("Ingen i styrgraf heter så.")
        expect(new.get_by_role("button", name="Godkänn")).to_be_disabled()
        new.get_by_text("Lägg upp ”NAG yrsel” som ny").click()
        expect(new.get_by_label("Vad är det för slags organisation?")).to_have_value("nag")
        new.get_by_role("button", name="Lägg upp den med förslaget").click()
        told(page, "Organisationen läggs upp när förslaget godkänns.")
        expect(new.get_by_role("button", name="Godkänn")).to_be_enabled()
        new.get_by_role("button", name="Godkänn").click()
        told(page, "Godkänt.")
        assert sits(store, "Anna Ekby", "NAG yrsel")


def test_hostile_words_in_a_document_stay_text(site: str, browser: Browser, tmp_path: Path) -> None:
    lines = [f"{name}, Region Skåne, utses till ledamot i NPO akut vård." for name in HOSTILE.values()]
    evil = tmp_path / "<img src=x onerror=alert(1)>.txt".replace("/", "")
    evil.write_text(
        "\n".join(["Anna <script>alert(1)</script> Ekby, Region Skåne, utses till ledamot.", *lines]), "utf-8"
    )
    good = minutes(tmp_path, "<b>.docx")
    with window(browser, PHONE, fresh=True) as page:
        drop(page, site, evil, good)
        assert page.locator(".sg-read :is(img, script, b)").count() == 0
        page.locator(".sg-read a").last.click()
        page.wait_for_url("**/granska?dokument=*")
        read(page)
        assert page.locator("article :is(img, script)").count() == 0
        assert too_wide(page) == []
        for address in ("granska?dokument=%3Cscript%3E", "granska?sida=9999999", "uppgift?gor=ratta&uppgift=%3Cb%3E"):
            shown = visit(page, site + address)
            assert "Sidan kunde inte visas" not in shown, address
            assert too_wide(page) == [], address


def test_everybody_can_use_it_at_both_widths(site: str, browser: Browser, axe: str, tmp_path: Path) -> None:
    with window(browser, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        at = page.url
        card(page, "Anna Ekby").get_by_role("button", name="Godkänn").click()
        told(page, "Godkänt.")
        edit = card(page, "Eva Sandmark").get_by_role("link", name="Ändra").get_attribute("href")
        assert edit
        for address in (
            *(at, site + "granska", at + "&visa=accepted", site + edit, site + "beslut"),
            *(site + f"uppgift?gor={sort}&grupp={GROUP}" for sort in ("byte", "ny", "slut", "vard")),
        ):
            visit(page, address)
            for size in (DESK, PHONE):
                page.set_viewport_size(size)
                assert findings(page, axe) == [], address
                assert too_wide(page) == [], address
                expect(page.locator("h1")).to_have_count(1)


def test_the_picture_for_the_readme(site: str, browser: Browser, tmp_path: Path) -> None:
    with window(browser, {"width": 1200, "height": 900}, fresh=True) as page:
        queue(page, site, minutes(tmp_path))
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": 1200, "height": min(height, 1_900)})
        page.mouse.move(0, 0)
        taken = page.screenshot()
    assert taken.startswith(b"\x89PNG")
    if os.environ.get("STYRGRAF_PICTURES") or not PICTURE.exists():
        PICTURE.write_bytes(taken)
