"""The static web edition: whole, accessible, searchable without a server, harmless, and the same each time.

axe-core comes from npm, exactly as tests/axe locks it, into a cache of its own.
"""

import os
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page

from graph import names
from graph.exports.formats.site import EXPORT
from graph.exports.formats.site import write as written
from graph.exports.site.edition import file_name
from graph.loading.intake import take_in
from graph.people.identity import Identities
from graph.port import Store
from graph.records import Judgement, Organisation, Person, Source
from graph.texts import Language
from queries import subjects
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.browsing import DESK, PHONE, findings
from tests.support.export_story import (
    DAY,
    EMOJI,
    FORMULA,
    GROUP,
    HOSTILE,
    HOSTILE_GROUP,
    LONG,
    QUOTED,
    RIGHT_TO_LEFT,
    story,
)
from tests.support.stories import Story

SEEN = (
    "index.html",
    "organisation/npo-ogonsjukdomar.html",
    "organisation/region-kalmar-lan.html",
    "person/mats-bojestig.html",
    "person/rut-oien.html",
)
"""A start page, a group, a body and two persons of the whole edition."""
LISTS = ("index.html", "names.html", "sources.html")
"""The pages that grow with the edition: axe needs half a minute for those of the whole one."""
VOID = {"meta", "link", "input", "br"}
SCRIPT = "<script>alert(1)</script>"


# ---- what is read of a page


class Document(HTMLParser):
    """One page: its elements, their text, and whether all that was opened was closed in order."""

    def __init__(self, content: bytes) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.headings: list[int] = []
        self._open: list[str] = []
        self.feed(content.decode())
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(attribute)) is not None]


def edition(
    store: Store, scope: str = "system", *, language: Language = "sv", without_people: bool = False
) -> dict[str, bytes]:
    """Return an edition as the command line writes it."""
    return written(subjects.subject(store, scope, DAY, language, without_people=without_people))


def pages(files: Mapping[str, bytes]) -> dict[str, Document]:
    return {path: Document(content) for path, content in files.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def real(real_store: Store) -> dict[str, bytes]:
    """The whole edition of the real data."""
    return edition(real_store)


@pytest.fixture(scope="module")
def documents(real: dict[str, bytes]) -> dict[str, Document]:
    return pages(real)


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story, and with what else may hide in a name; only read it."""
    with empty_store() as store:
        more = story()
        more.organisation("npo-skript", SCRIPT)
        more.person("skript", f'{SCRIPT}"><img src=x onerror=alert(2)>')
        more.person("styrtecken", "Styr\x07\x1b[31m \u202eomvänt")
        more.sits("skript", "npo-skript", seen="lista-2025")
        more.sits("styrtecken", "npo-skript", "ordförande", seen="lista-2025")
        more.add(Source(id="ond", title="</title><script>", address="javascript:alert(3)", date="2025"))
        more.sits("skript", "npo-skript", "ersättare", seen="ond")
        take_in(store, more.bundle, "test", "story")
        yield store


# ---- pages


def test_every_organisation_and_person_has_a_page(real: dict[str, bytes], real_store: Store) -> None:
    identities = Identities(real_store.every(Judgement))
    people = {identities.standing(id_) for id_ in real_store.keys(Person)}
    wanted = {f"organisation/{file_name(id_)}" for id_ in real_store.keys(Organisation)}
    wanted |= {f"person/{file_name(id_)}" for id_ in people}
    assert {path for path in real if "/" in path and path.endswith(".html")} == wanted
    assert "person/rut-f-oien.html" not in real, "judged to be Rut Öien"


def test_every_internal_link_resolves(real: dict[str, bytes], documents: dict[str, Document]) -> None:
    anchors = {path: set(document.values("id")) for path, document in documents.items()}
    for path, document in documents.items():
        for address in (*document.values("href"), *document.values("src")):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("http", "https"), address
                continue
            assert not address.startswith("/"), "only relative links work from a file share"
            target = os.path.normpath(PurePosixPath(path).parent / parts.path) if parts.path else path
            assert target in real, f"{path} → {address}"
            if parts.fragment:
                assert parts.fragment in anchors[target], f"{path} → {address}"


def test_every_page_says_its_language_day_and_has_headings_in_order(documents: dict[str, Document]) -> None:
    for path, document in documents.items():
        assert document.elements[0] == ("html", {"lang": "sv"}), path
        assert "Uppgifter per 22 november 2026" in document.text, path
        assert document.headings[0] == 1, path
        assert document.headings.count(1) == 1, path
        steps = zip(document.headings, document.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), path
        ids = document.values("id")
        assert len(ids) == len(set(ids)), path


def test_every_page_forbids_all_but_its_own_files(documents: dict[str, Document]) -> None:
    for path, document in documents.items():
        policies = [at["content"] or "" for _, at in document.elements if "http-equiv" in at]
        assert len(policies) == 1, path
        assert policies[0].startswith("default-src 'none'"), path
        assert "unsafe" not in policies[0], path
        assert not document.values("style"), path
        assert not [name for _, at in document.elements for name in at if name.startswith("on")], path


def test_file_names_are_safe_on_a_windows_share(real: dict[str, bytes]) -> None:
    assert len({path.casefold() for path in real}) == len(real)
    for id_ in ("con", "nul", "com1", "lpt9", "aux.x", "a" * 300, "a" * 301, "npo-akut-vard", "con-x"):
        name = file_name(id_)
        assert re.fullmatch(r"[a-z0-9._-]{1,90}", name)
        assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)\.", name)
    assert file_name("npo-akut-vard") == "npo-akut-vard.html"
    assert file_name("a" * 299) != file_name("a" * 300)


def test_a_group_page_tells_who_sits_there_for_whom_and_since_when(documents: dict[str, Document]) -> None:
    page = documents["organisation/npo-ogonsjukdomar.html"].text
    for said in (
        *(
            "Eva Olofsson",
            "Norra sjukvårdsregionen",
            "2024-06-19",
            "Tidigare",
            "Carina Libert",
            "platsen uppges vakant",
        ),
        *("Platser utan känd person", "Källor till sidan", "Namn genom tiden", "Speglingar", "Historik"),
    ):
        assert said in page, said


def test_a_person_page_tells_assignments_and_that_names_are_one_person(documents: dict[str, Document]) -> None:
    page = documents["person/rut-oien.html"].text
    for said in ("NAG svårläkta sår", "ordförande", "Stavas även: Rut F Öien", "samma person"):
        assert said in page, said


def test_the_start_page_has_the_picture_with_links(real: dict[str, bytes]) -> None:
    start = real["index.html"].decode()
    assert re.search(r'<a href="organisation/npo-akut-vard\.html">\s*<g ', start)
    assert "Så läser du uppgifterna" in start


def test_the_sources_page_tells_address_and_date_of_every_source(
    documents: dict[str, Document], real_store: Store
) -> None:
    page = documents["sources.html"]
    for source in real_store.every(Source):
        assert f"s-{source.id}" in page.values("id")
        if source.address and source.address.startswith("http"):
            assert source.address in page.values("href")


def test_the_notes_of_the_data_set_are_in_swedish(documents: dict[str, Document]) -> None:
    read = documents["sources.html"].text
    assert "Tillkännager nya ordförande i 16 NPO men räknar upp 14" in read
    assert "Announces new chairs" not in read


def test_english_is_english(real_store: Store) -> None:
    found = pages(edition(real_store, "npo-akut-vard", language="en"))
    document = found["organisation/npo-akut-vard.html"]
    assert document.elements[0] == ("html", {"lang": "en"})
    assert "Who sits in the group?" in document.text
    assert "As of 22 November 2026" in document.text


@pytest.mark.parametrize("scope", ["npo-akut-vard", "region-kalmar-lan", "mats-bojestig"])
def test_a_scope_has_the_pages_of_its_neighbourhood(real_store: Store, real: dict[str, bytes], scope: str) -> None:
    found = edition(real_store, scope)
    assert any(path.endswith(f"/{scope}.html") for path in found)
    assert found.keys() < real.keys()
    assert "organisation/npo-levnadsvanor.html" not in found, "a rule ties them, no fact"
    test_every_internal_link_resolves(found, pages(found))


def test_the_same_store_gives_the_same_bytes(real_store: Store, real: dict[str, bytes]) -> None:
    again = edition(real_store)
    assert list(again) == list(real)
    assert again == real


def test_a_subject_that_answers_nothing_is_refused(real_store: Store) -> None:
    about = subjects.subject(real_store, "system", DAY, "sv")._replace(ask=None)
    with pytest.raises(ValueError, match=r"Subject\.ask"):
        EXPORT.write(about)


# ---- who is left out


def folded(text: str) -> str:
    return f" {names.fold(text)} "


@pytest.mark.parametrize("scope", ["system", "nsg-metoder-for-kunskapsstod", "sjukvardsregion-mellansverige"])
def test_without_people_no_name_of_a_person_is_left(real_store: Store, scope: str) -> None:
    files = edition(real_store, scope, without_people=True)
    assert not [path for path in files if path.startswith("person/")]
    whole = folded(" ".join([*files, *(content.decode() for content in files.values())]))
    people = [name for person in real_store.every(Person) for name in (person.id, person.name, *person.aliases)]
    assert people
    assert not [name for name in people if folded(name) in whole]
    test_every_internal_link_resolves(files, pages(files))


def test_a_suppressed_person_is_on_no_page(empty_store: EmptyStore) -> None:
    with empty_store() as store:
        more = Story()
        more.add(Source(id="musse-pigg-2024", title="Musse Pigg tar över", address="https://x.example/musse-pigg"))
        more.add(Person(id="musse", name="Musse Pigg", visibility="suppressed"))
        more.person("musse-2", "M Pigg")
        more.judges("musse-2", "musse")
        more.organisation("npo-kvack", "Nationellt programområde kvack")
        more.sits("musse", "npo-kvack", seen="musse-pigg-2024", until="2027")
        more.sits("musse-2", "npo-kvack", "ersättare", seen="2024", until="2027")
        more.sits("kajsa", "npo-kvack", seen="musse-pigg-2024", until="2027", succeeds="musse")
        take_in(store, more.bundle, "test", "story")
        files = edition(store)
    whole = folded(" ".join([*files, *(content.decode() for content in files.values())]))
    assert "kajsa" in whole
    assert "musse" not in whole
    assert "pigg" not in whole


# ---- strange names


def test_strange_names_come_out_right_and_harmless(told: Store) -> None:
    files = edition(told)
    found = pages(files)
    group = found[f"organisation/{GROUP}.html"]
    for name in (*HOSTILE, HOSTILE_GROUP):
        assert name in group.text, name
    for path, document in found.items():
        assert [tag for tag, _ in document.elements].count("script") == 2, path
        assert not [tag for tag, _ in document.elements if tag in ("img", "iframe", "object", "style")], path
        assert not [address for address in document.values("href") if "javascript:" in address], path
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", document.text), path
    assert f"<bdi>{RIGHT_TO_LEFT}</bdi>" in files[f"organisation/{GROUP}.html"].decode()
    assert b"<" not in files["assets/search-index.js"]
    assert SCRIPT in found["organisation/npo-skript.html"].text
    test_every_internal_link_resolves(files, found)


# ---- in the browser


def unpacked(files: Mapping[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def folder(real: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition in a folder whose name is as a file share's may be."""
    return unpacked(real, tmp_path_factory.mktemp("Gemensam mapp & åäö #1"))


def refuse(dialog: Dialog, faults: list[str]) -> None:
    faults.append(dialog.message)
    dialog.dismiss()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that lets nothing pass unseen: neither an error nor a word of the policy."""
    context = browser.new_context(viewport=DESK, offline=True)
    tab = context.new_page()
    faults: list[str] = []
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("dialog", lambda dialog: refuse(dialog, faults))
    yield tab
    context.close()
    assert not faults


@pytest.mark.parametrize("path", SEEN)
def test_axe_finds_nothing(page: Page, axe: str, folder: Path, path: str) -> None:
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.goto((folder / path).as_uri())
        assert findings(page, axe) == []


def test_axe_finds_nothing_on_lists(page: Page, axe: str, real_store: Store, tmp_path: Path) -> None:
    place = unpacked(edition(real_store, "nag-svarlakta-sar"), tmp_path)
    for path in LISTS:
        page.goto((place / path).as_uri())
        assert findings(page, axe) == [], path


@pytest.mark.parametrize("path", [*SEEN, *LISTS[1:], "organisation/sjukvardsregion-sydostra.html"])
def test_no_page_scrolls_sideways(page: Page, folder: Path, path: str) -> None:
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.goto((folder / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_axe_finds_nothing_on_pages_with_strange_names(page: Page, axe: str, told: Store, tmp_path: Path) -> None:
    place = unpacked(edition(told), tmp_path)
    for path in ("index.html", f"organisation/{GROUP}.html", "person/langben.html", "person/skript.html", "names.html"):
        page.set_viewport_size(PHONE)
        page.goto((place / path).as_uri())
        assert findings(page, axe) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def search(page: Page, text: str) -> list[str]:
    page.get_by_role("searchbox").fill(text)
    return page.locator("#search-hits a").all_inner_texts()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("oien", "Rut Öien"),
        ("Rut F", "Rut Öien"),
        ("RKL", "Region Kalmar län"),
        ("akut vård", "NPO akut vård"),
        ("ogonsjuk", "NPO ögonsjukdomar"),
    ],
)
def test_search_finds(page: Page, axe: str, folder: Path, text: str, first: str) -> None:
    page.goto((folder / "person" / "mats-bojestig.html").as_uri())
    assert search(page, text)[0] == first
    assert page.get_by_role("status").inner_text()
    if text == "oien":
        assert findings(page, axe) == [], "with hits shown"
    page.get_by_role("searchbox").press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html")
    page.get_by_role("heading", level=1, name=first, exact=True).wait_for()


def test_search_says_when_nothing_is_found(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    assert search(page, "qqqq") == []
    assert "Inget namn passar" in page.get_by_role("status").inner_text()


def test_search_folds_as_the_rest_of_styrgraf_does(page: Page, folder: Path, real_store: Store) -> None:
    page.goto((folder / "index.html").as_uri())
    wanted = [person.name for person in real_store.every(Person)] + [
        each.name for each in real_store.every(Organisation)
    ]
    wanted += [*(each for each in HOSTILE if each != EMOJI), "Øster Æble ß Łódź", "ÅÄÖ é-x_y"]
    found = page.evaluate("(texts) => texts.map(window.styrgraf.fold)", wanted)
    assert found == [names.fold(each) for each in wanted]


def test_search_shows_strange_names_as_they_are(page: Page, told: Store, tmp_path: Path) -> None:
    place = unpacked(edition(told), tmp_path)
    page.goto((place / "index.html").as_uri())
    for text, name in (("kajsa", QUOTED), ("1 1", FORMULA), ("langben", LONG), ("script", SCRIPT)):
        assert name in search(page, text)


def test_without_scripts_every_page_is_reached(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    tab = context.new_page()
    tab.goto((folder / "index.html").as_uri())
    assert not tab.locator("#search").is_visible()
    tab.get_by_role("link", name="Namn A–Ö").click()
    tab.get_by_role("link", name="Rut Öien", exact=True).first.click()
    tab.get_by_role("heading", level=1, name="Rut Öien").wait_for()
    context.close()


def test_the_skip_link_leads_to_the_content(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_an_edition_of_an_earlier_day_tells_what_held_then(real_store: Store) -> None:
    about = subjects.subject(real_store, "npo-ogonsjukdomar", "2021-12-01", "sv")
    assert about.ask is not None
    assert list(about.ask("hosts", {})) == asking.ask(real_store, "hosts", {}, "2021-12-01").rows
    page = Document(written(about)["organisation/npo-ogonsjukdomar.html"])
    assert "Uppgifter per 1 december 2021" in page.text
    assert "Carina Libert" in page.text
    assert "Tidigare (" not in page.text, "nobody had left"
