"""Every reader, with files made here: blocks with their place, and private details blanked."""

import datetime
from pathlib import Path

import docx
import pytest
import xlsxwriter

from loaders.documents import reading
from loaders.documents.readers import pdf as pdf_reader
from loaders.documents.text.blocks import Block, UnreadableDocument
from loaders.documents.workshop import Workshop
from tests.support import documents


def _blocks(path: Path) -> list[Block]:
    return reading.read(path).blocks


def _text(path: Path) -> str:
    return "\n".join(block.text + "\n".join("|".join(row) for row in block.rows) for block in _blocks(path))


def test_a_text_is_cut_into_paragraphs_at_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rad ett\nrad två\n\nNästa stycke", "utf-8")
    assert [block.text for block in _blocks(path)] == ["Rad ett\nrad två", "Nästa stycke"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_in_the_encodings_that_programs_write(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Åsa Öman, ledamot".encode(encoding))
    assert _text(path) == "Åsa Öman, ledamot"


def test_markdown_has_headings_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("## Ledamöter\n| Namn | Roll |\n|---|---|\n| **Anna Ekby** | Ledamot |\n", "utf-8")
    heading, table = _blocks(path)
    assert (heading.kind, heading.level, heading.text) == ("heading", 2, "Ledamöter")
    assert table.rows == (("Namn", "Roll"), ("Anna Ekby", "Ledamot"))


def test_a_word_document_gives_headings_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    path = documents.docx(tmp_path / "a.docx", "NPO tandvård", ["Första stycket."], documents.ROWS)
    heading, paragraph, table = _blocks(path)
    assert (heading.kind, heading.text) == ("heading", "NPO tandvård")
    assert paragraph.text == "Första stycket."
    assert table.rows == documents.ROWS
    assert table.spot.table == 1


def test_a_cell_tells_of_the_rows_it_is_merged_down_and_once_of_columns_however_many_it_claims(tmp_path: Path) -> None:
    path = documents.docx(tmp_path / "a.docx", "NPO tandvård", rows=(("Roll", "Namn"), ("Ledamot", "Anna"), ("", "Bo")))
    document = docx.Document(str(path))
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 0)._tc.grid_span = 100_000_000
    document.save(str(path))
    assert _blocks(path)[-1].rows == (("Roll", "Namn"), ("Ledamot", "Anna"), ("Ledamot", "Bo"))


def test_a_page_gives_what_it_shows_and_no_scripts(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<title>T</title><script>x()</script><nav>Meny</nav><h2>Ledam&ouml;ter</h2><ul><li>Anna <b>Ekby</b></li></ul>"
        '<table><tr><th>Namn</th><th>Region</th></tr><tr><td>Bo Lindalm</td><td rowspan="2">VGR</td></tr>'
        "<tr><td>Cia Norrvik</td></tr></table>",
        "utf-8",
    )
    heading, item, table = _blocks(path)
    assert (heading.kind, heading.level, heading.text) == ("heading", 2, "Ledamöter")
    assert (item.kind, item.text) == ("item", "Anna Ekby")
    assert table.rows == (("Namn", "Region"), ("Bo Lindalm", "VGR"), ("Cia Norrvik", "VGR"))


def test_a_workbook_says_what_it_shows_and_nothing_hidden_or_struck_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Ledamöter")
        struck, month = book.add_format({"font_strikeout": True}), book.add_format({"num_format": "yyyy-mm"})
        sheet.write_row("A1", ("Namn", "Sedan", "Lön"))
        for line, name in enumerate(("Anna Ekby", "Bo Lindalm", "Cia Norrvik"), 1):
            gone = name == "Bo Lindalm"
            sheet.write_row(line, 0, (name, "" if gone else "x", "1"), struck if gone else None)
        sheet.write_datetime("B2", datetime.datetime(2023, 6, 1), month)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        hidden = book.add_worksheet("Utkast")
        hidden.write_row("A1", ("Namn", "Dan Almskog"))
        hidden.hide()
    heading, table = _blocks(path)
    assert heading.text == "Ledamöter"
    assert table.rows == (("Namn", "Sedan", ""), ("Anna Ekby", "2023-06", ""))


def test_a_workbook_gives_each_sheet_with_merged_cells_told_of_every_row(tmp_path: Path) -> None:
    rows = [["Programområde", "Namn"], ["Tandvård", "Anna Ekby"], ["", "Bo Lindalm"]]
    path = documents.xlsx(tmp_path / "a.xlsx", {"Ledamöter": rows}, merged=[(1, 0, 2, 0)])
    heading, table = _blocks(path)
    assert heading.text == "Ledamöter"
    assert table.rows[2] == ("Tandvård", "Bo Lindalm")
    assert table.spot.row == 1


def test_a_pdf_gives_its_lines_with_their_page(tmp_path: Path) -> None:
    path = documents.pdf(tmp_path / "a.pdf", ["Första sidan", "\f", "Andra sidan"])
    assert [(block.text.strip(), block.spot.page) for block in _blocks(path)] == [
        ("Första sidan", 1),
        ("Andra sidan", 2),
    ]


def test_a_ruled_table_in_a_pdf_keeps_its_cells(tmp_path: Path) -> None:
    path = documents.pdf(tmp_path / "a.pdf", ["Medlemmar i gruppen"], documents.ROWS)
    (table,) = [block for block in _blocks(path) if block.kind == "table"]
    assert table.rows == documents.ROWS


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [f"Sidhuvud\nInnehåll {number}\nSida {number} av 4" for number in range(1, 5)]
    assert pdf_reader._running(pages) == {"Sidhuvud"}
    assert pdf_reader._PAGE_NUMBER.fullmatch("Sida 2 av 4")


def test_a_mail_gives_subject_day_and_text_but_nobody_who_sent_or_got_it(tmp_path: Path) -> None:
    body = "Anna Ekby nomineras.\n\nFrån: Ylva Avsändare\nTill: Pelle Svarande; Gun Medläsare\nÄmne: Sv: NPO\n"
    text = _text(documents.mail(tmp_path / "a.eml", body))
    assert "Nomineringar till NPO tandvård" in text
    assert "Datum: 2025-03-04" in text
    assert "Anna Ekby nomineras." in text
    for name in ("Hemlig", "Mottagare", "Kopia", "Dold", "Avsändare", "Svarande", "Medläsare", "example"):
        assert name not in text


def test_a_mail_with_a_page_alone_is_read_from_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text("Subject: NPO\nContent-Type: text/html; charset=utf-8\n\n<p>Bo Lindalm avgår.</p>", "utf-8")
    assert "Bo Lindalm avgår." in _text(path)


PRIVATE = "Nås på anna.ekby@region.example, tel 070-123 45 67 eller 08-123 456 78. Personnummer 811218-9876."


def test_contact_details_and_personal_numbers_are_blanked_in_every_kind_of_file(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(PRIVATE, "utf-8")
    page = tmp_path / "a.html"
    page.write_text(f"<p>{PRIVATE}</p><table><tr><td>{PRIVATE}</td><td>x</td></tr></table>", "utf-8")
    files = [
        text,
        page,
        documents.docx(tmp_path / "a.docx", "NPO", [PRIVATE], [["Namn", PRIVATE]]),
        documents.xlsx(tmp_path / "a.xlsx", {"Blad": [["Namn", PRIVATE]]}),
        documents.pdf(tmp_path / "a.pdf", [PRIVATE]),
        documents.mail(tmp_path / "a.eml", PRIVATE),
    ]
    for path in files:
        told = _text(path)
        assert "[borttaget]" in told, path.suffix
        for detail in ("@", "123 45", "456 78", "811218", "9876"):
            assert detail not in told, f"{detail} in {path.suffix}"


def test_dates_case_numbers_and_web_addresses_are_no_contact_details(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    kept = "Möte 2025-03-04, ärende 20230517-0001, kl. 9.00–12.00, https://exempel.se/sida/2024, § 12"
    path.write_text(kept, "utf-8")
    assert _text(path) == kept


def test_a_file_with_the_wrong_ending_is_read_by_what_it_is(tmp_path: Path) -> None:
    made = documents.docx(tmp_path / "a.docx", "NPO tandvård")
    wrong = tmp_path / "a.pdf"
    wrong.write_bytes(made.read_bytes())
    assert _text(wrong) == "NPO tandvård"


def test_a_scanned_pdf_says_so_and_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument) as refused:
        reading.read(documents.picture_pdf(tmp_path / "a.pdf"))
    assert "skannad" in refused.value.text.sv
    assert "Tesseract" in refused.value.text.sv


@pytest.mark.usefixtures("tesseract")
def test_a_scanned_pdf_is_read_only_when_that_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        reading.read(documents.picture_pdf(tmp_path / "a.pdf"))
    assert "--ocr" in refused.value.text.sv


@pytest.mark.usefixtures("tesseract")
def test_tesseract_reads_a_scanned_page_in_the_reading_process(tmp_path: Path) -> None:
    lines = ("Protokoll RPO tandvård", "Datum: 2024-02-01", "Örjan Sjölund utses till ledamot i NPO tandvård.")
    scanned = documents.scanned_pdf(tmp_path / "a.pdf", lines)
    with Workshop(documents.labels()) as workshop:
        found = workshop.extract(scanned, ocr=True)
    (seat,) = found["memberships"]
    assert (seat["person"], seat["group"], seat["status"]) == ("Örjan Sjölund", "NPO tandvård", "current")
    assert found["document_date"] == "2024-02-01"


@pytest.mark.usefixtures("tesseract")
def test_too_many_scanned_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        reading.read(documents.picture_pdf(tmp_path / "a.pdf", pages=51), ocr=True)
    assert "fler än 50 sidor" in refused.value.text.sv


def test_a_folder_gives_its_documents_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.PDF", "c.zip", ".dold.txt", "~$a.docx"):
        (tmp_path / name).write_text("x", "utf-8")
    assert [path.name for path in reading.files_in([tmp_path])] == ["a.PDF", "b.txt"]
