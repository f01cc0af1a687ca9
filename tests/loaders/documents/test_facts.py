"""What documents say: the genre's ways of writing, in invented examples, each rule with its own."""

from pathlib import Path

import pytest

from loaders.documents.context.setting import open_document
from loaders.documents.mentions import people
from loaders.documents.reading import read
from tests.support import documents
from tests.support.documents import changes, said, seats

MINUTES = """Minnesanteckningar
NSG patientsäkerhet
Datum: 12 mars 2025

Deltagare
Gunnel Åkerblad, ordförande, Region Dalarna
Torsten Ljungkvist, Region Skåne
Maria af Ekenstam, Region Norrbotten, sekreterare

Frånvarande
Ylva Granstam, Region Halland

2. Nya ledamöter
"""


def _in_minutes(folder: Path, sentence: str) -> set[tuple[str, str, str, str | None, str]]:
    found = said(folder, MINUTES + sentence)
    at_table = {"Gunnel Åkerblad", "Maria af Ekenstam"}
    return {seat for seat in seats(found) if seat[0] not in at_table}


NSG = "NSG patientsäkerhet"


def test_attendance_lists_one_person_a_line_and_a_role_on_the_line_is_a_seat(tmp_path: Path) -> None:
    found = said(tmp_path, MINUTES)
    assert {(each.person, each.present, each.represents) for each in found.attendance} == {
        ("Gunnel Åkerblad", True, "Region Dalarna"),
        ("Torsten Ljungkvist", True, "Region Skåne"),
        ("Maria af Ekenstam", True, "Region Norrbotten"),
        ("Ylva Granstam", False, "Region Halland"),
    }
    assert {(seat[0], seat[2]) for seat in seats(found)} == {
        ("Gunnel Åkerblad", "ordförande"),
        ("Maria af Ekenstam", "sekreterare"),
    }
    assert found.attendance[0].date == "2025-03-12"


def test_a_flattened_attendance_table_has_names_first_and_bodies_after(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "Protokoll RPO tandvård 2024-02-01\n\n"
        "Närvarande\tKarin Lövmark, ordförande Nils-Erik Sandgård Eva von Hamra Per Ek\t"
        "Region Skåne US, Region Östergötland VGR Region Halland\n"
        "Förhinder\tOve Tistad\tRKL\n"
        "Adjungerade\tLena Mård, punkt 4 Rut Sjöholm, punkt 4\tRCC Syd VGR\n",
    )
    assert [(each.person, each.represents, each.present, each.agenda_item) for each in found.attendance] == [
        ("Karin Lövmark", "Region Skåne", True, None),
        ("Nils-Erik Sandgård", "Region Östergötland", True, None),
        ("Eva von Hamra", "Västra Götalandsregionen", True, None),
        ("Per Ek", "Region Halland", True, None),
        ("Ove Tistad", "Region Kalmar län", False, None),
        ("Lena Mård", "RCC Syd", True, "4"),
        ("Rut Sjöholm", "Västra Götalandsregionen", True, "4"),
    ]
    assert {(seat[0], seat[2]) for seat in seats(found)} == {("Karin Lövmark", "ordförande")}


def test_lines_of_names_before_as_many_lines_of_bodies_belong_together(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "Protokoll RPO tandvård 2024-02-01\n\nNärvarande:\nKarin Lövmark\nBo Sandgård\nRegion Skåne\nRegion Halland\n",
    )
    assert [(each.person, each.represents) for each in found.attendance] == [
        ("Karin Lövmark", "Region Skåne"),
        ("Bo Sandgård", "Region Halland"),
    ]


def test_an_attendance_table_with_a_column_for_presence(tmp_path: Path) -> None:
    rows = [
        ["Namn", "Organisation", "Närvaro"],
        ["Anna Ekby", "Region Skåne", "Ja"],
        ["Bo Lindalm", "VGR", "Förhinder"],
    ]
    found = documents.told(documents.docx(tmp_path / "a.docx", "Protokoll NPO tandvård", ["2024-05-06"], rows))
    assert [(each.person, each.present) for each in found.attendance] == [("Anna Ekby", True), ("Bo Lindalm", False)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Region Kalmar län nominerar Hillevi Tallroth till NPO tandvård.",
            ("Hillevi Tallroth", "NPO tandvård", "ledamot", "Region Kalmar län", "nominated"),
        ),
        (
            "Som ny processledare utses Dag Stenholt fr.o.m. 1 april 2025.",
            ("Dag Stenholt", NSG, "processledare", None, "nominated"),
        ),
        (
            "Torsten Ljungkvist har avsagt sig uppdraget som vice ordförande.",
            ("Torsten Ljungkvist", NSG, "vice ordförande", "Region Skåne", "ended"),
        ),
        (
            "Stig Lod (RÖ) utses till ersättare för Ylva Granstam.",
            ("Stig Lod", NSG, "ersättare", "Region Östergötland", "current"),
        ),
        (
            "I NPO tandvård företräds Södra sjukvårdsregionen av Ulla Fager.",
            ("Ulla Fager", "NPO tandvård", "ledamot", "Södra sjukvårdsregionen", "current"),
        ),
        (
            "Ulla Fager, VGR, är adjungerad till NAG migrän.",
            ("Ulla Fager", "NAG migrän", "adjungerad", "Västra Götalandsregionen", "current"),
        ),
        (
            "NAG migrän leds av ordförande Runar Stål, Region Skåne.",
            ("Runar Stål", "NAG migrän", "ordförande", "Region Skåne", "current"),
        ),
        (
            "Från SKR deltar Petra Holm som sekreterare i NAG migrän.",
            ("Petra Holm", "NAG migrän", "sekreterare", "SKR", "current"),
        ),
        (
            "Mötet beslutar att utse Elof Karlgren (Region Halland) till ledamot i NPO tandvård.",
            ("Elof Karlgren", "NPO tandvård", "ledamot", "Region Halland", "current"),
        ),
        (
            "Ny vice ordförande är Ove Brink.",
            ("Ove Brink", NSG, "vice ordförande", None, "current"),
        ),
    ],
)  # fmt: skip
def test_prose_tells_of_seats(tmp_path: Path, sentence: str, expected: tuple[str, ...]) -> None:
    assert expected in _in_minutes(tmp_path, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sixten Bärgholm (RKL) föreslås ersätta Ylva Granstam som ledamot i NPO tandvård.", "NPO tandvård"),
        ("Sixten Bärgholm efterträder Ylva Granstam som ledamot.", NSG),
        ("Ylva Granstam ersätts av Sixten Bärgholm.", NSG),
        ("Under hösten ersattes Ylva Granstam av Sixten Bärgholm.", NSG),
        ("Ylva Granstam avgår. På hennes plats utses Sixten Bärgholm.", NSG),
        ("Ylva Granstam avgår vid årsskiftet och efterträds av Sixten Bärgholm.", NSG),
        ("Till ledamot utses Sixten Bärgholm efter Ylva Granstam.", NSG),
        ("Efter Ylva Granstam föreslås Sixten Bärgholm.", NSG),
        ("Ylva Granstam slutar. Region Halland utser Sixten Bärgholm till ledamot efter henne.", NSG),
        ("Efterträdare till Ylva Granstam blir Sixten Bärgholm.", NSG),
    ],
)
def test_prose_tells_of_successions(tmp_path: Path, sentence: str, expected: str) -> None:
    found = said(tmp_path, MINUTES + sentence)
    assert changes(found) == {("Sixten Bärgholm", "Ylva Granstam", expected, "ledamot")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Sixten Bärgholm är ersättare för Ylva Granstam.",
        "Sixten Bärgholm ersätter Ylva Granstam vid dagens möte.",
        "Sixten Bärgholm ersätter inte Ylva Granstam.",
        "Ylva Granstam avgår. Platsen är vakant.",
    ],
)
def test_standing_in_or_leaving_alone_is_no_succession(tmp_path: Path, sentence: str) -> None:
    assert changes(said(tmp_path, MINUTES + sentence)) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Tuva Rimfors, ordförande i regionstyrelsen, hälsade välkommen.",
        "– Det går bra, säger Tuva Rimfors, ordförande i NPO akut vård.",
        "Professor Tuva Rimfors vid Lunds universitet berättade om en studie.",
        "Tuva Rimfors går igenom läget i NPO akut vård.",
        "Kontakt: Tuva Rimfors, kommunikatör.",
        "Vid protokollet: Tuva Rimfors",
        "Kopia till: Tuva Rimfors, Region Skåne",
        "Det är inte klart om Tuva Rimfors.",
        "Region Skåne är värd för nästa konferens.",
        "Platsen för Region Skåne: Vakant",
    ],
)
def test_what_is_no_seat_gives_nothing(tmp_path: Path, sentence: str) -> None:
    found = said(tmp_path, MINUTES + sentence)
    assert not [seat for seat in seats(found) if seat[0] == "Tuva Rimfors"]
    assert not found.hosting


def test_bullets_under_regions_take_the_region_and_the_role_before_the_name(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "# NPO ögonsjukdomar\n\nUppdaterad 2024-08-30\n\n## Ledamöter\n\n### Norra sjukvårdsregionen\n\n"
        "- Olof Renberg, RJH\n- Ersättare: Runa Fjäll (RVN)\n\n### Stockholm-Gotland\n\n- Vakant\n\n"
        "### Västra sjukvårdsregionen\n\n- Bertil Öhrn\n- Siv Ask – VGR, tillika ordförande i NAG glaukom\n",
        "lista.md",
    )
    npo = "NPO ögonsjukdomar"
    assert seats(found) == {
        ("Olof Renberg", npo, "ledamot", "Region Jämtland Härjedalen", "current"),
        ("Runa Fjäll", npo, "ersättare", "Region Västernorrland", "current"),
        ("Bertil Öhrn", npo, "ledamot", "Västra sjukvårdsregionen", "current"),
        ("Siv Ask", npo, "ledamot", "Västra Götalandsregionen", "current"),
        ("Siv Ask", "NAG glaukom", "ordförande", "Västra Götalandsregionen", "current"),
    }


def test_an_entry_of_two_lines_is_one_person(tmp_path: Path) -> None:
    found = said(tmp_path, "NPO tandvård\n\nOrdförande\nCecilia Tranberg\nÖvertandläkare, Region Västmanland\n")
    assert seats(found) == {("Cecilia Tranberg", "NPO tandvård", "ordförande", "Region Västmanland", "current")}


def test_a_table_tells_period_and_a_second_seat_and_two_dated_rows_are_a_succession(tmp_path: Path) -> None:
    rows = [
        ["Namn", "Organisation", "Roll", "Mandat"],
        ["Gustav Rehn", "RÖ", "Ledamot", "t.o.m. 2024-03-31"],
        ["Nora Wiik", "RÖ", "Ledamot", "fr.o.m. 2024-04-01"],
        ["Vakant", "RKL", "Ledamot", ""],
        ["Eva Lod", "RKL", "Ordförande, tillika ledamot i RPO tandvård", "2023–2026"],
    ]
    path = documents.docx(tmp_path / "a.docx", "Nationellt programområde tandvård", ["Uppdaterad 2 maj 2024"], rows)
    found = documents.told(path)
    assert seats(found) == {
        ("Gustav Rehn", "NPO tandvård", "ledamot", "Region Östergötland", "ended"),
        ("Nora Wiik", "NPO tandvård", "ledamot", "Region Östergötland", "current"),
        ("Eva Lod", "NPO tandvård", "ordförande", "Region Kalmar län", "current"),
        ("Eva Lod", "RPO tandvård", "ledamot", "Region Kalmar län", "current"),
    }
    (change,) = found.successions
    assert (change.successor, change.predecessor, change.effective) == ("Nora Wiik", "Gustav Rehn", "2024-04-01")
    assert {(each.person, each.valid_from, each.valid_to) for each in found.memberships if each.valid_from} == {
        ("Nora Wiik", "2024-04-01", None),
        ("Eva Lod", "2023", "2026"),
    }


def test_a_workbook_with_titles_above_its_header_and_surnames_first(tmp_path: Path) -> None:
    rows = [
        ["Södra sjukvårdsregionens ledamöter", "", "", ""],
        ["Uppdaterad 2025-06-02", "", "", ""],
        ["Programområde", "Namn", "Funktion", "Region"],
        ["Tandvård", "Lund Ask, Tekla", "Processledare", "Skåne"],
        ["", "Pilros, Rolf", "Ersättare", "Region Blekinge"],
        ["Njur- och urinvägssjukdomar", "Dalby, Hans", "Ledamot", "Region Kronoberg"],
    ]
    found = documents.told(documents.xlsx(tmp_path / "a.xlsx", {"Ledamöter": rows}))
    assert found.day == "2025-06-02"
    assert seats(found) == {
        ("Tekla Lund Ask", "NPO tandvård", "processledare", "Region Skåne", "current"),
        ("Rolf Pilros", "NPO tandvård", "ersättare", "Region Blekinge", "current"),
        ("Hans Dalby", "NPO njur- och urinvägssjukdomar", "ledamot", "Region Kronoberg", "current"),
    }


def test_a_grid_of_groups_down_and_roles_across(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<h1>Programområden</h1><table><tr><th>NPO</th><th>Värdregion</th><th>Ordförande</th><th>Processledare</th></tr>"
        "<tr><td>Akut vård</td><td>Mellansverige</td><td>Stig Lövdal, Region Uppsala</td><td>Vakant</td></tr>"
        "<tr><td>Levnadsvanor</td><td>Norra (vilande)</td><td></td><td>Tove Ek</td></tr></table>",
        "utf-8",
    )
    found = documents.told(path)
    assert seats(found) == {
        ("Stig Lövdal", "NPO akut vård", "ordförande", "Region Uppsala", "current"),
        ("Tove Ek", "NPO levnadsvanor", "processledare", None, "current"),
    }
    assert {(each.host, each.hosted, each.status) for each in found.hosting} == {
        ("Sjukvårdsregion Mellansverige", "NPO akut vård", "current"),
        ("Norra sjukvårdsregionen", "NPO levnadsvanor", "dormant"),
    }


@pytest.mark.parametrize(
    ("sentence", "host", "hosted"),
    [
        ("Södra sjukvårdsregionen är värd för NPO tandvård.", "Södra sjukvårdsregionen", {"NPO tandvård"}),
        (
            "Västra sjukvårdsregionen har värdskapet för NPO tandvård och NPO psykisk hälsa.",
            "Västra sjukvårdsregionen",
            {"NPO tandvård", "NPO psykisk hälsa"},
        ),
        (
            "Värdskapet för NPO ögonsjukdomar övergår från Norra sjukvårdsregionen till Västra sjukvårdsregionen.",
            "Västra sjukvårdsregionen",
            {"NPO ögonsjukdomar"},
        ),
        (
            "Norra sjukvårdsregionen är värd för tre nationella programområden: Tandvård, Levnadsvanor och Akut vård.",
            "Norra sjukvårdsregionen",
            {"NPO tandvård", "NPO levnadsvanor", "NPO akut vård"},
        ),
        ("NPO äldres hälsa har Mellansverige som värd.", "Sjukvårdsregion Mellansverige", set()),
    ],
)
def test_prose_tells_of_hosts(tmp_path: Path, sentence: str, host: str, hosted: set[str]) -> None:
    found = said(tmp_path, f"Läget i regionerna\n\n{sentence}")
    assert {each.hosted for each in found.hosting if each.host == host} >= hosted
    assert {each.host for each in found.hosting} <= {host}


@pytest.mark.parametrize(
    ("sentence", "host", "day"),
    [
        ("Sjukvårdsregion Mellansverige lämnar värdskapet för NPO tandvård.", None, None),
        ("Värdskapet för NPO tandvård lämnas av Norra sjukvårdsregionen.", None, None),
        (
            "Norra sjukvårdsregionen lämnar värdskapet för NPO tandvård och Södra sjukvårdsregionen tar över.",
            "Södra sjukvårdsregionen",
            None,
        ),
        ("Region Skåne tar över värdskapet för NPO tandvård den 1 januari 2027.", "Region Skåne", "2027-01-01"),
        ("Region Skåne blir ny värd för NPO tandvård från och med 2027-01-01.", "Region Skåne", "2027-01-01"),
        ("Region Skåne är värd för NPO tandvård, beslutades den 3 mars 2026.", "Region Skåne", None),
    ],
)
def test_a_host_that_leaves_is_none_and_one_that_comes_has_its_day(
    tmp_path: Path, sentence: str, host: str | None, day: str | None
) -> None:
    found = said(tmp_path, f"Protokoll 2026-10-20\n\n{sentence}")
    assert [(each.host, each.valid_from) for each in found.hosting] == ([(host, day)] if host else [])


def test_somebody_who_leaves_with_a_body_between_commas_is_no_line_of_a_list(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "Protokoll NPO tandvård 2026-10-20\n\nBo Ek, Region Skåne, avgår som ledamot den 31 december 2026.\n"
        "Eva Sandmark, Region Uppsala, utses till ledamot.",
    )
    assert {(each.person, each.valid_to) for each in found.memberships} == {
        ("Bo Ek", "2026-12-31"),
        ("Eva Sandmark", None),
    }


def test_names_that_sound_alike_are_two_persons_when_they_speak_for_two_bodies(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "Protokoll NPO tandvård 2026-10-20\n\nSofie Vester, Region Uppsala, utses till ledamot.\n"
        "Sofie Wester, Region Dalarna, utses till ledamot.\nKarl Carlmo, Region Skåne, utses till ledamot.\n\n"
        "Karl Karlmo, Region Skåne, utses till sekreterare.",
    )
    assert {(each.person, each.represents) for each in found.memberships} == {
        ("Sofie Vester", "Region Uppsala"),
        ("Sofie Wester", "Region Dalarna"),
        ("Karl Carlmo", "Region Skåne"),
    }


def test_the_three_beredningsgrupper_are_told_apart_by_what_stands_around(tmp_path: Path) -> None:
    def group(text: str) -> str:
        found = said(tmp_path, f"Protokoll RPO tandvård 2024-02-01\n\n{text}")
        return next(each.group for each in found.memberships if each.person == "Siv Ask")

    assert group("§ 3 Inera\nTill Ineras beredningsgrupp utses Siv Ask.") == "Ineras beredningsgrupp"
    assert group("Siv Ask utses till ledamot i beredningsgruppen för NHV.") == "Beredningsgruppen för NHV"
    assert group("I beredningsgruppen för SKS ingår Siv Ask.") == "Beredningsgruppen"


def test_spellings_of_one_name_and_a_given_name_alone_are_one_person(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "Protokoll NPO tandvård 2024-11-19\n\nNärvarande: Kristina Almtoft (VGR), Bo Ringstad (Skåne, ordförande)\n\n"
        "Christina Almtoft efterträder Bo Ringstad som ordförande den 1 januari 2025. Bo stannar kvar som ledamot.",
    )
    assert {each.person for each in found.memberships} <= {"Kristina Almtoft", "Christina Almtoft", "Bo Ringstad"}
    assert ("Bo Ringstad", "NPO tandvård", "ledamot", "Region Skåne", "current") in seats(found)


def test_names_written_together_are_split_where_a_given_name_begins() -> None:
    tokens = "Nadja Borell Wodman Jan-Olof Sandgård Eva von Hamra Bo Ek".split()  # noqa: SIM905
    assert people.split(tokens, 4) == ["Nadja Borell Wodman", "Jan-Olof Sandgård", "Eva von Hamra", "Bo Ek"]
    assert people.split(tokens, 6) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Protokoll NPO tandvård\n\nDatum: den 3 maj 2024", "2024-05-03"),
        ("NPO tandvård\n\nSenast uppdaterad 2023-09-22", "2023-09-22"),
        ("Möte 14/5 2024 NPO tandvård", "2024-05-14"),
        ("NPO tandvård\n\nLedamöterna ska utses senast den 3 maj 2024.", None),
        (
            "Nämndens beslut\n\n"
            + "Gruppen gick igenom läget.\n\n" * 20
            + "2023-05-04\n\n2 (4)\n\n2023-05-04\n\n3 (4)",
            "2023-05-04",
        ),
        (
            "Nämndens beslut\n\n" + "Gruppen gick igenom läget.\n\n" * 20 + "2023-05-04\n\nmöte\n\n2023-06-04\n\nmöte",
            None,
        ),
    ],
)
def test_the_documents_day(tmp_path: Path, text: str, day: str | None) -> None:
    assert said(tmp_path, text).day == day


def test_a_document_that_tells_of_what_came_after_its_own_day_is_warned_of(tmp_path: Path) -> None:
    text = "Rapport\nDatum: 2020-02-19\n\nNPO tandvård. Anna Ekby utsågs till ledamot den 4 november 2020."
    assert said(tmp_path, text).late == "2020-11-04"
    planned = text.replace("utsågs till ledamot den", "utses till ledamot fr.o.m. den")
    assert said(tmp_path, planned).late is None


def test_every_proposal_has_its_quote_its_place_and_its_rule(tmp_path: Path) -> None:
    path = documents.pdf(tmp_path / "a.pdf", ["NPO tandvård", "\f", "Anna Ekby (VGR) utses till ledamot."])
    (seat,) = documents.told(path).memberships
    assert (seat.quote, seat.spot.page, seat.rule) == ("Anna Ekby (VGR) utses till ledamot.", 2, "löptext: utses")


def test_a_document_without_a_group_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Fika\n\nAnna Ekby, VGR, bakar. Bo Lindalm är ordförande.", "utf-8")
    document = open_document("a.txt", read(path).blocks, documents.GAZETTEER)
    assert document.group is None
    assert not documents.told(path).memberships


def test_hon_goes_on_about_the_person_of_the_sentence_before(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        MINUTES + "Helena Borg (RVN) har utsetts till ny ordförande i NPO tandvård från 1 maj 2025. "
        "Hon efterträder Göran Dahl, Region Uppsala.",
    )
    assert changes(found) == {("Helena Borg", "Göran Dahl", "NPO tandvård", "ordförande")}
    assert ("Helena Borg", "NPO tandvård", "ordförande", "Region Västernorrland", "nominated") in seats(found)


def test_a_list_that_a_line_opens_with_nominations_is_of_nominated(tmp_path: Path) -> None:
    lines = (
        "Följande nomineras:\n- NPO tandvård: Mats Lång, överläkare, RN (ersätter Lotta Frid)\n- NAG migrän: Vakant\n"
    )
    assert _in_minutes(tmp_path, lines) == {
        ("Mats Lång", "NPO tandvård", "ledamot", "Region Norrbotten", "nominated"),
        ("Lotta Frid", "NPO tandvård", "ledamot", None, "current"),
    }


def test_a_body_before_a_colon_is_everybodys_on_the_line(tmp_path: Path) -> None:
    text = "Protokoll RPO tandvård 2024-02-01\n\nNärvarande\nRegion Skåne: Mats Wall (ordf), Pia Lind\nVGR: Johan Ask\n"
    assert [(each.person, each.represents) for each in said(tmp_path, text).attendance] == [
        ("Mats Wall", "Region Skåne"),
        ("Pia Lind", "Region Skåne"),
        ("Johan Ask", "Västra Götalandsregionen"),
    ]


def test_a_region_below_a_name_is_the_persons_under_a_sjukvardsregion(tmp_path: Path) -> None:
    text = "NPO tandvård\n\nLedamöter\n\nSödra sjukvårdsregionen\nLinda Ek\nRegion Skåne\nOve Brink\nRegion Halland\n"
    assert {(seat[0], seat[3]) for seat in seats(said(tmp_path, text))} == {
        ("Linda Ek", "Region Skåne"),
        ("Ove Brink", "Region Halland"),
    }


def test_a_contact_is_a_seat_only_when_the_role_is_told(tmp_path: Path) -> None:
    text = "# NPO tandvård\n\n## Kontakt\n\nAnna Sjö\nProcessledare\n070-123 45 67\n\nBo Lindalm\nKommunikatör\n"
    assert {(seat[0], seat[2]) for seat in seats(said(tmp_path, text, "a.md"))} == {("Anna Sjö", "processledare")}


def test_the_last_change_dates_a_page_before_its_publication_does(tmp_path: Path) -> None:
    assert said(tmp_path, "NPO tandvård\n\nPublicerad: 2024-01-15 | Senast ändrad: 2024-06-03").day == "2024-06-03"


def test_a_role_or_body_before_a_comma_is_the_persons_before_it(tmp_path: Path) -> None:
    text = (
        "Protokoll RPO tandvård 2024-02-01\n\nNärvarande: Lars Hult ordförande Södra, Eva Ring Norra, Ali Karim VGR\n"
    )
    assert [(each.person, each.role, each.represents) for each in said(tmp_path, text).attendance] == [
        ("Lars Hult", "ordförande", "Södra sjukvårdsregionen"),
        ("Eva Ring", None, "Norra sjukvårdsregionen"),
        ("Ali Karim", None, "Västra Götalandsregionen"),
    ]


def test_a_group_before_a_colon_is_everybodys_on_the_line(tmp_path: Path) -> None:
    line = "NAG självskada: ordförande Nora Vik (Region Halland). Ledamöter: Ek Per och Ann Sten."
    assert {(seat[0], seat[1], seat[2]) for seat in _in_minutes(tmp_path, line)} == {
        ("Nora Vik", "NAG självskada", "ordförande"),
        ("Ek Per", "NAG självskada", "ledamot"),
        ("Ann Sten", "NAG självskada", "ledamot"),
    }


def test_a_label_may_tell_that_those_after_it_have_left(tmp_path: Path) -> None:
    text = "# NAG astma\n\n## Ledamöter\n\n- Ada Lo, Region Dalarna\n- Avgått under året: Tom Ask, Region Skåne\n"
    assert {(seat[0], seat[4]) for seat in seats(said(tmp_path, text, "a.md"))} == {
        ("Ada Lo", "current"),
        ("Tom Ask", "ended"),
    }
