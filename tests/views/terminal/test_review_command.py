"""`styrgraf propose` and `styrgraf review`, as real processes: what is printed, what is refused, what is kept."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from graph.records import Judgement, Person, Proposal
from graph.stores.sqlite.store import SqliteStore
from tests.support import documents
from tests.support.here import PROJECT
from tests.support.stories import Story, load

MINUTES = """Protokoll NPO tandvård 2024-05-06

Närvarande: Anna Ekby (Region Skåne, ordförande)

Johan Rosenkvist (Region Kalmar län) utses till ledamot i NPO tandvård.
"""


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STYRGRAF")}
    store = f"sqlite:///{folder / 'styrgraf.db'}"
    return {**kept, "PYTHONPATH": str(PROJECT), "STYRGRAF_STORE": store, "STYRGRAF_USER": "Åsa Ek"}


def run(folder: Path, *arguments: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "cli", *map(str, arguments)],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done


def listed(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(run(folder, "review", "list", "--format", "json", *arguments).stdout)
    return told


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a store and with minutes that have been proposed."""
    story = Story()
    story.organisation("npo-tandvard", "Nationellt programområde tandvård")
    story.organisation("region-skane", "Region Skåne")
    story.organisation("region-kalmar-lan", "Region Kalmar län")
    story.sits("johan-rosenqvist", "npo-tandvard", seen="2022-01-01")
    story.person("johan-rosenqvist", "Johan Rosenqvist")
    made = SqliteStore(tmp_path / "styrgraf.db", create=True)
    load(made, story)
    made.close()
    (tmp_path / "protokoll.txt").write_text(MINUTES, "utf-8")
    assert "2 nya förslag" in run(tmp_path, "propose", "protokoll.txt").stdout
    return tmp_path


def ids(folder: Path) -> tuple[str, str]:
    """Return the ids of what is said of Anna and of Johan."""
    by_name = {told["line"]["sv"].split()[0]: told["id"] for told in listed(folder, "--state", "all")}
    return by_name["Anna"], by_name["Johan"]


def test_the_queue_is_listed_for_people_and_as_json(desk: Path) -> None:
    anna, _ = ids(desk)
    table = run(desk, "review", "list").stdout

    assert f"  {anna}  Anna Ekby är ordförande i NPO tandvård för Region Skåne" in table.splitlines()
    assert run(desk, "review", "list", "--lang", "en").stdout.count("Anna Ekby is chair of NPO tandvård") == 1
    assert [told["document"] for told in listed(desk, "--document", "protokoll.txt")] == ["protokoll-2024-05-06"] * 2
    assert len(listed(desk, "--document", "Protokoll, 2024-05-06")) == 2
    assert listed(desk, "--state", "rejected") == []
    assert "inget dokument" in run(desk, "review", "list", "--document", "annat", status=1).stderr


def test_a_proposal_is_shown_with_its_quote_and_what_would_change(desk: Path) -> None:
    _, johan = ids(desk)
    told = run(desk, "review", "show", johan[:5]).stdout

    assert "Citat: ”Johan Rosenkvist (Region Kalmar län) utses till ledamot i NPO tandvård.”" in told
    assert "Ny person: Johan Rosenkvist" in told
    assert "samma person som Johan Rosenqvist (johan-rosenqvist)?" in told


def test_accepting_taking_back_and_rejecting(desk: Path) -> None:
    anna, _ = ids(desk)
    assert run(desk, "review", "accept", anna).stdout == "1 förslag godkänt.\n"
    assert "redan godkänd" in run(desk, "review", "accept", anna, status=1).stderr
    assert "Anna Ekby" in run(desk, "ask", "members", "--group", "npo-tandvard").stdout
    assert "Taget tillbaka: 1 förslag" in run(desk, "review", "undo", anna).stdout
    assert "Anna Ekby" not in run(desk, "ask", "members", "--group", "npo-tandvard").stdout
    assert "inget att ta tillbaka" in run(desk, "review", "undo", anna, status=1).stderr
    run(desk, "review", "reject", anna, status=2)
    run(desk, "review", "reject", anna, "--reason", "Var på besök.")
    assert [told["reason"] for told in listed(desk, "--state", "rejected")] == ["Var på besök."]


def test_one_of_several_is_taken_back_or_all_of_them(desk: Path) -> None:
    anna, johan = ids(desk)
    run(desk, "review", "accept", anna, johan, "--not-same")
    told = run(desk, "review", "undo", anna)
    assert told.stdout.startswith(f"Taget tillbaka: 1 förslag ({anna}).")
    assert "1 som beslutades samtidigt står kvar" in told.stderr
    assert [each["id"] for each in listed(desk, "--state", "accepted")] == [johan]
    run(desk, "review", "undo", johan)
    run(desk, "review", "accept", anna, johan, "--not-same")
    assert "Taken back: 2 proposals" in run(desk, "review", "undo", anna, "--together", "--lang", "en").stdout
    assert len(listed(desk)) == 2


def test_who_is_who_can_be_left_open(desk: Path) -> None:
    _, johan = ids(desk)
    run(desk, "review", "accept", johan, "--unsettled", "--not-same", status=2)
    run(desk, "review", "accept", johan, "--unsettled")
    kept = SqliteStore(desk / "styrgraf.db")
    (judgement,) = kept.every(Judgement)
    kept.close()

    assert (judgement.person_a, judgement.verdict) == ("johan-rosenqvist", "unsettled")


def test_the_same_file_under_another_name_is_told_of(desk: Path) -> None:
    (desk / "kopia.txt").write_text(MINUTES, "utf-8")
    told = run(desk, "propose", "kopia.txt").stdout

    assert "0 nya förslag, 2 redan kända. Inget nytt: samma fil lästes in" in told
    assert "som protokoll.txt" in told


def test_a_near_name_must_be_answered(desk: Path) -> None:
    _, johan = ids(desk)
    assert "Svara först" in run(desk, "review", "accept", johan, status=1).stderr
    assert "ingen fråga om" in run(desk, "review", "accept", johan, "--same", "anna", status=2).stderr
    run(desk, "review", "accept", johan, "--same", "johan-rosenqvist", "--not-same", status=2)
    run(desk, "review", "accept", johan, "--same", "johan-rosenqvist")
    kept = SqliteStore(desk / "styrgraf.db")

    assert kept.keys(Person) == {"johan-rosenqvist", "johan-rosenkvist"}
    assert "Åsa Ek" in {load.who for load in kept.loads()}
    kept.close()


def test_all_of_a_document_is_accepted_but_for_what_must_be_answered(desk: Path) -> None:
    anna, johan = ids(desk)
    told = run(desk, "review", "accept", "--all-of", "protokoll.txt")

    assert told.stdout == "1 förslag godkänt.\n"
    assert johan in told.stderr
    assert [each["id"] for each in listed(desk)] == [johan]
    assert anna not in told.stderr


def test_what_goes_against_the_graph_is_left_when_all_of_a_document_is_accepted(desk: Path) -> None:
    anna, _ = ids(desk)
    run(desk, "review", "accept", anna)
    other = (
        "Protokoll NPO tandvård 2024-09-09\n\nEva Sandmark (Region Kalmar län) utses till ordförande i NPO tandvård.\n"
    )
    (desk / "senare.txt").write_text(other, "utf-8")
    run(desk, "propose", "senare.txt")
    told = run(desk, "review", "accept", "--all-of", "senare.txt", status=1)

    assert "Två har rollen ordförande samtidigt: även Anna Ekby" in told.stderr
    assert "Eva Sandmark" in str(listed(desk))


def test_an_edit_is_checked_like_a_row_of_a_table(desk: Path) -> None:
    anna, _ = ids(desk)
    assert "vice ordförande" in run(desk, "review", "edit", anna, "role=vice ordförande").stdout
    assert "role" in run(desk, "review", "edit", anna, "role=kung", status=1).stderr
    assert "lön" in run(desk, "review", "edit", anna, "lön=1", status=1).stderr
    run(desk, "review", "edit", anna, "role", status=2)
    assert "2024-05-07" in run(desk, "review", "edit", "protokoll-2024-05-06", "date=2024-05-07").stdout
    run(desk, "review", "edit", "protokoll-2024-05-06", "date=i går", status=1)


def test_a_group_that_nobody_knows_is_added_with_what_sits_in_it(desk: Path) -> None:
    (desk / "annat.txt").write_text(
        "Protokoll 2024-06-03\n\nBo Ekdal (Region Skåne) utses till ledamot i NAG tänder.\n", "utf-8"
    )
    run(desk, "propose", "annat.txt")
    (told,) = listed(desk, "--document", "annat.txt")
    assert "NAG tänder" in run(desk, "review", "accept", told["id"], status=1).stderr
    run(desk, "review", "edit", told["id"], "--new", "group=nag")
    run(desk, "review", "accept", told["id"])

    assert "Bo Ekdal" in run(desk, "ask", "members", "--group", "NAG tänder").stdout


def test_one_bad_file_stops_no_other(desk: Path) -> None:
    (desk / "skadad.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (desk / "annat.txt").write_text(MINUTES.replace("Anna Ekby", "Bo Ekdal").replace("05-06", "06-03"), "utf-8")
    told = run(desk, "propose", "skadad.pdf", "finns-inte.txt", "annat.txt", "protokoll.txt", status=1)

    assert [line.split(":")[0] for line in told.stdout.splitlines()] == ["annat.txt", "protokoll.txt"]
    assert "protokoll.txt: 0 nya förslag, 2 redan kända" in told.stdout
    assert "2 av 4 filer" in told.stderr


@pytest.mark.usefixtures("tesseract")
def test_scanned_minutes_are_proposed_when_that_is_asked_for(desk: Path) -> None:
    lines = ["Protokoll 2024-06-03", "Doris Ekmark, Region Skåne, utses till ledamot i NPO tandvård."]
    documents.scanned_pdf(desk / "skannat.pdf", lines)
    assert "--ocr" in run(desk, "propose", "skannat.pdf", status=1).stderr
    assert "1 nytt förslag" in run(desk, "propose", "skannat.pdf", "--ocr").stdout


def test_a_table_of_our_own_form_is_proposed_row_by_row(desk: Path) -> None:
    (desk / "memberships.csv").write_text(
        "person,group,role,source\nBo Ekdal,npo-tandvard,ledamot,protokoll\nEva Ek,npo-tandvard,ledamot,protokoll\n",
        "utf-8",
    )
    assert "2 nya förslag" in run(desk, "propose", "memberships.csv").stdout
    (desk / "hostings.csv").write_text("host,hosted,lön\na,b,c\n", "utf-8")
    assert "hostings.csv" in run(desk, "propose", "hostings.csv", status=1).stderr
    assert len(listed(desk)) == 4


def test_wrong_use_and_missing_stores_are_told(desk: Path, tmp_path: Path) -> None:
    run(desk, "propose", status=2)
    run(desk, "review", "accept", status=2)
    assert "Granska förslagen" in run(desk, "review").stdout
    assert "inget förslag p00000000" in run(desk, "review", "show", "p00000000", status=1).stderr
    nowhere = f"sqlite:///{tmp_path / 'ingen.db'}"
    run(desk, "review", "list", "--store", nowhere, status=3)
    run(desk, "propose", "protokoll.txt", "--store", nowhere, status=3)


def test_a_disk_that_takes_no_more_is_told_of_and_nothing_is_half_done(desk: Path) -> None:
    anna, _ = ids(desk)
    full = ["bash", "-c", 'ulimit -f 0; exec "$@"', "bash", sys.executable, "-m", "cli", "review", "accept", anna]
    told = subprocess.run(
        full, cwd=desk, env=environment(desk), capture_output=True, text=True, check=False, timeout=60
    )

    assert told.returncode == 3
    assert "Traceback" not in told.stderr
    assert told.stderr.strip()
    assert len(listed(desk)) == 2


def test_whoever_is_killed_midway_leaves_whole_documents(desk: Path) -> None:
    papers = desk / "handlingar"
    papers.mkdir()
    for number in range(24):
        (papers / f"{number:02}.txt").write_text(MINUTES.replace("05-06", f"06-{number + 1:02}"), "utf-8")
    child = subprocess.Popen(
        [sys.executable, "-m", "cli", "propose", str(papers)],
        cwd=desk, env=environment(desk), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    for _ in range(4):
        child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    time.sleep(0.1)
    kept = SqliteStore(desk / "styrgraf.db")
    by_document: dict[str, int] = {}
    for proposal in kept.every(Proposal):
        by_document[proposal.document] = by_document.get(proposal.document, 0) + 1
    kept.close()

    assert len(by_document) >= 5
    assert set(by_document.values()) == {2}
    run(desk, "propose", str(papers))
    assert len(listed(desk)) == 2 + 24 * 2
