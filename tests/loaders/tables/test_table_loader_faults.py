"""Every fault of a load is told at once, each with file, sheet, line, column, value and what to do."""

from collections import Counter
from pathlib import Path

import pytest
import xlsxwriter

from graph.texts import LANGUAGES
from loaders.tables.faults import Fault
from loaders.tables.reading import TablesRefused, read
from tests.loaders.tables.test_table_loader_round_trip import Tables, write_csv

# ---- thirty faults of twelve sorts, planted in one workbook

Planted = tuple[str, int, str | None, str]
"""Sheet, line, column, and the sort of fault."""

_SHEETS: dict[str, list[list[str]]] = {
    "sources": [
        ["id", "title", "date", "note"],
        ["p1", "Protokoll 1", "2023-05-02", ""],
        ["p2", "Protokoll 2", "2024", ""],
        ["p3", "", "2023-13-01", ""],  # 3 title: required; date: date
        ["P 4", "Protokoll 4", "", ""],  # 4 id: id
        ["p5", "Protokoll 5", "i våras", ""],  # date
        ["p6", "Protokoll 6", "2022", "Ring Bo på 070-123 45 67."],  # note: contact
        ["p1", "Ett annat protokoll", "2021", ""],  # id: same id, other content
    ],
    "organisations": [
        ["id", "kind", "name", "source", "valid_from", "valid_to"],
        ["npo-tandvard", "npo", "Nationellt programområde tandvård", "p1", "", ""],
        ["npo-akut", "npo", "Nationellt programområde akut vård", "p1", "", ""],
        ["region-ankeborg", "region", "Region Ankeborg", "p1", "", ""],
        ["region-gaseborg", "region", "Region Gåseborg", "p1", "", ""],
        ["region-kvack", "regjon", "Region Kvack", "p1", "", ""],  # kind: choice
        ["Region Fel", "region", "Region Fel", "p1", "", ""],  # id: id
        ["rpo-akut", "rpo", "Regionalt programområde akut vård", "p1", "2024", "2023"],  # valid_to: before the start
        ["rpo-tand", "rpo", "Regionalt programområde tandvård", "p9", "", ""],  # source: unknown
        ["rsg-ett", "rsg", "Regional samverkansgrupp ett", "", "", ""],  # source: none
        ["rsg-tva", "", "x" * 501, "p1", "", ""],  # kind: required; name: too long
    ],
    "memberships": [
        [
            "person",
            "group",
            "role",
            "represents",
            "source",
            "valid_from",
            "status",
            "stance",
            "titel",
        ],  # titel: heading
        ["Anna Ek", "NPO tandvård", "ledamot", "Ankeborg", "p1", "2023-05", "", ""],
        ["Bo Gran", "NPO tandvard", "ledmot", "Gåseborg", "p1", "", "", ""],  # role: choice
        ["Bo Gran", "NPO tandvårdet", "ledamot", "", "p1", "", "", ""],  # group: unknown
        ["Bo Gran", "NPO akut vård", "ledamot", "Ankeborg; Gåseborg; NPO tandvård", "p1", "", "", ""],  # three bodies
        ["", "NPO akut vård", "ledamot", "", "p1", "", "", ""],  # person: required
        ["Cia Al", "NPO akut vård", "ledamot", "", "p1", "2023-02-30", "", ""],  # date
        ["cia.al@exempel.se", "NPO akut vård", "ledamot", "", "p1", "", "", ""],  # person: contact
        ["Cia Al", "NPO akut vård", "ledamot", "Mumindalen", "Protokoll 7", "", "", ""],  # two unknown
        ["Dan Bok", "NPO akut vård", "ledamot", "", "p2", "", "", "denies"],  # nothing to withdraw
        ["Dan Bok", "NPO akut vård", "ledamot", "", "p2", "", "vacant", ""],  # status: vacant with a person
        ["Dan\u202eBok", "NPO akut vård", "ordförande", "", "p2", "", "", ""],  # person: control character
    ],
    "listings": [
        ["source", "group", "roles"],
        ["p1", "NPO tandvård", "ordförande;ledamot"],
        ["p1", "NPO tandvård", "ordförande;kung"],  # roles: choice
        ["p2", "", "ledamot"],  # group: required
    ],
    "judgements": [
        ["person_a", "person_b", "verdict", "source"],
        ["anna-ek", "anna-ek", "same", "p1"],  # one person twice
        ["anna-ek", "erik-fel", "same", "p1"],  # unknown
    ],
    "membersips": [["person"]],  # unknown sheet
}
_PLANTED: list[Planted] = [
    ("sources", 4, "title", "required"),
    ("sources", 4, "date", "date"),
    ("sources", 5, "id", "id"),
    ("sources", 6, "date", "date"),
    ("sources", 7, "note", "contact"),
    ("sources", 8, "id", "same id"),
    ("organisations", 6, "kind", "choice"),
    ("organisations", 7, "id", "id"),
    ("organisations", 8, "valid_to", "order"),
    ("organisations", 9, "source", "unknown"),
    ("organisations", 10, "source", "source"),
    ("organisations", 11, "kind", "required"),
    ("organisations", 11, "name", "text"),
    ("memberships", 1, "titel", "name"),
    ("memberships", 3, "role", "choice"),
    ("memberships", 4, "group", "unknown"),
    ("memberships", 5, "represents", "together"),
    ("memberships", 6, "person", "required"),
    ("memberships", 7, "valid_from", "date"),
    ("memberships", 8, "person", "contact"),
    ("memberships", 9, "represents", "unknown"),
    ("memberships", 9, "source", "unknown"),
    ("memberships", 10, "stance", "together"),
    ("memberships", 11, "status", "together"),
    ("memberships", 12, "person", "text"),
    ("listings", 3, "roles", "choice"),
    ("listings", 4, "group", "required"),
    ("judgements", 2, "person_b", "together"),
    ("judgements", 3, "person_b", "unknown"),
    ("membersips", 0, None, "name"),
]


@pytest.fixture
def refused(tmp_path: Path) -> TablesRefused:
    """What reading the workbook with the planted faults ends in."""
    book = xlsxwriter.Workbook(str(tmp_path / "fel.xlsx"))
    for name, rows in _SHEETS.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for at, cell in enumerate(row):
                sheet.write_string(line, at, cell)
    book.close()
    with pytest.raises(TablesRefused) as caught:
        read([tmp_path / "fel.xlsx"], None)
    return caught.value


def test_thirty_faults_of_twelve_sorts_are_all_told_in_their_places_and_no_others(refused: TablesRefused) -> None:
    assert len(_PLANTED) == 30
    assert len({sort for *_, sort in _PLANTED}) == 12
    told = Counter((fault.sheet, fault.line, fault.column) for fault in refused.faults)
    assert told == Counter((sheet, line, column) for sheet, line, column, _ in _PLANTED)


def test_faults_are_told_by_file_sheet_line_and_column(refused: TablesRefused) -> None:
    places = [(fault.file, fault.sheet or "", fault.line, fault.column or "") for fault in refused.faults]
    assert places == sorted(places)
    assert all(fault.file.endswith("/fel.xlsx") for fault in refused.faults)


def test_a_fault_is_one_plain_sentence_with_place_value_and_what_to_do(refused: TablesRefused) -> None:
    by_place = {(fault.sheet, fault.line, fault.column): fault for fault in refused.faults}
    role = by_place["memberships", 3, "role"].sentence
    assert role.sv.endswith(
        "/fel.xlsx, bladet memberships, rad 3, kolumnen role: Här står ”ledmot”. Menade du ledamot? Skriv en av: "
        "ordförande, vice ordförande, ledamot, ersättare, adjungerad, processledare, processtöd, sekreterare, "
        "samordnare, chef, förbundsdirektör, kansliansvarig, administratör, kontaktperson, ständigt inbjuden, "
        "inbjuden, föredragande, upprättare."
    )
    assert "fel.xlsx, sheet memberships, line 4, column group: This says “NPO tandvårdet”. Did you mean" in (
        by_place["memberships", 4, "group"].sentence.en
    )
    required = by_place["organisations", 11, "kind"].sentence.sv
    assert "rad 11, kolumnen kind: Här är det tomt. Skriv en av: sks (styrgrupp)" in required
    for fault in refused.faults:
        assert all(fault.sentence.of(language).strip().endswith((".", "..", "?")) for language in LANGUAGES)


def test_a_refusal_says_how_many_faults_there_are_and_that_nothing_was_loaded(refused: TablesRefused) -> None:
    assert refused.text.sv == "Inget har lästs in. 30 fel behöver rättas först."


# ---- sorts that need a table of their own


def faults(folder: Path, tables: Tables) -> list[Fault]:
    """Return the faults of these tables."""
    with pytest.raises(TablesRefused) as caught:
        read([write_csv(folder / "t", tables)], None)
    return caught.value.faults


def places(found: list[Fault]) -> list[tuple[str, int, str | None, str]]:
    """Return table, line, column and value of each fault."""
    return [(Path(fault.file).stem, fault.line, fault.column, fault.value) for fault in found]


GROUND: Tables = {
    "sources": [{"id": "p1", "title": "Protokoll 1"}],
    "organisations": [
        {"id": "npo-akut-vard", "kind": "npo", "name": "Nationellt programområde akut vård", "source": "p1"},
        {"id": "region-ankeborg", "kind": "region", "name": "Region Ankeborg", "source": "p1"},
    ],
}
SEAT = {"person": "Anna Ek", "group": "NPO akut vård", "role": "ledamot", "source": "p1"}


@pytest.mark.parametrize(
    "detail",
    ["anna.ek@exempel.se", "070-123 45 67", "+46 8 123 456 78", "tel. 12 34 56", "19121212-1212", "850101-1234"],
)
@pytest.mark.parametrize("column", ["person", "title", "quote", "note", "place", "employer"])
def test_contact_details_and_personal_numbers_are_refused_in_any_cell(tmp_path: Path, detail: str, column: str) -> None:
    found = faults(tmp_path, {**GROUND, "memberships": [{**SEAT, column: f"Anna Ek, {detail}"}]})
    shown = "Anna Ek, tel. [borttaget]" if detail.startswith("tel") else "Anna Ek, [borttaget]"
    assert places(found) == [("memberships", 2, column, shown)]  # a message repeats nothing private
    assert "offentliga roller" in found[0].sentence.sv


@pytest.mark.parametrize(
    ("table", "row", "slips"),
    [
        ("hostings", {"host": "region-ankeborg", "hosted": "npo-akut-vard", "source": "p1"}, {"hosted": "hostad"}),
        ("hostings", {"host": "region-ankeborg", "hosted": "npo-akut-vard", "source": "p1"}, {"host": "vard"}),
        (
            "links",
            {"from_id": "region-ankeborg", "kind": "part_of", "to_id": "npo-akut-vard", "source": "p1"},
            {"kind": "kindd"},
        ),
        ("memberships", SEAT, {"group": "grupp", "role": "roll"}),
        ("names", {"organisation": "npo-akut-vard", "text": "NPO A", "source": "p1"}, {"organisation": "organisaton"}),
    ],
)
def test_a_misspelt_heading_is_told_on_its_line_and_blamed_on_no_row(
    tmp_path: Path, table: str, row: dict[str, str], slips: dict[str, str]
) -> None:
    found = faults(tmp_path, {**GROUND, table: [{slips.get(name, name): cell for name, cell in row.items()}] * 2})
    told = [(table, 1, name, value) for right, slip in slips.items() for name, value in ((right, ""), (slip, slip))]
    assert sorted(places(found)) == sorted(told)


@pytest.mark.parametrize("detail", ["0701234567", "070-1234567", "19121212-1212"])
def test_a_number_alone_in_a_cell_is_refused_though_it_could_be_an_id(tmp_path: Path, detail: str) -> None:
    found = faults(tmp_path, {**GROUND, "memberships": [{**SEAT, "title": detail}]})
    assert places(found) == [("memberships", 2, "title", "[borttaget]")]


def test_a_personal_number_is_no_id(tmp_path: Path) -> None:
    found = faults(tmp_path, {**GROUND, "persons": [{"id": "19121212-1212", "name": "Anna Ek"}]})
    assert places(found) == [("persons", 2, "id", "[borttaget]")]


@pytest.mark.parametrize(
    "text",
    [
        "https://exempel.se/070-123-45-67?m=a@b.se",
        "Dnr RS 2019-01234, § 12, 2023-05-17 09:00–12:00",
        "01-02-2023 10:00",
        "556677-8899",
        "20230517-0001",
        "000_687784831c29f046.txt",
        "2021/2023, 2018 2019 2020 2021",
    ],
)
def test_web_addresses_dates_and_case_numbers_are_no_contact_details(tmp_path: Path, text: str) -> None:
    assert read([write_csv(tmp_path / "t", {"sources": [{"title": text, "note": text}]})], None).rows == 1


def test_the_same_source_tells_a_thing_twice_only_at_different_places(tmp_path: Path) -> None:
    twice = [{**SEAT, "note": "först"}, {**SEAT, "note": "sedan"}]
    assert places(faults(tmp_path, {**GROUND, "memberships": twice})) == [("memberships", 3, "place", "")]
    apart = [{**row, "place": str(number)} for number, row in enumerate(twice)]
    assert read([write_csv(tmp_path / "t", {**GROUND, "memberships": apart})], None).rows == 5
    equal = [SEAT, SEAT]
    assert read([write_csv(tmp_path / "t", {**GROUND, "memberships": equal})], None).rows == 5


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("memberships", {**SEAT, "id": "m", "role": "chef"}, "id"),
        ("hostings", {"host": "region-ankeborg", "hosted": "Region Ankeborg", "source": "p1"}, "hosted"),
        ("links", {"from_id": "Ankeborg", "kind": "hör till", "to_id": "region-ankeborg", "source": "p1"}, "to_id"),
        ("rules", {"id": "r", "text": "t", "applies_to": "npo", "parameters": "antal", "source": "p1"}, "parameters"),
        ("rules", {"id": "r", "text": "t", "applies_to": "mpo", "source": "p1"}, "applies_to"),
        ("memberships", {**SEAT, "source": "", "quote": "Anna valdes."}, "source"),
        ("memberships", {**SEAT, "source": "", "status": "ended"}, "source"),
        ("memberships", {**SEAT, "status": "ended", "stance": "denies"}, "stance"),
        ("memberships", {**SEAT, "succeeds": "Ingen Känd"}, "succeeds"),
        ("memberships", {**SEAT, "succeeds": "Anna Ek"}, "succeeds"),
        ("memberships", {**SEAT, "person": "anna-ek"}, "person"),
        ("memberships", {**SEAT, "person": "", "person_id": "anna-ek"}, "person_id"),
        ("memberships", {**SEAT, "represents": "Ankebo"}, "represents"),
        ("evidence", {"kind": "memberships", "record": "m9", "source": "p1"}, "record"),
        ("evidence", {"kind": "persons", "record": "anna-ek", "source": "p1"}, "kind"),
    ],
)
def test_what_does_not_go_together_is_told(tmp_path: Path, table: str, row: dict[str, str], column: str) -> None:
    tables = {**GROUND, "memberships": [{**SEAT, "id": "m"}]}
    tables[table] = [*tables.get(table, ()), row]
    found = places(faults(tmp_path, tables))
    assert [(name, line, at) for name, line, at, _ in found] == [(table, len(tables[table]) + 1, column)]


def test_a_name_that_several_bear_is_told_with_the_candidates(tmp_path: Path) -> None:
    tables = {**GROUND, "memberships": [{**SEAT, "group": "Barn"}]}
    tables["organisations"] = [
        *GROUND["organisations"],
        {"id": "npo-barn", "kind": "npo", "name": "Nationellt programområde barn", "source": "p1"},
        {"id": "nsg-barn", "kind": "nsg", "name": "Nationell samverkansgrupp barn", "source": "p1"},
    ]
    (fault,) = faults(tmp_path, tables)
    assert "npo-barn (NPO barn), nsg-barn (NSG barn)" in fault.sentence.sv


def test_a_fault_in_a_source_is_not_blamed_on_those_who_cite_it(tmp_path: Path) -> None:
    tables = {**GROUND, "sources": [{"id": "p1", "title": "Protokoll 1", "date": "igår"}]}
    assert places(faults(tmp_path, tables)) == [("sources", 2, "date", "igår")]


def test_control_characters_in_a_message_cannot_reach_the_terminal(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, {**GROUND, "memberships": [{**SEAT, "title": "\x1b[31mröd"}]})
    assert "\x1b" not in fault.sentence.sv
    assert "\\x1b[31mr" in fault.sentence.sv


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [
        ("sources.csv", "id,title,date\nprotokoll-ek,Protokoll Ek,2099-10-01\n", "date"),
        ("sources.csv", "id,title,retrieved\nprotokoll-ek,Protokoll Ek,2099-10-01\n", "retrieved"),
    ],
)
def test_a_day_that_has_not_come_yet_is_no_day_of_a_source(tmp_path: Path, name: str, table: str, column: str) -> None:
    (tmp_path / name).write_text(table, "utf-8")

    with pytest.raises(TablesRefused) as refused:
        read([tmp_path / name], None)

    (fault,) = refused.value.faults
    assert (fault.column, fault.value) == (column, "2099-10-01")
    assert "har inte kommit än" in fault.sentence.sv


@pytest.mark.parametrize(("table", "column"), [("memberships", "person"), ("organisations", "name"), ("names", "text")])
@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Anna <b>Ek", "Anna\0Ek", "Anna\u202eEk", "<!-- Ek"])
def test_a_name_is_text_without_tags_or_what_nobody_can_read(
    tmp_path: Path, table: str, column: str, name: str
) -> None:
    rows = {
        "memberships": SEAT,
        "organisations": {"id": "npo-nytt", "kind": "npo", "source": "p1"},
        "names": {"organisation": "npo-akut-vard", "source": "p1"},
    }
    told = {**rows[table], column: name}
    here = {**GROUND, table: [*GROUND.get(table, []), told]}
    found = [place[:3] for place in places(faults(tmp_path, here))]
    line = len(here[table]) + 1
    assert (table, line, None if "\0" in name else column) in found  # a line with NUL is no CSV
