"""What each page says, read as the HTML that it sends: fast, without a browser."""

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from graph import notes
from graph.bundle import Bundle
from graph.kinds import ORGANISATION_KINDS
from graph.loading import judging
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Judgement, Membership, Name, Organisation, Person, Rule, Source
from graph.stores.addresses import VARIABLE as STORE
from graph.texts import Text
from queries.asking import asking, columns
from tests.support import page_stores
from tests.support.stories import Story, real_bundle
from views.frame import page
from views.parts import answers, forms, tables, words
from views.parts.markup import outward, tag, text

FAILED = "Sidan kunde inte visas"
TODAY = "2026-11-22"
HOSTILE = {
    "bild": "<img src=x onerror=alert(1)>",
    "skript": "</script><script>alert(2)</script>",
    "lank": "javascript:alert(3)",
    "formel": '=HYPERLINK("http://ond.example")',
    "lang": "Å" + "ö" * 298 + "!",
}


def _show(path: str) -> None:
    from views.frame import page

    page.show(next(each for each in page.every() if each.path == path))


def opened(path: str, **address: str) -> AppTest:
    """Return a page as Streamlit sends it."""
    app = AppTest.from_function(_show, kwargs={"path": path}, default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def html(app: AppTest) -> str:
    """Return all HTML of a page, one block after another."""
    bodies = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style"))


def plain(written: str) -> str:
    """Return what people read of HTML, tags made blanks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", written)).split())


@pytest.fixture(scope="module")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The data set of `data/`. Only read it."""
    with page_stores.empty("real", tmp_path_factory.mktemp("pages")) as store:
        take_in(store, real_bundle(), "test", "data/")
        yield store


@pytest.fixture
def shows(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Returns what people read on a page about the real data."""
    monkeypatch.setenv(STORE, real_store.address)
    return lambda path, **address: plain(html(opened(path, **address)))


@pytest.fixture
def story_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Story], Store]]:
    """Makes a store of a story, and lets the pages show it."""
    with page_stores.empty("story", tmp_path) as store:

        def make(story: Story) -> Store:
            take_in(store, story.bundle, "test", "story")
            monkeypatch.setenv(STORE, store.address)
            return store

        yield make


# ---- what must hold


def test_an_unknown_host_is_an_answer(shows: Callable[..., str]) -> None:
    shown = shows("grupp", id="npo-hud-och-konssjukdomar")
    assert "Värd okänd – ingen källa" in shown
    assert FAILED not in shown


def test_cancersjukdomar_has_an_active_and_a_dormant_host(shows: Callable[..., str]) -> None:
    shown = shows("grupp", id="npo-cancersjukdomar")
    assert "Värd Sveriges Kommuner och Regioner" in shown
    assert "Vilande värd Norra sjukvårdsregionen" in shown


def test_sks_says_why_it_shows_two_secretaries(shows: Callable[..., str]) -> None:
    shown = shows("grupp", id="SKS", datum=TODAY)
    assert "Två visas som sekreterare: Kristina Ateva och Sophia Björk. Ingen källa nämner dem samtidigt" in shown


def test_barn_och_ungdomar_sets_the_unconfirmed_and_the_ended_apart(shows: Callable[..., str]) -> None:
    shown = shows("grupp", id="npo-barn-och-ungdomars-halsa", datum=TODAY)
    sitting, earlier = shown.split("Tidigare 1")
    assert "Ej bekräftade på tre år 6" in sitting
    assert "ej bekräftad sedan 2018-03-16" in sitting
    assert "Simon Rundqvist" not in sitting.split("Vilka sitter i gruppen?")[1]
    assert re.search(
        r"Simon Rundqvist .*? ordförande .*? senast 2022-12 källan anger slutdatum \(underförstått\)", earlier
    )


def test_the_date_changes_the_answer(shows: Callable[..., str]) -> None:
    then = shows("grupp", id="npo-ogonsjukdomar", datum="2024-06-19")
    before = shows("grupp", id="npo-ogonsjukdomar", datum="2021-09-01")
    assert "Ordförande Eva Olofsson 2024-06-19 belagt" in then
    assert "Du ser läget den 19 juni 2024." in then
    assert "Ordförande Anne Odergren" in before


def test_tiles_are_counted(shows: Callable[..., str], real_store: Store) -> None:
    rows = asking.ask(real_store, "hosts", {}, TODAY).rows
    groups = {row.group_id for row in rows if row.group_id.startswith("npo-")}
    hosted = {row.group_id for row in rows if row.host_id and row.status == "active"} & groups
    assert f"Värd känd för {len(hosted)} av {len(groups)} NPO" in shows("", datum=TODAY)


def test_facts_have_links_to_their_sources(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    shown = html(opened("grupp", id="npo-ogonsjukdomar", datum="2024-06-19"))
    assert 'href="./kalla?id=skr-ogon-2024&amp;datum=2024-06-19"' in shown
    assert 'href="https://skr.se/' in shown
    source = plain(html(opened("kalla", id="skr-ogon-2024")))
    assert "Eva Olofsson , ordförande, NPO ögonsjukdomar" in source


def test_a_body_shows_who_represents_it_and_what_it_hosts(shows: Callable[..., str]) -> None:
    shown = shows("organ", id="Sydöstra", regioner="1", datum="2024-06-19")
    assert "Vem företräder Sydöstra sjukvårdsregionen och dess regioner?" in shown
    assert "Susanne Lagergren Gross" in shown
    assert "NPO barn och ungdomars hälsa" in shown


def test_search_finds_however_it_is_typed(shows: Callable[..., str]) -> None:
    assert "Rut Öien person" in shows("sok", text="oien")
    assert "Region Kalmar län region · även kallad RKL" in shows("sok", text="RKL")
    assert "Inget namn liknar ”qqqqqq”" in shows("sok", text="qqqqqq")


def test_several_meanings_are_links_to_choose_from(shows: Callable[..., str]) -> None:
    assert "”beredningsgruppen” kan betyda flera. Välj en:" in shows("grupp", id="beredningsgruppen")
    assert "Ingenting i styrgraf heter ”qqqqqq”." in shows("grupp", id="qqqqqq")
    assert "kan betyda flera" in shows("fragor", fraga="members", group="beredningsgruppen")


def test_a_wrong_date_is_told(shows: Callable[..., str]) -> None:
    for path in ("", "grupp", "fragor"):
        assert "är inget datum" in shows(path, datum="2024-13-45", fraga="hosts", id="sks", visa="1")
    for path, address in _PAGES.items():
        wrong = html(opened(path, **address, datum="igår"))
        assert 'value="igår"' in wrong, "what was typed can be put right"
        assert wrong.count("<h1") == 1, path


@pytest.mark.parametrize("name", asking.names())
def test_every_question_has_a_page_with_words_for_everything(name: str, shows: Callable[..., str]) -> None:
    query = asking.query(name)
    example = {**query.example, "datum": query.example.get("as_of", "2024-06-19")}
    example.pop("as_of", None)
    shown = shows("fragor", fraga=name, visa="1", **example)
    assert FAILED not in shown
    assert "Svar" in shown
    for column in query.row._fields:
        if column not in ("id", "end_source") and not column.endswith(("_id", "_ids")):
            assert column in query.columns or column in columns.HEADINGS, f"{name}: {column} has no heading"
    for parameter in query.parameters:
        for choice in parameter.choices:
            known = choice in ORGANISATION_KINDS or forms.choice_label(choice, "sv") != choice
            assert known, f"{choice} has no words"


def test_a_question_shows_its_command_line(shows: Callable[..., str]) -> None:
    shown = shows("fragor", fraga="represents", body="Region Kalmar län", include_parts="1", datum="2024-06-19")
    assert "styrgraf ask represents --body 'Region Kalmar län' --include-parts --as-of 2024-06-19" in shown


# ---- profiles


def test_a_group_tells_its_seats_one_by_one(shows: Callable[..., str]) -> None:
    shown = shows("grupp", id="npo-ogonsjukdomar", datum="2024-06-19")
    assert "6 av 6 tillsatta" in shown
    assert "Sydöstra sjukvårdsregionen Susanne Lagergren Gross ledamot" in shown
    assert "Processledare vakant 2024-06-19 belagt" in shown
    assert "Källor till sidan" in shown
    unknown = shows("grupp", id="npo-akut-vard", datum=TODAY)
    assert "Södra sjukvårdsregionen Fredrik Jonsson ledamot, ej bekräftad sedan" in unknown
    assert "Norra sjukvårdsregionen okänd – ingen källa" in unknown
    assert "Processledare okänd – ingen källa" in unknown


def test_a_region_of_two_sjukvardsregioner_stands_under_both(shows: Callable[..., str]) -> None:
    shown = shows("organ", id="region-halland", datum=TODAY).partition("Regionerna på kartan")[2]
    assert shown.count("Region Halland visas här") == 2
    assert "Region Halland hör till två sjukvårdsregioner och har bådas färger" in shown
    assert "CC BY 4.0" in shown


def test_the_map_knows_all_regions_and_where_they_lie(real_store: Store) -> None:
    shapes = json.loads((Path(page.__file__).parents[1] / "assets" / "sweden.json").read_text("utf-8"))["regions"]
    regions = {each.id for each in real_store.every(Organisation) if each.kind == "region"}
    assert set(shapes) == regions
    south = {id_: int(re.match(r"M\d+,(\d+)", shape)[1]) for id_, shape in shapes.items()}  # type: ignore[index]
    from_north = ("norrbotten", "vasterbotten", "vasternorrland", "gavleborg", "vastmanland", "kronoberg", "skane")
    assert sorted(from_north, key=lambda name: south[f"region-{name}"]) == list(from_north)


def test_a_sjukvardsregion_shows_which_of_its_groups_mirror_which(shows: Callable[..., str]) -> None:
    shown = shows("organ", id="sjukvardsregion-sydostra", datum=TODAY)
    assert "Egna grupper som speglar andra" in shown
    assert "RPO ögonsjukdomar, Sydöstra sjukvårdsregionen NPO ögonsjukdomar" in shown


def test_a_person_shows_whom_it_represents_and_its_colleagues(shows: Callable[..., str]) -> None:
    shown = shows("person", id="susanne-lagergren-gross", datum="2024-06-19")
    assert "Företräder Organ Grupper Sydöstra sjukvårdsregionen NPO ögonsjukdomar ledamot" in shown
    together = shown.partition("Sitter tillsammans med 5")[2]
    assert "Eva Olofsson NPO ögonsjukdomar" in together
    assert "Susanne Lagergren Gross NPO" not in together


# ---- both languages

_ADDRESSES = {
    "grupp": {"id": "npo-ogonsjukdomar"},
    "organ": {"id": "sjukvardsregion-sydostra", "regioner": "1", "anstallda": "1"},
    "person": {"id": "elisabeth-aller"},
    "kalla": {"id": "skr-ogon-2024"},
    "fragor": {"fraga": "represents"},
    "jamfor": {"fran": "2020-05-26", "till": "2023-12-31", "group": "sks"},
    "bild": {"id": "npo-akut-vard"},
    "utforska": {"id": "npo-akut-vard"},
    "sok": {"text": "cancer"},
    "uppgift": {"person": "elisabeth-aller"},
    "egen": {"egen": "SELECT id, name FROM organisations WHERE kind = 'npo' ORDER BY id"},
}
"""What is asked of pages that show little or nothing without."""
_PAGES: dict[str, dict[str, str]] = {each.path: _ADDRESSES.get(each.path, {}) for each in page.every()}


def _own_texts() -> set[Text]:
    """Gather every wording that a module of the views holds."""
    found: set[Text] = set()

    def gather(value: object) -> None:
        if isinstance(value, Text):
            found.add(value)
        elif isinstance(value, dict):
            for each in value.values():
                gather(each)
        elif isinstance(value, tuple | list):
            for each in value:
                gather(each)

    views = Path(page.__file__).parents[1]
    for module in views.rglob("*.py"):
        inside = module.relative_to(views).with_suffix("").parts
        if inside[0] == "terminal":
            continue
        for name, value in vars(import_module(".".join(("views", *inside)))).items():
            if name.startswith("_") and not name.startswith("__"):
                gather(value)
    return found


def test_addresses_are_those_of_pages() -> None:
    assert _ADDRESSES.keys() <= _PAGES.keys(), "these pages are gone"


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_speaks_one_language(path: str, shows: Callable[..., str]) -> None:
    swedish, english = shows(path, **_PAGES[path]), shows(path, **_PAGES[path], sprak="en")
    assert FAILED not in swedish
    assert "could not be shown" not in english
    for wording in _own_texts():
        if "{" in wording.sv or min(len(wording.sv), len(wording.en)) < 10 or wording.sv == wording.en:
            continue
        assert wording.en not in swedish, f"{wording.en!r} stands on the Swedish page"
        assert wording.sv not in english, f"{wording.sv!r} stands on the English page"


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}


def _names(store: Store) -> set[str]:
    """Return all words of names and titles in the data set: they stand as they are in both languages."""
    told: list[str | None] = []
    for organisation in store.every(Organisation):
        told.append(organisation.name)
    for person in store.every(Person):
        told += [person.name, *person.aliases]
    for source in store.every(Source):
        host = urlsplit(source.address or "").netloc.removeprefix("www.")
        told += [source.title, source.publisher, host.encode().decode("idna") if host.isascii() else host]
    told += [each.text for each in store.every(Name)]
    told += [each.title for each in store.every(Membership)]
    return set().union(*(_words(each) for each in told if each))


_ENGLISH = {"the", "with", "from", "shown", "choose", "search", "group", "body", "seats", "unknown", "download", "show"}
_BORROWED = {"sjukvårdsregion", "sjukvårdsregioner", "svenska", "på", "värd"}
"""Swedish words that English pages use on purpose."""


@pytest.mark.parametrize("path", _PAGES)
def test_no_word_of_a_page_is_left_untranslated(path: str, real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)

    def own_words(**address: str) -> set[str]:
        shown = html(opened(path, **_PAGES[path], datum="2024-06-19", **address))
        # What is marked as being in another language is a quote, or the way to that language; code is code.
        shown = re.sub(r"<(code|pre|textarea)\b.*?</\1>", " ", shown, flags=re.DOTALL)
        return _words(plain(re.sub(r'<(\w+)[^>]* lang="\w+"[^>]*>.*?</\1>', " ", shown, flags=re.DOTALL)))

    known = _names(real_store)
    assert not (own_words() & _ENGLISH) - known, "English words on the Swedish page"
    rules = set().union(*(_words(rule.text) for rule in real_store.every(Rule)))  # they use the field's own words
    english = own_words(sprak="en") - known - rules - _BORROWED
    assert not {word for word in english if re.search("[åäö]", word)}, "Swedish words on the English page"


_NOTED: list[tuple[str, dict[str, str]]] = [
    *(("kalla", {"id": id}) for id in ("seed000", "seed003", "kv-ordf-2022", "skane-npo", "sorml-levnad2")),
    ("kalla", {}),
    ("person", {"id": "bjorn-olsson"}),
    ("fragor", {"fraga": "contradictions"}),
    ("grupp", {"id": "npo-ogonsjukdomar"}),
    ("organ", {"id": "region-halland"}),
]


@pytest.mark.parametrize(("path", "address"), _NOTED)
def test_the_notes_of_the_data_set_are_in_the_language_of_the_page(
    path: str, address: dict[str, str], real_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    shown = html(opened(path, **address))
    read = plain(shown)
    assert not [note for note, told in notes.catalogue().items() if note != told and f" {note} " in f" {read} "]
    assert shown.count('lang="en"') == 1, "only the switch to English is in English"


def test_the_notes_of_a_source_are_read_in_both_languages(shows: Callable[..., str]) -> None:
    assert "Säger att 16 NPO byter ordförande men räknar upp 14" in shows("kalla", id="kv-ordf-2022")
    assert "Says 16 NPO change chair but lists 14" in shows("kalla", id="kv-ordf-2022", sprak="en")
    assert "Efterträdd av Magdalena Bosson" in shows("kalla", id="seed004")


def test_a_note_that_somebody_else_wrote_stands_as_it_is(story_store: Callable[[Story], Store]) -> None:
    story = Story()
    story.add(Source(id="lista", title="Lista", note="Told to me by the one who was at the meeting."))
    story.sits("anna", "npo-kvack", seen="lista")
    story_store(story)
    shown = html(opened("kalla", id="lista"))
    assert "Told to me by the one who was at the meeting.</dd>" in shown
    assert shown.count('lang="en"') == 1, "only the switch to English is in English"


def test_links_keep_day_and_language(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    shown = html(opened("grupp", id="sks", datum="2020-06-01", sprak="en"))
    inside = re.findall(r'href="(\./[^"]*)"', shown)
    switched = [address for address in inside if "sprak=en" not in address]
    assert len(switched) == 1, "only the switch to Swedish leaves English"
    assert [address for address in inside if "datum=2020-06-01" not in address] == ["./grupp?id=sks&amp;sprak=en"]


# ---- stores that cannot be read


def test_a_missing_store_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, f"sqlite:///{tmp_path}/ingen.db")
    shown = plain(html(opened("")))
    assert "Det finns ingen databas" in shown
    assert not (tmp_path / "ingen.db").exists()


def test_a_damaged_store_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trasig.db").write_bytes(b"not a database" * 1000)
    monkeypatch.setenv(STORE, f"sqlite:///{tmp_path}/trasig.db")
    shown = plain(html(opened("grupp", id="sks")))
    assert "är ingen databas" in shown
    assert "Traceback" not in shown


def test_an_empty_store_has_pages_too(story_store: Callable[[Story], Store]) -> None:
    story_store(Story())
    for path in _PAGES:
        assert FAILED not in plain(html(opened(path, **_PAGES[path])))


# ---- hostile names


def hostile_story() -> Story:
    """Tell of invented people and groups whose names try to be something else than names."""
    story = Story()
    for id, name in HOSTILE.items():
        story.person(id, name)
        story.organisation(f"npo-{id}", f"Nationellt programområde {name}"[:400])
        story.add(Source(id=f"kalla-{id}", title=name, address=name, date="2024-06-19"))
        story.sits(id, f"npo-{id}", "ordförande", seen=f"kalla-{id}", represents=[f"npo-{id}"])
        story.sits(id, "npo-ond", seen=f"kalla-{id}")
        story.hosts("region-ankeborg", f"npo-{id}", seen=f"kalla-{id}")
    return story


@pytest.mark.parametrize("id", HOSTILE)
def test_hostile_names_stay_text(id: str, story_store: Callable[[Story], Store]) -> None:
    story_store(hostile_story())
    name = HOSTILE[id]
    addresses: list[tuple[str, dict[str, str]]] = [
        ("grupp", {"id": f"npo-{id}"}),
        ("organ", {"id": f"npo-{id}"}),
        ("person", {"id": id}),
        ("kalla", {"id": f"kalla-{id}"}),
        ("sok", {"text": name}),
        ("fragor", {"fraga": "members", "group": name}),
        ("grupp", {"id": name}),
        ("atgarda", {"body": name}),
    ]
    for path, address in addresses:
        shown = html(opened(path, **address, datum="2024-06-19"))
        assert FAILED not in plain(shown)
        assert "<script" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript:' not in shown
    assert name[:40] in plain(html(opened("person", id=id)).replace("&lt;", "<")) or "<" in name


def test_only_web_addresses_become_links() -> None:
    assert outward("https://skr.se/sida").startswith('<a href="https://skr.se/sida"')
    for address in ("javascript:alert(1)", "data:text/html,x", "seed.txt", "http:", "https://[", "//ond.example"):
        assert outward(address) == text(address)
    assert tag("p", text('<a href="x">'), title='"&') == '<p title="&#34;&amp;">&lt;a href=&#34;x&#34;&gt;</p>'


# ---- who is who


def test_a_judgement_shows_its_source_and_both_ids_lead_to_one_page(shows: Callable[..., str]) -> None:
    for id in ("elisabeth-aller", "elizabeth-aller"):
        shown = shows("person", id=id)
        assert "Samma person under flera namn" in shown
        assert "Elisabeth Aller – Elizabeth Aller: samma person" in shown
        assert "Källa: Nationellt system för kunskapsstyrning" in shown


def test_an_unsettled_pair_is_shown_as_such(shows: Callable[..., str]) -> None:
    shown = shows("person", id="bjorn-eriksson")
    assert "Kan vara samma person" in shown
    assert "inte avgjort" in shown


def _twins() -> Story:
    story = Story()
    story.person("kim-berg", "Kim Berg")
    story.person("kim-bergh", "Kim Bergh")
    story.sits("kim-berg", "npo-a", seen="2024-05-01")
    story.sits("kim-bergh", "npo-b", seen="2024-05-01")
    story.judges("kim-berg", "kim-bergh")
    return story


def test_judging_back_and_forth_is_kept_in_the_journal(story_store: Callable[[Story], Store]) -> None:
    store = story_store(_twins())
    for number, verdict in enumerate(("unsettled", "same", "unsettled", "same")):
        (judgement,) = store.every(Judgement)
        moment = datetime(2026, 11, 22, 12, number, tzinfo=UTC)
        bundle = (
            judging.undone(judgement, "Åsa Ek", moment)
            if verdict == "unsettled"
            else judging.judged("kim-berg", "kim-bergh", verdict, "Åsa Ek", moment)
        )
        judging.take(store, bundle, "Åsa Ek")
        (judgement,) = store.every(Judgement)
        assert judgement.verdict == verdict
        seats = asking.ask(store, "assignments", {"person": "kim-berg"}, "2024-06-01").rows
        assert len(seats) == (2 if verdict == "same" else 1)
    newest = store.history("judgements", "kim-berg|kim-bergh")
    assert [entry.who for entry in newest[:4]] == ["Åsa Ek (uppgivet)"] * 4
    assert len(newest) == 5


def test_the_button_undoes_a_judgement_and_the_way_back(
    story_store: Callable[[Story], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STYRGRAF_USER", raising=False)
    store = story_store(_twins())
    pair = "kim-berg|kim-bergh"
    app = opened("person", id="kim-berg")
    assert "Npo b" in plain(html(app))
    app.button(key=f"unsettled-{pair}").click().run()
    assert "Skriv ditt namn först." in plain(html(app))
    app.text_input(key=f"name-{pair}").set_value("Åsa Ek").run()
    app.button(key=f"unsettled-{pair}").click().run()
    shown = plain(html(app))
    assert "Kan vara samma person" in shown
    assert "Bedömning i styrgraf av Åsa Ek (uppgivet)" in shown
    assert "Npo b" not in shown
    app.button(key=f"same-{pair}").click().run()
    assert "Samma person under flera namn" in plain(html(app))
    assert [entry.who for entry in store.history("judgements", pair)[:2]] == ["Åsa Ek (uppgivet)"] * 2


def test_namesakes_are_possible_pairs(story_store: Callable[[Story], Store]) -> None:
    story = Story()
    for id in ("kim-berg", "kim-berg-2"):
        story.person(id, "Kim Berg")
        story.sits(id, f"npo-{id}", seen="2024-05-01")
    story_store(story)
    shown = plain(html(opened("person", id="kim-berg")))
    assert "Kan vara samma person" in shown
    assert "(kim-berg-2) har samma namn" in shown


# ---- small parts


def test_dates_are_told_in_words() -> None:
    assert words.when("../2022-12", "sv") == "senast 2022-12"
    assert words.when("2021/..", "sv") == "2021 eller senare"
    assert words.when("2018/2021-04", "en") == "2018 – 2021-04"
    assert words.between(None, "2021-01-01", "sv") == "senast 2021-01-01"
    assert words.between("2021-01-01", "2021-01-01", "sv") == "2021-01-01"
    assert words.long_day("2024-06-09", "sv") == "9 juni 2024"


def test_numbers_are_written_as_the_language_writes_them(shows: Callable[..., str]) -> None:
    assert words.number(999, "sv") == "999"
    assert words.number(54_000, "sv") == "54\u00a0000"
    assert words.number(54_000, "en") == "54,000"
    assert re.search(r"\b\d \d{3}\b", shows("kalla", datum=TODAY)), "the age of old sources in days"
    assert re.search(r"\b\d,\d{3}\b", shows("kalla", datum=TODAY, sprak="en"))


def test_long_tables_fold_and_say_what_they_leave_out() -> None:
    column = tables.Column("Tal", lambda row: text(row))
    folded = tables.table("Tal", [column], range(30), "sv", fold=10)
    assert "Visa 20 till" in folded
    assert tables.table("Tal", [column], range(12), "sv", fold=10).count("<details") == 0
    assert f"Tabellen visar {tables.MOST} av 1000 rader" in tables.table("Tal", [column], range(1000), "sv")


def test_the_server_module_does_without_streamlit() -> None:
    code = "import sys, views.web.server; views.web.server.command(); sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(page.__file__).parents[2], check=False).returncode == 0


def test_answers_are_shared_until_the_next_load(story_store: Callable[[Story], Store], tmp_path: Path) -> None:
    story = Story()
    story.sits("kim-berg", "npo-a", seen="2024-05-01")
    store = story_store(story)
    first = answers.ask("members", "2024-06-01", group="npo-a")
    assert answers.ask("members", "2024-06-01", group="npo-a") is first
    story.sits("alva-dal", "npo-a", seen="2024-05-01")
    take_in(store, story.bundle, "test", "more")
    assert len(answers.ask("members", "2024-06-01", group="npo-a").rows) == 2
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_source_that_is_a_file_is_told_by_its_publisher(shows: Callable[..., str]) -> None:
    shown = shows("grupp", id="npo-akut-vard")
    assert "Återrapport aktivitetsplan 2023 2023 Samverkansnämnden Sjukvårdsregion Mellansverige" in shown
    assert ".txt" not in shown


# ---- what is sure, what may be, and what is hidden


def test_changes_that_surely_happened_are_counted_apart_from_those_that_may_have(
    story_store: Callable[[Story], Store],
) -> None:
    story = Story()
    story.sits("anna", "npo-kvack", seen="2020-01-01", until="2021-06-01")
    story.sits("bo", "npo-kvack", seen="2020-01-01", until="2021-01/2021-12")
    story_store(story)
    told = plain(html(opened("jamfor", fran="2021-03-01", till="2021-12-31", group="npo-kvack")))
    assert "Säkert i perioden: 1. Kan ha skett i perioden, eller utanför den: 1." in told
    assert "2022-01-01 kan ha skett i perioden" in told
    both = plain(html(opened("jamfor", fran="2020-06-01", till="2022-12-31", group="npo-kvack")))
    assert "Säkert i perioden: 2." in both
    assert "2022-01-01 kan ha skett i perioden" not in both


def test_two_hosts_are_a_contradiction_also_when_one_source_names_them(shows: Callable[..., str]) -> None:
    before, _, _ = shows("atgarda").partition("Två i samma källa, kan vara meningen")
    assert "NPO psykisk hälsa" in before.partition("Källor som säger emot varandra")[2]


def test_colleagues_whom_nobody_confirmed_for_long_are_marked(story_store: Callable[[Story], Store]) -> None:
    story = Story()
    for id_, name in (("anna", "Anna Ask"), ("bo", "Bo Berg"), ("kim", "Kim Ek")):
        story.person(id_, name)
    story.sits("anna", "npo-kvack", seen="2024-01-01")
    story.sits("bo", "npo-kvack", seen="2019-01-01")
    story.sits("kim", "npo-kvack", seen="2024-01-01")
    story_store(story)
    _, _, together = plain(html(opened("person", id="anna", datum="2024-06-01"))).partition("Sitter tillsammans med")
    assert together.index("Kim Ek") < together.index("Bo Berg") < together.index("ej bekräftad sedan 2019-01-01")


def test_a_body_of_which_no_source_tells_carries_the_unknown_and_not_nought(
    story_store: Callable[[Story], Store],
) -> None:
    story = Story()
    story.organisation("region-odemark", "Region Ödemark")
    story.sits("anna", "npo-kvack", seen="2024-01-01", represents=["region-ankeborg"])
    story_store(story)
    told = plain(html(opened("fragor", fraga="load_by_region", visa="1")))
    assert "Region Ödemark region okänt okänt" in told


def test_a_search_with_many_hits_says_how_many_more_there_are_and_shows_them(
    story_store: Callable[[Story], Store],
) -> None:
    story = Story()
    for number in range(60):
        story.person(f"ask-{number}", f"Anna Ask{'abcdefghij'[number % 10]}{'abcdefghij'[number // 10]}")
    story_store(story)
    assert html(opened("sok", text="anna")).count("<li>") == 50
    assert "Visa 10 träffar till" in plain(html(opened("sok", text="anna")))
    assert html(opened("sok", text="anna", alla="1")).count("<li>") == 60


@pytest.mark.parametrize("typed", ["19 juni 2024", "19/6 2024", "2024-06-19"])
def test_a_day_may_be_typed_as_people_write_it(typed: str, shows: Callable[..., str]) -> None:
    assert "Du ser läget den 19 juni 2024." in shows("grupp", id="npo-akut-vard", datum=typed)


def test_a_hidden_person_is_a_nameless_one_on_every_page(story_store: Callable[[Story], Store]) -> None:
    story = Story()
    story.add(Person(id="eva-ek", name="Eva Ek", visibility="suppressed"))
    story.add(Source(id="notis", title="Eva Ek leder gruppen", date="2024-05-01"))
    story.person("anna", "Anna Ask")
    for person in ("eva-ek", "anna"):
        story.sits(person, "npo-kvack", seen="notis", represents=["region-ankeborg"])
    store = story_store(story)
    pages = {
        "grupp": "npo-kvack",
        "organ": "region-ankeborg",
        "person": "anna",
        "utforska": "npo-kvack",
        "kalla": "notis",
        "bild": "npo-kvack",
        "": "",
        "atgarda": "",
    }
    for path, id_ in pages.items():
        told = html(opened(path, datum="2024-06-01", **({"id": id_} if id_ else {})))
        assert FAILED not in told
        assert "Eva Ek" not in told, path
        assert "eva-ek" not in told, path
    for path in ("grupp", "person"):
        told = html(opened(path, id=pages[path], datum="2024-06-01", sprak="en"))
        assert "hidden person" in told
        assert "dold person" not in told
    assert "Ingen träff" in plain(html(opened("person", id="eva-ek")))
    assert "Uppgifter om personen visas inte." in plain(html(opened("person", id="dold-person-1")))
    assert "Inget namn liknar" in plain(html(opened("sok", text="Eva Ek")))
    eva = store.fetch(Person, ["eva-ek"])["eva-ek"].model_copy(update={"visibility": "public"})
    take_in(store, Bundle([eva]), "test", "show again", insist=True)
    assert "Eva Ek" in html(opened("grupp", id="npo-kvack", datum="2024-06-01"))


def test_a_page_asks_for_the_stores_version_few_times_and_anew_after_every_write(
    story_store: Callable[[Story], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story()
    story.sits("anna", "npo-kvack", seen="2024-01-01", represents=["region-ankeborg"])
    store = story_store(story)
    asked: list[int] = []
    opened("grupp", id="npo-kvack")
    known = answers._opened(store.address).store

    def counted() -> int:
        asked.append(1)
        return type(known).version(known)

    monkeypatch.setattr(known, "version", counted)
    opened("grupp", id="npo-kvack")
    assert 0 < len(asked) < 12
    monkeypatch.setattr(answers, "_run", threading.local())
    answers.begin()
    before = answers.version()
    answers.change(lambda it: take_in(it, Bundle([Person(id="ny-person", name="Ny Person")]), "test", "more"))
    assert answers.version() == before + 1
