"""The page of pictures and the pictures on profiles: what is drawn, chosen, selected, moved and paged."""

import base64
import io
import re
from collections.abc import Callable

import pytest
from pptx import Presentation

from graph.exports.export import export
from graph.port import Store
from graph.stores.addresses import VARIABLE as STORE
from tests.views.test_pages import FAILED, html, opened, plain
from views.frame.page import every
from views.parts import upload
from views.pictures import drawing
from views.pictures.drawing import PictureWish

DAY = "2024-06-19"
Shows = Callable[..., str]


@pytest.fixture
def page(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> Shows:
    """Returns the HTML of a page about the real data."""
    monkeypatch.setenv(STORE, real_store.address)
    return lambda path, **address: html(opened(path, datum=DAY, **address))


def drawn(shown: str) -> str:
    """Return the first picture on a page as the text of its SVG; on profiles the time axis follows it."""
    picture, *_ = re.findall(r'src="data:image/svg\+xml;base64,([^"]*)"', shown)
    return base64.b64decode(picture).decode()


def tall(shown: str) -> float:
    """Return how tall the picture on a page is."""
    found = re.search(r' height="([\d.]+)" viewBox', drawn(shown))
    assert found is not None
    return float(found[1])


def moved_file(wish: PictureWish, scope: str, box: str) -> bytes:
    """Return the draw.io file of a scope in which somebody has moved a box far to the right and down."""
    known = export("drawio")
    file = drawing.written(known, [scope], DAY, "sv", wish).decode()
    element = re.search(rf'<object[^>]* id="{box}".*?</object>', file, re.S)
    assert element is not None, box
    here = element.group(0)
    there = re.sub(r' x="[\d.]+" y="[\d.]+"', ' x="700" y="900"', here)
    assert there != here
    return file.replace(here, there).encode()


def test_every_profile_has_its_picture_and_a_way_to_all_choices(page: Shows) -> None:
    for path, id_, name in (
        ("grupp", "npo-ogonsjukdomar", "NPO ögonsjukdomar"),
        ("organ", "sjukvardsregion-norra", "Norra sjukvårdsregionen"),
        ("person", "eva-olofsson", "Eva Olofsson"),
    ):
        shown = page(path, id=id_)
        assert name in drawn(shown)
        assert f'href="./bild?id={id_}&amp;datum={DAY}"' in shown


def test_a_profile_offers_forms_and_the_files_of_an_office(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    app = opened("grupp", id="npo-ogonsjukdomar", datum=DAY)
    forms = app.radio(key="form")
    assert forms.options == ["Band", "Träd", "Nav", "Matris", "Tidslinje"]
    assert "tidslinje" not in drawn(html(app))
    forms.set_value("timeline").run()
    assert "tidslinje" in drawn(html(app))
    labels = [button.proto.label for button in app.get("download_button")]
    for wanted in ("PowerPoint", "PDF", "PNG", "SVG", "draw.io"):
        assert any(wanted in label for label in labels), wanted


def test_no_form_makes_a_profile_fail(real_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, real_store.address)
    for path, id_ in (("grupp", "sks"), ("organ", "region-kalmar-lan"), ("person", "eva-olofsson")):
        app = opened(path, id=id_, datum=DAY)
        for form in app.radio(key="form").options:
            app.radio(key="form").set_value(form).run()
            assert FAILED not in plain(html(app))
            assert "<svg" in drawn(html(app))


def test_a_suppressed_person_has_no_picture(page: Shows) -> None:
    assert "data:image" not in page("person", id="finns-inte")


def test_a_selection_is_drawn_and_told_as_a_table(page: Shows) -> None:
    shown = page("bild", urval="npo-akut-vard,sjukvardsregion-mellansverige,npo-akut-vard, ,finns-inte-alls")
    assert FAILED not in plain(shown)
    shown = page("bild", urval="npo-akut-vard,sjukvardsregion-mellansverige")
    assert "Urval ur nätverket" in drawn(shown)
    assert "Samma uppgifter som tabell 1" in plain(shown)
    assert "är värd för Sjukvårdsregion Mellansverige NPO akut vård värd" in plain(shown)
    assert "urval=sjukvardsregion-mellansverige&amp;datum" in shown, "one can be taken away"


def test_somebody_is_added_to_a_selection_by_name(page: Shows) -> None:
    shown = page("bild", urval="sks", till="NPO ögonsjukdomar")
    assert "Ögonsjukdomar" in drawn(shown) or "ögonsjukdomar" in drawn(shown)
    assert 'name="urval" value="sks,npo-ogonsjukdomar"' in shown
    assert "Ingenting i styrgraf heter ”qqqq”" in plain(page("bild", urval="sks", till="qqqq"))


def test_all_groups_get_a_page_each_national_first(page: Shows) -> None:
    first, last = page("bild", sidor="alla"), page("bild", sidor="alla", sida="9999")
    told = re.search(r"Sida 1 av (\d+): Styrgrupp för kunskapsstyrning", plain(first))
    assert told is not None
    assert f"Sida {told[1]} av {told[1]}: " in plain(last)
    assert "Nästa sida" in first
    assert "Nästa sida" not in last
    assert "Föregående sida" in last
    assert "Sida 1 av 26" in plain(page("bild", sidor="npo", sida="nonsens"))
    assert "Det finns inga grupper av slaget" in plain(page("bild", sidor="finns-inte"))


def test_a_file_of_several_pages_has_a_slide_for_each_group(page: Shows) -> None:
    wish = PictureWish(pages="nsg")
    page("bild", sidor="nsg")
    groups = drawing.scopes(wish, DAY)
    made = drawing.written(export("pptx"), groups, DAY, "sv", wish)
    assert len(Presentation(io.BytesIO(made)).slides) == len(groups) == 8
    assert drawing.written(export("pdf"), groups, DAY, "sv", wish).startswith(b"%PDF")


def test_boxes_that_somebody_moved_stay_on_another_date(page: Shows) -> None:
    page("bild")
    token = upload.keep(moved_file(PictureWish(), "npo-ogonsjukdomar", "eva-olofsson"))
    shown = page("bild", id="npo-ogonsjukdomar", flyttat=token)
    assert "Rutor och band som ligger där du lade dem: 1." in plain(shown)
    assert tall(shown) > 900 > tall(page("bild", id="npo-ogonsjukdomar"))
    later = html(opened("bild", id="npo-ogonsjukdomar", flyttat=token, datum="2024-12-31"))
    assert tall(later) > 900
    assert f'name="flyttat" value="{token}"' in shown, "the next choice keeps it"
    other = page("bild", id="npo-akut-vard", flyttat=token)
    assert "Filen har ingen flyttad ruta på den här bilden." in plain(other)


def test_a_moved_file_that_is_gone_or_broken_is_told(page: Shows) -> None:
    gone = page("bild", id="sks", flyttat="0" * 32)
    assert "finns inte kvar i styrgraf. Lämna den igen." in plain(gone)
    assert "<svg" in drawn(gone)
    broken = page("bild", id="sks", flyttat=upload.keep(b"<mxfile><diagram>?"))
    assert "Filen går inte att läsa: den är inte hel XML." in plain(broken)
    assert "<svg" in drawn(broken)


def test_what_was_chosen_stands_in_the_address_of_every_way_on(page: Shows) -> None:
    wish = PictureWish(True, "tree", "a4", "2020-05-26", ("sks", "npo-akut-vard"), None, "npo")
    address = {name: value for name, value in wish.address().items() if value}
    shown = page("bild", **address)
    assert FAILED not in plain(shown)
    (following,) = re.findall(r'href="\./bild\?([^"]*)"[^>]*>Nästa sida', shown)
    for part in ("utan=1", "form=tree", "ark=a4", "sedan=2020-05-26", "urval=sks%2Cnpo-akut-vard", "sidor=npo"):
        assert part in following
    assert any(each.path == "bild" for each in every())
