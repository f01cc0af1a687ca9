"""The command line as a person meets it: a real process, its words, and its exit status."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.stores.sqlite.store import SqliteStore
from queries.asking import asking
from tests.support.here import PROJECT


class Result(NamedTuple):
    status: int
    out: str
    err: str


def run(*arguments: str | Path, store: Path | None = None, folder: Path | None = None, **environment: str) -> Result:
    known = {name: value for name, value in os.environ.items() if not name.startswith("STYRGRAF_")}
    if store is not None:
        known["STYRGRAF_STORE"] = f"sqlite:///{store}"
    done = subprocess.run(
        [sys.executable, str(PROJECT / "cli.py"), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=folder or PROJECT,
        env={**known, "PYTHONUTF8": "1", **environment},
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("loaded") / "styrgraf.db"
    done = run("load", PROJECT / "data", store=store)
    assert done.status == 0, done.err
    return store


def test_a_second_load_of_the_data_set_changes_nothing_and_says_so(loaded: Path) -> None:
    done = run("load", PROJECT / "data", store=loaded)
    assert done.status == 0
    assert "Inget nytt: allt fanns redan." in done.err


def test_json_has_the_agreed_shape(loaded: Path) -> None:
    done = run("ask", "hosts", "--host", "Mellansverige", "--as-of", "2021-01-01", "--format", "json", store=loaded)
    answer = json.loads(done.out)
    assert list(answer) == ["query", "parameters", "as_of", "columns", "rows"]
    assert answer["query"] == "hosts"
    assert answer["parameters"]["host"] == "sjukvardsregion-mellansverige"
    assert answer["as_of"] == "2021-01-01"
    assert all(list(row) == answer["columns"] for row in answer["rows"])
    assert len(answer["rows"]) == 4


def test_the_table_speaks_swedish_and_names_those_who_sat_before(loaded: Path) -> None:
    done = run("ask", "members", "--group", "npo-barn-och-ungdomars-halsa", store=loaded)
    assert "Senast bekräftad" in done.out
    assert "Simon Rundqvist, ordförande: slut senast 2022-12-31" in done.err
    assert "underförstått" in done.err


def test_the_language_can_be_switched(loaded: Path) -> None:
    done = run("ask", "hosts", "--group", "NPO akut vård", "--lang", "en", store=loaded)
    assert "Last confirmed" in done.out
    assert "Usage:" in run("--help", STYRGRAF_LANG="en").out


def test_what_is_doubtful_in_a_source_is_told_in_the_readers_language(loaded: Path) -> None:
    assert "ett av åren måste vara fel" in run("ask", "freshness", store=loaded).out
    assert "one of the two years must be wrong" in run("ask", "contradictions", "--lang", "en", store=loaded).out


def test_an_unknown_host_reads_unknown_no_source(loaded: Path) -> None:
    done = run("ask", "hosts", "--group", "NPO reumatiska sjukdomar", store=loaded)
    assert done.status == 0
    assert "okänd – ingen källa" in done.out


def test_csv_reads_back_and_neutralises_formulas(tmp_path: Path) -> None:
    store, table = tmp_path / "s.db", tmp_path / "persons"
    table.mkdir()
    (table / "sources.csv").write_text("id,title\nkalla,Påhittad källa\n", "utf-8")
    (table / "organisations.csv").write_text("id,kind,name,source\nnpo-prov,npo,NPO prov,kalla\n", "utf-8")
    (table / "memberships.csv").write_text(
        "person,group,role,source\n=cmd|' /C calc'!A0,npo-prov,ledamot,kalla\n", "utf-8"
    )
    assert run("load", table, store=store).status == 0
    done = run("ask", "members", "--group", "npo-prov", "--format", "csv", store=store)
    lines = list(csv.DictReader(io.StringIO(done.out.lstrip("\ufeff")), delimiter=";" if ";" in done.out else ","))
    (person,) = {line[next(key for key in line if key in ("person", "Person"))] for line in lines}
    assert person == "'=cmd|' /C calc'!A0"


def test_xlsx_goes_to_a_file(loaded: Path, tmp_path: Path) -> None:
    target = tmp_path / "svar.xlsx"
    done = run("ask", "hosts", "--format", "xlsx", "-o", target, store=loaded)
    assert done.status == 0
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "hosts", "--gruop", "x"), "Valet --gruop finns inte"),
        (("ask", "hosts", "--group", "finns inte alls"), "Ingenting heter"),
        (("ask", "hosts", "--group", "beredningsgruppen"), "ovrig-beredningsgruppen-nrf"),
        (("ask", "mirrors"), "--group"),
        (("ask", "hosts", "--as-of", "2021-13-01"), "inget datum"),
        (("ask", "nothing"), "nothing"),
        (("ask", "busy_people", "--at-least", "många"), "heltal"),
        (("load",), "Ange minst en fil"),
        (("export", "svg", "--scope", "finns inte alls"), "Ingenting heter"),
    ],
)
def test_wrong_use_is_told_plainly_with_status_2(loaded: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, store=loaded)
    assert done.status == 2
    assert said in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("members", "--group", "Regiondirektörsgrupen Mellansverige"), "ovrig-regiondirektorsgruppen-mellansverige"),
        (("hosts", "--group", "NPO ögonsjukdommar"), "npo-ogonsjukdomar"),
        (("represents", "--body", "Kalmars läns region"), "region-kalmar-lan"),
    ],
)
def test_a_name_that_nothing_bears_is_answered_with_those_that_are_like_it(
    loaded: Path, arguments: tuple[str, ...], near: str
) -> None:
    done = run("ask", *arguments, store=loaded)
    assert done.status == 2
    assert "Menar du någon av dessa?\n  " in done.err
    assert f"  {near}  (" in done.err


def test_what_is_like_a_name_but_cannot_be_meant_is_not_offered(loaded: Path) -> None:
    done = run("ask", "assignments", "--person", "NPO ögonsjukdommar", store=loaded)
    assert done.status == 2
    assert "npo-ogonsjukdomar" not in done.err


def test_a_store_that_is_not_there_is_told_with_status_3(tmp_path: Path) -> None:
    done = run("ask", "hosts", store=tmp_path / "none.db")
    assert done.status == 3
    assert "styrgraf load data/" in done.err
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_store_is_told_with_status_3(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Hej! " * 500, "utf-8")
    assert run("ask", "hosts", store=tmp_path / "letter.db").status == 3


def test_an_address_never_shows_its_password() -> None:
    done = run("ask", "hosts", "--store", "ftp://anna:hemligt@example.org")
    assert done.status == 3
    assert "hemligt" not in done.err


def test_a_refused_load_has_status_1_and_makes_no_store(tmp_path: Path) -> None:
    table = tmp_path / "sources.csv"
    table.write_text("id,title\nÅÄÖ fel id,\n", "utf-8")
    done = run("load", table, "--report", tmp_path / "report.txt", store=tmp_path / "new.db")
    assert done.status == 1
    assert "Inget har sparats" in done.err
    assert (tmp_path / "report.txt").read_text("utf-8").strip()
    assert not (tmp_path / "new.db").exists()


def test_a_dry_run_tells_what_would_happen_and_keeps_every_byte(loaded: Path, tmp_path: Path) -> None:
    table = tmp_path / "sources.csv"
    table.write_text("id,title\nny-kalla,En ny påhittad källa\n", "utf-8")
    before = loaded.read_bytes()
    done = run("load", table, "--dry-run", store=loaded)
    assert done.status == 0
    assert "Nya: sources 1" in done.err
    assert "  ny: sources ny-kalla" in done.err
    assert "Inget har sparats" in done.err
    assert loaded.read_bytes() == before


def test_a_template_never_overwrites_a_file(tmp_path: Path) -> None:
    filled = tmp_path / "mall.xlsx"
    filled.write_bytes(b"somebody's work")
    done = run("load", "--template", filled, store=tmp_path / "new.db")
    assert done.status == 2
    assert "skrivs inte över" in done.err
    assert filled.read_bytes() == b"somebody's work"


def test_doctor_finds_the_store_whole_and_lists_possible_pairs(loaded: Path) -> None:
    done = run("doctor", store=loaded)
    assert done.status == 0
    assert "är hel" in done.out
    assert "Björn Ohlsson (bjorn-ohlsson) – Björn Olsson (bjorn-olsson)" in done.out
    assert "bjorn-eriksson-sus" in done.out
    assert "    Talar för samma person: inget mer än namnet.\n" in done.out
    assert "    Talar för två personer: " in done.out
    assert "inget." not in done.out


def test_doctor_tells_of_a_record_without_a_source(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    assert run("load", PROJECT / "data", store=path).status == 0
    store = SqliteStore(path)
    store.ask("DELETE FROM evidence WHERE kind = 'hostings' AND record LIKE 'skr--npo-cancersjukdomar%'", {})
    store.close()
    done = run("doctor", store=path)
    assert done.status == 1
    assert "skr--npo-cancersjukdomar--active" in done.err


def test_export_writes_a_picture(loaded: Path, tmp_path: Path) -> None:
    done = run("export", "svg", "--scope", "system", "-o", tmp_path / "system.svg", store=loaded)
    assert done.status == 0
    assert (tmp_path / "system.svg").read_text("utf-8").startswith("<svg")


def test_a_web_edition_never_goes_among_other_files(loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("Vår egen webb", "utf-8")
    arguments = ("export", "site", "--scope", "npo-akut-vard", "-o")
    refused = run(*arguments, tmp_path, store=loaded)
    assert refused.status == 2
    assert "inte har skrivit" in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_text("utf-8") == "Vår egen webb"
    for _ in range(2):
        assert run(*arguments, tmp_path / "webb", store=loaded).status == 0
    assert run("export", "csv", "-o", tmp_path / "webb", store=loaded).status == 2


def test_the_journal_remembers_who_loaded_what(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    assert run("load", PROJECT / "data", store=path, STYRGRAF_USER="Påhittad Handläggare").status == 0
    store = SqliteStore(path)
    entry = store.history(most=1)[0]
    store.close()
    assert entry.who == "Påhittad Handläggare"
    assert entry.what.endswith("data")


def test_a_backup_fills_an_empty_store_and_leaves_a_full_one_alone(loaded: Path, tmp_path: Path) -> None:
    copy, again, new = tmp_path / "copy.zip", tmp_path / "again.zip", tmp_path / "new.db"
    assert run("backup", copy, store=loaded).status == 0
    assert "återställda i sqlite:///" in run("restore", copy, store=new).err
    assert run("backup", again, store=new).status == 0
    assert again.read_bytes() == copy.read_bytes()

    refused = run("restore", copy, store=new)
    assert (refused.status, "--replace" in refused.err) == (1, True)
    assert run("restore", copy, "--replace", store=new).status == 0


def test_a_file_that_is_no_backup_makes_no_store_and_a_store_is_never_overwritten(loaded: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.zip"
    letter.write_text("Hej!", "utf-8")
    assert run("restore", letter, store=tmp_path / "new.db").status == 1
    assert not (tmp_path / "new.db").exists()
    before = loaded.read_bytes()
    assert run("backup", loaded, store=loaded).status == 1
    assert loaded.read_bytes() == before


@pytest.mark.parametrize("name", asking.names())
def test_every_question_has_help_with_an_example_that_works(loaded: Path, name: str) -> None:
    helped = run("ask", name, "--help", store=loaded)
    assert helped.status == 0
    assert ("--as-of" in helped.out) == asking.query(name).dated
    assert f"Exempel: styrgraf ask {name}" in " ".join(helped.out.split())
    arguments = [part for key, value in asking.query(name).example.items() for part in _option(name, key, value)]
    assert run("ask", name, *arguments, store=loaded).status == 0


def _option(name: str, key: str, value: str) -> list[str]:
    flags = {parameter.name for parameter in asking.query(name).parameters if parameter.kind == "flag"}
    option = f"--{key.replace('_', '-')}"
    return [option] if key in flags else [option, value]


@pytest.mark.parametrize(
    "command",
    [
        "app",
        "load",
        "extract",
        "propose",
        "review",
        "ask",
        "export",
        "doctor",
        "backup",
        "restore",
        "bench",
        "completion",
    ],
)
def test_every_command_has_help_with_a_real_example(command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert "Exempel:" in done.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_every_shell(shell: str) -> None:
    assert "_STYRGRAF_COMPLETE" in run("completion", shell).out


def test_completion_knows_options_and_names(loaded: Path) -> None:
    done = run(
        store=loaded, _STYRGRAF_COMPLETE="bash_complete", COMP_WORDS="styrgraf ask hosts --group ögons", COMP_CWORD="4"
    )
    assert "npo-ogonsjukdomar" in done.out


def test_asking_never_loads_what_the_terminal_does_not_need(loaded: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv = ['styrgraf', 'ask', 'hosts', '--format', 'json']\n"
            "import cli\n"
            "try: cli.main()\n"
            "except SystemExit: pass\n"
            "heavy = {'streamlit', 'pandas', 'neo4j', 'networkx', 'xlsxwriter', 'numpy'} & set(sys.modules)\n"
            "print(sorted(heavy), file=sys.stderr)",
        ],
        capture_output=True,
        encoding="utf-8",
        cwd=PROJECT,
        env={**os.environ, "STYRGRAF_STORE": f"sqlite:///{loaded}", "PYTHONUTF8": "1"},
        timeout=60,
    )
    assert done.stderr.strip() == "[]"


# ---- somebody's own question


def test_an_own_question_is_answered_in_every_format(loaded: Path, tmp_path: Path) -> None:
    file = tmp_path / "fråga.sql"
    file.write_text("SELECT id, name FROM organisations WHERE kind = 'npo' ORDER BY id", "utf-8")
    assert "npo-akut-vard" in run("ask", "--sql", file, store=loaded).out
    lines = list(csv.reader(io.StringIO(run("ask", "--sql", file, "--format", "csv", store=loaded).out)))
    assert (lines[0], len(lines)) == (["id", "name"], 27)
    answer = json.loads(run("ask", "--sql", file, "--format", "json", store=loaded).out)
    assert answer["columns"] == ["id", "name"]
    assert answer["rows"][0]["id"] == "npo-akut-vard"
    target = tmp_path / "svar.xlsx"
    assert run("ask", "--sql", file, "--format", "xlsx", "-o", target, store=loaded).status == 0
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "--sql", "{sql}", "hosts"), "en fråga i taget"),
        (("ask", "--sql", "{sql}", "--cypher", "{sql}"), "en fråga i taget"),
        (("ask", "--cypher", "{sql}"), "svarar på SQL, inte på Cypher"),
        (("ask", "--sql", "ingen.sql"), "ingen.sql"),
        (("ask", "--sql", "{sql}"), "Rad 1, tecken 8: Kolumnen nmae finns inte"),
        (("ask",), "Exempel: styrgraf ask"),
    ],
)
def test_an_own_question_that_cannot_be_asked_is_told_with_status_2(
    loaded: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "q.sql"
    file.write_text("SELECT nmae FROM persons", "utf-8")
    done = run(*(argument.replace("{sql}", str(file)) for argument in arguments), store=loaded)
    assert done.status == 2
    assert said in " ".join(done.err.split())
    assert done.out == ""


def test_what_is_stored_about_somebody_is_written_for_its_owners_eyes_only(loaded: Path, tmp_path: Path) -> None:
    for form in ("table", "json"):
        printed = run("person", "extract", "Simon Rundqvist", "--format", form, store=loaded)
        done = run("person", "extract", "Simon Rundqvist", "--format", form, "-o", tmp_path / "utdrag", store=loaded)
        assert done.status == 0
        assert (tmp_path / "utdrag").read_text("utf-8") == printed.out
        assert (tmp_path / "utdrag").stat().st_mode & 0o077 == 0
