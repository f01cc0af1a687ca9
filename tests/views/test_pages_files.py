"""The files that tables become: what a spreadsheet makes of them, and the same bytes each time."""

import csv
import io
import json
import time
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from graph.exports.data import tabular

COLUMNS = ("namn", "från", "antal", "källor", "passerat")
ROWS = [
    ("Åsa Öien", "2024-06-19", 3, ["a", "b"], True),
    ("=HYPERLINK(1)", "2024-06", 0, [], False),
    ("-2+3", "../2022-12", None, ["c"], None),
    ("+46", "0001-01-01", 7, ["@d"], None),
    ("@SUM(A1)", "2024-02-30", 1, [], None),
    ("\t=1", "", 1, [], None),
    ('"; "', None, 1, [], None),
]


def _sheet(content: bytes) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()]


def test_csv_is_read_back_and_runs_no_formula() -> None:
    written = tabular.to_csv(COLUMNS, ROWS)
    head, *lines = csv.reader(io.StringIO(written))
    assert tuple(head) == COLUMNS
    assert lines[0] == ["Åsa Öien", "2024-06-19", "3", "a; b", "true"]
    assert [line[0] for line in lines[1:6]] == ["'=HYPERLINK(1)", "'-2+3", "'+46", "'@SUM(A1)", "'\t=1"]
    assert lines[6][0] == '"; "'


@pytest.mark.parametrize(
    "text", ["=1+1", "'=1+1", "''=1+1", "'", "''", "'90-talet", "-", "'-", "å", "", "\uff1d1", "'\n="]
)
def test_what_is_harmless_in_csv_is_read_back_as_told(text: str) -> None:
    assert tabular.without_apostrophe(tabular.harmless(text)) == text
    assert not tabular.harmless(text).startswith(("=", "+", "-", "@"))


def test_a_bare_carriage_return_does_not_end_a_row() -> None:
    written = tabular.to_csv(["a", "b"], [["ett\rtvå", "tre\r\nfyra"]])
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True))[1] == ["ett\ntvå", "tre\nfyra"]


def test_csv_for_a_swedish_excel() -> None:
    written = tabular.to_csv(COLUMNS, ROWS[:1], excel=True)
    assert written == '\ufeffnamn;från;antal;källor;passerat\r\nÅsa Öien;2024-06-19;3;"a; b";true\r\n'


def test_xlsx_has_real_dates_and_numbers_and_runs_no_formula() -> None:
    content = tabular.to_xlsx(COLUMNS, ROWS, "Vem [sitter] i gruppen: på riktigt och länge?")
    head, *lines = _sheet(content)
    assert head == list(COLUMNS)
    assert lines[0] == ["Åsa Öien", date(2024, 6, 19), 3, "a; b", "true"]
    assert [line[0] for line in lines[1:4]] == ["=HYPERLINK(1)", "-2+3", "+46"]
    assert [line[1] for line in lines[1:5]] == ["2024-06", "../2022-12", "0001-01-01", "2024-02-30"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["Vem  sitter  i gruppen  på rikt"]
    assert b"<f>" not in content


def test_xlsx_tells_what_was_asked() -> None:
    content = tabular.to_xlsx(COLUMNS, ROWS, "Frågan", about=[("Läget den", "2024-06-19")])
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert workbook.sheet_names == ["Frågan", "Om"]
    assert workbook.get_sheet_by_name("Om").to_python() == [["Läget den", "2024-06-19"]]


def test_the_same_table_is_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    first = tabular.to_xlsx(COLUMNS, ROWS, "Frågan")
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    assert tabular.to_xlsx(COLUMNS, ROWS, "Frågan") == first


def test_an_empty_table_is_a_file_too() -> None:
    assert _sheet(tabular.to_xlsx(COLUMNS, [], "Frågan")) == [list(COLUMNS)]
    assert tabular.to_xlsx((), [], "[]:*?")
    assert tabular.to_csv(COLUMNS, []) == "namn,från,antal,källor,passerat\n"


def test_json_has_the_shape_of_the_command_line() -> None:
    told = json.loads(tabular.to_json("hosts", {"group": "sks"}, "2024-06-19", COLUMNS, ROWS[:1]))
    assert list(told) == ["query", "parameters", "as_of", "columns", "rows"]
    assert told["rows"][0]["källor"] == ["a", "b"]
